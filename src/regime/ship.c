/* Check digits of ships, and the digits that stand for states. */
#include "regime/ship.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "regime/tsv.h"

#define MID_SHIP_MIN 201
#define MID_SHIP_MAX 775
#define HINT_BYTES_MAX 512

/* Six digits weigh 7 to 2; the sum ends in the seventh. */
static bool fits(const char digits[static ITD_IMO_DIGITS])
{
    int sum = 0;

    for (int i = 0; i < ITD_IMO_DIGITS - 1; i++)
        sum += (digits[i] - '0') * (ITD_IMO_DIGITS - i);
    return sum % 10 == digits[ITD_IMO_DIGITS - 1] - '0';
}

/* The next exchange of neighbours, from place `from` on, that mends the number, into swapped;
 * SIZE_MAX when there is none. */
static size_t find_swap(const char digits[static ITD_IMO_DIGITS], size_t from,
                        char swapped[static ITD_IMO_DIGITS + 1])
{
    for (size_t i = from; i + 1 < ITD_IMO_DIGITS; i++) {
        memcpy(swapped, digits, ITD_IMO_DIGITS + 1);
        swapped[i] = digits[i + 1];
        swapped[i + 1] = digits[i];
        if (fits(swapped))
            return i;
    }
    return SIZE_MAX;
}

/* The numbers that two exchanged neighbours may have been meant for are named, each of them. */
static itd_status refuse_check_digit(const itd_imo *imo, itd_error *err)
{
    char       swapped[ITD_IMO_DIGITS + 1];
    size_t     swap = find_swap(imo->digits, 0, swapped);
    itd_buf    hint;
    itd_status st;

    itd_buf_init(&hint, HINT_BYTES_MAX);
    for (bool first = true; swap != SIZE_MAX; swap = find_swap(imo->digits, swap + 1, swapped)) {
        itd_buf_printf(&hint, "%s digits %zu and %zu may have changed places (%s)",
                       first ? ";" : ", or", swap + 1, swap + 2, swapped);
        first = false;
    }
    st =
        itd_error_set(err, ITD_E_CHECK_DIGIT, "%s: the check digit of this IMO number is wrong%.*s",
                      imo->digits, ITD_STR_ARGS(itd_buf_text(&hint)));
    itd_buf_done(&hint);
    return st;
}

itd_status itd_imo_parse(itd_str text, itd_imo *ret_imo, itd_error *err)
{
    itd_str rest = itd_str_trim(text);
    itd_imo imo = {.digits = ""};
    size_t  len = 0;

    if (itd_str_starts_with_ascii_nocase(rest, ITD_STR("IMO")))
        rest = itd_str_trim(itd_str_from(rest, 3));
    for (size_t i = 0; i < rest.len; i++) {
        if (!itd_char_is_digit(rest.ptr[i]))
            return itd_error_set(err, ITD_E_SYNTAX, "\"%.*s\" is no IMO number (seven digits)",
                                 ITD_STR_ARGS(itd_str_trim(text)));
        if (len < ITD_IMO_DIGITS)
            imo.digits[len] = rest.ptr[i];
        len++;
    }
    if (len != ITD_IMO_DIGITS)
        return itd_error_set(err, ITD_E_SYNTAX,
                             "\"%.*s\" has %zu digits, an IMO number has seven%s",
                             ITD_STR_ARGS(itd_str_trim(text)), len,
                             len == ITD_MMSI_DIGITS ? "; nine are an MMSI" : "");
    if (!fits(imo.digits))
        return refuse_check_digit(&imo, err);
    *ret_imo = imo;
    return ITD_OK;
}

itd_status itd_mmsi_parse(itd_str text, unsigned *ret_mid, itd_error *err)
{
    const itd_str trimmed = itd_str_trim(text);
    uint64_t      number, mid;

    if (trimmed.len != ITD_MMSI_DIGITS || !itd_str_parse_u64(trimmed, 999999999, &number))
        return itd_error_set(err, ITD_E_SYNTAX, "\"%.*s\" is no MMSI (nine digits)",
                             ITD_STR_ARGS(trimmed));
    mid = number / 1000000;
    if (mid < MID_SHIP_MIN || mid > MID_SHIP_MAX)
        return itd_error_set(err, ITD_E_SYNTAX, "\"%.*s\" is not the MMSI of a ship",
                             ITD_STR_ARGS(trimmed));
    *ret_mid = (unsigned)mid;
    return ITD_OK;
}

/* ---- mid.tsv ---- */

enum { MID, COUNTRY, SOURCE, COLUMNS };
static const itd_tsv_column columns[COLUMNS] = {{"mid", true}, {"country", true}, {"source", true}};

struct loading {
    itd_arena *arena;
    itd_mids  *mids;
};

static itd_status take_mid(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    struct loading *loading = ctx;
    uint64_t        mid;

    if (row->cells[MID].len != 3 || !itd_str_parse_u64(row->cells[MID], ITD_MIDS_MAX - 1, &mid))
        return itd_tsv_refuse(row, MID, ITD_E_SYNTAX, err, "\"%.*s\" is not three digits",
                              ITD_STR_ARGS(row->cells[MID]));
    if (loading->mids->countries[mid].len > 0)
        return itd_tsv_refuse(row, MID, ITD_E_DUPLICATE, err, "stands there already");
    return itd_tsv_text(row, COUNTRY, loading->arena, &loading->mids->countries[mid], err);
}

itd_status itd_mids_load(const char *data_dir, itd_arena *arena, itd_mids *ret_mids, itd_error *err)
{
    struct loading loading = {arena, ret_mids};
    char           path[ITD_PATH_MAX];
    itd_status     st = itd_path_join(path, data_dir, "mid.tsv", NULL, err);

    *ret_mids = (itd_mids){.countries = {{0}}};
    return st == ITD_OK ? itd_tsv_read_file(path, columns, COLUMNS, take_mid, &loading, err) : st;
}

itd_str itd_mids_country(const itd_mids *mids, unsigned mid)
{
    return mid < ITD_MIDS_MAX ? mids->countries[mid] : (itd_str){0};
}
