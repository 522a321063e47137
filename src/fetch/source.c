/* The table of addresses. A row is here only when a reader knows what comes from it. None was tried
 * from the machine where the table was written, which has no way to the publishers: each says so
 * until somebody has seen it answer. */
#include "fetch/source.h"

#define OFAC_EXPORTS "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"

static const itd_fetch_source sources[] = {
    {
        .list = "un",
        .publisher = "United Nations Security Council, Consolidated List",
        .urls = {"https://scsanctions.un.org/resources/xml/en/consolidated.xml"},
        .page = "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
    },
    {
        .list = "ofac",
        .publisher = "US Treasury OFAC, Specially Designated Nationals",
        .urls = {OFAC_EXPORTS "SDN.CSV", OFAC_EXPORTS "ADD.CSV", OFAC_EXPORTS "ALT.CSV",
                 OFAC_EXPORTS "SDN_COMMENTS.CSV"},
        .page = "https://ofac.treasury.gov/sanctions-list-service",
    },
    {
        .list = "ofac-cons",
        .publisher = "US Treasury OFAC, Consolidated list of non-SDN entries",
        .urls = {OFAC_EXPORTS "CONS_PRIM.CSV", OFAC_EXPORTS "CONS_ADD.CSV",
                 OFAC_EXPORTS "CONS_ALT.CSV", OFAC_EXPORTS "CONS_COMMENTS.CSV"},
        .page = "https://ofac.treasury.gov/sanctions-list-service",
    },
};

const itd_fetch_source *itd_fetch_source_at(size_t index)
{
    return index < ITD_ARRAY_LEN(sources) ? &sources[index] : NULL;
}

const itd_fetch_source *itd_fetch_source_find(itd_str list)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(sources); i++)
        if (itd_str_equal(list, itd_str_of(sources[i].list)))
            return &sources[i];
    return NULL;
}
