/* Building a snapshot: entities come in one by one, each is encoded, its names are tokenised and
 * its identifiers collected; at the end the sections are put behind a header and written in one
 * step. Nothing that depends on the clock or the machine goes in: the same versions give the same
 * bytes. */
#include "snapshot/snapshot.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "entity/identifier.h"
#include "index/index.h"
#include "snapshot/format.h"
#include "snapshot/key.h"

struct identifier_row {
    itd_str  key; /* in the builder's arena */
    uint32_t entity;
};

struct itd_snapshot_builder {
    itd_folder            *folder;
    itd_arena             *texts;  /* identifier keys: until the builder is freed */
    itd_arena             *record; /* reset per entity */
    itd_index_builder     *index;
    itd_buf                sections[ITD_SNAP_SECTIONS];
    itd_buf                scratch;
    struct identifier_row *identifiers; /* heap */
    size_t                 identifier_count;
    size_t                 identifier_cap;
    uint32_t               lists;
    uint32_t               entities;
    uint32_t               names;
};

void itd_snap_append_meta(itd_buf *buf)
{
    itd_snap_append_text(buf, ITD_STR(ITD_SNAPSHOT_FORMAT));
    itd_snap_append_text(buf, ITD_STR(ITD_ENGINE_VERSION));
    itd_snap_append_text(buf, itd_str_of(itd_text_unicode_version()));
    itd_snap_append_text(buf, itd_str_of(itd_text_table_version()));
}

itd_status itd_snapshot_builder_new(itd_snapshot_builder **ret_builder, itd_error *err)
{
    itd_snapshot_builder *builder = itd_mem_new(1, sizeof *builder);
    itd_status            st;

    if (!builder)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < ITD_SNAP_SECTIONS; i++)
        itd_buf_init(&builder->sections[i], SIZE_MAX);
    itd_buf_init(&builder->scratch, ITD_ENTITY_TEXT_MAX);
    builder->texts = itd_arena_new(SIZE_MAX);
    builder->record = itd_arena_new(SIZE_MAX);
    st = itd_folder_new(&builder->folder, err);
    if (st == ITD_OK && (!builder->texts || !builder->record))
        st = itd_error_no_memory(err);
    if (st == ITD_OK)
        st = itd_index_builder_new(&builder->index, err);
    if (st != ITD_OK) {
        itd_snapshot_builder_free(builder);
        return st;
    }
    itd_snap_append_meta(&builder->sections[ITD_SNAP_META]);
    *ret_builder = builder;
    return ITD_OK;
}

void itd_snapshot_builder_free(itd_snapshot_builder *builder)
{
    if (!builder)
        return;
    for (size_t i = 0; i < ITD_SNAP_SECTIONS; i++)
        itd_buf_done(&builder->sections[i]);
    itd_buf_done(&builder->scratch);
    itd_mem_free(builder->identifiers);
    itd_arena_free(builder->texts);
    itd_arena_free(builder->record);
    itd_index_builder_free(builder->index);
    itd_folder_free(builder->folder);
    itd_mem_free(builder);
}

