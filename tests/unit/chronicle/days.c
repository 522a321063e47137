/* Reads the committed event days. */
#include "tests/unit/chronicle/days.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "tests/unit/support.h"

int32_t test_day(const char *text)
{
    itd_date date;

    if (!itd_date_parse_iso(itd_str_of(text), &date))
        fail_msg("%s is no date", text);
    return (int32_t)itd_date_to_days(date);
}

itd_silence_series test_days(char class)
{
    static int32_t     days[4][TEST_DAYS_MAX];
    static size_t      counts[4];
    static const char  classes[] = "cbml";
    const size_t       at = (size_t)(strchr(classes, class) - classes);
    char               path[4096], line[256];
    FILE              *file;
    itd_silence_series series;

    snprintf(path, sizeof path, "%s/tests/data/watch/days.txt", itd_test_root());
    if (counts[at] == 0) {
        file = fopen(path, "r");
        assert_non_null(file);
        while (fgets(line, sizeof line, file)) {
            if (line[0] == '#' || strlen(line) < 12 || !strchr(line + 11, class))
                continue;
            line[10] = '\0';
            assert_true(counts[at] < TEST_DAYS_MAX);
            days[at][counts[at]++] = test_day(line);
        }
        fclose(file);
    }
    series = (itd_silence_series){days[at], counts[at]};
    return series;
}
