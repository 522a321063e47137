/* The JSON of an explanation: integers only (hundredths of weight, basis points), so that a client
 * can do the sum of docs/matching.md again without rounding of its own. */
#include "cli/explanation.h"

#include "cli/answer.h"
#include "metric/formula.h"

static void write_token(itd_json_writer *writer, itd_str text, const itd_token *token)
{
    itd_json_begin_object(writer, NULL);
    itd_json_put_str(writer, "form", token->text);
    itd_json_put_cstr(writer, "kind", itd_token_kind_name(token->kind));
    itd_json_put_cstr(writer, "origin", itd_origin_name(token->origin));
    itd_json_put_u64(writer, "weight", token->weight);
    itd_json_put_u64(writer, "from", token->from);
    itd_json_put_u64(writer, "to", token->to);
    itd_json_put_str(writer, "text", itd_str_slice(text, token->from, token->to));
    itd_json_end_object(writer);
}

static void write_name(itd_json_writer *writer, const char *key, itd_str text, const itd_name *name)
{
    itd_json_begin_object(writer, key);
    itd_json_put_str(writer, "text", text);
    itd_json_put_cstr(writer, "scheme", itd_scheme_name(name->scheme));
    itd_json_put_bool(writer, "complete", name->complete);
    itd_json_begin_array(writer, "tokens");
    for (size_t i = 0; i < name->count; i++)
        write_token(writer, text, &name->tokens[i]);
    itd_json_end_array(writer);
    itd_json_end_object(writer);
}

/* One side of a pair: its tokens, and the span of the original that they cover. */
static void write_side(itd_json_writer *writer, const char *key, itd_str text, const itd_name *name,
                       size_t first, size_t count)
{
    uint32_t from = name->tokens[first].from, to = name->tokens[first].to;

    for (size_t i = first + 1; i < first + count; i++) {
        from = name->tokens[i].from < from ? name->tokens[i].from : from;
        to = name->tokens[i].to > to ? name->tokens[i].to : to;
    }
    itd_json_begin_object(writer, key);
    itd_json_put_u64(writer, "first", first);
    itd_json_put_u64(writer, "count", count);
    itd_json_put_u64(writer, "from", from);
    itd_json_put_u64(writer, "to", to);
    itd_json_put_str(writer, "text", itd_str_slice(text, from, to));
    itd_json_end_object(writer);
}

static void write_pairs(itd_json_writer *writer, const itd_explanation *explanation)
{
    itd_json_begin_array(writer, "pairs");
    for (size_t i = 0; i < explanation->alignment.pair_count; i++) {
        const itd_pair *pair = &explanation->alignment.pairs[i];

        itd_json_begin_object(writer, NULL);
        write_side(writer, "query", explanation->query_text, explanation->query, pair->query_first,
                   pair->query_count);
        write_side(writer, "listed", explanation->listed_text, explanation->listed,
                   pair->listed_first, pair->listed_count);
        itd_json_put_cstr(writer, "rule", itd_pair_rule_name(pair->rule));
        itd_json_put_u64(writer, "similarity", pair->similarity);
        itd_json_put_u64(writer, "weight", pair->weight);
        itd_json_put_u64(writer, "query_covered", pair->query_covered);
        itd_json_put_u64(writer, "listed_covered", pair->listed_covered);
        itd_json_end_object(writer);
    }
    itd_json_end_array(writer);
}

static void write_unmatched(itd_json_writer *writer, const char *key,
                            const itd_unmatched *unmatched, size_t count)
{
    itd_json_begin_array(writer, key);
    for (size_t i = 0; i < count; i++) {
        itd_json_begin_object(writer, NULL);
        itd_json_put_u64(writer, "token", unmatched[i].token);
        itd_json_put_u64(writer, "replacement", unmatched[i].replacement);
        itd_json_put_u64(writer, "omission", unmatched[i].omission);
        itd_json_end_object(writer);
    }
    itd_json_end_array(writer);
}

