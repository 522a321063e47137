/* The lab's report as a page: curves first, then the figures, then what went wrong. */
#include <stdarg.h>
#include <stdio.h>

#include "cli/answer.h"
#include "cli/lab_report.h"
#include "page/chart.h"

#define CHART_SERIES_MAX 8
#define TEXT_MAX 512

/* Classes of one chart, so that no chart has more lines than can be told apart. */
static const struct group {
    const char   *title;
    const char   *desc;
    itd_lab_class classes[CHART_SERIES_MAX];
    size_t        count;
} groups[] = {
    {"Whole parts moved, lost, put in or replaced",
     "Share of manipulated names that are found at each cut-off. A replaced part is another "
     "person's name: its line should be low.",
     {ITD_LAB_EXACT, ITD_LAB_ORDER, ITD_LAB_DROPPED, ITD_LAB_EXTRA, ITD_LAB_INITIAL,
      ITD_LAB_LEGAL_FORM, ITD_LAB_DIMINUTIVE, ITD_LAB_REPLACED},
     8},
    {"Letters changed, joined or split",
     "Share of manipulated names that are found at each cut-off.",
     {ITD_LAB_TYPO, ITD_LAB_SWAP, ITD_LAB_OCR, ITD_LAB_VOWELS, ITD_LAB_DOUBLED, ITD_LAB_JOIN,
      ITD_LAB_SPLIT, ITD_LAB_SPACED},
     8},
    {"Evasion by characters, and other romanisations",
     "Share of manipulated names that are found at each cut-off.",
     {ITD_LAB_HOMOGLYPH, ITD_LAB_INVISIBLE, ITD_LAB_ARABIC, ITD_LAB_CYRILLIC, ITD_LAB_CHINESE,
      ITD_LAB_KOREAN},
     6},
};

static void fill_cutoffs(double cutoffs[static ITD_LAB_CUTOFFS])
{
    for (size_t i = 0; i < ITD_LAB_CUTOFFS; i++)
        cutoffs[i] = itd_lab_cutoff(i) / (double)ITD_SCORE_ONE;
}

static void fill_shares(const itd_lab_count *count, double scale,
                        double values[static ITD_LAB_CUTOFFS])
{
    for (size_t i = 0; i < ITD_LAB_CUTOFFS; i++)
        values[i] = scale * (double)count->reached[i] / (double)count->screened;
}

/* ---- curves ---- */

static void put_recall_chart(itd_page *page, const itd_lab_run_info *info,
                             const struct group *group)
{
    double               cutoffs[ITD_LAB_CUTOFFS], values[CHART_SERIES_MAX][ITD_LAB_CUTOFFS];
    itd_chart_series     series[CHART_SERIES_MAX];
    const itd_chart_rule usual = {ITD_STR("usual cut-off"), 0.80, true};
    const itd_chart      chart = {.title = itd_str_of(group->title),
                                  .desc = itd_str_of(group->desc),
                                  .x = {.label = ITD_STR("cut-off"), .from = 0.70, .to = 0.95},
                                  .y = {.label = ITD_STR("found, %"), .from = 0, .to = 100},
                                  .rules = &usual,
                                  .rule_count = 1};
    size_t               count = 0;

    fill_cutoffs(cutoffs);
    for (size_t i = 0; i < group->count; i++) {
        const itd_lab_count *found = &info->report->classes[group->classes[i]];

        if (found->screened == 0)
            continue;
        fill_shares(found, 100, values[count]);
        series[count] =
            (itd_chart_series){.name = itd_str_of(itd_lab_class_name(group->classes[i])),
                               .x = cutoffs,
                               .y = values[count],
                               .count = ITD_LAB_CUTOFFS};
        count++;
    }
    itd_chart_lines(page, &chart, series, count);
}

