/* `watch`: what the silence since the last event means. Options in, one answer out: a screen, JSON,
 * an HTML report, or a stream of alerts. */
#include "cli/watch.h"

#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"

static const char watch_text[] =
    "Answers whether a silence is evidence that launches and nuclear tests have ceased: several\n"
    "models side by side, adjusted for the season, a state with the reason for it, and a verdict.\n"
    "DATE is the end of that day in Korea, or an instant with a zone (2017-11-28T18:18Z). Only "
    "what\n"
    "was known then is used; behind the end of the sources the answer is \"unknown\".\n"
    "Classes: core, broad (also what only a wide source has), mrbm (MRBM and above, nuclear "
    "tests),\n"
    "long (IRBM, ICBM, satellite launches, nuclear tests).\n";

static const itd_cli_option watch_options[] = {
    {"as-of", 0, "DATE", "the day to answer for (default: now)"},
    {"class", 0, "CLASS", "core (the default), broad, mrbm or long"},
    {"from", 0, "DATE", "first day of the window of comparison (default: three calendar years)"},
    {"season-from", 0, "DATE", "first day of the rates by month (default: five calendar years)"},
    {"prior", 0, "P", "probability of cessation before the silence began (default: 0.1)"},
    {"rules", 0, "FILE", "rules of the states, an INI file (default: those of the manual)"},
    {"history", 0, NULL, "all states up to that day, with the reason for every change"},
    {"replay", 0, "DAYS", "what was said DAYS days into every silence longer than that"},
    {"forecast", 0, NULL, "how good the models would have been before every silence since 2012"},
    {"html", 0, "FILE", "also write a report with charts"},
    {"follow", 0, "FILE", "read events as they come (JSON lines; - for standard input)"},
    {NULL, 0, NULL, NULL},
};

/* ---- options ---- */

static itd_status bad_option(itd_error *err, const char *option, const char *value,
                             const char *wanted)
{
    (void)itd_error_set(err, ITD_E_USAGE, "\"%s\" is not %s", value, wanted);
    itd_error_in_field(err, itd_str_of(option));
    return ITD_E_USAGE;
}

static itd_status take_day(const char *option, const char *value, int32_t *ret_day, itd_error *err)
{
    itd_date date;

    if (!itd_date_parse_iso(itd_str_of(value), &date) || date.day == 0)
        return bad_option(err, option, value, "a day (YYYY-MM-DD)");
    *ret_day = (int32_t)itd_date_to_days(date);
    return ITD_OK;
}

/* "0.1", "1e-3" is not understood: digits and at most one point. */
static itd_status take_prior(const char *value, double *ret_prior, itd_error *err)
{
    int64_t millionths;

    if (!itd_decimal_parse(itd_str_of(value), 9, 0, 1000000000, &millionths))
        return bad_option(err, "--prior", value, "a probability between 0 and 1, like 0.1");
    *ret_prior = (double)millionths / 1e9;
    if (*ret_prior > 0 && *ret_prior < 1)
        return ITD_OK;
    return bad_option(err, "--prior", value,
                      "a prior that can learn: it must lie between 0 and 1, both excluded");
}

static itd_status take_as_of(itd_watch_call *call, const char *value, itd_error *err)
{
    const itd_status st = itd_as_of_parse(itd_str_of(value), &call->as_of_ms, err);

    if (st != ITD_OK) {
        itd_error_in_field(err, ITD_STR("--as-of"));
        return st;
    }
    call->as_of = value;
    call->is_instant = strchr(value, 'T') != NULL || strchr(value, 't') != NULL;
    return ITD_OK;
}

static itd_status take_replay(itd_watch_call *call, const char *value, itd_error *err)
{
    uint64_t days;

    if (!itd_str_parse_u64(itd_str_of(value), ITD_RULES_DAYS_MAX, &days))
        return bad_option(err, "--replay", value, "a number of days, 0 to 36525");
    call->replay = true;
    call->replay_days = (uint32_t)days;
    return ITD_OK;
}

static itd_status take_option(itd_watch_call *call, const char *name, const char *value,
                              itd_error *err)
{
    if (strcmp(name, "as-of") == 0)
        return take_as_of(call, value, err);
    if (strcmp(name, "class") == 0)
        return itd_chronicle_class_parse(itd_str_of(value), &call->of_class)
                   ? ITD_OK
                   : bad_option(err, "--class", value, "one of core, broad, mrbm, long");
    if (strcmp(name, "from") == 0)
        return take_day("--from", value, &call->options.from, err);
    if (strcmp(name, "season-from") == 0)
        return take_day("--season-from", value, &call->options.season_from, err);
    if (strcmp(name, "prior") == 0)
        return take_prior(value, &call->options.prior, err);
    if (strcmp(name, "replay") == 0)
        return take_replay(call, value, err);
    if (strcmp(name, "rules") == 0)
        call->rules_path = value;
    else if (strcmp(name, "history") == 0)
        call->history = true;
    else if (strcmp(name, "forecast") == 0)
        call->forecast = true;
    else if (strcmp(name, "html") == 0)
        call->html = value;
    else if (strcmp(name, "follow") == 0)
        call->follow = value;
    return ITD_OK;
}

