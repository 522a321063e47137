/* An index of names given as texts, for the tests of index and match. */
#ifndef ITD_TESTS_UNIT_INDEX_INDEX_FIXTURE_H
#define ITD_TESTS_UNIT_INDEX_INDEX_FIXTURE_H

#include "index/expand.h"

#define FIXTURE_NAMES_MAX 4096

typedef struct itd_fixture {
    itd_arena  *arena;
    itd_folder *folder;
    itd_name    names[FIXTURE_NAMES_MAX];
    size_t      count;
    itd_buf     bytes; /* the index as written */
    itd_index  *index;
} itd_fixture;

void     itd_fixture_init(itd_fixture *fixture);
void     itd_fixture_done(itd_fixture *fixture);
itd_name itd_fixture_name(itd_fixture *fixture, const char *text);
/* Adds every form of a listed name. */
void itd_fixture_add(itd_fixture *fixture, const char *text);
/* Writes and opens the index of the names added. */
void itd_fixture_open(itd_fixture *fixture);

#endif
