/* The files of a folder, each to the reader that its name tells. */
#include "base/file.h"
#include "comply/comply_internal.h"

#define LISTING_MAX ((size_t)4 << 20)

typedef enum file_kind {
    KIND_OTHER,
    KIND_REPORTS,
    KIND_TRADE,
    KIND_OIL,
    KIND_REGISTER,
    KIND_CALLS,
} file_kind;

static file_kind kind_of(itd_str name)
{
    static const struct {
        const char *prefix;
        file_kind   kind;
        bool        may_be_json;
    } kinds[] = {
        {"reports", KIND_REPORTS, false},   {"trade", KIND_TRADE, true},
        {"comtrade", KIND_TRADE, true},     {"oil", KIND_OIL, false},
        {"register", KIND_REGISTER, false}, {"vessels", KIND_REGISTER, false},
        {"port", KIND_CALLS, false},
    };
    const bool csv = itd_str_ends_with_ascii_nocase(name, ITD_STR(".csv"));
    const bool json = itd_str_ends_with_ascii_nocase(name, ITD_STR(".json"));

    for (size_t i = 0; i < ITD_ARRAY_LEN(kinds); i++)
        if ((csv || (json && kinds[i].may_be_json)) &&
            itd_str_starts_with_ascii_nocase(name, itd_str_of(kinds[i].prefix)))
            return kinds[i].kind;
    return KIND_OTHER;
}

static itd_status leave_file(struct itd_comply_work *work, itd_comply_file *file, itd_str column,
                             itd_error *err)
{
    itd_buf    why;
    itd_status st;

    itd_buf_init(&why, 256);
    itd_buf_printf(&why, "the column \"%.*s\" is missing", ITD_STR_ARGS(column));
    st = itd_buf_status(&why, err);
    if (st == ITD_OK && !itd_arena_copy(work->arena, itd_buf_text(&why), &file->why))
        st = itd_error_no_memory(err);
    itd_buf_done(&why);
    file->is_read = false;
    file->is_fault = true;
    work->is_complete = false;
    return st;
}

static itd_status read_oil(struct itd_comply_work *work, itd_source *src, itd_comply_file *file,
                           itd_error *err)
{
    itd_deliveries read = {.count = 0};
    itd_status     st = itd_deliveries_load(work->rules, src, work->arena, &read, err);

    for (size_t i = 0; st == ITD_OK && i < read.count; i++) {
        void *items = itd_arena_grow(work->arena, work->deliveries, work->delivery_count,
                                     &work->delivery_cap, sizeof work->deliveries[0]);

        void *places = itd_arena_grow(work->arena, work->places, work->delivery_count,
                                      &work->place_cap, sizeof work->places[0]);

        if (!items || !places)
            return itd_error_no_memory(err);
        work->deliveries = items;
        work->places = places;
        work->places[work->delivery_count] = (itd_delivery_place){.file = file->name};
        work->deliveries[work->delivery_count++] = read.items[i];
    }
    file->rows = read.count;
    return st;
}

static itd_status read_member(struct itd_comply_work *work, itd_source *src, file_kind kind,
                              itd_error *err)
{
    itd_comply_file *file = &work->files[work->file_count];
    const uint64_t   before = work->trade.rows;
    itd_str          missing;
    itd_status       st;

    file->is_read = true;
    if (kind == KIND_REPORTS) {
        work->has_reports = true;
        return itd_filings_read(&work->filings, &work->areas, src, file->name, &file->rows, err);
    }
    if (kind == KIND_REGISTER) {
        work->has_register = true;
        return itd_ships_read_register(&work->ships, src, file->name, &file->rows, err);
    }
    if (kind == KIND_CALLS) {
        work->has_calls = true;
        return itd_ships_read_calls(&work->ships, src, file->name, &file->rows, err);
    }
    st = itd_trade_read(&work->trade, &work->areas, src, (uint16_t)work->file_count, work->scratch,
                        &missing, err);
    file->rows = work->trade.rows - before;
    if (st == ITD_OK && missing.len > 0)
        return leave_file(work, file, missing, err);
    work->has_trade = true;
    return st;
}

static itd_status read_file(struct itd_comply_work *work, itd_str name, itd_error *err)
{
    char             path[ITD_PATH_MAX];
    itd_comply_file *file = &work->files[work->file_count];
    itd_source      *src = NULL;
    bool             found = false;
    itd_status       st;

    if (work->file_count == ITD_COMPLY_FILES_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d files", ITD_COMPLY_FILES_MAX);
    if (!itd_arena_copy(work->arena, name, &file->name))
        return itd_error_no_memory(err);
    if (kind_of(name) == KIND_OTHER) {
        file->why = ITD_STR("no file of reports, trade, oil, ships or port calls by its name");
        work->file_count++;
        return ITD_OK;
    }
    st = itd_path_join(path, work->req->folder, file->name.ptr, NULL, err);
    if (st == ITD_OK)
        st = itd_source_open_file(path, NULL, &src, err);
    if (st == ITD_OK && kind_of(name) == KIND_OIL) {
        file->is_read = true;
        st = read_oil(work, src, file, err);
    } else if (st == ITD_OK) {
        st = itd_source_next_member(src, &found, err);
    }
    if (st == ITD_OK && found)
        st = read_member(work, src, kind_of(name), err);
    itd_source_close(src);
    if (st != ITD_OK)
        itd_error_in_file(err, itd_str_of(path));
    work->file_count++;
    return st;
}

itd_status itd_comply_read_folder(struct itd_comply_work *work, itd_error *err)
{
    const itd_comply_file *fault = NULL;
    itd_buf                listing;
    itd_str                rest, name;
    itd_status             st;

    itd_buf_init(&listing, LISTING_MAX);
    work->files = itd_arena_new_array(work->arena, ITD_COMPLY_FILES_MAX, sizeof work->files[0]);
    st = work->files ? itd_dir_list(work->req->folder, &listing, err) : itd_error_no_memory(err);
    rest = itd_buf_text(&listing);
    while (st == ITD_OK && itd_str_next_part(&rest, ITD_STR("\n"), &name))
        if (name.len > 0)
            st = read_file(work, name, err);
    itd_buf_done(&listing);
    for (size_t i = 0; i < work->file_count; i++)
        if (work->files[i].is_fault)
            fault = &work->files[i];
    if (st != ITD_OK || work->has_reports || work->has_trade || work->has_register ||
        work->has_calls || work->delivery_count > 0)
        return st;
    if (fault) {
        st = itd_error_set(err, ITD_E_SCHEMA, "%.*s, and no other file can be used",
                           ITD_STR_ARGS(fault->why));
        itd_error_in_file(err, fault->name);
    } else {
        st = itd_error_set(err, ITD_E_INCOMPLETE,
                           "%s holds no file to read (reports*.csv, trade*.csv, trade*.json, "
                           "oil*.csv, register*.csv, port*.csv)",
                           work->req->folder);
    }
    return st;
}
