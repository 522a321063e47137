/* The files of a workbook's package and what of them is needed to understand its sheets: relations,
 * the names of the sheets, shared texts, formats. Inside codec only. */
#ifndef ITD_CODEC_XLSX_PACKAGE_H
#define ITD_CODEC_XLSX_PACKAGE_H

#include "base/arena.h"
#include "base/buf.h"
#include "codec/source.h"
#include "codec/xlsx.h"
#include "codec/xml.h"

typedef struct itd_xlsx_package {
    itd_xlsx_input input;
    itd_arena     *arena; /* lives as long as the workbook: names, paths, shared texts */
    itd_xlsx_sheet sheets[ITD_XLSX_SHEETS_MAX];
    itd_str        sheet_paths[ITD_XLSX_SHEETS_MAX]; /* within the package */
    size_t         sheet_count;
    itd_str       *strings;
    size_t         string_count;
    size_t         string_cap;
    bool          *style_is_date; /* by index of cell format */
    size_t         style_count;
    size_t         style_cap;
    bool           from_1904;
    bool           has_macros;
    size_t         link_count;
} itd_xlsx_package;

/* Fills a zeroed package; itd_xlsx_package_done in every case. */
ITD_MUST_CHECK itd_status itd_xlsx_package_open(itd_xlsx_package *package, itd_error *err);
void                      itd_xlsx_package_done(itd_xlsx_package *package);

/* Opens one file of the package; *ret_src NULL when it is not there. */
ITD_MUST_CHECK itd_status itd_xlsx_open_part(const itd_xlsx_package *package, itd_str path,
                                             itd_source **ret_src, itd_error *err);

/* Appends the text of a shared or inline text: its own or that of its runs, furigana left out,
 * "_x000D_" and its like decoded. */
void itd_xlsx_append_text(const itd_xml_node *node, itd_buf *buf);
void itd_xlsx_append_decoded(itd_str text, itd_buf *buf);

#endif
