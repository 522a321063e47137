/* The kinds of charts. */
#include "page/chart.h"

#include <math.h>

#include "base/utf8.h"
#include "page/plot.h"
#include "page/style.h"

#define LANE_HEIGHT 34.0
#define LANE_BAND_HEIGHT 24.0
#define LANE_LEFT_MIN 60.0
#define LANE_LEFT_MAX 220.0
#define CHARACTER_WIDTH 6.8 /* of the chart's font, on average */
#define MARK_SIZE 4.0
#define BAR_GAP 0.12    /* of a bar's place, left free at each side of a labelled bar */
#define LABELS_SHOWN 24 /* below bars; of more every second, third … is written */

/* ---- lines ---- */

/* The commands of a path through the points of a series; what is not a number breaks it. */
static void put_path(const itd_plot *plot, const itd_chart_series *series)
{
    itd_buf *buf = plot->page->buf;
    bool     is_down = false;

    for (size_t i = 0; i < series->count; i++) {
        if (!isfinite(series->x[i]) || !isfinite(series->y[i])) {
            is_down = false;
            continue;
        }
        if (is_down && series->is_step) {
            itd_buf_append_char(buf, 'H');
            itd_plot_coordinate(buf, itd_plot_at(&plot->x, series->x[i]));
            itd_buf_append_char(buf, 'V');
            itd_plot_coordinate(buf, itd_plot_at(&plot->y, series->y[i]));
            continue;
        }
        itd_buf_append_char(buf, is_down ? 'L' : 'M');
        itd_plot_coordinate(buf, itd_plot_at(&plot->x, series->x[i]));
        itd_buf_append_char(buf, ' ');
        itd_plot_coordinate(buf, itd_plot_at(&plot->y, series->y[i]));
        is_down = true;
    }
}

static void put_series(const itd_plot *plot, const itd_chart_series *series, size_t index)
{
    itd_buf *buf = plot->page->buf;

    itd_buf_printf(buf, "<path class=\"l c%zu\" d=\"", index % ITD_STYLE_LINES);
    put_path(plot, series);
    itd_buf_append_cstr(buf, "\"/>\n");
    for (size_t i = 0; series->has_marks && i < series->count; i++) {
        if (!isfinite(series->x[i]) || !isfinite(series->y[i]))
            continue;
        itd_plot_shape(buf, ITD_TONE_PLAIN, itd_plot_at(&plot->x, series->x[i]),
                       itd_plot_at(&plot->y, series->y[i]), 2.5);
        itd_buf_append_char(buf, '\n');
    }
}

static void put_legend(itd_page *page, const itd_chart_series *series, size_t count)
{
    itd_buf_append_cstr(page->buf, "<ul class=\"legend\">\n");
    for (size_t i = 0; i < count; i++) {
        itd_buf_printf(page->buf,
                       "<li><svg viewBox=\"0 0 34 12\" aria-hidden=\"true\">"
                       "<path class=\"l c%zu\" d=\"M1 6H33\"/></svg>",
                       i % ITD_STYLE_LINES);
        itd_page_append_text(page->buf, series[i].name);
        itd_buf_append_cstr(page->buf, "</li>\n");
    }
    itd_buf_append_cstr(page->buf, "</ul>\n");
}

void itd_chart_lines(itd_page *page, const itd_chart *chart, const itd_chart_series *series,
                     size_t count)
{
    double   x_from = NAN, x_to = NAN, y_from = NAN, y_to = NAN;
    itd_plot plot;

    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < series[i].count; k++) {
            if (!isfinite(series[i].x[k]) || !isfinite(series[i].y[k]))
                continue;
            itd_plot_reach(&x_from, &x_to, series[i].x[k]);
            itd_plot_reach(&y_from, &y_to, series[i].y[k]);
        }
    }
    itd_plot_begin(&plot, page, chart, ITD_PLOT_LEFT, ITD_PLOT_HEIGHT);
    itd_plot_scale_init(&plot.x, &chart->x, x_from, x_to);
    itd_plot_scale_init(&plot.y, &chart->y, y_from, y_to);
    itd_plot_scale_round(&plot.y);
    itd_plot_layout(&plot);
    itd_plot_axis_x(&plot, true);
    itd_plot_axis_y(&plot);
    if (isnan(x_from))
        itd_plot_empty(&plot);
    for (size_t i = 0; i < count; i++)
        put_series(&plot, &series[i], i);
    itd_plot_rules(&plot, true);
    itd_plot_end_svg(&plot);
    if (count > 1)
        put_legend(page, series, count);
    itd_plot_end(&plot);
}

