/* Scores of pairs of names for tests: reads lines "query TAB listed name", prints a score in basis
 * points a line. As screening does it: the largest score of any forms of the two. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "match/score.h"
#include "text/name.h"

#define LINE_MAX_BYTES 20000

static uint32_t score_of(itd_folder *folder, itd_scorer *scorer, itd_arena *arena, itd_str query,
                         itd_str listed)
{
    itd_name a[ITD_NAME_FORMS_MAX], b[ITD_NAME_FORMS_MAX];
    size_t   a_count = 0, b_count = 0;
    uint32_t best = 0;

    itd_arena_reset(arena);
    if (itd_name_forms(folder, query, arena, a, &a_count, NULL) != ITD_OK ||
        itd_name_forms(folder, listed, arena, b, &b_count, NULL) != ITD_OK)
        exit(1);
    for (size_t i = 0; i < a_count; i++)
        for (size_t k = 0; k < b_count; k++) {
            const uint32_t own = itd_name_similarity(scorer, &a[i], &b[k], 0);

            best = own > best ? own : best;
        }
    return best;
}

int main(void)
{
    itd_arena  *arena = itd_arena_new(SIZE_MAX);
    itd_folder *folder = NULL;
    itd_scorer *scorer = NULL;
    static char line[LINE_MAX_BYTES];

    if (!arena || itd_folder_new(&folder, NULL) != ITD_OK ||
        itd_scorer_new(&scorer, NULL) != ITD_OK)
        return 1;
    while (fgets(line, sizeof line, stdin)) {
        itd_str rest = {.ptr = line, .len = strcspn(line, "\n")}, query;

        if (!itd_str_next_part(&rest, ITD_STR("\t"), &query))
            return 1;
        printf("%u\n", (unsigned)score_of(folder, scorer, arena, query, rest));
    }
    itd_scorer_free(scorer);
    itd_folder_free(folder);
    itd_arena_free(arena);
    return 0;
}
