/* FollowTheMoney lines: our own come back to the byte, foreign ones with all that speaks of
 * them. */
#include "entity/ftm.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "lists/reader.h"
#include "tests/unit/entity/random_entity.h"
#include "tests/unit/lists/ofac_support.h"
#include "tests/unit/support.h"

#define FOREIGN "tests/data/ftm/foreign.jsonl"
#define ADDRESS_LINE                                                                               \
    "T-1 address = 1 Street, Town [country=kp] [street=1 Street] [city=Town] "                     \
    "[note=latitude: 39.0] @Address.full\n"
#define OWNER_LINE                                                                                 \
    "T-1 link = Sample Trading [type=Ownership] [role=owner of] [target=T-2] "                     \
    "[note=percentage: 50] [from=2011] @Ownership\n"
#define OWNED_LINE                                                                                 \
    "T-2 link = Ri Sample [type=Ownership] [role=owned by] [target=T-1] "                          \
    "[note=percentage: 50] [from=2011] @Ownership\n"
#define PASSPORT_LINE                                                                              \
    "T-1 passportNumber = 654321 [country=kp] [issued=2010-01-01] [expires=2020-01-01] "           \
    "@Passport.number\n"

/* Reads text as the list "tst"; chunks of read_max bytes. */
static itd_status read_text(itd_str text, size_t read_max, itd_entity_fn fn, void *ctx,
                            itd_list_report *report, itd_error *err)
{
    const itd_list_part      part = {.name = ITD_STR("t.jsonl"),
                                     .head = itd_str_slice(text, 0, ITD_LIST_HEAD_MAX),
                                     .memory = text,
                                     .read_max = read_max};
    const itd_reader_options options = {.list = ITD_STR("tst")};
    itd_read_result          result = {.report = report};

    return itd_reader_ftm.read(&part, 1, &options, fn, ctx, &result, err);
}

static itd_status count_entity(void *ctx, const itd_entity *ent, itd_error *err)
{
    (void)ent;
    (void)err;
    ++*(size_t *)ctx;
    return ITD_OK;
}

/* ---- own exports ---- */

/* Records one behind the other, each with its length. */
static itd_status append_record(void *ctx, const itd_entity *ent, itd_error *err)
{
    itd_buf *buf = ctx, one;

    itd_buf_init(&one, SIZE_MAX);
    itd_entity_encode(ent, &one);
    itd_buf_append_varint(buf, one.len);
    itd_buf_append(buf, itd_buf_text(&one));
    itd_buf_done(&one);
    return itd_buf_status(buf, err);
}

struct export
{
    itd_buf records;
    itd_buf lines;
};

static itd_status export_entity(void *ctx, const itd_entity *ent, itd_error *err)
{
    struct export *export = ctx;

    itd_ftm_write(ent, ITD_STR("elsewhere"), &export->lines);
    itd_buf_append_char(&export->lines, '\n');
    assert_ok(itd_buf_status(&export->lines, err), err);
    return append_record(&export->records, ent, err);
}

static void begin_export(struct export *export)
{
    itd_buf_init(&export->records, SIZE_MAX);
    itd_buf_init(&export->lines, SIZE_MAX);
}

/* Reads the lines back and compares every record. */
static void assert_comes_back(struct export *export)
{
    itd_error err;
    itd_buf   again;

    itd_buf_init(&again, SIZE_MAX);
    assert_ok(read_text(itd_buf_text(&export->lines), 0, append_record, &again, NULL, &err), &err);
    assert_true(itd_str_equal(itd_buf_text(&again), itd_buf_text(&export->records)));
    itd_buf_done(&again);
    itd_buf_done(&export->lines);
    itd_buf_done(&export->records);
}

static void gives_random_entities_back_to_the_byte(void **state)
{
    uint64_t   random = itd_test_seed("gives_random_entities_back");
    itd_arena *arena = itd_arena_new(SIZE_MAX);
    itd_map    ids;
    struct export export;

    (void)state;
    assert_non_null(arena);
    itd_map_init(&ids);
    begin_export(&export);
    for (int i = 0; i < 300; i++) {
        const itd_entity *ent = itd_test_random_entity(&random, arena);
        uint64_t         *number;
        bool              added;

        assert_true(itd_map_add(&ids, ent->id, &number, &added));
        if (added)
            assert_ok(export_entity(&export, ent, NULL), NULL);
    }
    assert_comes_back(&export);
    itd_map_done(&ids);
    itd_arena_free(arena);
}

