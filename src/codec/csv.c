/* Delimited text. One pass marks where fields begin and end while the bytes of the record gather
 * in a window; when the record is whole its fields become slices of the window, unquoted in place
 * (a field never grows by that). The window holds one record and what was read behind it. */
#include "codec/csv.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"

#define READ_STEP ((size_t)64 * 1024)
#define LINE_END_MAX ((size_t)2) /* CR LF */
#define DOS_END_OF_FILE '\x1A'

enum place {
    FIELD_START,
    UNQUOTED,
    QUOTED,
    QUOTE_IN_QUOTED, /* the end of the field, or the first of two */
    QUOTED_THEN_CR,  /* the end of the record, if a line feed follows */
};

struct field {
    size_t from, to; /* within the record, quotes included */
    bool   quoted;
};

struct itd_csv {
    itd_source     *src;
    itd_csv_options options;
    char           *window; /* heap */
    size_t          cap, start, scan, end;
    struct field   *fields; /* heap, options.fields_max */
    itd_str        *texts;  /* heap, the same */
    size_t          field_count;
    size_t          field_from;
    size_t          fault; /* field of the last error, or SIZE_MAX */
    enum place      place;
    uint64_t        line;      /* of the byte at start */
    uint64_t        next_line; /* of the byte at scan */
    uint64_t        number;
    bool            at_end;   /* of the source */
    bool            begun;    /* the byte order mark was looked for */
    bool            skipping; /* the record at start was given up; find its end first */
    bool            standing; /* the record at start is whole and was handed out or refused */
    bool            dead;     /* an error that cannot be passed */
};

itd_csv_options itd_csv_options_default(void)
{
    return (itd_csv_options){
        .delimiter = ',',
        .field_max = ITD_CSV_FIELD_MAX,
        .record_max = ITD_CSV_RECORD_MAX,
        .fields_max = ITD_CSV_FIELDS_MAX,
    };
}

itd_status itd_csv_open(itd_source *src, const itd_csv_options *options, itd_csv **ret_csv,
                        itd_error *err)
{
    itd_csv *csv = itd_mem_new(1, sizeof *csv);

    if (!csv)
        return itd_error_no_memory(err);
    csv->src = src;
    csv->options = options ? *options : itd_csv_options_default();
    if (csv->options.record_max > SIZE_MAX - LINE_END_MAX)
        csv->options.record_max = SIZE_MAX - LINE_END_MAX;
    csv->fields = itd_mem_new(csv->options.fields_max, sizeof *csv->fields);
    csv->texts = itd_mem_new(csv->options.fields_max, sizeof *csv->texts);
    csv->line = csv->next_line = 1;
    if (!csv->fields || !csv->texts) {
        itd_csv_close(csv);
        return itd_error_no_memory(err);
    }
    *ret_csv = csv;
    return ITD_OK;
}

void itd_csv_close(itd_csv *csv)
{
    if (!csv)
        return;
    itd_mem_free(csv->window);
    itd_mem_free(csv->fields);
    itd_mem_free(csv->texts);
    itd_mem_free(csv);
}

size_t itd_csv_fault_field(const itd_csv *csv)
{
    return csv->fault;
}

bool itd_csv_can_continue(const itd_csv *csv)
{
    return !csv->dead;
}

static itd_status at_line(itd_csv *csv, itd_status st, uint64_t line, itd_error *err)
{
    itd_error_on_line(err, line);
    itd_error_in_file(err, itd_source_name(csv->src));
    return st;
}

/* More bytes behind the window's end; at_end when there are none. */
static itd_status refill(itd_csv *csv, itd_error *err)
{
    size_t     n;
    itd_status st;

    if (csv->start > 0) {
        memmove(csv->window, csv->window + csv->start, csv->end - csv->start);
        csv->scan -= csv->start;
        csv->end -= csv->start;
        csv->start = 0;
    }
    if (csv->cap - csv->end < READ_STEP) {
        char *more = itd_mem_resize(csv->window, csv->cap * 2 + READ_STEP, 1);

        if (!more)
            return itd_error_no_memory(err);
        csv->window = more;
        csv->cap = csv->cap * 2 + READ_STEP;
    }
    st = itd_source_read(csv->src, csv->window + csv->end, READ_STEP, &n, err);
    if (st != ITD_OK)
        return st;
    csv->end += n;
    csv->at_end = n == 0;
    return ITD_OK;
}

