/* The publisher's own files: counts made independently with another CSV and XML parser, and the
 * proof that nothing of them is lost. Skipped where ../shared is not there. */
#include "tests/unit/lists/ofac_support.h"
#include "tests/unit/support.h"

#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "codec/csv.h"
#include "lists/ofac_join.h"

struct set {
    const char *files[OFAC_PARTS]; /* sdn, add, alt, comments; NULL: not there */
    size_t      entries, persons, vessels, aircraft, organisations;
    size_t      addresses; /* rows of add */
    size_t      aliases;   /* rows of alt, and issuer names */
    size_t      weak;      /* quoted names in remarks */
    size_t      cut;       /* remarks */
    size_t      odd;       /* remarks not understood, at most */
};

static const struct set sets[] = {
    {{"lists/ofac/2023-12-28/sdn.csv.zst", "lists/ofac/2023-12-28/add.csv.zst",
      "lists/ofac/2023-12-28/alt.csv", NULL},
     13821,
     6646,
     764,
     378,
     6033,
     18990,
     17091,
     3370,
     17,
     20},
    {{"lists/ofac/2021-07-07/sdn.csv.zst", "lists/ofac/2021-07-07/add.csv",
      "lists/ofac/2021-07-07/alt.csv", "lists/ofac/2021-07-07/sdn_comments.csv"},
     8976,
     4620,
     406,
     277,
     3673,
     13837,
     11910,
     2442,
     0,
     20},
    {{"lists/ofac/cons_2025-12-19/cons_prim.csv", "lists/ofac/cons_2025-12-19/cons_add.csv",
      "lists/ofac/cons_2025-12-19/cons_alt.csv", "lists/ofac/cons_2025-12-19/cons_comments.csv"},
     442,
     79,
     0,
     0,
     363,
     574,
     1073 + 73,
     72,
     0,
     0},
    {{"lists/ofac/2024-05-02/sdn.csv.zst", NULL, NULL, NULL},
     14973,
     6854,
     851,
     383,
     6885,
     0,
     0,
     3664,
     18,
     20},
};

static size_t load_set(const struct set *set, itd_list_part parts[OFAC_PARTS])
{
    size_t count = 0;

    for (size_t i = 0; i < OFAC_PARTS; i++) {
        if (!set->files[i])
            continue;
        parts[count++] = ofac_part(set->files[i], ofac_shared(set->files[i]), 0);
        if (!parts[0].memory.ptr)
            skip();
    }
    return count;
}

static void free_parts(const itd_list_part *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ofac_free(parts[i].memory);
}

static void counts_of_the_csv_sets_are_the_publishers(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(sets); i++) {
        const struct set *set = &sets[i];
        itd_list_part     parts[OFAC_PARTS];
        const size_t      count = load_set(set, parts);
        ofac_outcome      outcome;

        ofac_read(&itd_reader_ofac_csv, parts, count, count == 1, false, &outcome);
        assert_ok(outcome.status, &outcome.err);
        assert_int_equal(outcome.entities, set->entries);
        assert_int_equal(outcome.schemata[ITD_SCHEMA_PERSON], set->persons);
        assert_int_equal(outcome.schemata[ITD_SCHEMA_VESSEL], set->vessels);
        assert_int_equal(outcome.schemata[ITD_SCHEMA_AIRPLANE], set->aircraft);
        assert_int_equal(outcome.schemata[ITD_SCHEMA_ORGANIZATION], set->organisations);
        assert_int_equal(outcome.values[ITD_PROP_NAME], set->entries);
        assert_int_equal(outcome.values[ITD_PROP_ADDRESS], set->addresses);
        if (count > 1)
            assert_int_equal(outcome.values[ITD_PROP_ALIAS] +
                                 outcome.values[ITD_PROP_PREVIOUS_NAME],
                             set->aliases);
        assert_int_equal(outcome.values[ITD_PROP_WEAK_ALIAS], set->weak);
        assert_int_equal(ofac_reported(&outcome, "remark cut at 1,000 characters", NULL), set->cut);
        assert_true(ofac_reported(&outcome, "remark not understood", NULL) <= set->odd);
        assert_int_equal(ofac_reported(&outcome, "entry without a row in the add part", NULL), 0);
        assert_int_equal(ofac_reported(&outcome, "unknown country", NULL) > 3, false);
        ofac_outcome_done(&outcome);
        free_parts(parts, count);
    }
}

