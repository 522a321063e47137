/* Splitting alias cells. The publisher's editors write freely, so each rule here stands for cells
 * that exist, and asks for more than one sign before it splits: a wrong split invents a name, a
 * missed one only leaves a name with words too many. What is never split: "SURNAME, Given", "CO.,
 * LTD", "J/V", "LEADER (TOWN) INTERNATIONAL". */
#include "lists/un_alias.h"

#include <string.h>

#include "base/utf8.h"
#include "lists/script.h"

/* Brackets at the end of one name. */
struct groups {
    itd_str inside[ITD_UN_BRACKETS_MAX]; /* without the brackets, trimmed */
    size_t  end[ITD_UN_BRACKETS_MAX];    /* offset behind the closing bracket */
    size_t  count;
};

static void split_cell(itd_str cell, unsigned depth, itd_un_names *names);

/* Index of the name, which may have been there already; SIZE_MAX when there is nothing to add. */
static size_t add_name(itd_un_names *names, itd_str text, itd_str kind)
{
    itd_un_name *items;

    if (text.len == 0)
        return SIZE_MAX;
    for (size_t i = 0; i < names->count; i++)
        if (itd_str_equal(names->items[i].text, text))
            return i;
    items = itd_arena_grow(names->arena, names->items, names->count, &names->cap, sizeof *items);
    if (!items) {
        names->no_memory = true;
        return SIZE_MAX;
    }
    names->items = items;
    items[names->count] = (itd_un_name){.text = text, .kind = kind};
    return names->count++;
}

/* ---- cutting ---- */

/* Length of a separator at `at`, outside brackets; 0 when there is none. */
static size_t separator_at(itd_str text, size_t at)
{
    const itd_str rest = itd_str_from(text, at);

    if (text.ptr[at] == ';')
        return 1;
    if (itd_str_starts_with(rest, ITD_STR("\xd8\x8c")) || /* U+060C Arabic comma */
        itd_str_starts_with(rest, ITD_STR("\xd8\x9b")))   /* U+061B Arabic semicolon */
        return 2;
    /* An enumerator: "a) " at the start or behind a blank. */
    if (rest.len >= 2 && rest.ptr[0] >= 'a' && rest.ptr[0] <= 'z' && rest.ptr[1] == ')' &&
        (at == 0 || text.ptr[at - 1] == ' ') && (rest.len == 2 || rest.ptr[2] == ' '))
        return 2;
    return 0;
}

/* Offset behind the bracket that closes the one at `open`, or 0 when nothing closes it. */
static size_t closing_of(itd_str text, size_t open)
{
    unsigned depth = 0;

    for (size_t i = open; i < text.len; i++) {
        if (text.ptr[i] == '(')
            depth++;
        else if (text.ptr[i] == ')' && --depth == 0)
            return i + 1;
    }
    return 0;
}

bool itd_un_next_item(itd_str *rest, itd_str *ret_item)
{
    while (rest->len > 0) {
        size_t at = 0, cut = 0;

        while (at < rest->len && (cut = separator_at(*rest, at)) == 0) {
            const size_t behind = rest->ptr[at] == '(' ? closing_of(*rest, at) : 0;

            at = behind > 0 ? behind : at + 1;
        }
        *ret_item = itd_str_trim(itd_str_slice(*rest, 0, at));
        *rest = itd_str_from(*rest, at + cut);
        if (ret_item->len > 0)
            return true;
    }
    return false;
}

/* Without a pair of quotes around the whole, and without stray commas and brackets at the ends. */
static itd_str clean(itd_str text)
{
    static const struct {
        const char *open, *close;
    } quotes[] = {{"\"", "\""}, {"\xe2\x80\x9c", "\xe2\x80\x9d"}, {"\xe2\x80\x98", "\xe2\x80\x99"}};
    size_t before;

    do {
        before = text.len;
        text = itd_str_trim(text);
        while (text.len > 0 && (text.ptr[0] == ')' || text.ptr[0] == ','))
            text = itd_str_trim(itd_str_from(text, 1));
        while (text.len > 0 && text.ptr[text.len - 1] == ',')
            text = itd_str_trim(itd_str_slice(text, 0, text.len - 1));
        for (size_t i = 0; i < ITD_ARRAY_LEN(quotes); i++) {
            const itd_str open = itd_str_of(quotes[i].open), close = itd_str_of(quotes[i].close);
            const itd_str inner = itd_str_slice(text, open.len, text.len - close.len);

            if (text.len > open.len + close.len && itd_str_starts_with(text, open) &&
                itd_str_ends_with(text, close) && itd_str_find(inner, open) == SIZE_MAX &&
                itd_str_find(inner, close) == SIZE_MAX)
                text = inner;
        }
    } while (text.len != before);
    return text;
}

