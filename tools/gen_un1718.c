/* Makes data/un-1718 from the UN's Consolidated List: the facts of the entries under resolution
 * 1718 (programme DPRK), as FollowTheMoney JSON lines that Interdict reads itself, the day of the
 * list and a page about both. Facts only: names, dates, places, documents, nationality, references,
 * IMO numbers, BICs. What the publisher tells in sentences (remarks, functions, notes) and street
 * addresses stay out; properties are taken by name, so that a new kind of text cannot slip in.
 *
 * usage: gen_un1718 UN_XML FOLDER */
#include <stdio.h>

#include "base/date.h"
#include "base/file.h"
#include "entity/ftm.h"
#include "lists/reader.h"

#define OUTPUT_BYTES_MAX ((size_t)16 << 20)

static const itd_prop facts[] = {
    ITD_PROP_NAME,          ITD_PROP_ALIAS,
    ITD_PROP_WEAK_ALIAS,    ITD_PROP_PREVIOUS_NAME,
    ITD_PROP_ABBREVIATION,  ITD_PROP_GENDER,
    ITD_PROP_BIRTH_DATE,    ITD_PROP_BIRTH_PLACE,
    ITD_PROP_BIRTH_COUNTRY, ITD_PROP_NATIONALITY,
    ITD_PROP_COUNTRY,       ITD_PROP_PASSPORT_NUMBER,
    ITD_PROP_ID_NUMBER,     ITD_PROP_REGISTRATION_NUMBER,
    ITD_PROP_SWIFT_BIC,     ITD_PROP_IMO_NUMBER,
    ITD_PROP_PROGRAM,       ITD_PROP_RECORD_ID,
    ITD_PROP_LISTING_DATE,  ITD_PROP_MODIFIED_AT,
};

static const itd_detail_key fact_details[] = {
    ITD_DETAIL_KIND,     ITD_DETAIL_QUALITY, ITD_DETAIL_SCRIPT,  ITD_DETAIL_FIRST,
    ITD_DETAIL_SECOND,   ITD_DETAIL_THIRD,   ITD_DETAIL_FOURTH,  ITD_DETAIL_UNTIL,
    ITD_DETAIL_CIRCA,    ITD_DETAIL_TYPE,    ITD_DETAIL_COUNTRY, ITD_DETAIL_ISSUED,
    ITD_DETAIL_EXPIRES,  ITD_DETAIL_PLACE,   ITD_DETAIL_CITY,    ITD_DETAIL_REGION,
    ITD_DETAIL_VALIDITY,
};

struct extract {
    itd_arena *arena;
    itd_buf    lines;
    size_t     persons;
    size_t     organisations;
};

static bool is_fact(itd_prop prop)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(facts); i++)
        if (facts[i] == prop)
            return true;
    return false;
}

static bool is_fact_detail(itd_detail_key key)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(fact_details); i++)
        if (fact_details[i] == key)
            return true;
    return false;
}

static bool is_under_1718(const itd_entity *ent)
{
    for (size_t i = 0; i < ent->value_count; i++)
        if (ent->values[i].prop == ITD_PROP_PROGRAM &&
            itd_str_equal(ent->values[i].text, ITD_STR("DPRK")))
            return true;
    return false;
}

/* The facts of an entry as an entry of its own, in the extract's arena. */
static itd_status keep_facts(struct extract *extract, const itd_entity *ent,
                             const itd_entity **ret_ent, itd_error *err)
{
    itd_entity_builder *builder = itd_entity_builder_new(extract->arena);

    if (!builder)
        return itd_error_no_memory(err);
    itd_entity_begin(builder, ent->schema, ent->id);
    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];

        if (!is_fact(value->prop))
            continue;
        itd_entity_add(builder, value->prop, value->text, value->raw, value->origin);
        for (size_t k = 0; k < value->detail_count; k++)
            if (is_fact_detail(value->details[k].key))
                itd_entity_detail(builder, value->details[k].key, value->details[k].text);
    }
    return itd_entity_finish(builder, ret_ent, err);
}

