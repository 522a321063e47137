/* `chronicle ls` and `chronicle sources`. */
#include "cli/chronicle.h"

/* ---- ls ---- */

static const itd_cli_option ls_options[] = {
    {"kind", 0, "KIND", "event (the default), statement or pressure"},
    {"class", 0, "CLASS", "only occasions of core, broad, mrbm or long"},
    {"from", 0, "DAY", "from that day on (YYYY-MM-DD, Korean)"},
    {"to", 0, "DAY", "up to that day"},
    {"as-of", 0, "DAY", "as known at the end of that Korean day, or at an instant with a zone"},
    {"disagreements", 0, NULL, "where sources disagree, instead of the occasions"},
    {NULL, 0, NULL, NULL},
};

static const char ls_text[] =
    "Lists occasions: launches, tests and other signs, as all sources together tell them, each\n"
    "once. Days are those of the Korean calendar. What came after a source's last day is not\n"
    "known, which is not the same as quiet: `interdict chronicle sources` says how far each "
    "reaches.\n";

static const itd_sheet_column statement_columns[] = {
    {"day", "day", false},       {"basis", "basis", false}, {"speaker", "speaker", false},
    {"role", NULL, false},       {"party", "party", false}, {"stance", "stance", false},
    {"addressee", NULL, false},  {"venue", NULL, false},    {"condition", "condition", false},
    {"rule", NULL, false},       {"claim", NULL, false},    {"source", NULL, false},
    {"confidence", NULL, false}, {"id", "id", false},       {"words", "words", false},
};

static itd_status put_statements(itd_chronicle_call *call, itd_json_writer *json, int64_t from,
                                 int64_t to, itd_error *err)
{
    itd_sheet  sheet;
    itd_status end, st = itd_sheet_begin(&sheet, &call->common, &call->out, json, "statements",
                                         statement_columns, ITD_ARRAY_LEN(statement_columns), err);

    for (size_t i = 0; st == ITD_OK && i < call->view.statement_count; i++) {
        const itd_statement *said = call->view.statements[i];
        const int64_t        day = itd_date_to_days(said->when.day);

        if (day < from || day > to)
            continue;
        itd_sheet_row(&sheet);
        itd_sheet_text(&sheet, said->fact->values[ITD_STATEMENT_DAY]);
        itd_sheet_text(&sheet, itd_str_of(itd_basis_name(said->when.basis)));
        itd_sheet_text(&sheet, said->speaker);
        itd_sheet_text(&sheet, said->role);
        itd_sheet_text(&sheet, said->party);
        itd_sheet_text(&sheet, said->stance);
        itd_sheet_text(&sheet, said->addressee);
        itd_sheet_text(&sheet, said->venue);
        itd_sheet_text(&sheet, said->condition);
        itd_sheet_text(&sheet, said->rule);
        itd_sheet_text(&sheet, said->claim);
        itd_sheet_text(&sheet, said->source);
        itd_sheet_text(&sheet, said->fact->values[ITD_STATEMENT_CONFIDENCE]);
        itd_sheet_text(&sheet, said->id);
        itd_sheet_text(&sheet, said->words);
    }
    end = itd_sheet_end(&sheet, st == ITD_OK ? err : NULL);
    return st == ITD_OK ? end : st;
}

static const itd_sheet_column pressure_columns[] = {
    {"day", "day", false},
    {"kind", "kind", false},
    {"label", "label", false},
    {"individuals", "individuals", true},
    {"entities", "entities", true},
    {"measures", "measures", true},
    {"source", "source", false},
    {"confidence", "confidence", false},
    {"id", "id", false},
};

static void put_count(itd_sheet *sheet, int64_t count)
{
    if (count == ITD_NO_NUMBER)
        itd_sheet_none(sheet);
    else
        itd_sheet_int(sheet, count);
}

