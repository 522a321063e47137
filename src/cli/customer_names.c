/* Names as clerks type them. Taking a name apart only adds names: a wrong cut costs a false alarm,
 * a missing one a hit. So companies keep their "and", and everybody keeps the whole. */
#include "cli/customer_names.h"

#include <string.h>

#define HOLDERS_MAX 16 /* of one account; a name with more is not taken apart */

/* ---- words ---- */

static itd_str trim_marks(itd_str text)
{
    while (text.len > 0 && memchr(" \t(),:;-", text.ptr[0], 8))
        text = itd_str_from(text, 1);
    while (text.len > 0 && memchr(" \t(),:;-", text.ptr[text.len - 1], 8))
        text.len--;
    return text;
}

static size_t count_words(itd_str text)
{
    itd_str rest = text, word;
    size_t  count = 0;

    while (itd_str_next_part(&rest, ITD_STR(" "), &word))
        count += word.len > 0;
    return count;
}

static size_t find_nocase(itd_str text, itd_str part)
{
    for (size_t i = 0; i + part.len <= text.len; i++)
        if (itd_str_equal_ascii_nocase(itd_str_slice(text, i, i + part.len), part))
            return i;
    return SIZE_MAX;
}

static bool is_one_of(itd_str word, const char *words)
{
    itd_str rest = itd_str_of(words), known;

    while (itd_str_next_part(&rest, ITD_STR(" "), &known))
        if (itd_str_equal_ascii_nocase(word, known))
            return true;
    return false;
}

/* A text of no stated kind that speaks of an organisation. */
static bool names_company(itd_str text)
{
    static const char words[] =
        "ltd limited llc llp lp plc inc corp corporation co company gmbh ag kg ohg mbh sa sarl sas "
        "srl spa bv nv oy ab as aps ooo oao zao jsc pjsc group holding holdings bank trading trade "
        "traders shipping industries industry international import export services solutions "
        "partners associates sons söhne fils institute institut university ministry foundation "
        "stiftung verein association fund trust committee ministère office department council "
        "society société sociedad gesellschaft technology technologies sciences research";
    itd_str rest = text, word;

    while (itd_str_next_part(&rest, ITD_STR(" "), &word)) {
        while (word.len > 0 && (word.ptr[word.len - 1] == '.' || word.ptr[word.len - 1] == ','))
            word.len--;
        if (is_one_of(word, words))
            return true;
    }
    return false;
}

static bool may_be_persons(const itd_customer_draft *draft, itd_str name)
{
    return draft->schema == ITD_SCHEMA_PERSON ||
           (draft->schema == ITD_SCHEMA_LEGAL_ENTITY && !names_company(name));
}

/* ---- former names and aliases ---- */

struct marker {
    const char *text;
    bool        family; /* one word behind it is a family name */
};

/* Longer ones before those they begin with. */
static const struct marker markers[] = {
    {"formerly known as", true},
    {"formerly", true},
    {"f/k/a", true},
    {"fka", true},
    {"née", true},
    {"NÉE", true},
    {"nee", true},
    {"né", true},
    {"geborene", true},
    {"geborener", true},
    {"geb.", true},
    {"geb", true},
    {"born", true},
    {"früher", true},
    {"frueher", true},
    {"vormals", true},
    {"ehemals", true},
    {"soltera", true},
    {"anciennement", true},
    {"also known as", false},
    {"a.k.a.", false},
    {"a/k/a", false},
    {"aka", false},
    {"alias", false},
    {"trading as", false},
    {"t/a", false},
    {"doing business as", false},
    {"d/b/a", false},
    {"dba", false},
    {"genannt", false},
};

/* The marker as a word of its own behind something; *ret_from and *ret_to are its bytes. */
static const struct marker *find_marker(itd_str name, size_t *ret_from, size_t *ret_to)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(markers); i++) {
        const itd_str text = itd_str_of(markers[i].text);
        const size_t  from = find_nocase(name, text);

        if (from == SIZE_MAX || from == 0 || from + text.len >= name.len ||
            !memchr(" (,", name.ptr[from - 1], 3) || !memchr(" :", name.ptr[from + text.len], 2))
            continue;
        *ret_from = from;
        *ret_to = from + text.len;
        return &markers[i];
    }
    return NULL;
}

