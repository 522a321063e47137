/* Parts of the FollowTheMoney reader among themselves. */
#ifndef ITD_LISTS_FTM_INTERNAL_H
#define ITD_LISTS_FTM_INTERNAL_H

#include "base/arena.h"
#include "base/map.h"
#include "codec/json.h"
#include "entity/entity.h"
#include "lists/report.h"

#define ITD_FTM_NONE SIZE_MAX

/* An entity that says something of others: a sanction, a passport, an address, an ownership. */
typedef struct itd_ftm_satellite {
    itd_str  json; /* its line, in the join's arena */
    itd_str  file;
    uint64_t line;
} itd_ftm_satellite;

/* "This satellite says something of that node." */
typedef struct itd_ftm_ref {
    size_t   satellite;
    unsigned end;  /* 0 or 1: which of the satellite's ends the node is */
    size_t   next; /* of the same node, or ITD_FTM_NONE */
} itd_ftm_ref;

/* An id, whether its entity is in the file or only referred to. */
typedef struct itd_ftm_node {
    itd_str id;
    itd_str caption;   /* of a party */
    bool    is_there;  /* a line has this id */
    bool    is_party;  /* that line becomes an entry */
    bool    is_named;  /* a party names it as its address */
    size_t  satellite; /* or ITD_FTM_NONE */
    size_t  first_ref, last_ref;
} itd_ftm_node;

/* What must be known before the first entry can be given out. One thread at a time. */
typedef struct itd_ftm_join {
    itd_arena         *arena;
    itd_map            ids; /* → nodes */
    itd_ftm_node      *nodes;
    size_t             node_count, node_cap;
    itd_ftm_satellite *satellites;
    size_t             satellite_count, satellite_cap;
    itd_ftm_ref       *refs;
    size_t             ref_count, ref_cap;
} itd_ftm_join;

/* One line while it is read. Slices live in arena. */
typedef struct itd_ftm_line {
    const itd_json  *json;
    itd_str          id; /* without the list's prefix */
    itd_str          schema;
    itd_str          list;    /* datasets[0], or empty */
    itd_str          options; /* name of the list that is read */
    itd_str          file;
    uint64_t         number;
    itd_arena       *arena;
    itd_list_report *report;
    bool            *no_memory; /* set by what cannot fail itself; asked once per entry */
} itd_ftm_line;

/* ---- ftm_line.c ---- */

/* Parses and checks what every line has. */
ITD_MUST_CHECK itd_status itd_ftm_line_parse(itd_ftm_line *line, itd_str text, itd_error *err);
/* Id without the prefix "LIST:" of this line's data set or of the list that is read. */
itd_str itd_ftm_strip(const itd_ftm_line *line, itd_str id);
/* Does it carry the statements of our own export? */
bool itd_ftm_is_own(const itd_ftm_line *line);
/* The entity of our own export; ITD_E_SCHEMA when properties or extra say something else. */
ITD_MUST_CHECK itd_status itd_ftm_read_own(const itd_ftm_line *line, const itd_entity **ret_ent,
                                           itd_error *err);
/* One text in the line's arena; empty and *no_memory when out of memory. */
itd_str itd_ftm_join_texts(const itd_ftm_line *line, itd_str a, itd_str between, itd_str b);
/* "a.b" */
itd_str itd_ftm_path(const itd_ftm_line *line, itd_str a, itd_str b);
/* The texts of properties.NAME as a JSON array, or NULL when absent. */
const itd_json *itd_ftm_texts(const itd_ftm_line *line, itd_str name);
/* First text of properties.NAME, or empty. */
itd_str itd_ftm_first(const itd_ftm_line *line, itd_str name);

/* ---- ftm_foreign.c ---- */

/* A party of another's export with all that its satellites say of it. */
ITD_MUST_CHECK itd_status itd_ftm_read_foreign(const itd_ftm_line *line, const itd_ftm_join *join,
                                               const itd_entity **ret_ent, itd_error *err);
/* Adds one value in its common form: country codes, dates without a time of day. */
void itd_ftm_add_typed(const itd_ftm_line *line, itd_entity_builder *builder, itd_prop prop,
                       itd_str text, itd_str origin);
void itd_ftm_tell(const itd_ftm_line *line, const char *what, itd_str where);

/* ---- ftm_fold.c ---- */

/* The property that names the satellite's nth end, or empty: not a satellite, or no such end. */
itd_str itd_ftm_end(const itd_ftm_line *line, unsigned nth);
bool    itd_ftm_is_satellite(const itd_ftm_line *line);
/* Adds what satellite (parsed) says of the party at hand, which is its end number end. */
void itd_ftm_fold(const itd_ftm_line *satellite, unsigned end, const itd_ftm_join *join,
                  itd_entity_builder *builder);
/* Adds an Address as an address. */
void itd_ftm_fold_address(const itd_ftm_line *address, itd_entity_builder *builder);

/* ---- ftm_reader.c ---- */

const itd_ftm_node *itd_ftm_find(const itd_ftm_join *join, itd_str id);
/* The nth satellite as a line in the record's arena. */
ITD_MUST_CHECK itd_status itd_ftm_open_satellite(const itd_ftm_line *line, const itd_ftm_join *join,
                                                 size_t nth, itd_ftm_line *ret_satellite,
                                                 itd_error *err);

#endif
