/* The scratch database behind relations.h. Tables are filled first and indexed then: sorting once
 * is quicker than a tree that grows in the order of arbitrary ids, and needs no more memory. */
#include "cli/relations.h"

#include "base/buf.h"
#include "base/memory.h"
#include "store/db.h"

#define APPLICATION_ID 0x49545243
#define PROBLEM_MAX 1024 /* bytes of one */

enum {
    ADD_CUSTOMER,
    ADD_RELATION,
    FIRST_OF,  /* rows with an id, least name first */
    LAST_OF,   /* greatest name first */
    PARENTS,   /* directed ones */
    RELATIONS, /* of a child */
    SAME,      /* the first row with the same relation */
    STATEMENT_COUNT,
};

static const char *const statements[STATEMENT_COUNT] = {
    [ADD_CUSTOMER] = "INSERT INTO customer VALUES (?1, ?2, ?3)",
    [ADD_RELATION] = "INSERT INTO relation VALUES (?1, ?2, ?3, ?4, ?5)",
    [FIRST_OF] = "SELECT name, row FROM customer WHERE id = ?1 ORDER BY name, row LIMIT 1",
    [LAST_OF] = "SELECT name, row FROM customer WHERE id = ?1 ORDER BY name DESC, row LIMIT 1",
    [PARENTS] = "SELECT DISTINCT parent FROM relation WHERE child = ?1 AND mutual = 0 LIMIT 256",
    [RELATIONS] = "SELECT parent, role, row FROM relation WHERE child = ?1 ORDER BY 1, 2, 3",
    [SAME] = "SELECT min(row) FROM relation WHERE child = ?1 AND parent = ?2 AND role = ?3",
};

static const char *const tables[] = {
    "CREATE TABLE customer (id TEXT NOT NULL, name TEXT NOT NULL, row INTEGER NOT NULL) STRICT;"
    "CREATE TABLE relation (child TEXT NOT NULL, parent TEXT NOT NULL, role TEXT NOT NULL,"
    " row INTEGER NOT NULL, mutual INTEGER NOT NULL) STRICT;",
};
static const itd_db_schema schema = {"list of relations", APPLICATION_ID, tables, 1};

struct itd_relations {
    itd_db           *db;
    itd_db_statement *stmt[STATEMENT_COUNT];
};

static itd_status prepare(itd_relations *relations, size_t first, size_t end, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t i = first; st == ITD_OK && i < end; i++)
        st = itd_db_prepare(relations->db, statements[i], &relations->stmt[i], err);
    return st;
}

itd_status itd_relations_new(itd_relations **ret_relations, itd_error *err)
{
    itd_relations *relations = itd_mem_new(1, sizeof *relations);
    itd_status     st;

    if (!relations)
        return itd_error_no_memory(err);
    st = itd_db_open_scratch(&schema, ITD_RELATIONS_CACHE_KB, &relations->db, err);
    if (st == ITD_OK)
        st = itd_db_begin(relations->db, err);
    if (st == ITD_OK)
        st = prepare(relations, ADD_CUSTOMER, FIRST_OF, err);
    if (st != ITD_OK)
        itd_relations_free(relations);
    else
        *ret_relations = relations;
    return st;
}

void itd_relations_free(itd_relations *relations)
{
    if (!relations)
        return;
    for (size_t i = 0; i < STATEMENT_COUNT; i++)
        itd_db_finish(relations->stmt[i]);
    itd_db_close(relations->db);
    itd_mem_free(relations);
}

/* ---- the first reading ---- */

itd_status itd_relations_add_customer(itd_relations *relations, itd_str id, itd_str name,
                                      uint64_t row, itd_error *err)
{
    itd_db_statement *stmt = relations->stmt[ADD_CUSTOMER];

    itd_db_bind_text(stmt, 1, id);
    itd_db_bind_text(stmt, 2, name);
    itd_db_bind_i64(stmt, 3, (int64_t)row);
    return itd_db_do(stmt, err);
}

itd_status itd_relations_add(itd_relations *relations, itd_str child, itd_str parent, itd_str role,
                             uint64_t row, bool mutual, itd_error *err)
{
    itd_db_statement *stmt = relations->stmt[ADD_RELATION];

    itd_db_bind_text(stmt, 1, child);
    itd_db_bind_text(stmt, 2, parent);
    itd_db_bind_text(stmt, 3, role);
    itd_db_bind_i64(stmt, 4, (int64_t)row);
    itd_db_bind_i64(stmt, 5, mutual);
    return itd_db_do(stmt, err);
}

