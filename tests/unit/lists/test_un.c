/* The UN reader on a small list of ours: every fact at its place, any chunks, any cut, no
 * memory. */
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "tests/unit/lists/ofac_support.h"
#include "tests/unit/support.h"

static itd_str document;

static int load(void **state)
{
    (void)state;
    document = ofac_fixture("tests/data/un/list.xml");
    return 0;
}

static int unload(void **state)
{
    (void)state;
    ofac_free(document);
    return 0;
}

static void read_bytes(itd_str bytes, size_t chunk, ofac_outcome *ret_outcome)
{
    const itd_list_part part = ofac_part("list.xml", bytes, chunk);

    ofac_read(&itd_reader_un, &part, 1, false, true, ret_outcome);
}

/* One line of a value per kind of fact. */
static const char *const lines[] = {
    "KPi.901 is Person",
    "KPi.901 name = PAVEL OSTROWEN [first=PAVEL] [second=OSTROWEN] @FIRST_NAME",
    "KPi.901 program = DPRK @UN_LIST_TYPE",
    "KPi.901 recordId = KPi.901 @REFERENCE_NUMBER",
    "KPi.901 listingDate = 2015-04-07 < 2015-04-07-04:00 @LISTED_ON",
    "KPi.901 gender = male < Male @GENDER",
    "KPi.901 title = Colonel @TITLE/VALUE",
    "KPi.901 position = Member of the board @DESIGNATION/VALUE",
    ("KPi.901 alias = Pawel Ostrowen < Pawel Ostrowen; Paul Ostrowen [quality=Good] "
     "@INDIVIDUAL_ALIAS/ALIAS_NAME"),
    "KPi.901 weakAlias = The Carpenter [quality=Low] @INDIVIDUAL_ALIAS/ALIAS_NAME",
    "KPi.901 SHOE_SIZE = 44 @SHOE_SIZE",
    "KPe.902 is Organization",
    "KPe.902 previousName = EVENING TIDE SHIPPING [quality=f.k.a.] @ENTITY_ALIAS/ALIAS_NAME",
};

static void gives_every_fact_its_place(void **state)
{
    ofac_outcome outcome;

    (void)state;
    read_bytes(document, 0, &outcome);
    assert_status_error(outcome.status, ITD_OK, &outcome.err);
    assert_int_equal(outcome.entities, 2);
    for (size_t i = 0; i < ITD_ARRAY_LEN(lines); i++)
        assert_has_line(&outcome, lines[i]);
    assert_int_equal(outcome.values[ITD_PROP_BIRTH_DATE], 4);
    assert_int_equal(outcome.values[ITD_PROP_PASSPORT_NUMBER], 1);
    assert_int_equal(outcome.values[ITD_PROP_LINK], 1);
    ofac_outcome_done(&outcome);
}

/* 23:30 in New York is another day in Greenwich: the list is called by the day that is written. */
static void takes_the_day_as_it_is_written(void **state)
{
    ofac_outcome outcome;
    char         text[ITD_TIME_TEXT_MAX];

    (void)state;
    read_bytes(document, 0, &outcome);
    assert_true(outcome.result.has_stamp);
    itd_time_format(outcome.result.stamp_ms, text);
    assert_string_equal(text, "2025-12-31T00:00:00Z");
    ofac_outcome_done(&outcome);
}

static void reports_what_it_does_not_know(void **state)
{
    ofac_outcome outcome;

    (void)state;
    read_bytes(document, 0, &outcome);
    assert_int_equal(itd_list_report_count(outcome.report), 1);
    assert_int_equal(ofac_reported(&outcome, "unknown element", "SHOE_SIZE"), 1);
    assert_int_equal(itd_list_report_at(outcome.report, 0)->line, 33);
    ofac_outcome_done(&outcome);
}

static void reads_the_same_in_chunks_of_one_to_seven_bytes(void **state)
{
    ofac_outcome whole;

    (void)state;
    read_bytes(document, 0, &whole);
    for (size_t chunk = 1; chunk <= 7; chunk++) {
        ofac_outcome outcome;

        read_bytes(document, chunk, &outcome);
        assert_status_error(outcome.status, ITD_OK, &outcome.err);
        assert_true(itd_str_equal(itd_buf_text(&outcome.text), itd_buf_text(&whole.text)));
        ofac_outcome_done(&outcome);
    }
    ofac_outcome_done(&whole);
}