/* A real list through its reader, out and in again; nothing without ../shared. */
static void assert_list_comes_back(const char *const *names, size_t count)
{
    itd_list_part            parts[OFAC_PARTS];
    itd_str                  files[OFAC_PARTS];
    const itd_reader        *reader = NULL;
    const itd_reader_options options = {.list = ITD_STR("real")};
    itd_read_result          result = {0};
    itd_error                err;
    struct export export;

    for (size_t i = 0; i < count; i++) {
        files[i] = ofac_shared(names[i]);
        if (!files[i].ptr)
            skip();
        parts[i] = ofac_part(names[i], files[i], 0);
    }
    begin_export(&export);
    assert_ok(itd_reader_recognise(parts, count, &reader, &err), &err);
    assert_ok(reader->read(parts, count, &options, export_entity, &export, &result, &err), &err);
    for (size_t i = 0; i < count; i++)
        ofac_free(files[i]);
    assert_comes_back(&export);
}

static void gives_every_entry_of_the_real_lists_back_to_the_byte(void **state)
{
    static const char *const csv[] = {
        "lists/ofac/2021-07-07/sdn.csv.zst", "lists/ofac/2021-07-07/add.csv",
        "lists/ofac/2021-07-07/alt.csv", "lists/ofac/2021-07-07/sdn_comments.csv"};
    static const char *const newer[] = {"lists/ofac/2023-12-28/sdn.csv.zst",
                                        "lists/ofac/2023-12-28/add.csv.zst",
                                        "lists/ofac/2023-12-28/alt.csv"};
    static const char *const un[] = {"lists/un/un_consolidated_2026-02-27.xml.zst"};
    static const char *const xml[] = {"lists/ofac/consolidated_nonSDN_2025-03-28.xml"};

    (void)state;
    assert_list_comes_back(xml, ITD_ARRAY_LEN(xml));
    assert_list_comes_back(csv, ITD_ARRAY_LEN(csv));
    assert_list_comes_back(newer, ITD_ARRAY_LEN(newer));
    assert_list_comes_back(un, ITD_ARRAY_LEN(un));
}

static void refuses_an_edit_of_one_side_only(void **state)
{
    static const char *const lines[] = {
        /* a name changed under properties, one removed, a field added, a statement of another
         * kind */
        "{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"B\"]},\"extra\":"
        "{\"statements\":[{\"prop\":\"name\",\"value\":\"A\"}]}}",
        "{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{},\"extra\":"
        "{\"statements\":[{\"prop\":\"name\",\"value\":\"A\"}]}}",
        "{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"A\"]},\"extra\":"
        "{\"more\":[\"x\"],\"statements\":[{\"prop\":\"name\",\"value\":\"A\"}]}}",
        "{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"A\"]},\"extra\":"
        "{\"statements\":[{\"prop\":\"name\",\"value\":\"A\",\"raw\":7}]}}",
        "{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"A\"]},\"extra\":"
        "{\"statements\":[{\"prop\":\"name\",\"value\":\"A\",\"details\":{\"x\":\"y\"}}]}}",
        "{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{},\"extra\":"
        "{\"statements\":[{\"prop\":\"nome\",\"value\":\"A\"}]}}",
        "{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{},\"extra\":{\"statements\":\"A\"}}",
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(lines); i++) {
        itd_error err;
        size_t    count = 0;

        assert_status_equal(read_text(itd_str_of(lines[i]), 0, count_entity, &count, NULL, &err),
                            ITD_E_SCHEMA, lines[i]);
        assert_int_equal(err.line, 1);
        assert_string_equal(err.record, "1");
        assert_string_not_equal(err.field, "");
        assert_int_equal(count, 0);
    }
}

/* ---- foreign data ---- */

