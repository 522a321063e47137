/* The vessel list as a page: what is refused, and limits. Values stand in the golden file of
 * test_layouts.c. */
#include <string.h>

#include "tests/unit/lists/ofac_support.h"
#include "tests/unit/support.h"

#define HEADERS                                                                                    \
    "<tr><td rowspan=2>#</td><td colspan=2 rowspan=2>Vessel Name</td><td rowspan=2>IMO "           \
    "number</td>"                                                                                  \
    "<td rowspan=2>Date of designation</td><td colspan=5>Relevant sanctions measures</td></tr>"    \
    "<tr><td>Paragraph 8 (d) of resolution 1718 (2006) and paragraph 12 of resolution 2270 (2016)" \
    "</td><td>Paragraph 12 (a) of resolution 2321 (2016)</td>"                                     \
    "<td>Paragraph 12 (d) of resolution 2321 (2016)</td>"                                          \
    "<td>Paragraph 6 of resolution 2371 (2017) and paragraph 6 of resolution 2375 (2017)</td>"     \
    "<td>Economic resources controlled or operated by Ocean Maritime Management (KPe.020)</td>"    \
    "</tr>\n"
#define MEASURES "<td>na</td><td>na</td><td>na</td><td>Yes</td><td>na</td>"
#define SHIP(number, name, imo, day)                                                               \
    "<tr><td>" number "</td><td colspan=2>" name "</td><td>" imo "</td><td>" day "</td>" MEASURES  \
    "</tr>\n"
#define LABEL(name, text) "<tr><td></td><td>" name "</td><td>" text "</td></tr>\n"
#define DAY "<tr><td></td><td></td><td></td><td></td><td>30-Mar-18</td>" MEASURES "</tr>\n"

static void read_rows(itd_str rows, ofac_outcome *ret_outcome)
{
    itd_buf       page;
    itd_list_part part;

    itd_buf_init(&page, SIZE_MAX);
    itd_buf_append_cstr(&page, "<html>\n<table>");
    itd_buf_append(&page, rows);
    itd_buf_append_cstr(&page, "</table></html>");
    part = ofac_part("page.html", itd_buf_text(&page), 0);
    ofac_read(&itd_reader_un_vessels, &part, 1, false, true, ret_outcome);
    itd_buf_done(&page);
}

static void refuse(itd_str rows, itd_status status, uint64_t line, const char *word)
{
    ofac_outcome outcome;

    read_rows(rows, &outcome);
    assert_status_error(outcome.status, status, &outcome.err);
    assert_int_equal(outcome.err.line, line);
    assert_string_equal(outcome.err.file, "page.html");
    if (!strstr(outcome.err.message, word))
        fail_msg("\"%s\" is not in \"%s\"", word, outcome.err.message);
    ofac_outcome_done(&outcome);
}

static void take(itd_str rows, size_t ships)
{
    ofac_outcome outcome;

    read_rows(rows, &outcome);
    assert_status_error(outcome.status, ITD_OK, &outcome.err);
    assert_int_equal(outcome.entities, ships);
    ofac_outcome_done(&outcome);
}

static void takes_headers_again_on_the_next_page(void **state)
{
    (void)state;
    take(ITD_STR(HEADERS     SHIP("1", "1: TIDE", "9074729", "21-Jun-17")
                     HEADERS SHIP("2", "1: DAWN", "9074717", "21-Jun-17")),
         2);
}

static void refuses_rows_that_it_cannot_place(void **state)
{
    (void)state;
    refuse(ITD_STR("<tr><td>a</td></tr>\n"), ITD_E_INCOMPLETE, 0, "no entries");
    refuse(ITD_STR(HEADERS), ITD_E_INCOMPLETE, 0, "no entries");
    refuse(ITD_STR("<tr><td>#</td></tr>\n<tr><td>1</td></tr>"), ITD_E_SCHEMA, 3, "headers");
    refuse(ITD_STR(HEADERS LABEL("Flag", "Kiribati")), ITD_E_SCHEMA, 3, "no ship");
    refuse(ITD_STR(HEADERS SHIP("", "TIDE", "9074729", "21-Jun-17")), ITD_E_SYNTAX, 3,
           "without a number");
    refuse(ITD_STR(HEADERS SHIP("1", "TIDE", "9074729", "")), ITD_E_SCHEMA, 3, "without a day");
    refuse(ITD_STR(HEADERS "<tr><td>1</td><td colspan=2>TIDE</td></tr>"), ITD_E_SYNTAX, 3,
           "without a day");
    refuse(ITD_STR(HEADERS SHIP("1", "", "9074729", "21-Jun-17")), ITD_E_SYNTAX, 3, "name");
    refuse(ITD_STR(HEADERS SHIP("1", "TIDE", "9074729", "21-Jun-17") "<tr><td>2</td></tr>"),
           ITD_E_DUPLICATE, 4, "twice");
    refuse(ITD_STR(HEADERS SHIP("1", "TIDE", "9074729", "21-Jun-17") LABEL("Flag", "Kiribati")
                       LABEL("flag", "Samoa")),
           ITD_E_DUPLICATE, 5, "twice");
    refuse(ITD_STR(HEADERS "<tr><td>1</td><td colspan=2>TIDE</td><td>9074729</td><td>21-Jun-17"
                           "</td>" MEASURES "<td>x</td></tr>"),
           ITD_E_SCHEMA, 3, "no header");
}

static void append(itd_buf *rows, const char *text, size_t times)
{
    for (size_t i = 0; i < times; i++)
        itd_buf_append_cstr(rows, text);
}

static void rows_above_days_and_labels_have_limits(void **state)
{
    static const struct {
        const char *before, *text, *behind;
        size_t      most;
        itd_status  past;
    } limits[] = {
        {"", "<tr><td>title</td></tr>", HEADERS SHIP("1", "TIDE", "9074729", "21-Jun-17"), 20,
         ITD_E_SCHEMA},
        {HEADERS SHIP("1", "TIDE", "9074729", "21-Jun-17"), DAY, "", 15, ITD_E_LIMIT},
        {HEADERS SHIP("1", "TIDE", "9074729", "21-Jun-17"), LABEL("Length", "9"), "", 32,
         ITD_E_LIMIT},
    };
    itd_buf rows;

    (void)state;
    itd_buf_init(&rows, SIZE_MAX);
    for (size_t i = 0; i < ITD_ARRAY_LEN(limits); i++)
        for (size_t more = 0; more <= 1; more++) {
            ofac_outcome outcome;

            itd_buf_reset(&rows);
            append(&rows, limits[i].before, 1);
            append(&rows, limits[i].text, limits[i].most + more);
            append(&rows, limits[i].behind, 1);
            read_rows(itd_buf_text(&rows), &outcome);
            assert_status_error(outcome.status, more ? limits[i].past : ITD_OK, &outcome.err);
            ofac_outcome_done(&outcome);
        }
    itd_buf_done(&rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_headers_again_on_the_next_page),
        cmocka_unit_test(refuses_rows_that_it_cannot_place),
        cmocka_unit_test(rows_above_days_and_labels_have_limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
