/* The schema of a journal; private to this module. */
#ifndef ITD_CHRONICLE_JOURNAL_SCHEMA_H
#define ITD_CHRONICLE_JOURNAL_SCHEMA_H

#include "store/db.h"

extern const itd_db_schema itd_journal_schema;

#endif
