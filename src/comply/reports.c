/* The duties to report (reporting_duties.tsv) and what was filed (reports*.csv). */
#include "base/file.h"
#include "comply/comply_internal.h"
#include "regime/tsv.h"

enum { ID, MEASURE, PARAGRAPH, ADOPTED, RULE, DUE, APPLIES, SOURCE, CONFIDENCE };

static const itd_tsv_column duty_columns[] = {
    [ID] = {"id", true},
    [MEASURE] = {"measure", true},
    [PARAGRAPH] = {"paragraph", false},
    [ADOPTED] = {"adopted", true},
    [RULE] = {"rule", true},
    [DUE] = {"due", false},
    [APPLIES] = {"applies", true},
    [SOURCE] = {"source", true},
    [CONFIDENCE] = {"confidence", true},
};
static const char *const applies[] = {"all", "importers", "suppliers", "meeting"};

static itd_status take_duty(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    struct itd_filings *filings = ctx;
    itd_duty            duty = {.measure = itd_rules_find(filings->rules, row->cells[MEASURE])};
    itd_duty           *duties;
    size_t              who = 0;
    itd_status          st = itd_tsv_text(row, ID, filings->arena, &duty.id, err);

    if (duty.measure == SIZE_MAX)
        return itd_tsv_refuse(row, MEASURE, ITD_E_SCHEMA, err, "no such measure");
    if (st == ITD_OK)
        st = itd_tsv_text(row, PARAGRAPH, filings->arena, &duty.paragraph, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, RULE, filings->arena, &duty.rule, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, SOURCE, filings->arena, &duty.source, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, CONFIDENCE, filings->arena, &duty.confidence, err);
    if (st == ITD_OK)
        st = itd_tsv_date(row, ADOPTED, &duty.adopted, err);
    if (st == ITD_OK)
        st = itd_tsv_date(row, DUE, &duty.due, err);
    if (st == ITD_OK)
        st = itd_tsv_word(row, APPLIES, applies, ITD_ARRAY_LEN(applies), &who, err);
    if (st != ITD_OK)
        return st;
    duty.for_all = who == 0;
    duties = itd_arena_grow(filings->arena, filings->duties, filings->duty_count,
                            &filings->duty_cap, sizeof duty);
    if (!duties)
        return itd_error_no_memory(err);
    filings->duties = duties;
    filings->duties[filings->duty_count++] = duty;
    return ITD_OK;
}

itd_status itd_duties_load(struct itd_filings *filings, const char *regime_dir, itd_error *err)
{
    char       path[ITD_PATH_MAX];
    itd_status st = itd_path_join(path, regime_dir, "reporting_duties.tsv", NULL, err);

    return st == ITD_OK ? itd_tsv_read_file(path, duty_columns, ITD_ARRAY_LEN(duty_columns),
                                            take_duty, filings, err)
                        : st;
}

/* ---- what was filed ---- */

enum { STATE, RESOLUTION, FILED };

static const struct itd_rows_column filed_columns[] = {
    [STATE] = {"state", true}, [RESOLUTION] = {"resolution", true}, [FILED] = {"filed", true}};

struct reading {
    struct itd_filings     *filings;
    const struct itd_areas *areas;
    itd_str                 file;
};

/* "S/RES/2397(2017)", "2397 (2017)", "2397" */
static size_t find_duty(const struct itd_filings *filings, itd_str text)
{
    const itd_str prefix = ITD_STR("S/RES/");
    size_t        bracket;

    if (itd_str_starts_with_ascii_nocase(text, prefix))
        text = itd_str_from(text, prefix.len);
    bracket = itd_str_find_char(text, '(');
    if (bracket != SIZE_MAX)
        text = itd_str_trim(itd_str_slice(text, 0, bracket));
    for (size_t i = 0; i < filings->duty_count; i++)
        if (itd_str_equal_ascii_nocase(filings->duties[i].id, text))
            return i;
    return SIZE_MAX;
}

static itd_status add_filing(struct itd_filings *filings, const struct itd_filing *filing,
                             const struct itd_row *row, itd_error *err)
{
    void *items;

    for (size_t i = 0; i < filings->count; i++) {
        const struct itd_filing *old = &filings->items[i];

        if (old->duty != filing->duty || !itd_str_equal(old->iso, filing->iso))
            continue;
        if (!itd_date_equal(old->filed, filing->filed))
            return itd_row_refuse(row, FILED, ITD_E_CONFLICT,
                                  "is another day than in an earlier row of this state and "
                                  "resolution",
                                  err);
        filings->repeated++;
        return ITD_OK;
    }
    items = itd_arena_grow(filings->arena, filings->items, filings->count, &filings->cap,
                           sizeof *filing);
    if (!items)
        return itd_error_no_memory(err);
    filings->items = items;
    filings->items[filings->count++] = *filing;
    return ITD_OK;
}

static itd_status take_filing(void *ctx, const struct itd_row *row, itd_error *err)
{
    struct reading     *reading = ctx;
    struct itd_filings *filings = reading->filings;
    struct itd_filing   filing = {.file = reading->file, .line = row->line};
    uint16_t            area;
    itd_status          st;

    if (filings->rows++ == ITD_COMPLY_REPORTS_MAX)
        return itd_error_at_line(err, ITD_E_LIMIT, row->line, "more than %zu rows of reports",
                                 ITD_COMPLY_REPORTS_MAX);
    if (!itd_areas_find(reading->areas, row->cells[STATE], &area) || area == 0)
        return itd_row_refuse(row, STATE, ITD_E_SCHEMA, "is no state", err);
    filing.iso = itd_areas_state(reading->areas, area);
    filing.duty = find_duty(filings, row->cells[RESOLUTION]);
    if (filing.duty == SIZE_MAX)
        return itd_row_refuse(row, RESOLUTION, ITD_E_SCHEMA,
                              "is no duty to report (see reporting_duties.tsv)", err);
    st = itd_row_day(row, FILED, false, &filing.filed, err);
    if (st != ITD_OK)
        return st;
    if (itd_date_compare(filing.filed, filings->duties[filing.duty].adopted) < 0)
        return itd_row_refuse(row, FILED, ITD_E_CONFLICT, "is before the resolution was adopted",
                              err);
    return add_filing(filings, &filing, row, err);
}

itd_status itd_filings_read(struct itd_filings *filings, const struct itd_areas *areas,
                            itd_source *src, itd_str file, uint64_t *ret_rows, itd_error *err)
{
    struct reading reading = {filings, areas, file};

    return itd_comply_rows_read(src, filed_columns, ITD_ARRAY_LEN(filed_columns), take_filing,
                                &reading, ret_rows, err);
}
