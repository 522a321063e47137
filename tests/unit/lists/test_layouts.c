/* Every reader of a publisher's layout, on a list of ours in that layout: every value is that of
 * the golden file beside the fixture, in any chunks, and the report; cut at any byte; without
 * memory; and no other reader takes the file. A row of the table is a reader. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "tests/unit/codec/book_writer.h"
#include "tests/unit/lists/ofac_support.h"
#include "tests/unit/support.h"

static const struct layout {
    const itd_reader *reader;
    const char       *fixture; /* below tests/data; its golden file is FIXTURE.expected */
    bool              rows;    /* a file cut between two rows is a smaller file: nobody can tell */
} layouts[] = {
    {&itd_reader_au_xlsx, "au/list.xlsx", false},
    {&itd_reader_jp_meti, "jp/end_users.xlsx", false},
    {&itd_reader_jp_mof, "jp/frozen.xlsx", false},
    {&itd_reader_jp_mof, "jp/frozen.csv", true},
    {&itd_reader_uk_xml, "uk/designations.xml", false},
    {&itd_reader_uk_csv, "uk/designations.csv", true},
    {&itd_reader_ofsi_csv, "uk/conlist29.csv", true},
    {&itd_reader_ofsi_csv, "uk/conlist36.csv", true},
    {&itd_reader_eu_xml, "eu/export.xml", false},
    {&itd_reader_eu_csv, "eu/full11.csv", true},
    {&itd_reader_eu_csv_old, "eu/full_old.csv", true},
    {&itd_reader_ca_xml, "ca/list.xml", false},
    {&itd_reader_us_csl, "us/csl.csv", true},
    {&itd_reader_us_dpl, "us/dpl.txt", true},
    {&itd_reader_un_vessels, "un/vessels.csv", true},
    {&itd_reader_un_vessels, "un/vessels.html", false},
    {&itd_reader_ofac_advanced, "ofac/advanced.xml", false},
    {&itd_reader_ofac_enhanced, "ofac/enhanced.xml", false},
    {&itd_reader_ofac_delta, "ofac/delta.xml", false},
    {&itd_reader_ch_xml, "ch/list.xml", false},
};

static itd_str load(const char *name, const char *suffix)
{
    char path[256];

    (void)snprintf(path, sizeof path, "tests/data/%s%s", name, suffix);
    return ofac_fixture(path);
}

static void read_bytes(const struct layout *layout, itd_str bytes, size_t chunk,
                       ofac_outcome *ret_outcome)
{
    const itd_list_part part = ofac_part(layout->fixture, bytes, chunk);

    ofac_read(layout->reader, &part, 1, false, true, ret_outcome);
}

/* Values, stamp and report as one text. */
static void append_remarks(ofac_outcome *outcome)
{
    char time[ITD_TIME_TEXT_MAX];

    if (outcome->result.has_stamp) {
        itd_time_format(outcome->result.stamp_ms, time);
        itd_buf_printf(&outcome->text, "stamp %s\n", time);
    }
    for (size_t i = 0; i < itd_list_report_count(outcome->report); i++) {
        const itd_report_row *row = itd_list_report_at(outcome->report, i);

        itd_buf_printf(&outcome->text, "report %llu %.*s: %.*s, line %llu [%.*s]\n",
                       (unsigned long long)row->count, ITD_STR_ARGS(row->what),
                       ITD_STR_ARGS(row->where), (unsigned long long)row->line,
                       ITD_STR_ARGS(row->record));
    }
}

static void assert_same_lines(const char *what, itd_str actual, itd_str expected)
{
    itd_str a = actual, b = expected, line, wanted;

    for (size_t number = 1; !itd_str_equal(a, b); number++) {
        const bool has_line = itd_str_next_part(&a, ITD_STR("\n"), &line);
        const bool is_wanted = itd_str_next_part(&b, ITD_STR("\n"), &wanted);

        if (!has_line || !is_wanted || !itd_str_equal(line, wanted))
            fail_msg("%s, line %zu:\n  got \"%.*s\"\n  for \"%.*s\"", what, number,
                     ITD_STR_ARGS(has_line ? line : ITD_STR("(nothing)")),
                     ITD_STR_ARGS(is_wanted ? wanted : ITD_STR("(nothing)")));
    }
}

static void gives_every_value_of_the_golden_file(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(layouts); i++) {
        const itd_str bytes = load(layouts[i].fixture, "");
        const itd_str golden = load(layouts[i].fixture, ".expected");
        ofac_outcome  outcome;

        read_bytes(&layouts[i], bytes, 0, &outcome);
        assert_status_error(outcome.status, ITD_OK, &outcome.err);
        append_remarks(&outcome);
        assert_same_lines(layouts[i].fixture, itd_buf_text(&outcome.text), golden);
        ofac_outcome_done(&outcome);
        ofac_free(golden);
        ofac_free(bytes);
    }
}

