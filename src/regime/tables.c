/* Tables of a layer that say more of its measures: goods, services, exemptions, notes; and the
 * kinds of service that all layers share. */
#include "regime/tables.h"

#include <string.h>

#include "regime/rules_internal.h"

static const char *const effects[] = {"prohibits", "caps", "licence", "duty", "informs", "exempts"};
static const char *const claim_names[] = {
#define CLAIM_NAME(code, name) name,
    ITD_CLAIM_LIST(CLAIM_NAME)
#undef CLAIM_NAME
};

const char *itd_claim_name(itd_claim_kind kind)
{
    return claim_names[kind];
}

itd_claim_kind itd_claim_find(itd_str name)
{
    size_t i = 0;

    while (i < ITD_ARRAY_LEN(claim_names) && !itd_str_equal(name, itd_str_of(claim_names[i])))
        i++;
    return (itd_claim_kind)i;
}

/* ---- cells ---- */

itd_status itd_rules_take_ranges(itd_rules *rules, const itd_tsv_row *row, size_t column,
                                 const itd_hs_range **ret_ranges, size_t *ret_count, itd_error *err)
{
    itd_hs_range  ranges[ITD_HS_RANGES_MAX];
    itd_hs_range *kept = NULL;
    size_t        count = 0;
    itd_error     fault;

    if (row->cells[column].len > 0) {
        const itd_status st = itd_hs_parse_ranges(row->cells[column], ranges, &count, &fault);

        if (st != ITD_OK)
            return itd_tsv_refuse(row, column, st, err, "%s", fault.message);
        kept = itd_arena_new_array(rules->arena, count, sizeof *kept);
        if (!kept)
            return itd_error_no_memory(err);
        memcpy(kept, ranges, count * sizeof *kept);
    }
    *ret_ranges = kept;
    *ret_count = count;
    return ITD_OK;
}

itd_status itd_rules_take_period(const itd_tsv_row *row, size_t since, size_t until,
                                 itd_date *ret_since, itd_date *ret_until, itd_error *err)
{
    itd_status st = itd_tsv_date(row, since, ret_since, err);

    if (st == ITD_OK)
        st = itd_tsv_date(row, until, ret_until, err);
    if (st == ITD_OK && ret_until->year != 0 && itd_date_compare(*ret_until, *ret_since) < 0)
        st = itd_tsv_refuse(row, until, ITD_E_CONFLICT, err, "is before its beginning");
    return st;
}

itd_status itd_rules_take_effect(const itd_tsv_row *row, size_t column, bool *ret_has,
                                 itd_measure_effect *ret_effect, itd_error *err)
{
    size_t     index = 0;
    itd_status st = ITD_OK;

    *ret_has = row->cells[column].len > 0;
    if (*ret_has)
        st = itd_tsv_word(row, column, effects, ITD_ARRAY_LEN(effects), &index, err);
    *ret_effect = (itd_measure_effect)index;
    return st;
}

static itd_status take_kind(const itd_rules *rules, const itd_tsv_row *row, size_t column,
                            size_t *ret_kind, itd_error *err)
{
    *ret_kind = itd_rules_find_kind(rules, row->cells[column]);
    if (*ret_kind == SIZE_MAX)
        return itd_tsv_refuse(row, column, ITD_E_SCHEMA, err,
                              "\"%.*s\" is no kind of service (kinds.tsv)",
                              ITD_STR_ARGS(row->cells[column]));
    return ITD_OK;
}

/* Appends *item to an array of the rules; items points at the array's pointer. */
static itd_status append(itd_rules *rules, void **items, size_t *count, size_t *cap,
                         const void *item, size_t size, itd_error *err)
{
    itd_status st = itd_rules_grow(rules, items, *count, cap, size, err);

    if (st == ITD_OK)
        memcpy((char *)*items + (*count)++ * size, item, size);
    return st;
}

#define APPEND(rules, name, item, err)                                                             \
    append_to(rules, offsetof(itd_rules, name), &(rules)->name##_count, &(rules)->name##_cap,      \
              &(item), sizeof(item), err)

