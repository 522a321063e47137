/* `watch --follow`: events, statements and marks of coverage arrive as JSON lines; after each the
 * chronicle is put together again, the states are run again, and what changed is told.
 *
 * A pipe ends the watch with its end, a file is watched until SIGINT. A line that cannot be read
 * ends it with an error: it might have been an event, and a silence after it would be made up. */
#include "cli/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "chronicle/rows.h"

#define LINE_MAX_BYTES ((size_t)1 << 20)
#define READ_BYTES ((size_t)64 << 10)
#define POLL_NS 200000000L
#define FACTS_MAX 100000

/* Set by a signal, read between lines: all that a signal handler may do. */
static volatile sig_atomic_t stop;

static void on_signal(int number)
{
    (void)number;
    stop = 1;
}

struct follow {
    const itd_watch_call *call;
    const char           *name;
    uint64_t              line;
    itd_arena            *facts_arena; /* facts that came, for as long as the watch */
    itd_arena            *arena;       /* of one evaluation */
    itd_fact             *facts;
    size_t                count, cap;
    int64_t               known_ms; /* latest moment at which something became known */
    int32_t               as_of;
    int32_t               answered;      /* day of the answer given last */
    int32_t               covered_until; /* told by the feed, or ITD_DAY_DEFAULT */
    int32_t               reach;         /* of sources and feed, as evaluated last */
    bool                  started;
    itd_watch_state       state; /* told last */
    int32_t               since;
};

/* ---- telling ---- */

static itd_status tell(const struct follow *follow, const itd_watch_step *step,
                       const itd_watch_answer *answer, bool revised, itd_error *err)
{
    itd_buf         buf;
    itd_json_writer json;
    char            day[ITD_DATE_TEXT_MAX];
    itd_status      st;

    itd_buf_init(&buf, ITD_WATCH_OUTPUT_MAX);
    (void)itd_date_format(itd_date_of_days(step->day), day);
    if (follow->call->common.format == ITD_FORMAT_TABLE) {
        itd_buf_printf(&buf, "%s  %s%s%s%s  %s. ", day,
                       follow->started ? itd_watch_state_name(follow->state) : "",
                       follow->started ? " → " : "", itd_watch_state_name(step->state),
                       revised ? " (revised)" : "", itd_watch_verdict(step->state));
        itd_cli_append_safe(&buf, step->reason);
    } else {
        itd_json_writer_init(&json, &buf, 0);
        itd_json_begin_object(&json, NULL);
        itd_json_put_cstr(&json, "alert", follow->started ? "state" : "start");
        itd_json_put_cstr(&json, "day", day);
        itd_json_put_cstr(&json, "state", itd_watch_state_name(step->state));
        if (follow->started)
            itd_json_put_cstr(&json, "before", itd_watch_state_name(follow->state));
        itd_json_put_bool(&json, "revised", revised);
        itd_json_put_cstr(&json, "verdict", itd_watch_verdict(step->state));
        itd_json_put_str(&json, "reason", step->reason);
        itd_json_put_cstr(&json, "as_of", answer->as_of);
        itd_json_end_object(&json);
    }
    itd_buf_append_char(&buf, '\n');
    st = itd_buf_status(&buf, err);
    if (st == ITD_OK)
        st = itd_cli_print(itd_buf_text(&buf), err);
    if (st == ITD_OK)
        st = itd_cli_flush(err);
    itd_buf_done(&buf);
    return st;
}

/* Every step behind the day answered last; or the present one, when the past has changed. */
static itd_status tell_changes(struct follow *follow, const itd_watch_answer *answer,
                               int32_t answered, itd_error *err)
{
    const itd_watch_history *history = &answer->report.history;
    const itd_watch_step    *last = &history->steps[history->count - 1];
    itd_status               st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < history->count; i++) {
        const itd_watch_step *step = &history->steps[i];
        const bool            is_told =
            follow->started && follow->state == step->state && follow->since == step->day;
        const bool is_new = follow->started && step->day > answered;

        if (is_told || (!is_new && step != last))
            continue;
        st = tell(follow, step, answer, follow->started && !is_new, err);
        follow->started = true;
        follow->state = step->state;
        follow->since = step->day;
    }
    return st;
}

/* ---- evaluating ---- */

/* How far the answer reaches: what the sources cover, but never behind the day that the watch began
 * with, and as far as the feed has told. */
static void set_coverage(struct follow *follow, itd_watch_input *input)
{
    if (follow->call->as_of) {
        const int32_t began = (int32_t)itd_korean_day(follow->call->as_of_ms);

        if (input->covered_until > began)
            input->covered_until = began;
    }
    if (follow->covered_until > input->covered_until)
        input->covered_until = follow->covered_until;
    follow->reach = input->covered_until;
}

