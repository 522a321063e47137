/* Customers that belong to others: the first reading that gathers them, relations of rows, and
 * FollowTheMoney entities that join two parties. Kinds of those by the FollowTheMoney model
 * (https://followthemoney.tech/explorer/). */
#include <string.h>

#include "cli/customers_internal.h"

#define GATHER_LINE_MAX ((size_t)1 << 20) /* as in customers.c; a longer line is a fault there */

/* ---- FollowTheMoney entities that join two parties ---- */

static const struct link_kind {
    const char *schema;
    const char *from, *to; /* properties */
    const char *role;      /* of the first, when the entity gives none */
    const char *words;     /* properties that give one */
    bool        mutual;
} link_kinds[] = {
    {"Ownership", "owner", "asset", "owner", "role ownershipType", false},
    {"Directorship", "director", "organization", "director", "role", false},
    {"Membership", "member", "organization", "member", "role", false},
    {"Employment", "employee", "employer", "employee", "role", false},
    {"Representation", "agent", "client", "agent", "role", false},
    {"Succession", "predecessor", "successor", "predecessor", "role", false},
    {"Family", "person", "relative", "family", "relationship", true},
    {"Associate", "person", "associate", "associate", "relationship", true},
    {"UnknownLink", "subject", "object", "linked", "role", true},
};

static const struct link_kind *find_kind(itd_str schema)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(link_kinds); i++)
        if (itd_str_equal(schema, itd_str_of(link_kinds[i].schema)))
            return &link_kinds[i];
    return NULL;
}

bool itd_customers_is_relation(itd_str schema)
{
    return find_kind(schema) != NULL;
}

/* ---- the first reading ---- */

static itd_status gather_rows(itd_customers *reading, itd_error *err)
{
    const volatile sig_atomic_t *stop = reading->form.stop;
    itd_arena                   *arena = itd_arena_new(SIZE_MAX);
    bool                         found = true;
    itd_status                   st = arena ? ITD_OK : itd_error_no_memory(err);

    while (st == ITD_OK && found) {
        itd_customer customer;

        itd_arena_reset(arena);
        st = stop && *stop != 0 ? itd_error_set(err, ITD_E_INTERRUPTED, "stopped by a signal")
                                : itd_customers_next(reading, arena, &found, &customer, err);
    }
    itd_arena_free(arena);
    return st;
}

itd_status itd_customers_gather(itd_customers *customers, itd_error *err)
{
    itd_customer_form form = customers->form;
    itd_customers    *reading = NULL;
    itd_relations    *relations = NULL;
    itd_error         fault;
    itd_status        st;

    if (customers->is_gathering || customers->was_gathered || !customers->path)
        return ITD_OK;
    customers->was_gathered = true;
    form.note = NULL;
    st = itd_relations_new(&relations, err);
    if (st == ITD_OK)
        st = itd_customers_open(customers->path, &form, &reading, err);
    if (st == ITD_OK) {
        reading->is_gathering = true;
        reading->relations = relations;
        reading->rows_before = customers->rows_before;
        st = gather_rows(reading, &fault);
        /* A fault of the file is met, and told, by the reading that answers. */
        if (st != ITD_OK && st != ITD_E_NO_MEMORY && st != ITD_E_INTERRUPTED && st != ITD_E_IO)
            st = ITD_OK;
        if (st != ITD_OK && err)
            *err = fault;
    }
    itd_customers_close(reading);
    if (st == ITD_OK)
        st = itd_relations_seal(relations, err);
    if (st != ITD_OK)
        itd_relations_free(relations);
    else
        customers->relations = relations;
    return st;
}

/* Beginnings of texts, without case, that a line with a relation holds behind a quote. */
static const char *const signs[] = {
    "related",   "parent",    "company_id",  "company id",     "company-id", "belongs",
    "principal", "\\",        "ownership",   "director",       "membership", "employment",
    "family",    "associate", "unknownlink", "representation", "succession",
};

