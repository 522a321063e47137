/* The fixture's parties are invented. */
#include "tests/unit/snapshot_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/unit/support.h"

const char *fixture_path(const char *name)
{
    static char dir[64], path[256];

    if (dir[0] == '\0') {
        snprintf(dir, sizeof dir, "/tmp/itd-test-XXXXXX");
        if (!mkdtemp(dir))
            fail_msg("cannot make %s", dir);
    }
    snprintf(path, sizeof path, "%s/%s", dir, name);
    return path;
}

struct fact {
    itd_prop       prop;
    const char    *text;
    itd_detail_key key;
    const char    *detail;
};

static const struct party {
    const char *list;
    const char *id;
    itd_schema  schema;
    struct fact facts[8];
} parties[] = {
    {"un",
     "T1",
     ITD_SCHEMA_PERSON,
     {{ITD_PROP_NAME, "Pavel Ostrowen", 0, NULL},
      {ITD_PROP_WEAK_ALIAS, "The Carpenter", 0, NULL},
      {ITD_PROP_BIRTH_DATE, "1961-04-09", 0, NULL},
      {ITD_PROP_PASSPORT_NUMBER, "KX-208841", ITD_DETAIL_COUNTRY, "kp"},
      {ITD_PROP_NATIONALITY, "kp", 0, NULL},
      {ITD_PROP_PROGRAM, "DPRK", 0, NULL}}},
    {"un",
     "T2",
     ITD_SCHEMA_ORGANIZATION,
     {{ITD_PROP_NAME, "Morning Tide Shipping Co., Ltd.", 0, NULL},
      {ITD_PROP_SWIFT_BIC, "MTSHKPPYXXX", 0, NULL},
      {ITD_PROP_PROGRAM, "DPRK", 0, NULL}}},
    {"own",
     "V7",
     ITD_SCHEMA_VESSEL,
     {{ITD_PROP_NAME, "Morning Tide 7", 0, NULL}, {ITD_PROP_IMO_NUMBER, "9074729", 0, NULL}}},
    {"own",
     "P9",
     ITD_SCHEMA_PERSON,
     {{ITD_PROP_NAME, "Pavel Ostrowen", 0, NULL}, {ITD_PROP_PROGRAM, "OTHER", 0, NULL}}},
};

static itd_status add_party(itd_snapshot_builder *builder, itd_arena *arena,
                            const struct party *party, itd_error *err)
{
    itd_entity_builder *entity = itd_entity_builder_new(arena);
    const itd_entity   *ent;
    itd_status          st;

    if (!entity)
        return itd_error_no_memory(err);
    itd_entity_begin(entity, party->schema, itd_str_of(party->id));
    for (size_t i = 0; i < ITD_ARRAY_LEN(party->facts) && party->facts[i].text; i++) {
        const struct fact *fact = &party->facts[i];

        itd_entity_add(entity, fact->prop, itd_str_of(fact->text), (itd_str){0}, ITD_STR("test"));
        if (fact->detail)
            itd_entity_detail(entity, fact->key, itd_str_of(fact->detail));
    }
    st = itd_entity_finish(entity, &ent, err);
    return st == ITD_OK ? itd_snapshot_add(builder, ent, err) : st;
}

static itd_status add_parties(itd_snapshot_builder *builder, itd_arena *arena, itd_error *err)
{
    const char *list = "";
    itd_status  st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < ITD_ARRAY_LEN(parties); i++) {
        const itd_snapshot_list described = {.name = itd_str_of(parties[i].list),
                                             .version_ms = 1772150400000};

        if (!itd_str_equal(itd_str_of(list), described.name))
            st = itd_snapshot_begin_list(builder, &described, err);
        list = parties[i].list;
        if (st == ITD_OK)
            st = add_party(builder, arena, &parties[i], err);
    }
    return st;
}

itd_status fixture_write(const char *path, itd_error *err)
{
    itd_arena            *arena = itd_arena_new(SIZE_MAX);
    itd_snapshot_builder *builder = NULL;
    itd_status            st = arena ? ITD_OK : itd_error_no_memory(err);

    if (st == ITD_OK)
        st = itd_snapshot_builder_new(&builder, err);
    if (st == ITD_OK)
        st = add_parties(builder, arena, err);
    if (st == ITD_OK)
        st = itd_snapshot_write(builder, path, err);
    itd_snapshot_builder_free(builder);
    itd_arena_free(arena);
    return st;
}