static itd_status evaluate(struct follow *follow, itd_error *err)
{
    const int32_t      answered = follow->answered;
    itd_chronicle     *chronicle = NULL;
    itd_chronicle_view view;
    itd_watch_input    input;
    itd_watch_answer   answer;
    itd_status st = itd_watch_open(follow->call, follow->facts, follow->count, &chronicle, err);

    itd_arena_reset(follow->arena);
    if (follow->covered_until > follow->as_of)
        follow->as_of = follow->covered_until;
    if (st == ITD_OK) {
        int64_t as_of_ms = itd_korean_day_start(follow->as_of + 1) - 1;

        if (follow->known_ms > as_of_ms)
            as_of_ms = follow->known_ms;
        st = itd_chronicle_view_make(chronicle, as_of_ms, follow->arena, &view, err);
    }
    if (st == ITD_OK)
        st = itd_watch_input_of(&view, follow->call->of_class, ITD_STR(ITD_WATCH_PARTY),
                                follow->arena, &input, err);
    if (st == ITD_OK) {
        set_coverage(follow, &input);
        st = itd_watch_answer_of(follow->call, &input, follow->as_of, follow->arena, &answer, err);
    }
    if (st == ITD_OK)
        st = tell_changes(follow, &answer, answered, err);
    follow->answered = follow->as_of;
    itd_chronicle_close(chronicle);
    return st;
}

/* ---- lines ---- */

struct row {
    struct follow *follow;
    itd_fact_kind  kind;
};

/* A feed that was begun on a stated day (--as-of) tells everything from then on, in order, so that
 * what it tells of a day ends what is unknown before it. Otherwise nobody answers for the days
 * between the end of the sources and the first fact of the feed. */
static void take_day(struct follow *follow, int32_t day)
{
    if (day > follow->as_of)
        follow->as_of = day;
    if ((follow->call->as_of || day <= follow->reach + 1) && day > follow->covered_until)
        follow->covered_until = day;
}