/* The pointer of the array stands at that offset of the rules. */
static itd_status append_to(itd_rules *rules, size_t offset, size_t *count, size_t *cap,
                            const void *item, size_t size, itd_error *err)
{
    void      *items;
    itd_status st;

    memcpy(&items, (char *)rules + offset, sizeof items);
    st = append(rules, &items, count, cap, item, size, err);
    if (st == ITD_OK)
        memcpy((char *)rules + offset, &items, sizeof items);
    return st;
}

/* ---- kinds.tsv ---- */

enum { KIND_NAME, KIND_TEXT, KIND_COLUMNS };
static const itd_tsv_column kind_columns[KIND_COLUMNS] = {{"kind", true}, {"text", true}};

static itd_status take_kind_row(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    itd_rules       *rules = ctx;
    itd_service_kind kind = {.name = {0}};
    itd_status       st = itd_tsv_text(row, KIND_NAME, rules->arena, &kind.name, err);

    if (st == ITD_OK)
        st = itd_tsv_text(row, KIND_TEXT, rules->arena, &kind.text, err);
    if (st == ITD_OK && itd_rules_find_kind(rules, kind.name) != SIZE_MAX)
        st = itd_tsv_refuse(row, KIND_NAME, ITD_E_DUPLICATE, err, "stands there already");
    if (st == ITD_OK && rules->kinds_count == ITD_SERVICE_KINDS_MAX)
        st = itd_tsv_refuse(row, KIND_NAME, ITD_E_LIMIT, err, "more than %d kinds",
                            ITD_SERVICE_KINDS_MAX);
    return st == ITD_OK ? APPEND(rules, kinds, kind, err) : st;
}

enum { F_AUTHORITY, F_PRODUCT, F_GROUP, F_FACTOR, F_BASIS, F_SOURCE, F_CONFIDENCE, F_COLUMNS };
static const itd_tsv_column factor_columns[F_COLUMNS] = {
    {"authority", true}, {"product", true}, {"group", true},     {"barrels_per_tonne", true},
    {"basis", false},    {"source", true},  {"confidence", true}};

static itd_status take_factor_row(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    itd_rules *rules = ctx;
    itd_factor factor = {.barrels_per_tonne = 0};
    itd_str   *texts[F_COLUMNS] = {
          [F_AUTHORITY] = &factor.authority, [F_PRODUCT] = &factor.product,
          [F_GROUP] = &factor.group,         [F_BASIS] = &factor.basis,
          [F_SOURCE] = &factor.source,       [F_CONFIDENCE] = &factor.confidence,
    };
    itd_status st = itd_tsv_decimal(row, F_FACTOR, &factor.barrels_per_tonne, err);

    for (size_t i = 0; st == ITD_OK && i < F_COLUMNS; i++)
        if (texts[i])
            st = itd_tsv_text(row, i, rules->arena, texts[i], err);
    if (st == ITD_OK && factor.barrels_per_tonne == 0)
        st = itd_tsv_refuse(row, F_FACTOR, ITD_E_SYNTAX, err, "no barrel weighs nothing");
    return st == ITD_OK ? APPEND(rules, factors, factor, err) : st;
}

itd_status itd_rules_load_common(itd_rules *rules, const char *data_dir, itd_error *err)
{
    itd_status st = itd_rules_read_table(data_dir, "kinds.tsv", kind_columns, KIND_COLUMNS,
                                         take_kind_row, rules, err);

    return st == ITD_OK ? itd_rules_read_table(data_dir, "factors.tsv", factor_columns, F_COLUMNS,
                                               take_factor_row, rules, err)
                        : st;
}

/* ---- goods.tsv ---- */

enum {
    G_MEASURE,
    G_HS,
    G_WORDS,
    G_NOT,
    G_EFFECT,
    G_SINCE,
    G_UNTIL,
    G_ABOVE,
    G_BASIS,
    G_NOTE,
    G_COLUMNS
};
static const itd_tsv_column goods_columns[G_COLUMNS] = {
    {"measure", true}, {"hs", false},    {"words", false}, {"not_words", false},
    {"effect", false}, {"since", false}, {"until", false}, {"above_usd", false},
    {"basis", true},   {"note", false}};

