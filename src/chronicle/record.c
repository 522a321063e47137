/* Rows of facts: their tables, and the checks of every field. */
#include "chronicle/record.h"

#include "chronicle/ledger.h"

#define KM 1000              /* metres */
#define MINUTE_MS 60000      /* milliseconds */
#define APOGEE_MAX_KM 100000 /* beyond any missile: a typing error */
#define RANGE_MAX_KM 20100   /* half the way around the earth */
#define FLIGHT_MAX_MIN 1440
#define COUNT_MAX 10000
#define RANK_MAX 1000

#define COLUMN(code, name, needed) {name, needed},
static const itd_fact_column event_columns[] = {ITD_EVENT_COLUMNS(COLUMN)};
static const itd_fact_column statement_columns[] = {ITD_STATEMENT_COLUMNS(COLUMN)};
static const itd_fact_column source_columns[] = {ITD_SOURCE_COLUMNS(COLUMN)};
static const itd_fact_column pressure_columns[] = {ITD_PRESSURE_COLUMNS(COLUMN)};
#undef COLUMN

static const itd_fact_table tables[ITD_FACT_KINDS] = {
    {"event", event_columns, ITD_EVENT_COLUMN_COUNT},
    {"statement", statement_columns, ITD_STATEMENT_COLUMN_COUNT},
    {"source", source_columns, ITD_SOURCE_COLUMN_COUNT},
    {"pressure", pressure_columns, ITD_PRESSURE_COLUMN_COUNT},
};

static const char *const event_kinds[] = {"launch", "nuclear-test", "engine-test", "indicator"};
static const char *const range_classes[] = {"unknown", "other", "srbm", "mrbm", "irbm",
                                            "icbm",    "slbm",  "slv",  "hgv"};
static const char *const outcomes = "success failure unknown";
static const char *const confidences = "verified-in-source partly-verified from-memory";

const itd_fact_table *itd_fact_table_of(itd_fact_kind kind)
{
    return &tables[kind];
}

const char *itd_event_kind_name(itd_event_kind kind)
{
    return event_kinds[kind];
}

const char *itd_range_class_name(itd_range_class range_class)
{
    return range_classes[range_class];
}

bool itd_words_have(itd_str words, char separator, const char *word)
{
    itd_str part;

    while (itd_str_next_part(&words, (itd_str){&separator, 1}, &part)) {
        if (itd_str_equal(itd_str_trim(part), itd_str_of(word)))
            return true;
    }
    return false;
}

/* value * 10 + digit within max; false past it. */
static bool add_digit(int64_t *value, int64_t digit)
{
    if (*value > (INT64_MAX - digit) / 10)
        return false;
    *value = *value * 10 + digit;
    return true;
}

bool itd_decimal_parse(itd_str text, unsigned places, int64_t min, int64_t max, int64_t *ret_value)
{
    const bool is_negative = itd_str_starts_with(text, ITD_STR("-"));
    int64_t    value = 0;
    bool       has_digit = false, is_behind = false;
    unsigned   behind = 0;

    for (size_t i = is_negative; i < text.len; i++) {
        if (text.ptr[i] == '.' && !is_behind) {
            is_behind = true;
            continue;
        }
        if (!itd_char_is_digit(text.ptr[i]))
            return false;
        has_digit = true;
        if (is_behind && behind == places) {
            if (text.ptr[i] >= '5' && value < INT64_MAX)
                value++;
            behind++; /* the first digit too many decides; the rest is only looked at */
            continue;
        }
        if (is_behind && behind > places)
            continue;
        if (!add_digit(&value, text.ptr[i] - '0'))
            return false;
        behind += is_behind;
    }
    for (; behind < places; behind++) {
        if (!add_digit(&value, 0))
            return false;
    }
    value = is_negative ? -value : value;
    if (!has_digit || value < min || value > max)
        return false;
    *ret_value = value;
    return true;
}

/* ---- one field ---- */

struct reading {
    itd_fact             *fact;
    const itd_fact_table *table;
    itd_error            *err;
    itd_status            status; /* of the first field that is wrong */
};

static void refuse(struct reading *reading, size_t column, itd_status status, const char *what)
{
    if (reading->status != ITD_OK)
        return;
    reading->status = itd_error_set(reading->err, status, "'%.*s' %s",
                                    ITD_STR_ARGS(reading->fact->values[column]), what);
    itd_error_in_field(reading->err, itd_str_of(reading->table->columns[column].name));
}

