/* The UN reader against the real lists of seven dates: counts, what changed between versions, the
 * file that was damaged in transit, and that no word of a record is lost. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/map.h"
#include "base/memory.h"
#include "codec/xml.h"
#include "entity/country.h"
#include "tests/unit/lists/ofac_support.h"
#include "tests/unit/support.h"

#define TEXT_BYTES_MAX ((size_t)256 << 20)
#define ENTRIES_MAX 2000

/* ---- a whole list in memory ---- */

struct entry {
    char   id[ITD_ENTITY_ID_MAX];
    size_t bytes_from, bytes_to; /* canonical bytes */
    size_t words_from, words_to; /* every text of the entry, a line each */
};

struct list {
    itd_buf          bytes;
    itd_buf          words;
    struct entry    *entries;
    size_t           count;
    size_t           persons;
    size_t           organisations;
    size_t           dprk;
    int64_t          stamp_ms;
    itd_list_report *report;
};

static void append_line(itd_buf *buf, itd_str text)
{
    if (text.len == 0)
        return;
    itd_buf_append(buf, text);
    itd_buf_append_char(buf, '\n');
}

static itd_status collect(void *ctx, const itd_entity *ent, itd_error *err)
{
    struct list  *list = ctx;
    struct entry *entry = &list->entries[list->count];

    assert_true(list->count < ENTRIES_MAX);
    assert_true(ent->id.len < sizeof entry->id);
    memcpy(entry->id, ent->id.ptr, ent->id.len);
    list->count++;
    list->persons += ent->schema == ITD_SCHEMA_PERSON;
    list->organisations += ent->schema == ITD_SCHEMA_ORGANIZATION;
    entry->bytes_from = list->bytes.len;
    itd_entity_encode(ent, &list->bytes);
    entry->bytes_to = list->bytes.len;
    itd_buf_append_char(&list->words, '\n');
    entry->words_from = list->words.len - 1;
    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];

        list->dprk +=
            value->prop == ITD_PROP_PROGRAM && itd_str_equal(value->text, ITD_STR("DPRK"));
        append_line(&list->words, value->text);
        append_line(&list->words, value->raw);
        for (size_t k = 0; k < value->detail_count; k++)
            append_line(&list->words, value->details[k].text);
    }
    entry->words_to = list->words.len;
    return itd_buf_status(&list->words, err);
}

static itd_status read_list(itd_str bytes, struct list *list, itd_error *err)
{
    const itd_list_part      part = ofac_part("un.xml", bytes, 0);
    const itd_reader_options options = {.list = ITD_STR("un")};
    itd_read_result          result = {.has_stamp = false};
    itd_status               st;

    memset(list, 0, sizeof *list);
    itd_buf_init(&list->bytes, TEXT_BYTES_MAX);
    itd_buf_init(&list->words, TEXT_BYTES_MAX);
    list->entries = itd_mem_new(ENTRIES_MAX, sizeof *list->entries);
    list->report = itd_list_report_new();
    assert_non_null(list->entries);
    assert_non_null(list->report);
    result.report = list->report;
    assert_true(itd_reader_un.recognise(&part));
    st = itd_reader_un.read(&part, 1, &options, collect, list, &result, err);
    list->stamp_ms = result.stamp_ms;
    return st;
}

static void list_done(struct list *list)
{
    itd_buf_done(&list->bytes);
    itd_buf_done(&list->words);
    itd_mem_free(list->entries);
    itd_list_report_free(list->report);
}

static itd_str words_of(const struct list *list, itd_str id)
{
    for (size_t i = 0; i < list->count; i++)
        if (itd_str_equal(itd_str_of(list->entries[i].id), id))
            return itd_str_slice(itd_buf_text(&list->words), list->entries[i].words_from,
                                 list->entries[i].words_to);
    fail_msg("no entry %.*s", ITD_STR_ARGS(id));
    return itd_str_of("");
}

/* ---- counts ---- */

static const struct {
    const char *file, *day;
    size_t      persons, organisations;
} versions[] = {
    {"lists/un/un_consolidated_2018-10-29.xml.zst", "2018-10-29", 703, 390},
    {"lists/un/un_consolidated_2020-11-30.xml.zst", "2020-11-30", 713, 305},
    {"lists/un/un_consolidated_2025-04-19.xml.zst", "2025-04-19", 684, 193},
    {"lists/un/un_consolidated_2025-11-29.xml.zst", "2025-11-29", 727, 273},
    {"lists/un/un_consolidated_2026-01-28.xml.zst", "2026-01-28", 726, 273},
    {"lists/un/un_consolidated_2026-02-27.xml.zst", "2026-02-27", 730, 273},
};
enum { NOVEMBER = 3, JANUARY, FEBRUARY };