/* Looks for the byte order mark once enough bytes (or all) are there. */
static itd_status begin(itd_csv *csv, itd_error *err)
{
    itd_status st = ITD_OK;

    while (st == ITD_OK && !csv->at_end && csv->end < 3)
        st = refill(csv, err);
    if (st == ITD_OK && csv->end >= 3 && memcmp(csv->window, "\xEF\xBB\xBF", 3) == 0)
        csv->start = csv->scan = 3;
    csv->begun = true;
    return st;
}

/* Gives the record up: what follows is scanned to its end, but not kept. */
ITD_PRINTF(5, 6)
static itd_status give_up(itd_csv *csv, itd_status st, uint64_t line, itd_error *err,
                          const char *fmt, ...)
{
    char    why[ITD_ERROR_MESSAGE_MAX + 1];
    va_list args;

    va_start(args, fmt);
    vsnprintf(why, sizeof why, fmt, args);
    va_end(args);
    csv->skipping = true;
    csv->fault = csv->field_count;
    return at_line(csv, itd_error_set(err, st, "%s", why), line, err);
}

static itd_status end_field(itd_csv *csv, size_t to, itd_error *err)
{
    struct field *field;

    if (csv->field_count == csv->options.fields_max)
        return give_up(csv, ITD_E_LIMIT, csv->line, err, "more than %zu fields",
                       csv->options.fields_max);
    if (to - csv->field_from > csv->options.field_max)
        return give_up(csv, ITD_E_LIMIT, csv->line, err, "field %zu is longer than %zu bytes",
                       csv->field_count + 1, csv->options.field_max);
    field = &csv->fields[csv->field_count++];
    field->from = csv->field_from;
    field->to = to;
    field->quoted = csv->place == QUOTE_IN_QUOTED || csv->place == QUOTED_THEN_CR;
    csv->field_from = to + 1;
    return ITD_OK;
}

#define EVERY_BYTE(byte) (UINT64_C(0x0101010101010101) * (unsigned char)(byte))

/* Nonzero when one of the eight bytes is the one that `every` repeats. */
static uint64_t has_byte(uint64_t word, uint64_t every)
{
    word ^= every;
    return (word - EVERY_BYTE(1)) & ~word & EVERY_BYTE(0x80);
}

/* Within plain text: the next byte that may mean something, eight at a time. */
static size_t pass_plain(const itd_csv *csv, size_t at, size_t limit)
{
    const char     delimiter = csv->options.delimiter;
    const uint64_t delimiters = EVERY_BYTE(delimiter), feeds = EVERY_BYTE('\n');

    for (; limit - at >= 8; at += 8) {
        uint64_t word;

        memcpy(&word, csv->window + at, sizeof word);
        if ((has_byte(word, delimiters) | has_byte(word, feeds)) != 0)
            break;
    }
    while (at < limit && csv->window[at] != delimiter && csv->window[at] != '\n')
        at++;
    return at;
}

/* Within quotes: to the next quote, counting lines. */
static size_t pass_quoted(itd_csv *csv, size_t at, size_t limit)
{
    const char *from = csv->window + at;
    const char *quote = memchr(from, '"', limit - at);
    const char *past = quote ? quote : csv->window + limit;

    for (const char *ch = from; (ch = memchr(ch, '\n', (size_t)(past - ch))) != NULL; ch++)
        csv->next_line++;
    return (size_t)(past - csv->window);
}

/* Behind a closing quote stands a delimiter or the end of the line. Something else is an error;
 * when the field goes over several lines nobody can tell which of them it swallowed, so there is
 * no going on behind it. */
static itd_status refuse_after_quote(itd_csv *csv, itd_error *err)
{
    csv->place = UNQUOTED;
    if (csv->skipping)
        return ITD_OK;
    csv->dead = csv->next_line != csv->line;
    return give_up(csv, ITD_E_SYNTAX, csv->next_line, err,
                   "text after the closing quote of field %zu", csv->field_count + 1);
}

/* A quote at scan, where it means something. */
static void take_quote(itd_csv *csv)
{
    csv->place = csv->place == QUOTED ? QUOTE_IN_QUOTED : QUOTED; /* opens, or the second of two */
    csv->scan++;
}