itd_status itd_relations_seal(itd_relations *relations, itd_error *err)
{
    itd_status st = itd_db_commit(relations->db, err);

    if (st == ITD_OK)
        st = itd_db_run(relations->db,
                        "CREATE INDEX customer_id ON customer (id, name, row);"
                        "CREATE INDEX relation_child ON relation (child, parent, role, row, "
                        "mutual);",
                        err);
    return st == ITD_OK ? prepare(relations, FIRST_OF, STATEMENT_COUNT, err) : st;
}

/* ---- the second ---- */

static itd_status set_problem(itd_related *item, itd_arena *arena, const itd_buf *text,
                              itd_error *err)
{
    return itd_arena_copy(arena, itd_buf_text(text), &item->problem) ? ITD_OK
                                                                     : itd_error_no_memory(err);
}

/* Name and row of an id, by the least name or the greatest. */
static itd_status find_customer(itd_relations *relations, size_t which, itd_str id,
                                itd_arena *arena, bool *ret_found, itd_str *ret_name,
                                uint64_t *ret_row, itd_error *err)
{
    itd_db_statement *stmt = relations->stmt[which];
    itd_status        st;

    itd_db_bind_text(stmt, 1, id);
    st = itd_db_step(stmt, ret_found, err);
    if (st != ITD_OK || !*ret_found)
        return st;
    *ret_row = (uint64_t)itd_db_i64(stmt, 1);
    st = itd_arena_copy(arena, itd_db_text(stmt, 0), ret_name) ? ITD_OK : itd_error_no_memory(err);
    itd_db_reset(stmt);
    return st;
}

static itd_status check_customer(itd_relations *relations, itd_arena *arena, itd_related *item,
                                 itd_buf *text, itd_error *err)
{
    itd_str    other = {0};
    uint64_t   row = 0;
    bool       found = false;
    itd_status st =
        find_customer(relations, FIRST_OF, item->id, arena, &found, &item->name, &item->row, err);

    if (st == ITD_OK && !found) {
        itd_buf_append_cstr(text, "no customer of the file has this id");
        return ITD_OK;
    }
    if (st == ITD_OK)
        st = find_customer(relations, LAST_OF, item->id, arena, &found, &other, &row, err);
    if (st == ITD_OK && !itd_str_equal(other, item->name)) {
        const uint64_t first = row < item->row ? row : item->row;
        const uint64_t second = row < item->row ? item->row : row;

        itd_buf_printf(text, "rows %llu and %llu are different customers with this id",
                       (unsigned long long)first, (unsigned long long)second);
        item->name = (itd_str){0};
        item->row = 0;
    }
    return st;
}

static itd_status check_same(itd_relations *relations, itd_str child, uint64_t row,
                             const itd_related *item, itd_buf *text, itd_error *err)
{
    itd_db_statement *stmt = relations->stmt[SAME];
    bool              found = false;
    uint64_t          first = 0;
    itd_status        st;

    itd_db_bind_text(stmt, 1, child);
    itd_db_bind_text(stmt, 2, item->id);
    itd_db_bind_text(stmt, 3, item->role);
    st = itd_db_step(stmt, &found, err);
    if (st != ITD_OK)
        return st;
    if (found && !itd_db_is_null(stmt, 0))
        first = (uint64_t)itd_db_i64(stmt, 0);
    itd_db_reset(stmt);
    if (first > 0 && first < row)
        itd_buf_printf(text, "row %llu says the same", (unsigned long long)first);
    return ITD_OK;
}

/* ---- circles ---- */

struct walk {
    itd_str ids[ITD_RELATIONS_WALK_MAX];
    size_t  from[ITD_RELATIONS_WALK_MAX]; /* the step before */
    size_t  count;
};

static bool is_known(const struct walk *walk, itd_str id)
{
    for (size_t i = 0; i < walk->count; i++)
        if (itd_str_equal(walk->ids[i], id))
            return true;
    return false;
}

/* "C1, C2, C1" with the way that was found, from the child upwards. */
static void tell_circle(const struct walk *walk, size_t last, itd_str child, itd_buf *text)
{
    size_t way[ITD_RELATIONS_WALK_MAX], count = 0;

    for (size_t at = last; count < ITD_RELATIONS_WALK_MAX; at = walk->from[at]) {
        way[count++] = at;
        if (at == 0)
            break;
    }
    if (count == 1 && itd_str_equal(walk->ids[0], child)) {
        itd_buf_append_cstr(text, "it belongs to itself");
        return;
    }
    itd_buf_append_cstr(text, "a circle: ");
    itd_buf_append(text, child);
    while (count > 0) {
        itd_buf_append_cstr(text, ", ");
        if (text->len > PROBLEM_MAX / 2) {
            itd_buf_append_cstr(text, "…");
            return;
        }
        itd_buf_append(text, walk->ids[way[--count]]);
    }
}

