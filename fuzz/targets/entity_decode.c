/* Canonical records as the store keeps them: what is accepted encodes to the very same bytes. */
#include "base/utf8.h"
#include "entity/entity.h"
#include "fuzz/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const itd_str bytes = fuzz_text(data, size);
    itd_arena    *arena = itd_arena_new((size_t)64 << 20);
    itd_entity    ent;
    itd_buf       again;
    itd_error     err;

    FUZZ_CHECK(arena);
    itd_buf_init(&again, SIZE_MAX);
    if (itd_entity_decode(bytes, arena, &ent, &err) == ITD_OK) {
        itd_entity_encode(&ent, &again);
        FUZZ_CHECK(again.failed == ITD_OK);
        FUZZ_CHECK(itd_str_equal(itd_buf_text(&again), bytes));
    }
    itd_buf_done(&again);
    itd_arena_free(arena);
    return 0;
}
