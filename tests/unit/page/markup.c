/* The checker of markup: a stack of elements and two lists of names. */
#include "tests/unit/page/markup.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/support.h"

#define DEPTH_MAX 32
#define NAMES_MAX 256

struct walk {
    itd_str rest;
    itd_str open[DEPTH_MAX];
    size_t  depth;
    itd_str ids[NAMES_MAX], refs[NAMES_MAX];
    size_t  id_count, ref_count;
};

static void check(bool holds, const char *what, itd_str at)
{
    if (!holds) {
        print_error("%s at: %.*s\n", what, itd_str_printf_len(itd_str_slice(at, 0, 80)), at.ptr);
        fail();
    }
}

static itd_str take_name(struct walk *walk)
{
    size_t len = 0;

    while (len < walk->rest.len &&
           (itd_char_is_alpha(walk->rest.ptr[len]) || itd_char_is_digit(walk->rest.ptr[len]) ||
            walk->rest.ptr[len] == '-'))
        len++;
    check(len > 0, "no name", walk->rest);
    walk->rest = itd_str_from(walk->rest, len);
    return (itd_str){walk->rest.ptr - len, len};
}

static void check_text(itd_str text)
{
    check(itd_str_find(text, ITD_STR("<script")) == SIZE_MAX, "a script", text);
    for (size_t i = 0; i < text.len; i++) {
        check(text.ptr[i] != '>' && text.ptr[i] != '<', "not escaped", itd_str_from(text, i));
        check(text.ptr[i] != '&' ||
                  itd_str_find_char(itd_str_slice(text, i, i + 8), ';') != SIZE_MAX,
              "a bare &", itd_str_from(text, i));
    }
}

static void take_attribute(struct walk *walk)
{
    const itd_str name = take_name(walk);
    itd_str       value, part;
    size_t        end;

    check(itd_str_starts_with(walk->rest, ITD_STR("=\"")), "not quoted", walk->rest);
    walk->rest = itd_str_from(walk->rest, 2);
    end = itd_str_find_char(walk->rest, '"');
    check(end != SIZE_MAX, "not closed", walk->rest);
    value = itd_str_slice(walk->rest, 0, end);
    walk->rest = itd_str_from(walk->rest, end + 1);
    check_text(value);
    check(!itd_str_starts_with(name, ITD_STR("on")), "a handler", name);
    if (itd_str_equal(name, ITD_STR("id"))) {
        for (size_t i = 0; i < walk->id_count; i++)
            check(!itd_str_equal(walk->ids[i], value), "an id twice", value);
        check(walk->id_count < NAMES_MAX, "too many ids for the test", value);
        walk->ids[walk->id_count++] = value;
    }
    if (!itd_str_equal(name, ITD_STR("aria-labelledby")))
        return;
    while (itd_str_next_part(&value, ITD_STR(" "), &part)) {
        check(walk->ref_count < NAMES_MAX, "too many references for the test", part);
        walk->refs[walk->ref_count++] = part;
    }
}

static void take_tag(struct walk *walk)
{
    itd_str name;

    if (itd_str_starts_with(walk->rest, ITD_STR("/"))) {
        walk->rest = itd_str_from(walk->rest, 1);
        name = take_name(walk);
        check(walk->depth > 0 && itd_str_equal(walk->open[--walk->depth], name),
              "closes what is not open", name);
        check(itd_str_starts_with(walk->rest, ITD_STR(">")), "no end of a tag", walk->rest);
        walk->rest = itd_str_from(walk->rest, 1);
        return;
    }
    name = take_name(walk);
    while (itd_str_starts_with(walk->rest, ITD_STR(" "))) {
        walk->rest = itd_str_from(walk->rest, 1);
        take_attribute(walk);
    }
    if (itd_str_starts_with(walk->rest, ITD_STR("/>"))) {
        walk->rest = itd_str_from(walk->rest, 2);
        return;
    }
    check(itd_str_starts_with(walk->rest, ITD_STR(">")), "no end of a tag", walk->rest);
    walk->rest = itd_str_from(walk->rest, 1);
    if (itd_str_equal(name, ITD_STR("meta")))
        return;
    check(walk->depth < DEPTH_MAX, "too deep", name);
    walk->open[walk->depth++] = name;
    if (itd_str_equal(name, ITD_STR("style")))
        walk->rest = itd_str_from(walk->rest, itd_str_find(walk->rest, ITD_STR("</style>")));
}

void itd_test_markup(itd_str markup)
{
    struct walk walk = {.rest = markup};

    if (itd_str_starts_with(walk.rest, ITD_STR("<!DOCTYPE html>")))
        walk.rest = itd_str_from(walk.rest, 15);
    while (walk.rest.len > 0) {
        const size_t next = itd_str_find_char(walk.rest, '<');

        check_text(itd_str_slice(walk.rest, 0, next));
        if (next == SIZE_MAX)
            break;
        walk.rest = itd_str_from(walk.rest, next + 1);
        take_tag(&walk);
    }
    check(walk.depth == 0, "left open", walk.depth > 0 ? walk.open[walk.depth - 1] : markup);
    for (size_t i = 0; i < walk.ref_count; i++) {
        bool is_there = false;

        for (size_t k = 0; k < walk.id_count; k++)
            is_there = is_there || itd_str_equal(walk.refs[i], walk.ids[k]);
        check(is_there, "refers to nothing", walk.refs[i]);
    }
}

size_t itd_test_count(itd_str markup, const char *text)
{
    size_t count = 0, at;

    while ((at = itd_str_find(markup, itd_str_of(text))) != SIZE_MAX) {
        count++;
        markup = itd_str_from(markup, at + 1);
    }
    return count;
}
