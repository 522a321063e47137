/* A spelling is cut into syllables in every way, and every syllable read in every way that the
 * table gives; the rank of a reading is the sum of its syllables' places in their rows, a further
 * syllable counts one. The lowest ranks are kept. Both habits of the north and of the south,
 * joined, with hyphens or apart, so come down to the same syllables. */
#include "text/syllable.h"

#include <stdbool.h>

#include "text/tables.h"

/* From this syllable on only so many readings each: the cost of a hostile text stays small. */
#define DEPTH_ALL 2
#define READINGS_DEEP 2

struct reading {
    uint64_t packed;
    uint32_t rank;
};

struct table {
    const struct itd_text_syllable *rows;
    size_t                          count;
};

struct search {
    itd_str        text;
    struct table   table;
    struct reading best[ITD_SPELLINGS_MAX];
    size_t         count;
};

/* Rows from *low to *high that go on with this letter at this place; the table is sorted. */
static void narrow(const struct itd_text_syllable *rows, size_t at, unsigned char letter,
                   size_t *low, size_t *high)
{
    size_t from = *low, to = *high;

    while (from < to) {
        const size_t middle = from + (to - from) / 2;

        if ((unsigned char)rows[middle].text[at] < letter)
            from = middle + 1;
        else
            to = middle;
    }
    *low = from;
    to = *high;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;

        if ((unsigned char)rows[middle].text[at] <= letter)
            from = middle + 1;
        else
            to = middle;
    }
    *high = from;
}

static bool is_before(const struct reading *a, const struct reading *b)
{
    return a->rank != b->rank ? a->rank < b->rank : a->packed < b->packed;
}

static void keep(struct search *search, const struct reading *reading)
{
    size_t at = search->count;

    for (size_t i = 0; i < search->count; i++)
        if (search->best[i].packed == reading->packed) {
            if (search->best[i].rank > reading->rank)
                search->best[i].rank = reading->rank;
            return;
        }
    if (at == ITD_SPELLINGS_MAX) {
        if (!is_before(reading, &search->best[at - 1]))
            return;
        at--;
    } else {
        search->count++;
    }
    for (; at > 0 && is_before(reading, &search->best[at - 1]); at--)
        search->best[at] = search->best[at - 1];
    search->best[at] = *reading;
}

/* Goes through what may follow from byte `from` on; depth is at most ITD_SYLLABLES_MAX. */
static void go_on(struct search *search, size_t from, const struct reading *before, size_t depth)
{
    size_t low = 0, high = search->table.count;

    if (from == search->text.len) {
        keep(search, before);
        return;
    }
    if (depth == ITD_SYLLABLES_MAX)
        return;
    for (size_t at = from; at < search->text.len && low < high; at++) {
        const struct itd_text_syllable *row;

        narrow(search->table.rows, at - from, (unsigned char)search->text.ptr[at], &low, &high);
        if (low == high)
            return;
        /* the shortest text of the rows left stands first; only a whole one is a syllable */
        row = &search->table.rows[low];
        if (row->text[at - from + 1] != '\0')
            continue;
        for (size_t i = 0; i < row->count && (depth < DEPTH_ALL || i < READINGS_DEEP); i++) {
            const struct reading next = {
                .packed = before->packed | (uint64_t)row->readings[i]
                                               << (ITD_SYLLABLE_BITS * depth),
                .rank = before->rank + (uint32_t)i + (depth > 0 ? 1 : 0),
            };

            go_on(search, at + 1, &next, depth + 1);
        }
    }
}

/* Behind the `given` readings that are there. */
static size_t read_rows(struct table table, itd_str text, size_t given,
                        uint64_t ret_readings[ITD_SPELLINGS_MAX])
{
    const struct reading start = {0};
    struct search        search = {.text = text, .table = table};

    if (text.len < 1 || text.len > ITD_SYLLABLES_MAX * ITD_SYLLABLE_BYTES_MAX)
        return given;
    go_on(&search, 0, &start, 0);
    for (size_t i = 0; i < search.count && given < ITD_SPELLINGS_MAX; i++) {
        bool known = false;

        for (size_t k = 0; k < given; k++)
            known = known || ret_readings[k] == search.best[i].packed;
        if (!known)
            ret_readings[given++] = search.best[i].packed;
    }
    return given;
}

/* The readings of a text that is a row as it is. */
static size_t read_one(struct table table, itd_str text, uint64_t ret_readings[ITD_SPELLINGS_MAX])
{
    size_t low = 0, high = table.count;

    for (size_t at = 0; at < text.len && low < high; at++)
        narrow(table.rows, at, (unsigned char)text.ptr[at], &low, &high);
    if (low == high || table.rows[low].text[text.len] != '\0')
        return 0;
    for (size_t i = 0; i < table.rows[low].count && i < ITD_SPELLINGS_MAX; i++)
        ret_readings[i] = table.rows[low].readings[i];
    return table.rows[low].count < ITD_SPELLINGS_MAX ? table.rows[low].count : ITD_SPELLINGS_MAX;
}

size_t itd_read_korean(itd_str text, uint64_t ret_readings[ITD_SPELLINGS_MAX])
{
    const struct table table = {.rows = itd_text_korean, .count = itd_text_korean_count};

    return read_rows(table, text, 0, ret_readings);
}

size_t itd_read_chinese(itd_str text, uint64_t ret_readings[ITD_SPELLINGS_MAX])
{
    const struct table wade = {.rows = itd_text_wade_giles, .count = itd_text_wade_giles_count};
    const struct table pinyin = {.rows = itd_text_pinyin, .count = itd_text_pinyin_count};

    return read_rows(pinyin, text, read_one(wade, text, ret_readings), ret_readings);
}
