/* A name from the command line or from a line of text as a customer. People type what they have:
 * what looks like a number (of a ship, a bank, a passport, a wallet) is looked up as one, too,
 * because a listed number must not be clear for having been typed where a name belongs. */
#include "base/utf8.h"
#include "cli/customers.h"
#include "entity/entity.h"
#include "entity/identifier.h"

/* Of a number: bytes, and digits among them, so that few names are taken for one. */
#define NUMBER_MIN 5
#define NUMBER_MAX 128
#define CALL_SIGN_MIN 4
#define NUMBER_DIGITS_MIN 4
/* As what a text may be looked up: as any number, as a wallet, whose letters keep their case. */
#define READINGS_MAX 2

/* Words that people write before a number, and what it is then. */
static const struct {
    const char *word;
    itd_prop    prop;
} words[] = {
    {"IMO", ITD_PROP_IMO_NUMBER},      {"MMSI", ITD_PROP_MMSI},
    {"BIC", ITD_PROP_SWIFT_BIC},       {"SWIFT", ITD_PROP_SWIFT_BIC},
    {"LEI", ITD_PROP_LEI_CODE},        {"Passport", ITD_PROP_PASSPORT_NUMBER},
    {"MSN", ITD_PROP_SERIAL_NUMBER},   {"Tail number", ITD_PROP_REGISTRATION_NUMBER},
    {"Call sign", ITD_PROP_CALL_SIGN},
};

static bool is_apart(char ch)
{
    return ch == ' ' || ch == ':' || ch == '.' || ch == '#' || ch == '-';
}

/* Takes such a word away. */
static bool take_word(itd_str *text, itd_prop *ret_prop)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(words); i++) {
        const itd_str word = itd_str_of(words[i].word);
        size_t        at = word.len;

        if (text->len <= word.len || !is_apart(text->ptr[word.len]) ||
            !itd_str_equal_ascii_nocase(itd_str_slice(*text, 0, word.len), word))
            continue;
        while (at < text->len && is_apart(text->ptr[at]))
            at++;
        *text = itd_str_from(*text, at);
        *ret_prop = words[i].prop;
        return true;
    }
    return false;
}

static size_t digits_of(itd_str text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++)
        count += itd_char_is_digit(text.ptr[i]);
    return count;
}

/* Many words have eight letters: without a digit a BIC stands in capitals. */
static bool is_bic(itd_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!itd_char_is_digit(text.ptr[i]) && (text.ptr[i] < 'A' || text.ptr[i] > 'Z'))
            return false;
    return itd_bic_is_valid(text);
}

static size_t read_number(itd_str text, itd_request_identifier ret_numbers[static READINGS_MAX])
{
    itd_prop prop;

    if (take_word(&text, &prop)) {
        ret_numbers[0] = (itd_request_identifier){.prop = prop, .text = text};
        return text.len >= (prop == ITD_PROP_CALL_SIGN ? CALL_SIGN_MIN : NUMBER_MIN) &&
               text.len <= NUMBER_MAX;
    }
    if (is_bic(text)) {
        ret_numbers[0] = (itd_request_identifier){.prop = ITD_PROP_SWIFT_BIC, .text = text};
        return 1;
    }
    if (text.len < NUMBER_MIN || text.len > NUMBER_MAX || digits_of(text) < NUMBER_DIGITS_MIN)
        return 0;
    ret_numbers[0] = (itd_request_identifier){.prop = ITD_PROP_OTHER_ID, .text = text};
    ret_numbers[1] = (itd_request_identifier){.prop = ITD_PROP_WALLET, .text = text};
    return 2;
}

/* Numbers of the facts and of the text itself. */
static itd_status take_numbers(itd_str text, itd_arena *arena, itd_request *req, itd_error *err)
{
    itd_request_identifier  found[READINGS_MAX];
    const size_t            count = read_number(text, found);
    itd_request_identifier *all;

    if (count == 0 || req->identifier_count > ITD_REQUEST_FACTS_MAX - count)
        return ITD_OK;
    all = itd_arena_new_array(arena, req->identifier_count + count, sizeof *all);
    if (!all)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < req->identifier_count; i++)
        all[i] = req->identifiers[i];
    for (size_t i = 0; i < count; i++)
        all[req->identifier_count + i] = found[i];
    req->identifiers = all;
    req->identifier_count += count;
    return ITD_OK;
}

static itd_status check_name(itd_str given, itd_str name, itd_error *fault)
{
    itd_status st = itd_utf8_check_text(given, fault);

    if (st == ITD_OK && name.len == 0)
        return itd_error_set(fault, ITD_E_USAGE, "the name is empty");
    if (st == ITD_OK && name.len > ITD_ENTITY_NAME_MAX)
        st = itd_error_set(fault, ITD_E_LIMIT, "a name of %zu bytes is longer than %zu", name.len,
                           ITD_ENTITY_NAME_MAX);
    if (st != ITD_OK)
        itd_error_in_field(fault, ITD_STR("name"));
    return st;
}

itd_status itd_customer_of_name(itd_str name, const itd_request *facts, itd_arena *arena,
                                itd_customer *ret_customer, itd_error *err)
{
    itd_customer customer = {.req = {.schema = ITD_SCHEMA_LEGAL_ENTITY}};
    itd_str     *names = itd_arena_new_array(arena, 1, sizeof *names);
    itd_error   *fault = itd_arena_new_array(arena, 1, sizeof *fault);
    itd_status   st = ITD_OK;

    if (!names || !fault)
        return itd_error_no_memory(err);
    names[0] = itd_str_trim(name);
    if (check_name(name, names[0], fault) != ITD_OK) {
        customer.fault = fault;
    } else {
        if (facts)
            customer.req = *facts;
        customer.name = names[0];
        customer.req.names = names;
        customer.req.name_count = 1;
        st = take_numbers(names[0], arena, &customer.req, err);
    }
    *ret_customer = customer;
    return st;
}