/* Two charts when there are many origins. */
static void put_origin_charts(itd_page *page, const itd_lab_run_info *info)
{
    const size_t         total = info->report->origin_count;
    double               cutoffs[ITD_LAB_CUTOFFS], values[CHART_SERIES_MAX][ITD_LAB_CUTOFFS];
    itd_chart_series     series[CHART_SERIES_MAX];
    const itd_chart_rule usual = {ITD_STR("usual cut-off"), 0.80, true};

    fill_cutoffs(cutoffs);
    for (size_t first = 0; first < total; first += CHART_SERIES_MAX) {
        const size_t    count = total - first < CHART_SERIES_MAX ? total - first : CHART_SERIES_MAX;
        const itd_chart chart = {
            .title = first == 0 ? ITD_STR("Ordinary customers flagged, of 1,000")
                                : ITD_STR("Ordinary customers flagged, of 1,000, continued"),
            .desc = ITD_STR("Customers with a hit by a strong name at each cut-off, by the origin "
                            "of their names. The highest line is the one to look at."),
            .x = {.label = ITD_STR("cut-off"), .from = 0.70, .to = 0.95},
            .y = {.label = ITD_STR("of 1,000")},
            .rules = &usual,
            .rule_count = 1};

        for (size_t i = 0; i < count; i++) {
            fill_shares(&info->report->origins[first + i].count, 1000, values[i]);
            series[i] = (itd_chart_series){.name = info->report->origins[first + i].name,
                                           .x = cutoffs,
                                           .y = values[i],
                                           .count = ITD_LAB_CUTOFFS};
        }
        itd_chart_lines(page, &chart, series, count);
    }
}

/* ---- figures ---- */

static void put_row(itd_page *page, itd_str name, itd_str what, const itd_lab_count *count,
                    double scale)
{
    itd_page_begin_row(page);
    itd_page_cell(page, name);
    itd_page_cell(page, what);
    itd_page_cell_number(page, (double)count->screened, 0);
    for (size_t i = 0; i < ITD_LAB_SHOWN; i++) {
        if (count->screened > 0)
            itd_page_cell_number(
                page, scale * (double)count->reached[itd_lab_shown[i]] / (double)count->screened,
                1);
        else
            itd_page_cell(page, ITD_STR("–"));
    }
    itd_page_end_row(page);
}

static void begin_figures(itd_page *page, const char *caption, itd_page_column *columns)
{
    static const char *const cutoffs[ITD_LAB_SHOWN] = {"0.70", "0.75", "0.80",
                                                       "0.85", "0.90", "0.95"};

    for (size_t i = 0; i < ITD_LAB_SHOWN; i++)
        columns[3 + i] = (itd_page_column){.heading = itd_str_of(cutoffs[i]), .is_number = true};
    itd_page_begin_table(page, itd_str_of(caption), columns, 3 + ITD_LAB_SHOWN);
}

static void put_class_figures(itd_page *page, const itd_lab_run_info *info)
{
    itd_page_column columns[3 + ITD_LAB_SHOWN] = {{ITD_STR("class"), false, true},
                                                  {ITD_STR("what was done"), false, false},
                                                  {ITD_STR("names"), true, false}};

    begin_figures(page, "Manipulated names found, in percent, by cut-off", columns);
    for (size_t i = 0; i < ITD_LAB_CLASSES; i++)
        put_row(page, itd_str_of(itd_lab_class_name((itd_lab_class)i)),
                itd_str_of(itd_lab_class_what((itd_lab_class)i)), &info->report->classes[i], 100);
    itd_page_end_table(page);
}

static void put_origin_figures(itd_page *page, const itd_lab_run_info *info)
{
    itd_page_column columns[3 + ITD_LAB_SHOWN] = {{ITD_STR("origin"), false, true},
                                                  {ITD_STR("source"), false, false},
                                                  {ITD_STR("customers"), true, false}};

    begin_figures(page, "Customers with a hit by a strong name, of 1,000, by cut-off", columns);
    for (size_t i = 0; i < info->report->origin_count; i++)
        put_row(page, info->report->origins[i].name,
                i < info->options->parts->count ? ITD_STR("made") : ITD_STR("file"),
                &info->report->origins[i].count, 1000);
    itd_page_end_table(page);
}

/* ---- what went wrong ---- */

static void put_examples_of(itd_page *page, itd_str name, const itd_lab_count *count)
{
    for (size_t i = 0; i < count->example_count; i++) {
        const itd_lab_example *example = &count->examples[i];

        itd_page_begin_row(page);
        itd_page_cell(page, name);
        itd_page_cell(page, example->query);
        itd_page_cell(page, example->listed);
        itd_page_cell(page, example->list);
        itd_page_cell(page, example->id);
        if (example->score > 0)
            itd_page_cell_number(page, example->score / (double)ITD_SCORE_ONE, 4);
        else
            itd_page_cell(page, ITD_STR("below 0.70"));
        itd_page_end_row(page);
    }
}

