/* Prepared statements. */
#include <sqlite3.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "store/db_internal.h"

struct itd_db_statement {
    itd_db       *db;
    sqlite3_stmt *handle;
    bool          failed;   /* a binding was refused */
    bool          bad_text; /* a column that is no UTF-8 was read */
};

itd_status itd_db_prepare(itd_db *db, const char *sql, itd_db_statement **ret_stmt, itd_error *err)
{
    itd_db_statement *stmt = itd_mem_new(1, sizeof *stmt);

    if (!stmt)
        return itd_error_no_memory(err);
    stmt->db = db;
    if (sqlite3_prepare_v2(db->handle, sql, -1, &stmt->handle, NULL) != SQLITE_OK) {
        itd_mem_free(stmt);
        return itd_db_failed(db, "read", err);
    }
    *ret_stmt = stmt;
    return ITD_OK;
}

void itd_db_finish(itd_db_statement *stmt)
{
    if (!stmt)
        return;
    (void)sqlite3_finalize(stmt->handle);
    itd_mem_free(stmt);
}

void itd_db_bind_text(itd_db_statement *stmt, int index, itd_str text)
{
    if (sqlite3_bind_text64(stmt->handle, index, text.ptr ? text.ptr : "", text.len,
                            SQLITE_TRANSIENT, SQLITE_UTF8) != SQLITE_OK)
        stmt->failed = true;
}

void itd_db_bind_i64(itd_db_statement *stmt, int index, int64_t value)
{
    if (sqlite3_bind_int64(stmt->handle, index, value) != SQLITE_OK)
        stmt->failed = true;
}

void itd_db_bind_null(itd_db_statement *stmt, int index)
{
    if (sqlite3_bind_null(stmt->handle, index) != SQLITE_OK)
        stmt->failed = true;
}

void itd_db_reset(itd_db_statement *stmt)
{
    (void)sqlite3_reset(stmt->handle);
    (void)sqlite3_clear_bindings(stmt->handle);
    stmt->failed = false;
    stmt->bad_text = false;
}

static itd_status bad_text(const itd_db_statement *stmt, itd_error *err)
{
    (void)itd_error_set(err, ITD_E_CORRUPT, "the %s is damaged: a text is no UTF-8",
                        stmt->db->schema->name);
    itd_error_in_file(err, itd_str_of(stmt->db->path));
    return ITD_E_CORRUPT;
}

itd_status itd_db_step(itd_db_statement *stmt, bool *ret_found, itd_error *err)
{
    itd_status st;
    int        code;

    if (stmt->bad_text || stmt->failed) {
        st = stmt->bad_text ? bad_text(stmt, err) : itd_db_failed(stmt->db, "bind a value", err);
        itd_db_reset(stmt);
        return st;
    }
    code = sqlite3_step(stmt->handle);
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        st = itd_db_failed(stmt->db, sqlite3_stmt_readonly(stmt->handle) ? "read" : "write", err);
        itd_db_reset(stmt);
        return st;
    }
    if (code == SQLITE_DONE)
        itd_db_reset(stmt);
    *ret_found = code == SQLITE_ROW;
    return ITD_OK;
}

itd_status itd_db_do(itd_db_statement *stmt, itd_error *err)
{
    bool             found = false;
    const itd_status st = itd_db_step(stmt, &found, err);

    if (st == ITD_OK && found)
        itd_db_reset(stmt);
    return st;
}

itd_str itd_db_text(itd_db_statement *stmt, int column)
{
    const unsigned char *ptr = sqlite3_column_text(stmt->handle, column);
    const int            len = sqlite3_column_bytes(stmt->handle, column);
    const itd_str        text = {(const char *)ptr, ptr && len > 0 ? (size_t)len : 0};

    if (itd_utf8_check_text(text, NULL) == ITD_OK)
        return text;
    stmt->bad_text = true;
    return (itd_str){0};
}

int64_t itd_db_i64(itd_db_statement *stmt, int column)
{
    return sqlite3_column_int64(stmt->handle, column);
}

bool itd_db_is_null(itd_db_statement *stmt, int column)
{
    return sqlite3_column_type(stmt->handle, column) == SQLITE_NULL;
}