/* "Anna" of "Anna Example" and of "Example, Anna". */
static itd_str given_of(itd_str name)
{
    const size_t comma = itd_str_find_char(name, ',');
    size_t       end = name.len;

    if (comma != SIZE_MAX)
        return itd_str_trim(itd_str_from(name, comma + 1));
    while (end > 0 && name.ptr[end - 1] != ' ')
        end--;
    return itd_str_trim(itd_str_slice(name, 0, end));
}

static itd_status add_former(itd_customer_draft *draft, itd_str name, bool *ret_any, itd_error *err)
{
    size_t               from, to, close;
    const struct marker *marker = find_marker(name, &from, &to);
    itd_str              parts[2], base[2] = {{0}}, other;
    itd_status           st;

    *ret_any = marker != NULL;
    if (!marker)
        return ITD_OK;
    base[0] = trim_marks(itd_str_slice(name, 0, from));
    other = itd_str_from(name, to);
    close = itd_str_find_char(other, ')');
    if (name.ptr[from - 1] == '(' && close != SIZE_MAX) {
        base[1] = trim_marks(itd_str_from(other, close));
        other = itd_str_slice(other, 0, close);
    }
    other = trim_marks(other);
    if (base[0].len == 0 || other.len == 0)
        return ITD_OK;
    st = itd_customer_draft_add_joined(draft, base, ITD_ARRAY_LEN(base), err);
    if (st != ITD_OK)
        return st;
    parts[0] = base[1].len > 0 ? base[0] : given_of(base[0]);
    parts[1] = other;
    if (marker->family && count_words(other) == 1 && may_be_persons(draft, name))
        return itd_customer_draft_add_joined(draft, parts, ITD_ARRAY_LEN(parts), err);
    return itd_customer_draft_add_name(draft, other, err);
}

/* ---- joint holders ---- */

static const struct {
    const char *text;
    bool        strict; /* only between names of two words and more */
} joints[] = {
    {" and/or ", false}, {" und/oder ", false}, {" et/ou ", false}, {" & ", false},
    {" and ", false},    {" und ", false},      {" u. ", false},    {" et ", false},
    {";", false},        {" or ", false},       {" oder ", false},  {" ou ", true},
    {" y ", true},       {" e ", true},         {" + ", true},      {"/", true},
};

/* Without "Eheleute", "Mr & Mrs" before it. */
static itd_str without_couple(itd_str name)
{
    static const char *const couples[] = {
        "eheleute ",           "familie ",    "herr und frau ",  "frau und herr ", "mr & mrs ",
        "mr and mrs ",         "mr. & mrs. ", "mr. and mrs. ",   "m. et mme ",     "m et mme ",
        "monsieur et madame ", "sr. y sra. ", "señor y señora ", "mrs & mr ",      "mrs and mr ",
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(couples); i++) {
        const itd_str couple = itd_str_of(couples[i]);

        if (itd_str_equal_ascii_nocase(itd_str_slice(name, 0, couple.len), couple))
            return itd_str_trim(itd_str_from(name, couple.len));
    }
    return name;
}

/* Parts between the mark, titles alone left out; 0: it is not there, or there are too many. */
static size_t cut_holders(itd_str name, itd_str mark, itd_str parts[HOLDERS_MAX])
{
    size_t count = 0, at;

    if (find_nocase(name, mark) == SIZE_MAX)
        return 0;
    while (name.len > 0) {
        itd_str part;

        at = find_nocase(name, mark);
        part = itd_str_trim(itd_str_slice(name, 0, at == SIZE_MAX ? name.len : at));
        name = at == SIZE_MAX ? (itd_str){0} : itd_str_from(name, at + mark.len);
        if (part.len == 0 ||
            is_one_of(part, "mr mrs ms mr. mrs. ms. herr frau herrn m. mme m sr. sra. dr dr."))
            continue;
        if (count == HOLDERS_MAX)
            return 0;
        parts[count++] = part;
    }
    return count;
}

