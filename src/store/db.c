/* Connections, schema versions and transactions. */
#include "store/db.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/memory.h"
#include "store/db_internal.h"

#define URI_PREFIX "file:"

itd_db_options itd_db_options_default(void)
{
    return (itd_db_options){.busy_ms = ITD_DB_BUSY_MS};
}

const char *itd_db_path(const itd_db *db)
{
    return db->path;
}

/* ---- errors ---- */

static itd_status status_of(int code)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ITD_E_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ITD_E_CORRUPT;
    case SQLITE_NOMEM:
        return ITD_E_NO_MEMORY;
    case SQLITE_CONSTRAINT:
        return code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_UNIQUE
                   ? ITD_E_DUPLICATE
                   : ITD_E_CONFLICT;
    case SQLITE_TOOBIG:
        return ITD_E_LIMIT;
    case SQLITE_INTERRUPT:
        return ITD_E_INTERRUPTED;
    default:
        return ITD_E_IO;
    }
}

itd_status itd_db_failed(const itd_db *db, const char *action, itd_error *err)
{
    const int        code = sqlite3_extended_errcode(db->handle);
    const itd_status st = status_of(code);

    if (st == ITD_E_NO_MEMORY) {
        (void)itd_error_no_memory(err);
    } else if (st == ITD_E_BUSY) {
        (void)itd_error_set(err, st, "another process is writing to the %s; try again",
                            db->schema->name);
        if (err)
            err->retriable = true;
    } else if (st == ITD_E_CORRUPT) {
        (void)itd_error_set(err, st, "the %s is damaged: %s", db->schema->name,
                            sqlite3_errmsg(db->handle));
    } else {
        const char *reason =
            (code & 0xff) == SQLITE_FULL ? "no space left" : sqlite3_errmsg(db->handle);

        (void)itd_error_set(err, st, "cannot %s: %s", action, reason);
    }
    itd_error_in_file(err, itd_str_of(db->path));
    return st;
}

static itd_status refuse(const itd_db *db, itd_status status, itd_error *err)
{
    itd_error_in_file(err, itd_str_of(db->path));
    return status;
}

/* ---- one number out of the database ---- */

static itd_status query_number(itd_db *db, const char *sql, int64_t *ret_value, itd_error *err)
{
    itd_db_statement *stmt = NULL;
    bool              found = false;
    itd_status        st = itd_db_prepare(db, sql, &stmt, err);

    if (st == ITD_OK)
        st = itd_db_step(stmt, &found, err);
    if (st == ITD_OK)
        *ret_value = found ? itd_db_i64(stmt, 0) : 0;
    itd_db_finish(stmt);
    return st;
}

itd_status itd_db_run(itd_db *db, const char *sql, itd_error *err)
{
    if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        return itd_db_failed(db, "write", err);
    return ITD_OK;
}

itd_status itd_db_check(itd_db *db, itd_error *err)
{
    itd_db_statement *stmt = NULL;
    bool              found = false;
    itd_status        st = itd_db_prepare(db, "PRAGMA quick_check(1)", &stmt, err);

    if (st == ITD_OK)
        st = itd_db_step(stmt, &found, err);
    if (st == ITD_OK && (!found || !itd_str_equal(itd_db_text(stmt, 0), ITD_STR("ok")))) {
        const itd_str text = found ? itd_db_text(stmt, 0) : ITD_STR("nothing in it");

        st = itd_error_set(err, ITD_E_CORRUPT, "the %s is damaged: %.*s", db->schema->name,
                           ITD_STR_ARGS(text));
        (void)refuse(db, st, err);
    }
    itd_db_finish(stmt);
    return st;
}

/* ---- transactions ---- */

