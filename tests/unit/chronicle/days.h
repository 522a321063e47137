/* The committed event days of tests/data/watch/days.txt, class by class. */
#ifndef ITD_TESTS_UNIT_CHRONICLE_DAYS_H
#define ITD_TESTS_UNIT_CHRONICLE_DAYS_H

#include "chronicle/silence.h"

#define TEST_DAYS_MAX 512

/* class: 'c' core, 'b' broad, 'm' mrbm, 'l' long. Static storage, one per class. */
itd_silence_series test_days(char class);
/* Days since 1970-01-01 of "YYYY-MM-DD". */
int32_t test_day(const char *text);

#endif
