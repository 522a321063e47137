/* The guarantee for running texts: windows through the index give the hits, scores and places of
 * windows compared with every listed name; what stands around a name costs nothing. Lists and texts
 * are made anew from a seed; `test-prop-text TEXTS SEED` runs longer or elsewhere. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen/screen.h"
#include "tests/prop/made_list.h"
#include "tests/unit/snapshot_fixture.h"
#include "tests/unit/support.h"

#define LISTS 3
#define ENTRIES 60
#define TEXT_MAX 2000

static uint64_t texts = 36;
static uint64_t seed = 20240301;

/* xorshift64* */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static size_t below(uint64_t *state, size_t count)
{
    return (size_t)(next_random(state) >> 33) % count;
}

static const char *const noise[] = {
    "payment", "INV", "2231", "//",  "for", "goods", "and", "services", "ref:", "co",
    "ltd",     "kim", "ali",  "the", "of",  "42",    "-",   "(final)",  "&",    "M.",
};
static const char *const gaps[] = {" ", " ", " ", "\n", ", ", "/", " - ", "  "};

/* Listed names and noise in any order; some names lose their last byte of ASCII. */
static itd_str make_text(const itd_snapshot *snap, uint64_t *state, char *text)
{
    const size_t parts = 2 + below(state, 9);
    size_t       len = 0;

    for (size_t i = 0; i < parts; i++) {
        const itd_snapshot_name *name =
            itd_snapshot_name_at(snap, below(state, itd_snapshot_name_count(snap)));
        itd_str part = itd_snapshot_entity_at(snap, name->entity)->values[name->value].text;

        if (below(state, 3) > 0)
            part = itd_str_of(noise[below(state, ITD_ARRAY_LEN(noise))]);
        else if (part.len > 4 && below(state, 3) == 0 && (part.ptr[part.len - 1] & 0x80) == 0)
            part.len--;
        if (len + part.len + 8 > TEXT_MAX)
            break;
        memcpy(text + len, part.ptr, part.len);
        len += part.len;
        len += (size_t)snprintf(text + len, TEXT_MAX - len, "%s",
                                gaps[below(state, ITD_ARRAY_LEN(gaps))]);
    }
    return (itd_str){text, len};
}

struct screeners {
    itd_screener *indexed;
    itd_screener *exhaustive;
};

static void open_screeners(struct screeners *screeners, itd_snapshot *snap, uint32_t cutoff)
{
    itd_screen_options options = itd_screen_options_default();
    itd_error          err;

    options.cutoff = cutoff;
    assert_ok(itd_screener_new(snap, &options, &screeners->indexed, &err), &err);
    options.exhaustive = true;
    assert_ok(itd_screener_new(snap, &options, &screeners->exhaustive, &err), &err);
}

static const itd_request anybody = {.schema = ITD_SCHEMA_LEGAL_ENTITY};

/* The hits of both ways; their number. */
static size_t check_text(const struct screeners *screeners, itd_str text)
{
    itd_answer fast, slow;
    itd_error  err;

    assert_ok(itd_screen_text(screeners->indexed, text, &anybody, &fast, &err), &err);
    assert_ok(itd_screen_text(screeners->exhaustive, text, &anybody, &slow, &err), &err);
    assert_int_equal(fast.hit_count, slow.hit_count);
    assert_int_equal(fast.outcome, slow.outcome);
    assert_int_equal(fast.complete, slow.complete);
    assert_true(fast.pairs_scored < slow.pairs_scored);
    for (size_t i = 0; i < fast.hit_count; i++) {
        assert_int_equal(fast.hits[i].entity, slow.hits[i].entity);
        assert_int_equal(fast.hits[i].score, slow.hits[i].score);
        assert_int_equal(fast.hits[i].strong_score, slow.hits[i].strong_score);
        assert_ptr_equal(fast.hits[i].found.ptr, slow.hits[i].found.ptr);
        assert_int_equal(fast.hits[i].found.len, slow.hits[i].found.len);
        assert_true(fast.hits[i].found.ptr >= text.ptr &&
                    fast.hits[i].found.ptr + fast.hits[i].found.len <= text.ptr + text.len);
    }
    return fast.hit_count;
}

/* What was found, screened as a name, is a hit on the same entry with at least that score. */
static void check_places(const struct screeners *screeners, itd_str text)
{
    itd_answer answer;
    itd_error  err;
    itd_hit    hits[64];
    size_t     count;

    assert_ok(itd_screen_text(screeners->indexed, text, &anybody, &answer, &err), &err);
    count = answer.hit_count < ITD_ARRAY_LEN(hits) ? answer.hit_count : ITD_ARRAY_LEN(hits);
    if (count > 0)
        memcpy(hits, answer.hits, count * sizeof *hits);
    for (size_t i = 0; i < count; i++) {
        itd_request req = anybody;
        itd_hit     alone;

        req.names = &hits[i].found;
        req.name_count = 1;
        assert_ok(itd_screen_entry(screeners->exhaustive, &req, hits[i].entity, &alone, &err),
                  &err);
        assert_true(alone.score >= hits[i].score);
    }
}

static void the_index_loses_nothing_in_texts(void **state)
{
    char     text[TEXT_MAX];
    size_t   hits = 0;
    uint64_t random = seed;

    (void)state;
    for (uint64_t list = 0; list < LISTS; list++) {
        const char      *path = fixture_path("made-text");
        itd_snapshot    *snap;
        struct screeners screeners;
        itd_error        err;

        assert_ok(made_list_write(path, ENTRIES, seed + list, &err), &err);
        assert_ok(itd_snapshot_open(path, &snap, &err), &err);
        open_screeners(&screeners, snap, (uint32_t)(7000 + 1000 * list));
        for (uint64_t i = 0; i < texts / LISTS; i++) {
            const itd_str made = make_text(snap, &random, text);

            hits += check_text(&screeners, made);
            check_places(&screeners, made);
        }
        itd_screener_free(screeners.indexed);
        itd_screener_free(screeners.exhaustive);
        itd_snapshot_unref(snap);
    }
    print_message("# seed %llu: %llu texts, %zu hits\n", (unsigned long long)seed,
                  (unsigned long long)texts, hits);
    /* A check that compares nothing with nothing would pass too. */
    assert_true(hits > texts);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_index_loses_nothing_in_texts),
    };

    if (argc > 1)
        texts = strtoull(argv[1], NULL, 10);
    if (argc > 2)
        seed = strtoull(argv[2], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
