/* How fast a file is read, and in how much memory: "readers READER FILE… [-r TIMES]". READER is a
 * format of src/codec (csv, xml, lines, json, source) or a reader of lists (ofac-csv, un, …; "auto"
 * finds it from the content). Unpacking is part of the time, as it is when a list is added; give
 * plain files for the reader alone. Entities are counted and thrown away; --encoded reads them once
 * more and tells how large they are as the store keeps them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "base/digest.h"
#include "codec/csv.h"
#include "codec/json.h"
#include "codec/xml.h"
#include "lists/reader.h"

#define FILES_MAX 16
#define STEP ((size_t)256 * 1024)
#define JSON_ARENA_MAX ((size_t)256 << 20)

struct work {
    const char        *paths[FILES_MAX];
    size_t             count;
    itd_list_part      parts[FILES_MAX];
    itd_buf            heads[FILES_MAX];
    uint64_t           bytes;   /* unpacked, all files */
    uint64_t           records; /* of the last round */
    bool               encode;  /* entries as the store keeps them, to know their size */
    itd_buf            encoded; /* of one entry */
    uint64_t           encoded_bytes;
    itd_reader_options options;
};

typedef itd_status (*format_fn)(itd_source *src, uint64_t *records, itd_error *err);

static itd_status read_source(itd_source *src, uint64_t *records, itd_error *err)
{
    char      *step = malloc(STEP);
    size_t     len = 1;
    itd_status st = step ? ITD_OK : itd_error_no_memory(err);

    while (st == ITD_OK && len > 0) {
        st = itd_source_read(src, step, STEP, &len, err);
        *records += st == ITD_OK && len > 0;
    }
    free(step);
    return st;
}

static itd_status read_csv(itd_source *src, uint64_t *records, itd_error *err)
{
    itd_csv       *csv = NULL;
    itd_csv_record record;
    bool           found = true;
    itd_status     st = itd_csv_open(src, NULL, &csv, err);

    while (st == ITD_OK && found) {
        st = itd_csv_next(csv, &found, &record, err);
        *records += st == ITD_OK && found;
    }
    itd_csv_close(csv);
    return st;
}

/* Records at depth 2, as in the UN list; OFAC has them at 1 and its parts count instead. */
static itd_status read_xml(itd_source *src, uint64_t *records, itd_error *err)
{
    itd_xml            *xml = NULL;
    const itd_xml_node *record = NULL;
    itd_status          st = itd_xml_open(src, 2, &xml, err);

    while (st == ITD_OK) {
        st = itd_xml_next(xml, &record, err);
        if (st != ITD_OK || !record)
            break;
        ++*records;
    }
    itd_xml_close(xml);
    return st;
}

static itd_status read_lines_with(itd_source *src, itd_arena *arena, uint64_t *records,
                                  itd_error *err)
{
    itd_lines *lines = NULL;
    itd_str    line;
    uint64_t   number;
    bool       found = true;
    itd_status st = itd_lines_open(src, ITD_JSON_LINE_MAX, &lines, err);

    while (st == ITD_OK && found) {
        const itd_json *json;

        st = itd_lines_next(lines, &found, &line, &number, err);
        *records += st == ITD_OK && found;
        if (st == ITD_OK && found && arena) {
            itd_arena_reset(arena);
            st = itd_json_parse(line, arena, &json, err);
        }
    }
    itd_lines_close(lines);
    return st;
}

static itd_status read_lines(itd_source *src, uint64_t *records, itd_error *err)
{
    return read_lines_with(src, NULL, records, err);
}

static itd_status read_json(itd_source *src, uint64_t *records, itd_error *err)
{
    itd_arena *arena = itd_arena_new(JSON_ARENA_MAX);
    itd_status st = arena ? read_lines_with(src, arena, records, err) : itd_error_no_memory(err);

    itd_arena_free(arena);
    return st;
}

static const struct {
    const char *name;
    format_fn   read;
} formats[] = {
    {"source", read_source}, {"csv", read_csv},   {"xml", read_xml},
    {"lines", read_lines},   {"json", read_json},
};

static format_fn find_format(const char *name)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(formats); i++)
        if (strcmp(formats[i].name, name) == 0)
            return formats[i].read;
    return NULL;
}

static itd_status read_format(struct work *work, format_fn read, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < work->count; i++) {
        itd_source *src = NULL;
        bool        found = true;

        st = itd_source_open_file(work->paths[i], NULL, &src, err);
        while (st == ITD_OK && found) {
            st = itd_source_next_member(src, &found, err);
            if (st == ITD_OK && found)
                st = read(src, &work->records, err);
        }
        itd_source_close(src);
    }
    return st;
}

static itd_status count_entity(void *ctx, const itd_entity *ent, itd_error *err)
{
    struct work *work = ctx;

    if (!work->encode) {
        work->records++;
        return ITD_OK;
    }
    work->encoded_bytes += ent->id.len + ITD_DIGEST_BYTES;
    itd_buf_reset(&work->encoded);
    itd_entity_encode(ent, &work->encoded);
    work->encoded_bytes += work->encoded.len;
    return itd_buf_status(&work->encoded, err);
}

