/* The readers against the publishers' real files: entries by kind as an independent count of a few
 * lines gives them (tools/count_lists.py), no element or column that nobody knows, and each file
 * taken by its own reader alone. */
#include <string.h>

#include "base/date.h"
#include "tests/unit/lists/ofac_support.h"
#include "tests/unit/support.h"

static const struct list {
    const char *file;   /* below ../shared */
    const char *reader; /* the one that its content leads to */
    const char *day;    /* stamp, or NULL when the publisher gives none */
    size_t      entries, persons, organisations, vessels, others;
    size_t      names; /* of any kind; 0: not compared */
} lists[] = {
    {"lists/au/regulation8_consolidated_2024-11-11.xlsx", "au-xlsx", NULL, 3062, 2316, 746, 0, 0,
     9553},
    {"lists/jp/meti_foreign_end_user_list_2025-09-29.xlsx", "jp-meti", NULL, 835, 0, 835, 0, 0,
     2259},
    {"lists/jp/mof_shisantouketsu_2026-03-05.xlsx", "jp-mof", NULL, 2862, 2013, 831, 0, 18, 0},
    {"lists/layouts/jp_mof_csv_2026-08-28_header_and_four_rows.csv", "jp-mof", NULL, 4, 4, 0, 0, 0,
     0},
    {"lists/uk/ofsi_sanctionsconlist_2018-04-13.csv.zst", "ofsi-csv", "2018-04-13", 2106, 1426, 680,
     0, 0, 5553},
    {"lists/uk/ofsi_conlist_2020-04-27_excerpt.csv", "ofsi-csv", "2020-04-27", 6, 6, 0, 0, 0, 10},
    {"lists/layouts/uk_sanctions_list_2026-09-02_trimmed.xml", "uk-xml", "2026-09-02", 2, 1, 1, 0,
     0, 4},
    {"lists/layouts/uk_sanctions_list_2026-09-10_trimmed_details.xml", "uk-xml", "2026-09-10", 3, 1,
     1, 1, 0, 5},
    {"lists/layouts/uk_sanctions_list_2026-10-08_header_and_one_ship.csv", "uk-csv", "2026-10-08",
     1, 0, 0, 1, 0, 1},
    {"lists/eu/eu_fsf_xml_1.1_2020-04-15_excerpt.xml", "eu-xml", "2020-04-15", 7, 7, 0, 0, 0, 15},
    {"lists/layouts/eu_fsf_2026-08-05_trimmed.xml", "eu-xml", "2026-08-05", 3, 2, 1, 0, 0, 7},
    {"lists/layouts/eu_fsf_csv_1.1_2026-08-05_first21of113cols.csv", "eu-csv", "2026-08-05", 1, 1,
     0, 0, 0, 2},
    {"lists/eu/eu_fsf_csv_2018-07-04_first999rows.csv", "eu-csv-old", "2018-07-04", 93, 61, 32, 0,
     0, 799},
    {"lists/ca/sema_2025-05.xml.zst", "ca-xml", NULL, 4759, 3334, 1316, 109, 0, 0},
    {"lists/us/csl_consolidated.csv.zst", "us-csl", NULL, 14159, 5286, 4532, 433, 3908, 0},
    {"lists/us/bis_dpl_2021-07.txt", "us-dpl", NULL, 579, 0, 0, 0, 579, 579},
    {"lists/un/1718_designated_vessels_2020-06-04_from_html.csv", "un-vessels", NULL, 59, 0, 0, 59,
     0, 0},
    {"lists/un/1718_designated_vessels_2020-06-04.html.zst", "un-vessels", NULL, 59, 0, 0, 59, 0,
     0},
    {"lists/ofac/cons_enhanced_2024-07-03.xml.zst", "ofac-enhanced", "2024-07-03", 443, 79, 364, 0,
     0, 1620 + 73 /* issuer names */},
    {"lists/ofac/cons_advanced_2020-03-17.xml.zst", "ofac-advanced", "2020-03-17", 375, 82, 293, 0,
     0, 1290},
    {"lists/layouts/ofac_sdn_advanced_2026-05-21_trimmed.xml", "ofac-advanced", "2026-05-21", 1, 0,
     0, 0, 1, 1},
    {"lists/layouts/ofac_delta_file_2026-08-28_reduced.xml", "ofac-delta", "2026-08-28", 2, 1, 1, 0,
     0, 2},
    {"lists/ofac/consolidated_nonSDN_2025-03-28.xml", "ofac-xml", "2025-03-28", 443, 80, 363, 0, 0,
     0},
    {"lists/layouts/seco_2026-08-27_trimmed.xml", "ch-xml", "2026-08-27", 2, 0, 1, 1, 0, 3},
    {"lists/layouts/seco_example_2024-01-17.xml", "ch-xml", "2024-01-17", 3, 3, 0, 0, 0, 3},
};

