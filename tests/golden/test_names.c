/* Runs names.txt: plain cases that a compliance officer can read and add to. And the decks: many
 * names of one kind of variation, of which a share must stay above or below the usual cut-off. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "match/score.h"
#include "tests/unit/support.h"

#define CUTOFF ITD_CUTOFF_DEFAULT
#define ORGANISATIONS "organisations.txt"

struct fixture {
    itd_arena  *arena;
    itd_folder *folder;
    itd_scorer *scorer;
    itd_buf     text;
    size_t      query_tokens; /* of the names last compared */
    size_t      listed_tokens;
};

static int set_up(void **state)
{
    static struct fixture fixture;

    fixture.arena = itd_arena_new(SIZE_MAX);
    itd_buf_init(&fixture.text, 1000000);
    if (itd_folder_new(&fixture.folder, NULL) != ITD_OK ||
        itd_scorer_new(&fixture.scorer, NULL) != ITD_OK)
        return 1;
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    itd_buf_done(&fixture->text);
    itd_scorer_free(fixture->scorer);
    itd_folder_free(fixture->folder);
    itd_arena_free(fixture->arena);
    return 0;
}

static itd_str read_golden(struct fixture *fixture, const char *name)
{
    char      path[ITD_PATH_MAX];
    itd_error err;

    itd_buf_reset(&fixture->text);
    assert_ok(itd_path_join(path, itd_test_root(), "tests/golden", name, &err), &err);
    assert_ok(itd_file_read(path, &fixture->text, &err), &err);
    return itd_buf_text(&fixture->text);
}

static void compare(struct fixture *fixture, itd_str query, itd_str listed, bool organisation,
                    itd_alignment *ret_alignment)
{
    itd_name a, b;

    itd_arena_reset(fixture->arena);
    assert_ok(itd_name_tokenise(fixture->folder, query, fixture->arena, &a, NULL), NULL);
    assert_ok(itd_name_tokenise(fixture->folder, listed, fixture->arena, &b, NULL), NULL);
    b.organisation = organisation;
    itd_name_explain(fixture->scorer, &a, &b, ret_alignment);
    assert_int_equal(ret_alignment->score, itd_name_similarity(fixture->scorer, &a, &b, 0));
    fixture->query_tokens = a.count;
    fixture->listed_tokens = b.count;
}

/* "0.80" → 8000 */
static uint32_t parse_score(itd_str text)
{
    uint64_t whole = 0, part = 0;

    assert_true(text.len == 4 && text.ptr[1] == '.');
    assert_true(itd_str_parse_u64(itd_str_slice(text, 0, 1), 1, &whole));
    assert_true(itd_str_parse_u64(itd_str_from(text, 2), 99, &part));
    return (uint32_t)(whole * 10000 + part * 100);
}

/* The ways in which the pairs agree, other than letter by letter, and which side has a token that
 * no pair uses. */
static void describe(const struct fixture *fixture, const itd_alignment *alignment, itd_buf *buf)
{
    size_t query_left = fixture->query_tokens;
    size_t listed_left = fixture->listed_tokens;

    static const char *const words[] = {"",     "edit",   "initial",  "table",
                                        "join", "number", "skeleton", "acronym"};
    bool                     used[ITD_ARRAY_LEN(words)] = {false};

    for (size_t i = 0; i < alignment->pair_count; i++) {
        used[alignment->pairs[i].rule] = true;
        query_left -= alignment->pairs[i].query_count;
        listed_left -= alignment->pairs[i].listed_count;
    }
    for (size_t i = 1; i < ITD_ARRAY_LEN(words); i++)
        if (used[i])
            itd_buf_printf(buf, "%s%s", buf->len > 0 ? " " : "", words[i]);
    if (query_left > 0)
        itd_buf_printf(buf, "%squery-only", buf->len > 0 ? " " : "");
    if (listed_left > 0)
        itd_buf_printf(buf, "%slisted-only", buf->len > 0 ? " " : "");
    if (buf->len == 0)
        itd_buf_append_cstr(buf, "-");
}

