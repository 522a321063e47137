/* Workbooks. The input is four files of a package, a line "--" between them: a sheet, the shared
 * texts, the formats, the workbook; without one, a standard one stands in. Whatever the chunks, the
 * cells and the errors are the same, and every text is valid. */
#include "base/utf8.h"
#include "codec/xlsx.h"
#include "fuzz/target.h"
#include "tests/unit/codec/zip_writer.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
#define RELATION(id, type, target)                                                                 \
    "<Relationship Id='" id "' Type='" OFFICE "/" type "' Target='" target "'/>"
#define ROWS_MAX 4096

static const char to_book[] =
    "<Relationships xmlns='" PACKAGE
    "'>" RELATION("a", "officeDocument", "xl/workbook.xml") "</Relationships>";
static const char to_parts[] =
    "<Relationships xmlns='" PACKAGE "'>" RELATION("r1", "worksheet", "sheet.xml")
        RELATION("r2", "sharedStrings", "strings.xml")
            RELATION("r3", "styles", "styles.xml") "</Relationships>";
static const char standard_book[] = "<workbook xmlns='" MAIN "' xmlns:r='" OFFICE
                                    "'><sheets><sheet name='L' r:id='r1'/></sheets></workbook>";

static void note_row(itd_buf *notes, const itd_xlsx_row *row)
{
    itd_error err;

    fuzz_note_number(notes, row->number);
    fuzz_note_number(notes, row->count);
    FUZZ_CHECK(row->count > 0 && row->count <= ITD_XLSX_COLUMNS_MAX);
    FUZZ_CHECK(row->cells[row->count - 1].kind != ITD_CELL_EMPTY);
    for (size_t i = 0; i < row->count; i++) {
        FUZZ_CHECK(itd_utf8_check_text(row->cells[i].text, &err) == ITD_OK);
        fuzz_note_number(notes, row->cells[i].kind);
        fuzz_note(notes, row->cells[i].text);
    }
}

static void read_all(itd_str bytes, size_t chunk, itd_buf *notes)
{
    const itd_xlsx_input input = {.name = ITD_STR("input"), .memory = bytes, .read_max = chunk};
    itd_xlsx            *book = NULL;
    itd_xlsx_row         row;
    itd_error            err = {0};
    bool                 found = true;

    if (itd_xlsx_open(&input, &book, &err) == ITD_OK) {
        itd_status st = itd_xlsx_select(book, 0, &err);

        for (size_t i = 0; st == ITD_OK && found && i < ROWS_MAX; i++) {
            st = itd_xlsx_next_row(book, &found, &row, &err);
            if (st == ITD_OK && found)
                note_row(notes, &row);
        }
    }
    fuzz_note_number(notes, err.status);
    itd_xlsx_close(book);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* Members end with NUL: cut texts are copied out. */
    itd_str    rest = fuzz_text(data, size), part;
    itd_buf    texts[4], zip, whole, chunked;
    zip_member members[] = {
        {"xl/sheet.xml", ""},
        {"xl/strings.xml", ""},
        {"xl/styles.xml", ""},
        {"xl/workbook.xml", standard_book},
        {"xl/_rels/workbook.xml.rels", to_parts},
        {"_rels/.rels", to_book},
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(texts); i++) {
        itd_buf_init(&texts[i], SIZE_MAX);
        if (!itd_str_next_part(&rest, ITD_STR("\n--\n"), &part))
            continue;
        itd_buf_append(&texts[i], part);
        itd_buf_append_char(&texts[i], '\0');
        members[i].text = texts[i].ptr;
    }
    itd_buf_init(&zip, SIZE_MAX);
    itd_buf_init(&whole, SIZE_MAX);
    itd_buf_init(&chunked, SIZE_MAX);
    zip_write(&zip, members, ITD_ARRAY_LEN(members));
    read_all(itd_buf_text(&zip), 0, &whole);
    read_all(itd_buf_text(&zip), fuzz_chunk(itd_buf_text(&zip)), &chunked);
    FUZZ_CHECK(itd_str_equal(itd_buf_text(&whole), itd_buf_text(&chunked)));
    for (size_t i = 0; i < ITD_ARRAY_LEN(texts); i++)
        itd_buf_done(&texts[i]);
    itd_buf_done(&zip);
    itd_buf_done(&whole);
    itd_buf_done(&chunked);
    return 0;
}