static itd_status read_list(struct work *work, const itd_reader *reader, itd_error *err)
{
    itd_read_result result = {.report = itd_list_report_new()};
    itd_status      st =
        reader->read(work->parts, work->count, &work->options, count_entity, work, &result, err);

    itd_list_report_free(result.report);
    return st;
}

/* Counts unpacked bytes, keeps heads, and brings the files into the page cache. */
static itd_status look_at_files(struct work *work, itd_error *err)
{
    char      *step = malloc(STEP);
    itd_status st = step ? ITD_OK : itd_error_no_memory(err);

    for (size_t i = 0; st == ITD_OK && i < work->count; i++) {
        itd_source *src = NULL;
        bool        found = false;
        size_t      len = 1;

        itd_buf_init(&work->heads[i], ITD_LIST_HEAD_MAX);
        st = itd_source_open_file(work->paths[i], NULL, &src, err);
        if (st == ITD_OK)
            st = itd_source_next_member(src, &found, err);
        while (st == ITD_OK && found && len > 0) {
            st = itd_source_read(src, step, STEP, &len, err);
            if (st != ITD_OK)
                break;
            work->bytes += len;
            itd_buf_append(&work->heads[i], itd_str_slice((itd_str){step, len}, 0,
                                                          ITD_LIST_HEAD_MAX - work->heads[i].len));
        }
        itd_source_close(src);
        work->parts[i] = (itd_list_part){
            .path = work->paths[i],
            .name = itd_str_of(work->paths[i]),
            .head = itd_buf_text(&work->heads[i]),
        };
    }
    free(step);
    return st;
}

/* Of the process, user and system. */
static int64_t cpu_ms(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return (int64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 +
           (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

static itd_status run(struct work *work, const char *name, uint64_t times, itd_error *err)
{
    const format_fn   format = find_format(name);
    const itd_reader *reader = itd_reader_find(itd_str_of(name));
    int64_t           best_ms = INT64_MAX, best_cpu_ms = INT64_MAX;
    struct rusage     usage;
    itd_status        st = look_at_files(work, err);

    if (st == ITD_OK && !format && !reader)
        st = itd_reader_recognise(work->parts, work->count, &reader, err);
    for (uint64_t i = 0; st == ITD_OK && i < times; i++) {
        const int64_t begin_ms = itd_clock_steady_ms();
        const int64_t cpu_begin_ms = cpu_ms();
        const bool    encode = work->encode;

        work->records = 0;
        work->encode = false;
        st = format ? read_format(work, format, err) : read_list(work, reader, err);
        if (itd_clock_steady_ms() - begin_ms < best_ms)
            best_ms = itd_clock_steady_ms() - begin_ms;
        if (cpu_ms() - cpu_begin_ms < best_cpu_ms)
            best_cpu_ms = cpu_ms() - cpu_begin_ms;
        work->encode = encode;
    }
    if (st != ITD_OK)
        return st;
    getrusage(RUSAGE_SELF, &usage); /* before the entries are encoded */
    if (reader && work->encode)
        st = read_list(work, reader, err);
    if (st != ITD_OK)
        return st;
    printf("%s: %llu records, %.1f MB unpacked, best of %llu: %lld ms, %.0f MB/s, %.0f a second "
           "of CPU, peak %.1f MB\n",
           format ? name : reader->name, (unsigned long long)work->records,
           (double)work->bytes / 1e6, (unsigned long long)times, (long long)best_ms,
           (double)work->bytes / 1e3 / (double)(best_ms > 0 ? best_ms : 1),
           (double)work->bytes / 1e3 / (double)(best_cpu_ms > 0 ? best_cpu_ms : 1),
           (double)usage.ru_maxrss * 1.024 / 1e3);
    if (work->encode)
        printf("entries with id and digest: %.1f MB\n", (double)work->encoded_bytes / 1e6);
    return ITD_OK;
}

int main(int argc, char **argv)
{
    struct work work = {.encoded = {.max = SIZE_MAX}, .options = {.list = ITD_STR("bench")}};
    uint64_t    times = 3;
    itd_error   err;
    char        text[ITD_ERROR_TEXT_MAX];
    bool        usable = argc >= 3;

    for (int i = 2; usable && i < argc; i++) {
        if (strcmp(argv[i], "-r") == 0 && i + 1 < argc)
            usable = itd_str_parse_u64(itd_str_of(argv[++i]), 1000000, &times) && times > 0;
        else if (strcmp(argv[i], "-m") == 0 && i + 1 < argc)
            work.options.map_path = argv[++i];
        else if (strcmp(argv[i], "--partial") == 0)
            work.options.partial = true;
        else if (strcmp(argv[i], "--encoded") == 0)
            work.encode = true;
        else if (work.count < FILES_MAX)
            work.paths[work.count++] = argv[i];
        else
            usable = false;
    }
    if (!usable || work.count == 0) {
        fprintf(stderr, "usage: %s READER FILE… [-r TIMES] [-m MAPPING] [--partial] [--encoded]\n",
                argv[0]);
        return 64;
    }
    if (run(&work, argv[1], times, &err) != ITD_OK) {
        itd_error_format(&err, text);
        fprintf(stderr, "%s\n", text);
        return 1;
    }
    for (size_t i = 0; i < work.count; i++)
        itd_buf_done(&work.heads[i]);
    itd_buf_done(&work.encoded);
    return 0;
}
