/* The run: decks first, then customers. Every class and origin has a random sequence of its own, so
 * that one more class does not change the others. */
#include "lab/lab.h"

#include "base/clock.h"
#include "base/memory.h"
#include "match/score.h"
#include "screen/screen.h"

/* A varied name: "spaced letters" doubles the length, look-alikes too. */
#define QUERY_BYTES_MAX (4 * ITD_ENTITY_NAME_MAX)
#define PROGRESS_EVERY 64

struct lab {
    const itd_lab_options *options;
    itd_snapshot          *snap;
    itd_screener          *screener;
    itd_arena             *arena;
    uint32_t              *names; /* heap: snapshot names that decks are drawn from */
    size_t                 name_count;
    itd_buf                query;
    uint64_t               screened;
    itd_lab_report        *report;
};

const char *itd_lab_class_name(itd_lab_class class)
{
    static const char *const names[] = {
#define CLASS_NAME(code, name, what, wanted) name,
        ITD_LAB_CLASS_LIST(CLASS_NAME)
#undef CLASS_NAME
    };

    return names[class];
}

const char *itd_lab_class_what(itd_lab_class class)
{
    static const char *const texts[] = {
#define CLASS_WHAT(code, name, what, wanted) what,
        ITD_LAB_CLASS_LIST(CLASS_WHAT)
#undef CLASS_WHAT
    };

    return texts[class];
}

bool itd_lab_class_wanted(itd_lab_class class)
{
    static const bool wanted_of[] = {
#define CLASS_WANTED(code, name, what, wanted) wanted,
        ITD_LAB_CLASS_LIST(CLASS_WANTED)
#undef CLASS_WANTED
    };

    return wanted_of[class];
}

uint32_t itd_lab_cutoff(size_t index)
{
    return ITD_LAB_CUTOFF_FIRST + (uint32_t)index * ITD_LAB_CUTOFF_STEP;
}

static itd_random sequence(const struct lab *lab, uint64_t which)
{
    itd_random random = {.state = lab->options->seed};

    random.state = itd_random_next(&random) ^ (which * UINT64_C(0xD1342543DE82EF95));
    return random;
}

static void count_score(itd_lab_count *count, uint32_t score)
{
    count->screened++;
    for (size_t i = 0; i < ITD_LAB_CUTOFFS && score >= itd_lab_cutoff(i); i++)
        count->reached[i]++;
}

static itd_status screen(struct lab *lab, itd_str name, itd_answer *ret_answer, itd_error *err)
{
    const itd_request req = {.names = &name, .name_count = 1, .schema = ITD_SCHEMA_LEGAL_ENTITY};

    if (lab->options->progress && lab->screened % PROGRESS_EVERY == 0)
        lab->options->progress(lab->options->ctx, lab->screened);
    lab->screened++;
    return itd_screen(lab->screener, &req, ret_answer, err);
}

static itd_status add_example(struct lab *lab, itd_lab_count *count, itd_str query, itd_str listed,
                              itd_str list, itd_str id, uint32_t score, itd_error *err)
{
    itd_lab_example *example;

    if (count->example_count == ITD_LAB_EXAMPLES_MAX)
        return ITD_OK;
    example = &count->examples[count->example_count++];
    *example = (itd_lab_example){.listed = listed, .list = list, .id = id, .score = score};
    return itd_arena_copy(lab->arena, query, &example->query) ? ITD_OK : itd_error_no_memory(err);
}

/* ---- decks ---- */

/* Strong names, each once, whatever its forms. */
static itd_status find_names(struct lab *lab, itd_error *err)
{
    const size_t count = itd_snapshot_name_count(lab->snap);
    uint32_t     entity = UINT32_MAX, value = UINT32_MAX;

    lab->names = itd_mem_new(count, sizeof *lab->names);
    if (!lab->names)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < count; i++) {
        const itd_snapshot_name *name = itd_snapshot_name_at(lab->snap, i);
        const itd_entity        *ent = itd_snapshot_entity_at(lab->snap, name->entity);

        if (name->entity == entity && name->value == value)
            continue;
        entity = name->entity;
        value = name->value;
        if (!itd_value_is_weak(&ent->values[value]) && name->name.count > 0)
            lab->names[lab->name_count++] = (uint32_t)i;
    }
    lab->report->listed_names = lab->name_count;
    return ITD_OK;
}

static void shuffle(struct lab *lab, itd_random *random)
{
    for (size_t i = lab->name_count; i-- > 1;) {
        const size_t   other = itd_random_below(random, i + 1);
        const uint32_t name = lab->names[i];

        lab->names[i] = lab->names[other];
        lab->names[other] = name;
    }
}

static uint32_t score_of_target(const itd_answer *answer, uint32_t entity)
{
    for (size_t i = 0; i < answer->hit_count; i++) {
        if (answer->hits[i].entity == entity && answer->hits[i].basis == ITD_BASIS_NAME)
            return answer->hits[i].score;
    }
    return 0;
}

static itd_status screen_varied(struct lab *lab, itd_lab_class class, const itd_lab_name *name,
                                uint32_t entity, itd_error *err)
{
    itd_lab_count *count = &lab->report->classes[class];
    const size_t   list = itd_snapshot_list_of(lab->snap, entity);
    itd_answer     answer;
    uint32_t       score;
    itd_status     st = screen(lab, itd_buf_text(&lab->query), &answer, err);

    if (st != ITD_OK)
        return st;
    score = score_of_target(&answer, entity);
    count_score(count, score);
    if ((score >= ITD_CUTOFF_DEFAULT) == itd_lab_class_wanted(class))
        return ITD_OK;
    return add_example(lab, count, itd_buf_text(&lab->query), name->text,
                       itd_snapshot_list_at(lab->snap, list)->name, name->ent->id, score, err);
}

