/* What the files of a request share. Inside screen. */
#ifndef ITD_SCREEN_SCREENER_H
#define ITD_SCREEN_SCREENER_H

#include "match/candidates.h"
#include "screen/screen.h"

/* A name of the request in all its forms. */
struct itd_query {
    itd_name forms[ITD_NAME_FORMS_MAX];
    size_t   form_count;
};

/* The best pair of names so far, of the strong or of the weak listed names. */
struct itd_best_pair {
    uint32_t                 score; /* 0: none */
    uint32_t                 query; /* which of the request's names it was; in a text: window */
    uint16_t                 form;  /* and which of its forms */
    const itd_snapshot_name *listed;
};

/* An entry that was touched, while names are still being compared. */
struct itd_best {
    struct itd_best_pair strong;
    struct itd_best_pair weak;
    bool                 touched;
    bool                 identifier;
};

/* A pair worth scoring. */
struct itd_candidate {
    uint32_t name;
    uint16_t query;
    uint16_t form;
};

struct itd_screener {
    itd_snapshot         *snap;
    itd_screen_options    options;
    itd_folder           *folder;
    itd_scorer           *scorer;
    itd_candidates       *candidates; /* NULL: exhaustive */
    struct itd_candidate *found;      /* heap: of this request */
    size_t                found_count, found_cap;
    itd_arena            *arena;    /* reset per request: names, keys, hits */
    bool                 *admitted; /* per entity: lists and programmes of the options */
    struct itd_best      *best;     /* per entity */
    uint32_t             *touched;  /* entities touched by this request, in order of discovery */
    size_t                touched_count;
    itd_buf               why;
    bool                  in_text; /* names are windows of a text */
    uint32_t              window;  /* the one being compared */
};

/* Notes, once, why the answer is not complete. */
void itd_screener_not_complete(itd_screener *screener, const char *what, itd_str name);
/* The same of a name of too many parts, with what was cut. */
void itd_screener_name_was_cut(itd_screener *screener, const itd_name *form, itd_str name);
void itd_screener_touch(itd_screener *screener, uint32_t entity);
/* One form of a listed name against every form of the request's names; the pairs scored. */
uint64_t itd_screener_compare_form(itd_screener *screener, const itd_request *req,
                                   const struct itd_query *queries, const itd_snapshot_name *listed,
                                   uint32_t cutoff, struct itd_best_pair *best);
/* Fills best of every entry with a name that reaches the cut-off, and the counts of the answer. */
ITD_MUST_CHECK itd_status itd_screener_compare(itd_screener *screener, const itd_request *req,
                                               const struct itd_query *queries, itd_answer *answer,
                                               itd_error *err);

/* ---- screen.c, for itd_screen_text ---- */
ITD_MUST_CHECK itd_status itd_screener_check(const itd_request *req, itd_error *err);
ITD_MUST_CHECK itd_status itd_screener_tokenise(itd_screener *screener, const itd_request *req,
                                                struct itd_query **ret_queries, itd_error *err);
/* Steps 3 to 5: identifiers, evidence, order, outcome. */
ITD_MUST_CHECK itd_status itd_screener_finish(itd_screener *screener, const itd_request *req,
                                              const struct itd_query *queries, itd_answer *answer,
                                              itd_error *err);
/* Ends a request, whatever became of it. */
void itd_screener_forget(itd_screener *screener);

#endif
