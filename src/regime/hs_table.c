/* Titles of the Harmonized System and the phrases of words.tsv, as units of words. A unit inherits
 * the words of its heading and, with little weight, those of its chapter; words that a title only
 * excludes ("other than", "excluding") hardly count. */
#include "regime/hs_internal.h"

#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "regime/tsv.h"

#define UNIT_WORDS_MAX 96 /* words of a title that count; more do not occur */
#define EXCLUDED_WEIGHT 0.15
#define OWN_WEIGHT 1.0
#define HEADING_WEIGHT 0.9
#define CHAPTER_WEIGHT 0.2
#define PHRASE_WEIGHT 1.8 /* a unit of words.tsv */
#define NO_HEADING UINT32_MAX

static itd_status grow(itd_hs *hs, void **items, size_t count, size_t *cap, size_t size,
                       itd_error *err)
{
    void *bigger = itd_arena_grow(hs->arena, *items, count, cap, size);

    if (!bigger)
        return itd_error_no_memory(err);
    *items = bigger;
    return ITD_OK;
}

static itd_status word_index(itd_hs *hs, const itd_goods_word *text, uint32_t *ret_index,
                             itd_error *err)
{
    const itd_str      key = {text->text, text->len};
    const uint64_t    *known = itd_map_find(&hs->by_word, key);
    void              *items = hs->words;
    uint64_t          *value;
    struct itd_hs_word word = {.last_heading = NO_HEADING};
    bool               added;
    itd_status         st;

    if (known) {
        *ret_index = (uint32_t)*known;
        return ITD_OK;
    }
    st = grow(hs, &items, hs->word_count, &hs->word_cap, sizeof *hs->words, err);
    if (st != ITD_OK)
        return st;
    hs->words = items;
    if (!itd_arena_copy(hs->arena, key, &word.text) ||
        !itd_map_add(&hs->by_word, word.text, &value, &added))
        return itd_error_no_memory(err);
    hs->words[hs->word_count] = word;
    *value = hs->word_count;
    *ret_index = (uint32_t)hs->word_count++;
    return ITD_OK;
}

/* ---- titles ---- */

enum { CODE, TITLE, CODE_COLUMNS };
static const itd_tsv_column code_columns[CODE_COLUMNS] = {{"code", true}, {"title", true}};

static itd_status take_code(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    itd_hs             *hs = ctx;
    void               *items = hs->entries;
    struct itd_hs_entry entry = {.title = {0}};
    itd_status          st = itd_hs_parse(row->cells[CODE], &entry.code, err);

    if (st == ITD_OK)
        st = itd_tsv_text(row, TITLE, hs->arena, &entry.title, err);
    if (st == ITD_OK && hs->entry_count > 0 &&
        itd_str_compare(itd_hs_code_text(&hs->entries[hs->entry_count - 1].code),
                        itd_hs_code_text(&entry.code)) >= 0)
        st = itd_tsv_refuse(row, CODE, ITD_E_CONFLICT, err, "codes must ascend");
    if (st == ITD_OK)
        st = grow(hs, &items, hs->entry_count, &hs->entry_cap, sizeof entry, err);
    if (st != ITD_OK)
        return st;
    hs->entries = items;
    hs->entries[hs->entry_count++] = entry;
    return ITD_OK;
}

static size_t find_entry(const itd_hs *hs, itd_str digits)
{
    size_t low = 0, high = hs->entry_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int    order = itd_str_compare(itd_hs_code_text(&hs->entries[middle].code), digits);

        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return SIZE_MAX;
}

/* ---- units ---- */

struct weighed {
    uint32_t word;
    float    weight;
};

struct gathering {
    struct weighed words[UNIT_WORDS_MAX];
    size_t         count;
};

bool itd_hs_is_filler(const itd_goods_word *word)
{
    static const char *const fillers[] = {
        "the",  "and",     "or",    "of",      "in",      "for",  "with", "to",
        "a",    "an",      "by",    "on",      "at",      "from", "n",    "e",
        "c",    "whether", "their", "thereof", "this",    "that", "than", "as",
        "such", "other",   "not",   "but",     "used",    "kind", "made", "item",
        "good", "piece",   "part",  "article", "product",
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(fillers); i++)
        if (itd_str_equal((itd_str){word->text, word->len}, itd_str_of(fillers[i])))
            return true;
    return false;
}

/* Words behind these say what a title does not cover, up to the next semicolon. */
static bool begins_exclusion(itd_str rest)
{
    static const char *const openers[] = {"other than", "excluding",     "except", "excl",
                                          "but not",    "not elsewhere", "n.e.c"};

    for (size_t i = 0; i < ITD_ARRAY_LEN(openers); i++)
        if (itd_str_starts_with_ascii_nocase(rest, itd_str_of(openers[i])))
            return true;
    return false;
}