/* Names in random order until there are enough that this class can vary. */
static itd_status run_class(struct lab *lab, itd_lab_class class, itd_error *err)
{
    itd_random random = sequence(lab, (uint64_t) class + 1);
    itd_status st = ITD_OK;

    shuffle(lab, &random);
    for (size_t i = 0; st == ITD_OK && i < lab->name_count &&
                       lab->report->classes[class].screened < lab->options->queries;
         i++) {
        const itd_snapshot_name *listed = itd_snapshot_name_at(lab->snap, lab->names[i]);
        const itd_entity        *ent = itd_snapshot_entity_at(lab->snap, listed->entity);
        itd_lab_name             name;

        itd_lab_name_init(&name, ent->values[listed->value].text, ent);
        if (!itd_lab_vary(class, &name, lab->options->parts, &random, &lab->query))
            continue;
        st = itd_buf_status(&lab->query, err);
        if (st == ITD_OK && lab->query.len <= ITD_ENTITY_NAME_MAX)
            st = screen_varied(lab, class, &name, listed->entity, err);
    }
    return st;
}

/* ---- customers ---- */

/* Weak aliases alone never alert by the default policy, so they do not count here. */
static itd_status screen_customer(struct lab *lab, itd_str name, itd_lab_count *count,
                                  itd_error *err)
{
    const itd_hit *best = NULL;
    itd_answer     answer;
    itd_status     st = screen(lab, name, &answer, err);

    if (st != ITD_OK)
        return st;
    for (size_t i = 0; i < answer.hit_count; i++) {
        if (!best || answer.hits[i].strong_score > best->strong_score)
            best = &answer.hits[i];
    }
    count_score(count, best ? best->strong_score : 0);
    if (!best || best->strong_score < ITD_CUTOFF_DEFAULT)
        return ITD_OK;
    return add_example(lab, count, name,
                       best->matched_name ? best->matched_name->text : best->ent->caption,
                       best->list, best->ent->id, best->strong_score, err);
}

static itd_status run_origin(struct lab *lab, size_t index, itd_error *err)
{
    const itd_lab_origin *origin = &lab->options->parts->origins[index];
    itd_lab_count        *count = &lab->report->origins[lab->report->origin_count].count;
    itd_random            random = sequence(lab, ITD_LAB_CLASSES + index + 1);
    itd_status            st = ITD_OK;

    lab->report->origins[lab->report->origin_count++].name = origin->name;
    for (size_t i = 0; st == ITD_OK && i < lab->options->queries; i++) {
        itd_lab_customer_draw(origin, &random, &lab->query);
        st = itd_buf_status(&lab->query, err);
        if (st == ITD_OK)
            st = screen_customer(lab, itd_buf_text(&lab->query), count, err);
    }
    return st;
}

static itd_status run_own_customers(struct lab *lab, itd_error *err)
{
    itd_lab_count *count = &lab->report->origins[lab->report->origin_count].count;
    itd_status     st = ITD_OK;

    if (lab->options->customer_count == 0)
        return ITD_OK;
    lab->report->origins[lab->report->origin_count++].name = lab->options->customers_name;
    for (size_t i = 0; st == ITD_OK && i < lab->options->customer_count; i++)
        st = screen_customer(lab, lab->options->customers[i], count, err);
    return st;
}

/* ---- the whole ---- */

static itd_status run_all(struct lab *lab, itd_error *err)
{
    int64_t    started = itd_clock_steady_ms();
    itd_status st = find_names(lab, err);

    for (size_t class = 0; st == ITD_OK && class < ITD_LAB_CLASSES; class ++)
        st = run_class(lab, (itd_lab_class) class, err);
    lab->report->deck_names = lab->screened;
    lab->report->deck_ms = (uint64_t)(itd_clock_steady_ms() - started);
    started = itd_clock_steady_ms();
    for (size_t i = 0; st == ITD_OK && i < lab->options->parts->count; i++)
        st = run_origin(lab, i, err);
    if (st == ITD_OK)
        st = run_own_customers(lab, err);
    lab->report->clean_names = lab->screened - lab->report->deck_names;
    lab->report->clean_ms = (uint64_t)(itd_clock_steady_ms() - started);
    return st;
}

itd_status itd_lab_run(itd_snapshot *snap, const itd_lab_options *options, itd_arena *arena,
                       itd_lab_report *ret_report, itd_error *err)
{
    itd_screen_options screening = itd_screen_options_default();
    struct lab         lab = {.options = options, .snap = snap, .arena = arena};
    itd_status         st;

    if (options->queries == 0 || options->queries > ITD_LAB_QUERIES_MAX)
        return itd_error_set(err, ITD_E_USAGE, "queries must be from 1 to %d", ITD_LAB_QUERIES_MAX);
    lab.report = itd_arena_new_array(arena, 1, sizeof *lab.report);
    if (!lab.report)
        return itd_error_no_memory(err);
    screening.cutoff = ITD_LAB_CUTOFF_FIRST;
    itd_buf_init(&lab.query, QUERY_BYTES_MAX);
    st = itd_screener_new(snap, &screening, &lab.screener, err);
    if (st == ITD_OK)
        st = run_all(&lab, err);
    itd_screener_free(lab.screener);
    itd_mem_free(lab.names);
    itd_buf_done(&lab.query);
    if (st == ITD_OK)
        *ret_report = *lab.report;
    return st;
}
