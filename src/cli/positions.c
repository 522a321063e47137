/* `positions`: who said what, how it changes and contradicts itself, which conditions are open or
 * met, and the months of pressure beside events and talks. */
#include <string.h>

#include "chronicle/ledger.h"
#include "cli/chronicle.h"

#define WITHIN_MAX_DAYS 36500

static const itd_cli_option options[] = {
    {"speaker", 0, "NAME", "only this speaker; a part of the name is enough"},
    {"party", 0, "PARTY", "only this party"},
    {"within", 0, "DAYS", "a reversal within so many days is a contradiction (default 30)"},
    {"show", 0, "PART", "all (the default), statements, changes, conditions or pressure"},
    {"class", 0, "CLASS", "events that months count: core (the default), broad, mrbm or long"},
    {"from", 0, "DAY", "months from that of this day on (default: a year before --to)"},
    {"to", 0, "DAY", "months up to that of this day (default: the last with something known)"},
    {"as-of", 0, "DAY", "as known at the end of that Korean day, or at an instant with a zone"},
    {NULL, 0, NULL, NULL},
};

static const char text[] =
    "The ledger of positions. Stances are labels that a reader gave, kept apart from the words;\n"
    "changes follow from labels and days alone. A condition with a rule (silence of N days, a\n"
    "declaration) is checked against the chronicle; the others are only listed. CSV and JSON "
    "lines\n"
    "hold one part: --show names it (default statements).\n";

struct parts {
    bool statements, changes, conditions, pressure;
};

struct asked {
    itd_ledger_options  options;
    struct parts        parts;
    itd_chronicle_class of_class;
};

static itd_status parse_show(const itd_chronicle_call *call, struct parts *ret_parts,
                             itd_error *err)
{
    const bool is_one =
        call->common.format == ITD_FORMAT_CSV || call->common.format == ITD_FORMAT_JSONL;
    const char        *name = call->show ? call->show : is_one ? "statements" : "all";
    const bool         is_all = strcmp(name, "all") == 0 && !is_one;
    const struct parts parts = {
        .statements = is_all || strcmp(name, "statements") == 0,
        .changes = is_all || strcmp(name, "changes") == 0,
        .conditions = is_all || strcmp(name, "conditions") == 0,
        .pressure = is_all || strcmp(name, "pressure") == 0,
    };

    if (!parts.statements && !parts.changes && !parts.conditions && !parts.pressure) {
        (void)itd_error_set(err, ITD_E_USAGE,
                            "\"%s\" is not one of %sstatements, changes, conditions, pressure",
                            name, is_one ? "" : "all, ");
        itd_error_in_field(err, ITD_STR("--show"));
        return ITD_E_USAGE;
    }
    *ret_parts = parts;
    return ITD_OK;
}

static itd_status parse_asked(const itd_chronicle_call *call, struct asked *asked, itd_error *err)
{
    itd_status st = parse_show(call, &asked->parts, err);
    uint64_t   within = ITD_LEDGER_WITHIN_DAYS;

    asked->options = itd_ledger_options_default();
    asked->options.speaker = itd_str_of(call->speaker);
    asked->options.party = itd_str_of(call->party);
    asked->of_class = ITD_CLASS_CORE;
    if (st == ITD_OK && call->within &&
        !itd_str_parse_u64(itd_str_of(call->within), WITHIN_MAX_DAYS, &within)) {
        st = itd_error_set(err, ITD_E_USAGE, "\"%s\" is no number of days up to %d", call->within,
                           WITHIN_MAX_DAYS);
        itd_error_in_field(err, ITD_STR("--within"));
    }
    asked->options.within_days = (uint32_t)within;
    return st == ITD_OK ? itd_chronicle_call_class(call, &asked->of_class, err) : st;
}

/* ---- parts ---- */