static itd_status take_above(const itd_tsv_row *row, uint64_t *ret_above, itd_error *err)
{
    itd_status st = itd_tsv_decimal(row, G_ABOVE, ret_above, err);

    if (st == ITD_OK && row->cells[G_ABOVE].len > 0 && *ret_above == 0)
        st = itd_tsv_refuse(row, G_ABOVE, ITD_E_SCHEMA, err, "every piece is worth more than 0");
    return st;
}

static itd_status take_goods_row(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    struct itd_rules_loading *loading = ctx;
    itd_rules                *rules = loading->rules;
    itd_coverage              coverage = {.measure = 0};
    itd_status st = itd_rules_take_measure(rules, row, G_MEASURE, &coverage.measure, err);

    if (st == ITD_OK)
        st = itd_rules_take_ranges(rules, row, G_HS, &coverage.ranges, &coverage.range_count, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, G_WORDS, rules->arena, &coverage.words, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, G_NOT, rules->arena, &coverage.not_words, err);
    if (st == ITD_OK)
        st = itd_rules_take_effect(row, G_EFFECT, &coverage.has_effect, &coverage.effect, err);
    if (st == ITD_OK)
        st = itd_rules_take_period(row, G_SINCE, G_UNTIL, &coverage.since, &coverage.until, err);
    if (st == ITD_OK)
        st = take_above(row, &coverage.above_usd, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, G_BASIS, rules->arena, &coverage.basis, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, G_NOTE, rules->arena, &coverage.note, err);
    if (st == ITD_OK && coverage.range_count == 0 && coverage.words.len == 0)
        st = itd_tsv_refuse(row, G_HS, ITD_E_INCOMPLETE, err, "neither codes nor words");
    return st == ITD_OK ? APPEND(rules, coverage, coverage, err) : st;
}

/* ---- services.tsv ---- */

enum { S_MEASURE, S_KIND, S_EFFECT, S_WIND_DOWN, S_VESSEL, S_SINCE, S_UNTIL, S_NOTE, S_COLUMNS };
static const itd_tsv_column service_columns[S_COLUMNS] = {
    {"measure", true}, {"kind", true},   {"effect", false}, {"wind_down_until", false},
    {"vessel", false}, {"since", false}, {"until", false},  {"note", false}};

static itd_status take_service_row(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    static const char *const vessels[] = {"", "listed", "target"};

    struct itd_rules_loading *loading = ctx;
    itd_rules                *rules = loading->rules;
    itd_service_rule          service = {.measure = 0};
    size_t                    vessel = 0;
    itd_status st = itd_rules_take_measure(rules, row, S_MEASURE, &service.measure, err);

    if (st == ITD_OK)
        st = take_kind(rules, row, S_KIND, &service.kind, err);
    if (st == ITD_OK)
        st = itd_rules_take_effect(row, S_EFFECT, &service.has_effect, &service.effect, err);
    if (st == ITD_OK)
        st = itd_tsv_date(row, S_WIND_DOWN, &service.wind_down_until, err);
    if (st == ITD_OK)
        st = itd_rules_take_period(row, S_SINCE, S_UNTIL, &service.since, &service.until, err);
    if (st == ITD_OK)
        st = itd_tsv_word(row, S_VESSEL, vessels, ITD_ARRAY_LEN(vessels), &vessel, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, S_NOTE, rules->arena, &service.note, err);
    service.listed_vessels = vessel == 1;
    service.target_vessels = vessel == 2;
    return st == ITD_OK ? APPEND(rules, services, service, err) : st;
}

/* ---- exemptions.tsv ---- */

enum {
    X_MEASURE,
    X_CLAIM,
    X_NEEDS,
    X_EFFECT,
    X_PROVISION,
    X_SHOWS,
    X_HS,
    X_KIND,
    X_SINCE,
    X_UNTIL,
    X_CONFIDENCE,
    X_COLUMNS
};
static const itd_tsv_column exemption_columns[X_COLUMNS] = {
    {"measure", true},   {"claim", true},  {"needs", false},    {"effect", true},
    {"provision", true}, {"shows", true},  {"hs", false},       {"kind", false},
    {"since", false},    {"until", false}, {"confidence", true}};

