/* Columns of customer files. Only spellings that can mean nothing else are known;
 * anything else is refused by name, because a column that is passed over in silence is a fact
 * not screened. */
#include "cli/customer_fields.h"

#include <string.h>

#include "codec/ini.h"

#define COLUMN_MAX 256       /* bytes of a column's name */
#define MAP_COLUMNS_MAX 1024 /* columns one map names */
#define MAP_BYTES_MAX ((size_t)4 << 20)

/* clang-format off */
static const struct {
    const char *name;
    const char *spellings; /* others, in their comparable form: English, German, French, Spanish */
    const char *properties; /* of FollowTheMoney */
} fields[ITD_CUSTOMER_FIELD_COUNT] = {
    [ITD_CUSTOMER_ID] = {"id", "customer_id client_id customer_no customer_number "
                               "client_number account_id party_id person_id reference ref "
                               "kundennummer kundennr kunden_nr kunden_id numero_client "
                               "numero_de_client no_client numero_de_cliente numero_cliente "
                               "id_cliente", ""},
    [ITD_CUSTOMER_NAME] = {"name", "full_name fullname customer_name client_name account_name "
                                   "names alias aliases former_name former_names previous_name "
                                   "previous_names company_name legal_name joint_name "
                                   "joint_holder co_holder second_holder "
                                   "vollstandiger_name vollstaendiger_name firma firmenname "
                                   "fruherer_name frueherer_name "
                                   "nom nom_complet raison_sociale ancien_nom "
                                   "nombre nombre_completo razon_social nombre_anterior",
                           "name alias weakAlias previousName abbreviation"},
    [ITD_CUSTOMER_SCHEMA] = {"schema", "type customer_type client_type entity_type "
                                       "kundenart kundentyp type_de_client tipo_de_cliente", ""},
    [ITD_CUSTOMER_BIRTH_DATE] = {"birth_date", "birthdate date_of_birth dob birthday born "
                                               "geburtsdatum geburtstag geb_datum "
                                               "date_de_naissance fecha_de_nacimiento "
                                               "fecha_nacimiento",
                                 "birthDate"},
    [ITD_CUSTOMER_NATIONALITY] = {"nationality", "nationalities citizenship "
                                                 "nationalitat nationalitaet staatsangehorigkeit "
                                                 "staatsangehoerigkeit staatsburgerschaft "
                                                 "nationalite nacionalidad",
                                  "nationality citizenship"},
    [ITD_CUSTOMER_COUNTRY] = {"country", "countries country_code residence country_of_residence "
                                         "land wohnsitzland pays pays_de_residence pais "
                                         "pais_de_residencia",
                              "country jurisdiction mainCountry"},
    [ITD_CUSTOMER_GENDER] = {"gender", "sex geschlecht sexe sexo genero", "gender"},
    [ITD_CUSTOMER_ID_NUMBER] = {"id_number", "idnumber national_id registration_number tax_id "
                                             "ausweisnummer steuernummer numero_d'identite "
                                             "numero_de_identificacion",
                                "idNumber registrationNumber taxNumber innCode ogrnCode"},
    [ITD_CUSTOMER_PASSPORT] = {"passport", "passport_number passport_no reisepass passnummer "
                                           "reisepassnummer passeport numero_de_passeport "
                                           "pasaporte numero_de_pasaporte", "passportNumber"},
    [ITD_CUSTOMER_IMO] = {"imo", "imo_number imonumber imo_no", "imoNumber"},
    [ITD_CUSTOMER_BIC] = {"bic", "swift swift_bic swiftbic bic_code swift_code", "swiftBic"},
    [ITD_CUSTOMER_WALLET] = {"wallet", "wallet_address", "publicKey"},
    [ITD_CUSTOMER_MMSI] = {"mmsi", "mmsi_number", "mmsi"},
    [ITD_CUSTOMER_CALL_SIGN] = {"call_sign", "callsign radio_call_sign", "callSign"},
    [ITD_CUSTOMER_TAIL_NUMBER] = {"tail_number", "tail_no aircraft_registration "
                                                 "registration_mark", ""},
    [ITD_CUSTOMER_SERIAL_NUMBER] = {"serial_number", "msn construction_number", "serialNumber"},
    [ITD_CUSTOMER_LEI] = {"lei", "lei_code legal_entity_identifier", "leiCode"},
    [ITD_CUSTOMER_ADDRESS] = {"address", "street city postcode postal_code zip address_line "
                                         "adresse anschrift strasse ort stadt plz postleitzahl "
                                         "rue ville code_postal direccion calle ciudad "
                                         "codigo_postal",
                              "address"},
    [ITD_CUSTOMER_FIRST_NAME] = {"first_name", "firstname given_name given_names forename "
                                               "vorname vornamen prenom prenoms nombres "
                                               "nombre_de_pila", ""},
    [ITD_CUSTOMER_MIDDLE_NAME] = {"middle_name", "middlename middle_names second_name "
                                                 "patronymic zweiter_vorname deuxieme_prenom "
                                                 "segundo_nombre", ""},
    [ITD_CUSTOMER_LAST_NAME] = {"last_name", "lastname surname family_name nachname "
                                             "familienname zuname nom_de_famille apellido "
                                             "apellidos primer_apellido", ""},
    [ITD_CUSTOMER_MAIDEN_NAME] = {"maiden_name", "birth_name name_at_birth nee geburtsname "
                                                 "madchenname maedchenname nom_de_naissance "
                                                 "nom_de_jeune_fille apellido_de_soltera", ""},
    [ITD_CUSTOMER_RELATED_TO] = {"related_to", "parent_id parent parent_customer_id "
                                               "related_to_id related_customer_id company_id "
                                               "belongs_to principal_id", ""},
    [ITD_CUSTOMER_ROLE] = {"role", "roles relation relationship relation_type "
                                   "relationship_type role_type capacity funktion rolle "
                                   "fonction qualite rol cargo", ""},
};
/* clang-format on */

