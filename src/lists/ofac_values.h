/* What the two readers of OFAC's layouts share: an entity under construction with the place it
 * stands at, and the making of names, programmes, titles, countries, dates and facts, so that both
 * layouts give the same values. One thread at a time. */
#ifndef ITD_LISTS_OFAC_VALUES_H
#define ITD_LISTS_OFAC_VALUES_H

#include <stdint.h>

#include "base/buf.h"
#include "entity/entity.h"
#include "lists/ofac_phrases.h"
#include "lists/report.h"

#define ITD_OFAC_COUNTRIES_MAX 512 /* countries told once per entry; more are told again */
#define ITD_OFAC_NUMBER_MAX 160    /* bytes; what is longer is no number but a sentence */
#define ITD_OFAC_WHERE_WORDS 3     /* leading words by which the report groups unknown remarks */

typedef struct itd_ofac_sink {
    itd_entity_builder *builder;
    itd_schema          schema;
    itd_list_report    *report; /* may be NULL */
    itd_str             file;   /* the place of what is read now */
    uint64_t            line;
    itd_str             id;
    itd_buf             scratch; /* owned; for texts put together */
    itd_status          failed;  /* of the scratch, until the entry is finished */
    itd_str             countries[ITD_OFAC_COUNTRIES_MAX]; /* codes told already; live for ever */
    size_t              country_count;
} itd_ofac_sink;

void itd_ofac_sink_init(itd_ofac_sink *sink);
void itd_ofac_sink_done(itd_ofac_sink *sink);
/* Starts an entry: Person, Vessel, Airplane, or Organization for what OFAC calls an entity. A type
 * that is not known gives LegalEntity, is kept under extra and reported. builder outlives the
 * entry. */
void itd_ofac_begin(itd_ofac_sink *sink, itd_entity_builder *builder, itd_str id, itd_str type,
                    itd_str type_origin);
/* *ret_ent lives in the builder's arena. Errors as itd_entity_finish, with file, line and id. */
ITD_MUST_CHECK itd_status itd_ofac_finish(itd_ofac_sink *sink, const itd_entity **ret_ent,
                                          itd_error *err);
/* Reports a case at the current place. */
void itd_ofac_report(itd_ofac_sink *sink, itd_str what, itd_str where);

/* A name with its parts as details where there are any. */
void itd_ofac_add_name(itd_ofac_sink *sink, itd_prop prop, itd_str name, itd_str last,
                       itd_str first, itd_str origin);
/* The same for "LAST, First" as the CSV set writes the names of persons. */
void itd_ofac_add_joined_name(itd_ofac_sink *sink, itd_prop prop, itd_str name, itd_str origin);
/* "aka", "a.k.a.", "fka", "nka", …, any case. A former name is previousName, all others are alias
 * with KIND where they say more; weak ones are weakAlias. An unknown type is told as KIND and
 * reported. Details of the caller may follow. */
void itd_ofac_add_alias(itd_ofac_sink *sink, itd_str type, bool weak, itd_str name, itd_str last,
                        itd_str first, itd_str origin);
/* "SDGT] [IRGC" → SDGT and IRGC. */
void itd_ofac_add_programs(itd_ofac_sink *sink, itd_str text, itd_str origin);
/* Titles and posts of the title column, parted by "; ". */
void itd_ofac_add_titles(itd_ofac_sink *sink, itd_str text, itd_str origin);
/* A country value in its ISO code with the publisher's words beside it; words that name no country
 * stay as they are and are reported. */
void itd_ofac_add_country(itd_ofac_sink *sink, itd_prop prop, itd_str words, itd_str origin);

/* The parts of one address; empty where the publisher gives none. */
typedef struct itd_ofac_address {
    itd_str street;
    itd_str city; /* in the CSV set with province and postal code */
    itd_str region;
    itd_str postal_code;
    itd_str country;
    itd_str note;
} itd_ofac_address;

/* One address value, and one country value for a country not told before. The CSV set has a row of
 * nulls for an entry without address; it stands as the address ITD_OFAC_NO_ADDRESS, so that rows
 * and addresses agree in number. */
#define ITD_OFAC_NO_ADDRESS "no address given"
void itd_ofac_add_address(itd_ofac_sink *sink, const itd_ofac_address *address, itd_str origin);

/* What both layouts say of a ship apart from its remarks; texts in this order, each with its
 * origin. */
enum {
    ITD_OFAC_CALL_SIGN,
    ITD_OFAC_VESSEL_TYPE,
    ITD_OFAC_TONNAGE,
    ITD_OFAC_GROSS_TONNAGE,
    ITD_OFAC_VESSEL_FLAG,
    ITD_OFAC_VESSEL_OWNER,
    ITD_OFAC_VESSEL_FIELDS
};
void itd_ofac_add_vessel(itd_ofac_sink *sink, const itd_str text[static ITD_OFAC_VESSEL_FIELDS],
                         const itd_str origin[static ITD_OFAC_VESSEL_FIELDS]);

/* A fact under the words of its phrase, with what a layout gives apart from the text (sdnList) or
 * nothing (CSV: then number, country and dates are looked for in the text). */
typedef struct itd_ofac_parts {
    bool    given; /* the parts below are the publisher's; the text is the number alone */
    itd_str country;
    itd_str issued;
    itd_str expires;
    bool    main; /* the publisher's first or main one */
} itd_ofac_parts;

/* false when the text behind the words cannot be what the words promise; then nothing was added. */
bool itd_ofac_add_fact(itd_ofac_sink *sink, const itd_ofac_match *match,
                       const itd_ofac_parts *parts, itd_str origin);

/* Country, day of issue and day of expiry beside the current value. */
void itd_ofac_add_country_details(itd_ofac_sink *sink, const itd_ofac_parts *parts);
/* A number under OFAC's word for its type ("Passport", "Gender", "Digital Currency Address - XBT"):
 * the words of the CSV set's remarks. false when the table does not know the whole type; then
 * nothing was added. Uses the scratch. */
bool itd_ofac_add_identifier(itd_ofac_sink *sink, itd_str type, itd_str number,
                             const itd_ofac_parts *parts, itd_str origin);

#endif