static itd_status take_exemption_words(itd_exemption *exemption, const itd_tsv_row *row,
                                       itd_error *err)
{
    static const char *const kinds[] = {"lifts", "condition"};

    size_t     claim = 0, needs = 0, effect = 0;
    itd_status st =
        itd_tsv_word(row, X_CLAIM, claim_names, ITD_ARRAY_LEN(claim_names), &claim, err);

    exemption->has_needs = row->cells[X_NEEDS].len > 0;
    if (st == ITD_OK && exemption->has_needs)
        st = itd_tsv_word(row, X_NEEDS, claim_names, ITD_ARRAY_LEN(claim_names), &needs, err);
    if (st == ITD_OK)
        st = itd_tsv_word(row, X_EFFECT, kinds, ITD_ARRAY_LEN(kinds), &effect, err);
    exemption->claim = (itd_claim_kind)claim;
    exemption->needs = (itd_claim_kind)needs;
    exemption->lifts = effect == 0;
    return st;
}

static itd_status take_exemption_row(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    struct itd_rules_loading *loading = ctx;
    itd_rules                *rules = loading->rules;
    itd_exemption             exemption = {
                    .measure = SIZE_MAX, .kind = SIZE_MAX, .layer = loading->layer->name};
    itd_status st = ITD_OK;

    if (!itd_str_equal(row->cells[X_MEASURE], ITD_STR("*")))
        st = itd_rules_take_measure(rules, row, X_MEASURE, &exemption.measure, err);
    if (st == ITD_OK)
        st = take_exemption_words(&exemption, row, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, X_PROVISION, rules->arena, &exemption.provision, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, X_SHOWS, rules->arena, &exemption.shows, err);
    if (st == ITD_OK)
        st =
            itd_rules_take_ranges(rules, row, X_HS, &exemption.ranges, &exemption.range_count, err);
    if (st == ITD_OK && row->cells[X_KIND].len > 0)
        st = take_kind(rules, row, X_KIND, &exemption.kind, err);
    if (st == ITD_OK)
        st = itd_rules_take_period(row, X_SINCE, X_UNTIL, &exemption.since, &exemption.until, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, X_CONFIDENCE, rules->arena, &exemption.confidence, err);
    return st == ITD_OK ? APPEND(rules, exemptions, exemption, err) : st;
}

/* ---- notes.tsv ---- */

enum { N_MEASURE, N_SCOPE, N_SINCE, N_UNTIL, N_TEXT, N_COLUMNS };
static const itd_tsv_column note_columns[N_COLUMNS] = {
    {"measure", true}, {"scope", true}, {"since", false}, {"until", false}, {"text", true}};

static itd_status take_note_row(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    static const char *const scopes[] = {"goods", "any"};

    struct itd_rules_loading *loading = ctx;
    itd_rules                *rules = loading->rules;
    itd_rule_note             note = {.measure = 0};
    size_t                    scope = 0;
    itd_status st = itd_rules_take_measure(rules, row, N_MEASURE, &note.measure, err);

    if (st == ITD_OK)
        st = itd_tsv_word(row, N_SCOPE, scopes, ITD_ARRAY_LEN(scopes), &scope, err);
    if (st == ITD_OK)
        st = itd_rules_take_period(row, N_SINCE, N_UNTIL, &note.since, &note.until, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, N_TEXT, rules->arena, &note.text, err);
    note.any_goods = scope == 1;
    return st == ITD_OK ? APPEND(rules, notes, note, err) : st;
}

itd_status itd_rules_load_tables(struct itd_rules_loading *loading, const char *dir, itd_error *err)
{
    itd_status st = itd_rules_read_table(dir, "goods.tsv", goods_columns, G_COLUMNS, take_goods_row,
                                         loading, err);

    if (st == ITD_OK)
        st = itd_rules_read_table(dir, "services.tsv", service_columns, S_COLUMNS, take_service_row,
                                  loading, err);
    if (st == ITD_OK)
        st = itd_rules_read_table(dir, "exemptions.tsv", exemption_columns, X_COLUMNS,
                                  take_exemption_row, loading, err);
    if (st == ITD_OK)
        st = itd_rules_read_table(dir, "notes.tsv", note_columns, N_COLUMNS, take_note_row, loading,
                                  err);
    return st;
}

