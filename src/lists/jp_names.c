/* "Aleksei(Oleksiy) MOZGOVOY(MOZGOVOI/MOZGOVY)" is six names, "KOREA X COMPANY (KXC)" one with its
 * abbreviation, "ALI MAYCHOU (original script: …)" one in two scripts. The cell stays beside every
 * value as its raw spelling. */
#include "lists/jp_names.h"

#include "lists/script.h"

#define WORDS_MAX 16 /* words of a name that are looked at */
#define ABBREVIATION_BYTES_MAX 12
#define ORIGINAL_SCRIPT "original script"

struct adding {
    itd_record *rec;
    itd_prop    prop;
    itd_str     raw, origin, note;
    bool        is_person;
};

static void add_one(const struct adding *add, itd_prop prop, itd_str text, const char *kind)
{
    const itd_str name = itd_record_single_blanks(add->rec, text);
    const itd_str tuple[] = {itd_prop_name(prop), name};
    itd_str       script;

    if (name.len == 0 || itd_record_is_told(add->rec, "name", tuple, ITD_ARRAY_LEN(tuple)))
        return;
    itd_entity_add(add->rec->builder, prop, name, add->raw, add->origin);
    itd_entity_detail(add->rec->builder, ITD_DETAIL_KIND, kind ? itd_str_of(kind) : (itd_str){0});
    itd_entity_detail(add->rec->builder, ITD_DETAIL_NOTE, add->note);
    if (!itd_script_is_foreign(name))
        return;
    script = itd_script_of(name);
    itd_entity_detail(add->rec->builder, ITD_DETAIL_SCRIPT, script);
    if (itd_str_equal(script, ITD_STR("Jpan")))
        itd_entity_detail(add->rec->builder, ITD_DETAIL_LANG, ITD_STR("ja"));
}

/* ---- spellings in brackets ---- */

/* A word and what else it may be. */
struct word {
    itd_str word;
    itd_str others; /* between its brackets: "MOZGOVOI/MOZGOVY" */
};

/* Is every one of them a single word? */
static bool are_words(itd_str others)
{
    bool blank_before = true;

    for (size_t i = 0; i < others.len; i++) {
        const char ch = others.ptr[i];

        if (ch == ' ' && !blank_before)
            return false;
        blank_before = ch == ',' || ch == '/' || (ch == ' ' && blank_before);
        if (ch == '(' || ch == '.' || ch == ':' || ch == ';')
            return false;
    }
    return others.len > 1 && !itd_script_is_foreign(others);
}

/* Parts the name into words; 0 when its brackets are no spellings of single words. */
static size_t part_words(itd_str name, struct word words[WORDS_MAX], bool *ret_any)
{
    size_t count = 0;

    *ret_any = false;
    for (name = itd_str_trim(name); name.len > 0; name = itd_str_trim(name)) {
        const bool   bracket = name.ptr[0] == '(';
        const size_t close = itd_str_find_char(name, ')');
        size_t       end = 0;

        if (bracket && (count == 0 || close == SIZE_MAX || words[count - 1].others.len > 0))
            return 0;
        if (bracket) {
            words[count - 1].others = itd_str_trim(itd_str_slice(name, 1, close));
            if (!are_words(words[count - 1].others))
                return 0;
            *ret_any = true;
            name = itd_str_from(name, close + 1);
            continue;
        }
        while (end < name.len && name.ptr[end] != ' ' && name.ptr[end] != '(')
            end++;
        if (count == WORDS_MAX)
            return 0;
        words[count++] = (struct word){.word = itd_str_slice(name, 0, end)};
        name = itd_str_from(name, end);
    }
    return count;
}

static size_t count_spellings(itd_str others)
{
    size_t count = 1;
    bool   inside = false;

    for (size_t i = 0; i < others.len; i++) {
        const bool is_part = others.ptr[i] != ',' && others.ptr[i] != '/' && others.ptr[i] != ' ';

        count += is_part && !inside;
        inside = is_part;
    }
    return count;
}

/* 0 is the word itself. */
static itd_str spelling_at(const struct word *word, size_t at)
{
    const itd_str others = word->others;
    size_t        from = 0, end = 0;

    for (size_t i = 0; i < at; i++) {
        from = end;
        while (from < others.len && itd_str_find_char(ITD_STR(",/ "), others.ptr[from]) != SIZE_MAX)
            from++;
        end = from;
        while (end < others.len && itd_str_find_char(ITD_STR(",/ "), others.ptr[end]) == SIZE_MAX)
            end++;
    }
    return at == 0 ? word->word : itd_str_slice(others, from, end);
}

/* Every combination; false when there are none or too many. */
static bool add_spellings(const struct adding *add, itd_str name)
{
    struct word  words[WORDS_MAX];
    bool         any;
    size_t       total = 1;
    const size_t count = part_words(name, words, &any);

    for (size_t i = 0; i < count; i++)
        total *= total > ITD_JP_SPELLINGS_MAX ? 1 : count_spellings(words[i].others);
    if (!any || count == 0)
        return false;
    if (total > ITD_JP_SPELLINGS_MAX) {
        itd_record_report(add->rec, "a name with too many spellings in brackets", name);
        return false;
    }
    for (size_t n = 0; n < total; n++) {
        itd_str parts[WORDS_MAX];
        size_t  rest = n;

        for (size_t i = 0; i < count; i++) {
            const size_t ways = count_spellings(words[i].others);

            parts[i] = spelling_at(&words[i], rest % ways);
            rest /= ways;
        }
        add_one(add, n == 0 || add->prop != ITD_PROP_NAME ? add->prop : ITD_PROP_ALIAS,
                itd_record_join(add->rec, parts, count, " "), NULL);
    }
    return true;
}

/* ---- other brackets ---- */

