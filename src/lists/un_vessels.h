/* Inside the reader of the 1718 Committee's vessel list: what its two forms share. */
#ifndef ITD_LISTS_UN_VESSELS_H
#define ITD_LISTS_UN_VESSELS_H

#include "lists/table.h"

enum {
    UN_VESSELS_NUMBER,
    UN_VESSELS_NAMES,
    UN_VESSELS_IMO,
    UN_VESSELS_MMSI,
    UN_VESSELS_DESIGNATED,
    UN_VESSELS_ASSETS,
    UN_VESSELS_FLAGGING,
    UN_VESSELS_IMPOUND,
    UN_VESSELS_PORT_BAN,
    UN_VESSELS_OMM,
    UN_VESSELS_FLAG,
    UN_VESSELS_CALL_SIGN,
    UN_VESSELS_TYPE,
    UN_VESSELS_RESOURCE_OF,
    UN_VESSELS_PICTURE,
    UN_VESSELS_OTHER,
    UN_VESSELS_COLUMNS
};

/* Name of a column, as the CSV has it. */
itd_str itd_un_vessels_column(size_t column);
/* One ship of one or more rows, a row per day of designation: starts and fills its entity. */
ITD_MUST_CHECK itd_status itd_un_vessels_add(itd_record *rec, const itd_table_row *rows,
                                             size_t count, itd_error *err);

/* The page (un_vessels_html.c). */
ITD_MUST_CHECK itd_status itd_un_vessels_read_page(const itd_list_part *part,
                                                   itd_entity_fn on_entity, void *ctx,
                                                   itd_read_result *result, itd_error *err);
/* Does it begin with a table that has the list's headers? */
bool itd_un_vessels_is_page(const itd_list_part *part);

#endif
