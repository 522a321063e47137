/* Goods: from codes and words to the measures that cover them. Where a measure covers a code only
 * in part the words decide; without words, or when they say neither, the code counts as covered. A
 * code that is wider than the one a measure covers in part leaves more open than a guess should
 * close: it is shown as possible. */
#include <string.h>

#include "regime/check_internal.h"

#define WORDS_SHOWN 100 /* bytes of words that an error repeats */

/* First day on which customs classified by the edition of hs.tsv. */
static const itd_date edition_begins = {ITD_HS_EDITION, 1, 1};

static bool has_any_phrase(itd_str text, itd_str phrases)
{
    itd_str rest = phrases, phrase;

    if (phrases.len == 0 || text.len == 0)
        return false;
    while (itd_str_next_part(&rest, ITD_STR(";"), &phrase))
        if (itd_goods_has_phrase(text, itd_str_trim(phrase)))
            return true;
    return false;
}

static itd_hs_relation relate_any(const itd_coverage *coverage, const itd_hs_code *code)
{
    itd_hs_relation best = ITD_HS_APART;

    for (size_t i = 0; i < coverage->range_count; i++) {
        const itd_hs_relation relation = itd_hs_relate(&coverage->ranges[i], code);

        if (relation == ITD_HS_INSIDE)
            return relation;
        if (relation == ITD_HS_WIDER)
            best = relation;
    }
    return best;
}

/* false: not covered. */
static bool find_cover(const struct itd_checking *checking, const itd_coverage *coverage,
                       size_t candidate, itd_cover *ret_cover)
{
    const itd_str         text = checking->req->goods;
    const itd_hs_relation relation = relate_any(coverage, &checking->goods[candidate].code);
    const bool            said = has_any_phrase(text, coverage->words);

    if (relation == ITD_HS_APART || has_any_phrase(text, coverage->not_words))
        return false;
    if (coverage->words.len > 0 && !said) {
        *ret_cover = relation == ITD_HS_INSIDE ? ITD_COVER_PART : ITD_COVER_POSSIBLE;
        return true;
    }
    *ret_cover = ITD_COVER_WHOLE;
    if (relation == ITD_HS_WIDER && !said) {
        *ret_cover = ITD_COVER_PART;
        /* A heading that only the search chose, whose best subheading is another one. */
        if (!checking->codes_given && checking->best[candidate].len > 4 &&
            relate_any(coverage, &checking->best[candidate]) == ITD_HS_APART)
            *ret_cover = ITD_COVER_POSSIBLE;
    }
    if (coverage->not_words.len > 0 && coverage->words.len == 0 && text.len == 0)
        *ret_cover = ITD_COVER_PART;
    return true;
}

static bool is_in_time(const itd_coverage *coverage, itd_date day)
{
    return (coverage->since.year == 0 || itd_date_compare(day, coverage->since) >= 0) &&
           (coverage->until.year == 0 || itd_date_compare(day, coverage->until) <= 0);
}

/* Does the law of the layer reach the deal by its origin or destination? Where the other side of
 * the trade is not said, it does. */
static bool reaches(const struct itd_checking *checking, const itd_layer *layer,
                    const itd_measure *measure)
{
    const unsigned ways = measure->direction & checking->direction;
    const itd_str  sides[] = {(ways & ITD_DIRECTION_FROM) != 0 ? checking->req->destination
                                                               : (itd_str){0},
                             (ways & ITD_DIRECTION_TO) != 0 ? checking->req->origin : (itd_str){0}};
    bool elsewhere = false;

    for (size_t i = 0; layer->states.len > 0 && i < ITD_ARRAY_LEN(sides); i++) {
        itd_str rest = layer->states, state;
        bool    own = false;

        if (sides[i].len == 0 || itd_str_equal(sides[i], layer->target))
            continue;
        while (!own && itd_layer_next_state(&rest, checking->req->on, &state))
            own = itd_str_equal(state, sides[i]);
        if (own)
            return true;
        elsewhere = true;
    }
    return !elsewhere;
}

