/* measures.tsv: a row per measure. Links are kept as written until every layer is read. */
#include "regime/rules_internal.h"

enum {
    ID,
    RESOLUTION,
    PARAGRAPH,
    ADOPTED,
    IN_FORCE,
    ENDS,
    TYPE,
    FORCE,
    CLASS,
    DIRECTION,
    SUBJECT,
    EFFECT,
    GOODS,
    HS,
    HS_NOTE,
    HS_BASIS,
    CAP,
    CAP_PERIOD,
    THRESHOLDS,
    EXEMPTIONS,
    WIND_DOWN_UNTIL,
    NOTIFY_BY,
    WIND_DOWN_NOTE,
    SUPERSEDES,
    SUPERSEDED_BY,
    CLARIFIES,
    IMPLEMENTS,
    SOURCE,
    CONFIDENCE,
    CONFIDENCE_NOTE,
    COLUMNS
};

static const itd_tsv_column columns[COLUMNS] = {
    [ID] = {"id", true},
    [RESOLUTION] = {"resolution", true},
    [PARAGRAPH] = {"paragraph", true},
    [ADOPTED] = {"adopted", true},
    [IN_FORCE] = {"in_force", true},
    [ENDS] = {"ends", false},
    [TYPE] = {"type", true},
    [FORCE] = {"force", true},
    [CLASS] = {"class", true},
    [DIRECTION] = {"direction", true},
    [SUBJECT] = {"subject", true},
    [EFFECT] = {"effect", true},
    [GOODS] = {"goods", false},
    [HS] = {"hs", false},
    [HS_NOTE] = {"hs_note", false},
    [HS_BASIS] = {"hs_basis", false},
    [CAP] = {"cap", false},
    [CAP_PERIOD] = {"cap_period", false},
    [THRESHOLDS] = {"thresholds", false},
    [EXEMPTIONS] = {"exemptions", false},
    [WIND_DOWN_UNTIL] = {"wind_down_until", false},
    [NOTIFY_BY] = {"notify_by", false},
    [WIND_DOWN_NOTE] = {"wind_down_note", false},
    [SUPERSEDES] = {"supersedes", false},
    [SUPERSEDED_BY] = {"superseded_by", false},
    [CLARIFIES] = {"clarifies", false},
    [IMPLEMENTS] = {"implements", false},
    [SOURCE] = {"source", true},
    [CONFIDENCE] = {"confidence", true},
    [CONFIDENCE_NOTE] = {"confidence_note", false},
};

static const char *const classes[] = {"binding", "non-binding", "clarifies", "declaratory"};
static const char *const effects[] = {"prohibits", "caps", "licence", "duty", "informs", "exempts"};
static const char *const directions[] = {"none", "from-dprk", "to-dprk", "both"};
static const char *const confidences[] = {"verified-in-source", "partly-verified", "from-memory"};
static const char *const modes[] = {"replaced", "part", "widens", "exception"};

/* Texts of a row, by column. */
static itd_status take_texts(const itd_rules *rules, itd_measure *measure, const itd_tsv_row *row,
                             itd_error *err)
{
    const struct {
        size_t   column;
        itd_str *text;
    } texts[] = {
        {ID, &measure->id},
        {RESOLUTION, &measure->resolution},
        {PARAGRAPH, &measure->paragraph},
        {TYPE, &measure->type},
        {FORCE, &measure->force},
        {SUBJECT, &measure->subject},
        {GOODS, &measure->goods},
        {HS, &measure->hs},
        {HS_NOTE, &measure->hs_note},
        {HS_BASIS, &measure->hs_basis},
        {CAP, &measure->cap},
        {CAP_PERIOD, &measure->cap_period},
        {THRESHOLDS, &measure->thresholds},
        {EXEMPTIONS, &measure->exemptions},
        {WIND_DOWN_NOTE, &measure->wind_down_note},
        {SOURCE, &measure->source},
        {CONFIDENCE, &measure->confidence},
        {CONFIDENCE_NOTE, &measure->confidence_note},
    };
    itd_status st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < ITD_ARRAY_LEN(texts); i++)
        st = itd_tsv_text(row, texts[i].column, rules->arena, texts[i].text, err);
    return st;
}

static itd_status take_dates(itd_measure *measure, const itd_tsv_row *row, itd_error *err)
{
    const struct {
        size_t    column;
        itd_date *date;
    } dates[] = {
        {ADOPTED, &measure->adopted},     {IN_FORCE, &measure->in_force},
        {ENDS, &measure->ends},           {WIND_DOWN_UNTIL, &measure->wind_down_until},
        {NOTIFY_BY, &measure->notify_by},
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(dates); i++) {
        const itd_status st = itd_tsv_date(row, dates[i].column, dates[i].date, err);

        if (st != ITD_OK)
            return st;
        /* What follows from a measure cannot come before it; the adoption may be years earlier. */
        if (i >= 2 && dates[i].date->year != 0 &&
            itd_date_compare(*dates[i].date, measure->in_force) < 0)
            return itd_tsv_refuse(row, dates[i].column, ITD_E_CONFLICT, err,
                                  "is before the first day of the measure");
    }
    if (itd_date_compare(measure->adopted, measure->in_force) > 0)
        return itd_tsv_refuse(row, IN_FORCE, ITD_E_CONFLICT, err, "is before its adoption");
    return ITD_OK;
}

