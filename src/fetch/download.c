/* libcurl's easy interface, one transfer per attempt. */
#include "fetch/download.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <curl/curl.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"

#define USER_AGENT "interdict/" ITD_ENGINE_VERSION
#define HEADER_LINE_MAX 4096
#define SHA256_BASE64 44 /* characters */

/* What one attempt sees. */
struct attempt {
    const itd_download_options *options;
    itd_file_writer             file;
    itd_digest_stream          *digest;
    uint64_t                    bytes;
    itd_validators              validators;
    long                        retry_after_s;             /* 0: not asked for */
    char                        sha256[SHA256_BASE64 + 1]; /* promised, in base 64; empty: none */
    itd_status                  failed;                    /* of our own write callback */
    itd_error                   error;
};

itd_download_options itd_download_options_default(void)
{
    return (itd_download_options){
        .bytes_max = ITD_DOWNLOAD_BYTES_MAX,
        .connect_ms = ITD_DOWNLOAD_CONNECT_MS,
        .total_ms = ITD_DOWNLOAD_TOTAL_MS,
        .slow_ms = ITD_DOWNLOAD_SLOW_MS,
        .retries = ITD_DOWNLOAD_RETRIES,
        .wait_ms = ITD_DOWNLOAD_WAIT_MS,
    };
}

/* ---- what comes in ---- */

static size_t take_bytes(char *bytes, size_t size, size_t count, void *ctx)
{
    struct attempt *attempt = ctx;
    const itd_str   text = {.ptr = bytes, .len = size * count};

    attempt->bytes += text.len;
    if (attempt->bytes > attempt->options->bytes_max)
        attempt->failed = itd_error_set(&attempt->error, ITD_E_LIMIT, "larger than %llu bytes",
                                        (unsigned long long)attempt->options->bytes_max);
    if (attempt->failed == ITD_OK)
        attempt->failed = itd_digest_stream_add(attempt->digest, text, &attempt->error);
    if (attempt->failed == ITD_OK)
        attempt->failed = itd_file_writer_append(&attempt->file, text, &attempt->error);
    /* Fewer bytes than were given end the transfer. */
    return attempt->failed == ITD_OK ? text.len : 0;
}

static void keep_text(itd_str value, char *place)
{
    if (value.len >= ITD_VALIDATOR_MAX)
        return; /* an ETag that long is no use to us; the file is then fetched every time */
    memcpy(place, value.ptr, value.len);
    place[value.len] = '\0';
}

/* "sha-256=:BASE64=:" (RFC 9530) or "SHA-256=BASE64" (RFC 3230), among others. */
static void keep_digest(itd_str value, char *place)
{
    itd_str member;

    while (itd_str_next_part(&value, ITD_STR(","), &member)) {
        member = itd_str_trim(member);
        if (!itd_str_starts_with_ascii_nocase(member, ITD_STR("sha-256=")))
            continue;
        member = itd_str_from(member, strlen("sha-256="));
        if (itd_str_starts_with(member, ITD_STR(":")))
            member = itd_str_from(member, 1);
        if (member.len >= SHA256_BASE64) {
            memcpy(place, member.ptr, SHA256_BASE64);
            place[SHA256_BASE64] = '\0';
        }
    }
}

static size_t take_header(char *bytes, size_t size, size_t count, void *ctx)
{
    struct attempt *attempt = ctx;
    const itd_str   line = {.ptr = bytes, .len = size * count};
    const size_t    colon = itd_str_find_char(line, ':');
    const itd_str   name = itd_str_slice(line, 0, colon);
    uint64_t        seconds;

    if (itd_str_starts_with(line, ITD_STR("HTTP/"))) {
        /* A new answer, behind a redirect. */
        attempt->validators = (itd_validators){.etag = ""};
        attempt->sha256[0] = '\0';
        attempt->retry_after_s = 0;
    } else if (colon != SIZE_MAX) {
        const itd_str value = itd_str_trim(itd_str_from(line, colon + 1));

        if (itd_str_equal_ascii_nocase(name, ITD_STR("etag")))
            keep_text(value, attempt->validators.etag);
        else if (itd_str_equal_ascii_nocase(name, ITD_STR("last-modified")))
            keep_text(value, attempt->validators.last_modified);
        else if (itd_str_equal_ascii_nocase(name, ITD_STR("repr-digest")) ||
                 itd_str_equal_ascii_nocase(name, ITD_STR("digest")))
            keep_digest(value, attempt->sha256);
        else if (itd_str_equal_ascii_nocase(name, ITD_STR("retry-after")) &&
                 itd_str_parse_u64(value, ITD_DOWNLOAD_WAIT_MAX_MS / 1000, &seconds))
            attempt->retry_after_s = (long)seconds;
    }
    return line.len;
}

