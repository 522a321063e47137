/* Reading the parts, and how they make a name where it is at home. */
#include "lab/customers.h"

#include "base/file.h"
#include "base/utf8.h"

#define TABLE_BYTES_MAX ((size_t)1 << 20)
#define COLUMNS 3
/* A choice weighs WEIGHT_ONE / (place + WEIGHT_FLAT): the fiftieth is drawn a quarter as often as
 * the first, as with surnames in a census. */
#define WEIGHT_ONE 1000000
#define WEIGHT_FLAT 16
#define DRAWS_MAX 64 /* for one that fits */

static itd_status add_choices(itd_str words, itd_arena *arena, itd_lab_part *part, itd_error *err)
{
    itd_str rest = words, word;

    part->choices = itd_arena_new_array(arena, ITD_LAB_CHOICES_MAX, sizeof *part->choices);
    if (!part->choices)
        return itd_error_no_memory(err);
    while (itd_str_next_part(&rest, ITD_STR("|"), &word)) {
        if (part->count == ITD_LAB_CHOICES_MAX)
            return itd_error_set(err, ITD_E_LIMIT, "more than %d words", ITD_LAB_CHOICES_MAX);
        if (word.len > 0)
            part->choices[part->count++] = word;
    }
    if (part->count == 0)
        return itd_error_set(err, ITD_E_SYNTAX, "no words");
    return ITD_OK;
}

