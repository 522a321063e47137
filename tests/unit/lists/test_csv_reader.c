/* Any CSV through a mapping file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "lists/reader.h"
#include "tests/unit/lists/ofac_support.h"
#include "tests/unit/support.h"

static char map_path[ITD_PATH_MAX];

static const char *in_root(const char *name)
{
    snprintf(map_path, sizeof map_path, "%s/%s", itd_test_root(), name);
    return map_path;
}

static itd_status dump_entity(void *ctx, const itd_entity *ent, itd_error *err)
{
    itd_buf *buf = ctx;

    itd_buf_printf(buf, "%.*s %.*s: %.*s\n", ITD_STR_ARGS(ent->id),
                   ITD_STR_ARGS(itd_schema_name(ent->schema)), ITD_STR_ARGS(ent->caption));
    for (size_t i = 0; i < ent->value_count; i++)
        ofac_append_value(buf, ent, &ent->values[i]);
    return itd_buf_status(buf, err);
}

static itd_status read_text(itd_str text, const char *map, size_t read_max, itd_buf *buf,
                            itd_read_result *result, itd_error *err)
{
    const itd_list_part part = {
        .name = ITD_STR("l.csv"), .memory = text, .read_max = read_max, .head = text};
    const itd_reader_options options = {.list = ITD_STR("own"), .map_path = map};

    return itd_reader_csv.read(&part, 1, &options, dump_entity, buf, result, err);
}

static const char expected[] =
    "1 Person: Je RI\n"
    "1 name = Je RI @Given\n"
    "1 alias = A < A  @Also\n"
    "1 alias = B <  B @Also\n"
    "1 birthDate = 1957-09-04 < 04/09/1957 @Born\n"
    "1 passportNumber = 111 [country=kp] @Passport\n"
    "1 passportNumber = 222 [country=Atlantis] @Passport\n"
    "1 From = Korea, North @From\n1 From = Atlantis @From\n1 From = China @From\n"
    "1 Colour = red @Colour\n"
    "2 Company: TRADING\n"
    "2 name = TRADING @Given\n";

static void reads_rows_as_the_mapping_says(void **state)
{
    itd_str         text = ofac_fixture("tests/data/csv/list.csv");
    itd_read_result result = {.report = itd_list_report_new()};
    itd_error       err;
    itd_buf         buf;

    (void)state;
    itd_buf_init(&buf, SIZE_MAX);
    for (size_t read_max = 0; read_max <= 7; read_max++) {
        itd_buf_reset(&buf);
        assert_ok(
            read_text(text, in_root("tests/data/csv/list.ini"), read_max, &buf, &result, &err),
            &err);
        assert_str_equal(itd_buf_text(&buf), expected);
    }
    assert_true(result.has_stamp);
    assert_int_equal(result.stamp_ms, INT64_C(1704153600000));
    assert_int_equal(itd_list_report_count(result.report), 1);
    assert_str_equal(itd_list_report_at(result.report, 0)->what, "column not mapped");
    assert_str_equal(itd_list_report_at(result.report, 0)->where, "Colour");
    itd_list_report_free(result.report);
    itd_buf_done(&buf);
    ofac_free(text);
}

/* printf 'Ri\037kp' | sha256sum */
static void names_a_row_without_id_by_its_hash(void **state)
{
    itd_read_result result = {0};
    itd_error       err;
    itd_buf         buf;

    (void)state;
    itd_buf_init(&buf, SIZE_MAX);
    assert_ok(read_text(ITD_STR("name,country\nRi,kp\n"), NULL, 0, &buf, &result, &err), &err);
    assert_true(itd_str_ends_with(itd_buf_text(&buf), ITD_STR("country = kp @country\n")));
    assert_true(
        itd_str_starts_with(itd_buf_text(&buf), ITD_STR("a60fc932c0fd4975b552 LegalEntity: Ri\n")));
    assert_false(result.has_stamp);
    itd_buf_done(&buf);
}

static void refuses_rows_that_do_not_fit(void **state)
{
    static const struct {
        const char *text;
        itd_status  status;
        uint64_t    line;
    } cases[] = {
        {"id,schema,name\n1,Person,A\n2,Person\n", ITD_E_SCHEMA, 3},
        {"id,schema,name\n1,Perzon,A\n", ITD_E_SCHEMA, 2},
        {"id,name\n ,A\n", ITD_E_SYNTAX, 2},
        {"id,name\n1,\"A\n", ITD_E_SYNTAX, 2},
        {"id,name\n1,\xFF\n", ITD_E_ENCODING, 2},
        {"id,name\n", ITD_E_INCOMPLETE, 0},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_read_result result = {0};
        itd_error       err = {0};
        itd_buf         buf;

        itd_buf_init(&buf, SIZE_MAX);
        assert_status_equal(read_text(itd_str_of(cases[i].text), NULL, 0, &buf, &result, &err),
                            cases[i].status, cases[i].text);
        assert_int_equal(err.line, cases[i].line);
        assert_string_equal(err.file, "l.csv");
        itd_buf_done(&buf);
    }
}

