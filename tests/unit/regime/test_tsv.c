/* Tables: what is refused, and where it stood. */
#include "regime/tsv.h"

#include "tests/unit/support.h"

enum { NAME, DAY, COUNT, COLUMNS };
static const itd_tsv_column columns[COLUMNS] = {{"name", true}, {"day", false}, {"count", false}};

struct seen {
    size_t   rows;
    itd_date day;
    uint64_t count;
};

static itd_status take(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    struct seen *seen = ctx;
    itd_status   st = itd_tsv_date(row, DAY, &seen->day, err);

    if (st == ITD_OK)
        st = itd_tsv_decimal(row, COUNT, &seen->count, err);
    seen->rows++;
    return st;
}

static itd_status read_text(const char *text, struct seen *seen, itd_error *err)
{
    itd_source *src;
    itd_status  st;

    *seen = (struct seen){0};
    *err = (itd_error){0};
    st = itd_source_open_memory(ITD_STR("t.tsv"), itd_str_of(text), NULL, &src, err);
    if (st != ITD_OK)
        return st;
    st = itd_tsv_read(src, columns, COLUMNS, take, seen, err);
    itd_source_close(src);
    return st;
}

static void reads_rows_in_any_order_of_columns(void **state)
{
    struct seen seen;
    itd_error   err;

    (void)state;
    assert_ok(read_text("# a comment\nday\tname\n2017-12-22\ta\n", &seen, &err), &err);
    assert_int_equal(seen.rows, 1);
    assert_int_equal(seen.day.day, 22);
    assert_ok(read_text("name\tcount\na\t8.33\n", &seen, &err), &err);
    assert_int_equal(seen.count, 83300);
}

static void names_line_and_field_of_a_fault(void **state)
{
    static const struct {
        const char *text;
        itd_status  status;
        uint64_t    line;
        const char *field;
    } cases[] = {
        {"name\tcolour\na\tred\n", ITD_E_SCHEMA, 1, "colour"},
        {"name\tname\na\tb\n", ITD_E_DUPLICATE, 1, "name"},
        {"day\n2017-12-22\n", ITD_E_SCHEMA, 1, "name"},
        {"name\tday\na\t2017-02-30\n", ITD_E_SYNTAX, 2, "day"},
        {"name\tday\na\t2017-02\n", ITD_E_SYNTAX, 2, "day"},
        {"name\tday\n\t2017-02-03\n", ITD_E_INCOMPLETE, 2, "name"},
        {"name\tday\na\n", ITD_E_SYNTAX, 2, ""},
        {"name\tcount\na\t-1\n", ITD_E_SYNTAX, 2, "count"},
        {"name\tcount\na\t1.23456\n", ITD_E_SYNTAX, 2, "count"},
        {"name\tcount\na\t1.\n", ITD_E_SYNTAX, 2, "count"},
        {"# nothing\n", ITD_E_SCHEMA, 0, ""},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        struct seen seen;
        itd_error   err;

        assert_status_equal(read_text(cases[i].text, &seen, &err), cases[i].status, cases[i].text);
        assert_int_equal(err.line, cases[i].line);
        assert_string_equal(err.field, cases[i].field);
        assert_string_equal(err.file, "t.tsv");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_rows_in_any_order_of_columns),
        cmocka_unit_test(names_line_and_field_of_a_fault),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