itd_status itd_snapshot_begin_list(itd_snapshot_builder *builder, const itd_snapshot_list *list,
                                   itd_error *err)
{
    itd_buf *buf = &builder->sections[ITD_SNAP_LISTS];

    if (builder->lists == ITD_SNAPSHOT_LISTS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d lists", ITD_SNAPSHOT_LISTS_MAX);
    itd_snap_append_text(buf, list->name);
    itd_buf_append_le64(buf, (uint64_t)list->version_ms);
    itd_buf_append(buf, (itd_str){(const char *)list->digest.bytes, ITD_DIGEST_BYTES});
    itd_buf_append_char(buf, (char)((list->partial ? 1 : 0) | (list->builtin ? 2 : 0)));
    builder->lists++;
    return itd_buf_status(buf, err);
}

static void append_token(itd_buf *buf, const itd_token *token)
{
    itd_buf_append_char(buf, (char)token->kind);
    itd_buf_append_char(buf, (char)token->origin);
    itd_buf_append_char(buf, (char)token->letters);
    itd_buf_append_varint(buf, token->weight);
    itd_buf_append_varint(buf, token->from);
    itd_buf_append_varint(buf, token->to);
    itd_snap_append_text(buf, token->text);
}

static itd_status add_form(itd_snapshot_builder *builder, const itd_name *form, uint32_t value,
                           itd_error *err)
{
    itd_buf   *buf = &builder->sections[ITD_SNAP_NAMES];
    itd_status st;

    if (builder->names == ITD_SNAPSHOT_NAMES_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %u names", ITD_SNAPSHOT_NAMES_MAX);
    itd_buf_append_varint(buf, builder->entities);
    itd_buf_append_varint(buf, value);
    itd_buf_append_char(buf, (char)form->scheme);
    itd_buf_append_char(buf, form->complete ? 1 : 0);
    itd_buf_append_varint(buf, form->count);
    for (size_t i = 0; i < form->count; i++)
        append_token(buf, &form->tokens[i]);
    builder->names++;
    st = itd_buf_status(buf, err);
    return st == ITD_OK ? itd_index_builder_add(builder->index, form, err) : st;
}

/* Every form of a name is stored as a name of its own. */
static itd_status add_name(itd_snapshot_builder *builder, const itd_entity *ent, uint32_t index,
                           itd_error *err)
{
    const itd_value *value = &ent->values[index];
    itd_name         forms[ITD_NAME_FORMS_MAX];
    size_t           count = 0;
    itd_status       st =
        itd_name_forms(builder->folder, value->text, builder->record, forms, &count, err);

    for (size_t i = 0; st == ITD_OK && i < count; i++) {
        forms[i].organisation = itd_schema_is_organisation(ent->schema);
        st = add_form(builder, &forms[i], index, err);
    }
    return st;
}

static itd_status add_identifier(itd_snapshot_builder *builder, const itd_value *value,
                                 itd_error *err)
{
    struct identifier_row *row;
    itd_status             st;

    itd_buf_reset(&builder->scratch);
    itd_snapshot_identifier_key(value->prop, value->text, &builder->scratch);
    st = itd_buf_status(&builder->scratch, err);
    if (st != ITD_OK || builder->scratch.len == 0)
        return st;
    if (builder->identifier_count == builder->identifier_cap) {
        const size_t cap = builder->identifier_cap > 0 ? builder->identifier_cap * 2 : 1024;
        void        *more = itd_mem_resize(builder->identifiers, cap, sizeof *row);

        if (!more)
            return itd_error_no_memory(err);
        builder->identifiers = more;
        builder->identifier_cap = cap;
    }
    row = &builder->identifiers[builder->identifier_count];
    if (!itd_arena_copy(builder->texts, itd_buf_text(&builder->scratch), &row->key))
        return itd_error_no_memory(err);
    row->entity = builder->entities;
    builder->identifier_count++;
    return ITD_OK;
}

itd_status itd_snapshot_add(void *ctx, const itd_entity *ent, itd_error *err)
{
    itd_snapshot_builder *builder = ctx;
    itd_buf              *buf = &builder->sections[ITD_SNAP_ENTITIES];
    itd_status            st = ITD_OK;

    if (builder->entities == ITD_SNAPSHOT_ENTITIES_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %u entries", ITD_SNAPSHOT_ENTITIES_MAX);
    itd_buf_reset(&builder->scratch);
    builder->scratch.max = SIZE_MAX;
    itd_entity_encode(ent, &builder->scratch);
    st = itd_buf_status(&builder->scratch, err);
    itd_buf_append_varint(buf, builder->lists - 1);
    itd_snap_append_text(buf, itd_buf_text(&builder->scratch));
    if (st == ITD_OK)
        st = itd_buf_status(buf, err);

    itd_arena_reset(builder->record);
    for (uint32_t i = 0; st == ITD_OK && i < ent->value_count; i++) {
        if (itd_value_is_name(&ent->values[i]))
            st = add_name(builder, ent, i, err);
        else if (itd_snapshot_is_identifier(ent->values[i].prop))
            st = add_identifier(builder, &ent->values[i], err);
    }
    if (st != ITD_OK)
        itd_error_in_record(err, ent->id);
    builder->entities++;
    return st;
}

static int by_key_then_entity(const void *left, const void *right)
{
    const struct identifier_row *a = left, *b = right;
    const int                    order = itd_str_compare(a->key, b->key);

    if (order != 0)
        return order;
    return a->entity < b->entity ? -1 : a->entity > b->entity;
}

static void append_identifiers(itd_snapshot_builder *builder)
{
    itd_buf                     *buf = &builder->sections[ITD_SNAP_IDENTIFIERS];
    const struct identifier_row *before = NULL;

    if (builder->identifier_count > 0)
        qsort(builder->identifiers, builder->identifier_count, sizeof *builder->identifiers,
              by_key_then_entity);
    for (size_t i = 0; i < builder->identifier_count; i++) {
        const struct identifier_row *row = &builder->identifiers[i];

        if (before && by_key_then_entity(before, row) == 0)
            continue; /* one entity may state a number twice */
        itd_snap_append_text(buf, row->key);
        itd_buf_append_varint(buf, row->entity);
        before = row;
    }
}

/* Header with its own digest; offsets follow from the lengths. */
static itd_status append_header(const itd_snapshot_builder *builder, itd_buf *file, itd_error *err)
{
    uint64_t   offset = ITD_SNAP_HEADER_BYTES;
    itd_digest digest;
    itd_status st = ITD_OK;

    itd_buf_append(file, ITD_STR(ITD_SNAP_MAGIC));
    itd_buf_append_le32(file, ITD_SNAP_SECTIONS);
    itd_buf_append_le32(file, 0);
    for (size_t i = 0; st == ITD_OK && i < ITD_SNAP_SECTIONS; i++) {
        const itd_str bytes = itd_buf_text(&builder->sections[i]);

        st = itd_digest_of(bytes, &digest, err);
        itd_buf_append_le64(file, offset);
        itd_buf_append_le64(file, bytes.len);
        itd_buf_append(file, (itd_str){(const char *)digest.bytes, ITD_DIGEST_BYTES});
        offset = itd_snap_align(offset + bytes.len);
    }
    if (st == ITD_OK)
        st = itd_buf_status(file, err);
    if (st == ITD_OK)
        st = itd_digest_of(itd_buf_text(file), &digest, err);
    if (st == ITD_OK)
        itd_buf_append(file, (itd_str){(const char *)digest.bytes, ITD_DIGEST_BYTES});
    return st;
}

itd_status itd_snapshot_write(itd_snapshot_builder *builder, const char *path, itd_error *err)
{
    itd_buf    file;
    itd_status st;

    append_identifiers(builder);
    st = itd_index_builder_write(builder->index, &builder->sections[ITD_SNAP_INDEX], err);
    if (st != ITD_OK)
        return st;
    itd_buf_init(&file, SIZE_MAX);
    st = append_header(builder, &file, err);
    for (size_t i = 0; st == ITD_OK && i < ITD_SNAP_SECTIONS; i++) {
        while (file.failed == ITD_OK && file.len < itd_snap_align(file.len))
            itd_buf_append_char(&file, 0);
        st = itd_buf_status(&builder->sections[i], err);
        itd_buf_append(&file, itd_buf_text(&builder->sections[i]));
    }
    if (st == ITD_OK)
        st = itd_buf_status(&file, err);
    if (st == ITD_OK)
        st = itd_file_write_atomic(path, itd_buf_text(&file), err);
    itd_buf_done(&file);
    return st;
}
