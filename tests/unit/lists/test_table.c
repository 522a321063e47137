/* What lists of rows have in common: headers in any order, rows joined by their entry, limits. */
#include <string.h>

#include "lists/table.h"
#include "tests/unit/lists/ofac_support.h"
#include "tests/unit/support.h"

enum { NAME, GROUP, TOWN, COLUMNS };
static const char *const columns[COLUMNS] = {"Full name", "Group", "Town"};
static const size_t      required[] = {NAME, GROUP};

static itd_status read_rows(itd_record *rec, void *state, const itd_table_row *rows, size_t count,
                            itd_read_result *result, itd_error *err)
{
    (void)state, (void)result, (void)err;
    itd_record_entity(rec, ITD_SCHEMA_PERSON, rows[0].cells[GROUP]);
    for (size_t i = 0; i < count; i++) {
        itd_record_add(rec, ITD_PROP_NAME, rows[i].cells[NAME], itd_str_of(columns[NAME]));
        itd_record_add(rec, ITD_PROP_NOTES, rows[i].cells[TOWN], itd_str_of(columns[TOWN]));
    }
    return ITD_OK;
}

static const itd_table layout = {
    .what = "a list of ours",
    .delimiter = ';',
    .columns = columns,
    .column_count = COLUMNS,
    .required = required,
    .required_count = ITD_ARRAY_LEN(required),
    .group = GROUP,
    .read = read_rows,
};

static itd_status read_table(const itd_list_part *parts, size_t count,
                             const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                             itd_read_result *result, itd_error *err)
{
    (void)count, (void)options;
    return itd_table_read(&layout, ITD_ENCODING_CP1252, NULL, &parts[0], on_entity, ctx, result,
                          err);
}

static const itd_reader reader = {.name = "table", .title = "a list of ours", .read = read_table};

static void read_bytes(itd_str bytes, ofac_outcome *ret_outcome)
{
    const itd_list_part part = ofac_part("list.csv", bytes, 3);

    ofac_read(&reader, &part, 1, false, true, ret_outcome);
}

static void joins_rows_that_lie_apart_and_keeps_the_order_of_first_rows(void **state)
{
    ofac_outcome outcome;

    (void)state;
    read_bytes(ITD_STR("group ; Shoe;FULL NAME\n1;44;Anna\n2;;Berta\n1;45;Ann\n1;44;\x80nna\n"),
               &outcome);
    assert_status_error(outcome.status, ITD_OK, &outcome.err);
    assert_str_equal(itd_buf_text(&outcome.text),
                     "1 is Person\n1 name = Anna @Full name\n1 name = Ann @Full name\n"
                     "1 name = €nna @Full name\n1 Shoe = 44 @Shoe\n1 Shoe = 45 @Shoe\n"
                     "2 is Person\n2 name = Berta @Full name\n");
    assert_int_equal(ofac_reported(&outcome, "unknown column", "Shoe"), 1);
    ofac_outcome_done(&outcome);
}

static void refuse(const char *text, itd_status status, uint64_t line)
{
    ofac_outcome outcome;

    read_bytes(itd_str_of(text), &outcome);
    assert_status_error(outcome.status, status, &outcome.err);
    assert_int_equal(outcome.err.line, line);
    assert_string_equal(outcome.err.file, "list.csv");
    ofac_outcome_done(&outcome);
}

static void refuses_rows_that_cannot_be_placed(void **state)
{
    (void)state;
    refuse("Group;Name\n1;Anna\n", ITD_E_SCHEMA, 1);
    refuse("Group;Full name;GROUP\n1;Anna;1\n", ITD_E_DUPLICATE, 1);
    refuse("Group;Full name;x;x\n1;Anna;;\n", ITD_E_DUPLICATE, 1);
    refuse("Group;Full name\n1;Anna\n1;Anna;3\n", ITD_E_SCHEMA, 3);
    refuse("Group;Full name\n1;Anna\n;Berta\n", ITD_E_SYNTAX, 3);
    refuse("Group;Full name\n1;Anna\n2; \n", ITD_E_SYNTAX, 3);
    refuse("Group;Full name\n1;An\x81na\n", ITD_E_ENCODING, 2);
    refuse("Group;Full name\n", ITD_E_INCOMPLETE, 0);
}

static void refuses_headers_that_come_again(void **state)
{
    ofac_outcome outcome;

    (void)state;
    refuse("Group;Full name;Shoe\nGroup;Full name;Shoe\n1;Anna;\n", ITD_E_DUPLICATE, 2);
    refuse("Group;Full name\n1;Anna\ngroup ;FULL NAME\n", ITD_E_DUPLICATE, 3);
    read_bytes(ITD_STR("Group;Full name;Town\nGroup;Anna;Town\n"),
               &outcome); /* a town of that name */
    assert_status_error(outcome.status, ITD_OK, &outcome.err);
    ofac_outcome_done(&outcome);
}

static itd_str wide_table(size_t columns_wide)
{
    itd_buf buf;

    itd_buf_init(&buf, SIZE_MAX);
    itd_buf_append_cstr(&buf, "Group;Full name");
    for (size_t i = 2; i < columns_wide; i++)
        itd_buf_printf(&buf, ";c%zu", i);
    itd_buf_append_cstr(&buf, "\n1;Anna");
    for (size_t i = 2; i < columns_wide; i++)
        itd_buf_append_char(&buf, ';');
    itd_buf_append_char(&buf, '\n');
    assert_int_equal(buf.failed, ITD_OK);
    return itd_buf_text(&buf);
}

static void takes_as_many_columns_as_the_limit_and_no_more(void **state)
{
    (void)state;
    for (size_t more = 0; more < 2; more++) {
        const itd_str bytes = wide_table(ITD_TABLE_COLUMNS_MAX + more);
        ofac_outcome  outcome;

        read_bytes(bytes, &outcome);
        assert_status_error(outcome.status, more ? ITD_E_LIMIT : ITD_OK, &outcome.err);
        ofac_outcome_done(&outcome);
        ofac_free(bytes);
    }
}

static void tells_a_code_page_from_utf8(void **state)
{
    static const struct {
        const char *text;
        uint64_t    utf8, other;
    } cases[] = {
        {"plain", 0, 0},        {"Z\xC3\xBCrich", 1, 0},      {"Z\xFCrich", 0, 1},
        {"\xE2\x82\xAC", 1, 0}, {"\xE2\x82 \xC3\xBC", 1, 2},  {"\xF0\x9F\x99\x82", 1, 0},
        {"cut \xE2\x82", 0, 2}, {"\x93quoted\x94\x97", 0, 3},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++)
        for (size_t chunk = 1; chunk <= 3; chunk++) {
            itd_encoding_guess guess = {0};

            for (size_t at = 0; at < strlen(cases[i].text); at += chunk)
                itd_encoding_guess_add(&guess,
                                       itd_str_slice(itd_str_of(cases[i].text), at, at + chunk));
            itd_encoding_guess_end(&guess);
            assert_int_equal(guess.utf8, cases[i].utf8);
            assert_int_equal(guess.other, cases[i].other);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_rows_that_lie_apart_and_keeps_the_order_of_first_rows),
        cmocka_unit_test(refuses_rows_that_cannot_be_placed),
        cmocka_unit_test(refuses_headers_that_come_again),
        cmocka_unit_test(takes_as_many_columns_as_the_limit_and_no_more),
        cmocka_unit_test(tells_a_code_page_from_utf8),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
