/* Random entities: see random_entity.h. */
#include "tests/unit/entity/random_entity.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "tests/unit/support.h"

/* Texts with what breaks writers: quotes, escapes, scripts, line ends, separators. */
static const char *const words[] = {
    "Ri",   "Je-Son",    "\"quoted\"", "back\\slash", "리제선", "李",           "Иван",
    "a\tb", "line\nend", "x/y",        "1957-09-04",  "kp",     "\xE2\x80\xA8", "é",
    "=1+1", "",          "{}",         "[1,2]",       "null",
};

uint64_t itd_test_seed(const char *test)
{
    const char    *given = getenv("ITD_TEST_SEED");
    const uint64_t seed = given ? strtoull(given, NULL, 10) : (uint64_t)itd_clock_now_ms();

    printf("# %s: seed %" PRIu64 " (ITD_TEST_SEED repeats it)\n", test, seed);
    return seed;
}

uint64_t itd_test_random(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static size_t below(uint64_t *state, size_t bound)
{
    return (size_t)(itd_test_random(state) % bound);
}

/* Up to four words; empty now and then. */
static itd_str random_text(uint64_t *state, itd_arena *arena)
{
    char    text[128];
    size_t  len = 0;
    itd_str kept = {0};

    for (size_t n = below(state, 5); n > 0; n--)
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%s",
                                words[below(state, ITD_ARRAY_LEN(words))], n > 1 ? " " : "");
    assert_true(itd_arena_copy(arena, (itd_str){.ptr = text, .len = len}, &kept));
    return kept;
}

const itd_entity *itd_test_random_entity(uint64_t *state, itd_arena *arena)
{
    itd_entity_builder *builder = itd_entity_builder_new(arena);
    const itd_entity   *ent = NULL;
    itd_error           err;
    char                id[32];

    assert_non_null(builder);
    snprintf(id, sizeof id, "X%" PRIu64, itd_test_random(state) % 1000000);
    itd_entity_begin(builder, (itd_schema)below(state, ITD_SCHEMA_COUNT), itd_str_of(id));
    for (size_t n = below(state, 13); n > 0; n--) {
        const itd_prop prop = (itd_prop)below(state, ITD_PROP_COUNT);

        if (prop == ITD_PROP_EXTRA)
            itd_entity_add_extra(builder, random_text(state, arena), random_text(state, arena),
                                 random_text(state, arena));
        else
            itd_entity_add(builder, prop, random_text(state, arena), random_text(state, arena),
                           random_text(state, arena));
        for (size_t d = below(state, 4); d > 0; d--)
            itd_entity_detail(builder, (itd_detail_key)below(state, ITD_DETAIL_COUNT),
                              random_text(state, arena));
    }
    if (below(state, 4) == 0)
        itd_entity_set_caption(builder, random_text(state, arena));
    assert_ok(itd_entity_finish(builder, &ent, &err), &err);
    return ent;
}
