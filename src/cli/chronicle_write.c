/* `chronicle add`, `import` and `edit`: changes, each whole or not at all, with who and why. */
#include "cli/chronicle.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "chronicle/journal.h"

#define CHANGE_OPTIONS                                                                             \
    {"why", 0, "TEXT", "the reason, kept with the revision"},                                      \
        {"who", 0, "NAME", "who writes it (else the user's login name)"},                          \
    {                                                                                              \
        "known-from", 0, "DAY", "from when the fact counts as known (YYYY-MM-DD, or an instant)"   \
    }

static const char *login_name(void)
{
    const char *const names[] = {getenv("LOGNAME"), getenv("USER")};

    for (size_t i = 0; i < ITD_ARRAY_LEN(names); i++) {
        if (names[i] && names[i][0] != '\0')
            return names[i];
    }
    return "unknown";
}

static itd_status open_journal(const itd_chronicle_call *call, itd_journal **ret_journal,
                               itd_error *err)
{
    char                      path[4096];
    const itd_journal_options options = {.data_dir = itd_cli_data_dir(path),
                                         .is_empty = call->empty};

    if (call->common.store_dir[0] == '\0')
        return itd_error_set(err, ITD_E_USAGE,
                             "there is no home directory to keep a chronicle in; give --store DIR");
    return itd_journal_open(call->common.store_dir, &options, ret_journal, err);
}

static itd_status begin(const itd_chronicle_call *call, itd_journal *journal, const char *why,
                        bool may_update, itd_error *err)
{
    itd_journal_entry entry = {.who = itd_str_of(call->who ? call->who : login_name()),
                               .why = itd_str_of(call->why ? call->why : why),
                               .now_ms = itd_clock_now_ms(),
                               .known_from_ms = INT64_MIN,
                               .may_update = may_update,
                               .source = itd_str_of(call->source)};

    if (call->known_from) {
        itd_status st = itd_as_of_parse(itd_str_of(call->known_from), &entry.known_from_ms, err);

        if (st != ITD_OK) {
            itd_error_in_field(err, ITD_STR("--known-from"));
            return st;
        }
    }
    return itd_journal_begin(journal, &entry, err);
}

static void tell(itd_chronicle_call *call, const itd_journal_result *result)
{
    itd_json_writer json;

    switch (call->common.format) {
    case ITD_FORMAT_TABLE:
    case ITD_FORMAT_CSV:
        if (call->common.format == ITD_FORMAT_CSV)
            itd_buf_printf(&call->out, "added,updated,unchanged\n%llu,%llu,%llu\n",
                           (unsigned long long)result->added, (unsigned long long)result->updated,
                           (unsigned long long)result->unchanged);
        else
            itd_buf_printf(&call->out, "%llu added, %llu updated, %llu unchanged\n",
                           (unsigned long long)result->added, (unsigned long long)result->updated,
                           (unsigned long long)result->unchanged);
        break;
    case ITD_FORMAT_JSON:
    case ITD_FORMAT_JSONL:
        itd_json_writer_init(&json, &call->out, 0);
        itd_json_begin_object(&json, NULL);
        itd_json_put_u64(&json, "added", result->added);
        itd_json_put_u64(&json, "updated", result->updated);
        itd_json_put_u64(&json, "unchanged", result->unchanged);
        itd_json_end_object(&json);
        itd_buf_append_char(&call->out, '\n');
        break;
    }
}

/* Sets the values of words "FIELD=VALUE". */
static itd_status take_fields(itd_fact_kind kind, char **words, size_t count, itd_str *values,
                              itd_error *err)
{
    const itd_fact_table *table = itd_fact_table_of(kind);

    for (size_t i = 0; i < count; i++) {
        const itd_str word = itd_str_of(words[i]);
        const size_t  equals = itd_str_find_char(word, '=');
        const itd_str name = itd_str_slice(word, 0, equals);
        size_t        column = 0;

        if (equals == SIZE_MAX)
            return itd_error_set(err, ITD_E_USAGE, "'%s' is not FIELD=VALUE", words[i]);
        while (column < table->count &&
               !itd_str_equal(name, itd_str_of(table->columns[column].name)))
            column++;
        if (column == table->count) {
            itd_cli_nearest nearest;

            itd_cli_nearest_init(&nearest, name);
            for (column = 0; column < table->count; column++)
                itd_cli_nearest_try(&nearest, itd_str_of(table->columns[column].name));
            return itd_error_set(err, ITD_E_USAGE, "no field '%.*s'%s%.*s", ITD_STR_ARGS(name),
                                 nearest.found.len > 0 ? "; did you mean " : "",
                                 ITD_STR_ARGS(nearest.found));
        }
        values[column] = itd_str_trim(itd_str_from(word, equals + 1));
    }
    return ITD_OK;
}

