/* Names: any valid text is folded into tokens or refused, and gives the same tokens twice. */
#include "base/utf8.h"
#include "fuzz/target.h"
#include "text/name.h"

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
    }
    itd_folder_free(folder);
    itd_arena_free(arena);
    return 0;
}
