/* The end of building: the vocabulary is sorted and the tables are made from it. Every table is
 * filled by counting first and placing then, in a fixed order, so that the same names give the same
 * bytes. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "index/builder.h"
#include "index/deletion.h"
#include "index/hash.h"
#include "index/layout.h"
#include "metric/token_pair.h"

/* What writing needs; heap, freed by done. */
struct tables {
    uint32_t *weights;      /* of the names */
    uint32_t *by_weight;    /* names in the order of weight, then number */
    uint32_t *post_offsets; /* tokens + 1 */
    uint32_t *heads;        /* of deletions or joined, 2^bits + 2 */
    uint32_t *deletions;
    void     *items; /* postings or joined */
};

/* ---- the vocabulary in order ---- */

static int by_text_kind_origin(const void *left, const void *right)
{
    const itd_token *a = left, *b = right;
    const int        order = itd_str_compare(a->text, b->text);

    if (order != 0)
        return order;
    return a->kind != b->kind ? (int)a->kind - (int)b->kind : (int)a->origin - (int)b->origin;
}

/* Sorts the tokens and renumbers the names. A token's number until then travels in `from`. */
static bool sort_vocabulary(itd_index_builder *builder)
{
    uint32_t *renumbered = itd_mem_new(builder->token_count + 1, sizeof *renumbered);

    if (!renumbered)
        return false;
    for (size_t i = 0; i < builder->token_count; i++)
        builder->tokens[i].from = (uint32_t)i;
    if (builder->token_count > 0)
        qsort(builder->tokens, builder->token_count, sizeof *builder->tokens, by_text_kind_origin);
    for (size_t i = 0; i < builder->token_count; i++) {
        renumbered[builder->tokens[i].from] = (uint32_t)i;
        builder->tokens[i].from = 0;
    }
    for (size_t i = 0; i < builder->name_token_count; i++)
        builder->name_tokens[i] = renumbered[builder->name_tokens[i]];
    itd_mem_free(renumbered);
    return true;
}

static const uint32_t *tokens_of(const itd_index_builder *builder, size_t name, size_t *ret_count)
{
    const size_t past = name + 1 < builder->name_count ? builder->name_offsets[name + 1]
                                                       : builder->name_token_count;

    *ret_count = past - builder->name_offsets[name];
    /* Names without a single token among them have no array. */
    return *ret_count > 0 ? builder->name_tokens + builder->name_offsets[name] : NULL;
}

/* ---- writing parts ---- */

static void append_numbers(itd_buf *buf, const uint32_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        itd_buf_append_le32(buf, numbers[i]);
}

static void align(itd_buf *buf, size_t begin)
{
    while (buf->failed == ITD_OK && (buf->len - begin) % ITD_INDEX_ALIGN != 0)
        itd_buf_append_char(buf, 0);
}

/* Counts to offsets: head[i] becomes the sum of all counts before i. */
static void sum_up(uint32_t *heads, size_t count)
{
    uint32_t sum = 0;

    for (size_t i = 0; i < count; i++) {
        const uint32_t own = heads[i];

        heads[i] = sum;
        sum += own;
    }
}

/* Heads for so many items: about two to a head. */
static uint32_t bits_for(uint64_t items)
{
    uint32_t bits = 1;

    while (bits < 30 && (UINT64_C(2) << bits) < items)
        bits++;
    return bits;
}

static uint32_t token_bits(size_t tokens)
{
    uint32_t bits = 1;

    while (((size_t)1 << bits) < tokens)
        bits++;
    return bits;
}

static void append_vocabulary(const itd_index_builder *builder, size_t begin, itd_buf *buf)
{
    uint32_t offset = 0;

    for (size_t i = 0; i < builder->token_count; i++) {
        itd_buf_append_le32(buf, offset);
        offset += (uint32_t)builder->tokens[i].text.len;
    }
    itd_buf_append_le32(buf, offset);
    align(buf, begin);
    for (size_t i = 0; i < builder->token_count; i++)
        itd_buf_append_char(buf, (char)builder->tokens[i].kind);
    align(buf, begin);
    for (size_t i = 0; i < builder->token_count; i++)
        itd_buf_append_char(buf, (char)builder->tokens[i].origin);
    align(buf, begin);
    for (size_t i = 0; i < builder->token_count; i++)
        itd_buf_append(buf, builder->tokens[i].text);
    align(buf, begin);
}

static void append_names(const itd_index_builder *builder, size_t begin, itd_buf *buf)
{
    append_numbers(buf, builder->name_offsets, builder->name_count);
    itd_buf_append_le32(buf, (uint32_t)builder->name_token_count);
    align(buf, begin);
    append_numbers(buf, builder->name_tokens, builder->name_token_count);
    align(buf, begin);
}

