/* One SQLite database: connection, migrations, statements, transactions. Knows no domain: a user
 * hands over the SQL. (The store of list versions is plain files and another module:
 * lists/store.h.)
 *
 * Every database has an application id and a schema version. Opening refuses one that is another
 * application's, made by a newer engine, or damaged; an older one is brought up in one
 * transaction. Writes are durable when commit returns (write-ahead log, synchronous=FULL): after a
 * crash a transaction is there whole or not at all. Errors name the file. One thread at a time per
 * connection; several connections and processes may share a file. Source: https://sqlite.org/ */
#ifndef ITD_STORE_DB_H
#define ITD_STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"

#define ITD_DB_BUSY_MS 5000                /* wait for another writer */
#define ITD_DB_TEXT_MAX ((size_t)16 << 20) /* bytes of one value */

typedef struct itd_db_schema {
    const char        *name;           /* for messages: "chronicle" */
    uint32_t           application_id; /* not 0 */
    const char *const *migrations;     /* SQL that leads from version i to i + 1; never changed */
    size_t             version;        /* how many there are */
} itd_db_schema;

typedef enum itd_db_mode {
    ITD_DB_READ,   /* must exist; also on a medium that cannot be written to */
    ITD_DB_WRITE,  /* must exist */
    ITD_DB_CREATE, /* made when it is not there; its folder must be */
} itd_db_mode;

typedef struct itd_db_options {
    int  busy_ms;
    bool skip_check; /* do not read every page at open */
} itd_db_options;

typedef struct itd_db           itd_db;
typedef struct itd_db_statement itd_db_statement;

itd_db_options itd_db_options_default(void);

/* options may be NULL. ITD_E_NOT_FOUND, ITD_E_SCHEMA (another application's), ITD_E_VERSION
 * (newer), ITD_E_CORRUPT, ITD_E_BUSY, ITD_E_IO, ITD_E_NO_MEMORY. */
ITD_MUST_CHECK itd_status itd_db_open(const char *path, const itd_db_schema *schema,
                                      itd_db_mode mode, const itd_db_options *options,
                                      itd_db **ret_db, itd_error *err);
/* A database that nobody else sees, gone when it is closed or the process dies: in memory as long
 * as it fits into cache_kb kilobytes, and beyond that in the folder for temporary files. */
ITD_MUST_CHECK itd_status itd_db_open_scratch(const itd_db_schema *schema, size_t cache_kb,
                                              itd_db **ret_db, itd_error *err);
/* Rolls back what is open; statements must be finished before. NULL is allowed. */
void        itd_db_close(itd_db *db);
const char *itd_db_path(const itd_db *db);

/* Reads every page and index: ITD_E_CORRUPT with what was found first. */
ITD_MUST_CHECK itd_status itd_db_check(itd_db *db, itd_error *err);

/* Runs SQL that gives no rows. */
ITD_MUST_CHECK itd_status itd_db_run(itd_db *db, const char *sql, itd_error *err);

/* A write transaction; takes the lock of writers at once, ITD_E_BUSY when it cannot be had. They do
 * not nest. */
ITD_MUST_CHECK itd_status itd_db_begin(itd_db *db, itd_error *err);
ITD_MUST_CHECK itd_status itd_db_commit(itd_db *db, itd_error *err);
/* Does nothing outside a transaction, so that a clean-up needs no cases. */
void itd_db_rollback(itd_db *db);

/* ---- statements ---- */
/* One statement with "?1", "?2", … for its values. */
ITD_MUST_CHECK itd_status itd_db_prepare(itd_db *db, const char *sql, itd_db_statement **ret_stmt,
                                         itd_error *err);
/* NULL is allowed. */
void itd_db_finish(itd_db_statement *stmt);
/* Values from 1; copied. An error of a binding is told by the next step. */
void itd_db_bind_text(itd_db_statement *stmt, int index, itd_str text);
void itd_db_bind_i64(itd_db_statement *stmt, int index, int64_t value);
void itd_db_bind_null(itd_db_statement *stmt, int index);
/* The next row; *ret_found false at the end, where the statement is ready for new values. A
 * constraint that fails is ITD_E_DUPLICATE (a key twice) or ITD_E_CONFLICT. */
ITD_MUST_CHECK itd_status itd_db_step(itd_db_statement *stmt, bool *ret_found, itd_error *err);
/* A statement that gives no rows, in one step. */
ITD_MUST_CHECK itd_status itd_db_do(itd_db_statement *stmt, itd_error *err);
/* Ready for new values before the end of the rows. */
void itd_db_reset(itd_db_statement *stmt);

/* Columns of the row, from 0; text is borrowed until the next step and checked to be UTF-8: what is
 * not comes out empty and the next step fails. */
itd_str itd_db_text(itd_db_statement *stmt, int column);
int64_t itd_db_i64(itd_db_statement *stmt, int column);
bool    itd_db_is_null(itd_db_statement *stmt, int column);

#endif
