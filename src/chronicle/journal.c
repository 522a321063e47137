/* Revisions in SQLite (journal_schema.c). A row is checked, compared with the newest revision of
 * its fact, and written as the next one; a change is committed when the whole chronicle is
 * sound. */
#include "chronicle/journal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/map.h"
#include "base/memory.h"
#include "chronicle/chronicle_internal.h"
#include "chronicle/journal_schema.h"
#include "chronicle/rows.h"
#include "store/db.h"

#define CHANGE_BYTES_MAX ((size_t)1 << 30)
#define SQL_MAX 4096
/* Columns before the values. */
#define HEAD "id, revision, known_from_ms, recorded_ms, who, why, withdrawn"
enum { REVISION = 1, KNOWN_FROM, RECORDED, WHO, WHY, WITHDRAWN, FIRST_VALUE };

struct itd_journal {
    itd_db            *db;
    itd_db_statement  *insert[ITD_FACT_KINDS]; /* prepared when first used */
    itd_db_statement  *newest[ITD_FACT_KINDS];
    itd_arena         *arena; /* ids made in this change */
    itd_map            made;  /* "SOURCE:DAY" → how many rows without an id */
    itd_journal_entry  entry;
    itd_journal_result result;
};

/* ---- SQL out of the tables ---- */

static void append_columns(itd_buf *sql, const itd_fact_table *table)
{
    itd_buf_append_cstr(sql, HEAD);
    for (size_t i = 1; i < table->count; i++)
        itd_buf_printf(sql, ", %s", table->columns[i].name);
}

static itd_status prepare_built(itd_db *db, itd_buf *sql, itd_db_statement **ret_stmt,
                                itd_error *err)
{
    itd_status st;

    itd_buf_append_char(sql, '\0');
    st = itd_buf_status(sql, err);
    if (st == ITD_OK)
        st = itd_db_prepare(db, sql->ptr, ret_stmt, err);
    itd_buf_done(sql);
    return st;
}

static itd_status prepare_select(itd_db *db, itd_fact_kind kind, const char *tail,
                                 itd_db_statement **ret_stmt, itd_error *err)
{
    const itd_fact_table *table = itd_fact_table_of(kind);
    itd_buf               sql;

    itd_buf_init(&sql, SQL_MAX);
    itd_buf_append_cstr(&sql, "SELECT ");
    append_columns(&sql, table);
    itd_buf_printf(&sql, " FROM %s %s", table->name, tail);
    return prepare_built(db, &sql, ret_stmt, err);
}

static itd_status prepare_insert(itd_db *db, itd_fact_kind kind, itd_db_statement **ret_stmt,
                                 itd_error *err)
{
    const itd_fact_table *table = itd_fact_table_of(kind);
    itd_buf               sql;

    itd_buf_init(&sql, SQL_MAX);
    itd_buf_printf(&sql, "INSERT INTO %s (", table->name);
    append_columns(&sql, table);
    itd_buf_append_cstr(&sql, ") VALUES (?1");
    for (size_t i = 2; i < FIRST_VALUE + table->count; i++)
        itd_buf_printf(&sql, ", ?%zu", i);
    itd_buf_append_char(&sql, ')');
    return prepare_built(db, &sql, ret_stmt, err);
}

/* The row a statement stands on, as a fact; texts are borrowed until the next step. */
static itd_fact row_fact(itd_db_statement *stmt, itd_fact_kind kind,
                         itd_str values[static ITD_FACT_COLUMNS_MAX])
{
    const size_t count = itd_fact_table_of(kind)->count;

    values[0] = itd_db_text(stmt, 0);
    for (size_t i = 1; i < count; i++)
        values[i] = itd_db_text(stmt, FIRST_VALUE + (int)i - 1);
    return (itd_fact){.kind = kind,
                      .values = values,
                      .revision = (uint32_t)itd_db_i64(stmt, REVISION),
                      .known_from_ms = itd_db_i64(stmt, KNOWN_FROM),
                      .recorded_ms = itd_db_i64(stmt, RECORDED),
                      .who = itd_db_text(stmt, WHO),
                      .why = itd_db_text(stmt, WHY),
                      .is_withdrawn = itd_db_i64(stmt, WITHDRAWN) != 0};
}

/* ---- reading ---- */