/* Keeps a fact that came. */
static itd_status take_row(void *ctx, const itd_str *values, itd_error *err)
{
    struct row    *row = ctx;
    struct follow *follow = row->follow;
    itd_fact       fact = {.kind = row->kind, .values = values, .revision = 1};
    itd_when       when;
    itd_fact      *facts;
    itd_status     st;

    if (row->kind == ITD_FACT_EVENT) {
        itd_event event;

        st = itd_event_parse(&fact, itd_clock_now_ms(), &event, err);
        when = st == ITD_OK ? event.when : (itd_when){0};
    } else {
        itd_statement statement;

        st = itd_statement_parse(&fact, itd_clock_now_ms(), &statement, err);
        when = st == ITD_OK ? statement.when : (itd_when){0};
    }
    if (st != ITD_OK)
        return st;
    fact.recorded_ms = itd_clock_now_ms();
    if (follow->count == FACTS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d lines", FACTS_MAX);
    facts = follow->facts;
    if (follow->count == follow->cap)
        facts = itd_arena_grow(follow->facts_arena, follow->facts, follow->count, &follow->cap,
                               sizeof *facts);
    if (!facts)
        return itd_error_no_memory(err);
    follow->facts = facts;
    follow->facts[follow->count++] = fact;
    take_day(follow, (int32_t)itd_when_korean_day(&when));
    if (fact.known_from_ms > follow->known_ms)
        follow->known_ms = fact.known_from_ms;
    return ITD_OK;
}

/* {"covered_until":"2017-12-31"}: nothing else happened up to that day. */
static itd_status take_coverage(struct follow *follow, const itd_json *json, itd_error *err)
{
    const itd_str text = itd_json_get_text(json, ITD_STR("covered_until"));
    itd_date      date;
    int32_t       day;

    if (!itd_date_parse_iso(text, &date) || date.day == 0) {
        (void)itd_error_set(err, ITD_E_SYNTAX, "\"%.*s\" is not a day (YYYY-MM-DD)",
                            ITD_STR_ARGS(text));
        itd_error_in_field(err, ITD_STR("covered_until"));
        return ITD_E_SYNTAX;
    }
    day = (int32_t)itd_date_to_days(date);
    if (day > itd_korean_day(itd_clock_now_ms())) {
        (void)itd_error_set(err, ITD_E_SYNTAX, "lies in the future");
        itd_error_in_field(err, ITD_STR("covered_until"));
        return ITD_E_SYNTAX;
    }
    if (day > follow->covered_until)
        follow->covered_until = day;
    return ITD_OK;
}

static itd_status take_line(struct follow *follow, itd_str line, itd_error *err)
{
    const itd_json *json = NULL;
    itd_source     *src = NULL;
    bool            found;
    itd_status      st;

    follow->line++;
    if (itd_str_trim(line).len == 0)
        return ITD_OK;
    itd_arena_reset(follow->arena);
    st = itd_json_parse(line, follow->arena, &json, err);
    if (st == ITD_OK && json->kind != ITD_JSON_OBJECT)
        st = itd_error_set(err, ITD_E_SYNTAX, "not a JSON object");
    if (st == ITD_OK && itd_json_get(json, ITD_STR("covered_until"))) {
        st = take_coverage(follow, json, err);
    } else if (st == ITD_OK) {
        struct row row = {follow, itd_json_get(json, ITD_STR("speaker")) ? ITD_FACT_STATEMENT
                                                                         : ITD_FACT_EVENT};

        st = itd_source_open_memory(itd_str_of(follow->name), line, NULL, &src, err);
        if (st == ITD_OK)
            st = itd_source_next_member(src, &found, err);
        if (st == ITD_OK)
            st = itd_rows_read(src, row.kind, follow->facts_arena, take_row, &row, err);
        itd_source_close(src);
    }
    if (st == ITD_OK)
        st = evaluate(follow, err);
    if (st != ITD_OK && err->status != ITD_E_INTERRUPTED) {
        /* The place within the stream, not within the one line. */
        err->line = follow->line;
        err->record[0] = '\0';
        itd_error_in_file(err, itd_str_of(follow->name));
    }
    return st;
}

/* ---- reading ---- */

/* The next bytes, or none at the end; a regular file waits for more unless stopped. */
static itd_status read_more(int fd, bool is_file, char *bytes, size_t *ret_len, const char *name,
                            itd_error *err)
{
    for (;;) {
        const struct timespec pause = {.tv_nsec = POLL_NS};
        const ssize_t         len = read(fd, bytes, READ_BYTES);

        *ret_len = len > 0 ? (size_t)len : 0;
        if (len > 0 || stop || (len == 0 && !is_file))
            return ITD_OK;
        if (len < 0 && errno != EINTR)
            return itd_error_io(err, errno, "read", name);
        if (len == 0)
            (void)nanosleep(&pause, NULL);
    }
}

/* Whole lines out of what has come; at the end also the rest. */
static itd_status take_lines(struct follow *follow, itd_buf *pending, bool is_end, itd_error *err)
{
    itd_str    rest = itd_buf_text(pending);
    itd_status st = ITD_OK;
    size_t     end;

    while (st == ITD_OK && (end = itd_str_find_char(rest, '\n')) != SIZE_MAX) {
        st = take_line(follow, itd_str_slice(rest, 0, end), err);
        rest = itd_str_from(rest, end + 1);
    }
    if (st == ITD_OK && is_end && rest.len > 0) {
        st = take_line(follow, rest, err);
        rest = (itd_str){0};
    }
    if (st == ITD_OK && rest.len > LINE_MAX_BYTES)
        st = itd_error_at_line(err, ITD_E_LIMIT, follow->line + 1, "longer than %zu bytes",
                               LINE_MAX_BYTES);
    memmove(pending->ptr, rest.ptr ? rest.ptr : pending->ptr, rest.len);
    pending->len = rest.len;
    return st;
}

static itd_status read_all(struct follow *follow, int fd, bool is_file, itd_error *err)
{
    itd_buf    pending;
    itd_status st = ITD_OK;
    char      *bytes = itd_arena_new_array(follow->facts_arena, READ_BYTES, 1);
    size_t     len = 1;

    if (!bytes)
        return itd_error_no_memory(err);
    itd_buf_init(&pending, LINE_MAX_BYTES + 2 * READ_BYTES);
    while (st == ITD_OK && len > 0) {
        st = read_more(fd, is_file, bytes, &len, follow->name, err);
        if (st == ITD_OK && len > 0) {
            itd_buf_append(&pending, (itd_str){bytes, len});
            st = itd_buf_status(&pending, err);
        }
        if (st == ITD_OK && pending.len > 0)
            st = take_lines(follow, &pending, len == 0 && !stop, err);
    }
    itd_buf_done(&pending);
    return st;
}

static itd_status open_feed(const char *name, int *ret_fd, bool *ret_is_file, itd_error *err)
{
    struct stat info;
    const int   fd = strcmp(name, "-") == 0 ? dup(STDIN_FILENO) : open(name, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return itd_error_io(err, errno, "open the file", name);
    if (fstat(fd, &info) != 0 || S_ISDIR(info.st_mode)) {
        (void)close(fd);
        return itd_error_set(err, ITD_E_USAGE, "--follow needs a file or a pipe");
    }
    *ret_fd = fd;
    *ret_is_file = S_ISREG(info.st_mode) && strcmp(name, "-") != 0;
    return ITD_OK;
}

itd_status itd_watch_follow(const itd_watch_call *call, itd_error *err)
{
    const struct sigaction action = {.sa_handler = on_signal};
    struct follow follow = {.call = call, .name = call->follow, .covered_until = ITD_DAY_DEFAULT};
    int           fd = -1;
    bool          is_file = false;
    itd_status    st = open_feed(call->follow, &fd, &is_file, err);

    if (st != ITD_OK)
        return st;
    if (strcmp(call->follow, "-") == 0)
        follow.name = "standard input";
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
    follow.as_of = (int32_t)itd_korean_day(call->as_of_ms);
    follow.facts_arena = itd_arena_new(SIZE_MAX);
    follow.arena = itd_arena_new(SIZE_MAX);
    st = follow.facts_arena && follow.arena ? evaluate(&follow, err) : itd_error_no_memory(err);
    /* From here on the answers are for the days that the feed speaks of. */
    if (follow.reach < follow.as_of)
        follow.as_of = follow.answered = follow.reach;
    if (st == ITD_OK)
        st = read_all(&follow, fd, is_file, err);
    (void)close(fd);
    itd_arena_free(follow.arena);
    itd_arena_free(follow.facts_arena);
    return st;
}
