/* The comparison of layers as one page. */
#include "cli/layers.h"

#include "page/page.h"

#define NONE ITD_STR("")

static void cell_entry(itd_page *page, const itd_snapshot *snap, uint32_t entity)
{
    itd_buf text;

    itd_buf_init(&text, SIZE_MAX);
    itd_buf_append(&text, itd_snapshot_entity_at(snap, entity)->caption);
    itd_buf_append_cstr(&text, " (");
    itd_layers_append_id(snap, entity, &text);
    itd_buf_append_char(&text, ')');
    itd_page_cell(page, itd_buf_text(&text));
    if (text.failed != ITD_OK)
        page->buf->failed = text.failed;
    itd_buf_done(&text);
}

static void put_summary(itd_page *page, const itd_layers *layers)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("Layer"), false, true},
        {ITD_STR_INIT("Entries"), true, false},
        {ITD_STR_INIT("Shared with the floor"), true, false},
        {ITD_STR_INIT("Probably shared"), true, false},
        {ITD_STR_INIT("Only there"), true, false},
        {ITD_STR_INIT("Of the floor missing"), true, false},
    };

    itd_page_begin_section(page, ITD_STR("Layers"));
    itd_page_begin_table(page, ITD_STR("What each layer adds to the floor and lacks of it"),
                         columns, ITD_ARRAY_LEN(columns));
    for (size_t i = 0; i < layers->layer_count; i++) {
        const itd_layers_layer *layer = &layers->layers[i];

        itd_page_begin_row(page);
        itd_page_cell(page, layer->list);
        itd_page_cell_number(page, (double)layer->entries, 0);
        itd_page_cell_number(page, (double)layer->shared, 0);
        itd_page_cell_number(page, (double)layer->proposed, 0);
        itd_page_cell_number(page, (double)layer->only_layer, 0);
        itd_page_cell_number(page, (double)layer->missing_count, 0);
        itd_page_end_row(page);
    }
    itd_page_end_table(page);
    itd_page_end_section(page);
}

static void put_joins(itd_page *page, const itd_snapshot *snap, const itd_layers_layer *layer)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("Floor"), false, true},
        {ITD_STR_INIT("Layer"), false, false},
        {ITD_STR_INIT("Joined by"), false, false},
        {ITD_STR_INIT("Days later"), true, false},
        {ITD_STR_INIT("They disagree on"), false, false},
    };

    if (layer->join_count == 0)
        return;
    itd_page_begin_table(page, ITD_STR("Parties on both lists"), columns, ITD_ARRAY_LEN(columns));
    for (size_t i = 0; i < layer->join_count; i++) {
        const itd_layers_join *join = &layer->joins[i];

        itd_page_begin_row(page);
        cell_entry(page, snap, join->floor);
        cell_entry(page, snap, join->layer);
        itd_page_cell_toned(page, itd_str_of(itd_layers_join_name(join)),
                            join->by == ITD_PARTY_APART ? ITD_TONE_WARN : ITD_TONE_GOOD);
        if (join->has_days)
            itd_page_cell_number(page, (double)join->days, 0);
        else
            itd_page_cell(page, NONE);
        itd_page_cell(page, join->names_differ && join->dates_differ ? ITD_STR("name, birth date")
                            : join->names_differ                     ? ITD_STR("name")
                            : join->dates_differ                     ? ITD_STR("birth date")
                                                                     : NONE);
        itd_page_end_row(page);
    }
    itd_page_end_table(page);
}

static void put_missing(itd_page *page, const itd_snapshot *snap, const itd_layers_layer *layer)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("Floor entry"), false, true},
    };

    if (layer->missing_count == 0) {
        itd_page_paragraph(page, ITD_STR("Every entry of the floor stands on this list as well."));
        return;
    }
    itd_page_begin_table(page, ITD_STR("Entries of the floor without a counterpart"), columns, 1);
    for (size_t i = 0; i < layer->missing_count; i++) {
        itd_page_begin_row(page);
        cell_entry(page, snap, layer->missing[i]);
        itd_page_end_row(page);
    }
    itd_page_end_table(page);
}

void itd_layers_append_page(const itd_snapshot *snap, const itd_layers *layers, itd_str programme,
                            itd_buf *buf)
{
    itd_page page;
    itd_buf  title, summary;

    itd_buf_init(&title, SIZE_MAX);
    itd_buf_init(&summary, SIZE_MAX);
    itd_buf_append_cstr(&title, "Sanctions above the floor ");
    itd_buf_append(&title, layers->floor);
    itd_buf_printf(&summary, "%zu entries of the floor", layers->floor_entries);
    if (programme.len > 0) {
        itd_buf_append_cstr(&summary, " under ");
        itd_buf_append(&summary, programme);
    }
    itd_buf_printf(&summary, ", compared with %zu list%s.", layers->layer_count,
                   layers->layer_count == 1 ? "" : "s");
    itd_page_begin(
        &page, buf,
        &(itd_page_options){.title = itd_buf_text(&title), .summary = itd_buf_text(&summary)});
    put_summary(&page, layers);
    for (size_t i = 0; i < layers->layer_count; i++) {
        itd_page_begin_section(&page, layers->layers[i].list);
        put_joins(&page, snap, &layers->layers[i]);
        put_missing(&page, snap, &layers->layers[i]);
        itd_page_end_section(&page);
    }
    itd_page_end(&page,
                 ITD_STR("Joined by reference numbers, passports, numbers of persons and IMO "
                         "numbers; a probable join rests on name and birth date and is for a "
                         "person to decide."));
    if (title.failed != ITD_OK || summary.failed != ITD_OK)
        buf->failed = ITD_E_NO_MEMORY;
    itd_buf_done(&title);
    itd_buf_done(&summary);
}
