/* Trade rows from CSV and JSON in the fields of UN Comtrade, today's names and those of the classic
 * files. A JSON document is cut into its records as it streams: they stand in the array "data", or
 * in the array that is the document. */
#include <string.h>

#include "base/memory.h"
#include "codec/csv.h"
#include "codec/json.h"
#include "comply/comply_internal.h"

enum {
    PERIOD,
    YEAR,
    REPORTER,
    REPORTER_NAME,
    FLOW,
    PARTNER,
    PARTNER_NAME,
    PARTNER_2,
    CLASSIFICATION,
    CODE,
    CUSTOMS,
    TRANSPORT,
    VALUE,
    QUANTITY,
    WEIGHT,
    RELEASED,
    COLUMNS,
};

#define ALIASES 3
static const char *const names[COLUMNS][ALIASES] = {
    [PERIOD] = {"period", NULL, NULL},
    [YEAR] = {"refYear", "year", NULL},
    [REPORTER] = {"reporterCode", "Reporter Code", NULL},
    [REPORTER_NAME] = {"reporterDesc", "Reporter", "reporterISO"},
    [FLOW] = {"flowCode", "Trade Flow Code", NULL},
    [PARTNER] = {"partnerCode", "Partner Code", NULL},
    [PARTNER_NAME] = {"partnerDesc", "Partner", "partnerISO"},
    [PARTNER_2] = {"partner2Code", "2nd Partner Code", NULL},
    [CLASSIFICATION] = {"classificationCode", "Classification", NULL},
    [CODE] = {"cmdCode", "Commodity Code", NULL},
    [CUSTOMS] = {"customsCode", "Customs Proc. Code", NULL},
    [TRANSPORT] = {"motCode", "Mode of Transport Code", NULL},
    [VALUE] = {"primaryValue", "Trade Value (US$)", NULL},
    [QUANTITY] = {"qty", "Qty", NULL},
    [WEIGHT] = {"netWgt", "Netweight (kg)", NULL},
    [RELEASED] = {"lastReleased", "publicationDate", NULL},
};

struct itd_trade_reader {
    struct itd_trade       *trade;
    const struct itd_areas *areas;
    uint16_t                file;
    uint64_t                line;
    itd_arena              *record; /* of one JSON record */
};

static itd_status refuse(const struct itd_trade_reader *reader, itd_error *err, itd_status status,
                         int column, itd_str value, const char *reason)
{
    (void)itd_error_at_line(err, status, reader->line, "\"%.*s\" %s", ITD_STR_ARGS(value), reason);
    itd_error_in_field(err, itd_str_of(names[column][0]));
    return status;
}

/* ---- values ---- */

/* A decimal number without sign, with or without exponent, rounded to hundredths. */
static bool parse_cents(itd_str text, uint64_t *ret_cents)
{
    const uint64_t max = UINT64_C(1) << 56;
    uint64_t       value = 0;
    int64_t        shift = 2;
    uint64_t       exponent;
    size_t         i = 0, digits = 0;
    bool           in_fraction = false, is_negative;

    for (; i < text.len && (itd_char_is_digit(text.ptr[i]) || text.ptr[i] == '.'); i++) {
        if (text.ptr[i] == '.') {
            if (in_fraction)
                return false;
            in_fraction = true;
            continue;
        }
        digits++;
        if (value >= max / 10 && in_fraction)
            continue; /* far behind the cents */
        if (value >= max / 10)
            return false;
        value = value * 10 + (uint64_t)(text.ptr[i] - '0');
        shift -= in_fraction;
    }
    if (digits == 0)
        return false;
    if (i < text.len) {
        if (itd_char_lower(text.ptr[i++]) != 'e' || i == text.len)
            return false;
        is_negative = text.ptr[i] == '-';
        i += text.ptr[i] == '-' || text.ptr[i] == '+';
        if (!itd_str_parse_u64(itd_str_from(text, i), 40, &exponent))
            return false;
        shift += is_negative ? -(int64_t)exponent : (int64_t)exponent;
    }
    for (; shift > 0 && value > 0; shift--) {
        if (value >= max / 10)
            return false;
        value *= 10;
    }
    for (; shift < -1 && value > 0; shift++)
        value /= 10;
    *ret_cents = shift == -1 ? (value + 5) / 10 : value;
    return true;
}