/* Upwards from the parent, breadth first, until the child is met again. */
static itd_status check_circle(itd_relations *relations, itd_str child, itd_arena *arena,
                               const itd_related *item, itd_buf *text, itd_error *err)
{
    itd_db_statement *stmt = relations->stmt[PARENTS];
    struct walk       walk;
    itd_status        st = ITD_OK;

    walk.ids[0] = item->id;
    walk.from[0] = 0;
    walk.count = 1;
    for (size_t at = 0; st == ITD_OK && at < walk.count; at++) {
        bool found = true;

        if (itd_str_equal(walk.ids[at], child)) {
            tell_circle(&walk, at, child, text);
            break;
        }
        itd_db_bind_text(stmt, 1, walk.ids[at]);
        while (st == ITD_OK && found && walk.count < ITD_RELATIONS_WALK_MAX) {
            st = itd_db_step(stmt, &found, err);
            if (st != ITD_OK || !found || is_known(&walk, itd_db_text(stmt, 0)))
                continue;
            if (!itd_arena_copy(arena, itd_db_text(stmt, 0), &walk.ids[walk.count]))
                return itd_error_no_memory(err);
            walk.from[walk.count++] = at;
        }
        itd_db_reset(stmt);
    }
    return st;
}

static itd_status look_up(itd_relations *relations, itd_str child, uint64_t row, bool walk,
                          itd_arena *arena, itd_related *item, itd_error *err)
{
    itd_buf    text;
    itd_status st;

    itd_buf_init(&text, SIZE_MAX);
    st = check_customer(relations, arena, item, &text, err);
    if (st == ITD_OK && text.len == 0 && child.len > 0 && row > 0)
        st = check_same(relations, child, row, item, &text, err);
    if (st == ITD_OK && text.len == 0 && child.len > 0 && walk)
        st = check_circle(relations, child, arena, item, &text, err);
    if (st == ITD_OK)
        st = itd_buf_status(&text, err);
    if (st == ITD_OK && text.len > 0)
        st = set_problem(item, arena, &text, err);
    itd_buf_done(&text);
    return st;
}

itd_status itd_relations_look_up(itd_relations *relations, itd_str child, uint64_t row,
                                 itd_arena *arena, itd_related *item, itd_error *err)
{
    return look_up(relations, child, row, true, arena, item, err);
}

static itd_status read_relations(itd_relations *relations, itd_str child, size_t max,
                                 itd_arena *arena, itd_related **ret_items, size_t *ret_count,
                                 bool *ret_more, itd_error *err)
{
    itd_db_statement *stmt = relations->stmt[RELATIONS];
    itd_related      *items = NULL;
    size_t            count = 0, cap = 0;
    bool              found = true;
    itd_status        st = ITD_OK;

    itd_db_bind_text(stmt, 1, child);
    while (st == ITD_OK && found && !*ret_more) {
        st = itd_db_step(stmt, &found, err);
        if (st != ITD_OK || !found)
            break;
        *ret_more = count == max;
        if (*ret_more)
            break;
        if (count == cap)
            items = itd_arena_grow(arena, items, count, &cap, sizeof *items);
        if (!items)
            return itd_error_no_memory(err);
        items[count] = (itd_related){.row = 0};
        if (!itd_arena_copy(arena, itd_db_text(stmt, 0), &items[count].id) ||
            !itd_arena_copy(arena, itd_db_text(stmt, 1), &items[count].role))
            return itd_error_no_memory(err);
        /* The same relation said twice is one here; its second saying is told where it stands. */
        if (count == 0 || !itd_str_equal(items[count].id, items[count - 1].id) ||
            !itd_str_equal(items[count].role, items[count - 1].role))
            count++;
    }
    itd_db_reset(stmt);
    *ret_items = items;
    *ret_count = count;
    return st;
}

itd_status itd_relations_of(itd_relations *relations, itd_str child, size_t max, itd_arena *arena,
                            itd_related **ret_items, size_t *ret_count, bool *ret_more,
                            itd_error *err)
{
    itd_status st;

    *ret_more = false;
    st = read_relations(relations, child, max, arena, ret_items, ret_count, ret_more, err);
    for (size_t i = 0; st == ITD_OK && i < *ret_count; i++)
        st = look_up(relations, child, 0, false, arena, &(*ret_items)[i], err);
    return st;
}