static itd_status check_call(itd_watch_call *call, itd_error *err)
{
    if (call->common.format != ITD_FORMAT_TABLE && call->common.format != ITD_FORMAT_JSON &&
        call->common.format != ITD_FORMAT_JSONL)
        return bad_option(err, "--format", "csv", "one of table, json, jsonl here");
    if (call->follow && (call->html || call->history || call->forecast || call->replay))
        return itd_error_set(err, ITD_E_USAGE,
                             "--follow cannot be used with --html, --history, --forecast or "
                             "--replay: it tells changes");
    if (call->follow)
        call->options.bootstrap_rounds = 0;
    if (!call->as_of) {
        call->as_of_ms = itd_clock_now_ms();
        call->is_instant = true;
    }
    return call->rules_path ? itd_watch_rules_parse_file(call->rules_path, &call->rules, err)
                            : ITD_OK;
}

static itd_status parse(itd_watch_call *call, int argc, char **argv, itd_error *err)
{
    const itd_cli_option *option;
    const char           *value = NULL;
    itd_cli_args          args;
    itd_status            st = ITD_OK;

    *call = (itd_watch_call){.options = itd_silence_options_default(0),
                             .rules = itd_watch_rules_default()};
    itd_cli_common_init(&call->common);
    itd_cli_args_init(&args, &itd_cli_watch, argc, argv);
    while (st == ITD_OK) {
        const itd_cli_item item = itd_cli_args_next(&args, &option, &value, err);

        if (item == ITD_ARG_END)
            break;
        if (item == ITD_ARG_ERROR)
            return err->status;
        if (item == ITD_ARG_WORD)
            st = itd_error_set(err, ITD_E_USAGE, "usage: interdict %s %s", itd_cli_watch.name,
                               itd_cli_watch.usage);
        else if (!itd_cli_common_take(&call->common, option, value, &st, err))
            st = take_option(call, option->name, value, err);
    }
    return st == ITD_OK ? check_call(call, err) : st;
}

/* ---- run ---- */

static itd_status write_html(const itd_watch_answer *answer, const char *path, itd_error *err)
{
    itd_buf    buf;
    itd_status st;

    itd_buf_init(&buf, ITD_WATCH_OUTPUT_MAX);
    st = itd_watch_put_html(answer, &buf, err);
    if (st == ITD_OK)
        st = itd_buf_status(&buf, err);
    if (st == ITD_OK)
        st = itd_file_write_atomic(path, itd_buf_text(&buf), err);
    itd_buf_done(&buf);
    return st;
}

static itd_status answer_once(const itd_watch_call *call, itd_error *err)
{
    itd_chronicle   *chronicle = NULL;
    itd_watch_answer answer;
    itd_arena       *arena = itd_arena_new(SIZE_MAX);
    itd_buf          buf;
    itd_status       st = arena ? ITD_OK : itd_error_no_memory(err);

    itd_buf_init(&buf, ITD_WATCH_OUTPUT_MAX);
    if (st == ITD_OK)
        st = itd_watch_open(call, NULL, 0, &chronicle, err);
    if (st == ITD_OK)
        st = itd_watch_answer_make(call, chronicle, arena, &answer, err);
    if (st == ITD_OK && call->html)
        st = write_html(&answer, call->html, err);
    if (st == ITD_OK && call->common.format == ITD_FORMAT_TABLE)
        st = itd_watch_put_table(&answer, &buf, err);
    else if (st == ITD_OK)
        itd_watch_put_json(&answer, call->common.format == ITD_FORMAT_JSON ? 2 : 0, &buf);
    if (st == ITD_OK)
        st = itd_buf_status(&buf, err);
    if (st == ITD_OK)
        st = itd_cli_print(itd_buf_text(&buf), err);
    itd_buf_done(&buf);
    itd_chronicle_close(chronicle);
    itd_arena_free(arena);
    return st;
}

static int run_watch(int argc, char **argv)
{
    itd_watch_call call;
    itd_error      err;
    itd_status     st = parse(&call, argc, argv, &err);

    if (st == ITD_OK)
        st = call.follow ? itd_watch_follow(&call, &err) : answer_once(&call, &err);
    return st == ITD_OK ? ITD_EXIT_DONE : itd_cli_fail(&err);
}

const itd_cli_command itd_cli_watch = {
    .name = "watch",
    .usage = "[OPTION…]",
    .summary = "is a silence evidence that launches have ceased?",
    .text = watch_text,
    .options = watch_options,
    .run = run_watch,
};
