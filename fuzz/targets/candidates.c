/* The guarantee, on names that nobody thought of: the lines of the input are listed names, the last
 * one is a query, and every listed name that reaches a cut-off is a candidate at it. */
#include "base/utf8.h"
#include "fuzz/target.h"
#include "index/index.h"
#include "match/candidates.h"
#include "match/score.h"

#define LINES_MAX 64
#define FORMS_MAX (LINES_MAX * ITD_NAME_FORMS_MAX)

struct names {
    itd_folder *folder;
    itd_arena  *arena;
    itd_name    forms[FORMS_MAX];
    size_t      count; /* listed: all but those of the query */
    size_t      query_count;
};

/* Lines that are no text or too long are left out. */
static void read_lines(itd_str input, struct names *names)
{
    itd_str line;

    for (size_t i = 0; i < LINES_MAX && itd_str_next_part(&input, ITD_STR("\n"), &line); i++) {
        size_t forms = 0;

        if (itd_utf8_check_text(line, NULL) != ITD_OK ||
            itd_name_forms(names->folder, line, names->arena, names->forms + names->count, &forms,
                           NULL) != ITD_OK)
            continue;
        names->count += forms;
        names->query_count = forms;
    }
    names->count -= names->query_count;
}

static bool is_among(uint32_t name, const uint32_t *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (names[i] == name)
            return true;
    return false;
}

static void compare(const struct names *names, const itd_index *index, const itd_name *query,
                    uint32_t cutoff)
{
    itd_candidates      *cands = NULL;
    itd_candidate_counts counts = {0};
    itd_scorer          *scorer = NULL;
    const uint32_t      *found;
    size_t               count;

    FUZZ_CHECK(itd_scorer_new(&scorer, NULL) == ITD_OK);
    FUZZ_CHECK(itd_candidates_new(index, cutoff, &cands, NULL) == ITD_OK);
    FUZZ_CHECK(itd_candidates_find(cands, query, &found, &count, &counts, NULL) == ITD_OK);
    for (uint32_t i = 0; i < names->count; i++)
        FUZZ_CHECK(itd_name_similarity(scorer, query, &names->forms[i], cutoff) == 0 ||
                   is_among(i, found, count));
    itd_candidates_free(cands);
    itd_scorer_free(scorer);
}

static void check(const struct names *names)
{
    itd_index_builder *builder = NULL;
    itd_index         *index = NULL;
    itd_buf            bytes;

    itd_buf_init(&bytes, SIZE_MAX);
    FUZZ_CHECK(itd_index_builder_new(&builder, NULL) == ITD_OK);
    for (size_t i = 0; i < names->count; i++)
        FUZZ_CHECK(itd_index_builder_add(builder, &names->forms[i], NULL) == ITD_OK);
    FUZZ_CHECK(itd_index_builder_write(builder, &bytes, NULL) == ITD_OK);
    FUZZ_CHECK(itd_index_open(itd_buf_text(&bytes), names->count, &index, NULL) == ITD_OK);
    for (size_t i = 0; i < names->query_count; i++)
        for (uint32_t cutoff = ITD_CUTOFF_MIN; cutoff <= ITD_SCORE_ONE; cutoff += 1000)
            compare(names, index, &names->forms[names->count + i], cutoff);
    itd_index_free(index);
    itd_index_builder_free(builder);
    itd_buf_done(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct names names;

    names = (struct names){.arena = itd_arena_new(SIZE_MAX)};
    FUZZ_CHECK(names.arena && itd_folder_new(&names.folder, NULL) == ITD_OK);
    read_lines(fuzz_text(data, size), &names);
    check(&names);
    itd_folder_free(names.folder);
    itd_arena_free(names.arena);
    return 0;
}
