/* The duties to report (reporting_duties.tsv) and what was filed (reports*.csv). */
#include "base/file.h"
#include "codec/csv.h"
#include "comply/comply_internal.h"
#include "entity/country.h"
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

enum { STATE, RESOLUTION, FILED, FILED_COLUMNS };

static const char *const filed_columns[FILED_COLUMNS] = {"state", "resolution", "filed"};

static itd_status refuse(itd_error *err, itd_status status, uint64_t line, int column,
                         itd_str value, const char *reason)
{
    (void)itd_error_at_line(err, status, line, "\"%.*s\" %s", ITD_STR_ARGS(value), reason);
    itd_error_in_field(err, itd_str_of(filed_columns[column]));
    return status;
}

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

static itd_status take_filing(struct itd_filings *filings, const struct itd_areas *areas,
                              const itd_str cells[static FILED_COLUMNS], itd_str file,
                              uint64_t line, itd_error *err)
{
    struct itd_filing filing = {.file = file, .line = line};
    void             *items;
    uint16_t          area;

    if (!itd_areas_find(areas, cells[STATE], &area) || area == 0)
        return refuse(err, ITD_E_SCHEMA, line, STATE, cells[STATE], "is no state");
    filing.iso = itd_areas_state(areas, area);
    filing.duty = find_duty(filings, cells[RESOLUTION]);
    if (filing.duty == SIZE_MAX)
        return refuse(err, ITD_E_SCHEMA, line, RESOLUTION, cells[RESOLUTION],
                      "is no duty to report (see reporting_duties.tsv)");
    if (!itd_date_parse_iso(cells[FILED], &filing.filed) || filing.filed.day == 0)
        return refuse(err, ITD_E_SYNTAX, line, FILED, cells[FILED], "is no day (YYYY-MM-DD)");
    if (itd_date_compare(filing.filed, filings->duties[filing.duty].adopted) < 0)
        return refuse(err, ITD_E_CONFLICT, line, FILED, cells[FILED],
                      "is before the resolution was adopted");
    for (size_t i = 0; i < filings->count; i++) {
        const struct itd_filing *old = &filings->items[i];

        if (old->duty != filing.duty || !itd_str_equal(old->iso, filing.iso))
            continue;
        if (!itd_date_equal(old->filed, filing.filed))
            return refuse(err, ITD_E_CONFLICT, line, FILED, cells[FILED],
                          "is another day than in an earlier row of this state and resolution");
        filings->repeated++;
        return ITD_OK;
    }
    if (filings->count == ITD_COMPLY_REPORTS_MAX)
        return itd_error_at_line(err, ITD_E_LIMIT, line, "more than %zu reports",
                                 ITD_COMPLY_REPORTS_MAX);
    items = itd_arena_grow(filings->arena, filings->items, filings->count, &filings->cap,
                           sizeof filing);
    if (!items)
        return itd_error_no_memory(err);
    filings->items = items;
    filings->items[filings->count++] = filing;
    return ITD_OK;
}

static itd_status take_header(const itd_csv_record *record, size_t place[static FILED_COLUMNS],
                              itd_error *err)
{
    for (int column = 0; column < FILED_COLUMNS; column++) {
        place[column] = SIZE_MAX;
        for (size_t i = 0; i < record->count; i++)
            if (itd_str_equal_ascii_nocase(itd_str_trim(record->fields[i]),
                                           itd_str_of(filed_columns[column])))
                place[column] = i;
        if (place[column] == SIZE_MAX)
            return refuse(err, ITD_E_SCHEMA, record->line, column,
                          itd_str_of(filed_columns[column]), "is a column that is missing");
    }
    return ITD_OK;
}

itd_status itd_filings_read(struct itd_filings *filings, const struct itd_areas *areas,
                            itd_source *src, itd_str file, uint64_t *ret_rows, itd_error *err)
{
    size_t     place[FILED_COLUMNS], width = 0;
    itd_csv   *csv = NULL;
    itd_status st = itd_csv_open(src, NULL, &csv, err);

    while (st == ITD_OK) {
        itd_csv_record record;
        itd_str        cells[FILED_COLUMNS];
        bool           found;

        st = itd_csv_next(csv, &found, &record, err);
        if (st != ITD_OK || !found)
            break;
        if (width == 0) {
            width = record.count;
            st = take_header(&record, place, err);
            continue;
        }
        if (record.count != width) {
            st = itd_error_at_line(err, ITD_E_SYNTAX, record.line, "%zu cells, the header has %zu",
                                   record.count, width);
            break;
        }
        for (int i = 0; i < FILED_COLUMNS; i++)
            cells[i] = itd_str_trim(record.fields[place[i]]);
        st = take_filing(filings, areas, cells, file, record.line, err);
        ++*ret_rows;
    }
    itd_csv_close(csv);
    return st;
}