static void every_version_has_its_entries_and_its_day(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(versions); i++) {
        const itd_str bytes = ofac_shared(versions[i].file);
        int64_t       day_ms;
        struct list   list;
        itd_error     err = {0};

        if (!bytes.ptr)
            skip();
        assert_ok(read_list(bytes, &list, &err), &err);
        assert_int_equal(list.persons, versions[i].persons);
        assert_int_equal(list.organisations, versions[i].organisations);
        assert_true(itd_time_parse(itd_str_of(versions[i].day), &day_ms));
        assert_true(list.stamp_ms == day_ms);
        for (size_t row = 0; row < itd_list_report_count(list.report); row++)
            assert_true(!itd_str_equal(itd_list_report_at(list.report, row)->what,
                                       ITD_STR("unknown element")));
        if (i == FEBRUARY) {
            assert_int_equal(list.dprk, 155);
            assert_int_equal(itd_list_report_count(list.report), 0);
        }
        list_done(&list);
        ofac_free(bytes);
    }
}

/* ---- no word is lost ---- */

struct alias_counts {
    size_t good, low, aka, fka;
};

static void count_alias(const itd_xml_node *node, struct alias_counts *counts)
{
    const itd_str quality = itd_xml_child_text(node->parent, ITD_STR("QUALITY"));

    counts->good += itd_str_equal(quality, ITD_STR("Good"));
    counts->low += itd_str_equal(quality, ITD_STR("Low"));
    counts->aka += itd_str_equal(quality, ITD_STR("a.k.a."));
    counts->fka += itd_str_equal(quality, ITD_STR("f.k.a."));
}

/* The text as the reader keeps it: blanks single, those that do not break included. */
static void append_single_blanks(itd_buf *buf, itd_str text)
{
    const size_t start = buf->len;

    text = itd_str_trim(text);
    for (size_t at = 0; at < text.len; at++) {
        const itd_str rest = itd_str_from(text, at);
        const size_t  wide = itd_str_starts_with(rest, ITD_STR("\xc2\xa0"))       ? 2
                             : itd_str_starts_with(rest, ITD_STR("\xe2\x80\xaf")) ? 3
                                                                                  : 0;

        if (wide == 0 && !itd_char_is_space(text.ptr[at]))
            itd_buf_append_char(buf, text.ptr[at]);
        else if (buf->len > start && buf->ptr[buf->len - 1] != ' ')
            itd_buf_append_char(buf, ' ');
        at += wide > 0 ? wide - 1 : 0;
    }
}

/* A country may be kept as its code alone. */
static bool is_kept_country(itd_str words, itd_str entry)
{
    char    line[8];
    itd_str code;
    int     len;

    if (!itd_country_find(words, &code) || code.len > 4)
        return false;
    len = snprintf(line, sizeof line, "\n%.*s\n", ITD_STR_ARGS(code));
    return len > 0 && itd_str_find(entry, (itd_str){line, (size_t)len}) != SIZE_MAX;
}

static void assert_kept(const itd_xml_node *node, itd_str id, itd_str entry, itd_buf *buf,
                        struct alias_counts *counts)
{
    const itd_str words = itd_xml_text(node);
    itd_str       rest, word;

    if (words.len > 0 && itd_str_equal(node->name, ITD_STR("ALIAS_NAME"))) {
        /* The whole cell stands there, as a name or beside its names. */
        count_alias(node, counts);
        itd_buf_reset(buf);
        itd_buf_append_char(buf, '\n');
        append_single_blanks(buf, words);
        itd_buf_append_char(buf, '\n');
        if (itd_str_find(entry, itd_buf_text(buf)) == SIZE_MAX)
            fail_msg("%.*s: the cell \"%.*s\" is lost", ITD_STR_ARGS(id), ITD_STR_ARGS(words));
    }
    itd_buf_reset(buf);
    append_single_blanks(buf, words);
    rest = itd_buf_text(buf);
    if (rest.len > 0 &&
        !(itd_str_find(node->name, ITD_STR("COUNTRY")) != SIZE_MAX && is_kept_country(rest, entry)))
        while (itd_str_next_part(&rest, ITD_STR(" "), &word))
            if (itd_str_find(entry, word) == SIZE_MAX)
                fail_msg("%.*s: <%.*s> lost \"%.*s\"", ITD_STR_ARGS(id), ITD_STR_ARGS(node->name),
                         ITD_STR_ARGS(word));
    for (const itd_xml_node *child = node->first_child; child; child = child->next)
        assert_kept(child, id, entry, buf, counts);
}

