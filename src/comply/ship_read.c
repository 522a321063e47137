/* What listings ask of states (vessel_duties.tsv), registers of ships (register*.csv, vessels*.csv)
 * and their port calls (port*.csv). Every row is checked; kept are those of listed ships. */
#include "base/file.h"
#include "comply/comply_internal.h"
#include "regime/tsv.h"

/* ---- duties ---- */

enum { MEASURE, DUTY, LISTING, DUTY_OWNER, CERTAIN, SOURCE, CONFIDENCE, NOTE };

static const itd_tsv_column duty_columns[] = {
    [MEASURE] = {"measure", true},       [DUTY] = {"duty", true},
    [LISTING] = {"listing", false},      [DUTY_OWNER] = {"owner", false},
    [CERTAIN] = {"certain", true},       [SOURCE] = {"source", true},
    [CONFIDENCE] = {"confidence", true}, [NOTE] = {"note", false},
};
static const char *const duty_kinds[] = {"de-flag", "port-entry"};
static const char *const answers[] = {"no", "yes"};

static itd_status take_listing(const struct itd_ships *ships, const itd_tsv_row *row,
                               itd_ship_duty *duty, itd_error *err)
{
    itd_str rest = row->cells[LISTING], part;

    while (row->cells[LISTING].len > 0 && itd_str_next_part(&rest, ITD_STR(";"), &part)) {
        if (duty->listing_count == ITD_LISTING_MEASURES_MAX)
            return itd_tsv_refuse(row, LISTING, ITD_E_LIMIT, err, "more than %d measures",
                                  ITD_LISTING_MEASURES_MAX);
        duty->listing[duty->listing_count] = itd_rules_find(ships->rules, itd_str_trim(part));
        if (duty->listing[duty->listing_count++] == SIZE_MAX)
            return itd_tsv_refuse(row, LISTING, ITD_E_SCHEMA, err, "no such measure");
    }
    return ITD_OK;
}

static itd_status take_duty(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    struct itd_ships *ships = ctx;
    itd_ship_duty     duty = {.measure = itd_rules_find(ships->rules, row->cells[MEASURE])};
    size_t            kind = 0, certain = 0;
    itd_status        st;

    if (duty.measure == SIZE_MAX)
        return itd_tsv_refuse(row, MEASURE, ITD_E_SCHEMA, err, "no such measure");
    if (ships->duty_count == ITD_SHIP_DUTIES_MAX)
        return itd_tsv_refuse(row, MEASURE, ITD_E_LIMIT, err, "more than %d rows",
                              ITD_SHIP_DUTIES_MAX);
    st = itd_tsv_word(row, DUTY, duty_kinds, ITD_ARRAY_LEN(duty_kinds), &kind, err);
    if (st == ITD_OK)
        st = itd_tsv_word(row, CERTAIN, answers, ITD_ARRAY_LEN(answers), &certain, err);
    if (st == ITD_OK)
        st = take_listing(ships, row, &duty, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, DUTY_OWNER, ships->arena, &duty.owner, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, SOURCE, ships->arena, &duty.source, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, CONFIDENCE, ships->arena, &duty.confidence, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, NOTE, ships->arena, &duty.note, err);
    if (st == ITD_OK && duty.listing_count == 0 && duty.owner.len == 0)
        st = itd_tsv_refuse(row, LISTING, ITD_E_INCOMPLETE, err, "neither a listing nor an owner");
    if (st != ITD_OK)
        return st;
    duty.kind = (itd_ship_duty_kind)kind;
    duty.is_certain = certain == 1;
    ships->duties[ships->duty_count++] = duty;
    return ITD_OK;
}

itd_status itd_ships_init(struct itd_ships *ships, const char *regime_dir, itd_error *err)
{
    char       path[ITD_PATH_MAX];
    itd_status st = itd_path_join(path, regime_dir, "vessel_duties.tsv", NULL, err);

    ships->duties = itd_arena_new_array(ships->arena, ITD_SHIP_DUTIES_MAX, sizeof ships->duties[0]);
    if (!ships->duties)
        return itd_error_no_memory(err);
    if (st == ITD_OK)
        st = itd_tsv_read_file(path, duty_columns, ITD_ARRAY_LEN(duty_columns), take_duty, ships,
                               err);
    if (st != ITD_OK)
        return st;
    ships->seen = itd_arena_new_array(ships->arena, itd_rules_vessel_count(ships->rules) + 1,
                                      sizeof ships->seen[0]);
    return ships->seen ? ITD_OK : itd_error_no_memory(err);
}

/* ---- what both files have ---- */

