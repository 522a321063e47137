/* Scales, ticks and frames of charts. Ticks of numbers are 1, 2 or 5 times a power of ten
 * (Heckbert, "Nice Numbers for Graph Labels", Graphics Gems 1990); ticks of dates stand on days,
 * firsts of months or of years. */
#include "page/plot.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "page/style.h"

#define TICKS_WANTED 6
#define VALUE_MAX 1e300 /* so that a range is a number */
#define TICKS_MAX 64    /* whatever the range, no more */
#define DAYS_PER_MONTH 30.4
#define DATE_DAYS_MAX 2932896.0   /* 9999-12-31 */
#define DATE_DAYS_MIN (-719162.0) /* 0001-01-01 */

void itd_plot_reach(double *from, double *to, double value)
{
    if (!isfinite(value))
        return;
    if (isnan(*from) || value < *from)
        *from = value;
    if (isnan(*to) || value > *to)
        *to = value;
}

static double clamp(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

void itd_plot_scale_init(itd_plot_scale *scale, const itd_chart_axis *axis, double data_from,
                         double data_to)
{
    double from = axis->from, to = axis->to;

    if (!(isfinite(from) && isfinite(to) && from < to)) {
        from = isfinite(data_from) ? data_from : 0;
        to = isfinite(data_to) ? data_to : 1;
    }
    from = clamp(from, -VALUE_MAX, VALUE_MAX);
    to = clamp(to, -VALUE_MAX, VALUE_MAX);
    if (!(from < to)) {
        from -= 0.5;
        to += 0.5;
    }
    if (axis->is_date) {
        from = clamp(from, DATE_DAYS_MIN, DATE_DAYS_MAX - 1);
        to = clamp(to, from + 1, DATE_DAYS_MAX);
    }
    *scale = (itd_plot_scale){.from = from, .to = to, .is_date = axis->is_date};
}

/* The step of about TICKS_WANTED ticks in a range. */
static double nice_step(double range)
{
    const double raw = range / TICKS_WANTED;
    const double power = pow(10, floor(log10(raw)));
    const double lead = raw / power;

    if (lead <= 1.0)
        return power;
    if (lead <= 2.0)
        return 2 * power;
    return lead <= 5.0 ? 5 * power : 10 * power;
}

void itd_plot_scale_round(itd_plot_scale *scale)
{
    const double step = nice_step(scale->to - scale->from);

    if (scale->is_date || !(step > 0) || !isfinite(step))
        return;
    scale->from = floor(scale->from / step + 1e-9) * step;
    scale->to = ceil(scale->to / step - 1e-9) * step;
}

double itd_plot_at(const itd_plot_scale *scale, double value)
{
    const double part = clamp((value - scale->from) / (scale->to - scale->from), 0, 1);

    return scale->pixel_from + part * (scale->pixel_to - scale->pixel_from);
}

/* ---- elements ---- */

void itd_plot_coordinate(itd_buf *buf, double value)
{
    itd_page_append_short_number(buf, value, 2);
}

void itd_plot_attribute(itd_buf *buf, const char *name, double value)
{
    itd_buf_printf(buf, " %s=\"", name);
    itd_plot_coordinate(buf, value);
    itd_buf_append_char(buf, '"');
}

void itd_plot_text(const itd_plot *plot, const char *css_class, double x, double y,
                   const char *anchor, itd_str text)
{
    itd_buf *buf = plot->page->buf;

    itd_buf_printf(buf, "<text class=\"%s\"", css_class);
    itd_plot_attribute(buf, "x", x);
    itd_plot_attribute(buf, "y", y);
    itd_buf_printf(buf, " text-anchor=\"%s\">", anchor);
    itd_page_append_text(buf, text);
    itd_buf_append_cstr(buf, "</text>\n");
}

void itd_plot_line(const itd_plot *plot, const char *css_class, double x1, double y1, double x2,
                   double y2)
{
    itd_buf *buf = plot->page->buf;

    itd_buf_printf(buf, "<line class=\"%s\"", css_class);
    itd_plot_attribute(buf, "x1", x1);
    itd_plot_attribute(buf, "y1", y1);
    itd_plot_attribute(buf, "x2", x2);
    itd_plot_attribute(buf, "y2", y2);
    itd_buf_append_cstr(buf, "/>\n");
}

/* A path through offsets from the centre: pairs of x and y in units of size. */
static void put_polygon(itd_buf *buf, const char *css_class, double x, double y, double size,
                        const double *offsets, size_t points)
{
    itd_buf_printf(buf, "<path class=\"%s\" d=\"", css_class);
    for (size_t i = 0; i < points; i++) {
        itd_buf_append_char(buf, i == 0 ? 'M' : 'L');
        itd_plot_coordinate(buf, x + offsets[2 * i] * size);
        itd_buf_append_char(buf, ' ');
        itd_plot_coordinate(buf, y + offsets[2 * i + 1] * size);
    }
    itd_buf_append_cstr(buf, "Z\"/>");
}

void itd_plot_shape(itd_buf *buf, itd_page_tone tone, double x, double y, double size)
{
    static const double square[] = {-1, -1, 1, -1, 1, 1, -1, 1};
    static const double diamond[] = {0, -1.3, 1.3, 0, 0, 1.3, -1.3, 0};
    static const double triangle[] = {0, -1.2, 1.2, 1, -1.2, 1};
    static const double bar[] = {-0.4, -1.6, 0.4, -1.6, 0.4, 1.6, -0.4, 1.6};

    switch (tone) {
    case ITD_TONE_GOOD:
        put_polygon(buf, "f-good", x, y, size, square, 4);
        break;
    case ITD_TONE_NOTICE:
        put_polygon(buf, "f-notice", x, y, size, diamond, 4);
        break;
    case ITD_TONE_WARN:
        put_polygon(buf, "f-warn", x, y, size, triangle, 3);
        break;
    case ITD_TONE_BAD:
        put_polygon(buf, "f-bad", x, y, size, bar, 4);
        break;
    case ITD_TONE_PLAIN:
    case ITD_TONE_DIM:
        itd_buf_printf(buf, "<circle class=\"%s\"", tone == ITD_TONE_DIM ? "f-dim" : "f-plain");
        itd_plot_attribute(buf, "cx", x);
        itd_plot_attribute(buf, "cy", y);
        itd_plot_attribute(buf, "r", size);
        itd_buf_append_cstr(buf, "/>");
        break;
    }
}

/* ---- frame ---- */

void itd_plot_begin(itd_plot *plot, itd_page *page, const itd_chart *chart, double left,
                    double height)
{
    const uint32_t id = page->next_id++;
    itd_buf       *buf = page->buf;

    *plot = (itd_plot){.page = page,
                       .chart = chart,
                       .left = left,
                       .right = ITD_PLOT_WIDTH - ITD_PLOT_RIGHT,
                       .top = ITD_PLOT_TOP,
                       .bottom = height - ITD_PLOT_BOTTOM,
                       .height = height};
    itd_buf_append_cstr(buf, "<figure>\n<figcaption>");
    itd_page_append_text(buf, chart->title);
    itd_buf_printf(buf,
                   "</figcaption>\n<svg role=\"img\" aria-labelledby=\"c%u-t c%u-d\" "
                   "viewBox=\"0 0 %d ",
                   id, id, ITD_PLOT_WIDTH);
    itd_plot_coordinate(buf, height);
    itd_buf_printf(buf, "\" xmlns=\"http://www.w3.org/2000/svg\">\n<title id=\"c%u-t\">", id);
    itd_page_append_text(buf, chart->title);
    itd_buf_printf(buf, "</title>\n<desc id=\"c%u-d\">", id);
    itd_page_append_text(buf, chart->desc);
    itd_buf_append_cstr(buf, "</desc>\n");
}

void itd_plot_layout(itd_plot *plot)
{
    plot->x.pixel_from = plot->left;
    plot->x.pixel_to = plot->right;
    plot->y.pixel_from = plot->bottom;
    plot->y.pixel_to = plot->top;
}

void itd_plot_end_svg(const itd_plot *plot)
{
    itd_buf_append_cstr(plot->page->buf, "</svg>\n");
}

void itd_plot_end(const itd_plot *plot)
{
    itd_buf_append_cstr(plot->page->buf, "</figure>\n");
}

void itd_plot_empty(const itd_plot *plot)
{
    itd_plot_text(plot, "tick", (plot->left + plot->right) / 2, (plot->top + plot->bottom) / 2,
                  "middle", ITD_STR("nothing to show"));
}

/* ---- ticks ---- */

/* Digits behind the point that tell multiples of step apart. */
static unsigned step_decimals(double step)
{
    unsigned decimals = 0;

    while (decimals < ITD_PAGE_DECIMALS_MAX && step < 0.999) {
        step *= 10;
        decimals++;
    }
    return decimals;
}

static void tick_x(const itd_plot *plot, double value, itd_str text)
{
    const double x = itd_plot_at(&plot->x, value);

    itd_plot_line(plot, "grid", x, plot->top, x, plot->bottom);
    itd_plot_text(plot, "tick", x, plot->bottom + 16, "middle", text);
}

static void tick_y(const itd_plot *plot, double value, itd_str text)
{
    const double y = itd_plot_at(&plot->y, value);

    itd_plot_line(plot, "grid", plot->left, y, plot->right, y);
    itd_plot_text(plot, "tick", plot->left - 6, y + 4, "end", text);
}

static void number_ticks(const itd_plot *plot, const itd_plot_scale *scale,
                         void (*put)(const itd_plot *, double, itd_str))
{
    const double step = nice_step(scale->to - scale->from);
    double       first;
    itd_buf      text;

    if (!(step > 0) || !isfinite(step))
        return;
    first = ceil(scale->from / step - 1e-9);
    itd_buf_init(&text, 64);
    for (unsigned i = 0; i < TICKS_MAX && (first + i) * step <= scale->to + step * 1e-9; i++) {
        itd_buf_reset(&text);
        itd_page_append_number(&text, (first + i) * step, step_decimals(step));
        put(plot, (first + i) * step, itd_buf_text(&text));
    }
    itd_buf_done(&text);
}

/* A tick on a day, told to the month when it is a first of one, to the year when of a year. */
static void date_tick(const itd_plot *plot, itd_date date, unsigned months)
{
    const double day = (double)itd_date_to_days(date);
    char         text[ITD_DATE_TEXT_MAX];

    if (months >= 12)
        date.month = 0;
    if (months > 0)
        date.day = 0;
    if (day >= plot->x.from && day <= plot->x.to) {
        const size_t len = itd_date_format(date, text);

        tick_x(plot, day, (itd_str){text, len});
    }
}

/* Months between ticks; 0: less than a month. */
static unsigned months_of_range(double days)
{
    static const unsigned steps[] = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000};

    if (days < 2 * DAYS_PER_MONTH)
        return 0;
    for (size_t i = 0; i < ITD_ARRAY_LEN(steps); i++) {
        if (days / (DAYS_PER_MONTH * steps[i]) <= TICKS_WANTED + 3)
            return steps[i];
    }
    return steps[ITD_ARRAY_LEN(steps) - 1];
}

