/* Words are drawn from small alphabets, so that neighbours within the edit budgets abound; a third
 * come from a stock that repeats, a few from the table of variants. */
#include "tests/prop/made_list.h"

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

static uint64_t draw(struct maker *maker, uint64_t bound)
{
    uint64_t mixed = maker->state += UINT64_C(0x9E3779B97F4A7C15);

    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94D049BB133111EB);
    return (mixed ^ mixed >> 31) % bound;
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

static itd_status add_entry(struct maker *maker, itd_snapshot_builder *builder, itd_arena *arena,
                            size_t number, itd_error *err)
{
    static const itd_schema schemas[] = {ITD_SCHEMA_PERSON, ITD_SCHEMA_ORGANIZATION,
                                         ITD_SCHEMA_VESSEL};
    itd_entity_builder     *entity = itd_entity_builder_new(arena);
    const itd_entity       *ent;
    const uint64_t          names = 1 + draw(maker, 3);
    char                    id[32];
    itd_buf                 text;
    itd_status              st;

    if (!entity)
        return itd_error_no_memory(err);
    itd_buf_init(&text, sizeof id);
    itd_buf_printf(&text, "E%zu", number);
    itd_entity_begin(entity, schemas[draw(maker, ITD_ARRAY_LEN(schemas))], itd_buf_text(&text));
    for (uint64_t i = 0; i < names; i++)
        itd_entity_add(entity,
                       i == 0                ? ITD_PROP_NAME
                       : draw(maker, 2) == 0 ? ITD_PROP_WEAK_ALIAS
                                             : ITD_PROP_ALIAS,
                       make_name(maker), (itd_str){0}, ITD_STR("made"));
    st = itd_entity_finish(entity, &ent, err);
    if (st == ITD_OK)
        st = itd_snapshot_add(builder, ent, err);
    itd_buf_done(&text);
    return st;
}

static itd_status write_all(struct maker *maker, const char *path, size_t entries, itd_error *err)
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
        st = add_entry(maker, builder, arena, i, err);
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
    st = write_all(&maker, path, entries, err);
    itd_buf_done(&maker.word);
    itd_buf_done(&maker.name);
    return st;
}
