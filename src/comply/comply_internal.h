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

/* ---- CSV of a user, by the names of its columns: rows.c ---- */

#define ITD_ROWS_COLUMNS_MAX 8

struct itd_rows_column {
    const char *name;
    bool        needed; /* the column must be there; its cells may still be empty */
};

struct itd_row {
    const struct itd_rows_column *columns;
    const itd_str                *cells; /* trimmed; of a column that is not there empty */
    uint64_t                      line;
};

typedef itd_status (*itd_rows_take)(void *ctx, const struct itd_row *row, itd_error *err);
/* Other columns are not looked at. Errors carry line and column. *ret_rows counts up. */
ITD_MUST_CHECK itd_status itd_comply_rows_read(itd_source                   *src,
                                               const struct itd_rows_column *columns, size_t count,
                                               itd_rows_take take, void *ctx, uint64_t *ret_rows,
                                               itd_error *err);
/* "VALUE" REASON, with line and column; returns status. */
itd_status itd_row_refuse(const struct itd_row *row, size_t column, itd_status status,
                          const char *reason, itd_error *err);
/* A whole day; an empty cell gives none when that is allowed. */
ITD_MUST_CHECK itd_status itd_row_day(const struct itd_row *row, size_t column, bool may_be_empty,
                                      itd_date *ret_day, itd_error *err);

/* ---- totals of trade: trade.c ---- */

#define ITD_COMPLY_RECORD_MAX ((size_t)64 << 10) /* bytes of one record of JSON */

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
    size_t                flows_max; /* ITD_COMPLY_FLOWS_MAX; tests set less */
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
    size_t             rows; /* read, of all files */
};

ITD_MUST_CHECK itd_status itd_duties_load(struct itd_filings *filings, const char *regime_dir,
                                          itd_error *err);
ITD_MUST_CHECK itd_status itd_filings_read(struct itd_filings     *filings,
                                           const struct itd_areas *areas, itd_source *src,
                                           itd_str file, uint64_t *ret_rows, itd_error *err);

/* ---- listed ships ---- */

/* A row of a register, of a ship that is listed at some time. */
struct itd_ship_row {
    itd_str  imo, name, owner;
    uint16_t flag, owner_area; /* 0: not told */
    itd_date from, to;         /* the day on which it ended; year 0: open */
    itd_str  file;
    uint64_t line;
};

struct itd_call_row {
    itd_str        imo, port;
    uint16_t       area;
    itd_date       arrival, departure;
    itd_claim_kind claim;
    itd_str        file;
    uint64_t       line;
};

struct itd_ships {
    const itd_rules        *rules;
    const struct itd_areas *areas;
    itd_arena              *arena;
    const char             *folder; /* of the files, for errors */
    itd_date                on;
    itd_ship_duty          *duties; /* the answer points into it: of the arena */
    size_t                  duty_count;
    struct itd_ship_row    *rows;
    size_t                  row_count, row_cap;
    struct itd_call_row    *calls;
    size_t                  call_count, call_cap;
    bool                   *seen; /* by vessel of the rules: a row of a register has it */
    itd_str                 file; /* being read */
    uint64_t                left_out[ITD_COMPLY_LEFT];
};

/* The duties, and room for what is read. ship_read.c */
ITD_MUST_CHECK itd_status itd_ships_init(struct itd_ships *ships, const char *regime_dir,
                                         itd_error *err);
ITD_MUST_CHECK itd_status itd_ships_read_register(struct itd_ships *ships, itd_source *src,
                                                  itd_str file, uint64_t *ret_rows, itd_error *err);
ITD_MUST_CHECK itd_status itd_ships_read_calls(struct itd_ships *ships, itd_source *src,
                                               itd_str file, uint64_t *ret_rows, itd_error *err);
/* Sorts, drops what stands there twice, refuses what contradicts. ship_order.c */
ITD_MUST_CHECK itd_status itd_ships_order(struct itd_ships *ships, itd_error *err);
/* The state that the regime is about. ships.c */
itd_str itd_ships_target(const struct itd_ships *ships);
/* Fills flags, owners, calls and what was not seen. Only after the order. ships.c */
ITD_MUST_CHECK itd_status itd_ships_judge(const struct itd_ships *ships, itd_comply_answer *answer,
                                          itd_error *err);
/* Fills steps from flags and owners. ship_steps.c */
ITD_MUST_CHECK itd_status itd_ships_step(const struct itd_ships *ships, itd_comply_answer *answer,
                                         itd_error *err);

/* ---- a code in a period against the rules: verdict.c ---- */

struct itd_verdict {
    itd_flow_class class_;
    itd_code_basis basis;
    bool           is_part;
    bool           has_livelihood;
    bool           is_unknown; /* the HS has no such code */
    bool     is_heading; /* an edition in use on its days has no such code: its heading does */
    bool     is_before;  /* the period ended before the regime */
    uint32_t days, banned_days, part_days, excepted_days, winding_days; /* as of itd_flow */
    itd_date banned_from;
    itd_str  measures;
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

/* ---- a call ---- */

struct itd_comply_work {
    const itd_rules          *rules;
    const itd_comply_request *req;
    itd_arena                *arena, *scratch;
    struct itd_areas          areas;
    struct itd_filings        filings;
    struct itd_trade          trade;
    struct itd_judge          judge;
    uint8_t                  *overlap; /* heap */
    itd_comply_file          *files;
    size_t                    file_count;
    itd_comply_state         *states;
    size_t                    state_count, state_cap;
    itd_map                   state_map;
    itd_mirror               *mirrors;
    size_t                    mirror_count, mirror_cap;
    itd_delivery             *deliveries;
    itd_delivery_place       *places; /* of deliveries */
    size_t                    delivery_count, delivery_cap, place_cap;
    itd_comply_named         *named;
    size_t                    named_count, named_cap;
    struct itd_sharing        sharing;
    struct itd_ships          ships;
    itd_comply_answer         found; /* of the ships */
    bool                      has_reports, has_trade, has_register, has_calls, is_complete;
};

/* Every file of the folder, to its reader. folder.c */
ITD_MUST_CHECK itd_status itd_comply_read_folder(struct itd_comply_work *work, itd_error *err);

#endif