static bool has_sign(itd_str line)
{
    size_t at = itd_str_find_char(line, '"');

    while (at != SIZE_MAX && at + 1 < line.len) {
        const itd_str rest = itd_str_from(line, at + 1);
        size_t        next;

        for (size_t i = 0; i < ITD_ARRAY_LEN(signs); i++)
            if (itd_str_equal_ascii_nocase(itd_str_slice(rest, 0, strlen(signs[i])),
                                           itd_str_of(signs[i])))
                return true;
        next = itd_str_find_char(rest, '"');
        at = next == SIZE_MAX ? SIZE_MAX : at + 1 + next;
    }
    return false;
}

static itd_status next_member(const itd_customers *customers, itd_source *src, unsigned at,
                              bool *ret_found, itd_error *err)
{
    itd_encoding encoding = ITD_ENCODING_UTF8;
    itd_str      head = {0};
    itd_status   st = itd_source_next_member(src, ret_found, err);

    if (st != ITD_OK || !*ret_found)
        return st;
    st = itd_source_peek(src, &head, err);
    if (st == ITD_OK)
        st =
            itd_customer_form_encoding(&customers->form, customers->path, at, head, &encoding, err);
    if (st == ITD_OK)
        itd_source_set_encoding(src, encoding);
    return st;
}

/* Does any line of the file speak of relations? With a map any key may. */
static itd_status look_for_signs(const itd_customers *customers, bool *ret_has, itd_error *err)
{
    const volatile sig_atomic_t *stop = customers->form.stop;
    itd_source                  *src = NULL;
    bool                         member = true;
    unsigned                     at = 0;
    itd_status                   st = itd_source_open_file(customers->path, NULL, &src, err);

    *ret_has = customers->form.map && customers->form.map->count > 0;
    while (st == ITD_OK && !*ret_has && member) {
        itd_lines *lines = NULL;
        bool       found = true;
        itd_str    line = {0};
        uint64_t   number;

        st = next_member(customers, src, at++, &member, err);
        if (st != ITD_OK || !member)
            break;
        st = itd_lines_open(src, GATHER_LINE_MAX, &lines, err);
        while (st == ITD_OK && found && !*ret_has) {
            if (stop && *stop != 0)
                st = itd_error_set(err, ITD_E_INTERRUPTED, "stopped by a signal");
            else
                st = itd_lines_next(lines, &found, &line, &number, err);
            if (st == ITD_OK && found)
                *ret_has = has_sign(line);
            else if (st == ITD_E_ENCODING || st == ITD_E_LIMIT)
                st = ITD_OK; /* told by the reading that answers */
        }
        itd_lines_close(lines);
    }
    itd_source_close(src);
    return st;
}

itd_status itd_customers_gather_lines(itd_customers *customers, itd_error *err)
{
    bool       has = false;
    itd_status st;

    if (customers->is_gathering || customers->was_gathered || !customers->path)
        return ITD_OK;
    st = look_for_signs(customers, &has, err);
    if (st == ITD_OK && has)
        return itd_customers_gather(customers, err);
    if (st != ITD_OK && st != ITD_E_NO_MEMORY && st != ITD_E_INTERRUPTED)
        st = ITD_OK;
    return st;
}

/* ---- relations of a row ---- */

/* What a customer's own row may say of its role. */
static bool is_own_role(itd_str role)
{
    static const char *const words[] = {
        "customer", "client",         "main",      "primary", "principal", "self",
        "holder",   "account holder", "company",   "entity",  "parent",    "head",
        "kunde",    "hauptkunde",     "titulaire", "titular",
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(words); i++)
        if (itd_str_equal_ascii_nocase(role, itd_str_of(words[i])))
            return true;
    return false;
}

/* All roles of a customer that belongs to one other. */
static itd_status join_roles(const itd_customer_draft *draft, itd_arena *arena, itd_str *ret_role,
                             itd_error *err)
{
    itd_buf    buf;
    itd_status st;

    itd_buf_init(&buf, SIZE_MAX);
    for (size_t i = 0; i < draft->role_count; i++) {
        itd_buf_append_cstr(&buf, i > 0 ? ", " : "");
        itd_buf_append(&buf, draft->roles[i]);
    }
    st = itd_buf_status(&buf, err);
    if (st == ITD_OK && !itd_arena_copy(arena, itd_buf_text(&buf), ret_role))
        st = itd_error_no_memory(err);
    itd_buf_done(&buf);
    return st;
}

