/* Parsing the version being added: the reader hands over entry after entry; each is encoded and
 * digested, and only those whose digest is new to the list are kept for storing. */
#include "lists/store_adding.h"

#include "base/date.h"
#include "base/memory.h"

#define FIRST_ITEMS 1024
#define PROGRESS_STEP 1000

itd_status itd_adding_learn_known(struct adding *add, itd_error *err)
{
    const struct list_state *list = add->writer.list;
    itd_status               st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < list->pack_count; i++) {
        itd_pack *pack;

        st = itd_pack_open(list->dir, &list->packs[i], add->arena, &pack, err);
        if (st != ITD_OK)
            return st;
        for (size_t k = 0; st == ITD_OK && k < pack->row.count; k++) {
            const itd_str key = {.ptr = (const char *)pack->entries[k].digest.bytes,
                                 .len = ITD_DIGEST_BYTES};
            uint64_t     *number;
            bool          is_new;

            if (pack->entries[k].id.len == 0)
                continue;
            if (!itd_map_add(&add->known, key, &number, &is_new))
                st = itd_error_no_memory(err);
            else
                *number = pack->row.first_entry + k;
        }
        itd_pack_close(pack);
    }
    return st;
}

/* Makes room for one more; items is unchanged on failure. */
static bool make_room(void **items, size_t count, size_t *cap, size_t size)
{
    const size_t more = *cap > 0 ? *cap * 2 : FIRST_ITEMS;
    void        *grown;

    if (count < *cap)
        return true;
    grown = itd_mem_resize(*items, more, size);
    if (!grown)
        return false;
    *items = grown;
    *cap = more;
    return true;
}

static itd_status add_fresh(struct adding *add, itd_str id, const itd_digest *digest,
                            itd_error *err)
{
    struct pack_entry entry = {.id = id, .digest = *digest};
    void             *room = add->fresh;

    if (!make_room(&room, add->fresh_count, &add->fresh_cap, sizeof entry) ||
        !itd_arena_copy(add->arena, itd_buf_text(&add->encoded), &entry.body)) {
        add->fresh = room;
        return itd_error_no_memory(err);
    }
    add->fresh = room;
    add->fresh[add->fresh_count++] = entry;
    return ITD_OK;
}

static itd_status add_item(struct adding *add, const itd_entity *ent, itd_error *err)
{
    const uint64_t *number;
    uint64_t       *index;
    itd_digest      digest;
    itd_str         id;
    bool            is_new;
    void           *room = add->items;
    const bool has_room = make_room(&room, add->item_count, &add->item_cap, sizeof *add->items);
    itd_status st;

    add->items = room;
    if (!has_room || !itd_arena_copy(add->arena, ent->id, &id) ||
        !itd_map_add(&add->ids, id, &index, &is_new))
        return itd_error_no_memory(err);
    if (!is_new)
        return itd_error_set(err, ITD_E_DUPLICATE, "the id \"%.*s\" stands twice in this version",
                             ITD_STR_ARGS(id));
    *index = add->item_count;
    itd_buf_reset(&add->encoded);
    itd_entity_encode(ent, &add->encoded);
    st = itd_buf_status(&add->encoded, err);
    if (st == ITD_OK)
        st = itd_digest_of(itd_buf_text(&add->encoded), &digest, err);
    if (st != ITD_OK)
        return st;
    number = itd_map_find(&add->known,
                          (itd_str){.ptr = (const char *)digest.bytes, .len = ITD_DIGEST_BYTES});
    add->items[add->item_count++] =
        (struct item){.id = id, .number = number ? *number : UINT64_MAX};
    return number ? ITD_OK : add_fresh(add, id, &digest, err);
}

static itd_status take_entity(void *ctx, const itd_entity *ent, itd_error *err)
{
    struct adding *add = ctx;
    itd_status     st;

    if (add->item_count == ITD_LIST_ENTITIES_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d entries", ITD_LIST_ENTITIES_MAX);
    st = add_item(add, ent, err);
    if (st != ITD_OK) {
        itd_error_in_record(err, ent->id);
        return st;
    }
    itd_counts_add(&add->row.pub.counts, ent);
    if (add->options->on_progress && add->item_count % PROGRESS_STEP == 0)
        add->options->on_progress(add->options->progress_ctx, add->item_count);
    return ITD_OK;
}

static uint64_t count_remarks(const itd_list_report *report)
{
    uint64_t cases = itd_list_report_unlisted(report);

    for (size_t i = 0; i < itd_list_report_count(report); i++)
        cases += itd_list_report_at(report, i)->count;
    return cases;
}

itd_status itd_adding_parse(struct adding *add, itd_error *err)
{
    const itd_reader_options options = {.list = add->options->list,
                                        .map_path = add->options->map_path,
                                        .partial = add->row.pub.partial};
    itd_read_result          result = {.report = add->report};
    itd_list_part *parts = itd_arena_new_array(add->arena, add->part_count, sizeof *parts);
    itd_status     st;

    if (!parts)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < add->part_count; i++)
        parts[i] = add->parts[i].part;
    st = add->reader->read(parts, add->part_count, &options, take_entity, add, &result, err);
    if (st == ITD_OK)
        st = itd_list_report_status(add->report, err);
    if (st == ITD_OK && add->item_count == 0)
        st = itd_error_set(err, ITD_E_INCOMPLETE, "there is no entry in these files");
    if (st != ITD_OK) {
        itd_error_in_file(err, add->parts[0].part.name);
        return st;
    }
    add->row.remarks = count_remarks(add->report);
    if (add->options->has_version) {
        add->row.pub.version_ms = add->options->version_ms;
        add->row.dated = ITD_DATED_GIVEN;
    } else if (result.has_stamp) {
        add->row.pub.version_ms = result.stamp_ms;
        add->row.dated = ITD_DATED_PUBLISHER;
    } else if (add->options->has_fallback) {
        add->row.pub.version_ms = add->options->fallback_ms;
        add->row.dated = ITD_DATED_SERVER;
    } else {
        add->row.pub.version_ms = add->row.pub.added_ms - add->row.pub.added_ms % ITD_MS_PER_DAY;
        add->row.dated = ITD_DATED_ADDED;
    }
    return ITD_OK;
}
