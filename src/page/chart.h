/* Charts as inline SVG within a page: lines and steps, bars, timelines with marks and bands. Each
 * is a <figure> with its caption, an <svg role="img"> named by <title> and told by <desc>, and a
 * legend in HTML. Colour is never the only sign: lines have dashes, marks have shapes, bands carry
 * their name. A value that is not a number breaks a line and is left out elsewhere; a chart
 * without anything to show says so. The same input gives the same bytes. */
#ifndef ITD_PAGE_CHART_H
#define ITD_PAGE_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "page/page.h"

typedef struct itd_chart_axis {
    itd_str label;
    /* Range shown; from == to: as the data needs. Values outside are cut at the edge. */
    double from, to;
    bool   is_date; /* values are days since 1970-01-01 */
} itd_chart_axis;

/* A line across the whole chart at a value of an axis, with its name. */
typedef struct itd_chart_rule {
    itd_str label;
    double  value;
    bool    is_vertical; /* at a value of x */
} itd_chart_rule;

typedef struct itd_chart {
    itd_str               title; /* caption and <title> */
    itd_str               desc;  /* what it shows, in a sentence or two: for who cannot see it */
    itd_chart_axis        x, y;
    const itd_chart_rule *rules; /* may be NULL */
    size_t                rule_count;
} itd_chart;

typedef struct itd_chart_series {
    itd_str       name;
    const double *x; /* ascending */
    const double *y;
    size_t        count;
    bool          is_step;   /* y holds from its x up to the next x */
    bool          has_marks; /* a dot at each point */
} itd_chart_series;

void itd_chart_lines(itd_page *page, const itd_chart *chart, const itd_chart_series *series,
                     size_t count);

typedef struct itd_chart_bar {
    double        from, to; /* on x; of a histogram the bounds of the bin */
    double        value;
    itd_str       label; /* below the bar instead of numbers when one of them has any */
    itd_page_tone tone;
} itd_chart_bar;

/* Bars of a histogram stand at their bounds. Bars with labels stand side by side, whatever from and
 * to are. */
void itd_chart_bars(itd_page *page, const itd_chart *chart, const itd_chart_bar *bars,
                    size_t count);

typedef struct itd_chart_mark {
    double        at;    /* on x */
    size_t        lane;  /* index of its lane */
    itd_str       label; /* shown when pointed at, and read out */
    itd_page_tone tone;  /* also its shape */
} itd_chart_mark;

typedef struct itd_chart_band {
    double        from, to; /* on x */
    size_t        lane;
    itd_str       label; /* written inside when there is room */
    itd_page_tone tone;
} itd_chart_band;

typedef struct itd_chart_lane {
    itd_str name; /* at its left */
} itd_chart_lane;

/* Lanes from top to bottom, bands below marks. x is the common axis; y is not used. What names a
 * lane that is not there is left out. */
void itd_chart_timeline(itd_page *page, const itd_chart *chart, const itd_chart_lane *lanes,
                        size_t lane_count, const itd_chart_band *bands, size_t band_count,
                        const itd_chart_mark *marks, size_t mark_count);

#endif
