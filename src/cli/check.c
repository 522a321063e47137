/* `check`: a shipment or deal against the rules of a day; one question of options, or a file of
 * them. */
#include "cli/check.h"

#include <string.h>

#include "base/memory.h"
#include "cli/screen_data.h"

#define OUTPUT_MAX ((size_t)64 << 20)
#define SETTINGS_MAX ((size_t)1 << 20)

static const itd_cli_option options[] = {
    {"on", 0, "DAY", "the day of the shipment or deal (YYYY-MM-DD); needed"},
    {"direction", 0, "WAY", "from-dprk or to-dprk (else origin and destination tell, else both)"},
    {"hs", 0, "CODE", "HS code of the goods, 2 to 10 digits; may be repeated"},
    {"goods", 0, "TEXT",
     "the goods in plain words; with --hs they decide where a code leaves it open"},
    {"service", 0, "KIND", "kind of service or deal (see --kinds); may be repeated"},
    {"origin", 0, "CC", "state of origin (ISO code or name)"},
    {"destination", 0, "CC", "state of destination"},
    {"vessel", 0, "IMO", "number of the ship; may be repeated"},
    {"port", 0, "[load=|discharge=]PORT", "a port, by name or UN/LOCODE; may be repeated"},
    {"party", 0, "NAME", "a party, screened against the lists; may be repeated"},
    {"quantity", 0, "N", "quantity, with --unit"},
    {"unit", 0, "U", "t, kg, barrel, l, m3, USD, piece, …"},
    {"value", 0, "USD", "worth of one piece in US dollars, where a measure asks for it"},
    {"claim", 0, "KIND[=VALUE]", "what is claimed for the deal; may be repeated"},
    {"kinds", 0, NULL, "list the kinds of service"},
    {"output", 'o', "FILE", "of a file of rows: write the answers to FILE"},
    {"resume", 0, NULL, "go on where the run that wrote --output was cut off (jsonl, csv)"},
    {"layer", 0, "NAME,…", "layers of rules: un, eu, us, jp, kr (default: un)"},
    {"rules", 0, "DIR", "a layer of your own: a folder of tables (see docs/regime.md)"},
    {NULL, 0, NULL, NULL},
};

static const char text[] =
    "The finding is the strictest of prohibited, winding-down, capped, licence, non-binding and\n"
    "none; every measure that bears on the deal is listed. Without a claim the strict reading\n"
    "stands; a claim lifts a measure only where a provision says so, and the answer names it.\n"
    "Claims: livelihood, rajin, committee-notified, committee-approved, humanitarian, safety,\n"
    "return-flight, earlier-contract=DAY, replacement.\n"
    "\n"
    "FILE holds a question a row: CSV with the columns id, on, direction, hs, goods, service,\n"
    "origin, destination, vessel, port, party, quantity, unit, value, claim (several values\n"
    "separated by |).\n"
    "\n"
    "Exit status: 0 finding none, 1 any other finding, 2 some rows could not be understood, 3 and\n"
    "above: nothing was answered.\n";

struct call {
    itd_cli_common    common;
    itd_regime_choice choice;
    itd_check_fields  fields;
    const char       *file;
    const char       *output;
    bool              resume, kinds, asked;
};

static const itd_check_field *find_field(const char *name)
{
    for (const itd_check_field *field = itd_check_field_table; field->name; field++)
        if (strcmp(field->name, name) == 0)
            return field;
    return NULL;
}

static itd_status take_option(struct call *call, const char *name, const char *value,
                              itd_error *err)
{
    const itd_check_field *field = find_field(name);

    if (field) {
        call->asked = true;
        if (value[0] == '\0') {
            (void)itd_error_set(err, ITD_E_USAGE, "is empty");
            itd_error_in_field(err, itd_str_of(name));
            return ITD_E_USAGE;
        }
        return itd_check_take(&call->fields, field, itd_str_of(value), err);
    }
    if (strcmp(name, "kinds") == 0)
        call->kinds = true;
    else if (strcmp(name, "resume") == 0)
        call->resume = true;
    else if (strcmp(name, "output") == 0)
        call->output = value;
    else if (strcmp(name, "layer") == 0)
        call->choice.layers = value;
    else if (strcmp(name, "rules") == 0)
        call->choice.folder = value;
    return ITD_OK;
}

