/* The page of `comply`: banned trade by year and basis, mirror gaps, use of the caps. */
#include <math.h>
#include <stdlib.h>

#include "cli/comply_page.h"

#define YEARS_MAX 64

/* ---- banned trade by year ---- */

struct year {
    uint32_t year;
    size_t   rows[ITD_CODE_BASES];
    uint64_t low[ITD_CODE_BASES], high[ITD_CODE_BASES];
};

static int compare_years(const void *a, const void *b)
{
    const struct year *x = a, *y = b;

    return (x->year > y->year) - (x->year < y->year);
}

static struct year *find_year(struct year *years, size_t *count, uint32_t year)
{
    for (size_t i = 0; i < *count; i++)
        if (years[i].year == year)
            return &years[i];
    if (*count == YEARS_MAX)
        return NULL;
    years[*count].year = year;
    return &years[(*count)++];
}

/* Banned flows of what is shown; returns the rows of years that had no room. */
static size_t count_years(const struct itd_comply_page *out, struct year *years, size_t *count)
{
    size_t left = 0;

    for (size_t i = 0; i < out->show->answer->state_count; i++) {
        const itd_comply_state *state = &out->show->answer->states[i];

        for (size_t k = 0; itd_comply_shows(out->show, state->iso) && k < state->flow_count; k++) {
            const itd_flow *flow = &state->flows[k];
            struct year    *year;

            if (flow->class_ != ITD_FLOW_BANNED || flow->high == 0)
                continue;
            year = find_year(years, count, flow->period > 9999 ? flow->period / 100 : flow->period);
            if (!year) {
                left++;
                continue;
            }
            year->rows[flow->basis]++;
            year->low[flow->basis] += flow->low;
            year->high[flow->basis] += flow->high;
        }
    }
    if (*count > 1)
        qsort(years, *count, sizeof years[0], compare_years);
    return left;
}

static void put_year_chart(struct itd_comply_page *out, const struct year *years, size_t count)
{
    itd_chart_series *series = itd_comply_page_room(out, ITD_CODE_BASES, sizeof series[0]);
    size_t            series_count = 0;
    const itd_date    begin = {(int16_t)(years[0].year - 1), 7, 1};
    const itd_date    last = {(int16_t)(years[count - 1].year + 1), 7, 1};
    const itd_chart   chart = {
          .title = ITD_STR("Banned trade by year and by the basis of the code, at most"),
          .desc = ITD_STR("For each basis of the code, the value of banned trade of each year, "
                            "doubtful rows included. The table below has both bounds."),
          .x = {.label = ITD_STR("year"),
                .from = (double)itd_date_to_days(begin),
                .to = (double)itd_date_to_days(last),
                .is_date = true},
          .y = {.label = ITD_STR("US dollars")},
    };

    for (unsigned basis = 0; series && basis < ITD_CODE_BASES; basis++) {
        double *x = itd_comply_page_room(out, count, sizeof x[0]);
        double *y = itd_comply_page_room(out, count, sizeof y[0]);
        size_t  rows = 0;

        for (size_t i = 0; x && y && i < count; i++) {
            x[i] = (double)itd_date_to_days((itd_date){(int16_t)years[i].year, 1, 1});
            y[i] = (double)years[i].high[basis] / 100;
            rows += years[i].rows[basis];
        }
        if (x && y && rows > 0)
            series[series_count++] = (itd_chart_series){
                .name = itd_str_of(basis == ITD_CODE_BASIS_NONE
                                       ? "no code"
                                       : itd_code_basis_name((itd_code_basis)basis)),
                .x = x,
                .y = y,
                .count = count,
                .has_marks = true,
            };
    }
    if (series)
        itd_chart_lines(&out->page, &chart, series, series_count);
}

static void put_year_table(struct itd_comply_page *out, const struct year *years, size_t count)
{
    static const itd_page_column columns[] = {{ITD_STR_INIT("Year"), false, true},
                                              {ITD_STR_INIT("Basis of the code"), false, false},
                                              {ITD_STR_INIT("Rows"), true, false},
                                              {ITD_STR_INIT("USD, at least"), true, false},
                                              {ITD_STR_INIT("USD, at most"), true, false}};

    itd_page_begin_table(&out->page, ITD_STR("Banned trade by year and basis"), columns,
                         ITD_ARRAY_LEN(columns));
    for (size_t i = 0; i < count; i++) {
        for (unsigned basis = 0; basis < ITD_CODE_BASES; basis++) {
            if (years[i].rows[basis] == 0)
                continue;
            itd_page_begin_row(&out->page);
            itd_page_cell(&out->page, itd_comply_page_text(out, "%u", (unsigned)years[i].year));
            itd_page_cell(&out->page, itd_str_of(itd_code_basis_name((itd_code_basis)basis)));
            itd_comply_page_count(out, years[i].rows[basis]);
            itd_comply_page_cents(out, years[i].low[basis]);
            itd_comply_page_cents(out, years[i].high[basis]);
            itd_page_end_row(&out->page);
        }
    }
    itd_page_end_table(&out->page);
}

