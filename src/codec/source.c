/* Bytes from outside. Plain input passes through untouched; packed input (recognised by its magic
 * number, not by its name) goes through libarchive, whose "raw" format hands out what a bare gz,
 * xz or zst holds and whose zip reader steps through members. */
#include "codec/source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/buf.h"
#include "base/memory.h"
#include "codec/decoder.h"
#include "codec/gzip_sum.h"

#define BLOCK ((size_t)64 * 1024)
#define GZIP_MAGIC_BYTES "\x1F\x8B"
#define GZIP_MAGIC ITD_STR(GZIP_MAGIC_BYTES)
#define STOP_POLL_MS 200
#define MAGIC_MAX 6 /* bytes needed to tell packed input */

struct itd_source {
    itd_source_options options;
    itd_buf            path; /* as given */
    itd_buf            name; /* of the current member */
    int                fd;   /* -1: memory */
    bool               owns_fd;
    itd_str            memory; /* what is left of it */
    char               magic[MAGIC_MAX];
    size_t             magic_len;
    size_t             magic_used; /* plain input: peeked bytes already handed out */
    struct archive    *archive;    /* NULL: plain */
    char              *block;      /* for libarchive when the input cannot seek */
    itd_gzip_sum      *gzip;       /* heap; NULL unless the input is gzip */
    unsigned           members;
    uint64_t           unpacked; /* over all members */
    bool               in_member;
    itd_buf            head; /* bytes of the member looked at ahead */
    size_t             head_used;
    itd_decoder        decoder;
    size_t             converted_used;
};

itd_source_options itd_source_options_default(void)
{
    return (itd_source_options){
        .bytes_max = ITD_SOURCE_BYTES_MAX,
        .ratio_max = ITD_SOURCE_RATIO_MAX,
        .ratio_free = ITD_SOURCE_RATIO_FREE,
        .read_max = SIZE_MAX,
        .members_max = ITD_SOURCE_MEMBERS_MAX,
    };
}

static itd_status in_source(const itd_source *src, itd_status st, itd_error *err)
{
    itd_error_in_file(err, itd_source_name(src));
    return st;
}

/* Waits until there is something to read, and meanwhile looks whether somebody stops us: the signal
 * may reach another thread, or come just before a read that never returns. */
static bool is_stopped(const itd_source *src)
{
    struct pollfd wait = {.fd = src->fd, .events = POLLIN};

    if (!src->options.stop)
        return false;
    while (*src->options.stop == 0 && poll(&wait, 1, STOP_POLL_MS) <= 0)
        continue;
    return *src->options.stop != 0;
}

/* Plain bytes of the input, peeked ones first. */
static itd_status read_input(itd_source *src, char *buf, size_t cap, size_t *ret_len,
                             itd_error *err)
{
    const size_t peeked = src->magic_len - src->magic_used;
    ssize_t      n;

    if (peeked > 0) {
        *ret_len = peeked < cap ? peeked : cap;
        memcpy(buf, src->magic + src->magic_used, *ret_len);
        src->magic_used += *ret_len;
        return ITD_OK;
    }
    if (src->fd < 0) {
        *ret_len = src->memory.len < cap ? src->memory.len : cap;
        if (*ret_len > 0)
            memcpy(buf, src->memory.ptr, *ret_len);
        src->memory = itd_str_from(src->memory, *ret_len);
        return ITD_OK;
    }
    do {
        if (is_stopped(src))
            return itd_error_set(err, ITD_E_INTERRUPTED, "stopped by a signal");
        n = read(src->fd, buf, cap);
    } while (n < 0 && errno == EINTR);
    if (n < 0)
        return itd_error_io(err, errno, "read", src->path.ptr);
    *ret_len = (size_t)n;
    return ITD_OK;
}

static itd_status peek_magic(itd_source *src, itd_error *err)
{
    size_t     n = 1;
    itd_status st = ITD_OK;

    while (st == ITD_OK && n > 0 && src->magic_len < MAGIC_MAX) {
        char more[MAGIC_MAX];

        src->magic_used =
            src->magic_len; /* so that read_input reads on instead of giving these back */
        st = read_input(src, more, MAGIC_MAX - src->magic_len, &n, err);
        if (st == ITD_OK) {
            memcpy(src->magic + src->magic_len, more, n);
            src->magic_len += n;
        }
    }
    src->magic_used = 0;
    if (st == ITD_OK && src->magic_len == 0)
        return in_source(src, itd_error_set(err, ITD_E_SYNTAX, "the file is empty"), err);
    return st;
}