static itd_status take_words(itd_measure *measure, const itd_tsv_row *row, itd_error *err)
{
    size_t     class_, effect, direction, confidence;
    itd_status st = itd_tsv_word(row, CLASS, classes, ITD_ARRAY_LEN(classes), &class_, err);

    if (st == ITD_OK)
        st = itd_tsv_word(row, EFFECT, effects, ITD_ARRAY_LEN(effects), &effect, err);
    if (st == ITD_OK)
        st = itd_tsv_word(row, DIRECTION, directions, ITD_ARRAY_LEN(directions), &direction, err);
    if (st == ITD_OK)
        st = itd_tsv_word(row, CONFIDENCE, confidences, ITD_ARRAY_LEN(confidences), &confidence,
                          err);
    if (st != ITD_OK)
        return st;
    measure->class_ = (itd_measure_class)class_;
    measure->effect = (itd_measure_effect)effect;
    measure->direction = (itd_direction)direction;
    return ITD_OK;
}

/* The words of force and the class must not say different things. */
static itd_status check_force(const itd_measure *measure, const itd_tsv_row *row, itd_error *err)
{
    const bool decides = itd_str_equal(measure->force, ITD_STR("decides"));
    const bool asks = itd_str_equal(measure->force, ITD_STR("calls-upon")) ||
                      itd_str_equal(measure->force, ITD_STR("requests"));

    if ((decides && measure->class_ != ITD_CLASS_BINDING) ||
        (asks && measure->class_ != ITD_CLASS_NON_BINDING))
        return itd_tsv_refuse(row, CLASS, ITD_E_CONFLICT, err,
                              "\"%s\" contradicts the force \"%.*s\"", classes[measure->class_],
                              ITD_STR_ARGS(measure->force));
    if (measure->hs.len > 0 && measure->hs_basis.len == 0)
        return itd_tsv_refuse(row, HS_BASIS, ITD_E_INCOMPLETE, err,
                              "codes need the basis on which they were assigned");
    if (measure->effect == ITD_EFFECT_CAPS && measure->cap.len == 0)
        return itd_tsv_refuse(row, CAP, ITD_E_INCOMPLETE, err, "a cap needs its quantity");
    return ITD_OK;
}

/* "2270-18; 2375-7:part" */
static itd_status take_links(const itd_rules *rules, const itd_tsv_row *row, size_t column,
                             itd_measure_link **ret_links, size_t *ret_count, itd_error *err)
{
    itd_str           rest = row->cells[column], part;
    itd_measure_link *links;
    size_t            count = 0;

    *ret_links = NULL;
    *ret_count = 0;
    if (rest.len == 0)
        return ITD_OK;
    links = itd_arena_new_array(rules->arena, ITD_MEASURE_LINKS_MAX, sizeof *links);
    if (!links)
        return itd_error_no_memory(err);
    while (itd_str_next_part(&rest, ITD_STR(";"), &part)) {
        const itd_str trimmed = itd_str_trim(part);
        const size_t  colon = itd_str_find_char(trimmed, ':');
        const itd_str mode =
            colon == SIZE_MAX ? ITD_STR("replaced") : itd_str_from(trimmed, colon + 1);
        size_t index = 0;

        if (count == ITD_MEASURE_LINKS_MAX)
            return itd_tsv_refuse(row, column, ITD_E_LIMIT, err, "more than %d ids",
                                  ITD_MEASURE_LINKS_MAX);
        while (index < ITD_ARRAY_LEN(modes) && !itd_str_equal(mode, itd_str_of(modes[index])))
            index++;
        if (index == ITD_ARRAY_LEN(modes) || colon == 0 || trimmed.len == 0)
            return itd_tsv_refuse(row, column, ITD_E_SYNTAX, err,
                                  "\"%.*s\" is not ID or ID:part, ID:widens, ID:exception",
                                  ITD_STR_ARGS(trimmed));
        if (!itd_arena_copy(rules->arena, itd_str_slice(trimmed, 0, colon), &links[count].id))
            return itd_error_no_memory(err);
        links[count++].mode = (itd_link_mode)index;
    }
    *ret_links = links;
    *ret_count = count;
    return ITD_OK;
}

