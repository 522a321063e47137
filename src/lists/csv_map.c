/* Reading the mapping file. Every key and every word in it must be known: a slip of the pen there
 * must not turn a column of names into remarks. */
#include "lists/csv_map.h"

#include "base/date.h"
#include "codec/ini.h"

static const struct {
    itd_str name;
    char    delimiter;
} delimiters[] = {
    {ITD_STR_INIT("comma"), ','},
    {ITD_STR_INIT("semicolon"), ';'},
    {ITD_STR_INIT("tab"), '\t'},
    {ITD_STR_INIT("bar"), '|'},
};

static const struct {
    itd_str      name;
    itd_csv_date date;
} formats[] = {
    {ITD_STR_INIT("iso"), ITD_CSV_DATE_ISO},
    {ITD_STR_INIT("english"), ITD_CSV_DATE_ENGLISH},
    {ITD_STR_INIT("us"), ITD_CSV_DATE_US},
    {ITD_STR_INIT("eu"), ITD_CSV_DATE_EU},
};

static itd_status refuse(itd_error *err, itd_str key, const char *reason, itd_str value)
{
    itd_error_set(err, ITD_E_SCHEMA, "\"%.*s\" %s", ITD_STR_ARGS(value), reason);
    itd_error_in_field(err, key);
    return ITD_E_SCHEMA;
}

const itd_csv_rule *itd_csv_map_find(const itd_csv_map *map, itd_str header)
{
    for (size_t i = 0; i < map->rule_count; i++)
        if (itd_str_equal(map->rules[i].header, header))
            return &map->rules[i];
    return NULL;
}

/* Room for one more element, within the limit. */
static itd_status grow(itd_csv_map *map, void **items, size_t count, size_t *cap, size_t size,
                       itd_error *err)
{
    void *bigger;

    if (count == ITD_CSV_MAP_RULES_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d rules", ITD_CSV_MAP_RULES_MAX);
    bigger = itd_arena_grow(map->arena, *items, count, cap, size);
    if (!bigger)
        return itd_error_no_memory(err);
    *items = bigger;
    return ITD_OK;
}

/* The rule of a column, new if need be. */
static itd_status rule_of(itd_csv_map *map, itd_str header, uint64_t line, itd_csv_rule **ret_rule,
                          itd_error *err)
{
    void      *rules = map->rules;
    itd_status st;

    for (size_t i = 0; i < map->rule_count; i++) {
        if (itd_str_equal(map->rules[i].header, header)) {
            *ret_rule = &map->rules[i];
            return ITD_OK;
        }
    }
    st = grow(map, &rules, map->rule_count, &map->rule_cap, sizeof *map->rules, err);
    if (st != ITD_OK)
        return st;
    map->rules = rules;
    map->rules[map->rule_count] = (itd_csv_rule){.line = line};
    if (!itd_arena_copy(map->arena, header, &map->rules[map->rule_count].header))
        return itd_error_no_memory(err);
    *ret_rule = &map->rules[map->rule_count++];
    return ITD_OK;
}

static itd_status take_delimiter(itd_csv_map *map, itd_str value, itd_error *err)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(delimiters); i++) {
        if (itd_str_equal(value, delimiters[i].name)) {
            map->delimiter = delimiters[i].delimiter;
            return ITD_OK;
        }
    }
    return refuse(err, ITD_STR("delimiter"), "is none of comma, semicolon, tab, bar", value);
}

/* Section [csv]. */
static itd_status take_setting(itd_csv_map *map, itd_str key, itd_str value, itd_error *err)
{
    if (itd_str_equal(key, ITD_STR("delimiter")))
        return take_delimiter(map, value, err);
    if (itd_str_equal(key, ITD_STR("encoding")))
        return itd_str_equal_ascii_nocase(value, ITD_STR("utf-8"))
                   ? ITD_OK
                   : refuse(err, key, "is not utf-8, the only encoding that is read", value);
    if (itd_str_equal(key, ITD_STR("id")))
        return itd_arena_copy(map->arena, value, &map->id) ? ITD_OK : itd_error_no_memory(err);
    if (itd_str_equal(key, ITD_STR("schema_column")))
        return itd_arena_copy(map->arena, value, &map->schema_header) ? ITD_OK
                                                                      : itd_error_no_memory(err);
    if (itd_str_equal(key, ITD_STR("schema")))
        return itd_schema_find(value, &map->schema) ? ITD_OK
                                                    : refuse(err, key, "is no schema", value);
    if (itd_str_equal(key, ITD_STR("date"))) {
        map->has_stamp = itd_time_parse(value, &map->stamp_ms);
        return map->has_stamp ? ITD_OK
                              : refuse(err, key, "is no date of the form YYYY-MM-DD", value);
    }
    return refuse(err, key, "is set, but there is no such setting", value);
}

