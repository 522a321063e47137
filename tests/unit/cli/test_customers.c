/* Customer files: what is read, what is refused, and where each fault is told. */
#include "cli/customers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "entity/entity.h"
#include "tests/unit/support.h"

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof folder, "/tmp/itd-customers-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return itd_path_remove(folder, NULL) == ITD_OK ? 0 : -1;
}

static itd_customers *open_text(const char *name, itd_str text, const itd_customer_map *map)
{
    static char             path[ITD_PATH_MAX];
    const itd_customer_form form = {.map = map};
    itd_customers          *customers = NULL;
    itd_error               err;

    assert_ok(itd_path_join(path, folder, name, NULL, &err), &err);
    assert_ok(itd_file_write_atomic(path, text, &err), &err);
    assert_ok(itd_customers_open(path, &form, &customers, &err), &err);
    return customers;
}

/* "names|dates|countries|identifiers" counts or "!field" a row, blanks between. */
static void expect_rows(const char *name, itd_str text, const char *wanted)
{
    itd_customers *customers = open_text(name, text, NULL);
    itd_arena     *arena = itd_arena_new(SIZE_MAX);
    char           got[512] = "";
    bool           found = true;
    itd_error      err;

    assert_non_null(arena);
    while (found) {
        itd_customer customer;
        const size_t len = strlen(got);

        assert_ok(itd_customers_next(customers, arena, &found, &customer, &err), &err);
        if (found && customer.fault)
            (void)snprintf(got + len, sizeof got - len, "%s%llu!%s", len > 0 ? " " : "",
                           (unsigned long long)customer.line, customer.fault->field);
        else if (found)
            (void)snprintf(got + len, sizeof got - len, "%s%llu:%zu,%zu,%zu,%zu",
                           len > 0 ? " " : "", (unsigned long long)customer.line,
                           customer.req.name_count, customer.req.birth_date_count,
                           customer.req.country_count, customer.req.identifier_count);
    }
    assert_string_equal(got, wanted);
    itd_customers_close(customers);
    itd_arena_free(arena);
}

static void expect_refused(const char *name, itd_str text, itd_status status, const char *field)
{
    itd_customers *customers = open_text(name, text, NULL);
    itd_arena     *arena = itd_arena_new(SIZE_MAX);
    itd_customer   customer;
    bool           found;
    itd_error      err;

    assert_non_null(arena);
    assert_status_equal(itd_customers_next(customers, arena, &found, &customer, &err), status,
                        err.message);
    assert_string_equal(err.field, field);
    itd_customers_close(customers);
    itd_arena_free(arena);
}

static void reads_the_kinds_of_files_whatever_their_name(void **state)
{
    (void)state;
    expect_rows("a.csv", ITD_STR("name,dob\nAda,1815-12-10\n"), "2:1,1,0,0");
    expect_rows("a.csv", ITD_STR("\xEF\xBB\xBFName;Date of birth\r\nAda;1815\r\n"), "2:1,1,0,0");
    expect_rows("a.dat", ITD_STR("name\tpassport\nAda\tX1\n"), "2:1,0,0,1");
    expect_rows("a.csv", ITD_STR("{\"name\":\"Ada\",\"country\":[\"GB\",\"FR\"]}\n"), "1:1,0,2,0");
    expect_rows("a.txt", ITD_STR("Ada Lovelace\n\nByron, George\n"), "1:1,0,0,0 3:1,0,0,0");
    expect_rows("a.txt", ITD_STR("name\nAda\n"), "2:1,0,0,0");
}

static void takes_several_names_from_one_cell_and_from_repeated_columns(void **state)
{
    (void)state;
    expect_rows("a.csv", ITD_STR("name,name,name_3\nAda | Augusta,,Byron\n"), "2:3,0,0,0");
}

static void tells_the_field_of_a_bad_row_and_goes_on(void **state)
{
    (void)state;
    expect_rows("a.csv",
                ITD_STR("name,birth_date,nationality,schema,gender\n"
                        "A,13/13/1944,,,\nB,,Atlantis,,\nC,,,Boat,\nD,,,,unknown\n"
                        "\x01,,,,\nE\xFF,,,,\n,,,,\nF,,\nG,,kp,Person,F\n"),
                "2!birth_date 3!nationality 4!schema 5!gender 6!name 7!name 8!name 9! 10:1,0,1,0");
    expect_rows("a.jsonl", ITD_STR("{\"name\":\"A\"}\n{\"nam\":\"B\"}\n[1]\n{\"name\":{}}\n"),
                "1:1,0,0,0 2!nam 3! 4!name");
}

static void refuses_a_name_one_byte_past_the_limit_and_takes_the_limit(void **state)
{
    itd_buf buf;

    (void)state;
    itd_buf_init(&buf, 1 << 20);
    itd_buf_append_cstr(&buf, "name\n");
    for (size_t i = 0; i < 2 * ITD_ENTITY_NAME_MAX + 1; i++) {
        itd_buf_append_char(&buf, 'a');
        if (i + 1 == ITD_ENTITY_NAME_MAX)
            itd_buf_append_char(&buf, '\n');
    }
    itd_buf_append_cstr(&buf, "\nB\n");
    expect_rows("a.csv", itd_buf_text(&buf), "2:1,0,0,0 3!name 4:1,0,0,0");
    itd_buf_done(&buf);
}

