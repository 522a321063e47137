/* The watch: what the chronicle says of the silence on one day, as numbers, as a state, and as a
 * verdict with its reasons. One call does it all; its parts are silence_report.h, cessation.h.
 * Never a bare number of days: a report without reasons does not exist. One thread at a time per
 * arena. */
#ifndef ITD_CHRONICLE_WATCH_H
#define ITD_CHRONICLE_WATCH_H

#include "chronicle/cessation.h"
#include "chronicle/chronicle.h"
#include "chronicle/silence_report.h"

#define ITD_WATCH_REASONS_MAX 12

typedef struct itd_watch_report {
    itd_silence_options options; /* as asked; as_of in full */
    int32_t             covered_until;
    bool                is_covered; /* as_of is not behind it */
    /* The silence as far as it is known: on as_of, or on covered_until when that is earlier. */
    itd_silence_report silence;
    itd_watch_history  history;
    itd_watch_state    state;
    int32_t            since;   /* first day in that state */
    itd_str            reason;  /* for the state, with the numbers of as_of */
    const char        *verdict; /* "not evidence of cessation" … */
    itd_str            reasons[ITD_WATCH_REASONS_MAX]; /* whole sentences, the weightiest first */
    size_t             reason_count;
    /* Earlier silences at least as long as this one, since season_from. All of them ended. */
    size_t                like_it;
    const itd_watch_note *declaration; /* in force; NULL: none */
} itd_watch_report;

/* The verdict of a state. */
const char *itd_watch_verdict(itd_watch_state state);

/* What the machine needs, from a view of the chronicle: days of a class, declarations and
 * withdrawals of `party` (those of others bind nobody), engine tests and other indicators, and how
 * far the sources reach. ITD_E_INCOMPLETE when no source says how far. */
#define ITD_WATCH_PARTY "DPRK"
ITD_MUST_CHECK itd_status itd_watch_input_of(const itd_chronicle_view *view,
                                             itd_chronicle_class of_class, itd_str party,
                                             itd_arena *arena, itd_watch_input *ret_input,
                                             itd_error *err);

/* The last Korean day that counts at a moment: a day that is not over counts only when it has an
 * event. */
int32_t itd_watch_day(const itd_watch_input *input, int64_t as_of_ms);

/* Everything lives in arena and borrows from input. */
ITD_MUST_CHECK itd_status itd_watch_evaluate(const itd_watch_input     *input,
                                             const itd_silence_options *options,
                                             const itd_watch_rules *rules, itd_arena *arena,
                                             itd_watch_report *ret_report, itd_error *err);

#endif