static itd_status take(void *ctx, const itd_entity *ent, itd_error *err)
{
    struct extract   *extract = ctx;
    const itd_entity *facts_only;
    itd_status        st;

    if (!is_under_1718(ent))
        return ITD_OK;
    itd_arena_reset(extract->arena);
    st = keep_facts(extract, ent, &facts_only, err);
    if (st != ITD_OK)
        return st;
    itd_ftm_write(facts_only, ITD_STR("un"), &extract->lines);
    itd_buf_append_char(&extract->lines, '\n');
    extract->persons += ent->schema == ITD_SCHEMA_PERSON;
    extract->organisations += ent->schema != ITD_SCHEMA_PERSON;
    return itd_buf_status(&extract->lines, err);
}

static itd_status write_file(const char *folder, const char *name, itd_str bytes, itd_error *err)
{
    char       path[ITD_PATH_MAX];
    itd_status st = itd_path_join(path, folder, name, NULL, err);

    return st == ITD_OK ? itd_file_write_atomic(path, bytes, err) : st;
}

static itd_status write_readme(const struct extract *extract, const char *folder, const char *day,
                               itd_error *err)
{
    itd_buf    buf;
    itd_status st;

    itd_buf_init(&buf, OUTPUT_BYTES_MAX);
    itd_buf_printf(
        &buf,
        "# un-1718\n\n"
        "The list that answers when no store holds any: the entries of the UN Security Council's\n"
        "Consolidated List under resolution 1718 (programme DPRK), as of %s: %zu entries, %zu\n"
        "individuals and %zu entities.\n\n"
        "- Source: UN Security Council Consolidated List, XML, generated on %s.\n"
        "- `entries.jsonl`: FollowTheMoney JSON lines (docs/formats.md); `version`: the day.\n"
        "- Facts only: names with quality, dates and places of birth, nationality, documents,\n"
        "  countries of addresses, references, dates of listing and amendment, IMO numbers of "
        "shipping\n"
        "  companies, BICs of banks. The publisher's sentences (remarks, functions, notes) and "
        "street\n"
        "  addresses are left out; use the whole list for work.\n"
        "- Licence: facts of a public list of the United Nations; the selection is part of "
        "Interdict.\n"
        "- Made by `tools/gen_un1718.c`; do not edit: `gen_un1718 UN_XML data/un-1718`.\n",
        day, extract->persons + extract->organisations, extract->persons, extract->organisations,
        day);
    st = itd_buf_status(&buf, err);
    if (st == ITD_OK)
        st = write_file(folder, "README.md", itd_buf_text(&buf), err);
    itd_buf_done(&buf);
    return st;
}

static itd_status extract_list(struct extract *extract, const char *xml, const char *folder,
                               itd_error *err)
{
    const itd_list_part      part = {.path = xml, .name = itd_str_of(xml)};
    const itd_reader_options options = {.list = ITD_STR("un")};
    itd_read_result          result = {.has_stamp = false};
    char                     day[ITD_DATE_TEXT_MAX + 1];
    size_t                   len;
    itd_status st = itd_reader_un.read(&part, 1, &options, take, extract, &result, err);

    if (st != ITD_OK)
        return st;
    if (!result.has_stamp)
        return itd_error_set(err, ITD_E_INCOMPLETE, "%s does not say of which day it is", xml);
    len = itd_date_format(itd_date_of_days(result.stamp_ms / ITD_MS_PER_DAY), day);
    st = write_file(folder, "entries.jsonl", itd_buf_text(&extract->lines), err);
    if (st == ITD_OK)
        st = write_readme(extract, folder, day, err);
    if (st != ITD_OK)
        return st;
    day[len] = '\n';
    return write_file(folder, "version", (itd_str){day, len + 1}, err);
}

int main(int argc, char **argv)
{
    struct extract extract = {.arena = NULL};
    itd_error      err = {0};
    char           text[ITD_ERROR_TEXT_MAX];
    itd_status     st;

    if (argc != 3) {
        fprintf(stderr, "usage: gen_un1718 UN_XML FOLDER\n");
        return itd_status_exit(ITD_E_USAGE);
    }
    itd_buf_init(&extract.lines, OUTPUT_BYTES_MAX);
    extract.arena = itd_arena_new(SIZE_MAX);
    st = extract.arena ? extract_list(&extract, argv[1], argv[2], &err) : itd_error_no_memory(&err);
    itd_buf_done(&extract.lines);
    itd_arena_free(extract.arena);
    if (st != ITD_OK) {
        itd_error_format(&err, text);
        fprintf(stderr, "gen_un1718: %s\n", text);
    }
    return itd_status_exit(st);
}
