/* What the charts share: the area of a plot, scales, ticks, axes, frame. Private to this module. */
#ifndef ITD_PAGE_PLOT_H
#define ITD_PAGE_PLOT_H

#include "page/chart.h"

/* Units of the viewBox; the page scales the whole. */
#define ITD_PLOT_WIDTH 760
#define ITD_PLOT_HEIGHT 320
#define ITD_PLOT_TOP 12
#define ITD_PLOT_RIGHT 18
#define ITD_PLOT_BOTTOM 44
#define ITD_PLOT_LEFT 60

typedef struct itd_plot_scale {
    double from, to; /* values; from < to */
    double pixel_from, pixel_to;
    bool   is_date;
} itd_plot_scale;

typedef struct itd_plot {
    itd_page        *page;
    const itd_chart *chart;
    itd_plot_scale   x, y;
    double           left, right, top, bottom, height;
} itd_plot;

/* Grows [*from, *to] to hold value; both NaN before the first. */
void itd_plot_reach(double *from, double *to, double value);
/* From the axis, else from what the data reached (NaN: nothing), made wider when it has no width.
 * */
void itd_plot_scale_init(itd_plot_scale *scale, const itd_chart_axis *axis, double data_from,
                         double data_to);
/* Takes whole steps at both ends of a scale of numbers, so that the ends carry ticks. */
void itd_plot_scale_round(itd_plot_scale *scale);
/* Where a value is drawn, cut at the edges. */
double itd_plot_at(const itd_plot_scale *scale, double value);

/* <figure>, caption, <svg> with its names. height in units of the viewBox. */
void itd_plot_begin(itd_plot *plot, itd_page *page, const itd_chart *chart, double left,
                    double height);
/* Pixels of both scales from the area; call when the scales are set. */
void itd_plot_layout(itd_plot *plot);
void itd_plot_axis_x(const itd_plot *plot, bool with_ticks);
void itd_plot_axis_y(const itd_plot *plot);
void itd_plot_rules(const itd_plot *plot, bool with_horizontal);
/* "nothing to show" in the middle. */
void itd_plot_empty(const itd_plot *plot);
/* </svg>; a legend may follow. */
void itd_plot_end_svg(const itd_plot *plot);
/* </figure> */
void itd_plot_end(const itd_plot *plot);

/* One coordinate, two decimals at most. */
void itd_plot_coordinate(itd_buf *buf, double value);
/* ` NAME="VALUE"` */
void itd_plot_attribute(itd_buf *buf, const char *name, double value);
/* <text class= x= y= text-anchor=>; anchor "start", "middle" or "end". */
void itd_plot_text(const itd_plot *plot, const char *css_class, double x, double y,
                   const char *anchor, itd_str text);
/* <line class= …> */
void itd_plot_line(const itd_plot *plot, const char *css_class, double x1, double y1, double x2,
                   double y2);
/* The shape of a tone, centred. */
void itd_plot_shape(itd_buf *buf, itd_page_tone tone, double x, double y, double size);

#endif
