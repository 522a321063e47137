/* The checksum of a gzip file. libarchive unpacks gzip without comparing the length and the
 * checksum behind the data: a flipped bit would come out as another letter of a name. Inside
 * codec only. Source: RFC 1952, sections 2.3.1 and 8. One thread at a time. */
#ifndef ITD_CODEC_GZIP_SUM_H
#define ITD_CODEC_GZIP_SUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define ITD_GZIP_TRAILER 8 /* bytes: CRC-32 and length modulo 2^32, little-endian */

typedef struct itd_gzip_sum {
    uint32_t table[256];                /* CRC-32 of each byte */
    uint32_t crc;                       /* of the unpacked bytes so far, inverted */
    uint32_t length;                    /* of the unpacked bytes so far, modulo 2^32 */
    uint8_t  trailer[ITD_GZIP_TRAILER]; /* the last packed bytes so far */
} itd_gzip_sum;

void itd_gzip_sum_init(itd_gzip_sum *sum);
void itd_gzip_sum_add_packed(itd_gzip_sum *sum, itd_str bytes);
void itd_gzip_sum_add_unpacked(itd_gzip_sum *sum, itd_str bytes);
/* Once all packed and all unpacked bytes were added: does the trailer say the same? Not for several
 * gzip files joined into one, which look like damage and are refused like it. */
bool itd_gzip_sum_agrees(const itd_gzip_sum *sum);

#endif
