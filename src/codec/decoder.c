/* One encoding after the other; what is begun in one piece and ends in the next is kept between. */
#include "codec/decoder.h"

#define LEAD_OF_CONTROLS '\xC2' /* first byte of U+0080 to U+00BF */
#define PIECE_MAX ((size_t)64 * 1024)

void itd_decoder_init(itd_decoder *dec)
{
    *dec = (itd_decoder){.line = 1};
    itd_buf_init(&dec->text, PIECE_MAX * ITD_ENCODING_GROWTH);
}

void itd_decoder_done(itd_decoder *dec)
{
    itd_buf_done(&dec->text);
}

void itd_decoder_begin(itd_decoder *dec)
{
    dec->line = 1;
    dec->byte = 0;
    dec->has_lead = false;
    dec->high_surrogate = 0;
}

/* C2 80 to C2 9F are the controls U+0080 to U+009F. */
static void mend_controls(itd_decoder *dec, itd_str raw)
{
    for (size_t i = 0; i < raw.len; i++) {
        const unsigned char byte = (unsigned char)raw.ptr[i];

        if (dec->has_lead && byte >= 0x80 && byte < 0xA0 && itd_cp1252_to_code(byte) != 0) {
            itd_buf_append_code(&dec->text, itd_cp1252_to_code(byte));
            dec->has_lead = false;
            continue;
        }
        if (dec->has_lead)
            itd_buf_append_char(&dec->text, LEAD_OF_CONTROLS);
        dec->has_lead = raw.ptr[i] == LEAD_OF_CONTROLS;
        if (!dec->has_lead)
            itd_buf_append_char(&dec->text, raw.ptr[i]);
    }
    if (raw.len == 0 && dec->has_lead) { /* the end */
        itd_buf_append_char(&dec->text, LEAD_OF_CONTROLS);
        dec->has_lead = false;
    }
}

static itd_status refuse_utf16(itd_decoder *dec, const char *what, itd_error *err)
{
    itd_error_at_byte(err, ITD_E_ENCODING, dec->byte, "not UTF-16: %s", what);
    itd_error_on_line(err, dec->line);
    return ITD_E_ENCODING;
}

/* One code unit; a pair of surrogates is one character. */
static itd_status take_unit(itd_decoder *dec, uint32_t unit, itd_error *err)
{
    const bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;

    if (dec->high_surrogate != 0) {
        if (!is_low)
            return refuse_utf16(dec, "half of a pair of surrogates", err);
        itd_buf_append_code(&dec->text,
                            0x10000 + ((dec->high_surrogate - 0xD800) << 10) + (unit - 0xDC00));
        dec->high_surrogate = 0;
        return ITD_OK;
    }
    if (is_low)
        return refuse_utf16(dec, "half of a pair of surrogates", err);
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        dec->high_surrogate = unit;
        return ITD_OK;
    }
    if (unit == 0)
        return refuse_utf16(dec, "U+0000", err);
    dec->line += unit == '\n';
    /* A byte order mark at the start is none of the text. */
    if (unit != 0xFEFF || dec->byte > 1)
        itd_buf_append_code(&dec->text, unit);
    return ITD_OK;
}

static itd_status convert_utf16(itd_decoder *dec, itd_str raw, itd_error *err)
{
    itd_status st = ITD_OK;

    if (raw.len == 0 && (dec->has_lead || dec->high_surrogate != 0))
        return refuse_utf16(dec, "cut at the end", err);
    for (size_t i = 0; st == ITD_OK && i < raw.len; i++, dec->byte++) {
        const uint32_t byte = (unsigned char)raw.ptr[i];

        if (!dec->has_lead) {
            dec->lead = byte;
        } else if (dec->encoding == ITD_ENCODING_UTF16LE) {
            st = take_unit(dec, dec->lead | byte << 8, err);
        } else {
            st = take_unit(dec, dec->lead << 8 | byte, err);
        }
        dec->has_lead = !dec->has_lead;
    }
    return st == ITD_OK ? itd_buf_status(&dec->text, err) : st;
}

itd_status itd_decoder_take(itd_decoder *dec, itd_str raw, itd_error *err)
{
    itd_buf_reset(&dec->text);
    if (dec->encoding == ITD_ENCODING_UTF16LE || dec->encoding == ITD_ENCODING_UTF16BE)
        return convert_utf16(dec, raw, err);
    if (dec->encoding == ITD_ENCODING_UTF8_OVER_CP1252) {
        mend_controls(dec, raw);
        return itd_buf_status(&dec->text, err);
    }
    for (size_t i = 0; i < raw.len; i++, dec->byte++) {
        const unsigned char byte = (unsigned char)raw.ptr[i];
        const uint32_t      code = itd_cp1252_to_code(byte);

        if (code == 0) {
            itd_error_at_byte(err, ITD_E_ENCODING, dec->byte,
                              "the byte %02X is no character of code page 1252", (unsigned)byte);
            itd_error_on_line(err, dec->line);
            return ITD_E_ENCODING;
        }
        dec->line += byte == '\n';
        itd_buf_append_code(&dec->text, code);
    }
    return itd_buf_status(&dec->text, err);
}
