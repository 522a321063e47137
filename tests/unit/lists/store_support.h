/* What the tests of the list store share: a directory of their own, and sets of files in OFAC's CSV
 * layout with invented entries, made to measure. */
#ifndef ITD_TESTS_UNIT_LISTS_STORE_SUPPORT_H
#define ITD_TESTS_UNIT_LISTS_STORE_SUPPORT_H

#include "base/file.h"
#include "lists/store.h"

/* Entries FIRST, FIRST + 1, …: "EXAMPLE <id>", each with an alias and an address. */
typedef struct store_set {
    unsigned first;
    unsigned count;
    unsigned changed;      /* id of an entry with another title, 0: none */
    unsigned repeated;     /* id of an entry that stands twice, 0: none */
    unsigned no_addresses; /* so many entries at the end have none */
    bool     only_sdn;
} store_set;

/* A fresh directory; setup and teardown of each test. *state is its path. */
int store_setup(void **state);
int store_teardown(void **state);

/* DIR/store, made when absent. */
itd_store *store_open(const char *dir);
/* Writes the files of a set into DIR/tag/ and adds them. date NULL: none given. Owns the report. */
itd_status store_add(itd_store *store, const char *dir, const char *tag, const store_set *set,
                     const char *date, itd_add_result *ret_result, itd_error *err);
/* The options that store_add uses, for tests that change some: paths live until the next call. */
itd_add_options store_options(const char *dir, const char *tag, const store_set *set,
                              const char *date);
/* Adds with these options; frees the report. */
itd_status store_add_with(itd_store *store, const itd_add_options *options,
                          itd_add_result *ret_result, itd_error *err);
/* The last millisecond of a day, or the moment. */
int64_t store_day(const char *text);
/* Every entity of the version that answers for a day (NULL: now), encoded and digested together. */
itd_digest store_content(const itd_store *store, const char *list, const char *day);
/* "2024-01-05" of the version that answers, or the name of the status. Static buffer. */
const char *store_answer(const itd_store *store, const char *list, const char *day);

#endif