static void put_examples(itd_page *page, const itd_lab_run_info *info)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("class"), false, true},   {ITD_STR_INIT("screened"), false, false},
        {ITD_STR_INIT("listed"), false, false}, {ITD_STR_INIT("list"), false, false},
        {ITD_STR_INIT("entry"), false, false},  {ITD_STR_INIT("score"), true, false},
    };

    itd_page_begin_table(page, ITD_STR("Examples, at most three of each, at cut-off 0.80"), columns,
                         ITD_ARRAY_LEN(columns));
    for (size_t i = 0; i < ITD_LAB_CLASSES; i++)
        put_examples_of(page, itd_str_of(itd_lab_class_name((itd_lab_class)i)),
                        &info->report->classes[i]);
    for (size_t i = 0; i < info->report->origin_count; i++)
        put_examples_of(page, info->report->origins[i].name, &info->report->origins[i].count);
    itd_page_end_table(page);
}

/* ---- the page ---- */

static void put_fact(itd_page *page, const char *name, const char *fmt, ...) ITD_PRINTF(3, 4);
static void put_fact(itd_page *page, const char *name, const char *fmt, ...)
{
    char    text[TEXT_MAX];
    va_list args;

    va_start(args, fmt);
    (void)vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    itd_page_fact(page, itd_str_of(name), itd_str_of(text));
}

static void put_facts(itd_page *page, const itd_lab_run_info *info)
{
    const itd_lab_report *report = info->report;

    itd_page_begin_facts(page);
    for (size_t i = 0; i < itd_snapshot_list_count(info->snap); i++) {
        const itd_snapshot_list *list = itd_snapshot_list_at(info->snap, i);
        char                     day[ITD_ANSWER_DAY_MAX];

        itd_answer_day(list->version_ms, day);
        put_fact(page, "list", "%.*s of %s%s", ITD_STR_ARGS(list->name), day,
                 list->partial ? ", partial" : "");
    }
    put_fact(page, "entries", "%zu, with %zu strong names", itd_snapshot_entity_count(info->snap),
             report->listed_names);
    put_fact(page, "engine", "interdict %s, score %s, word tables %s, Unicode %s",
             ITD_ENGINE_VERSION, ITD_SCORE_VERSION, itd_text_table_version(),
             itd_text_unicode_version());
    put_fact(page, "settings", "seed %llu, %zu names of each class, %zu customers of each origin",
             (unsigned long long)info->options->seed, info->options->queries,
             info->options->queries);
    put_fact(page, "throughput",
             "%llu manipulated names in %.1f s, %llu customers in %.1f s, one worker",
             (unsigned long long)report->deck_names, (double)report->deck_ms / 1000,
             (unsigned long long)report->clean_names, (double)report->clean_ms / 1000);
    itd_page_end_facts(page);
}

void itd_lab_write_html(const itd_lab_run_info *info, itd_buf *buf)
{
    static const itd_page_options options = {
        .title = ITD_STR_INIT("Effectiveness of screening"),
        .lang = ITD_STR_INIT("en"),
        .summary = ITD_STR_INIT(
            "Listed names were manipulated the way it happens in the world, ordinary customers "
            "were "
            "added, and all of them were screened by name alone. Shown is what was found, and what "
            "was flagged for nothing, at every cut-off.")};
    itd_page page;

    itd_page_begin(&page, buf, &options);
    itd_page_begin_section(&page, ITD_STR("What was measured"));
    put_facts(&page, info);
    itd_page_end_section(&page);
    itd_page_begin_section(&page, ITD_STR("Manipulated names"));
    for (size_t i = 0; i < ITD_ARRAY_LEN(groups); i++)
        put_recall_chart(&page, info, &groups[i]);
    put_class_figures(&page, info);
    itd_page_note(&page, ITD_TONE_NOTICE, ITD_STR("Reading: "),
                  ITD_STR("found means that the entry the name was made from is a hit. A replaced "
                          "part makes another person's name, so there the figure should be low. "
                          "Romanisations are by schemes that the matcher's tables do not hold."));
    itd_page_end_section(&page);
    itd_page_begin_section(&page, ITD_STR("Ordinary customers"));
    put_origin_charts(&page, info);
    put_origin_figures(&page, info);
    itd_page_note(&page, ITD_TONE_NOTICE, ITD_STR("Reading: "),
                  ITD_STR("without birth dates or countries, which tell most namesakes apart. "
                          "Frequent names come more often, as they do among customers."));
    itd_page_end_section(&page);
    itd_page_begin_section(&page, ITD_STR("What was missed, and what was flagged"));
    put_examples(&page, info);
    itd_page_end_section(&page);
    itd_page_end(&page, ITD_STR("Made by interdict lab. With the same lists, settings and seed the "
                                "figures are the same; only the times differ."));
}
