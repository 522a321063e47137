/* `interdict screen`: names and customers against the lists. The options are read here;
 * screen_run.c does the work. */
#include "cli/screen_run.h"

#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/batch.h"
#include "cli/customer_dates.h"

#define LIMIT_MAX UINT32_MAX
#define MAX_AGE_DAYS_MAX 100000
#define SCORE_DECIMALS 4

static const itd_cli_option options[] = {
    {"name", 0, "TEXT", "a name, whatever it looks like; may be repeated"},
    {"text", 0, "TEXT", "a running text in which names are sought; may be repeated"},
    {"text-file", 0, "FILE", "the same from a file, - for standard input; may be repeated"},
    {"with", 0, "FIELD=VALUE", "what else is known of the names and texts given here (country=kp)"},
    {"profile", 0, "NAME", "balanced (default), strict, broad or ofac-sls"},
    {"cutoff", 0, "SCORE", "least score of a hit, 0.70 to 1 (default: 0.80, or the profile's)"},
    {"limit", 0, "N", "most hits shown of a customer (default: all)"},
    {"list", 0, "NAME,…", "only these lists"},
    {"programme", 0, "NAME,…", "only entries of these programmes"},
    {"as-of", 0, "DAY", "the lists as they stood on that day (YYYY-MM-DD)"},
    {"max-age", 0, "DAYS", "a list that is older, and not found current since, is an error"},
    {"map", 0, "FILE", "names of the customers' columns: lines `their column = our field`"},
    {"encoding", 0, "NAME",
     "of customer files: utf-8, cp1252, utf-16le, utf-16be (default: found)"},
    {"delimiter", 0, "C", "between the fields of customer files; tab for a tab (default: found)"},
    {"date-format", 0, "ORDER", "of day, month and year in customer files: dmy, mdy or ymd"},
    {"threads", 'j', "THREADS", "workers (default: a worker a core)"},
    {"output", 'o', "FILE", "write the answers to FILE"},
    {"resume", 0, NULL, "go on where the run that wrote --output was cut off (jsonl, csv)"},
    {"html", 0, "FILE", "write a report for people beside the answers: one page that can be filed"},
    {"explain", 0, NULL, "say of every hit how its score comes about (not with csv)"},
    {"exhaustive", 0, NULL, "compare with every listed name, without the index"},
    {NULL, 0, NULL, NULL},
};

static const char text[] =
    "An argument that exists, begins with / ./ or ../, or ends like a data file (.csv .tsv .jsonl\n"
    ".ndjson .json .txt, packed or not) is a file of customers, - is standard input, anything "
    "else\n"
    "is a name, or the number of a ship, a bank, a passport or a wallet. A missing file is an "
    "error.\n"
    "\n"
    "Customer files are CSV, TSV or JSON lines with the columns id, name (several: separated by "
    "|,\n"
    "or name repeated), schema, birth_date, nationality, country, gender, id_number, passport, "
    "imo,\n"
    "bic, wallet, mmsi, call_sign, tail_number, serial_number, lei, address, related_to (the id\n"
    "of its company) and role. Any other column is refused unless --map names it. A .txt file\n"
    "without such a header holds a name a line. A row that cannot be understood gets the\n"
    "outcome error.\n"
    "\n"
    "Exit status: 0 no hits, 1 hits, 2 some rows have the outcome error or a relation\n"
    "that cannot be relied on, 3 and above: the run did not complete.\n";

static itd_status in_option(itd_status st, const char *option, itd_error *err)
{
    itd_error_in_field(err, itd_str_of(option));
    return st;
}

