/* Every query starts from listed names and goes through one to three changes of its kind; some get
 * changes of another kind on top, so that the ways meet. */
#include "screen/deck.h"

#include "base/utf8.h"

#define PARTS_MAX 80
#define CHANGES_MAX 3
/* A long name has so many parts; so many listed names are tried to find one. */
#define LONG_PARTS 8
#define LONG_DRAWS 60
/* Listed names that are looked at for a word with a given letter. */
#define WORD_DRAWS 40
/* Characters behind it (surrogates, private use, other planes) have no neighbours worth trying. */
#define LAST_SCRIPT 0xD700
/* One query in so many gets changes of a second kind. */
#define SECOND_KIND_IN 3

void itd_deck_init(itd_deck *deck, const itd_snapshot *snap, uint64_t seed)
{
    *deck = (itd_deck){.snap = snap, .state = seed};
}

/* SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). */
uint64_t itd_deck_random(itd_deck *deck, uint64_t bound)
{
    uint64_t mixed = deck->state += UINT64_C(0x9E3779B97F4A7C15);

    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94D049BB133111EB);
    return (mixed ^ mixed >> 31) % bound;
}

/* A name as parts, each a slice of `buf`s or of the snapshot. */
struct parts {
    itd_str items[PARTS_MAX];
    size_t  count;
};

static itd_str listed_name(itd_deck *deck)
{
    const size_t             count = itd_snapshot_name_count(deck->snap);
    const itd_snapshot_name *name =
        itd_snapshot_name_at(deck->snap, (size_t)itd_deck_random(deck, count));

    return itd_snapshot_entity_at(deck->snap, name->entity)->values[name->value].text;
}

static void split(itd_str text, struct parts *parts)
{
    itd_str part;

    while (parts->count < PARTS_MAX && itd_str_next_part(&text, ITD_STR(" "), &part))
        if (part.len > 0)
            parts->items[parts->count++] = part;
}

static void join(const struct parts *parts, itd_buf *buf)
{
    itd_buf_reset(buf);
    for (size_t i = 0; i < parts->count; i++) {
        if (buf->len + parts->items[i].len + 1 > ITD_DECK_NAME_MAX)
            return;
        if (i > 0)
            itd_buf_append_char(buf, ' ');
        itd_buf_append(buf, parts->items[i]);
    }
}

/* Byte offset of a character chosen at random. */
static size_t random_place(itd_deck *deck, itd_str text)
{
    const size_t count = itd_utf8_count(text);
    size_t       at = 0;
    uint32_t     code;

    for (uint64_t n = itd_deck_random(deck, count + 1); n > 0 && at < text.len; n--)
        at += itd_utf8_decode(itd_str_from(text, at), &code);
    return at;
}

/* A letter like those around: its neighbour in the alphabet, its double, or any. */
static uint32_t random_letter(itd_deck *deck, itd_str there)
{
    uint32_t code = 'a';

    (void)itd_utf8_decode(there, &code);
    if (code >= 0x80 && code < LAST_SCRIPT)
        return code + 1 + (uint32_t)itd_deck_random(deck, 3);
    return itd_deck_random(deck, 2) ? 'a' + (uint32_t)itd_deck_random(deck, 26) : code;
}

/* One letter changed, added, dropped or exchanged with the next. */
static void edit(itd_deck *deck, itd_buf *buf, itd_buf *scratch)
{
    const itd_str text = itd_buf_text(buf);
    const size_t  at = random_place(deck, text);
    const itd_str behind = itd_str_from(text, at);
    uint32_t      code, next;
    const size_t  step = itd_utf8_decode(behind, &code);
    const size_t  next_step = itd_utf8_decode(itd_str_from(behind, step), &next);
    size_t        rest = at;

    itd_buf_reset(scratch);
    itd_buf_append(scratch, itd_str_slice(text, 0, at));
    switch (itd_deck_random(deck, 4)) {
    case 0:
        itd_buf_append_code(scratch, random_letter(deck, behind));
        break;
    case 1:
        itd_buf_append_code(scratch, random_letter(deck, behind));
        rest += step;
        break;
    case 2:
        rest += step;
        break;
    default:
        itd_buf_append(scratch, itd_str_slice(behind, step, step + next_step));
        itd_buf_append(scratch, itd_str_slice(behind, 0, step));
        rest += step + next_step;
        break;
    }
    itd_buf_append(scratch, itd_str_from(text, rest));
    itd_buf_reset(buf);
    itd_buf_append(buf, itd_str_slice(itd_buf_text(scratch), 0, SIZE_MAX));
}

