/* A ring of jobs between the reading thread and the workers. Job n lives in slot n modulo the ring;
 * the reading thread fills slots and empties finished ones in order, so the output order needs no
 * sorting and a slow job holds back at most a ring of others. */
#include "cli/batch.h"

#include <pthread.h>

#include "base/memory.h"
#include "cli/report.h"

/* Rendered text of one row: a hit takes about a kilobyte, and a row may hit a whole list. */
#define JOB_TEXT_MAX ((size_t)1 << 30)
#define JOB_ERRORS_MAX ((size_t)1 << 20)
#define SLOTS_PER_THREAD 3

struct job {
    itd_arena      *arena;
    itd_customer    customers[ITD_BATCH_JOB_ROWS];
    size_t          count;
    uint64_t        first_row;
    itd_buf         text;
    itd_buf         errors;
    itd_buf         report;
    itd_batch_chunk chunk;
    bool            finished; /* guarded by pool.lock */
    itd_status      failed;
};

struct pool {
    const itd_batch *batch;
    struct job      *jobs; /* heap, slots */
    size_t           slots;
    itd_screener   **screeners; /* heap, one a worker */
    pthread_t       *threads;   /* heap */
    size_t           started;
    pthread_mutex_t  lock;
    pthread_cond_t   job_ready;
    pthread_cond_t   job_finished;
    /* guarded by lock */
    uint64_t filled, claimed;
    bool     closing;
    /* of the reading thread */
    uint64_t emitted;
    bool     gap; /* a job was not finished: nothing may follow */
};

struct worker {
    struct pool  *pool;
    itd_screener *screener;
};

static void count_hits(itd_batch_counts *counts, const itd_answer *answer)
{
    counts->hits += answer->hits_found;
    for (size_t i = 0; i < answer->hit_count; i++)
        if (answer->hits[i].score >= ITD_CUTOFF_MIN)
            counts->score_bins[(answer->hits[i].score - ITD_CUTOFF_MIN) / 100]++;
}

void itd_batch_counts_add(itd_batch_counts *counts, const itd_batch_counts *more)
{
    counts->rows += more->rows;
    counts->with_hits += more->with_hits;
    counts->hits += more->hits;
    counts->reported += more->reported;
    counts->related += more->related;
    counts->related_with_hits += more->related_with_hits;
    counts->joins += more->joins;
    counts->problems += more->problems;
    for (size_t i = 0; i < ITD_ARRAY_LEN(counts->outcomes); i++)
        counts->outcomes[i] += more->outcomes[i];
    for (size_t i = 0; i < ITD_BATCH_SCORE_BINS; i++)
        counts->score_bins[i] += more->score_bins[i];
}

static void count_relations(itd_batch_counts *counts, const itd_answered *answered)
{
    const itd_customer *customer = answered->customer;

    counts->joins += customer->relation.len > 0;
    counts->problems += itd_customer_problem(customer) != NULL;
    if (customer->relation.len > 0 || customer->related_count == 0)
        return;
    counts->related++;
    counts->related_with_hits += answered->answer && answered->answer->hits_found > 0;
}

static void append_error(struct job *job, const itd_error *err)
{
    char text[ITD_ERROR_TEXT_MAX];

    itd_error_format(err, text);
    itd_buf_append_cstr(&job->errors, text);
    itd_buf_append_char(&job->errors, '\n');
}

/* Of a row that was answered. */
static void tell_problem(struct job *job, const itd_customer *customer)
{
    const itd_related *related = itd_customer_problem(customer);
    itd_error          err;

    if (!related)
        return;
    (void)itd_error_set(&err, ITD_E_NOT_FOUND, "%.*s%s%.*s",
                        ITD_STR_ARGS(itd_str_slice(related->id, 0, 80)),
                        related->id.len > 0 ? ": " : "", ITD_STR_ARGS(related->problem));
    itd_error_in_field(&err, ITD_STR("related_to"));
    if (customer->line > 0)
        itd_error_on_line(&err, customer->line);
    itd_error_in_file(&err, customer->file);
    append_error(job, &err);
}

static itd_status screen_customer(itd_screener *screener, const itd_customer *customer,
                                  itd_answer *answer, itd_error *err)
{
    if (customer->relation.len > 0) {
        *answer = (itd_answer){.complete = true};
        return ITD_OK;
    }
    if (customer->is_text)
        return itd_screen_text(screener, customer->text, &customer->req, answer, err);
    return itd_screen(screener, &customer->req, answer, err);
}

