/* Birth dates. Of several dates the pair that says most for the entry counts; a conflict needs
 * every pair to conflict, and its size is that of the least. What is too vague to say anything is
 * neutral. Points are in docs/matching.md, section 7. */
#include "base/date.h"
#include "match/evidence_parts.h"

/* "circa 1957" is meant to cover so many years on either side. */
#define CIRCA_YEARS 2
/* A listed range wider than this many years is too vague to agree with. */
#define VAGUE_YEARS 5
#define DAYS_PER_YEAR 365

/* Basis points. */
#define POINTS_SAME_DAY 4000
#define POINTS_SAME_MONTH 3000
#define POINTS_SAME_YEAR 2000
#define POINTS_RANGE 1000     /* within a range of more than a year, or circa */
#define POINTS_SWAPPED 1500   /* day and month exchanged */
#define POINTS_ONE_DIGIT 1000 /* one digit differs, or two neighbours are exchanged */
#define POINTS_APART_LITTLE (-1500)
#define POINTS_APART (-3000)
#define POINTS_APART_FAR (-5000)
/* Years between two dates up to which they are little apart, and apart. */
#define LITTLE_YEARS 2
#define APART_YEARS 10

/* Days from 1970, both included. */
struct day_range {
    int64_t first;
    int64_t last;
};

static itd_date last_day_of(itd_date date)
{
    itd_date end = date;

    if (end.month == 0) {
        end.month = 12;
        end.day = 31;
    }
    if (end.day == 0)
        for (end.day = 31; !itd_date_is_valid(end);)
            end.day--;
    return end;
}

static struct day_range range_of(itd_date from, itd_date until)
{
    return (struct day_range){.first = itd_date_to_days(from),
                              .last = itd_date_to_days(last_day_of(until))};
}

/* The listed birth date as a range; false when the value is no date we can reckon with. */
static bool listed_range(const itd_value *value, struct day_range *ret_range)
{
    const itd_str calendar = itd_value_detail(value, ITD_DETAIL_CALENDAR);
    const itd_str until_text = itd_value_detail(value, ITD_DETAIL_UNTIL);
    itd_date      from, until;

    if (calendar.len > 0 && !itd_str_equal_ascii_nocase(calendar, ITD_STR("Gregorian")))
        return false;
    if (!itd_date_parse_iso(value->text, &from))
        return false;
    until = from;
    if (until_text.len > 0 && !itd_date_parse_iso(until_text, &until))
        return false;
    *ret_range = range_of(from, until);
    if (itd_value_detail(value, ITD_DETAIL_CIRCA).len > 0) {
        ret_range->first -= CIRCA_YEARS * DAYS_PER_YEAR;
        ret_range->last += CIRCA_YEARS * DAYS_PER_YEAR;
    }
    return ret_range->first <= ret_range->last;
}

/* 04/09 for 09/04: too common a slip to be a contradiction, too weak to agree. */
static bool is_day_month_swap(itd_date date, itd_date listed)
{
    return date.year == listed.year && date.day > 0 && date.day == listed.month &&
           date.month == listed.day;
}

/* Both known to the day: one digit of the eight differs, or two that stand together are
 * exchanged. */
static bool is_one_slip(itd_date date, itd_date listed)
{
    char   a[ITD_DATE_TEXT_MAX], b[ITD_DATE_TEXT_MAX];
    size_t differing = 0, last = 0;

    if (date.day == 0 || listed.day == 0)
        return false;
    (void)itd_date_format(date, a);
    (void)itd_date_format(listed, b);
    for (size_t i = 0; a[i] != '\0' && b[i] != '\0'; i++) {
        if (a[i] == b[i])
            continue;
        if (differing == 1 && (last + 1 != i || a[i] != b[last] || a[last] != b[i]))
            return false;
        last = i;
        if (++differing > 2)
            return false;
    }
    return differing > 0;
}

static itd_finding conflict_of(int64_t days_apart)
{
    itd_finding finding = {.agreement = ITD_CONFLICTS, .points = POINTS_APART_FAR};

    if (days_apart <= LITTLE_YEARS * DAYS_PER_YEAR)
        finding.points = POINTS_APART_LITTLE;
    else if (days_apart <= APART_YEARS * DAYS_PER_YEAR)
        finding.points = POINTS_APART;
    return finding;
}

/* How closely the wider of two ranges that overlap says when it was. */
static itd_finding agreement_of(const struct day_range *asked, const struct day_range *listed)
{
    const int64_t asked_days = asked->last - asked->first;
    const int64_t listed_days = listed->last - listed->first;
    const int64_t days = asked_days > listed_days ? asked_days : listed_days;
    itd_finding   finding = {.agreement = ITD_AGREES, .points = POINTS_RANGE};

    if (listed_days > VAGUE_YEARS * (DAYS_PER_YEAR + 1))
        return (itd_finding){.agreement = ITD_NEUTRAL};
    if (days == 0)
        finding.points = POINTS_SAME_DAY;
    else if (days < 31)
        finding.points = POINTS_SAME_MONTH;
    else if (days <= DAYS_PER_YEAR)
        finding.points = POINTS_SAME_YEAR;
    return finding;
}

static itd_finding compare_birth_date(itd_date date, const itd_value *value)
{
    const struct day_range asked = range_of(date, date);
    struct day_range       listed;
    itd_date               listed_date;

    if (!itd_date_is_valid(date) || !listed_range(value, &listed))
        return (itd_finding){.agreement = ITD_NEUTRAL};
    if (asked.last >= listed.first && listed.last >= asked.first)
        return agreement_of(&asked, &listed);
    if (itd_value_detail(value, ITD_DETAIL_UNTIL).len == 0 &&
        itd_date_parse_iso(value->text, &listed_date)) {
        if (is_day_month_swap(date, listed_date))
            return (itd_finding){.agreement = ITD_NEAR, .points = POINTS_SWAPPED};
        if (is_one_slip(date, listed_date))
            return (itd_finding){.agreement = ITD_NEAR, .points = POINTS_ONE_DIGIT};
    }
    return conflict_of(asked.last < listed.first ? listed.first - asked.last
                                                 : asked.first - listed.last);
}

itd_finding itd_compare_birth_dates(const itd_request *req, const itd_entity *ent)
{
    itd_finding best = {.agreement = ITD_NEUTRAL};
    bool        compared = false;

    for (size_t i = 0; i < ent->value_count; i++) {
        if (ent->values[i].prop != ITD_PROP_BIRTH_DATE)
            continue;
        for (size_t k = 0; k < req->birth_date_count; k++) {
            const itd_finding one = compare_birth_date(req->birth_dates[k], &ent->values[i]);

            if (!compared || one.points > best.points)
                best = one;
            compared = true;
        }
    }
    return best;
}
