/* Holding facts: every revision in one arena, checked when it comes in, sorted once. */
#include "chronicle/chronicle.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "chronicle/chronicle_internal.h"
#include "chronicle/rows.h"

#define FACTS_BYTES_MAX ((size_t)1 << 30)
#define FOLDER "chronicle"

itd_status itd_chronicle_new(itd_chronicle **ret_chronicle, itd_error *err)
{
    itd_chronicle *chronicle = itd_mem_new(1, sizeof *chronicle);

    if (!chronicle)
        return itd_error_no_memory(err);
    chronicle->arena = itd_arena_new(FACTS_BYTES_MAX);
    if (!chronicle->arena) {
        itd_mem_free(chronicle);
        return itd_error_no_memory(err);
    }
    *ret_chronicle = chronicle;
    return ITD_OK;
}

void itd_chronicle_close(itd_chronicle *chronicle)
{
    if (!chronicle)
        return;
    itd_arena_free(chronicle->arena);
    itd_mem_free(chronicle);
}

bool itd_chronicle_is_builtin(const itd_chronicle *chronicle)
{
    return chronicle->is_builtin;
}

const itd_fact *const *itd_chronicle_facts(const itd_chronicle *chronicle, itd_fact_kind kind,
                                           size_t *ret_count)
{
    *ret_count = chronicle->facts[kind].count;
    return (const itd_fact *const *)chronicle->facts[kind].items;
}

static itd_status copy_fact(itd_chronicle *chronicle, const itd_fact *fact, itd_fact **ret_copy,
                            itd_error *err)
{
    const size_t count = itd_fact_table_of(fact->kind)->count;
    itd_fact    *copy = itd_arena_new_array(chronicle->arena, 1, sizeof *copy);
    itd_str     *values = itd_arena_new_array(chronicle->arena, count, sizeof *values);

    if (!copy || !values)
        return itd_error_no_memory(err);
    *copy = *fact;
    copy->values = values;
    for (size_t i = 0; i < count; i++) {
        if (!itd_arena_copy(chronicle->arena, fact->values[i], &values[i]))
            return itd_error_no_memory(err);
    }
    if (!itd_arena_copy(chronicle->arena, fact->who, &copy->who) ||
        !itd_arena_copy(chronicle->arena, fact->why, &copy->why))
        return itd_error_no_memory(err);
    *ret_copy = copy;
    return ITD_OK;
}

/* What a revision means, beside it. A given known_from_ms wins over the column (INT64_MIN: none).
 * */
static itd_status parse_fact(itd_chronicle *chronicle, itd_fact *fact, itd_error *err)
{
    static const size_t sizes[ITD_FACT_KINDS] = {sizeof(itd_event), sizeof(itd_statement),
                                                 sizeof(itd_chronicle_source),
                                                 sizeof(itd_pressure)};
    const int64_t       known_from_ms = fact->known_from_ms;
    void               *parsed = itd_arena_new_array(chronicle->arena, 1, sizes[fact->kind]);
    itd_status          st = ITD_OK;

    if (!parsed)
        return itd_error_no_memory(err);
    switch (fact->kind) {
    case ITD_FACT_EVENT:
        st = itd_event_parse(fact, INT64_MAX, parsed, err);
        break;
    case ITD_FACT_STATEMENT:
        st = itd_statement_parse(fact, INT64_MAX, parsed, err);
        break;
    case ITD_FACT_SOURCE:
        st = itd_chronicle_source_parse(fact, parsed, err);
        break;
    case ITD_FACT_PRESSURE:
        st = itd_pressure_parse(fact, parsed, err);
        break;
    }
    if (known_from_ms != INT64_MIN)
        fact->known_from_ms = known_from_ms;
    fact->parsed = parsed;
    return st;
}

itd_status itd_chronicle_add(itd_chronicle *chronicle, const itd_fact *fact, itd_error *err)
{
    struct itd_facts *facts = &chronicle->facts[fact->kind];
    itd_fact         *copy = NULL;
    itd_fact        **items;
    itd_status        st = copy_fact(chronicle, fact, &copy, err);

    if (st == ITD_OK)
        st = parse_fact(chronicle, copy, err);
    if (st != ITD_OK)
        return st;
    if (facts->count == facts->cap) {
        items = itd_arena_grow(chronicle->arena, facts->items, facts->count, &facts->cap,
                               sizeof(itd_fact *));
        if (!items)
            return itd_error_no_memory(err);
        facts->items = items;
    }
    facts->items[facts->count++] = copy;
    return ITD_OK;
}

/* ---- sealing ---- */

