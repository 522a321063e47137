/* One ship over lists made here: what joins an entry to a number, what gives facts, and radio
 * numbers against flags. The listings of the rule base are those that ship. */
#include "screen/vessel.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "regime/rules.h"
#include "tests/unit/snapshot_fixture.h"
#include "tests/unit/support.h"

#define FACTS_MAX 8

/* Numbers with right check digits that no real list of the tests has. */
#define SHIP "9001007"
#define HULL "9001019"

struct fact {
    itd_prop    prop;
    const char *text;
    const char *target; /* of a link */
};

static const struct party {
    const char *list, *id;
    itd_schema  schema;
    struct fact facts[FACTS_MAX];
} parties[] = {
    {"a-ships",
     "s1",
     ITD_SCHEMA_VESSEL,
     {{ITD_PROP_NAME, "MADE SHIP", NULL},
      {ITD_PROP_IMO_NUMBER, "IMO " SHIP, NULL},
      {ITD_PROP_FLAG, "pa", NULL},
      {ITD_PROP_PAST_FLAGS, "kh", NULL},
      {ITD_PROP_MMSI, "352001000", NULL},
      {ITD_PROP_MMSI, "445000001", NULL},
      {ITD_PROP_UNSC_ID, "KPe.905", NULL},
      {ITD_PROP_LINK, "Made Owner", " KPe.903"}}},
    {"b-others",
     "c1",
     ITD_SCHEMA_COMPANY,
     {{ITD_PROP_NAME, "Made Company", NULL}, {ITD_PROP_IMO_NUMBER, SHIP, NULL}}},
    {"b-others",
     "m1",
     ITD_SCHEMA_COMPANY,
     {{ITD_PROP_NAME, "Made Manager", NULL},
      {ITD_PROP_NOTES, "Manager of a tanker (IMO number: " SHIP ").", NULL}}},
    {"b-others",
     "r1",
     ITD_SCHEMA_VESSEL,
     {{ITD_PROP_NAME, "MADE SHIP, NO NUMBER", NULL},
      {ITD_PROP_UNSC_ID, "kpe.905", NULL},
      {ITD_PROP_MMSI, "514000001", NULL}}},
    {"b-others",
     "r2",
     ITD_SCHEMA_VESSEL,
     {{ITD_PROP_NAME, "ANOTHER HULL", NULL},
      {ITD_PROP_UNSC_ID, "KPe.905", NULL},
      {ITD_PROP_IMO_NUMBER, HULL, NULL}}},
    {"b-others",
     "p1",
     ITD_SCHEMA_COMPANY,
     {{ITD_PROP_NAME, "Made Owner as others list it", NULL}, {ITD_PROP_UNSC_ID, "KPe.903", NULL}}},
    {"c-un", "KPe.903", ITD_SCHEMA_COMPANY, {{ITD_PROP_NAME, "MADE OWNER", NULL}}},
    {"c-un", "KPe.904", ITD_SCHEMA_COMPANY, {{ITD_PROP_NAME, "SOMEBODY ELSE", NULL}}},
};

static itd_snapshot *snap;
static itd_rules    *rules;
static itd_arena    *tables;
static itd_mids      mids;

static itd_status add_party(itd_snapshot_builder *builder, itd_arena *arena,
                            const struct party *party, itd_error *err)
{
    itd_entity_builder *entity = itd_entity_builder_new(arena);
    const itd_entity   *ent;
    itd_status          st;

    if (!entity)
        return itd_error_no_memory(err);
    itd_entity_begin(entity, party->schema, itd_str_of(party->id));
    for (size_t i = 0; i < FACTS_MAX && party->facts[i].text; i++) {
        itd_entity_add(entity, party->facts[i].prop, itd_str_of(party->facts[i].text), (itd_str){0},
                       ITD_STR("test"));
        if (party->facts[i].target)
            itd_entity_detail(entity, ITD_DETAIL_TARGET, itd_str_of(party->facts[i].target));
    }
    st = itd_entity_finish(entity, &ent, err);
    return st == ITD_OK ? itd_snapshot_add(builder, ent, err) : st;
}

