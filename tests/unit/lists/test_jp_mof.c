/* Japan's list of frozen assets: what is no entry, what is refused, and limits. Values of the
 * layout stand in the golden files of test_layouts.c. */
#include <string.h>

#include "tests/unit/codec/book_writer.h"
#include "tests/unit/lists/ofac_support.h"
#include "tests/unit/support.h"

#define HEADERS "告示日付\t告示番号\t日本語表記\t英語表記"
#define ROW "2020.1.2\t1\tエイコーン\tAcorn\n"
#define SHEET "@@1.架空国\n架空国の者\n" HEADERS "\n" ROW

static void read_book(const char *text, ofac_outcome *ret_outcome)
{
    itd_list_part part;
    itd_buf       zip;

    itd_buf_init(&zip, SIZE_MAX);
    book_write(&zip, itd_str_of(text));
    part = ofac_part("list.xlsx", itd_buf_text(&zip), 0);
    assert_true(part.as_is);
    ofac_read(&itd_reader_jp_mof, &part, 1, false, true, ret_outcome);
    itd_buf_done(&zip);
}

static void refuse(const char *text, itd_status status, uint64_t line, const char *word)
{
    ofac_outcome outcome;

    read_book(text, &outcome);
    assert_status_error(outcome.status, status, &outcome.err);
    assert_int_equal(outcome.err.line, line);
    assert_string_equal(outcome.err.file, "list.xlsx");
    if (!strstr(outcome.err.message, word))
        fail_msg("\"%s\" is not in \"%s\"", word, outcome.err.message);
    ofac_outcome_done(&outcome);
}

static void take(const char *text, size_t entities, ofac_outcome *ret_outcome)
{
    read_book(text, ret_outcome);
    assert_status_error(ret_outcome->status, ITD_OK, &ret_outcome->err);
    assert_int_equal(ret_outcome->entities, entities);
}

static void refuses_sheets_whose_columns_cannot_be_told(void **state)
{
    (void)state;
    refuse(SHEET "@@2.新しい措置\n名前\tName\nA\tB\n", ITD_E_SCHEMA, 0, "no row of headers");
    refuse(SHEET "@@新しい措置\n" HEADERS "\n" ROW, ITD_E_SCHEMA, 0, "number of its measure");
    refuse(SHEET "@=A2:B2\n", ITD_E_SCHEMA, 2, "merged");
    refuse("@@1.架空国\n" HEADERS "\t別名\t別名\n" ROW, ITD_E_DUPLICATE, 1, "twice");
    refuse("@@1.架空国\n" HEADERS "\n" ROW HEADERS "\n", ITD_E_DUPLICATE, 3, "twice");
    refuse("No.\t国名\n1\t2\n", ITD_E_SCHEMA, 0, "no row of headers");
}

static void refuses_rows_that_are_no_entry_and_not_empty(void **state)
{
    (void)state;
    refuse("@@1.架空国\n" HEADERS "\t別名\n2020.1.2\t1\t\t\tアリ\n", ITD_E_SYNTAX, 2,
           "without a name");
    refuse("@@1.架空国\n" HEADERS "\t別名\n\t\t\t\tアリ\n" ROW, ITD_E_SYNTAX, 2,
           "which entry it belongs to");
    refuse("@@1.架空国\n" HEADERS "\n2020.1.2\tx\tアリ\tAli\n", ITD_E_SYNTAX, 2, "not the number");
    refuse("@@1.架空国\n" HEADERS "\n2020.1.2\t1000000\tアリ\tAli\n", ITD_E_SYNTAX, 2,
           "not the number");
    refuse("@@1000.架空国\n" HEADERS "\n" ROW, ITD_E_SYNTAX, 2, "not the number");
    refuse("@@1.架空国\n" HEADERS "\n2020.1.2削除\t1\n", ITD_E_INCOMPLETE, 0, "no entries");
}

static void takes_the_largest_numbers(void **state)
{
    ofac_outcome outcome;

    (void)state;
    take("@@999.架空国\n" HEADERS "\n2020.1.2\t*999999\tアリ\tAli\n", 1, &outcome);
    assert_has_line(&outcome, "999-999999 is LegalEntity");
    ofac_outcome_done(&outcome);
}

