/* Names of ports are compared by a key: letters and digits without case, marks and signs, so that
 * Ch'ŏngjin, Chongjin and "CHONGJIN port" are one. A key may belong to several ports. */
#include "regime/ports.h"

#include <string.h>

#include "base/file.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "entity/country.h"
#include "regime/tsv.h"

#define LOCODE_LEN 5
#define STATE_LEN 2

/* A name of a port; the next one of the same key. */
struct name {
    uint32_t port, next; /* index + 1; 0: none */
};

struct itd_ports {
    itd_arena   *arena;
    itd_port    *ports;
    size_t       port_count, port_cap;
    struct name *names;
    size_t       name_count, name_cap;
    itd_map      by_key; /* key → index + 1 of its first name */
    itd_map      by_locode;
};

/* ---- keys ---- */

/* Base letters of U+00C0 to U+017F; '.' where there is none. Source: the decompositions of
 * Unicode 15, with o for ø, d for đ and ð, l for ł, i for ı, h for ħ, t for ŧ, n for ŋ. */
static const char latin_bases[] =
    "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.llllll."
    ".llnnnnnn.nnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzz.";

#define LATIN_FIRST 0xC0

/* What a character gives to a key: a code point, or 0 for nothing. */
static uint32_t reduce(uint32_t code)
{
    if (code < 0x80) {
        const char ch = (char)code;

        return itd_char_is_alpha(ch) || itd_char_is_digit(ch)
                   ? (uint32_t)(unsigned char)itd_char_lower(ch)
                   : 0;
    }
    if (code >= LATIN_FIRST && code - LATIN_FIRST < sizeof latin_bases - 1) {
        const char base = latin_bases[code - LATIN_FIRST];

        return base == '.' ? code : (uint32_t)(unsigned char)base;
    }
    /* Apostrophes, combining marks, blanks and dashes of other blocks. */
    if (code < LATIN_FIRST || (code >= 0x2B0 && code <= 0x36F) ||
        (code >= 0x2000 && code <= 0x206F) || code == 0x3000 || code == 0xFF07)
        return 0;
    /* Capitals of Cyrillic. */
    if (code >= 0x410 && code <= 0x42F)
        return code + 0x20;
    return code;
}

struct key {
    char   text[ITD_PORT_TEXT_MAX];
    size_t len;
};

/* Cut at the length of the longest name: nothing that is longer can be equal. */
static itd_str make_key(itd_str name, struct key *key)
{
    key->len = 0;
    while (name.len > 0) {
        char         bytes[4];
        uint32_t     code;
        const size_t step = itd_utf8_decode(name, &code);
        size_t       count;

        if (step == 0)
            break;
        name = itd_str_from(name, step);
        code = reduce(code);
        if (code == 0)
            continue;
        count = itd_utf8_encode(code, bytes);
        if (count > sizeof key->text - key->len)
            break;
        memcpy(key->text + key->len, bytes, count);
        key->len += count;
    }
    return (itd_str){key->text, key->len};
}

/* Words that say "port" and are left out as often as not. */
static itd_str without_port_words(itd_str name)
{
    static const char *const before[] = {"port of ", "the port of ", "port "};
    static const char *const behind[] = {" port",      " harbour", " harbor",  " seaport",
                                         " anchorage", " roads",   " hang",    " gang",
                                         " ko",        "-hang",    " sea port"};

    for (size_t i = 0; i < ITD_ARRAY_LEN(before); i++)
        if (itd_str_starts_with_ascii_nocase(name, itd_str_of(before[i])))
            return itd_str_trim(itd_str_from(name, strlen(before[i])));
    for (size_t i = 0; i < ITD_ARRAY_LEN(behind); i++)
        if (itd_str_ends_with_ascii_nocase(name, itd_str_of(behind[i])))
            return itd_str_trim(itd_str_slice(name, 0, name.len - strlen(behind[i])));
    return name;
}

/* ---- reading ---- */

static bool has_name(const itd_ports *ports, uint64_t first, uint32_t port)
{
    for (uint64_t at = first; at != 0; at = ports->names[at - 1].next)
        if (ports->names[at - 1].port == port)
            return true;
    return false;
}