/* ---- nothing is lost ---- */

/* One row of a part, by entry. */
struct row {
    size_t      columns;
    itd_str    *field;
    struct row *next;
};

struct rows {
    itd_arena   *arena;
    itd_map      index; /* id → number of its first row + 1 */
    struct row **first;
    size_t       count, cap;
    size_t       fields_checked;
};

static void load_rows(struct rows *rows, const itd_list_part *part)
{
    itd_source    *src = NULL;
    itd_csv       *csv = NULL;
    itd_csv_record record;
    bool           found, added;
    uint64_t      *index;
    itd_error      err = {0};

    assert_ok(itd_list_part_open(part, &src, &err), &err);
    assert_ok(itd_csv_open(src, NULL, &csv, &err), &err);
    for (;;) {
        struct row *row;

        assert_ok(itd_csv_next(csv, &found, &record, &err), &err);
        if (!found)
            break;
        row = itd_arena_new_array(rows->arena, 1, sizeof *row);
        row->columns = record.count;
        row->field = itd_arena_new_array(rows->arena, record.count, sizeof *row->field);
        for (size_t i = 0; i < record.count; i++)
            assert_true(itd_arena_copy(rows->arena, record.fields[i], &row->field[i]));
        assert_true(itd_map_add(&rows->index, row->field[0], &index, &added));
        if (added) {
            rows->first = itd_arena_grow(rows->arena, rows->first, rows->count, &rows->cap,
                                         sizeof(struct row *));
            *index = rows->count++;
            rows->first[*index] = NULL;
        }
        row->next = rows->first[*index];
        rows->first[*index] = row;
    }
    itd_csv_close(csv);
    itd_source_close(src);
}

/* Columns that become a schema, a property or nothing (the row's own number), not a text. */
static bool is_code_column(size_t columns, size_t column)
{
    return column == 0 || (columns == 12 && column == 2) || (columns == 6 && column == 1) ||
           (columns == 5 && (column == 1 || column == 2));
}

static void assert_holds(itd_str haystack, itd_str needle, itd_str id)
{
    if (itd_str_find(haystack, needle) != SIZE_MAX)
        return;
    print_error("%.*s lost \"%.*s\" of\n%.*s\n", ITD_STR_ARGS(id), ITD_STR_ARGS(needle),
                ITD_STR_ARGS(haystack));
    fail();
}

/* A field stands whole in some value; programmes and titles stand there part by part. */
static void assert_field_kept(itd_str haystack, itd_str field, size_t columns, size_t column,
                              itd_str id)
{
    const itd_str separator = columns == 12 && column == 3   ? ITD_STR("] [")
                              : columns == 12 && column == 4 ? ITD_STR("; ")
                                                             : ITD_STR("\n");
    itd_str       rest = itd_str_trim(itd_ofac_field(field)), part;

    while (rest.len > 0 && itd_str_next_part(&rest, separator, &part))
        assert_holds(haystack, itd_str_trim(part), id);
}

static itd_status check_entity(void *ctx, const itd_entity *ent, itd_error *err)
{
    struct rows    *rows = ctx;
    const uint64_t *index = itd_map_find(&rows->index, ent->id);
    itd_buf         text;

    assert_non_null(index);
    itd_buf_init(&text, (size_t)1 << 24);
    for (size_t i = 0; i < ent->value_count; i++)
        ofac_append_value(&text, ent, &ent->values[i]);
    assert_ok(itd_buf_status(&text, err), err);
    for (const struct row *row = rows->first[*index]; row; row = row->next)
        for (size_t i = 0; i < row->columns; i++) {
            if (is_code_column(row->columns, i))
                continue;
            assert_field_kept(itd_buf_text(&text), row->field[i], row->columns, i, ent->id);
            rows->fields_checked++;
        }
    itd_buf_done(&text);
    return ITD_OK;
}

static void no_field_of_the_csv_sets_is_lost(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(sets); i++) {
        const itd_reader_options options = {.partial = !sets[i].files[1]};
        struct rows              rows = {.arena = itd_arena_new(SIZE_MAX)};
        itd_list_part            parts[OFAC_PARTS];
        const size_t             count = load_set(&sets[i], parts);
        itd_read_result          result = {0};
        itd_error                err = {0};

        itd_map_init(&rows.index);
        for (size_t k = 0; k < count; k++)
            load_rows(&rows, &parts[k]);
        assert_ok(
            itd_reader_ofac_csv.read(parts, count, &options, check_entity, &rows, &result, &err),
            &err);
        assert_true(rows.fields_checked > 4000);
        itd_map_done(&rows.index);
        itd_arena_free(rows.arena);
        free_parts(parts, count);
    }
}

