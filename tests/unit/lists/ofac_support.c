/* Reading fixtures and real files for the tests of OFAC, and writing entities down as lines. */
#include "tests/unit/lists/ofac_support.h"

#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "tests/unit/support.h"

#define FILE_BYTES_MAX ((size_t)64 << 20)

itd_str ofac_fixture(const char *path)
{
    char      full[ITD_PATH_MAX];
    itd_buf   buf;
    itd_error err = {0};

    itd_buf_init(&buf, FILE_BYTES_MAX);
    assert_ok(itd_path_join(full, itd_test_root(), path, NULL, &err), &err);
    assert_ok(itd_file_read(full, &buf, &err), &err);
    return itd_buf_text(&buf);
}

itd_str ofac_shared(const char *name)
{
    itd_source_options options = itd_source_options_default();
    const char        *path = itd_test_shared(name);
    char               chunk[65536];
    size_t             len = 0;
    bool               found = false;
    itd_source        *src = NULL;
    itd_buf            buf;
    itd_error          err = {0};

    if (!path)
        return (itd_str){0};
    itd_buf_init(&buf, FILE_BYTES_MAX);
    options.as_is = itd_str_ends_with(itd_str_of(name), ITD_STR(".xlsx"));
    assert_ok(itd_source_open_file(path, &options, &src, &err), &err);
    assert_ok(itd_source_next_member(src, &found, &err), &err);
    assert_true(found);
    do {
        assert_ok(itd_source_read(src, chunk, sizeof chunk, &len, &err), &err);
        itd_buf_append(&buf, (itd_str){chunk, len});
    } while (len > 0);
    itd_source_close(src);
    assert_ok(itd_buf_status(&buf, &err), &err);
    return itd_buf_text(&buf);
}

void ofac_free(itd_str bytes)
{
    itd_buf buf = {.ptr = NULL};

    itd_buf_init(&buf, FILE_BYTES_MAX);
    memcpy(&buf.ptr, &bytes.ptr, sizeof buf.ptr); /* the heap block that ofac_fixture handed out */
    itd_buf_done(&buf);
}

itd_list_part ofac_part(const char *name, itd_str bytes, size_t read_max)
{
    return (itd_list_part){.name = itd_str_of(name),
                           .head = itd_str_slice(bytes, 0, ITD_LIST_HEAD_MAX),
                           .memory = bytes,
                           .as_is = itd_list_part_is_workbook(bytes),
                           .read_max = read_max};
}

void ofac_append_value(itd_buf *buf, const itd_entity *ent, const itd_value *value)
{
    itd_buf_append(buf, ent->id);
    itd_buf_append_char(buf, ' ');
    itd_buf_append(buf, value->prop == ITD_PROP_EXTRA ? value->key : itd_prop_name(value->prop));
    itd_buf_append_cstr(buf, " = ");
    itd_buf_append(buf, value->text);
    if (value->raw.len > 0) {
        itd_buf_append_cstr(buf, " < ");
        itd_buf_append(buf, value->raw);
    }
    for (size_t i = 0; i < value->detail_count; i++) {
        itd_buf_append_cstr(buf, " [");
        itd_buf_append(buf, itd_detail_name(value->details[i].key));
        itd_buf_append_char(buf, '=');
        itd_buf_append(buf, value->details[i].text);
        itd_buf_append_char(buf, ']');
    }
    itd_buf_append_cstr(buf, " @");
    itd_buf_append(buf, value->origin);
    itd_buf_append_char(buf, '\n');
}

struct collector {
    ofac_outcome *outcome;
    bool          keep_text;
};

static itd_status collect(void *ctx, const itd_entity *ent, itd_error *err)
{
    struct collector *collector = ctx;
    ofac_outcome     *outcome = collector->outcome;

    outcome->entities++;
    outcome->schemata[ent->schema]++;
    for (size_t i = 0; i < ent->value_count; i++)
        outcome->values[ent->values[i].prop]++;
    if (!collector->keep_text)
        return ITD_OK;
    itd_buf_append(&outcome->text, ent->id);
    itd_buf_append_cstr(&outcome->text, " is ");
    itd_buf_append(&outcome->text, itd_schema_name(ent->schema));
    itd_buf_append_char(&outcome->text, '\n');
    for (size_t i = 0; i < ent->value_count; i++)
        ofac_append_value(&outcome->text, ent, &ent->values[i]);
    return itd_buf_status(&outcome->text, err);
}

void ofac_read(const itd_reader *reader, const itd_list_part *parts, size_t count, bool partial,
               bool keep_text, ofac_outcome *ret_outcome)
{
    const itd_reader_options options = {.list = ITD_STR("ofac"), .partial = partial};
    struct collector         collector = {.outcome = ret_outcome, .keep_text = keep_text};

    *ret_outcome = (ofac_outcome){0};
    itd_buf_init(&ret_outcome->text, FILE_BYTES_MAX);
    ret_outcome->report = itd_list_report_new();
    ret_outcome->result.report = ret_outcome->report;
    ret_outcome->status = reader->read(parts, count, &options, collect, &collector,
                                       &ret_outcome->result, &ret_outcome->err);
    /* The report remembers its own failures; whoever adds a list asks it. */
    if (ret_outcome->status == ITD_OK)
        ret_outcome->status = ret_outcome->report
                                  ? itd_list_report_status(ret_outcome->report, &ret_outcome->err)
                                  : itd_error_no_memory(&ret_outcome->err);
}

void ofac_outcome_done(ofac_outcome *outcome)
{
    itd_buf_done(&outcome->text);
    itd_list_report_free(outcome->report);
}

uint64_t ofac_reported(const ofac_outcome *outcome, const char *what, const char *where)
{
    uint64_t count = 0;

    for (size_t i = 0; i < itd_list_report_count(outcome->report); i++) {
        const itd_report_row *row = itd_list_report_at(outcome->report, i);

        if (itd_str_equal(row->what, itd_str_of(what)) &&
            (!where || itd_str_equal(row->where, itd_str_of(where))))
            count += row->count;
    }
    return count;
}

void ofac_assert_line(const ofac_outcome *outcome, const char *line, bool there, const char *file,
                      int number)
{
    itd_str rest = itd_buf_text(&outcome->text), part;
    bool    found = false;

    while (!found && itd_str_next_part(&rest, ITD_STR("\n"), &part))
        found = itd_str_equal(part, itd_str_of(line));
    if (found == there)
        return;
    print_error("%s: \"%s\" in\n%.*s\n", there ? "no line" : "a line", line,
                ITD_STR_ARGS(itd_buf_text(&outcome->text)));
    _fail(file, number);
}
