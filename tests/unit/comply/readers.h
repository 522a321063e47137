/* The readers of `comply` over memory, for its unit tests: one call reads a text as a kind of file
 * and says what was kept of it. */
#ifndef ITD_TESTS_UNIT_COMPLY_READERS_H
#define ITD_TESTS_UNIT_COMPLY_READERS_H

#include "comply/comply_internal.h"

enum reader { TRADE, REPORTS, REGISTER, CALLS };

/* Tables that every reading needs; opened once. */
struct tables {
    itd_rules       *rules;
    itd_arena       *arena;
    struct itd_areas areas;
};

/* What a reading kept; to be compared with another. */
struct kept {
    uint64_t rows, sum; /* sum: a check sum of the values */
    size_t   count;     /* totals of trade, reports, rows of ships */
    uint64_t left_out[ITD_COMPLY_LEFT];
    char     missing[64]; /* the column that a file of trade lacks */
};

void tables_open(struct tables *tables);
void tables_close(struct tables *tables);

/* chunk: most bytes of one read; 0: all at once. As of 2020-06-30. */
itd_status read_text(const struct tables *tables, enum reader reader, itd_str text, size_t chunk,
                     struct kept *ret_kept, itd_error *err);
/* The same with a limit on the distinct flows of trade. */
itd_status read_trade(const struct tables *tables, itd_str text, size_t chunk, size_t flows_max,
                      struct kept *ret_kept, itd_error *err);

#endif