static itd_status take_period(const struct itd_trade_reader *reader, const itd_str *fields,
                              uint32_t *ret_period, itd_error *err)
{
    const int     column = fields[PERIOD].len > 0 ? PERIOD : YEAR;
    const itd_str text = fields[column];
    uint64_t      value;
    const bool    is_number = itd_str_parse_u64(text, 299912, &value);

    if (is_number && text.len == 4 && value >= 1900) {
        *ret_period = (uint32_t)value;
        return ITD_OK;
    }
    if (is_number && text.len == 6 && value >= 190001 && value % 100 >= 1 && value % 100 <= 12) {
        *ret_period = (uint32_t)value;
        return ITD_OK;
    }
    return refuse(reader, err, ITD_E_SYNTAX, column, text, "is no year (2018) or month (201803)");
}

static itd_status take_area(const struct itd_trade_reader *reader, const itd_str *fields,
                            int code_column, uint16_t *ret_area, itd_error *err)
{
    const int column = fields[code_column].len > 0 ? code_column : code_column + 1;

    if (itd_areas_find(reader->areas, fields[column], ret_area))
        return ITD_OK;
    return refuse(reader, err, ITD_E_SCHEMA, column, fields[column],
                  "is no state or area (see reporters.tsv)");
}

/* *ret_counts false: a part of another flow. */
static itd_status take_flow(const struct itd_trade_reader *reader, itd_str text,
                            bool *ret_is_export, bool *ret_counts, itd_error *err)
{
    static const char *const whole[2][3] = {{"M", "1", "Import"}, {"X", "2", "Export"}};
    static const char *const parts[] = {"RX",  "DX",  "RM",  "FM", "MIP", "MOP",
                                        "XIP", "XOP", "RMP", "3",  "4"};

    for (size_t i = 0; i < 2; i++) {
        for (size_t k = 0; k < 3; k++) {
            if (itd_str_equal_ascii_nocase(text, itd_str_of(whole[i][k]))) {
                *ret_is_export = i == 1;
                *ret_counts = true;
                return ITD_OK;
            }
        }
    }
    *ret_counts = false;
    for (size_t i = 0; i < ITD_ARRAY_LEN(parts); i++)
        if (itd_str_equal_ascii_nocase(text, itd_str_of(parts[i])))
            return ITD_OK;
    return refuse(reader, err, ITD_E_SCHEMA, FLOW, text, "is no flow (M, X, RM, RX, …)");
}

static itd_status take_code(const struct itd_trade_reader *reader, itd_str text, uint64_t *ret_code,
                            bool *ret_is_total, itd_error *err)
{
    uint64_t value = 0;

    *ret_is_total = itd_str_equal_ascii_nocase(text, ITD_STR("TOTAL")) ||
                    itd_str_starts_with_ascii_nocase(text, ITD_STR("AG"));
    if (*ret_is_total)
        return ITD_OK;
    if (text.len == 0 || text.len > ITD_HS_CODE_MAX || !itd_str_parse_u64(text, UINT64_MAX, &value))
        return refuse(reader, err, ITD_E_SYNTAX, CODE, text, "is no code of goods");
    if (text.len % 2 != 0)
        return refuse(reader, err, ITD_E_SYNTAX, CODE, text,
                      "has an odd number of digits (a leading zero lost?)");
    for (size_t i = text.len; i < ITD_HS_CODE_MAX; i++)
        value *= 10;
    *ret_code = value << 4 | text.len;
    return ITD_OK;
}

/* 'H' and a digit: an edition of the HS, which no period before its year can be in; "HS": one that
 * is not named. */