static void swap_parts(struct parts *parts, size_t a, size_t b)
{
    const itd_str moved = parts->items[a];

    parts->items[a] = parts->items[b];
    parts->items[b] = moved;
}

/* A part dropped, added, repeated or moved. */
static void change_parts(itd_deck *deck, struct parts *parts)
{
    struct parts other = {.count = 0};
    size_t       at = parts->count > 0 ? (size_t)itd_deck_random(deck, parts->count) : 0;

    split(listed_name(deck), &other);
    switch (itd_deck_random(deck, 4)) {
    case 0:
        if (parts->count > 1)
            parts->items[at] = parts->items[--parts->count];
        break;
    case 1:
        if (parts->count < PARTS_MAX && other.count > 0)
            parts->items[parts->count++] = other.items[(size_t)itd_deck_random(deck, other.count)];
        break;
    case 2:
        if (parts->count > 0 && parts->count < PARTS_MAX)
            parts->items[parts->count++] = parts->items[at];
        break;
    default:
        if (parts->count > 1)
            swap_parts(parts, at, (size_t)itd_deck_random(deck, parts->count));
        break;
    }
}

/* Only the first character of a part, with or without a full stop left to the tokeniser. */
static void cut_to_initial(itd_deck *deck, struct parts *parts)
{
    uint32_t code;
    itd_str *part;

    if (parts->count == 0)
        return;
    part = &parts->items[(size_t)itd_deck_random(deck, parts->count)];
    part->len = itd_utf8_decode(*part, &code);
}

/* A blank taken out, one put in, or a few letters set apart. */
static void change_blanks(itd_deck *deck, itd_buf *buf, itd_buf *scratch)
{
    const itd_str  text = itd_buf_text(buf);
    const uint64_t way = itd_deck_random(deck, 3);
    const size_t   at = random_place(deck, text);
    const size_t   blank = itd_str_find_char(itd_str_from(text, at), ' ');
    uint32_t       code;
    size_t         step;

    itd_buf_reset(scratch);
    if (way == 0 && blank != SIZE_MAX) {
        itd_buf_append(scratch, itd_str_slice(text, 0, at + blank));
        itd_buf_append(scratch, itd_str_from(text, at + blank + 1));
    } else if (way == 1) {
        itd_buf_append(scratch, itd_str_slice(text, 0, at));
        itd_buf_append_char(scratch, ' ');
        itd_buf_append(scratch, itd_str_from(text, at));
    } else {
        size_t from = at;

        itd_buf_append(scratch, itd_str_slice(text, 0, at));
        for (size_t i = 0; i < 4 && from < text.len; i++) {
            step = itd_utf8_decode(itd_str_from(text, from), &code);
            itd_buf_append_char(scratch, ' ');
            itd_buf_append(scratch, itd_str_slice(text, from, from + step));
            from += step;
        }
        itd_buf_append(scratch, itd_str_from(text, from));
    }
    itd_buf_reset(buf);
    itd_buf_append(buf, itd_buf_text(scratch));
}

static void dress(itd_deck *deck, struct parts *parts)
{
    static const char *const words[] = {
        "Dr.", "al", "bin", "Ltd", "Limited", "Co.",  "Company", "GmbH", "LLC", "2",  "II", "3rd",
        "No.", "7",  "and", "of",  "M/V",     "S.A.", "Bank",    "O",    "J.",  "de", "Ms", "&",
    };

    if (parts->count == PARTS_MAX)
        return;
    parts->items[parts->count++] = itd_str_of(words[itd_deck_random(deck, ITD_ARRAY_LEN(words))]);
    if (itd_deck_random(deck, 2))
        swap_parts(parts, 0, parts->count - 1);
}

static void mix(itd_deck *deck, size_t count, struct parts *parts)
{
    for (size_t i = 0; i < count && parts->count < PARTS_MAX; i++) {
        struct parts other = {.count = 0};

        split(listed_name(deck), &other);
        if (other.count > 0)
            parts->items[parts->count++] = other.items[(size_t)itd_deck_random(deck, other.count)];
    }
}

