/* Running text: any valid text is cut into pieces in order, none empty or too long, each of them
 * valid text; and a piece alone is one piece. */
#include "base/utf8.h"
#include "fuzz/target.h"
#include "text/passage.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const itd_str     text = fuzz_text(data, size);
    itd_passage_piece piece, alone;
    size_t            at = 0, behind = 0;
    itd_error         err;

    if (itd_utf8_check_text(text, &err) != ITD_OK)
        return 0;
    while (itd_passage_next(text, &at, &piece)) {
        const itd_str own = itd_str_slice(text, piece.from, piece.to);
        size_t        own_at = 0;

        FUZZ_CHECK(piece.from >= behind && piece.from < piece.to && piece.to <= text.len);
        FUZZ_CHECK(own.len <= ITD_PASSAGE_PIECE_MAX && at == piece.to);
        FUZZ_CHECK(itd_utf8_check_text(own, &err) == ITD_OK);
        FUZZ_CHECK(itd_passage_next(own, &own_at, &alone));
        FUZZ_CHECK(alone.from == 0 && alone.to == own.len);
        behind = piece.to;
    }
    FUZZ_CHECK(at == text.len);
    return 0;
}