static itd_status make_items(itd_customers *customers, const itd_customer_draft *draft,
                             itd_arena *arena, itd_customer *customer, itd_related *items,
                             itd_error *err)
{
    const size_t count = draft->parent_count, roles = draft->role_count;
    itd_error    fault;

    for (size_t i = 0; i < count; i++)
        items[i] = (itd_related){.id = draft->parents[i]};
    if (count == 1)
        return join_roles(draft, arena, &items[0].role, err);
    if (roles == 1 || roles == count) {
        for (size_t i = 0; i < count; i++)
            items[i].role = draft->roles[roles == 1 ? 0 : i];
        return ITD_OK;
    }
    if (roles == 0)
        return ITD_OK;
    (void)itd_error_set(&fault, ITD_E_SYNTAX, "%zu roles for %zu customers", roles, count);
    itd_error_in_field(&fault, ITD_STR("role"));
    return itd_customers_keep_fault(customers, arena, customer->line, &fault, customer, err);
}

static itd_status keep(itd_customers *customers, const itd_customer *customer, uint64_t row,
                       const itd_related *items, size_t count, itd_error *err)
{
    itd_status st = ITD_OK;

    if (customer->req.id.len > 0)
        st = itd_relations_add_customer(customers->relations, customer->req.id, customer->name, row,
                                        err);
    for (size_t i = 0; st == ITD_OK && i < count; i++)
        if (items[i].id.len > 0)
            st = itd_relations_add(customers->relations, customer->req.id, items[i].id,
                                   items[i].role, row, false, err);
    return st;
}

/* The reader may be closed before a problem is told, so that the name of its file is copied. */
static itd_status set_related(const itd_customers *customers, itd_arena *arena,
                              itd_customer *customer, const itd_related *items, size_t count,
                              itd_error *err)
{
    customer->related = items;
    customer->related_count = count;
    if (itd_customer_problem(customer) &&
        !itd_arena_copy(arena, itd_customers_file(customers), &customer->file))
        return itd_error_no_memory(err);
    return ITD_OK;
}

/* Relations that stand in rows of their own (FollowTheMoney). */
static itd_status add_joined(itd_customers *customers, itd_arena *arena, itd_customer *customer,
                             itd_error *err)
{
    itd_related *items = NULL;
    size_t       count = 0;
    bool         more = false;
    itd_error    fault;
    itd_status   st;

    if (customer->req.id.len == 0)
        return ITD_OK;
    st = itd_relations_of(customers->relations, customer->req.id, ITD_CUSTOMER_RELATED_MAX, arena,
                          &items, &count, &more, err);
    if (st != ITD_OK)
        return st;
    st = set_related(customers, arena, customer, items, count, err);
    if (st != ITD_OK || !more)
        return st;
    (void)itd_error_set(&fault, ITD_E_LIMIT, "belongs to more than %d customers",
                        ITD_CUSTOMER_RELATED_MAX);
    itd_error_in_field(&fault, ITD_STR("related_to"));
    return itd_customers_keep_fault(customers, arena, customer->line, &fault, customer, err);
}

itd_status itd_customers_relate(itd_customers *customers, const itd_customer_draft *draft,
                                itd_arena *arena, itd_customer *customer, itd_error *err)
{
    const uint64_t row = customers->rows_before + customers->rows + 1;
    const bool     alone =
        draft->parent_count == 0 && draft->role_count > 0 && !is_own_role(draft->roles[0]);
    const size_t count = alone ? 1 : draft->parent_count;
    itd_related *items = NULL;
    itd_status   st = ITD_OK;

    if (count == 0 && customers->is_gathering)
        return keep(customers, customer, row, NULL, 0, err);
    if (count == 0)
        return customers->relations ? add_joined(customers, arena, customer, err) : ITD_OK;
    items = itd_arena_new_array(arena, count, sizeof *items);
    if (!items)
        return itd_error_no_memory(err);
    if (alone) {
        items[0] = (itd_related){.problem = ITD_STR("a role, but no customer that it is for")};
        st = join_roles(draft, arena, &items[0].role, err);
    } else {
        st = make_items(customers, draft, arena, customer, items, err);
    }
    if (st == ITD_OK && customers->is_gathering)
        return keep(customers, customer, row, items, count, err);
    for (size_t i = 0; st == ITD_OK && !alone && i < count; i++) {
        if (customers->relations)
            st = itd_relations_look_up(customers->relations, customer->req.id, row, arena,
                                       &items[i], err);
        else
            items[i].problem = ITD_STR("not checked: what is read only once is not known whole");
    }
    return st == ITD_OK ? set_related(customers, arena, customer, items, count, err) : st;
}

