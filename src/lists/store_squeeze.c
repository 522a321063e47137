/* zstd for the store: whole frames against an optional prefix, and streams without one. Source:
 * the zstd manual 1.5.4, ZSTD_CCtx_refPrefix ("advanced dictionary and prefix API"). A frame made
 * with a prefix can only be unpacked with the same prefix: who stores one must name it. */
#include "lists/store_internal.h"

#include <zstd.h>

#include "base/memory.h"

#define WINDOW_LOG_MIN 17
#define WINDOW_LOG_MAX 26 /* holds prefix and content of the largest file that uses a prefix */

struct itd_squeeze {
    ZSTD_CCtx *packer;
    ZSTD_DCtx *unpacker;
    char      *out; /* of ZSTD_CStreamOutSize or ZSTD_DStreamOutSize, the larger */
    size_t     out_cap;
};

itd_status itd_squeeze_new(itd_squeeze **ret_squeeze, itd_error *err)
{
    itd_squeeze *squeeze = itd_mem_new(1, sizeof *squeeze);

    if (!squeeze)
        return itd_error_no_memory(err);
    squeeze->packer = ZSTD_createCCtx();
    squeeze->unpacker = ZSTD_createDCtx();
    squeeze->out_cap = ZSTD_CStreamOutSize() > ZSTD_DStreamOutSize() ? ZSTD_CStreamOutSize()
                                                                     : ZSTD_DStreamOutSize();
    squeeze->out = itd_mem_new(squeeze->out_cap, 1);
    if (!squeeze->packer || !squeeze->unpacker || !squeeze->out) {
        itd_squeeze_free(squeeze);
        return itd_error_no_memory(err);
    }
    *ret_squeeze = squeeze;
    return ITD_OK;
}

void itd_squeeze_free(itd_squeeze *squeeze)
{
    if (!squeeze)
        return;
    ZSTD_freeCCtx(squeeze->packer);
    ZSTD_freeDCtx(squeeze->unpacker);
    itd_mem_free(squeeze->out);
    itd_mem_free(squeeze);
}

/* zstd has only out of memory and misuse to report when packing. */
static itd_status pack_status(size_t code, itd_error *err)
{
    if (!ZSTD_isError(code))
        return ITD_OK;
    return itd_error_set(err, ITD_E_NO_MEMORY, "cannot compress: %s", ZSTD_getErrorName(code));
}

static itd_status unpack_status(size_t code, itd_error *err)
{
    if (!ZSTD_isError(code))
        return ITD_OK;
    return itd_error_set(err, ITD_E_CORRUPT, "cannot decompress: %s", ZSTD_getErrorName(code));
}

static int window_log(size_t bytes)
{
    int log = WINDOW_LOG_MIN;

    while (log < WINDOW_LOG_MAX && ((size_t)1 << log) < bytes)
        log++;
    return log;
}

itd_status itd_squeeze_pack(itd_squeeze *squeeze, int level, itd_str prefix, itd_str bytes,
                            itd_buf *buf, itd_error *err)
{
    const size_t cap = ZSTD_compressBound(bytes.len);
    itd_status   st = ITD_OK;
    char        *dst;
    size_t       packed;

    dst = itd_mem_resize(NULL, cap, 1);
    if (!dst)
        return itd_error_no_memory(err);
    ZSTD_CCtx_reset(squeeze->packer, ZSTD_reset_session_and_parameters);
    ZSTD_CCtx_setParameter(squeeze->packer, ZSTD_c_compressionLevel, level);
    if (prefix.len > 0) {
        ZSTD_CCtx_setParameter(squeeze->packer, ZSTD_c_windowLog,
                               window_log(prefix.len + bytes.len));
        ZSTD_CCtx_setParameter(squeeze->packer, ZSTD_c_enableLongDistanceMatching, 1);
        ZSTD_CCtx_refPrefix(squeeze->packer, prefix.ptr, prefix.len);
    }
    packed = ZSTD_compress2(squeeze->packer, dst, cap, bytes.ptr, bytes.len);
    st = pack_status(packed, err);
    if (st == ITD_OK) {
        itd_buf_append(buf, (itd_str){.ptr = dst, .len = packed});
        st = itd_buf_status(buf, err);
    }
    itd_mem_free(dst);
    return st;
}

itd_status itd_squeeze_unpack(itd_squeeze *squeeze, itd_str prefix, itd_str packed, char *dst,
                              size_t len, itd_error *err)
{
    size_t     got;
    itd_status st;

    ZSTD_DCtx_reset(squeeze->unpacker, ZSTD_reset_session_and_parameters);
    if (prefix.len > 0)
        ZSTD_DCtx_refPrefix(squeeze->unpacker, prefix.ptr, prefix.len);
    got = ZSTD_decompressDCtx(squeeze->unpacker, dst, len, packed.ptr, packed.len);
    st = unpack_status(got, err);
    if (st == ITD_OK && got != len)
        st = itd_error_set(err, ITD_E_CORRUPT, "unpacks to another length than stated");
    return st;
}

itd_status itd_squeeze_stream_begin(itd_squeeze *squeeze, int level, itd_error *err)
{
    ZSTD_CCtx_reset(squeeze->packer, ZSTD_reset_session_and_parameters);
    return pack_status(ZSTD_CCtx_setParameter(squeeze->packer, ZSTD_c_compressionLevel, level),
                       err);
}

itd_status itd_squeeze_stream_add(itd_squeeze *squeeze, itd_str bytes, bool last, itd_buf *buf,
                                  itd_error *err)
{
    ZSTD_inBuffer in = {.src = bytes.ptr, .size = bytes.len};
    size_t        left = 1;

    while (in.pos < in.size || (last && left > 0)) {
        ZSTD_outBuffer out = {.dst = squeeze->out, .size = squeeze->out_cap};
        itd_status     st;

        left =
            ZSTD_compressStream2(squeeze->packer, &out, &in, last ? ZSTD_e_end : ZSTD_e_continue);
        st = pack_status(left, err);
        if (st != ITD_OK)
            return st;
        itd_buf_append(buf, (itd_str){.ptr = squeeze->out, .len = out.pos});
    }
    return itd_buf_status(buf, err);
}

itd_status itd_squeeze_each(itd_squeeze *squeeze, itd_str packed, itd_piece_fn fn, void *ctx,
                            itd_error *err)
{
    ZSTD_inBuffer in = {.src = packed.ptr, .size = packed.len};
    size_t        left = 1;

    ZSTD_DCtx_reset(squeeze->unpacker, ZSTD_reset_session_and_parameters);
    while (left > 0) {
        ZSTD_outBuffer out = {.dst = squeeze->out, .size = squeeze->out_cap};
        itd_status     st;

        left = ZSTD_decompressStream(squeeze->unpacker, &out, &in);
        st = unpack_status(left, err);
        if (st == ITD_OK && left > 0 && out.pos == 0 && in.pos == in.size)
            st = itd_error_set(err, ITD_E_CORRUPT, "compressed data is cut short");
        if (st == ITD_OK && out.pos > 0)
            st = fn(ctx, (itd_str){.ptr = squeeze->out, .len = out.pos}, err);
        if (st != ITD_OK)
            return st;
    }
    return in.pos == in.size
               ? ITD_OK
               : itd_error_set(err, ITD_E_CORRUPT, "bytes behind the compressed data");
}
