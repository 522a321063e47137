/* What stands in an alias cell of the UN list: one name in most, but also several names, original
 * script, acronyms and notes. Pure text in, names out; the cell itself is kept by the caller.
 * Rules with examples: tests/data/un/alias_cells.txt. One thread at a time. */
#ifndef ITD_LISTS_UN_ALIAS_H
#define ITD_LISTS_UN_ALIAS_H

#include "base/arena.h"
#include "base/attr.h"
#include "base/str.h"

#define ITD_UN_BRACKETS_MAX 8 /* brackets within brackets; what is deeper stays inside its name */

typedef struct itd_un_name {
    itd_str text;         /* points into the cell, or lives in the arena */
    itd_str kind;         /* "original script", "formerly listed as", "birth name", … or empty */
    itd_str note;         /* words that belong to this name, or empty */
    bool    abbreviation; /* an acronym of a name of the same cell */
} itd_un_name;

typedef struct itd_un_names {
    itd_arena   *arena;
    itd_un_name *items; /* in the arena */
    size_t       count;
    size_t       cap;
    bool         no_memory; /* sticks */
} itd_un_names;

/* Appends the names of a cell whose blanks are single. A cell without a name in it (only blanks and
 * brackets) gives none. */
void itd_un_split_alias(itd_str cell, itd_un_names *names);

/* Appends the names that a remark beside a name holds ("original script: …", "In Arabic: …", a list
 * of transliterations of a foreign spelling). *ret_kind is what a remark that is only a label says
 * of the name ("formerly listed as"), else empty. */
void itd_un_split_note(itd_str note, bool name_is_foreign, itd_un_names *names, itd_str *ret_kind);

/* Cuts the next entry off a list "a) …; b) …, …": at semicolons, Arabic commas and enumerators
 * outside brackets. false at the end. */
bool itd_un_next_item(itd_str *rest, itd_str *ret_item);

/* "KPe.001" and its like as the whole text, in any case. */
bool itd_un_is_reference(itd_str text);

#endif