static void screen_row(const itd_batch *batch, itd_screener *screener, struct job *job,
                       size_t index)
{
    const itd_customer *customer = &job->customers[index];
    itd_answer          answer;
    itd_error           err;
    itd_answered      answered = {.row = job->first_row + index, .customer = customer, .err = &err};
    itd_batch_counts *counts = &job->chunk.counts;

    if (customer->fault) {
        answered.err = customer->fault;
    } else if (screen_customer(screener, customer, &answer, &err) == ITD_OK) {
        answered.answer = &answer;
    } else if (customer->line > 0) {
        itd_error_on_line(&err, customer->line);
    }
    itd_renderer_row(batch->renderer, &answered, answered.row == 1, &job->text);
    counts->rows++;
    counts->outcomes[answered.answer ? answer.outcome : ITD_OUTCOME_ERROR]++;
    counts->with_hits += answered.answer && answer.hits_found > 0;
    if (answered.answer)
        count_hits(counts, &answer);
    if (batch->renderer->report)
        counts->reported += itd_report_append_row(batch->renderer, &answered, &job->report);
    count_relations(counts, &answered);
    if (!answered.answer)
        append_error(job, answered.err);
    else
        tell_problem(job, customer);
}

static void run_job(const itd_batch *batch, itd_screener *screener, struct job *job)
{
    itd_buf_reset(&job->text);
    itd_buf_reset(&job->errors);
    itd_buf_reset(&job->report);
    job->chunk = (itd_batch_chunk){0};
    job->failed = ITD_OK;
    for (size_t i = 0; i < job->count && *batch->stop == 0 && job->failed == ITD_OK; i++) {
        screen_row(batch, screener, job, i);
        job->failed = job->text.failed != ITD_OK ? job->text.failed : job->report.failed;
    }
    job->chunk.text = itd_buf_text(&job->text);
    job->chunk.errors = itd_buf_text(&job->errors);
    job->chunk.report = itd_buf_text(&job->report);
}