itd_status itd_db_begin(itd_db *db, itd_error *err)
{
    if (sqlite3_exec(db->handle, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
        return itd_db_failed(db, "begin to write", err);
    return ITD_OK;
}

itd_status itd_db_commit(itd_db *db, itd_error *err)
{
    if (sqlite3_exec(db->handle, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) {
        const itd_status st = itd_db_failed(db, "write", err);

        itd_db_rollback(db);
        return st;
    }
    return ITD_OK;
}

void itd_db_rollback(itd_db *db)
{
    if (sqlite3_get_autocommit(db->handle) == 0)
        (void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

/* ---- opening ---- */

static itd_status migrate(itd_db *db, size_t from, itd_error *err)
{
    char       sql[96];
    itd_status st = ITD_OK;

    for (size_t i = from; st == ITD_OK && i < db->schema->version; i++)
        st = itd_db_run(db, db->schema->migrations[i], err);
    if (st != ITD_OK)
        return st;
    snprintf(sql, sizeof sql, "PRAGMA application_id = %ld; PRAGMA user_version = %zu;",
             (long)(int32_t)db->schema->application_id, db->schema->version);
    return itd_db_run(db, sql, err);
}

/* Whose database it is and of which version; *ret_is_new when there is nothing in it. */
static itd_status read_version(itd_db *db, size_t *ret_version, bool *ret_is_new, itd_error *err)
{
    int64_t    id = 0, version = 0, tables = 0;
    itd_status st = query_number(db, "PRAGMA application_id", &id, err);

    if (st == ITD_OK)
        st = query_number(db, "PRAGMA user_version", &version, err);
    if (st == ITD_OK)
        st = query_number(db, "SELECT count(*) FROM sqlite_schema", &tables, err);
    if (st != ITD_OK)
        return st;
    *ret_is_new = id == 0 && version == 0 && tables == 0;
    if (!*ret_is_new && (uint32_t)(int32_t)id != db->schema->application_id)
        return refuse(
            db, itd_error_set(err, ITD_E_SCHEMA, "is no %s of Interdict", db->schema->name), err);
    if (version < 0 || (uint64_t)version > db->schema->version)
        return refuse(db,
                      itd_error_set(err, ITD_E_VERSION,
                                    "made by a newer engine (schema %lld, this one knows %zu)",
                                    (long long)version, db->schema->version),
                      err);
    *ret_version = (size_t)version;
    return ITD_OK;
}

static itd_status check_version(itd_db *db, itd_db_mode mode, itd_error *err)
{
    size_t     version = 0;
    bool       is_new = false;
    itd_status st = read_version(db, &version, &is_new, err);

    if (st != ITD_OK || (!is_new && version == db->schema->version))
        return st;
    if (is_new && mode != ITD_DB_CREATE)
        return refuse(
            db, itd_error_set(err, ITD_E_SCHEMA, "is no %s of Interdict", db->schema->name), err);
    if (mode == ITD_DB_READ)
        return refuse(
            db,
            itd_error_set(err, ITD_E_VERSION,
                          "made by an older engine (schema %zu of %zu); open it for writing once",
                          version, db->schema->version),
            err);
    st = itd_db_begin(db, err);
    if (st != ITD_OK)
        return st;
    /* Somebody may have been faster. */
    st = read_version(db, &version, &is_new, err);
    if (st == ITD_OK)
        st = migrate(db, version, err);
    if (st == ITD_OK)
        return itd_db_commit(db, err);
    itd_db_rollback(db);
    return st;
}

/* A path as a file URI: what has a meaning there is written as %XX. */
static itd_status append_uri(itd_buf *uri, const char *path, const char *query, itd_error *err)
{
    itd_buf_append_cstr(uri, URI_PREFIX);
    for (; *path; path++) {
        if (*path == '?' || *path == '#' || *path == '%')
            itd_buf_printf(uri, "%%%02X", (unsigned)(unsigned char)*path);
        else
            itd_buf_append_char(uri, *path);
    }
    itd_buf_append_cstr(uri, query);
    itd_buf_append_char(uri, '\0');
    return itd_buf_status(uri, err);
}

static itd_status open_handle(itd_db *db, itd_db_mode mode, bool is_immutable, itd_error *err)
{
    static const int flags[] = {SQLITE_OPEN_READONLY, SQLITE_OPEN_READWRITE,
                                SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE};
    itd_buf          uri;
    itd_status       st;

    itd_buf_init(&uri, 4 * ITD_PATH_MAX);
    st = append_uri(&uri, db->path, is_immutable ? "?immutable=1" : "", err);
    if (st == ITD_OK &&
        sqlite3_open_v2(uri.ptr, &db->handle,
                        flags[mode] | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                        NULL) != SQLITE_OK)
        st = db->handle ? itd_db_failed(db, "open", err) : itd_error_no_memory(err);
    itd_buf_done(&uri);
    return st;
}

static itd_status configure(itd_db *db, itd_db_mode mode, const itd_db_options *options,
                            itd_error *err)
{
    int64_t    ignored = 0;
    itd_status st;

    (void)sqlite3_busy_timeout(db->handle, options->busy_ms);
    (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_limit(db->handle, SQLITE_LIMIT_LENGTH, (int)ITD_DB_TEXT_MAX + 1024);
    st = itd_db_run(db,
                    "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                    "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;",
                    err);
    /* The first read: tells whether it is a database at all, and whether its log can be used. */
    if (st == ITD_OK)
        st = query_number(db, "PRAGMA schema_version", &ignored, err);
    if (st == ITD_OK && mode != ITD_DB_READ)
        st = query_number(db, "PRAGMA journal_mode = WAL", &ignored, err);
    return st;
}

/* A log that was left behind holds what was written last. */
static bool has_log(const char *path)
{
    char log[ITD_PATH_MAX + 8];

    snprintf(log, sizeof log, "%s-wal", path);
    return itd_file_exists(log);
}

static itd_status open_once(itd_db *db, itd_db_mode mode, const itd_db_options *options,
                            bool is_immutable, itd_error *err)
{
    itd_status st = open_handle(db, mode, is_immutable, err);

    if (st == ITD_OK)
        st = configure(db, mode, options, err);
    if (st == ITD_OK && !options->skip_check)
        st = itd_db_check(db, err);
    return st == ITD_OK ? check_version(db, mode, err) : st;
}

/* Where nothing may be written beside the file, a database in write-ahead mode can only be read
 * when no log is there: then nobody writes to it either. */
static itd_status open_any(itd_db *db, itd_db_mode mode, const itd_db_options *options,
                           itd_error *err)
{
    itd_status st = open_once(db, mode, options, false, err);

    if (st != ITD_E_IO || mode != ITD_DB_READ || has_log(db->path))
        return st;
    (void)sqlite3_close(db->handle);
    db->handle = NULL;
    return open_once(db, mode, options, true, err);
}

itd_status itd_db_open(const char *path, const itd_db_schema *schema, itd_db_mode mode,
                       const itd_db_options *options, itd_db **ret_db, itd_error *err)
{
    const itd_db_options defaults = itd_db_options_default();
    const size_t         len = strlen(path);
    itd_db              *db;
    itd_status           st;

    if (len >= ITD_PATH_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "a path of more than %d bytes", ITD_PATH_MAX - 1);
    if (mode != ITD_DB_CREATE && !itd_file_exists(path)) {
        (void)itd_error_set(err, ITD_E_NOT_FOUND, "there is no %s", schema->name);
        itd_error_in_file(err, itd_str_of(path));
        return ITD_E_NOT_FOUND;
    }
    db = itd_mem_new(1, sizeof *db + len + 1);
    if (!db)
        return itd_error_no_memory(err);
    db->schema = schema;
    memcpy(db->path, path, len + 1);
    st = open_any(db, mode, options ? options : &defaults, err);
    if (st != ITD_OK) {
        itd_db_close(db);
        return st;
    }
    *ret_db = db;
    return ITD_OK;
}

itd_status itd_db_open_scratch(const itd_db_schema *schema, size_t cache_kb, itd_db **ret_db,
                               itd_error *err)
{
    itd_db    *db = itd_mem_new(1, sizeof *db + 1);
    char       sql[64];
    itd_status st = ITD_OK;

    if (!db)
        return itd_error_no_memory(err);
    db->schema = schema;
    db->path[0] = '\0'; /* to SQLite: a temporary file without a name */
    if (sqlite3_open_v2(db->path, &db->handle,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                            SQLITE_OPEN_EXRESCODE,
                        NULL) != SQLITE_OK)
        st = db->handle ? itd_db_failed(db, "open", err) : itd_error_no_memory(err);
    snprintf(sql, sizeof sql, "PRAGMA cache_size = -%zu", cache_kb);
    if (st == ITD_OK)
        st = itd_db_run(db, sql, err);
    if (st == ITD_OK)
        st = migrate(db, 0, err);
    if (st != ITD_OK)
        itd_db_close(db);
    else
        *ret_db = db;
    return st;
}

void itd_db_close(itd_db *db)
{
    if (!db)
        return;
    if (db->handle) {
        itd_db_rollback(db);
        (void)sqlite3_close_v2(db->handle);
    }
    itd_mem_free(db);
}