static itd_status load_kind(itd_db *db, itd_fact_kind kind, itd_chronicle *chronicle,
                            itd_error *err)
{
    itd_db_statement *stmt = NULL;
    bool              found = true;
    itd_status        st = prepare_select(db, kind, "ORDER BY id, revision", &stmt, err);

    while (st == ITD_OK) {
        itd_str  values[ITD_FACT_COLUMNS_MAX];
        itd_fact fact;

        st = itd_db_step(stmt, &found, err);
        if (st != ITD_OK || !found)
            break;
        fact = row_fact(stmt, kind, values);
        st = itd_chronicle_add(chronicle, &fact, err);
        if (st != ITD_OK)
            itd_error_in_record(err, values[0]);
    }
    itd_db_finish(stmt);
    return st;
}

static itd_status is_begun(itd_db *db, bool *ret_begun, itd_error *err)
{
    itd_db_statement *stmt = NULL;
    itd_status        st = itd_db_prepare(db, "SELECT 1 FROM begun LIMIT 1", &stmt, err);

    if (st == ITD_OK)
        st = itd_db_step(stmt, ret_begun, err);
    itd_db_finish(stmt);
    return st;
}

static itd_status load(itd_db *db, itd_chronicle **ret_chronicle, itd_error *err)
{
    itd_chronicle *chronicle = NULL;
    bool           begun = false;
    itd_status     st = is_begun(db, &begun, err);

    if (st == ITD_OK && !begun)
        st = itd_error_set(err, ITD_E_CORRUPT, "the chronicle is damaged: it never began");
    if (st == ITD_OK)
        st = itd_chronicle_new(&chronicle, err);
    for (size_t kind = 0; st == ITD_OK && kind < ITD_FACT_KINDS; kind++)
        st = load_kind(db, (itd_fact_kind)kind, chronicle, err);
    if (st == ITD_OK)
        st = itd_chronicle_seal(chronicle, err);
    if (st != ITD_OK) {
        itd_chronicle_close(chronicle);
        return st;
    }
    *ret_chronicle = chronicle;
    return ITD_OK;
}

itd_status itd_chronicle_open(const char *store_dir, const char *data_dir,
                              itd_chronicle **ret_chronicle, itd_error *err)
{
    char       path[ITD_PATH_MAX];
    itd_db    *db = NULL;
    itd_status st = itd_path_join(path, store_dir, ITD_JOURNAL_FILE, NULL, err);

    if (st != ITD_OK)
        return st;
    if (!itd_file_exists(path))
        return itd_chronicle_open_builtin(data_dir, ret_chronicle, err);
    st = itd_db_open(path, &itd_journal_schema, ITD_DB_READ, NULL, &db, err);
    if (st == ITD_OK) {
        st = load(db, ret_chronicle, err);
        if (st != ITD_OK)
            itd_error_in_file(err, itd_str_of(path));
    }
    itd_db_close(db);
    return st;
}

/* ---- writing ---- */

static itd_status insert_fact(itd_journal *journal, const itd_fact *fact, itd_error *err)
{
    const size_t       count = itd_fact_table_of(fact->kind)->count;
    itd_db_statement **stmt = &journal->insert[fact->kind];
    itd_status         st = *stmt ? ITD_OK : prepare_insert(journal->db, fact->kind, stmt, err);

    if (st != ITD_OK)
        return st;
    itd_db_bind_text(*stmt, 1, fact->values[0]);
    itd_db_bind_i64(*stmt, REVISION + 1, fact->revision);
    itd_db_bind_i64(*stmt, KNOWN_FROM + 1, fact->known_from_ms);
    itd_db_bind_i64(*stmt, RECORDED + 1, fact->recorded_ms);
    itd_db_bind_text(*stmt, WHO + 1, fact->who);
    itd_db_bind_text(*stmt, WHY + 1, fact->why);
    itd_db_bind_i64(*stmt, WITHDRAWN + 1, fact->is_withdrawn);
    for (size_t i = 1; i < count; i++)
        itd_db_bind_text(*stmt, FIRST_VALUE + (int)i, fact->values[i]);
    return itd_db_do(*stmt, err);
}

/* The facts that ship as first revisions. */
static itd_status seed(itd_journal *journal, const char *data_dir, itd_error *err)
{
    itd_chronicle *shipped = NULL;
    const int64_t  now_ms = itd_clock_now_ms();
    itd_status     st = itd_chronicle_open_builtin(data_dir, &shipped, err);

    for (size_t kind = 0; st == ITD_OK && kind < ITD_FACT_KINDS; kind++) {
        size_t                 count;
        const itd_fact *const *facts = itd_chronicle_facts(shipped, (itd_fact_kind)kind, &count);

        for (size_t i = 0; st == ITD_OK && i < count; i++) {
            itd_fact fact = *facts[i];

            fact.recorded_ms = now_ms;
            fact.who = ITD_STR("interdict");
            fact.why = ITD_STR("ships with the engine");
            st = insert_fact(journal, &fact, err);
        }
    }
    itd_chronicle_close(shipped);
    return st;
}