void itd_comply_page_trade(struct itd_comply_page *out)
{
    struct year *years = itd_comply_page_room(out, YEARS_MAX, sizeof years[0]);
    size_t       count = 0;
    const size_t left = years ? count_years(out, years, &count) : 0;

    itd_page_begin_section(&out->page, ITD_STR("Banned trade"));
    if (!out->show->answer->has_trade)
        itd_page_paragraph(&out->page,
                           ITD_STR("No file of trade was given: nothing is said of trade."));
    else if (count == 0)
        itd_page_paragraph(&out->page,
                           ITD_STR("No row of the files is banned trade of its period."));
    if (count > 0) {
        put_year_chart(out, years, count);
        put_year_table(out, years, count);
        itd_page_paragraph(
            &out->page,
            ITD_STR("Who gave the ban its code: resolution-text, the resolution itself; panel, the "
                    "Panel of Experts or analysts; customs-practice, what customs do. States "
                    "dispute codes that the text does not name."));
    }
    itd_comply_page_cut(out, left, "rows of other years");
    itd_comply_page_months(out);
    itd_page_end_section(&out->page);
}

/* ---- mirror gaps ---- */

/* The import in per cent of the export; infinite when that is nothing. */
static double percent_of(const itd_mirror *mirror)
{
    return mirror->sold > 0 ? (double)mirror->bought * 100 / (double)mirror->sold : HUGE_VAL;
}

static void put_mirror_row(struct itd_comply_page *out, const itd_mirror *mirror)
{
    const double percent = percent_of(mirror);

    itd_page_begin_row(&out->page);
    itd_page_cell(&out->page, itd_comply_page_state(out, mirror->seller));
    itd_page_cell(&out->page, itd_comply_page_state(out, mirror->buyer));
    itd_page_cell(&out->page, itd_hs_code_text(&mirror->code));
    itd_page_cell(&out->page, itd_comply_page_text(out, "%u", (unsigned)mirror->period));
    itd_comply_page_cents(out, mirror->sold);
    itd_comply_page_cents(out, mirror->bought);
    itd_page_cell_number(&out->page, percent, 1);
    itd_comply_page_place(out, mirror->sold_file, mirror->sold_line);
    itd_comply_page_place(out, mirror->bought_file, mirror->bought_line);
    itd_page_end_row(&out->page);
}

static void put_mirror_chart(struct itd_comply_page *out, const itd_mirror **shown, size_t count)
{
    static const itd_chart_rule rules[] = {{ITD_STR_INIT("90 %"), ITD_COMPLY_MIRROR_LOW, true},
                                           {ITD_STR_INIT("130 %"), ITD_COMPLY_MIRROR_HIGH, true}};
    itd_chart_lane             *lanes = itd_comply_page_room(out, count, sizeof lanes[0]);
    itd_chart_band             *bands = itd_comply_page_room(out, count, sizeof bands[0]);
    const itd_chart             chart = {
                    .title = ITD_STR("The import as a share of the export it mirrors"),
                    .desc = ITD_STR("The import of each pair in per cent of the export; "
                                                "between 90 and 130 is no gap. "
                                                "Longer bars are cut at 300."),
                    .x = {.label = ITD_STR("per cent"), .from = 0, .to = 300},
                    .rules = rules,
                    .rule_count = ITD_ARRAY_LEN(rules),
    };

    for (size_t i = 0; lanes && bands && i < count; i++) {
        const itd_mirror *mirror = shown[i];
        const double      percent = percent_of(mirror);

        lanes[i].name = itd_comply_page_text(
            out, "%.*s to %.*s, %.*s, %u", ITD_STR_ARGS(mirror->seller),
            ITD_STR_ARGS(mirror->buyer), ITD_STR_ARGS(itd_hs_code_text(&mirror->code)),
            (unsigned)mirror->period);
        bands[i] =
            (itd_chart_band){0, isfinite(percent) && percent < 300 ? percent : 300, i,
                             isfinite(percent) ? itd_comply_page_text(out, "%.1f %%", percent)
                                               : ITD_STR("no export"),
                             ITD_TONE_NOTICE};
    }
    if (lanes && bands && count > 0)
        itd_chart_timeline(&out->page, &chart, lanes, count, bands, count, NULL, 0);
}

