/* Addresses: do the listed town and most of the listed street stand in the customer's line? They
 * can only agree: people move, and one address is written in many ways. Words are compared folded
 * and letter by letter. */
#include "match/evidence_parts.h"

/* Basis points. */
#define POINTS_STREET 1500 /* town and at least half of the street's weight */
#define POINTS_TOWN 300
/* Without town and street apart: the least weight (hundredths) of words in common, and the least
 * share of the listed line's. */
#define LINE_WEIGHT 200
#define LINE_PERCENT 60

static bool has_token(const itd_name *name, const itd_token *token)
{
    for (size_t i = 0; i < name->count; i++)
        if (itd_str_equal(name->tokens[i].text, token->text))
            return true;
    return false;
}

/* Weight of the tokens of part, and of those that stand in the line. */
static void weigh(const itd_name *line, const itd_name *part, uint32_t *ret_all,
                  uint32_t *ret_common)
{
    *ret_all = 0;
    *ret_common = 0;
    for (size_t i = 0; i < part->count; i++) {
        *ret_all += part->tokens[i].weight;
        if (has_token(line, &part->tokens[i]))
            *ret_common += part->tokens[i].weight;
    }
}

/* A text too long to be a name is left out: neutral. */
static itd_status take_words(itd_folder *folder, itd_arena *arena, itd_str text,
                             itd_name *ret_words, itd_error *err)
{
    *ret_words = (itd_name){.complete = true};
    if (text.len == 0 || text.len > ITD_ENTITY_NAME_MAX)
        return ITD_OK;
    return itd_name_tokenise(folder, text, arena, ret_words, err);
}

static itd_status compare_parts(const itd_name *line, const itd_value *value, itd_folder *folder,
                                itd_arena *arena, int32_t *ret_points, itd_error *err)
{
    itd_name   town, street;
    uint32_t   all, common;
    itd_status st = take_words(folder, arena, itd_value_detail(value, ITD_DETAIL_CITY), &town, err);

    if (st == ITD_OK)
        st = take_words(folder, arena, itd_value_detail(value, ITD_DETAIL_STREET), &street, err);
    if (st != ITD_OK)
        return st;
    *ret_points = 0;
    weigh(line, &town, &all, &common);
    if (all == 0 || common < all)
        return ITD_OK;
    weigh(line, &street, &all, &common);
    *ret_points = common > 0 && 2 * common >= all ? POINTS_STREET : POINTS_TOWN;
    return ITD_OK;
}

static itd_status compare_lines(const itd_name *line, const itd_value *value, itd_folder *folder,
                                itd_arena *arena, int32_t *ret_points, itd_error *err)
{
    itd_name         listed;
    uint32_t         all, common;
    const itd_status st = take_words(folder, arena, value->text, &listed, err);

    if (st != ITD_OK)
        return st;
    weigh(line, &listed, &all, &common);
    *ret_points = common >= LINE_WEIGHT && 100 * common >= LINE_PERCENT * all ? POINTS_STREET : 0;
    return ITD_OK;
}

itd_status itd_compare_addresses(const itd_request *req, const itd_entity *ent, itd_folder *folder,
                                 itd_arena *arena, itd_finding *ret_finding, itd_error *err)
{
    itd_name   line;
    int32_t    most = 0;
    itd_status st = take_words(folder, arena, req->address, &line, err);

    for (size_t i = 0; st == ITD_OK && line.count > 0 && i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];
        int32_t          points = 0;

        if (value->prop != ITD_PROP_ADDRESS)
            continue;
        st = itd_value_detail(value, ITD_DETAIL_CITY).len > 0
                 ? compare_parts(&line, value, folder, arena, &points, err)
                 : compare_lines(&line, value, folder, arena, &points, err);
        most = points > most ? points : most;
    }
    if (st == ITD_OK)
        *ret_finding =
            (itd_finding){.agreement = most > 0 ? ITD_AGREES : ITD_NEUTRAL, .points = most};
    return st;
}