/* "0.8", "0.80", "1", ".75": at most four decimals, as basis points. */
static itd_status parse_cutoff(const char *value, uint32_t *ret_cutoff, itd_error *err)
{
    const itd_str word = itd_str_of(value);
    const size_t  point = itd_str_find_char(word, '.');
    const itd_str decimals = point == SIZE_MAX ? (itd_str){0} : itd_str_from(word, point + 1);
    uint64_t      whole = 0, part = 0;
    bool good = decimals.len <= SCORE_DECIMALS && (point == SIZE_MAX || decimals.len > 0) &&
                (point == 0 || itd_str_parse_u64(itd_str_slice(word, 0, point), 1, &whole)) &&
                (point == SIZE_MAX || itd_str_parse_u64(decimals, ITD_SCORE_ONE - 1, &part));

    for (size_t i = decimals.len; i < SCORE_DECIMALS; i++)
        part *= 10;
    whole = whole * ITD_SCORE_ONE + part;
    good = good && whole >= ITD_CUTOFF_MIN && whole <= ITD_SCORE_ONE;
    if (!good)
        return in_option(itd_error_set(err, ITD_E_USAGE,
                                       "\"%s\" is not from 0.70 to 1 with at most four decimals",
                                       value),
                         "--cutoff", err);
    *ret_cutoff = (uint32_t)whole;
    return ITD_OK;
}

static itd_status parse_count(const char *value, const char *option, uint64_t min, uint64_t max,
                              uint64_t *ret_count, itd_error *err)
{
    uint64_t count;

    if (!itd_str_parse_u64(itd_str_of(value), max, &count) || count < min)
        return in_option(itd_error_set(err, ITD_E_USAGE, "\"%s\" is not a number from %llu to %llu",
                                       value, (unsigned long long)min, (unsigned long long)max),
                         option, err);
    *ret_count = count;
    return ITD_OK;
}

/* Adds the names between commas; one twice counts once. */
static itd_status take_names(itd_screen_names *names, const char *value, const char *option,
                             itd_error *err)
{
    itd_str rest = itd_str_of(value), part;

    while (itd_str_next_part(&rest, ITD_STR(","), &part)) {
        bool there = false;

        part = itd_str_trim(part);
        for (size_t i = 0; i < names->count; i++)
            there = there || itd_str_equal(names->items[i], part);
        if (part.len == 0 || there)
            continue;
        if (names->count == ITD_ARRAY_LEN(names->items))
            return in_option(
                itd_error_set(err, ITD_E_LIMIT, "more than %zu names", ITD_ARRAY_LEN(names->items)),
                option, err);
        names->items[names->count++] = part;
    }
    if (names->count == 0)
        return in_option(itd_error_set(err, ITD_E_USAGE, "names nothing"), option, err);
    return ITD_OK;
}

static itd_status take_profile(itd_screen_settings *settings, const char *value, itd_error *err)
{
    const itd_profile *profile = itd_profile_find(itd_str_of(value));

    if (!profile)
        return in_option(itd_error_set(err, ITD_E_USAGE,
                                       "there is no profile \"%s\"; there are balanced, strict, "
                                       "broad and ofac-sls",
                                       value),
                         "--profile", err);
    settings->profile = profile;
    return ITD_OK;
}

/* How customer files are written. */
static itd_status take_form(itd_customer_form *form, const char *name, const char *value,
                            itd_error *err)
{
    if (strcmp(name, "encoding") == 0) {
        form->has_encoding = itd_encoding_find(itd_str_of(value), &form->encoding);
        if (!form->has_encoding)
            return in_option(itd_error_set(err, ITD_E_USAGE,
                                           "\"%s\" is none of utf-8, cp1252, utf-16le, utf-16be",
                                           value),
                             "--encoding", err);
    } else if (strcmp(name, "delimiter") == 0) {
        form->delimiter = strcmp(value, "tab") == 0 || strcmp(value, "\\t") == 0 ? '\t' : value[0];
        if ((form->delimiter != '\t' && value[1] != '\0') || form->delimiter == '"' ||
            form->delimiter == '\0' || form->delimiter == '\n' || form->delimiter == '\r')
            return in_option(
                itd_error_set(err, ITD_E_USAGE, "\"%s\" is neither one character nor tab", value),
                "--delimiter", err);
    } else if (!itd_date_order_find(itd_str_of(value), &form->order)) {
        return in_option(itd_error_set(err, ITD_E_USAGE, "\"%s\" is none of dmy, mdy, ymd", value),
                         "--date-format", err);
    }
    return ITD_OK;
}

static void note_form(void *ctx, itd_str file, const char *what)
{
    const itd_screen_settings *settings = ctx;

    itd_cli_note(&settings->common, "%.*s: %s", ITD_STR_ARGS(file), what);
}