static void reads_the_same_in_chunks_of_one_to_seven_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(layouts); i++) {
        const itd_str bytes = load(layouts[i].fixture, "");
        ofac_outcome  whole;

        read_bytes(&layouts[i], bytes, 0, &whole);
        for (size_t chunk = 1; chunk <= 7; chunk++) {
            ofac_outcome outcome;

            read_bytes(&layouts[i], bytes, chunk, &outcome);
            assert_status_error(outcome.status, ITD_OK, &outcome.err);
            assert_same_lines(layouts[i].fixture, itd_buf_text(&outcome.text),
                              itd_buf_text(&whole.text));
            ofac_outcome_done(&outcome);
        }
        ofac_outcome_done(&whole);
        ofac_free(bytes);
    }
}

/* Markup that is cut is refused. Of rows only what was there comes, or an error that names the
 * file. */
static void a_file_cut_at_any_byte_is_refused_or_gives_no_more_than_it_holds(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(layouts); i++) {
        const itd_str bytes = load(layouts[i].fixture, "");
        size_t        refused = 0;

        for (size_t len = 0; len < itd_str_trim(bytes).len; len++) {
            char        *copy = itd_mem_new(len + 1, 1); /* so that reading on is found */
            ofac_outcome outcome;

            assert_non_null(copy);
            memcpy(copy, bytes.ptr, len);
            read_bytes(&layouts[i], (itd_str){copy, len}, 0, &outcome);
            if (outcome.status == ITD_OK && !layouts[i].rows)
                fail_msg("%s: taken with %zu bytes", layouts[i].fixture, len);
            if (outcome.status != ITD_OK)
                assert_true(outcome.err.file[0] != '\0');
            refused += outcome.status != ITD_OK;
            ofac_outcome_done(&outcome);
            itd_mem_free(copy);
        }
        assert_true(refused > 100);
        ofac_free(bytes);
    }
}

static void every_failing_allocation_is_a_clean_error(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(layouts); i++) {
        const itd_str bytes = load(layouts[i].fixture, "");
        size_t        failures = 0;
        ofac_outcome  outcome;

        for (size_t n = 1;; n++) {
            itd_test_fail_allocation(n);
            read_bytes(&layouts[i], bytes, 0, &outcome);
            itd_test_fail_allocation(0);
            if (outcome.status == ITD_OK)
                break;
            /* expat 2.5 forgets a prefix that it has no memory for, and then misses it. */
            if (outcome.status != ITD_E_SYNTAX || !strstr(outcome.err.message, "unbound prefix"))
                assert_status_error(outcome.status, ITD_E_NO_MEMORY, &outcome.err);
            failures++;
            ofac_outcome_done(&outcome);
        }
        assert_true(failures > 10);
        ofac_outcome_done(&outcome);
        ofac_free(bytes);
    }
}

static void no_other_reader_takes_the_file(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(layouts); i++) {
        const itd_str       bytes = load(layouts[i].fixture, "");
        const itd_list_part part = ofac_part("list", bytes, 0);
        const itd_reader   *found = NULL;
        itd_error           err = {0};

        assert_ok(itd_reader_recognise(&part, 1, &found, &err), &err);
        assert_string_equal(found->name, layouts[i].reader->name);
        for (size_t k = 0; itd_reader_at(k); k++) {
            ofac_outcome outcome;

            if (itd_reader_at(k) == layouts[i].reader)
                continue;
            assert_false(itd_reader_at(k)->recognise(&part));
            if (itd_reader_at(k) == &itd_reader_csv)
                continue; /* takes any delimited file by its mapping */
            ofac_read(itd_reader_at(k), &part, 1, false, false, &outcome);
            if (outcome.status == ITD_OK)
                fail_msg("%s was read as %s", layouts[i].fixture, itd_reader_at(k)->name);
            ofac_outcome_done(&outcome);
        }
        ofac_free(bytes);
    }
}

static void the_names_for_completion_are_those_of_the_table(void **state)
{
    itd_str rest = ITD_STR(ITD_READER_NAMES), name;
    size_t  count = 0;

    (void)state;
    for (; itd_str_next_part(&rest, ITD_STR(" "), &name); count++) {
        assert_non_null(itd_reader_at(count));
        assert_str_equal(name, itd_reader_at(count)->name);
    }
    assert_null(itd_reader_at(count));
}

/* A byte that no text of the publisher's encoding holds. */
static void refuses_damaged_text_with_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(layouts); i++) {
        const itd_str bytes = load(layouts[i].fixture, "");
        const bool    packed = itd_list_part_is_workbook(bytes);
        /* In a workbook a byte of the packed sheet, whose checksum then differs. */
        const itd_str mark = packed ? ITD_STR("xl/worksheets/sheet1.xml") : ITD_STR("OSTROWEN");
        const size_t  found = itd_str_find(bytes, mark);
        const size_t  at = packed ? found + mark.len + 20 : found;
        char         *copy = itd_mem_new(bytes.len, 1);
        ofac_outcome  outcome;

        assert_true(found != SIZE_MAX);
        assert_non_null(copy);
        memcpy(copy, bytes.ptr, bytes.len);
        copy[at] = packed ? (char)~copy[at]
                          : '\x81'; /* alone in UTF-8; stands for nothing in code page 1252 */
        read_bytes(&layouts[i], (itd_str){copy, bytes.len}, 0, &outcome);
        assert_int_not_equal(outcome.status, ITD_OK);
        assert_true(packed || outcome.err.line > 0);
        ofac_outcome_done(&outcome);
        itd_mem_free(copy);
        ofac_free(bytes);
    }
}

