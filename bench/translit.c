/* How many names of other scripts are found from their Latin spelling, and how many other names
 * with them. Standard input: rows "English TAB letters with blanks between TAB count" as in the
 * lists of Wikidata, and in a fourth column, where it is there, the name as another program
 * romanises it. Only every fifth row is looked at, the part that tools/learn_readings.py sets
 * aside; the other names are the distinct English ones of that part. Prints the same figures for
 * the fourth column with the edits of the score alone. bench/translit.sh runs it over all files.
 *
 *     bench-translit [QUERIES] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/memory.h"
#include "match/score.h"

#define LINE_BYTES 8192
#define ROWS_MAX 200000
#define SET_ASIDE 5 /* every fifth */
#define QUERIES_DEFAULT 1000

struct row {
    itd_str latin;
    itd_str other;     /* without blanks */
    itd_str romanised; /* as another program romanises it; may be empty */
};

struct name {
    itd_str  text;
    itd_name forms[ITD_NAME_FORMS_MAX];
    size_t   count;
};

struct figures {
    size_t found;
    size_t others;
};

struct bench {
    itd_arena   *arena;
    itd_folder  *folder;
    itd_scorer  *scorer;
    struct row  *rows;
    size_t       row_count;
    struct name *pool;
    size_t       pool_count;
};

static void check(itd_status st, const itd_error *err)
{
    if (st == ITD_OK)
        return;
    fprintf(stderr, "bench-translit: %s\n", err->message);
    exit(1);
}

static bool is_set_aside(itd_str latin, itd_str other)
{
    itd_digest digest;
    itd_error  err;
    itd_buf    buf;
    uint32_t   first = 0;

    itd_buf_init(&buf, LINE_BYTES);
    itd_buf_append(&buf, latin);
    itd_buf_append_char(&buf, '\t');
    itd_buf_append(&buf, other);
    check(itd_digest_of(itd_buf_text(&buf), &digest, &err), &err);
    itd_buf_done(&buf);
    for (size_t i = 0; i < sizeof first; i++)
        first = first << 8 | digest.bytes[i];
    return first % SET_ASIDE == 0;
}

/* The text up to the next tab or the end of the line, without blanks, in place; *at goes behind
 * it. */
static itd_str next_cell(char **at)
{
    char *const first = *at;
    char       *to = first, *from = first;

    for (; *from && *from != '\t' && *from != '\n'; from++)
        if (*from != ' ')
            *to++ = *from;
    *at = *from == '\t' ? from + 1 : from;
    return (itd_str){first, (size_t)(to - first)};
}

static void read_rows(struct bench *bench)
{
    static char line[LINE_BYTES];

    while (bench->row_count < ROWS_MAX && fgets(line, sizeof line, stdin)) {
        char      *at = line;
        struct row row;

        row.latin = next_cell(&at);
        row.other = next_cell(&at);
        (void)next_cell(&at);
        row.romanised = next_cell(&at);
        if (is_set_aside(row.latin, row.other) &&
            itd_arena_copy(bench->arena, row.latin, &row.latin) &&
            itd_arena_copy(bench->arena, row.other, &row.other) &&
            itd_arena_copy(bench->arena, row.romanised, &row.romanised))
            bench->rows[bench->row_count++] = row;
    }
}

static void make_forms(struct bench *bench, itd_str text, struct name *name)
{
    itd_error err;

    name->text = text;
    check(itd_name_forms(bench->folder, text, bench->arena, name->forms, &name->count, &err), &err);
}

/* The name in the letters that the row gives beside it, as one form. */
static void make_given_form(struct bench *bench, const struct row *row, struct name *name)
{
    itd_error err;

    name->count = 1;
    check(itd_name_tokenise(bench->folder, row->romanised, bench->arena, &name->forms[0], &err),
          &err);
}

static int by_text(const void *left, const void *right)
{
    const struct row *a = left, *b = right;

    return itd_str_compare(a->latin, b->latin);
}

static void make_pool(struct bench *bench)
{
    struct row *sorted = itd_mem_new(bench->row_count + 1, sizeof *sorted);

    if (!sorted)
        exit(1);
    memcpy(sorted, bench->rows, bench->row_count * sizeof *sorted);
    qsort(sorted, bench->row_count, sizeof *sorted, by_text);
    for (size_t i = 0; i < bench->row_count; i++)
        if (i == 0 || by_text(&sorted[i - 1], &sorted[i]) != 0)
            make_forms(bench, sorted[i].latin, &bench->pool[bench->pool_count++]);
    itd_mem_free(sorted);
}

static bool is_hit(const struct bench *bench, const struct name *query, const struct name *listed)
{
    for (size_t q = 0; q < query->count; q++)
        for (size_t t = 0; t < listed->count; t++)
            if (itd_name_similarity(bench->scorer, &query->forms[q], &listed->forms[t],
                                    ITD_CUTOFF_MIN) > 0)
                return true;
    return false;
}

static void ask(const struct bench *bench, const struct row *row, const struct name *query,
                struct figures *figures)
{
    bool found = false;

    for (size_t i = 0; i < bench->pool_count; i++) {
        if (!is_hit(bench, query, &bench->pool[i]))
            continue;
        if (itd_str_equal(bench->pool[i].text, row->latin))
            found = true;
        else
            figures->others++;
    }
    figures->found += found;
}

static void print_figures(const char *what, const struct figures *figures, size_t queries)
{
    printf("%s: found %.1f %%, other names per query %.3f\n", what,
           100.0 * (double)figures->found / (double)queries,
           (double)figures->others / (double)queries);
}

static void run(struct bench *bench, size_t wanted)
{
    const size_t   step = bench->row_count > wanted ? bench->row_count / wanted : 1;
    struct figures ours = {0}, given = {0};
    size_t         queries = 0;

    for (size_t i = 0; i < bench->row_count && queries < wanted; i += step, queries++) {
        struct name query = {0};

        make_forms(bench, bench->rows[i].other, &query);
        ask(bench, &bench->rows[i], &query, &ours);
        make_given_form(bench, &bench->rows[i], &query);
        ask(bench, &bench->rows[i], &query, &given);
    }
    printf("%zu pairs set aside, %zu names, %zu queries at %.4f\n", bench->row_count,
           bench->pool_count, queries, ITD_CUTOFF_MIN / 10000.0);
    print_figures("forms and skeletons", &ours, queries);
    print_figures("fourth column and edits", &given, queries);
}

int main(int argc, char **argv)
{
    struct bench bench = {.arena = itd_arena_new(SIZE_MAX)};
    itd_error    err;

    bench.rows = itd_mem_new(ROWS_MAX, sizeof *bench.rows);
    bench.pool = itd_mem_new(ROWS_MAX, sizeof *bench.pool);
    if (!bench.arena || !bench.rows || !bench.pool)
        return 1;
    check(itd_folder_new(&bench.folder, &err), &err);
    check(itd_scorer_new(&bench.scorer, &err), &err);
    read_rows(&bench);
    make_pool(&bench);
    run(&bench, argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : QUERIES_DEFAULT);
    itd_scorer_free(bench.scorer);
    itd_folder_free(bench.folder);
    itd_arena_free(bench.arena);
    itd_mem_free(bench.rows);
    itd_mem_free(bench.pool);
    return 0;
}