static int show_progress(void *ctx, curl_off_t total, curl_off_t done, curl_off_t unused_total,
                         curl_off_t unused_done)
{
    const itd_download_options *options = ctx;

    (void)unused_total;
    (void)unused_done;
    if (options->on_progress)
        options->on_progress(options->progress_ctx, (uint64_t)done, (uint64_t)total);
    return 0;
}

/* ---- one attempt ---- */

static struct curl_slist *add_condition(struct curl_slist *headers, const char *name,
                                        const char *value)
{
    char               line[HEADER_LINE_MAX];
    struct curl_slist *grown;

    if (value[0] == '\0')
        return headers;
    (void)snprintf(line, sizeof line, "%s: %s", name, value);
    grown = curl_slist_append(headers, line);
    return grown ? grown : headers; /* without the condition the file comes whole */
}

static void set_options(CURL *curl, const char *url, struct curl_slist *headers,
                        struct attempt *attempt)
{
    const itd_download_options *options = attempt->options;
    const bool plain = itd_str_starts_with_ascii_nocase(itd_str_of(url), ITD_STR("http://"));

    curl_easy_setopt(curl, CURLOPT_URL, url);
    /* What began under TLS stays under it. */
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, plain ? "http,https" : "https");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, plain ? "http,https" : "https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)ITD_DOWNLOAD_REDIRECTS_MAX);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, USER_AGENT);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)options->connect_ms);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)options->total_ms);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)ITD_DOWNLOAD_SLOW_BYTES);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)((options->slow_ms + 999) / 1000));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, attempt);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, attempt);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, options->on_progress ? 0L : 1L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, show_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, options);
    if (options->ca_path)
        curl_easy_setopt(curl, CURLOPT_CAINFO, options->ca_path);
}

/* May the same call succeed a little later? */
static bool may_pass(CURLcode code)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_PARTIAL_FILE:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return true;
    default:
        return false;
    }
}

static itd_status transfer_failed(CURLcode code, const char *detail, itd_error *err)
{
    if (code == CURLE_OUT_OF_MEMORY)
        return itd_error_no_memory(err);
    if (code == CURLE_UNSUPPORTED_PROTOCOL)
        return itd_error_set(err, ITD_E_IO, "the server leads away from HTTPS");
    (void)itd_error_set(err, ITD_E_IO, "%s", detail[0] != '\0' ? detail : curl_easy_strerror(code));
    err->retriable = may_pass(code);
    return ITD_E_IO;
}

static itd_status check_answer(long code, const struct attempt *attempt, itd_error *err)
{
    if (code == 200)
        return attempt->bytes > 0 ? ITD_OK
                                  : itd_error_set(err, ITD_E_IO, "the server sent no bytes");
    if (code == 404 || code == 410)
        return itd_error_set(err, ITD_E_NOT_FOUND, "the server has no such file (HTTP %ld)", code);
    (void)itd_error_set(err, ITD_E_IO, "the server answered with HTTP %ld", code);
    err->retriable = code >= 500 || code == 408 || code == 429;
    return ITD_E_IO;
}

static void to_base64(const itd_digest *digest, char ret_text[SHA256_BASE64 + 1])
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t at = 0;

    for (size_t i = 0; i < ITD_DIGEST_BYTES; i += 3) {
        const size_t left = ITD_DIGEST_BYTES - i;
        uint32_t     group = (uint32_t)digest->bytes[i] << 16;

        group |= left > 1 ? (uint32_t)digest->bytes[i + 1] << 8 : 0;
        group |= left > 2 ? (uint32_t)digest->bytes[i + 2] : 0;
        ret_text[at++] = alphabet[group >> 18];
        ret_text[at++] = alphabet[group >> 12 & 63];
        ret_text[at++] = left > 1 ? alphabet[group >> 6 & 63] : '=';
        ret_text[at++] = left > 2 ? alphabet[group & 63] : '=';
    }
    ret_text[at] = '\0';
}