static itd_status take_edition(const struct itd_trade_reader *reader, itd_str text, uint32_t period,
                               char *ret_edition, bool *ret_is_hs, itd_error *err)
{
    static const uint32_t years[] = {1988, 1996, 2002, 2007, 2012, 2017, 2022}; /* H0 to H6 */
    const uint32_t        year = period > 9999 ? period / 100 : period;
    size_t                edition;

    *ret_edition = 0;
    *ret_is_hs = true;
    if (text.len == 0 || itd_str_equal_ascii_nocase(text, ITD_STR("HS")))
        return ITD_OK;
    *ret_is_hs =
        text.len == 2 && itd_char_upper(text.ptr[0]) == 'H' && itd_char_is_digit(text.ptr[1]);
    if (!*ret_is_hs)
        return ITD_OK;
    edition = (size_t)(text.ptr[1] - '0');
    if (edition >= ITD_ARRAY_LEN(years))
        return refuse(reader, err, ITD_E_SCHEMA, CLASSIFICATION, text,
                      "is no edition of the HS (H0 to H6)");
    if (year < years[edition])
        return refuse(reader, err, ITD_E_CONFLICT, CLASSIFICATION, text,
                      "is an edition of the HS that is younger than the period");
    *ret_edition = text.ptr[1];
    return ITD_OK;
}

/* Quantities count for nothing here, but one below zero says that the row is not what it seems. */
static itd_status check_quantity(const struct itd_trade_reader *reader, const itd_str *fields,
                                 int column, itd_error *err)
{
    uint64_t ignored;

    if (fields[column].len == 0 || parse_cents(fields[column], &ignored))
        return ITD_OK;
    return refuse(reader, err, ITD_E_SYNTAX, column, fields[column],
                  "is no quantity (a number without sign)");
}

static bool is_breakdown(const itd_str *fields)
{
    const itd_str customs = fields[CUSTOMS], transport = fields[TRANSPORT],
                  partner = fields[PARTNER_2];

    return (customs.len > 0 && !itd_str_equal(customs, ITD_STR("C00"))) ||
           (transport.len > 0 && !itd_str_equal(transport, ITD_STR("0"))) ||
           (partner.len > 0 && !itd_str_equal(partner, ITD_STR("0")));
}

static itd_status take_release(const struct itd_trade_reader *reader, itd_str text,
                               int32_t *ret_release, itd_error *err)
{
    const itd_str day = itd_str_slice(text, 0, 10); /* a time may follow */
    itd_date      date;

    *ret_release = 0;
    if (text.len == 0)
        return ITD_OK;
    if (!itd_date_parse_iso(day, &date) || date.day == 0 || date.year < 1970)
        return refuse(reader, err, ITD_E_SYNTAX, RELEASED, text, "is no day (YYYY-MM-DD)");
    *ret_release = (int32_t)itd_date_to_days(date);
    return ITD_OK;
}