/* Offset of ", born 1 Jan. …", " born in …": what follows is a note. */
static size_t note_of_birth_at(itd_str text)
{
    const itd_str word = ITD_STR(" born ");
    size_t        from = 0;

    for (;;) {
        const size_t at = itd_str_find(itd_str_from(text, from), word);
        itd_str      after;

        if (at == SIZE_MAX)
            return SIZE_MAX;
        after = itd_str_from(text, from + at + word.len);
        if (itd_str_starts_with(after, ITD_STR("in ")) ||
            itd_str_starts_with(after, ITD_STR("on ")) ||
            (after.len > 0 && itd_char_is_digit(after.ptr[0])))
            return from + at;
        from += at + word.len;
    }
}

/* The brackets that end a text; *ret_base is what stands before them. */
static void collect_groups(itd_str text, itd_str *ret_base, struct groups *ret_groups)
{
    size_t base_end = 0;

    *ret_groups = (struct groups){.count = 0};
    for (size_t at = 0; at < text.len;) {
        const size_t behind = text.ptr[at] == '(' ? closing_of(text, at) : 0;

        if (behind == 0 || ret_groups->count == ITD_UN_BRACKETS_MAX) {
            /* Text behind a bracket: the brackets so far stand inside the name. */
            if (text.ptr[at] != ' ') {
                base_end = at + 1;
                ret_groups->count = 0;
            }
            at++;
            continue;
        }
        ret_groups->inside[ret_groups->count] =
            itd_str_trim(itd_str_slice(text, at + 1, behind - 1));
        ret_groups->end[ret_groups->count++] = behind;
        at = behind;
    }
    *ret_base = itd_str_trim(itd_str_slice(text, 0, base_end));
}

/* ---- recognising ---- */

bool itd_un_is_reference(itd_str text)
{
    return text.len == 7 && itd_char_is_alpha(text.ptr[0]) && itd_char_is_alpha(text.ptr[1]) &&
           (itd_char_lower(text.ptr[2]) == 'i' || itd_char_lower(text.ptr[2]) == 'e') &&
           text.ptr[3] == '.' && itd_char_is_digit(text.ptr[4]) && itd_char_is_digit(text.ptr[5]) &&
           itd_char_is_digit(text.ptr[6]);
}

/* What a bracket or remark says of the name beside it, in our words; empty when it is no label. */
static itd_str label_of(itd_str text)
{
    static const struct {
        const char *words, *kind;
    } labels[] = {
        {"previously listed as", "formerly listed as"},
        {"formerly listed as", "formerly listed as"},
        {"birth name", "birth name"},
        {"combat name", "nom de guerre"},
        {"nom de guerre", "nom de guerre"},
        {"call sign", "call sign"},
        {"initials", "initials"},
    };

    while (text.len > 0 && text.ptr[text.len - 1] == '.')
        text = itd_str_trim(itd_str_slice(text, 0, text.len - 1));
    for (size_t i = 0; i < ITD_ARRAY_LEN(labels); i++)
        if (itd_str_equal_ascii_nocase(text, itd_str_of(labels[i].words)))
            return itd_str_of(labels[i].kind);
    return itd_str_of("");
}

static size_t count_char(itd_str text, char ch)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == ch;
    return count;
}

static bool has_digit(itd_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (itd_char_is_digit(text.ptr[i]))
            return true;
    return false;
}

