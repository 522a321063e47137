/* The comparison: hard joins by parties, then, for floor entries that have none in a layer, a
 * screening of their names against that layer alone. A proposal needs a name of 0.90 or more and,
 * for persons, birth dates that agree; what contradicts is no proposal. */
#include "layers/layers.h"

#include <stdlib.h>
#include <string.h>

#include "layers/regime_words.h"
#include "match/evidence.h"
#include "screen/screen.h"

struct comparison {
    itd_snapshot             *snap;
    const itd_layers_options *options;
    itd_arena                *arena;
    itd_parties              *parties;
    size_t                    floor_list;
    uint32_t                 *floor; /* entries of the floor under the programme, by id */
    size_t                    floor_count;
};

/* ---- which entries ---- */

static bool is_programme(itd_prop prop)
{
    return prop == ITD_PROP_PROGRAM || prop == ITD_PROP_PROGRAM_ID;
}

static bool has_country(const itd_entity *ent, itd_str country)
{
    for (size_t i = 0; i < ent->value_count; i++)
        if (itd_prop_type_of(ent->values[i].prop) == ITD_TYPE_COUNTRY &&
            itd_str_equal(ent->values[i].text, country))
            return true;
    return false;
}

bool itd_layers_is_of_programme(const itd_snapshot *snap, size_t entity, itd_str programme,
                                bool list_has_programmes)
{
    const itd_entity *ent = itd_snapshot_entity_at(snap, entity);

    if (programme.len == 0)
        return true;
    if (!list_has_programmes) {
        const itd_str country = itd_regime_words_country(programme);

        return country.len > 0 && has_country(ent, country);
    }
    for (size_t i = 0; i < ent->value_count; i++)
        if (is_programme(ent->values[i].prop) &&
            itd_regime_words_match(programme, ent->values[i].text))
            return true;
    return false;
}

static bool has_programmes(const itd_snapshot *snap, size_t list)
{
    for (size_t i = 0; i < itd_snapshot_entity_count(snap); i++) {
        const itd_entity *ent = itd_snapshot_entity_at(snap, i);

        if (itd_snapshot_list_of(snap, i) != list)
            continue;
        for (size_t k = 0; k < ent->value_count; k++)
            if (is_programme(ent->values[k].prop))
                return true;
    }
    return false;
}

static itd_status find_list(const itd_snapshot *snap, itd_str name, size_t *ret_list,
                            itd_error *err)
{
    for (size_t i = 0; i < itd_snapshot_list_count(snap); i++)
        if (itd_str_equal(itd_snapshot_list_at(snap, i)->name, name)) {
            *ret_list = i;
            return ITD_OK;
        }
    return itd_error_set(err, ITD_E_NOT_FOUND, "there is no list %.*s", ITD_STR_ARGS(name));
}

static itd_status gather_entries(struct comparison *cmp, size_t list, uint32_t **ret_items,
                                 size_t *ret_count, itd_error *err)
{
    const bool   by_programme = has_programmes(cmp->snap, list);
    const size_t all = itd_snapshot_entity_count(cmp->snap);
    uint32_t    *items = itd_arena_new_array(cmp->arena, all + 1, sizeof *items);
    size_t       count = 0;

    if (!items)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < all; i++)
        if (itd_snapshot_list_of(cmp->snap, i) == list &&
            itd_layers_is_of_programme(cmp->snap, i, cmp->options->programme, by_programme))
            items[count++] = (uint32_t)i;
    *ret_items = items;
    *ret_count = count;
    return ITD_OK;
}

/* ---- two entries of one party ---- */

static bool share_a_name(const itd_entity *a, const itd_entity *b)
{
    for (size_t i = 0; i < a->value_count; i++)
        for (size_t k = 0; itd_value_is_name(&a->values[i]) && k < b->value_count; k++)
            if (itd_value_is_name(&b->values[k]) &&
                itd_str_equal_ascii_nocase(a->values[i].text, b->values[k].text))
                return true;
    return false;
}

/* Partial dates agree as far as both are known. */
static bool dates_agree(itd_date a, itd_date b)
{
    return a.year == b.year && (a.month == 0 || b.month == 0 || a.month == b.month) &&
           (a.day == 0 || b.day == 0 || a.day == b.day);
}