static void passes_over_ended_measures_the_contents_and_empty_sheets(void **state)
{
    ofac_outcome outcome;

    (void)state;
    take("@@一覧\n説明\n@@8.【解除】架空国\n架空国の者\n【2015年告示廃止】\n@@Sheet3\n" SHEET
         "2020.1.2削除\t2\n2020.1.2\t3\n",
         1, &outcome);
    assert_int_equal(ofac_reported(&outcome, "a measure that has ended", NULL), 1);
    assert_int_equal(ofac_reported(&outcome, "withdrawn by the publisher, no entry", NULL), 1);
    assert_int_equal(ofac_reported(&outcome, "a number without a name or any fact, no entry", NULL),
                     1);
    ofac_outcome_done(&outcome);
}

static void reads_hidden_sheets_and_says_so(void **state)
{
    ofac_outcome outcome;

    (void)state;
    take("@@!2.架空国（個人）\n" HEADERS "\n2020.1.2\t1\tアリ\tAli\n" SHEET, 2, &outcome);
    assert_int_equal(ofac_reported(&outcome, "a hidden sheet, read like the others", NULL), 1);
    assert_has_line(&outcome, "002-000001 is Person");
    ofac_outcome_done(&outcome);
}

static void keeps_cells_behind_the_last_header(void **state)
{
    ofac_outcome outcome;

    (void)state;
    take("@@1.架空国\n" HEADERS "\n2020.1.2\t1\tアリ\tAli\t\t余談\n" ROW, 2, &outcome);
    assert_has_line(&outcome, "001-000001 column = 余談 @column");
    assert_int_equal(ofac_reported(&outcome, "a cell without a header", NULL), 1);
    ofac_outcome_done(&outcome);
}

/* A workbook with count columns, or with rows above its headers. */
static void write_wide(itd_buf *text, size_t columns, size_t above)
{
    itd_buf_reset(text);
    itd_buf_append_cstr(text, "@@1.架空国\n");
    for (size_t i = 0; i < above; i++)
        itd_buf_append_cstr(text, "題\n");
    itd_buf_append_cstr(text, HEADERS);
    for (size_t i = 4; i < columns; i++)
        itd_buf_printf(text, "\t見出し%zu", i);
    itd_buf_append_cstr(text, "\n" ROW);
    itd_buf_append_char(text, '\0');
}

static void columns_and_rows_above_headers_have_limits(void **state)
{
    ofac_outcome outcome;
    itd_buf      text;

    (void)state;
    itd_buf_init(&text, SIZE_MAX);
    write_wide(&text, 64, 19);
    take(text.ptr, 1, &outcome);
    ofac_outcome_done(&outcome);
    write_wide(&text, 65, 0);
    refuse(text.ptr, ITD_E_LIMIT, 1, "more than 64 columns");
    write_wide(&text, 4, 20);
    refuse(text.ptr, ITD_E_SCHEMA, 0, "no row of headers");
    itd_buf_done(&text);
}

/* ---- the CSV ---- */

#define CSV_HEADERS "区分,番号,告示日付,告示番号,個人・団体,氏名（日本語）,氏名（英語）\n"

static void refuse_csv(const char *text, itd_status status, uint64_t line)
{
    const itd_list_part part = ofac_part("list.csv", itd_str_of(text), 3);
    ofac_outcome        outcome;

    ofac_read(&itd_reader_jp_mof, &part, 1, false, true, &outcome);
    assert_status_error(outcome.status, status, &outcome.err);
    assert_int_equal(outcome.err.line, line);
    assert_string_equal(outcome.err.file, "list.csv");
    ofac_outcome_done(&outcome);
}

static void refuses_text_in_another_layout(void **state)
{
    (void)state;
    refuse_csv("a,b\n1,2\n", ITD_E_SCHEMA, 1);
    refuse_csv("告示日付,告示番号,日本語表記,英語表記\n2020.1.2,1,ア,A\n", ITD_E_SCHEMA, 1);
    refuse_csv(CSV_HEADERS "1,001-000001,2020.1.2,1,個人,アリ\n", ITD_E_SCHEMA, 2);
    refuse_csv(CSV_HEADERS "1,,2020.1.2,1,個人,アリ,Ali\n", ITD_E_SYNTAX, 2);
    refuse_csv(CSV_HEADERS "1,001-000001,,,個人,,\n", ITD_E_SYNTAX, 2);
    refuse_csv(CSV_HEADERS, ITD_E_INCOMPLETE, 0);
    refuse_csv("", ITD_E_SYNTAX, 0);
}

