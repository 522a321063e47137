/* What the phrases of OFAC mean: one table for the remarks column of the CSV set ("Passport A123
 * (Iran) expires 04 May 2024") and for idType of the sdnList schema ("Passport"), because OFAC
 * writes both from the same list of features. Static tables; safe from any thread. */
#ifndef ITD_LISTS_OFAC_PHRASES_H
#define ITD_LISTS_OFAC_PHRASES_H

#include <stdbool.h>

#include "base/str.h"
#include "entity/schema.h"

/* How the text behind the words of a phrase is read. */
typedef enum itd_ofac_kind {
    ITD_OFAC_DATE,     /* a date, circa, a range → prop */
    ITD_OFAC_COUNTRY,  /* a country → prop */
    ITD_OFAC_PLACE,    /* "Town, Province, Country" → birthPlace and birthCountry */
    ITD_OFAC_GENDER,   /* Male, Female */
    ITD_OFAC_DOCUMENT, /* "NUMBER (Country) issued DATE expires DATE"; a number has a digit */
    ITD_OFAC_CODE,     /* as DOCUMENT, but letters alone will do (a BIC) */
    ITD_OFAC_IMO,      /* an IMO number, of a ship or of a company */
    ITD_OFAC_WALLET,   /* "XBT ADDRESS" */
    ITD_OFAC_TEXT,     /* → prop as it stands */
    ITD_OFAC_CONTACT,  /* phone, mail, site → prop */
    ITD_OFAC_NAME,     /* another name → prop, with KIND */
    ITD_OFAC_LINK,     /* another party → link, with ROLE */
    ITD_OFAC_DAY,      /* a day that belongs to a measure, named by group → prop */
    ITD_OFAC_EXTRA,    /* a fact without a property: extra under `word` */
    ITD_OFAC_KNOWN,    /* a plain statement; stands in the notes and needs no field of its own */
} itd_ofac_kind;

typedef struct itd_ofac_phrase {
    itd_str       pattern; /* see ofac_phrases.c */
    itd_ofac_kind kind;
    itd_prop      prop;
    itd_str       word; /* KIND of a name, ROLE of a link (empty: as written), key of an extra */
} itd_ofac_phrase;

/* A phrase that was recognised; slices point into it or live for ever. */
typedef struct itd_ofac_match {
    const itd_ofac_phrase *phrase;
    itd_str                type;  /* its leading words, as written: "Tax ID No." */
    itd_str                group; /* what stands in the parentheses that the pattern asks for */
    itd_str                body;  /* the rest, trimmed */
} itd_ofac_match;

/* The row with the longest match at the start of text; false when there is none. */
bool itd_ofac_phrase_find(itd_str text, itd_ofac_match *ret_match);

/* Is the whole text an honorific that OFAC gives as a remark or title ("Haji", "Mullah")? */
bool itd_ofac_is_honorific(itd_str text);
/* Does the text name a post, rank or part that a person has ("Member of the State Duma")? Decided
 * by its words: one of them is in the table of roles. */
bool itd_ofac_is_role(itd_str text);

#endif
