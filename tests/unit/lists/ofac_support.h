/* What the tests of OFAC's readers share: parts in memory, and a read written down as text, a line
 * per value: "102 birthDate = 1951 < circa 1951 [circa=yes] @sdn/Remarks". */
#ifndef ITD_TESTS_UNIT_LISTS_OFAC_SUPPORT_H
#define ITD_TESTS_UNIT_LISTS_OFAC_SUPPORT_H

#include "base/buf.h"
#include "lists/reader.h"

#define OFAC_PARTS 4

/* A whole file on the heap (freed by ofac_free); path below the checkout. The test fails without
 * it. */
itd_str ofac_fixture(const char *path);
/* The same of a file in ../shared, unpacked; ptr NULL when that folder is not there. */
itd_str ofac_shared(const char *name);
void    ofac_free(itd_str bytes);

itd_list_part ofac_part(const char *name, itd_str bytes, size_t read_max);

typedef struct ofac_outcome {
    itd_status       status;
    itd_error        err;
    itd_buf          text; /* the values; owned */
    size_t           entities;
    size_t           values[ITD_PROP_COUNT];
    size_t           schemata[ITD_SCHEMA_COUNT];
    itd_read_result  result;
    itd_list_report *report; /* owned */
} ofac_outcome;

/* Appends one value as a line. */
void ofac_append_value(itd_buf *buf, const itd_entity *ent, const itd_value *value);
/* keep_text false: only counts (large files). */
void ofac_read(const itd_reader *reader, const itd_list_part *parts, size_t count, bool partial,
               bool keep_text, ofac_outcome *ret_outcome);
void ofac_outcome_done(ofac_outcome *outcome);

/* Cases the report has of a remark, all places together; `where` may be NULL. */
uint64_t ofac_reported(const ofac_outcome *outcome, const char *what, const char *where);

/* The line is there, word for word. */
#define assert_has_line(outcome, line) ofac_assert_line((outcome), (line), true, __FILE__, __LINE__)
#define assert_has_no_line(outcome, line)                                                          \
    ofac_assert_line((outcome), (line), false, __FILE__, __LINE__)
void ofac_assert_line(const ofac_outcome *outcome, const char *line, bool there, const char *file,
                      int number);

#endif