/* ---- postings ---- */

static int by_number(const void *left, const void *right)
{
    const uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

    return a < b ? -1 : a > b;
}

/* The distinct tokens of a name, ascending. */
static size_t distinct(const uint32_t *tokens, size_t count,
                       uint32_t ret_tokens[static ITD_NAME_TOKENS_MAX])
{
    size_t kept = 0;

    if (count > 0)
        memcpy(ret_tokens, tokens, count * sizeof *tokens);
    if (count > 1)
        qsort(ret_tokens, count, sizeof *ret_tokens, by_number);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || ret_tokens[i] != ret_tokens[kept - 1])
            ret_tokens[kept++] = ret_tokens[i];
    return kept;
}

/* Codes of all tokens but one occurrence of `token`. */
static void set_codes(const uint32_t *tokens, size_t count, uint32_t token, itd_posting *posting)
{
    size_t at = 0;
    bool   left_out = false;

    for (size_t i = 0; i < count; i++) {
        if (tokens[i] == token && !left_out) {
            left_out = true;
        } else if (at == ITD_POSTING_CODES) {
            posting->codes[at - 1] = ITD_CODE_MANY;
            return;
        } else {
            posting->codes[at++] = itd_index_code(tokens[i]);
        }
    }
}

static bool count_postings(const itd_index_builder *builder, struct tables *tables)
{
    uint32_t max = 0;
    size_t   count;

    tables->weights = itd_mem_new(builder->name_count + 1, sizeof *tables->weights);
    tables->by_weight = itd_mem_new(builder->name_count + 1, sizeof *tables->by_weight);
    tables->post_offsets = itd_mem_new(builder->token_count + 2, sizeof *tables->post_offsets);
    if (!tables->weights || !tables->by_weight || !tables->post_offsets)
        return false;
    for (size_t n = 0; n < builder->name_count; n++) {
        const uint32_t *tokens = tokens_of(builder, n, &count);
        uint32_t        once[ITD_NAME_TOKENS_MAX];

        for (size_t i = 0; i < count; i++)
            tables->weights[n] += builder->tokens[tokens[i]].weight;
        max = tables->weights[n] > max ? tables->weights[n] : max;
        count = distinct(tokens, count, once);
        for (size_t i = 0; i < count; i++)
            tables->post_offsets[once[i]]++;
    }
    sum_up(tables->post_offsets, builder->token_count + 1);
    tables->heads = itd_mem_new((size_t)max + 2, sizeof *tables->heads);
    if (!tables->heads)
        return false;
    for (size_t n = 0; n < builder->name_count; n++)
        tables->heads[tables->weights[n]]++;
    sum_up(tables->heads, (size_t)max + 1);
    for (size_t n = 0; n < builder->name_count; n++)
        tables->by_weight[tables->heads[tables->weights[n]]++] = (uint32_t)n;
    return true;
}

/* Names in the order of weight, so that each token's postings come out in that order. */
static bool append_postings(const itd_index_builder *builder, struct tables *tables, size_t begin,
                            itd_buf *buf)
{
    const size_t postings = tables->post_offsets[builder->token_count];
    itd_posting *items;

    append_numbers(buf, tables->post_offsets, builder->token_count + 1);
    align(buf, begin);
    items = tables->items = itd_mem_new(postings + 1, sizeof *items);
    if (!items)
        return false;
    for (size_t n = 0; n < builder->name_count; n++) {
        const uint32_t  name = tables->by_weight[n];
        size_t          count;
        const uint32_t *tokens = tokens_of(builder, name, &count);
        uint32_t        once[ITD_NAME_TOKENS_MAX];
        const size_t    distinct_count = distinct(tokens, count, once);

        for (size_t i = 0; i < distinct_count; i++) {
            itd_posting *posting = &items[tables->post_offsets[once[i]]++];

            posting->name = name;
            posting->weight =
                (uint16_t)(tables->weights[name] < UINT16_MAX ? tables->weights[name] : UINT16_MAX);
            set_codes(tokens, count, once[i], posting);
        }
    }
    itd_buf_append(buf, (itd_str){tables->items, postings * sizeof *items});
    align(buf, begin);
    return true;
}

/* ---- deletions ---- */