/* Goes on scanning the record at start up to limit, or until its end is found; *ret_whole tells. */
static itd_status scan_record(itd_csv *csv, size_t limit, bool *ret_whole, itd_error *err)
{
    itd_status st = ITD_OK;

    *ret_whole = false;
    while (csv->scan < limit && st == ITD_OK) {
        const char ch = csv->window[csv->scan];

        if (csv->place == QUOTED && ch != '"') {
            csv->scan = pass_quoted(csv, csv->scan, limit);
        } else if (ch == '"' && csv->place != UNQUOTED && csv->place != QUOTED_THEN_CR) {
            take_quote(csv);
        } else if (ch == '\n') {
            *ret_whole = true;
            break;
        } else if (ch == csv->options.delimiter && csv->place != QUOTED_THEN_CR) {
            if (!csv->skipping)
                st = end_field(csv, csv->scan - csv->start, err);
            csv->place = FIELD_START;
            csv->scan++;
        } else if (csv->place == QUOTE_IN_QUOTED && ch == '\r') {
            csv->place = QUOTED_THEN_CR;
            csv->scan++;
        } else if (csv->place == QUOTE_IN_QUOTED || csv->place == QUOTED_THEN_CR) {
            st = refuse_after_quote(csv, err);
        } else {
            csv->place = UNQUOTED;
            csv->scan = pass_plain(csv, csv->scan, limit);
        }
    }
    return st;
}

/* Removes the quotes around a field and halves those inside, in place. */
static itd_str unquote(char *from, size_t len)
{
    size_t out = 0;

    if (!memchr(from + 1, '"', len - 2))
        return (itd_str){from + 1, len - 2};
    for (size_t i = 1; i + 1 < len; i++) {
        from[out++] = from[i];
        if (from[i] == '"')
            i++;
    }
    return (itd_str){from, out};
}

/* A quote that is never closed swallows line after line: behind such a record nothing can be
 * trusted. */
static itd_status refuse_long_record(itd_csv *csv, itd_error *err)
{
    csv->dead = csv->next_line != csv->line;
    return give_up(csv, ITD_E_LIMIT, csv->line, err, "record longer than %zu bytes%s",
                   csv->options.record_max, csv->dead ? " (is a quote not closed?)" : "");
}

static size_t find_bad_field(const itd_csv *csv, const char *record)
{
    for (size_t i = 0; i < csv->field_count; i++) {
        const struct field *field = &csv->fields[i];
        const itd_str       text = {record + field->from, field->to - field->from};

        if (itd_utf8_check_text(text, NULL) != ITD_OK)
            return i;
    }
    return SIZE_MAX; /* the fault spans a delimiter */
}

/* The record's bytes are from start to scan; its last field is still open. */
static itd_status finish_record(itd_csv *csv, itd_csv_record *ret_record, itd_error *err)
{
    char      *record = csv->window + csv->start;
    size_t     len = csv->scan - csv->start;
    itd_status st;

    if (len > 0 && record[len - 1] == '\r')
        len--;
    st = len > csv->options.record_max ? refuse_long_record(csv, err) : end_field(csv, len, err);
    csv->skipping = false;
    if (st != ITD_OK)
        return st;
    st = itd_utf8_check_text((itd_str){record, len}, err);
    if (st != ITD_OK) {
        csv->fault = find_bad_field(csv, record);
        return at_line(csv, st, csv->line, err);
    }
    for (size_t i = 0; i < csv->field_count; i++) {
        const struct field *field = &csv->fields[i];

        csv->texts[i] = field->quoted ? unquote(record + field->from, field->to - field->from)
                                      : (itd_str){record + field->from, field->to - field->from};
    }
    *ret_record = (itd_csv_record){
        .fields = csv->texts,
        .count = csv->field_count,
        .line = csv->line,
        .number = csv->number + 1,
    };
    return ITD_OK;
}

/* Behind the record's end: the next one starts there. */
static void step_over(itd_csv *csv)
{
    if (csv->scan < csv->end) {
        csv->scan++; /* the line feed */
        csv->next_line++;
    }
    csv->start = csv->scan;
    csv->line = csv->next_line;
    csv->field_count = 0;
    csv->field_from = 0;
    csv->place = FIELD_START;
    csv->skipping = false;
    csv->number++;
}

