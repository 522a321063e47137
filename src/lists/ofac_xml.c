/* OFAC's lists in the XML of the sdnList schema (SDN.XML, CONSOLIDATED.XML): the same facts as the
 * CSV set, each in an element of its own (ofac_xml_entry.c). Two namespaces are in use, the old
 * tempuri.org one and that of the Sanctions List Service; the elements are the same. */
#include "base/date.h"
#include "codec/xml.h"
#include "lists/ofac_xml_entry.h"
#include "lists/reader.h"

#define RECORD_COUNT_MAX 100000000

static const itd_str namespaces[] = {
    ITD_STR_INIT("http://tempuri.org/sdnList.xsd"),
    ITD_STR_INIT("https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"),
};

struct read {
    itd_entity_fn    on_entity;
    void            *ctx;
    itd_read_result *result;
    itd_ofac_xml     xml;
    bool             has_count;
    uint64_t         count;   /* as publshInformation says */
    uint64_t         entries; /* as read */
};

static itd_status read_information(struct read *rd, const itd_xml_node *node, itd_error *err)
{
    enum { DATE, COUNT_OF_RECORDS, COUNT };
    static const itd_str names[COUNT] = {ITD_STR_INIT("Publish_Date"),
                                         ITD_STR_INIT("Record_Count")};
    itd_str              text[ITD_OFAC_XML_CHILDREN_MAX];
    itd_date             date;

    itd_ofac_xml_take_children(&rd->xml, node, node->name, names, COUNT, text);
    if (!itd_date_parse_us(text[DATE], &date))
        return itd_ofac_xml_fail(err, "not a date MM/DD/YYYY", (itd_str){0}, names[DATE]);
    rd->result->has_stamp = true;
    rd->result->stamp_ms = itd_date_to_days(date) * ITD_MS_PER_DAY;
    if (!itd_str_parse_u64(text[COUNT_OF_RECORDS], RECORD_COUNT_MAX, &rd->count))
        return itd_ofac_xml_fail(err, "not a number", (itd_str){0}, names[COUNT_OF_RECORDS]);
    rd->has_count = true;
    return ITD_OK;
}

static itd_status read_record(struct read *rd, const itd_xml_node *node, itd_error *err)
{
    const itd_entity *ent;
    itd_status        st = ITD_OK;

    rd->xml.sink.line = node->line;
    rd->xml.sink.id = (itd_str){0};
    if (itd_str_equal(node->name, ITD_STR("sdnEntry"))) {
        st = itd_ofac_xml_read_entry(&rd->xml, node, &ent, err);
        if (st == ITD_OK)
            st = rd->on_entity(rd->ctx, ent, err);
        rd->entries++;
    } else if (itd_str_equal(node->name, ITD_STR("publshInformation"))) {
        st = read_information(rd, node, err);
    } else {
        itd_ofac_xml_keep(&rd->xml, node, ITD_STR("sdnList"));
    }
    if (st != ITD_OK)
        itd_error_on_line(err, node->line);
    return st;
}

static itd_status check_root(struct read *rd, const itd_xml_node *root, itd_error *err)
{
    if (!itd_str_equal(root->name, ITD_STR("sdnList")))
        return itd_error_at_line(err, ITD_E_SCHEMA, root->line,
                                 "root element <%.*s> where <sdnList> is expected",
                                 ITD_STR_ARGS(root->name));
    for (size_t i = 0; i < ITD_ARRAY_LEN(namespaces); i++)
        if (itd_str_equal(root->ns, namespaces[i]))
            return ITD_OK;
    rd->xml.sink.line = root->line;
    itd_ofac_report(&rd->xml.sink, ITD_STR("unknown namespace"), root->ns);
    return ITD_OK;
}