itd_status itd_trade_take(struct itd_trade_reader *reader, const itd_str *fields, uint64_t line,
                          itd_error *err)
{
    struct itd_trade_row row = {.file = reader->file, .line = line};
    bool                 counts = true, is_total = false, is_hs = true;
    itd_comply_left      why = ITD_COMPLY_LEFT;
    itd_status           st;

    reader->line = line;
    reader->trade->rows++;
    st = take_period(reader, fields, &row.key.period, err);
    if (st == ITD_OK)
        st = take_area(reader, fields, REPORTER, &row.key.reporter, err);
    if (st == ITD_OK)
        st = take_area(reader, fields, PARTNER, &row.key.partner, err);
    if (st == ITD_OK)
        st = take_flow(reader, fields[FLOW], &row.key.is_export, &counts, err);
    if (st == ITD_OK)
        st =
            take_edition(reader, fields[CLASSIFICATION], row.key.period, &row.edition, &is_hs, err);
    if (st == ITD_OK && is_hs)
        st = take_code(reader, fields[CODE], &row.key.code, &is_total, err);
    if (st == ITD_OK)
        st = check_quantity(reader, fields, QUANTITY, err);
    if (st == ITD_OK)
        st = check_quantity(reader, fields, WEIGHT, err);
    if (st == ITD_OK)
        st = take_release(reader, fields[RELEASED], &row.release, err);
    if (st == ITD_OK && !parse_cents(fields[VALUE], &row.cents))
        st = refuse(reader, err, ITD_E_SYNTAX, VALUE, fields[VALUE],
                    "is no amount of US dollars (a number without sign)");
    if (st != ITD_OK)
        return st;
    if (!is_hs)
        why = ITD_LEFT_NOT_HS;
    else if (is_total)
        why = ITD_LEFT_TOTAL;
    else if (!counts)
        why = ITD_LEFT_PART_OF_FLOW;
    else if (is_breakdown(fields))
        why = ITD_LEFT_BREAKDOWN;
    else if (row.key.partner == 0 || reader->areas->items[row.key.reporter].name.len == 0)
        why = ITD_LEFT_NO_STATE;
    if (why != ITD_COMPLY_LEFT) {
        reader->trade->left_out[why]++;
        return ITD_OK;
    }
    return itd_trade_add(reader->trade, &row, err);
}

/* ---- columns ---- */

static int find_column(itd_str name)
{
    for (int column = 0; column < COLUMNS; column++)
        for (size_t i = 0; i < ALIASES && names[column][i]; i++)
            if (itd_str_equal_ascii_nocase(name, itd_str_of(names[column][i])))
                return column;
    return COLUMNS;
}

static itd_str find_missing(const bool has[static COLUMNS])
{
    static const int needed[][2] = {{PERIOD, YEAR}, {REPORTER, REPORTER_NAME},
                                    {FLOW, FLOW},   {PARTNER, PARTNER_NAME},
                                    {CODE, CODE},   {VALUE, VALUE}};

    for (size_t i = 0; i < ITD_ARRAY_LEN(needed); i++)
        if (!has[needed[i][0]] && !has[needed[i][1]])
            return itd_str_of(names[needed[i][0]][0]);
    return (itd_str){0};
}

/* ---- CSV ---- */

static itd_status take_header(const itd_csv_record *record, size_t place[static COLUMNS],
                              itd_str *ret_missing, itd_error *err)
{
    bool has[COLUMNS] = {false};

    for (int i = 0; i < COLUMNS; i++)
        place[i] = SIZE_MAX;
    for (size_t i = 0; i < record->count; i++) {
        const itd_str name = itd_str_trim(record->fields[i]);
        const int     column = find_column(name);

        if (column == COLUMNS)
            continue;
        if (has[column] && itd_str_equal(name, itd_str_trim(record->fields[place[column]]))) {
            (void)itd_error_at_line(err, ITD_E_DUPLICATE, record->line, "a column twice");
            itd_error_in_field(err, name);
            return ITD_E_DUPLICATE;
        }
        if (!has[column])
            place[column] = i;
        has[column] = true;
    }
    *ret_missing = find_missing(has);
    return ITD_OK;
}

static itd_status read_csv(struct itd_trade_reader *reader, itd_source *src, itd_str *ret_missing,
                           itd_error *err)
{
    size_t     place[COLUMNS], width = 0;
    itd_csv   *csv = NULL;
    itd_status st = itd_csv_open(src, NULL, &csv, err);

    while (st == ITD_OK && ret_missing->len == 0) {
        itd_csv_record record;
        itd_str        fields[COLUMNS];
        bool           found;

        st = itd_csv_next(csv, &found, &record, err);
        if (st != ITD_OK || !found)
            break;
        if (width == 0) {
            width = record.count;
            st = take_header(&record, place, ret_missing, err);
            continue;
        }
        if (record.count != width) {
            st = itd_error_at_line(err, ITD_E_SYNTAX, record.line, "%zu cells, the header has %zu",
                                   record.count, width);
            break;
        }
        for (int i = 0; i < COLUMNS; i++)
            fields[i] = place[i] == SIZE_MAX ? (itd_str){0} : itd_str_trim(record.fields[place[i]]);
        st = itd_trade_take(reader, fields, record.line, err);
    }
    itd_csv_close(csv);
    return st;
}