static void gather_word(struct gathering *gathering, uint32_t word, double weight)
{
    for (size_t i = 0; i < gathering->count; i++) {
        if (gathering->words[i].word != word)
            continue;
        if (gathering->words[i].weight < (float)weight)
            gathering->words[i].weight = (float)weight;
        return;
    }
    if (gathering->count < UNIT_WORDS_MAX)
        gathering->words[gathering->count++] = (struct weighed){word, (float)weight};
}

static itd_status gather(itd_hs *hs, struct gathering *gathering, itd_str text, double weight,
                         itd_error *err)
{
    itd_goods_word word;
    bool           excluded = false;

    for (;;) {
        const char *start;
        uint32_t    index = 0;
        itd_status  st;

        while (text.len > 0 && !itd_char_is_alpha(text.ptr[0]) && !itd_char_is_digit(text.ptr[0])) {
            if (text.ptr[0] == ';')
                excluded = false;
            text = itd_str_from(text, 1);
        }
        excluded = excluded || begins_exclusion(text);
        start = text.ptr;
        if (!itd_goods_next_word(&text, &word) || text.ptr == start)
            return ITD_OK;
        if (itd_hs_is_filler(&word))
            continue;
        st = word_index(hs, &word, &index, err);
        if (st != ITD_OK)
            return st;
        gather_word(gathering, index, excluded ? weight * EXCLUDED_WEIGHT : weight);
    }
}

static itd_status add_unit(itd_hs *hs, const struct gathering *gathering, struct itd_hs_unit unit,
                           itd_error *err)
{
    void      *items = hs->units;
    itd_status st = grow(hs, &items, hs->unit_count, &hs->unit_cap, sizeof unit, err);

    if (st != ITD_OK)
        return st;
    hs->units = items;
    for (size_t i = 0; i < gathering->count; i++) {
        struct itd_hs_word *word = &hs->words[gathering->words[i].word];

        items = hs->postings;
        st = grow(hs, &items, hs->posting_count, &hs->posting_cap, sizeof *hs->postings, err);
        if (st != ITD_OK)
            return st;
        hs->postings = items;
        hs->postings[hs->posting_count] = (struct itd_hs_posting){
            (uint32_t)hs->unit_count, gathering->words[i].weight, word->first};
        word->first = (uint32_t)++hs->posting_count;
        /* Units of a heading follow each other, phrases apart: near enough for a rarity. */
        if (word->last_heading != unit.heading) {
            word->headings++;
            word->last_heading = unit.heading;
        }
        unit.length += gathering->words[i].weight;
    }
    hs->units[hs->unit_count++] = unit;
    return ITD_OK;
}

static itd_status add_titles(itd_hs *hs, itd_error *err)
{
    size_t     chapter = SIZE_MAX, heading = SIZE_MAX;
    itd_status st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < hs->entry_count; i++) {
        const struct itd_hs_entry *entry = &hs->entries[i];
        struct gathering           gathering = {.count = 0};

        if (entry->code.len == 2) {
            chapter = i;
            continue;
        }
        if (entry->code.len == 4) {
            heading = i;
            hs->heading_count++;
        }
        if (chapter == SIZE_MAX || heading == SIZE_MAX)
            return itd_error_set(err, ITD_E_INCOMPLETE,
                                 "hs.tsv: code %.*s has no heading before it",
                                 ITD_STR_ARGS(itd_hs_code_text(&entry->code)));
        st = gather(hs, &gathering, entry->title, OWN_WEIGHT, err);
        if (st == ITD_OK && heading != i)
            st = gather(hs, &gathering, hs->entries[heading].title, HEADING_WEIGHT, err);
        if (st == ITD_OK)
            st = gather(hs, &gathering, hs->entries[chapter].title, CHAPTER_WEIGHT, err);
        if (st == ITD_OK)
            st = add_unit(hs, &gathering,
                          (struct itd_hs_unit){.heading = (uint32_t)heading, .entry = (uint32_t)i},
                          err);
    }
    return st;
}

/* ---- words.tsv ---- */

enum { WORDS, MEANS, HS, WORD_COLUMNS };
static const itd_tsv_column word_columns[WORD_COLUMNS] = {
    {"words", true}, {"means", false}, {"hs", false}};

static itd_status take_other_words(itd_hs *hs, const itd_tsv_row *row, itd_error *err)
{
    itd_str        rest = row->cells[WORDS], others = row->cells[MEANS];
    itd_goods_word text;
    uint32_t       index = 0, other = 0;
    itd_status     st;

    if (!itd_goods_next_word(&rest, &text) || itd_str_trim(rest).len > 0)
        return itd_tsv_refuse(row, WORDS, ITD_E_SYNTAX, err, "one word can stand for others");
    st = word_index(hs, &text, &index, err);
    while (st == ITD_OK && itd_goods_next_word(&others, &text)) {
        size_t free_slot = 0;

        st = word_index(hs, &text, &other, err);
        while (free_slot < ITD_HS_OTHER_WORDS_MAX && hs->words[index].others[free_slot] != 0)
            free_slot++;
        if (free_slot == ITD_HS_OTHER_WORDS_MAX)
            return itd_tsv_refuse(row, MEANS, ITD_E_LIMIT, err, "more than %d words",
                                  ITD_HS_OTHER_WORDS_MAX);
        hs->words[index].others[free_slot] = other + 1;
    }
    return st;
}

