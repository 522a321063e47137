/* Variations of whole names: parts moved, lost, put in, joined. Those of letters are in
 * vary_letters.c, other spellings in respell.c. */
#include "lab/vary.h"

#define DROP_FROM 3 /* parts that a name must have before one is left out */
#define SPLIT_LETTERS_MIN 6
#define TELLING_LETTERS_MIN 4 /* of a part that is replaced or cut to its initial */

static bool is_word_char(char ch)
{
    return itd_char_is_alpha(ch) || itd_char_is_digit(ch) || ch == '\'';
}

void itd_lab_name_init(itd_lab_name *name, itd_str text, const itd_entity *ent)
{
    size_t from = 0;

    *name = (itd_lab_name){.text = text, .ent = ent};
    for (size_t at = 0; at <= text.len; at++) {
        if (at < text.len && (unsigned char)text.ptr[at] >= 0x80) {
            name->count = 0;
            return;
        }
        if (at < text.len && is_word_char(text.ptr[at]))
            continue;
        if (at > from && name->count == ITD_LAB_WORDS_MAX) {
            name->count = 0;
            return;
        }
        if (at > from)
            name->words[name->count++] = itd_str_slice(text, from, at);
        from = at + 1;
    }
}

static bool is_person(const itd_lab_name *name)
{
    return name->ent->schema == ITD_SCHEMA_PERSON;
}

/* Long enough to tell people apart, and letters only. */
static bool is_telling(itd_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (!itd_char_is_alpha(word.ptr[i]))
            return false;
    }
    return word.len >= TELLING_LETTERS_MIN;
}

static void append_word(itd_buf *buf, itd_str word)
{
    if (buf->len > 0)
        itd_buf_append_char(buf, ' ');
    itd_buf_append(buf, word);
}

/* All words but `without` (SIZE_MAX: none), with `instead` in its place unless empty. */
static void append_words(const itd_lab_name *name, size_t without, itd_str instead, itd_buf *buf)
{
    for (size_t i = 0; i < name->count; i++) {
        if (i != without)
            append_word(buf, name->words[i]);
        else if (instead.len > 0)
            append_word(buf, instead);
    }
}

/* The place of one telling word, or SIZE_MAX. */
static size_t choose_telling(const itd_lab_name *name, itd_random *random)
{
    size_t places[ITD_LAB_WORDS_MAX], count = 0;

    for (size_t i = 0; i < name->count; i++) {
        if (is_telling(name->words[i]))
            places[count++] = i;
    }
    return count > 0 ? places[itd_random_below(random, count)] : SIZE_MAX;
}

/* ---- order, dropped, extra, replaced, initial ---- */

static bool vary_order(const itd_lab_name *name, itd_random *random, itd_buf *buf)
{
    itd_str words[ITD_LAB_WORDS_MAX];
    size_t  moved = 0;

    if (name->count < 2 || !is_person(name))
        return false;
    for (size_t i = 0; i < name->count; i++)
        words[i] = name->words[i];
    for (size_t i = name->count - 1; i > 0; i--) {
        const size_t  other = itd_random_below(random, i + 1);
        const itd_str word = words[i];

        words[i] = words[other];
        words[other] = word;
    }
    for (size_t i = 0; i < name->count; i++) {
        moved += !itd_str_equal(words[i], name->words[i]);
        append_word(buf, words[i]);
    }
    return moved > 0;
}

static bool vary_dropped(const itd_lab_name *name, itd_random *random, itd_buf *buf)
{
    const size_t place = choose_telling(name, random);

    if (name->count < DROP_FROM || place == SIZE_MAX)
        return false;
    append_words(name, place, (itd_str){0}, buf);
    return true;
}

/* An ordinary given name or surname of any origin. */
static itd_str draw_ordinary(const itd_lab_parts *parts, itd_random *random)
{
    const itd_lab_origin *origin = &parts->origins[itd_random_below(random, parts->count)];
    const char           *which = itd_random_below(random, 2) == 0 ? "given" : "surname";
    const itd_lab_part   *part = itd_lab_part_find(origin, itd_str_of(which));

    if (!part)
        return (itd_str){0};
    return part->choices[itd_random_below(random, part->count)];
}

static bool has_word(const itd_lab_name *name, itd_str word)
{
    for (size_t i = 0; i < name->count; i++) {
        if (itd_str_equal_ascii_nocase(name->words[i], word))
            return true;
    }
    return false;
}