static void write_lists(const char *path)
{
    itd_arena            *arena = itd_arena_new(SIZE_MAX);
    itd_snapshot_builder *builder = NULL;
    const char           *list = "";
    itd_error             err = {0};

    assert_non_null(arena);
    assert_ok(itd_snapshot_builder_new(&builder, &err), &err);
    for (size_t i = 0; i < ITD_ARRAY_LEN(parties); i++) {
        const itd_snapshot_list described = {.name = itd_str_of(parties[i].list),
                                             .version_ms = 1772150400000};

        if (strcmp(list, parties[i].list) != 0)
            assert_ok(itd_snapshot_begin_list(builder, &described, &err), &err);
        list = parties[i].list;
        assert_ok(add_party(builder, arena, &parties[i], &err), &err);
    }
    assert_ok(itd_snapshot_write(builder, path, &err), &err);
    itd_snapshot_builder_free(builder);
    itd_arena_free(arena);
}

static int open_all(void **state)
{
    const itd_str layer = ITD_STR("un");
    char          data_dir[ITD_PATH_MAX];
    itd_error     err = {0};

    (void)state;
    write_lists(fixture_path("vessel"));
    assert_ok(itd_snapshot_open(fixture_path("vessel"), &snap, &err), &err);
    assert_ok(itd_path_join(data_dir, itd_test_root(), "data/regime", NULL, NULL), NULL);
    assert_ok(itd_rules_open(data_dir, &layer, 1, &rules, &err), &err);
    tables = itd_arena_new(SIZE_MAX);
    assert_non_null(tables);
    assert_ok(itd_mids_load(data_dir, tables, &mids, &err), &err);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    itd_arena_free(tables);
    itd_rules_free(rules);
    itd_snapshot_unref(snap);
    return 0;
}

static const itd_date today = {2024, 5, 1};

static itd_status find(const char *number, itd_date day, itd_arena *arena, itd_vessel *ship,
                       itd_error *err)
{
    itd_imo imo;

    assert_ok(itd_imo_parse(itd_str_of(number), &imo, NULL), NULL);
    return itd_vessel_find(snap, rules, &mids, &imo, day, arena, ship, err);
}

/* "status: id relation, …" */
static const char *told(const char *number)
{
    static char text[512];
    itd_arena  *arena = itd_arena_new(SIZE_MAX);
    itd_vessel  ship;
    itd_error   err = {0};
    size_t      len;

    assert_non_null(arena);
    assert_ok(find(number, today, arena, &ship, &err), &err);
    len = (size_t)snprintf(text, sizeof text, "%s:", itd_vessel_status_name(ship.status));
    for (size_t i = 0; i < ship.entry_count; i++)
        len += (size_t)snprintf(
            text + len, sizeof text - len, " %.*s %s%s%.*s,",
            ITD_STR_ARGS(itd_snapshot_entity_at(snap, ship.entries[i].entity)->id),
            itd_vessel_relation_name(ship.entries[i].relation),
            ship.entries[i].reference.len > 0 ? " " : "", ITD_STR_ARGS(ship.entries[i].reference));
    itd_arena_free(arena);
    return text;
}

static void a_number_and_references_of_the_un_join_entries(void **state)
{
    (void)state;
    assert_string_equal(told(SHIP), "listed: s1 imo, r1 reference KPe.905, p1 party KPe.903, "
                                    "KPe.903 party KPe.903, c1 other, m1 mention,");
}

static void another_hull_under_the_same_reference_is_another_ship(void **state)
{
    (void)state;
    /* r1 has no number and the reference of both, so it is shown with either. */
    assert_string_equal(told(HULL), "listed: r2 imo, r1 reference KPe.905,");
}

static void a_ship_that_nobody_lists_has_no_entries(void **state)
{
    (void)state;
    assert_string_equal(told("9001021"), "not-listed:");
}

static void only_entries_of_the_ship_give_facts(void **state)
{
    itd_arena *arena = itd_arena_new(SIZE_MAX);
    itd_vessel ship;
    size_t     names = 0;

    (void)state;
    assert_non_null(arena);
    assert_ok(find(SHIP, today, arena, &ship, NULL), NULL);
    for (size_t i = 0; i < ship.fact_count; i++) {
        names += ship.facts[i].kind == ITD_VESSEL_NAME;
        assert_true(itd_str_equal(ship.facts[i].id, ITD_STR("s1")) ||
                    itd_str_equal(ship.facts[i].id, ITD_STR("r1")));
    }
    assert_int_equal(names, 2);
    itd_arena_free(arena);
}

