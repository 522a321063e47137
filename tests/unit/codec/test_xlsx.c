/* Workbooks: every kind of cell, what a reader has to be told, what is refused with its cell. */
#include "codec/xlsx.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/memory.h"
#include "tests/unit/codec/zip_writer.h"
#include "tests/unit/support.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
#define RELATIONS(rows) "<Relationships xmlns='" PACKAGE "'>" rows "</Relationships>"
#define RELATION(id, type, target)                                                                 \
    "<Relationship Id='" id "' Type='" OFFICE "/" type "' Target='" target "'/>"
#define BOOK(rows) "<workbook xmlns='" MAIN "' xmlns:r='" OFFICE "'>" rows "</workbook>"
#define ONE_SHEET BOOK("<sheets><sheet name='List' sheetId='1' r:id='r1'/></sheets>")
#define SHEET(rows) "<worksheet xmlns='" MAIN "'><sheetData>" rows "</sheetData></worksheet>"

static const char content_types[] =
    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>";
static const char to_book[] = RELATIONS(RELATION("a", "officeDocument", "xl/workbook.xml"));
static const char to_sheet[] = RELATIONS(RELATION("r1", "worksheet", "worksheets/sheet1.xml"));

/* ---- a whole workbook ---- */

static const zip_member members[] = {
    {"[Content_Types].xml", content_types},
    /* The sheet stands before what is needed to understand it. */
    {"xl/worksheets/one.xml",
     "<worksheet xmlns='" MAIN "'><dimension ref='A1:D4'/><cols><col min='1' max='1'/></cols>"
     "<sheetData>"
     "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"
     "<row r='2'><c r='A2'/><c r='B2' s='1'/></row>"
     "<row r='4'><c r='A4'><v>41988</v></c><c r='B4' s='1'><v>41988</v></c>"
     "<c r='D4' s='2'><v>41988.75</v></c><c r='E4' t='b'><v>1</v></c>"
     "<c r='F4' t='e'><v>#N/A</v></c><c r='G4' t='str'><f>A4&amp;1</f><v>419881</v></c>"
     "<c r='H4' t='inlineStr'><is><r><t>in</t></r><r><t xml:space='preserve'> line</t></r></is></c>"
     "<c r='I4' s='3'><v>2E-3</v></c><c r='J4' s='1'><v>60</v></c><c r='K4'/></row>"
     "<row><c><v>7</v></c><c t='s'><v>2</v></c></row>"
     "</sheetData><mergeCells count='1'><mergeCell ref='A1:B1'/></mergeCells></worksheet>"},
    {"xl/worksheets/two.xml", SHEET("<row r='3'><c r='C3' t='s'><v>2</v></c></row>")},
    {"xl/sharedStrings.xml",
     "<sst xmlns='" MAIN "'><si><t>Name</t></si>"
     "<si><r><t>&#x6771;</t></r><r><t>&#x4EAC;</t></r><rPh sb='0' eb='2'><t>to</t></rPh></si>"
     "<si><t>a_x000D_\nb_x005F_x_c_</t></si></sst>"},
    {"xl/styles.xml", "<styleSheet xmlns='" MAIN "'><numFmts count='2'>"
                      "<numFmt numFmtId='164' formatCode='[Red]dd\\-mmm&quot;x&quot;'/>"
                      "<numFmt numFmtId='165' formatCode='&quot;day&quot; 0.00'/></numFmts>"
                      "<cellXfs count='4'><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/>"
                      "<xf numFmtId='165'/></cellXfs></styleSheet>"},
    {"xl/workbook.xml", BOOK("<workbookPr/><sheets><sheet name='First' sheetId='1' r:id='r1'/>"
                             "<sheet name='Second' sheetId='2' state='hidden' r:id='r2'/>"
                             "<sheet name='Chart' sheetId='3' r:id='r5'/></sheets>")},
    {"xl/_rels/workbook.xml.rels",
     RELATIONS(RELATION("r1", "worksheet", "/xl/worksheets/one.xml")
                   RELATION("r2", "worksheet", "worksheets/two.xml")
                       RELATION("r3", "sharedStrings", "../xl/sharedStrings.xml")
                           RELATION("r4", "styles", "styles.xml")
                               RELATION("r5", "chartsheet", "chartsheets/sheet1.xml"))},
    {"_rels/.rels", to_book},
};