/* The publisher says how many entries the file has; another number means that some are missing. */
static itd_status check_count(struct read *rd, bool partial, itd_error *err)
{
    if (!rd->has_count) {
        itd_ofac_report(&rd->xml.sink, ITD_STR("missing element"),
                        ITD_STR("publshInformation/Record_Count"));
        return ITD_OK;
    }
    if (rd->entries == rd->count)
        return ITD_OK;
    if (partial) {
        itd_ofac_report(&rd->xml.sink, ITD_STR("number of entries differs"),
                        ITD_STR("publshInformation/Record_Count"));
        return ITD_OK;
    }
    itd_error_set(err, ITD_E_INCOMPLETE, "%llu entries where the publisher counts %llu",
                  (unsigned long long)rd->entries, (unsigned long long)rd->count);
    itd_error_in_field(err, ITD_STR("Record_Count"));
    return ITD_E_INCOMPLETE;
}

static itd_status read_document(struct read *rd, const itd_list_part *part, bool partial,
                                itd_error *err)
{
    itd_source         *src = NULL;
    itd_xml            *xml = NULL;
    const itd_xml_node *record = NULL;
    itd_status          st = itd_list_part_open(part, &src, err);

    if (st == ITD_OK)
        st = itd_xml_open(src, 1, &xml, err);
    if (st == ITD_OK)
        st = check_root(rd, itd_xml_root(xml), err);
    while (st == ITD_OK) {
        st = itd_xml_next(xml, &record, err);
        if (st != ITD_OK || !record)
            break;
        st = read_record(rd, record, err);
    }
    if (st == ITD_OK)
        st = check_count(rd, partial, err);
    if (st != ITD_OK)
        itd_error_in_file(err, part->name);
    itd_xml_close(xml);
    itd_source_close(src);
    return st;
}

static itd_status read_ofac_xml(const itd_list_part *parts, size_t part_count,
                                const itd_reader_options *options, itd_entity_fn on_entity,
                                void *ctx, itd_read_result *result, itd_error *err)
{
    struct read rd = {.on_entity = on_entity, .ctx = ctx, .result = result};
    itd_status  st;

    if (part_count != 1)
        return itd_error_set(err, ITD_E_SCHEMA,
                             "an sdnList document is one file; SDN and non-SDN are lists of "
                             "their own");
    st = itd_ofac_xml_init(&rd.xml, err);
    rd.xml.sink.report = result->report;
    rd.xml.sink.file = parts[0].name;
    if (st == ITD_OK)
        st = read_document(&rd, &parts[0], options->partial, err);
    itd_ofac_xml_done(&rd.xml);
    return st;
}

/* Behind blanks, the XML declaration, comments and processing instructions. */
static itd_str skip_prolog(itd_str text)
{
    if (itd_str_starts_with(text, ITD_STR("\xEF\xBB\xBF")))
        text = itd_str_from(text, 3);
    for (;;) {
        itd_str close;
        size_t  end;

        text = itd_str_trim(text);
        if (itd_str_starts_with(text, ITD_STR("<?")))
            close = ITD_STR("?>");
        else if (itd_str_starts_with(text, ITD_STR("<!--")))
            close = ITD_STR("-->");
        else
            return text;
        end = itd_str_find(text, close);
        if (end == SIZE_MAX)
            return (itd_str){0};
        text = itd_str_from(text, end + close.len);
    }
}

static bool recognise_ofac_xml(const itd_list_part *part)
{
    itd_str text = skip_prolog(part->head);
    size_t  end = 0;

    if (!itd_str_starts_with(text, ITD_STR("<")))
        return false;
    text = itd_str_from(text, 1);
    while (end < text.len && !itd_char_is_space(text.ptr[end]) && text.ptr[end] != '>' &&
           text.ptr[end] != '/')
        end++;
    text = itd_str_slice(text, 0, end);
    end = itd_str_find_char(text, ':');
    if (end != SIZE_MAX) /* a prefix */
        text = itd_str_from(text, end + 1);
    return itd_str_equal(text, ITD_STR("sdnList"));
}

const itd_reader itd_reader_ofac_xml = {
    .name = "ofac-xml",
    .publisher = "ofac",
    .title = "OFAC SDN or Consolidated list, XML of the sdnList schema",
    .recognise = recognise_ofac_xml,
    .read = read_ofac_xml,
};
