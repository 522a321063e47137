/* OFAC's lists in the CSV set: SDN (sdn.csv, add.csv, alt.csv, sdn_comments.csv) and non-SDN
 * ("Consolidated": cons_prim.csv, …), one layout for both. Source: OFAC, "SDN data formats"
 * (dat_spec.txt) and the files themselves.
 *
 * The parts have no header row and may be called anything, so they are told apart by their columns
 * (ofac_join.c). add, alt and comments are read into memory; sdn is streamed and gives the entries,
 * in its order. A set is one list: SDN and non-SDN share some entries under the same number, so
 * each is a list of its own and two parts of one kind are refused. */
#include "base/arena.h"
#include "base/utf8.h"
#include "codec/csv.h"
#include "lists/ofac_join.h"
#include "lists/ofac_remarks.h"
#include "lists/reader.h"

#define ENTRY_BYTES_MAX ((size_t)64 << 20) /* of one entry while it is built */

/* Columns of sdn, in order. */
enum {
    COL_ENT_NUM,
    COL_NAME,
    COL_TYPE,
    COL_PROGRAM,
    COL_TITLE,
    COL_CALL_SIGN, /* the first of ITD_OFAC_VESSEL_FIELDS */
    COL_REMARKS = COL_CALL_SIGN + ITD_OFAC_VESSEL_FIELDS,
    COL_COUNT
};

/* Columns of add and alt as they stand in itd_ofac_row.field. */
enum { ADD_ADDRESS, ADD_CITY, ADD_COUNTRY, ADD_REMARKS };
enum { ALT_TYPE, ALT_NAME, ALT_REMARKS };

struct read {
    const itd_reader_options *options;
    itd_entity_fn             on_entity;
    void                     *ctx;
    itd_ofac_join             join;
    itd_ofac_sink             sink;
    itd_arena                *arena;  /* record arena */
    itd_buf                   remark; /* a remark joined with its continuation */
};

static void add_aliases(struct read *rd, itd_str id)
{
    itd_ofac_sink      *sink = &rd->sink;
    const itd_str       file = sink->file;
    const uint64_t      line = sink->line;
    const itd_ofac_row *row = itd_ofac_join_rows(&rd->join, id, ITD_OFAC_ALT);

    for (; row; row = row->next) {
        sink->file = row->part->name;
        sink->line = row->line;
        itd_ofac_add_alias(sink, itd_str_trim(row->field[ALT_TYPE]), false,
                           itd_str_trim(row->field[ALT_NAME]), (itd_str){0}, (itd_str){0},
                           ITD_STR("alt/alt_name"));
        itd_entity_detail(sink->builder, ITD_DETAIL_NOTE, row->field[ALT_REMARKS]);
    }
    sink->file = file;
    sink->line = line;
}

static void add_addresses(struct read *rd, itd_str id)
{
    itd_ofac_sink      *sink = &rd->sink;
    const itd_str       file = sink->file;
    const uint64_t      line = sink->line;
    const itd_ofac_row *row = itd_ofac_join_rows(&rd->join, id, ITD_OFAC_ADD);

    /* The publisher writes at least a row of nulls; none at all may mean a part of another day. */
    if (!row && rd->join.has[ITD_OFAC_ADD])
        itd_ofac_report(sink, ITD_STR("entry without a row in the add part"), ITD_STR("ent_num"));
    for (; row; row = row->next) {
        const itd_ofac_address address = {.street = row->field[ADD_ADDRESS],
                                          .city = row->field[ADD_CITY],
                                          .country = row->field[ADD_COUNTRY],
                                          .note = row->field[ADD_REMARKS]};

        sink->file = row->part->name;
        sink->line = row->line;
        itd_ofac_add_address(sink, &address, ITD_STR("add/Address"));
    }
    sink->file = file;
    sink->line = line;
}

/* The remark of sdn, or of a comments file when it stands there alone. */
static void add_remark(struct read *rd, itd_str text, bool is_cut, itd_str origin)
{
    const itd_ofac_remarks remarks = {
        .text = text, .is_cut = is_cut, .has_period = true, .origin = origin};

    if (itd_str_trim(text).len > 0)
        itd_ofac_add_remarks(&rd->sink, &remarks);
}

/* A remark of exactly 1,000 characters is cut and goes on in comments, in the middle of a word if
 * it must. Without a comments part it cannot be told from a whole one of that length, and counts as
 * cut; with one that says nothing of the entry it is whole when it ends as a remark ends. */
static itd_status add_remarks(struct read *rd, itd_str id, itd_str text, itd_error *err)
{
    const itd_str       origin = ITD_STR("sdn/Remarks");
    const itd_ofac_row *row = itd_ofac_join_rows(&rd->join, id, ITD_OFAC_COMMENTS);
    const bool          is_full =
        text.len >= ITD_OFAC_REMARK_CUT && itd_utf8_count(text) == ITD_OFAC_REMARK_CUT;

    if (!row) {
        const bool ends = rd->join.has[ITD_OFAC_COMMENTS] && itd_str_ends_with(text, ITD_STR("."));

        add_remark(rd, text, is_full && !ends, origin);
        return ITD_OK;
    }
    itd_buf_reset(&rd->remark);
    if (is_full) {
        itd_buf_append(&rd->remark, text);
    } else {
        add_remark(rd, text, false, origin);
        itd_ofac_report(&rd->sink, ITD_STR("remark goes on though it was not cut"), origin);
    }
    for (; row; row = row->next)
        itd_buf_append(&rd->remark, row->field[0]);
    if (rd->remark.failed == ITD_OK)
        add_remark(rd, itd_buf_text(&rd->remark), false,
                   is_full ? origin : ITD_STR("comments/Remarks"));
    return itd_buf_status(&rd->remark, err);
}

