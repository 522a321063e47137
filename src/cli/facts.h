/* What else is known of whom a name or a text speaks of: --with FIELD=VALUE, by the columns of
 * customer files. */
#ifndef ITD_CLI_FACTS_H
#define ITD_CLI_FACTS_H

#include "cli/cli.h"
#include "cli/customer_fields.h"

#define ITD_FACTS_MAX 64

typedef struct itd_facts {
    const char *given[ITD_FACTS_MAX]; /* of the command line */
    size_t      count;
} itd_facts;

ITD_MUST_CHECK itd_status itd_facts_add(itd_facts *facts, const char *given, itd_error *err);
/* A request without names; everything lives in arena. How doubtful dates were read is told to
 * common. ITD_E_USAGE for what is no FIELD=VALUE, and for a name. */
ITD_MUST_CHECK itd_status itd_facts_read(const itd_facts *facts, itd_date_order order,
                                         const itd_cli_common *common, itd_arena *arena,
                                         itd_request *ret_req, itd_error *err);

#endif