/* Is `word` a word of the text by itself? */
static bool has_word(itd_str text, itd_str word)
{
    itd_str part;

    while (itd_str_next_part(&text, ITD_STR(" "), &part))
        if (itd_str_equal_ascii_nocase(part, word))
            return true;
    return false;
}

/* Short, in capitals, its letters found in the name in that order and its first one at the start of
 * a word: an acronym of the name, and not a place or a word of it. */
static bool is_acronym_of(itd_str text, itd_str name)
{
    size_t capitals = 0, small = 0, at = 0, words = 1 + count_char(text, ' ');

    if (has_word(name, text) || name.len < 2 * text.len || words > 2)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        const char ch = text.ptr[i];

        if (!itd_char_is_alpha(ch)) {
            if (ch != '-' && ch != '/' && ch != '.' && ch != ' ' && ch != '&')
                return false;
            continue;
        }
        *(ch >= 'a' ? &small : &capitals) += 1;
        while (at < name.len &&
               (itd_char_lower(name.ptr[at]) != itd_char_lower(ch) ||
                (capitals + small == 1 && at > 0 && itd_char_is_alpha(name.ptr[at - 1]))))
            at++;
        if (at++ >= name.len)
            return false;
    }
    return capitals >= 2 && small <= 1 && capitals + small <= (words == 1 ? 10 : 6);
}

/* "(ISIL-SEA, ISIL-South East Asia)": other short forms may follow the acronym. */
static bool holds_acronym_of(itd_str text, itd_str name)
{
    itd_str first;

    return itd_str_next_part(&text, ITD_STR(", "), &first) && is_acronym_of(first, name);
}

static itd_str last_word(itd_str text)
{
    size_t at = text.len;

    while (at > 0 && text.ptr[at - 1] != ' ')
        at--;
    return itd_str_from(text, at);
}

/* One capitalised word that begins like the last word of the name: "Butayev (Butaev)". */
static bool is_variant_of_last(itd_str text, itd_str name)
{
    const itd_str last = last_word(name);

    return text.len >= 4 && last.len >= 4 && count_char(text, ' ') == 0 && !has_digit(text) &&
           text.ptr[0] >= 'A' && text.ptr[0] <= 'Z' &&
           itd_str_equal_ascii_nocase(itd_str_slice(text, 0, 3), itd_str_slice(last, 0, 3)) &&
           !itd_str_equal_ascii_nocase(text, last);
}

/* Words about the name rather than a name: they begin small, hold numbers, or are many. */
static bool is_remark(itd_str text)
{
    return text.len == 0 || (text.ptr[0] >= 'a' && text.ptr[0] <= 'z') || has_digit(text) ||
           count_char(text, ' ') > 6 || itd_un_is_reference(text);
}

static bool is_list(itd_str text)
{
    itd_str rest = text, item;
    size_t  items = 0;

    while (itd_un_next_item(&rest, &item))
        items++;
    return items > 1 && !has_digit(text);
}

/* A label, or a bracket that is no part of the name. */
static bool leaves_the_name(itd_str text, itd_str name)
{
    return label_of(text).len > 0 ||
           itd_str_starts_with_ascii_nocase(text, ITD_STR("original script")) ||
           itd_script_is_foreign(text) != itd_script_is_foreign(name) || is_list(text) ||
           holds_acronym_of(text, name) || is_variant_of_last(text, name) || is_remark(text);
}

/* ---- names of one item ---- */

/* Where one script ends and another begins, at a blank, with Latin on one side: two spellings of
 * one name. 0 for a name in one script, or with scripts mixed in any other way. */
static size_t script_border(itd_str text)
{
    const char *first = NULL;
    size_t      cut = 0;
    uint32_t    code;

    for (size_t at = 0, step; at < text.len; at += step) {
        const char *script;

        step = itd_utf8_decode(itd_str_from(text, at), &code);
        if (step == 0)
            return 0;
        script = itd_script_of_char(code);
        if (!script)
            continue;
        if (!first)
            first = script;
        else if (cut > 0 && strcmp(script, first) == 0)
            return 0; /* the first script comes back */
        else if (cut == 0 && strcmp(script, first) != 0) {
            if (text.ptr[at - 1] != ' ')
                return 0; /* mixed within a word */
            cut = at;
        }
    }
    return cut > 0 && itd_script_is_latin(itd_str_slice(text, 0, cut)) !=
                          itd_script_is_latin(itd_str_from(text, cut))
               ? cut
               : 0;
}