static bool vary_with_ordinary(itd_lab_class class, const itd_lab_name *name,
                               const itd_lab_parts *parts, itd_random *random, itd_buf *buf)
{
    const itd_str ordinary = draw_ordinary(parts, random);
    const size_t  place = class == ITD_LAB_REPLACED ? choose_telling(name, random)
                                                    : itd_random_below(random, name->count);

    if (!is_person(name) || name->count < 2 || place == SIZE_MAX || !is_telling(ordinary) ||
        has_word(name, ordinary))
        return false;
    if (class == ITD_LAB_REPLACED) {
        append_words(name, place, ordinary, buf);
        return true;
    }
    for (size_t i = 0; i < name->count; i++) {
        append_word(buf, name->words[i]);
        if (i == place)
            append_word(buf, ordinary);
    }
    return true;
}

static bool vary_initial(const itd_lab_name *name, itd_random *random, itd_buf *buf)
{
    const size_t place = choose_telling(name, random);

    if (!is_person(name) || name->count < 2 || place == SIZE_MAX)
        return false;
    append_words(name, place, itd_str_slice(name->words[place], 0, 1), buf);
    return true;
}

/* ---- joined, split, spaced ---- */

static bool vary_join(const itd_lab_name *name, itd_random *random, itd_buf *buf)
{
    const size_t place = itd_random_below(random, name->count - 1);

    if (name->count < 2 || itd_char_is_digit(name->words[place].ptr[0]) ||
        itd_char_is_digit(name->words[place + 1].ptr[0]))
        return false;
    for (size_t i = 0; i < name->count; i++) {
        if (i == place + 1)
            itd_buf_append(buf, name->words[i]);
        else
            append_word(buf, name->words[i]);
    }
    return true;
}

static bool vary_split(const itd_lab_name *name, itd_random *random, itd_buf *buf)
{
    const size_t place = choose_telling(name, random);
    size_t       cut;

    if (place == SIZE_MAX || name->words[place].len < SPLIT_LETTERS_MIN)
        return false;
    cut = 2 + itd_random_below(random, name->words[place].len - 3);
    for (size_t i = 0; i < name->count; i++) {
        if (i == place)
            append_word(buf, itd_str_slice(name->words[i], 0, cut));
        append_word(buf, i == place ? itd_str_from(name->words[i], cut) : name->words[i]);
    }
    return true;
}

static bool vary_spaced(const itd_lab_name *name, itd_buf *buf)
{
    if (name->count < 2)
        return false;
    for (size_t i = 0; i < name->count; i++) {
        itd_buf_append_cstr(buf, i > 0 ? "  " : "");
        for (size_t k = 0; k < name->words[i].len; k++) {
            if (k > 0)
                itd_buf_append_char(buf, ' ');
            itd_buf_append_char(buf, name->words[i].ptr[k]);
        }
    }
    return true;
}

/* ---- legal form, diminutive ---- */

static const char *const legal_forms[] = {
    "Ltd", "Limited", "LLC",  "Company Limited",
    "Co",  "Company", "Corp", "Corporation",
    "Inc", "GmbH",    "JSC",  "PJSC",
    "SA",  "AG",      "PLC",  "FZE",
};

static bool is_legal_form(itd_str word)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(legal_forms); i++) {
        if (itd_str_equal_ascii_nocase(word, itd_str_of(legal_forms[i])))
            return true;
    }
    return false;
}

/* Without the forms at the end; one of three then gets none, the others one by chance. */
static bool vary_legal_form(const itd_lab_name *name, itd_random *random, itd_buf *buf)
{
    size_t count = name->count;

    while (count > 1 && is_legal_form(name->words[count - 1]))
        count--;
    if (is_person(name) || count < 2 || name->ent->schema == ITD_SCHEMA_VESSEL)
        return false;
    for (size_t i = 0; i < count; i++)
        append_word(buf, name->words[i]);
    if (count == name->count || itd_random_below(random, 3) > 0)
        append_word(buf,
                    itd_str_of(legal_forms[itd_random_below(random, ITD_ARRAY_LEN(legal_forms))]));
    return true;
}