/* The number of a ship; *ret_is_listed: at some time, by the rules. */
static itd_status take_imo(const struct itd_ships *ships, const struct itd_row *row, size_t column,
                           bool *seen, itd_str *ret_imo, bool *ret_is_listed, itd_error *err)
{
    itd_imo    imo;
    itd_status st = itd_imo_parse(row->cells[column], &imo, err);

    if (st != ITD_OK) {
        itd_error_on_line(err, row->line);
        itd_error_in_field(err, itd_str_of(row->columns[column].name));
        return st;
    }
    *ret_is_listed = false;
    for (size_t i = 0; i < itd_rules_vessel_count(ships->rules); i++) {
        const itd_listed_vessel *vessel = itd_rules_vessel_at(ships->rules, i);

        if (!itd_str_equal(vessel->imo, itd_str_of(imo.digits)))
            continue;
        *ret_is_listed = true;
        *ret_imo = vessel->imo;
        if (seen)
            seen[i] = true;
    }
    return ITD_OK;
}

static itd_status take_state(const struct itd_ships *ships, const struct itd_row *row,
                             size_t column, uint16_t *ret_area, itd_error *err)
{
    *ret_area = 0;
    if (row->cells[column].len == 0)
        return ITD_OK;
    if (!itd_areas_find(ships->areas, row->cells[column], ret_area) || *ret_area == 0)
        return itd_row_refuse(row, column, ITD_E_SCHEMA, "is no state", err);
    return ITD_OK;
}

static bool is_after(itd_date day, itd_date other)
{
    return itd_date_compare(day, other) > 0;
}

static itd_status copy(const struct itd_ships *ships, itd_str text, itd_str *ret_copy,
                       itd_error *err)
{
    return itd_arena_copy(ships->arena, text, ret_copy) ? ITD_OK : itd_error_no_memory(err);
}

static itd_status check_room(size_t count, uint64_t line, itd_error *err)
{
    return count < ITD_COMPLY_SHIP_ROWS_MAX
               ? ITD_OK
               : itd_error_at_line(err, ITD_E_LIMIT, line, "more than %zu rows of listed ships",
                                   ITD_COMPLY_SHIP_ROWS_MAX);
}

/* ---- registers ---- */

enum { IMO, NAME, FLAG, OWNER, OWNER_STATE, FROM, TO };

static const struct itd_rows_column register_columns[] = {
    [IMO] = {"imo", true},
    [NAME] = {"name", false},
    [FLAG] = {"flag", true},
    [OWNER] = {"owner", false},
    [OWNER_STATE] = {"owner_state", false},
    [FROM] = {"from", true},
    [TO] = {"to", true},
};

static itd_status keep_ship(struct itd_ships *ships, const struct itd_row *row,
                            struct itd_ship_row *ship, itd_error *err)
{
    void      *rows;
    itd_status st = check_room(ships->row_count, row->line, err);

    if (st == ITD_OK)
        st = copy(ships, row->cells[NAME], &ship->name, err);
    if (st == ITD_OK)
        st = copy(ships, row->cells[OWNER], &ship->owner, err);
    if (st != ITD_OK)
        return st;
    rows =
        itd_arena_grow(ships->arena, ships->rows, ships->row_count, &ships->row_cap, sizeof *ship);
    if (!rows)
        return itd_error_no_memory(err);
    ships->rows = rows;
    ships->rows[ships->row_count++] = *ship;
    return ITD_OK;
}

static itd_status take_ship(void *ctx, const struct itd_row *row, itd_error *err)
{
    struct itd_ships   *ships = ctx;
    struct itd_ship_row ship = {.file = ships->file, .line = row->line};
    bool                is_listed = false;
    itd_status          st = take_imo(ships, row, IMO, ships->seen, &ship.imo, &is_listed, err);

    if (st == ITD_OK)
        st = take_state(ships, row, FLAG, &ship.flag, err);
    if (st == ITD_OK)
        st = take_state(ships, row, OWNER_STATE, &ship.owner_area, err);
    if (st == ITD_OK)
        st = itd_row_day(row, FROM, false, &ship.from, err);
    if (st == ITD_OK)
        st = itd_row_day(row, TO, true, &ship.to, err);
    if (st != ITD_OK)
        return st;
    if (ship.to.year != 0 && !is_after(ship.to, ship.from))
        return itd_row_refuse(row, TO, ITD_E_CONFLICT, "is not after the day it began", err);
    if (!is_listed || is_after(ship.from, ships->on)) {
        ships->left_out[is_listed ? ITD_LEFT_AFTER_DAY : ITD_LEFT_NOT_LISTED]++;
        return ITD_OK;
    }
    return keep_ship(ships, row, &ship, err);
}

itd_status itd_ships_read_register(struct itd_ships *ships, itd_source *src, itd_str file,
                                   uint64_t *ret_rows, itd_error *err)
{
    ships->file = file;
    return itd_comply_rows_read(src, register_columns, ITD_ARRAY_LEN(register_columns), take_ship,
                                ships, ret_rows, err);
}

/* ---- port calls ---- */

enum { CALL_IMO, PORT, STATE, ARRIVAL, DEPARTURE, CLAIM };