/* Merged headers and damage are told as such, not as a layout that nobody knows. */
static void tells_why_a_workbook_is_not_taken(void **state)
{
    const itd_str     whole = load("jp/end_users.xlsx", "");
    const itd_str     cut = itd_str_slice(whole, 0, whole.len * 2 / 3);
    itd_list_part     part = ofac_part("cut.xlsx", cut, 0);
    const itd_reader *found = NULL;
    ofac_outcome      outcome;
    itd_error         err = {0};
    itd_buf           zip;

    (void)state;
    assert_int_not_equal(itd_reader_recognise(&part, 1, &found, &err), ITD_OK);
    assert_null(strstr(err.message, "no reader"));
    assert_non_null(strstr(err.file, "cut.xlsx"));
    itd_buf_init(&zip, SIZE_MAX);
    book_write(&zip, ITD_STR("No.\t国名、地域名Country or Region\t企業名､組織名Company or "
                             "Organization\t別名Also Known As\t懸念区分Type of WMD\t"
                             "通常兵器Conventional Weapons\n1\t北朝鮮\tTide\t\t\t\n@=B1:C1\n"));
    part = ofac_part("merged.xlsx", itd_buf_text(&zip), 0);
    assert_ok(itd_reader_recognise(&part, 1, &found, &err), &err);
    assert_string_equal(found->name, "jp-meti");
    ofac_read(found, &part, 1, false, true, &outcome);
    assert_status_error(outcome.status, ITD_E_SCHEMA, &outcome.err);
    assert_int_equal(outcome.err.line, 1);
    assert_non_null(strstr(outcome.err.message, "B1 to C1"));
    ofac_outcome_done(&outcome);
    itd_buf_done(&zip);
    ofac_free(whole);
}

/* A real layout changed by a hand or a program: columns that changed places, a namespace that went,
 * headers twice. */
static const struct mutation {
    const itd_reader *reader;
    const char       *fixture, *before, *after; /* the first place */
    itd_status        status;
} mutations[] = {
    {&itd_reader_ofsi_csv, "uk/conlist29.csv", "\nName 6,", "\nGroup ID,", ITD_E_DUPLICATE},
    {&itd_reader_ofsi_csv, "uk/conlist29.csv", ",99001", ",General", ITD_E_SYNTAX},
    {&itd_reader_un_vessels, "un/vessels.csv", ",9074729,", ",1,", ITD_E_SYNTAX},
    {&itd_reader_un_vessels, "un/vessels.html", "<p>9074729<", "<p>907472<", ITD_E_SYNTAX},
    {&itd_reader_jp_mof, "jp/frozen.csv", "\n14,", "\n2020.1.2,", ITD_E_SYNTAX},
    {&itd_reader_ofac_enhanced, "ofac/delta.xml", "DeltaFile", "ENHANCED_XML", ITD_E_SCHEMA},
    {&itd_reader_ofac_enhanced, "ofac/delta.xml", "xmlns", "was", ITD_E_SCHEMA},
};

static void refuses_lists_that_were_changed_on_the_way(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(mutations); i++) {
        const struct mutation *change = &mutations[i];
        const struct layout    layout = {change->reader, change->fixture, false};
        const itd_str          bytes = load(change->fixture, "");
        const size_t           at = itd_str_find(bytes, itd_str_of(change->before));
        ofac_outcome           outcome;
        itd_buf                changed;

        if (at == SIZE_MAX)
            fail_msg("%s has no %s", change->fixture, change->before);
        itd_buf_init(&changed, SIZE_MAX);
        itd_buf_append(&changed, itd_str_slice(bytes, 0, at));
        itd_buf_append_cstr(&changed, change->after);
        itd_buf_append(&changed, itd_str_from(bytes, at + strlen(change->before)));
        read_bytes(&layout, itd_buf_text(&changed), 0, &outcome);
        if (outcome.status != change->status)
            fail_msg("%s, %s: %s", change->fixture, change->after, itd_status_name(outcome.status));
        assert_true(outcome.err.line > 0);
        ofac_outcome_done(&outcome);
        itd_buf_done(&changed);
        ofac_free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_every_value_of_the_golden_file),
        cmocka_unit_test(reads_the_same_in_chunks_of_one_to_seven_bytes),
        cmocka_unit_test(a_file_cut_at_any_byte_is_refused_or_gives_no_more_than_it_holds),
        cmocka_unit_test(every_failing_allocation_is_a_clean_error),
        cmocka_unit_test(no_other_reader_takes_the_file),
        cmocka_unit_test(tells_why_a_workbook_is_not_taken),
        cmocka_unit_test(refuses_lists_that_were_changed_on_the_way),
        cmocka_unit_test(the_names_for_completion_are_those_of_the_table),
        cmocka_unit_test(refuses_damaged_text_with_its_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