static itd_status finish(struct attempt *attempt, itd_download_result *result, itd_error *err)
{
    char       text[SHA256_BASE64 + 1];
    time_t     modified = -1;
    itd_status st = itd_digest_stream_finish(attempt->digest, &result->digest, err);

    if (st == ITD_OK && attempt->sha256[0] != '\0') {
        to_base64(&result->digest, text);
        if (strcmp(text, attempt->sha256) != 0)
            return itd_error_set(err, ITD_E_CORRUPT,
                                 "what arrived has another SHA-256 than the server promised");
        result->digest_checked = true;
    }
    if (st == ITD_OK)
        st = itd_file_writer_commit(&attempt->file, err);
    if (attempt->validators.last_modified[0] != '\0')
        modified = curl_getdate(attempt->validators.last_modified, NULL);
    result->has_modified = modified >= 0;
    result->modified_ms = (int64_t)modified * 1000;
    result->bytes = attempt->bytes;
    result->validators = attempt->validators;
    return st;
}

/* *ret_wait_ms: what the server asks to wait before another try. */
static itd_status try_once(const char *url, const itd_validators *before, const char *path,
                           const itd_download_options *options, itd_download_result *result,
                           int64_t *ret_wait_ms, itd_error *err)
{
    struct attempt     attempt = {.options = options, .file = {.fd = -1}};
    struct curl_slist *headers = NULL;
    char               detail[CURL_ERROR_SIZE] = "";
    CURL              *curl = curl_easy_init();
    CURLcode           code;
    long               answer = 0;
    itd_status         st;

    attempt.digest = itd_digest_stream_new();
    st = curl && attempt.digest ? itd_file_writer_open(&attempt.file, path, err)
                                : itd_error_no_memory(err);
    if (st == ITD_OK) {
        if (before) {
            headers = add_condition(headers, "If-None-Match", before->etag);
            headers = add_condition(headers, "If-Modified-Since", before->last_modified);
        }
        curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail);
        set_options(curl, url, headers, &attempt);
        code = curl_easy_perform(curl);
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
        if (attempt.failed != ITD_OK) {
            st = attempt.failed;
            *err = attempt.error;
        } else if (code != CURLE_OK) {
            st = transfer_failed(code, detail, err);
        } else if (answer == 304 && before) {
            result->unchanged = true;
            result->validators = *before;
        } else {
            st = check_answer(answer, &attempt, err);
            if (st == ITD_OK)
                st = finish(&attempt, result, err);
        }
        *ret_wait_ms = (int64_t)attempt.retry_after_s * 1000;
    }
    itd_file_writer_abort(&attempt.file);
    itd_digest_stream_free(attempt.digest);
    curl_slist_free_all(headers);
    if (curl)
        curl_easy_cleanup(curl);
    return st;
}

/* ---- with retries ---- */

static void wait_ms(int64_t ms)
{
    const struct timespec span = {.tv_sec = (time_t)(ms / 1000),
                                  .tv_nsec = (long)(ms % 1000) * 1000000};

    (void)nanosleep(&span, NULL);
}

static itd_status check_address(const char *url, const itd_download_options *options,
                                itd_error *err)
{
    const itd_str text = itd_str_of(url);

    if (itd_str_starts_with_ascii_nocase(text, ITD_STR("https://")) ||
        (options->allow_http && itd_str_starts_with_ascii_nocase(text, ITD_STR("http://"))))
        return ITD_OK;
    return itd_error_set(err, ITD_E_USAGE, "only addresses that begin with https:// are fetched");
}

itd_status itd_download(const char *url, const itd_validators *before, const char *path,
                        const itd_download_options *options, itd_download_result *ret_result,
                        itd_error *err)
{
    itd_download_result result = {.unchanged = false};
    itd_error           failure = {0};
    int64_t             pause = options->wait_ms, asked = 0;
    itd_status          st = check_address(url, options, &failure);

    if (st == ITD_OK && curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        st = itd_error_no_memory(&failure);
    else if (st == ITD_OK) {
        for (unsigned i = 0; i <= options->retries; i++) {
            if (i > 0) {
                wait_ms(asked > pause ? asked : pause);
                pause = 2 * pause < ITD_DOWNLOAD_WAIT_MAX_MS ? 2 * pause : ITD_DOWNLOAD_WAIT_MAX_MS;
            }
            failure = (itd_error){0};
            st = try_once(url, before, path, options, &result, &asked, &failure);
            result.attempts = i + 1;
            if (st == ITD_OK || !failure.retriable)
                break;
        }
        curl_global_cleanup();
    }
    if (st == ITD_OK) {
        *ret_result = result;
        return ITD_OK;
    }
    itd_error_in_file(&failure, itd_str_of(url));
    if (err)
        *err = failure;
    return st;
}
