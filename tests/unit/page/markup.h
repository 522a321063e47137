/* Walks markup that the module wrote: elements open and close in order, attributes are quoted, no
 * name (id) stands twice, and what refers to one finds it. Stricter than a browser, so that an
 * unescaped character cannot hide. */
#ifndef ITD_TESTS_UNIT_PAGE_MARKUP_H
#define ITD_TESTS_UNIT_PAGE_MARKUP_H

#include "base/str.h"

/* Fails the running test when the markup is not well formed. */
void itd_test_markup(itd_str markup);
/* Occurrences of a text. */
size_t itd_test_count(itd_str markup, const char *text);

#endif