static itd_status note_reach(struct itd_checking *checking, const itd_layer *layer, itd_error *err)
{
    for (size_t i = 0; i < itd_rules_layer_count(checking->rules); i++) {
        if (itd_rules_layer_at(checking->rules, i) != layer || checking->reach_noted[i])
            continue;
        checking->reach_noted[i] = true;
        return itd_check_note(checking, err,
                              "layer %.*s: origin and destination are elsewhere: its measures on "
                              "goods are possible ones; they bind its own persons everywhere",
                              ITD_STR_ARGS(layer->name));
    }
    return ITD_OK;
}

/* What the request says of the worth of one piece: at most *ret_usd; false: nothing. */
static bool is_worth_at_most(const itd_check_request *req, uint64_t *ret_usd)
{
    if (req->value_usd > 0)
        *ret_usd = req->value_usd;
    else if (req->has_quantity && req->unit == ITD_UNIT_USD)
        *ret_usd = req->quantity; /* no piece is worth more than all of them */
    else
        return false;
    return true;
}

/* Of goods that count only above a worth: do they? Where nothing is said of it, they do. */
static itd_status judge_worth(struct itd_checking *checking, const itd_coverage *coverage,
                              itd_cover *cover, bool *ret_counts, itd_error *err)
{
    const itd_str id = itd_rules_at(checking->rules, coverage->measure)->id;
    char          above[ITD_AMOUNT_TEXT_MAX], worth[ITD_AMOUNT_TEXT_MAX];
    uint64_t      usd = 0;
    const bool    is_said = is_worth_at_most(checking->req, &usd);

    *ret_counts = coverage->above_usd == 0 || !is_said || usd > coverage->above_usd;
    if (coverage->above_usd == 0 || (*ret_counts && checking->req->value_usd > 0))
        return ITD_OK;
    itd_amount_format(coverage->above_usd, above);
    itd_amount_format(usd, worth);
    if (!*ret_counts)
        return itd_check_note(checking, err,
                              "%.*s: not these goods: only pieces worth more than USD %s, and one "
                              "is worth at most USD %s",
                              ITD_STR_ARGS(id), above, worth);
    if (*cover == ITD_COVER_WHOLE)
        *cover = ITD_COVER_PART;
    return itd_check_note(checking, err,
                          "%.*s: only pieces worth more than USD %s; the worth of one is not said "
                          "(--value), so they count",
                          ITD_STR_ARGS(id), above);
}

static itd_status add_coverage(struct itd_checking *checking, const itd_coverage *coverage,
                               itd_cover cover, itd_str because, itd_error *err)
{
    itd_bearing        bearing = {.measure = coverage->measure,
                                  .cover = cover,
                                  .because = ITD_BECAUSE_GOODS,
                                  .because_text = because,
                                  .above_usd = coverage->above_usd,
                                  .basis = coverage->basis,
                                  .note = coverage->note};
    const itd_measure *measure = itd_rules_at(checking->rules, coverage->measure);
    const itd_layer   *layer = itd_rules_find_layer(checking->rules, measure->layer);
    bool               counts;
    itd_status         st = judge_worth(checking, coverage, &bearing.cover, &counts, err);

    if (st == ITD_OK && !counts)
        return ITD_OK;
    if (st == ITD_OK && !reaches(checking, layer, measure)) {
        bearing.cover = ITD_COVER_POSSIBLE;
        st = note_reach(checking, layer, err);
    }
    return st == ITD_OK
               ? itd_check_add(checking, bearing, coverage->has_effect, coverage->effect, err)
               : st;
}

static itd_status take_coverage(struct itd_checking *checking, const itd_coverage *coverage,
                                itd_error *err)
{
    const itd_measure *measure = itd_rules_at(checking->rules, coverage->measure);
    itd_status         st = ITD_OK;

    if (!itd_measure_in_force(measure, checking->req->on) ||
        !is_in_time(coverage, checking->req->on) || (measure->direction & checking->direction) == 0)
        return ITD_OK;
    if (coverage->range_count == 0) {
        if (has_any_phrase(checking->req->goods, coverage->words) &&
            !has_any_phrase(checking->req->goods, coverage->not_words))
            st = add_coverage(checking, coverage, ITD_COVER_WHOLE, ITD_STR("words"), err);
        return st;
    }
    for (size_t i = 0; st == ITD_OK && i < checking->goods_count; i++) {
        itd_cover cover;

        if (find_cover(checking, coverage, i, &cover))
            st = add_coverage(checking, coverage, cover, itd_hs_code_text(&checking->goods[i].code),
                              err);
    }
    return st;
}