static itd_status take_option(itd_screen_settings *settings, const char *name, const char *value,
                              itd_error *err)
{
    uint64_t   count = 0;
    itd_status st = ITD_OK;

    if (strcmp(name, "name") == 0)
        return itd_inputs_add(&settings->inputs, value, true, err);
    if (strcmp(name, "text") == 0 || strcmp(name, "text-file") == 0)
        return itd_inputs_add_text(&settings->inputs, value, name[4] != '\0', err);
    if (strcmp(name, "with") == 0)
        return itd_facts_add(&settings->facts, value, err);
    if (strcmp(name, "cutoff") == 0)
        return parse_cutoff(value, &settings->cutoff, err);
    if (strcmp(name, "profile") == 0)
        return take_profile(settings, value, err);
    if (strcmp(name, "list") == 0)
        return take_names(&settings->lists, value, "--list", err);
    if (strcmp(name, "programme") == 0)
        return take_names(&settings->programmes, value, "--programme", err);
    if (strcmp(name, "as-of") == 0)
        return itd_cli_parse_day(value, "--as-of", &settings->as_of_ms, err);
    if (strcmp(name, "map") == 0)
        settings->map_path = value;
    else if (strcmp(name, "encoding") == 0 || strcmp(name, "delimiter") == 0 ||
             strcmp(name, "date-format") == 0)
        return take_form(&settings->form, name, value, err);
    else if (strcmp(name, "output") == 0)
        settings->output = value;
    else if (strcmp(name, "resume") == 0)
        settings->resume = true;
    else if (strcmp(name, "html") == 0)
        settings->html = value;
    else if (strcmp(name, "explain") == 0)
        settings->explain = true;
    else if (strcmp(name, "exhaustive") == 0)
        settings->exhaustive = true;
    else if (strcmp(name, "limit") == 0) {
        st = parse_count(value, "--limit", 1, LIMIT_MAX, &count, err);
        settings->limit = (size_t)count;
    } else if (strcmp(name, "max-age") == 0) {
        st = parse_count(value, "--max-age", 0, MAX_AGE_DAYS_MAX, &count, err);
        settings->max_age_days = (int)count;
    } else if (strcmp(name, "threads") == 0) {
        st = parse_count(value, "--threads", 1, ITD_THREADS_MAX, &count, err);
        settings->threads = (size_t)count;
    }
    return st;
}

static itd_status parse(itd_screen_settings *settings, int argc, char **argv, itd_error *err)
{
    itd_cli_args          args;
    const itd_cli_option *option;
    const char           *value;
    itd_status            st = ITD_OK;

    itd_cli_args_init(&args, &itd_cli_screen, argc, argv);
    while (st == ITD_OK) {
        switch (itd_cli_args_next(&args, &option, &value, err)) {
        case ITD_ARG_END:
            return ITD_OK;
        case ITD_ARG_ERROR:
            return ITD_E_USAGE;
        case ITD_ARG_WORD:
            st = itd_inputs_add(&settings->inputs, value, !itd_input_is_file(value), err);
            break;
        case ITD_ARG_OPTION:
            if (!itd_cli_common_take(&settings->common, option, value, &st, err))
                st = take_option(settings, option->name, value, err);
            break;
        }
    }
    return st;
}

static itd_status check_texts(const itd_screen_settings *settings, itd_error *err)
{
    bool texts = false, customers = false;

    for (size_t i = 0; i < settings->inputs.count; i++) {
        const itd_input *input = &settings->inputs.items[i];

        texts = texts || input->is_text;
        customers = customers || (!input->is_name && !input->is_text);
    }
    if (texts && settings->common.format == ITD_FORMAT_CSV)
        return in_option(itd_error_set(err, ITD_E_USAGE,
                                       "what was found in a text has no place in csv; use json or "
                                       "jsonl"),
                         "--text", err);
    if (texts && settings->profile->sls)
        return in_option(itd_error_set(err, ITD_E_USAGE, "has no rule for texts"), "--profile",
                         err);
    if (customers && settings->facts.count > 0)
        return in_option(
            itd_error_set(err, ITD_E_USAGE, "customers of a file have their facts in the file"),
            "--with", err);
    return itd_inputs_check(&settings->inputs, err);
}