static itd_status take_phrase(itd_hs *hs, const itd_tsv_row *row, itd_error *err)
{
    itd_str          rest = row->cells[HS], part;
    struct gathering gathering = {.count = 0};
    itd_status       st = gather(hs, &gathering, row->cells[WORDS], PHRASE_WEIGHT, err);

    while (st == ITD_OK && itd_str_next_part(&rest, ITD_STR(";"), &part)) {
        itd_hs_code code;
        size_t      entry, heading;

        st = itd_hs_parse(part, &code, err);
        if (st != ITD_OK)
            return st;
        entry = find_entry(hs, itd_hs_code_text(&code));
        heading = find_entry(hs, itd_str_slice(itd_hs_code_text(&code), 0, 4));
        if (entry == SIZE_MAX || heading == SIZE_MAX || code.len < 4)
            return itd_tsv_refuse(row, HS, ITD_E_SCHEMA, err, "\"%.*s\" is no heading",
                                  ITD_STR_ARGS(part));
        st = add_unit(hs, &gathering,
                      (struct itd_hs_unit){.heading = (uint32_t)heading,
                                           .entry = (uint32_t)entry,
                                           .phrase = (uint32_t)gathering.count},
                      err);
    }
    return st;
}

static itd_status take_words(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    if ((row->cells[MEANS].len > 0) == (row->cells[HS].len > 0))
        return itd_tsv_refuse(row, HS, ITD_E_SCHEMA, err, "either means or hs must be given");
    return row->cells[HS].len > 0 ? take_phrase(ctx, row, err) : take_other_words(ctx, row, err);
}

/* ---- opening ---- */

static itd_status load(itd_hs *hs, const char *data_dir, itd_error *err)
{
    char       path[ITD_PATH_MAX];
    double     length = 0;
    itd_status st = itd_path_join(path, data_dir, "hs.tsv", NULL, err);

    if (st == ITD_OK)
        st = itd_tsv_read_file(path, code_columns, CODE_COLUMNS, take_code, hs, err);
    if (st == ITD_OK)
        st = add_titles(hs, err);
    if (st == ITD_OK)
        st = itd_path_join(path, data_dir, "words.tsv", NULL, err);
    if (st == ITD_OK)
        st = itd_tsv_read_file(path, word_columns, WORD_COLUMNS, take_words, hs, err);
    if (st == ITD_OK)
        st = itd_path_join(path, data_dir, "hs_changes.tsv", NULL, err);
    if (st == ITD_OK)
        st = itd_hs_load_changes(hs, path, err);
    if (st != ITD_OK)
        return st;
    for (size_t i = 0; i < hs->unit_count; i++)
        length += (double)hs->units[i].length;
    hs->mean_length = hs->unit_count > 0 ? length / (double)hs->unit_count : 1.0;
    return ITD_OK;
}

itd_status itd_hs_open(const char *data_dir, itd_hs **ret_hs, itd_error *err)
{
    itd_hs    *hs = itd_mem_new(1, sizeof *hs);
    itd_status st;

    if (!hs)
        return itd_error_no_memory(err);
    itd_map_init(&hs->by_word);
    hs->arena = itd_arena_new(SIZE_MAX);
    st = hs->arena ? load(hs, data_dir, err) : itd_error_no_memory(err);
    if (st != ITD_OK) {
        itd_hs_free(hs);
        return st;
    }
    *ret_hs = hs;
    return ITD_OK;
}

void itd_hs_free(itd_hs *hs)
{
    if (!hs)
        return;
    itd_map_done(&hs->by_word);
    itd_arena_free(hs->arena);
    itd_mem_free(hs);
}

/* ---- titles by code ---- */

bool itd_hs_title(const itd_hs *hs, const itd_hs_code *code, itd_str *ret_title)
{
    const size_t found = find_entry(hs, itd_str_slice(itd_hs_code_text(code), 0, 6));

    if (found == SIZE_MAX)
        return false;
    *ret_title = hs->entries[found].title;
    return true;
}

itd_status itd_hs_check(const itd_hs *hs, const itd_hs_code *code, bool *ret_other_edition,
                        itd_error *err)
{
    const itd_str digits = itd_hs_code_text(code);

    if (find_entry(hs, itd_str_slice(digits, 0, 4)) == SIZE_MAX)
        return itd_error_set(err, ITD_E_SCHEMA, "%.*s is no %s of the HS (edition %d)",
                             ITD_STR_ARGS(itd_str_slice(digits, 0, 4)),
                             digits.len > 2 ? "heading" : "chapter", ITD_HS_EDITION);
    *ret_other_edition = find_entry(hs, itd_str_slice(digits, 0, 6)) == SIZE_MAX;
    return ITD_OK;
}
