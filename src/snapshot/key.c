/* Keys of identifiers. */
#include "snapshot/key.h"

#include "entity/identifier.h"

#define BIC_INSTITUTION 8 /* characters, ISO 9362 */

bool itd_snapshot_is_identifier(itd_prop prop)
{
    return itd_prop_type_of(prop) == ITD_TYPE_IDENTIFIER && prop != ITD_PROP_RECORD_ID &&
           prop != ITD_PROP_TICKER;
}

void itd_snapshot_identifier_key(itd_prop prop, itd_str text, itd_buf *buf)
{
    const size_t start = buf->len;

    itd_identifier_normalise(prop, text, buf);
    if (prop == ITD_PROP_SWIFT_BIC && buf->failed == ITD_OK && buf->len > start + BIC_INSTITUTION)
        buf->len = start + BIC_INSTITUTION;
}
