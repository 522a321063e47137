/* An explanation (match/explain.h) as scripts and people get it; docs/formats.md has the JSON, and
 * the text for people is fixed too: the same explanation is the same text. */
#ifndef ITD_CLI_EXPLANATION_H
#define ITD_CLI_EXPLANATION_H

#include "cli/cli.h"
#include "codec/json.h"
#include "match/hit.h"
#include "match/request.h"
#include "snapshot/snapshot.h"

/* The object `key`: both names with their tokens, the pairs, what is left over, and the sum. */
void itd_explanation_write_json(itd_json_writer *writer, const char *key,
                                const itd_explanation *explanation);
/* The array `key`: what each kind of evidence says, with the values of both sides. */
void itd_evidence_write_json(itd_json_writer *writer, const char *key, const itd_request *req,
                             const itd_hit *hit);

/* The same for people: a table of pairs, the sum, in lines. color: with escape sequences. */
ITD_MUST_CHECK itd_status itd_explanation_write_text(const itd_explanation *explanation, bool color,
                                                     itd_buf *buf, itd_error *err);
ITD_MUST_CHECK itd_status itd_evidence_write_text(const itd_request *req, const itd_hit *hit,
                                                  bool color, itd_buf *buf, itd_error *err);

/* A hit whole, for people: the entry, which name, the explanation of its score (if there is one),
 * the evidence. snap gives the day of the hit's
 * list. */
ITD_MUST_CHECK itd_status itd_hit_write_text(const itd_snapshot *snap, const itd_request *req,
                                             const itd_hit *hit, bool color, itd_buf *buf,
                                             itd_error *err);

/* One kind of evidence and where its values stand. */
typedef struct itd_evidence_kind {
    const char *name;                 /* "birth_date": as in the JSON of an answer */
    const char *title;                /* "birth date" */
    bool (*is_listed)(itd_prop prop); /* is this property of the entry of this kind? */
} itd_evidence_kind;

#define ITD_EVIDENCE_KINDS ITD_ON_COUNT
extern const itd_evidence_kind itd_evidence_kinds[ITD_EVIDENCE_KINDS];
itd_agreement                  itd_evidence_verdict(const itd_evidence *evidence, size_t kind);
/* Number of the customer's values of a kind, and the text of one of them. */
size_t itd_evidence_asked_count(const itd_request *req, size_t kind);
void   itd_evidence_append_asked(itd_buf *buf, const itd_request *req, size_t kind, size_t index);

#endif
