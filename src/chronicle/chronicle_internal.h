/* What a chronicle is made of; private to this module. */
#ifndef ITD_CHRONICLE_CHRONICLE_INTERNAL_H
#define ITD_CHRONICLE_CHRONICLE_INTERNAL_H

#include "chronicle/chronicle.h"

struct itd_facts {
    itd_fact **items; /* in the arena */
    size_t     count, cap;
};

struct itd_chronicle {
    itd_arena       *arena; /* every fact */
    struct itd_facts facts[ITD_FACT_KINDS];
    bool             is_builtin;
};

/* Within 100 km, or of one name, or one of them does not tell its place. */
bool itd_event_places_agree(const itd_event *a, const itd_event *b);
/* Great-circle distance in metres of two points in millionths of a degree. */
double itd_great_circle_m(int64_t lat_a, int64_t lon_a, int64_t lat_b, int64_t lon_b);

#endif
