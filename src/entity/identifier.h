/* Identifiers with an arithmetic of their own, and the form in which two are compared.
 * Pure functions; safe from any thread. */
#ifndef ITD_ENTITY_IDENTIFIER_H
#define ITD_ENTITY_IDENTIFIER_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/str.h"
#include "entity/schema.h"

/* Seven digits, the last a weighted sum (7…2) modulo 10 (IMO resolution A.1117(30)). "IMO" before
 * the digits and blanks are passed over. */
bool itd_imo_is_valid(itd_str text);
/* Nine digits (ITU-R M.585). */
bool itd_mmsi_is_valid(itd_str text);
/* ISO 9362: 8 or 11 characters. */
bool itd_bic_is_valid(itd_str text);
/* ISO 17442, check digits by ISO 7064 MOD 97-10. */
bool itd_lei_is_valid(itd_str text);

/* Comparable form: letters and digits only, upper case, prefixes such as "IMO" dropped for
 * imoNumber. Empty when nothing is left. Of wallets the scheme of a payment link and "0x" go;
 * they keep their case where it is part of the number (Base58) and are lower case where it is not
 * (hexadecimal digits, Bech32). */
void itd_identifier_normalise(itd_prop prop, itd_str text, itd_buf *buf);
/* Schemes where an equal number alone names one party in the world: IMO, MMSI, BIC, LEI, wallet,
 * ISIN, aircraft serial with model excluded. Others need the country as well. */
bool itd_identifier_is_global(itd_prop prop);

#endif