/* ---- candidates ---- */

static itd_status add_candidate(struct itd_checking *checking, const itd_hs_code *code,
                                bool other_edition, itd_error *err)
{
    itd_goods_candidate candidate = {.code = *code, .other_edition = other_edition};
    size_t              cap = checking->goods_cap;
    void *goods = itd_arena_grow(checking->arena, checking->goods, checking->goods_count,
                                 &checking->goods_cap, sizeof candidate);
    void *best = itd_arena_grow(checking->arena, checking->best, checking->goods_count, &cap,
                                sizeof *checking->best);

    if (!goods || !best)
        return itd_error_no_memory(err);
    checking->goods = goods;
    checking->best = best;
    if (!itd_hs_title(checking->hs, code, &candidate.title)) {
        itd_hs_code heading = *code;

        heading.len = 4;
        (void)itd_hs_title(checking->hs, &heading, &candidate.title);
    }
    checking->best[checking->goods_count] = *code;
    checking->goods[checking->goods_count++] = candidate;
    return ITD_OK;
}

/* A code that a later edition dropped: refused from then on, before it what it became. */
static itd_status take_dropped(struct itd_checking *checking, const itd_hs_code *code,
                               const itd_hs_change *change, itd_error *err)
{
    const int  begins = itd_hs_change_begins(change);
    itd_status st;

    if (checking->req->on.year >= begins)
        return itd_error_set(err, ITD_E_SCHEMA,
                             "%.*s is a code of the HS of %d; since %d-01-01 its goods are in %.*s",
                             ITD_STR_ARGS(itd_hs_code_text(&change->code)), change->last_edition,
                             begins, ITD_STR_ARGS(change->other_text));
    st = itd_check_note(
        checking, err, "%.*s is a code of the HS of %d; it was taken for %.*s of %d (%.*s)",
        ITD_STR_ARGS(itd_hs_code_text(code)), change->last_edition,
        ITD_STR_ARGS(change->other_text), ITD_HS_EDITION, ITD_STR_ARGS(change->confidence));
    for (size_t i = 0; st == ITD_OK && i < change->other_count; i++)
        st = add_candidate(checking, &change->others[i], false, err);
    return st;
}

static itd_status take_known(struct itd_checking *checking, const itd_hs_code *code,
                             const itd_hs_change *change, itd_error *err)
{
    const itd_date day = checking->req->on;
    bool           other_edition = false;
    itd_status     st = itd_hs_check(checking->hs, code, &other_edition, err);

    if (st == ITD_OK && other_edition && itd_date_compare(day, edition_begins) >= 0)
        st = itd_error_set(
            err, ITD_E_SCHEMA, "%.*s is no subheading of the HS of %d, which was used on that day",
            ITD_STR_ARGS(itd_str_slice(itd_hs_code_text(code), 0, 6)), ITD_HS_EDITION);
    if (st == ITD_OK && other_edition)
        st = itd_check_note(checking, err,
                            "%.*s is no subheading of the HS of %d, and what it was in that of %d "
                            "is not known here: its heading decides",
                            ITD_STR_ARGS(itd_hs_code_text(code)), ITD_HS_EDITION,
                            itd_hs_edition_of(day.year));
    if (st == ITD_OK && change && day.year < itd_hs_change_begins(change))
        st = itd_check_note(checking, err,
                            "%.*s stands in the HS only since %d-01-01; on that day its goods were "
                            "in %.*s (%.*s)",
                            ITD_STR_ARGS(itd_hs_code_text(&change->code)),
                            itd_hs_change_begins(change), ITD_STR_ARGS(change->other_text),
                            ITD_STR_ARGS(change->confidence));
    return st == ITD_OK ? add_candidate(checking, code, other_edition, err) : st;
}

static itd_status take_code(struct itd_checking *checking, const itd_hs_code *code, itd_error *err)
{
    const itd_hs_change *change = itd_hs_find_change(checking->hs, code, checking->req->on.year);
    itd_status st = change && change->last_edition != 0 ? take_dropped(checking, code, change, err)
                                                        : take_known(checking, code, change, err);

    if (st != ITD_OK)
        itd_error_in_field(err, ITD_STR("hs"));
    return st;
}