/* ---- add ---- */

static const itd_cli_option add_options[] = {
    CHANGE_OPTIONS,
    {"update", 0, NULL, "a fact that is there gets a new revision"},
    {"empty", 0, NULL, "a new chronicle begins without the facts that ship"},
    {NULL, 0, NULL, NULL},
};

static const char add_text[] =
    "KIND is event, statement, source or pressure; the fields are those of docs/formats.md. A "
    "date\n"
    "needs its basis: utc, kst, new-york or unknown. A fact counts as known from its own time on,\n"
    "unless --known-from says otherwise. The first change makes a chronicle of your own, which\n"
    "begins with the facts that ship.\n";

static itd_status add(itd_chronicle_call *call, itd_error *err)
{
    itd_str            values[ITD_FACT_COLUMNS_MAX] = {{0}};
    itd_journal       *journal = NULL;
    itd_journal_result result = {0};
    itd_fact_kind      kind = ITD_FACT_EVENT;
    itd_status         st = itd_chronicle_call_kind(call->words[0], &kind, err);

    if (st == ITD_OK)
        st = take_fields(kind, call->words + 1, call->word_count - 1, values, err);
    if (st == ITD_OK)
        st = open_journal(call, &journal, err);
    if (st == ITD_OK)
        st = begin(call, journal, "added", call->update, err);
    if (st == ITD_OK)
        st = itd_journal_put(journal, kind, values, err);
    if (st == ITD_OK)
        st = itd_journal_commit(journal, &result, err);
    itd_journal_close(journal);
    if (st == ITD_OK)
        tell(call, &result);
    return st;
}

static int run_add(int argc, char **argv)
{
    itd_chronicle_call call;
    itd_error          err;
    itd_status         st = itd_chronicle_call_parse(&call, &itd_cli_chronicle_add, argc, argv, 2,
                                                     1 + ITD_FACT_COLUMNS_MAX, &err);

    if (st == ITD_OK)
        st = add(&call, &err);
    return itd_chronicle_call_finish(&call, st, &err);
}

const itd_cli_command itd_cli_chronicle_add = {
    .name = "chronicle add",
    .usage = "KIND FIELD=VALUE… [OPTION…]",
    .summary = "add one fact to a chronicle of your own",
    .text = add_text,
    .options = add_options,
    .run = run_add,
};

/* ---- import ---- */

static const itd_cli_option import_options[] = {
    {"kind", 0, "KIND", "event (the default), statement, source or pressure"},
    {"source", 0, "NAME", "the source of rows that name none; made when it is not there"},
    {"title", 0, "TEXT", "what that source is"},
    {"scope", 0, "SCOPE", "core (the default), or wide: counts for class broad only"},
    {"rank", 0, "N", "trust, the least first (default 5)"},
    {"covers", 0, "KINDS", "what it is complete for (default: launch nuclear-test)"},
    {"covered-until", 0, "DAY", "the last day it is complete for; behind it nothing is known"},
    CHANGE_OPTIONS,
    {"update", 0, NULL, "facts that are there with other values get a new revision"},
    {"empty", 0, NULL, "a new chronicle begins without the facts that ship"},
    {NULL, 0, NULL, NULL},
};

static const char import_text[] =
    "FILE is CSV or TSV with a line of headings, a JSON array or JSON lines; the columns are "
    "those\n"
    "of docs/formats.md, in any order. All of it is taken or nothing: an error names row and "
    "field.\n"
    "Rows without an id get SOURCE:DAY-N, so that the same file can be taken again. Reports of\n"
    "several sources on one launch stay apart and are counted once.\n";

