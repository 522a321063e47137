/* The text of an explanation: always these lines in this order, so that two of them can be laid
 * side by side. Weights are in ordinary words (1.00), similarities and scores have four
 * decimals. */
#include "cli/answer.h"
#include "cli/explanation.h"
#include "metric/formula.h"

#define COLUMNS 5

static const char *const headings[COLUMNS] = {"in the query", "in the listed name", "rule",
                                              "similarity", "weight"};

static void put_number(itd_cli_table *table, uint32_t value, uint32_t scale, int decimals)
{
    char text[24];

    (void)snprintf(text, sizeof text, "%u.%0*u", (unsigned)(value / scale), decimals,
                   (unsigned)(value % scale));
    itd_cli_table_cell_right(table, itd_str_of(text));
}

/* The original spelling of count tokens, from the first's begin to the last's end. */
static itd_str spelling_of(itd_str text, const itd_name *name, size_t first, size_t count)
{
    uint32_t from = name->tokens[first].from, to = name->tokens[first].to;

    for (size_t i = first + 1; i < first + count; i++) {
        from = name->tokens[i].from < from ? name->tokens[i].from : from;
        to = name->tokens[i].to > to ? name->tokens[i].to : to;
    }
    return itd_str_slice(text, from, to);
}

/* The spelling, and the comparable form behind it where that is another script's. */
static void put_spelling(itd_cli_table *table, itd_str text, const itd_name *name, size_t first,
                         size_t count)
{
    itd_buf buf;

    if (name->scheme == ITD_SCHEME_NATIVE) {
        itd_cli_table_cell(table, spelling_of(text, name, first, count));
        return;
    }
    itd_buf_init(&buf, SIZE_MAX);
    itd_buf_append(&buf, spelling_of(text, name, first, count));
    for (size_t i = first; i < first + count; i++) {
        itd_buf_append_cstr(&buf, i == first ? " [" : " ");
        itd_buf_append(&buf, name->tokens[i].text);
    }
    itd_buf_append_char(&buf, ']');
    itd_cli_table_cell(table, itd_buf_text(&buf));
    itd_buf_done(&buf);
}

static void put_pair(itd_cli_table *table, const itd_explanation *explanation, const itd_pair *pair)
{
    itd_cli_table_row(table);
    put_spelling(table, explanation->query_text, explanation->query, pair->query_first,
                 pair->query_count);
    put_spelling(table, explanation->listed_text, explanation->listed, pair->listed_first,
                 pair->listed_count);
    itd_cli_table_cell_styled(table, itd_str_of(itd_pair_rule_name(pair->rule)),
                              pair->similarity == ITD_SCORE_ONE ? ITD_STYLE_GOOD : ITD_STYLE_WARN);
    put_number(table, pair->similarity, ITD_SCORE_ONE, 4);
    put_number(table, pair->weight, 100, 2);
}

static void put_unmatched(itd_cli_table *table, itd_str text, const itd_name *name,
                          const itd_unmatched *unmatched, bool is_query)
{
    const char *rule = unmatched->replacement > 0 ? "replaced" : "only here";

    itd_cli_table_row(table);
    if (!is_query)
        itd_cli_table_cell(table, ITD_STR("-"));
    put_spelling(table, text, name, unmatched->token, 1);
    if (is_query)
        itd_cli_table_cell(table, ITD_STR("-"));
    itd_cli_table_cell_styled(table, itd_str_of(rule),
                              unmatched->replacement == 0 ? ITD_STYLE_DIM : ITD_STYLE_BAD);
    itd_cli_table_cell(table, (itd_str){0});
    put_number(table, (uint32_t)unmatched->replacement + unmatched->omission, 100, 2);
}

static void put_rows(itd_cli_table *table, const itd_explanation *explanation)
{
    itd_cli_table_row(table);
    for (size_t i = 0; i < COLUMNS; i++)
        itd_cli_table_cell_styled(table, itd_str_of(headings[i]), ITD_STYLE_DIM);
    for (size_t i = 0; i < explanation->alignment.pair_count; i++)
        put_pair(table, explanation, &explanation->alignment.pairs[i]);
    for (size_t i = 0; i < explanation->query_unmatched_count; i++)
        put_unmatched(table, explanation->query_text, explanation->query,
                      &explanation->query_unmatched[i], true);
    for (size_t i = 0; i < explanation->listed_unmatched_count; i++)
        put_unmatched(table, explanation->listed_text, explanation->listed,
                      &explanation->listed_unmatched[i], false);
}

