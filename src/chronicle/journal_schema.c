/* The tables of a journal. The columns of a kind of fact are those of record.h, all text, beside
 * what every revision has; triggers refuse UPDATE and DELETE, so that nothing is ever
 * overwritten. */
#include "chronicle/journal_schema.h"

#define APPLICATION_ID 0x49544348 /* "ITCH" */

#define REVISIONS                                                                                  \
    "id TEXT NOT NULL, revision INTEGER NOT NULL CHECK (revision > 0),"                            \
    "known_from_ms INTEGER NOT NULL, recorded_ms INTEGER NOT NULL, who TEXT NOT NULL,"             \
    "why TEXT NOT NULL, withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),"
#define KEPT(table)                                                                                \
    "CREATE TRIGGER " table "_is_kept BEFORE DELETE ON " table                                     \
    " BEGIN SELECT RAISE(ABORT, 'facts are never removed'); END;"                                  \
    "CREATE TRIGGER " table "_is_fixed BEFORE UPDATE ON " table                                    \
    " BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;"

/* Texts that lead from one version of the schema to the next; what stands here is never changed. */
static const char *const migrations[] = {
    /* One row once the journal has begun: with the facts that ship, or without. */
    "CREATE TABLE begun (with_shipped INTEGER NOT NULL) STRICT;"
    "CREATE TABLE event (" REVISIONS
    "source TEXT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, time TEXT NOT NULL,"
    "basis TEXT NOT NULL, class TEXT NOT NULL, system TEXT NOT NULL, count TEXT NOT NULL,"
    "site TEXT NOT NULL, lat TEXT NOT NULL, lon TEXT NOT NULL, apogee_km TEXT NOT NULL,"
    "range_km TEXT NOT NULL, flight_min TEXT NOT NULL, outcome TEXT NOT NULL,"
    "landing TEXT NOT NULL, given TEXT NOT NULL, note TEXT NOT NULL, confidence TEXT NOT NULL,"
    "known_from TEXT NOT NULL, PRIMARY KEY (id, revision)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE statement (" REVISIONS
    "source TEXT NOT NULL, speaker TEXT NOT NULL, role TEXT NOT NULL, party TEXT NOT NULL,"
    "day TEXT NOT NULL, basis TEXT NOT NULL, venue TEXT NOT NULL, words TEXT NOT NULL,"
    "stance TEXT NOT NULL, addressee TEXT NOT NULL, condition TEXT NOT NULL, rule TEXT NOT NULL,"
    "claim TEXT NOT NULL, note TEXT NOT NULL, confidence TEXT NOT NULL, known_from TEXT NOT NULL,"
    "PRIMARY KEY (id, revision)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE source (" REVISIONS
    "title TEXT NOT NULL, scope TEXT NOT NULL, rank TEXT NOT NULL, covers TEXT NOT NULL,"
    "covered_until TEXT NOT NULL, note TEXT NOT NULL,"
    "PRIMARY KEY (id, revision)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE pressure (" REVISIONS
    "day TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, individuals TEXT NOT NULL,"
    "entities TEXT NOT NULL, measures TEXT NOT NULL, source TEXT NOT NULL,"
    "confidence TEXT NOT NULL, PRIMARY KEY (id, revision)) STRICT, WITHOUT ROWID;" KEPT("event")
        KEPT("statement") KEPT("source") KEPT("pressure"),
};
const itd_db_schema itd_journal_schema = {"chronicle", APPLICATION_ID, migrations,
                                          ITD_ARRAY_LEN(migrations)};
