/* One answered row of the report: the customer and each hit side by side, the parts of the names
 * that pair marked, what agrees and what contradicts, and how the score comes about. Every text of
 * a list or a customer goes through itd_page_append_text, inside <bdi>, so that neither markup nor
 * the direction of a script can reach over its cell. */
#include "cli/report.h"

#include <string.h>

#include "base/utf8.h"
#include "cli/explanation.h"
#include "lists/script.h"
#include "page/page.h"

#define VALUES_SHOWN 12 /* of one property; the entry has them all */
#define RANGES_MAX ITD_NAME_TOKENS_MAX

static void put(itd_buf *buf, const char *markup)
{
    itd_buf_append_cstr(buf, markup);
}

/* A text in its own direction, with the script that a screen reader must know. */
static void open_text(itd_buf *buf, itd_str text)
{
    const itd_str script = itd_script_of(text);

    if (script.len == 0 || itd_str_equal(script, ITD_STR("Latn"))) {
        put(buf, "<bdi>");
        return;
    }
    put(buf, "<bdi lang=\"und-");
    itd_buf_append(buf, script);
    put(buf, "\">");
}

static void put_text(itd_buf *buf, itd_str text)
{
    open_text(buf, text);
    itd_page_append_text(buf, text);
    put(buf, "</bdi>");
}

/* ---- names with their matched parts ---- */

struct ranges {
    struct {
        uint32_t from, to;
    } items[RANGES_MAX];
    size_t count;
};

static void add_range(struct ranges *ranges, uint32_t from, uint32_t to)
{
    size_t at = ranges->count;

    if (ranges->count == RANGES_MAX)
        return;
    for (; at > 0 && ranges->items[at - 1].from > from; at--)
        ranges->items[at] = ranges->items[at - 1];
    ranges->items[at].from = from;
    ranges->items[at].to = to;
    ranges->count++;
}

/* Bytes of the original that pairs cover on one side. */
static void find_ranges(const itd_explanation *explanation, bool is_query, struct ranges *ranges)
{
    const itd_name *name = is_query ? explanation->query : explanation->listed;

    ranges->count = 0;
    for (size_t i = 0; i < explanation->alignment.pair_count; i++) {
        const itd_pair *pair = &explanation->alignment.pairs[i];
        const size_t    first = is_query ? pair->query_first : pair->listed_first;
        const size_t    count = is_query ? pair->query_count : pair->listed_count;

        for (size_t k = first; k < first + count && k < name->count; k++)
            add_range(ranges, name->tokens[k].from, name->tokens[k].to);
    }
}

static void put_marked(itd_buf *buf, const itd_explanation *explanation, bool is_query)
{
    const itd_str text = is_query ? explanation->query_text : explanation->listed_text;
    struct ranges ranges;
    size_t        at = 0;

    find_ranges(explanation, is_query, &ranges);
    open_text(buf, text);
    for (size_t i = 0; i < ranges.count; i++) {
        /* Romanised syllables of one character share its place. */
        if (ranges.items[i].from < at)
            continue;
        itd_page_append_text(buf, itd_str_slice(text, at, ranges.items[i].from));
        put(buf, "<mark>");
        itd_page_append_text(buf, itd_str_slice(text, ranges.items[i].from, ranges.items[i].to));
        put(buf, "</mark>");
        at = ranges.items[i].to;
    }
    itd_page_append_text(buf, itd_str_from(text, at));
    put(buf, "</bdi>");
}

/* ---- side by side ---- */

static void put_row_head(itd_buf *buf, const char *title)
{
    itd_buf_printf(buf, "<tr><th scope=\"row\">%s</th><td>", title);
}

static void put_verdict(itd_buf *buf, itd_agreement agreement, bool both)
{
    switch (agreement) {
    case ITD_AGREES:
        put(buf, "</td><td class=\"t-good\">agrees</td></tr>\n");
        break;
    case ITD_CONFLICTS:
        put(buf, "</td><td class=\"t-bad\">contradicts</td></tr>\n");
        break;
    case ITD_NEAR:
        put(buf, "</td><td>near: one slip away</td></tr>\n");
        break;
    case ITD_NEUTRAL:
        put(buf, both ? "</td><td>says nothing</td></tr>\n"
                      : "</td><td class=\"t-dim\">not on both sides</td></tr>\n");
        break;
    }
}

