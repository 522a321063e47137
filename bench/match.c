/* Speed of screening: how many names a second one core screens against a list, through the index
 * and exhaustively, and what the index costs. Everything is counted: the time of a name runs from
 * its text to the finished answer. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "screen/selfcheck.h"
#include "snapshot/format.h"

#define THREADS_MAX 64

struct names {
    itd_buf  text;
    itd_str *items; /* heap */
    size_t   count;
};

struct settings {
    const char *listed;
    const char *decks[8];
    size_t      deck_count;
    uint32_t    cutoff;
    uint64_t    exhaustive; /* names of each deck screened exhaustively */
    uint64_t    threads;
    uint64_t    check; /* queries of a self-check */
    uint64_t    seed;
    uint64_t    slowest; /* names of each deck to show */
};

struct tally {
    const struct names       *names;
    itd_snapshot             *snap;
    const itd_screen_options *options;
    size_t                    from, step, to;
    uint64_t                  with_hits, pairs, postings, looked_at, errors;
    double                    cpu; /* seconds of its thread */
};

static double seconds_of(clockid_t clock)
{
    struct timespec time;

    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double now(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

static itd_status read_names(const char *path, struct names *names, itd_error *err)
{
    itd_str    rest, line;
    itd_status st;

    itd_buf_init(&names->text, SIZE_MAX);
    st = itd_file_read(path, &names->text, err);
    if (st != ITD_OK)
        return st;
    names->items = malloc((names->text.len / 2 + 1) * sizeof *names->items);
    if (!names->items)
        return itd_error_no_memory(err);
    rest = itd_buf_text(&names->text);
    while (itd_str_next_part(&rest, ITD_STR("\n"), &line))
        if (line.len > 0)
            names->items[names->count++] = line;
    return ITD_OK;
}

static void forget(struct names *names)
{
    free(names->items);
    itd_buf_done(&names->text);
}

static itd_status add_name(itd_snapshot_builder *builder, itd_arena *arena, itd_str name,
                           size_t number, itd_error *err)
{
    itd_entity_builder *entity;
    const itd_entity   *ent;
    char                id[32];
    itd_status          st;

    itd_arena_reset(arena);
    entity = itd_entity_builder_new(arena);
    if (!entity)
        return itd_error_no_memory(err);
    snprintf(id, sizeof id, "N%zu", number);
    itd_entity_begin(entity, ITD_SCHEMA_ORGANIZATION, itd_str_of(id));
    itd_entity_add(entity, ITD_PROP_NAME, name, (itd_str){0}, ITD_STR("bench"));
    st = itd_entity_finish(entity, &ent, err);
    return st == ITD_OK ? itd_snapshot_add(builder, ent, err) : st;
}

static itd_status build(const char *path, const struct names *names, itd_error *err)
{
    const itd_snapshot_list list = {.name = ITD_STR("bench")};
    itd_snapshot_builder   *builder = NULL;
    itd_arena              *arena = itd_arena_new(SIZE_MAX);
    itd_status              st = arena ? ITD_OK : itd_error_no_memory(err);

    if (st == ITD_OK)
        st = itd_snapshot_builder_new(&builder, err);
    if (st == ITD_OK)
        st = itd_snapshot_begin_list(builder, &list, err);
    for (size_t i = 0; st == ITD_OK && i < names->count; i++)
        st = add_name(builder, arena, names->items[i], i, err);
    if (st == ITD_OK)
        st = itd_snapshot_write(builder, path, err);
    itd_snapshot_builder_free(builder);
    itd_arena_free(arena);
    return st;
}

/* Length of a section, from the table behind the magic. */
static double section_bytes(const char *path, enum itd_snap_section section)
{
    itd_file_map map = {{0}};
    uint64_t     len = 0;
    itd_str      rest;

    if (itd_file_map_open(path, &map, NULL) != ITD_OK)
        return 0;
    rest = itd_str_from(map.bytes, ITD_SNAP_MAGIC_BYTES + 8 + section * ITD_SNAP_ROW_BYTES + 8);
    if (!itd_bytes_take_le64(&rest, &len))
        len = 0;
    itd_file_map_close(&map);
    return (double)len;
}

static void *screen_some(void *ctx)
{
    struct tally *tally = ctx;
    const double  begin = seconds_of(CLOCK_THREAD_CPUTIME_ID);
    itd_screener *screener;
    itd_answer    answer;

    if (itd_screener_new(tally->snap, tally->options, &screener, NULL) != ITD_OK) {
        tally->errors = tally->to;
        return NULL;
    }
    for (size_t i = tally->from; i < tally->to; i += tally->step) {
        const itd_request req = {.names = &tally->names->items[i], .name_count = 1};

        if (itd_screen(screener, &req, &answer, NULL) != ITD_OK) {
            tally->errors++;
            continue;
        }
        tally->with_hits += answer.hits_found > 0;
        tally->pairs += answer.pairs_scored;
        tally->postings += answer.postings_read;
        tally->looked_at += answer.names_looked_at;
    }
    itd_screener_free(screener);
    tally->cpu = seconds_of(CLOCK_THREAD_CPUTIME_ID) - begin;
    return NULL;
}

/* Screens count names of a deck with so many threads and prints a row. Returns names a second. */
static double run(const char *what, itd_snapshot *snap, const struct names *names, size_t count,
                  const itd_screen_options *options, size_t threads)
{
    struct tally tallies[THREADS_MAX] = {{0}};
    struct tally sum = {0};
    pthread_t    ids[THREADS_MAX];
    const double begin = now();
    double       took;

    for (size_t t = 0; t < threads; t++) {
        tallies[t] = (struct tally){.names = names,
                                    .snap = snap,
                                    .options = options,
                                    .from = t,
                                    .step = threads,
                                    .to = count};
        if (threads == 1)
            screen_some(&tallies[t]);
        else if (pthread_create(&ids[t], NULL, screen_some, &tallies[t]) != 0)
            exit(1);
    }
    for (size_t t = 0; t < threads; t++) {
        if (threads > 1)
            pthread_join(ids[t], NULL);
        sum.with_hits += tallies[t].with_hits;
        sum.pairs += tallies[t].pairs;
        sum.postings += tallies[t].postings;
        sum.looked_at += tallies[t].looked_at;
        sum.errors += tallies[t].errors;
        sum.cpu += tallies[t].cpu;
    }
    took = now() - begin;
    printf("  %-26s %9.0f names/s  %8.2f us CPU each  %5.1f %% with hits  a name: %.1f postings, "
           "%.2f looked at, %.2f scored%s\n",
           what, (double)count / took, sum.cpu * 1e6 / (double)count,
           100.0 * (double)sum.with_hits / (double)count, (double)sum.postings / (double)count,
           (double)sum.looked_at / (double)count, (double)sum.pairs / (double)count,
           sum.errors > 0 ? "  ERRORS" : "");
    fflush(stdout);
    return (double)count / took;
}

struct slow {
    double     ms;
    size_t     name;
    itd_answer answer;
};

static int slowest_first(const void *left, const void *right)
{
    const struct slow *a = left, *b = right;

    return a->ms > b->ms ? -1 : a->ms < b->ms;
}

/* The names of a deck that take longest, the least of three times each. */
static itd_status show_slowest(itd_snapshot *snap, const struct names *names,
                               const itd_screen_options *options, uint64_t count, itd_error *err)
{
    itd_screener *screener = NULL;
    struct slow  *all = calloc(names->count + 1, sizeof *all);
    itd_status    st =
        all ? itd_screener_new(snap, options, &screener, err) : itd_error_no_memory(err);

    for (size_t i = 0; st == ITD_OK && i < names->count; i++) {
        const itd_request req = {.names = &names->items[i], .name_count = 1};

        all[i] = (struct slow){.ms = 1e9, .name = i};
        for (size_t k = 0; st == ITD_OK && k < 3; k++) {
            const double begin = seconds_of(CLOCK_THREAD_CPUTIME_ID);
            double       took;

            st = itd_screen(screener, &req, &all[i].answer, err);
            took = (seconds_of(CLOCK_THREAD_CPUTIME_ID) - begin) * 1e3;
            all[i].ms = took < all[i].ms ? took : all[i].ms;
        }
    }
    if (st == ITD_OK)
        qsort(all, names->count, sizeof *all, slowest_first);
    for (size_t i = 0; st == ITD_OK && i < count && i < names->count; i++)
        printf(
            "  slow: %.2f ms CPU, %llu postings, %llu looked at, %llu scored, %zu hits%s: %.100s\n",
            all[i].ms, (unsigned long long)all[i].answer.postings_read,
            (unsigned long long)all[i].answer.names_looked_at,
            (unsigned long long)all[i].answer.pairs_scored, all[i].answer.hits_found,
            all[i].answer.complete ? "" : ", not complete", names->items[all[i].name].ptr);
    itd_screener_free(screener);
    free(all);
    return st;
}

static itd_status run_deck(const struct settings *settings, const char *path, const char *deck,
                           itd_error *err)
{
    itd_screen_options options = itd_screen_options_default();
    struct names       names = {.count = 0};
    itd_snapshot      *snap = NULL;
    itd_status         st = read_names(deck, &names, err);
    double             warm = 0;

    options.cutoff = settings->cutoff;
    if (st == ITD_OK)
        st = itd_snapshot_open(path, &snap, err);
    if (st == ITD_OK) {
        printf("%s: %zu names at 0.%04u\n", deck, names.count, (unsigned)settings->cutoff);
        (void)run("indexed, cold cache", snap, &names, names.count, &options, 1);
        warm = run("indexed, warm cache", snap, &names, names.count, &options, 1);
        if (settings->threads > 1)
            (void)run("indexed, warm, all threads", snap, &names, names.count, &options,
                      (size_t)settings->threads);
    }
    if (st == ITD_OK && settings->slowest > 0)
        st = show_slowest(snap, &names, &options, settings->slowest, err);
    if (st == ITD_OK && settings->exhaustive > 0) {
        const size_t count =
            names.count < settings->exhaustive ? names.count : (size_t)settings->exhaustive;

        options.exhaustive = true;
        printf("  indexed to exhaustive: %.0f to 1\n",
               warm / run("exhaustive", snap, &names, count, &options, 1));
    }
    itd_snapshot_unref(snap);
    forget(&names);
    return st;
}

static itd_status check(const struct settings *settings, const char *path, itd_error *err)
{
    const itd_selfcheck_options options = {.queries = settings->check, .seed = settings->seed};
    itd_selfcheck              *result = calloc(1, sizeof *result);
    itd_snapshot               *snap = NULL;
    const double                begin = now();
    itd_status st = result ? itd_snapshot_open(path, &snap, err) : itd_error_no_memory(err);

    if (st == ITD_OK)
        st = itd_selfcheck_run(snap, &options, result, err);
    if (st == ITD_OK) {
        printf("selfcheck: %llu queries, seed %llu, %llu with hits, %llu hits: %llu differences, "
               "%.0f s\n",
               (unsigned long long)result->all.queries, (unsigned long long)settings->seed,
               (unsigned long long)result->all.with_hits, (unsigned long long)result->all.hits,
               (unsigned long long)result->all.differences, now() - begin);
        if (result->all.differences > 0)
            st = itd_error_set(err, ITD_E_CONFLICT, "%s at %u", result->difference.query,
                               (unsigned)result->difference.cutoff);
    }
    itd_snapshot_unref(snap);
    free(result);
    return st;
}

static itd_status run_all(const struct settings *settings, const char *path, itd_error *err)
{
    struct names  names = {.count = 0};
    itd_snapshot *snap = NULL;
    double        begin;
    struct rusage usage;
    itd_status    st = read_names(settings->listed, &names, err);

    begin = now();
    if (st == ITD_OK)
        st = build(path, &names, err);
    if (st == ITD_OK) {
        const double built = now() - begin;

        begin = now();
        st = itd_snapshot_open(path, &snap, err);
        if (st == ITD_OK) {
            const double bytes = section_bytes(path, ITD_SNAP_INDEX);

            printf("%s: %zu names, %zu forms, %zu distinct tokens\n", settings->listed, names.count,
                   itd_snapshot_name_count(snap), itd_index_token_count(itd_snapshot_index(snap)));
            getrusage(RUSAGE_SELF, &usage);
            printf("  built in %.2f s, opened in %.2f s; index %.1f MB, %.0f bytes a name; peak "
                   "%.0f MB\n",
                   built, now() - begin, bytes / 1e6, bytes / (double)names.count,
                   (double)usage.ru_maxrss / 1e3);
        }
    }
    itd_snapshot_unref(snap);
    forget(&names);
    for (size_t i = 0; st == ITD_OK && i < settings->deck_count; i++)
        st = run_deck(settings, path, settings->decks[i], err);
    return st == ITD_OK && settings->check > 0 ? check(settings, path, err) : st;
}

static bool parse(int argc, char **argv, struct settings *settings)
{
    uint64_t cutoff = settings->cutoff;
    bool     good = argc >= 2;

    for (int i = 1; good && i < argc; i++) {
        const struct {
            const char *name;
            uint64_t   *value;
            uint64_t    max;
        } numbers[] = {
            {"--cutoff", &cutoff, ITD_SCORE_ONE},
            {"--exhaustive", &settings->exhaustive, UINT32_MAX},
            {"--threads", &settings->threads, THREADS_MAX},
            {"--check", &settings->check, UINT32_MAX},
            {"--seed", &settings->seed, UINT64_MAX},
            {"--slowest", &settings->slowest, 1000},
        };
        size_t at = 0;

        while (at < ITD_ARRAY_LEN(numbers) && strcmp(argv[i], numbers[at].name) != 0)
            at++;
        if (at < ITD_ARRAY_LEN(numbers))
            good = i + 1 < argc &&
                   itd_str_parse_u64(itd_str_of(argv[++i]), numbers[at].max, numbers[at].value);
        else if (!settings->listed)
            settings->listed = argv[i];
        else if (settings->deck_count < ITD_ARRAY_LEN(settings->decks))
            settings->decks[settings->deck_count++] = argv[i];
        else
            good = false;
    }
    settings->cutoff = (uint32_t)cutoff;
    return good && cutoff >= ITD_CUTOFF_MIN && settings->threads > 0;
}

int main(int argc, char **argv)
{
    struct settings settings = {.cutoff = ITD_CUTOFF_DEFAULT, .threads = 1, .seed = 1};
    char            path[] = "/tmp/bench-match-XXXXXX";
    char            text[ITD_ERROR_TEXT_MAX];
    itd_error       err;
    itd_status      st;
    int             fd;

    if (!parse(argc, argv, &settings)) {
        fprintf(stderr,
                "usage: %s LISTED [DECK…] [--cutoff BP] [--exhaustive N] [--threads N] "
                "[--check QUERIES] [--seed S] [--slowest N]\n",
                argv[0]);
        return 64;
    }
    fd = mkstemp(path);
    if (fd < 0)
        return 1;
    close(fd);
    st = run_all(&settings, path, &err);
    unlink(path);
    if (st != ITD_OK) {
        itd_error_format(&err, text);
        fprintf(stderr, "%s\n", text);
        return 1;
    }
    return 0;
}
