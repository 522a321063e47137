/* What the files of `interdict watch` share: the options, the answer, and its forms. */
#ifndef ITD_CLI_WATCH_H
#define ITD_CLI_WATCH_H

#include "chronicle/forecast.h"
#include "chronicle/watch.h"
#include "cli/cli.h"
#include "codec/json.h"

#define ITD_WATCH_OUTPUT_MAX ((size_t)64 << 20)
#define ITD_WATCH_FORECAST_FROM 2012 /* year in which the walk-forward check begins */

typedef struct itd_watch_call {
    itd_cli_common      common;
    itd_chronicle_class of_class;
    const char         *as_of; /* as given; NULL: now */
    int64_t             as_of_ms;
    bool                is_instant; /* as_of is an instant and not the end of a day */
    itd_silence_options options;
    itd_watch_rules     rules;
    const char         *rules_path;
    bool                history, forecast, replay;
    uint32_t            replay_days;
    const char         *html;
    const char         *follow;
} itd_watch_call;

/* The answer on one day. Everything lives in arena. */
typedef struct itd_watch_answer {
    const itd_watch_call *call;
    itd_arena            *arena;
    itd_chronicle_view    view; /* empty in an answer of a feed */
    itd_watch_input       input;
    itd_watch_report      report;
    itd_forecast          forecast; /* when asked for */
    char                  as_of[ITD_TIME_TEXT_MAX];
} itd_watch_answer;

/* Day and options are those of call; everything is as known then. */
ITD_MUST_CHECK itd_status itd_watch_answer_make(const itd_watch_call *call,
                                                const itd_chronicle *chronicle, itd_arena *arena,
                                                itd_watch_answer *ret_answer, itd_error *err);
/* The same from an input that stands already (watch_follow.c). */
ITD_MUST_CHECK itd_status itd_watch_answer_of(const itd_watch_call  *call,
                                              const itd_watch_input *input, int32_t as_of,
                                              itd_arena *arena, itd_watch_answer *ret_answer,
                                              itd_error *err);
/* The chronicle that the options name, with further facts (count may be 0). */
ITD_MUST_CHECK itd_status itd_watch_open(const itd_watch_call *call, const itd_fact *facts,
                                         size_t count, itd_chronicle **ret_chronicle,
                                         itd_error *err);

/* The forms (watch_json.c, watch_table.c, watch_html.c). */
void itd_watch_put_json(const itd_watch_answer *answer, unsigned indent, itd_buf *buf);
ITD_MUST_CHECK itd_status itd_watch_put_table(const itd_watch_answer *answer, itd_buf *buf,
                                              itd_error *err);
ITD_MUST_CHECK itd_status itd_watch_put_html(const itd_watch_answer *answer, itd_buf *buf,
                                             itd_error *err);
/* Reads events from a file, pipe or standard input and prints what changes. */
ITD_MUST_CHECK itd_status itd_watch_follow(const itd_watch_call *call, itd_error *err);

/* Events per month up to the day of the answer, the oldest first; returns how many months. */
#define ITD_WATCH_MONTHS 36
size_t itd_watch_months(const itd_watch_answer *answer, double ret_counts[static ITD_WATCH_MONTHS],
                        itd_date *ret_first);
/* "YYYY-MM-DD" */
void itd_watch_append_day(itd_buf *buf, int32_t day);

#endif
