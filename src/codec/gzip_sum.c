/* CRC-32 as gzip uses it, a byte at a time with a table. */
#include "codec/gzip_sum.h"

#include <string.h>

#define POLYNOMIAL 0xEDB88320u /* RFC 1952, section 8; lowest bit first */

void itd_gzip_sum_init(itd_gzip_sum *sum)
{
    memset(sum, 0, sizeof *sum);
    sum->crc = UINT32_MAX;
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t crc = i;

        for (unsigned bit = 0; bit < 8; bit++)
            crc = crc & 1 ? POLYNOMIAL ^ crc >> 1 : crc >> 1;
        sum->table[i] = crc;
    }
}

void itd_gzip_sum_add_packed(itd_gzip_sum *sum, itd_str bytes)
{
    const size_t fresh = bytes.len < ITD_GZIP_TRAILER ? bytes.len : ITD_GZIP_TRAILER;

    if (fresh == 0)
        return;
    memmove(sum->trailer, sum->trailer + fresh, ITD_GZIP_TRAILER - fresh);
    memcpy(sum->trailer + ITD_GZIP_TRAILER - fresh, bytes.ptr + bytes.len - fresh, fresh);
}

void itd_gzip_sum_add_unpacked(itd_gzip_sum *sum, itd_str bytes)
{
    uint32_t crc = sum->crc;

    for (size_t i = 0; i < bytes.len; i++)
        crc = sum->table[(crc ^ (uint8_t)bytes.ptr[i]) & 0xFF] ^ crc >> 8;
    sum->crc = crc;
    sum->length += (uint32_t)(bytes.len & UINT32_MAX);
}

static uint32_t read_le32(const uint8_t bytes[static 4])
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

bool itd_gzip_sum_agrees(const itd_gzip_sum *sum)
{
    return read_le32(sum->trailer) == (sum->crc ^ UINT32_MAX) &&
           read_le32(sum->trailer + 4) == sum->length;
}
