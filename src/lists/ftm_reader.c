/* FollowTheMoney JSON lines: our own exports, and data as others publish it. Sanctions, documents,
 * addresses and links are entities of their own there and may stand anywhere in the files, so the
 * files are read twice: first to learn which ids there are and what speaks of whom, then to give
 * out the entries one by one. Only the satellites are kept in between. Rules:
 * src/lists/README.md. */
#include "lists/reader.h"

#include "lists/describe.h"
#include "lists/ftm_internal.h"

struct reading {
    const itd_reader_options *options;
    itd_arena                *arena; /* of one line */
    itd_ftm_join              join;
    itd_list_report          *report;
    itd_entity_fn             on_entity;
    void                     *ctx;
    uint64_t                  entries;
    bool                      no_memory;
};

typedef itd_status (*line_fn)(struct reading *reading, const itd_ftm_line *line, itd_str text,
                              itd_error *err);

static bool recognise(const itd_list_part *part)
{
    const itd_str head = itd_head_skip_blanks(part->head);

    return head.len > 0 && head.ptr[0] == '{' &&
           itd_str_find(head, ITD_STR("\"schema\"")) != SIZE_MAX &&
           itd_str_find(head, ITD_STR("\"properties\"")) != SIZE_MAX;
}

/* ---- what speaks of whom ---- */

const itd_ftm_node *itd_ftm_find(const itd_ftm_join *join, itd_str id)
{
    const uint64_t *index = itd_map_find(&join->ids, id);

    return index ? &join->nodes[*index] : NULL;
}

/* The node of an id, new if need be; NULL when out of memory. Valid until the next call. */
static itd_ftm_node *node_of(itd_ftm_join *join, itd_str id)
{
    const uint64_t *known = itd_map_find(&join->ids, id);
    itd_ftm_node   *nodes;
    uint64_t       *index;
    itd_str         kept;
    bool            added;

    if (known)
        return &join->nodes[*known];
    nodes =
        itd_arena_grow(join->arena, join->nodes, join->node_count, &join->node_cap, sizeof *nodes);
    if (!nodes)
        return NULL;
    join->nodes = nodes;
    if (!itd_arena_copy(join->arena, id, &kept) || !itd_map_add(&join->ids, kept, &index, &added))
        return NULL;
    *index = join->node_count;
    nodes[join->node_count] = (itd_ftm_node){
        .id = kept, .satellite = ITD_FTM_NONE, .first_ref = ITD_FTM_NONE, .last_ref = ITD_FTM_NONE};
    return &nodes[join->node_count++];
}

static bool add_ref(itd_ftm_join *join, itd_str id, size_t satellite, unsigned end)
{
    itd_ftm_node *node = node_of(join, id);
    itd_ftm_ref  *refs;

    refs = itd_arena_grow(join->arena, join->refs, join->ref_count, &join->ref_cap, sizeof *refs);
    if (!node || !refs)
        return false;
    join->refs = refs;
    refs[join->ref_count] = (itd_ftm_ref){.satellite = satellite, .end = end, .next = ITD_FTM_NONE};
    if (node->last_ref == ITD_FTM_NONE)
        node->first_ref = join->ref_count;
    else
        refs[node->last_ref].next = join->ref_count;
    node->last_ref = join->ref_count++;
    return true;
}

/* Keeps the line and notes whom it speaks of. */
static itd_status keep_satellite(itd_ftm_join *join, const itd_ftm_line *line, itd_str text,
                                 itd_error *err)
{
    const size_t       nth = join->satellite_count;
    itd_ftm_satellite *satellites = itd_arena_grow(join->arena, join->satellites, nth,
                                                   &join->satellite_cap, sizeof *satellites);
    itd_ftm_node      *node = node_of(join, line->id);

    if (!satellites || !node)
        return itd_error_no_memory(err);
    join->satellites = satellites;
    node->satellite = nth;
    satellites[nth] = (itd_ftm_satellite){.file = line->file, .line = line->number};
    if (!itd_arena_copy(join->arena, text, &satellites[nth].json))
        return itd_error_no_memory(err);
    join->satellite_count++;
    for (unsigned end = 0; end < 2; end++) {
        const itd_str   name = itd_ftm_end(line, end);
        const itd_json *ids = name.len > 0 ? itd_ftm_texts(line, name) : NULL;

        for (const itd_json *item = ids ? ids->first : NULL; item; item = item->next)
            if (!add_ref(join, itd_ftm_strip(line, item->text), nth, end))
                return itd_error_no_memory(err);
    }
    return ITD_OK;
}

