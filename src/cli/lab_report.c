/* The lab's report as JSON and as tables. */
#include "cli/lab_report.h"

#include "cli/answer.h"
#include "codec/json.h"

const size_t itd_lab_shown[ITD_LAB_SHOWN] = {0, 5, 10, 15, 20, 25};

uint32_t itd_lab_share(const itd_lab_count *count, size_t cutoff, uint32_t scale)
{
    if (count->screened == 0)
        return 0;
    return (uint32_t)((2 * (uint64_t)count->reached[cutoff] * scale + count->screened) /
                      (2 * (uint64_t)count->screened));
}

/* ---- JSON ---- */

static void put_examples(itd_json_writer *writer, const itd_lab_count *count)
{
    itd_json_begin_array(writer, "examples");
    for (size_t i = 0; i < count->example_count; i++) {
        const itd_lab_example *example = &count->examples[i];

        itd_json_begin_object(writer, NULL);
        itd_json_put_str(writer, "query", example->query);
        itd_json_put_str(writer, "listed", example->listed);
        itd_json_put_str(writer, "list", example->list);
        itd_json_put_str(writer, "id", example->id);
        itd_json_put_score(writer, "score", example->score);
        itd_json_end_object(writer);
    }
    itd_json_end_array(writer);
}

static void put_reached(itd_json_writer *writer, const char *key, const itd_lab_count *count)
{
    itd_json_begin_array(writer, key);
    for (size_t i = 0; i < ITD_LAB_CUTOFFS; i++)
        itd_json_put_u64(writer, NULL, count->reached[i]);
    itd_json_end_array(writer);
}

static void put_classes(itd_json_writer *writer, const itd_lab_report *report)
{
    itd_json_begin_array(writer, "classes");
    for (size_t i = 0; i < ITD_LAB_CLASSES; i++) {
        const itd_lab_class class = (itd_lab_class)i;

        itd_json_begin_object(writer, NULL);
        itd_json_put_cstr(writer, "class", itd_lab_class_name(class));
        itd_json_put_cstr(writer, "what", itd_lab_class_what(class));
        itd_json_put_cstr(writer, "expected", itd_lab_class_wanted(class) ? "hit" : "no hit");
        itd_json_put_u64(writer, "queries", report->classes[i].screened);
        put_reached(writer, "found", &report->classes[i]);
        put_examples(writer, &report->classes[i]);
        itd_json_end_object(writer);
    }
    itd_json_end_array(writer);
}

static void put_origins(itd_json_writer *writer, const itd_lab_report *report)
{
    itd_json_begin_array(writer, "origins");
    for (size_t i = 0; i < report->origin_count; i++) {
        itd_json_begin_object(writer, NULL);
        itd_json_put_str(writer, "origin", report->origins[i].name);
        itd_json_put_u64(writer, "customers", report->origins[i].count.screened);
        put_reached(writer, "flagged", &report->origins[i].count);
        put_examples(writer, &report->origins[i].count);
        itd_json_end_object(writer);
    }
    itd_json_end_array(writer);
}

static void put_times(itd_json_writer *writer, const itd_lab_report *report)
{
    itd_json_begin_object(writer, "throughput");
    itd_json_put_u64(writer, "deck_names", report->deck_names);
    itd_json_put_u64(writer, "deck_ms", report->deck_ms);
    itd_json_put_u64(writer, "clean_names", report->clean_names);
    itd_json_put_u64(writer, "clean_ms", report->clean_ms);
    itd_json_end_object(writer);
}

void itd_lab_write_json(const itd_lab_run_info *info, itd_buf *buf)
{
    itd_json_writer writer;
    char            day[ITD_ANSWER_DAY_MAX];

    itd_json_writer_init(&writer, buf, 2);
    itd_json_begin_object(&writer, NULL);
    itd_json_put_cstr(&writer, "engine", ITD_ENGINE_VERSION);
    itd_json_put_cstr(&writer, "score_version", ITD_SCORE_VERSION);
    itd_json_put_cstr(&writer, "tables", itd_text_table_version());
    itd_json_put_cstr(&writer, "unicode", itd_text_unicode_version());
    itd_json_put_u64(&writer, "seed", info->options->seed);
    itd_json_put_u64(&writer, "queries", info->options->queries);
    itd_json_begin_object(&writer, "lists");
    for (size_t i = 0; i < itd_snapshot_list_count(info->snap); i++) {
        itd_answer_day(itd_snapshot_list_at(info->snap, i)->version_ms, day);
        itd_json_put_str_key(&writer, itd_snapshot_list_at(info->snap, i)->name, itd_str_of(day));
    }
    itd_json_end_object(&writer);
    itd_json_put_u64(&writer, "entries", itd_snapshot_entity_count(info->snap));
    itd_json_put_u64(&writer, "listed_names", info->report->listed_names);
    itd_json_begin_array(&writer, "cutoffs");
    for (size_t i = 0; i < ITD_LAB_CUTOFFS; i++)
        itd_json_put_score(&writer, NULL, itd_lab_cutoff(i));
    itd_json_end_array(&writer);
    put_classes(&writer, info->report);
    put_origins(&writer, info->report);
    put_times(&writer, info->report);
    itd_json_end_object(&writer);
    itd_buf_append_char(buf, '\n');
}

