/* Japan's Foreign End User List (Ministry of Economy, Trade and Industry), a workbook. A row is an
 * end user: number, country in Japanese and English, name, other names one a line behind "・", the
 * kinds of weapons it is a concern for. The list gives no lasting ids (numbers move when an entry
 * is added), so the id is a hash of country and name: it stays as long as they do. Furigana beside
 * a text is no part of it (codec/xlsx.h). */
#include "base/map.h"
#include "lists/script.h"
#include "lists/table.h"

enum meti_column { NUMBER, COUNTRY, NAME, ALIASES, WEAPONS, CONVENTIONAL, COLUMN_COUNT };

/* Headers are Japanese and English in one cell, with a line end between. */
static const char *const columns[COLUMN_COUNT] = {
    [NUMBER] = "No.",
    [COUNTRY] = "国名、地域名Country or Region",
    [NAME] = "企業名､組織名Company or Organization",
    [ALIASES] = "別名Also Known As",
    [WEAPONS] = "懸念区分Type of WMD",
    [CONVENTIONAL] = "通常兵器Conventional Weapons",
};

#define ID_BYTES_MAX 64

static itd_str origin_of(enum meti_column column)
{
    return itd_str_of(columns[column]);
}

/* A line of a cell that holds a text in Japanese and in English. */
static bool next_line(itd_str *rest, itd_str *ret_line)
{
    while (itd_str_next_part(rest, ITD_STR("\n"), ret_line)) {
        *ret_line = itd_str_trim(*ret_line);
        if (ret_line->len > 0)
            return true;
    }
    return false;
}

static void add_country(itd_record *rec, itd_str cell)
{
    itd_str rest = cell, line, code, note, english = {0};

    while (next_line(&rest, &line))
        if (!itd_script_is_foreign(line))
            english = line;
    if (english.len == 0)
        english = cell;
    if (!itd_record_find_country(english, &code, &note))
        itd_record_report(rec, "country not known", english);
    itd_entity_add(rec->builder, ITD_PROP_COUNTRY, code, itd_record_single_blanks(rec, cell),
                   origin_of(COUNTRY));
}

static void add_name(itd_record *rec, itd_prop prop, itd_str text, enum meti_column column)
{
    const itd_str name = itd_record_single_blanks(rec, text);

    itd_entity_add(rec->builder, prop, name, (itd_str){0}, origin_of(column));
    if (itd_script_is_foreign(name))
        itd_entity_detail(rec->builder, ITD_DETAIL_SCRIPT, itd_script_of(name));
}

/* "・A\n・B": a line that does not begin with the dot goes on the one before. */
static void add_aliases(itd_record *rec, itd_str cell)
{
    const itd_str dot = ITD_STR("・");
    itd_str       rest = cell, line, alias = {0};

    while (next_line(&rest, &line)) {
        const bool    begins = itd_str_starts_with(line, dot);
        const itd_str parts[] = {alias, line};

        if (!begins && alias.len > 0) {
            alias = itd_record_join(rec, parts, ITD_ARRAY_LEN(parts), " ");
            continue;
        }
        if (alias.len > 0)
            add_name(rec, ITD_PROP_ALIAS, alias, ALIASES);
        alias = itd_str_trim(begins ? itd_str_from(line, dot.len) : line);
    }
    if (alias.len > 0)
        add_name(rec, ITD_PROP_ALIAS, alias, ALIASES);
}

static itd_str make_id(itd_record *rec, const itd_str *cells)
{
    const itd_str parts[] = {itd_record_single_blanks(rec, cells[COUNTRY]),
                             itd_record_single_blanks(rec, cells[NAME])};
    const itd_str text = itd_record_join(rec, parts, ITD_ARRAY_LEN(parts), "\x1F");
    itd_buf       id;
    itd_str       copy = {0};

    itd_buf_init(&id, ID_BYTES_MAX);
    itd_buf_printf(&id, "%016llx", (unsigned long long)itd_hash64(text));
    if (id.failed != ITD_OK || !itd_arena_copy(rec->arena, itd_buf_text(&id), &copy))
        rec->no_memory = true;
    itd_buf_done(&id);
    return copy;
}

static itd_status read_row(itd_record *rec, void *state, const itd_table_row *rows, size_t count,
                           itd_read_result *result, itd_error *err)
{
    const itd_str *cells = rows[0].cells;

    (void)state, (void)count, (void)result;
    if (cells[NAME].len == 0)
        return itd_record_fail(rec, err, columns[NAME], "a row without a name");
    itd_record_entity(rec, ITD_SCHEMA_ORGANIZATION, make_id(rec, cells));
    add_name(rec, ITD_PROP_NAME, cells[NAME], NAME);
    add_aliases(rec, cells[ALIASES]);
    add_country(rec, cells[COUNTRY]);
    itd_record_add(rec, ITD_PROP_REASON, itd_record_single_blanks(rec, cells[WEAPONS]),
                   origin_of(WEAPONS));
    itd_record_add(rec, ITD_PROP_REASON, itd_record_single_blanks(rec, cells[CONVENTIONAL]),
                   origin_of(CONVENTIONAL));
    itd_entity_add_extra(rec->builder, origin_of(NUMBER), cells[NUMBER], origin_of(NUMBER));
    return ITD_OK;
}

static const size_t required[] = {NUMBER, COUNTRY, NAME, ALIASES, WEAPONS};

static const itd_table layout = {
    .what = "Japan's Foreign End User List",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .required = required,
    .required_count = ITD_ARRAY_LEN(required),
    .group = SIZE_MAX,
    .read = read_row,
};

static itd_status read_meti(const itd_list_part *parts, size_t part_count,
                            const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                            itd_read_result *result, itd_error *err)
{
    (void)options; /* one file: no part can be missing */
    if (part_count != 1)
        return itd_error_set(err, ITD_E_INCOMPLETE,
                             "the Foreign End User List is one workbook, not %zu", part_count);
    return itd_table_read_book(&layout, NULL, &parts[0], on_entity, ctx, result, err);
}

static bool recognise(const itd_list_part *part)
{
    return itd_table_recognise_book(&layout, part);
}

const itd_reader itd_reader_jp_meti = {
    .name = "jp-meti",
    .publisher = "jp-meti",
    .title = "Japan METI Foreign End User List, workbook",
    .recognise = recognise,
    .read = read_meti,
};