/* ---- what measures.tsv says and goods.tsv does not refine ---- */

static bool is_refined(const itd_rules *rules, size_t measure)
{
    for (size_t i = 0; i < rules->coverage_count; i++)
        if (rules->coverage[i].measure == measure)
            return true;
    return false;
}

static itd_status add_codes(itd_rules *rules, size_t index, itd_error *err)
{
    static const itd_tsv_column column[] = {{"hs", false}};

    const itd_measure *measure = &rules->measures[index];
    itd_coverage       coverage = {
              .measure = index, .basis = measure->hs_basis, .note = measure->hs_note};
    const itd_tsv_row row = {column, &measure->hs, measure->line};
    itd_status        st =
        itd_rules_take_ranges(rules, &row, 0, &coverage.ranges, &coverage.range_count, err);

    if (st != ITD_OK) {
        itd_error_in_file(err, measure->file);
        return st;
    }
    return APPEND(rules, coverage, coverage, err);
}

static itd_status check_cap(const itd_rules *rules, size_t index, itd_error *err)
{
    const itd_measure *measure = &rules->measures[index];
    bool               has_numbers = false;

    for (size_t i = 0; i < rules->caps_count; i++)
        has_numbers = has_numbers || rules->caps[i].measure == index;
    if (has_numbers == (measure->effect == ITD_EFFECT_CAPS))
        return ITD_OK;
    (void)itd_error_at_line(err, has_numbers ? ITD_E_CONFLICT : ITD_E_INCOMPLETE, measure->line,
                            has_numbers ? "has a cap in caps.tsv but another effect"
                                        : "is a cap without a row in caps.tsv");
    itd_error_in_file(err, measure->file);
    itd_error_in_record(err, measure->id);
    itd_error_in_field(err, ITD_STR("effect"));
    return err ? err->status : ITD_E_CONFLICT;
}

itd_status itd_rules_complete(itd_rules *rules, itd_error *err)
{
    const size_t measures = rules->measure_count;
    itd_status   st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < measures; i++) {
        if (rules->measures[i].hs.len > 0 && !is_refined(rules, i))
            st = add_codes(rules, i, err);
        if (st == ITD_OK)
            st = check_cap(rules, i, err);
    }
    return st;
}

/* ---- borrowing ---- */

size_t itd_rules_coverage_count(const itd_rules *rules)
{
    return rules->coverage_count;
}

const itd_coverage *itd_rules_coverage_at(const itd_rules *rules, size_t index)
{
    return &rules->coverage[index];
}

size_t itd_rules_kind_count(const itd_rules *rules)
{
    return rules->kinds_count;
}

const itd_service_kind *itd_rules_kind_at(const itd_rules *rules, size_t index)
{
    return &rules->kinds[index];
}

size_t itd_rules_find_kind(const itd_rules *rules, itd_str name)
{
    for (size_t i = 0; i < rules->kinds_count; i++)
        if (itd_str_equal(rules->kinds[i].name, name))
            return i;
    return SIZE_MAX;
}

size_t itd_rules_service_count(const itd_rules *rules)
{
    return rules->services_count;
}

const itd_service_rule *itd_rules_service_at(const itd_rules *rules, size_t index)
{
    return &rules->services[index];
}

size_t itd_rules_exemption_count(const itd_rules *rules)
{
    return rules->exemptions_count;
}

const itd_exemption *itd_rules_exemption_at(const itd_rules *rules, size_t index)
{
    return &rules->exemptions[index];
}

size_t itd_rules_factor_count(const itd_rules *rules)
{
    return rules->factors_count;
}

const itd_factor *itd_rules_factor_at(const itd_rules *rules, size_t index)
{
    return &rules->factors[index];
}

size_t itd_rules_note_count(const itd_rules *rules)
{
    return rules->notes_count;
}

const itd_rule_note *itd_rules_note_at(const itd_rules *rules, size_t index)
{
    return &rules->notes[index];
}