static itd_status begin_journal(itd_journal *journal, const itd_journal_options *options,
                                itd_error *err)
{
    itd_status st = itd_db_begin(journal->db, err);

    if (st == ITD_OK && !options->is_empty)
        st = seed(journal, options->data_dir, err);
    if (st == ITD_OK)
        st = itd_db_run(journal->db,
                        options->is_empty ? "INSERT INTO begun VALUES (0)"
                                          : "INSERT INTO begun VALUES (1)",
                        err);
    if (st == ITD_OK)
        return itd_db_commit(journal->db, err);
    itd_db_rollback(journal->db);
    return st;
}

static itd_status open_at(const char *path, itd_db_mode mode, itd_journal **ret_journal,
                          itd_error *err)
{
    itd_journal *journal = itd_mem_new(1, sizeof *journal);
    itd_status   st;

    if (!journal)
        return itd_error_no_memory(err);
    itd_map_init(&journal->made);
    journal->arena = itd_arena_new(CHANGE_BYTES_MAX);
    st = journal->arena ? itd_db_open(path, &itd_journal_schema, mode, NULL, &journal->db, err)
                        : itd_error_no_memory(err);
    if (st != ITD_OK) {
        itd_journal_close(journal);
        return st;
    }
    *ret_journal = journal;
    return ITD_OK;
}

/* The file gets its name when it is whole, so that a kill leaves no journal that seems to be there
 * and is empty. When somebody was faster, that one stays. */
static itd_status publish(const char *temporary, const char *path, itd_error *err)
{
    itd_status st = ITD_OK;

    if (link(temporary, path) != 0 && errno != EEXIST)
        st = itd_error_io(err, errno, "create", path);
    (void)unlink(temporary);
    return st == ITD_OK ? itd_dir_sync_parent(path, err) : st;
}

static itd_status make_journal(const char *path, const itd_journal_options *options, itd_error *err)
{
    char         temporary[ITD_PATH_MAX];
    itd_journal *journal = NULL;
    const int    len =
        snprintf(temporary, sizeof temporary, "%s" ITD_FILE_TEMPORARY "%ld", path, (long)getpid());
    itd_status st;

    if (len < 0 || (size_t)len >= sizeof temporary)
        return itd_error_set(err, ITD_E_LIMIT, "a path of more than %d bytes", ITD_PATH_MAX - 1);
    st = itd_path_remove(temporary, err);
    if (st == ITD_OK)
        st = open_at(temporary, ITD_DB_CREATE, &journal, err);
    if (st == ITD_OK)
        st = begin_journal(journal, options, err);
    /* The last connection puts the log into the file. */
    itd_journal_close(journal);
    if (st == ITD_OK)
        return publish(temporary, path, err);
    (void)unlink(temporary);
    return st;
}

itd_status itd_journal_open(const char *store_dir, const itd_journal_options *options,
                            itd_journal **ret_journal, itd_error *err)
{
    char       path[ITD_PATH_MAX];
    itd_status st = itd_path_join(path, store_dir, ITD_JOURNAL_FILE, NULL, err);

    if (st == ITD_OK)
        st = itd_dir_create(store_dir, err);
    if (st == ITD_OK && !itd_file_exists(path))
        st = make_journal(path, options, err);
    return st == ITD_OK ? open_at(path, ITD_DB_WRITE, ret_journal, err) : st;
}

void itd_journal_close(itd_journal *journal)
{
    if (!journal)
        return;
    for (size_t i = 0; i < ITD_FACT_KINDS; i++) {
        itd_db_finish(journal->insert[i]);
        itd_db_finish(journal->newest[i]);
    }
    itd_db_close(journal->db);
    itd_map_done(&journal->made);
    itd_arena_free(journal->arena);
    itd_mem_free(journal);
}

itd_status itd_journal_begin(itd_journal *journal, const itd_journal_entry *entry, itd_error *err)
{
    journal->entry = *entry;
    journal->result = (itd_journal_result){0};
    itd_map_done(&journal->made);
    itd_arena_reset(journal->arena);
    return itd_db_begin(journal->db, err);
}

void itd_journal_set_update(itd_journal *journal, bool may_update)
{
    journal->entry.may_update = may_update;
}