void itd_comply_page_mirrors(struct itd_comply_page *out)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("Seller"), false, true},      {ITD_STR_INIT("Buyer"), false, false},
        {ITD_STR_INIT("HS"), false, false},         {ITD_STR_INIT("Period"), false, false},
        {ITD_STR_INIT("Export, USD"), true, false}, {ITD_STR_INIT("Import, USD"), true, false},
        {ITD_STR_INIT("Per cent"), true, false},    {ITD_STR_INIT("Export from"), false, false},
        {ITD_STR_INIT("Import from"), false, false}};
    const itd_comply_answer *answer = out->show->answer;
    const itd_mirror       **shown =
        itd_comply_page_room(out, answer->mirror_count, sizeof(const itd_mirror *));
    size_t count = 0;

    for (size_t i = 0; shown && i < answer->mirror_count; i++)
        if (itd_comply_shows(out->show, answer->mirrors[i].seller) ||
            itd_comply_shows(out->show, answer->mirrors[i].buyer))
            shown[count++] = &answer->mirrors[i];
    itd_page_begin_section(&out->page, ITD_STR("Mirror gaps"));
    itd_page_paragraph(&out->page,
                       ITD_STR("Two figures of one trade: what the seller reports against what the "
                               "buyer does, freight allowed for. A flow that only one of them "
                               "reports is no gap here."));
    if (count > 0) {
        put_mirror_chart(out, shown,
                         count < ITD_COMPLY_PAGE_LANES_MAX ? count : ITD_COMPLY_PAGE_LANES_MAX);
        itd_page_begin_table(&out->page, ITD_STR("Pairs of figures that do not fit"), columns,
                             ITD_ARRAY_LEN(columns));
        for (size_t i = 0; i < count && i < ITD_COMPLY_PAGE_ROWS_MAX; i++)
            put_mirror_row(out, shown[i]);
        itd_page_end_table(&out->page);
        itd_comply_page_cut(
            out, count > ITD_COMPLY_PAGE_ROWS_MAX ? count - ITD_COMPLY_PAGE_ROWS_MAX : 0, "pairs");
    } else {
        itd_page_paragraph(&out->page, ITD_STR("No pair of figures was found that does not fit."));
    }
    itd_page_end_section(&out->page);
}

/* ---- caps ---- */

struct use {
    itd_str             who;
    itd_date            from, to;
    itd_delivery_kind   kind;
    const itd_cap_view *view;
};

static bool is_same_period(const itd_supplier_share *share, size_t cap, itd_date from)
{
    return share->cap == cap && itd_date_equal(share->from, from);
}

static itd_str use_name(struct itd_comply_page *out, const struct use *use)
{
    char factor[ITD_AMOUNT_TEXT_MAX];

    if (!use->view->factor)
        return itd_comply_page_text(out, "%.*s, %s", ITD_STR_ARGS(use->who),
                                    itd_delivery_kind_name(use->kind));
    itd_amount_format(use->view->factor->barrels_per_tonne, factor);
    return itd_comply_page_text(out, "%.*s, %s, at %s", ITD_STR_ARGS(use->who),
                                itd_delivery_kind_name(use->kind), factor);
}

/* What the whole cap and each supplier used of it in a period. */
static size_t find_uses(struct itd_comply_page *out, const itd_cap_period *period, struct use *uses)
{
    const itd_comply_answer *answer = out->show->answer;
    size_t                   count = 0;

    for (size_t i = 0; i < period->count_count; i++) {
        const itd_cap_count *all = &period->counts[i];

        for (size_t k = 0; k < all->view_count; k++)
            if (all->views[k].rows > 0 && out->show->state.len == 0)
                uses[count++] = (struct use){ITD_STR("all"), period->from, period->last_day,
                                             all->kind, &all->views[k]};
    }
    for (size_t i = 0; i < answer->share_count; i++) {
        const itd_supplier_share *share = &answer->shares[i];

        if (is_same_period(share, period->cap, period->from) &&
            itd_comply_shows_supplier(out->show, share->supplier))
            uses[count++] = (struct use){itd_comply_page_short(out, share->supplier, 16),
                                         share->from, share->to, share->kind, &share->view};
    }
    return count;
}