/* A long listed name when a few draws give one, with parts of others behind; else parts of many. */
static void lengthen(itd_deck *deck, struct parts *parts)
{
    for (size_t i = 0; i < LONG_DRAWS && parts->count < LONG_PARTS; i++) {
        parts->count = 0;
        split(listed_name(deck), parts);
    }
    mix(deck,
        parts->count < LONG_PARTS ? LONG_PARTS + (size_t)itd_deck_random(deck, PARTS_MAX)
                                  : (size_t)itd_deck_random(deck, 3),
        parts);
}

/* A word of some listed name that begins with this letter, else the letter. */
static itd_str word_with(itd_deck *deck, itd_str letter)
{
    for (size_t i = 0; i < WORD_DRAWS; i++) {
        struct parts other = {.count = 0};

        split(listed_name(deck), &other);
        for (size_t k = 0; k < other.count; k++)
            if (itd_str_starts_with_ascii_nocase(other.items[k], letter))
                return other.items[k];
    }
    return letter;
}

/* One word of all their initials; of a single word, words of other names that begin with its
 * letters. */
static void shorten(itd_deck *deck, struct parts *parts, itd_buf *scratch)
{
    const struct parts from = *parts;
    uint32_t           code;

    parts->count = 0;
    itd_buf_reset(scratch);
    for (size_t i = 0; from.count > 1 && i < from.count; i++)
        itd_buf_append(scratch,
                       itd_str_slice(from.items[i], 0, itd_utf8_decode(from.items[i], &code)));
    if (scratch->len > 0)
        parts->items[parts->count++] = itd_buf_text(scratch);
    for (size_t at = 0; from.count == 1 && at < from.items[0].len && parts->count < PARTS_MAX;) {
        const itd_str rest = itd_str_from(from.items[0], at);
        const itd_str letter = itd_str_slice(rest, 0, itd_utf8_decode(rest, &code));

        parts->items[parts->count++] = word_with(deck, letter);
        at += letter.len;
    }
}

/* What happens to whole parts, before they become one text. */
static void change_whole(itd_deck *deck, itd_deck_kind kind, struct parts *parts)
{
    switch (kind) {
    case ITD_DECK_PARTS:
        change_parts(deck, parts);
        break;
    case ITD_DECK_INITIAL:
        cut_to_initial(deck, parts);
        break;
    case ITD_DECK_DRESSED:
        dress(deck, parts);
        break;
    case ITD_DECK_EXACT:
    case ITD_DECK_EDITED:
    case ITD_DECK_JOINED:
    case ITD_DECK_MIXED:
    case ITD_DECK_LONG:
    case ITD_DECK_ACRONYM:
    case ITD_DECK_KINDS:
        break;
    }
}

itd_status itd_deck_next(itd_deck *deck, itd_buf *buf, itd_deck_kind *ret_kind, itd_error *err)
{
    const itd_deck_kind kind = (itd_deck_kind)itd_deck_random(deck, ITD_DECK_KINDS);
    const itd_deck_kind second = itd_deck_random(deck, SECOND_KIND_IN) == 0
                                     ? (itd_deck_kind)itd_deck_random(deck, ITD_DECK_KINDS)
                                     : kind;
    const uint64_t      changes = 1 + itd_deck_random(deck, CHANGES_MAX);
    struct parts        parts = {.count = 0};
    itd_buf             scratch, letters;
    itd_status          st;

    itd_buf_init(&scratch, SIZE_MAX);
    itd_buf_init(&letters, SIZE_MAX);
    if (kind == ITD_DECK_MIXED)
        mix(deck, 1 + (size_t)itd_deck_random(deck, 4), &parts);
    else if (kind == ITD_DECK_LONG)
        lengthen(deck, &parts);
    else
        split(listed_name(deck), &parts);
    if (kind == ITD_DECK_ACRONYM)
        shorten(deck, &parts, &letters);
    for (uint64_t i = 0; i < changes; i++)
        change_whole(deck, i % 2 ? second : kind, &parts);
    join(&parts, buf);
    for (uint64_t i = 0; i < changes; i++) {
        const itd_deck_kind now = i % 2 ? second : kind;

        if (now == ITD_DECK_EDITED)
            edit(deck, buf, &scratch);
        else if (now == ITD_DECK_JOINED)
            change_blanks(deck, buf, &scratch);
    }
    st = itd_buf_status(&scratch, err);
    if (st == ITD_OK)
        st = itd_buf_status(&letters, err);
    itd_buf_done(&scratch);
    itd_buf_done(&letters);
    if (st == ITD_OK)
        st = itd_buf_status(buf, err);
    if (st == ITD_OK)
        *ret_kind = kind;
    return st;
}
