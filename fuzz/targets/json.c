/* JSON: what is accepted can be written and read back, and is then the same. */
#include "codec/json.h"
#include "fuzz/target.h"

/* The writer has no call for a member of any kind under a free key, so the tree is noted instead of
 * written; strings go through the writer, whose escapes are what is at stake. */
static void note_tree(itd_buf *notes, const itd_json *node, itd_arena *arena)
{
    itd_buf         text;
    itd_json_writer writer;
    const itd_json *again = NULL;
    itd_error       err;

    fuzz_note_number(notes, node->kind);
    fuzz_note_number(notes, node->count);
    fuzz_note(notes, node->key);
    fuzz_note(notes, node->text);
    itd_buf_init(&text, SIZE_MAX);
    itd_json_writer_init(&writer, &text, 2);
    itd_json_begin_object(&writer, NULL);
    itd_json_put_str_key(&writer, node->key.ptr ? node->key : ITD_STR(""), node->text);
    itd_json_end_object(&writer);
    FUZZ_CHECK(itd_json_parse(itd_buf_text(&text), arena, &again, &err) == ITD_OK);
    FUZZ_CHECK(again->count == 1 && itd_str_equal(again->first->key, node->key) &&
               itd_str_equal(again->first->text, node->text));
    itd_buf_done(&text);
    for (const itd_json *child = node->first; child; child = child->next)
        note_tree(notes, child, arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    itd_arena      *arena = itd_arena_new((size_t)64 << 20);
    const itd_json *json = NULL;
    itd_error       err;
    itd_buf         notes;

    FUZZ_CHECK(arena);
    itd_buf_init(&notes, SIZE_MAX);
    if (itd_json_parse(fuzz_text(data, size), arena, &json, &err) == ITD_OK)
        note_tree(&notes, json, arena);
    itd_buf_done(&notes);
    itd_arena_free(arena);
    return 0;
}
