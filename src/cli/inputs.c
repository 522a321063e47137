/* Names and files among the arguments. The rule is written for safety: a mistyped file name must
 * be an error, because as a name it would be clear. */
#include "cli/inputs.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/memory.h"
#include "codec/source.h"

#define DIGEST_BLOCK 65536

static const char *const data_suffixes[] = {".csv", ".tsv", ".jsonl", ".ndjson", ".json",
                                            ".txt", ".xml", ".xlsx",  ".xls"};
static const char *const packed_suffixes[] = {".gz", ".xz", ".zst", ".zip"};

static bool has_suffix(itd_str text, const char *const *suffixes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (itd_str_ends_with_ascii_nocase(text, itd_str_of(suffixes[i])))
            return true;
    }
    return false;
}

static bool is_packed(const char *path)
{
    return has_suffix(itd_str_of(path), packed_suffixes, ITD_ARRAY_LEN(packed_suffixes));
}

bool itd_input_is_file(const char *argument)
{
    const itd_str text = itd_str_of(argument);

    return strcmp(argument, "-") == 0 || itd_str_starts_with(text, ITD_STR("/")) ||
           itd_str_starts_with(text, ITD_STR("./")) || itd_str_starts_with(text, ITD_STR("../")) ||
           has_suffix(text, data_suffixes, ITD_ARRAY_LEN(data_suffixes)) || is_packed(argument) ||
           (text.len > 0 && access(argument, F_OK) == 0);
}

static itd_status add(itd_inputs *inputs, const itd_input *input, itd_error *err)
{
    if (inputs->count == ITD_INPUTS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d names and files; put them into one",
                             ITD_INPUTS_MAX);
    if (inputs->count == inputs->cap) {
        const size_t cap = inputs->cap > 0 ? 2 * inputs->cap : 8;
        itd_input   *items = itd_mem_resize(inputs->items, cap, sizeof *items);

        if (!items)
            return itd_error_no_memory(err);
        inputs->items = items;
        inputs->cap = cap;
    }
    inputs->items[inputs->count++] = *input;
    inputs->files += !input->is_name;
    return ITD_OK;
}

itd_status itd_inputs_add(itd_inputs *inputs, const char *text, bool is_name, itd_error *err)
{
    return add(inputs, &(itd_input){.text = text, .is_name = is_name}, err);
}

itd_status itd_inputs_add_text(itd_inputs *inputs, const char *text, bool is_path, itd_error *err)
{
    return add(inputs, &(itd_input){.text = text, .is_name = !is_path, .is_text = true}, err);
}

static bool is_stdin(const itd_input *input)
{
    return !input->is_name && strcmp(input->text, "-") == 0;
}

itd_status itd_inputs_check(const itd_inputs *inputs, itd_error *err)
{
    size_t      pipes = 0;
    struct stat info;

    for (size_t i = 0; i < inputs->count; i++) {
        const itd_input *input = &inputs->items[i];

        pipes += is_stdin(input);
        if (pipes > 1)
            return itd_error_set(err, ITD_E_USAGE, "standard input (-) can be read only once");
        if (input->is_name || is_stdin(input))
            continue;
        if (access(input->text, R_OK) != 0) {
            (void)itd_error_set(err, access(input->text, F_OK) == 0 ? ITD_E_IO : ITD_E_NOT_FOUND,
                                "cannot open the file (a name? then --name TEXT)");
            itd_error_in_file(err, itd_str_of(input->text));
            return access(input->text, F_OK) == 0 ? ITD_E_IO : ITD_E_NOT_FOUND;
        }
        if (stat(input->text, &info) == 0 && S_ISDIR(info.st_mode)) {
            (void)itd_error_set(err, ITD_E_IO, "is a directory (a name? then --name TEXT)");
            itd_error_in_file(err, itd_str_of(input->text));
            return ITD_E_IO;
        }
    }
    return ITD_OK;
}

uint64_t itd_inputs_size(const itd_inputs *inputs)
{
    uint64_t    size = 0;
    struct stat info;

    for (size_t i = 0; i < inputs->count; i++) {
        const itd_input *input = &inputs->items[i];

        if (input->is_name)
            continue;
        if (is_stdin(input) || is_packed(input->text) || stat(input->text, &info) != 0 ||
            !S_ISREG(info.st_mode))
            return 0;
        size += (uint64_t)info.st_size;
    }
    return size;
}

uint64_t itd_inputs_bytes_done(const itd_inputs *inputs)
{
    return inputs->bytes_done + (inputs->open ? itd_customers_bytes(inputs->open) : 0);
}

static void close_file(itd_inputs *inputs)
{
    if (inputs->open)
        inputs->bytes_done += itd_customers_bytes(inputs->open);
    itd_customers_close(inputs->open);
    inputs->open = NULL;
    inputs->next++;
}