static itd_status take_words(struct itd_checking *checking, itd_error *err)
{
    itd_hs_found found[ITD_HS_FOUND_MAX];
    size_t       count = 0;
    itd_status   st = itd_hs_search(checking->hs, checking->req->goods, ITD_CHECK_CANDIDATES_MAX,
                                    found, &count, err);

    if (st != ITD_OK) {
        itd_error_in_field(err, ITD_STR("goods"));
        return st;
    }
    for (size_t i = 0; i < count; i++) {
        if (found[i].score < ITD_CHECK_NEAR_SCORE)
            break;
        st = add_candidate(checking, &found[i].code, false, err);
        if (st != ITD_OK)
            return st;
        checking->goods[checking->goods_count - 1].score = found[i].score;
        checking->best[checking->goods_count - 1] = found[i].best;
    }
    return ITD_OK;
}

/* Words that mean nothing to the table and to no measure: nothing was checked, so nothing is
 * clear. */
static itd_status refuse_unknown_words(struct itd_checking *checking, itd_error *err)
{
    if (checking->codes_given || checking->goods_count > 0)
        return ITD_OK;
    if (checking->bearing_count > 0)
        return itd_check_note(checking, err,
                              "no heading of the HS was found for the words of the goods: give a "
                              "code");
    (void)itd_error_set(err, ITD_E_NOT_FOUND,
                        "no heading of the HS was found for \"%.*s\": give a code (--hs)",
                        ITD_STR_ARGS(itd_str_slice(checking->req->goods, 0, WORDS_SHOWN)));
    itd_error_in_field(err, ITD_STR("goods"));
    return ITD_E_NOT_FOUND;
}

/* A subheading of an earlier edition may have lain anywhere in its heading. */
static void widen_other_editions(struct itd_checking *checking)
{
    for (size_t i = 0; i < checking->goods_count; i++) {
        if (!checking->goods[i].other_edition)
            continue;
        checking->goods[i].code.len = 4;
        checking->goods[i].code.digits[4] = '\0';
    }
}

static itd_status add_notes(struct itd_checking *checking, itd_error *err)
{
    const itd_rules *rules = checking->rules;
    const itd_date   day = checking->req->on;
    itd_status       st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < itd_rules_note_count(rules); i++) {
        const itd_rule_note *note = itd_rules_note_at(rules, i);
        const itd_measure   *measure = itd_rules_at(rules, note->measure);
        bool                 told = note->any_goods && itd_measure_in_force(measure, day);

        if ((note->since.year != 0 && itd_date_compare(day, note->since) < 0) ||
            (note->until.year != 0 && itd_date_compare(day, note->until) > 0) ||
            (measure->direction & checking->direction) == 0)
            continue;
        for (size_t k = 0; !told && k < itd_rules_coverage_count(rules); k++) {
            const itd_coverage *coverage = itd_rules_coverage_at(rules, k);
            itd_cover           cover;

            for (size_t g = 0;
                 coverage->measure == note->measure && !told && g < checking->goods_count; g++)
                told = !note->any_goods && find_cover(checking, coverage, g, &cover);
        }
        if (told)
            st = itd_check_note(checking, err, "%.*s", ITD_STR_ARGS(note->text));
    }
    return st;
}

itd_status itd_check_goods(struct itd_checking *checking, itd_error *err)
{
    const itd_check_request *req = checking->req;
    itd_status               st = ITD_OK;

    if (req->code_count == 0 && req->goods.len == 0)
        return ITD_OK;
    checking->codes_given = req->code_count > 0;
    for (size_t i = 0; st == ITD_OK && i < req->code_count; i++)
        st = take_code(checking, &req->codes[i], err);
    if (st == ITD_OK && !checking->codes_given)
        st = take_words(checking, err);
    widen_other_editions(checking);
    for (size_t i = 0; st == ITD_OK && i < itd_rules_coverage_count(checking->rules); i++)
        st = take_coverage(checking, itd_rules_coverage_at(checking->rules, i), err);
    if (st == ITD_OK)
        st = refuse_unknown_words(checking, err);
    return st == ITD_OK ? add_notes(checking, err) : st;
}