static void refuses_files_that_cannot_be_understood(void **state)
{
    (void)state;
    expect_refused("a.csv", ITD_STR("name,colour\nA,red\n"), ITD_E_SCHEMA, "colour");
    expect_refused("a.csv", ITD_STR("id,country\n1,kp\n"), ITD_E_SCHEMA, "");
    expect_refused("a.csv", ITD_STR("id,id,name\n1,2,A\n"), ITD_E_DUPLICATE, "id");
    expect_refused("a.csv", ITD_STR("Ada Lovelace\n"), ITD_E_SCHEMA, "Ada Lovelace");
    expect_refused("a.json", ITD_STR("[{\"name\":\"A\"}]"), ITD_E_SCHEMA, "");
    expect_refused("a.jsonl", ITD_STR("{\"colour\":\"red\"}\n"), ITD_E_SCHEMA, "colour");
}

static void a_document_takes_the_only_nationality_as_its_country(void **state)
{
    itd_customers *customers = open_text(
        "a.csv", ITD_STR("passport,nationality,country\nX1,KP,CN\nX1,KP|CN,\nX1,,CN\n"), NULL);
    static const char *const wanted[] = {"kp", "", "cn"};
    itd_arena               *arena = itd_arena_new(SIZE_MAX);
    itd_customer             customer;
    bool                     found;
    itd_error                err;

    (void)state;
    assert_non_null(arena);
    for (size_t i = 0; i < ITD_ARRAY_LEN(wanted); i++) {
        assert_ok(itd_customers_next(customers, arena, &found, &customer, &err), &err);
        assert_str_equal(customer.req.identifiers[0].country, wanted[i]);
    }
    itd_customers_close(customers);
    itd_arena_free(arena);
}

/* Every allocation fails once: no row is lost without a word. */
static void fail_each_allocation(const char *name, itd_str text, size_t wanted_rows)
{
    for (size_t nth = 1;; nth++) {
        itd_customers *customers = NULL;
        itd_arena     *arena;
        char           path[ITD_PATH_MAX];
        itd_customer   customer;
        bool           found = true;
        size_t         rows = 0, made;
        itd_status     st;

        assert_int_equal(itd_path_join(path, folder, name, NULL, NULL), ITD_OK);
        assert_int_equal(itd_file_write_atomic(path, text, NULL), ITD_OK);
        arena = itd_arena_new(SIZE_MAX);
        assert_non_null(arena);
        itd_test_fail_allocation(nth);
        st = itd_customers_open(path, NULL, &customers, NULL);
        while (st == ITD_OK && found) {
            st = itd_customers_next(customers, arena, &found, &customer, NULL);
            rows += st == ITD_OK && found && !customer.fault;
        }
        made = itd_test_fail_allocation(0);
        itd_customers_close(customers);
        itd_arena_free(arena);
        if (made < nth) {
            assert_int_equal(st, ITD_OK);
            assert_int_equal(rows, wanted_rows);
            return;
        }
        assert_int_equal(st, ITD_E_NO_MEMORY);
    }
}

static void out_of_memory_is_an_error_and_never_a_row_less(void **state)
{
    (void)state;
    fail_each_allocation("m.csv", ITD_STR("name\nA\nB|C\n"), 2);
    fail_each_allocation("r.csv",
                         ITD_STR("id,name,related_to,role\nC1,A,,\nP1,B,C1|C2,director\n"
                                 "C2,C,C1,owner\n"),
                         3);
    fail_each_allocation(
        "r.jsonl",
        ITD_STR("{\"id\":\"p\",\"schema\":\"Person\",\"properties\":{\"name\":[\"A B\"]}}\n"
                "{\"id\":\"o\",\"schema\":\"Ownership\",\"properties\":{\"owner\":[\"p\"],"
                "\"asset\":[\"c\"]}}\n"
                "{\"id\":\"c\",\"schema\":\"Company\",\"properties\":{\"name\":[\"C\"]}}\n"),
        3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_kinds_of_files_whatever_their_name),
        cmocka_unit_test(takes_several_names_from_one_cell_and_from_repeated_columns),
        cmocka_unit_test(tells_the_field_of_a_bad_row_and_goes_on),
        cmocka_unit_test(refuses_a_name_one_byte_past_the_limit_and_takes_the_limit),
        cmocka_unit_test(refuses_files_that_cannot_be_understood),
        cmocka_unit_test(a_document_takes_the_only_nationality_as_its_country),
        cmocka_unit_test(out_of_memory_is_an_error_and_never_a_row_less),
    };

    return cmocka_run_group_tests_name("cli/customers", tests, make_folder, remove_folder);
}
