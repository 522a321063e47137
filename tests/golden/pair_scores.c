/* Scores of pairs of names for tests: reads lines "query TAB listed name", prints a score in basis
 * points a line. As screening does it: the largest score of any forms of the two. With --all the
 * similarities of the Sanctions List Search and of Jaro-Winkler over the whole names follow; with
 * --organisations the listed names are of organisations. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "match/score.h"
#include "match/sls.h"
#include "metric/jaro.h"
#include "text/name.h"

#define LINE_MAX_BYTES 20000

struct scores {
    uint32_t declared, sls, jaro_winkler;
};

static itd_str text_of(const itd_name *name, char *text)
{
    size_t len = 0;

    for (size_t i = 0; i < name->count; i++)
        for (size_t k = 0; k <= name->tokens[i].text.len && len < ITD_JARO_MAX; k++)
            text[len++] = k < name->tokens[i].text.len ? name->tokens[i].text.ptr[k] : ' ';
    return (itd_str){.ptr = text, .len = len};
}

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static struct scores scores_of(itd_folder *folder, itd_scorer *scorer, itd_arena *arena,
                               itd_str query, itd_str listed, bool organisation)
{
    itd_name      a[ITD_NAME_FORMS_MAX], b[ITD_NAME_FORMS_MAX];
    size_t        a_count = 0, b_count = 0;
    char          text_a[ITD_JARO_MAX], text_b[ITD_JARO_MAX];
    struct scores best = {0};

    itd_arena_reset(arena);
    if (itd_name_forms(folder, query, arena, a, &a_count, NULL) != ITD_OK ||
        itd_name_forms(folder, listed, arena, b, &b_count, NULL) != ITD_OK)
        exit(1);
    for (size_t i = 0; i < a_count; i++)
        for (size_t k = 0; k < b_count; k++) {
            b[k].organisation = organisation;
            best.declared = larger(best.declared, itd_name_similarity(scorer, &a[i], &b[k], 0));
            best.sls = larger(best.sls, itd_sls_similarity(&a[i], &b[k], 0));
            best.jaro_winkler =
                larger(best.jaro_winkler, itd_jaro_winkler_similarity(text_of(&a[i], text_a),
                                                                      text_of(&b[k], text_b), 0));
        }
    return best;
}

int main(int argc, char **argv)
{
    const bool  all = argc > 1 && strcmp(argv[1], "--all") == 0;
    const bool  organisations = argc > 1 && strcmp(argv[1], "--organisations") == 0;
    itd_arena  *arena = itd_arena_new(SIZE_MAX);
    itd_folder *folder = NULL;
    itd_scorer *scorer = NULL;
    static char line[LINE_MAX_BYTES];

    if (!arena || itd_folder_new(&folder, NULL) != ITD_OK ||
        itd_scorer_new(&scorer, NULL) != ITD_OK)
        return 1;
    while (fgets(line, sizeof line, stdin)) {
        itd_str       rest = {.ptr = line, .len = strcspn(line, "\n")}, query;
        struct scores scores;

        if (!itd_str_next_part(&rest, ITD_STR("\t"), &query))
            return 1;
        scores = scores_of(folder, scorer, arena, query, rest, organisations);
        printf("%u", (unsigned)scores.declared);
        if (all)
            printf(" %u %u", (unsigned)scores.sls, (unsigned)scores.jaro_winkler);
        printf("\n");
    }
    itd_scorer_free(scorer);
    itd_folder_free(folder);
    itd_arena_free(arena);
    return 0;
}