static itd_status add_key(itd_ports *ports, itd_str name, size_t port, itd_error *err)
{
    struct key key;
    itd_str    text = make_key(name, &key);
    uint64_t  *first = itd_map_find(&ports->by_key, text);
    void      *items;
    bool       added;

    if (text.len == 0 || (first && has_name(ports, *first, (uint32_t)port + 1)))
        return ITD_OK;
    items = itd_arena_grow(ports->arena, ports->names, ports->name_count, &ports->name_cap,
                           sizeof *ports->names);
    if (!items)
        return itd_error_no_memory(err);
    ports->names = items;
    if (!first && (!itd_arena_copy(ports->arena, text, &text) ||
                   !itd_map_add(&ports->by_key, text, &first, &added)))
        return itd_error_no_memory(err);
    /* The names of a key stand in the order of the ports. */
    ports->names[ports->name_count] = (struct name){.port = (uint32_t)port + 1};
    ports->name_count++;
    if (*first == 0) {
        *first = ports->name_count;
        return ITD_OK;
    }
    uint32_t at = (uint32_t)*first;
    while (ports->names[at - 1].next != 0)
        at = ports->names[at - 1].next;
    ports->names[at - 1].next = (uint32_t)ports->name_count;
    return ITD_OK;
}

/* The name, what stands in its brackets or behind its stroke, and each without words for port. */
static itd_status add_names(itd_ports *ports, itd_str names, size_t port, itd_error *err)
{
    itd_str    rest = names, name;
    itd_status st = ITD_OK;

    while (st == ITD_OK && itd_str_next_part(&rest, ITD_STR(";"), &name)) {
        itd_str part;

        name = itd_str_trim(name);
        st = add_key(ports, name, port, err);
        for (size_t from = 0; st == ITD_OK && from <= name.len;) {
            size_t to = from;

            while (to < name.len && !strchr("()/", name.ptr[to]))
                to++;
            part = itd_str_trim(itd_str_slice(name, from, to));
            st = add_key(ports, part, port, err);
            if (st == ITD_OK)
                st = add_key(ports, without_port_words(part), port, err);
            from = to + 1;
        }
    }
    return st;
}

static bool is_locode(itd_str text)
{
    if (text.len != LOCODE_LEN)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (!itd_char_is_alpha(text.ptr[i]) && (i < STATE_LEN || !itd_char_is_digit(text.ptr[i])))
            return false;
    return true;
}

static itd_status take_state(const itd_tsv_row *row, size_t column, itd_str *ret_state,
                             itd_error *err)
{
    itd_str code;

    if (row->cells[column].len != STATE_LEN || !itd_country_find(row->cells[column], &code) ||
        code.len != STATE_LEN)
        return itd_tsv_refuse(row, column, ITD_E_SCHEMA, err, "\"%.*s\" is no state",
                              ITD_STR_ARGS(row->cells[column]));
    *ret_state = code;
    return ITD_OK;
}

static itd_status append_port(itd_ports *ports, const itd_port *port, itd_error *err)
{
    void *items = itd_arena_grow(ports->arena, ports->ports, ports->port_count, &ports->port_cap,
                                 sizeof *port);

    if (!items)
        return itd_error_no_memory(err);
    ports->ports = items;
    ports->ports[ports->port_count++] = *port;
    return ITD_OK;
}

enum { P_PORT, P_OTHERS, P_LOCODE, P_STATE, P_SOURCE, P_CONFIDENCE, P_COLUMNS };
static const itd_tsv_column port_columns[P_COLUMNS] = {{"port", true},    {"other_names", false},
                                                       {"locode", false}, {"state", true},
                                                       {"source", true},  {"confidence", true}};

static itd_status add_locode(itd_ports *ports, const itd_tsv_row *row, itd_port *port,
                             itd_error *err)
{
    struct key key;
    uint64_t  *index;
    itd_str    lower;
    bool       added;

    if (port->locode.len == 0)
        return ITD_OK;
    if (!is_locode(port->locode))
        return itd_tsv_refuse(row, P_LOCODE, ITD_E_SYNTAX, err, "\"%.*s\" is no UN/LOCODE",
                              ITD_STR_ARGS(port->locode));
    /* Some stand in the index for two berths of one port: the first is enough. */
    if (!itd_arena_copy(ports->arena, make_key(port->locode, &key), &lower) ||
        !itd_map_add(&ports->by_locode, lower, &index, &added))
        return itd_error_no_memory(err);
    if (added)
        *index = ports->port_count;
    return ITD_OK;
}

static itd_status take_port(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    itd_ports *ports = ctx;
    itd_port   port = {.name = {0}};
    itd_status st = take_state(row, P_STATE, &port.state, err);

    if (st == ITD_OK)
        st = itd_tsv_text(row, P_PORT, ports->arena, &port.name, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, P_LOCODE, ports->arena, &port.locode, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, P_SOURCE, ports->arena, &port.source, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, P_CONFIDENCE, ports->arena, &port.confidence, err);
    if (st == ITD_OK)
        st = append_port(ports, &port, err);
    if (st == ITD_OK)
        st = add_locode(ports, row, &ports->ports[ports->port_count - 1], err);
    if (st == ITD_OK)
        st = add_names(ports, port.name, ports->port_count - 1, err);
    return st == ITD_OK ? add_names(ports, row->cells[P_OTHERS], ports->port_count - 1, err) : st;
}

