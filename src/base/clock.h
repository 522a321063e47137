/* The wall clock, in one place, so that tests can see who asks. */
#ifndef ITD_BASE_CLOCK_H
#define ITD_BASE_CLOCK_H

#include <stdint.h>

/* UTC milliseconds since 1970-01-01. */
int64_t itd_clock_now_ms(void);
/* Milliseconds that only ever grow; for durations. */
int64_t itd_clock_steady_ms(void);

#endif
