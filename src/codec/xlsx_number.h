/* Numbers of a sheet that are dates: which formats say so, and the day that a number is. Inside
 * codec only. Source: ECMA-376 part 1, 18.8.30 (formats) and 18.17.4 (dates). */
#ifndef ITD_CODEC_XLSX_NUMBER_H
#define ITD_CODEC_XLSX_NUMBER_H

#include "codec/xlsx.h"

/* "YYYY-MM-DDTHH:MM:SS" and the NUL. */
#define ITD_XLSX_DATE_TEXT_MAX 20

/* Do built-in formats with this number show dates? */
bool itd_xlsx_format_is_date(uint64_t number);
/* Does a format written out ("dd\-mmm\-yyyy;@") show dates? */
bool itd_xlsx_code_is_date(itd_str code);
/* Date, and time if there is one; 0 when the number is no date. Else the length. */
size_t itd_xlsx_format_date(itd_str number, bool from_1904, char ret_text[ITD_XLSX_DATE_TEXT_MAX]);

#endif