/* "M 1.65, A 1.65, …" and the quotient. A is in hundredths of basis points. */
static void append_sum(itd_buf *buf, const itd_explanation *explanation)
{
    const itd_alignment *alignment = &explanation->alignment;
    const uint32_t       uq = alignment->unmatched_query, ut = alignment->unmatched_listed;
    const uint32_t       less = uq < ut ? uq : ut, more = uq < ut ? ut : uq;

    if (explanation->score_case == ITD_SCORE_NO_PAIR) {
        itd_buf_append_cstr(buf, "no token of one name pairs with one of the other: 0.0000\n");
        return;
    }
    if (explanation->score_case == ITD_SCORE_IDENTICAL) {
        itd_buf_append_cstr(buf, "the same tokens, each as often: 1.0000\n");
        return;
    }
    itd_buf_printf(buf, "(A %.6f) / (M %.2f + ", (double)explanation->similar / (100.0 * ITD_SCALE),
                   alignment->matched / 100.0);
    if (explanation->lineage)
        itd_buf_printf(
            buf, "long listed name: %.2f x M + %.2f x query only %.2f + %.2f x listed only %.2f)",
            (double)ITD_LINEAGE / ITD_SCALE, (double)(ITD_BETA - ITD_ALPHA_FAR) / ITD_SCALE,
            uq / 100.0, (double)ITD_ALPHA_FAR / ITD_SCALE, ut / 100.0);
    else
        itd_buf_printf(buf, "%.4f x one side only %.2f + %.2f x replaced %.2f)",
                       (double)explanation->alpha / ITD_SCALE, (more - less) / 100.0,
                       (double)ITD_BETA / ITD_SCALE, less / 100.0);
    itd_buf_printf(buf, " = %u.%04u%s\n", (unsigned)(alignment->score / ITD_SCORE_ONE),
                   (unsigned)(alignment->score % ITD_SCORE_ONE),
                   explanation->score_case == ITD_SCORE_GREEDY ? ", long names, greedy order" : "");
}

itd_status itd_explanation_write_text(const itd_explanation *explanation, bool color, itd_buf *buf,
                                      itd_error *err)
{
    itd_cli_table *table = itd_cli_table_new(COLUMNS);
    itd_status     st;

    if (!table)
        return itd_error_no_memory(err);
    itd_cli_table_set_color(table, color);
    put_rows(table, explanation);
    st = itd_cli_table_print(table, buf, err);
    itd_cli_table_free(table);
    if (st != ITD_OK)
        return st;
    append_sum(buf, explanation);
    if (!explanation->alignment.complete)
        itd_buf_printf(buf, "only the first %d parts were compared\n", ITD_NAME_TOKENS_MAX);
    return itd_buf_status(buf, err);
}

/* ---- evidence ---- */

static void append_listed(itd_buf *text, const itd_entity *ent, size_t kind)
{
    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];
        const itd_str    until = itd_value_detail(value, ITD_DETAIL_UNTIL);

        if (!itd_evidence_kinds[kind].is_listed(value->prop))
            continue;
        itd_buf_append_cstr(text, text->len > 0 ? ", " : "");
        if (itd_value_detail(value, ITD_DETAIL_CIRCA).len > 0)
            itd_buf_append_cstr(text, "about ");
        itd_buf_append(text, value->text);
        if (until.len > 0) {
            itd_buf_append_cstr(text, " to ");
            itd_buf_append(text, until);
        }
        if (value->prop != ITD_PROP_BIRTH_DATE && value->prop != ITD_PROP_GENDER) {
            itd_buf_append_cstr(text, " (");
            itd_buf_append(text, itd_prop_name(value->prop));
            itd_buf_append_char(text, ')');
        }
    }
}

static itd_cli_style style_of(itd_agreement agreement)
{
    switch (agreement) {
    case ITD_AGREES:
        return ITD_STYLE_GOOD;
    case ITD_CONFLICTS:
        return ITD_STYLE_BAD;
    case ITD_NEAR:
        return ITD_STYLE_WARN;
    case ITD_NEUTRAL:
        break;
    }
    return ITD_STYLE_DIM;
}

/* "+0.10", "-0.30", or nothing. */
static void put_points(itd_cli_table *table, int32_t points)
{
    const unsigned size = (unsigned)(points < 0 ? -points : points);
    char           text[24] = "";

    if (points != 0)
        (void)snprintf(text, sizeof text, "%c%u.%04u", points < 0 ? '-' : '+', size / ITD_SCORE_ONE,
                       size % ITD_SCORE_ONE);
    itd_cli_table_cell_right(table, itd_str_of(text));
}

static void put_evidence(itd_cli_table *table, const itd_request *req, const itd_hit *hit,
                         size_t kind, itd_buf *text)
{
    const itd_agreement verdict = itd_evidence_verdict(&hit->evidence, kind);

    itd_cli_table_row(table);
    itd_cli_table_cell(table, itd_str_of(itd_evidence_kinds[kind].title));
    itd_cli_table_cell_styled(table, itd_str_of(itd_agreement_name(verdict)), style_of(verdict));
    put_points(table, hit->evidence.points[kind]);
    itd_buf_reset(text);
    for (size_t i = 0; i < itd_evidence_asked_count(req, kind); i++) {
        itd_buf_append_cstr(text, i > 0 ? ", " : "");
        itd_evidence_append_asked(text, req, kind, i);
    }
    itd_cli_table_cell(table, text->len > 0 ? itd_buf_text(text) : ITD_STR("-"));
    itd_buf_reset(text);
    append_listed(text, hit->ent, kind);
    itd_cli_table_cell(table, text->len > 0 ? itd_buf_text(text) : ITD_STR("-"));
}

