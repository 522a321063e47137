/* The mapping file of the csv reader: which column says what. Documented in docs/mapping.md.
 * A map is built once per read and only read afterwards. */
#ifndef ITD_LISTS_CSV_MAP_H
#define ITD_LISTS_CSV_MAP_H

#include "base/arena.h"
#include "base/attr.h"
#include "base/error.h"
#include "entity/entity.h"

#define ITD_CSV_MAP_RULES_MAX 1024 /* columns, joins and schema words, each */
#define ITD_CSV_MAP_JOIN_MAX 16    /* columns of one join */

typedef enum itd_csv_action {
    ITD_CSV_KEEP, /* as a field, under the column's name */
    ITD_CSV_VALUE,
    ITD_CSV_DETAIL,
    ITD_CSV_SKIP,
} itd_csv_action;

typedef enum itd_csv_date {
    ITD_CSV_DATE_ISO,
    ITD_CSV_DATE_ENGLISH, /* 4 Sep 1957 */
    ITD_CSV_DATE_US,      /* 09/04/1957 */
    ITD_CSV_DATE_EU,      /* 04/09/1957, 04.09.1957 */
} itd_csv_date;

typedef struct itd_csv_rule {
    itd_str        header;
    itd_csv_action action;
    itd_prop       prop;   /* VALUE, DETAIL */
    itd_detail_key detail; /* DETAIL */
    itd_csv_date   date;
    itd_str        separator; /* between values of one cell, or empty */
    bool           is_mapped; /* section [columns] has it */
    uint64_t       line;      /* in the mapping file */
} itd_csv_rule;

/* A value made of several columns: the parts of a name. */
typedef struct itd_csv_join {
    itd_prop prop;
    itd_str  headers[ITD_CSV_MAP_JOIN_MAX];
    size_t   header_count;
    uint64_t line;
} itd_csv_join;

typedef struct itd_csv_word {
    itd_str    word;
    itd_schema schema;
} itd_csv_word;

typedef struct itd_csv_map {
    itd_arena    *arena;
    const char   *path; /* NULL: no mapping file, columns are called like properties */
    char          delimiter;
    itd_str       id;            /* header, or empty: the id is a hash of the row */
    itd_str       schema_header; /* or empty */
    itd_schema    schema;        /* without schema_header */
    bool          has_stamp;
    int64_t       stamp_ms;
    itd_csv_rule *rules;
    size_t        rule_count, rule_cap;
    itd_csv_join *joins;
    size_t        join_count, join_cap;
    itd_csv_word *words;
    size_t        word_count, word_cap;
} itd_csv_map;

/* Reads a mapping file; path NULL gives the map of files whose columns are called like properties.
 * Everything lives in arena. Errors name the mapping file, line and key. */
ITD_MUST_CHECK itd_status itd_csv_map_read(const char *path, itd_arena *arena, itd_csv_map *ret_map,
                                           itd_error *err);
/* NULL when no rule names the column. */
const itd_csv_rule *itd_csv_map_find(const itd_csv_map *map, itd_str header);

#endif
