/* Ports by name or UN/LOCODE, and the states they lie in: the World Port Index, with the names that
 * people give the ports of the DPRK beside it. A port that is not found is said to be unknown,
 * never taken for one of another state. An itd_ports is immutable once open and shared between
 * threads. */
#ifndef ITD_REGIME_PORTS_H
#define ITD_REGIME_PORTS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"
#include "regime/tables.h"

#define ITD_PORT_TEXT_MAX 200 /* bytes of a name that is looked at; a longer one is ITD_E_LIMIT */

typedef struct itd_port {
    itd_str        name;   /* as the index has it */
    itd_str        locode; /* "KPNAM"; empty: none is known */
    itd_str        state;  /* ISO alpha-2 in lower case */
    bool           has_claim;
    itd_claim_kind claim; /* of an exemption that is for this port alone */
    itd_str        source, confidence;
} itd_port;

typedef struct itd_ports itd_ports;

/* Reads ports.tsv and port_names.tsv of data_dir ("…/data/regime"). */
ITD_MUST_CHECK itd_status itd_ports_open(const char *data_dir, itd_ports **ret_ports,
                                         itd_error *err);
void                      itd_ports_free(itd_ports *ports); /* NULL is allowed */
size_t                    itd_ports_count(const itd_ports *ports);
const itd_port           *itd_ports_at(const itd_ports *ports, size_t index);

typedef struct itd_port_found {
    const itd_port *const *ports; /* all of that name, in the order of the index */
    size_t                 count;
    itd_str                state; /* that the text or an unknown locode names; empty: none */
} itd_port_found;

/* "Nampo", "Namp'o, DPRK", "Rajin (Rason)", "KPNAM", "KP NAM", "청진", "Port of Dalian". A state
 * that stands behind the name chooses among ports of one name; where no port of the name lies in
 * it, all are kept and the state is told. A name that is not known is taken by its state, a locode
 * by its first two letters; without one it is ITD_E_NOT_FOUND. Arrays live in the arena. */
ITD_MUST_CHECK itd_status itd_ports_find(const itd_ports *ports, itd_str text, itd_arena *arena,
                                         itd_port_found *ret_found, itd_error *err);
/* A port of that name, or a state named in its stead. */
bool itd_port_found_in(const itd_port_found *found, itd_str state);

#endif