static void append_score(itd_buf *buf, uint32_t score)
{
    itd_buf_printf(buf, "%u.%04u", (unsigned)(score / ITD_SCORE_ONE),
                   (unsigned)(score % ITD_SCORE_ONE));
}

/* The steps of docs/matching.md, section 7. */
static void append_total(itd_buf *buf, const itd_hit *hit)
{
    const itd_evidence *evidence = &hit->evidence;

    itd_buf_append_cstr(buf, "total ");
    append_score(buf, hit->total);
    if (evidence->identifier_decides) {
        itd_buf_append_cstr(buf, ": an equal identifier decides\n");
        return;
    }
    itd_buf_append_cstr(buf, ": name ");
    append_score(buf, hit->score);
    itd_buf_append_cstr(buf, " less conflict ");
    append_score(buf, evidence->conflict);
    itd_buf_append_cstr(buf, " of it, then corroboration ");
    append_score(buf, evidence->corroboration);
    itd_buf_append_cstr(buf, " of what is missing to 1\n");
}

itd_status itd_evidence_write_text(const itd_request *req, const itd_hit *hit, bool color,
                                   itd_buf *buf, itd_error *err)
{
    static const char *const titles[] = {"evidence", "says", "points", "customer", "list"};
    itd_cli_table           *table = itd_cli_table_new(ITD_ARRAY_LEN(titles));
    itd_buf                  text;
    itd_status               st;

    if (!table)
        return itd_error_no_memory(err);
    itd_buf_init(&text, SIZE_MAX);
    itd_cli_table_set_color(table, color);
    itd_cli_table_row(table);
    for (size_t i = 0; i < ITD_ARRAY_LEN(titles); i++)
        itd_cli_table_cell_styled(table, itd_str_of(titles[i]), ITD_STYLE_DIM);
    for (size_t kind = 0; kind < ITD_EVIDENCE_KINDS; kind++)
        put_evidence(table, req, hit, kind, &text);
    st = itd_buf_status(&text, err);
    if (st == ITD_OK)
        st = itd_cli_table_print(table, buf, err);
    if (st == ITD_OK)
        append_total(buf, hit);
    itd_buf_done(&text);
    itd_cli_table_free(table);
    return st;
}

/* ---- a hit ---- */

static void append_styled(itd_buf *buf, itd_str text, itd_cli_style style, bool color)
{
    if (color)
        itd_buf_append_cstr(buf, itd_cli_style_code(style));
    itd_cli_append_safe(buf, text);
    if (color)
        itd_buf_append_cstr(buf, "\033[0m");
}

static void append_head(itd_buf *buf, const itd_snapshot *snap, const itd_hit *hit, bool color)
{
    const size_t list = itd_snapshot_list_of(snap, hit->entity);
    char         day[ITD_ANSWER_DAY_MAX];

    itd_answer_day(itd_snapshot_list_at(snap, list)->version_ms, day);
    append_styled(buf, hit->ent->caption, ITD_STYLE_STRONG, color);
    itd_buf_append_cstr(buf, "\n");
    itd_cli_append_safe(buf, hit->list);
    itd_buf_append_char(buf, ':');
    itd_cli_append_safe(buf, hit->ent->id);
    itd_buf_append_cstr(buf, ", ");
    itd_buf_append(buf, itd_schema_name(hit->ent->schema));
    itd_buf_printf(buf, ", list of %s\n", day);
}

static void append_names(itd_buf *buf, const itd_request *req, const itd_hit *hit)
{
    if (!hit->matched_name) {
        itd_buf_append_cstr(buf, "no name of the query was like a listed name\n\n");
        return;
    }
    itd_buf_append_cstr(buf, "query   ");
    itd_cli_append_safe(buf, itd_hit_query(req, hit));
    itd_buf_append_cstr(buf, "\nlisted  ");
    itd_cli_append_safe(buf, hit->matched_name->text);
    itd_buf_append_cstr(buf, " (");
    itd_buf_append(buf, itd_prop_name(hit->matched_name->prop));
    itd_buf_append_cstr(buf, hit->weak ? ", weak)\n" : ", strong)\n");
    itd_buf_printf(buf, "name %u.%04u, total %u.%04u\n\n", (unsigned)(hit->score / ITD_SCORE_ONE),
                   (unsigned)(hit->score % ITD_SCORE_ONE), (unsigned)(hit->total / ITD_SCORE_ONE),
                   (unsigned)(hit->total % ITD_SCORE_ONE));
}

itd_status itd_hit_write_text(const itd_snapshot *snap, const itd_request *req, const itd_hit *hit,
                              bool color, itd_buf *buf, itd_error *err)
{
    itd_status st = ITD_OK;

    append_head(buf, snap, hit, color);
    append_names(buf, req, hit);
    if (hit->explanation) {
        st = itd_explanation_write_text(hit->explanation, color, buf, err);
        itd_buf_append_char(buf, '\n');
    }
    return st == ITD_OK ? itd_evidence_write_text(req, hit, color, buf, err) : st;
}