/* Section [columns]: "property", "property.detail", "keep" or "skip". */
static itd_status take_column(itd_csv_map *map, itd_str header, itd_str value, uint64_t line,
                              itd_error *err)
{
    const size_t  dot = itd_str_find_char(value, '.');
    itd_csv_rule *rule = NULL;
    itd_status    st = rule_of(map, header, line, &rule, err);

    if (st != ITD_OK)
        return st;
    if (rule->is_mapped) {
        itd_error_set(err, ITD_E_DUPLICATE, "the column is mapped twice");
        itd_error_in_field(err, header);
        return ITD_E_DUPLICATE;
    }
    rule->is_mapped = true;
    if (itd_str_equal(value, ITD_STR("keep")) || itd_str_equal(value, ITD_STR("skip"))) {
        rule->action = value.ptr[0] == 'k' ? ITD_CSV_KEEP : ITD_CSV_SKIP;
        return ITD_OK;
    }
    if (!itd_prop_find(itd_str_slice(value, 0, dot), &rule->prop) || rule->prop == ITD_PROP_EXTRA)
        return refuse(err, header, "is no property", itd_str_slice(value, 0, dot));
    rule->action = dot == SIZE_MAX ? ITD_CSV_VALUE : ITD_CSV_DETAIL;
    if (dot != SIZE_MAX && !itd_detail_find(itd_str_from(value, dot + 1), &rule->detail))
        return refuse(err, header, "is no detail", itd_str_from(value, dot + 1));
    return ITD_OK;
}

static itd_status take_format(itd_csv_map *map, itd_str header, itd_str value, uint64_t line,
                              itd_error *err)
{
    itd_csv_rule *rule = NULL;
    itd_status    st = rule_of(map, header, line, &rule, err);

    for (size_t i = 0; st == ITD_OK && i < ITD_ARRAY_LEN(formats); i++) {
        if (itd_str_equal(value, formats[i].name)) {
            rule->date = formats[i].date;
            return ITD_OK;
        }
    }
    return st == ITD_OK ? refuse(err, header, "is none of iso, english, us, eu", value) : st;
}

static itd_status take_separator(itd_csv_map *map, itd_str header, itd_str value, uint64_t line,
                                 itd_error *err)
{
    itd_csv_rule *rule = NULL;
    itd_status    st = rule_of(map, header, line, &rule, err);

    if (st == ITD_OK && value.len == 0)
        return refuse(err, header, "separates nothing", value);
    if (st == ITD_OK && !itd_arena_copy(map->arena, value, &rule->separator))
        st = itd_error_no_memory(err);
    return st;
}

/* Section [join]: property = column + column + … */
static itd_status take_join(itd_csv_map *map, itd_str key, itd_str value, uint64_t line,
                            itd_error *err)
{
    itd_csv_join join = {.line = line};
    void        *joins = map->joins;
    itd_str      rest = value, part;
    itd_status   st;

    if (!itd_prop_find(key, &join.prop) || join.prop == ITD_PROP_EXTRA)
        return refuse(err, key, "is joined to what is no property", value);
    while (itd_str_next_part(&rest, ITD_STR(" + "), &part)) {
        if (join.header_count == ITD_CSV_MAP_JOIN_MAX)
            return itd_error_set(err, ITD_E_LIMIT, "more than %d columns in one join",
                                 ITD_CSV_MAP_JOIN_MAX);
        if (!itd_arena_copy(map->arena, itd_str_trim(part), &join.headers[join.header_count++]))
            return itd_error_no_memory(err);
    }
    st = grow(map, &joins, map->join_count, &map->join_cap, sizeof *map->joins, err);
    if (st != ITD_OK)
        return st;
    map->joins = joins;
    map->joins[map->join_count++] = join;
    return ITD_OK;
}

/* Section [schemata]: what stands in the schema column = schema. */
static itd_status take_word(itd_csv_map *map, itd_str key, itd_str value, itd_error *err)
{
    itd_csv_word word = {0};
    void        *words = map->words;
    itd_status   st;

    if (!itd_schema_find(value, &word.schema))
        return refuse(err, key, "is no schema", value);
    if (!itd_arena_copy(map->arena, key, &word.word))
        return itd_error_no_memory(err);
    st = grow(map, &words, map->word_count, &map->word_cap, sizeof *map->words, err);
    if (st != ITD_OK)
        return st;
    map->words = words;
    map->words[map->word_count++] = word;
    return ITD_OK;
}

static itd_status take_entry(void *ctx, itd_str section, itd_str key, itd_str value, uint64_t line,
                             itd_error *err)
{
    itd_csv_map *map = ctx;

    if (itd_str_equal(section, ITD_STR("csv")))
        return take_setting(map, key, value, err);
    if (itd_str_equal(section, ITD_STR("columns")))
        return take_column(map, key, value, line, err);
    if (itd_str_equal(section, ITD_STR("formats")))
        return take_format(map, key, value, line, err);
    if (itd_str_equal(section, ITD_STR("separators")))
        return take_separator(map, key, value, line, err);
    if (itd_str_equal(section, ITD_STR("join")))
        return take_join(map, key, value, line, err);
    if (itd_str_equal(section, ITD_STR("schemata")))
        return take_word(map, key, value, err);
    return refuse(err, key, "is no section of a mapping file", section);
}

itd_status itd_csv_map_read(const char *path, itd_arena *arena, itd_csv_map *ret_map,
                            itd_error *err)
{
    itd_csv_map map = {
        .arena = arena, .path = path, .delimiter = ',', .schema = ITD_SCHEMA_LEGAL_ENTITY};

    if (path) {
        itd_status st = itd_ini_parse_file(path, take_entry, &map, err);

        if (st == ITD_OK && map.word_count > 0 && map.schema_header.len == 0)
            st = refuse(err, ITD_STR("schemata"), "has no schema_column to read it from",
                        map.words[0].word);
        if (st != ITD_OK) {
            itd_error_in_file(err, itd_str_of(path));
            return st;
        }
    }
    *ret_map = map;
    return ITD_OK;
}
