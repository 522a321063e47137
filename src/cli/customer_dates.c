/* Every way in which a date can be meant is a reading: a customer of 1925 and one of 2025 must not
 * be mixed up, so that both are compared. Years of eras by the Japanese calendar laws; the Thai
 * calendar counts 543 years more. */
#include "cli/customer_dates.h"

#include <string.h>

#define PARTS 3
#define COMPACT_BYTES 8 /* YYYYMMDD */
#define BUDDHIST_AHEAD 543
#define OLDEST_BUDDHIST 1850 /* nobody's birth lies before it */
#define OLDEST_YEAR 1000     /* an earlier one is a year of two digits gone wrong ("0070") */
#define MONTHS 12

bool itd_date_order_find(itd_str name, itd_date_order *ret_order)
{
    static const struct {
        const char    *name;
        itd_date_order order;
    } orders[] = {{"dmy", ITD_DATES_DMY}, {"mdy", ITD_DATES_MDY}, {"ymd", ITD_DATES_YMD}};

    for (size_t i = 0; i < ITD_ARRAY_LEN(orders); i++)
        if (itd_str_equal_ascii_nocase(name, itd_str_of(orders[i].name))) {
            *ret_order = orders[i].order;
            return true;
        }
    return false;
}

const char *itd_date_doubts_next(const itd_date_doubts *found, itd_date_doubts *told)
{
    if (found->both_ways && !told->both_ways) {
        told->both_ways = true;
        return "dates that can be read two ways, as 03/04/1970, are read both ways; "
               "--date-format (dmy, mdy) or YYYY-MM-DD settles it";
    }
    if (found->both_centuries && !told->both_centuries) {
        told->both_centuries = true;
        return "years of two digits are read in both centuries, where neither lies ahead";
    }
    if (found->buddhist && !told->buddhist) {
        told->buddhist = true;
        return "years ahead are read as those of the Thai calendar";
    }
    return NULL;
}

bool itd_customer_date_is_blank(itd_str text)
{
    static const char *const words[] = {
        "-",        "--",          "?",           "n/a",       "na",
        "none",     "null",        "unknown",     "unbekannt", "inconnu",
        "inconnue", "desconocido", "desconocida", "00000000",  "99991231",
    };
    size_t digits = 0, zeros = 0, nines = 0;

    for (size_t i = 0; i < ITD_ARRAY_LEN(words); i++)
        if (itd_str_equal_ascii_nocase(text, itd_str_of(words[i])))
            return true;
    for (size_t i = 0; i < text.len; i++) {
        digits += itd_char_is_digit(text.ptr[i]);
        zeros += text.ptr[i] == '0';
        nines += text.ptr[i] == '9';
        if (!itd_char_is_digit(text.ptr[i]) && !memchr("/.-", text.ptr[i], 3))
            return false;
    }
    /* 0000-00-00, 00.00.0000; 9999-12-31, 31/12/9999 */
    return text.len == sizeof "YYYY-MM-DD" - 1 && digits == COMPACT_BYTES &&
           (zeros == digits || (nines == 4 && (itd_str_starts_with(text, ITD_STR("9999")) ||
                                               itd_str_ends_with(text, ITD_STR("9999")))));
}

/* ---- readings ---- */

struct parse {
    itd_date_order     order;
    unsigned           this_year;
    itd_date_readings *out;
};

/* Adds a reading unless it is no day or there already. */
static void add(const struct parse *parse, uint64_t year, uint64_t month, uint64_t day)
{
    itd_date_readings *out = parse->out;
    itd_date           date;
    bool               buddhist = false;

    if (year > parse->this_year) {
        if (year > parse->this_year + BUDDHIST_AHEAD || year < OLDEST_BUDDHIST + BUDDHIST_AHEAD)
            return;
        year -= BUDDHIST_AHEAD;
        buddhist = true;
    }
    if (year < OLDEST_YEAR || month > MONTHS || day > 31 || (month == 0 && day > 0))
        return;
    date = (itd_date){.year = (int16_t)year, .month = (uint8_t)month, .day = (uint8_t)day};
    if (!itd_date_is_valid(date))
        return;
    for (size_t i = 0; i < out->count; i++)
        if (out->dates[i].year == date.year && out->dates[i].month == date.month &&
            out->dates[i].day == date.day)
            return;
    if (out->count == ITD_CUSTOMER_READINGS_MAX)
        return;
    out->dates[out->count++] = date;
    out->buddhist = out->buddhist || buddhist;
}