/* ---- tables ---- */

static void put_head(itd_cli_table *table, const char *first, const char *second)
{
    char cutoff[16];

    itd_cli_table_row(table);
    itd_cli_table_cell_styled(table, itd_str_of(first), ITD_STYLE_DIM);
    itd_cli_table_cell_right(table, itd_str_of(second));
    for (size_t i = 0; i < ITD_LAB_SHOWN; i++) {
        (void)snprintf(cutoff, sizeof cutoff, "0.%02u",
                       (unsigned)(itd_lab_cutoff(itd_lab_shown[i]) / 100));
        itd_cli_table_cell_right(table, itd_str_of(cutoff));
    }
}

/* Shares in tenths of a percent or of a customer in a thousand. */
static void put_row(itd_cli_table *table, itd_str name, const itd_lab_count *count, uint32_t scale)
{
    char number[24];

    itd_cli_table_row(table);
    itd_cli_table_cell(table, name);
    (void)snprintf(number, sizeof number, "%zu", count->screened);
    itd_cli_table_cell_right(table, itd_str_of(number));
    for (size_t i = 0; i < ITD_LAB_SHOWN; i++) {
        const uint32_t share = itd_lab_share(count, itd_lab_shown[i], scale);

        (void)snprintf(number, sizeof number, "%u.%u", (unsigned)(share / 10),
                       (unsigned)(share % 10));
        itd_cli_table_cell_right(table, count->screened > 0 ? itd_str_of(number) : ITD_STR("-"));
    }
}

static itd_status print_table(itd_cli_table *table, itd_buf *buf, itd_error *err)
{
    const itd_status st = itd_cli_table_print(table, buf, err);

    itd_cli_table_free(table);
    return st;
}

static itd_status write_classes(const itd_lab_run_info *info, bool color, itd_buf *buf,
                                itd_error *err)
{
    itd_cli_table *table = itd_cli_table_new(2 + ITD_LAB_SHOWN);

    if (!table)
        return itd_error_no_memory(err);
    itd_cli_table_set_color(table, color);
    itd_buf_append_cstr(buf, "Manipulated names found, in percent, by cut-off\n");
    put_head(table, "class", "names");
    for (size_t i = 0; i < ITD_LAB_CLASSES; i++)
        put_row(table, itd_str_of(itd_lab_class_name((itd_lab_class)i)), &info->report->classes[i],
                1000);
    return print_table(table, buf, err);
}

static itd_status write_origins(const itd_lab_run_info *info, bool color, itd_buf *buf,
                                itd_error *err)
{
    itd_cli_table *table = itd_cli_table_new(2 + ITD_LAB_SHOWN);

    if (!table)
        return itd_error_no_memory(err);
    itd_cli_table_set_color(table, color);
    itd_buf_append_cstr(buf, "\nOrdinary customers flagged, of 1,000, by cut-off\n");
    put_head(table, "origin", "customers");
    for (size_t i = 0; i < info->report->origin_count; i++)
        put_row(table, info->report->origins[i].name, &info->report->origins[i].count, 10000);
    return print_table(table, buf, err);
}

static unsigned long long per_second(uint64_t names, uint64_t ms)
{
    return (unsigned long long)(names * 1000 / (ms > 0 ? ms : 1));
}

itd_status itd_lab_write_table(const itd_lab_run_info *info, bool color, itd_buf *buf,
                               itd_error *err)
{
    const itd_lab_report *report = info->report;
    itd_status            st = write_classes(info, color, buf, err);

    if (st == ITD_OK)
        st = write_origins(info, color, buf, err);
    itd_buf_append_cstr(buf, "\n");
    for (size_t i = 0; i < itd_snapshot_list_count(info->snap); i++) {
        char day[ITD_ANSWER_DAY_MAX];

        itd_answer_day(itd_snapshot_list_at(info->snap, i)->version_ms, day);
        itd_buf_append_cstr(buf, i > 0 ? ", " : "Lists: ");
        itd_cli_append_safe(buf, itd_snapshot_list_at(info->snap, i)->name);
        itd_buf_printf(buf, " of %s", day);
    }
    itd_buf_printf(buf, "; %zu entries, %zu strong names; seed %llu; score %s.\n",
                   itd_snapshot_entity_count(info->snap), report->listed_names,
                   (unsigned long long)info->options->seed, ITD_SCORE_VERSION);
    itd_buf_printf(
        buf,
        "%llu manipulated names at %llu a second, %llu customers at %llu a second, one "
        "worker.\n",
        (unsigned long long)report->deck_names, per_second(report->deck_names, report->deck_ms),
        (unsigned long long)report->clean_names, per_second(report->clean_names, report->clean_ms));
    return st;
}