static void refuses_mappings_with_slips(void **state)
{
    static const struct {
        const char *map;
        itd_status  status;
        uint64_t    line;
        const char *field;
    } cases[] = {
        {"[columns]\nnome = name\n", ITD_E_SCHEMA, 2, "nome"},
        {"[columns]\nname = nome\n", ITD_E_SCHEMA, 2, "name"},
        {"[columns]\nname = name.nope\n", ITD_E_SCHEMA, 2, "name"},
        {"[columns]\nname = passportNumber.country\n", ITD_E_SCHEMA, 2, "name"},
        {"[columns]\nname = name\nname = alias\n", ITD_E_DUPLICATE, 3, "name"},
        {"[colums]\nname = name\n", ITD_E_SCHEMA, 2, "name"},
        {"[csv]\nencoding = cp1252\n", ITD_E_SCHEMA, 2, "encoding"},
        {"[csv]\ndelimiter = ,\n", ITD_E_SCHEMA, 2, "delimiter"},
        {"[csv]\ncolour = red\n", ITD_E_SCHEMA, 2, "colour"},
        {"[csv]\nid = No\n", ITD_E_SCHEMA, 0, "No"},
        {"[csv]\ndate = yesterday\n", ITD_E_SCHEMA, 2, "date"},
        {"[schemata]\nP = Person\n", ITD_E_SCHEMA, 0, "schemata"},
        {"[formats]\nname = us or eu\n", ITD_E_SCHEMA, 2, "name"},
        {"[join]\nname = name + more\n", ITD_E_SCHEMA, 2, "more"},
    };
    char path[] = "/tmp/interdict-map-XXXXXX";

    (void)state;
    close(mkstemp(path));
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_read_result result = {0};
        itd_error       err = {0};
        itd_buf         buf;

        itd_buf_init(&buf, SIZE_MAX);
        assert_ok(itd_file_write_atomic(path, itd_str_of(cases[i].map), &err), &err);
        assert_status_equal(read_text(ITD_STR("name\nA\n"), path, 0, &buf, &result, &err),
                            cases[i].status, cases[i].map);
        assert_int_equal(err.line, cases[i].line);
        assert_string_equal(err.field, cases[i].field);
        assert_string_equal(err.file, path);
        itd_buf_done(&buf);
    }
    remove(path);
}

/* A row that is cut may still be a row: CSV cannot tell. What it must not do is read on, or fail
 * without naming a file. */
static void a_file_cut_at_any_byte_gives_rows_or_an_error_that_names_a_file(void **state)
{
    const itd_str text = ofac_fixture("tests/data/csv/list.csv");
    size_t        refused = 0;

    (void)state;
    for (size_t len = 1; len <= text.len; len++) {
        char           *copy = itd_mem_new(len, 1); /* so that reading on is found */
        itd_read_result result = {0};
        itd_error       err = {0};
        itd_buf         buf;

        assert_non_null(copy);
        memcpy(copy, text.ptr, len);
        itd_buf_init(&buf, SIZE_MAX);
        if (read_text((itd_str){copy, len}, in_root("tests/data/csv/list.ini"), 0, &buf, &result,
                      &err) != ITD_OK) {
            assert_true(err.file[0] != '\0'); /* of the list, or of the mapping it does not fit */
            refused++;
        }
        itd_buf_done(&buf);
        itd_mem_free(copy);
    }
    assert_true(refused > 0 && refused < text.len);
    ofac_free(text);
}

static void survives_every_failed_allocation(void **state)
{
    itd_str text = ofac_fixture("tests/data/csv/list.csv");

    (void)state;
    for (size_t nth = 1;; nth++) {
        itd_read_result result = {0};
        itd_error       err;
        itd_buf         buf;
        itd_status      st;
        size_t          made;

        itd_buf_init(&buf, SIZE_MAX);
        itd_test_fail_allocation(nth);
        st = read_text(text, in_root("tests/data/csv/list.ini"), 0, &buf, &result, &err);
        made = itd_test_fail_allocation(0);
        itd_buf_done(&buf);
        if (made < nth) {
            assert_ok(st, &err);
            break;
        }
        assert_int_equal(st, ITD_E_NO_MEMORY);
    }
    ofac_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_rows_as_the_mapping_says),
        cmocka_unit_test(names_a_row_without_id_by_its_hash),
        cmocka_unit_test(refuses_rows_that_do_not_fit),
        cmocka_unit_test(refuses_mappings_with_slips),
        cmocka_unit_test(a_file_cut_at_any_byte_gives_rows_or_an_error_that_names_a_file),
        cmocka_unit_test(survives_every_failed_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