static bool birth_dates_differ(const itd_entity *a, const itd_entity *b)
{
    bool both = false;

    for (size_t i = 0; i < a->value_count; i++) {
        itd_date left;

        if (a->values[i].prop != ITD_PROP_BIRTH_DATE ||
            !itd_date_parse_iso(a->values[i].text, &left))
            continue;
        for (size_t k = 0; k < b->value_count; k++) {
            itd_date right;

            if (b->values[k].prop != ITD_PROP_BIRTH_DATE ||
                !itd_date_parse_iso(b->values[k].text, &right))
                continue;
            /* Ranges and "about" are no ground to say that two lists disagree. */
            if (dates_agree(left, right) ||
                itd_value_detail(&a->values[i], ITD_DETAIL_CIRCA).len > 0 ||
                itd_value_detail(&b->values[k], ITD_DETAIL_CIRCA).len > 0 ||
                itd_value_detail(&a->values[i], ITD_DETAIL_UNTIL).len > 0 ||
                itd_value_detail(&b->values[k], ITD_DETAIL_UNTIL).len > 0)
                return false;
            both = true;
        }
    }
    return both;
}

/* The first day of listing that the entry gives whole. */
static bool listing_day(const itd_entity *ent, int64_t *ret_day)
{
    bool found = false;

    for (size_t i = 0; i < ent->value_count; i++) {
        itd_date date;
        int64_t  day;

        if (ent->values[i].prop != ITD_PROP_LISTING_DATE ||
            !itd_date_parse_iso(ent->values[i].text, &date) || date.day == 0)
            continue;
        day = itd_date_to_days(date);
        if (!found || day < *ret_day)
            *ret_day = day;
        found = true;
    }
    return found;
}

static void describe_join(const struct comparison *cmp, itd_layers_join *join)
{
    const itd_entity *floor = itd_snapshot_entity_at(cmp->snap, join->floor);
    const itd_entity *layer = itd_snapshot_entity_at(cmp->snap, join->layer);
    int64_t           floor_day = 0, layer_day = 0;

    join->names_differ = !share_a_name(floor, layer);
    join->dates_differ = birth_dates_differ(floor, layer);
    join->has_days = listing_day(floor, &floor_day) && listing_day(layer, &layer_day);
    join->days = join->has_days ? layer_day - floor_day : 0;
}

/* ---- proposals ---- */

/* The names and facts of an entry as a request; slices live with the snapshot. */
static itd_status make_request(const struct comparison *cmp, const itd_entity *ent,
                               itd_request *req, itd_error *err)
{
    itd_str  *names = itd_arena_new_array(cmp->arena, ITD_REQUEST_NAMES_MAX, sizeof *names);
    itd_date *dates = itd_arena_new_array(cmp->arena, ITD_REQUEST_FACTS_MAX, sizeof *dates);

    if (!names || !dates)
        return itd_error_no_memory(err);
    *req = (itd_request){.names = names, .birth_dates = dates, .schema = ent->schema};
    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];

        /* The first names are the publisher's main ones; more of them add little. */
        if (itd_value_is_name(value) && !itd_value_is_weak(value) &&
            req->name_count < ITD_REQUEST_NAMES_MAX)
            names[req->name_count++] = value->text;
        if (value->prop == ITD_PROP_BIRTH_DATE && req->birth_date_count < ITD_REQUEST_FACTS_MAX &&
            itd_date_parse_iso(value->text, &dates[req->birth_date_count]))
            req->birth_date_count++;
    }
    return ITD_OK;
}

static bool is_proposal(const itd_entity *floor, const itd_hit *hit)
{
    if (hit->strong_score < ITD_LAYERS_NAME_MIN || hit->basis != ITD_BASIS_NAME)
        return false;
    if (hit->evidence.birth_date == ITD_CONFLICTS)
        return false;
    return floor->schema != ITD_SCHEMA_PERSON || hit->evidence.birth_date == ITD_AGREES;
}