/* Needed fields are there, none is too long, the id is one. */
static void check_fields(struct reading *reading)
{
    const itd_str *values = reading->fact->values;

    for (size_t i = 0; i < reading->table->count && reading->status == ITD_OK; i++) {
        const char *name = reading->table->columns[i].name;

        if (values[i].len > ITD_FACT_TEXT_MAX)
            reading->status = itd_error_set(reading->err, ITD_E_LIMIT, "longer than %zu bytes",
                                            ITD_FACT_TEXT_MAX);
        else if (reading->table->columns[i].is_needed && values[i].len == 0)
            reading->status =
                itd_error_set(reading->err, ITD_E_INCOMPLETE,
                              itd_str_equal(itd_str_of(name), ITD_STR("basis"))
                                  ? "a date without its basis: utc, kst, new-york or unknown"
                                  : "a value is needed");
        if (reading->status != ITD_OK)
            itd_error_in_field(reading->err, itd_str_of(name));
    }
    if (reading->status == ITD_OK && values[0].len > ITD_FACT_ID_MAX)
        refuse(reading, 0, ITD_E_LIMIT, "is longer than an id can be");
    for (size_t i = 0; reading->status == ITD_OK && i < values[0].len; i++) {
        const char ch = values[0].ptr[i];

        if (!itd_char_is_alpha(ch) && !itd_char_is_digit(ch) && ch != '-' && ch != '_' &&
            ch != '.' && ch != ':')
            refuse(reading, 0, ITD_E_SYNTAX, "is no id: letters, digits and - _ . : only");
    }
}

/* Index of a value among names, which are told when it is none of them. */
static size_t name_at(struct reading *reading, size_t column, const char *const *names,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (itd_str_equal_ascii_nocase(reading->fact->values[column], itd_str_of(names[i])))
            return i;
    }
    refuse(reading, column, ITD_E_SCHEMA, "is none of the known values (docs/formats.md)");
    return 0;
}

/* A value of a list of words, or empty. */
static void check_word(struct reading *reading, size_t column, const char *words)
{
    const itd_str value = reading->fact->values[column];
    itd_str       rest = itd_str_of(words), word;

    if (value.len == 0)
        return;
    while (itd_str_next_part(&rest, ITD_STR(" "), &word)) {
        if (itd_str_equal(value, word))
            return;
    }
    refuse(reading, column, ITD_E_SCHEMA, "is none of the known values (docs/formats.md)");
}

/* A number in units of 10^-places, or ITD_NO_NUMBER when empty. */
static int64_t number_at(struct reading *reading, size_t column, unsigned places, int64_t min,
                         int64_t max)
{
    const itd_str text = reading->fact->values[column];
    int64_t       value = ITD_NO_NUMBER;

    if (text.len == 0)
        return ITD_NO_NUMBER;
    if (!itd_decimal_parse(text, places, min, max, &value)) {
        const bool is_negative = min >= 0 && text.ptr[0] == '-';

        refuse(reading, column, ITD_E_SYNTAX,
               is_negative ? "is negative" : "is no number in the range that is possible here");
        return ITD_NO_NUMBER;
    }
    return value;
}

/* day, time and basis; not after latest_ms. time_column SIZE_MAX: there is none. */
static void when_at(struct reading *reading, size_t day, size_t time, size_t basis,
                    int64_t latest_ms, itd_when *ret_when)
{
    const itd_str *values = reading->fact->values;
    itd_status     st;

    if (reading->status != ITD_OK)
        return;
    st = itd_when_parse(values[day], time != SIZE_MAX ? values[time] : (itd_str){0}, values[basis],
                        ret_when, reading->err);
    if (st != ITD_OK)
        reading->status = st;
    else if (ret_when->first_ms > latest_ms)
        refuse(reading, day, ITD_E_SYNTAX, "is in the future");
}

/* The column, else the last moment it can have been. */
static void known_from_at(struct reading *reading, size_t column, const itd_when *when)
{
    const itd_str text = reading->fact->values[column];

    if (reading->status != ITD_OK)
        return;
    reading->fact->known_from_ms = when->has_instant ? when->first_ms : when->last_ms;
    if (text.len > 0 && itd_as_of_parse(text, &reading->fact->known_from_ms, NULL) != ITD_OK)
        refuse(reading, column, ITD_E_SYNTAX, "is neither a day nor an instant with a zone");
}