/* "1: T text|N 5;" per row, "=" before a formula, "?" before a row of hidden sheets. */
static void append_rows(itd_xlsx *book, itd_buf *out, itd_error *err)
{
    for (size_t i = 0; err->status == ITD_OK && i < itd_xlsx_sheet_count(book); i++) {
        const char  *letters = "-TNDBE";
        itd_xlsx_row row;
        bool         found = true;

        if (itd_xlsx_select(book, i, err) != ITD_OK)
            return;
        while (itd_xlsx_next_row(book, &found, &row, err) == ITD_OK && found) {
            itd_buf_printf(out, "%s%u:", itd_xlsx_sheet_at(book, i)->hidden ? "?" : "",
                           (unsigned)row.number);
            for (size_t c = 0; c < row.count; c++) {
                itd_buf_printf(out, "%s%s%c", c > 0 ? "|" : "", row.cells[c].formula ? "=" : "",
                               letters[row.cells[c].kind]);
                itd_buf_append(out, row.cells[c].text);
            }
            itd_buf_append_char(out, ';');
        }
    }
}

/* All rows, or "!STATUS" behind those before it; out lives until the next call. */
static const char *read_bytes(itd_str bytes, size_t chunk, itd_error *err)
{
    static itd_buf out;
    itd_xlsx      *book = NULL;
    itd_xlsx_input input = {.name = ITD_STR("book.xlsx"), .memory = bytes, .read_max = chunk};

    itd_buf_done(&out);
    itd_buf_init(&out, SIZE_MAX);
    *err = (itd_error){0};
    if (itd_xlsx_open(&input, &book, err) == ITD_OK)
        append_rows(book, &out, err);
    itd_xlsx_close(book);
    if (err->status != ITD_OK)
        itd_buf_printf(&out, "!%s", itd_status_name(err->status));
    itd_buf_append_char(&out, '\0');
    return out.ptr ? out.ptr : "!no-memory";
}

static const char *read_members(const zip_member *some, size_t count, itd_error *err)
{
    const char *out;
    itd_buf     zip;

    itd_buf_init(&zip, SIZE_MAX);
    zip_write(&zip, some, count);
    out = read_bytes(itd_buf_text(&zip), 0, err);
    itd_buf_done(&zip);
    return out;
}

static const char whole[] =
    "1:TName|T\xE6\x9D\xB1\xE4\xBA\xAC;"
    "4:N41988|D2014-12-15|-|D2014-12-15T18:00:00|BTRUE|E#N/A|=T419881|Tin line|N2E-3|N60;"
    "5:N7|Ta\r\nb_x_c_;"
    "?3:-|-|Ta\r\nb_x_c_;";

static void reads_every_kind_of_cell(void **state)
{
    itd_error   err;
    const char *out = read_members(members, ITD_ARRAY_LEN(members), &err);

    (void)state;
    assert_ok(err.status, &err);
    assert_string_equal(out, whole);
}

static void reads_the_same_in_any_chunks(void **state)
{
    itd_error err;
    itd_buf   zip;

    (void)state;
    itd_buf_init(&zip, SIZE_MAX);
    zip_write(&zip, members, ITD_ARRAY_LEN(members));
    for (size_t chunk = 1; chunk <= 7; chunk++)
        assert_string_equal(read_bytes(itd_buf_text(&zip), chunk, &err), whole);
    itd_buf_done(&zip);
}

static void refuses_a_file_cut_at_any_byte(void **state)
{
    itd_buf zip;

    (void)state;
    itd_buf_init(&zip, SIZE_MAX);
    zip_write(&zip, members, ITD_ARRAY_LEN(members));
    for (size_t len = 0; len < zip.len; len++) {
        itd_error err;

        (void)read_bytes(itd_str_slice(itd_buf_text(&zip), 0, len), 0, &err);
        if (err.status == ITD_OK)
            fail_msg("taken with %zu of %zu bytes", len, zip.len);
    }
    itd_buf_done(&zip);
}