static bool append_deletions(const itd_index_builder *builder, struct tables *tables,
                             const uint32_t *numbers, size_t begin, itd_buf *buf)
{
    const unsigned shift = 64 - numbers[ITD_INDEX_DELETION_BITS];
    const size_t   heads = (size_t)1 << numbers[ITD_INDEX_DELETION_BITS];
    uint64_t       hashes[ITD_DELETIONS_MAX];

    itd_mem_free(tables->heads);
    tables->heads = itd_mem_new(heads + 2, sizeof *tables->heads);
    tables->deletions =
        itd_mem_new((size_t)numbers[ITD_INDEX_DELETIONS] + 1, sizeof *tables->deletions);
    if (!tables->heads || !tables->deletions)
        return false;
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < builder->token_count; i++) {
            const size_t count = itd_deletion_is_stored(&builder->tokens[i])
                                     ? itd_deletion_hashes(builder->tokens[i].text, hashes)
                                     : 0;

            for (size_t k = 0; k < count; k++) {
                uint32_t *head = &tables->heads[hashes[k] >> shift];

                if (pass == 1)
                    tables->deletions[*head] =
                        (uint32_t)hashes[k] << numbers[ITD_INDEX_TOKEN_BITS] | (uint32_t)i;
                ++*head;
            }
        }
        if (pass == 0) {
            sum_up(tables->heads, heads + 1);
            append_numbers(buf, tables->heads, heads + 1);
            align(buf, begin);
        }
    }
    append_numbers(buf, tables->deletions, numbers[ITD_INDEX_DELETIONS]);
    align(buf, begin);
    return true;
}

/* ---- joined neighbours ---- */

typedef void (*joined_fn)(void *ctx, const itd_joined *joined, uint64_t hash);

/* Every two to four neighbours of every name that may be joined, by their text. */
static void each_joined_text(const itd_index_builder *builder, joined_fn fn, void *ctx)
{
    for (size_t n = 0; n < builder->name_count; n++) {
        size_t          count;
        const uint32_t *tokens = tokens_of(builder, n, &count);

        for (size_t first = 0; first < count; first++) {
            itd_joined joined = {.name = (uint32_t)n, .first = (uint8_t)first};
            uint64_t   state = ITD_HASH_START;

            for (size_t i = first; i < count && i < first + ITD_JOIN_MAX; i++) {
                const itd_token *token = &builder->tokens[tokens[i]];
                uint64_t         hash;

                if (!itd_token_may_join(token))
                    break;
                state = itd_hash_add(state, token->text);
                joined.weight = (uint16_t)(joined.weight + token->weight);
                joined.count++;
                hash = itd_hash_end(state);
                joined.hash = (uint32_t)hash;
                if (joined.count > 1)
                    fn(ctx, &joined, hash);
            }
        }
    }
}

/* And by their skeleton, where they have one. */
static void each_joined(const itd_index_builder *builder, joined_fn fn, void *ctx)
{
    each_joined_text(builder, fn, ctx);
    for (size_t i = 0; i < builder->sound_count; i++) {
        const uint64_t hash = itd_hash_skeleton(builder->sounds[i].skeleton);
        itd_joined     joined = builder->sounds[i].joined;

        joined.hash = (uint32_t)hash;
        fn(ctx, &joined, hash);
    }
}

struct joining {
    uint32_t   *heads;
    itd_joined *items; /* NULL: only count */
    unsigned    shift;
    uint64_t    total;
};

static void count_joined(void *ctx, const itd_joined *joined, uint64_t hash)
{
    struct joining *joining = ctx;

    (void)joined;
    joining->total++;
    if (joining->heads)
        joining->heads[hash >> joining->shift]++;
}

static void place_joined(void *ctx, const itd_joined *joined, uint64_t hash)
{
    struct joining *joining = ctx;

    joining->items[joining->heads[hash >> joining->shift]++] = *joined;
}

static bool append_joined(const itd_index_builder *builder, struct tables *tables,
                          const uint32_t *numbers, size_t begin, itd_buf *buf)
{
    const size_t   heads = (size_t)1 << numbers[ITD_INDEX_JOINED_BITS];
    struct joining joining = {.shift = 64 - numbers[ITD_INDEX_JOINED_BITS]};

    itd_mem_free(tables->heads);
    itd_mem_free(tables->items);
    tables->items = itd_mem_new((size_t)numbers[ITD_INDEX_JOINED] + 1, sizeof(itd_joined));
    joining.heads = tables->heads = itd_mem_new(heads + 2, sizeof *tables->heads);
    joining.items = tables->items;
    if (!tables->heads || !tables->items)
        return false;
    each_joined(builder, count_joined, &joining);
    sum_up(tables->heads, heads + 1);
    append_numbers(buf, tables->heads, heads + 1);
    align(buf, begin);
    each_joined(builder, place_joined, &joining);
    itd_buf_append(
        buf, (itd_str){tables->items, (size_t)numbers[ITD_INDEX_JOINED] * sizeof(itd_joined)});
    align(buf, begin);
    return true;
}

/* ---- acronyms ---- */

