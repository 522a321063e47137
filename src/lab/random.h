/* A sequence that a seed fixes on every machine: SplitMix64 (Steele, Lea and Flood, "Fast
 * splittable pseudorandom number generators", 2014). A value; one thread at a time. */
#ifndef ITD_LAB_RANDOM_H
#define ITD_LAB_RANDOM_H

#include <stddef.h>
#include <stdint.h>

typedef struct itd_random {
    uint64_t state;
} itd_random;

static inline uint64_t itd_random_next(itd_random *random)
{
    uint64_t z = (random->state += UINT64_C(0x9E3779B97F4A7C15));

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* From 0 to below count; 0 when count is 0. The remainder's bias is below 2^-40 for the counts that
 * occur here. */
static inline size_t itd_random_below(itd_random *random, size_t count)
{
    return count > 0 ? (size_t)(itd_random_next(random) % count) : 0;
}

#endif
