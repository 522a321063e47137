/* Names and codes of languages as lists write them → BCP 47 tags. Static table; safe from any
 * thread. */
#ifndef ITD_LISTS_LANGUAGE_H
#define ITD_LISTS_LANGUAGE_H

#include <stdbool.h>

#include "base/str.h"

/* English names ("Persian"), ISO 639-1, 639-2 and 639-3 codes in any case ("FR", "fre", "RUS");
 * false when unknown. The tag lives for ever. */
bool itd_language_find(itd_str words, itd_str *ret_tag);

#endif
