/* Profiles: how strictly a user screens, by name. A profile gives the cut-off that holds when none
 * is given, and says what of the policy in decide.h is a choice. All but ofac-sls use the declared
 * score. The table is immutable and shared. */
#ifndef ITD_DECIDE_PROFILE_H
#define ITD_DECIDE_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

typedef struct itd_profile {
    const char *name;
    uint32_t    cutoff;      /* basis points */
    bool        weak_alerts; /* a weak alias alone asks for review */
    /* A name that is only like (below 1.0000), which something contradicts and nothing that tells
     * people apart confirms, leaves the outcome clear. The hit stays, with its reason. */
    bool conflict_clears;
    bool sls; /* names are compared as OFAC's Sanctions List Search does: match/sls.h */
} itd_profile;

#define ITD_PROFILE_COUNT 4

const itd_profile *itd_profile_default(void);      /* "balanced" */
const itd_profile *itd_profile_find(itd_str name); /* NULL: there is none of that name */
const itd_profile *itd_profile_at(size_t index);   /* index < ITD_PROFILE_COUNT */

#endif