enum { N_PORT, N_STATE, N_NAMES, N_CLAIM, N_SOURCE, N_CONFIDENCE, N_COLUMNS };
static const itd_tsv_column name_columns[N_COLUMNS] = {{"port", true},   {"state", true},
                                                       {"names", false}, {"claim", false},
                                                       {"source", true}, {"confidence", true}};

/* The port of that name and state; SIZE_MAX when it is a new one. */
static size_t find_port(const itd_ports *ports, itd_str name, itd_str state)
{
    for (size_t i = 0; i < ports->port_count; i++)
        if (itd_str_equal(ports->ports[i].name, name) &&
            itd_str_equal(ports->ports[i].state, state))
            return i;
    return SIZE_MAX;
}

static itd_status add_new_port(itd_ports *ports, const itd_tsv_row *row, itd_str state,
                               itd_error *err)
{
    itd_port   port = {.state = state};
    itd_status st = itd_tsv_text(row, N_PORT, ports->arena, &port.name, err);

    if (st == ITD_OK)
        st = itd_tsv_text(row, N_SOURCE, ports->arena, &port.source, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, N_CONFIDENCE, ports->arena, &port.confidence, err);
    if (st == ITD_OK)
        st = append_port(ports, &port, err);
    return st == ITD_OK ? add_names(ports, port.name, ports->port_count - 1, err) : st;
}

static itd_status take_names(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    itd_ports *ports = ctx;
    itd_str    state = {0};
    itd_status st = take_state(row, N_STATE, &state, err);
    size_t     index;

    if (st != ITD_OK)
        return st;
    index = find_port(ports, row->cells[N_PORT], state);
    if (index == SIZE_MAX) {
        index = ports->port_count;
        st = add_new_port(ports, row, state, err);
    }
    if (st == ITD_OK && row->cells[N_CLAIM].len > 0) {
        ports->ports[index].claim = itd_claim_find(row->cells[N_CLAIM]);
        ports->ports[index].has_claim = true;
        if (ports->ports[index].claim == ITD_CLAIM_KINDS)
            st = itd_tsv_refuse(row, N_CLAIM, ITD_E_SCHEMA, err, "\"%.*s\" is no claim",
                                ITD_STR_ARGS(row->cells[N_CLAIM]));
    }
    return st == ITD_OK ? add_names(ports, row->cells[N_NAMES], index, err) : st;
}

itd_status itd_ports_open(const char *data_dir, itd_ports **ret_ports, itd_error *err)
{
    itd_ports *ports = itd_mem_new(1, sizeof *ports);
    char       path[ITD_PATH_MAX];
    itd_status st = ITD_OK;

    if (!ports)
        return itd_error_no_memory(err);
    itd_map_init(&ports->by_key);
    itd_map_init(&ports->by_locode);
    ports->arena = itd_arena_new(SIZE_MAX);
    if (!ports->arena)
        st = itd_error_no_memory(err);
    if (st == ITD_OK)
        st = itd_path_join(path, data_dir, "ports.tsv", NULL, err);
    if (st == ITD_OK)
        st = itd_tsv_read_file(path, port_columns, P_COLUMNS, take_port, ports, err);
    if (st == ITD_OK)
        st = itd_path_join(path, data_dir, "port_names.tsv", NULL, err);
    if (st == ITD_OK)
        st = itd_tsv_read_file(path, name_columns, N_COLUMNS, take_names, ports, err);
    if (st != ITD_OK) {
        itd_ports_free(ports);
        return st;
    }
    *ret_ports = ports;
    return ITD_OK;
}

void itd_ports_free(itd_ports *ports)
{
    if (!ports)
        return;
    itd_map_done(&ports->by_key);
    itd_map_done(&ports->by_locode);
    itd_arena_free(ports->arena);
    itd_mem_free(ports);
}

size_t itd_ports_count(const itd_ports *ports)
{
    return ports->port_count;
}

const itd_port *itd_ports_at(const itd_ports *ports, size_t index)
{
    return &ports->ports[index];
}

/* ---- finding ---- */

/* What was found so far; the array has room for every port that the parts name. */
struct finding {
    const itd_ports *ports;
    itd_arena       *arena;
    const itd_port **found;
    size_t           count, cap;
};