static bool is_address(const itd_ftm_line *line)
{
    return itd_str_equal(line->schema, ITD_STR("Address"));
}

/* Addresses are satellites that do not say of whom: the party names them. */
static itd_status note_addresses(itd_ftm_join *join, const itd_ftm_line *line, itd_error *err)
{
    const itd_json *ids = itd_ftm_texts(line, ITD_STR("addressEntity"));

    for (const itd_json *item = ids ? ids->first : NULL; item; item = item->next) {
        itd_ftm_node *node = node_of(join, itd_ftm_strip(line, item->text));

        if (!node)
            return itd_error_no_memory(err);
        node->is_named = true;
    }
    return ITD_OK;
}

/* First pass. */
static itd_status learn(struct reading *reading, const itd_ftm_line *line, itd_str text,
                        itd_error *err)
{
    itd_ftm_join *join = &reading->join;
    itd_ftm_node *node = node_of(join, line->id);
    const bool    is_own = itd_ftm_is_own(line);

    if (!node)
        return itd_error_no_memory(err);
    if (node->is_there) {
        itd_error_set(err, ITD_E_DUPLICATE, "the id stands twice in the files");
        itd_error_in_field(err, ITD_STR("id"));
        return ITD_E_DUPLICATE;
    }
    if (join->node_count > ITD_LIST_ENTITIES_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d entities", ITD_LIST_ENTITIES_MAX);
    node->is_there = true;
    if (!is_own && (itd_ftm_is_satellite(line) || is_address(line)))
        return keep_satellite(join, line, text, err);
    node->is_party = true;
    if (!itd_arena_copy(join->arena, itd_json_get_text(line->json, ITD_STR("caption")),
                        &node->caption))
        return itd_error_no_memory(err);
    return is_own ? ITD_OK : note_addresses(join, line, err);
}

itd_status itd_ftm_open_satellite(const itd_ftm_line *line, const itd_ftm_join *join, size_t nth,
                                  itd_ftm_line *ret_satellite, itd_error *err)
{
    const itd_ftm_satellite *from = &join->satellites[nth];
    itd_ftm_line             satellite = {.options = line->options,
                                          .file = from->file,
                                          .number = from->line,
                                          .arena = line->arena,
                                          .report = line->report,
                                          .no_memory = line->no_memory};
    const itd_status         st = itd_ftm_line_parse(&satellite, from->json, err);

    if (st == ITD_OK)
        *ret_satellite = satellite;
    return st;
}

/* A satellite must speak of a party that is there: else the files are not whole. */
static itd_status check_satellite(const itd_ftm_join *join, const itd_ftm_line *line,
                                  itd_error *err)
{
    itd_str missing = {0};

    for (unsigned end = 0; end < 2; end++) {
        const itd_str   name = itd_ftm_end(line, end);
        const itd_json *ids = name.len > 0 ? itd_ftm_texts(line, name) : NULL;

        for (const itd_json *item = ids ? ids->first : NULL; item; item = item->next) {
            const itd_ftm_node *node = itd_ftm_find(join, itd_ftm_strip(line, item->text));

            if (node && node->is_party)
                return ITD_OK;
            missing = item->text;
        }
    }
    itd_error_set(err, ITD_E_INCOMPLETE, "%.*s speaks of \"%.*s\", which is no entry of the files",
                  ITD_STR_ARGS(line->schema), ITD_STR_ARGS(missing));
    itd_error_in_field(err, itd_ftm_end(line, 0));
    return ITD_E_INCOMPLETE;
}

/* Second pass. */
static itd_status give_out(struct reading *reading, const itd_ftm_line *line, itd_str text,
                           itd_error *err)
{
    const itd_ftm_node *node = itd_ftm_find(&reading->join, line->id);
    const itd_entity   *ent = NULL;
    itd_status          st;

    (void)text;
    if (!node)
        return itd_error_set(err, ITD_E_IO, "the file changed while it was read");
    if (itd_ftm_is_own(line))
        st = itd_ftm_read_own(line, &ent, err);
    else if (itd_ftm_is_satellite(line))
        return check_satellite(&reading->join, line, err);
    else if (is_address(line) && node->is_named)
        return ITD_OK;
    else
        st = itd_ftm_read_foreign(line, &reading->join, &ent, err);
    if (st != ITD_OK)
        return st;
    reading->entries++;
    return reading->on_entity(reading->ctx, ent, err);
}

/* ---- going through the files ---- */

static itd_status read_lines(struct reading *reading, const itd_list_part *part, itd_lines *lines,
                             line_fn fn, itd_error *err)
{
    for (;;) {
        itd_ftm_line line = {.options = reading->options->list,
                             .file = part->name,
                             .arena = reading->arena,
                             .report = reading->report,
                             .no_memory = &reading->no_memory};
        itd_str      text;
        bool         found;
        itd_status   st = itd_lines_next(lines, &found, &text, &line.number, err);

        if (st != ITD_OK || !found)
            return st;
        itd_arena_reset(reading->arena);
        st = itd_ftm_line_parse(&line, text, err);
        if (st == ITD_OK)
            st = fn(reading, &line, text, err);
        if (st != ITD_OK) {
            itd_error_on_line(err, line.number);
            itd_error_in_record(err, line.id);
            return st;
        }
    }
}

static itd_status read_part(struct reading *reading, const itd_list_part *part, line_fn fn,
                            itd_error *err)
{
    itd_source *src = NULL;
    itd_lines  *lines = NULL;
    itd_status  st;

    st = itd_list_part_open(part, &src, err);
    if (st == ITD_OK)
        st = itd_lines_open(src, ITD_JSON_LINE_MAX, &lines, err);
    if (st == ITD_OK)
        st = read_lines(reading, part, lines, fn, err);
    if (st != ITD_OK)
        itd_error_in_file(err, part->name);
    itd_lines_close(lines);
    itd_source_close(src);
    return st;
}

static itd_status read_parts(struct reading *reading, const itd_list_part *parts, size_t part_count,
                             itd_error *err)
{
    static const line_fn passes[] = {learn, give_out};
    itd_status           st = ITD_OK;

    for (size_t pass = 0; st == ITD_OK && pass < ITD_ARRAY_LEN(passes); pass++)
        for (size_t i = 0; st == ITD_OK && i < part_count; i++)
            st = read_part(reading, &parts[i], passes[pass], err);
    if (st == ITD_OK && reading->entries == 0) {
        st = itd_error_set(err, ITD_E_INCOMPLETE, "holds no entry");
        itd_error_in_file(err, parts[0].name);
    }
    return st == ITD_OK ? itd_list_report_status(reading->report, err) : st;
}

static itd_status read(const itd_list_part *parts, size_t part_count,
                       const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                       itd_read_result *result, itd_error *err)
{
    struct reading reading = {
        .options = options, .report = result->report, .on_entity = on_entity, .ctx = ctx};
    itd_status st;

    itd_map_init(&reading.join.ids);
    reading.arena = itd_arena_new(SIZE_MAX);
    reading.join.arena = itd_arena_new(SIZE_MAX);
    if (reading.arena && reading.join.arena)
        st = read_parts(&reading, parts, part_count, err);
    else
        st = itd_error_no_memory(err);
    itd_map_done(&reading.join.ids);
    itd_arena_free(reading.join.arena);
    itd_arena_free(reading.arena);
    return st;
}

const itd_reader itd_reader_ftm = {
    .name = "ftm",
    .title = "FollowTheMoney JSON lines",
    .recognise = recognise,
    .read = read,
};
