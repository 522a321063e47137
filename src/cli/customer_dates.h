/* Birth dates as customer files write them. Pure functions; safe from any thread. */
#ifndef ITD_CLI_CUSTOMER_DATES_H
#define ITD_CLI_CUSTOMER_DATES_H

#include "base/date.h"
#include "cli/customer_fields.h"

#define ITD_CUSTOMER_READINGS_MAX 2

/* Readings of a date: YYYY, YYYY-MM, YYYY-MM-DD (a time of day behind it is dropped), YYYYMMDD,
 * "31 Jan 1970", or day, month and year with / . - between, the year of four digits. Where day and
 * month can be exchanged and the order is not said, both. 0: no date. */
size_t itd_customer_date_parse(itd_str text, itd_date_order order,
                               itd_date ret_readings[static ITD_CUSTOMER_READINGS_MAX]);
/* "dmy", "mdy", "ymd" */
ITD_MUST_CHECK bool itd_date_order_find(itd_str name, itd_date_order *ret_order);

#endif
