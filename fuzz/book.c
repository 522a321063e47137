/* Rows of text → a workbook in memory → a reader of lists. */
#include "fuzz/book.h"

#include "base/utf8.h"
#include "tests/unit/codec/zip_writer.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
#define RELATION(id, type, target)                                                                 \
    "<Relationship Id='" id "' Type='" OFFICE "/" type "' Target='" target "'/>"

static void append_cell(itd_buf *sheet, itd_str cell)
{
    const bool is_date = itd_str_starts_with(cell, ITD_STR("#"));

    if (cell.len == 0) {
        itd_buf_append_cstr(sheet, "<c/>");
        return;
    }
    itd_buf_append_cstr(sheet, is_date ? "<c s='1'><v>" : "<c t='inlineStr'><is><t>");
    for (size_t i = is_date; i < cell.len; i++) {
        if (cell.ptr[i] == '<')
            itd_buf_append_cstr(sheet, "&lt;");
        else if (cell.ptr[i] == '&')
            itd_buf_append_cstr(sheet, "&amp;");
        else
            itd_buf_append_char(sheet, cell.ptr[i] == '\0' ? ' ' : cell.ptr[i]);
    }
    itd_buf_append_cstr(sheet, is_date ? "</v></c>" : "</t></is></c>");
}

static void make_book(itd_str text, itd_buf *zip)
{
    itd_str    line, cell;
    itd_buf    sheet;
    zip_member members[] = {
        {"[Content_Types].xml", "<Types/>"},
        {"_rels/.rels", "<Relationships xmlns='" PACKAGE
                        "'>" RELATION("a", "officeDocument", "xl/workbook.xml") "</Relationships>"},
        {"xl/workbook.xml", "<workbook xmlns='" MAIN "' xmlns:r='" OFFICE
                            "'><sheets><sheet name='L' r:id='r1'/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships xmlns='" PACKAGE "'>" RELATION("r1", "worksheet", "sheet.xml")
             RELATION("r2", "styles", "styles.xml") "</Relationships>"},
        {"xl/styles.xml", "<styleSheet xmlns='" MAIN "'><cellXfs><xf numFmtId='0'/>"
                          "<xf numFmtId='14'/></cellXfs></styleSheet>"},
        {"xl/sheet.xml", NULL},
    };

    itd_buf_init(&sheet, SIZE_MAX);
    itd_buf_append_cstr(&sheet, "<worksheet xmlns='" MAIN "'><sheetData>");
    while (itd_str_next_part(&text, ITD_STR("\n"), &line)) {
        itd_buf_append_cstr(&sheet, "<row>");
        while (itd_str_next_part(&line, ITD_STR("\t"), &cell))
            append_cell(&sheet, cell);
        itd_buf_append_cstr(&sheet, "</row>");
    }
    itd_buf_append_cstr(&sheet, "</sheetData></worksheet>");
    itd_buf_append_char(&sheet, '\0');
    members[ITD_ARRAY_LEN(members) - 1].text = sheet.ptr;
    zip_write(zip, members, ITD_ARRAY_LEN(members));
    itd_buf_done(&sheet);
}

static itd_status note_entity(void *ctx, const itd_entity *ent, itd_error *err)
{
    itd_buf *notes = ctx;

    FUZZ_CHECK(ent->id.len > 0);
    for (size_t i = 0; i < ent->value_count; i++)
        FUZZ_CHECK(itd_utf8_check_text(ent->values[i].text, err) == ITD_OK);
    itd_entity_encode(ent, notes);
    return ITD_OK;
}

static void read_book(const itd_reader *reader, itd_str bytes, size_t chunk, itd_buf *notes)
{
    const itd_list_part      part = {.name = ITD_STR("input"),
                                     .head = itd_str_slice(bytes, 0, ITD_LIST_HEAD_MAX),
                                     .memory = bytes,
                                     .read_max = chunk,
                                     .as_is = true};
    const itd_reader_options options = {.list = ITD_STR("fuzz")};
    itd_read_result          result = {.report = itd_list_report_new()};
    itd_error                err = {0};

    fuzz_note_number(notes, reader->recognise(&part));
    fuzz_note_number(notes, reader->read(&part, 1, &options, note_entity, notes, &result, &err));
    itd_list_report_free(result.report);
}

void fuzz_book(const itd_reader *reader, const uint8_t *data, size_t size)
{
    itd_buf zip, whole, chunked;

    itd_buf_init(&zip, SIZE_MAX);
    itd_buf_init(&whole, SIZE_MAX);
    itd_buf_init(&chunked, SIZE_MAX);
    make_book(fuzz_text(data, size), &zip);
    read_book(reader, itd_buf_text(&zip), 0, &whole);
    read_book(reader, itd_buf_text(&zip), fuzz_chunk(itd_buf_text(&zip)), &chunked);
    FUZZ_CHECK(itd_str_equal(itd_buf_text(&whole), itd_buf_text(&chunked)));
    itd_buf_done(&zip);
    itd_buf_done(&whole);
    itd_buf_done(&chunked);
}