static const char known_fields[] = "id, name, first_name, middle_name, last_name, maiden_name, "
                                   "schema, birth_date, nationality, country, gender, id_number, "
                                   "passport, imo, bic, wallet, mmsi, call_sign, tail_number, "
                                   "serial_number, lei, address, related_to, role";

/* The letter under the accent of U+00C0 to U+00FF, by the second byte of UTF-8; 0: none. */
static char plain_letter(char second)
{
    static const char letters[] = "aaaaaa\0ceeeeiiii\0nooooo\0ouuuuy\0s";
    const unsigned    at = (unsigned char)second & 0x1FU;

    return ((unsigned char)second & 0xC0U) == 0x80 ? letters[at] : '\0';
}

/* Lower case without accents, '_' for runs of blanks, hyphens and points ("Kunden-Nr.",
 * "PRÉNOM"). */
static itd_str comparable(itd_str column, char text[static COLUMN_MAX])
{
    size_t len = 0;

    column = itd_str_trim(column);
    for (size_t i = 0; i < column.len && len < COLUMN_MAX; i++) {
        char ch = column.ptr[i];

        if ((ch == '\xCC' || ch == '\xCD') && i + 1 < column.len) {
            i++; /* an accent that stands alone, as some systems write them */
            continue;
        }
        if (ch == '\xC3' && i + 1 < column.len && column.ptr[i + 1] == '\x9F')
            text[len++] = 's'; /* ß; the second s is below */
        if (len < COLUMN_MAX && ch == '\xC3' && i + 1 < column.len &&
            plain_letter(column.ptr[i + 1]) != '\0')
            ch = plain_letter(column.ptr[++i]);
        else if (ch == ' ' || ch == '-' || ch == '.' || ch == '\t' || ch == '\n' || ch == '\r')
            ch = '_';
        if (len < COLUMN_MAX && (ch != '_' || len == 0 || text[len - 1] != '_'))
            text[len++] = itd_char_lower(ch);
    }
    while (len > 1 && text[len - 1] == '_')
        len--;
    return (itd_str){text, len};
}

static itd_str without_number(itd_str column)
{
    size_t len = column.len;

    while (len > 0 && itd_char_is_digit(column.ptr[len - 1]))
        len--;
    if (len < column.len && len > 0 && column.ptr[len - 1] == '_')
        len--;
    return itd_str_slice(column, 0, len);
}

static bool find_own(itd_str column, itd_customer_field *ret_field)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(fields); i++) {
        itd_str rest = itd_str_of(fields[i].spellings), spelling = itd_str_of(fields[i].name);

        do {
            if (!itd_str_equal(column, spelling))
                continue;
            *ret_field = (itd_customer_field)i;
            return true;
        } while (itd_str_next_part(&rest, ITD_STR(" "), &spelling));
    }
    return false;
}

static bool find_field(const itd_customer_map *map, itd_str column, itd_customer_field *ret_field)
{
    char          text[COLUMN_MAX];
    const itd_str key = comparable(column, text);

    if (map && map->count > 0) {
        const uint64_t *mapped = itd_map_find(&map->columns, key);

        if (mapped) {
            *ret_field = (itd_customer_field)*mapped;
            return true;
        }
    }
    return find_own(key, ret_field) ||
           (find_own(without_number(key), ret_field) &&
            (*ret_field == ITD_CUSTOMER_NAME || *ret_field == ITD_CUSTOMER_ADDRESS));
}

bool itd_customer_field_known(const itd_customer_map *map, itd_str column)
{
    itd_customer_field field;

    return find_field(map, column, &field);
}

