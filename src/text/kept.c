/* Skeletons of the tokens that came before, a fixed number: a running text asks for every token in
 * each of its windows, customers repeat names. A slot holds the last token whose hash is its own;
 * what a token's skeletons depend on is compared whole, so an answer is the one that deriving anew
 * would give. Longer tokens are derived anew. */
#include <string.h>

#include "text/skeleton.h"

static size_t slot_of(const itd_token *token)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325) ^ token->origin ^ (uint64_t)token->kind << 8;

    for (size_t i = 0; i < token->text.len; i++)
        hash = (hash ^ (unsigned char)token->text.ptr[i]) * UINT64_C(0x100000001B3);
    return (size_t)((hash ^ hash >> 32) % ITD_KEPT_TOKENS);
}

static bool is_kept(const struct itd_kept_token *slot, const itd_token *token)
{
    const itd_str text = {.ptr = slot->text, .len = slot->len};

    return slot->len > 0 && slot->kind == token->kind && slot->origin == token->origin &&
           itd_str_equal(text, token->text);
}

void itd_kept_derive(struct itd_kept *kept, itd_token *token)
{
    struct itd_kept_token *slot;

    if (token->text.len == 0 || token->text.len > ITD_KEPT_BYTES_MAX) {
        itd_skeleton_derive(token);
        return;
    }
    slot = &kept->tokens[slot_of(token)];
    if (!is_kept(slot, token)) {
        itd_skeleton_derive(token);
        memcpy(slot->text, token->text.ptr, token->text.len);
        memcpy(slot->skeleton, token->skeleton, sizeof slot->skeleton);
        slot->len = (uint8_t)token->text.len;
        slot->kind = token->kind;
        slot->origin = token->origin;
    }
    memcpy(token->skeleton, slot->skeleton, sizeof token->skeleton);
}