/* ---- rows that are relations ---- */

/* Ids of one end: texts, or entities that stand there whole. */
static itd_status read_ends(const itd_json *properties, const char *name, itd_arena *arena,
                            itd_str **ret_ids, size_t *ret_count, itd_error *fault)
{
    const itd_json *value = itd_json_get(properties, itd_str_of(name));
    const itd_json *item = value && value->kind == ITD_JSON_ARRAY ? value->first : value;
    const size_t    most = value && value->kind == ITD_JSON_ARRAY ? value->count : 1;
    itd_str        *ids = itd_arena_new_array(arena, most > 0 ? most : 1, sizeof *ids);
    size_t          count = 0;
    itd_status      st = ids ? ITD_OK : itd_error_no_memory(fault);

    for (; st == ITD_OK && item; item = value->kind == ITD_JSON_ARRAY ? item->next : NULL) {
        const itd_str id = item->kind == ITD_JSON_OBJECT   ? itd_json_get_text(item, ITD_STR("id"))
                           : item->kind == ITD_JSON_STRING ? item->text
                                                           : (itd_str){0};

        if (id.len == 0 || id.len > ITD_ENTITY_ID_MAX)
            st = itd_error_set(fault, ITD_E_SYNTAX, "no id of a customer");
        else
            ids[count++] = id;
    }
    if (st == ITD_OK && count == 0)
        st = itd_error_set(fault, ITD_E_SYNTAX, "the relation has no %s", name);
    if (st != ITD_OK && st != ITD_E_NO_MEMORY)
        itd_error_in_field(fault, itd_str_of(name));
    *ret_ids = ids;
    *ret_count = count;
    return st;
}

/* The first text of these properties, else the kind's own word, with the share behind it. */
static itd_status read_role(const struct link_kind *kind, const itd_json *properties,
                            itd_arena *arena, itd_str *ret_role, itd_error *err)
{
    itd_str    words = itd_str_of(kind->words), word, role = {0}, share = {0};
    itd_buf    buf;
    itd_status st;

    while (role.len == 0 && itd_str_next_part(&words, ITD_STR(" "), &word)) {
        const itd_json *value = itd_json_get(properties, word);

        if (value && value->kind == ITD_JSON_ARRAY)
            value = value->first;
        if (value && value->kind == ITD_JSON_STRING)
            role = itd_str_trim(value->text);
    }
    {
        const itd_json *value = itd_json_get(properties, ITD_STR("percentage"));

        if (value && value->kind == ITD_JSON_ARRAY)
            value = value->first;
        if (value && (value->kind == ITD_JSON_STRING || value->kind == ITD_JSON_NUMBER))
            share = itd_str_trim(value->text);
    }
    itd_buf_init(&buf, SIZE_MAX);
    itd_buf_append(&buf, role.len > 0 ? role : itd_str_of(kind->role));
    if (share.len > 0)
        itd_buf_printf(&buf, " (%.*s%s)", ITD_STR_ARGS(share),
                       itd_str_ends_with(share, ITD_STR("%")) ? "" : " %");
    st = itd_buf_status(&buf, err);
    if (st == ITD_OK && buf.len > ITD_CUSTOMER_ROLE_MAX) {
        st = itd_error_set(err, ITD_E_LIMIT, "longer than %d bytes", ITD_CUSTOMER_ROLE_MAX);
        itd_error_in_field(err, ITD_STR("role"));
    }
    if (st == ITD_OK && !itd_arena_copy(arena, itd_buf_text(&buf), ret_role))
        st = itd_error_no_memory(err);
    itd_buf_done(&buf);
    return st;
}

struct link {
    const struct link_kind *kind;
    itd_str                *from, *to;
    size_t                  from_count, to_count;
    itd_str                 role;
};

