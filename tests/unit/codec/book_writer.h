/* Workbooks for tests and fuzzing, made of text: a line is a row, a tab ends a cell, a cell that
 * begins with "#" is a number with a format of dates. A line "@@NAME" begins a sheet of that name
 * ("@@!NAME" a hidden one), a line "@=A1:B2" merges cells of the sheet. */
#ifndef ITD_TESTS_UNIT_CODEC_BOOK_WRITER_H
#define ITD_TESTS_UNIT_CODEC_BOOK_WRITER_H

#include <stdio.h>

#include "tests/unit/codec/zip_writer.h"

#define BOOK_MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define BOOK_OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define BOOK_PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
#define BOOK_SHEETS_MAX 8 /* what follows goes on in the last one */

static inline void book_text(itd_buf *buf, itd_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '<')
            itd_buf_append_cstr(buf, "&lt;");
        else if (text.ptr[i] == '&')
            itd_buf_append_cstr(buf, "&amp;");
        else if (text.ptr[i] == '\'')
            itd_buf_append_cstr(buf, "&apos;");
        else
            itd_buf_append_char(buf, text.ptr[i] == '\0' ? ' ' : text.ptr[i]);
    }
}

static inline void book_cell(itd_buf *sheet, itd_str cell)
{
    const bool is_date = itd_str_starts_with(cell, ITD_STR("#"));

    if (cell.len == 0) {
        itd_buf_append_cstr(sheet, "<c/>");
        return;
    }
    itd_buf_append_cstr(sheet, is_date ? "<c s='1'><v>" : "<c t='inlineStr'><is><t>");
    book_text(sheet, itd_str_from(cell, is_date));
    itd_buf_append_cstr(sheet, is_date ? "</v></c>" : "</t></is></c>");
}

typedef struct book_parts {
    itd_buf sheets[BOOK_SHEETS_MAX]; /* rows */
    itd_buf merges[BOOK_SHEETS_MAX];
    itd_buf book, relations;
    size_t  count;
} book_parts;

static inline void book_begin_sheet(book_parts *parts, itd_str name)
{
    const bool hidden = itd_str_starts_with(name, ITD_STR("!"));

    itd_buf_init(&parts->sheets[parts->count], SIZE_MAX);
    itd_buf_init(&parts->merges[parts->count], SIZE_MAX);
    parts->count++;
    itd_buf_append_cstr(&parts->book, "<sheet name='");
    book_text(&parts->book, itd_str_from(name, hidden));
    itd_buf_printf(&parts->book, "'%s r:id='s%zu'/>", hidden ? " state='hidden'" : "",
                   parts->count);
    itd_buf_printf(&parts->relations,
                   "<Relationship Id='s%zu' Type='" BOOK_OFFICE
                   "/worksheet' Target='sheet%zu.xml'/>",
                   parts->count, parts->count);
}

static inline void book_line(book_parts *parts, itd_str line)
{
    const size_t at = parts->count - 1;
    itd_str      cell;

    if (itd_str_starts_with(line, ITD_STR("@="))) {
        itd_buf_append_cstr(&parts->merges[at], "<mergeCell ref='");
        book_text(&parts->merges[at], itd_str_from(line, 2));
        itd_buf_append_cstr(&parts->merges[at], "'/>");
        return;
    }
    itd_buf_append_cstr(&parts->sheets[at], "<row>");
    while (itd_str_next_part(&line, ITD_STR("\t"), &cell))
        book_cell(&parts->sheets[at], cell);
    itd_buf_append_cstr(&parts->sheets[at], "</row>");
}

static inline void book_finish(book_parts *parts, itd_buf *zip)
{
    static char paths[BOOK_SHEETS_MAX][32]; /* tests run one at a time */
    zip_member  members[BOOK_SHEETS_MAX + 5] = {
         {"[Content_Types].xml", "<Types/>"},
         {"_rels/.rels",
          "<Relationships xmlns='" BOOK_PACKAGE "'><Relationship Id='a' Type='" BOOK_OFFICE
          "/officeDocument' Target='xl/workbook.xml'/></Relationships>"},
         {"xl/styles.xml", "<styleSheet xmlns='" BOOK_MAIN
                           "'><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>"
                            "</styleSheet>"},
    };
    size_t count = 3;

    itd_buf_append_cstr(&parts->book, "</sheets></workbook>");
    itd_buf_append_char(&parts->book, '\0');
    itd_buf_append_cstr(&parts->relations, "</Relationships>");
    itd_buf_append_char(&parts->relations, '\0');
    members[count++] = (zip_member){"xl/workbook.xml", parts->book.ptr};
    members[count++] = (zip_member){"xl/_rels/workbook.xml.rels", parts->relations.ptr};
    for (size_t i = 0; i < parts->count; i++) {
        itd_buf *sheet = &parts->sheets[i];

        itd_buf_append_cstr(sheet, "</sheetData>");
        if (parts->merges[i].len > 0) {
            itd_buf_append_cstr(sheet, "<mergeCells>");
            itd_buf_append(sheet, itd_buf_text(&parts->merges[i]));
            itd_buf_append_cstr(sheet, "</mergeCells>");
        }
        itd_buf_append_cstr(sheet, "</worksheet>");
        itd_buf_append_char(sheet, '\0');
        (void)snprintf(paths[i], sizeof paths[i], "xl/sheet%zu.xml", i + 1);
        members[count++] = (zip_member){paths[i], sheet->ptr};
    }
    zip_write(zip, members, count);
}

/* Appends the package to zip. */
static inline void book_write(itd_buf *zip, itd_str text)
{
    book_parts parts = {.count = 0};
    itd_str    line;

    itd_buf_init(&parts.book, SIZE_MAX);
    itd_buf_init(&parts.relations, SIZE_MAX);
    itd_buf_append_cstr(&parts.book,
                        "<workbook xmlns='" BOOK_MAIN "' xmlns:r='" BOOK_OFFICE "'><sheets>");
    itd_buf_append_cstr(&parts.relations, "<Relationships xmlns='" BOOK_PACKAGE
                                          "'><Relationship Id='t' Type='" BOOK_OFFICE
                                          "/styles' Target='styles.xml'/>");
    while (itd_str_next_part(&text, ITD_STR("\n"), &line)) {
        const bool begins = itd_str_starts_with(line, ITD_STR("@@"));

        if (parts.count == 0 || (begins && parts.count < BOOK_SHEETS_MAX)) {
            book_begin_sheet(&parts, begins ? itd_str_from(line, 2) : ITD_STR("L"));
            itd_buf_append_cstr(&parts.sheets[parts.count - 1],
                                "<worksheet xmlns='" BOOK_MAIN "'><sheetData>");
        }
        if (!begins)
            book_line(&parts, line);
    }
    book_finish(&parts, zip);
    for (size_t i = 0; i < parts.count; i++) {
        itd_buf_done(&parts.sheets[i]);
        itd_buf_done(&parts.merges[i]);
    }
    itd_buf_done(&parts.relations);
    itd_buf_done(&parts.book);
}

#endif