/* A year of two digits lies in either century, but not ahead. */
static void add_short(const struct parse *parse, uint64_t year, uint64_t month, uint64_t day)
{
    for (uint64_t century = 1900; century <= 2000; century += 100)
        if (century + year <= parse->this_year)
            add(parse, century + year, month, day);
}

/* One to four digits. */
static bool parse_part(itd_str text, uint64_t *ret_value)
{
    return text.len >= 1 && text.len <= 4 && itd_str_parse_u64(text, 9999, ret_value);
}

/* Cuts "A/B" or "A/B/C" into numbers; the length of each tells years from days. Their count; 0: it
 * is something else. */
static size_t cut(itd_str text, itd_str parts[PARTS], uint64_t values[PARTS])
{
    static const char *const marks[] = {"/", ".", "-"};

    for (size_t i = 0; i < ITD_ARRAY_LEN(marks); i++) {
        itd_str rest = text;
        size_t  n = 0;

        if (itd_str_find(text, itd_str_of(marks[i])) == SIZE_MAX)
            continue;
        while (n < PARTS && itd_str_next_part(&rest, itd_str_of(marks[i]), &parts[n])) {
            parts[n] = itd_str_trim(parts[n]);
            if (!parse_part(parts[n], &values[n]))
                return 0;
            n++;
        }
        return rest.ptr ? 0 : n;
    }
    return 0;
}

static bool may_be(const struct parse *parse, itd_date_order order)
{
    return parse->order == ITD_DATES_BOTH || parse->order == order;
}

/* "04/03/70" in each order that is not ruled out. */
static void parse_short(const struct parse *parse, const itd_str *parts, const uint64_t *v)
{
    itd_date_readings *out = parse->out;
    size_t             orders = 0, before = 0;

    if (parts[2].len == 2 && may_be(parse, ITD_DATES_DMY))
        add_short(parse, v[2], v[1], v[0]);
    orders += out->count > before;
    before = out->count;
    if (parts[2].len == 2 && may_be(parse, ITD_DATES_MDY))
        add_short(parse, v[2], v[0], v[1]);
    orders += out->count > before;
    before = out->count;
    if (parts[0].len == 2 && may_be(parse, ITD_DATES_YMD))
        add_short(parse, v[0], v[1], v[2]);
    orders += out->count > before;
    out->by_order = orders > 1;
    out->by_century = out->count > orders;
}

static void parse_numbers(const struct parse *parse, itd_str text)
{
    itd_str      parts[PARTS];
    uint64_t     v[PARTS];
    const size_t count = cut(text, parts, v);

    if (count == 2) { /* a month and its year */
        if (parts[0].len == 4 && parts[1].len <= 2)
            add(parse, v[0], v[1], 0);
        else if (parts[0].len <= 2 && parts[1].len == 4)
            add(parse, v[1], v[0], 0);
    } else if (count < PARTS) {
        return;
    } else if (parts[0].len == 4 && parts[1].len <= 2 && parts[2].len <= 2) {
        add(parse, v[0], v[1], v[2]);
    } else if (parts[2].len == 4 && parts[0].len <= 2 && parts[1].len <= 2 &&
               parse->order != ITD_DATES_YMD) {
        if (may_be(parse, ITD_DATES_DMY))
            add(parse, v[2], v[1], v[0]);
        if (may_be(parse, ITD_DATES_MDY))
            add(parse, v[2], v[0], v[1]);
        parse->out->by_order = parse->out->count > 1;
    } else if (parts[0].len <= 2 && parts[1].len <= 2 && parts[2].len <= 2) {
        parse_short(parse, parts, v);
    }
}

/* YYYYMMDD whatever the order: no other reading of such a number is a day between 1300 and 2099.
 * Else DDMMYYYY and MMDDYYYY. */
static void parse_compact(const struct parse *parse, uint64_t number)
{
    const uint64_t first = number / 1000000, second = number / 10000 % 100, year = number % 10000;

    add(parse, number / 10000, number / 100 % 100, number % 100);
    if (parse->out->count > 0)
        return;
    if (may_be(parse, ITD_DATES_DMY))
        add(parse, year, second, first);
    if (may_be(parse, ITD_DATES_MDY))
        add(parse, year, first, second);
    parse->out->by_order = parse->out->count > 1;
}

/* ---- months in words ---- */