static itd_status dump_entity(void *ctx, const itd_entity *ent, itd_error *err)
{
    itd_buf *buf = ctx;

    itd_buf_printf(buf, "%.*s %.*s: %.*s\n", ITD_STR_ARGS(ent->id),
                   ITD_STR_ARGS(itd_schema_name(ent->schema)), ITD_STR_ARGS(ent->caption));
    for (size_t i = 0; i < ent->value_count; i++)
        ofac_append_value(buf, ent, &ent->values[i]);
    return itd_buf_status(buf, err);
}

static void folds_satellites_into_the_entries_they_speak_of(void **state)
{
    static const char *const lines[] = {
        "T-1 Person: Ri Sample\n",
        "T-1 birthDate = 1957-09-04 < 1957-09-04T00:00:00 @properties.birthDate\n",
        "T-1 country = kp < Korea, North @properties.country\n",
        ADDRESS_LINE,
        "T-1 program = DPRK @Sanction.program\n",
        "T-1 recordId = R.1 @Sanction.authorityId\n",
        "T-1 listingDate = 2013-01-22 @Sanction.listingDate\n",
        PASSPORT_LINE,
        "T-1 wallet = 1abc [currency=XBT] @CryptoWallet.publicKey\n",
        "T-2 Company: Sample Trading\n",
        "A-2 Address: An address of nobody\n",
        "T-3 LegalEntity: Sample car\n",
        "T-3 listingDate = 2014-05-06 @extra.listingDate\n",
    };
    itd_str          text = ofac_fixture(FOREIGN);
    itd_list_report *report = itd_list_report_new();
    itd_error        err;
    itd_buf          whole, chunk;

    (void)state;
    itd_buf_init(&whole, SIZE_MAX);
    assert_ok(read_text(text, 0, dump_entity, &whole, report, &err), &err);
    for (size_t i = 0; i < ITD_ARRAY_LEN(lines); i++)
        if (itd_str_find(itd_buf_text(&whole), itd_str_of(lines[i])) == SIZE_MAX)
            fail_msg("no line %sin\n%.*s", lines[i], ITD_STR_ARGS(itd_buf_text(&whole)));
    assert_true(itd_list_report_count(report) > 0);
    itd_buf_init(&chunk, SIZE_MAX);
    for (size_t read_max = 1; read_max <= 7; read_max++) {
        itd_buf_reset(&chunk);
        assert_ok(read_text(text, read_max, dump_entity, &chunk, NULL, &err), &err);
        assert_true(itd_str_equal(itd_buf_text(&chunk), itd_buf_text(&whole)));
    }
    itd_buf_done(&whole);
    itd_buf_done(&chunk);
    itd_list_report_free(report);
    ofac_free(text);
}

/* Both ends of a link see it; what stands nowhere else is a field. */
static void keeps_links_and_unknown_members(void **state)
{
    static const char *const parts[] = {
        OWNER_LINE,
        OWNED_LINE,
        "T-2 link = T-9 [role=subsidiary of] [target=T-9] @properties.parent\n",
        "https://example.org/ri",
        "old-1",
        "Vehicle",
        "red",
        "seen",
    };
    itd_str   text = ofac_fixture(FOREIGN);
    itd_error err;
    itd_buf   buf;

    (void)state;
    itd_buf_init(&buf, SIZE_MAX);
    assert_ok(read_text(text, 0, dump_entity, &buf, NULL, &err), &err);
    for (size_t i = 0; i < ITD_ARRAY_LEN(parts); i++)
        if (itd_str_find(itd_buf_text(&buf), itd_str_of(parts[i])) == SIZE_MAX)
            fail_msg("no %s in\n%.*s", parts[i], ITD_STR_ARGS(itd_buf_text(&buf)));
    itd_buf_done(&buf);
    ofac_free(text);
}