/* The family name that holders of a single word share: "Anna & Bert Example", "Example, Anna &
 * Bert". Empty: there is none. */
static itd_str shared_family(const itd_str *parts, size_t count)
{
    const itd_str last = parts[count - 1];
    const size_t  comma = itd_str_find_char(parts[0], ',');
    const size_t  blank = itd_str_find_char(last, ' ');

    if (comma != SIZE_MAX)
        return itd_str_trim(itd_str_slice(parts[0], 0, comma));
    if (blank != SIZE_MAX && itd_str_find_char(last, ',') == SIZE_MAX)
        return itd_str_trim(itd_str_from(last, blank));
    return (itd_str){0};
}

static itd_status add_holder(itd_customer_draft *draft, itd_str holder, itd_str family,
                             itd_error *err)
{
    const itd_str parts[] = {holder, family};
    const bool    alone = count_words(holder) == 1 && itd_str_find_char(holder, ',') == SIZE_MAX;
    bool          any = false;
    itd_status    st;

    if (alone && family.len > 0)
        return itd_customer_draft_add_joined(draft, parts, ITD_ARRAY_LEN(parts), err);
    st = add_former(draft, holder, &any, err);
    return st == ITD_OK && !any ? itd_customer_draft_add_name(draft, holder, err) : st;
}

static bool fits(const itd_customer_draft *draft, const itd_str *parts, size_t count, bool strict)
{
    strict = strict || draft->schema != ITD_SCHEMA_PERSON;
    for (size_t i = 0; i < count; i++)
        if (strict && count_words(parts[i]) < 2)
            return false;
    return count > 0;
}

/* *ret_any: the name was taken apart. */
static itd_status add_holders(itd_customer_draft *draft, itd_str whole, bool *ret_any,
                              itd_error *err)
{
    const itd_str name = without_couple(whole);
    itd_str       parts[HOLDERS_MAX];
    itd_status    st = ITD_OK;

    *ret_any = false;
    if (!may_be_persons(draft, whole))
        return ITD_OK;
    for (size_t k = 0; k < ITD_ARRAY_LEN(joints); k++) {
        const size_t count = cut_holders(name, itd_str_of(joints[k].text), parts);

        if (!fits(draft, parts, count, joints[k].strict))
            continue;
        *ret_any = true;
        for (size_t i = 0; st == ITD_OK && i < count; i++)
            st = add_holder(draft, parts[i], shared_family(parts, count), err);
        return st;
    }
    if (name.len == whole.len)
        return ITD_OK;
    *ret_any = true;
    return itd_customer_draft_add_name(draft, name, err);
}

/* Parts at the first mark that is there; without one the text itself. */
static size_t holders_of(itd_str text, itd_str parts[HOLDERS_MAX])
{
    for (size_t k = 0; k < ITD_ARRAY_LEN(joints); k++) {
        const size_t count = cut_holders(text, itd_str_of(joints[k].text), parts);

        if (count > 0)
            return count;
    }
    parts[0] = text;
    return 1;
}

itd_status itd_customer_names_add_holders(itd_customer_draft *draft, itd_str given, itd_str family,
                                          itd_error *err)
{
    itd_str      givens[HOLDERS_MAX], families[HOLDERS_MAX];
    const size_t given_count = holders_of(given, givens);
    const size_t family_count = holders_of(family, families);
    itd_status   st = ITD_OK;

    if (givens[0].len == given.len && families[0].len == family.len)
        return ITD_OK;
    for (size_t i = 0; i < given_count; i++)
        for (size_t k = 0; st == ITD_OK && k < family_count; k++) {
            const itd_str parts[] = {givens[i], families[k]};

            st = itd_customer_draft_add_joined(draft, parts, ITD_ARRAY_LEN(parts), err);
        }
    return st;
}

itd_status itd_customer_names_expand(itd_customer_draft *draft, itd_error *err)
{
    const size_t count = draft->name_count;
    itd_status   st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < count; i++) {
        bool any = false;

        st = add_holders(draft, draft->names[i], &any, err);
        if (st == ITD_OK && !any)
            st = add_former(draft, draft->names[i], &any, err);
    }
    return st;
}