/* Usual short forms; general knowledge, each pair both ways. */
static const char *const diminutives[][2] = {
    {"William", "Bill"},     {"Robert", "Bob"},      {"Richard", "Dick"},
    {"James", "Jim"},        {"John", "Jack"},       {"Edward", "Ted"},
    {"Charles", "Chuck"},    {"Michael", "Mike"},    {"Joseph", "Joe"},
    {"Thomas", "Tom"},       {"Daniel", "Dan"},      {"David", "Dave"},
    {"Samuel", "Sam"},       {"Peter", "Pete"},      {"Anthony", "Tony"},
    {"Alexander", "Sasha"},  {"Aleksandr", "Sasha"}, {"Alexei", "Alyosha"},
    {"Vladimir", "Volodya"}, {"Dmitry", "Dima"},     {"Dmitri", "Dima"},
    {"Mikhail", "Misha"},    {"Nikolai", "Kolya"},   {"Ivan", "Vanya"},
    {"Sergei", "Seryozha"},  {"Yuri", "Yura"},       {"Andrei", "Andrusha"},
    {"Victor", "Vitya"},     {"Viktor", "Vitya"},    {"Evgeny", "Zhenya"},
    {"Yevgeny", "Zhenya"},   {"Elena", "Lena"},      {"Tatiana", "Tanya"},
    {"Natalia", "Natasha"},  {"Maria", "Masha"},     {"Francisco", "Paco"},
    {"Jose", "Pepe"},        {"Ignacio", "Nacho"},   {"Eduardo", "Lalo"},
    {"Enrique", "Quique"},   {"Guillermo", "Memo"},  {"Alejandro", "Alex"},
    {"Manuel", "Manolo"},    {"Antonio", "Tono"},    {"Jesus", "Chuy"},
    {"Johannes", "Hans"},    {"Friedrich", "Fritz"}, {"Josef", "Sepp"},
    {"Benjamin", "Ben"},     {"Gregory", "Greg"},    {"Nicholas", "Nick"},
    {"Patrick", "Pat"},      {"Stephen", "Steve"},   {"Christopher", "Chris"},
    {"Kenneth", "Ken"},      {"Raymond", "Ray"},     {"Timothy", "Tim"},
};

static bool vary_diminutive(const itd_lab_name *name, itd_random *random, itd_buf *buf)
{
    const size_t start = itd_random_below(random, name->count);

    for (size_t i = 0; is_person(name) && name->count > 1 && i < name->count; i++) {
        const size_t place = (start + i) % name->count;

        for (size_t k = 0; k < ITD_ARRAY_LEN(diminutives); k++)
            for (size_t side = 0; side < 2; side++) {
                if (!itd_str_equal_ascii_nocase(name->words[place],
                                                itd_str_of(diminutives[k][side])))
                    continue;
                append_words(name, place, itd_str_of(diminutives[k][1 - side]), buf);
                return true;
            }
    }
    return false;
}

/* ---- letters ---- */

/* One word changed, or two of them by those classes that touch two. */
static bool vary_letters(itd_lab_class class, const itd_lab_name *name, itd_random *random,
                         itd_buf *buf)
{
    const size_t first = choose_telling(name, random);
    const bool   two =
        class == ITD_LAB_VOWELS || class == ITD_LAB_HOMOGLYPH || class == ITD_LAB_INVISIBLE;
    const size_t second = two ? choose_telling(name, random) : first;
    bool         changed = false;

    for (size_t i = 0; i < name->count && first != SIZE_MAX; i++) {
        if (i > 0)
            itd_buf_append_char(buf, ' ');
        if ((i == first || i == second) && itd_lab_vary_word(class, name->words[i], random, buf))
            changed = true;
        else
            itd_buf_append(buf, name->words[i]);
    }
    return changed;
}

bool itd_lab_vary(itd_lab_class class, const itd_lab_name *name, const itd_lab_parts *parts,
                  itd_random *random, itd_buf *buf)
{
    itd_buf_reset(buf);
    if (class == ITD_LAB_EXACT) {
        itd_buf_append(buf, name->text);
        return true;
    }
    if (name->count == 0)
        return false;
    switch (class) {
    case ITD_LAB_ORDER:
        return vary_order(name, random, buf);
    case ITD_LAB_DROPPED:
        return vary_dropped(name, random, buf);
    case ITD_LAB_EXTRA:
    case ITD_LAB_REPLACED:
        return vary_with_ordinary(class, name, parts, random, buf);
    case ITD_LAB_INITIAL:
        return vary_initial(name, random, buf);
    case ITD_LAB_JOIN:
        return name->count > 1 && vary_join(name, random, buf);
    case ITD_LAB_SPLIT:
        return vary_split(name, random, buf);
    case ITD_LAB_SPACED:
        return vary_spaced(name, buf);
    case ITD_LAB_LEGAL_FORM:
        return vary_legal_form(name, random, buf);
    case ITD_LAB_DIMINUTIVE:
        return vary_diminutive(name, random, buf);
    case ITD_LAB_ARABIC:
    case ITD_LAB_CYRILLIC:
    case ITD_LAB_CHINESE:
    case ITD_LAB_KOREAN:
        return itd_lab_respell(class, name, buf);
    default:
        return vary_letters(class, name, random, buf);
    }
}
