/* The frame of the report: what was screened against what, with which settings, and the totals. */
#include "cli/report.h"

#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "page/chart.h"
#include "page/page.h"
#include "text/name.h"

#define PAGE_BYTES_MAX (ITD_REPORT_BYTES_MAX + ((size_t)8 << 20))
#define DIGEST_SHOWN 16 /* hexadecimal digits of a version */

void itd_report_init(itd_report *report)
{
    *report = (itd_report){.shown = 0};
    itd_buf_init(&report->rows, ITD_REPORT_BYTES_MAX);
}

void itd_report_done(itd_report *report)
{
    itd_buf_done(&report->rows);
}

void itd_report_take(itd_report *report, const itd_batch_chunk *chunk)
{
    if (chunk->counts.reported == 0)
        return;
    if (report->rows.len + chunk->report.len > ITD_REPORT_BYTES_MAX) {
        report->hidden += chunk->counts.reported;
        return;
    }
    itd_buf_append(&report->rows, chunk->report);
    report->shown += chunk->counts.reported;
}

/* ---- parts ---- */

static void fact_score(itd_page *page, const char *name, uint32_t score)
{
    itd_buf text;

    itd_buf_init(&text, 16);
    itd_buf_printf(&text, "%u.%04u", (unsigned)(score / ITD_SCORE_ONE),
                   (unsigned)(score % ITD_SCORE_ONE));
    itd_page_fact(page, itd_str_of(name), itd_buf_text(&text));
    itd_buf_done(&text);
}

static void fact_count(itd_page *page, const char *name, uint64_t count)
{
    itd_buf text;

    if (count == 0)
        return;
    itd_buf_init(&text, 32);
    itd_buf_append_u64(&text, count);
    itd_page_fact(page, itd_str_of(name), itd_buf_text(&text));
    itd_buf_done(&text);
}

static void fact_names(itd_page *page, const char *name, const itd_screen_names *names)
{
    itd_buf text;

    if (names->count == 0)
        return;
    itd_buf_init(&text, SIZE_MAX);
    for (size_t i = 0; i < names->count; i++) {
        itd_buf_append_cstr(&text, i > 0 ? ", " : "");
        itd_buf_append(&text, names->items[i]);
    }
    itd_page_fact(page, itd_str_of(name), itd_buf_text(&text));
    itd_buf_done(&text);
}

static void put_settings(itd_page *page, const itd_screen_settings *settings)
{
    char    day[ITD_ANSWER_DAY_MAX];
    itd_buf text;

    itd_page_begin_section(page, ITD_STR("What was asked"));
    itd_page_begin_facts(page);
    for (size_t i = 0; i < settings->inputs.count; i++)
        itd_page_fact(page, settings->inputs.items[i].is_name ? ITD_STR("name") : ITD_STR("file"),
                      itd_str_of(settings->inputs.items[i].text));
    fact_score(page, "cut-off", settings->cutoff);
    fact_names(page, "lists", &settings->lists);
    fact_names(page, "programmes", &settings->programmes);
    if (settings->as_of_ms != ITD_AS_OF_NOW) {
        itd_answer_day(settings->as_of_ms - settings->as_of_ms % ITD_MS_PER_DAY, day);
        itd_page_fact(page, ITD_STR("as of"), itd_str_of(day));
    }
    itd_buf_init(&text, 512);
    itd_buf_printf(&text, "interdict %s, score %s, Unicode %s, word tables %s", ITD_ENGINE_VERSION,
                   ITD_SCORE_VERSION, itd_text_unicode_version(), itd_text_table_version());
    itd_page_fact(page, ITD_STR("engine"), itd_buf_text(&text));
    itd_buf_done(&text);
    itd_page_end_facts(page);
    itd_page_end_section(page);
}

static void put_list(itd_page *page, const itd_renderer *renderer, size_t at)
{
    const itd_snapshot_list *list = itd_snapshot_list_at(renderer->snap, at);
    const int64_t            age = (itd_clock_now_ms() - list->version_ms) / ITD_MS_PER_DAY;
    const int64_t            checked_ms = itd_answer_checked(renderer, at);
    char day[ITD_ANSWER_DAY_MAX], checked[ITD_TIME_TEXT_MAX], hex[ITD_DIGEST_HEX + 1];

    itd_answer_day(list->version_ms, day);
    itd_digest_to_hex(&list->digest, hex);
    itd_page_begin_row(page);
    itd_page_cell(page, list->name);
    itd_page_cell(page, itd_str_of(day));
    itd_page_cell_number(page, (double)age, 0);
    if (checked_ms > 0)
        itd_time_format(checked_ms, checked);
    itd_page_cell(page, checked_ms > 0 ? itd_str_of(checked) : ITD_STR("never by a fetch"));
    if (list->builtin)
        itd_page_cell_toned(page, ITD_STR("built-in: ships with the engine"), ITD_TONE_WARN);
    else if (list->partial)
        itd_page_cell_toned(page, ITD_STR("partial: not all of it could be compared"),
                            ITD_TONE_WARN);
    else
        itd_page_cell(page, ITD_STR("whole"));
    itd_page_cell(page, itd_str_slice(itd_str_of(hex), 0, DIGEST_SHOWN));
    itd_page_end_row(page);
}

