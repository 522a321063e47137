/* What a connection is made of; private to this module. */
#ifndef ITD_STORE_DB_INTERNAL_H
#define ITD_STORE_DB_INTERNAL_H

#include "store/db.h"

struct itd_db {
    struct sqlite3      *handle;
    const itd_db_schema *schema;
    char                 path[]; /* NUL-terminated */
};

/* The last failure of the connection as an error: "cannot ACTION: reason". */
itd_status itd_db_failed(const itd_db *db, const char *action, itd_error *err);

#endif