static size_t put_listed_values(itd_buf *buf, const itd_entity *ent, bool (*is_listed)(itd_prop))
{
    size_t count = 0;

    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];
        const itd_str    until = itd_value_detail(value, ITD_DETAIL_UNTIL);

        if (!is_listed(value->prop) || ++count > VALUES_SHOWN)
            continue;
        put(buf, count > 1 ? "<br>" : "");
        put(buf, itd_value_detail(value, ITD_DETAIL_CIRCA).len > 0 ? "about " : "");
        put_text(buf, value->text);
        if (until.len > 0) {
            put(buf, " to ");
            put_text(buf, until);
        }
    }
    if (count > VALUES_SHOWN)
        itd_buf_printf(buf, "<br>and %zu more", count - VALUES_SHOWN);
    return count;
}

static void put_evidence(itd_buf *buf, const itd_request *req, const itd_hit *hit, size_t kind)
{
    const size_t asked = itd_evidence_asked_count(req, kind);
    size_t       listed;

    put_row_head(buf, itd_evidence_kinds[kind].title);
    for (size_t i = 0; i < asked && i < VALUES_SHOWN; i++) {
        itd_buf text;

        itd_buf_init(&text, SIZE_MAX);
        itd_evidence_append_asked(&text, req, kind, i);
        put(buf, i > 0 ? "<br>" : "");
        put_text(buf, itd_buf_text(&text));
        if (text.failed != ITD_OK)
            buf->failed = text.failed;
        itd_buf_done(&text);
    }
    put(buf, "</td><td>");
    listed = put_listed_values(buf, hit->ent, itd_evidence_kinds[kind].is_listed);
    put_verdict(buf, itd_evidence_verdict(&hit->evidence, kind), asked > 0 && listed > 0);
}

static bool is_address(itd_prop prop)
{
    return prop == ITD_PROP_ADDRESS;
}

static void put_name_row(itd_buf *buf, const itd_answered *answered, const itd_hit *hit)
{
    put_row_head(buf, "name");
    if (hit->explanation)
        put_marked(buf, hit->explanation, true);
    else
        put_text(buf, answered->customer->name);
    put(buf, "</td><td>");
    if (hit->explanation)
        put_marked(buf, hit->explanation, false);
    else
        put_text(buf, hit->ent->caption);
    if (hit->weak)
        put(buf, " (weak alias)");
    if (hit->matched_name && !itd_str_equal(hit->matched_name->text, hit->ent->caption)) {
        put(buf, "<br>of ");
        put_text(buf, hit->ent->caption);
    }
    itd_buf_printf(buf, "</td><td>%u.%04u</td></tr>\n", (unsigned)(hit->score / ITD_SCORE_ONE),
                   (unsigned)(hit->score % ITD_SCORE_ONE));
}

static void put_comparison(itd_buf *buf, const itd_answered *answered, const itd_hit *hit)
{
    const itd_request *req = &answered->customer->req;

    put(buf, "<div class=\"scroll\" tabindex=\"0\"><table>\n"
             "<thead><tr><th scope=\"col\"></th><th scope=\"col\">Customer</th>"
             "<th scope=\"col\">List entry</th><th scope=\"col\">Compared</th></tr></thead>\n"
             "<tbody>\n");
    put_name_row(buf, answered, hit);
    for (size_t kind = 0; kind < ITD_EVIDENCE_KINDS; kind++)
        put_evidence(buf, req, hit, kind);
    put_row_head(buf, "address");
    put_text(buf, req->address);
    put(buf, "</td><td>");
    (void)put_listed_values(buf, hit->ent, is_address);
    put(buf, "</td><td class=\"t-dim\">not compared</td></tr>\n</tbody>\n</table></div>\n");
}

/* ---- why ---- */

static void put_spelling(itd_buf *buf, itd_str text, const itd_name *name, size_t first,
                         size_t count)
{
    uint32_t from, to;

    if (count == 0 || first + count > name->count) {
        put(buf, "–");
        return;
    }
    from = name->tokens[first].from;
    to = name->tokens[first].to;
    for (size_t i = first + 1; i < first + count; i++) {
        from = name->tokens[i].from < from ? name->tokens[i].from : from;
        to = name->tokens[i].to > to ? name->tokens[i].to : to;
    }
    put_text(buf, itd_str_slice(text, from, to));
}

