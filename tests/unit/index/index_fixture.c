/* Names by their texts, for less to write in a test. */
#include "tests/unit/index/index_fixture.h"

#include "tests/unit/support.h"

void itd_fixture_init(itd_fixture *fixture)
{
    *fixture = (itd_fixture){.arena = itd_arena_new(SIZE_MAX)};
    assert_non_null(fixture->arena);
    assert_ok(itd_folder_new(&fixture->folder, NULL), NULL);
    itd_buf_init(&fixture->bytes, SIZE_MAX);
}

void itd_fixture_done(itd_fixture *fixture)
{
    itd_index_free(fixture->index);
    itd_buf_done(&fixture->bytes);
    itd_folder_free(fixture->folder);
    itd_arena_free(fixture->arena);
}

itd_name itd_fixture_name(itd_fixture *fixture, const char *text)
{
    itd_name name = {0};

    assert_ok(itd_name_tokenise(fixture->folder, itd_str_of(text), fixture->arena, &name, NULL),
              NULL);
    return name;
}

void itd_fixture_add(itd_fixture *fixture, const char *text)
{
    itd_name forms[ITD_NAME_FORMS_MAX];
    size_t   count = 0;

    assert_ok(
        itd_name_forms(fixture->folder, itd_str_of(text), fixture->arena, forms, &count, NULL),
        NULL);
    assert_in_range(fixture->count + count, 1, FIXTURE_NAMES_MAX);
    for (size_t i = 0; i < count; i++)
        fixture->names[fixture->count++] = forms[i];
}

void itd_fixture_open(itd_fixture *fixture)
{
    itd_index_builder *builder = NULL;
    itd_error          err;

    assert_ok(itd_index_builder_new(&builder, &err), &err);
    for (size_t i = 0; i < fixture->count; i++)
        assert_ok(itd_index_builder_add(builder, &fixture->names[i], &err), &err);
    itd_buf_reset(&fixture->bytes);
    assert_ok(itd_index_builder_write(builder, &fixture->bytes, &err), &err);
    itd_index_builder_free(builder);
    assert_ok(itd_index_open(itd_buf_text(&fixture->bytes), fixture->count, &fixture->index, &err),
              &err);
}