static itd_status parse(struct call *call, int argc, char **argv, itd_error *err)
{
    const itd_cli_option *option;
    const char           *value;
    itd_cli_args          args;
    itd_status            st = ITD_OK;

    itd_cli_common_init(&call->common);
    itd_cli_args_init(&args, &itd_cli_check, argc, argv);
    while (st == ITD_OK) {
        const itd_cli_item item = itd_cli_args_next(&args, &option, &value, err);

        if (item == ITD_ARG_END)
            break;
        if (item == ITD_ARG_ERROR)
            return err->status;
        if (item == ITD_ARG_OPTION) {
            if (!itd_cli_common_take(&call->common, option, value, &st, err))
                st = take_option(call, option->name, value, err);
        } else if (call->file) {
            st = itd_error_set(err, ITD_E_USAGE, "one file at a time");
        } else {
            call->file = value;
        }
    }
    if (st == ITD_OK && call->file && call->asked)
        st = itd_error_set(err, ITD_E_USAGE,
                           "a file has its questions in its rows; leave out the "
                           "options that ask one");
    if (st == ITD_OK && !call->file && (call->output || call->resume))
        st = itd_error_set(err, ITD_E_USAGE, "--output and --resume are for a file of rows");
    return st;
}

/* ---- what a question needs ---- */

static itd_status open_lists(const struct call *call, itd_check_engine *engine, itd_error *err)
{
    itd_screen_settings     *settings = itd_mem_new(1, sizeof *settings);
    const itd_screen_options screening = itd_screen_options_default();
    itd_status               st;

    if (!settings)
        return itd_error_no_memory(err);
    settings->common = call->common;
    settings->as_of_ms = ITD_AS_OF_NOW;
    settings->max_age_days = -1;
    st = itd_screen_open_data(settings, &engine->snap, err);
    itd_mem_free(settings);
    if (st == ITD_OK)
        st = itd_screener_new(engine->snap, &screening, &engine->screener, err);
    return st;
}

static itd_status open_engine(const struct call *call, itd_check_engine *engine, itd_error *err)
{
    char       data_dir[4096];
    itd_status st = itd_regime_open(&call->choice, &engine->rules, err);

    if (st == ITD_OK)
        st = itd_regime_data_dir(data_dir, err);
    if (st == ITD_OK && !call->kinds)
        st = itd_hs_open(data_dir, &engine->hs, err);
    if (st == ITD_OK && (call->file || call->fields.ports.count > 0))
        st = itd_ports_open(data_dir, &engine->ports, err);
    if (st == ITD_OK && (call->file || call->fields.parties.count + call->fields.vessels.count > 0))
        st = open_lists(call, engine, err);
    return st;
}

static void close_engine(itd_check_engine *engine)
{
    itd_screener_free(engine->screener);
    itd_snapshot_unref(engine->snap);
    itd_ports_free(engine->ports);
    itd_hs_free(engine->hs);
    itd_rules_free(engine->rules);
}

/* ---- --kinds ---- */

static itd_status list_kinds(const struct call *call, const itd_rules *rules, itd_buf *buf)
{
    itd_json_writer json;

    itd_json_writer_init(&json, buf, 2);
    if (call->common.format == ITD_FORMAT_JSON)
        itd_json_begin_array(&json, NULL);
    if (call->common.format == ITD_FORMAT_CSV)
        itd_buf_append_cstr(buf, "kind,text\n");
    for (size_t i = 0; i < itd_rules_kind_count(rules); i++) {
        const itd_service_kind *kind = itd_rules_kind_at(rules, i);

        if (call->common.format == ITD_FORMAT_TABLE) {
            itd_buf_printf(buf, "%-22.*s  %.*s\n", ITD_STR_ARGS(kind->name),
                           ITD_STR_ARGS(kind->text));
            continue;
        }
        if (call->common.format == ITD_FORMAT_CSV) {
            itd_cli_append_csv(buf, kind->name);
            itd_buf_append_char(buf, ',');
            itd_cli_append_csv(buf, kind->text);
            itd_buf_append_char(buf, '\n');
            continue;
        }
        if (call->common.format == ITD_FORMAT_JSONL)
            itd_json_writer_init(&json, buf, 0);
        itd_json_begin_object(&json, NULL);
        itd_json_put_str(&json, "kind", kind->name);
        itd_json_put_str(&json, "text", kind->text);
        itd_json_end_object(&json);
        if (call->common.format == ITD_FORMAT_JSONL)
            itd_buf_append_char(buf, '\n');
    }
    if (call->common.format == ITD_FORMAT_JSON) {
        itd_json_end_array(&json);
        itd_buf_append_char(buf, '\n');
    }
    return ITD_OK;
}

