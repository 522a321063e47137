/* One shipment or deal against the rules of a day: which measures bear on it, what they do, what
 * could exempt it and what would have to be shown. The strictest measure decides; all are listed.
 * Without a claim the strict reading stands, and a claim lifts a measure only where a provision
 * says so. What a code alone leaves open counts as covered.
 *
 * itd_check is a pure function of its inputs, safe from any thread; the answer lives in the
 * arena. */
#ifndef ITD_REGIME_CHECK_H
#define ITD_REGIME_CHECK_H

#include "base/arena.h"
#include "regime/hs.h"
#include "regime/ports.h"
#include "regime/rules.h"
#include "regime/tables.h"
#include "regime/unit.h"

#define ITD_CHECK_CODES_MAX 16
#define ITD_CHECK_SERVICES_MAX 16
#define ITD_CHECK_VESSELS_MAX 16
#define ITD_CHECK_CLAIMS_MAX 16
#define ITD_CHECK_PORTS_MAX 16
#define ITD_CHECK_CANDIDATES_MAX 3 /* headings that words may stand for, looked at */
#define ITD_CHECK_NEAR_SCORE 850   /* of 1000: as good as the best heading found */
/* The kind of services.tsv that dealing with a listed party comes under. */
#define ITD_CHECK_PARTY_KIND "designated-party"
/* The kind of services.tsv that a voyage by way of a port of the target comes under. */
#define ITD_CHECK_PORT_CALL_KIND "dprk-port-call"

/* In the order of strictness. */
typedef enum itd_finding {
    ITD_FINDING_NONE,
    ITD_FINDING_NON_BINDING,
    ITD_FINDING_LICENCE,
    ITD_FINDING_CAPPED,
    ITD_FINDING_WINDING_DOWN,
    ITD_FINDING_PROHIBITED,
} itd_finding;
#define ITD_FINDING_COUNT 6

const char *itd_finding_name(itd_finding finding);

typedef struct itd_claim {
    itd_claim_kind kind;
    itd_date       date; /* of an earlier contract */
} itd_claim;

/* "KIND" or "KIND=VALUE" of the command line. ITD_E_USAGE for an unknown kind (known ones are
 * named), a date that is missing or no day, a value where none belongs. */
ITD_MUST_CHECK itd_status itd_claim_parse(itd_str text, itd_claim *ret_claim, itd_error *err);

typedef enum itd_port_role { ITD_PORT_ANY, ITD_PORT_LOAD, ITD_PORT_DISCHARGE } itd_port_role;
const char *itd_port_role_name(itd_port_role role);

typedef struct itd_voyage_port {
    itd_port_role  role;
    itd_str        text;
    itd_port_found found;
} itd_voyage_port;

/* "PORT", "load=PORT" or "discharge=PORT". ITD_E_USAGE for another role or none, and the errors of
 * itd_ports_find. text is borrowed. */
ITD_MUST_CHECK itd_status itd_voyage_port_parse(const itd_ports *ports, itd_str text,
                                                itd_arena *arena, itd_voyage_port *ret_call,
                                                itd_error *err);

typedef struct itd_check_request {
    itd_date           on;
    itd_direction      direction; /* NONE: not said; then origin and destination tell, else both */
    const itd_hs_code *codes;
    size_t             code_count;
    itd_str            goods;    /* in plain words, may be empty */
    const size_t      *services; /* kinds */
    size_t             service_count;
    itd_str            origin, destination; /* ISO alpha-2 in lower case, or empty */
    const itd_str     *vessels;             /* IMO numbers, seven digits */
    size_t             vessel_count;
    const itd_voyage_port *ports;
    size_t                 port_count;
    size_t                 parties_listed; /* parties that a screening found listed or left open */
    const itd_claim       *claims;
    size_t                 claim_count;
    bool                   has_quantity;
    uint64_t               quantity; /* ten-thousandths */
    itd_unit               unit;
    uint64_t               value_usd; /* of one piece, in ten-thousandths; 0: not said */
} itd_check_request;

