/* One file over HTTPS into a file on disk: conditional on what was there before, with limits on
 * time and size, tried again where that may help. What arrives is whole or an error. Any number of
 * downloads may run in different threads. Source: RFC 9110 (HTTP), RFC 9530 (digest fields);
 * through libcurl. */
#ifndef ITD_FETCH_DOWNLOAD_H
#define ITD_FETCH_DOWNLOAD_H

#include <stdint.h>

#include "base/attr.h"
#include "base/digest.h"
#include "base/error.h"

#define ITD_VALIDATOR_MAX 512                      /* bytes of an ETag or a date, NUL included */
#define ITD_DOWNLOAD_BYTES_MAX ((uint64_t)2 << 30) /* of one file */
#define ITD_DOWNLOAD_REDIRECTS_MAX 5
#define ITD_DOWNLOAD_CONNECT_MS 30000
#define ITD_DOWNLOAD_TOTAL_MS 1800000
#define ITD_DOWNLOAD_SLOW_BYTES 512 /* a second: slower for ITD_DOWNLOAD_SLOW_MS is an error */
#define ITD_DOWNLOAD_SLOW_MS 30000
#define ITD_DOWNLOAD_RETRIES 3
#define ITD_DOWNLOAD_WAIT_MS 1000      /* before the first retry; doubled each time */
#define ITD_DOWNLOAD_WAIT_MAX_MS 60000 /* of one wait, whatever the server asks for */

/* What a server gave beside a file, to ask "has it changed?" with. Empty texts: unknown. */
typedef struct itd_validators {
    char etag[ITD_VALIDATOR_MAX];
    char last_modified[ITD_VALIDATOR_MAX]; /* as written */
} itd_validators;

typedef struct itd_download_options {
    const char *ca_path;    /* file of trusted certificates; NULL: the system's */
    bool        allow_http; /* without TLS: only for servers of one's own */
    uint64_t    bytes_max;
    int64_t     connect_ms;
    int64_t     total_ms; /* of one attempt */
    int64_t     slow_ms;
    unsigned    retries;
    int64_t     wait_ms;
    void (*on_progress)(void *ctx, uint64_t done, uint64_t total); /* total 0: unknown; or NULL */
    void *progress_ctx;
} itd_download_options;

itd_download_options itd_download_options_default(void);

typedef struct itd_download_result {
    bool           unchanged; /* the server says it is what the validators name; no file made */
    itd_validators validators;
    bool           has_modified;
    int64_t        modified_ms; /* Last-Modified, UTC milliseconds */
    uint64_t       bytes;
    itd_digest     digest;         /* of the file */
    bool           digest_checked; /* the server gave a SHA-256, and it is this one */
    unsigned       attempts;
} itd_download_result;

/* Writes path, which must not exist; before may be NULL. On an error no file is left.
 * Errors name the address as the file: ITD_E_NOT_FOUND (404, 410), ITD_E_LIMIT (too large),
 * ITD_E_CORRUPT (another SHA-256 than the server promised), ITD_E_USAGE (an address that is not
 * https), ITD_E_IO for everything else of the network; retriable tells whether a later try may
 * help. */
ITD_MUST_CHECK itd_status itd_download(const char *url, const itd_validators *before,
                                       const char *path, const itd_download_options *options,
                                       itd_download_result *ret_result, itd_error *err);

#endif
