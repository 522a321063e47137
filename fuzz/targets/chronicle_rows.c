/* Rows of facts as a user imports them: CSV, TSV, JSON and JSON lines, of any kind of fact. Read
 * whole and in chunks they say the same; what is good becomes a chronicle of two sources, in which
 * every report stands in exactly one occasion, days ascend, and all questions have an answer. */
#include "chronicle/ledger.h"
#include "chronicle/rows.h"
#include "fuzz/target.h"

#define ARENA_MAX ((size_t)256 << 20)
#define NOON_MS 1780000000000 /* some moment after which all is in the future */

struct reading {
    itd_chronicle *chronicle; /* NULL: only notes */
    itd_fact_kind  kind;
    itd_buf        notes;
    uint32_t       good;
};

static itd_status take(void *ctx, const itd_str *values, itd_error *err)
{
    static const size_t sources[] = {ITD_EVENT_SOURCE, ITD_STATEMENT_SOURCE, SIZE_MAX,
                                     ITD_PRESSURE_SOURCE};
    struct reading     *reading = ctx;
    const size_t        count = itd_fact_table_of(reading->kind)->count;
    itd_str             own[ITD_FACT_COLUMNS_MAX];
    itd_fact            fact = {.kind = reading->kind,
                                .values = own,
                                .revision = reading->good + 1,
                                .known_from_ms = INT64_MIN};

    for (size_t i = 0; i < count; i++) {
        fuzz_note(&reading->notes, values[i]);
        own[i] = values[i];
    }
    if (!reading->chronicle || reading->kind == ITD_FACT_SOURCE)
        return ITD_OK;
    if (sources[reading->kind] != SIZE_MAX)
        own[sources[reading->kind]] = own[1].len % 2 == 0 ? ITD_STR("a") : ITD_STR("b");
    /* A row that is wrong is told and left out here, so that more rows are looked at. */
    if (itd_chronicle_add(reading->chronicle, &fact, err) == ITD_OK)
        reading->good++;
    return ITD_OK;
}

static itd_status read_rows(itd_str bytes, size_t chunk, struct reading *reading, itd_arena *arena)
{
    itd_source *src = fuzz_source(bytes, chunk);
    itd_error   err = {0};
    itd_status  st;

    itd_buf_init(&reading->notes, SIZE_MAX);
    if (!src)
        return ITD_E_SYNTAX;
    st = itd_rows_read(src, reading->kind, arena, take, reading, &err);
    FUZZ_CHECK(st == ITD_OK || err.message[0] != '\0');
    itd_source_close(src);
    return st;
}

static void add_sources(itd_chronicle *chronicle)
{
    static const char *const ids[] = {"a", "b"};

    for (size_t i = 0; i < ITD_ARRAY_LEN(ids); i++) {
        itd_str        values[ITD_SOURCE_COLUMN_COUNT] = {{0}};
        const itd_fact fact = {
            .kind = ITD_FACT_SOURCE, .values = values, .revision = 1, .known_from_ms = INT64_MIN};

        values[ITD_SOURCE_ID] = itd_str_of(ids[i]);
        values[ITD_SOURCE_TITLE] = itd_str_of(ids[i]);
        values[ITD_SOURCE_SCOPE] = i == 0 ? ITD_STR("core") : ITD_STR("wide");
        values[ITD_SOURCE_COVERS] = ITD_STR("launch nuclear-test");
        values[ITD_SOURCE_COVERED_UNTIL] = ITD_STR("2026-01-01");
        FUZZ_CHECK(itd_chronicle_add(chronicle, &fact, NULL) == ITD_OK);
    }
}

static void check_view(const itd_chronicle *chronicle, itd_arena *arena)
{
    const itd_ledger_options   options = itd_ledger_options_default();
    itd_chronicle_view         view;
    itd_chronicle_series       series;
    const itd_disagreement    *disagreements;
    const itd_position_change *changes;
    const itd_condition       *conditions;
    size_t                     count, undated, reports = 0, facts, newest = 0;
    const itd_fact *const     *all = itd_chronicle_facts(chronicle, ITD_FACT_EVENT, &facts);

    FUZZ_CHECK(itd_chronicle_view_make(chronicle, ITD_AS_KNOWN_NOW, arena, &view, NULL) == ITD_OK);
    for (size_t i = 0; i < facts; i++)
        newest += i + 1 == facts || !itd_str_equal(all[i]->values[0], all[i + 1]->values[0]);
    for (size_t i = 0; i < view.occasion_count; i++)
        reports += view.occasions[i].report_count;
    FUZZ_CHECK(reports == newest);
    for (int i = 0; i <= ITD_CLASS_LONG; i++) {
        FUZZ_CHECK(itd_chronicle_view_series(&view, (itd_chronicle_class)i, INT64_MIN, arena,
                                             &series, NULL) == ITD_OK);
        for (size_t k = 1; k < series.count; k++)
            FUZZ_CHECK(series.days[k].day > series.days[k - 1].day);
    }
    FUZZ_CHECK(itd_chronicle_disagreements(&view, arena, &disagreements, &count, NULL) == ITD_OK);
    FUZZ_CHECK(itd_ledger_changes(&view, &options, arena, &changes, &count, &undated, NULL) ==
               ITD_OK);
    FUZZ_CHECK(itd_chronicle_view_make(chronicle, NOON_MS, arena, &view, NULL) == ITD_OK);
    FUZZ_CHECK(itd_ledger_conditions(&view, &options, arena, &conditions, &count, NULL) == ITD_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const itd_str bytes = fuzz_text(data, size);

    for (size_t kind = 0; kind < ITD_FACT_KINDS; kind++) {
        struct reading whole = {.kind = (itd_fact_kind)kind}, pieces = whole;
        itd_arena     *arena = itd_arena_new(ARENA_MAX);
        itd_status     st;

        FUZZ_CHECK(arena && itd_chronicle_new(&whole.chronicle, NULL) == ITD_OK);
        add_sources(whole.chronicle);
        st = read_rows(bytes, 0, &whole, arena);
        FUZZ_CHECK(read_rows(bytes, fuzz_chunk(bytes), &pieces, arena) == st);
        FUZZ_CHECK(itd_str_equal(itd_buf_text(&whole.notes), itd_buf_text(&pieces.notes)));
        FUZZ_CHECK(itd_chronicle_seal(whole.chronicle, NULL) == ITD_OK);
        check_view(whole.chronicle, arena);
        itd_buf_done(&whole.notes);
        itd_buf_done(&pieces.notes);
        itd_chronicle_close(whole.chronicle);
        itd_arena_free(arena);
    }
    return 0;
}