static const char *const month_names[MONTHS] = {
    "jan january januar jänner JÄNNER janvier janv enero ene มกราคม",
    "feb february februar feber février fevrier fév févr FÉVRIER febrero กุมภาพันธ์",
    "mar march märz maerz mär MÄRZ mars marzo มีนาคม",
    "apr april avril avr abril abr เมษายน",
    "may mai mayo พฤษภาคม",
    "jun june juni juin junio มิถุนายน",
    "jul july juli juillet juil julio กรกฎาคม",
    "aug august août aout AOÛT agosto ago สิงหาคม",
    "sep sept september septembre septiembre setiembre กันยายน",
    "oct october oktober okt octobre octubre ตุลาคม",
    "nov november novembre noviembre พฤศจิกายน",
    "dec december dezember dez décembre decembre déc DÉC DÉCEMBRE diciembre dic ธันวาคม",
};

static uint64_t month_of(itd_str word)
{
    for (size_t i = 0; i < MONTHS; i++) {
        itd_str rest = itd_str_of(month_names[i]), name;

        while (itd_str_next_part(&rest, ITD_STR(" "), &name))
            if (itd_str_equal_ascii_nocase(word, name))
                return i + 1;
    }
    return 0;
}

/* "th" of "4th", "er" of "1er" */
static itd_str without_ordinal(itd_str word)
{
    static const char *const endings[] = {"st", "nd", "rd", "th", "er"};

    for (size_t i = 0; i < ITD_ARRAY_LEN(endings); i++)
        if (word.len > 2 && itd_char_is_digit(word.ptr[0]) &&
            itd_str_ends_with_ascii_nocase(word, itd_str_of(endings[i])))
            return itd_str_slice(word, 0, word.len - 2);
    return word;
}

/* Words between blanks, points, commas and hyphens; "de" and "of" are none. At most PARTS. */
static size_t cut_words(itd_str text, itd_str words[PARTS])
{
    size_t count = 0, from = 0;

    for (size_t i = 0; i <= text.len; i++) {
        itd_str word;

        if (i < text.len && !memchr(" ,.-/", text.ptr[i], 5))
            continue;
        word = itd_str_slice(text, from, i);
        from = i + 1;
        if (word.len == 0 || itd_str_equal_ascii_nocase(word, ITD_STR("de")) ||
            itd_str_equal_ascii_nocase(word, ITD_STR("of")))
            continue;
        if (count == PARTS)
            return 0;
        words[count++] = without_ordinal(word);
    }
    return count;
}

/* "4 März 1970", "March 4, 1970", "1970 Mar 4", "Mar 1970", "4-MAR-70" */
static void parse_words(const struct parse *parse, itd_str text)
{
    itd_str      words[PARTS] = {{0}}, numbers[PARTS] = {{0}};
    const size_t count = cut_words(text, words);
    uint64_t     month = 0, first = 0, second = 0;
    size_t       others = 0;

    for (size_t i = 0; i < count; i++) {
        if (month == 0 && (month = month_of(words[i])) > 0)
            continue;
        numbers[others++] = words[i];
    }
    if (month == 0 || others == 0 || others > 2 || !parse_part(numbers[0], &first) ||
        (others == 2 && !parse_part(numbers[1], &second)))
        return;
    if (others == 1 && numbers[0].len == 4) {
        add(parse, first, month, 0);
    } else if (others == 2 && numbers[0].len == 4 && numbers[1].len <= 2) {
        add(parse, first, month, second);
    } else if (others == 2 && numbers[1].len == 4 && numbers[0].len <= 2 && first > 0) {
        add(parse, second, month, first);
    } else if (others == 2 && numbers[1].len == 2 && numbers[0].len <= 2 && first > 0) {
        add_short(parse, second, month, first);
        parse->out->by_century = parse->out->count > 1;
    }
}

/* ---- East Asian spellings ---- */

/* Full-width digits as ASCII; the marks of year and month as points, that of the day as nothing.
 * Never longer than the text, which is at most ITD_CUSTOMER_DATE_MAX. */