static size_t run_case(struct fixture *fixture, itd_str line, const char *file, size_t number)
{
    itd_str       column[4], band, low_text;
    itd_alignment alignment;
    itd_buf       reasons;
    uint32_t      low, high;
    size_t        faults = 0;

    for (size_t i = 0; i < ITD_ARRAY_LEN(column); i++) {
        if (!itd_str_next_part(&line, ITD_STR("|"), &column[i]))
            fail_msg("%s:%zu: four columns expected", file, number);
        column[i] = itd_str_trim(column[i]);
    }
    band = column[2];
    assert_true(itd_str_next_part(&band, ITD_STR(".."), &low_text));
    low = parse_score(low_text);
    high = parse_score(band);
    compare(fixture, column[0], column[1], strcmp(file, ORGANISATIONS) == 0, &alignment);
    itd_buf_init(&reasons, 200);
    describe(fixture, &alignment, &reasons);
    if (alignment.score < low || alignment.score > high ||
        !itd_str_equal(itd_buf_text(&reasons), column[3])) {
        print_error("%s:%zu: score %u, reasons: %.*s\n", file, number, alignment.score,
                    ITD_STR_ARGS(itd_buf_text(&reasons)));
        faults = 1;
    }
    itd_buf_done(&reasons);
    return faults;
}

static void run_cases(struct fixture *fixture, const char *file, size_t cases_min)
{
    itd_str rest = read_golden(fixture, file), line;
    size_t  number = 0, cases = 0, faults = 0;

    while (itd_str_next_part(&rest, ITD_STR("\n"), &line)) {
        number++;
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        cases++;
        faults += run_case(fixture, line, file, number);
    }
    print_message("%zu cases\n", cases);
    assert_true(cases >= cases_min);
    assert_int_equal(faults, 0);
}

static void every_case_of_names_txt_lies_in_its_band_with_its_reasons(void **state)
{
    run_cases(*state, "names.txt", 150);
}

static void every_case_of_organisations_txt_lies_in_its_band_with_its_reasons(void **state)
{
    run_cases(*state, ORGANISATIONS, 30);
}

static void every_case_of_vessels_txt_lies_in_its_band_with_its_reasons(void **state)
{
    run_cases(*state, "vessels.txt", 40);
}

/* Share of a deck's pairs "query | listed", in per cent, that reach the usual cut-off. */
static double share_of_hits(struct fixture *fixture, const char *kind)
{
    itd_str rest = read_golden(fixture, "decks.txt"), line, cell, query;
    size_t  pairs = 0, hits = 0;

    while (itd_str_next_part(&rest, ITD_STR("\n"), &line)) {
        itd_alignment alignment;

        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        assert_true(itd_str_next_part(&line, ITD_STR("|"), &cell));
        if (!itd_str_equal(itd_str_trim(cell), itd_str_of(kind)))
            continue;
        assert_true(itd_str_next_part(&line, ITD_STR("|"), &query));
        compare(fixture, query, line, false, &alignment);
        pairs++;
        hits += alignment.score >= CUTOFF;
    }
    assert_true(pairs >= 100);
    print_message("%s: %zu of %zu reach 0.80\n", kind, hits, pairs);
    return 100.0 * (double)hits / (double)pairs;
}

static void a_replaced_part_keeps_names_below_the_cut_off(void **state)
{
    assert_true(share_of_hits(*state, "replaced of two") <= 10.0);
    assert_true(share_of_hits(*state, "replaced of three") <= 10.0);
    assert_true(share_of_hits(*state, "replaced of four") <= 10.0);
}

static void a_part_more_or_less_keeps_names_above_the_cut_off(void **state)
{
    assert_true(share_of_hits(*state, "added to two") >= 95.0);
    assert_true(share_of_hits(*state, "added to three") >= 95.0);
    assert_true(share_of_hits(*state, "dropped from three") >= 95.0);
    assert_true(share_of_hits(*state, "dropped from four") >= 95.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_of_names_txt_lies_in_its_band_with_its_reasons),
        cmocka_unit_test(every_case_of_organisations_txt_lies_in_its_band_with_its_reasons),
        cmocka_unit_test(every_case_of_vessels_txt_lies_in_its_band_with_its_reasons),
        cmocka_unit_test(a_replaced_part_keeps_names_below_the_cut_off),
        cmocka_unit_test(a_part_more_or_less_keeps_names_above_the_cut_off),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