/* ---- bars ---- */

static void put_bar(const itd_plot *plot, const itd_chart_bar *bar, double left, double right)
{
    itd_buf     *buf = plot->page->buf;
    const double zero = itd_plot_at(&plot->y, 0);
    const double end = itd_plot_at(&plot->y, bar->value);

    itd_buf_printf(buf, "<rect class=\"f-%s\"", itd_page_tone_class(bar->tone) + 2);
    itd_plot_attribute(buf, "x", left);
    itd_plot_attribute(buf, "y", end < zero ? end : zero);
    itd_plot_attribute(buf, "width", right - left);
    itd_plot_attribute(buf, "height", fabs(zero - end));
    itd_buf_append_cstr(buf, "><title>");
    if (bar->label.len > 0) {
        itd_page_append_text(buf, bar->label);
    } else {
        itd_page_append_short_number(buf, bar->from, 3);
        itd_buf_append_cstr(buf, " to ");
        itd_page_append_short_number(buf, bar->to, 3);
    }
    itd_buf_append_cstr(buf, ": ");
    itd_page_append_short_number(buf, bar->value, 4);
    itd_buf_append_cstr(buf, "</title></rect>\n");
}

static void put_labelled_bars(const itd_plot *plot, const itd_chart_bar *bars, size_t count)
{
    const double place = (plot->right - plot->left) / (double)count;
    const size_t every = (count + LABELS_SHOWN - 1) / LABELS_SHOWN;

    for (size_t i = 0; i < count; i++) {
        const double left = plot->left + place * (double)i;

        if (isfinite(bars[i].value))
            put_bar(plot, &bars[i], left + BAR_GAP * place, left + (1 - BAR_GAP) * place);
        if (i % every == 0)
            itd_plot_text(plot, "tick", left + place / 2, plot->bottom + 16, "middle",
                          bars[i].label);
    }
}

void itd_chart_bars(itd_page *page, const itd_chart *chart, const itd_chart_bar *bars, size_t count)
{
    double   x_from = NAN, x_to = NAN, y_from = 0, y_to = 0;
    bool     is_labelled = false;
    itd_plot plot;

    for (size_t i = 0; i < count; i++) {
        itd_plot_reach(&x_from, &x_to, bars[i].from);
        itd_plot_reach(&x_from, &x_to, bars[i].to);
        itd_plot_reach(&y_from, &y_to, bars[i].value);
        is_labelled = is_labelled || bars[i].label.len > 0;
    }
    itd_plot_begin(&plot, page, chart, ITD_PLOT_LEFT, ITD_PLOT_HEIGHT);
    itd_plot_scale_init(&plot.x, &chart->x, x_from, x_to);
    itd_plot_scale_init(&plot.y, &chart->y, y_from, y_from < y_to ? y_to : 1);
    itd_plot_scale_round(&plot.y);
    itd_plot_layout(&plot);
    itd_plot_axis_x(&plot, !is_labelled);
    itd_plot_axis_y(&plot);
    if (count == 0)
        itd_plot_empty(&plot);
    if (is_labelled)
        put_labelled_bars(&plot, bars, count);
    for (size_t i = 0; !is_labelled && i < count; i++) {
        const double left = itd_plot_at(&plot.x, bars[i].from);
        const double right = itd_plot_at(&plot.x, bars[i].to);

        if (isfinite(bars[i].value) && right > left)
            put_bar(&plot, &bars[i], left + 0.5, right - left > 1.5 ? right - 0.5 : right);
    }
    itd_plot_rules(&plot, true);
    itd_plot_end_svg(&plot);
    itd_plot_end(&plot);
}

/* ---- timelines ---- */