static itd_status next_text(itd_inputs *inputs, const itd_input *input, itd_arena *arena,
                            itd_customer *ret_customer, itd_error *err)
{
    inputs->next++;
    if (input->is_name)
        return itd_customer_of_text(itd_str_of(input->text), inputs->facts, arena, ret_customer,
                                    err);
    return itd_customer_of_text_file(is_stdin(input) ? NULL : input->text, inputs->facts, arena,
                                     ret_customer, err);
}

static itd_status next_row(itd_inputs *inputs, itd_arena *arena, bool *ret_found,
                           itd_customer *ret_customer, itd_error *err)
{
    *ret_found = false;
    while (inputs->next < inputs->count) {
        const itd_input *input = &inputs->items[inputs->next];
        itd_status       st = ITD_OK;

        if (input->is_text) {
            *ret_found = true;
            return next_text(inputs, input, arena, ret_customer, err);
        }
        if (input->is_name) {
            inputs->next++;
            *ret_found = true;
            return itd_customer_of_name(itd_str_of(input->text), inputs->facts, arena, ret_customer,
                                        err);
        }
        if (!inputs->open) {
            st = itd_customers_open(is_stdin(input) ? NULL : input->text, inputs->form,
                                    &inputs->open, err);
            if (st == ITD_OK)
                itd_customers_begin_behind(inputs->open, inputs->rows);
        }
        if (st == ITD_OK)
            st = itd_customers_next(inputs->open, arena, ret_found, ret_customer, err);
        if (st != ITD_OK || *ret_found)
            return st;
        close_file(inputs);
    }
    return ITD_OK;
}

itd_status itd_inputs_next(itd_inputs *inputs, itd_arena *arena, bool *ret_found,
                           itd_customer *ret_customer, itd_error *err)
{
    const itd_status st = next_row(inputs, arena, ret_found, ret_customer, err);

    inputs->rows += st == ITD_OK && *ret_found;
    return st;
}

/* Of its bytes as they are, read in pieces: the file may be longer than the memory. */
static itd_status digest_file(const char *path, itd_digest *ret_digest, uint64_t *ret_size,
                              itd_error *err)
{
    itd_source_options options = itd_source_options_default();
    itd_digest_stream *stream = itd_digest_stream_new();
    char              *block = itd_mem_new(DIGEST_BLOCK, 1);
    itd_source        *src = NULL;
    size_t             len = 0;
    bool               found = false;
    itd_status         st = stream && block ? ITD_OK : itd_error_no_memory(err);

    options.as_is = true;
    *ret_size = 0;
    if (st == ITD_OK)
        st = itd_source_open_file(path, &options, &src, err);
    if (st == ITD_OK)
        st = itd_source_next_member(src, &found, err);
    while (st == ITD_OK && found) {
        st = itd_source_read(src, block, DIGEST_BLOCK, &len, err);
        if (st == ITD_OK && len > 0)
            st = itd_digest_stream_add(stream, (itd_str){block, len}, err);
        found = len > 0;
        *ret_size += len;
    }
    if (st == ITD_OK)
        st = itd_digest_stream_finish(stream, ret_digest, err);
    itd_source_close(src);
    itd_digest_stream_free(stream);
    itd_mem_free(block);
    return st;
}

static itd_status describe_file(const char *path, itd_buf *buf, itd_error *err)
{
    char        hex[ITD_DIGEST_HEX + 1];
    struct stat info;
    uint64_t    size = 0;
    itd_digest  digest;
    itd_status  st;

    if (strcmp(path, "-") == 0 || stat(path, &info) != 0 || !S_ISREG(info.st_mode)) {
        (void)itd_error_set(err, ITD_E_USAGE, "cannot be read twice, so a run cannot be resumed");
        itd_error_in_file(err, itd_str_of(path));
        return ITD_E_USAGE;
    }
    st = digest_file(path, &digest, &size, err);
    if (st != ITD_OK)
        return st;
    itd_digest_to_hex(&digest, hex);
    itd_buf_printf(buf, "file %s %llu %s\n", hex, (unsigned long long)size, path);
    return ITD_OK;
}

itd_status itd_inputs_describe(const itd_inputs *inputs, itd_buf *buf, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < inputs->count; i++) {
        if (inputs->items[i].is_name)
            itd_buf_printf(buf, "%s %s\n", inputs->items[i].is_text ? "text" : "name",
                           inputs->items[i].text);
        else
            st = describe_file(inputs->items[i].text, buf, err);
    }
    if (st == ITD_OK && inputs->form && inputs->form->map)
        st = describe_file(inputs->form->map->path.ptr, buf, err);
    if (st == ITD_OK && inputs->form)
        itd_buf_printf(buf, "form %d %d %d %d\n", inputs->form->has_encoding,
                       (int)inputs->form->encoding, inputs->form->delimiter,
                       (int)inputs->form->order);
    return st;
}

void itd_inputs_done(itd_inputs *inputs)
{
    itd_customers_close(inputs->open);
    itd_mem_free(inputs->items);
    *inputs = (itd_inputs){0};
}
