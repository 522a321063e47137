/* Remarks of a read, one row per what and where, in the order of their first case. */
#include "lists/report.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/memory.h"

/* Between what and where in a key; no text from outside holds it. */
#define KEY_SEPARATOR '\x1F'

struct itd_list_report {
    itd_arena      *arena;  /* texts and keys of the rows */
    itd_map         places; /* key → row */
    itd_buf         key;    /* of the case at hand: "what, separator, where" */
    itd_report_row *rows;
    size_t          count;
    size_t          cap;
    uint64_t        unlisted;
    bool            no_memory;
};

itd_list_report *itd_list_report_new(void)
{
    itd_list_report *report = itd_mem_new(1, sizeof *report);

    if (!report)
        return NULL;
    itd_map_init(&report->places);
    itd_buf_init(&report->key, SIZE_MAX);
    report->arena = itd_arena_new(SIZE_MAX);
    if (!report->arena) {
        itd_list_report_free(report);
        return NULL;
    }
    return report;
}

void itd_list_report_free(itd_list_report *report)
{
    if (!report)
        return;
    itd_map_done(&report->places);
    itd_buf_done(&report->key);
    itd_arena_free(report->arena);
    itd_mem_free(report);
}

static bool add_row(itd_list_report *report, const itd_report_row *like)
{
    itd_report_row  row = *like;
    itd_str         key;
    itd_report_row *rows =
        itd_arena_grow(report->arena, report->rows, report->count, &report->cap, sizeof *rows);
    uint64_t *index;
    bool      added;

    if (!rows)
        return false;
    report->rows = rows;
    if (!itd_arena_copy(report->arena, itd_buf_text(&report->key), &key) ||
        !itd_arena_copy(report->arena, like->what, &row.what) ||
        !itd_arena_copy(report->arena, like->where, &row.where) ||
        !itd_arena_copy(report->arena, like->file, &row.file) ||
        !itd_arena_copy(report->arena, like->record, &row.record) ||
        !itd_map_add(&report->places, key, &index, &added))
        return false;
    *index = report->count;
    rows[report->count++] = row;
    return true;
}

void itd_list_report_add(itd_list_report *report, itd_str what, itd_str where, itd_str file,
                         uint64_t line, itd_str record)
{
    const itd_report_row row = {
        .what = what, .where = where, .file = file, .line = line, .record = record, .count = 1};
    const uint64_t *known;

    if (!report)
        return;
    itd_buf_reset(&report->key);
    itd_buf_append(&report->key, what);
    itd_buf_append_char(&report->key, KEY_SEPARATOR);
    itd_buf_append(&report->key, where);
    if (report->key.failed != ITD_OK) {
        report->no_memory = true;
        return;
    }
    known = itd_map_find(&report->places, itd_buf_text(&report->key));
    if (known)
        report->rows[*known].count++;
    else if (report->count == ITD_REPORT_ROWS_MAX)
        report->unlisted++;
    else if (!add_row(report, &row))
        report->no_memory = true;
}

itd_status itd_list_report_status(const itd_list_report *report, itd_error *err)
{
    return report && report->no_memory ? itd_error_no_memory(err) : ITD_OK;
}

size_t itd_list_report_count(const itd_list_report *report)
{
    return report ? report->count : 0;
}

uint64_t itd_list_report_unlisted(const itd_list_report *report)
{
    return report ? report->unlisted : 0;
}

const itd_report_row *itd_list_report_at(const itd_list_report *report, size_t index)
{
    return report && index < report->count ? &report->rows[index] : NULL;
}