/* The columns of ships, in the order of itd_ofac_add_vessel. */
static const itd_str vessel_origins[ITD_OFAC_VESSEL_FIELDS] = {
    ITD_STR_INIT("sdn/Call_Sign"), ITD_STR_INIT("sdn/Vess_type"), ITD_STR_INIT("sdn/Tonnage"),
    ITD_STR_INIT("sdn/GRT"),       ITD_STR_INIT("sdn/Vess_flag"), ITD_STR_INIT("sdn/Vess_owner"),
};

static itd_status fail_in_field(itd_error *err, itd_status status, const char *why, itd_str id,
                                itd_str field)
{
    itd_error_set(err, status, "%s", why);
    itd_error_in_record(err, id);
    itd_error_in_field(err, field);
    return status;
}

/* One row of sdn with all that hangs on it. */
static itd_status read_entry(struct read *rd, const itd_csv_record *record, itd_error *err)
{
    itd_ofac_sink      *sink = &rd->sink;
    const itd_entity   *ent;
    itd_entity_builder *builder;
    itd_str             field[COL_COUNT];
    itd_str             id;
    bool                first;
    itd_status          st;

    if (record->count != COL_COUNT)
        return itd_error_set(err, ITD_E_SCHEMA, "%zu columns where %d are expected", record->count,
                             COL_COUNT);
    if (itd_ofac_is_cut_null(record->fields[COL_REMARKS]))
        return itd_error_set(err, ITD_E_INCOMPLETE, "the file is cut short");
    for (size_t i = 0; i < COL_COUNT; i++)
        field[i] = itd_ofac_field(record->fields[i]);
    id = itd_str_trim(field[COL_ENT_NUM]);
    if (!itd_ofac_is_id(id))
        return fail_in_field(err, ITD_E_SYNTAX, "not a number", id, ITD_STR("ent_num"));
    if (itd_str_trim(field[COL_NAME]).len == 0)
        return fail_in_field(err, ITD_E_SYNTAX, "an entry without name", id, ITD_STR("SDN_Name"));
    st = itd_ofac_join_meet(&rd->join, id, &first, err);
    if (st != ITD_OK)
        return st;
    if (!first)
        return fail_in_field(err, ITD_E_DUPLICATE, "the number stands twice", id,
                             ITD_STR("ent_num"));

    itd_arena_reset(rd->arena);
    builder = itd_entity_builder_new(rd->arena);
    if (!builder)
        return itd_error_no_memory(err);
    sink->line = record->line;
    itd_ofac_begin(sink, builder, id, itd_str_trim(field[COL_TYPE]), ITD_STR("sdn/SDN_Type"));
    itd_ofac_add_joined_name(sink, ITD_PROP_NAME, itd_str_trim(field[COL_NAME]),
                             ITD_STR("sdn/SDN_Name"));
    add_aliases(rd, id);
    itd_ofac_add_programs(sink, field[COL_PROGRAM], ITD_STR("sdn/Program"));
    itd_ofac_add_titles(sink, field[COL_TITLE], ITD_STR("sdn/Title"));
    itd_ofac_add_vessel(sink, &field[COL_CALL_SIGN], vessel_origins);
    add_addresses(rd, id);
    st = add_remarks(rd, id, field[COL_REMARKS], err);
    if (st == ITD_OK)
        st = itd_ofac_finish(sink, &ent, err);
    if (st == ITD_OK)
        st = rd->on_entity(rd->ctx, ent, err);
    return st;
}

static itd_status read_entries(struct read *rd, const itd_list_part *part, itd_error *err)
{
    itd_source    *src = NULL;
    itd_csv       *csv = NULL;
    itd_csv_record record;
    bool           found = true;
    itd_status     st = itd_list_part_open(part, &src, err);

    if (st != ITD_OK)
        goto done;
    st = itd_csv_open(src, NULL, &csv, err);
    if (st != ITD_OK)
        goto done;
    rd->sink.file = part->name;
    while (st == ITD_OK) {
        st = itd_csv_next(csv, &found, &record, err);
        if (st != ITD_OK || !found)
            break;
        st = read_entry(rd, &record, err);
        if (st != ITD_OK)
            itd_error_on_line(err, record.line);
    }
done:
    if (st != ITD_OK)
        itd_error_in_file(err, part->name);
    itd_csv_close(csv);
    itd_source_close(src);
    return st;
}

/* Rows of add, alt or comments whose entry is not in sdn: the files are of different days. In a set
 * that is incomplete on purpose they are told and left out. */