/* The name; where Latin and another script stand side by side, both; "A son of B" also as "A".
 * Index of the first, or SIZE_MAX. */
static size_t add_base(itd_str base, itd_un_names *names)
{
    const itd_str kind = itd_script_is_foreign(base) ? ITD_STR("original script") : itd_str_of("");
    const size_t  son = itd_str_find(base, ITD_STR(" son of "));
    const size_t  cut = script_border(base);

    if (cut > 0) {
        const size_t first = add_base(clean(itd_str_slice(base, 0, cut)), names);

        (void)add_base(clean(itd_str_from(base, cut)), names);
        return first;
    }
    if (son != SIZE_MAX && son > 0) {
        const size_t index = add_name(names, clean(itd_str_slice(base, 0, son)), kind);

        if (index != SIZE_MAX)
            names->items[index].note = itd_str_from(base, son + 1);
    }
    return add_name(names, base, kind);
}

/* "Lom-ali Butayev" and "Butaev" give "Lom-ali Butaev". */
static void add_variant(itd_str name, itd_str word, itd_un_names *names)
{
    const size_t kept = name.len - last_word(name).len;
    char        *text = itd_arena_new_array(names->arena, kept + word.len, 1);

    if (!text) {
        names->no_memory = true;
        return;
    }
    memcpy(text, name.ptr, kept);
    memcpy(text + kept, word.ptr, word.len);
    (void)add_name(names, (itd_str){text, kept + word.len}, itd_str_of(""));
}

static void add_acronyms(itd_str text, itd_un_names *names)
{
    itd_str part;

    while (itd_str_next_part(&text, ITD_STR(", "), &part)) {
        const size_t index = add_name(names, itd_str_trim(part), itd_str_of(""));

        if (index != SIZE_MAX)
            names->items[index].abbreviation = true;
    }
}

/* A bracket behind a name; index is that name's. */
static void read_group(itd_str inside, itd_str base, size_t index, unsigned depth,
                       itd_un_names *names)
{
    const itd_str original = ITD_STR("original script");
    const itd_str label = label_of(inside);

    if (inside.len == 0)
        return;
    if (label.len > 0) {
        names->items[index].kind = label;
    } else if (itd_str_starts_with_ascii_nocase(inside, original)) {
        const itd_str rest = itd_str_trim(itd_str_from(inside, original.len));

        if (rest.len > 1 && rest.ptr[0] == ':')
            split_cell(itd_str_from(rest, 1), depth + 1, names);
        else
            names->items[index].kind = original;
    } else if (itd_script_is_foreign(inside) || is_list(inside)) {
        split_cell(inside, depth + 1, names);
    } else if (itd_script_is_foreign(base) && !has_digit(inside)) {
        /* A romanisation, perhaps with words about it behind a dash. */
        const size_t dash = itd_str_find(inside, ITD_STR(" - "));

        split_cell(itd_str_slice(inside, 0, dash), depth + 1, names);
        if (dash != SIZE_MAX)
            names->items[index].note = itd_str_trim(itd_str_from(inside, dash + 3));
    } else if (holds_acronym_of(inside, base)) {
        add_acronyms(inside, names);
    } else if (is_variant_of_last(inside, base)) {
        add_variant(base, inside, names);
    } else {
        names->items[index].note = inside;
    }
}

/* "A, B, C, D" of single words is a list of given names; with fewer commas or longer parts it is
 * one name in its usual order. */
static bool is_comma_list(itd_str text)
{
    itd_str part;
    size_t  parts = 0;

    for (itd_str rest = text; itd_str_next_part(&rest, ITD_STR(","), &part); parts++)
        if (itd_str_trim(part).len == 0 || itd_str_find_char(itd_str_trim(part), ' ') != SIZE_MAX)
            return false;
    return parts >= 4;
}