/* ---- one question ---- */

/* Fields of the library are called as the columns are; on the command line they are options. */
static void name_option(itd_error *err)
{
    char name[ITD_ERROR_NAME_MAX + 1];

    if (!find_field(err->field))
        return;
    memcpy(name, err->field, sizeof name);
    memcpy(err->field, "--", 2);
    memcpy(err->field + 2, name, sizeof name - 3);
    err->field[ITD_ERROR_NAME_MAX] = '\0';
}

static itd_status answer_one(const struct call *call, const itd_check_engine *engine, itd_buf *buf,
                             int *ret_exit_status, itd_error *err)
{
    itd_arena       *arena = itd_arena_new(SIZE_MAX);
    itd_check_result result;
    itd_json_writer  json;
    itd_status       st = arena ? ITD_OK : itd_error_no_memory(err);

    if (st == ITD_OK)
        st = itd_check_run(engine, &call->fields, arena, &result, err);
    if (st != ITD_OK) {
        itd_arena_free(arena);
        name_option(err);
        return st;
    }
    *ret_exit_status = result.answer.finding == ITD_FINDING_NONE ? ITD_EXIT_DONE : ITD_EXIT_HITS;
    switch (call->common.format) {
    case ITD_FORMAT_TABLE:
        itd_check_append_text(buf, engine, &result, call->common.color);
        break;
    case ITD_FORMAT_CSV:
        itd_check_append_csv_header(buf);
        itd_check_append_csv(buf, engine, 1, &result, NULL);
        break;
    case ITD_FORMAT_JSON:
    case ITD_FORMAT_JSONL:
        itd_json_writer_init(&json, buf, call->common.format == ITD_FORMAT_JSON ? 2 : 0);
        itd_json_begin_object(&json, NULL);
        itd_check_put(&json, engine, &result);
        itd_json_end_object(&json);
        itd_buf_append_char(buf, '\n');
        break;
    }
    itd_arena_free(arena);
    return ITD_OK;
}

static itd_status answer_file(const struct call *call, const itd_check_engine *engine,
                              int *ret_exit_status, itd_error *err)
{
    itd_check_batch batch = {.common = &call->common,
                             .engine = engine,
                             .path = call->file,
                             .output = call->output,
                             .resume = call->resume};
    itd_buf         settings;
    itd_status      st;

    itd_buf_init(&settings, SETTINGS_MAX);
    itd_buf_printf(&settings, "engine %s\nformat %d\nlayers %s\nrules %s\n", ITD_ENGINE_VERSION,
                   (int)call->common.format, call->choice.layers ? call->choice.layers : "un",
                   call->choice.folder ? call->choice.folder : "");
    batch.settings = itd_buf_text(&settings);
    st = itd_buf_status(&settings, err);
    if (st == ITD_OK)
        st = itd_check_file(&batch, ret_exit_status, err);
    itd_buf_done(&settings);
    return st;
}

static int run(int argc, char **argv)
{
    struct call      call = {.file = NULL};
    itd_check_engine engine = {.rules = NULL};
    itd_buf          buf;
    itd_error        err;
    int              exit_status = ITD_EXIT_DONE;
    itd_status       st;

    st = parse(&call, argc, argv, &err);
    itd_buf_init(&buf, OUTPUT_MAX);
    if (st == ITD_OK)
        st = open_engine(&call, &engine, &err);
    if (st == ITD_OK && call.kinds)
        st = list_kinds(&call, engine.rules, &buf);
    else if (st == ITD_OK && call.file)
        st = answer_file(&call, &engine, &exit_status, &err);
    else if (st == ITD_OK)
        st = answer_one(&call, &engine, &buf, &exit_status, &err);
    else
        name_option(&err);
    close_engine(&engine);
    return itd_regime_finish(&buf, st, exit_status, &err);
}

const itd_cli_command itd_cli_check = {
    .name = "check",
    .usage = "--on DAY [OPTION…] | FILE [OPTION…]",
    .summary = "a shipment or deal against the rules of a day",
    .text = text,
    .options = options,
    .run = run,
};