static void check_words(itd_str bytes, const struct list *list, struct alias_counts *ret_counts)
{
    const itd_list_part part = ofac_part("un.xml", bytes, 0);
    const itd_xml_node *record;
    itd_source         *src = NULL;
    itd_xml            *xml = NULL;
    itd_buf             buf;
    itd_error           err = {0};

    *ret_counts = (struct alias_counts){0};
    itd_buf_init(&buf, TEXT_BYTES_MAX);
    assert_ok(itd_list_part_open(&part, &src, &err), &err);
    assert_ok(itd_xml_open(src, 2, &xml, &err), &err);
    for (;;) {
        itd_str id;

        assert_ok(itd_xml_next(xml, &record, &err), &err);
        if (!record)
            break;
        id = itd_xml_child_text(record, ITD_STR("REFERENCE_NUMBER"));
        assert_kept(record, id, words_of(list, id), &buf, ret_counts);
    }
    itd_xml_close(xml);
    itd_source_close(src);
    itd_buf_done(&buf);
}

static void no_word_of_any_record_is_lost(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(versions); i++) {
        const itd_str       bytes = ofac_shared(versions[i].file);
        struct alias_counts counts;
        struct list         list;
        itd_error           err = {0};

        if (!bytes.ptr)
            skip();
        assert_ok(read_list(bytes, &list, &err), &err);
        check_words(bytes, &list, &counts);
        if (i == FEBRUARY) {
            assert_int_equal(counts.good, 1524);
            assert_int_equal(counts.low, 615);
            assert_int_equal(counts.aka, 594);
            assert_int_equal(counts.fka, 19);
        }
        list_done(&list);
        ofac_free(bytes);
    }
}

/* ---- between versions ---- */

/* Ids of `a` that `b` does not hold, and entries of both whose bytes differ. */
static size_t compare(const struct list *a, const struct list *b, itd_buf *ret_missing)
{
    size_t  changed = 0;
    itd_map index;

    itd_map_init(&index);
    for (size_t i = 0; i < b->count; i++) {
        uint64_t *value;
        bool      added;

        assert_true(itd_map_add(&index, itd_str_of(b->entries[i].id), &value, &added));
        assert_true(added);
        *value = i;
    }
    for (size_t i = 0; i < a->count; i++) {
        const struct entry *entry = &a->entries[i], *other;
        const uint64_t     *value = itd_map_find(&index, itd_str_of(entry->id));

        if (!value) {
            itd_buf_append_cstr(ret_missing, entry->id);
            itd_buf_append_char(ret_missing, ' ');
            continue;
        }
        other = &b->entries[*value];
        changed += !itd_str_equal(
            itd_str_slice(itd_buf_text(&a->bytes), entry->bytes_from, entry->bytes_to),
            itd_str_slice(itd_buf_text(&b->bytes), other->bytes_from, other->bytes_to));
    }
    itd_map_done(&index);
    return changed;
}

static void only_the_entries_that_the_publisher_changed_differ(void **state)
{
    static const struct {
        unsigned    from, to;
        const char *removed, *added;
    } deltas[] = {
        {NOVEMBER, JANUARY, "IQi.074 ", ""},
        {JANUARY, FEBRUARY, "", "SDi.007 SDi.008 SDi.009 SDi.010 "},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(deltas); i++) {
        const itd_str from_bytes = ofac_shared(versions[deltas[i].from].file);
        const itd_str to_bytes = ofac_shared(versions[deltas[i].to].file);
        struct list   from, to;
        itd_buf       removed, added;
        itd_error     err = {0};

        if (!from_bytes.ptr)
            skip();
        assert_ok(read_list(from_bytes, &from, &err), &err);
        assert_ok(read_list(to_bytes, &to, &err), &err);
        itd_buf_init(&removed, TEXT_BYTES_MAX);
        itd_buf_init(&added, TEXT_BYTES_MAX);
        assert_int_equal(compare(&from, &to, &removed), 0);
        assert_int_equal(compare(&to, &from, &added), 0);
        assert_str_equal(itd_buf_text(&removed), deltas[i].removed);
        assert_str_equal(itd_buf_text(&added), deltas[i].added);
        itd_buf_done(&removed);
        itd_buf_done(&added);
        list_done(&from);
        list_done(&to);
        ofac_free(from_bytes);
        ofac_free(to_bytes);
    }
}

static void a_file_damaged_in_transit_is_refused_with_its_line(void **state)
{
    const itd_str bytes = ofac_shared("lists/un/un_consolidated_2025-08-16_DAMAGED.xml.zst");
    struct list   list;
    itd_error     err = {0};

    (void)state;
    if (!bytes.ptr)
        skip();
    assert_int_equal(read_list(bytes, &list, &err), ITD_E_SYNTAX);
    assert_int_equal(err.line, 53);
    assert_string_equal(err.file, "un.xml");
    assert_true(strlen(err.message) > 0);
    list_done(&list);
    ofac_free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_version_has_its_entries_and_its_day),
        cmocka_unit_test(no_word_of_any_record_is_lost),
        cmocka_unit_test(only_the_entries_that_the_publisher_changed_differ),
        cmocka_unit_test(a_file_damaged_in_transit_is_refused_with_its_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
