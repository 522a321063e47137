/* The bytes of an index: what was put in comes out, and a damaged one is refused or harmless. */
#include "index/index.h"

#include <string.h>

#include "base/file.h"
#include "index/layout.h"
#include "tests/unit/index/index_fixture.h"
#include "tests/unit/support.h"

static const char *const listed[] = {
    "Pavel Ostrowen",
    "Ostrowen Pavel",
    "Morning Tide Shipping Co., Ltd.",
    "Morning Tide 7",
    "",
    "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "Al Al Al",
    "金铁三",
    "Ким Чен Ын",
};

static itd_fixture fixture;

static int set_up(void **state)
{
    (void)state;
    itd_fixture_init(&fixture);
    for (size_t i = 0; i < ITD_ARRAY_LEN(listed); i++)
        itd_fixture_add(&fixture, listed[i]);
    /* Every other name is an organisation's. */
    for (size_t i = 0; i < fixture.count; i += 2)
        fixture.names[i].organisation = true;
    itd_fixture_open(&fixture);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    itd_fixture_done(&fixture);
    return 0;
}

static void every_name_has_its_tokens_and_its_weight(void **state)
{
    (void)state;
    assert_int_equal(itd_index_name_count(fixture.index), fixture.count);
    for (uint32_t n = 0; n < fixture.count; n++) {
        const itd_name *name = &fixture.names[n];
        size_t          count;
        const uint32_t *tokens = itd_index_tokens_of(fixture.index, n, &count);
        uint32_t        weight = 0;

        assert_int_equal(count, name->count);
        for (size_t i = 0; i < count; i++) {
            const itd_token *token = itd_index_token(fixture.index, tokens[i]);

            assert_true(itd_str_equal(token->text, name->tokens[i].text));
            assert_int_equal(token->kind, name->tokens[i].kind);
            assert_int_equal(token->origin, name->tokens[i].origin);
            assert_int_equal(token->weight, name->tokens[i].weight);
            assert_memory_equal(token->skeleton, name->tokens[i].skeleton, sizeof token->skeleton);
            weight += token->weight;
        }
        assert_int_equal(itd_index_weight_of(fixture.index, n), weight);
    }
}

static bool has_code(const itd_posting *posting, uint16_t code)
{
    for (size_t i = 0; i < ITD_POSTING_CODES; i++)
        if (posting->codes[i] == code || posting->codes[i] == ITD_CODE_MANY)
            return true;
    return false;
}

/* A posting for every distinct token of every name, with the codes of all its other tokens. */
static void postings_lead_to_every_name_of_a_token(void **state)
{
    size_t sum = 0;

    (void)state;
    for (uint32_t n = 0; n < fixture.count; n++) {
        size_t          count;
        const uint32_t *tokens = itd_index_tokens_of(fixture.index, n, &count);

        for (size_t i = 0; i < count; i++) {
            size_t             postings, at = 0;
            const itd_posting *posting = itd_index_postings(fixture.index, tokens[i], &postings);

            while (at < postings && posting[at].name != n)
                at++;
            assert_true(at < postings);
            for (size_t k = 0; k < count; k++)
                if (k != i)
                    assert_true(has_code(&posting[at], itd_index_code(tokens[k])));
            if (count == 1)
                assert_int_equal(posting[at].codes[0], ITD_CODE_NONE);
        }
    }
    for (uint32_t t = 0; t < itd_index_token_count(fixture.index); t++) {
        size_t postings;

        (void)itd_index_postings(fixture.index, t, &postings);
        sum += postings;
    }
    assert_true(sum > fixture.count);
}

static itd_status open_bytes(const char *bytes, size_t len)
{
    itd_index *index = NULL;
    itd_status st = itd_index_open((itd_str){bytes, len}, fixture.count, &index, NULL);

    itd_index_free(index);
    return st;
}

static void the_same_names_give_the_same_bytes(void **state)
{
    itd_index_builder *builder;
    itd_buf            again;

    (void)state;
    itd_buf_init(&again, SIZE_MAX);
    assert_ok(itd_index_builder_new(&builder, NULL), NULL);
    for (size_t i = 0; i < fixture.count; i++)
        assert_ok(itd_index_builder_add(builder, &fixture.names[i], NULL), NULL);
    assert_ok(itd_index_builder_write(builder, &again, NULL), NULL);
    assert_true(itd_str_equal(itd_buf_text(&again), itd_buf_text(&fixture.bytes)));
    itd_index_builder_free(builder);
    itd_buf_done(&again);
}

static void an_index_cut_at_any_byte_is_refused(void **state)
{
    (void)state;
    for (size_t len = 0; len < fixture.bytes.len; len += 1)
        assert_int_equal(open_bytes(fixture.bytes.ptr, len), ITD_E_CORRUPT);
    assert_int_equal(open_bytes(fixture.bytes.ptr, fixture.bytes.len), ITD_OK);
}

/* Every number set to what it must never be, in turn: no crash, and never another status. */
static void a_changed_number_is_refused_or_leads_nowhere_else(void **state)
{
    static const uint32_t values[] = {0, 1, UINT32_MAX, 0x7FFFFFFF, 0x01010101};
    itd_buf               copy;
    size_t                refused = 0;

    (void)state;
    itd_buf_init(&copy, SIZE_MAX);
    itd_buf_append(&copy, itd_buf_text(&fixture.bytes));
    assert_int_equal(copy.failed, ITD_OK);
    for (size_t at = 0; at + 4 <= copy.len; at += 4)
        for (size_t v = 0; v < ITD_ARRAY_LEN(values); v++) {
            itd_status st;

            memcpy(copy.ptr + at, &values[v], 4);
            st = open_bytes(copy.ptr, copy.len);
            memcpy(copy.ptr + at, fixture.bytes.ptr + at, 4);
            assert_true(st == ITD_OK || st == ITD_E_CORRUPT || st == ITD_E_VERSION ||
                        st == ITD_E_NO_MEMORY);
            refused += st != ITD_OK;
        }
    assert_true(refused > copy.len / 4);
    itd_buf_done(&copy);
}

