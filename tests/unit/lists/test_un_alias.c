/* Alias cells of the UN list, case by case from tests/data/un/alias_cells.txt, which a compliance
 * officer can read and extend. */
#include "lists/un_alias.h"

#include "tests/unit/lists/ofac_support.h"
#include "tests/unit/support.h"

/* "  name | kind | note" lines of a cell. */
static void tell(itd_str cell, itd_arena *arena, itd_buf *out)
{
    itd_un_names names = {.arena = arena};

    itd_un_split_alias(cell, &names);
    assert_false(names.no_memory);
    for (size_t i = 0; i < names.count; i++) {
        const itd_un_name *name = &names.items[i];

        itd_buf_append_cstr(out, "  ");
        itd_buf_append(out, name->text);
        if (name->abbreviation || name->kind.len > 0 || name->note.len > 0) {
            itd_buf_append_cstr(out, " | ");
            itd_buf_append(out, name->abbreviation ? ITD_STR("acronym") : name->kind);
        }
        if (name->note.len > 0) {
            itd_buf_append_cstr(out, " | ");
            itd_buf_append(out, name->note);
        }
        itd_buf_append_char(out, '\n');
    }
}

static void splits_every_cell_as_the_file_says(void **state)
{
    const itd_str file = ofac_fixture("tests/data/un/alias_cells.txt");
    itd_arena    *arena = itd_arena_new(SIZE_MAX);
    itd_buf       told;
    itd_str       rest = file, line;
    size_t        cells = 0;

    (void)state;
    assert_non_null(arena);
    itd_buf_init(&told, SIZE_MAX);
    /* The file is told anew: comments and cells as they stand, names as they are found. */
    while (itd_str_next_part(&rest, ITD_STR("\n"), &line)) {
        if (itd_str_starts_with(line, ITD_STR("  ")))
            continue;
        itd_buf_append(&told, line);
        if (rest.ptr)
            itd_buf_append_char(&told, '\n');
        if (line.len > 0 && line.ptr[0] != '#') {
            tell(line, arena, &told);
            cells++;
        }
    }
    itd_test_str(itd_buf_text(&told), file, __FILE__, __LINE__);
    assert_true(cells > 20);
    itd_buf_done(&told);
    itd_arena_free(arena);
    ofac_free(file);
}

static void a_cell_without_a_name_gives_none(void **state)
{
    itd_arena   *arena = itd_arena_new(SIZE_MAX);
    itd_un_names names = {.arena = arena};

    (void)state;
    itd_un_split_alias(ITD_STR(""), &names);
    itd_un_split_alias(ITD_STR("()"), &names);
    assert_int_equal(names.count, 0);
    itd_arena_free(arena);
}

static void tells_references_from_names(void **state)
{
    (void)state;
    assert_true(itd_un_is_reference(ITD_STR("KPe.018")));
    assert_true(itd_un_is_reference(ITD_STR("KPE.018")));
    assert_false(itd_un_is_reference(ITD_STR("KPe.")));
    assert_false(itd_un_is_reference(ITD_STR("KPx018")));
    assert_false(itd_un_is_reference(ITD_STR("NRM")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_every_cell_as_the_file_says),
        cmocka_unit_test(a_cell_without_a_name_gives_none),
        cmocka_unit_test(tells_references_from_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