/* ---- rows ---- */

itd_status itd_event_parse(itd_fact *fact, int64_t latest_ms, itd_event *ret_event, itd_error *err)
{
    struct reading reading = {fact, &tables[ITD_FACT_EVENT], err, ITD_OK};
    const itd_str *values = fact->values;
    itd_event      event = {.fact = fact,
                            .id = values[ITD_EVENT_ID],
                            .source = values[ITD_EVENT_SOURCE],
                            .system = values[ITD_EVENT_SYSTEM],
                            .site = values[ITD_EVENT_SITE]};

    check_fields(&reading);
    if (reading.status != ITD_OK)
        return reading.status;
    event.kind = (itd_event_kind)name_at(&reading, ITD_EVENT_KIND, event_kinds, ITD_EVENT_KINDS);
    when_at(&reading, ITD_EVENT_DAY, ITD_EVENT_TIME, ITD_EVENT_BASIS, latest_ms, &event.when);
    if (values[ITD_EVENT_CLASS].len > 0)
        event.range_class = (itd_range_class)name_at(&reading, ITD_EVENT_CLASS, range_classes,
                                                     ITD_ARRAY_LEN(range_classes));
    event.count = number_at(&reading, ITD_EVENT_COUNT, 0, 0, COUNT_MAX);
    event.lat_micro = number_at(&reading, ITD_EVENT_LAT, 6, -90000000, 90000000);
    event.lon_micro = number_at(&reading, ITD_EVENT_LON, 6, -180000000, 180000000);
    event.apogee_m = number_at(&reading, ITD_EVENT_APOGEE, 3, 0, (int64_t)APOGEE_MAX_KM * KM);
    event.range_m = number_at(&reading, ITD_EVENT_RANGE, 3, 0, (int64_t)RANGE_MAX_KM * KM);
    event.flight_ms = number_at(&reading, ITD_EVENT_FLIGHT, 3, 0, (int64_t)FLIGHT_MAX_MIN * 1000);
    if (event.flight_ms != ITD_NO_NUMBER)
        event.flight_ms *= MINUTE_MS / 1000;
    if ((event.lat_micro == ITD_NO_NUMBER) != (event.lon_micro == ITD_NO_NUMBER))
        refuse(&reading, event.lat_micro == ITD_NO_NUMBER ? ITD_EVENT_LAT : ITD_EVENT_LON,
               ITD_E_INCOMPLETE, "is missing: latitude and longitude go together");
    check_word(&reading, ITD_EVENT_OUTCOME, outcomes);
    check_word(&reading, ITD_EVENT_CONFIDENCE, confidences);
    known_from_at(&reading, ITD_EVENT_KNOWN_FROM, &event.when);
    if (reading.status == ITD_OK)
        *ret_event = event;
    return reading.status;
}

static void check_stances(struct reading *reading)
{
    itd_str rest = reading->fact->values[ITD_STATEMENT_STANCE], part;

    while (itd_str_next_part(&rest, ITD_STR("|"), &part)) {
        itd_str words = ITD_STR(ITD_STANCES), word;
        bool    is_known = false;

        while (itd_str_next_part(&words, ITD_STR(" "), &word))
            is_known = is_known || itd_str_equal(word, part);
        if (!is_known)
            refuse(reading, ITD_STATEMENT_STANCE, ITD_E_SCHEMA,
                   "has a label that is none of " ITD_STANCES);
    }
}

itd_status itd_statement_parse(itd_fact *fact, int64_t latest_ms, itd_statement *ret_statement,
                               itd_error *err)
{
    struct reading reading = {fact, &tables[ITD_FACT_STATEMENT], err, ITD_OK};
    const itd_str *values = fact->values;
    itd_statement  statement = {.fact = fact,
                                .id = values[ITD_STATEMENT_ID],
                                .source = values[ITD_STATEMENT_SOURCE],
                                .speaker = values[ITD_STATEMENT_SPEAKER],
                                .role = values[ITD_STATEMENT_ROLE],
                                .party = values[ITD_STATEMENT_PARTY],
                                .venue = values[ITD_STATEMENT_VENUE],
                                .words = values[ITD_STATEMENT_WORDS],
                                .stance = values[ITD_STATEMENT_STANCE],
                                .addressee = values[ITD_STATEMENT_ADDRESSEE],
                                .condition = values[ITD_STATEMENT_CONDITION],
                                .rule = values[ITD_STATEMENT_RULE],
                                .claim = values[ITD_STATEMENT_CLAIM]};

    check_fields(&reading);
    if (reading.status != ITD_OK)
        return reading.status;
    when_at(&reading, ITD_STATEMENT_DAY, SIZE_MAX, ITD_STATEMENT_BASIS, latest_ms, &statement.when);
    check_stances(&reading);
    if (!itd_rule_is_known(statement.rule))
        refuse(&reading, ITD_STATEMENT_RULE, ITD_E_SCHEMA,
               "is no rule: silence N [CLASS]; declared; sustained");
    check_word(&reading, ITD_STATEMENT_CONFIDENCE, confidences);
    known_from_at(&reading, ITD_STATEMENT_KNOWN_FROM, &statement.when);
    if (reading.status == ITD_OK)
        *ret_statement = statement;
    return reading.status;
}

