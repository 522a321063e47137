/* What lists above a floor add to it. The floor is one list (the UN's); each layer is another.
 * Entries are joined as one party by hard identifiers (screen/party.h); a join by name and date is
 * proposed and marked as such, never counted as shared. Results are data and live in the arena;
 * one thread at a time. */
#ifndef ITD_LAYERS_LAYERS_H
#define ITD_LAYERS_LAYERS_H

#include "base/arena.h"
#include "base/date.h"
#include "screen/party.h"

/* Least score of the name for a proposed join. */
#define ITD_LAYERS_NAME_MIN 9000
#define ITD_LAYERS_MAX 64 /* layers of one comparison */

typedef struct itd_layers_join {
    uint32_t       floor, layer; /* entities of the snapshot */
    itd_party_link by;           /* APART: probable, by name and date */
    uint32_t       score;        /* of the name, basis points; 0 when joined by a number */
    bool           has_days;
    int64_t        days;         /* from the floor's listing to the layer's; negative: before */
    bool           names_differ; /* no name of one is, word for word, a name of the other */
    bool           dates_differ; /* both give birth dates, and none agrees */
} itd_layers_join;

typedef struct itd_layers_layer {
    itd_str                list;
    size_t                 entries;    /* of the programme, and those joined to the floor */
    size_t                 shared;     /* floor entries joined by a number */
    size_t                 proposed;   /* floor entries joined by name and date alone */
    size_t                 only_layer; /* entries of the programme that no join leads to */
    const itd_layers_join *joins;      /* by floor id, then layer id */
    size_t                 join_count;
    const uint32_t        *missing; /* floor entries without any join, by id */
    size_t                 missing_count;
} itd_layers_layer;

typedef struct itd_layers {
    itd_str                 floor;
    size_t                  floor_entries; /* of the programme */
    const itd_layers_layer *layers;
    size_t                  layer_count;
} itd_layers;

typedef struct itd_layers_options {
    itd_str        floor;
    const itd_str *layers; /* NULL: every other list of the snapshot */
    size_t         layer_count;
    itd_str        programme; /* empty: all entries */
} itd_layers_options;

/* Does an entry stand under this regime? Publishers name one regime differently: "DPRK", "DPRK2",
 * "1718 (DPRK)", "Democratic People's Republic of Korea". An entry of a list without programmes is
 * taken by the country that the regime is about. */
bool itd_layers_is_of_programme(const itd_snapshot *snap, size_t entity, itd_str programme,
                                bool list_has_programmes);

/* ITD_E_NOT_FOUND: a list that the snapshot does not hold. ITD_E_USAGE: the floor as its own layer,
 * more than ITD_LAYERS_MAX layers. */
ITD_MUST_CHECK itd_status itd_layers_compare(itd_snapshot *snap, const itd_layers_options *options,
                                             itd_arena *arena, itd_layers *ret_layers,
                                             itd_error *err);

#endif