static void refuses_what_is_damaged_with_its_place(void **state)
{
#define PARTY(id) "{\"id\":\"" id "\",\"schema\":\"Person\",\"properties\":{\"name\":[\"A\"]}}\n"
    static const struct {
        const char *text;
        itd_status  status;
        uint64_t    line;
        const char *field;
    } cases[] = {
        {PARTY("1") PARTY("1"), ITD_E_DUPLICATE, 2, "id"},
        {PARTY("1") "[]\n", ITD_E_SCHEMA, 2, ""},
        {PARTY("1") "{\"id\":\n", ITD_E_SYNTAX, 2, ""},
        {PARTY("1") "{\"schema\":\"Person\"}\n", ITD_E_SCHEMA, 2, "id"},
        {"{\"id\":1}\n", ITD_E_SCHEMA, 1, "id"},
        {"{\"id\":\"1\",\"properties\":{}}\n", ITD_E_SCHEMA, 1, "schema"},
        {"{\"id\":\"1\",\"schema\":\"Person\"}\n", ITD_E_SCHEMA, 1, "properties"},
        {"{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{\"name\":\"A\"}}", ITD_E_SCHEMA, 1,
         "name"},
        {"{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{\"name\":[{}]}}", ITD_E_SCHEMA, 1,
         "name"},
        {PARTY("1") "{\"id\":\"2\",\"schema\":\"Sanction\",\"properties\":{\"entity\":[\"9\"]}}\n",
         ITD_E_INCOMPLETE, 2, "entity"},
        {"{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{\"addressEntity\":[\"9\"]}}",
         ITD_E_INCOMPLETE, 1, ""},
        {"{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{},\"more\":{\"a\":1}}", ITD_E_SCHEMA,
         1, "more"},
        {" \n\n", ITD_E_INCOMPLETE, 0, ""},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_error err = {0};
        size_t    count = 0;

        assert_status_equal(
            read_text(itd_str_of(cases[i].text), 0, count_entity, &count, NULL, &err),
            cases[i].status, cases[i].text);
        assert_int_equal(err.line, cases[i].line);
        assert_string_equal(err.field, cases[i].field);
        assert_string_equal(err.file, "t.jsonl");
    }
}

/* A cut inside a line is an error; a cut between lines may be one (an end that is missing), or
 * fewer entries, which the store's comparison of counts is for. */
static void never_takes_a_cut_line_for_a_whole_one(void **state)
{
    itd_str text = ofac_fixture(FOREIGN);

    (void)state;
    for (size_t len = 1; len < text.len; len++) {
        itd_error        err;
        size_t           count = 0;
        const itd_status st =
            read_text(itd_str_slice(text, 0, len), 0, count_entity, &count, NULL, &err);

        if (st == ITD_OK)
            assert_true(text.ptr[len] == '\n' || text.ptr[len - 1] == '\n');
    }
    ofac_free(text);
}

static void survives_every_failed_allocation(void **state)
{
    itd_str text = ofac_fixture(FOREIGN);
    size_t  made;

    (void)state;
    for (size_t nth = 1;; nth++) {
        itd_error  err;
        size_t     count = 0;
        itd_status st;

        itd_test_fail_allocation(nth);
        st = read_text(text, 0, count_entity, &count, NULL, &err);
        made = itd_test_fail_allocation(0);
        if (made < nth) {
            assert_ok(st, &err);
            break;
        }
        assert_int_equal(st, ITD_E_NO_MEMORY);
    }
    ofac_free(text);
}

static void is_recognised_by_its_content(void **state)
{
    itd_str       text = ofac_fixture(FOREIGN);
    itd_list_part part = {.name = ITD_STR("list.csv"), .head = text};

    (void)state;
    assert_true(itd_reader_ftm.recognise(&part));
    part.head = ITD_STR("{\"type\":\"FeatureCollection\",\"properties\":1}");
    assert_false(itd_reader_ftm.recognise(&part));
    part.head = ITD_STR("id,schema,properties\n");
    assert_false(itd_reader_ftm.recognise(&part));
    part.head = ITD_STR("");
    assert_false(itd_reader_ftm.recognise(&part));
    ofac_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_random_entities_back_to_the_byte),
        cmocka_unit_test(gives_every_entry_of_the_real_lists_back_to_the_byte),
        cmocka_unit_test(refuses_an_edit_of_one_side_only),
        cmocka_unit_test(folds_satellites_into_the_entries_they_speak_of),
        cmocka_unit_test(keeps_links_and_unknown_members),
        cmocka_unit_test(refuses_what_is_damaged_with_its_place),
        cmocka_unit_test(never_takes_a_cut_line_for_a_whole_one),
        cmocka_unit_test(survives_every_failed_allocation),
        cmocka_unit_test(is_recognised_by_its_content),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
