/* Names of Switzerland's list: parts in an order, each with spellings in other languages and
 * scripts. The parts as they stand make the name; each spelling makes another, with the parts that
 * have one of the same language and script in it too. */
#include "lists/ch_internal.h"

#include "lists/language.h"
#include "lists/script.h"

#define PARTS_MAX 32 /* parts of one name */

struct part {
    const itd_xml_node *node;
    itd_str             type, value;
    uint64_t            order;
};

struct name {
    struct part parts[PARTS_MAX];
    size_t      count;
    itd_str     type;
    bool        weak, main;
};

static itd_str attribute(const itd_xml_node *node, const char *name)
{
    return itd_str_trim(itd_xml_attribute_value(node, itd_str_of(name)));
}

static void take_parts(itd_record *rec, const itd_xml_node *node, struct name *name)
{
    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        struct part part = {.node = child, .type = attribute(child, "name-part-type")};
        size_t      at = name->count;

        if (!itd_str_equal(child->name, ITD_STR("name-part")) || name->count == PARTS_MAX) {
            itd_record_keep_unknown(rec, child);
            continue;
        }
        part.value = itd_record_child_text(rec, child, "value");
        if (!itd_str_parse_u64(attribute(child, "order"), UINT32_MAX, &part.order))
            part.order = UINT32_MAX;
        while (at > 0 && name->parts[at - 1].order > part.order) {
            name->parts[at] = name->parts[at - 1];
            at--;
        }
        name->parts[at] = part;
        name->count++;
    }
}

static bool is_title(const struct part *part)
{
    return itd_str_equal(part->type, ITD_STR("title"));
}

/* The spelling of a part in that language and script, or the part as it stands. */
static itd_str spelling_of(itd_record *rec, const struct part *part, const itd_xml_node *wanted)
{
    if (wanted && wanted->parent == part->node)
        return itd_record_text(rec, wanted);
    for (const itd_xml_node *child = part->node->first_child; wanted && child; child = child->next)
        if (itd_str_equal(child->name, ITD_STR("spelling-variant")) &&
            itd_str_equal(attribute(child, "lang"), attribute(wanted, "lang")) &&
            itd_str_equal(attribute(child, "script"), attribute(wanted, "script")))
            return itd_record_text(rec, child);
    return part->value;
}

static itd_prop prop_of(itd_record *rec, const struct name *name, itd_str *ret_kind)
{
    static const struct {
        const char *type;
        itd_prop    prop;
    } types[] = {
        {"primary-name", ITD_PROP_NAME},
        {"alias", ITD_PROP_ALIAS},
        {"formerly-known-as", ITD_PROP_PREVIOUS_NAME},
    };
    itd_prop prop = ITD_PROP_ALIAS;
    bool     known = false;

    *ret_kind = (itd_str){0};
    for (size_t i = 0; i < ITD_ARRAY_LEN(types) && !known; i++) {
        known = itd_str_equal(name->type, itd_str_of(types[i].type));
        prop = known ? types[i].prop : prop;
    }
    if (!known) {
        itd_record_report(rec, "unknown type of name", name->type);
        *ret_kind = name->type;
    }
    if (prop == ITD_PROP_NAME && !name->main) {
        *ret_kind = ITD_STR("another identity");
        prop = ITD_PROP_ALIAS;
    }
    return name->weak && prop != ITD_PROP_NAME ? ITD_PROP_WEAK_ALIAS : prop;
}

static void add_details(itd_record *rec, const struct name *name, const itd_xml_node *wanted)
{
    static const struct {
        const char    *type;
        itd_detail_key key;
    } keys[] = {
        {"family-name", ITD_DETAIL_LAST},          {"given-name", ITD_DETAIL_FIRST},
        {"further-given-name", ITD_DETAIL_SECOND}, {"father-name", ITD_DETAIL_THIRD},
        {"grand-father-name", ITD_DETAIL_FOURTH},
    };

    for (size_t i = 0; i < name->count; i++)
        for (size_t k = 0; k < ITD_ARRAY_LEN(keys); k++)
            if (itd_str_equal(name->parts[i].type, itd_str_of(keys[k].type)))
                itd_entity_detail(rec->builder, keys[k].key,
                                  spelling_of(rec, &name->parts[i], wanted));
}

/* One whole name; wanted: the spelling that it is made with, NULL for the parts as they stand. */
static void add_spelling(itd_record *rec, const struct name *name, const itd_xml_node *wanted)
{
    const itd_str origin = ITD_STR("identity/name");
    itd_str       words[PARTS_MAX], text, kind, tag = {0};
    size_t        count = 0;
    itd_prop      prop = prop_of(rec, name, &kind);

    for (size_t i = 0; i < name->count; i++)
        if (!is_title(&name->parts[i]))
            words[count++] = spelling_of(rec, &name->parts[i], wanted);
    text = itd_record_join(rec, words, count, " ");
    if (text.len == 0 || (wanted && itd_record_is_told(rec, "name", &text, 1)))
        return;
    if (!wanted)
        (void)itd_record_is_told(rec, "name", &text, 1);
    if (wanted && prop == ITD_PROP_NAME)
        prop = name->weak ? ITD_PROP_WEAK_ALIAS : ITD_PROP_ALIAS;
    if (wanted && kind.len == 0)
        kind =
            itd_script_is_foreign(text) ? ITD_STR("original script") : ITD_STR("spelling variant");
    itd_record_add(rec, prop, text, origin);
    itd_entity_detail(rec->builder, ITD_DETAIL_KIND, kind);
    itd_entity_detail(rec->builder, ITD_DETAIL_QUALITY,
                      name->weak ? ITD_STR("low") : ITD_STR("good"));
    if (name->weak && prop == ITD_PROP_NAME)
        itd_entity_detail(rec->builder, ITD_DETAIL_WEAK, ITD_STR("yes"));
    if (itd_script_is_foreign(text))
        itd_entity_detail(rec->builder, ITD_DETAIL_SCRIPT, itd_script_of(text));
    if (wanted && attribute(wanted, "lang").len > 0) {
        tag = attribute(wanted, "lang");
        if (!itd_language_find(tag, &tag))
            itd_record_report(rec, "language not known", tag);
    }
    itd_entity_detail(rec->builder, ITD_DETAIL_LANG, tag);
    add_details(rec, name, wanted);
}

void itd_ch_add_name(itd_record *rec, const itd_xml_node *node, bool main)
{
    static const char *const known[] = {"ssid", "name-type", "quality", "lang", NULL};
    const itd_str            quality = attribute(node, "quality");
    struct name              name = {.type = attribute(node, "name-type"),
                                     .weak = itd_str_equal(quality, ITD_STR("low")),
                                     .main = main};

    itd_record_check_attributes(rec, node, known);
    take_parts(rec, node, &name);
    add_spelling(rec, &name, NULL);
    for (size_t i = 0; i < name.count; i++) {
        if (is_title(&name.parts[i])) {
            itd_record_add(rec, ITD_PROP_TITLE, name.parts[i].value, ITD_STR("name/name-part"));
            continue;
        }
        for (const itd_xml_node *child = name.parts[i].node->first_child; child;
             child = child->next) {
            if (itd_str_equal(child->name, ITD_STR("spelling-variant")))
                add_spelling(rec, &name, child);
            else if (!itd_str_equal(child->name, ITD_STR("value")))
                itd_record_keep_unknown(rec, child);
        }
    }
}