static itd_status put_pressure(itd_chronicle_call *call, itd_json_writer *json, int64_t from,
                               int64_t to, itd_error *err)
{
    itd_sheet  sheet;
    itd_status end, st = itd_sheet_begin(&sheet, &call->common, &call->out, json, "pressure",
                                         pressure_columns, ITD_ARRAY_LEN(pressure_columns), err);

    for (size_t i = 0; st == ITD_OK && i < call->view.pressure_count; i++) {
        const itd_pressure *pressure = call->view.pressure[i];

        if (pressure->day < from || pressure->day > to)
            continue;
        itd_sheet_row(&sheet);
        itd_sheet_day(&sheet, pressure->day);
        itd_sheet_text(&sheet, pressure->fact->values[ITD_PRESSURE_KIND]);
        itd_sheet_text(&sheet, pressure->label);
        put_count(&sheet, pressure->individuals);
        put_count(&sheet, pressure->entities);
        put_count(&sheet, pressure->measures);
        itd_sheet_text(&sheet, pressure->source);
        itd_sheet_text(&sheet, pressure->fact->values[ITD_PRESSURE_CONFIDENCE]);
        itd_sheet_text(&sheet, pressure->id);
    }
    end = itd_sheet_end(&sheet, st == ITD_OK ? err : NULL);
    return st == ITD_OK ? end : st;
}

static itd_status put_occasions(itd_chronicle_call *call, itd_json_writer *json, int64_t from,
                                int64_t to, itd_error *err)
{
    itd_chronicle_class of_class = ITD_CLASS_BROAD;
    itd_sheet           sheet;
    itd_status          end, st = itd_chronicle_call_class(call, &of_class, err);

    if (st != ITD_OK)
        return st;
    st = itd_sheet_begin(&sheet, &call->common, &call->out, json, "events", itd_occasion_columns,
                         itd_occasion_column_count, err);
    for (size_t i = 0; st == ITD_OK && i < call->view.occasion_count; i++) {
        const itd_occasion *occasion = &call->view.occasions[i];

        if (occasion->korean_day >= from && occasion->korean_day <= to &&
            (!call->class_ || itd_chronicle_class_has(of_class, occasion)))
            st = itd_sheet_occasion(&sheet, occasion, err);
    }
    end = itd_sheet_end(&sheet, st == ITD_OK ? err : NULL);
    return st == ITD_OK ? end : st;
}

/* The days asked for reach behind the last day that a source covers. */
static void note_covered(const itd_chronicle_call *call, int64_t to)
{
    itd_chronicle_class of_class = ITD_CLASS_BROAD;
    int64_t             covered, asked = itd_korean_day(call->as_of_ms);
    char                text[ITD_DATE_TEXT_MAX];

    if (itd_chronicle_call_class(call, &of_class, NULL) != ITD_OK)
        return;
    if (to < asked)
        asked = to;
    if (!itd_chronicle_covered(call, of_class, &covered)) {
        itd_cli_note(&call->common, "no source says how far it reaches: nothing is known to be "
                                    "complete");
        return;
    }
    if (asked <= covered)
        return;
    (void)itd_date_format(itd_date_of_days(covered), text);
    itd_cli_note(&call->common, "the sources are complete until %s; what came later is not known",
                 text);
}

static itd_status list(itd_chronicle_call *call, itd_error *err)
{
    const bool      is_json = call->common.format == ITD_FORMAT_JSON;
    itd_fact_kind   kind = ITD_FACT_EVENT;
    itd_json_writer json;
    int64_t         from, to;
    itd_status      st = call->kind ? itd_chronicle_call_kind(call->kind, &kind, err) : ITD_OK;

    if (st == ITD_OK)
        st = itd_chronicle_call_day(call->from, "--from", INT64_MIN, &from, err);
    if (st == ITD_OK)
        st = itd_chronicle_call_day(call->to, "--to", INT64_MAX, &to, err);
    if (st == ITD_OK)
        st = itd_chronicle_call_open(call, err);
    if (st != ITD_OK)
        return st;
    itd_chronicle_begin_json(call, &json, &call->out);
    if (call->disagreements)
        st = itd_chronicle_put_disagreements(call, NULL, is_json ? &json : NULL, err);
    else if (kind == ITD_FACT_STATEMENT)
        st = put_statements(call, is_json ? &json : NULL, from, to, err);
    else if (kind == ITD_FACT_PRESSURE)
        st = put_pressure(call, is_json ? &json : NULL, from, to, err);
    else if (kind == ITD_FACT_EVENT)
        st = put_occasions(call, is_json ? &json : NULL, from, to, err);
    else
        st = itd_error_set(err, ITD_E_USAGE, "`interdict chronicle sources` lists sources");
    if (st == ITD_OK && is_json) {
        itd_json_end_object(&json);
        itd_buf_append_char(&call->out, '\n');
    }
    if (st == ITD_OK && kind == ITD_FACT_EVENT && !call->disagreements)
        note_covered(call, to);
    return st;
}

