/* Acronyms: one word, or letters apart, that stand for the words of an organisation's name
 * (docs/matching.md, section 4). The scorer asks itd_acronym_stands_for, which walks both names;
 * the index stores the other way, all acronyms of a name (itd_acronyms_of), so that the two check
 * each other. Pure functions; safe from any thread. */
#ifndef ITD_METRIC_ACRONYM_H
#define ITD_METRIC_ACRONYM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/name.h"

/* Letters of an acronym. */
#define ITD_ACRONYM_LETTERS_MIN 3
#define ITD_ACRONYM_LETTERS_MAX 12
/* Words, initials and titles that a name needs to have an acronym. */
#define ITD_ACRONYM_WORDS_MIN 3
/* Particles and legal forms, from the first on, that an acronym may take up or leave out. */
#define ITD_ACRONYM_OPTIONAL_MAX 4
#define ITD_ACRONYMS_MAX ((size_t)1 << ITD_ACRONYM_OPTIONAL_MAX)
#define ITD_ACRONYM_BYTES_MAX (ITD_ACRONYM_LETTERS_MAX * 4)

/* Its letters, as comparable text. */
typedef struct itd_acronym {
    char    bytes[ITD_ACRONYM_BYTES_MAX];
    uint8_t len;
    uint8_t letters;
} itd_acronym;

static inline itd_str itd_acronym_text(const itd_acronym *acronym)
{
    return (itd_str){.ptr = acronym->bytes, .len = acronym->len};
}

#define ITD_ACRONYM_SIMILARITY_MAX 8800
/* Basis points; 0 for a number of letters that no acronym has. */
uint32_t itd_acronym_similarity(size_t letters);

/* Is the name an acronym itself: one word, or single letters next to each other, and besides legal
 * forms only? Gives its letters and the tokens they are from. */
bool itd_acronym_is(const itd_name *name, itd_acronym *ret_acronym, size_t *ret_first,
                    size_t *ret_count);
/* All acronyms that the name may have, different; their number. */
size_t itd_acronyms_of(const itd_name *name, itd_acronym ret_acronyms[static ITD_ACRONYMS_MAX]);
/* Is this one of them? */
bool itd_acronym_stands_for(const itd_acronym *acronym, const itd_name *name);

#endif