itd_status itd_journal_commit(itd_journal *journal, itd_journal_result *ret_result, itd_error *err)
{
    itd_chronicle *whole = NULL;
    itd_status     st = load(journal->db, &whole, err);

    itd_chronicle_close(whole);
    if (st == ITD_OK)
        st = itd_db_commit(journal->db, err);
    else
        itd_db_rollback(journal->db);
    if (st == ITD_OK && ret_result)
        *ret_result = journal->result;
    return st;
}

/* ---- one row ---- */

static const size_t source_columns[ITD_FACT_KINDS] = {ITD_EVENT_SOURCE, ITD_STATEMENT_SOURCE,
                                                      SIZE_MAX, ITD_PRESSURE_SOURCE};
static const size_t day_columns[ITD_FACT_KINDS] = {ITD_EVENT_DAY, ITD_STATEMENT_DAY, SIZE_MAX,
                                                   ITD_PRESSURE_DAY};

/* "SOURCE:DAY-N" */
static itd_status make_id(itd_journal *journal, itd_fact_kind kind, itd_str *values, itd_error *err)
{
    itd_str   key;
    uint64_t *count;
    itd_buf   text;
    bool      added, copied;

    if (source_columns[kind] == SIZE_MAX)
        return ITD_OK;
    itd_buf_init(&text, 2 * ITD_FACT_TEXT_MAX + 64);
    itd_buf_append(&text, values[source_columns[kind]]);
    itd_buf_append_char(&text, ':');
    itd_buf_append(&text, values[day_columns[kind]]);
    copied = itd_arena_copy(journal->arena, itd_buf_text(&text), &key) &&
             itd_map_add(&journal->made, key, &count, &added);
    if (copied) {
        itd_buf_append_char(&text, '-');
        itd_buf_append_u64(&text, ++*count);
        copied = itd_arena_copy(journal->arena, itd_buf_text(&text), &values[0]);
    }
    copied = copied && itd_buf_status(&text, NULL) == ITD_OK;
    itd_buf_done(&text);
    return copied ? ITD_OK : itd_error_no_memory(err);
}

/* Checks the values; gives the moment the fact itself was known from. */
static itd_status check_fact(const itd_journal *journal, itd_fact *fact, itd_error *err)
{
    union {
        itd_event            event;
        itd_statement        statement;
        itd_chronicle_source source;
        itd_pressure         pressure;
    } parsed;

    fact->known_from_ms = INT64_MIN;
    switch (fact->kind) {
    case ITD_FACT_EVENT:
        return itd_event_parse(fact, journal->entry.now_ms, &parsed.event, err);
    case ITD_FACT_STATEMENT:
        return itd_statement_parse(fact, journal->entry.now_ms, &parsed.statement, err);
    case ITD_FACT_SOURCE:
        return itd_chronicle_source_parse(fact, &parsed.source, err);
    case ITD_FACT_PRESSURE:
        return itd_pressure_parse(fact, &parsed.pressure, err);
    }
    return ITD_OK;
}

/* The newest revision of an id, copied into the arena of the change; *ret_found false: none. */
static itd_status find_newest(itd_journal *journal, itd_fact_kind kind, itd_str id, bool *ret_found,
                              itd_fact *ret_fact, itd_error *err)
{
    const size_t       count = itd_fact_table_of(kind)->count;
    itd_db_statement **stmt = &journal->newest[kind];
    itd_str            borrowed[ITD_FACT_COLUMNS_MAX], *values;
    itd_status         st = ITD_OK;

    if (!*stmt)
        st = prepare_select(journal->db, kind, "WHERE id = ?1 ORDER BY revision DESC LIMIT 1", stmt,
                            err);
    if (st != ITD_OK)
        return st;
    itd_db_bind_text(*stmt, 1, id);
    st = itd_db_step(*stmt, ret_found, err);
    if (st != ITD_OK || !*ret_found)
        return st;
    *ret_fact = row_fact(*stmt, kind, borrowed);
    values = itd_arena_new_array(journal->arena, count, sizeof *values);
    for (size_t i = 0; values && i < count; i++) {
        if (!itd_arena_copy(journal->arena, borrowed[i], &values[i]))
            values = NULL;
    }
    ret_fact->values = values;
    ret_fact->who = ret_fact->why = (itd_str){0};
    if (!values) {
        itd_db_reset(*stmt);
        return itd_error_no_memory(err);
    }
    return itd_db_step(*stmt, &(bool){false}, err); /* also tells of a damaged text */
}

