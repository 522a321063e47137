/* Names: any valid text is folded into tokens or refused, and gives the same tokens twice; so do
 * its romanised forms, whose tokens lie within the text. */
#include "base/utf8.h"
#include "fuzz/target.h"
#include "text/name.h"

static void check_forms(itd_folder *folder, itd_str text, itd_arena *arena)
{
    itd_name  first[ITD_NAME_FORMS_MAX], second[ITD_NAME_FORMS_MAX];
    size_t    first_count = 0, second_count = 0;
    itd_error err;

    if (itd_name_forms(folder, text, arena, first, &first_count, &err) != ITD_OK)
        return;
    FUZZ_CHECK(itd_name_forms(folder, text, arena, second, &second_count, &err) == ITD_OK);
    FUZZ_CHECK(first_count >= 1 && first_count <= ITD_NAME_FORMS_MAX);
    FUZZ_CHECK(first_count == second_count);
    for (size_t f = 0; f < first_count; f++) {
        FUZZ_CHECK(first[f].count == second[f].count && first[f].count <= ITD_NAME_TOKENS_MAX);
        for (size_t i = 0; i < first[f].count; i++) {
            const itd_token *token = &first[f].tokens[i];

            FUZZ_CHECK(itd_str_equal(token->text, second[f].tokens[i].text));
            FUZZ_CHECK(token->from <= token->to && token->to <= text.len);
            FUZZ_CHECK(token->origin < ITD_ORIGINS &&
                       token->skeleton[0] == second[f].tokens[i].skeleton[0]);
            FUZZ_CHECK(itd_utf8_check_text(token->text, &err) == ITD_OK);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const itd_str text = fuzz_text(data, size);
    itd_arena    *arena = itd_arena_new((size_t)64 << 20);
    itd_folder   *folder = NULL;
    itd_name      first, second;
    itd_error     err;

    FUZZ_CHECK(arena && itd_folder_new(&folder, &err) == ITD_OK);
    if (itd_utf8_check_text(text, &err) == ITD_OK &&
        itd_name_tokenise(folder, text, arena, &first, &err) == ITD_OK) {
        FUZZ_CHECK(itd_name_tokenise(folder, text, arena, &second, &err) == ITD_OK);
        FUZZ_CHECK(first.count == second.count);
        for (size_t i = 0; i < first.count; i++) {
            FUZZ_CHECK(itd_str_equal(first.tokens[i].text, second.tokens[i].text));
            FUZZ_CHECK(itd_utf8_check_text(first.tokens[i].text, &err) == ITD_OK);
        }
        check_forms(folder, text, arena);
    }
    itd_folder_free(folder);
    itd_arena_free(arena);
    return 0;
}