/* The source of --source as the options tell it: a new one, or the one that is there, changed. */
static itd_status put_source(const itd_chronicle_call *call, itd_journal *journal,
                             const itd_chronicle *chronicle, itd_error *err)
{
    const char *const given[ITD_SOURCE_COLUMN_COUNT] = {
        [ITD_SOURCE_ID] = call->source,     [ITD_SOURCE_TITLE] = call->title,
        [ITD_SOURCE_SCOPE] = call->scope,   [ITD_SOURCE_RANK] = call->rank,
        [ITD_SOURCE_COVERS] = call->covers, [ITD_SOURCE_COVERED_UNTIL] = call->covered_until,
    };
    itd_str                values[ITD_SOURCE_COLUMN_COUNT] = {{0}};
    size_t                 count;
    const itd_fact *const *facts = itd_chronicle_facts(chronicle, ITD_FACT_SOURCE, &count);
    bool                   is_there = false;

    for (size_t i = 0; i < count; i++) {
        if (!itd_str_equal(facts[i]->values[ITD_SOURCE_ID], itd_str_of(call->source)))
            continue;
        is_there = true;
        for (size_t k = 0; k < ITD_SOURCE_COLUMN_COUNT; k++)
            values[k] = facts[i]->values[k]; /* the newest revision stands last */
    }
    if (!is_there) {
        values[ITD_SOURCE_TITLE] = itd_str_of(call->source);
        values[ITD_SOURCE_SCOPE] = ITD_STR("core");
        values[ITD_SOURCE_RANK] = ITD_STR("5");
        values[ITD_SOURCE_COVERS] = ITD_STR("launch nuclear-test");
    }
    for (size_t i = 0; i < ITD_SOURCE_COLUMN_COUNT; i++) {
        if (given[i])
            values[i] = itd_str_of(given[i]);
    }
    if (values[ITD_SOURCE_COVERED_UNTIL].len == 0)
        itd_cli_note(&call->common,
                     "source '%s' has no --covered-until: nothing of it counts as complete",
                     call->source);
    return itd_journal_put(journal, ITD_FACT_SOURCE, values, err);
}

static itd_status import_source(const itd_chronicle_call *call, itd_journal *journal,
                                itd_error *err)
{
    itd_chronicle *chronicle = NULL;
    char           path[4096];
    itd_status     st =
        itd_chronicle_open(call->common.store_dir, itd_cli_data_dir(path), &chronicle, err);

    if (st == ITD_OK)
        st = put_source(call, journal, chronicle, err);
    itd_chronicle_close(chronicle);
    return st;
}

static itd_status import(itd_chronicle_call *call, itd_error *err)
{
    itd_journal       *journal = NULL;
    itd_journal_result result = {0};
    itd_fact_kind      kind = ITD_FACT_EVENT;
    itd_status         st = call->kind ? itd_chronicle_call_kind(call->kind, &kind, err) : ITD_OK;

    if (st == ITD_OK)
        st = open_journal(call, &journal, err);
    if (st == ITD_OK)
        st = begin(call, journal, "imported", call->update || call->covered_until, err);
    if (st == ITD_OK && call->source)
        st = import_source(call, journal, err);
    for (size_t i = 0; st == ITD_OK && i < call->word_count; i++) {
        itd_journal_set_update(journal, call->update);
        st = itd_journal_put_file(journal, kind, call->words[i], err);
    }
    if (st == ITD_OK)
        st = itd_journal_commit(journal, &result, err);
    itd_journal_close(journal);
    if (st == ITD_OK)
        tell(call, &result);
    return st;
}

static int run_import(int argc, char **argv)
{
    itd_chronicle_call call;
    itd_error          err;
    itd_status         st =
        itd_chronicle_call_parse(&call, &itd_cli_chronicle_import, argc, argv, 1, SIZE_MAX, &err);

    if (st == ITD_OK)
        st = import(&call, &err);
    return itd_chronicle_call_finish(&call, st, &err);
}