static bool is_packed(const itd_source *src)
{
    static const itd_str magics[] = {
        ITD_STR_INIT(GZIP_MAGIC_BYTES), /* RFC 1952 */
        ITD_STR_INIT("\xFD"
                     "7zXZ"),             /* xz */
        ITD_STR_INIT("\x28\xB5\x2F\xFD"), /* zstd, RFC 8878 */
        ITD_STR_INIT("PK\x03\x04"),       /* zip: a member comes first */
        ITD_STR_INIT("PK\x05\x06"),       /* zip without members */
    };
    const itd_str magic = {src->magic, src->magic_len};

    for (size_t i = 0; i < ITD_ARRAY_LEN(magics); i++)
        if (itd_str_starts_with(magic, magics[i]))
            return true;
    return false;
}

static la_ssize_t give_block(struct archive *archive, void *ctx, const void **ret_block)
{
    itd_source *src = ctx;
    size_t      n = 0;
    itd_error   err;

    *ret_block = src->block;
    if (read_input(src, src->block, BLOCK, &n, &err) != ITD_OK) {
        archive_set_error(archive, EIO, "%s", err.message);
        return ARCHIVE_FATAL;
    }
    if (src->gzip)
        itd_gzip_sum_add_packed(src->gzip, (itd_str){src->block, n});
    return (la_ssize_t)n;
}

static itd_status archive_failed(const itd_source *src, itd_error *err)
{
    const char *why = archive_error_string(src->archive);

    if (archive_errno(src->archive) == ENOMEM)
        return itd_error_no_memory(err);
    return in_source(src,
                     itd_error_set(err, ITD_E_SYNTAX, "damaged or truncated packed data: %s",
                                   why ? why : "unknown"),
                     err);
}

static itd_status open_archive(itd_source *src, itd_error *err)
{
    src->block = itd_mem_new(BLOCK, 1);
    src->archive = archive_read_new();
    if (!src->block || !src->archive)
        return itd_error_no_memory(err);
    if (itd_str_starts_with((itd_str){src->magic, src->magic_len}, GZIP_MAGIC)) {
        src->gzip = itd_mem_new(1, sizeof *src->gzip);
        if (!src->gzip)
            return itd_error_no_memory(err);
        itd_gzip_sum_init(src->gzip);
    }
    archive_read_support_filter_gzip(src->archive);
    archive_read_support_filter_xz(src->archive);
    archive_read_support_filter_zstd(src->archive);
    archive_read_support_format_zip_streamable(src->archive);
    archive_read_support_format_raw(src->archive);
    archive_read_support_format_empty(src->archive);
    if (archive_read_open(src->archive, src, NULL, give_block, NULL) != ARCHIVE_OK)
        return archive_failed(src, err);
    return ITD_OK;
}

static itd_status new_source(itd_str name, const itd_source_options *options, itd_source **ret_src,
                             itd_error *err)
{
    itd_source *src = itd_mem_new(1, sizeof *src);

    if (!src)
        return itd_error_no_memory(err);
    src->options = options ? *options : itd_source_options_default();
    src->fd = -1;
    itd_buf_init(&src->path, SIZE_MAX);
    itd_buf_init(&src->name, SIZE_MAX);
    itd_buf_init(&src->head, ITD_SOURCE_PEEK_MAX);
    itd_decoder_init(&src->decoder);
    itd_buf_append(&src->path, name);
    itd_buf_append_char(&src->path, '\0');
    itd_buf_append(&src->name, name);
    if (src->path.failed != ITD_OK || src->name.failed != ITD_OK) {
        itd_source_close(src);
        return itd_error_no_memory(err);
    }
    *ret_src = src;
    return ITD_OK;
}

static itd_status start(itd_source *src, itd_source **ret_src, itd_error *err)
{
    itd_status st = peek_magic(src, err);

    if (st == ITD_OK && !src->options.as_is && is_packed(src))
        st = open_archive(src, err);
    if (st != ITD_OK)
        itd_source_close(src);
    else
        *ret_src = src;
    return st;
}

itd_status itd_source_open_file(const char *path, const itd_source_options *options,
                                itd_source **ret_src, itd_error *err)
{
    struct stat info;
    itd_source *src;
    itd_status  st = new_source(itd_str_of(path), options, &src, err);

    if (st != ITD_OK)
        return st;
    src->fd = open(path, O_RDONLY | O_CLOEXEC);
    src->owns_fd = src->fd >= 0;
    if (src->fd < 0)
        st = itd_error_io(err, errno, "open", path);
    else if (fstat(src->fd, &info) != 0)
        st = itd_error_io(err, errno, "look at", path);
    else if (S_ISDIR(info.st_mode))
        st = itd_error_io(err, EISDIR, "read", path);
    if (st != ITD_OK) {
        itd_source_close(src);
        return st;
    }
    return start(src, ret_src, err);
}