/* The best entry of the layer that may be the same party. */
static itd_status propose(struct comparison *cmp, itd_screener *screener, uint32_t floor,
                          bool *ret_found, itd_layers_join *ret_join, itd_error *err)
{
    const itd_entity *ent = itd_snapshot_entity_at(cmp->snap, floor);
    itd_request       req = {0};
    itd_answer        answer = {0};
    itd_status        st = make_request(cmp, ent, &req, err);

    *ret_found = false;
    if (st != ITD_OK || req.name_count == 0)
        return st;
    st = itd_screen(screener, &req, &answer, err);
    for (size_t i = 0; st == ITD_OK && i < answer.hit_count && !*ret_found; i++) {
        if (!is_proposal(ent, &answer.hits[i]))
            continue;
        *ret_found = true;
        *ret_join = (itd_layers_join){
            .floor = floor, .layer = answer.hits[i].entity, .score = answer.hits[i].strong_score};
    }
    return st;
}

/* ---- one layer ---- */

struct layering {
    itd_layers_join *joins;
    size_t           count, cap;
    bool            *joined; /* per entity of the snapshot */
};

static itd_status add_join(struct comparison *cmp, struct layering *layering, itd_layers_join join,
                           itd_error *err)
{
    if (layering->count == layering->cap) {
        void *grown = itd_arena_grow(cmp->arena, layering->joins, layering->count, &layering->cap,
                                     sizeof *layering->joins);

        if (!grown)
            return itd_error_no_memory(err);
        layering->joins = grown;
    }
    describe_join(cmp, &join);
    layering->joins[layering->count++] = join;
    layering->joined[join.floor] = true;
    layering->joined[join.layer] = true;
    return ITD_OK;
}

/* Entries of one party that no number joins directly are joined through a third: that is told as
 * what joins the third. */
static itd_party_link link_within(const struct comparison *cmp, const uint32_t *members,
                                  size_t count, uint32_t floor, uint32_t layer)
{
    itd_party_link link = itd_parties_link(cmp->parties, floor, layer);

    for (size_t i = 0; i < count && link == ITD_PARTY_APART; i++)
        if (members[i] != layer)
            link = itd_parties_link(cmp->parties, members[i], layer);
    return link;
}

static itd_status add_hard_joins(struct comparison *cmp, struct layering *layering, size_t list,
                                 size_t *ret_shared, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < cmp->floor_count; i++) {
        size_t          count;
        const uint32_t *members = itd_parties_of(cmp->parties, cmp->floor[i], &count);
        bool            any = false;

        for (size_t k = 0; st == ITD_OK && k < count; k++) {
            if (itd_snapshot_list_of(cmp->snap, members[k]) != list)
                continue;
            any = true;
            st = add_join(cmp, layering,
                          (itd_layers_join){
                              .floor = cmp->floor[i],
                              .layer = members[k],
                              .by = link_within(cmp, members, count, cmp->floor[i], members[k])},
                          err);
        }
        *ret_shared += any;
    }
    return st;
}

static itd_status add_proposals(struct comparison *cmp, struct layering *layering, size_t list,
                                size_t *ret_proposed, itd_error *err)
{
    const itd_str      name = itd_snapshot_list_at(cmp->snap, list)->name;
    itd_screen_options options = itd_screen_options_default();
    itd_screener      *screener = NULL;
    itd_status         st;

    options.cutoff = ITD_LAYERS_NAME_MIN;
    options.lists = &name;
    options.list_count = 1;
    st = itd_screener_new(cmp->snap, &options, &screener, err);
    for (size_t i = 0; st == ITD_OK && i < cmp->floor_count; i++) {
        itd_layers_join join;
        bool            found;

        if (layering->joined[cmp->floor[i]])
            continue;
        st = propose(cmp, screener, cmp->floor[i], &found, &join, err);
        if (st != ITD_OK || !found)
            continue;
        *ret_proposed += 1;
        st = add_join(cmp, layering, join, err);
    }
    itd_screener_free(screener);
    return st;
}

