/* What changed between two states of one entry. Values of both sides are sorted by property, text
 * and then everything else, and merged: equal ones cancel out, values with equal text are paired
 * and their details compared, what is left was removed or added. */
#include "entity/entity.h"

#include <stdlib.h>

/* Values of one side, sorted. */
struct side {
    const itd_value **values;
    size_t            count;
};

struct differ {
    itd_arena        *arena;
    itd_field_change *changes;
    size_t            count;
    size_t            cap;
    struct side       gone; /* of the property at hand: on one side only */
    struct side       came;
    bool              no_memory;
};

static int compare_numbers(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_fields(const itd_value *a, const itd_value *b)
{
    const int order = compare_numbers(a->prop, b->prop);

    return order ? order : itd_str_compare(a->key, b->key);
}

/* The publisher's spelling, which is the text itself where none is kept. */
static itd_str spelling(const itd_value *value)
{
    return value->raw.len > 0 ? itd_str_trim(value->raw) : value->text;
}

static int compare_rests(const itd_value *a, const itd_value *b)
{
    int order = itd_str_compare(spelling(a), spelling(b));

    for (size_t i = 0; !order && i < a->detail_count && i < b->detail_count; i++) {
        order = compare_numbers(a->details[i].key, b->details[i].key);
        if (!order)
            order = itd_str_compare(a->details[i].text, b->details[i].text);
    }
    return order ? order : compare_numbers(a->detail_count, b->detail_count);
}

static int compare_values(const void *left, const void *right)
{
    const itd_value *a = *(const itd_value *const *)left;
    const itd_value *b = *(const itd_value *const *)right;
    int              order = compare_fields(a, b);

    if (!order)
        order = itd_str_compare(a->text, b->text);
    return order ? order : compare_rests(a, b);
}

static void report(struct differ *differ, itd_str path, itd_str before, itd_str after)
{
    itd_field_change *changes = itd_arena_grow(differ->arena, differ->changes, differ->count,
                                               &differ->cap, sizeof *changes);

    if (!changes) {
        differ->no_memory = true;
        return;
    }
    differ->changes = changes;
    changes[differ->count++] = (itd_field_change){.path = path, .before = before, .after = after};
}

/* "a.b" in the arena. */
static itd_str join_path(struct differ *differ, itd_str a, itd_str b)
{
    char *text = itd_arena_new_array(differ->arena, a.len + 1 + b.len, 1);

    if (!text) {
        differ->no_memory = true;
        return (itd_str){0};
    }
    for (size_t i = 0; i < a.len; i++)
        text[i] = a.ptr[i];
    text[a.len] = '.';
    for (size_t i = 0; i < b.len; i++)
        text[a.len + 1 + i] = b.ptr[i];
    return (itd_str){.ptr = text, .len = a.len + 1 + b.len};
}

static itd_str path_of(struct differ *differ, const itd_value *value)
{
    const itd_str name = itd_prop_name(value->prop);

    return value->prop == ITD_PROP_EXTRA ? join_path(differ, name, value->key) : name;
}

/* a and b state the same text with other particulars. */
static void diff_particulars(struct differ *differ, const itd_value *a, const itd_value *b)
{
    const itd_str path = path_of(differ, a);
    size_t        i = 0, j = 0;

    if (!itd_str_equal(spelling(a), spelling(b)))
        report(differ, join_path(differ, path, ITD_STR("raw")), spelling(a), spelling(b));
    while (i < a->detail_count || j < b->detail_count) {
        const itd_detail *from = i < a->detail_count ? &a->details[i] : NULL;
        const itd_detail *to = j < b->detail_count ? &b->details[j] : NULL;

        if (from && to && from->key != to->key) {
            if (from->key < to->key)
                to = NULL;
            else
                from = NULL;
        }
        i += from != NULL;
        j += to != NULL;
        if (!from || !to || !itd_str_equal(from->text, to->text))
            report(differ, join_path(differ, path, itd_detail_name(from ? from->key : to->key)),
                   from ? from->text : (itd_str){0}, to ? to->text : (itd_str){0});
    }
}

/* a and b hold values of one property and one text. */
static void diff_text(struct differ *differ, struct side a, struct side b)
{
    size_t i = 0, j = 0, left_a = 0, left_b = 0;

    while (i < a.count || j < b.count) {
        const int order = i == a.count   ? 1
                          : j == b.count ? -1
                                         : compare_rests(a.values[i], b.values[j]);

        if (order == 0) {
            i++;
            j++;
        } else if (order < 0) {
            a.values[left_a++] = a.values[i++];
        } else {
            b.values[left_b++] = b.values[j++];
        }
    }
    for (i = 0; i < left_a && i < left_b; i++)
        diff_particulars(differ, a.values[i], b.values[i]);
    for (j = i; j < left_a; j++)
        differ->gone.values[differ->gone.count++] = a.values[j];
    for (j = i; j < left_b; j++)
        differ->came.values[differ->came.count++] = b.values[j];
}

/* Cuts off the run of values at the front that agree with the first under compare. */
static struct side take_run(struct side *rest, const itd_value *like,
                            int (*compare)(const itd_value *, const itd_value *))
{
    struct side run = {.values = rest->values, .count = 0};

    while (run.count < rest->count && compare(rest->values[run.count], like) == 0)
        run.count++;
    rest->values += run.count;
    rest->count -= run.count;
    return run;
}

static int compare_texts(const itd_value *a, const itd_value *b)
{
    return itd_str_compare(a->text, b->text);
}

/* The smaller of the two first values. */
static const itd_value *first_of(struct side a, struct side b,
                                 int (*compare)(const itd_value *, const itd_value *))
{
    if (a.count == 0)
        return b.values[0];
    if (b.count == 0)
        return a.values[0];
    return compare(a.values[0], b.values[0]) <= 0 ? a.values[0] : b.values[0];
}

/* a and b hold values of one property. */
static void diff_property(struct differ *differ, struct side a, struct side b)
{
    const itd_str path = path_of(differ, first_of(a, b, compare_fields));

    differ->gone.count = 0;
    differ->came.count = 0;
    while (a.count > 0 || b.count > 0) {
        const itd_value  *like = first_of(a, b, compare_texts);
        const struct side run_a = take_run(&a, like, compare_texts);
        const struct side run_b = take_run(&b, like, compare_texts);

        diff_text(differ, run_a, run_b);
    }
    if (differ->gone.count == 1 && differ->came.count == 1) {
        report(differ, path, differ->gone.values[0]->text, differ->came.values[0]->text);
        return;
    }
    for (size_t i = 0; i < differ->gone.count; i++)
        report(differ, path, differ->gone.values[i]->text, (itd_str){0});
    for (size_t i = 0; i < differ->came.count; i++)
        report(differ, path, (itd_str){0}, differ->came.values[i]->text);
}

/* Pointers to the values of an entity, sorted; room for as many more. */
static struct side sorted_values(struct differ *differ, const itd_entity *ent,
                                 struct side *ret_room)
{
    struct side side = {0};

    side.values = itd_arena_new_array(differ->arena, ent->value_count, sizeof *side.values);
    ret_room->values = itd_arena_new_array(differ->arena, ent->value_count, sizeof *side.values);
    if (!side.values || !ret_room->values) {
        differ->no_memory = true;
        return side;
    }
    for (size_t i = 0; i < ent->value_count; i++)
        side.values[i] = &ent->values[i];
    side.count = ent->value_count;
    if (side.count > 0)
        qsort(side.values, side.count, sizeof *side.values, compare_values);
    return side;
}

/* A caption that follows from the names changes with them and is no field of its own. */
static bool has_own_caption(const itd_entity *ent)
{
    return !itd_str_equal(ent->caption, itd_entity_default_caption(ent));
}

itd_status itd_entity_diff(const itd_entity *before, const itd_entity *after, itd_arena *arena,
                           const itd_field_change **ret_changes, size_t *ret_count, itd_error *err)
{
    struct differ differ = {.arena = arena};
    struct side   a = sorted_values(&differ, before, &differ.gone);
    struct side   b = sorted_values(&differ, after, &differ.came);

    if (before->schema != after->schema)
        report(&differ, ITD_STR("schema"), itd_schema_name(before->schema),
               itd_schema_name(after->schema));
    if (!itd_str_equal(before->caption, after->caption) &&
        (has_own_caption(before) || has_own_caption(after)))
        report(&differ, ITD_STR("caption"), before->caption, after->caption);
    while (!differ.no_memory && (a.count > 0 || b.count > 0)) {
        const itd_value  *like = first_of(a, b, compare_fields);
        const struct side run_a = take_run(&a, like, compare_fields);
        const struct side run_b = take_run(&b, like, compare_fields);

        diff_property(&differ, run_a, run_b);
    }
    if (differ.no_memory)
        return itd_error_no_memory(err);
    *ret_changes = differ.changes;
    *ret_count = differ.count;
    return ITD_OK;
}
