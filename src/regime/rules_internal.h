/* The rule base from inside: what the loaders of the single tables share. */
#ifndef ITD_REGIME_RULES_INTERNAL_H
#define ITD_REGIME_RULES_INTERNAL_H

#include "base/arena.h"
#include "base/map.h"
#include "regime/rules.h"
#include "regime/tsv.h"

struct itd_rules {
    itd_arena   *arena; /* holds every text and array */
    itd_layer    layers[ITD_LAYERS_MAX];
    size_t       layer_count;
    itd_measure *measures;
    size_t       measure_count, measure_cap;
    itd_map      by_id; /* lower-case id → index */
};

/* The layer being read. */
struct itd_rules_loading {
    itd_rules *rules;
    itd_layer *layer;
    itd_str    file; /* copied to the arena */
};

/* measures.tsv of one layer; links are resolved by itd_rules_link once all layers are in. */
ITD_MUST_CHECK itd_status itd_rules_load_measures(struct itd_rules_loading *loading,
                                                  const char *path, itd_error *err);
/* Resolves ids, finds the last days, and refuses what contradicts itself. */
ITD_MUST_CHECK itd_status itd_rules_link(itd_rules *rules, itd_error *err);

/* Reads DIR/NAME when it is there; a table that is not there is empty. */
ITD_MUST_CHECK itd_status itd_rules_read_table(const char *dir, const char *name,
                                               const itd_tsv_column *columns, size_t column_count,
                                               itd_tsv_take take, void *ctx, itd_error *err);
/* An id of a measure in a cell → its index; ITD_E_SCHEMA when there is none. */
ITD_MUST_CHECK itd_status itd_rules_take_measure(const itd_rules *rules, const itd_tsv_row *row,
                                                 size_t column, size_t *ret_measure,
                                                 itd_error *err);
/* Room for one more element of an array in the arena. */
ITD_MUST_CHECK itd_status itd_rules_grow(itd_rules *rules, void **items, size_t count, size_t *cap,
                                         size_t size, itd_error *err);

#endif