static void write_sum(itd_json_writer *writer, const itd_explanation *explanation)
{
    const itd_alignment *alignment = &explanation->alignment;

    itd_json_begin_object(writer, "sum");
    itd_json_put_u64(writer, "M", alignment->matched);
    itd_json_put_u64(writer, "A", explanation->similar);
    itd_json_put_u64(writer, "Uq", alignment->unmatched_query);
    itd_json_put_u64(writer, "Ut", alignment->unmatched_listed);
    itd_json_put_u64(writer, "alpha", explanation->alpha);
    itd_json_put_u64(writer, "beta", ITD_BETA);
    itd_json_put_bool(writer, "lineage", explanation->lineage);
    itd_json_put_u64(writer, "P", explanation->penalty);
    itd_json_put_u64(writer, "D", explanation->denominator);
    itd_json_put_u64(writer, "score", alignment->score);
    itd_json_end_object(writer);
}

void itd_explanation_write_json(itd_json_writer *writer, const char *key,
                                const itd_explanation *explanation)
{
    itd_json_begin_object(writer, key);
    itd_json_put_cstr(writer, "version", ITD_SCORE_VERSION);
    itd_json_put_cstr(writer, "tables", itd_text_table_version());
    itd_json_put_cstr(writer, "unicode", itd_text_unicode_version());
    itd_json_put_cstr(writer, "case", itd_score_case_name(explanation->score_case));
    write_name(writer, "query", explanation->query_text, explanation->query);
    write_name(writer, "listed", explanation->listed_text, explanation->listed);
    write_pairs(writer, explanation);
    itd_json_begin_object(writer, "unmatched");
    write_unmatched(writer, "query", explanation->query_unmatched,
                    explanation->query_unmatched_count);
    write_unmatched(writer, "listed", explanation->listed_unmatched,
                    explanation->listed_unmatched_count);
    itd_json_end_object(writer);
    write_sum(writer, explanation);
    itd_json_end_object(writer);
}

static void write_asked(itd_json_writer *writer, const itd_request *req, size_t kind)
{
    itd_buf buf;

    itd_buf_init(&buf, SIZE_MAX);
    itd_json_begin_array(writer, "asked");
    for (size_t i = 0; i < itd_evidence_asked_count(req, kind); i++) {
        itd_buf_reset(&buf);
        itd_evidence_append_asked(&buf, req, kind, i);
        itd_json_put_str(writer, NULL, itd_buf_text(&buf));
        if (buf.failed != ITD_OK)
            writer->buf->failed = buf.failed;
    }
    itd_json_end_array(writer);
    itd_buf_done(&buf);
}

static void write_listed(itd_json_writer *writer, const itd_entity *ent, size_t kind)
{
    itd_json_begin_array(writer, "listed");
    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];

        if (!itd_evidence_kinds[kind].is_listed(value->prop))
            continue;
        itd_json_begin_object(writer, NULL);
        itd_json_put_str(writer, "property", itd_prop_name(value->prop));
        itd_json_put_str(writer, "text", value->text);
        for (size_t k = 0; k < value->detail_count; k++) {
            const itd_detail *detail = &value->details[k];

            if (detail->key == ITD_DETAIL_UNTIL || detail->key == ITD_DETAIL_CIRCA ||
                detail->key == ITD_DETAIL_CALENDAR || detail->key == ITD_DETAIL_COUNTRY)
                itd_json_put_str_key(writer, itd_detail_name(detail->key), detail->text);
        }
        itd_json_end_object(writer);
    }
    itd_json_end_array(writer);
}

static void write_points(itd_json_writer *writer, int32_t points)
{
    itd_json_put_score(writer, "corroboration", points > 0 ? (uint32_t)points : 0);
    itd_json_put_score(writer, "conflict", points < 0 ? (uint32_t)-points : 0);
}

void itd_evidence_write_json(itd_json_writer *writer, const char *key, const itd_request *req,
                             const itd_hit *hit)
{
    itd_json_begin_array(writer, key);
    for (size_t kind = 0; kind < ITD_EVIDENCE_KINDS; kind++) {
        itd_json_begin_object(writer, NULL);
        itd_json_put_cstr(writer, "kind", itd_evidence_kinds[kind].name);
        itd_json_put_cstr(writer, "verdict",
                          itd_agreement_name(itd_evidence_verdict(&hit->evidence, kind)));
        write_points(writer, hit->evidence.points[kind]);
        write_asked(writer, req, kind);
        write_listed(writer, hit->ent, kind);
        itd_json_end_object(writer);
    }
    itd_json_end_array(writer);
}