static void put_lists(itd_page *page, const itd_renderer *renderer)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("List"), false, true},     {ITD_STR_INIT("Version"), false, false},
        {ITD_STR_INIT("Days old"), true, false}, {ITD_STR_INIT("Found current"), false, false},
        {ITD_STR_INIT("Whole?"), false, false},  {ITD_STR_INIT("SHA-256 begins"), false, false},
    };

    itd_page_begin_section(page, ITD_STR("The lists that answered"));
    itd_page_begin_table(page, ITD_STR("Versions and their age"), columns, ITD_ARRAY_LEN(columns));
    for (size_t i = 0; i < itd_snapshot_list_count(renderer->snap); i++)
        put_list(page, renderer, i);
    itd_page_end_table(page);
    itd_page_end_section(page);
}

static void put_histogram(itd_page *page, const itd_batch_counts *counts)
{
    const itd_chart chart = {
        .title = ITD_STR("Hits by the score of the name"),
        .desc =
            ITD_STR("How many hits have a name's score in each hundredth from the lowest "
                    "possible cut-off to 1. Entries found by an identifier alone are left out."),
        .x = {.label = ITD_STR("score"), .from = 0.70, .to = 1.01},
        .y = {.label = ITD_STR("hits")},
    };
    itd_chart_bar bars[ITD_BATCH_SCORE_BINS];

    for (size_t i = 0; i < ITD_BATCH_SCORE_BINS; i++)
        bars[i] = (itd_chart_bar){.from = 0.70 + 0.01 * (double)i,
                                  .to = 0.71 + 0.01 * (double)i,
                                  .value = (double)counts->score_bins[i]};
    itd_chart_bars(page, &chart, bars, ITD_BATCH_SCORE_BINS);
}

static void put_relations(itd_page *page, const itd_batch_counts *counts)
{
    itd_page_begin_facts(page);
    if (counts->related > 0) {
        itd_buf text;

        itd_buf_init(&text, 128);
        itd_buf_printf(&text, "%llu, of them with hits %llu", (unsigned long long)counts->related,
                       (unsigned long long)counts->related_with_hits);
        itd_page_fact(page, ITD_STR("customers that belong to another"), itd_buf_text(&text));
        itd_buf_done(&text);
    }
    fact_count(page, "rows that only join two customers", counts->joins);
    fact_count(page, "relations that cannot be relied on", counts->problems);
    itd_page_end_facts(page);
}

static void put_counts(itd_page *page, const itd_batch_counts *counts)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("Outcome"), false, true},
        {ITD_STR_INIT("Rows"), true, false},
    };

    itd_page_begin_section(page, ITD_STR("Outcome"));
    itd_page_begin_table(page, ITD_STR("Rows by outcome"), columns, ITD_ARRAY_LEN(columns));
    for (size_t i = ITD_ARRAY_LEN(counts->outcomes); i-- > 0;) {
        itd_page_begin_row(page);
        itd_page_cell(page, itd_str_of(itd_outcome_name((itd_outcome)i)));
        itd_page_cell_number(page, (double)counts->outcomes[i], 0);
        itd_page_end_row(page);
    }
    itd_page_begin_row(page);
    itd_page_cell(page, ITD_STR("all"));
    itd_page_cell_number(page, (double)counts->rows, 0);
    itd_page_end_row(page);
    itd_page_end_table(page);
    if (counts->related + counts->joins + counts->problems > 0)
        put_relations(page, counts);
    if (counts->hits > 0)
        put_histogram(page, counts);
    itd_page_end_section(page);
}

static void put_rows(itd_page *page, const itd_report *report)
{
    itd_buf text;

    itd_page_begin_section(page, ITD_STR("Rows with hits, errors or gaps"));
    if (report->shown == 0 && report->hidden == 0)
        itd_page_paragraph(page, ITD_STR("None."));
    if (report->hidden > 0) {
        itd_buf_init(&text, 256);
        itd_buf_printf(&text,
                       "%llu rows found no room in this page; their answers are in the "
                       "output of the run.",
                       (unsigned long long)report->hidden);
        itd_page_note(page, ITD_TONE_WARN, ITD_STR("Not all are shown:"), itd_buf_text(&text));
        itd_buf_done(&text);
    }
    itd_buf_append(page->buf, itd_buf_text(&report->rows));
    itd_page_end_section(page);
}

static void put_summary(itd_buf *text, const itd_batch_counts *counts)
{
    char time[ITD_TIME_TEXT_MAX];

    itd_time_format(itd_clock_now_ms(), time);
    itd_buf_printf(text,
                   "%llu rows screened at %s, %llu of them with hits, %llu could not be "
                   "screened.",
                   (unsigned long long)counts->rows, time, (unsigned long long)counts->with_hits,
                   (unsigned long long)counts->outcomes[ITD_OUTCOME_ERROR]);
}

itd_status itd_report_write(const itd_report *report, const itd_screen_settings *settings,
                            const itd_renderer *renderer, const itd_batch_counts *counts,
                            const char *path, itd_error *err)
{
    itd_page   page;
    itd_buf    buf, summary;
    itd_status st = itd_buf_status(&report->rows, err);

    if (st != ITD_OK)
        return st;
    itd_buf_init(&buf, PAGE_BYTES_MAX);
    itd_buf_init(&summary, 512);
    put_summary(&summary, counts);
    itd_page_begin(&page, &buf,
                   &(itd_page_options){.title = ITD_STR("Sanctions screening report"),
                                       .summary = itd_buf_text(&summary)});
    put_counts(&page, counts);
    put_lists(&page, renderer);
    put_settings(&page, settings);
    put_rows(&page, report);
    itd_page_end(&page, ITD_STR("A score compares names; whether two names are one party is for a "
                                "person to decide."));
    st = itd_buf_status(&buf, err);
    if (st == ITD_OK)
        st = itd_file_write_atomic(path, itd_buf_text(&buf), err);
    itd_buf_done(&summary);
    itd_buf_done(&buf);
    return st;
}
