/* The table of headings from inside: titles and phrases as units of words, and where each word
 * stands. Built by hs_table.c, asked by hs_search.c. */
#ifndef ITD_REGIME_HS_INTERNAL_H
#define ITD_REGIME_HS_INTERNAL_H

#include "base/arena.h"
#include "base/map.h"
#include "regime/hs.h"

#define ITD_HS_OTHER_WORDS_MAX 8 /* that a word of words.tsv may stand for */

struct itd_hs_entry {
    itd_hs_code code;
    itd_str     title;
};

struct itd_hs_posting {
    uint32_t unit;
    float    weight;
    uint32_t next; /* index + 1 of the next posting of the word; 0: none */
};

struct itd_hs_unit {
    uint32_t heading; /* index of an entry */
    uint32_t entry;   /* the title itself */
    float    length;  /* sum of weights */
    uint32_t phrase;  /* words of a phrase of words.tsv, 0: a title */
};

struct itd_hs_word {
    itd_str  text;
    uint32_t first;    /* index + 1 of a posting */
    uint32_t headings; /* that have it */
    uint32_t last_heading;
    uint32_t others[ITD_HS_OTHER_WORDS_MAX]; /* index + 1 of words it stands for */
};

struct itd_hs {
    itd_arena             *arena;
    struct itd_hs_entry   *entries; /* by code */
    size_t                 entry_count, entry_cap;
    struct itd_hs_unit    *units;
    size_t                 unit_count, unit_cap;
    struct itd_hs_posting *postings;
    size_t                 posting_count, posting_cap;
    struct itd_hs_word    *words;
    size_t                 word_count, word_cap;
    itd_map                by_word;
    itd_hs_change         *changes;
    size_t                 change_count, change_cap;
    size_t                 heading_count;
    double                 mean_length;
};

/* hs_changes.tsv; the codes of the edition must be in. */
ITD_MUST_CHECK itd_status itd_hs_load_changes(itd_hs *hs, const char *path, itd_error *err);
/* Words that say nothing of goods. */
bool itd_hs_is_filler(const itd_goods_word *word);

#endif