static itd_status read_link(const itd_json *object, itd_arena *arena, struct link *link,
                            itd_error *fault)
{
    const itd_json *properties = itd_json_get(object, ITD_STR("properties"));
    itd_status      st;

    link->kind = find_kind(itd_json_get_text(object, ITD_STR("schema")));
    st = read_ends(properties, link->kind->from, arena, &link->from, &link->from_count, fault);
    if (st == ITD_OK)
        st = read_ends(properties, link->kind->to, arena, &link->to, &link->to_count, fault);
    if (st == ITD_OK && link->from_count + link->to_count > ITD_CUSTOMER_RELATED_MAX)
        st = itd_error_set(fault, ITD_E_LIMIT, "joins more than %d customers",
                           ITD_CUSTOMER_RELATED_MAX);
    return st == ITD_OK ? read_role(link->kind, properties, arena, &link->role, fault) : st;
}

static itd_status keep_link(itd_customers *customers, const struct link *link, itd_error *err)
{
    const uint64_t row = customers->rows_before + customers->rows + 1;
    itd_status     st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < link->from_count; i++)
        for (size_t k = 0; st == ITD_OK && k < link->to_count; k++) {
            st = itd_relations_add(customers->relations, link->from[i], link->to[k], link->role,
                                   row, link->kind->mutual, err);
            if (st == ITD_OK && link->kind->mutual)
                st = itd_relations_add(customers->relations, link->to[k], link->from[i], link->role,
                                       row, true, err);
        }
    return st;
}

/* Both ends as the row shows them; one that is not in the file is a fault: nobody screens it. */
static itd_status look_up_ends(itd_customers *customers, const struct link *link, itd_arena *arena,
                               itd_customer *customer, itd_error *err)
{
    const uint64_t row = customers->rows_before + customers->rows + 1;
    const size_t   count = link->from_count + link->to_count;
    itd_related   *items = itd_arena_new_array(arena, count, sizeof *items);
    itd_error      fault;
    itd_status     st = items ? ITD_OK : itd_error_no_memory(err);

    for (size_t i = 0; st == ITD_OK && i < count; i++) {
        const bool    first = i < link->from_count;
        const itd_str child = first || link->kind->mutual ? (itd_str){0} : link->from[0];

        items[i] = first ? (itd_related){.id = link->from[i], .role = link->role}
                         : (itd_related){.id = link->to[i - link->from_count], .role = link->role};
        st = itd_relations_look_up(customers->relations, child, row, arena, &items[i], err);
        items[i].role = first ? link->role : itd_str_of(link->kind->to);
        if (st != ITD_OK || items[i].row > 0)
            continue;
        (void)itd_error_set(&fault, ITD_E_NOT_FOUND, "%.*s: %.*s",
                            ITD_STR_ARGS(itd_str_slice(items[i].id, 0, 80)),
                            ITD_STR_ARGS(items[i].problem));
        itd_error_in_field(&fault, itd_str_of(first ? link->kind->from : link->kind->to));
        st = itd_customers_keep_fault(customers, arena, customer->line, &fault, customer, err);
    }
    return st == ITD_OK ? set_related(customers, arena, customer, items, count, err) : st;
}

itd_status itd_customers_read_relation(itd_customers *customers, const itd_json *object,
                                       itd_arena *arena, itd_customer *customer, itd_error *err)
{
    struct link link = {.kind = NULL};
    itd_error   fault;
    itd_status  st = read_link(object, arena, &link, &fault);

    customers->json_begun = true;
    if (st == ITD_E_NO_MEMORY)
        return itd_error_no_memory(err);
    customer->relation = itd_json_get_text(object, ITD_STR("schema"));
    customer->req.id =
        itd_str_slice(itd_json_get_text(object, ITD_STR("id")), 0, ITD_ENTITY_ID_MAX);
    if (st == ITD_OK && customers->is_gathering)
        return keep_link(customers, &link, err);
    if (st == ITD_OK && customers->relations)
        return look_up_ends(customers, &link, arena, customer, err);
    if (st == ITD_OK) {
        (void)itd_error_set(&fault, ITD_E_USAGE,
                            "relations are joined in files only: this is read once");
        itd_error_in_field(&fault, itd_str_of(link.kind->from));
    }
    return itd_customers_keep_fault(customers, arena, customer->line, &fault, customer, err);
}