static void a_document_cut_at_any_byte_is_refused(void **state)
{
    (void)state;
    for (size_t len = 0; len < itd_str_trim(document).len; len++) {
        char        *copy = itd_mem_new(len + 1, 1); /* so that reading on is found */
        ofac_outcome outcome;

        assert_non_null(copy);
        memcpy(copy, document.ptr, len);
        read_bytes((itd_str){copy, len}, 0, &outcome);
        assert_int_not_equal(outcome.status, ITD_OK);
        ofac_outcome_done(&outcome);
        itd_mem_free(copy);
    }
}

static void every_failing_allocation_is_a_clean_error(void **state)
{
    size_t       failures = 0;
    ofac_outcome outcome;

    (void)state;
    for (size_t n = 1;; n++) {
        itd_test_fail_allocation(n);
        read_bytes(document, 0, &outcome);
        itd_test_fail_allocation(0);
        if (outcome.status == ITD_OK)
            break;
        assert_status_error(outcome.status, ITD_E_NO_MEMORY, &outcome.err);
        failures++;
        ofac_outcome_done(&outcome);
    }
    assert_int_equal(outcome.entities, 2);
    assert_true(failures > 10);
    ofac_outcome_done(&outcome);
}

/* Replaces the first occurrence; the result is on the heap. */
static itd_str changed(const char *from, const char *to)
{
    const size_t at = itd_str_find(document, itd_str_of(from));
    itd_buf      buf;

    assert_true(at != SIZE_MAX);
    itd_buf_init(&buf, SIZE_MAX);
    itd_buf_append(&buf, itd_str_slice(document, 0, at));
    itd_buf_append_cstr(&buf, to);
    itd_buf_append(&buf, itd_str_from(document, at + strlen(from)));
    assert_int_equal(buf.failed, ITD_OK);
    return itd_buf_text(&buf);
}

static void expect_refused(const char *from, const char *to)
{
    const itd_str bytes = changed(from, to);
    ofac_outcome  outcome;

    read_bytes(bytes, 0, &outcome);
    if (outcome.status == ITD_OK)
        fail_msg("accepted with \"%s\" for \"%s\"", to, from);
    assert_true(outcome.err.line > 0);
    ofac_outcome_done(&outcome);
    ofac_free(bytes);
}

static void refuses_damage_with_its_line(void **state)
{
    (void)state;
    expect_refused("PAVEL", "PAV\xFFL");
    expect_refused("PAVEL", "PAV&#x1;L");
    expect_refused("PAVEL", "PAV&#x7F;L");
    expect_refused("</INDIVIDUAL>", "</INDIVIDUALS>");
    expect_refused("<REFERENCE_NUMBER>KPi.901</REFERENCE_NUMBER>", "");
    expect_refused("<CONSOLIDATED_LIST", "<!DOCTYPE x><CONSOLIDATED_LIST");
}

static void attributes_may_be_quoted_either_way(void **state)
{
    const itd_str bytes =
        changed("\"2025-12-31T23:30:00.000-05:00\"", "'2025-12-31T23:30:00.000-05:00'");
    ofac_outcome outcome, whole;

    (void)state;
    read_bytes(document, 0, &whole);
    read_bytes(bytes, 0, &outcome);
    assert_true(itd_str_equal(itd_buf_text(&outcome.text), itd_buf_text(&whole.text)));
    assert_int_equal(outcome.result.stamp_ms, whole.result.stamp_ms);
    ofac_outcome_done(&outcome);
    ofac_outcome_done(&whole);
    ofac_free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_every_fact_its_place),
        cmocka_unit_test(takes_the_day_as_it_is_written),
        cmocka_unit_test(reports_what_it_does_not_know),
        cmocka_unit_test(reads_the_same_in_chunks_of_one_to_seven_bytes),
        cmocka_unit_test(a_document_cut_at_any_byte_is_refused),
        cmocka_unit_test(every_failing_allocation_is_a_clean_error),
        cmocka_unit_test(refuses_damage_with_its_line),
        cmocka_unit_test(attributes_may_be_quoted_either_way),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