static void date_ticks(const itd_plot *plot)
{
    const double   range = plot->x.to - plot->x.from;
    const unsigned months = months_of_range(range);
    itd_date       date = itd_date_of_days((int64_t)floor(plot->x.from));
    int            month;

    if (months == 0) {
        const double step = ceil(range / TICKS_WANTED);
        const double first = ceil(plot->x.from);

        for (unsigned i = 0; first + i * step <= plot->x.to; i++)
            date_tick(plot, itd_date_of_days((int64_t)(first + i * step)), 0);
        return;
    }
    /* Counted in months from the year 0, so that ticks stand on multiples. */
    month = date.year * 12 + date.month - 1;
    month -= month % (int)months;
    for (unsigned i = 0; i < TICKS_MAX; i++, month += (int)months) {
        if (month / 12 > 9999 || month < 12)
            continue;
        date_tick(plot, (itd_date){(int16_t)(month / 12), (uint8_t)(month % 12 + 1), 1}, months);
    }
}

void itd_plot_axis_x(const itd_plot *plot, bool with_ticks)
{
    if (with_ticks && plot->x.is_date)
        date_ticks(plot);
    else if (with_ticks)
        number_ticks(plot, &plot->x, tick_x);
    itd_plot_line(plot, "axis", plot->left, plot->bottom, plot->right, plot->bottom);
    if (plot->chart->x.label.len > 0)
        itd_plot_text(plot, "label", (plot->left + plot->right) / 2, plot->height - 6, "middle",
                      plot->chart->x.label);
}