static void assert_counts(const struct list *list, const ofac_outcome *outcome)
{
    const size_t persons = outcome->schemata[ITD_SCHEMA_PERSON];
    const size_t organisations = outcome->schemata[ITD_SCHEMA_ORGANIZATION];
    const size_t vessels = outcome->schemata[ITD_SCHEMA_VESSEL];
    size_t       names = 0;

    for (size_t prop = 0; prop < ITD_PROP_COUNT; prop++)
        if (itd_prop_type_of((itd_prop)prop) == ITD_TYPE_NAME)
            names += outcome->values[prop];
    if (outcome->entities != list->entries || persons != list->persons ||
        organisations != list->organisations || vessels != list->vessels ||
        outcome->entities - persons - organisations - vessels != list->others ||
        (list->names > 0 && names != list->names))
        fail_msg("%s: %zu entries, %zu persons, %zu organisations, %zu vessels, %zu names",
                 list->file, outcome->entities, persons, organisations, vessels, names);
}

static void gives_the_entries_that_an_independent_count_gives(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(lists); i++) {
        const itd_str       bytes = ofac_shared(lists[i].file);
        const itd_list_part part = ofac_part(lists[i].file, bytes, 0);
        const itd_reader   *reader = NULL;
        int64_t             day_ms = 0;
        ofac_outcome        outcome;
        itd_error           err = {0};

        if (!bytes.ptr)
            skip();
        assert_ok(itd_reader_recognise(&part, 1, &reader, &err), &err);
        assert_string_equal(reader->name, lists[i].reader);
        ofac_read(reader, &part, 1, false, false, &outcome);
        assert_status_error(outcome.status, ITD_OK, &outcome.err);
        assert_counts(&lists[i], &outcome);
        assert_int_equal(outcome.result.has_stamp, lists[i].day != NULL);
        if (lists[i].day)
            assert_true(itd_time_parse(itd_str_of(lists[i].day), &day_ms));
        assert_true(outcome.result.stamp_ms == day_ms);
        assert_int_equal(ofac_reported(&outcome, "unknown element", NULL), 0);
        assert_int_equal(ofac_reported(&outcome, "unknown attribute", NULL), 0);
        assert_int_equal(ofac_reported(&outcome, "unknown column", NULL), 0);
        ofac_outcome_done(&outcome);
        ofac_free(bytes);
    }
}

/* The CSV was made from the page by other hands. */
static void the_vessel_page_says_what_its_rows_say(void **state)
{
    const itd_str page = ofac_shared("lists/un/1718_designated_vessels_2020-06-04.html.zst");
    const itd_str rows = ofac_shared("lists/un/1718_designated_vessels_2020-06-04_from_html.csv");
    const itd_list_part parts[] = {ofac_part("page", page, 0), ofac_part("rows", rows, 0)};
    ofac_outcome        a, b;

    (void)state;
    if (!page.ptr || !rows.ptr)
        skip();
    ofac_read(&itd_reader_un_vessels, &parts[0], 1, false, true, &a);
    ofac_read(&itd_reader_un_vessels, &parts[1], 1, false, true, &b);
    assert_status_error(a.status, ITD_OK, &a.err);
    assert_true(itd_str_equal(itd_buf_text(&a.text), itd_buf_text(&b.text)));
    ofac_outcome_done(&a);
    ofac_outcome_done(&b);
    ofac_free(page);
    ofac_free(rows);
}

static void no_other_reader_recognises_a_real_file(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(lists); i++) {
        const itd_str       bytes = ofac_shared(lists[i].file);
        const itd_list_part part = ofac_part(lists[i].file, bytes, 0);

        if (!bytes.ptr)
            skip();
        for (size_t k = 0; itd_reader_at(k); k++)
            assert_int_equal(itd_reader_at(k)->recognise(&part),
                             strcmp(itd_reader_at(k)->name, lists[i].reader) == 0);
        ofac_free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_entries_that_an_independent_count_gives),
        cmocka_unit_test(the_vessel_page_says_what_its_rows_say),
        cmocka_unit_test(no_other_reader_recognises_a_real_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