typedef enum itd_cover {
    ITD_COVER_POSSIBLE, /* shown apart: counts for nothing until a longer code or words are given */
    ITD_COVER_PART,     /* the code leaves it open: counts */
    ITD_COVER_WHOLE,
} itd_cover;
const char *itd_cover_name(itd_cover cover);

typedef enum itd_because {
    ITD_BECAUSE_GOODS,
    ITD_BECAUSE_SERVICE,
    ITD_BECAUSE_VESSEL,
    ITD_BECAUSE_PORT,
} itd_because;

typedef struct itd_bearing {
    size_t               measure;
    itd_cover            cover;
    itd_finding          strict;  /* of this measure alone, without claims */
    itd_finding          finding; /* with them */
    itd_because          because;
    itd_str              because_text; /* the code, kind, IMO number or port */
    itd_str              basis, note;
    uint64_t             above_usd;       /* it is for pieces worth more; 0: for all */
    itd_date             wind_down_until; /* of the service or the measure */
    const itd_exemption *lifted_by;       /* NULL unless a row of exemptions.tsv lifted it */
    bool                 lifted;
    itd_str              provision; /* that lifted it */
} itd_bearing;

typedef struct itd_open_exemption {
    size_t         measure;
    itd_claim_kind claim;
    bool           has_needs;
    itd_claim_kind needs;
    bool           lifts;
    itd_str        provision, shows, confidence;
    bool           claimed; /* the claim was made */
} itd_open_exemption;

typedef struct itd_goods_candidate {
    itd_hs_code code;
    itd_str     title;
    uint32_t    score;         /* of words: 1000 is the best; 0: the code was given */
    bool        other_edition; /* a subheading that edition 2022 does not have */
} itd_goods_candidate;

typedef struct itd_vessel_listing {
    itd_str                  imo;
    const itd_listed_vessel *vessel; /* NULL: on no list of the rules */
    bool                     listed; /* on the day asked about */
} itd_vessel_listing;

typedef struct itd_claim_result {
    itd_claim claim;
    size_t    lifted; /* measures */
    itd_str   why;    /* provisions, or why it lifted nothing */
} itd_claim_result;

/* A quantity against a cap, in each unit of the cap and by each published factor. */
typedef struct itd_cap_share {
    size_t            cap;
    const itd_factor *factor; /* NULL: no conversion was needed */
    itd_cap_limit     limit;
    uint64_t          amount;      /* in the unit of the limit */
    uint32_t          basis_point; /* share of the limit, cut at UINT32_MAX */
    bool              exceeds;
} itd_cap_share;

typedef struct itd_check_answer {
    itd_finding                finding;
    itd_direction              direction; /* as understood */
    const itd_bearing         *bearings;  /* strictest first; possible ones last */
    size_t                     bearing_count;
    const itd_open_exemption  *exemptions;
    size_t                     exemption_count;
    const itd_goods_candidate *goods;
    size_t                     goods_count;
    const itd_vessel_listing  *vessels;
    size_t                     vessel_count;
    const itd_claim_result    *claims;
    size_t                     claim_count;
    const itd_cap_share       *shares;
    size_t                     share_count;
    const itd_str             *contradictions; /* between the ports and what else is said */
    size_t                     contradiction_count;
    const itd_str             *notes;
    size_t                     note_count;
} itd_check_answer;

/* ITD_E_USAGE with the field: nothing is asked, a day before the regime, directions that contradict
 * each other. ITD_E_SCHEMA: a code that the HS of that day does not have. */
ITD_MUST_CHECK itd_status itd_check(const itd_rules *rules, const itd_hs *hs,
                                    const itd_check_request *req, itd_arena *arena,
                                    itd_check_answer *ret_answer, itd_error *err);

#endif
