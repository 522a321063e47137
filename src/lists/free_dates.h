/* Dates in a cell that people filled as they liked: "a) 1 Jan. 1964; b) Approximately 1959",
 * "Between 1956 and 1958", "11/08/1960", "1965 or 1966". Days stand before months. What is not
 * understood is handed out as it stands. Pure functions; safe from any thread. */
#ifndef ITD_LISTS_FREE_DATES_H
#define ITD_LISTS_FREE_DATES_H

#include "lists/record.h"

typedef struct itd_free_date {
    itd_str  words; /* the item as written, trimmed */
    itd_date from;  /* year 0: not understood */
    itd_date until; /* year 0: no range */
    bool     circa;
    itd_str  note; /* words in brackets behind the date */
} itd_free_date;

/* Cuts the next item off; false when *rest holds none any more. Words such as "NA" and "unknown"
 * are no item. */
bool itd_free_dates_next(itd_str *rest, itd_free_date *ret_item);

/* Every item as a value; what is not understood goes under extra and into the report. */
void itd_record_add_free_dates(itd_record *rec, itd_prop prop, itd_str words, itd_str origin);

#endif
