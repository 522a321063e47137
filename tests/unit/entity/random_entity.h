/* Entities at random, for properties of the store's record and of the JSON form. */
#ifndef ITD_TESTS_UNIT_ENTITY_RANDOM_ENTITY_H
#define ITD_TESTS_UNIT_ENTITY_RANDOM_ENTITY_H

#include "entity/entity.h"

/* The seed of a test run: ITD_TEST_SEED, else the clock. Prints it. */
uint64_t itd_test_seed(const char *test);
/* The next number of a sequence (splitmix64). */
uint64_t itd_test_random(uint64_t *state);
/* Any schema, up to 12 values of any property, with and without every optional part. */
const itd_entity *itd_test_random_entity(uint64_t *state, itd_arena *arena);

#endif