static void put_heading(itd_chronicle_call *call, const char *heading)
{
    if (call->common.format != ITD_FORMAT_TABLE)
        return;
    if (call->out.len > 0)
        itd_buf_append_char(&call->out, '\n');
    itd_buf_append_cstr(&call->out, heading);
    itd_buf_append_char(&call->out, '\n');
}

static const itd_sheet_column statement_columns[] = {
    {"day", "day", false},       {"speaker", "speaker", false}, {"party", "party", false},
    {"stance", "stance", false}, {"addressee", NULL, false},    {"condition", "condition", false},
    {"claim", NULL, false},      {"source", NULL, false},       {"confidence", NULL, false},
    {"id", "id", false},         {"words", "words", false},
};

static itd_status put_statements(itd_chronicle_call *call, const struct asked *asked,
                                 itd_json_writer *json, itd_error *err)
{
    itd_sheet  sheet;
    itd_status end, st;

    put_heading(call, "Statements");
    st = itd_sheet_begin(&sheet, &call->common, &call->out, json, "statements", statement_columns,
                         ITD_ARRAY_LEN(statement_columns), err);
    for (size_t i = 0; st == ITD_OK && i < call->view.statement_count; i++) {
        const itd_statement *said = call->view.statements[i];

        if (!itd_ledger_takes(&asked->options, said))
            continue;
        itd_sheet_row(&sheet);
        itd_sheet_text(&sheet, said->fact->values[ITD_STATEMENT_DAY]);
        itd_sheet_text(&sheet, said->speaker);
        itd_sheet_text(&sheet, said->party);
        itd_sheet_text(&sheet, said->stance);
        itd_sheet_text(&sheet, said->addressee);
        itd_sheet_text(&sheet, said->condition);
        itd_sheet_text(&sheet, said->claim);
        itd_sheet_text(&sheet, said->source);
        itd_sheet_text(&sheet, said->fact->values[ITD_STATEMENT_CONFIDENCE]);
        itd_sheet_text(&sheet, said->id);
        itd_sheet_text(&sheet, said->words);
    }
    end = itd_sheet_end(&sheet, st == ITD_OK ? err : NULL);
    return st == ITD_OK ? end : st;
}

static const itd_sheet_column change_columns[] = {
    {"party", "party", false},
    {"before_speaker", "said first", false},
    {"before_day", "on", false},
    {"before_id", NULL, false},
    {"from", NULL, false},
    {"after_speaker", "said then", false},
    {"after_day", "on", false},
    {"after_id", NULL, false},
    {"to", NULL, false},
    {"days", "days", true},
    {"is_contradiction", "contradiction", false},
    {"is_party", NULL, false},
    {"what", "what", false},
};

static itd_status put_changes(itd_chronicle_call *call, const struct asked *asked,
                              itd_json_writer *json, itd_error *err)
{
    const itd_position_change *changes = NULL;
    itd_sheet                  sheet;
    size_t                     count = 0, undated = 0;
    itd_status                 end, st;

    st = itd_ledger_changes(&call->view, &asked->options, call->arena, &changes, &count, &undated,
                            err);
    if (st != ITD_OK)
        return st;
    put_heading(call, "Changes");
    st = itd_sheet_begin(&sheet, &call->common, &call->out, json, "changes", change_columns,
                         ITD_ARRAY_LEN(change_columns), err);
    for (size_t i = 0; st == ITD_OK && i < count; i++) {
        itd_sheet_row(&sheet);
        itd_sheet_text(&sheet, changes[i].after->party);
        itd_sheet_text(&sheet, changes[i].before->speaker);
        itd_sheet_text(&sheet, changes[i].before->fact->values[ITD_STATEMENT_DAY]);
        itd_sheet_text(&sheet, changes[i].before->id);
        itd_sheet_text(&sheet, itd_str_of(changes[i].from));
        itd_sheet_text(&sheet, changes[i].after->speaker);
        itd_sheet_text(&sheet, changes[i].after->fact->values[ITD_STATEMENT_DAY]);
        itd_sheet_text(&sheet, changes[i].after->id);
        itd_sheet_text(&sheet, itd_str_of(changes[i].to));
        itd_sheet_int(&sheet, changes[i].days);
        itd_sheet_bool(&sheet, changes[i].is_contradiction);
        itd_sheet_bool(&sheet, changes[i].is_party);
        itd_sheet_text(&sheet, itd_str_of(changes[i].what));
    }
    end = itd_sheet_end(&sheet, st == ITD_OK ? err : NULL);
    if (undated > 0)
        itd_cli_note(&call->common, "%zu statement%s without a whole day cannot be put in order",
                     undated, undated == 1 ? "" : "s");
    return st == ITD_OK ? end : st;
}