static itd_status check_orphans(struct read *rd, itd_error *err)
{
    const itd_ofac_row *row;
    itd_str             id;
    size_t              at = 0;

    while ((row = itd_ofac_join_next_orphan(&rd->join, &at, &id)) != NULL) {
        if (!rd->options->partial) {
            itd_error_at_line(err, ITD_E_INCOMPLETE, row->line,
                              "entry %.*s is not in the sdn part: the files are of different days",
                              ITD_STR_ARGS(id));
            itd_error_in_file(err, row->part->name);
            itd_error_in_record(err, id);
            itd_error_in_field(err, ITD_STR("ent_num"));
            return ITD_E_INCOMPLETE;
        }
        rd->sink.file = row->part->name;
        rd->sink.line = row->line;
        rd->sink.id = id;
        itd_ofac_report(&rd->sink, ITD_STR("row of an entry that is not in the set"),
                        ITD_STR("ent_num"));
    }
    return ITD_OK;
}

/* Finds what each part is, and whether all that must be there is. */
static itd_status sort_parts(const itd_list_part *parts, size_t part_count, bool partial,
                             itd_ofac_part_kind *ret_kinds, itd_error *err)
{
    bool has[ITD_OFAC_PART_KINDS] = {false};

    for (size_t i = 0; i < part_count; i++) {
        if (!itd_ofac_part_recognise(parts[i].head, &ret_kinds[i])) {
            itd_error_at_line(err, ITD_E_SCHEMA, 1,
                              "no part of an OFAC set: these have 12, 6, 5 or 2 columns and no "
                              "header, here are %zu",
                              itd_ofac_count_columns(parts[i].head));
            itd_error_in_file(err, parts[i].name);
            return ITD_E_SCHEMA;
        }
        if (has[ret_kinds[i]]) {
            itd_error_set(err, ITD_E_DUPLICATE,
                          "a second %.*s part; SDN and non-SDN are lists of their own",
                          ITD_STR_ARGS(itd_ofac_part_name(ret_kinds[i])));
            itd_error_in_file(err, parts[i].name);
            return ITD_E_DUPLICATE;
        }
        has[ret_kinds[i]] = true;
    }
    for (size_t kind = 0; kind < ITD_OFAC_COMMENTS; kind++)
        if (!has[kind] && (kind == ITD_OFAC_SDN || !partial))
            return itd_error_set(err, ITD_E_INCOMPLETE,
                                 "the %.*s part is missing, the file with %zu columns",
                                 ITD_STR_ARGS(itd_ofac_part_name((itd_ofac_part_kind)kind)),
                                 itd_ofac_part_columns((itd_ofac_part_kind)kind));
    return ITD_OK;
}

static itd_status read_parts(struct read *rd, const itd_list_part *parts, size_t part_count,
                             const itd_ofac_part_kind *part_kinds, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t i = 0; i < part_count && st == ITD_OK; i++)
        if (part_kinds[i] != ITD_OFAC_SDN)
            st = itd_ofac_join_read(&rd->join, &parts[i], part_kinds[i], err);
    for (size_t i = 0; i < part_count && st == ITD_OK; i++)
        if (part_kinds[i] == ITD_OFAC_SDN)
            st = read_entries(rd, &parts[i], err);
    return st == ITD_OK ? check_orphans(rd, err) : st;
}

static itd_status read_ofac_csv(const itd_list_part *parts, size_t part_count,
                                const itd_reader_options *options, itd_entity_fn on_entity,
                                void *ctx, itd_read_result *result, itd_error *err)
{
    itd_ofac_part_kind part_kinds[ITD_LIST_PARTS_MAX];
    struct read        rd = {.options = options, .on_entity = on_entity, .ctx = ctx};
    itd_status         st;

    if (part_count > ITD_LIST_PARTS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d files", ITD_LIST_PARTS_MAX);
    st = sort_parts(parts, part_count, options->partial, part_kinds, err);
    if (st != ITD_OK)
        return st;

    itd_ofac_sink_init(&rd.sink);
    rd.sink.report = result->report;
    itd_buf_init(&rd.remark, ITD_ENTITY_TEXT_MAX);
    rd.arena = itd_arena_new(ENTRY_BYTES_MAX);
    st = itd_ofac_join_init(&rd.join, err);
    if (st == ITD_OK && !rd.arena)
        st = itd_error_no_memory(err);
    if (st == ITD_OK)
        st = read_parts(&rd, parts, part_count, part_kinds, err);

    itd_ofac_join_done(&rd.join);
    itd_arena_free(rd.arena);
    itd_buf_done(&rd.remark);
    itd_ofac_sink_done(&rd.sink);
    return st;
}

static bool recognise_ofac_csv(const itd_list_part *part)
{
    itd_ofac_part_kind kind;

    return itd_ofac_part_recognise(part->head, &kind);
}

const itd_reader itd_reader_ofac_csv = {
    .name = "ofac-csv",
    .publisher = "ofac",
    .title = "OFAC SDN or Consolidated list, CSV set (sdn, add, alt, comments)",
    .recognise = recognise_ofac_csv,
    .read = read_ofac_csv,
};
