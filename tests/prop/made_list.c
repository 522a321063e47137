/* Words are drawn from small alphabets, so that neighbours within the edit budgets abound; a third
 * come from a stock that repeats, a few from the table of variants. */
#include "tests/prop/made_list.h"

#include <stdio.h>

#include "snapshot/snapshot.h"
#include "text/tables.h"

#define STOCK 64
#define WORD_BYTES_MAX 96
#define NAME_BYTES_MAX 1500

struct maker {
    uint64_t state;
    char     stock[STOCK][WORD_BYTES_MAX];
    itd_buf  word;
    itd_buf  name;
};

static uint64_t next_number(uint64_t *state)
{
    uint64_t mixed = *state += UINT64_C(0x9E3779B97F4A7C15);

    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94D049BB133111EB);
    return mixed ^ mixed >> 31;
}

static uint64_t draw(struct maker *maker, uint64_t bound)
{
    return next_number(&maker->state) % bound;
}

/* First letter of a run of neighbouring letters, by script. */
static const uint32_t scripts[] = {
    'a',    'a',    'm',    'a',    'a',    0x0430, 0x03B1, 0x05D0, 0x0631,
    0x0915, 0x0E01, 0xAC00, 0x4E00, 0x3042, 0x30A2, 0x10D0, 0x0561,
};

static void make_word(struct maker *maker)
{
    const uint32_t first = scripts[draw(maker, ITD_ARRAY_LEN(scripts))];
    const uint64_t letters = 2 + draw(maker, 3);
    const uint64_t len = draw(maker, 8) == 0 ? 9 + draw(maker, 10) : 1 + draw(maker, 9);

    itd_buf_reset(&maker->word);
    for (uint64_t i = 0; i < len; i++)
        itd_buf_append_code(&maker->word, first + (uint32_t)draw(maker, letters));
}

static void add_special(struct maker *maker)
{
    static const char *const special[] = {
        "Dr.",      "al",       "bin", "Ltd",  "Co.",  "GmbH", "LLC",   "2",     "II",      "7",
        "Kim",      "Gim",      "Ri",  "Rhee", "Jong", "Un",   "joint", "stock", "company", "J.",
        "Mohammed", "Muhammad", "abd", "el",   "3rd",  "100",  "M23",   "&",     "S.",      "K",
    };

    itd_buf_append_cstr(&maker->name, special[draw(maker, ITD_ARRAY_LEN(special))]);
}

static void add_word(struct maker *maker)
{
    switch (draw(maker, 8)) {
    case 0:
    case 1:
        itd_buf_append_cstr(&maker->name, maker->stock[draw(maker, STOCK)]);
        break;
    case 2:
        add_special(maker);
        break;
    case 3:
        itd_buf_append_cstr(&maker->name,
                            itd_text_variants[draw(maker, itd_text_variants_count)].text);
        break;
    default:
        make_word(maker);
        itd_buf_append(&maker->name, itd_buf_text(&maker->word));
        break;
    }
}

static itd_str make_name(struct maker *maker)
{
    static const char *const separators[] = {" ", " ", " ", "-", ", ", ". ", "/", ""};
    const uint64_t           shape = draw(maker, 40);
    const uint64_t           count = shape == 0  ? 13 + draw(maker, 60)
                                     : shape < 6 ? 6 + draw(maker, 7)
                                                 : 1 + draw(maker, 5);

    itd_buf_reset(&maker->name);
    for (uint64_t i = 0; i < count && maker->name.len < NAME_BYTES_MAX; i++) {
        if (i > 0)
            itd_buf_append_cstr(&maker->name, separators[draw(maker, ITD_ARRAY_LEN(separators))]);
        add_word(maker);
    }
    return itd_buf_text(&maker->name);
}

/* ---- ordinary names ---- */

#define ORDINARY_WORDS 12000

/* The word of a rank is always the same; low ranks come often. */
static void add_ordinary_word(uint64_t *state, itd_buf *name)
{
    static const char *const syllables[] = {
        "ka", "mo", "ri",  "ven", "to",  "sha", "lu",  "ne", "dar", "bi",  "gor", "an", "el", "mi",
        "sa", "po", "chu", "rov", "kin", "ha",  "zen", "ja", "qu",  "tor", "fi",  "we", "ly", "os",
    };
    const uint64_t spread = next_number(state) % ORDINARY_WORDS + 1;
    uint64_t       rank = next_number(state) % spread; /* about 1 / rank */

    for (uint64_t i = 2 + next_number(&rank) % 3; i > 0; i--)
        itd_buf_append_cstr(name, syllables[next_number(&rank) % ITD_ARRAY_LEN(syllables)]);
}

