/* Interdict as a library: is a silence evidence that launches and nuclear tests have ceased?
 *
 *     interdict_chronicle *chronicle;
 *     interdict_watch_answer answer;
 *     interdict_error err;
 *
 *     if (interdict_chronicle_open(NULL, data_dir, &chronicle, &err) != INTERDICT_OK ||
 *         interdict_watch(chronicle, "2017-11-28", NULL, &answer, &err) != INTERDICT_OK)
 *         return fail(err.text);
 *     puts(answer.verdict);
 *
 * Only what was known at the moment asked for is used; behind the end of the sources the state is
 * "unknown", never "quiet". docs/watch.md has the methods.
 *
 * Threads: a chronicle belongs to one thread at a time. Texts and arrays inside an answer live
 * until the next call on the same chronicle or its end. Probabilities and lengths that cannot be
 * computed are negative; nothing is infinite. */
#ifndef WATCH_H
#define WATCH_H

#include "interdict/interdict.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct interdict_chronicle interdict_chronicle;

/* The chronicle of a store directory; where it has none (or store_dir is NULL) the facts that ship,
 * from data_dir. Freed by interdict_chronicle_close. err may be NULL. */
INTERDICT_API interdict_status interdict_chronicle_open(const char *store_dir, const char *data_dir,
                                                        interdict_chronicle **ret_chronicle,
                                                        interdict_error      *err);
/* NULL is allowed. */
INTERDICT_API void interdict_chronicle_close(interdict_chronicle *chronicle);

typedef struct interdict_watch_options {
    const char *of_class;    /* "core", "broad", "mrbm", "long"; NULL: core */
    const char *from;        /* first day of the window, "YYYY-MM-DD"; NULL: three calendar years */
    const char *season_from; /* first day of the rates by month; NULL: five calendar years */
    double      prior;       /* of cessation; must lie between 0 and 1, both excluded */
    const char *rules_file;  /* rules of the states (docs/formats.md); NULL: those of the manual */
} interdict_watch_options;

INTERDICT_API interdict_watch_options interdict_watch_options_default(void);

typedef struct interdict_watch_model {
    const char *name; /* "lognormal" */
    const char *why;  /* there are no numbers; NULL when there are */
    double      p;    /* of a silence this long or longer */
    double      p_season;
    double      p_open;      /* fitted with the silence as a censored gap */
    double      length_5pct; /* days */
    double      length_1pct;
    double      aic; /* of any sign; 0 when there are no numbers */
} interdict_watch_model;

typedef struct interdict_watch_answer {
    const char                  *state; /* "active" … "broken", "unknown" */
    const char                  *since; /* first day in it */
    const char                  *verdict;
    const char                  *reason;  /* of the state */
    const char *const           *reasons; /* of the verdict, whole sentences */
    size_t                       reason_count;
    int32_t                      silence_days; /* -1: unknown */
    size_t                       events;       /* in the window */
    const interdict_watch_model *models;
    size_t                       model_count;
    double                       seasonal_p;
    double                       solow_p;
    double                       posterior_ceased;
    double                       prior;
    const char                  *covered_until; /* last day that the sources answer for */
} interdict_watch_answer;

/* as_of: the end of a Korean day, "2017-11-28", or an instant with a zone; NULL: now. options may
 * be NULL. */
INTERDICT_API interdict_status interdict_watch(interdict_chronicle *chronicle, const char *as_of,
                                               const interdict_watch_options *options,
                                               interdict_watch_answer        *ret_answer,
                                               interdict_error               *err);

#ifdef __cplusplus
}
#endif

#endif