/* ---- the sdnList schema ---- */

static const struct {
    const char *file;
    bool        partial;
    size_t      entries, persons, strong, weak, addresses;
    int64_t     stamp_ms;
} documents[] = {
    {"lists/ofac/consolidated_nonSDN_2025-03-28.xml", false, 443, 80, 925 + 141 + 73, 70, 520,
     INT64_C(1743120000000)},
    /* excerpts: Record_Count is that of the whole list, or right by chance */
    {"lists/layouts/sdn_xml_2020-04-22_excerpt.xml", true, 8, 6, 25, 2, 7, INT64_C(1587513600000)},
    {"lists/layouts/ofac_sdn_xml_2026-09-10_trimmed.xml", false, 1, 0, 1, 0, 1,
     INT64_C(1788998400000)},
};

static void counts_of_the_xml_lists_are_the_publishers(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(documents); i++) {
        const itd_str bytes = ofac_shared(documents[i].file);
        itd_list_part part = ofac_part(documents[i].file, bytes, 0);
        ofac_outcome  outcome;

        if (!bytes.ptr)
            skip();
        assert_true(itd_reader_ofac_xml.recognise(&part));
        ofac_read(&itd_reader_ofac_xml, &part, 1, documents[i].partial, false, &outcome);
        assert_ok(outcome.status, &outcome.err);
        assert_int_equal(outcome.entities, documents[i].entries);
        assert_int_equal(outcome.schemata[ITD_SCHEMA_PERSON], documents[i].persons);
        assert_int_equal(outcome.values[ITD_PROP_ALIAS] + outcome.values[ITD_PROP_PREVIOUS_NAME],
                         documents[i].strong);
        assert_int_equal(outcome.values[ITD_PROP_WEAK_ALIAS], documents[i].weak);
        assert_int_equal(outcome.values[ITD_PROP_ADDRESS], documents[i].addresses);
        assert_int_equal(outcome.result.stamp_ms, documents[i].stamp_ms);
        assert_int_equal(ofac_reported(&outcome, "unknown element", NULL), 0);
        assert_int_equal(ofac_reported(&outcome, "remark not understood", NULL), 0);
        assert_int_equal(ofac_reported(&outcome, "unknown namespace", NULL), 0);
        ofac_outcome_done(&outcome);
        ofac_free(bytes);
    }
}

static void an_excerpt_is_refused_as_a_whole_list(void **state)
{
    const itd_str bytes = ofac_shared("lists/layouts/sdn_xml_2020-04-22_excerpt.xml");
    itd_list_part part = ofac_part("excerpt", bytes, 0);
    ofac_outcome  outcome;

    (void)state;
    if (!bytes.ptr)
        skip();
    ofac_read(&itd_reader_ofac_xml, &part, 1, false, false, &outcome);
    assert_status_error(outcome.status, ITD_E_INCOMPLETE, &outcome.err);
    ofac_outcome_done(&outcome);
    ofac_free(bytes);
}

static void parts_of_different_days_are_refused(void **state)
{
    itd_list_part parts[3];
    ofac_outcome  outcome;

    (void)state;
    parts[0] = ofac_part("old sdn", ofac_shared(sets[1].files[0]), 0);
    parts[1] = ofac_part("new add", ofac_shared(sets[0].files[1]), 0);
    parts[2] = ofac_part("old alt", ofac_shared(sets[1].files[2]), 0);
    if (!parts[0].memory.ptr)
        skip();
    ofac_read(&itd_reader_ofac_csv, parts, 3, false, false, &outcome);
    assert_status_error(outcome.status, ITD_E_INCOMPLETE, &outcome.err);
    assert_string_equal(outcome.err.file, "new add");
    assert_true(outcome.err.line > 0 && outcome.err.record[0] != '\0');
    ofac_outcome_done(&outcome);
    free_parts(parts, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_of_the_csv_sets_are_the_publishers),
        cmocka_unit_test(no_field_of_the_csv_sets_is_lost),
        cmocka_unit_test(counts_of_the_xml_lists_are_the_publishers),
        cmocka_unit_test(an_excerpt_is_refused_as_a_whole_list),
        cmocka_unit_test(parts_of_different_days_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