static const itd_sheet_column condition_columns[] = {
    {"state", "state", false},
    {"first_met", "first met", false},
    {"silence_days", "silence", true},
    {"is_declared", "declared", false},
    {"rule", "rule", false},
    {"speaker", "speaker", false},
    {"day", "day", false},
    {"id", "id", false},
    {"condition", "condition", false},
};

static void put_condition(itd_sheet *sheet, const itd_condition *condition)
{
    static const itd_cli_style styles[] = {ITD_STYLE_DIM, ITD_STYLE_WARN, ITD_STYLE_GOOD,
                                           ITD_STYLE_WARN, ITD_STYLE_BAD};

    itd_sheet_row(sheet);
    itd_sheet_styled(sheet, itd_str_of(itd_condition_state_name(condition->state)),
                     styles[condition->state]);
    if (condition->has_met_day)
        itd_sheet_day(sheet, condition->met_day);
    else
        itd_sheet_none(sheet);
    if (condition->silence_days >= 0)
        itd_sheet_int(sheet, condition->silence_days);
    else
        itd_sheet_none(sheet);
    itd_sheet_bool(sheet, condition->is_declared);
    itd_sheet_text(sheet, condition->said->rule);
    itd_sheet_text(sheet, condition->said->speaker);
    itd_sheet_text(sheet, condition->said->fact->values[ITD_STATEMENT_DAY]);
    itd_sheet_text(sheet, condition->said->id);
    itd_sheet_text(sheet, condition->said->condition);
}

static itd_status put_conditions(itd_chronicle_call *call, const struct asked *asked,
                                 itd_json_writer *json, itd_error *err)
{
    const itd_condition *conditions = NULL;
    itd_sheet            sheet;
    size_t               count = 0;
    itd_status           end, st;

    st = itd_ledger_conditions(&call->view, &asked->options, call->arena, &conditions, &count, err);
    if (st != ITD_OK)
        return st;
    put_heading(call, "Conditions");
    st = itd_sheet_begin(&sheet, &call->common, &call->out, json, "conditions", condition_columns,
                         ITD_ARRAY_LEN(condition_columns), err);
    for (size_t i = 0; st == ITD_OK && i < count; i++)
        put_condition(&sheet, &conditions[i]);
    end = itd_sheet_end(&sheet, st == ITD_OK ? err : NULL);
    return st == ITD_OK ? end : st;
}

static const itd_sheet_column month_columns[] = {
    {"month", "month", false},
    {"individuals", "persons listed", true},
    {"entities", "entities listed", true},
    {"measures", "measures", true},
    {"event_days", "event days", true},
    {"talks", "for talks", true},
    {"for_pressure", "for pressure", true},
    {"is_covered", NULL, false},
};

/* A year up to the last month of which something is known, unless asked otherwise. */
static itd_status month_range(const itd_chronicle_call *call, int64_t *ret_from, int64_t *ret_to,
                              itd_error *err)
{
    int64_t    last = itd_korean_day(call->as_of_ms), most = INT64_MIN;
    itd_status st;

    for (size_t i = 0; i < call->view.statement_count; i++) {
        const int64_t day = itd_date_to_days(call->view.statements[i]->when.day);

        most = day > most ? day : most;
    }
    for (size_t i = 0; i < call->view.pressure_count; i++)
        most = call->view.pressure[i]->day > most ? call->view.pressure[i]->day : most;
    if (most != INT64_MIN && most < last)
        last = most;
    st = itd_chronicle_call_day(call->to, "--to", last, ret_to, err);
    return st == ITD_OK ? itd_chronicle_call_day(call->from, "--from", *ret_to - 365, ret_from, err)
                        : st;
}