/* ---- JSON ---- */

static itd_status take_record(struct itd_trade_reader *reader, itd_str text, uint64_t number,
                              itd_str *ret_missing, itd_error *err)
{
    const itd_json *json;
    itd_str         fields[COLUMNS] = {{0}};
    bool            has[COLUMNS] = {false};
    itd_str         missing;
    itd_status      st;

    itd_arena_reset(reader->record);
    st = itd_json_parse(text, reader->record, &json, err);
    if (st != ITD_OK) {
        itd_error_on_line(err, number);
        return st;
    }
    for (const itd_json *item = json->first; item; item = item->next) {
        const int column = find_column(item->key);

        if (column == COLUMNS || fields[column].len > 0)
            continue;
        has[column] = true;
        if (item->kind == ITD_JSON_STRING || item->kind == ITD_JSON_NUMBER)
            fields[column] = itd_str_trim(item->text);
    }
    missing = find_missing(has);
    if (missing.len == 0)
        return itd_trade_take(reader, fields, number, err);
    if (number == 1) {
        *ret_missing = missing; /* the whole file lacks it */
        return ITD_OK;
    }
    reader->line = number;
    st = itd_error_at_line(err, ITD_E_SCHEMA, number, "a record lacks this field");
    itd_error_in_field(err, missing);
    return st;
}

struct cutter {
    char     stack[ITD_JSON_DEPTH_MAX];
    size_t   depth;
    bool     in_string, escaped, in_record;
    size_t   record_depth;
    char     key[8]; /* last string at the top level of an object */
    size_t   key_len;
    itd_buf  text;
    uint64_t records;
    bool     any;
    bool     behind_record, behind_comma; /* in the array of records */
    size_t   mark;                        /* bytes of a byte order mark before the document */
};

static bool begins_record(const struct cutter *cut)
{
    if (cut->depth == 1)
        return cut->stack[0] == '[';
    return cut->depth == 2 && cut->stack[0] == '{' && cut->stack[1] == '[' && cut->key_len == 4 &&
           memcmp(cut->key, "data", 4) == 0;
}

/* Between records there are commas and blanks only, and nothing follows the document. */
static bool fits_between(struct cutter *cut, char ch)
{
    const char mark[] = {'\xEF', '\xBB', '\xBF'};

    if (itd_char_is_space(ch))
        return true;
    if (!cut->any && cut->mark < sizeof mark && ch == mark[cut->mark]) {
        cut->mark++;
        return true;
    }
    if (cut->depth == 0)
        return !cut->any && (ch == '{' || ch == '[');
    if (!begins_record(cut))
        return true;
    if (ch == '{') {
        const bool fits = !cut->behind_record;

        cut->behind_record = cut->behind_comma = false;
        return fits;
    }
    if (ch == ']') {
        const bool fits = !cut->behind_comma;

        cut->behind_record = false;
        return fits;
    }
    if (ch != ',' || !cut->behind_record)
        return false;
    cut->behind_record = false;
    cut->behind_comma = true;
    return true;
}

