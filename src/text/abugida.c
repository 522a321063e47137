/* Scripts of syllables (Thai, Khmer, Burmese, Ethiopic, Bengali, Sinhala) as Latin letters, by
 * data/text/syllable_parts.tsv. At every place the first that fits of: letters that are silent; a
 * syllable that is written as a whole; a vowel that stands before its consonant, the consonant with
 * what is stacked on it, the rest of the vowel, and a consonant that closes the syllable. The
 * longest row goes first, of equal ones the one that asks for more. Marks (of tones) are passed
 * over. What fits nothing is left out. */
#include "text/roman_letters.h"
#include "text/tables.h"

struct walk {
    const itd_folded   *chars;
    size_t              count;
    size_t              at;
    struct itd_letters *letters;
    uint8_t             origin;
    bool                second;
};

/* Rows of a part: from the first to the one behind the last. */
struct rows {
    const struct itd_text_part *at;
    const struct itd_text_part *end;
};

static size_t lower_bound(unsigned key)
{
    size_t low = 0, high = itd_text_parts_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (((unsigned)itd_text_parts[middle].origin << 8 | itd_text_parts[middle].part) < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct rows rows_of(uint8_t origin, unsigned part)
{
    const unsigned key = (unsigned)origin << 8 | part;

    return (struct rows){.at = itd_text_parts + lower_bound(key),
                         .end = itd_text_parts + lower_bound(key + 1)};
}

static bool is_mark(const struct walk *walk, uint32_t code)
{
    for (struct rows rows = rows_of(walk->origin, ITD_PART_MARK); rows.at < rows.end; rows.at++)
        if (rows.at->codes[0] == code)
            return true;
    return false;
}

/* The place behind the row's letters, marks between them passed over; 0 when it does not fit. A row
 * without letters fits everywhere and ends where it begins. */
static bool fits(const struct walk *walk, const struct itd_text_part *row, size_t at,
                 size_t *ret_end)
{
    for (size_t i = 0; i < ITD_PART_CODES_MAX && row->codes[i]; i++, at++) {
        while (i > 0 && at < walk->count && walk->chars[at].code != row->codes[i] &&
               is_mark(walk, walk->chars[at].code))
            at++;
        if (at >= walk->count || walk->chars[at].code != row->codes[i])
            return false;
    }
    *ret_end = at;
    return true;
}

static size_t behind_marks(const struct walk *walk, size_t at)
{
    while (at < walk->count && is_mark(walk, walk->chars[at].code))
        at++;
    return at;
}

/* The sign of a vowel and no consonant: what stands before it begins a syllable. */
static bool is_sign(const struct walk *walk, uint32_t code)
{
    for (struct rows rows = rows_of(walk->origin, ITD_PART_INITIAL); rows.at < rows.end; rows.at++)
        if (rows.at->codes[0] == code && rows.at->codes[1] == 0)
            return false;
    for (struct rows rows = rows_of(walk->origin, ITD_PART_VOWEL); rows.at < rows.end; rows.at++)
        if (rows.at->codes[0] == code)
            return true;
    return false;
}

/* The first row of a part that fits, as the table is sorted. */
static const struct itd_text_part *find(const struct walk *walk, uint8_t part, size_t at,
                                        size_t *ret_end)
{
    for (struct rows rows = rows_of(walk->origin, part); rows.at < rows.end; rows.at++)
        if (fits(walk, rows.at, at, ret_end) &&
            (!(rows.at->bound & ITD_PART_END) || behind_marks(walk, *ret_end) == walk->count))
            return rows.at;
    return NULL;
}

/* A vowel of two letters that are consonants by themselves. */
static bool is_double_sign(const struct walk *walk, size_t at)
{
    for (struct rows rows = rows_of(walk->origin, ITD_PART_VOWEL); rows.at < rows.end; rows.at++) {
        size_t end = 0;

        if (!rows.at->lead && rows.at->codes[0] == rows.at->codes[1] && rows.at->codes[0] &&
            fits(walk, rows.at, at, &end))
            return true;
    }
    return false;
}

/* Does the vowel end in a letter that has a vowel of its own here? */
static bool takes_consonant(const struct walk *walk, const struct itd_text_part *row, size_t end)
{
    const size_t next = behind_marks(walk, end);

    return row->codes[0] && next < walk->count && !is_sign(walk, walk->chars[end - 1].code) &&
           is_sign(walk, walk->chars[next].code);
}

/* A consonant that closes the syllable: no vowel of its own follows. */
static const struct itd_text_part *find_final(const struct walk *walk, size_t at, size_t *ret_end)
{
    const size_t                start = behind_marks(walk, at);
    const struct itd_text_part *row = find(walk, ITD_PART_FINAL, start, ret_end);
    size_t                      end = 0, silent = 0;

    if (!row || find(walk, ITD_PART_SILENT, start, &silent))
        return NULL;
    end = behind_marks(walk, *ret_end);
    if (end == walk->count)
        return row;
    if (is_sign(walk, walk->chars[end].code) || is_double_sign(walk, end))
        return NULL;
    /* a letter with only silent ones behind it needs this one: n-o-n(th), not n-n(th) */
    if (find(walk, ITD_PART_INITIAL, end, &silent) && !find(walk, ITD_PART_SILENT, end, &silent) &&
        silent < walk->count && find(walk, ITD_PART_SILENT, silent, &silent))
        return NULL;
    return row;
}

static bool is_lead(const struct walk *walk, uint32_t code)
{
    for (struct rows rows = rows_of(walk->origin, ITD_PART_VOWEL); rows.at < rows.end; rows.at++)
        if (rows.at->lead == code)
            return true;
    return false;
}

static const struct itd_text_part *find_vowel(const struct walk *walk, uint32_t lead,
                                              uint8_t series, size_t at, size_t *ret_end)
{
    for (struct rows rows = rows_of(walk->origin, ITD_PART_VOWEL); rows.at < rows.end; rows.at++) {
        const struct itd_text_part *row = rows.at;
        size_t                      end = 0, final;

        if (row->lead != lead || (row->series && row->series != series) ||
            !fits(walk, row, at, &end) || takes_consonant(walk, row, end))
            continue;
        if ((row->bound & ITD_PART_END) && behind_marks(walk, end) < walk->count)
            continue;
        if ((row->bound & ITD_PART_CLOSED) && !find_final(walk, end, &final))
            continue;
        *ret_end = end;
        return row;
    }
    return NULL;
}

static itd_status put(struct walk *walk, const struct itd_text_part *row, size_t end,
                      itd_error *err)
{
    itd_folded place = walk->chars[walk->at];

    if (end > walk->at)
        place.to = walk->chars[end - 1].to;
    place.origin = walk->origin;
    walk->at = end;
    return itd_letters_put_text(walk->letters, walk->second ? row->second : row->main, &place, err);
}

/* What the consonant at this place is; a cluster needs a vowel that is written. */
static const struct itd_text_part *find_initial(const struct walk *walk, uint32_t lead, size_t at,
                                                size_t *ret_end)
{
    const struct itd_text_part *row = find(walk, ITD_PART_CLUSTER, at, ret_end);
    size_t                      end = row ? behind_marks(walk, *ret_end) : 0;

    if (row && (lead || (end < walk->count && is_sign(walk, walk->chars[end].code))))
        return row;
    return find(walk, ITD_PART_INITIAL, at, ret_end);
}

/* A syllable that begins here; *ret_done tells whether there is one. */
static itd_status put_syllable(struct walk *walk, bool *ret_done, itd_error *err)
{
    const uint32_t code = walk->chars[walk->at].code;
    const uint32_t lead = is_lead(walk, code) ? code : 0;
    const size_t   from = walk->at + (lead ? 1 : 0);
    size_t         end = 0;
    itd_status     st;

    const struct itd_text_part *row = find_initial(walk, lead, from, &end);
    const uint8_t               series = row ? row->series : 0;

    *ret_done = row != NULL;
    if (!row)
        return ITD_OK;
    st = put(walk, row, end, err);
    while (st == ITD_OK && (row = find(walk, ITD_PART_STACK, walk->at, &end)) != NULL)
        st = put(walk, row, end, err);
    if (st == ITD_OK && walk->at < walk->count)
        walk->at = behind_marks(walk, walk->at);
    row = st == ITD_OK ? find_vowel(walk, lead, series, walk->at, &end) : NULL;
    if (!row)
        return st;
    if (walk->at == walk->count) /* a vowel that is not written behind the last letter */
        walk->at--;
    st = put(walk, row, end, err);
    row = st == ITD_OK ? find_final(walk, walk->at, &end) : NULL;
    return row ? put(walk, row, end, err) : st;
}

bool itd_abugida_has(uint8_t origin)
{
    return lower_bound((unsigned)origin << 8) < lower_bound(((unsigned)origin + 1) << 8);
}

itd_status itd_abugida_put(struct itd_letters *letters, const itd_folded *chars, size_t count,
                           uint8_t origin, bool apart, bool second, itd_error *err)
{
    struct walk walk = {
        .chars = chars, .count = count, .letters = letters, .origin = origin, .second = second};
    itd_status st = ITD_OK;

    while (st == ITD_OK && walk.at < count) {
        const size_t                since = letters->count;
        size_t                      end = 0;
        bool                        done = true;
        const struct itd_text_part *row = find(&walk, ITD_PART_SILENT, walk.at, &end);

        if (row) {
            st = put(&walk, row, end, err);
            continue;
        }
        if (apart && since > 0 && letters->folded[since - 1].code != ' ')
            st = itd_letters_put(letters, ' ', &chars[walk.at], err);
        row = find(&walk, ITD_PART_ALONE, walk.at, &end);
        if (st == ITD_OK && row)
            st = put(&walk, row, end, err);
        else if (st == ITD_OK)
            st = put_syllable(&walk, &done, err);
        if (!done)
            walk.at++;
    }
    return st;
}