static void says_so_when_memory_fails(void **state)
{
    itd_buf zip;
    bool    failed = true;

    (void)state;
    itd_buf_init(&zip, SIZE_MAX);
    zip_write(&zip, members, ITD_ARRAY_LEN(members));
    for (size_t nth = 1; failed; nth++) {
        itd_error   err;
        const char *out;

        itd_test_fail_allocation(nth);
        out = read_bytes(itd_buf_text(&zip), 0, &err);
        failed = itd_test_fail_allocation(0) >= nth;
        if (err.status == ITD_OK)
            assert_true(strcmp(out, whole) == 0 || failed);
        else
            assert_true(err.status == ITD_E_NO_MEMORY || err.status == ITD_E_LIMIT ||
                        err.status == ITD_E_SYNTAX);
        assert_true(nth < 10000);
    }
    itd_buf_done(&zip);
}

/* ---- what a reader has to be told ---- */

static void tells_merged_cells_before_the_first_row(void **state)
{
    itd_error             err = {0};
    itd_xlsx             *book = NULL;
    itd_buf               zip;
    const itd_xlsx_merge *merges;
    size_t                count;

    (void)state;
    itd_buf_init(&zip, SIZE_MAX);
    zip_write(&zip, members, ITD_ARRAY_LEN(members));
    assert_ok(itd_xlsx_open(&(itd_xlsx_input){.memory = itd_buf_text(&zip)}, &book, &err), &err);
    assert_ok(itd_xlsx_select(book, 0, &err), &err);
    merges = itd_xlsx_merges(book, &count);
    assert_int_equal(count, 1);
    assert_int_equal(merges[0].first_row, 1);
    assert_int_equal(merges[0].last_column, 2);
    assert_ok(itd_xlsx_select(book, 1, &err), &err);
    (void)itd_xlsx_merges(book, &count);
    assert_int_equal(count, 0);
    assert_int_equal(itd_xlsx_sheet_count(book), 2);
    assert_str_equal(itd_xlsx_sheet_at(book, 1)->name, "Second");
    assert_false(itd_xlsx_has_macros(book));
    assert_int_equal(itd_xlsx_link_count(book), 0);
    itd_xlsx_close(book);
    itd_buf_done(&zip);
}

static void tells_of_macros_links_and_days_from_1904(void **state)
{
    const zip_member some[] = {
        {"_rels/.rels", to_book},
        {"xl/_rels/workbook.xml.rels", to_sheet},
        {"xl/workbook.xml", BOOK("<workbookPr date1904='1'/><sheets><sheet name='L' r:id='r1'/>"
                                 "</sheets>")},
        {"xl/worksheets/sheet1.xml", SHEET("")},
        {"xl/vbaProject.bin", "x"},
        {"xl/externalLinks/externalLink1.xml", "x"},
    };
    itd_error err = {0};
    itd_xlsx *book = NULL;
    itd_buf   zip;

    (void)state;
    itd_buf_init(&zip, SIZE_MAX);
    zip_write(&zip, some, ITD_ARRAY_LEN(some));
    assert_ok(itd_xlsx_open(&(itd_xlsx_input){.memory = itd_buf_text(&zip)}, &book, &err), &err);
    assert_true(itd_xlsx_has_macros(book));
    assert_int_equal(itd_xlsx_link_count(book), 1);
    assert_true(itd_xlsx_counts_from_1904(book));
    itd_xlsx_close(book);
    itd_buf_done(&zip);
}

/* ---- what is refused ---- */