bool itd_customer_field_is_own_id(itd_str column)
{
    char          text[COLUMN_MAX];
    const itd_str key = comparable(column, text);

    return itd_str_equal(key, ITD_STR("id")) || itd_str_equal(key, ITD_STR("person_id")) ||
           itd_str_equal(key, ITD_STR("party_id"));
}

itd_status itd_customer_field_find(const itd_customer_map *map, itd_str column,
                                   itd_customer_field *ret_field, itd_error *err)
{
    if (find_field(map, column, ret_field))
        return ITD_OK;
    (void)itd_error_set(
        err, ITD_E_SCHEMA,
        "unknown column; known: %s; --map FILE names others, `column = -` drops one", known_fields);
    itd_error_in_field(err, itd_str_trim(column));
    return ITD_E_SCHEMA;
}

const char *itd_customer_field_name(itd_customer_field field)
{
    return field < ITD_CUSTOMER_FIELD_COUNT ? fields[field].name : "-";
}

bool itd_customer_field_asks(itd_customer_field field)
{
    return field == ITD_CUSTOMER_NAME || field == ITD_CUSTOMER_LAST_NAME ||
           (field >= ITD_CUSTOMER_ID_NUMBER && field <= ITD_CUSTOMER_WALLET);
}

bool itd_customer_field_is_single(itd_customer_field field)
{
    return field == ITD_CUSTOMER_ID || field == ITD_CUSTOMER_SCHEMA ||
           field == ITD_CUSTOMER_GENDER ||
           (field >= ITD_CUSTOMER_FIRST_NAME && field <= ITD_CUSTOMER_MAIDEN_NAME);
}

bool itd_customer_field_of_property(itd_str property, itd_customer_field *ret_field)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(fields); i++) {
        itd_str rest = itd_str_of(fields[i].properties), name;

        while (itd_str_next_part(&rest, ITD_STR(" "), &name))
            if (name.len > 0 && itd_str_equal(property, name)) {
                *ret_field = (itd_customer_field)i;
                return true;
            }
    }
    return false;
}

/* ---- map files ---- */

static itd_status add_mapping(void *ctx, itd_str section, itd_str key, itd_str value, uint64_t line,
                              itd_error *err)
{
    itd_customer_map  *map = ctx;
    char               text[COLUMN_MAX];
    itd_str            column;
    itd_customer_field field = ITD_CUSTOMER_IGNORED;
    uint64_t          *slot;
    bool               added;

    (void)line;
    if (section.len > 0 && !itd_str_equal(section, ITD_STR("columns")))
        return itd_error_set(err, ITD_E_SCHEMA, "unknown section [%.*s]; [columns] is the only one",
                             ITD_STR_ARGS(section));
    if (!itd_str_equal(value, ITD_STR("-")) && !find_own(value, &field)) {
        (void)itd_error_set(err, ITD_E_SCHEMA, "\"%.*s\" is no field; known are %s, and - for none",
                            ITD_STR_ARGS(value), known_fields);
        itd_error_in_field(err, key);
        return ITD_E_SCHEMA;
    }
    if (map->count == MAP_COLUMNS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d columns", MAP_COLUMNS_MAX);
    map->names = map->count == map->cap ? itd_arena_grow(map->arena, map->names, map->count,
                                                         &map->cap, sizeof *map->names)
                                        : map->names;
    if (!map->names || !itd_arena_copy(map->arena, key, &map->names[map->count]) ||
        !itd_arena_copy(map->arena, comparable(key, text), &column) ||
        !itd_map_add(&map->columns, column, &slot, &added))
        return itd_error_no_memory(err);
    if (!added) {
        (void)itd_error_set(err, ITD_E_DUPLICATE, "the column is mapped twice");
        itd_error_in_field(err, key);
        return ITD_E_DUPLICATE;
    }
    *slot = (uint64_t)field;
    map->count++;
    return ITD_OK;
}

itd_status itd_customer_map_open(const char *path, itd_customer_map *ret_map, itd_error *err)
{
    itd_customer_map map = {.path = itd_str_of(path)};
    itd_status       st;

    itd_map_init(&map.columns);
    map.arena = itd_arena_new(MAP_BYTES_MAX);
    if (!map.arena)
        return itd_error_no_memory(err);
    st = itd_ini_parse_file(path, add_mapping, &map, err);
    if (st == ITD_OK && map.count == 0) {
        st = itd_error_set(err, ITD_E_SCHEMA, "the map names no column");
        itd_error_in_file(err, map.path);
    }
    if (st != ITD_OK)
        itd_customer_map_close(&map);
    else
        *ret_map = map;
    return st;
}

void itd_customer_map_close(itd_customer_map *map)
{
    if (!map)
        return;
    itd_map_done(&map->columns);
    itd_arena_free(map->arena);
    *map = (itd_customer_map){0};
}