static itd_status add_found(struct finding *finding, const itd_port *port, itd_error *err)
{
    void *items;

    for (size_t i = 0; i < finding->count; i++)
        if (finding->found[i] == port)
            return ITD_OK;
    items = itd_arena_grow(finding->arena, finding->found, finding->count, &finding->cap,
                           sizeof(const itd_port *));
    if (!items)
        return itd_error_no_memory(err);
    finding->found = items;
    finding->found[finding->count++] = port;
    return ITD_OK;
}

static itd_status look_up(struct finding *finding, itd_str name, itd_error *err)
{
    struct key      key;
    const uint64_t *first = itd_map_find(&finding->ports->by_key, make_key(name, &key));
    itd_status      st = ITD_OK;

    for (uint64_t at = first ? *first : 0; st == ITD_OK && at != 0;
         at = finding->ports->names[at - 1].next)
        st =
            add_found(finding, &finding->ports->ports[finding->ports->names[at - 1].port - 1], err);
    return st;
}

/* As it stands, then without words for port. */
static itd_status look_up_name(struct finding *finding, itd_str name, itd_error *err)
{
    const size_t before = finding->count;
    itd_status   st = look_up(finding, name, err);

    if (st == ITD_OK && finding->count == before)
        st = look_up(finding, without_port_words(name), err);
    return st;
}

/* A locode: of the index, or by the letters of its state where that is sure to be meant. */
static itd_status look_up_locode(struct finding *finding, itd_str text, itd_str *ret_state,
                                 itd_error *err)
{
    struct key      key;
    const itd_str   code = make_key(text, &key);
    const uint64_t *index;
    itd_str         state;

    if (!is_locode(code) || text.len > LOCODE_LEN + 1)
        return ITD_OK;
    index = itd_map_find(&finding->ports->by_locode, code);
    if (index)
        return add_found(finding, &finding->ports->ports[*index - 1], err);
    /* "SINPO" could be a name: only a locode written with its blank is taken by its letters. */
    if (text.len == LOCODE_LEN + 1 && text.ptr[STATE_LEN] == ' ' &&
        itd_country_find(itd_str_slice(text, 0, STATE_LEN), &state) && state.len == STATE_LEN)
        *ret_state = state;
    return ITD_OK;
}

/* Names and states between commas, brackets and strokes. */
static itd_status look_up_parts(struct finding *finding, itd_str text, itd_str *ret_state,
                                itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t from = 0; st == ITD_OK && from <= text.len;) {
        size_t  to = from;
        itd_str part, state;

        while (to < text.len && !strchr(",;()/", text.ptr[to]))
            to++;
        part = itd_str_trim(itd_str_slice(text, from, to));
        if (part.len > 0 && from > 0 && itd_country_find(part, &state) && state.len == STATE_LEN)
            *ret_state = state;
        else if (part.len > 0)
            st = look_up_name(finding, part, err);
        from = to + 1;
    }
    return st;
}

/* Of several ports those of the state, when there are any. */
static void choose_by_state(struct finding *finding, itd_str state)
{
    size_t kept = 0;

    for (size_t i = 0; i < finding->count; i++)
        kept += itd_str_equal(finding->found[i]->state, state);
    if (state.len == 0 || kept == 0)
        return;
    kept = 0;
    for (size_t i = 0; i < finding->count; i++)
        if (itd_str_equal(finding->found[i]->state, state))
            finding->found[kept++] = finding->found[i];
    finding->count = kept;
}

itd_status itd_ports_find(const itd_ports *ports, itd_str text, itd_arena *arena,
                          itd_port_found *ret_found, itd_error *err)
{
    struct finding finding = {.ports = ports, .arena = arena};
    itd_str        state = {0};
    itd_status     st;

    text = itd_str_trim(text);
    if (text.len > ITD_PORT_TEXT_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "the name of a port is longer than %d bytes",
                             ITD_PORT_TEXT_MAX);
    st = look_up_name(&finding, text, err);
    if (st == ITD_OK && finding.count == 0)
        st = look_up_locode(&finding, text, &state, err);
    if (st == ITD_OK && finding.count == 0 && state.len == 0)
        st = look_up_parts(&finding, text, &state, err);
    if (st != ITD_OK)
        return st;
    if (finding.count == 0 && state.len == 0)
        return itd_error_set(err, ITD_E_NOT_FOUND,
                             "\"%.*s\" is no port of the table: name its state too "
                             "(\"PORT, STATE\")",
                             ITD_STR_ARGS(text));
    choose_by_state(&finding, state);
    *ret_found = (itd_port_found){finding.found, finding.count, state};
    return ITD_OK;
}

bool itd_port_found_in(const itd_port_found *found, itd_str state)
{
    for (size_t i = 0; i < found->count; i++)
        if (itd_str_equal(found->ports[i]->state, state))
            return true;
    return itd_str_equal(found->state, state);
}
