/* What the parts of the module share: areas, totals of trade, filed reports. */
#ifndef ITD_COMPLY_COMPLY_INTERNAL_H
#define ITD_COMPLY_COMPLY_INTERNAL_H

#include "base/map.h"
#include "codec/source.h"
#include "comply/comply.h"

#define ITD_AREA_MAX 1000 /* three digits */
#define ITD_AREA_DPRK 408
#define ITD_AREA_ROK 410

/* States by the number of UN Comtrade. areas.c */
struct itd_area {
    itd_str name, iso; /* both empty: no such number; iso empty: a group or a former state */
};

struct itd_areas {
    struct itd_area items[ITD_AREA_MAX];
    itd_map         by_name;
    itd_arena      *arena;
};

ITD_MUST_CHECK itd_status itd_areas_load(struct itd_areas *areas, const char *regime_dir,
                                         itd_arena *arena, itd_error *err);
void                      itd_areas_done(struct itd_areas *areas);
/* A number or a name; false when unknown. */
bool itd_areas_find(const struct itd_areas *areas, itd_str text, uint16_t *ret_area);
/* The code by which a state is known: its ISO code, else its number. */
itd_str itd_areas_state(const struct itd_areas *areas, uint16_t area);

/* ---- totals of trade: trade.c ---- */

struct itd_trade_key {
    uint16_t reporter, partner;
    uint32_t period;
    uint64_t code; /* ten digits, filled up with zeros, times 16, plus their number */
    bool     is_export;
};

struct itd_total {
    struct itd_trade_key key;
    uint64_t             cents, other;
    uint64_t             line;
    int32_t              release; /* days since 1970; 0: not said */
    uint16_t             file;
    uint8_t              labels;
};

/* What one reporter told of one period and flow. */
struct itd_trade_set {
    uint16_t reporter;
    uint32_t period;
    bool     is_export;
    char     edition; /* '0'…: of the HS; 0: not said */
    int32_t  release; /* last one */
};

struct itd_trade {
    struct itd_total     *totals; /* heap */
    size_t                count, cap;
    uint32_t             *slots; /* heap: index + 1 by hash of the key */
    size_t                slot_cap;
    struct itd_trade_set *sets; /* heap; sorted by nothing */
    size_t                set_count, set_cap;
    size_t                last_set;
    itd_map               set_map;
    itd_arena            *arena;
    uint64_t              rows;
    uint64_t              left_out[ITD_COMPLY_LEFT];
};

struct itd_trade_row {
    struct itd_trade_key key;
    uint64_t             cents;
    char                 edition;
    int32_t              release;
    uint16_t             file;
    uint64_t             line;
};

void                      itd_trade_done(struct itd_trade *trade);
ITD_MUST_CHECK itd_status itd_trade_add(struct itd_trade *trade, const struct itd_trade_row *row,
                                        itd_error *err);
/* By reporter, flow, partner, period, code; after it nothing may be added. */
void itd_trade_sort(struct itd_trade *trade);
/* NULL: none. Only after the sort. */
const struct itd_total *itd_trade_find(const struct itd_trade     *trade,
                                       const struct itd_trade_key *key);
int itd_trade_compare(const struct itd_trade_key *a, const struct itd_trade_key *b);
const struct itd_trade_set *itd_trade_set_of(const struct itd_trade     *trade,
                                             const struct itd_trade_key *key);
itd_hs_code                 itd_trade_code(const struct itd_trade_key *key);

/* Reads CSV or JSON by its first byte. *ret_missing: the column without which the file cannot be
 * used (nothing was taken), else empty. trade_read.c */
ITD_MUST_CHECK itd_status itd_trade_read(struct itd_trade *trade, const struct itd_areas *areas,
                                         itd_source *src, uint16_t file, itd_arena *arena,
                                         itd_str *ret_missing, itd_error *err);
struct itd_trade_reader;
/* The fields of one row, in the order of its columns. */
ITD_MUST_CHECK itd_status itd_trade_take(struct itd_trade_reader *reader, const itd_str *fields,
                                         uint64_t line, itd_error *err);

/* ---- reports: reports.c ---- */

struct itd_filing {
    itd_str  iso;
    size_t   duty;
    itd_date filed;
    itd_str  file;
    uint64_t line;
};

struct itd_filings {
    itd_duty          *duties;
    size_t             duty_count, duty_cap;
    struct itd_filing *items;
    size_t             count, cap;
    const itd_rules   *rules;
    itd_arena         *arena;
    uint64_t           repeated;
};

ITD_MUST_CHECK itd_status itd_duties_load(struct itd_filings *filings, const char *regime_dir,
                                          itd_error *err);
ITD_MUST_CHECK itd_status itd_filings_read(struct itd_filings     *filings,
                                           const struct itd_areas *areas, itd_source *src,
                                           itd_str file, uint64_t *ret_rows, itd_error *err);

/* ---- a code in a period against the rules: verdict.c ---- */

struct itd_verdict {
    itd_flow_class class_;
    itd_code_basis basis;
    bool           is_part;
    bool           has_livelihood;
    bool           is_unknown; /* the HS has no such code */
    itd_str        measures;
};

struct itd_judge {
    const itd_rules    *rules;
    const itd_hs       *hs;
    itd_arena          *arena, *scratch;
    itd_map             seen;
    struct itd_verdict *verdicts;
    size_t              count, cap;
};

ITD_MUST_CHECK itd_status itd_judge(struct itd_judge *judge, const struct itd_trade_key *key,
                                    struct itd_verdict *ret_verdict, itd_error *err);

/* Labels of likely errors over the sorted totals; overlap has a per cent for each. errors.c */
void itd_trade_label(struct itd_trade *trade, uint8_t *overlap);

/* Shares of the caps. shares.c */
struct itd_sharing {
    itd_arena          *arena;
    itd_supplier_share *items;
    size_t              count, cap;
};

ITD_MUST_CHECK itd_status itd_shares_count(struct itd_sharing *sharing, const itd_rules *rules,
                                           const itd_delivery *all, size_t count, itd_date on,
                                           itd_error *err);

#endif
