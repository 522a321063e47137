/* Building an index: names come in as tokens and become numbers of a vocabulary. */
#include "base/memory.h"
#include "index/builder.h"
#include "index/hash.h"
#include "metric/acronym.h"

itd_status itd_index_builder_new(itd_index_builder **ret_builder, itd_error *err)
{
    itd_index_builder *builder = itd_mem_new(1, sizeof *builder);

    if (!builder)
        return itd_error_no_memory(err);
    itd_map_init(&builder->ids);
    itd_buf_init(&builder->key, SIZE_MAX);
    builder->texts = itd_arena_new(SIZE_MAX);
    if (!builder->texts) {
        itd_index_builder_free(builder);
        return itd_error_no_memory(err);
    }
    *ret_builder = builder;
    return ITD_OK;
}

void itd_index_builder_free(itd_index_builder *builder)
{
    if (!builder)
        return;
    itd_map_done(&builder->ids);
    itd_buf_done(&builder->key);
    itd_arena_free(builder->texts);
    itd_mem_free(builder->tokens);
    itd_mem_free(builder->name_tokens);
    itd_mem_free(builder->name_offsets);
    itd_mem_free(builder->sounds);
    itd_mem_free(builder->abbreviated);
    itd_mem_free(builder);
}

/* Room for one more element in a heap array. */
static bool reserve(void **items, size_t count, size_t *cap, size_t size)
{
    const size_t more = *cap > 0 ? *cap * 2 : 1024;
    void        *bigger;

    if (count < *cap)
        return true;
    bigger = itd_mem_resize(*items, more, size);
    if (!bigger)
        return false;
    *items = bigger;
    *cap = more;
    return true;
}

static bool reserve_token(itd_index_builder *builder)
{
    void      *items = builder->tokens;
    const bool done = reserve(&items, builder->token_count, &builder->token_cap, sizeof(itd_token));

    builder->tokens = items;
    return done;
}

static bool reserve_numbers(uint32_t **numbers, size_t count, size_t *cap)
{
    void      *items = *numbers;
    const bool done = reserve(&items, count, cap, sizeof **numbers);

    *numbers = items;
    return done;
}

/* What makes two tokens the same: everything that is not derived. */
static itd_token bare(const itd_token *token)
{
    return (itd_token){.text = token->text, .kind = token->kind, .origin = token->origin};
}

static itd_status number_of(itd_index_builder *builder, const itd_token *token,
                            uint32_t *ret_number, itd_error *err)
{
    uint64_t *value;
    bool      added;
    itd_str   key;

    itd_buf_reset(&builder->key);
    itd_buf_append_char(&builder->key, (char)token->kind);
    itd_buf_append_char(&builder->key, (char)token->origin);
    itd_buf_append(&builder->key, token->text);
    key = itd_buf_text(&builder->key);
    value = itd_map_find(&builder->ids, key);
    if (value) {
        *ret_number = (uint32_t)*value;
        return ITD_OK;
    }
    if (builder->token_count == ITD_INDEX_TOKENS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %u distinct words",
                             (unsigned)ITD_INDEX_TOKENS_MAX);
    if (itd_buf_status(&builder->key, err) != ITD_OK)
        return builder->key.failed;
    if (!itd_arena_copy(builder->texts, key, &key) || !reserve_token(builder) ||
        !itd_map_add(&builder->ids, key, &value, &added))
        return itd_error_no_memory(err);
    builder->tokens[builder->token_count] = bare(token);
    builder->tokens[builder->token_count].text = itd_str_from(key, 2);
    itd_name_derive(&builder->tokens[builder->token_count], 1);
    *value = builder->token_count;
    *ret_number = (uint32_t)builder->token_count++;
    return ITD_OK;
}

static bool keep_sound(itd_index_builder *builder, uint64_t skeleton, const itd_joined *joined)
{
    void      *items = builder->sounds;
    const bool done =
        reserve(&items, builder->sound_count, &builder->sound_cap, sizeof *builder->sounds);

    builder->sounds = items;
    if (done)
        builder->sounds[builder->sound_count++] =
            (struct sound){.skeleton = skeleton, .joined = *joined};
    return done;
}

/* Joined neighbours of the name about to be added that have skeletons. */
static bool keep_sounds(itd_index_builder *builder, const itd_name *name)
{
    for (size_t first = 0; first < name->count; first++) {
        uint32_t weight = name->tokens[first].weight;

        for (size_t n = 2; n <= ITD_JOIN_MAX && first + n <= name->count; n++) {
            const uint64_t  *skeletons = name->tokens[first].join_skeleton[n - 2];
            const itd_joined joined = {.name = (uint32_t)builder->name_count,
                                       .weight =
                                           (uint16_t)(weight + name->tokens[first + n - 1].weight),
                                       .first = (uint8_t)first,
                                       .count = (uint8_t)n};

            weight = joined.weight;
            for (size_t i = 0; i < ITD_JOIN_SKELETONS_MAX; i++)
                if (skeletons[i] && !keep_sound(builder, skeletons[i], &joined))
                    return false;
        }
    }
    return true;
}

static bool keep_abbreviated(itd_index_builder *builder, uint64_t hash)
{
    void      *items = builder->abbreviated;
    const bool done = reserve(&items, builder->abbreviated_count, &builder->abbreviated_cap,
                              sizeof *builder->abbreviated);

    builder->abbreviated = items;
    if (done)
        builder->abbreviated[builder->abbreviated_count++] =
            (struct abbreviated){.hash = hash, .name = (uint32_t)builder->name_count};
    return done;
}

/* The acronyms of the name about to be added, and the one that it is. */
static bool keep_acronyms(itd_index_builder *builder, const itd_name *name)
{
    itd_acronym acronyms[ITD_ACRONYMS_MAX], own;
    size_t      first, tokens;
    bool        done = true;

    if (!name->organisation)
        return true;
    if (itd_acronym_is(name, &own, &first, &tokens))
        done = keep_abbreviated(builder, itd_hash_acronym(itd_acronym_text(&own), true));
    for (size_t i = itd_acronyms_of(name, acronyms); done && i > 0; i--)
        done =
            keep_abbreviated(builder, itd_hash_acronym(itd_acronym_text(&acronyms[i - 1]), false));
    return done;
}

itd_status itd_index_builder_add(itd_index_builder *builder, const itd_name *name, itd_error *err)
{
    if (builder->name_count == ITD_INDEX_NAMES_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %u names", (unsigned)ITD_INDEX_NAMES_MAX);
    if (!reserve_numbers(&builder->name_offsets, builder->name_count, &builder->name_cap))
        return itd_error_no_memory(err);
    builder->name_offsets[builder->name_count] = (uint32_t)builder->name_token_count;
    for (size_t i = 0; i < name->count; i++) {
        uint32_t         number = 0;
        const itd_status st = number_of(builder, &name->tokens[i], &number, err);

        if (st != ITD_OK)
            return st;
        if (!reserve_numbers(&builder->name_tokens, builder->name_token_count,
                             &builder->name_token_cap))
            return itd_error_no_memory(err);
        builder->name_tokens[builder->name_token_count++] = number;
    }
    if (!keep_sounds(builder, name) || !keep_acronyms(builder, name))
        return itd_error_no_memory(err);
    builder->name_count++;
    return ITD_OK;
}
