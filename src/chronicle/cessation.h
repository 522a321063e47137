/* "Sustained cessation" as a state machine: which state a silence was in on every day, why it
 * changed, by rules that stand in a file. Only what was known on a day decides that day: statistics
 * are fitted to gaps that ended before the silence began, statements count from their date on.
 * Pure functions; one thread at a time per arena. */
#ifndef ITD_CHRONICLE_CESSATION_H
#define ITD_CHRONICLE_CESSATION_H

#include "base/buf.h"
#include "base/str.h"
#include "chronicle/silence_report.h"

/*        code            name              what it means */
#define ITD_WATCH_STATE_LIST(X)                                                                    \
    X(UNKNOWN, "unknown")               /* no data, or past their end: never "quiet" */            \
    X(ACTIVE, "active")                 /* an event within the last median gap */                  \
    X(QUIET, "quiet")                   /* longer, but nothing out of the ordinary */              \
    X(QUIET_NOTABLE, "quiet-notable")   /* season-adjusted p below the rule */                     \
    X(QUIET_DECLARED, "quiet-declared") /* long enough, with a stated intention */                 \
    X(SUSTAINED, "sustained")           /* declared, past the long length, no veto */              \
    X(BROKEN, "broken")                 /* an event ended such a silence a short while ago */

typedef enum itd_watch_state {
#define ITD_WATCH_STATE_ENUM(code, name) ITD_WATCH_##code,
    ITD_WATCH_STATE_LIST(ITD_WATCH_STATE_ENUM)
#undef ITD_WATCH_STATE_ENUM
} itd_watch_state;
#define ITD_WATCH_STATES 7

const char *itd_watch_state_name(itd_watch_state state);

/* ---- rules (watch_rules.c) ---- */

#define ITD_RULES_KINDS_MAX 16    /* kinds of indicators that veto */
#define ITD_RULES_KIND_BYTES 48   /* of each, NUL included */
#define ITD_RULES_DAYS_MAX 36525u /* longest number of days in a rule */

/* Which length a silence has to outlast to be sustained. */
typedef enum itd_rules_model {
    ITD_RULES_MODEL_BEST, /* of the law with the smallest AIC */
    ITD_RULES_MODEL_LONGEST,
    ITD_RULES_MODEL_LAW, /* a named law */
    ITD_RULES_MODEL_SEASON,
    ITD_RULES_MODEL_NONE, /* days alone */
} itd_rules_model;

typedef struct itd_watch_rules {
    uint32_t        active_days; /* 0: the median gap */
    double          notable_p;
    bool            notable_season; /* season-adjusted; else the best law */
    uint32_t        declared_days;
    bool            declaration_required;
    uint32_t        sustained_days; /* at least, whatever the model says */
    double          sustained_p;
    itd_rules_model sustained_model;
    itd_silence_law sustained_law; /* with ITD_RULES_MODEL_LAW */
    uint32_t        broken_silence_days;
    uint32_t        broken_lasts_days;
    uint32_t        veto_days; /* an indicator vetoes for this long */
    size_t          veto_count;
    char            veto[ITD_RULES_KINDS_MAX][ITD_RULES_KIND_BYTES];
} itd_watch_rules;

itd_watch_rules itd_watch_rules_default(void);
/* An INI file (docs/formats.md) over the defaults. Unknown sections and keys, and values out of
 * range, are errors with their line. */
ITD_MUST_CHECK itd_status itd_watch_rules_parse(itd_str text, itd_watch_rules *ret_rules,
                                                itd_error *err);
ITD_MUST_CHECK itd_status itd_watch_rules_parse_file(const char *path, itd_watch_rules *ret_rules,
                                                     itd_error *err);
/* The rules as such a file, defaults written out. */
void itd_watch_rules_write(const itd_watch_rules *rules, itd_buf *buf);

/* ---- what is known besides events ---- */

typedef enum itd_watch_note_kind {
    ITD_NOTE_DECLARES,  /* a stated intention to stop */
    ITD_NOTE_WITHDRAWS, /* and its end */
    ITD_NOTE_INDICATOR, /* activity that is no event: an engine test, a site being readied */
} itd_watch_note_kind;

typedef struct itd_watch_note {
    int32_t             day;
    itd_watch_note_kind kind;
    itd_str             indicator; /* "engine-test", "indicator": as rules name it */
    itd_str             id;        /* in the chronicle */
    itd_str             text;
    bool                is_doubtful; /* not verified in a source: told wherever it decides */
} itd_watch_note;

typedef struct itd_watch_input {
    itd_silence_series    series;
    const itd_watch_note *notes; /* ascending by day */
    size_t                note_count;
    int32_t               covered_until; /* last day that the sources answer for */
} itd_watch_input;

/* ---- the machine ---- */

typedef struct itd_watch_step {
    int32_t         day; /* first day in this state */
    itd_watch_state state;
    itd_str         reason; /* arena */
} itd_watch_step;

/* A silence that ended, or is open. */
typedef struct itd_watch_silence {
    int32_t         last;          /* day of the event before it */
    int32_t         next;          /* of the event that ended it; ITD_DAY_DEFAULT: open */
    uint32_t        days;          /* from last to next, or so far */
    itd_watch_state longest_state; /* the furthest it came */
} itd_watch_silence;

typedef struct itd_watch_history {
    const itd_watch_step    *steps; /* ascending; the last one holds on as_of */
    size_t                   count;
    const itd_watch_silence *silences;
    size_t                   silence_count;
    itd_str                  now; /* the reason with the numbers of as_of */
} itd_watch_history;

/* The states from the first event (not before `from`, when given) to as_of. from also begins the
 * window of every fit; ITD_DAY_DEFAULT: as itd_silence_options says. */
ITD_MUST_CHECK itd_status itd_watch_run(const itd_watch_input     *input,
                                        const itd_silence_options *options,
                                        const itd_watch_rules *rules, itd_arena *arena,
                                        itd_watch_history *ret_history, itd_error *err);
/* The step that holds on a day; NULL before the first. */
const itd_watch_step *itd_watch_step_on(const itd_watch_history *history, int32_t day);

#endif