itd_status itd_source_open_memory(itd_str name, itd_str bytes, const itd_source_options *options,
                                  itd_source **ret_src, itd_error *err)
{
    itd_source *src;
    itd_status  st = new_source(name, options, &src, err);

    if (st != ITD_OK)
        return st;
    src->memory = bytes;
    return start(src, ret_src, err);
}

itd_status itd_source_open_stdin(const itd_source_options *options, itd_source **ret_src,
                                 itd_error *err)
{
    itd_source *src;
    itd_status  st = new_source(ITD_STR("standard input"), options, &src, err);

    if (st != ITD_OK)
        return st;
    src->fd = STDIN_FILENO;
    return start(src, ret_src, err);
}

static itd_status count_member(itd_source *src, itd_error *err)
{
    if (src->members >= src->options.members_max)
        return in_source(src,
                         itd_error_set(err, ITD_E_LIMIT, "more than %u files in one archive",
                                       src->options.members_max),
                         err);
    src->members++;
    src->in_member = true;
    itd_buf_reset(&src->head);
    src->head_used = 0;
    src->converted_used = src->decoder.text.len;
    itd_decoder_begin(&src->decoder);
    return ITD_OK;
}

/* "path" for a bare packed file, "path(member)" inside a zip. */
static itd_status name_member(itd_source *src, struct archive_entry *entry, itd_error *err)
{
    const bool  zip = archive_format(src->archive) == ARCHIVE_FORMAT_ZIP;
    const char *member = archive_entry_pathname(entry);

    itd_buf_reset(&src->name);
    itd_buf_append(&src->name, itd_str_slice(itd_buf_text(&src->path), 0, src->path.len - 1));
    if (zip)
        itd_buf_printf(&src->name, "(%s)", member ? member : "?");
    return itd_buf_status(&src->name, err);
}

/* libarchive takes a packed header that is cut or broken for plain bytes. We know better: the magic
 * number was there. */
static bool lost_its_packing(const itd_source *src)
{
    return archive_format(src->archive) != ARCHIVE_FORMAT_ZIP &&
           archive_filter_code(src->archive, 0) == ARCHIVE_FILTER_NONE;
}

itd_status itd_source_next_member(itd_source *src, bool *ret_found, itd_error *err)
{
    struct archive_entry *entry;
    itd_status            st;
    int                   got;

    if (!src->archive) {
        *ret_found = src->members == 0;
        return *ret_found ? count_member(src, err) : ITD_OK;
    }
    src->in_member = false;
    for (;;) {
        got = archive_read_next_header(src->archive, &entry);
        if (got == ARCHIVE_EOF) {
            *ret_found = false;
            if (src->members == 0)
                return in_source(src, itd_error_set(err, ITD_E_SYNTAX, "the archive holds nothing"),
                                 err);
            return ITD_OK;
        }
        if (got < ARCHIVE_WARN)
            return archive_failed(src, err);
        if (lost_its_packing(src))
            return in_source(
                src, itd_error_set(err, ITD_E_SYNTAX, "damaged or truncated packed data: header"),
                err);
        st = name_member(src, entry, err);
        if (st != ITD_OK)
            return st;
        if (archive_entry_is_encrypted(entry))
            return in_source(src, itd_error_set(err, ITD_E_SYNTAX, "the file is encrypted"), err);
        if (archive_format(src->archive) == ARCHIVE_FORMAT_ZIP &&
            (archive_entry_filetype(entry) != AE_IFREG ||
             (archive_entry_size_is_set(entry) && archive_entry_size(entry) == 0)))
            continue;
        *ret_found = true;
        return count_member(src, err);
    }
}

itd_str itd_source_name(const itd_source *src)
{
    return itd_buf_text(&src->name);
}

static itd_status check_size(const itd_source *src, itd_error *err)
{
    const uint64_t packed = src->archive ? (uint64_t)archive_filter_bytes(src->archive, -1) : 0;

    if (src->unpacked > src->options.bytes_max)
        return in_source(src,
                         itd_error_set(err, ITD_E_LIMIT, "larger than %llu bytes",
                                       (unsigned long long)src->options.bytes_max),
                         err);
    if (src->archive && src->unpacked > src->options.ratio_free &&
        src->unpacked / src->options.ratio_max > packed)
        return in_source(src,
                         itd_error_set(err, ITD_E_LIMIT,
                                       "unpacks to more than %u times its size: refused as a "
                                       "decompression bomb",
                                       src->options.ratio_max),
                         err);
    return ITD_OK;
}