static const struct itd_rows_column call_columns[] = {
    [CALL_IMO] = {"imo", true},         [PORT] = {"port", true},
    [STATE] = {"state", false},         [ARRIVAL] = {"arrival", true},
    [DEPARTURE] = {"departure", false}, [CLAIM] = {"claim", false},
};

/* UN/LOCODE with its blank, "CN DLC": two letters of the state and three of the place. Without the
 * blank it may be a name in capitals, and the state that of another: NAMPO, LAGOS, TOKYO. */
static bool find_locode_state(itd_str port, itd_str *ret_state)
{
    const size_t place = 3;

    if (port.len != place + 3 || port.ptr[2] != ' ')
        return false;
    for (size_t i = 0; i < port.len; i += i == 1 ? 2 : 1) {
        const char ch = port.ptr[i];
        const bool is_letter = ch >= 'A' && ch <= 'Z', is_digit = ch >= '2' && ch <= '9';

        if ((i < 2 && !is_letter) || (i >= place && !is_letter && !is_digit))
            return false;
    }
    *ret_state = itd_str_slice(port, 0, 2);
    return true;
}

static itd_status take_port(const struct itd_ships *ships, const struct itd_row *row,
                            uint16_t *ret_area, itd_error *err)
{
    itd_str state;

    if (row->cells[PORT].len == 0)
        return itd_row_refuse(row, PORT, ITD_E_INCOMPLETE, "is no port", err);
    if (row->cells[STATE].len > 0)
        return take_state(ships, row, STATE, ret_area, err);
    if (!find_locode_state(row->cells[PORT], &state) ||
        !itd_areas_find(ships->areas, state, ret_area))
        return itd_row_refuse(row, PORT, ITD_E_INCOMPLETE,
                              "is no UN/LOCODE (CN DLC), and the state of the port is not given",
                              err);
    return ITD_OK;
}

static itd_status take_claim(const struct itd_row *row, itd_claim_kind *ret_claim, itd_error *err)
{
    *ret_claim = ITD_CLAIM_KINDS;
    if (row->cells[CLAIM].len == 0)
        return ITD_OK;
    *ret_claim = itd_claim_find(row->cells[CLAIM]);
    if (*ret_claim == ITD_CLAIM_KINDS)
        return itd_row_refuse(row, CLAIM, ITD_E_SCHEMA, "is no claim (see interdict check)", err);
    return ITD_OK;
}

static itd_status keep_call(struct itd_ships *ships, const struct itd_row *row,
                            struct itd_call_row *call, itd_error *err)
{
    void      *calls;
    itd_status st = check_room(ships->call_count, row->line, err);

    if (st == ITD_OK)
        st = copy(ships, row->cells[PORT], &call->port, err);
    if (st != ITD_OK)
        return st;
    calls = itd_arena_grow(ships->arena, ships->calls, ships->call_count, &ships->call_cap,
                           sizeof *call);
    if (!calls)
        return itd_error_no_memory(err);
    ships->calls = calls;
    ships->calls[ships->call_count++] = *call;
    return ITD_OK;
}

static itd_status take_call(void *ctx, const struct itd_row *row, itd_error *err)
{
    struct itd_ships   *ships = ctx;
    struct itd_call_row call = {.file = ships->file, .line = row->line};
    bool                is_listed = false;
    itd_comply_left     why = ITD_COMPLY_LEFT;
    itd_status          st = take_imo(ships, row, CALL_IMO, NULL, &call.imo, &is_listed, err);

    if (st == ITD_OK)
        st = take_port(ships, row, &call.area, err);
    if (st == ITD_OK)
        st = itd_row_day(row, ARRIVAL, false, &call.arrival, err);
    if (st == ITD_OK)
        st = itd_row_day(row, DEPARTURE, true, &call.departure, err);
    if (st == ITD_OK)
        st = take_claim(row, &call.claim, err);
    if (st != ITD_OK)
        return st;
    if (call.departure.year != 0 && is_after(call.arrival, call.departure))
        return itd_row_refuse(row, DEPARTURE, ITD_E_CONFLICT, "is before the arrival", err);
    if (!is_listed)
        why = ITD_LEFT_NOT_LISTED;
    else if (is_after(call.arrival, ships->on))
        why = ITD_LEFT_AFTER_DAY;
    else if (itd_str_equal(itd_areas_state(ships->areas, call.area), itd_ships_target(ships)))
        why = ITD_LEFT_OWN_PORT;
    if (why != ITD_COMPLY_LEFT) {
        ships->left_out[why]++;
        return ITD_OK;
    }
    return keep_call(ships, row, &call, err);
}

itd_status itd_ships_read_calls(struct itd_ships *ships, itd_source *src, itd_str file,
                                uint64_t *ret_rows, itd_error *err)
{
    ships->file = file;
    return itd_comply_rows_read(src, call_columns, ITD_ARRAY_LEN(call_columns), take_call, ships,
                                ret_rows, err);
}