static double lane_middle(const itd_plot *plot, size_t lane)
{
    return plot->top + LANE_HEIGHT * ((double)lane + 0.5);
}

static void put_band(const itd_plot *plot, const itd_chart_band *band)
{
    itd_buf     *buf = plot->page->buf;
    const double left = itd_plot_at(&plot->x, band->from), right = itd_plot_at(&plot->x, band->to);
    const double middle = lane_middle(plot, band->lane);

    if (!(right > left))
        return;
    itd_buf_printf(buf, "<g><rect class=\"band b-%s\"", itd_page_tone_class(band->tone) + 2);
    itd_plot_attribute(buf, "x", left);
    itd_plot_attribute(buf, "y", middle - LANE_BAND_HEIGHT / 2);
    itd_plot_attribute(buf, "width", right - left);
    itd_plot_attribute(buf, "height", LANE_BAND_HEIGHT);
    itd_buf_append_cstr(buf, "/><title>");
    itd_page_append_text(buf, band->label);
    itd_buf_append_cstr(buf, "</title>");
    if ((double)itd_utf8_count(band->label) * CHARACTER_WIDTH + 6 < right - left)
        itd_plot_text(plot, itd_page_tone_class(band->tone), (left + right) / 2, middle + 4,
                      "middle", band->label);
    itd_buf_append_cstr(buf, "</g>\n");
}

static void put_mark(const itd_plot *plot, const itd_chart_mark *mark)
{
    itd_buf *buf = plot->page->buf;

    itd_buf_append_cstr(buf, "<g>");
    itd_plot_shape(buf, mark->tone, itd_plot_at(&plot->x, mark->at), lane_middle(plot, mark->lane),
                   MARK_SIZE);
    itd_buf_append_cstr(buf, "<title>");
    itd_page_append_text(buf, mark->label);
    itd_buf_append_cstr(buf, "</title></g>\n");
}

/* Room for the longest name of a lane. */
static double lanes_left(const itd_chart_lane *lanes, size_t count)
{
    double left = LANE_LEFT_MIN;

    for (size_t i = 0; i < count; i++) {
        const double need = (double)itd_utf8_count(lanes[i].name) * CHARACTER_WIDTH + 14;

        if (need > left)
            left = need;
    }
    return left < LANE_LEFT_MAX ? left : LANE_LEFT_MAX;
}

void itd_chart_timeline(itd_page *page, const itd_chart *chart, const itd_chart_lane *lanes,
                        size_t lane_count, const itd_chart_band *bands, size_t band_count,
                        const itd_chart_mark *marks, size_t mark_count)
{
    const double height =
        ITD_PLOT_TOP + LANE_HEIGHT * (double)(lane_count > 0 ? lane_count : 1) + ITD_PLOT_BOTTOM;
    double   from = NAN, to = NAN;
    itd_plot plot;

    for (size_t i = 0; i < band_count; i++) {
        itd_plot_reach(&from, &to, bands[i].from);
        itd_plot_reach(&from, &to, bands[i].to);
    }
    for (size_t i = 0; i < mark_count; i++)
        itd_plot_reach(&from, &to, marks[i].at);
    itd_plot_begin(&plot, page, chart, lanes_left(lanes, lane_count), height);
    itd_plot_scale_init(&plot.x, &chart->x, from, to);
    itd_plot_layout(&plot);
    itd_plot_axis_x(&plot, true);
    for (size_t i = 0; i < lane_count; i++)
        itd_plot_text(&plot, "label", plot.left - 8, lane_middle(&plot, i) + 4, "end",
                      lanes[i].name);
    if (isnan(from) || lane_count == 0)
        itd_plot_empty(&plot);
    for (size_t i = 0; i < band_count; i++) {
        if (bands[i].lane < lane_count && isfinite(bands[i].from) && isfinite(bands[i].to))
            put_band(&plot, &bands[i]);
    }
    for (size_t i = 0; i < mark_count; i++) {
        if (marks[i].lane < lane_count && marks[i].at >= plot.x.from && marks[i].at <= plot.x.to)
            put_mark(&plot, &marks[i]);
    }
    itd_plot_rules(&plot, false);
    itd_plot_end_svg(&plot);
    itd_plot_end(&plot);
}
