/* SHA-256 (FIPS 180-4), through libcrypto. One thread at a time per object. */
#ifndef ITD_BASE_DIGEST_H
#define ITD_BASE_DIGEST_H

#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"

#define ITD_DIGEST_BYTES 32
#define ITD_DIGEST_HEX (2 * ITD_DIGEST_BYTES)

typedef struct itd_digest {
    unsigned char bytes[ITD_DIGEST_BYTES];
} itd_digest;

typedef struct itd_digest_stream itd_digest_stream;

ITD_MUST_CHECK itd_status itd_digest_of(itd_str bytes, itd_digest *ret_digest, itd_error *err);

/* NULL when out of memory. */
ITD_MUST_CHECK itd_digest_stream *itd_digest_stream_new(void);
ITD_MUST_CHECK itd_status         itd_digest_stream_add(itd_digest_stream *stream, itd_str bytes,
                                                        itd_error *err);
/* Gives the digest and starts anew. */
ITD_MUST_CHECK itd_status itd_digest_stream_finish(itd_digest_stream *stream,
                                                   itd_digest *ret_digest, itd_error *err);
void                      itd_digest_stream_free(itd_digest_stream *stream);

/* Lower-case hexadecimal with a NUL. */
void itd_digest_to_hex(const itd_digest *digest, char ret_hex[static ITD_DIGEST_HEX + 1]);
ITD_MUST_CHECK bool itd_digest_parse_hex(itd_str hex, itd_digest *ret_digest);
bool                itd_digest_equal(const itd_digest *a, const itd_digest *b);

#endif
