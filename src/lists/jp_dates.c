/* Dates in Japanese cells: "1968年11月17日", "1963年頃", "1956年から1958年の間", "1944年又は1945年",
 * "1941/8/20", "2002.3.1", a bare year. Blanks are taken out before: publishers break lines
 * within a date. */
#include "lists/jp_text.h"

/* Digits at the start, at most `most` of them; 0 when there are none or more. */
static size_t take_number(itd_str text, size_t most, unsigned *ret_number)
{
    size_t len = 0;

    *ret_number = 0;
    while (len < text.len && len <= most && itd_char_is_digit(text.ptr[len]))
        *ret_number = *ret_number * 10 + (unsigned)(text.ptr[len++] - '0');
    return len <= most ? len : 0;
}

/* "11月" or "17日"; the length, 0 for none. */
static size_t take_unit(itd_str text, const char *unit, unsigned *ret_number)
{
    const size_t len = take_number(text, 2, ret_number);

    return len > 0 && itd_str_starts_with(itd_str_from(text, len), itd_str_of(unit))
               ? len + itd_str_of(unit).len
               : 0;
}

static bool make_date(unsigned year, unsigned month, unsigned day, itd_date *ret_date)
{
    *ret_date = (itd_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    return itd_date_is_valid(*ret_date);
}

/* "Y/M/D" with one sign throughout. */
static size_t take_signs(itd_str text, size_t year_len, unsigned year, itd_date *ret_date)
{
    const char sign = year_len < text.len ? text.ptr[year_len] : '\0';
    unsigned   month = 0, day = 0;
    size_t     at = year_len + 1, len;

    if (sign != '/' && sign != '.' && sign != '-')
        return 0;
    len = take_number(itd_str_from(text, at), 2, &month);
    at += len;
    if (len == 0 || at >= text.len || text.ptr[at] != sign)
        return 0;
    len = take_number(itd_str_from(text, ++at), 2, &day);
    return len > 0 && make_date(year, month, day, ret_date) ? at + len : 0;
}

/* A date that begins here; the length, 0 for none. */
static size_t take_date(itd_str text, itd_date last, itd_date *ret_date)
{
    const itd_str year_sign = ITD_STR("年");
    unsigned      year = 0, month = 0, day = 0;
    size_t        at = take_unit(text, "月", &month), len;

    if (at > 0 && last.year > 0) { /* "又は3月4日" */
        at += take_unit(itd_str_from(text, at), "日", &day);
        return make_date((unsigned)last.year, month, day, ret_date) ? at : 0;
    }
    month = day = 0;
    len = take_number(text, 4, &year);
    if (len < 4)
        return 0;
    at = take_signs(text, len, year, ret_date);
    if (at > 0)
        return at;
    at = len;
    if (itd_str_starts_with(itd_str_from(text, at), year_sign)) {
        at += year_sign.len;
        len = take_unit(itd_str_from(text, at), "月", &month);
        at += len;
        if (len > 0)
            at += take_unit(itd_str_from(text, at), "日", &day);
    }
    return make_date(year, month, day, ret_date) ? at : 0;
}

static bool starts_with_any(itd_str text, const char *const list[], size_t *ret_len)
{
    for (size_t i = 0; list[i]; i++)
        if (itd_str_starts_with(text, itd_str_of(list[i]))) {
            *ret_len = itd_str_of(list[i]).len;
            return true;
        }
    return false;
}

/* Words before a date that make it an approximation. */
static bool is_guess_before(itd_str text)
{
    static const char *const list[] = {"およそ", "おおよそ", "おおむね", "おそらく", "約", "circa"};

    for (size_t i = 0; i < ITD_ARRAY_LEN(list); i++)
        if (itd_str_find(text, itd_str_of(list[i])) != SIZE_MAX)
            return true;
    return false;
}

static void take_guess(itd_str *rest, bool *circa)
{
    static const char *const list[] = {"頃", "ころ", "ごろ", "の頃", "前後", "(推定)", NULL};
    size_t                   len;

    if (!starts_with_any(*rest, list, &len))
        return;
    *circa = true;
    *rest = itd_str_from(*rest, len);
}

static void take_note(itd_str *rest, itd_str *ret_note)
{
    const size_t close = itd_str_find_char(*rest, ')');

    if (!itd_str_starts_with(*rest, ITD_STR("(")) || close == SIZE_MAX || itd_jp_mark_at(*rest) > 0)
        return;
    *ret_note = itd_str_slice(*rest, 1, close);
    *rest = itd_str_from(*rest, close + 1);
}

bool itd_jp_next_date(itd_str *rest, itd_date last, itd_jp_date *ret_date)
{
    static const char *const until[] = {"から", "～", "~", "〜", "-", "－", "–", NULL};
    size_t                   len = 0, at = 0;

    *ret_date = (itd_jp_date){.circa = false};
    while (at < rest->len) {
        len = at > 0 && itd_char_is_digit(rest->ptr[at - 1])
                  ? 0
                  : take_date(itd_str_from(*rest, at), last, &ret_date->from);
        if (len > 0)
            break;
        at++;
    }
    if (len == 0)
        return false;
    ret_date->circa = is_guess_before(itd_str_slice(*rest, 0, at));
    *rest = itd_str_from(*rest, at + len);
    take_guess(rest, &ret_date->circa);
    if (starts_with_any(*rest, until, &len)) {
        const size_t end = take_date(itd_str_from(*rest, len), ret_date->from, &ret_date->until);

        if (end > 0) {
            *rest = itd_str_from(*rest, len + end);
            take_guess(rest, &ret_date->circa);
        } else {
            ret_date->until = (itd_date){0};
        }
    }
    take_note(rest, &ret_date->note);
    return true;
}
