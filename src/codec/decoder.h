/* Bytes of another encoding → UTF-8, in pieces of any size. Inside codec only; one thread at a
 * time. */
#ifndef ITD_CODEC_DECODER_H
#define ITD_CODEC_DECODER_H

#include "base/buf.h"
#include "codec/encoding.h"

typedef struct itd_decoder {
    itd_encoding encoding;
    itd_buf      text;           /* of the last piece */
    uint64_t     line, byte;     /* of the next byte */
    bool         has_lead;       /* the first byte of two was seen, and not yet what follows it */
    uint32_t     lead;           /* UTF-16: that byte */
    uint32_t     high_surrogate; /* UTF-16: the first of a pair, or 0 */
} itd_decoder;

void itd_decoder_init(itd_decoder *dec);
void itd_decoder_done(itd_decoder *dec);
/* Stands before the first byte of a text. */
void itd_decoder_begin(itd_decoder *dec);
/* Leaves the piece as UTF-8 in text; an empty piece is the end. ITD_E_ENCODING with its place. */
ITD_MUST_CHECK itd_status itd_decoder_take(itd_decoder *dec, itd_str raw, itd_error *err);

#endif