static itd_status add_row(itd_str line, itd_arena *arena, itd_lab_parts *parts, itd_error *err)
{
    itd_str         columns[COLUMNS], rest = line;
    itd_lab_origin *origin;
    size_t          count = 0, at = 0;

    while (count < COLUMNS && itd_str_next_part(&rest, ITD_STR("\t"), &columns[count]))
        count++;
    if (count < COLUMNS || rest.ptr)
        return itd_error_set(err, ITD_E_SYNTAX, "a row has %d columns", COLUMNS);
    while (at < parts->count && !itd_str_equal(parts->origins[at].name, columns[0]))
        at++;
    if (at == ITD_LAB_ORIGINS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d origins", ITD_LAB_ORIGINS_MAX);
    origin = &parts->origins[at];
    if (at == parts->count)
        parts->origins[parts->count++] = (itd_lab_origin){.name = columns[0]};
    if (origin->part_count == ITD_LAB_PARTS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d parts", ITD_LAB_PARTS_MAX);
    origin->parts[origin->part_count].name = columns[1];
    return add_choices(columns[2], arena, &origin->parts[origin->part_count++], err);
}

static bool is_whole(const itd_lab_origin *origin)
{
    return (itd_lab_part_find(origin, ITD_STR("given")) &&
            itd_lab_part_find(origin, ITD_STR("surname"))) ||
           (itd_lab_part_find(origin, ITD_STR("head")) &&
            itd_lab_part_find(origin, ITD_STR("trade")) &&
            itd_lab_part_find(origin, ITD_STR("place")) &&
            itd_lab_part_find(origin, ITD_STR("form")));
}

static itd_status read_rows(itd_str text, itd_arena *arena, itd_lab_parts *parts, itd_error *err)
{
    itd_str  rest = text, line;
    uint64_t number = 0;

    while (itd_str_next_part(&rest, ITD_STR("\n"), &line)) {
        itd_status st = ITD_OK;

        number++;
        if (line.len > 0 && line.ptr[0] != '#')
            st = add_row(line, arena, parts, err);
        if (st != ITD_OK) {
            itd_error_on_line(err, number);
            return st;
        }
    }
    for (size_t i = 0; i < parts->count; i++) {
        if (!is_whole(&parts->origins[i]))
            return itd_error_set(err, ITD_E_SCHEMA,
                                 "origin %.*s lacks given and surname, or head, trade, place and "
                                 "form",
                                 ITD_STR_ARGS(parts->origins[i].name));
    }
    if (parts->count == 0)
        return itd_error_set(err, ITD_E_SCHEMA, "no origins");
    return ITD_OK;
}

itd_status itd_lab_parts_read(const char *path, itd_arena *arena, itd_lab_parts *ret_parts,
                              itd_error *err)
{
    itd_lab_parts parts = {.count = 0};
    itd_str       text;
    itd_buf       buf;
    itd_status    st;

    itd_buf_init(&buf, TABLE_BYTES_MAX);
    st = itd_file_read(path, &buf, err);
    if (st == ITD_OK)
        st = itd_utf8_check_text(itd_buf_text(&buf), err);
    if (st == ITD_OK && !itd_arena_copy(arena, itd_buf_text(&buf), &text))
        st = itd_error_no_memory(err);
    if (st == ITD_OK)
        st = read_rows(text, arena, &parts, err);
    itd_buf_done(&buf);
    if (st != ITD_OK) {
        itd_error_in_file(err, itd_str_of(path));
        return st;
    }
    *ret_parts = parts;
    return ITD_OK;
}

const itd_lab_part *itd_lab_part_find(const itd_lab_origin *origin, itd_str name)
{
    for (size_t i = 0; i < origin->part_count; i++) {
        if (itd_str_equal(origin->parts[i].name, name))
            return &origin->parts[i];
    }
    return NULL;
}

static size_t weight_of(size_t place)
{
    return WEIGHT_ONE / (place + 1 + WEIGHT_FLAT);
}

itd_str itd_lab_part_draw(const itd_lab_part *part, itd_random *random)
{
    size_t total = 0, drawn, at = 0;

    for (size_t i = 0; i < part->count; i++)
        total += weight_of(i);
    drawn = itd_random_below(random, total);
    while (at + 1 < part->count && drawn >= weight_of(at))
        drawn -= weight_of(at++);
    return part->choices[at];
}

static void append_part(const itd_lab_origin *origin, const char *part, itd_random *random,
                        itd_buf *buf)
{
    if (buf->len > 0)
        itd_buf_append_char(buf, ' ');
    itd_buf_append(buf, itd_lab_part_draw(itd_lab_part_find(origin, itd_str_of(part)), random));
}

static void draw_company(const itd_lab_origin *origin, itd_random *random, itd_buf *buf)
{
    append_part(origin, "head", random, buf);
    append_part(origin, "trade", random, buf);
    if (itd_random_below(random, 3) == 0)
        append_part(origin, "place", random, buf);
    append_part(origin, "form", random, buf);
}

/* A patronymic of the given name's gender: given names ending in a or ya are women's. */
static void append_patronymic(const itd_lab_origin *origin, itd_random *random, itd_buf *buf)
{
    const itd_lab_part *part = itd_lab_part_find(origin, ITD_STR("patronymic"));
    const bool          woman = itd_str_ends_with(itd_buf_text(buf), ITD_STR("a"));
    itd_str             drawn = itd_lab_part_draw(part, random);

    for (int i = 0; i < DRAWS_MAX && itd_str_ends_with(drawn, ITD_STR("a")) != woman; i++)
        drawn = itd_lab_part_draw(part, random);
    itd_buf_append_char(buf, ' ');
    itd_buf_append(buf, drawn);
}

/* Chinese and Korean names begin with the surname, half of them; Spanish ones have two; Russian
 * ones a patronymic, half of them; Arabic ones the father's name, two of three. */
void itd_lab_customer_draw(const itd_lab_origin *origin, itd_random *random, itd_buf *buf)
{
    const bool surname_first = (itd_str_equal(origin->name, ITD_STR("Chinese")) ||
                                itd_str_equal(origin->name, ITD_STR("Korean"))) &&
                               itd_random_below(random, 2) == 0;

    itd_buf_reset(buf);
    if (itd_lab_part_find(origin, ITD_STR("head"))) {
        draw_company(origin, random, buf);
        return;
    }
    if (surname_first)
        append_part(origin, "surname", random, buf);
    append_part(origin, "given", random, buf);
    if (itd_lab_part_find(origin, ITD_STR("patronymic")) && itd_random_below(random, 2) == 0)
        append_patronymic(origin, random, buf);
    if (itd_str_equal(origin->name, ITD_STR("Arabic")) && itd_random_below(random, 3) > 0)
        append_part(origin, "given", random, buf);
    if (!surname_first)
        append_part(origin, "surname", random, buf);
    if (itd_str_equal(origin->name, ITD_STR("Spanish")))
        append_part(origin, "surname", random, buf);
}