static const struct {
    const char *sheet;
    const char *out;
    const char *field;
} faults[] = {
    {SHEET("<row r='1'><c r='A1' t='s'><v>0</v></c></row>"), "!syntax", "A1"},
    {SHEET("<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>"), "!syntax", "A1"},
    {SHEET("<row r='1'><c r='A2'><v>1</v></c></row>"), "!syntax", "A2"},
    {SHEET("<row r='1'><c r='XFE1'><v>1</v></c></row>"), "!syntax", "XFE1"},
    {SHEET("<row r='1'><c r='A1' s='1'><v>1</v></c></row>"), "!syntax", "A1"},
    {SHEET("<row r='1'><c r='A1' t='zz'><v>1</v></c></row>"), "!syntax", "A1"},
    {SHEET("<row r='2'><c><v>1</v></c></row><row r='2'/>"), "2:N1;!syntax", ""},
    {SHEET("<row r='0'/>"), "!syntax", ""},
    {SHEET("<row r='1048577'/>"), "!syntax", ""},
    {"<worksheet xmlns='" MAIN "'><sheetData/><mergeCells><mergeCell ref='A1'/></mergeCells>"
     "</worksheet>",
     "!syntax", "A1"},
    {"<chartsheet xmlns='" MAIN "'/>", "!schema", ""},
    {SHEET("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"), NULL, ""}, /* the last cell */
};

static void refuses_faulty_sheets_with_the_cell(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(faults); i++) {
        const zip_member some[] = {
            {"_rels/.rels", to_book},
            {"xl/_rels/workbook.xml.rels", to_sheet},
            {"xl/workbook.xml", ONE_SHEET},
            {"xl/worksheets/sheet1.xml", faults[i].sheet},
        };
        itd_error   err;
        const char *out = read_members(some, ITD_ARRAY_LEN(some), &err);

        if (!faults[i].out) {
            assert_ok(err.status, &err);
            continue;
        }
        assert_string_equal(out, faults[i].out);
        assert_string_equal(err.field, faults[i].field);
        assert_non_null(strstr(err.file, "book.xlsx, sheet List"));
    }
}

static void refuses_what_is_no_workbook(void **state)
{
    const zip_member nothing[] = {{"a.txt", "x"}};
    const zip_member document[] = {
        {"_rels/.rels", RELATIONS(RELATION("a", "officeDocument", "word/document.xml"))},
        {"word/document.xml", "<document xmlns='urn:x'><body/></document>"},
    };
    const zip_member dangling[] = {
        {"_rels/.rels", to_book},
        {"xl/workbook.xml", ONE_SHEET},
    };
    const zip_member missing[] = {
        {"_rels/.rels", to_book},
        {"xl/_rels/workbook.xml.rels", to_sheet},
        {"xl/workbook.xml", ONE_SHEET},
    };
    itd_error err;

    (void)state;
    assert_string_equal(read_members(nothing, 1, &err), "!schema");
    assert_string_equal(read_members(document, 2, &err), "!schema");
    assert_string_equal(read_members(dangling, 2, &err), "!syntax");
    assert_string_equal(read_members(missing, 3, &err), "!syntax");
    assert_string_equal(read_bytes(ITD_STR("a,b\n1,2\n"), 0, &err), "!schema");
}

static void holds_its_limit_of_sheets(void **state)
{
    for (size_t extra = 0; extra < 2; extra++) {
        itd_buf    book;
        zip_member some[] = {
            {"_rels/.rels", to_book},
            {"xl/_rels/workbook.xml.rels", to_sheet},
            {"xl/workbook.xml", NULL},
            {"xl/worksheets/sheet1.xml", SHEET("")},
        };
        itd_error err;

        itd_buf_init(&book, SIZE_MAX);
        itd_buf_append_cstr(&book, "<workbook xmlns='" MAIN "' xmlns:r='" OFFICE "'><sheets>");
        for (size_t i = 0; i < ITD_XLSX_SHEETS_MAX + extra; i++)
            itd_buf_append_cstr(&book, "<sheet name='L' r:id='r1'/>");
        itd_buf_append_cstr(&book, "</sheets></workbook>");
        itd_buf_append_char(&book, '\0');
        some[2].text = book.ptr;
        assert_string_equal(read_members(some, ITD_ARRAY_LEN(some), &err), extra ? "!limit" : "");
        itd_buf_done(&book);
    }
    (void)state;
}

/* ---- days ---- */

