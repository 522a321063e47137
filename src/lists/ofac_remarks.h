/* The remarks of OFAC's entries, where the CSV set keeps most facts as one line of text:
 * "DOB 04 Sep 1957; POB Najaf, Iraq; Passport A123 (Iran); a.k.a. 'ABU X'; Linked To: SOMEONE."
 * The text is kept whole as notes and read phrase by phrase into values. One thread at a time. */
#ifndef ITD_LISTS_OFAC_REMARKS_H
#define ITD_LISTS_OFAC_REMARKS_H

#include "lists/ofac_values.h"

/* OFAC cuts a remark of the CSV set after this many characters and puts the rest, byte for byte,
 * into the comments file. */
#define ITD_OFAC_REMARK_CUT 1000

typedef struct itd_ofac_remarks {
    itd_str text;       /* joined with its continuation, untrimmed */
    bool    is_cut;     /* the rest is missing: the last phrase is kept and not read */
    bool    has_period; /* the publisher ends the text with a period of his own (CSV) */
    itd_str origin;
} itd_ofac_remarks;

/* Adds the notes and everything the phrases say to the entry of the sink. What no rule knows goes
 * to extra "remark" and into the report by its leading words. */
void itd_ofac_add_remarks(itd_ofac_sink *sink, const itd_ofac_remarks *remarks);

/* Cuts the next phrase off *rest, which must not be empty: up to the next "; ", but not inside a
 * quoted name. false when *rest was used up. *ret_closed: did a separator follow? */
bool itd_ofac_next_phrase(itd_str *rest, itd_str *ret_phrase, bool *ret_closed);

#endif
