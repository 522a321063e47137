/* Totals of trade by reporter, partner, code, period and flow: an open-addressed table over one
 * array, so that memory grows with distinct flows and not with rows. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "comply/comply_internal.h"

#define FIRST_CAP 1024

void itd_trade_done(struct itd_trade *trade)
{
    itd_mem_free(trade->totals);
    itd_mem_free(trade->slots);
    itd_mem_free(trade->sets);
    itd_map_done(&trade->set_map);
}

static uint64_t hash_key(const struct itd_trade_key *key)
{
    uint64_t hash = key->code * 0x9e3779b97f4a7c15u;

    hash ^= ((uint64_t)key->reporter << 48 | (uint64_t)key->partner << 32 | key->period) +
            (hash << 6) + (hash >> 2);
    hash = (hash ^ (hash >> 31)) * 0xbf58476d1ce4e5b9u + key->is_export;
    return hash ^ (hash >> 29);
}

int itd_trade_compare(const struct itd_trade_key *a, const struct itd_trade_key *b)
{
    if (a->reporter != b->reporter)
        return a->reporter < b->reporter ? -1 : 1;
    if (a->is_export != b->is_export)
        return a->is_export ? 1 : -1;
    if (a->partner != b->partner)
        return a->partner < b->partner ? -1 : 1;
    if (a->period != b->period)
        return a->period < b->period ? -1 : 1;
    return (a->code > b->code) - (a->code < b->code);
}

static uint32_t *find_slot(const struct itd_trade *trade, const struct itd_trade_key *key)
{
    size_t at = hash_key(key) & (trade->slot_cap - 1);

    while (trade->slots[at] != 0 &&
           itd_trade_compare(&trade->totals[trade->slots[at] - 1].key, key) != 0)
        at = (at + 1) & (trade->slot_cap - 1);
    return &trade->slots[at];
}

static itd_status make_room(struct itd_trade *trade, itd_error *err)
{
    const size_t cap = trade->cap == 0 ? FIRST_CAP : trade->cap * 2;
    void        *totals;
    uint32_t    *slots;

    if (trade->count < trade->cap)
        return ITD_OK;
    totals = itd_mem_resize(trade->totals, cap, sizeof trade->totals[0]);
    if (!totals)
        return itd_error_no_memory(err);
    trade->totals = totals;
    slots = itd_mem_new(cap * 2, sizeof slots[0]);
    if (!slots)
        return itd_error_no_memory(err);
    itd_mem_free(trade->slots);
    trade->slots = slots;
    trade->slot_cap = cap * 2;
    trade->cap = cap;
    for (size_t i = 0; i < trade->count; i++)
        *find_slot(trade, &trade->totals[i].key) = (uint32_t)(i + 1);
    return ITD_OK;
}

/* ---- what a reporter told of a period ---- */

static bool is_of_set(const struct itd_trade_set *set, const struct itd_trade_key *key)
{
    return set->reporter == key->reporter && set->period == key->period &&
           set->is_export == key->is_export;
}

static void write_set_key(const struct itd_trade_key *key, char ret_text[static 8])
{
    for (size_t i = 0; i < 4; i++)
        ret_text[i] = (char)(key->period >> (8 * i) & 255);
    ret_text[4] = (char)(key->reporter & 255);
    ret_text[5] = (char)(key->reporter >> 8);
    ret_text[6] = key->is_export ? 'X' : 'M';
    ret_text[7] = 0;
}

const struct itd_trade_set *itd_trade_set_of(const struct itd_trade     *trade,
                                             const struct itd_trade_key *key)
{
    char            text[8];
    const uint64_t *place;

    write_set_key(key, text);
    place = itd_map_find(&trade->set_map, (itd_str){text, sizeof text});
    return place ? &trade->sets[*place] : NULL;
}

static itd_status find_set(struct itd_trade *trade, const struct itd_trade_row *row,
                           struct itd_trade_set **ret_set, itd_error *err)
{
    char      text[8];
    itd_str   key;
    uint64_t *place;
    bool      added;
    size_t    cap = trade->set_cap == 0 ? 64 : trade->set_cap * 2;
    void     *sets;

    if (trade->set_count > 0 && is_of_set(&trade->sets[trade->last_set], &row->key)) {
        *ret_set = &trade->sets[trade->last_set];
        return ITD_OK;
    }
    write_set_key(&row->key, text);
    place = itd_map_find(&trade->set_map, (itd_str){text, sizeof text});
    if (!place) {
        if (trade->set_count == trade->set_cap) {
            sets = itd_mem_resize(trade->sets, cap, sizeof trade->sets[0]);
            if (!sets)
                return itd_error_no_memory(err);
            trade->sets = sets;
            trade->set_cap = cap;
        }
        if (!itd_arena_copy(trade->arena, (itd_str){text, sizeof text}, &key) ||
            !itd_map_add(&trade->set_map, key, &place, &added))
            return itd_error_no_memory(err);
        *place = trade->set_count;
        trade->sets[trade->set_count++] = (struct itd_trade_set){
            .reporter = row->key.reporter,
            .period = row->key.period,
            .is_export = row->key.is_export,
        };
    }
    trade->last_set = *place;
    *ret_set = &trade->sets[*place];
    return ITD_OK;
}

