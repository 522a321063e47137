/* --with, read like the columns of a customer. */
#include "cli/facts.h"

#include "base/utf8.h"

itd_status itd_facts_add(itd_facts *facts, const char *given, itd_error *err)
{
    if (facts->count == ITD_FACTS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d --with", ITD_FACTS_MAX);
    facts->given[facts->count++] = given;
    return ITD_OK;
}

static itd_status read_one(itd_customer_draft *draft, itd_str given, itd_error *err)
{
    const size_t       equals = itd_str_find_char(given, '=');
    itd_customer_field field = ITD_CUSTOMER_IGNORED;
    itd_status         st = itd_utf8_check_text(given, err);

    if (st == ITD_OK && equals == SIZE_MAX)
        st = itd_error_set(err, ITD_E_USAGE, "--with needs FIELD=VALUE");
    if (st == ITD_OK)
        st = itd_customer_field_find(NULL, itd_str_slice(given, 0, equals), &field, err);
    if (st == ITD_OK && (field == ITD_CUSTOMER_RELATED_TO || field == ITD_CUSTOMER_ROLE))
        st = itd_error_set(err, ITD_E_USAGE, "--with takes no relation");
    if (st == ITD_OK)
        st = itd_customer_draft_add(draft, field, itd_str_from(given, equals + 1), err);
    return st;
}

itd_status itd_facts_read(const itd_facts *facts, itd_date_order order,
                          const itd_cli_common *common, itd_arena *arena, itd_request *ret_req,
                          itd_error *err)
{
    itd_customer_draft draft;
    itd_date_doubts    told = {0};
    const char        *doubt;
    itd_request        req;
    itd_status         st = ITD_OK;

    itd_customer_draft_init(&draft, arena);
    draft.order = order;
    for (size_t i = 0; st == ITD_OK && i < facts->count; i++)
        st = read_one(&draft, itd_str_of(facts->given[i]), err);
    if (st != ITD_OK)
        return st;
    itd_customer_draft_request(&draft, &req);
    if (req.name_count > 0)
        return itd_error_set(err, ITD_E_USAGE, "--with takes no name");
    while ((doubt = itd_date_doubts_next(&draft.doubts, &told)))
        itd_cli_note(common, "--with: %s", doubt);
    *ret_req = req;
    return ITD_OK;
}