/* "Oljga Zanko (nee, Amelchenkova)": the maiden name under the given one. */
static bool add_maiden_name(const struct adding *add, itd_str outer, itd_str inner)
{
    static const char *const words[] = {"nee", "née", "born"};
    itd_str                  given;

    for (size_t i = 0; i < ITD_ARRAY_LEN(words); i++) {
        const itd_str word = itd_str_of(words[i]);
        itd_str       last = itd_str_from(inner, word.len);

        if (!itd_str_starts_with_ascii_nocase(inner, word) || last.len == 0 ||
            itd_char_is_alpha(last.ptr[0]))
            continue;
        while (last.len > 0 && (last.ptr[0] == ',' || last.ptr[0] == ' ' || last.ptr[0] == ':'))
            last = itd_str_from(last, 1);
        if (!add_spellings(add, outer))
            add_one(add, add->prop, outer, NULL);
        given = itd_str_slice(outer, 0, itd_str_find_char(outer, ' '));
        given = itd_str_slice(given, 0, itd_str_find_char(given, '('));
        add_one(add, ITD_PROP_PREVIOUS_NAME,
                itd_record_join(add->rec, (itd_str[]){given, last}, 2, " "), "maiden");
        return true;
    }
    return false;
}

static bool is_abbreviation(itd_str text)
{
    size_t capitals = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= 'a' && text.ptr[i] <= 'z')
            return false;
        capitals += itd_char_is_alpha(text.ptr[i]);
    }
    return capitals >= 2 && text.len <= ABBREVIATION_BYTES_MAX &&
           itd_str_find_char(text, ' ') == SIZE_MAX;
}

/* The last bracket; SIZE_MAX for none. */
static size_t last_bracket(itd_str name)
{
    size_t at = name.len;

    while (at > 0 && name.ptr[at - 1] != '(')
        at--;
    return at > 0 ? at - 1 : SIZE_MAX;
}

static void add_plain(const struct adding *add, itd_str name)
{
    if (!add->is_person || !add_spellings(add, name))
        add_one(add, add->prop, name, NULL);
}

static void add_original(const struct adding *add, itd_str outer, itd_str inner)
{
    inner = itd_str_from(inner, ITD_STR(ORIGINAL_SCRIPT).len);
    while (inner.len > 0 && (inner.ptr[0] == ':' || inner.ptr[0] == ' '))
        inner = itd_str_from(inner, 1);
    add_plain(add, outer);
    add_one(add, ITD_PROP_ALIAS, inner, ORIGINAL_SCRIPT);
}

/* What brackets at the end of a name say. */
static bool add_with_brackets(const struct adding *add, itd_str name)
{
    const size_t  open = last_bracket(name);
    const itd_str outer = itd_str_trim(itd_str_slice(name, 0, open));
    itd_str       inner;

    if (open == SIZE_MAX || outer.len == 0 || !itd_str_ends_with(name, ITD_STR(")")))
        return false;
    inner = itd_str_trim(itd_str_slice(name, open + 1, name.len - 1));
    if (itd_str_starts_with_ascii_nocase(inner, ITD_STR(ORIGINAL_SCRIPT))) {
        add_original(add, outer, inner);
        return true;
    }
    if (add->is_person)
        return add_maiden_name(add, outer, inner);
    if (itd_str_find_char(inner, ')') != SIZE_MAX || itd_script_is_foreign(inner))
        return false;
    if (is_abbreviation(inner)) {
        add_one(add, add->prop, name, NULL);
        add_one(add, ITD_PROP_ALIAS, outer, NULL);
        add_one(add, ITD_PROP_ABBREVIATION, inner, NULL);
        return true;
    }
    if (itd_str_find_char(inner, ' ') == SIZE_MAX)
        return false;
    add_one(add, add->prop, outer, NULL);
    add_one(add, ITD_PROP_ALIAS, inner, NULL);
    return true;
}

void itd_jp_add_names(itd_record *rec, itd_prop prop, itd_str cell, itd_str raw, itd_str origin,
                      bool is_person)
{
    struct adding add = {.rec = rec, .raw = raw, .origin = origin, .is_person = is_person};
    itd_jp_names  names = itd_jp_names_of(cell);
    itd_jp_name   name;

    if (prop == ITD_PROP_NAME) { /* one name, whatever its commas and line ends */
        add.prop = prop;
        cell = itd_record_single_blanks(rec, cell);
        if (!add_with_brackets(&add, cell))
            add_plain(&add, cell);
        return;
    }
    while (itd_jp_next_name(&names, &name)) {
        add.prop = name.previous ? ITD_PROP_PREVIOUS_NAME : prop;
        add.note = name.note;
        if (!add_with_brackets(&add, name.text))
            add_plain(&add, name.text);
    }
}

void itd_jp_add_words(itd_record *rec, itd_prop prop, itd_str cell, itd_str origin)
{
    itd_str item;

    while (itd_jp_next_item(&cell, &item)) {
        const size_t open = itd_str_find_char(item, '(');
        itd_str      inner;

        if (itd_jp_is_unknown(item))
            continue;
        if (open == SIZE_MAX || open == 0 || !itd_str_ends_with(item, ITD_STR(")"))) {
            itd_record_add(rec, prop, item, origin);
            continue;
        }
        inner = itd_str_slice(item, open + 1, item.len - 1);
        if (itd_script_is_foreign(inner) == itd_script_is_foreign(itd_str_slice(item, 0, open)) ||
            itd_str_find_char(inner, '(') != SIZE_MAX) {
            itd_record_add(rec, prop, item, origin);
            continue;
        }
        itd_record_add(rec, prop, itd_str_slice(item, 0, open), origin);
        itd_record_add(rec, prop, inner, origin);
    }
}
