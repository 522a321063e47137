/* Names of countries as publishers write them → ISO 3166-1 alpha-2 (lower case; "xk" Kosovo; "suhh"
 * and other FollowTheMoney codes for former states). The table is data/text/countries.tsv, each row
 * with its source. Static; safe from any thread. */
#ifndef ITD_ENTITY_COUNTRY_H
#define ITD_ENTITY_COUNTRY_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/str.h"

/* Case, blanks, punctuation and a leading "the" do not matter; two- and three-letter ISO codes are
 * names too (upper or lower case). false when unknown. The code lives for ever. */
bool itd_country_find(itd_str name, itd_str *ret_code);
/* English short name of a code; the code itself when unknown. */
itd_str itd_country_name(itd_str code);

#endif