static itd_str plain(itd_str text, char buf[static ITD_CUSTOMER_DATE_MAX])
{
    static const struct {
        const char *mark, *plain;
    } marks[] = {{"年", "."}, {"년", "."}, {"月", "."}, {"월", "."}, {"日", ""},
                 {"일", ""},  {"元", "1"}, {"／", "/"}, {"．", "."}};
    size_t len = 0;

    for (size_t i = 0; i < text.len && len < ITD_CUSTOMER_DATE_MAX;) {
        const itd_str rest = itd_str_from(text, i);
        bool          known = false;

        if (rest.len >= 3 && memcmp(rest.ptr, "\xEF\xBC", 2) == 0 &&
            (unsigned char)rest.ptr[2] >= 0x90 && (unsigned char)rest.ptr[2] <= 0x99) {
            buf[len++] = (char)('0' + ((unsigned char)rest.ptr[2] - 0x90));
            i += 3;
            continue;
        }
        for (size_t k = 0; k < ITD_ARRAY_LEN(marks) && !known; k++) {
            known = itd_str_starts_with(rest, itd_str_of(marks[k].mark));
            if (!known)
                continue;
            if (marks[k].plain[0] != '\0')
                buf[len++] = marks[k].plain[0];
            i += strlen(marks[k].mark);
        }
        if (!known)
            buf[len++] = text.ptr[i++];
    }
    return itd_str_trim((itd_str){buf, len});
}

/* "S45.3.4": years of an era, always year, month, day. */
static bool parse_era(const struct parse *parse, itd_str text)
{
    static const struct {
        const char *name, *letter;
        unsigned    before; /* its first year is the one after */
        unsigned    years;
    } eras[] = {{"明治", "M", 1867, 45},
                {"大正", "T", 1911, 15},
                {"昭和", "S", 1925, 64},
                {"平成", "H", 1988, 31},
                {"令和", "R", 2018, 99}};
    itd_str  parts[PARTS];
    uint64_t v[PARTS];

    for (size_t i = 0; i < ITD_ARRAY_LEN(eras); i++) {
        const itd_str name = itd_str_of(eras[i].name);
        itd_str       rest;

        if (itd_str_starts_with(text, name))
            rest = itd_str_from(text, name.len);
        else if (text.len > 1 && itd_char_is_digit(text.ptr[1]) &&
                 itd_str_equal_ascii_nocase(itd_str_slice(text, 0, 1), itd_str_of(eras[i].letter)))
            rest = itd_str_from(text, 1);
        else
            continue;
        if (cut(itd_str_trim(rest), parts, v) == PARTS && v[0] > 0 && v[0] <= eras[i].years)
            add(parse, eras[i].before + v[0], v[1], v[2]);
        return true;
    }
    return false;
}

/* ---- all of it ---- */

/* Before "T00:00:00Z", " 0:00", " 12:00:00 AM"; a text with anything else behind it stays whole. */
static itd_str without_time(itd_str text)
{
    const size_t colon = itd_str_find_char(text, ':');
    size_t       end = colon, letters = 0;

    if (colon == SIZE_MAX)
        return text;
    for (size_t i = colon; i < text.len; i++) {
        letters += !itd_char_is_digit(text.ptr[i]) && !memchr(" :.+-", text.ptr[i], 5);
        if (letters > 0 && !memchr("0123456789 :.+-ZAPMapm", text.ptr[i], 22))
            return text;
    }
    while (end > 0 && itd_char_is_digit(text.ptr[end - 1]))
        end--;
    if (letters > 2 || end == 0 || end == colon ||
        (text.ptr[end - 1] != 'T' && text.ptr[end - 1] != ' '))
        return text;
    return itd_str_trim(itd_str_slice(text, 0, end - 1));
}

void itd_customer_date_parse(itd_str text, itd_date_order order, unsigned this_year,
                             itd_date_readings *ret_readings)
{
    const struct parse parse = {.order = order, .this_year = this_year, .out = ret_readings};
    char               buf[ITD_CUSTOMER_DATE_MAX];
    itd_date           date;
    uint64_t           number;

    *ret_readings = (itd_date_readings){.count = 0};
    text = without_time(itd_str_trim(text));
    if (text.len == 0 || text.len > ITD_CUSTOMER_DATE_MAX)
        return;
    text = plain(text, buf);
    if (itd_date_parse_iso(text, &date)) {
        add(&parse, (uint64_t)date.year, date.month, date.day);
        return;
    }
    if (text.len == COMPACT_BYTES && itd_str_parse_u64(text, 99999999, &number)) {
        parse_compact(&parse, number);
        return;
    }
    if (parse_era(&parse, text))
        return;
    parse_numbers(&parse, text);
    if (ret_readings->count == 0)
        parse_words(&parse, text);
}
