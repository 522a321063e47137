/* Dates as people write them into a cell: what each cell gives, item by item. */
#include "lists/free_dates.h"

#include "tests/unit/support.h"

/* Items as "FROM", "FROM..UNTIL", "~" before about, "?" before what is not understood, and the note
 * in brackets. */
static const struct {
    const char *cell;
    const char *items;
} cells[] = {
    {"", ""},
    {"na", ""},
    {"NA; Unknown", ""},
    {"1963", "1963;"},
    {"1965.\xC2\xA0", "1965;"},
    {"11 Apr. 1963", "1963-04-11;"},
    {"24 Jan.1973", "1973-01-24;"},
    {"21. Jul 1997; 1993", "1997-07-21;1993;"},
    {" 19/08/1974", "1974-08-19;"},
    {"1/03/1961; 16/06/1960", "1961-03-01;1960-06-16;"},
    {"March 1968 to March 1969", "1968-03..1969-03;"},
    {"Approximately 1963", "~1963;"},
    {"c. 1962", "~1962;"},
    {"approximately 1977/1978", "~1977..1978;"},
    {"Approximately 1962-1963", "~1962..1963;"},
    {"Between 1963 to 1968", "1963..1968;"},
    {"a) Between Aug. and Sep 1977    b) 1976", "1977-08..1977-09;1976;"},
    {"21 March 1962 to 20 April 1962", "1962-03-21..1962-04-20;"},
    {"a) 1 Jan. 1964 b) Approximately 1964", "1964-01-01;~1964;"},
    {"a)1994 b)1993", "1994;1993;"},
    {"a) 1965; b)1950", "1965;1950;"},
    {"1963 or 1964 or 1965", "1963;1964;1965;"},
    {"30 December 1960  or 13 December 1960", "1960-12-30;1960-12-13;"},
    {"19/03/1967; alt DOB: 19/11/1956", "1967-03-19;1956-11-19;"},
    {"14 Mar 1974 >> 13 Apr 1974", "1974-03-14;1974-04-13;"},
    {"a) 19-Dec-1992; \nb) 12-Dec-1992", "1992-12-19;1992-12-12;"},
    {"1987;1988;1991 ", "1987;1988;1991;"},
    {"e) 18 Sep. 1964 f) 1965 g) (Aug. 1961)", "1964-09-18;1965;1961-08;"},
    {"15 May 1968 (as Ali Example) 1970 (as Omar or Umar)",
     "1968-05-15(as Ali Example);1970(as Omar or Umar);"},
    {"a) 19 Apr. 1982 c) 24/06/1402 (Hijri Calendar)",
     "1982-04-19;?24/06/1402 (Hijri Calendar)(Hijri Calendar);"},
    {"1968 to 1963", "?1968 to 1963;"},
    {"31/02/1970", "?31/02/1970;"},
    {"23-Apr-68", "?23-Apr-68;"},
    {"1402", "?1402;"},
    {"(30-35 years old)", "?(30-35 years old);"},
    {"October 1970", "1970-10;"},
};

static void append_date(itd_buf *buf, itd_date date)
{
    char text[ITD_DATE_TEXT_MAX];

    itd_buf_append(buf, (itd_str){text, itd_date_format(date, text)});
}

static void gives_every_item_of_a_cell(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cells); i++) {
        itd_free_date item;
        itd_str       rest = itd_str_of(cells[i].cell);
        itd_buf       out;

        itd_buf_init(&out, 1024);
        while (itd_free_dates_next(&rest, &item)) {
            itd_buf_append_cstr(&out, item.circa ? "~" : "");
            if (item.from.year == 0) {
                itd_buf_append_char(&out, '?');
                itd_buf_append(&out, item.words);
            }
            append_date(&out, item.from);
            itd_buf_append_cstr(&out, item.until.year > 0 ? ".." : "");
            append_date(&out, item.until);
            if (item.note.len > 0)
                itd_buf_printf(&out, "(%.*s)", ITD_STR_ARGS(item.note));
            itd_buf_append_char(&out, ';');
        }
        if (!itd_str_equal(itd_buf_text(&out), itd_str_of(cells[i].items)))
            fail_msg("\"%s\": %.*s, not %s", cells[i].cell, ITD_STR_ARGS(itd_buf_text(&out)),
                     cells[i].items);
        itd_buf_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_every_item_of_a_cell),
    };

    return cmocka_run_group_tests_name("lists/free_dates", tests, NULL, NULL);
}
