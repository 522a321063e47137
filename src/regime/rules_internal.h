/* The rule base from inside: what the loaders of the single tables share. */
#ifndef ITD_REGIME_RULES_INTERNAL_H
#define ITD_REGIME_RULES_INTERNAL_H

#include "base/arena.h"
#include "base/map.h"
#include "regime/rules.h"
#include "regime/tables.h"
#include "regime/tsv.h"

/* An array in the arena of the rules. */
#define ITD_RULES_ARRAY(type, name)                                                                \
    type  *name;                                                                                   \
    size_t name##_count, name##_cap

struct itd_rules {
    itd_arena   *arena; /* holds every text and array */
    itd_layer    layers[ITD_LAYERS_MAX];
    size_t       layer_count;
    itd_measure *measures;
    size_t       measure_count, measure_cap;
    itd_map      by_id; /* lower-case id → index */

    ITD_RULES_ARRAY(itd_coverage, coverage);
    ITD_RULES_ARRAY(itd_service_kind, kinds);
    ITD_RULES_ARRAY(itd_service_rule, services);
    ITD_RULES_ARRAY(itd_exemption, exemptions);
    ITD_RULES_ARRAY(itd_cap, caps);
    ITD_RULES_ARRAY(itd_factor, factors);
    ITD_RULES_ARRAY(itd_listed_vessel, vessels);
    ITD_RULES_ARRAY(itd_rule_note, notes);
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
ITD_MUST_CHECK itd_status itd_rules_read_measures(struct itd_rules_loading *loading,
                                                  itd_source *src, itd_error *err);
/* Resolves ids, finds the last days, and refuses what contradicts itself. */
ITD_MUST_CHECK itd_status itd_rules_link(itd_rules *rules, itd_error *err);

/* kinds.tsv and factors.tsv of the common folder. */
ITD_MUST_CHECK itd_status itd_rules_load_common(itd_rules *rules, const char *data_dir,
                                                itd_error *err);
/* The other tables of one layer; the measures must be in. */
ITD_MUST_CHECK itd_status itd_rules_load_tables(struct itd_rules_loading *loading, const char *dir,
                                                itd_error *err);
ITD_MUST_CHECK itd_status itd_rules_load_vessels(struct itd_rules_loading *loading, const char *dir,
                                                 itd_error *err);
ITD_MUST_CHECK itd_status itd_rules_load_caps(struct itd_rules_loading *loading, const char *dir,
                                              itd_error *err);
/* Codes of measures that goods.tsv does not refine; caps without numbers are refused. */
ITD_MUST_CHECK itd_status itd_rules_complete(itd_rules *rules, itd_error *err);

/* Reads DIR/NAME when it is there; a table that is not there is empty. */
ITD_MUST_CHECK itd_status itd_rules_read_table(const char *dir, const char *name,
                                               const itd_tsv_column *columns, size_t column_count,
                                               itd_tsv_take take, void *ctx, itd_error *err);
/* An id of a measure in a cell → its index; ITD_E_SCHEMA when there is none. */
ITD_MUST_CHECK itd_status itd_rules_take_measure(const itd_rules *rules, const itd_tsv_row *row,
                                                 size_t column, size_t *ret_measure,
                                                 itd_error *err);
/* Ranges of codes in a cell; an empty cell gives none. */
ITD_MUST_CHECK itd_status itd_rules_take_ranges(itd_rules *rules, const itd_tsv_row *row,
                                                size_t column, const itd_hs_range **ret_ranges,
                                                size_t *ret_count, itd_error *err);
/* since and until of a row, in order. */
ITD_MUST_CHECK itd_status itd_rules_take_period(const itd_tsv_row *row, size_t since, size_t until,
                                                itd_date *ret_since, itd_date *ret_until,
                                                itd_error *err);
/* An effect in a cell that may be empty. */
ITD_MUST_CHECK itd_status itd_rules_take_effect(const itd_tsv_row *row, size_t column,
                                                bool *ret_has, itd_measure_effect *ret_effect,
                                                itd_error *err);
/* Room for one more element of an array in the arena. */
ITD_MUST_CHECK itd_status itd_rules_grow(itd_rules *rules, void **items, size_t count, size_t *cap,
                                         size_t size, itd_error *err);

#endif