static size_t first_difference(const itd_fact_table *table, const itd_str *a, const itd_str *b)
{
    for (size_t i = 0; i < table->count; i++) {
        if (!itd_str_equal(a[i], b[i]))
            return i;
    }
    return SIZE_MAX;
}

static itd_status put_revision(itd_journal *journal, itd_fact *fact, const itd_fact *before,
                               itd_error *err)
{
    const itd_journal_entry *entry = &journal->entry;

    fact->recorded_ms = entry->now_ms;
    fact->who = entry->who;
    fact->why = entry->why;
    if (!before) {
        fact->revision = 1;
        if (entry->known_from_ms != INT64_MIN && fact->kind != ITD_FACT_SOURCE)
            fact->known_from_ms = entry->known_from_ms;
        journal->result.added++;
        return insert_fact(journal, fact, err);
    }
    fact->revision = before->revision + 1;
    /* How far a source reaches is said of the data, not of the world: it holds for every day. */
    if (fact->kind != ITD_FACT_SOURCE)
        fact->known_from_ms =
            entry->known_from_ms != INT64_MIN ? entry->known_from_ms : entry->now_ms;
    journal->result.updated++;
    return insert_fact(journal, fact, err);
}

static itd_status conflict(const itd_fact *before, size_t column, itd_error *err)
{
    (void)itd_error_set(err, ITD_E_CONFLICT,
                        "'%.*s' is in the chronicle with another value ('%.*s'); --update records "
                        "a new revision",
                        ITD_STR_ARGS(before->values[0]), ITD_STR_ARGS(before->values[column]));
    itd_error_in_field(err, itd_str_of(itd_fact_table_of(before->kind)->columns[column].name));
    return ITD_E_CONFLICT;
}

itd_status itd_journal_put(itd_journal *journal, itd_fact_kind kind, const itd_str *given,
                           itd_error *err)
{
    const itd_fact_table *table = itd_fact_table_of(kind);
    itd_str               values[ITD_FACT_COLUMNS_MAX] = {{0}};
    itd_fact              fact = {.kind = kind, .values = values}, before;
    bool                  found = false;
    size_t                differs;
    itd_status            st = ITD_OK;

    for (size_t i = 0; i < table->count; i++)
        values[i] = given[i];
    if (source_columns[kind] != SIZE_MAX && values[source_columns[kind]].len == 0)
        values[source_columns[kind]] = journal->entry.source;
    if (values[0].len == 0)
        st = make_id(journal, kind, values, err);
    if (st == ITD_OK)
        st = check_fact(journal, &fact, err);
    if (st == ITD_OK)
        st = find_newest(journal, kind, values[0], &found, &before, err);
    if (st != ITD_OK)
        return st;
    differs = found ? first_difference(table, values, before.values) : SIZE_MAX;
    if (found && differs == SIZE_MAX && !before.is_withdrawn) {
        journal->result.unchanged++;
        return ITD_OK;
    }
    if (found && !journal->entry.may_update)
        return conflict(&before, differs == SIZE_MAX ? 0 : differs, err);
    return put_revision(journal, &fact, found ? &before : NULL, err);
}

struct filing {
    itd_journal  *journal;
    itd_fact_kind kind;
};

static itd_status put_row(void *ctx, const itd_str *values, itd_error *err)
{
    const struct filing *filing = ctx;

    return itd_journal_put(filing->journal, filing->kind, values, err);
}

itd_status itd_journal_put_file(itd_journal *journal, itd_fact_kind kind, const char *path,
                                itd_error *err)
{
    struct filing filing = {journal, kind};
    itd_arena    *arena = itd_arena_new(CHANGE_BYTES_MAX);
    itd_status    st = arena ? itd_rows_read_file(path, kind, arena, put_row, &filing, err)
                             : itd_error_no_memory(err);

    itd_arena_free(arena);
    return st;
}

itd_status itd_journal_withdraw(itd_journal *journal, itd_fact_kind kind, itd_str id,
                                itd_error *err)
{
    itd_fact   fact, before;
    bool       found = false;
    itd_status st = find_newest(journal, kind, id, &found, &before, err);

    if (st != ITD_OK)
        return st;
    if (!found || before.is_withdrawn)
        return itd_error_set(err, ITD_E_NOT_FOUND, "no fact '%.*s' is in the chronicle",
                             ITD_STR_ARGS(id));
    fact = before;
    fact.is_withdrawn = true;
    return put_revision(journal, &fact, &before, err);
}
