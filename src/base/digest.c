/* SHA-256 by way of OpenSSL's EVP interface. */
#include "base/digest.h"

#include <string.h>

#include <openssl/evp.h>

#include "base/memory.h"

struct itd_digest_stream {
    EVP_MD_CTX *ctx;
};

itd_status itd_digest_of(itd_str bytes, itd_digest *ret_digest, itd_error *err)
{
    unsigned char out[EVP_MAX_MD_SIZE];

    if (EVP_Digest(bytes.ptr ? bytes.ptr : "", bytes.len, out, NULL, EVP_sha256(), NULL) != 1)
        return itd_error_no_memory(err);
    memcpy(ret_digest->bytes, out, ITD_DIGEST_BYTES);
    return ITD_OK;
}

itd_digest_stream *itd_digest_stream_new(void)
{
    itd_digest_stream *stream = itd_mem_new(1, sizeof *stream);

    if (!stream)
        return NULL;
    stream->ctx = EVP_MD_CTX_new();
    if (!stream->ctx || EVP_DigestInit_ex(stream->ctx, EVP_sha256(), NULL) != 1) {
        itd_digest_stream_free(stream);
        return NULL;
    }
    return stream;
}

itd_status itd_digest_stream_add(itd_digest_stream *stream, itd_str bytes, itd_error *err)
{
    if (bytes.len > 0 && EVP_DigestUpdate(stream->ctx, bytes.ptr, bytes.len) != 1)
        return itd_error_no_memory(err);
    return ITD_OK;
}

itd_status itd_digest_stream_finish(itd_digest_stream *stream, itd_digest *ret_digest,
                                    itd_error *err)
{
    unsigned char out[EVP_MAX_MD_SIZE];

    if (EVP_DigestFinal_ex(stream->ctx, out, NULL) != 1 ||
        EVP_DigestInit_ex(stream->ctx, EVP_sha256(), NULL) != 1)
        return itd_error_no_memory(err);
    memcpy(ret_digest->bytes, out, ITD_DIGEST_BYTES);
    return ITD_OK;
}

void itd_digest_stream_free(itd_digest_stream *stream)
{
    if (!stream)
        return;
    EVP_MD_CTX_free(stream->ctx);
    itd_mem_free(stream);
}

void itd_digest_to_hex(const itd_digest *digest, char ret_hex[static ITD_DIGEST_HEX + 1])
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < ITD_DIGEST_BYTES; i++) {
        ret_hex[2 * i] = digits[digest->bytes[i] >> 4];
        ret_hex[2 * i + 1] = digits[digest->bytes[i] & 15];
    }
    ret_hex[ITD_DIGEST_HEX] = '\0';
}

static int hex_value(char ch)
{
    if (itd_char_is_digit(ch))
        return ch - '0';
    return ch >= 'a' && ch <= 'f' ? ch - 'a' + 10 : -1;
}

bool itd_digest_parse_hex(itd_str hex, itd_digest *ret_digest)
{
    itd_digest digest;

    if (hex.len != ITD_DIGEST_HEX)
        return false;
    for (size_t i = 0; i < ITD_DIGEST_BYTES; i++) {
        const int high = hex_value(hex.ptr[2 * i]), low = hex_value(hex.ptr[2 * i + 1]);

        if (high < 0 || low < 0)
            return false;
        digest.bytes[i] = (unsigned char)(high * 16 + low);
    }
    *ret_digest = digest;
    return true;
}

bool itd_digest_equal(const itd_digest *a, const itd_digest *b)
{
    return memcmp(a->bytes, b->bytes, ITD_DIGEST_BYTES) == 0;
}