static itd_status compare_layer(struct comparison *cmp, size_t list, itd_layers_layer *layer,
                                itd_error *err)
{
    struct layering layering = {.joins = NULL};
    uint32_t       *entries = NULL, *missing;
    size_t          count = 0;
    itd_status      st;

    *layer = (itd_layers_layer){.list = itd_snapshot_list_at(cmp->snap, list)->name};
    layering.joined = itd_arena_new_array(cmp->arena, itd_snapshot_entity_count(cmp->snap) + 1,
                                          sizeof *layering.joined);
    missing = itd_arena_new_array(cmp->arena, cmp->floor_count + 1, sizeof *missing);
    if (!layering.joined || !missing)
        return itd_error_no_memory(err);
    st = gather_entries(cmp, list, &entries, &count, err);
    if (st == ITD_OK)
        st = add_hard_joins(cmp, &layering, list, &layer->shared, err);
    if (st == ITD_OK)
        st = add_proposals(cmp, &layering, list, &layer->proposed, err);
    if (st != ITD_OK)
        return st;
    layer->entries = count;
    for (size_t i = 0; i < count; i++)
        layer->only_layer += !layering.joined[entries[i]];
    /* Joined to the floor, but under another programme of the layer. */
    for (size_t i = 0; i < layering.count; i++) {
        bool counted = false;

        for (size_t k = 0; k < count && !counted; k++)
            counted = entries[k] == layering.joins[i].layer;
        for (size_t k = 0; k < i && !counted; k++)
            counted = layering.joins[k].layer == layering.joins[i].layer;
        layer->entries += !counted;
    }
    for (size_t i = 0; i < cmp->floor_count; i++)
        if (!layering.joined[cmp->floor[i]])
            missing[layer->missing_count++] = cmp->floor[i];
    layer->joins = layering.joins;
    layer->join_count = layering.count;
    layer->missing = missing;
    return ITD_OK;
}

/* ---- the whole ---- */

/* The lists to compare with, in the order asked for or that of the snapshot. */
static itd_status choose_layers(const struct comparison *cmp, size_t ret_lists[ITD_LAYERS_MAX],
                                size_t *ret_count, itd_error *err)
{
    const itd_layers_options *options = cmp->options;
    itd_status                st = ITD_OK;

    *ret_count = 0;
    memset(ret_lists, 0, ITD_LAYERS_MAX * sizeof *ret_lists);
    for (size_t i = 0; !options->layers && i < itd_snapshot_list_count(cmp->snap); i++) {
        if (i == cmp->floor_list)
            continue;
        if (*ret_count == ITD_LAYERS_MAX)
            return itd_error_set(err, ITD_E_LIMIT, "more than %d layers", ITD_LAYERS_MAX);
        ret_lists[(*ret_count)++] = i;
    }
    for (size_t i = 0; options->layers && st == ITD_OK && i < options->layer_count; i++) {
        if (*ret_count == ITD_LAYERS_MAX)
            return itd_error_set(err, ITD_E_LIMIT, "more than %d layers", ITD_LAYERS_MAX);
        st = find_list(cmp->snap, options->layers[i], &ret_lists[*ret_count], err);
        if (st == ITD_OK && ret_lists[*ret_count] == cmp->floor_list)
            st = itd_error_set(err, ITD_E_USAGE, "the floor %.*s cannot be a layer above itself",
                               ITD_STR_ARGS(options->floor));
        *ret_count += st == ITD_OK;
    }
    return st;
}

itd_status itd_layers_compare(itd_snapshot *snap, const itd_layers_options *options,
                              itd_arena *arena, itd_layers *ret_layers, itd_error *err)
{
    struct comparison cmp = {.snap = snap, .options = options, .arena = arena};
    itd_layers_layer *layers = NULL;
    size_t            lists[ITD_LAYERS_MAX];
    size_t            count = 0;
    itd_status        st = find_list(snap, options->floor, &cmp.floor_list, err);

    if (st == ITD_OK)
        st = choose_layers(&cmp, lists, &count, err);
    if (st == ITD_OK)
        st = itd_parties_new(snap, &cmp.parties, err);
    if (st == ITD_OK)
        st = gather_entries(&cmp, cmp.floor_list, &cmp.floor, &cmp.floor_count, err);
    if (st == ITD_OK) {
        layers = itd_arena_new_array(arena, count + 1, sizeof *layers);
        if (!layers)
            st = itd_error_no_memory(err);
    }
    for (size_t i = 0; st == ITD_OK && i < count; i++)
        st = compare_layer(&cmp, lists[i], &layers[i], err);
    itd_parties_free(cmp.parties);
    if (st == ITD_OK)
        *ret_layers = (itd_layers){.floor = itd_snapshot_list_at(snap, cmp.floor_list)->name,
                                   .floor_entries = cmp.floor_count,
                                   .layers = layers,
                                   .layer_count = count};
    return st;
}
