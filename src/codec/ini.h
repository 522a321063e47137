/* INI files (mapping files, later settings), through inih. Sections, `key = value`, comments with
 * ; or # at the start of a line. Pure call; safe from any thread. */
#ifndef ITD_CODEC_INI_H
#define ITD_CODEC_INI_H

#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"

#define ITD_INI_BYTES_MAX ((size_t)1 << 20)
#define ITD_INI_SECTION_MAX 48 /* bytes of a section's name; the library would cut a longer one */

/* Called per value; slices live during the call. Its status ends the parse when not ITD_OK; the
 * line is added to its error. */
typedef itd_status (*itd_ini_fn)(void *ctx, itd_str section, itd_str key, itd_str value,
                                 uint64_t line, itd_error *err);

ITD_MUST_CHECK itd_status itd_ini_parse(itd_str text, itd_ini_fn fn, void *ctx, itd_error *err);
ITD_MUST_CHECK itd_status itd_ini_parse_file(const char *path, itd_ini_fn fn, void *ctx,
                                             itd_error *err);

#endif