static void digits_of_a_radio_number_are_held_against_the_flags(void **state)
{
    static const struct {
        const char  *mmsi;
        itd_mmsi_fit fit;
    } cases[] = {{"352001000", ITD_MMSI_AGREES},
                 {"445000001", ITD_MMSI_CONTRADICTS},
                 {"514000001", ITD_MMSI_PAST_FLAG}};
    itd_arena *arena = itd_arena_new(SIZE_MAX);
    itd_vessel ship;
    size_t     seen = 0;

    (void)state;
    assert_non_null(arena);
    assert_ok(find(SHIP, today, arena, &ship, NULL), NULL);
    for (size_t i = 0; i < ship.fact_count; i++)
        for (size_t k = 0; k < ITD_ARRAY_LEN(cases); k++)
            if (ship.facts[i].kind == ITD_VESSEL_MMSI &&
                itd_str_equal(ship.facts[i].text, itd_str_of(cases[k].mmsi))) {
                assert_int_equal(ship.facts[i].fit, cases[k].fit);
                seen++;
            }
    assert_int_equal(seen, ITD_ARRAY_LEN(cases));
    assert_true(ship.contradicts);
    itd_arena_free(arena);
}

static void a_listing_counts_from_its_first_day(void **state)
{
    static const struct {
        itd_date          day;
        itd_vessel_status status;
        size_t            listings;
    } cases[] = {
        {{2017, 10, 2}, ITD_VESSEL_NOT_LISTED, 0},
        {{2017, 10, 3}, ITD_VESSEL_LISTED, 1},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_arena *arena = itd_arena_new(SIZE_MAX);
        itd_vessel ship;

        assert_non_null(arena);
        assert_ok(find("9562233", cases[i].day, arena, &ship, NULL), NULL);
        assert_int_equal(ship.status, cases[i].status);
        assert_int_equal(ship.listing_count, cases[i].listings);
        itd_arena_free(arena);
    }
}

static void a_hull_listed_twice_is_one_ship(void **state)
{
    static const struct {
        itd_date          day;
        itd_vessel_status status;
        size_t            listings;
    } cases[] = {
        {{2016, 12, 31}, ITD_VESSEL_LISTED, 1},
        {{2017, 1, 1}, ITD_VESSEL_FORMERLY_LISTED, 1},
        {{2018, 3, 29}, ITD_VESSEL_FORMERLY_LISTED, 1},
        {{2018, 3, 30}, ITD_VESSEL_LISTED, 2},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_arena *arena = itd_arena_new(SIZE_MAX);
        itd_vessel ship;

        assert_non_null(arena);
        assert_ok(find("8914934", cases[i].day, arena, &ship, NULL), NULL);
        assert_int_equal(ship.status, cases[i].status);
        assert_int_equal(ship.listing_count, cases[i].listings);
        assert_str_equal(ship.listings[0].row->name, "EVER BRIGHT 88");
        if (ship.listing_count == 2)
            assert_str_equal(ship.listings[1].row->name, "FAN KE");
        itd_arena_free(arena);
    }
}

static void tells_when_memory_is_out(void **state)
{
    bool failed = true;

    (void)state;
    for (size_t nth = 1; failed; nth++) {
        itd_arena *arena = itd_arena_new(SIZE_MAX);
        itd_vessel ship = {.entry_count = 77};
        itd_error  err = {0};
        itd_status st;

        assert_non_null(arena);
        itd_test_fail_allocation(nth);
        st = find(SHIP, today, arena, &ship, &err);
        failed = itd_test_fail_allocation(0) >= nth;
        if (failed) { /* never an answer that lacks what could not be looked at */
            assert_status_error(st, ITD_E_NO_MEMORY, &err);
            assert_int_equal(ship.entry_count, 77);
        }
        itd_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_and_references_of_the_un_join_entries),
        cmocka_unit_test(another_hull_under_the_same_reference_is_another_ship),
        cmocka_unit_test(a_ship_that_nobody_lists_has_no_entries),
        cmocka_unit_test(only_entries_of_the_ship_give_facts),
        cmocka_unit_test(digits_of_a_radio_number_are_held_against_the_flags),
        cmocka_unit_test(a_listing_counts_from_its_first_day),
        cmocka_unit_test(a_hull_listed_twice_is_one_ship),
        cmocka_unit_test(tells_when_memory_is_out),
    };

    return cmocka_run_group_tests(tests, open_all, close_all);
}