static int run_ls(int argc, char **argv)
{
    itd_chronicle_call call;
    itd_error          err;
    itd_status st = itd_chronicle_call_parse(&call, &itd_cli_chronicle_ls, argc, argv, 0, 0, &err);

    if (st == ITD_OK)
        st = list(&call, &err);
    return itd_chronicle_call_finish(&call, st, &err);
}

const itd_cli_command itd_cli_chronicle_ls = {
    .name = "chronicle ls",
    .usage = "[OPTION…]",
    .summary = "list what happened or was said",
    .text = ls_text,
    .options = ls_options,
    .run = run_ls,
};

/* ---- sources ---- */

static const itd_cli_option sources_options[] = {
    {"as-of", 0, "DAY", "as known at the end of that Korean day, or at an instant with a zone"},
    {NULL, 0, NULL, NULL},
};

static const char sources_text[] =
    "Lists the sources: the least rank is trusted first; a wide source counts for class broad "
    "only;\n"
    "behind the day a source is complete until, nothing of it is known.\n";

static const itd_sheet_column source_columns[] = {
    {"id", "source", false},
    {"scope", "scope", false},
    {"rank", "rank", true},
    {"covers", "covers", false},
    {"covered_until", "complete until", false},
    {"facts", "facts", true},
    {"note", NULL, false},
    {"title", "title", false},
};

static int64_t count_facts(const itd_chronicle_call *call, itd_str source)
{
    int64_t count = 0;

    for (size_t i = 0; i < call->view.occasion_count; i++) {
        for (size_t k = 0; k < call->view.occasions[i].report_count; k++)
            count += itd_str_equal(call->view.occasions[i].reports[k]->source, source);
    }
    for (size_t i = 0; i < call->view.statement_count; i++)
        count += itd_str_equal(call->view.statements[i]->source, source);
    for (size_t i = 0; i < call->view.pressure_count; i++)
        count += itd_str_equal(call->view.pressure[i]->source, source);
    return count;
}

static itd_status put_sources(itd_chronicle_call *call, itd_error *err)
{
    const bool      is_json = call->common.format == ITD_FORMAT_JSON;
    itd_json_writer json;
    itd_sheet       sheet;
    itd_status      end, st;

    itd_chronicle_begin_json(call, &json, &call->out);
    st = itd_sheet_begin(&sheet, &call->common, &call->out, is_json ? &json : NULL, "sources",
                         source_columns, ITD_ARRAY_LEN(source_columns), err);
    for (size_t i = 0; st == ITD_OK && i < call->view.source_count; i++) {
        const itd_chronicle_source *source = call->view.sources[i];

        itd_sheet_row(&sheet);
        itd_sheet_text(&sheet, source->id);
        itd_sheet_text(&sheet, source->is_wide ? ITD_STR("wide") : ITD_STR("core"));
        itd_sheet_int(&sheet, source->rank);
        itd_sheet_text(&sheet, source->covers);
        if (source->has_covered_until)
            itd_sheet_day(&sheet, source->covered_until);
        else
            itd_sheet_none(&sheet);
        itd_sheet_int(&sheet, count_facts(call, source->id));
        itd_sheet_text(&sheet, source->fact->values[ITD_SOURCE_NOTE]);
        itd_sheet_text(&sheet, source->title);
    }
    end = itd_sheet_end(&sheet, st == ITD_OK ? err : NULL);
    if (is_json) {
        itd_json_end_object(&json);
        itd_buf_append_char(&call->out, '\n');
    }
    return st == ITD_OK ? end : st;
}

static int run_sources(int argc, char **argv)
{
    itd_chronicle_call call;
    itd_error          err;
    itd_status         st =
        itd_chronicle_call_parse(&call, &itd_cli_chronicle_sources, argc, argv, 0, 0, &err);

    if (st == ITD_OK)
        st = itd_chronicle_call_open(&call, &err);
    if (st == ITD_OK)
        st = put_sources(&call, &err);
    return itd_chronicle_call_finish(&call, st, &err);
}

const itd_cli_command itd_cli_chronicle_sources = {
    .name = "chronicle sources",
    .usage = "[OPTION…]",
    .summary = "list the sources and how far each reaches",
    .text = sources_text,
    .options = sources_options,
    .run = run_sources,
};