void itd_plot_axis_y(const itd_plot *plot)
{
    itd_buf     *buf = plot->page->buf;
    const double middle = (plot->top + plot->bottom) / 2;

    number_ticks(plot, &plot->y, tick_y);
    itd_plot_line(plot, "axis", plot->left, plot->top, plot->left, plot->bottom);
    if (plot->chart->y.label.len == 0)
        return;
    itd_buf_append_cstr(buf, "<text class=\"label\" text-anchor=\"middle\" "
                             "transform=\"rotate(-90)\"");
    itd_plot_attribute(buf, "x", -middle);
    itd_plot_attribute(buf, "y", 14);
    itd_buf_append_char(buf, '>');
    itd_page_append_text(buf, plot->chart->y.label);
    itd_buf_append_cstr(buf, "</text>\n");
}

/* Names of vertical rules stand one below the other, so that near ones can be read. */
void itd_plot_rules(const itd_plot *plot, bool with_horizontal)
{
    size_t vertical = 0;

    for (size_t i = 0; i < plot->chart->rule_count; i++) {
        const itd_chart_rule *rule = &plot->chart->rules[i];
        const itd_plot_scale *scale = rule->is_vertical ? &plot->x : &plot->y;
        const double          at = itd_plot_at(scale, rule->value);

        if (!isfinite(rule->value) || rule->value < scale->from || rule->value > scale->to)
            continue;
        if (rule->is_vertical) {
            const bool at_right = at > (plot->left + plot->right) / 2;

            itd_plot_line(plot, "rule", at, plot->top, at, plot->bottom);
            itd_plot_text(plot, "label", at + (at_right ? -4 : 4),
                          plot->top + 12 + 14 * (double)(vertical++ % 6),
                          at_right ? "end" : "start", rule->label);
        } else if (with_horizontal) {
            itd_plot_line(plot, "rule", plot->left, at, plot->right, at);
            itd_plot_text(plot, "label", plot->right - 4, at - 4, "end", rule->label);
        }
    }
}