static void put_number_cell(itd_buf *buf, uint32_t value, uint32_t scale, int decimals)
{
    itd_buf_printf(buf, "<td class=\"n\">%u.%0*u</td>", (unsigned)(value / scale), decimals,
                   (unsigned)(value % scale));
}

static void put_unmatched(itd_buf *buf, const itd_explanation *explanation, bool is_query)
{
    const itd_name      *name = is_query ? explanation->query : explanation->listed;
    const itd_str        text = is_query ? explanation->query_text : explanation->listed_text;
    const itd_unmatched *items =
        is_query ? explanation->query_unmatched : explanation->listed_unmatched;
    const size_t count =
        is_query ? explanation->query_unmatched_count : explanation->listed_unmatched_count;

    for (size_t i = 0; i < count; i++) {
        put(buf, is_query ? "<tr><td>" : "<tr><td>–</td><td>");
        put_spelling(buf, text, name, items[i].token, 1);
        put(buf, is_query ? "</td><td>–</td>" : "</td>");
        put(buf, items[i].replacement > 0 ? "<td class=\"t-bad\">another part there</td>"
                                          : "<td class=\"t-dim\">only here</td>");
        put(buf, "<td></td>");
        put_number_cell(buf, name->tokens[items[i].token].weight, 100, 2);
        put(buf, "</tr>\n");
    }
}

static void put_why(itd_buf *buf, const itd_explanation *explanation)
{
    put(buf, "<details><summary>How the name's score comes about</summary>\n"
             "<div class=\"scroll\" tabindex=\"0\"><table>\n"
             "<thead><tr><th scope=\"col\">Customer</th><th scope=\"col\">List entry</th>"
             "<th scope=\"col\">Rule</th><th scope=\"col\" class=\"n\">Similarity</th>"
             "<th scope=\"col\" class=\"n\">Weight</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < explanation->alignment.pair_count; i++) {
        const itd_pair *pair = &explanation->alignment.pairs[i];

        put(buf, "<tr><td>");
        put_spelling(buf, explanation->query_text, explanation->query, pair->query_first,
                     pair->query_count);
        put(buf, "</td><td>");
        put_spelling(buf, explanation->listed_text, explanation->listed, pair->listed_first,
                     pair->listed_count);
        itd_buf_printf(buf, "</td><td>%s</td>", itd_pair_rule_name(pair->rule));
        put_number_cell(buf, pair->similarity, ITD_SCORE_ONE, 4);
        put_number_cell(buf, pair->weight, 100, 2);
        put(buf, "</tr>\n");
    }
    put_unmatched(buf, explanation, true);
    put_unmatched(buf, explanation, false);
    put(buf, "</tbody>\n</table></div>\n</details>\n");
}

/* ---- the row ---- */

static void put_entry_line(itd_buf *buf, const itd_renderer *renderer, const itd_hit *hit)
{
    char    day[ITD_ANSWER_DAY_MAX] = "";
    itd_buf programmes;

    for (size_t i = 0; i < itd_snapshot_list_count(renderer->snap); i++)
        if (itd_str_equal(itd_snapshot_list_at(renderer->snap, i)->name, hit->list))
            itd_answer_day(itd_snapshot_list_at(renderer->snap, i)->version_ms, day);
    itd_buf_init(&programmes, SIZE_MAX);
    itd_answer_append_values(&programmes, hit->ent, ITD_PROP_PROGRAM, ", ");
    put(buf, "<p>List ");
    itd_page_append_text(buf, hit->list);
    itd_buf_printf(buf, " of %s, %s", day, itd_schema_name(hit->ent->schema).ptr);
    if (programmes.len > 0) {
        put(buf, ", programme ");
        itd_page_append_text(buf, itd_buf_text(&programmes));
    }
    itd_buf_reset(&programmes);
    itd_answer_append_also_on(renderer, hit, ", ", &programmes);
    if (programmes.len > 0) {
        put(buf, "; the same party as ");
        itd_page_append_text(buf, itd_buf_text(&programmes));
    }
    put(buf, hit->basis == ITD_BASIS_IDENTIFIER ? "; found by an identifier" : "");
    itd_buf_printf(buf, ". Total %u.%04u.</p>\n", (unsigned)(hit->total / ITD_SCORE_ONE),
                   (unsigned)(hit->total % ITD_SCORE_ONE));
    if (programmes.failed != ITD_OK)
        buf->failed = programmes.failed;
    itd_buf_done(&programmes);
}