static void workbook_and_csv_give_an_entry_one_id(void **state)
{
    const itd_list_part part =
        ofac_part("list.csv", ITD_STR(CSV_HEADERS "1,001-000001,2020.1.2,1,個人,アリ,Ali\n"), 0);
    ofac_outcome outcome;

    (void)state;
    ofac_read(&itd_reader_jp_mof, &part, 1, false, true, &outcome);
    assert_status_error(outcome.status, ITD_OK, &outcome.err);
    assert_has_line(&outcome, "001-000001 is Person");
    ofac_outcome_done(&outcome);
    take(SHEET, 1, &outcome);
    assert_has_line(&outcome, "001-000001 is LegalEntity");
    ofac_outcome_done(&outcome);
}

/* ---- the real file ---- */

/* Persons, bodies and others by sheet, as tools/count_lists.py counts them without the reader. */
static const struct sheet_count {
    unsigned sheet, persons, bodies, others;
} sheet_counts[] = {
    {1, 10, 0, 0},   {2, 389, 91, 0}, {3, 11, 1, 0},   {4, 29, 30, 0}, {5, 65, 0, 0},
    {6, 0, 1, 0},    {7, 0, 9, 0},    {9, 44, 0, 0},   {10, 0, 9, 0},  {12, 5, 0, 0},
    {13, 0, 0, 16},  {14, 0, 75, 0},  {15, 80, 0, 0},  {16, 0, 75, 0}, {17, 84, 0, 0},
    {19, 43, 0, 0},  {20, 0, 78, 0},  {21, 23, 1, 0},  {22, 0, 0, 2},  {23, 23, 0, 0},
    {24, 59, 0, 0},  {25, 0, 31, 0},  {26, 331, 0, 0}, {27, 0, 18, 0}, {28, 0, 369, 0},
    {29, 752, 0, 0}, {30, 0, 16, 0},  {31, 19, 0, 0},  {32, 0, 12, 0}, {33, 0, 4, 0},
    {34, 0, 7, 0},   {35, 1, 0, 0},   {36, 0, 1, 0},   {37, 14, 0, 0}, {38, 0, 1, 0},
    {39, 10, 0, 0},  {40, 8, 0, 0},   {42, 9, 0, 0},   {43, 4, 0, 0},  {44, 0, 2, 0}};

static unsigned count_entries(itd_str text, unsigned sheet, const char *schema)
{
    char     id[8], end[32];
    itd_str  line;
    unsigned count = 0;

    (void)snprintf(id, sizeof id, "%03u-", sheet);
    (void)snprintf(end, sizeof end, " is %s", schema);
    while (itd_str_next_part(&text, ITD_STR("\n"), &line))
        count += itd_str_starts_with(line, itd_str_of(id)) &&
                 line.len == strlen("000-000000") + strlen(end) &&
                 itd_str_ends_with(line, itd_str_of(end));
    return count;
}

static void gives_every_sheet_what_an_independent_count_gives(void **state)
{
    const itd_str bytes = ofac_shared("lists/jp/mof_shisantouketsu_2026-03-05.xlsx");
    ofac_outcome  outcome;

    (void)state;
    if (!bytes.ptr)
        skip();
    {
        const itd_list_part part = ofac_part("list.xlsx", bytes, 0);

        ofac_read(&itd_reader_jp_mof, &part, 1, false, true, &outcome);
    }
    assert_status_error(outcome.status, ITD_OK, &outcome.err);
    for (size_t i = 0; i < ITD_ARRAY_LEN(sheet_counts); i++) {
        const struct sheet_count *sheet = &sheet_counts[i];
        const itd_str             text = itd_buf_text(&outcome.text);

        assert_int_equal(count_entries(text, sheet->sheet, "Person"), sheet->persons);
        assert_int_equal(count_entries(text, sheet->sheet, "Organization"), sheet->bodies);
        assert_int_equal(count_entries(text, sheet->sheet, "LegalEntity"), sheet->others);
    }
    ofac_outcome_done(&outcome);
    ofac_free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_sheets_whose_columns_cannot_be_told),
        cmocka_unit_test(refuses_rows_that_are_no_entry_and_not_empty),
        cmocka_unit_test(takes_the_largest_numbers),
        cmocka_unit_test(passes_over_ended_measures_the_contents_and_empty_sheets),
        cmocka_unit_test(reads_hidden_sheets_and_says_so),
        cmocka_unit_test(keeps_cells_behind_the_last_header),
        cmocka_unit_test(columns_and_rows_above_headers_have_limits),
        cmocka_unit_test(refuses_text_in_another_layout),
        cmocka_unit_test(workbook_and_csv_give_an_entry_one_id),
        cmocka_unit_test(gives_every_sheet_what_an_independent_count_gives),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
