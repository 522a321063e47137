/* The bytes of an index, as they stand behind the digest of a snapshot: refused, or every search on
 * them ends and leads to names that are there. */
#include "fuzz/target.h"
#include "index/layout.h"
#include "match/candidates.h"

#define QUERY_TOKENS_MAX 8

static void search(const itd_index *index, const itd_name *query)
{
    itd_candidates      *cands = NULL;
    itd_candidate_counts counts = {0};
    const uint32_t      *names;
    size_t               count;

    FUZZ_CHECK(itd_candidates_new(index, 7000, &cands, NULL) == ITD_OK);
    FUZZ_CHECK(itd_candidates_find(cands, query, &names, &count, &counts, NULL) == ITD_OK);
    for (size_t i = 0; i < count; i++)
        FUZZ_CHECK(names[i] < itd_index_name_count(index));
    itd_candidates_free(cands);
}

/* Every vocabulary token alone, and the first ones together. */
static void walk(const itd_index *index)
{
    itd_token tokens[QUERY_TOKENS_MAX];
    itd_name  query = {.tokens = tokens, .complete = true};

    for (uint32_t i = 0; i < itd_index_token_count(index); i++) {
        const itd_name single = {.tokens = itd_index_token(index, i), .count = 1};

        search(index, &single);
        if (query.count < QUERY_TOKENS_MAX)
            tokens[query.count++] = *itd_index_token(index, i);
    }
    itd_name_derive(tokens, query.count);
    search(index, &query);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    itd_index *index = NULL;
    itd_buf    aligned; /* the heap aligns, the fuzzer does not */
    itd_str    rest;
    uint32_t   names = 0;

    itd_buf_init(&aligned, SIZE_MAX);
    itd_buf_append(&aligned, fuzz_text(data, size));
    rest = itd_str_from(itd_buf_text(&aligned), ITD_INDEX_NAMES * sizeof names);
    if (itd_bytes_take_le32(&rest, &names) &&
        itd_index_open(itd_buf_text(&aligned), names, &index, NULL) == ITD_OK)
        walk(index);
    itd_index_free(index);
    itd_buf_done(&aligned);
    return 0;
}