static void put_hit(itd_buf *buf, const itd_renderer *renderer, const itd_answered *answered,
                    const itd_hit *hit)
{
    put(buf, "<h4>");
    put_text(buf, hit->ent->caption);
    put(buf, " <span class=\"t-dim\">");
    itd_page_append_text(buf, hit->list);
    put(buf, ":");
    itd_page_append_text(buf, hit->ent->id);
    put(buf, "</span></h4>\n");
    put_entry_line(buf, renderer, hit);
    put_comparison(buf, answered, hit);
    if (hit->explanation)
        put_why(buf, hit->explanation);
}

static void put_heading(itd_buf *buf, const itd_answered *answered)
{
    const itd_customer *customer = answered->customer;
    const bool blocked = answered->answer && answered->answer->outcome == ITD_OUTCOME_BLOCK;

    /* Rows out of sight are laid out when they come into it: a thousand open at once. */
    itd_buf_printf(buf,
                   "<article style=\"content-visibility:auto;contain-intrinsic-size:auto "
                   "28rem\" aria-labelledby=\"row%llu\">\n<h3 id=\"row%llu\">Row %llu: ",
                   (unsigned long long)answered->row, (unsigned long long)answered->row,
                   (unsigned long long)answered->row);
    put_text(buf, customer->name);
    if (customer->req.id.len > 0) {
        put(buf, " [");
        put_text(buf, customer->req.id);
        put(buf, "]");
    }
    itd_buf_printf(buf, " <span class=\"%s\">%s</span></h3>\n",
                   blocked || !answered->answer ? "t-bad" : "t-warn",
                   itd_answered_outcome(answered));
}

/* Whom a related person belongs to, each in its own direction. */
static void put_related(itd_buf *buf, const itd_customer *customer)
{
    for (size_t i = 0; i < customer->related_count; i++) {
        const itd_related *related = &customer->related[i];

        put(buf, "<p><strong>");
        put_text(buf, related->role.len > 0 ? related->role : ITD_STR("Belongs to"));
        put(buf, "</strong>");
        if (related->id.len > 0) {
            put(buf, related->role.len > 0 ? " of customer " : " customer ");
            put_text(buf, related->name);
            put(buf, related->name.len > 0 ? " [" : "[");
            put_text(buf, related->id);
            put(buf, "]");
        }
        if (related->row > 0)
            itd_buf_printf(buf, ", row %llu", (unsigned long long)related->row);
        if (related->problem.len > 0) {
            put(buf, " <span class=\"t-bad\">");
            itd_page_append_text(buf, related->problem);
            put(buf, "</span>");
        }
        put(buf, "</p>\n");
    }
}

bool itd_report_append_row(const itd_renderer *renderer, const itd_answered *answered, itd_buf *buf)
{
    const itd_answer *answer = answered->answer;

    if (answer && answer->hits_found == 0 && answer->complete &&
        !itd_customer_problem(answered->customer))
        return false;
    put_heading(buf, answered);
    put_related(buf, answered->customer);
    if (!answer) {
        char text[ITD_ERROR_TEXT_MAX];

        itd_error_format(answered->err, text);
        put(buf, "<p class=\"note t-bad\"><strong>Could not be screened:</strong> ");
        if (itd_utf8_check_text(itd_str_of(text), NULL) == ITD_OK)
            itd_page_append_text(buf, itd_str_of(text));
        put(buf, "</p>\n");
    } else if (!answer->complete) {
        put(buf, "<p class=\"note t-warn\"><strong>Not complete:</strong> ");
        itd_page_append_text(buf, answer->why);
        put(buf, "</p>\n");
    }
    for (size_t i = 0; answer && i < answer->hit_count; i++)
        put_hit(buf, renderer, answered, &answer->hits[i]);
    if (answer && answer->hits_found > answer->hit_count)
        itd_buf_printf(buf, "<p>%zu more hits (--limit).</p>\n",
                       answer->hits_found - answer->hit_count);
    put(buf, "</article>\n");
    return true;
}