static itd_status put_months(itd_chronicle_call *call, const struct asked *asked,
                             itd_json_writer *json, itd_error *err)
{
    const itd_pressure_month *months = NULL;
    itd_sheet                 sheet;
    size_t                    count = 0;
    int64_t                   from, to;
    itd_status                end, st = month_range(call, &from, &to, err);

    if (st == ITD_OK)
        st = itd_ledger_months(&call->view, asked->of_class, from, to, call->arena, &months, &count,
                               err);
    if (st != ITD_OK)
        return st;
    put_heading(call, "Pressure, events and talks by month");
    st = itd_sheet_begin(&sheet, &call->common, &call->out, json, "months", month_columns,
                         ITD_ARRAY_LEN(month_columns), err);
    for (size_t i = 0; st == ITD_OK && i < count; i++) {
        char         month[ITD_DATE_TEXT_MAX];
        const size_t len = itd_date_format(months[i].month, month);

        itd_sheet_row(&sheet);
        itd_sheet_text(&sheet, (itd_str){month, len});
        itd_sheet_int(&sheet, (int64_t)months[i].individuals);
        itd_sheet_int(&sheet, (int64_t)months[i].entities);
        itd_sheet_int(&sheet, (int64_t)months[i].measures);
        /* Where the sources do not reach, no event is not none. */
        if (months[i].is_covered || months[i].event_days > 0)
            itd_sheet_int(&sheet, (int64_t)months[i].event_days);
        else
            itd_sheet_none(&sheet);
        itd_sheet_int(&sheet, (int64_t)months[i].talks);
        itd_sheet_int(&sheet, (int64_t)months[i].for_pressure);
        itd_sheet_bool(&sheet, months[i].is_covered);
    }
    end = itd_sheet_end(&sheet, st == ITD_OK ? err : NULL);
    return st == ITD_OK ? end : st;
}

static itd_status put_parts(itd_chronicle_call *call, const struct asked *asked, itd_error *err)
{
    const bool       is_json = call->common.format == ITD_FORMAT_JSON;
    itd_json_writer  writer;
    itd_json_writer *json = is_json ? &writer : NULL;
    itd_status       st = ITD_OK;

    itd_chronicle_begin_json(call, &writer, &call->out);
    if (asked->parts.statements)
        st = put_statements(call, asked, json, err);
    if (st == ITD_OK && asked->parts.changes)
        st = put_changes(call, asked, json, err);
    if (st == ITD_OK && asked->parts.conditions)
        st = put_conditions(call, asked, json, err);
    if (st == ITD_OK && asked->parts.pressure)
        st = put_months(call, asked, json, err);
    if (is_json) {
        itd_json_end_object(&writer);
        itd_buf_append_char(&call->out, '\n');
    }
    return st;
}

static int run(int argc, char **argv)
{
    itd_chronicle_call call;
    struct asked       asked;
    itd_error          err;
    itd_status st = itd_chronicle_call_parse(&call, &itd_cli_positions, argc, argv, 0, 0, &err);

    if (st == ITD_OK)
        st = parse_asked(&call, &asked, &err);
    if (st == ITD_OK)
        st = itd_chronicle_call_open(&call, &err);
    if (st == ITD_OK)
        st = put_parts(&call, &asked, &err);
    return itd_chronicle_call_finish(&call, st, &err);
}

const itd_cli_command itd_cli_positions = {
    .name = "positions",
    .usage = "[OPTION…]",
    .summary = "who said what, how it changes, which conditions are met",
    .text = text,
    .options = options,
    .run = run,
};