itd_status itd_chronicle_source_parse(itd_fact *fact, itd_chronicle_source *ret_source,
                                      itd_error *err)
{
    struct reading       reading = {fact, &tables[ITD_FACT_SOURCE], err, ITD_OK};
    const itd_str       *values = fact->values;
    itd_chronicle_source source = {.fact = fact,
                                   .id = values[ITD_SOURCE_ID],
                                   .title = values[ITD_SOURCE_TITLE],
                                   .covers = values[ITD_SOURCE_COVERS]};
    itd_date             day;
    int64_t              rank;

    check_fields(&reading);
    if (reading.status != ITD_OK)
        return reading.status;
    check_word(&reading, ITD_SOURCE_SCOPE, "core wide");
    source.is_wide = itd_str_equal(values[ITD_SOURCE_SCOPE], ITD_STR("wide"));
    rank = number_at(&reading, ITD_SOURCE_RANK, 0, 0, RANK_MAX);
    source.rank = rank == ITD_NO_NUMBER ? RANK_MAX : (uint32_t)rank;
    if (values[ITD_SOURCE_COVERED_UNTIL].len > 0) {
        if (!itd_date_parse_iso(values[ITD_SOURCE_COVERED_UNTIL], &day) || day.day == 0)
            refuse(&reading, ITD_SOURCE_COVERED_UNTIL, ITD_E_SYNTAX, "is no day (YYYY-MM-DD)");
        else
            source.covered_until = itd_date_to_days(day);
        source.has_covered_until = true;
    }
    if (reading.status == ITD_OK)
        *ret_source = source;
    return reading.status;
}

itd_status itd_pressure_parse(itd_fact *fact, itd_pressure *ret_pressure, itd_error *err)
{
    struct reading reading = {fact, &tables[ITD_FACT_PRESSURE], err, ITD_OK};
    const itd_str *values = fact->values;
    itd_pressure   pressure = {.fact = fact,
                               .id = values[ITD_PRESSURE_ID],
                               .label = values[ITD_PRESSURE_LABEL],
                               .source = values[ITD_PRESSURE_SOURCE]};
    itd_when       when = {0};

    check_fields(&reading);
    if (reading.status != ITD_OK)
        return reading.status;
    /* Resolutions and lists are dated in New York. */
    reading.status =
        itd_when_parse(values[ITD_PRESSURE_DAY], (itd_str){0}, ITD_STR("new-york"), &when, err);
    if (reading.status == ITD_OK && when.day.day == 0)
        refuse(&reading, ITD_PRESSURE_DAY, ITD_E_SYNTAX, "is no whole day (YYYY-MM-DD)");
    pressure.day = itd_date_to_days(when.day);
    fact->known_from_ms = when.last_ms;
    check_word(&reading, ITD_PRESSURE_KIND, "listing measure");
    pressure.is_listing = itd_str_equal(values[ITD_PRESSURE_KIND], ITD_STR("listing"));
    pressure.individuals = number_at(&reading, ITD_PRESSURE_INDIVIDUALS, 0, 0, COUNT_MAX);
    pressure.entities = number_at(&reading, ITD_PRESSURE_ENTITIES, 0, 0, COUNT_MAX);
    pressure.measures = number_at(&reading, ITD_PRESSURE_MEASURES, 0, 0, COUNT_MAX);
    check_word(&reading, ITD_PRESSURE_CONFIDENCE, confidences);
    if (reading.status == ITD_OK)
        *ret_pressure = pressure;
    return reading.status;
}
