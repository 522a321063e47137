/* `interdict layers`: what the parts of the command share. */
#ifndef ITD_CLI_LAYERS_H
#define ITD_CLI_LAYERS_H

#include "cli/cli.h"
#include "layers/layers.h"

/* One page with everything the JSON says, for people. */
void itd_layers_append_page(const itd_snapshot *snap, const itd_layers *layers, itd_str programme,
                            itd_buf *buf);
/* "LIST:ID" */
void itd_layers_append_id(const itd_snapshot *snap, uint32_t entity, itd_buf *buf);
/* "reference", "passport", "imo" or "probable" */
const char *itd_layers_join_name(const itd_layers_join *join);

#endif