static itd_status note_set(struct itd_trade *trade, const struct itd_trade_row *row, itd_error *err)
{
    struct itd_trade_set *set = NULL;
    itd_status            st = find_set(trade, row, &set, err);

    if (st != ITD_OK)
        return st;
    if (row->release > set->release)
        set->release = row->release;
    if (row->edition == 0)
        return ITD_OK;
    if (set->edition == 0)
        set->edition = row->edition;
    if (set->edition == row->edition)
        return ITD_OK;
    (void)itd_error_at_line(err, ITD_E_CONFLICT, row->line,
                            "edition H%c, where H%c stands for the same reporter, flow and period",
                            row->edition, set->edition);
    itd_error_in_field(err, ITD_STR("classificationCode"));
    return ITD_E_CONFLICT;
}

/* ---- rows ---- */

static void merge(struct itd_trade *trade, struct itd_total *total, const struct itd_trade_row *row)
{
    if (row->release != total->release) {
        const bool     is_newer = row->release > total->release;
        const uint64_t before = is_newer ? total->cents : row->cents;
        const uint64_t now = is_newer ? row->cents : total->cents;

        trade->left_out[ITD_LEFT_SUPERSEDED]++;
        if (is_newer) {
            total->labels &= (uint8_t)~ITD_LABEL_CONTRADICTORY;
            total->release = row->release;
            total->file = row->file;
            total->line = row->line;
        }
        if (before != now) {
            total->labels |= now == 0 ? ITD_LABEL_WITHDRAWN : ITD_LABEL_REVISED;
            total->other = before;
        }
        total->cents = now;
    } else if (row->cents == total->cents ||
               ((total->labels & ITD_LABEL_CONTRADICTORY) != 0 && row->cents == total->other)) {
        trade->left_out[ITD_LEFT_REPEATED]++;
    } else {
        const uint64_t most = total->labels & ITD_LABEL_CONTRADICTORY ? total->other : total->cents;

        total->labels |= ITD_LABEL_CONTRADICTORY;
        total->other = row->cents > most ? row->cents : most;
        if (row->cents < total->cents)
            total->cents = row->cents;
    }
}

itd_status itd_trade_add(struct itd_trade *trade, const struct itd_trade_row *row, itd_error *err)
{
    uint32_t  *slot;
    itd_status st = note_set(trade, row, err);

    if (st == ITD_OK)
        st = make_room(trade, err);
    if (st != ITD_OK)
        return st;
    slot = find_slot(trade, &row->key);
    if (*slot != 0) {
        merge(trade, &trade->totals[*slot - 1], row);
        return ITD_OK;
    }
    if (trade->count == trade->flows_max)
        return itd_error_at_line(err, ITD_E_LIMIT, row->line, "more than %zu different flows",
                                 trade->flows_max);
    trade->totals[trade->count++] = (struct itd_total){
        .key = row->key,
        .cents = row->cents,
        .line = row->line,
        .release = row->release,
        .file = row->file,
    };
    *slot = (uint32_t)trade->count;
    return ITD_OK;
}

/* ---- sorted ---- */

static int compare_totals(const void *a, const void *b)
{
    const struct itd_total *x = a, *y = b;

    return itd_trade_compare(&x->key, &y->key);
}

void itd_trade_sort(struct itd_trade *trade)
{
    if (trade->count > 0)
        qsort(trade->totals, trade->count, sizeof trade->totals[0], compare_totals);
    itd_mem_free(trade->slots);
    trade->slots = NULL;
    trade->slot_cap = 0;
}

const struct itd_total *itd_trade_find(const struct itd_trade     *trade,
                                       const struct itd_trade_key *key)
{
    const struct itd_total wanted = {.key = *key};

    if (trade->count == 0)
        return NULL;
    return bsearch(&wanted, trade->totals, trade->count, sizeof wanted, compare_totals);
}

itd_hs_code itd_trade_code(const struct itd_trade_key *key)
{
    itd_hs_code code = {.len = (uint8_t)(key->code & 15)};
    uint64_t    digits = key->code >> 4;

    for (size_t i = ITD_HS_CODE_MAX; i-- > 0; digits /= 10)
        if (i < code.len)
            code.digits[i] = (char)('0' + digits % 10);
    return code;
}
