/* Names of one regime in the programme fields of different publishers. Static; safe from any
 * thread. */
#ifndef ITD_LAYERS_REGIME_WORDS_H
#define ITD_LAYERS_REGIME_WORDS_H

#include <stdbool.h>

#include "base/str.h"

/* Does a publisher's programme belong to the regime that was asked for? A word that names no known
 * regime is looked for as it stands. */
bool itd_regime_words_match(itd_str asked, itd_str programme);
/* The country that the regime is about (ISO alpha-2), or empty. */
itd_str itd_regime_words_country(itd_str asked);

#endif
