/* hs_changes.tsv: codes of other editions of the Harmonized System, and what they are in ours. */
#include "base/file.h"
#include "regime/hs_internal.h"
#include "regime/tsv.h"

enum { CODE, FIRST, LAST, OTHER, GOODS, SOURCE, CONFIDENCE, COLUMNS };
static const itd_tsv_column columns[COLUMNS] = {
    {"code", true},   {"first", false}, {"last", false},     {"other", true},
    {"goods", false}, {"source", true}, {"confidence", true}};

/* Years with which the editions began. */
static const int editions[] = {2002, 2007, 2012, 2017, ITD_HS_EDITION};

static int edition_after(int year)
{
    for (size_t i = 0; i + 1 < ITD_ARRAY_LEN(editions); i++)
        if (editions[i] == year)
            return editions[i + 1];
    return 0;
}

/* The year of an edition in a cell that may be empty (0). */
static itd_status take_edition(const itd_tsv_row *row, size_t column, int *ret_year, itd_error *err)
{
    uint64_t year = 0;

    if (row->cells[column].len > 0) {
        bool known = false;

        if (!itd_str_parse_u64(row->cells[column], ITD_HS_EDITION, &year))
            year = 1;
        for (size_t i = 0; i < ITD_ARRAY_LEN(editions); i++)
            known = known || (uint64_t)editions[i] == year;
        if (!known)
            return itd_tsv_refuse(row, column, ITD_E_SCHEMA, err, "\"%.*s\" is no edition",
                                  ITD_STR_ARGS(row->cells[column]));
    }
    *ret_year = (int)year;
    return ITD_OK;
}

static itd_status take_others(itd_hs *hs, const itd_tsv_row *row, itd_hs_change *change,
                              itd_error *err)
{
    itd_str      rest = row->cells[OTHER], part;
    itd_hs_code *codes = itd_arena_new_array(hs->arena, ITD_HS_CHANGE_CODES_MAX, sizeof *codes);
    itd_status   st = codes ? ITD_OK : itd_error_no_memory(err);

    while (st == ITD_OK && itd_str_next_part(&rest, ITD_STR(";"), &part)) {
        bool other_edition;

        if (change->other_count == ITD_HS_CHANGE_CODES_MAX)
            return itd_tsv_refuse(row, OTHER, ITD_E_LIMIT, err, "more than %d codes",
                                  ITD_HS_CHANGE_CODES_MAX);
        st = itd_hs_parse(part, &codes[change->other_count], err);
        /* What a dropped code became must be in our edition. */
        if (st == ITD_OK && change->last_edition != 0)
            st = itd_hs_check(hs, &codes[change->other_count], &other_edition, err);
        if (st == ITD_OK && change->last_edition != 0 && other_edition)
            st = itd_error_set(err, ITD_E_SCHEMA, "\"%.*s\" is not in edition %d",
                               ITD_STR_ARGS(itd_str_trim(part)), ITD_HS_EDITION);
        if (st != ITD_OK)
            itd_error_in_field(err, ITD_STR("other"));
        change->other_count++;
    }
    change->others = codes;
    return st;
}

static itd_status take_change(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    itd_hs       *hs = ctx;
    itd_hs_change change = {.line = row->line};
    itd_status    st = itd_hs_parse(row->cells[CODE], &change.code, err);
    void         *items;

    if (st != ITD_OK)
        itd_error_in_field(err, ITD_STR("code"));
    if (st == ITD_OK)
        st = take_edition(row, FIRST, &change.first_edition, err);
    if (st == ITD_OK)
        st = take_edition(row, LAST, &change.last_edition, err);
    if (st == ITD_OK && (change.first_edition == 0) == (change.last_edition == 0))
        st = itd_tsv_refuse(row, LAST, ITD_E_SCHEMA, err, "either first or last must be given");
    if (st == ITD_OK && change.last_edition == ITD_HS_EDITION)
        st = itd_tsv_refuse(row, LAST, ITD_E_SCHEMA, err, "the code is in the present edition");
    if (st == ITD_OK)
        st = take_others(hs, row, &change, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, OTHER, hs->arena, &change.other_text, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, CONFIDENCE, hs->arena, &change.confidence, err);
    if (st != ITD_OK)
        return st;
    items =
        itd_arena_grow(hs->arena, hs->changes, hs->change_count, &hs->change_cap, sizeof change);
    if (!items)
        return itd_error_no_memory(err);
    hs->changes = items;
    hs->changes[hs->change_count++] = change;
    return ITD_OK;
}

/* A code of our edition that is said to have been dropped must have been given to other goods. */
static itd_status check_reuse(const itd_hs *hs, itd_error *err)
{
    for (size_t i = 0; i < hs->change_count; i++) {
        const itd_hs_change *change = &hs->changes[i];
        const itd_str        code = itd_hs_code_text(&change->code);
        itd_str              title;
        bool                 added = change->last_edition == 0 || change->code.len > 6;

        for (size_t k = 0; !added && k < hs->change_count; k++)
            added = hs->changes[k].first_edition != 0 &&
                    itd_str_starts_with(code, itd_hs_code_text(&hs->changes[k].code));
        if (!added && itd_hs_title(hs, &change->code, &title))
            return itd_error_at_line(err, ITD_E_CONFLICT, change->line,
                                     "%.*s is in edition %d: it cannot have been dropped",
                                     ITD_STR_ARGS(code), ITD_HS_EDITION);
    }
    return ITD_OK;
}

itd_status itd_hs_load_changes(itd_hs *hs, const char *path, itd_error *err)
{
    itd_status st = itd_tsv_read_file(path, columns, COLUMNS, take_change, hs, err);

    if (st == ITD_OK)
        st = check_reuse(hs, err);
    if (st != ITD_OK)
        itd_error_in_file(err, itd_str_of(path));
    return st;
}

int itd_hs_edition_of(int year)
{
    int found = editions[0];

    for (size_t i = 0; i < ITD_ARRAY_LEN(editions); i++)
        if (editions[i] <= year)
            found = editions[i];
    return found;
}

/* Of two rows of one code: does the first speak of that year rather than the second? */
static bool speaks_rather(const itd_hs_change *change, const itd_hs_change *than, int year)
{
    if (change->code.len != than->code.len)
        return change->code.len > than->code.len;
    return change->last_edition != 0 ? year < than->first_edition : year >= change->first_edition;
}

const itd_hs_change *itd_hs_find_change(const itd_hs *hs, const itd_hs_code *code, int year)
{
    const itd_hs_change *found = NULL;

    for (size_t i = 0; i < hs->change_count; i++) {
        const itd_hs_change *change = &hs->changes[i];

        if (itd_str_starts_with(itd_hs_code_text(code), itd_hs_code_text(&change->code)) &&
            (!found || speaks_rather(change, found, year)))
            found = change;
    }
    return found;
}

int itd_hs_change_begins(const itd_hs_change *change)
{
    return change->first_edition != 0 ? change->first_edition : edition_after(change->last_edition);
}
