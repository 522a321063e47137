/* Units as people and customs write them. One barrel is 158.987294928 litres exactly (NIST Handbook
 * 44, appendix C). */
#include "regime/unit.h"

#include <stdio.h>

static const struct {
    const char *name;
    itd_unit    unit;
    uint64_t    numerator, denominator;
} units[] = {
    {"t", ITD_UNIT_TONNE, 1, 1},
    {"tonne", ITD_UNIT_TONNE, 1, 1},
    {"tonnes", ITD_UNIT_TONNE, 1, 1},
    {"mt", ITD_UNIT_TONNE, 1, 1},
    {"kg", ITD_UNIT_TONNE, 1, 1000},
    {"g", ITD_UNIT_TONNE, 1, 1000000},
    {"kt", ITD_UNIT_TONNE, 1000, 1},
    {"lb", ITD_UNIT_TONNE, 45359237, 100000000000},
    {"barrel", ITD_UNIT_BARREL, 1, 1},
    {"barrels", ITD_UNIT_BARREL, 1, 1},
    {"bbl", ITD_UNIT_BARREL, 1, 1},
    {"l", ITD_UNIT_BARREL, 1000000, 158987295},
    {"litre", ITD_UNIT_BARREL, 1000000, 158987295},
    {"litres", ITD_UNIT_BARREL, 1000000, 158987295},
    {"m3", ITD_UNIT_BARREL, 1000000000, 158987295},
    {"usd", ITD_UNIT_USD, 1, 1},
    {"piece", ITD_UNIT_OTHER, 1, 1},
    {"pieces", ITD_UNIT_OTHER, 1, 1},
    {"pcs", ITD_UNIT_OTHER, 1, 1},
    {"unit", ITD_UNIT_OTHER, 1, 1},
    {"units", ITD_UNIT_OTHER, 1, 1},
    {"u", ITD_UNIT_OTHER, 1, 1},
    {"pair", ITD_UNIT_OTHER, 1, 1},
    {"pairs", ITD_UNIT_OTHER, 1, 1},
    {"m", ITD_UNIT_OTHER, 1, 1},
    {"m2", ITD_UNIT_OTHER, 1, 1},
};

itd_status itd_unit_parse(itd_str text, itd_unit *ret_unit, uint64_t *ret_numerator,
                          uint64_t *ret_denominator, itd_error *err)
{
    const itd_str trimmed = itd_str_trim(text);

    for (size_t i = 0; i < ITD_ARRAY_LEN(units); i++) {
        if (!itd_str_equal_ascii_nocase(trimmed, itd_str_of(units[i].name)))
            continue;
        *ret_unit = units[i].unit;
        *ret_numerator = units[i].numerator;
        *ret_denominator = units[i].denominator;
        return ITD_OK;
    }
    return itd_error_set(
        err, ITD_E_USAGE,
        "\"%.*s\" is no known unit (t, kg, barrel, l, m3, USD, piece, pair, m, m2)",
        ITD_STR_ARGS(trimmed));
}

const char *itd_unit_name(itd_unit unit)
{
    static const char *const names[] = {"t", "barrel", "USD", ""};

    return names[unit];
}

/* value * numerator / denominator to the nearest, without leaving 64 bits for the sizes in use. */
static uint64_t scale(uint64_t value, uint64_t numerator, uint64_t denominator)
{
    const uint64_t whole = value / denominator, rest = value % denominator;

    if (numerator == 1)
        return whole + (rest >= denominator - rest ? 1 : 0);
    /* rest < denominator; a factor of both sides is taken out before the product would not fit. */
    if (numerator > UINT64_MAX / 2 / (rest + 1))
        return (uint64_t)((double)value * (double)numerator / (double)denominator + 0.5);
    return whole * numerator + (rest * numerator + denominator / 2) / denominator;
}

itd_status itd_amount_parse(itd_str number, itd_str unit_text, uint64_t *ret_amount,
                            itd_unit *ret_unit, itd_error *err)
{
    const itd_str text = itd_str_trim(number);
    const size_t  point = itd_str_find_char(text, '.');
    const itd_str decimals = point == SIZE_MAX ? (itd_str){0} : itd_str_from(text, point + 1);
    uint64_t      whole = 0, part = 0, numerator, denominator;
    itd_unit      unit;
    itd_status    st = itd_unit_parse(unit_text, &unit, &numerator, &denominator, err);

    if (st != ITD_OK)
        return st;
    if (itd_str_starts_with(text, ITD_STR("-")))
        return itd_error_set(err, ITD_E_USAGE, "\"%.*s\" is negative", ITD_STR_ARGS(text));
    if (!itd_str_parse_u64(itd_str_slice(text, 0, point), UINT64_MAX, &whole) ||
        (point != SIZE_MAX && (decimals.len == 0 || decimals.len > 4 ||
                               !itd_str_parse_u64(decimals, ITD_AMOUNT_SCALE, &part))))
        return itd_error_set(err, ITD_E_USAGE, "\"%.*s\" is no number with at most four decimals",
                             ITD_STR_ARGS(text));
    if (whole > ITD_AMOUNT_MAX || whole > ITD_AMOUNT_MAX * denominator / numerator)
        return itd_error_set(err, ITD_E_LIMIT, "\"%.*s\" is more than %llu", ITD_STR_ARGS(text),
                             (unsigned long long)ITD_AMOUNT_MAX);
    for (size_t i = decimals.len; i < 4; i++)
        part *= 10;
    *ret_amount = scale(whole * ITD_AMOUNT_SCALE + part, numerator, denominator);
    *ret_unit = unit;
    return ITD_OK;
}

uint64_t itd_amount_to_barrels(uint64_t tonnes, uint64_t barrels_per_tonne)
{
    return scale(tonnes, barrels_per_tonne, ITD_AMOUNT_SCALE);
}

uint64_t itd_amount_to_tonnes(uint64_t barrels, uint64_t barrels_per_tonne)
{
    return scale(barrels, ITD_AMOUNT_SCALE, barrels_per_tonne);
}

size_t itd_amount_format(uint64_t amount, char ret_text[static ITD_AMOUNT_TEXT_MAX])
{
    const uint64_t whole = amount / ITD_AMOUNT_SCALE, part = amount % ITD_AMOUNT_SCALE;
    size_t         len = (size_t)snprintf(ret_text, ITD_AMOUNT_TEXT_MAX, "%llu.%04llu",
                                          (unsigned long long)whole, (unsigned long long)part);

    while (len > 0 && ret_text[len - 1] == '0')
        len--;
    if (len > 0 && ret_text[len - 1] == '.')
        len--;
    ret_text[len] = '\0';
    return len;
}