static bool nothing_but_end(const itd_csv *csv)
{
    const itd_str rest = {csv->window + csv->start, csv->end - csv->start};
    const itd_str trimmed = itd_str_trim(rest);

    return trimmed.len == 1 && trimmed.ptr[0] == DOS_END_OF_FILE;
}

static bool is_blank_line(const itd_csv *csv)
{
    const size_t len = csv->scan - csv->start;

    return len == 0 || (len == 1 && csv->window[csv->start] == '\r');
}

static itd_status refuse_open_quote(itd_csv *csv, itd_error *err)
{
    csv->dead = true;
    return at_line(csv, itd_error_set(err, ITD_E_SYNTAX, "a quote is never closed"), csv->line,
                   err);
}

/* Passes the rest of a record that was given up, keeping nothing of it. */
static itd_status skip_record(itd_csv *csv, itd_error *err)
{
    bool       whole = false;
    itd_status st = scan_record(csv, csv->end, &whole, err);

    while (st == ITD_OK && !whole && !csv->at_end) {
        csv->start = csv->scan;
        st = refill(csv, err);
        if (st == ITD_OK)
            st = scan_record(csv, csv->end, &whole, err);
    }
    if (st == ITD_OK && !whole && csv->place == QUOTED)
        return refuse_open_quote(csv, err);
    if (st == ITD_OK)
        step_over(csv);
    return st;
}

/* Where to stop looking for the record's end: a byte and a line end behind the longest, so that
 * what is said of it does not depend on how its bytes arrived. */
static size_t scan_limit(const itd_csv *csv)
{
    const size_t longest = csv->options.record_max + LINE_END_MAX;

    return csv->end - csv->start > longest ? csv->start + longest : csv->end;
}

/* Fills the window until the record at start is whole, or the source ends. */
static itd_status gather(itd_csv *csv, bool *ret_whole, itd_error *err)
{
    itd_status st = scan_record(csv, scan_limit(csv), ret_whole, err);

    while (st == ITD_OK && !*ret_whole && !csv->at_end) {
        if (csv->scan - csv->start >= csv->options.record_max + LINE_END_MAX)
            return refuse_long_record(csv, err);
        st = refill(csv, err);
        if (st == ITD_OK)
            st = scan_record(csv, scan_limit(csv), ret_whole, err);
    }
    return st;
}

/* Whether the source ends where a record would begin; an error inside open quotes. */
static itd_status check_end(itd_csv *csv, bool *ret_ended, itd_error *err)
{
    *ret_ended = csv->start == csv->end || nothing_but_end(csv);
    return *ret_ended || csv->place != QUOTED ? ITD_OK : refuse_open_quote(csv, err);
}

/* Leaves the record of the call before. */
static itd_status move_on(itd_csv *csv, itd_error *err)
{
    itd_status st = ITD_OK;

    if (!csv->begun)
        st = begin(csv, err);
    else if (csv->skipping)
        st = skip_record(csv, err);
    else if (csv->standing)
        step_over(csv);
    csv->standing = false;
    return st;
}

itd_status itd_csv_next(itd_csv *csv, bool *ret_found, itd_csv_record *ret_record, itd_error *err)
{
    bool       whole = false, ended = false;
    itd_status st = csv->dead ? ITD_E_SYNTAX : move_on(csv, err);

    csv->fault = SIZE_MAX;
    if (csv->dead)
        return at_line(csv, itd_error_set(err, ITD_E_SYNTAX, "cannot be read further"), csv->line,
                       err);
    for (; st == ITD_OK; step_over(csv), csv->number--) {
        st = gather(csv, &whole, err);
        if (st == ITD_OK && !whole)
            st = check_end(csv, &ended, err);
        if (st != ITD_OK || ended || csv->options.blank_is_record || !is_blank_line(csv))
            break;
    }
    if (st == ITD_OK && !ended) {
        csv->standing = true;
        st = finish_record(csv, ret_record, err);
    }
    csv->dead = csv->dead || (st != ITD_OK && !csv->skipping && !csv->standing);
    if (st == ITD_OK)
        *ret_found = !ended;
    return st;
}