static itd_status check(const itd_screen_settings *settings, itd_error *err)
{
    const itd_cli_format format = settings->common.format;

    if (settings->inputs.count == 0)
        return itd_error_set(err, ITD_E_USAGE,
                             "nothing to screen; give a name, a file of customers or -");
    if (settings->resume && !settings->output)
        return in_option(itd_error_set(err, ITD_E_USAGE, "needs --output FILE"), "--resume", err);
    if (settings->resume && format != ITD_FORMAT_JSONL && format != ITD_FORMAT_CSV)
        return in_option(itd_error_set(err, ITD_E_USAGE, "needs --format jsonl or csv"), "--resume",
                         err);
    if (settings->output && itd_input_is_file(settings->output) &&
        strcmp(settings->output, "-") == 0)
        return in_option(itd_error_set(err, ITD_E_USAGE, "is standard output anyway"), "--output",
                         err);
    if (settings->resume && settings->html)
        return in_option(
            itd_error_set(err, ITD_E_USAGE, "cannot tell of the rows that an earlier run answered"),
            "--html", err);
    if (settings->explain && settings->profile->sls)
        return in_option(
            itd_error_set(err, ITD_E_USAGE, "has no terms of a score by --profile ofac-sls"),
            "--explain", err);
    if (settings->explain && format == ITD_FORMAT_CSV)
        return in_option(itd_error_set(err, ITD_E_USAGE, "has no place in csv; use json or jsonl"),
                         "--explain", err);
    return check_texts(settings, err);
}

static size_t core_count(void)
{
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);

    if (cores < 1)
        return 1;
    return cores > ITD_THREADS_MAX ? ITD_THREADS_MAX : (size_t)cores;
}

static itd_status read_facts(itd_screen_settings *settings, itd_error *err)
{
    settings->facts_arena = itd_arena_new(SIZE_MAX);
    if (!settings->facts_arena)
        return itd_error_no_memory(err);
    settings->inputs.facts = &settings->given_facts;
    return itd_facts_read(&settings->facts, settings->form.order, &settings->common,
                          settings->facts_arena, &settings->given_facts, err);
}

static int run(int argc, char **argv)
{
    itd_screen_settings *settings = itd_mem_new(1, sizeof *settings);
    itd_error            err;
    itd_status           st;
    int                  exit_status = ITD_EXIT_DONE;

    if (!settings) {
        (void)itd_error_no_memory(&err);
        return itd_cli_fail(&err);
    }
    itd_cli_common_init(&settings->common);
    settings->profile = itd_profile_default();
    settings->limit = SIZE_MAX;
    settings->as_of_ms = ITD_AS_OF_NOW;
    settings->max_age_days = -1;
    st = parse(settings, argc, argv, &err);
    if (settings->cutoff == 0)
        settings->cutoff = settings->profile->cutoff;
    if (st == ITD_OK)
        st = check(settings, &err);
    if (st == ITD_OK && settings->map_path) {
        st = itd_customer_map_open(settings->map_path, &settings->map, &err);
        settings->form.map = &settings->map;
    }
    if (st == ITD_OK)
        st = read_facts(settings, &err);
    settings->form.note = note_form;
    settings->form.ctx = settings;
    settings->inputs.form = &settings->form;
    if (settings->threads == 0)
        settings->threads = settings->inputs.files > 0 ? core_count() : 1;
    if (st == ITD_OK)
        st = itd_screen_run(settings, &exit_status, &err);
    itd_inputs_done(&settings->inputs);
    itd_customer_map_close(&settings->map);
    itd_arena_free(settings->facts_arena);
    itd_mem_free(settings);
    return st == ITD_OK ? exit_status : itd_cli_fail(&err);
}

const itd_cli_command itd_cli_screen = {
    .name = "screen",
    .usage = "NAME…|FILE|- [OPTION…]",
    .summary = "Screens names or files of customers and says what was found, and why",
    .text = text,
    .options = options,
    .run = run,
};