static void *work(void *ctx)
{
    struct worker *worker = ctx;
    struct pool   *pool = worker->pool;

    pthread_mutex_lock(&pool->lock);
    for (;;) {
        struct job *job;

        while (pool->claimed == pool->filled && !pool->closing)
            pthread_cond_wait(&pool->job_ready, &pool->lock);
        if (pool->claimed == pool->filled)
            break;
        job = &pool->jobs[pool->claimed++ % pool->slots];
        pthread_mutex_unlock(&pool->lock);
        run_job(pool->batch, worker->screener, job);
        pthread_mutex_lock(&pool->lock);
        job->finished = true;
        pthread_cond_signal(&pool->job_finished);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

/* ---- the reading thread ---- */

static itd_status emit(struct pool *pool, struct job *job, itd_error *err)
{
    if (job->failed != ITD_OK)
        return itd_error_set(err, job->failed, "the answers of %d rows do not fit into memory",
                             ITD_BATCH_JOB_ROWS);
    pool->gap = job->chunk.counts.rows < job->count;
    return pool->batch->take(pool->batch->ctx, &job->chunk, err);
}

/* Gives out the oldest job; waits for it when wait is set. *ret_emitted tells whether one was. */
static itd_status emit_oldest(struct pool *pool, bool wait, bool *ret_emitted, itd_error *err)
{
    struct job *job = &pool->jobs[pool->emitted % pool->slots];
    bool        finished;

    *ret_emitted = false;
    pthread_mutex_lock(&pool->lock);
    while (wait && pool->emitted < pool->filled && !job->finished)
        pthread_cond_wait(&pool->job_finished, &pool->lock);
    finished = pool->emitted < pool->filled && job->finished;
    pthread_mutex_unlock(&pool->lock);
    if (!finished)
        return ITD_OK;
    pool->emitted++;
    *ret_emitted = true;
    return pool->gap ? ITD_OK : emit(pool, job, err);
}

static itd_status fill(struct pool *pool, struct job *job, uint64_t first_row, bool *ret_more,
                       itd_error *err)
{
    const itd_batch *batch = pool->batch;
    itd_status       st = ITD_OK;

    itd_arena_reset(job->arena);
    job->count = 0;
    job->first_row = first_row;
    while (st == ITD_OK && *ret_more && job->count < ITD_BATCH_JOB_ROWS && *batch->stop == 0) {
        st = batch->feed(batch->ctx, job->arena, ret_more, &job->customers[job->count], err);
        if (st == ITD_OK && *ret_more)
            job->count++;
    }
    return st;
}

static void submit(struct pool *pool, struct job *job, struct worker *own)
{
    job->finished = pool->started == 0;
    if (pool->started == 0)
        run_job(pool->batch, own->screener, job);
    pthread_mutex_lock(&pool->lock);
    pool->filled++;
    pthread_cond_signal(&pool->job_ready);
    pthread_mutex_unlock(&pool->lock);
}

static itd_status drain(struct pool *pool, itd_error *err)
{
    bool       emitted = true;
    itd_status st = ITD_OK;

    while (st == ITD_OK && emitted)
        st = emit_oldest(pool, true, &emitted, err);
    return st;
}

static itd_status pump(struct pool *pool, struct worker *own, itd_error *err)
{
    uint64_t   row = pool->batch->first_row;
    bool       more = true, emitted;
    itd_status st = ITD_OK, fed = ITD_OK;
    itd_error  feed_err;

    while (st == ITD_OK && fed == ITD_OK && more && *pool->batch->stop == 0) {
        struct job *job = &pool->jobs[pool->filled % pool->slots];

        do
            st = emit_oldest(pool, pool->filled - pool->emitted == pool->slots, &emitted, err);
        while (st == ITD_OK && emitted);
        if (st != ITD_OK)
            break;
        fed = fill(pool, job, row, &more, &feed_err);
        row += job->count;
        if (job->count > 0)
            submit(pool, job, own);
    }
    if (st == ITD_OK)
        st = drain(pool, err);
    if (st != ITD_OK)
        return st;
    if (*pool->batch->stop != 0)
        return itd_error_set(err, ITD_E_INTERRUPTED, "stopped by a signal");
    if (fed != ITD_OK && err)
        *err = feed_err;
    return fed;
}

static void close_pool(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->claimed = pool->filled; /* after an error nobody waits for the rest */
    pool->closing = true;
    pthread_cond_broadcast(&pool->job_ready);
    pthread_mutex_unlock(&pool->lock);
    for (size_t i = 0; i < pool->started; i++)
        (void)pthread_join(pool->threads[i], NULL);
    for (size_t i = 0; pool->jobs && i < pool->slots; i++) {
        itd_arena_free(pool->jobs[i].arena);
        itd_buf_done(&pool->jobs[i].text);
        itd_buf_done(&pool->jobs[i].errors);
        itd_buf_done(&pool->jobs[i].report);
    }
    for (size_t i = 0; pool->screeners && i < pool->batch->threads; i++)
        itd_screener_free(pool->screeners[i]);
    itd_mem_free(pool->jobs);
    itd_mem_free(pool->screeners);
    itd_mem_free(pool->threads);
    (void)pthread_cond_destroy(&pool->job_ready);
    (void)pthread_cond_destroy(&pool->job_finished);
    (void)pthread_mutex_destroy(&pool->lock);
}

static itd_status open_pool(struct pool *pool, struct worker *workers, itd_error *err)
{
    const itd_batch *batch = pool->batch;
    itd_status       st = ITD_OK;

    pool->jobs = itd_mem_new(pool->slots, sizeof *pool->jobs);
    pool->screeners = itd_mem_new(batch->threads, sizeof(itd_screener *));
    pool->threads = itd_mem_new(batch->threads, sizeof *pool->threads);
    if (!pool->jobs || !pool->screeners || !pool->threads)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < pool->slots; i++) {
        itd_buf_init(&pool->jobs[i].text, JOB_TEXT_MAX);
        itd_buf_init(&pool->jobs[i].errors, JOB_ERRORS_MAX);
        itd_buf_init(&pool->jobs[i].report, JOB_TEXT_MAX);
        pool->jobs[i].arena = itd_arena_new(SIZE_MAX);
        if (!pool->jobs[i].arena)
            return itd_error_no_memory(err);
    }
    for (size_t i = 0; st == ITD_OK && i < batch->threads; i++) {
        st = itd_screener_new(batch->snap, batch->options, &pool->screeners[i], err);
        workers[i] = (struct worker){.pool = pool, .screener = pool->screeners[i]};
    }
    /* One thread needs no other: the reading thread does the work. */
    for (size_t i = 0; st == ITD_OK && batch->threads > 1 && i < batch->threads; i++) {
        if (pthread_create(&pool->threads[i], NULL, work, &workers[i]) != 0)
            st = itd_error_set(err, ITD_E_IO, "cannot start %zu threads", batch->threads);
        else
            pool->started++;
    }
    return st;
}

itd_status itd_batch_run(const itd_batch *batch, itd_error *err)
{
    struct worker workers[ITD_THREADS_MAX] = {0};
    struct pool   pool = {.batch = batch, .slots = SLOTS_PER_THREAD * batch->threads};
    itd_status    st;

    if (batch->threads == 0 || batch->threads > ITD_THREADS_MAX)
        return itd_error_set(err, ITD_E_USAGE, "from 1 to %d threads", ITD_THREADS_MAX);
    (void)pthread_mutex_init(&pool.lock, NULL);
    (void)pthread_cond_init(&pool.job_ready, NULL);
    (void)pthread_cond_init(&pool.job_finished, NULL);
    st = open_pool(&pool, workers, err);
    if (st == ITD_OK)
        st = pump(&pool, &workers[0], err);
    close_pool(&pool);
    return st;
}
