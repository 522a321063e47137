/* docs/matching.md, section 9, and the manual of screen have this table in words; a test compares
 * the names. */
#include "decide/profile.h"

static const itd_profile profiles[ITD_PROFILE_COUNT] = {
    {.name = "balanced", .cutoff = 8000},
    {.name = "strict", .cutoff = 8500, .conflict_clears = true},
    {.name = "broad", .cutoff = 7500, .weak_alerts = true},
    {.name = "ofac-sls", .cutoff = 9000, .weak_alerts = true, .sls = true},
};

const itd_profile *itd_profile_default(void)
{
    return &profiles[0];
}

const itd_profile *itd_profile_at(size_t index)
{
    return &profiles[index];
}

const itd_profile *itd_profile_find(itd_str name)
{
    for (size_t i = 0; i < ITD_PROFILE_COUNT; i++)
        if (itd_str_equal(name, itd_str_of(profiles[i].name)))
            return &profiles[i];
    return NULL;
}