static bool append_acronyms(const itd_index_builder *builder, struct tables *tables,
                            const uint32_t *numbers, size_t begin, itd_buf *buf)
{
    const size_t            heads = (size_t)1 << numbers[ITD_INDEX_ACRONYM_BITS];
    const unsigned          shift = 64 - numbers[ITD_INDEX_ACRONYM_BITS];
    const size_t            count = builder->abbreviated_count;
    struct itd_abbreviated *items;

    itd_mem_free(tables->heads);
    itd_mem_free(tables->items);
    items = tables->items = itd_mem_new(count + 1, sizeof *items);
    tables->heads = itd_mem_new(heads + 2, sizeof *tables->heads);
    if (!tables->heads || !tables->items)
        return false;
    for (size_t i = 0; i < count; i++)
        tables->heads[builder->abbreviated[i].hash >> shift]++;
    sum_up(tables->heads, heads + 1);
    append_numbers(buf, tables->heads, heads + 1);
    align(buf, begin);
    for (size_t i = 0; i < count; i++) {
        const struct abbreviated *row = &builder->abbreviated[i];

        items[tables->heads[row->hash >> shift]++] =
            (struct itd_abbreviated){.hash = (uint32_t)row->hash, .name = row->name};
    }
    itd_buf_append(buf, (itd_str){tables->items, count * sizeof *items});
    align(buf, begin);
    return true;
}

/* ---- all of it ---- */

/* Sums that the header must hold in 32 bits. */
static itd_status count_all(const itd_index_builder *builder, const struct tables *tables,
                            uint32_t numbers[ITD_INDEX_HEADER_NUMBERS], itd_error *err)
{
    struct joining joining = {0};
    uint64_t       deletions = 0, text_bytes = 0;
    uint64_t       hashes[ITD_DELETIONS_MAX];

    for (size_t i = 0; i < builder->token_count; i++) {
        text_bytes += builder->tokens[i].text.len;
        if (itd_deletion_is_stored(&builder->tokens[i]))
            deletions += itd_deletion_hashes(builder->tokens[i].text, hashes);
    }
    each_joined(builder, count_joined, &joining);
    if (deletions > UINT32_MAX || text_bytes > UINT32_MAX || joining.total > UINT32_MAX ||
        builder->name_token_count > UINT32_MAX || builder->abbreviated_count > UINT32_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "an index of more than 2^32 rows");
    numbers[ITD_INDEX_VERSION] = ITD_INDEX_FORMAT;
    numbers[ITD_INDEX_TOKENS] = (uint32_t)builder->token_count;
    numbers[ITD_INDEX_TEXT_BYTES] = (uint32_t)text_bytes;
    numbers[ITD_INDEX_NAMES] = (uint32_t)builder->name_count;
    numbers[ITD_INDEX_NAME_TOKENS] = (uint32_t)builder->name_token_count;
    numbers[ITD_INDEX_POSTINGS] = tables->post_offsets[builder->token_count];
    numbers[ITD_INDEX_TOKEN_BITS] = token_bits(builder->token_count);
    numbers[ITD_INDEX_DELETION_BITS] = bits_for(deletions);
    numbers[ITD_INDEX_DELETIONS] = (uint32_t)deletions;
    numbers[ITD_INDEX_JOINED_BITS] = bits_for(joining.total);
    numbers[ITD_INDEX_JOINED] = (uint32_t)joining.total;
    numbers[ITD_INDEX_ACRONYM_BITS] = bits_for(builder->abbreviated_count);
    numbers[ITD_INDEX_ACRONYMS] = (uint32_t)builder->abbreviated_count;
    return ITD_OK;
}

itd_status itd_index_builder_write(itd_index_builder *builder, itd_buf *buf, itd_error *err)
{
    struct tables tables = {0};
    uint32_t      numbers[ITD_INDEX_HEADER_NUMBERS] = {0};
    const size_t  begin = buf->len;
    itd_status    st = ITD_OK;

    if (!sort_vocabulary(builder) || !count_postings(builder, &tables))
        st = itd_error_no_memory(err);
    if (st == ITD_OK)
        st = count_all(builder, &tables, numbers, err);
    if (st == ITD_OK) {
        append_numbers(buf, numbers, ITD_INDEX_HEADER_NUMBERS);
        append_vocabulary(builder, begin, buf);
        append_names(builder, begin, buf);
        if (!append_postings(builder, &tables, begin, buf) ||
            !append_deletions(builder, &tables, numbers, begin, buf) ||
            !append_joined(builder, &tables, numbers, begin, buf) ||
            !append_acronyms(builder, &tables, numbers, begin, buf))
            st = itd_error_no_memory(err);
    }
    itd_mem_free(tables.weights);
    itd_mem_free(tables.by_weight);
    itd_mem_free(tables.post_offsets);
    itd_mem_free(tables.heads);
    itd_mem_free(tables.deletions);
    itd_mem_free(tables.items);
    return st == ITD_OK ? itd_buf_status(buf, err) : st;
}
