/* First step of a name's way: characters of any spelling → comparable characters, each with its
 * place in the original. */
#ifndef ITD_TEXT_FOLD_H
#define ITD_TEXT_FOLD_H

#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"
#include "entity/entity.h"

/* Most characters that folding makes of one name: U+FDFA, three bytes, becomes eighteen. */
#define ITD_FOLDED_MAX (6 * ITD_ENTITY_NAME_MAX + 64)

typedef struct itd_folded {
    uint32_t code;
    uint32_t from; /* byte span in the original */
    uint32_t to;
    uint8_t  origin; /* itd_origin of a romanised character; 0: the character's own script */
} itd_folded;

/* ret_folded holds ITD_FOLDED_MAX characters. text is valid UTF-8 of at most ITD_ENTITY_NAME_MAX
 * bytes. Pure; safe from any thread. */
ITD_MUST_CHECK itd_status itd_fold(itd_str text, itd_folded *ret_folded, size_t *ret_count,
                                   itd_error *err);

#endif
