/* A small data set of two lists, for the tests of snapshot and screen. */
#ifndef ITD_TESTS_UNIT_SNAPSHOT_FIXTURE_H
#define ITD_TESTS_UNIT_SNAPSHOT_FIXTURE_H

#include "snapshot/snapshot.h"

/* Directory of this test process; made on first use. */
const char *fixture_path(const char *name);
/* Writes the data set; status of the first step that failed. */
itd_status fixture_write(const char *path, itd_error *err);

#endif
