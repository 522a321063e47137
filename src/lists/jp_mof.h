/* Inside the reader of Japan's Ministry of Finance: what a column of a sheet is, and what its cells
 * say. One thread at a time. */
#ifndef ITD_LISTS_JP_MOF_H
#define ITD_LISTS_JP_MOF_H

#include "lists/jp_text.h"
#include "lists/reader.h"

#define ITD_JP_MOF_COLUMNS_MAX 64     /* of a sheet; the CSV has 32 */
#define ITD_JP_MOF_HEADER_ROWS_MAX 20 /* rows down to the headers */

/* What a column says; up to KIND nothing of the party itself. */
typedef enum jp_mof_role {
    JP_MOF_SECTION, /* number of the measure (CSV) */
    JP_MOF_ID,      /* "001-000001" (CSV) */
    JP_MOF_NOTICE_DATE,
    JP_MOF_NOTICE_NUMBER,
    JP_MOF_KIND, /* person or body (CSV) */
    JP_MOF_NAME_JA,
    JP_MOF_NAME_EN,
    JP_MOF_ALIAS,
    JP_MOF_PREVIOUS,
    JP_MOF_WEAK,
    JP_MOF_TITLE,
    JP_MOF_POSITION,
    JP_MOF_BIRTH_DATE,
    JP_MOF_BIRTH, /* date and place in one cell */
    JP_MOF_BIRTH_PLACE,
    JP_MOF_NATIONALITY,
    JP_MOF_PASSPORT,
    JP_MOF_ID_NUMBER,
    JP_MOF_ADDRESS,
    JP_MOF_ADDRESS_COUNTRY,
    JP_MOF_REFERENCE,
    JP_MOF_UN_DATE, /* day on which the UN listed the party */
    JP_MOF_PHONE,
    JP_MOF_FAX,
    JP_MOF_REASON,
    JP_MOF_NOTES,
    JP_MOF_NOTICE_TEXT, /* the notice, whole (CSV) */
    JP_MOF_UNKNOWN,
} jp_mof_role;

/* By its Japanese header, whatever its blanks and the width of its signs. */
jp_mof_role itd_jp_mof_role_of(itd_record *rec, itd_str header);
/* Do only persons have what stands in such a column? */
bool itd_jp_mof_is_of_persons(jp_mof_role role);

/* A cell of the current entity as values. raw is as it stands in the file. from_1904: how the
 * workbook counts days. */
void itd_jp_mof_add(itd_record *rec, jp_mof_role role, itd_str raw, itd_str origin, bool is_person,
                    bool from_1904);
/* Name of a measure by its number in the ministry's list; empty when it is not known. */
itd_str itd_jp_mof_measure(itd_str number);

/* ---- rows ---- */

typedef struct jp_mof_column {
    jp_mof_role role;
    itd_str     header;
} jp_mof_column;

typedef struct jp_mof_row {
    itd_str *cells; /* column_count of them */
    uint64_t line;
} jp_mof_row;

typedef struct jp_mof_reading {
    itd_record       rec;
    itd_read_result *result;
    itd_entity_fn    on_entity;
    void            *ctx;
    itd_str          file;
    itd_arena       *sheet;   /* what lives until the next sheet */
    itd_arena       *pending; /* rows of the entry that is not given yet */
    jp_mof_column    columns[ITD_JP_MOF_COLUMNS_MAX];
    size_t           column_count;
    itd_str          sheet_name, section, measure;
    itd_schema       schema; /* of every entry of the sheet */
    bool             is_mixed, has_person_columns, from_1904;
    jp_mof_row      *rows;
    size_t           row_count, row_cap;
    size_t           entries;
} jp_mof_reading;

bool itd_jp_mof_has_role(const jp_mof_reading *rd, jp_mof_role role);
bool itd_jp_mof_has_roles(const jp_mof_reading *rd, const jp_mof_role *roles, size_t count);
/* Names the columns after their headers; *ret_taken false: the row is none of headers. */
ITD_MUST_CHECK itd_status itd_jp_mof_take_headers(jp_mof_reading *rd, const itd_str *cells,
                                                  size_t count, uint64_t line, bool *ret_taken,
                                                  itd_error *err);
/* Refuses a column that stands there twice, reports those that nobody knows. */
ITD_MUST_CHECK itd_status itd_jp_mof_check_headers(jp_mof_reading *rd, uint64_t line,
                                                   itd_error *err);
/* What the entries of words' sheet or row are; rec NULL: nothing is reported. */
itd_schema itd_jp_mof_schema_of(itd_record *rec, itd_str words);
/* The next row; entries are given when their last row is known. */
ITD_MUST_CHECK itd_status itd_jp_mof_take_row(jp_mof_reading *rd, const jp_mof_row *row,
                                              itd_error *err);
/* Gives the entry whose rows wait. */
ITD_MUST_CHECK itd_status itd_jp_mof_give_pending(jp_mof_reading *rd, itd_error *err);

#endif
