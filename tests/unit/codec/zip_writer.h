/* Zip files for tests: members stored as they are (APPNOTE.TXT 4.3.7 to 4.3.16). */
#ifndef ITD_TESTS_UNIT_CODEC_ZIP_WRITER_H
#define ITD_TESTS_UNIT_CODEC_ZIP_WRITER_H

#include <string.h>

#include "base/buf.h"

typedef struct zip_member {
    const char *path;
    const char *text;
} zip_member;

static inline uint32_t zip_crc(itd_str bytes)
{
    uint32_t crc = 0xFFFFFFFF;

    for (size_t i = 0; i < bytes.len; i++) {
        crc ^= (unsigned char)bytes.ptr[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

static inline void zip_le16(itd_buf *buf, uint32_t value)
{
    itd_buf_append_char(buf, (char)(value & 0xFF));
    itd_buf_append_char(buf, (char)(value >> 8 & 0xFF));
}

/* Version, flags, method, time, date, sum, sizes, lengths: the same in both kinds of header. */
static inline void zip_header(itd_buf *buf, const zip_member *member)
{
    const itd_str text = itd_str_of(member->text);

    zip_le16(buf, 20);
    zip_le16(buf, 0);
    zip_le16(buf, 0);
    itd_buf_append_le32(buf, 0);
    itd_buf_append_le32(buf, zip_crc(text));
    itd_buf_append_le32(buf, (uint32_t)text.len);
    itd_buf_append_le32(buf, (uint32_t)text.len);
    zip_le16(buf, (uint32_t)strlen(member->path));
    zip_le16(buf, 0);
}

static inline void zip_write(itd_buf *buf, const zip_member *members, size_t count)
{
    uint32_t offsets[64];
    size_t   directory;

    for (size_t i = 0; i < count; i++) {
        offsets[i] = (uint32_t)buf->len;
        itd_buf_append(buf, ITD_STR("PK\x03\x04"));
        zip_header(buf, &members[i]);
        itd_buf_append_cstr(buf, members[i].path);
        itd_buf_append_cstr(buf, members[i].text);
    }
    directory = buf->len;
    for (size_t i = 0; i < count; i++) {
        itd_buf_append(buf, ITD_STR("PK\x01\x02"));
        zip_le16(buf, 20);
        zip_header(buf, &members[i]);
        zip_le16(buf, 0);
        zip_le16(buf, 0);
        zip_le16(buf, 0);
        itd_buf_append_le32(buf, 0);
        itd_buf_append_le32(buf, offsets[i]);
        itd_buf_append_cstr(buf, members[i].path);
    }
    itd_buf_append(buf, ITD_STR("PK\x05\x06"));
    itd_buf_append_le32(buf, 0);
    zip_le16(buf, (uint32_t)count);
    zip_le16(buf, (uint32_t)count);
    itd_buf_append_le32(buf, (uint32_t)(buf->len - 12 - directory));
    itd_buf_append_le32(buf, (uint32_t)directory);
    zip_le16(buf, 0);
}

#endif