void made_customer(uint64_t *seed, itd_buf *buf)
{
    itd_buf_reset(buf);
    for (uint64_t parts = 2 + next_number(seed) % 3; parts > 0; parts--) {
        if (buf->len > 0)
            itd_buf_append_char(buf, ' ');
        add_ordinary_word(seed, buf);
    }
}

/* ---- snapshots ---- */

typedef itd_str (*name_fn)(struct maker *maker);

static itd_status add_entry(struct maker *maker, itd_snapshot_builder *builder, itd_arena *arena,
                            size_t number, uint64_t names, name_fn name, itd_error *err)
{
    static const itd_schema schemas[] = {ITD_SCHEMA_PERSON, ITD_SCHEMA_ORGANIZATION,
                                         ITD_SCHEMA_VESSEL};
    itd_entity_builder     *entity = itd_entity_builder_new(arena);
    const itd_entity       *ent;
    char                    id[32];
    itd_status              st;

    if (!entity)
        return itd_error_no_memory(err);
    snprintf(id, sizeof id, "E%zu", number);
    itd_entity_begin(entity, schemas[draw(maker, ITD_ARRAY_LEN(schemas))], itd_str_of(id));
    for (uint64_t i = 0; i < names; i++)
        itd_entity_add(entity,
                       i == 0                ? ITD_PROP_NAME
                       : draw(maker, 2) == 0 ? ITD_PROP_WEAK_ALIAS
                                             : ITD_PROP_ALIAS,
                       name(maker), (itd_str){0}, ITD_STR("made"));
    st = itd_entity_finish(entity, &ent, err);
    return st == ITD_OK ? itd_snapshot_add(builder, ent, err) : st;
}

/* names_max 0: every entry has one name. */
static itd_status write_all(struct maker *maker, const char *path, size_t entries,
                            uint64_t names_max, name_fn name, itd_error *err)
{
    const itd_snapshot_list list = {.name = ITD_STR("made")};
    itd_snapshot_builder   *builder = NULL;
    itd_arena              *arena = itd_arena_new(SIZE_MAX);
    itd_status              st = arena ? ITD_OK : itd_error_no_memory(err);

    if (st == ITD_OK)
        st = itd_snapshot_builder_new(&builder, err);
    if (st == ITD_OK)
        st = itd_snapshot_begin_list(builder, &list, err);
    for (size_t i = 0; st == ITD_OK && i < entries; i++) {
        itd_arena_reset(arena);
        st = add_entry(maker, builder, arena, i, names_max > 0 ? 1 + draw(maker, names_max) : 1,
                       name, err);
    }
    if (st == ITD_OK)
        st = itd_snapshot_write(builder, path, err);
    itd_snapshot_builder_free(builder);
    itd_arena_free(arena);
    return st;
}

itd_status made_list_write(const char *path, size_t entries, uint64_t seed, itd_error *err)
{
    struct maker maker = {.state = seed};
    itd_status   st;

    itd_buf_init(&maker.word, WORD_BYTES_MAX - 1);
    itd_buf_init(&maker.name, 2 * NAME_BYTES_MAX);
    for (size_t i = 0; i < STOCK; i++) {
        make_word(&maker);
        for (size_t k = 0; k < maker.word.len; k++)
            maker.stock[i][k] = maker.word.ptr[k];
    }
    st = write_all(&maker, path, entries, 3, make_name, err);
    itd_buf_done(&maker.word);
    itd_buf_done(&maker.name);
    return st;
}

static itd_str make_ordinary(struct maker *maker)
{
    made_customer(&maker->state, &maker->name);
    return itd_buf_text(&maker->name);
}

itd_status made_ordinary_write(const char *path, size_t names, uint64_t seed, itd_error *err)
{
    struct maker maker = {.state = seed};
    itd_status   st;

    itd_buf_init(&maker.name, NAME_BYTES_MAX);
    st = write_all(&maker, path, names, 0, make_ordinary, err);
    itd_buf_done(&maker.name);
    return st;
}