static itd_status take_all_links(const itd_rules *rules, itd_measure *measure,
                                 const itd_tsv_row *row, itd_error *err)
{
    itd_measure_link *clarified, *implemented;
    size_t            clarified_count, implemented_count;
    itd_status        st =
        take_links(rules, row, SUPERSEDES, &measure->supersedes, &measure->supersedes_count, err);

    if (st == ITD_OK)
        st = take_links(rules, row, SUPERSEDED_BY, &measure->superseded_by,
                        &measure->superseded_by_count, err);
    if (st == ITD_OK)
        st = take_links(rules, row, CLARIFIES, &clarified, &clarified_count, err);
    if (st == ITD_OK)
        st = take_links(rules, row, IMPLEMENTS, &implemented, &implemented_count, err);
    if (st != ITD_OK)
        return st;
    if (clarified_count > 1 || implemented_count > 1)
        return itd_tsv_refuse(row, clarified_count > 1 ? CLARIFIES : IMPLEMENTS, ITD_E_SCHEMA, err,
                              "names more than one measure");
    /* Resolved by itd_rules_link; until then the text is all there is. */
    measure->clarifies = SIZE_MAX;
    measure->clarifies_id = clarified_count == 1 ? clarified[0].id : (itd_str){0};
    measure->implements = SIZE_MAX;
    measure->implements_id = implemented_count == 1 ? implemented[0].id : (itd_str){0};
    return ITD_OK;
}

static itd_status add_id(itd_rules *rules, const itd_measure *measure, const itd_tsv_row *row,
                         itd_error *err)
{
    char     *lower;
    uint64_t *index;
    bool      added;

    if (measure->id.len > ITD_ERROR_NAME_MAX)
        return itd_tsv_refuse(row, ID, ITD_E_LIMIT, err, "is longer than %d bytes",
                              ITD_ERROR_NAME_MAX);
    for (size_t i = 0; i < measure->id.len; i++) {
        const char ch = measure->id.ptr[i];

        if (!itd_char_is_digit(ch) && !itd_char_is_alpha(ch) && ch != '-' && ch != '.' && ch != '_')
            return itd_tsv_refuse(row, ID, ITD_E_SYNTAX, err,
                                  "\"%.*s\" is not made of letters, digits, - . and _",
                                  ITD_STR_ARGS(measure->id));
    }
    lower = itd_arena_new_array(rules->arena, measure->id.len, 1);
    if (!lower)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < measure->id.len; i++)
        lower[i] = itd_char_lower(measure->id.ptr[i]);
    if (!itd_map_add(&rules->by_id, (itd_str){lower, measure->id.len}, &index, &added))
        return itd_error_no_memory(err);
    if (!added)
        return itd_tsv_refuse(row, ID, ITD_E_DUPLICATE, err, "\"%.*s\" stands there already",
                              ITD_STR_ARGS(measure->id));
    *index = rules->measure_count;
    return ITD_OK;
}

static itd_status take_row(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    struct itd_rules_loading *loading = ctx;
    itd_rules                *rules = loading->rules;
    itd_measure measure = {.layer = loading->layer->name, .file = loading->file, .line = row->line};
    void       *items = rules->measures;
    itd_status  st;

    if (rules->measure_count == ITD_MEASURES_MAX)
        return itd_error_at_line(err, ITD_E_LIMIT, row->line, "more than %d measures",
                                 ITD_MEASURES_MAX);
    st = take_texts(rules, &measure, row, err);
    if (st == ITD_OK)
        st = take_dates(&measure, row, err);
    if (st == ITD_OK)
        st = take_words(&measure, row, err);
    if (st == ITD_OK)
        st = check_force(&measure, row, err);
    if (st == ITD_OK)
        st = take_all_links(rules, &measure, row, err);
    if (st == ITD_OK && itd_date_compare(measure.in_force, loading->layer->begins) < 0)
        st = itd_tsv_refuse(row, IN_FORCE, ITD_E_CONFLICT, err, "is before the layer begins");
    if (st == ITD_OK)
        st = add_id(rules, &measure, row, err);
    if (st == ITD_OK)
        st = itd_rules_grow(rules, &items, rules->measure_count, &rules->measure_cap,
                            sizeof measure, err);
    if (st != ITD_OK)
        return st;
    rules->measures = items;
    rules->measures[rules->measure_count++] = measure;
    return ITD_OK;
}

itd_status itd_rules_read_measures(struct itd_rules_loading *loading, itd_source *src,
                                   itd_error *err)
{
    if (!itd_arena_copy(loading->rules->arena, itd_source_name(src), &loading->file))
        return itd_error_no_memory(err);
    return itd_tsv_read(src, columns, COLUMNS, take_row, loading, err);
}

itd_status itd_rules_load_measures(struct itd_rules_loading *loading, const char *path,
                                   itd_error *err)
{
    itd_source *src = NULL;
    itd_status  st = itd_source_open_file(path, NULL, &src, err);

    if (st == ITD_OK)
        st = itd_rules_read_measures(loading, src, err);
    itd_source_close(src);
    return st;
}
