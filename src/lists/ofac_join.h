/* The parts of OFAC's CSV set that hang on another part: addresses (add), other names (alt) and the
 * rest of long remarks (comments). They are read first and held in memory, by entry, so that the
 * entries themselves can be streamed. One thread at a time. */
#ifndef ITD_LISTS_OFAC_JOIN_H
#define ITD_LISTS_OFAC_JOIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/map.h"
#include "lists/reader.h"

#define ITD_OFAC_JOIN_BYTES_MAX ((size_t)512 << 20) /* of all rows held; the real ones take 5 MB */
#define ITD_OFAC_ID_DIGITS_MAX 20                   /* of an ent_num, add_num or alt_num */

/* The parts of a set, told apart by their columns. */
typedef enum itd_ofac_part_kind {
    ITD_OFAC_SDN, /* sdn.csv, cons_prim.csv */
    ITD_OFAC_ADD,
    ITD_OFAC_ALT,
    ITD_OFAC_COMMENTS,
    ITD_OFAC_PART_KINDS
} itd_ofac_part_kind;

/* Columns of a part, and its name for messages. */
size_t  itd_ofac_part_columns(itd_ofac_part_kind kind);
itd_str itd_ofac_part_name(itd_ofac_part_kind kind);
/* The kind of the part that begins with these bytes, by its first record: number of columns, digits
 * where numbers belong, no header. false when it is none of OFAC's. */
bool itd_ofac_part_recognise(itd_str head, itd_ofac_part_kind *ret_kind);
/* Columns of the first record, for messages. */
size_t itd_ofac_count_columns(itd_str head);

/* A field without the publisher's null "-0-": then it is empty. Blanks at its ends stay. */
itd_str itd_ofac_field(itd_str field);
/* Is the last field of a record empty or the beginning of a null? The publisher leaves no field
 * empty, so the file was cut there. */
bool itd_ofac_is_cut_null(itd_str field);
/* Is the text a number of at most ITD_OFAC_ID_DIGITS_MAX digits? */
bool itd_ofac_is_id(itd_str text);

/* One row of add, alt or comments; nulls are empty. Lives in the join. */
typedef struct itd_ofac_row {
    /* add: address, city, country, remarks. alt: type, name, remarks. comments: text. */
    itd_str                    field[4];
    uint64_t                   line;
    const itd_list_part       *part;
    const struct itd_ofac_row *next; /* of the same entry, in the publisher's order */
} itd_ofac_row;

typedef struct itd_ofac_join {
    itd_arena              *arena; /* owned */
    itd_map                 entries;
    struct itd_ofac_entry **entry; /* in the order of their first row; in the arena */
    size_t                  entry_count, entry_cap;
    bool                    has[ITD_OFAC_PART_KINDS]; /* parts that were read */
} itd_ofac_join;

ITD_MUST_CHECK itd_status itd_ofac_join_init(itd_ofac_join *join, itd_error *err);
void                      itd_ofac_join_done(itd_ofac_join *join);
/* Reads one part of kind add, alt or comments. Errors name file, line and field. */
ITD_MUST_CHECK itd_status itd_ofac_join_read(itd_ofac_join *join, const itd_list_part *part,
                                             itd_ofac_part_kind kind, itd_error *err);
/* First row of an entry in a part, or NULL. */
const itd_ofac_row *itd_ofac_join_rows(const itd_ofac_join *join, itd_str id,
                                       itd_ofac_part_kind kind);
/* Marks an entry as met; *ret_first false when it was met before. */
ITD_MUST_CHECK itd_status itd_ofac_join_meet(itd_ofac_join *join, itd_str id, bool *ret_first,
                                             itd_error *err);
/* The first row, of the entries never met, or NULL; *ret_id is its entry. *at is where to go on
 * (0 at first). */
const itd_ofac_row *itd_ofac_join_next_orphan(const itd_ofac_join *join, size_t *at,
                                              itd_str *ret_id);

#endif
