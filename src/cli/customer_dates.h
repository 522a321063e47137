/* Birth dates as customer files write them. Pure functions; safe from any thread. */
#ifndef ITD_CLI_CUSTOMER_DATES_H
#define ITD_CLI_CUSTOMER_DATES_H

#include "base/date.h"
#include "cli/customer_fields.h"

#define ITD_CUSTOMER_READINGS_MAX 8
#define ITD_CUSTOMER_DATE_MAX 64 /* bytes of a date that is looked at */

/* What a date may mean, each reading once. */
typedef struct itd_date_readings {
    itd_date dates[ITD_CUSTOMER_READINGS_MAX];
    size_t   count;
    bool     by_order;   /* day and month can be exchanged, or the year may stand first */
    bool     by_century; /* the year has two digits */
    bool     buddhist;   /* the year lies ahead, and is one of the Thai calendar */
} itd_date_readings;

/* Readings of a date: YYYY, YYYY-MM, YYYY-MM-DD, YYYYMMDD or the other way round, "31 Jan 1970" and
 * the like in English, German, French, Spanish and Thai, Japanese years (S45.3.4, 昭和45年3月4日),
 * or day, month and year with / . - between; a time of day behind it is dropped, a day or month of
 * 0 is not known. What can be read in several orders or centuries is read in each; a year after
 * this_year is one of the Thai calendar or none. No reading: it is no date. */
void itd_customer_date_parse(itd_str text, itd_date_order order, unsigned this_year,
                             itd_date_readings *ret_readings);
/* "unknown", "n/a", "0000-00-00", "31.12.9999": what systems write where no date is known. */
bool itd_customer_date_is_blank(itd_str text);
/* "dmy", "mdy", "ymd" */
ITD_MUST_CHECK bool itd_date_order_find(itd_str name, itd_date_order *ret_order);

#endif