static void split_item(itd_str item, unsigned depth, itd_un_names *names)
{
    itd_str       text = clean(item), note = itd_str_of(""), base;
    const size_t  born = note_of_birth_at(text);
    struct groups groups;
    size_t        first = 0, index;

    if (born != SIZE_MAX) {
        note = itd_str_trim(itd_str_from(text, born));
        text = clean(itd_str_slice(text, 0, born));
    }
    if (text.len == 0)
        return;
    if (is_comma_list(text)) {
        for (itd_str part; itd_str_next_part(&text, ITD_STR(","), &part);)
            (void)add_base(clean(part), names);
        return;
    }
    collect_groups(text, &base, &groups);
    if (base.len == 0) { /* all of it in brackets */
        for (size_t i = 0; i < groups.count && depth < ITD_UN_BRACKETS_MAX; i++)
            split_cell(groups.inside[i], depth + 1, names);
        return;
    }
    /* Brackets that belong to the name: "(HONG KONG)", "(KENYA)". */
    while (first < groups.count &&
           (depth == ITD_UN_BRACKETS_MAX || !leaves_the_name(groups.inside[first], base)))
        base = itd_str_slice(text, 0, groups.end[first++]);
    index = add_base(clean(base), names);
    if (index == SIZE_MAX)
        return;
    if (note.len > 0)
        names->items[index].note = note;
    for (size_t i = first; i < groups.count; i++)
        read_group(groups.inside[i], base, index, depth, names);
}

static void split_cell(itd_str cell, unsigned depth, itd_un_names *names)
{
    itd_str item;

    if (depth > ITD_UN_BRACKETS_MAX) {
        (void)add_base(clean(cell), names);
        return;
    }
    while (!names->no_memory && itd_un_next_item(&cell, &item))
        split_item(item, depth, names);
}

void itd_un_split_alias(itd_str cell, itd_un_names *names)
{
    split_cell(cell, 0, names);
}

/* ---- remarks beside a name ---- */

/* The foreign words behind "original script:" and its like. */
static void add_marked(itd_str note, itd_un_names *names)
{
    static const char *const markers[] = {"original script:", "in arabic script:", "in arabic:"};

    for (size_t at = 0; at < note.len; at++) {
        for (size_t i = 0; i < ITD_ARRAY_LEN(markers); i++) {
            const itd_str marker = itd_str_of(markers[i]);
            itd_str       text = itd_str_from(note, at);

            if (!itd_str_starts_with_ascii_nocase(text, marker))
                continue;
            text = itd_str_from(text, marker.len);
            text = itd_str_slice(text, 0, itd_str_find_char(text, '.'));
            if (itd_script_is_foreign(text))
                split_cell(text, 1, names);
        }
    }
}

void itd_un_split_note(itd_str note, bool name_is_foreign, itd_un_names *names, itd_str *ret_kind)
{
    const itd_str transliterations = ITD_STR("transliterations:");

    *ret_kind = label_of(itd_str_slice(note, 0, itd_str_find_char(note, '.')));
    if (ret_kind->len == 0)
        *ret_kind = label_of(itd_str_slice(note, 0, itd_str_find(note, ITD_STR(", in "))));
    add_marked(note, names);
    if (itd_str_starts_with_ascii_nocase(note, transliterations)) {
        itd_str list = itd_str_from(note, transliterations.len);

        list = itd_str_slice(list, 0, itd_str_find(list, ITD_STR(" )")));
        list = itd_str_slice(list, 0, itd_str_find(list, ITD_STR(" (")));
        split_cell(list, 1, names);
        return;
    }
    if (name_is_foreign && itd_script_is_latin(note) && note.ptr[0] != '(' && is_list(note)) {
        split_cell(note, 1, names);
        return;
    }
    for (size_t at = 0; at < note.len; at++) {
        const size_t behind = note.ptr[at] == '(' ? closing_of(note, at) : 0;

        if (behind == 0)
            continue;
        if (is_list(itd_str_slice(note, at + 1, behind - 1)))
            split_cell(itd_str_slice(note, at + 1, behind - 1), 1, names);
        at = behind - 1;
    }
}
