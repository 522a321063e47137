/* How many names of other scripts are found from their Latin spelling, and how many other names
 * with them. Standard input: rows "English TAB letters with blanks between TAB count" as in the
 * lists of Wikidata. Only every fifth row is looked at, the part that tools/learn_readings.py sets
 * aside; the other names are the distinct English ones of that part.
 *
 *     zstd -dc wikidata_hebrew_64.tsv.zst | bench-translit [QUERIES [CUTOFF]]
 *
 * Prints the same figures for ICU's Any-Latin with the edits of the score alone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/utrans.h>
#include <unicode/ustring.h>

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
    itd_str other; /* without blanks */
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
    itd_arena       *arena;
    itd_folder      *folder;
    itd_scorer      *scorer;
    UTransliterator *icu;
    struct row      *rows;
    size_t           row_count;
    struct name     *pool;
    size_t           pool_count;
    uint32_t         cutoff;
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

static void read_rows(struct bench *bench)
{
    static char line[LINE_BYTES];

    while (bench->row_count < ROWS_MAX && fgets(line, sizeof line, stdin)) {
        char      *tab = strchr(line, '\t'), *to = tab ? tab + 1 : NULL;
        struct row row = {.latin = {line, tab ? (size_t)(tab - line) : 0}};

        if (!tab)
            continue;
        for (const char *from = tab + 1; *from && *from != '\t' && *from != '\n'; from++)
            if (*from != ' ')
                *to++ = *from;
        row.other = (itd_str){tab + 1, (size_t)(to - tab - 1)};
        if (is_set_aside(row.latin, row.other) &&
            itd_arena_copy(bench->arena, row.latin, &row.latin) &&
            itd_arena_copy(bench->arena, row.other, &row.other))
            bench->rows[bench->row_count++] = row;
    }
}

static void make_forms(struct bench *bench, itd_str text, struct name *name)
{
    itd_error err;

    name->text = text;
    check(itd_name_forms(bench->folder, text, bench->arena, name->forms, &name->count, &err), &err);
}

/* The name in the letters that ICU gives it, as one form. */
static void make_icu_form(struct bench *bench, itd_str text, struct name *name)
{
    UErrorCode failed = U_ZERO_ERROR;
    UChar      units[1024];
    char       latin[2048];
    int32_t    len = 0, limit, bytes = 0;
    size_t     kept = 0;
    itd_error  err;
    itd_str    copy;

    u_strFromUTF8(units, 512, &len, text.ptr, (int32_t)text.len, &failed);
    limit = len;
    utrans_transUChars(bench->icu, units, &len, 1024, 0, &limit, &failed);
    u_strToUTF8(latin, sizeof latin, &bytes, units, len, &failed);
    if (U_FAILURE(failed))
        bytes = 0;
    for (int32_t i = 0; i < bytes; i++)
        if (latin[i] != ' ')
            latin[kept++] = latin[i];
    check(itd_arena_copy(bench->arena, (itd_str){latin, kept}, &copy) ? ITD_OK : ITD_E_NO_MEMORY,
          &err);
    name->text = text;
    name->count = 1;
    check(itd_name_tokenise(bench->folder, copy, bench->arena, &name->forms[0], &err), &err);
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
                                    bench->cutoff) > 0)
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
    if (!found && getenv("BENCH_MISSES"))
        printf("missed\t%.*s\t%.*s\n", ITD_STR_ARGS(row->latin), ITD_STR_ARGS(row->other));
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
    struct figures ours = {0}, icu = {0};
    size_t         queries = 0;

    for (size_t i = 0; i < bench->row_count && queries < wanted; i += step, queries++) {
        struct name query = {0};

        make_forms(bench, bench->rows[i].other, &query);
        ask(bench, &bench->rows[i], &query, &ours);
        make_icu_form(bench, bench->rows[i].other, &query);
        ask(bench, &bench->rows[i], &query, &icu);
    }
    printf("%zu pairs set aside, %zu names, %zu queries at %.4f\n", bench->row_count,
           bench->pool_count, queries, bench->cutoff / 10000.0);
    print_figures("forms and skeletons", &ours, queries);
    print_figures("ICU and edits", &icu, queries);
}

int main(int argc, char **argv)
{
    static const char id[] = "Any-Latin; Latin-ASCII; Lower";
    UErrorCode        failed = U_ZERO_ERROR;
    UChar             units[sizeof id];
    struct bench      bench = {.arena = itd_arena_new(SIZE_MAX), .cutoff = ITD_CUTOFF_MIN};
    itd_error         err;

    u_charsToUChars(id, units, sizeof id);
    bench.icu = utrans_openU(units, -1, UTRANS_FORWARD, NULL, 0, NULL, &failed);
    bench.rows = itd_mem_new(ROWS_MAX, sizeof *bench.rows);
    bench.pool = itd_mem_new(ROWS_MAX, sizeof *bench.pool);
    if (!bench.arena || U_FAILURE(failed) || !bench.rows || !bench.pool)
        return 1;
    check(itd_folder_new(&bench.folder, &err), &err);
    check(itd_scorer_new(&bench.scorer, &err), &err);
    if (argc > 2)
        bench.cutoff = (uint32_t)(strtod(argv[2], NULL) * 10000 + 0.5);
    read_rows(&bench);
    make_pool(&bench);
    run(&bench, argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : QUERIES_DEFAULT);
    utrans_close(bench.icu);
    itd_scorer_free(bench.scorer);
    itd_folder_free(bench.folder);
    itd_arena_free(bench.arena);
    itd_mem_free(bench.rows);
    itd_mem_free(bench.pool);
    return 0;
}