static void another_number_of_names_or_format_is_refused(void **state)
{
    itd_index *index = NULL;
    itd_buf    copy;
    itd_error  err;

    (void)state;
    assert_status_equal(
        itd_index_open(itd_buf_text(&fixture.bytes), fixture.count + 1, &index, &err),
        ITD_E_CORRUPT, "one name more");
    itd_buf_init(&copy, SIZE_MAX);
    itd_buf_append(&copy, itd_buf_text(&fixture.bytes));
    copy.ptr[0] = ITD_INDEX_FORMAT + 1;
    assert_status_equal(open_bytes(copy.ptr, copy.len), ITD_E_VERSION, "another format");
    itd_buf_done(&copy);
}

static void count_name(void *ctx, uint32_t name)
{
    (void)name;
    ++*(size_t *)ctx;
}

static size_t names_by(const char *letters, bool is_acronym)
{
    size_t count = 0;

    itd_index_each_abbreviated(fixture.index, itd_str_of(letters), is_acronym, count_name, &count);
    return count;
}

static void a_name_of_an_organisation_is_found_by_its_acronym(void **state)
{
    (void)state;
    assert_int_equal(names_by("mts", false), 1);
    assert_int_equal(names_by("mtsc", false), 1); /* with the legal form */
    assert_int_equal(names_by("mts", true), 0);
    assert_int_equal(names_by("mt", false), 0);
    assert_int_equal(names_by("", false), 0);
}

static void the_seeds_of_the_fuzz_targets_are_of_this_layout(void **state)
{
    char       path[ITD_PATH_MAX];
    itd_buf    index, snapshot;
    itd_index *opened = NULL;
    itd_str    rest;
    uint32_t   names = 0;
    itd_error  err;

    (void)state;
    itd_buf_init(&index, SIZE_MAX);
    itd_buf_init(&snapshot, SIZE_MAX);
    assert_ok(itd_path_join(path, itd_test_root(), "fuzz/corpus/index", "two_lists", &err), &err);
    assert_ok(itd_file_read(path, &index, &err), &err);
    assert_ok(
        itd_path_join(path, itd_test_root(), "fuzz/corpus/snapshot", "two_lists_with_index", &err),
        &err);
    assert_ok(itd_file_read(path, &snapshot, &err), &err);
    rest = itd_str_from(itd_buf_text(&index), ITD_INDEX_NAMES * sizeof names);
    assert_true(itd_bytes_take_le32(&rest, &names));
    /* Else: tools/fuzz_seeds.py makes them anew. */
    assert_ok(itd_index_open(itd_buf_text(&index), names, &opened, &err), &err);
    assert_true(itd_index_name_count(opened) > 5);
    itd_index_free(opened);
    /* The index is the last section of the snapshot. */
    assert_true(snapshot.len > index.len);
    assert_memory_equal(snapshot.ptr + snapshot.len - index.len, index.ptr, index.len);
    itd_buf_done(&index);
    itd_buf_done(&snapshot);
}

static void an_index_of_no_names_opens(void **state)
{
    itd_fixture none;

    (void)state;
    itd_fixture_init(&none);
    itd_fixture_open(&none);
    assert_int_equal(itd_index_token_count(none.index), 0);
    itd_fixture_done(&none);
}

static void failing_memory_is_told(void **state)
{
    bool failed = true;

    (void)state;
    for (size_t nth = 1; failed && nth < 500; nth++) {
        itd_index_builder *builder = NULL;
        itd_index         *index = NULL;
        itd_buf            bytes;
        itd_status         st;

        itd_buf_init(&bytes, SIZE_MAX);
        itd_test_fail_allocation(nth);
        st = itd_index_builder_new(&builder, NULL);
        for (size_t i = 0; st == ITD_OK && i < fixture.count; i++)
            st = itd_index_builder_add(builder, &fixture.names[i], NULL);
        if (st == ITD_OK)
            st = itd_index_builder_write(builder, &bytes, NULL);
        if (st == ITD_OK)
            st = itd_index_open(itd_buf_text(&bytes), fixture.count, &index, NULL);
        failed = itd_test_fail_allocation(0) >= nth;
        assert_int_equal(st, failed ? ITD_E_NO_MEMORY : ITD_OK);
        itd_index_free(index);
        itd_index_builder_free(builder);
        itd_buf_done(&bytes);
    }
    assert_false(failed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_name_has_its_tokens_and_its_weight),
        cmocka_unit_test(postings_lead_to_every_name_of_a_token),
        cmocka_unit_test(the_same_names_give_the_same_bytes),
        cmocka_unit_test(an_index_cut_at_any_byte_is_refused),
        cmocka_unit_test(a_changed_number_is_refused_or_leads_nowhere_else),
        cmocka_unit_test(another_number_of_names_or_format_is_refused),
        cmocka_unit_test(a_name_of_an_organisation_is_found_by_its_acronym),
        cmocka_unit_test(the_seeds_of_the_fuzz_targets_are_of_this_layout),
        cmocka_unit_test(an_index_of_no_names_opens),
        cmocka_unit_test(failing_memory_is_told),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