/* At the end of a gzip file: reads what libarchive left of the input and compares the checksum. */
static itd_status check_gzip(itd_source *src, itd_error *err)
{
    const void *block;
    la_ssize_t  n;

    do
        n = give_block(src->archive, src, &block);
    while (n > 0);
    if (n < 0)
        return archive_failed(src, err);
    if (itd_gzip_sum_agrees(src->gzip))
        return ITD_OK;
    return in_source(src,
                     itd_error_set(err, ITD_E_SYNTAX,
                                   "damaged packed data: the gzip checksum does not match (or "
                                   "several gzip files were joined into one)"),
                     err);
}

static itd_status read_member(itd_source *src, char *buf, size_t cap, size_t *ret_len,
                              itd_error *err)
{
    const size_t want = cap < src->options.read_max ? cap : src->options.read_max;
    size_t       len = 0;
    itd_status   st = ITD_OK;

    if (!src->in_member) {
        *ret_len = 0;
        return ITD_OK;
    }
    if (src->archive) {
        const la_ssize_t n = archive_read_data(src->archive, buf, want);

        if (n < 0)
            return archive_failed(src, err);
        len = (size_t)n;
        if (src->gzip)
            itd_gzip_sum_add_unpacked(src->gzip, (itd_str){buf, len});
        if (src->gzip && len == 0 && want > 0)
            st = check_gzip(src, err);
    } else {
        st = read_input(src, buf, want, &len, err);
    }
    if (st != ITD_OK)
        return st;
    src->unpacked += len;
    st = check_size(src, err);
    if (st == ITD_OK)
        *ret_len = len;
    return st;
}

itd_str itd_source_member(const itd_source *src)
{
    const itd_str name = itd_buf_text(&src->name);
    const size_t  path = src->path.len - 1;

    /* "path(member)" */
    return name.len < path + 2 ? ITD_STR("") : itd_str_slice(name, path + 1, name.len - 1);
}

itd_status itd_source_peek(itd_source *src, itd_str *ret_head, itd_error *err)
{
    char       block[4096];
    size_t     n = 1;
    itd_status st = ITD_OK;

    while (st == ITD_OK && n > 0 && src->head.len < ITD_SOURCE_PEEK_MAX &&
           itd_str_find_char(itd_buf_text(&src->head), '\n') == SIZE_MAX) {
        const size_t room = ITD_SOURCE_PEEK_MAX - src->head.len;

        st = read_member(src, block, room < sizeof block ? room : sizeof block, &n, err);
        if (st == ITD_OK)
            itd_buf_append(&src->head, (itd_str){block, n});
    }
    if (st == ITD_OK)
        st = itd_buf_status(&src->head, err);
    if (st == ITD_OK)
        *ret_head = itd_buf_text(&src->head);
    return st;
}

static itd_status read_raw(itd_source *src, char *buf, size_t cap, size_t *ret_len, itd_error *err)
{
    const size_t want = cap < src->options.read_max ? cap : src->options.read_max;
    const size_t ahead = src->head.len - src->head_used;

    if (ahead == 0)
        return read_member(src, buf, cap, ret_len, err);
    *ret_len = ahead < want ? ahead : want;
    memcpy(buf, src->head.ptr + src->head_used, *ret_len);
    src->head_used += *ret_len;
    return ITD_OK;
}

itd_status itd_source_read(itd_source *src, char *buf, size_t cap, size_t *ret_len, itd_error *err)
{
    char       raw[4096];
    size_t     len = 0, ready;
    itd_status st = ITD_OK;

    if (src->decoder.encoding == ITD_ENCODING_UTF8)
        return read_raw(src, buf, cap, ret_len, err);
    while (src->converted_used == src->decoder.text.len) {
        st = read_raw(src, raw, sizeof raw, &len, err);
        if (st == ITD_OK)
            st = in_source(src, itd_decoder_take(&src->decoder, (itd_str){raw, len}, err), err);
        src->converted_used = 0;
        if (st != ITD_OK)
            return st;
        if (len == 0)
            break;
    }
    ready = src->decoder.text.len - src->converted_used;
    *ret_len = ready < cap ? ready : cap;
    if (*ret_len > 0)
        memcpy(buf, src->decoder.text.ptr + src->converted_used, *ret_len);
    src->converted_used += *ret_len;
    return ITD_OK;
}

void itd_source_set_encoding(itd_source *src, itd_encoding encoding)
{
    src->decoder.encoding = encoding;
}

void itd_source_close(itd_source *src)
{
    if (!src)
        return;
    if (src->archive)
        archive_read_free(src->archive);
    if (src->owns_fd)
        close(src->fd);
    itd_mem_free(src->block);
    itd_mem_free(src->gzip);
    itd_buf_done(&src->path);
    itd_buf_done(&src->name);
    itd_buf_done(&src->head);
    itd_decoder_done(&src->decoder);
    itd_mem_free(src);
}
