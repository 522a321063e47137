/* The call: a request against a snapshot gives an answer. A screener holds the scratch memory of
 * one thread; any number of them share one snapshot. */
#ifndef ITD_SCREEN_SCREEN_H
#define ITD_SCREEN_SCREEN_H

#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "decide/decide.h"
#include "decide/profile.h"
#include "match/hit.h"
#include "match/request.h"
#include "match/score.h"
#include "snapshot/snapshot.h"

typedef struct itd_screen_options {
    const itd_profile *profile; /* never NULL; the cut-off below holds, whatever its own is */
    uint32_t           cutoff;  /* basis points, 7000..10000; default ITD_CUTOFF_DEFAULT */
    size_t             limit;   /* most hits given back; SIZE_MAX: all. The outcome counts all. */
    const itd_str     *lists;   /* only these lists; NULL: all */
    size_t             list_count;
    const itd_str     *programmes; /* only entries of one of these programmes; NULL: all */
    size_t             programme_count;
    bool               explain; /* give every hit an explanation of its name's score */
    bool exhaustive; /* compare with every listed name, without the index; ofac-sls always does */
} itd_screen_options;

itd_screen_options itd_screen_options_default(void);
/* ITD_E_USAGE with the field for a cut-off out of range or a list that the snapshot does not
 * hold. */
ITD_MUST_CHECK itd_status itd_screen_options_check(const itd_screen_options *options,
                                                   const itd_snapshot *snap, itd_error *err);

typedef struct itd_answer {
    itd_outcome    outcome;
    bool           complete; /* false: something could not be compared in full; why says what */
    itd_str        why;      /* empty when complete */
    const itd_hit *hits;     /* best first, see docs/matching.md; live until the next call */
    size_t         hit_count;
    size_t         hits_found; /* before the limit */
    /* What it cost, the same on every machine. */
    uint64_t pairs_scored;
    uint64_t postings_read; /* of the index; 0 when exhaustive */
    uint64_t names_looked_at;
} itd_answer;

typedef struct itd_screener itd_screener;

/* Takes a reference on snap. */
ITD_MUST_CHECK itd_status itd_screener_new(itd_snapshot *snap, const itd_screen_options *options,
                                           itd_screener **ret_screener, itd_error *err);
void                      itd_screener_free(itd_screener *screener);

/* An error means that nothing can be said of this request: the caller reports outcome error, never
 * clear. Errors: ITD_E_LIMIT (a name too long, too many facts), ITD_E_USAGE (neither name nor
 * identifier), ITD_E_NO_MEMORY. */
ITD_MUST_CHECK itd_status itd_screen(itd_screener *screener, const itd_request *req,
                                     itd_answer *ret_answer, itd_error *err);
/* The request against one entry (its index in the snapshot) as if it were a hit, whatever its
 * score: the best name with its explanation, and the evidence. total and evidence are those that
 * itd_screen gives when the score reaches the cut-off. Lives until the next call; errors as
 * itd_screen. */
ITD_MUST_CHECK itd_status itd_screen_entry(itd_screener *screener, const itd_request *req,
                                           size_t entity, itd_hit *ret_hit, itd_error *err);

/* Bytes of a text that are compared; of a longer one the rest is not, and the answer says so. */
#define ITD_TEXT_BYTES_MAX ((size_t)256 << 10)
/* Successive pieces of a text (text/passage.h) that are taken for a name. */
#define ITD_TEXT_WINDOW_MAX 16

/* A running text in which a listed name may stand anywhere: its score is the best of all windows of
 * the text (docs/matching.md, section 10). req gives what else is known; it must have no names. The
 * hits say where: itd_hit.found is a slice of text. Errors as itd_screen. */
ITD_MUST_CHECK itd_status itd_screen_text(itd_screener *screener, itd_str text,
                                          const itd_request *req, itd_answer *ret_answer,
                                          itd_error *err);

#endif