static void put_use_table(struct itd_comply_page *out, const struct use *uses, size_t count)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("Supplier, kind, barrels per tonne"), false, true},
        {ITD_STR_INIT("Total, at least"), true, false},
        {ITD_STR_INIT("Limit"), true, false},
        {ITD_STR_INIT("Unit"), false, false},
        {ITD_STR_INIT("Per cent"), true, false},
        {ITD_STR_INIT("75 %"), false, false},
        {ITD_STR_INIT("90 %"), false, false},
        {ITD_STR_INIT("95 %"), false, false},
        {ITD_STR_INIT("100 %"), false, false}};

    itd_page_begin_table(&out->page, ITD_STR("Use, and the days on which lines were crossed"),
                         columns, ITD_ARRAY_LEN(columns));
    for (size_t i = 0; i < count; i++) {
        const itd_cap_view *view = uses[i].view;
        char                total[ITD_AMOUNT_TEXT_MAX], limit[ITD_AMOUNT_TEXT_MAX];

        itd_amount_format(view->total, total);
        itd_amount_format(view->limit.amount, limit);
        itd_page_begin_row(&out->page);
        itd_page_cell(&out->page, use_name(out, &uses[i]));
        itd_page_cell(&out->page, itd_str_of(total));
        itd_page_cell(&out->page, itd_str_of(limit));
        itd_page_cell(&out->page, view->limit.unit);
        itd_page_cell_number(&out->page, (double)view->basis_point / 100, 2);
        for (size_t k = 0; k < ITD_CAP_CROSSINGS; k++)
            itd_comply_page_date(out, view->crossings[k].day);
        itd_page_end_row(&out->page);
    }
    itd_page_end_table(&out->page);
}

static void put_use_chart(struct itd_comply_page *out, itd_str title, const struct use *uses,
                          size_t count)
{
    static const itd_chart_rule rules[] = {{ITD_STR_INIT("75"), 75, true},
                                           {ITD_STR_INIT("90"), 90, true},
                                           {ITD_STR_INIT("95"), 95, true},
                                           {ITD_STR_INIT("100"), 100, true}};
    itd_chart_lane             *lanes = itd_comply_page_room(out, count, sizeof lanes[0]);
    itd_chart_band             *bands = itd_comply_page_room(out, count, sizeof bands[0]);
    double                      most = 110;
    itd_chart                   chart = {
                          .title = title,
                          .desc = ITD_STR("Share of the cap in per cent, of all "
                                                            "and of each supplier."),
                          .x = {.label = ITD_STR("per cent of the cap")},
                          .rules = rules,
                          .rule_count = ITD_ARRAY_LEN(rules),
    };

    for (size_t i = 0; lanes && bands && i < count; i++) {
        const double percent = (double)uses[i].view->basis_point / 100;

        lanes[i].name = itd_comply_page_short(out, use_name(out, &uses[i]), 30);
        bands[i] = (itd_chart_band){0, percent, i, itd_comply_page_text(out, "%.1f %%", percent),
                                    percent >= 100  ? ITD_TONE_BAD
                                    : percent >= 75 ? ITD_TONE_WARN
                                                    : ITD_TONE_GOOD};
        most = percent > most ? percent : most;
    }
    chart.x.to = most;
    if (lanes && bands && count > 0)
        itd_chart_timeline(&out->page, &chart, lanes, count, bands, count, NULL, 0);
}

static void put_period(struct itd_comply_page *out, const itd_cap_period *period)
{
    const itd_cap     *cap = itd_rules_cap_at(out->show->rules, period->cap);
    const itd_measure *measure = itd_rules_at(out->show->rules, cap->measure);
    size_t             most = out->show->answer->share_count, count, shown;
    struct use        *uses;
    char               from[ITD_DATE_TEXT_MAX], to[ITD_DATE_TEXT_MAX];
    itd_str            title;

    for (size_t i = 0; i < period->count_count; i++)
        most += period->counts[i].view_count;
    uses = itd_comply_page_room(out, most, sizeof uses[0]);
    count = uses ? find_uses(out, period, uses) : 0;
    if (count == 0)
        return;
    itd_date_format(period->from, from);
    itd_date_format(period->last_day, to);
    title =
        itd_comply_page_text(out, "%.*s, %s to %s (%.*s ¶%.*s)", ITD_STR_ARGS(cap->group), from, to,
                             ITD_STR_ARGS(measure->resolution), ITD_STR_ARGS(measure->paragraph));
    shown = count < ITD_COMPLY_PAGE_LANES_MAX ? count : ITD_COMPLY_PAGE_LANES_MAX;
    itd_page_subheading(&out->page, title);
    put_use_chart(out, title, uses, shown);
    put_use_table(out, uses, count);
    itd_comply_page_cut(out, count - shown, "bars");
}

void itd_comply_page_caps(struct itd_comply_page *out)
{
    const itd_cap_ledger *ledger = &out->show->answer->ledger;

    itd_page_begin_section(&out->page, ITD_STR("Use of the caps"));
    if (out->show->answer->share_count == 0)
        itd_page_paragraph(
            &out->page, ITD_STR("No file of deliveries was given: nothing is said of the caps."));
    else
        itd_page_paragraph(
            &out->page, ITD_STR("Every total is a lower bound: what nobody reported is not in it. "
                                "Notified and estimated deliveries stand apart."));
    for (size_t i = 0; i < ledger->period_count; i++)
        put_period(out, &ledger->periods[i]);
    itd_page_end_section(&out->page);
}