const itd_cli_command itd_cli_chronicle_import = {
    .name = "chronicle import",
    .usage = "FILE… [OPTION…]",
    .summary = "add facts of a source from CSV or JSON",
    .text = import_text,
    .options = import_options,
    .run = run_import,
};

/* ---- edit ---- */

static const itd_cli_option edit_options[] = {
    CHANGE_OPTIONS,
    {"withdraw", 0, NULL, "it is not a fact any more; what was known before stays known then"},
    {NULL, 0, NULL, NULL},
};

static const char edit_text[] = "Writes a new revision of a fact; --why is needed. Questions as of "
                                "an earlier day still get what\n"
                                "was known then, unless --known-from sets the revision back. "
                                "`interdict chronicle history` shows\n"
                                "all revisions.\n";

/* The newest revision with that id, whatever kind of fact it is. */
static const itd_fact *find_fact(const itd_chronicle *chronicle, itd_str id)
{
    const itd_fact *found = NULL;

    for (size_t kind = 0; !found && kind < ITD_FACT_KINDS; kind++) {
        size_t                 count;
        const itd_fact *const *facts = itd_chronicle_facts(chronicle, (itd_fact_kind)kind, &count);

        for (size_t i = 0; i < count; i++) {
            if (itd_str_equal(facts[i]->values[0], id))
                found = facts[i];
        }
    }
    return found;
}

static itd_status change(itd_chronicle_call *call, itd_journal *journal, const itd_fact *fact,
                         itd_error *err)
{
    const size_t count = itd_fact_table_of(fact->kind)->count;
    itd_str      values[ITD_FACT_COLUMNS_MAX] = {{0}};
    itd_status   st;

    if (call->withdraw)
        return itd_journal_withdraw(journal, fact->kind, fact->values[0], err);
    for (size_t i = 0; i < count; i++)
        values[i] = fact->values[i];
    st = take_fields(fact->kind, call->words + 1, call->word_count - 1, values, err);
    if (st == ITD_OK && !itd_str_equal(values[0], fact->values[0]))
        st = itd_error_set(err, ITD_E_USAGE, "an id is never changed");
    return st == ITD_OK ? itd_journal_put(journal, fact->kind, values, err) : st;
}

static itd_status edit(itd_chronicle_call *call, itd_error *err)
{
    itd_journal       *journal = NULL;
    itd_journal_result result = {0};
    const itd_fact    *fact;
    itd_status         st;

    if (!call->why || call->why[0] == '\0')
        return itd_error_set(err, ITD_E_USAGE, "an edit needs its reason: --why TEXT");
    if (call->withdraw != (call->word_count == 1))
        return itd_error_set(err, ITD_E_USAGE, "give FIELD=VALUE or --withdraw, one of them");
    st = itd_chronicle_call_open(call, err);
    if (st != ITD_OK)
        return st;
    fact = find_fact(call->chronicle, itd_str_of(call->words[0]));
    if (!fact)
        return itd_error_set(err, ITD_E_NOT_FOUND, "no fact '%s' is in the chronicle",
                             call->words[0]);
    st = open_journal(call, &journal, err);
    if (st == ITD_OK)
        st = begin(call, journal, "edited", true, err);
    if (st == ITD_OK)
        st = change(call, journal, fact, err);
    if (st == ITD_OK)
        st = itd_journal_commit(journal, &result, err);
    itd_journal_close(journal);
    if (st == ITD_OK)
        tell(call, &result);
    return st;
}

static int run_edit(int argc, char **argv)
{
    itd_chronicle_call call;
    itd_error          err;
    itd_status         st = itd_chronicle_call_parse(&call, &itd_cli_chronicle_edit, argc, argv, 1,
                                                     1 + ITD_FACT_COLUMNS_MAX, &err);

    if (st == ITD_OK)
        st = edit(&call, &err);
    return itd_chronicle_call_finish(&call, st, &err);
}

const itd_cli_command itd_cli_chronicle_edit = {
    .name = "chronicle edit",
    .usage = "ID [FIELD=VALUE…] --why TEXT [OPTION…]",
    .summary = "write a new revision of a fact, or withdraw it",
    .text = edit_text,
    .options = edit_options,
    .run = run_edit,
};
