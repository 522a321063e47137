/* Several names in the text of one: joint holders, maiden and former names, aliases. */
#ifndef ITD_CLI_CUSTOMER_NAMES_H
#define ITD_CLI_CUSTOMER_NAMES_H

#include "cli/customer_fields.h"

/* One more name of the customer; at most ITD_REQUEST_NAMES_MAX, each ITD_ENTITY_NAME_MAX bytes. */
ITD_MUST_CHECK itd_status itd_customer_draft_add_name(itd_customer_draft *draft, itd_str text,
                                                      itd_error *err);
/* "A B" of these parts, the empty ones left out, as one more name. */
ITD_MUST_CHECK itd_status itd_customer_draft_add_joined(itd_customer_draft *draft,
                                                        const itd_str *parts, size_t count,
                                                        itd_error *err);
/* Each holder of "Anna & Bert" with each of "Example" or "Example & Muster", where a file keeps
 * given and family names apart. Nothing where both are one person's. */
ITD_MUST_CHECK itd_status itd_customer_names_add_holders(itd_customer_draft *draft, itd_str given,
                                                         itd_str family, itd_error *err);
/* Adds what the names so far hold: each holder of "Anna & Bert Example", and Anna Muster of "Anna
 * Example née Muster". What was written stays a name as well. */
ITD_MUST_CHECK itd_status itd_customer_names_expand(itd_customer_draft *draft, itd_error *err);

#endif
