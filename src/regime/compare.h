/* Questions over the whole rule base: the history of one subject, what changed between two days,
 * and what a layer asks beyond the layers below it. Pure functions; results live in the arena. */
#ifndef ITD_REGIME_COMPARE_H
#define ITD_REGIME_COMPARE_H

#include "base/arena.h"
#include "regime/rules.h"
#include "regime/tables.h"

typedef struct itd_measure_set {
    const size_t *measures; /* by first day, then as the rules have them */
    size_t        count;
} itd_measure_set;

/* Measures about a subject: an HS code, the name of a kind of service, or words that all stand in
 * type, subject or goods; with everything that they replaced or that replaced them. */
ITD_MUST_CHECK itd_status itd_rules_history(const itd_rules *rules, itd_str subject,
                                            itd_arena *arena, itd_measure_set *ret_set,
                                            itd_error *err);

typedef struct itd_change_list {
    const itd_change *changes; /* by day, then measure */
    size_t            count;
} itd_change_list;

/* Changes after the day `from`, up to and including the day `to`. ITD_E_USAGE when to is before
 * from. */
ITD_MUST_CHECK itd_status itd_rules_changes(const itd_rules *rules, itd_date from, itd_date to,
                                            itd_arena *arena, itd_change_list *ret_list,
                                            itd_error *err);

/* How a measure goes beyond the one that it carries out. */
typedef struct itd_beyond {
    size_t measure;
    size_t floor;       /* the measure below, or SIZE_MAX */
    bool   is_new;      /* carries out nothing that is loaded */
    bool   earlier;     /* began before it */
    bool   stricter;    /* in effect, in class, or in the share at which a cap stops */
    bool   wider;       /* codes that the other does not have */
    bool   goes_beyond; /* any of these */
} itd_beyond;

typedef struct itd_beyond_list {
    const itd_beyond *items;
    size_t            count;
} itd_beyond_list;

/* For every measure of the second and later layers. */
ITD_MUST_CHECK itd_status itd_rules_beyond(const itd_rules *rules, itd_arena *arena,
                                           itd_beyond_list *ret_list, itd_error *err);

#endif
