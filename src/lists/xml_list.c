/* The loop over the records of an XML list. */
#include "lists/xml_list.h"

#include "lists/describe.h"

static itd_status begin(itd_record *rec, const itd_xml_node *node, itd_error *err)
{
    const itd_status st = itd_record_begin(rec, node, node->line, err);

    if (st == ITD_OK) /* a placeholder, until the record says what it is */
        itd_entity_begin(rec->builder, ITD_SCHEMA_LEGAL_ENTITY, (itd_str){0});
    return st;
}

static itd_status call(itd_xml_list_fn fn, itd_record *rec, void *state, const itd_xml_node *node,
                       itd_read_result *result, itd_error *err)
{
    itd_status st;

    if (!fn)
        return ITD_OK;
    st = begin(rec, node, err);
    if (st == ITD_OK)
        st = fn(rec, state, node, result, err);
    if (st == ITD_OK && rec->no_memory)
        st = itd_error_no_memory(err);
    if (st != ITD_OK) {
        itd_error_on_line(err, node->line);
        itd_error_in_record(err, rec->id);
    }
    return st;
}

static itd_status give(itd_record *rec, itd_entity_fn on_entity, void *ctx, size_t *count,
                       itd_error *err)
{
    const itd_entity *ent = NULL;
    itd_status        st;

    if (rec->id.len == 0)
        return ITD_OK;
    if (++*count > ITD_LIST_ENTITIES_MAX)
        return itd_error_at_line(err, ITD_E_LIMIT, rec->line, "more than %d entries",
                                 ITD_LIST_ENTITIES_MAX);
    st = itd_record_finish(rec, &ent, err);
    if (st == ITD_OK)
        st = on_entity(ctx, ent, err);
    if (st != ITD_OK) {
        itd_error_on_line(err, rec->line);
        itd_error_in_record(err, rec->id);
    }
    return st;
}

struct pass {
    const itd_xml_list *layout;
    void               *state;
    itd_record         *rec;
    itd_entity_fn       on_entity; /* NULL: the pass before */
    void               *ctx;
    itd_read_result    *result;
    size_t              count;
};

static itd_status read_records(struct pass *pass, itd_xml *xml, itd_error *err)
{
    const itd_xml_list *layout = pass->layout;
    const itd_xml_node *root = itd_xml_root(xml), *node;
    itd_record         *rec = pass->rec;
    itd_status          st;

    if (!itd_str_equal(root->name, itd_str_of(layout->root)))
        return itd_error_at_line(err, ITD_E_SCHEMA, root->line, "<%.*s> is not <%s>",
                                 ITD_STR_ARGS(root->name), layout->root);
    st = call(pass->on_entity ? layout->open : NULL, rec, pass->state, root, pass->result, err);
    while (st == ITD_OK) {
        st = itd_xml_next(xml, &node, err);
        if (st != ITD_OK || !node)
            break;
        st = call(pass->on_entity ? layout->read : layout->prepare, rec, pass->state, node,
                  pass->result, err);
        if (st == ITD_OK && pass->on_entity)
            st = give(rec, pass->on_entity, pass->ctx, &pass->count, err);
    }
    if (st == ITD_OK && pass->on_entity)
        st = call(layout->close, rec, pass->state, root, pass->result, err);
    return st;
}

static itd_status read_document(struct pass *pass, const itd_list_part *part, itd_error *err)
{
    itd_source *src = NULL;
    itd_xml    *xml = NULL;
    itd_status  st = itd_list_part_open(part, &src, err);

    if (st == ITD_OK)
        st = itd_xml_open(src, pass->layout->depth, &xml, err);
    if (st == ITD_OK)
        st = read_records(pass, xml, err);
    itd_xml_close(xml);
    itd_source_close(src);
    return st;
}

itd_status itd_xml_list_read(const itd_xml_list *layout, void *state, const itd_list_part *parts,
                             size_t part_count, itd_entity_fn on_entity, void *ctx,
                             itd_read_result *result, itd_error *err)
{
    itd_record  rec = {0};
    struct pass pass = {.layout = layout, .state = state, .rec = &rec, .ctx = ctx};
    itd_status  st;

    if (part_count != 1)
        return itd_error_set(err, ITD_E_INCOMPLETE, "%s is one file, not %zu", layout->what,
                             part_count);
    st = itd_record_init(&rec, result->report, parts[0].name, err);
    pass.result = result;
    if (st == ITD_OK && layout->prepare)
        st = read_document(&pass, &parts[0], err);
    pass.on_entity = on_entity;
    if (st == ITD_OK)
        st = read_document(&pass, &parts[0], err);
    if (st == ITD_OK && pass.count == 0 && !layout->may_be_empty)
        st = itd_error_set(err, ITD_E_INCOMPLETE, "the list has no entries");
    if (st != ITD_OK)
        itd_error_in_file(err, parts[0].name);
    itd_record_done(&rec);
    return st;
}

bool itd_xml_list_recognise(const itd_xml_list *layout, const itd_list_part *part)
{
    itd_str name, tag;

    return itd_head_xml_root(part->head, &name, &tag) &&
           itd_str_equal(name, itd_str_of(layout->root));
}