/* One byte; *ret_whole when a record ends with it. */
static itd_status cut_byte(struct cutter *cut, char ch, bool *ret_whole, itd_error *err)
{
    *ret_whole = false;
    if (!cut->in_record && !cut->in_string && !fits_between(cut, ch))
        return itd_error_at_line(err, ITD_E_SYNTAX, cut->records + 1,
                                 "JSON: \"%c\" where a record or its end should be",
                                 (unsigned char)ch >= ' ' && (unsigned char)ch < 0x7f ? ch : '?');
    if (cut->in_record)
        itd_buf_append_char(&cut->text, ch);
    if (cut->in_string) {
        if (cut->escaped)
            cut->escaped = false;
        else if (ch == '\\')
            cut->escaped = true;
        else if (ch == '"')
            cut->in_string = false;
        else if (cut->depth == 1 && cut->key_len < sizeof cut->key)
            cut->key[cut->key_len++] = ch;
        return ITD_OK;
    }
    if (ch == '"') {
        cut->in_string = true;
        if (cut->depth == 1)
            cut->key_len = 0;
    } else if (ch == '{' || ch == '[') {
        if (cut->depth == ITD_JSON_DEPTH_MAX)
            return itd_error_set(err, ITD_E_SYNTAX, "no JSON document of trade records");
        if (!cut->in_record && ch == '{' && begins_record(cut)) {
            cut->in_record = true;
            cut->record_depth = cut->depth;
            itd_buf_reset(&cut->text);
            itd_buf_append_char(&cut->text, ch);
        }
        cut->any = true;
        cut->stack[cut->depth++] = ch;
    } else if (ch == '}' || ch == ']') {
        if (cut->depth == 0 || cut->stack[cut->depth - 1] != (ch == '}' ? '{' : '['))
            return itd_error_set(err, ITD_E_SYNTAX,
                                 "JSON: \"%c\" closes nothing, behind record %llu", ch,
                                 (unsigned long long)cut->records);
        cut->depth--;
        *ret_whole = cut->in_record && cut->depth == cut->record_depth;
    }
    return ITD_OK;
}

static itd_status cut_bytes(struct itd_trade_reader *reader, struct cutter *cut, itd_str bytes,
                            itd_str *ret_missing, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && ret_missing->len == 0 && i < bytes.len; i++) {
        bool is_whole;

        st = cut_byte(cut, bytes.ptr[i], &is_whole, err);
        if (st != ITD_OK || !is_whole)
            continue;
        cut->in_record = false;
        cut->behind_record = true;
        cut->records++;
        st = itd_buf_status(&cut->text, err);
        if (st == ITD_OK)
            st = take_record(reader, itd_buf_text(&cut->text), cut->records, ret_missing, err);
    }
    return st;
}

static itd_status read_json(struct itd_trade_reader *reader, itd_source *src, itd_str *ret_missing,
                            itd_error *err)
{
    struct cutter cut = {.depth = 0};
    char          bytes[8192];
    size_t        len = 1;
    itd_status    st = ITD_OK;

    itd_buf_init(&cut.text, ITD_COMPLY_RECORD_MAX);
    while (st == ITD_OK && len > 0 && ret_missing->len == 0) {
        st = itd_source_read(src, bytes, sizeof bytes, &len, err);
        if (st == ITD_OK)
            st = cut_bytes(reader, &cut, (itd_str){bytes, len}, ret_missing, err);
    }
    if (st == ITD_OK && ret_missing->len == 0 && (cut.depth > 0 || cut.in_string))
        st = itd_error_at_line(err, ITD_E_SYNTAX, cut.records + 1, "the document ends too early");
    if (st == ITD_OK && ret_missing->len == 0 && cut.records == 0)
        *ret_missing = ITD_STR("data");
    itd_buf_done(&cut.text);
    return st;
}

itd_status itd_trade_read(struct itd_trade *trade, const struct itd_areas *areas, itd_source *src,
                          uint16_t file, itd_arena *record, itd_str *ret_missing, itd_error *err)
{
    struct itd_trade_reader reader = {
        .trade = trade, .areas = areas, .file = file, .record = record};
    itd_str    head;
    itd_status st = itd_source_peek(src, &head, err);

    *ret_missing = (itd_str){0};
    if (st != ITD_OK)
        return st;
    head = itd_str_trim(head);
    if (head.len > 0 && (head.ptr[0] == '{' || head.ptr[0] == '['))
        return read_json(&reader, src, ret_missing, err);
    return read_csv(&reader, src, ret_missing, err);
}