static int compare_facts(const void *left, const void *right)
{
    const itd_fact *const a = *(const itd_fact *const *)left;
    const itd_fact *const b = *(const itd_fact *const *)right;
    const int             order = itd_str_compare(a->values[0], b->values[0]);

    return order != 0 ? order : (a->revision > b->revision) - (a->revision < b->revision);
}

static bool has_source(const itd_chronicle *chronicle, itd_str id)
{
    const struct itd_facts *sources = &chronicle->facts[ITD_FACT_SOURCE];

    for (size_t i = 0; i < sources->count; i++) {
        if (itd_str_equal(sources->items[i]->values[ITD_SOURCE_ID], id))
            return true;
    }
    return false;
}

static const size_t source_columns[ITD_FACT_KINDS] = {ITD_EVENT_SOURCE, ITD_STATEMENT_SOURCE,
                                                      SIZE_MAX, ITD_PRESSURE_SOURCE};

static itd_status check_sources(const itd_chronicle *chronicle, itd_fact_kind kind, itd_error *err)
{
    const struct itd_facts *facts = &chronicle->facts[kind];

    for (size_t i = 0; source_columns[kind] != SIZE_MAX && i < facts->count; i++) {
        const itd_str *values = facts->items[i]->values;

        if (has_source(chronicle, values[source_columns[kind]]))
            continue;
        (void)itd_error_set(err, ITD_E_NOT_FOUND, "no source '%.*s' is in the chronicle",
                            ITD_STR_ARGS(values[source_columns[kind]]));
        itd_error_in_record(err, values[0]);
        itd_error_in_field(err, ITD_STR("source"));
        return ITD_E_NOT_FOUND;
    }
    return ITD_OK;
}

itd_status itd_chronicle_seal(itd_chronicle *chronicle, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t kind = 0; st == ITD_OK && kind < ITD_FACT_KINDS; kind++) {
        struct itd_facts *facts = &chronicle->facts[kind];

        if (facts->count > 1)
            qsort(facts->items, facts->count, sizeof(itd_fact *), compare_facts);
        for (size_t i = 1; st == ITD_OK && i < facts->count; i++) {
            if (compare_facts(&facts->items[i - 1], &facts->items[i]) != 0)
                continue;
            st = itd_error_set(err, ITD_E_DUPLICATE, "the id stands there twice");
            itd_error_in_record(err, facts->items[i]->values[0]);
        }
    }
    for (size_t kind = 0; st == ITD_OK && kind < ITD_FACT_KINDS; kind++)
        st = check_sources(chronicle, (itd_fact_kind)kind, err);
    return st;
}

/* ---- the facts that ship ---- */

struct shipping {
    itd_chronicle *chronicle;
    itd_fact_kind  kind;
};

static itd_status take_row(void *ctx, const itd_str *values, itd_error *err)
{
    const struct shipping *shipping = ctx;
    const itd_fact         fact = {
                .kind = shipping->kind,
                .values = values,
                .revision = 1,
                .known_from_ms = INT64_MIN,
    };

    return itd_chronicle_add(shipping->chronicle, &fact, err);
}

itd_status itd_chronicle_add_builtin(itd_chronicle *chronicle, const char *data_dir, itd_error *err)
{
    static const char *const files[ITD_FACT_KINDS] = {"events.tsv", "statements.tsv", "sources.tsv",
                                                      "pressure.tsv"};
    itd_arena               *arena = itd_arena_new(FACTS_BYTES_MAX);
    itd_status               st = arena ? ITD_OK : itd_error_no_memory(err);

    for (size_t i = 0; st == ITD_OK && i < ITD_FACT_KINDS; i++) {
        struct shipping shipping = {chronicle, (itd_fact_kind)i};
        char            path[ITD_PATH_MAX];

        st = itd_path_join(path, data_dir, FOLDER, files[i], err);
        if (st == ITD_OK)
            st = itd_rows_read_file(path, (itd_fact_kind)i, arena, take_row, &shipping, err);
        itd_arena_reset(arena);
    }
    itd_arena_free(arena);
    return st;
}

itd_status itd_chronicle_open_builtin(const char *data_dir, itd_chronicle **ret_chronicle,
                                      itd_error *err)
{
    itd_chronicle *chronicle = NULL;
    itd_status     st = itd_chronicle_new(&chronicle, err);

    if (st == ITD_OK)
        st = itd_chronicle_add_builtin(chronicle, data_dir, err);
    if (st == ITD_OK)
        st = itd_chronicle_seal(chronicle, err);
    if (st != ITD_OK) {
        itd_chronicle_close(chronicle);
        return st;
    }
    chronicle->is_builtin = true;
    *ret_chronicle = chronicle;
    return ITD_OK;
}