static void knows_the_days_of_both_calendars(void **state)
{
    static const struct {
        const char *number;
        const char *from_1900;
        const char *from_1904;
    } days[] = {
        {"0", "", "1904-01-01"},
        {"1", "1900-01-01", "1904-01-02"},
        {"59", "1900-02-28", "1904-02-29"},
        {"60", "", "1904-03-01"},
        {"61", "1900-03-01", "1904-03-02"},
        {"25569", "1970-01-01", "1974-01-02"},
        {"41988", "2014-12-15", "2018-12-16"},
        {"41988.9999999", "2014-12-16", "2018-12-17"},
        {"2958465", "9999-12-31", ""},
        {"2958466", "", ""},
        {"-1", "", ""},
        {"1E5", "", ""},
        {"", "", ""},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(days); i++) {
        for (int from_1904 = 0; from_1904 < 2; from_1904++) {
            const char *expected = from_1904 ? days[i].from_1904 : days[i].from_1900;
            char        text[ITD_DATE_TEXT_MAX] = "";
            itd_date    date;

            if (itd_xlsx_date_of(itd_str_of(days[i].number), from_1904, &date))
                itd_date_format(date, text);
            assert_string_equal(text, expected);
        }
    }
}

static void names_cells_as_people_do(void **state)
{
    char name[ITD_XLSX_CELL_NAME_MAX];

    (void)state;
    itd_xlsx_cell_name(0, 1, name);
    assert_string_equal(name, "A1");
    itd_xlsx_cell_name(25, 2, name);
    assert_string_equal(name, "Z2");
    itd_xlsx_cell_name(26, 3, name);
    assert_string_equal(name, "AA3");
    itd_xlsx_cell_name(ITD_XLSX_COLUMNS_MAX - 1, ITD_XLSX_ROWS_MAX, name);
    assert_string_equal(name, "XFD1048576");
}

static void reads_the_lists_that_publishers_give_as_workbooks(void **state)
{
    static const struct {
        const char *name;
        size_t      sheets, rows;
    } files[] = {
        {"lists/au/regulation8_consolidated_2024-11-11.xlsx", 1, 9554},
        {"lists/jp/meti_foreign_end_user_list_2025-09-29.xlsx", 1, 836},
        {"lists/jp/mof_shisantouketsu_2026-03-05.xlsx", 45, 0},
    };

    (void)state;
    if (!itd_test_shared(files[0].name))
        skip();
    for (size_t i = 0; i < ITD_ARRAY_LEN(files); i++) {
        itd_error      err = {0};
        itd_xlsx      *book = NULL;
        itd_xlsx_row   row;
        itd_xlsx_input input = {.path = itd_test_shared(files[i].name), .name = ITD_STR("book")};
        size_t         rows = 0;

        assert_ok(itd_xlsx_open(&input, &book, &err), &err);
        assert_int_equal(itd_xlsx_sheet_count(book), files[i].sheets);
        for (size_t sheet = 0; sheet < files[i].sheets; sheet++) {
            bool found = true;

            input.path = itd_test_shared(files[i].name);
            assert_ok(itd_xlsx_select(book, sheet, &err), &err);
            while (itd_xlsx_next_row(book, &found, &row, &err) == ITD_OK && found)
                rows++;
            assert_ok(err.status, &err);
        }
        if (files[i].rows > 0)
            assert_int_equal(rows, files[i].rows);
        itd_xlsx_close(book);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_kind_of_cell),
        cmocka_unit_test(reads_the_same_in_any_chunks),
        cmocka_unit_test(refuses_a_file_cut_at_any_byte),
        cmocka_unit_test(says_so_when_memory_fails),
        cmocka_unit_test(tells_merged_cells_before_the_first_row),
        cmocka_unit_test(tells_of_macros_links_and_days_from_1904),
        cmocka_unit_test(refuses_faulty_sheets_with_the_cell),
        cmocka_unit_test(refuses_what_is_no_workbook),
        cmocka_unit_test(holds_its_limit_of_sheets),
        cmocka_unit_test(knows_the_days_of_both_calendars),
        cmocka_unit_test(names_cells_as_people_do),
        cmocka_unit_test(reads_the_lists_that_publishers_give_as_workbooks),
    };

    return cmocka_run_group_tests_name("codec/xlsx", tests, NULL, NULL);
}
