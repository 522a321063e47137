/* Manipulated names: one class of variation at a time, each made from a listed name the way it
 * happens to names in the world. Pure functions of the name and of the random sequence. */
#ifndef ITD_LAB_VARY_H
#define ITD_LAB_VARY_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"
#include "entity/entity.h"
#include "lab/customers.h"
#include "lab/random.h"

/* Code, name, what is done, must it still be found? */
#define ITD_LAB_CLASS_LIST(X)                                                                      \
    X(EXACT, "exact", "the listed name as it stands, in any script", true)                         \
    X(ORDER, "order", "parts in another order", true)                                              \
    X(DROPPED, "dropped part", "one of three or more parts left out", true)                        \
    X(EXTRA, "extra part", "an ordinary name put in", true)                                        \
    X(REPLACED, "replaced part", "one part is another name: should not match", false)              \
    X(INITIAL, "initial", "one part cut to its initial", true)                                     \
    X(TYPO, "typing error", "one letter added, lost or changed", true)                             \
    X(SWAP, "transposition", "two neighbouring letters exchanged", true)                           \
    X(OCR, "character recognition", "one or two letters misread (rn for m, 0 for o)", true)        \
    X(JOIN, "joined", "two neighbouring parts written together", true)                             \
    X(SPLIT, "split", "one part written as two", true)                                             \
    X(SPACED, "spaced letters", "a blank behind every letter", true)                               \
    X(LEGAL_FORM, "legal form", "another legal form, or none", true)                               \
    X(DIMINUTIVE, "diminutive", "a short form of the given name, or the reverse", true)            \
    X(VOWELS, "vowel drop", "one inner vowel of up to two parts lost", true)                       \
    X(DOUBLED, "doubled letter", "a letter doubled, or a double one made single", true)            \
    X(HOMOGLYPH, "homoglyph", "letters replaced by look-alikes of other scripts", true)            \
    X(INVISIBLE, "invisible characters", "zero-width and direction marks inside words", true)      \
    X(ARABIC, "Arabic, Turkish spelling", "sh to ş, j to c, kh to h, q to k", true)                \
    X(CYRILLIC, "Cyrillic, Polish spelling", "sh to sz, v to w, ya to ja, zh to ż", true)          \
    X(CHINESE, "Chinese, French spelling", "zh to tch, x to s, q to ts, u to ou", true)            \
    X(KOREAN, "Korean, Yale spelling", "syllables as Yale writes them: jong to ceng", true)

typedef enum itd_lab_class {
#define ITD_LAB_CLASS_ENUM(code, name, what, wanted) ITD_LAB_##code,
    ITD_LAB_CLASS_LIST(ITD_LAB_CLASS_ENUM)
#undef ITD_LAB_CLASS_ENUM
        ITD_LAB_CLASSES
} itd_lab_class;

#define ITD_LAB_WORDS_MAX 12 /* of a name that is varied; longer ones are left alone */

/* A listed name, cut into words of ASCII letters and digits (count 0: not such a name). */
typedef struct itd_lab_name {
    itd_str           text;
    itd_str           words[ITD_LAB_WORDS_MAX];
    size_t            count;
    const itd_entity *ent;
} itd_lab_name;

void itd_lab_name_init(itd_lab_name *name, itd_str text, const itd_entity *ent);

/* Writes the varied name; false when this class has nothing to do on this name. parts gives the
 * ordinary names that are put in. */
bool itd_lab_vary(itd_lab_class class, const itd_lab_name *name, const itd_lab_parts *parts,
                  itd_random *random, itd_buf *buf);

/* ---- inside lab ---- */
/* vary_letters.c: one word changed; false when it cannot be. */
bool itd_lab_vary_word(itd_lab_class class, itd_str word, itd_random *random, itd_buf *buf);
/* respell.c: is the entry of this language (by its countries), and its words spelt anew. */
bool itd_lab_respell(itd_lab_class class, const itd_lab_name *name, itd_buf *buf);

#endif
