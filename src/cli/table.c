/* A table for people: every column as wide as its widest cell, two blanks between columns, the last
 * one cut where the terminal ends. Cells are made safe as they come in. */
#include "cli/cli.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "base/memory.h"

/* Text and cells of one table: a result of a million rows is not for people. */
#define TABLE_TEXT_MAX ((size_t)256 << 20)
#define GAP 2              /* blanks between columns */
#define LAST_COLUMN_MIN 16 /* the last column is never cut below this */

struct cell {
    size_t        from; /* in text */
    size_t        len;
    size_t        width;
    itd_cli_style style;
    bool          right;
};

struct itd_cli_table {
    size_t       columns;
    bool         color;
    itd_buf      text;
    struct cell *cells; /* heap; row after row, each `columns` long */
    size_t       rows;
    size_t       cap;  /* rows that fit into cells */
    size_t       next; /* column of the next cell */
    itd_status   failed;
};

itd_cli_table *itd_cli_table_new(size_t columns)
{
    itd_cli_table *table = itd_mem_new(1, sizeof *table);

    if (!table)
        return NULL;
    table->columns = columns;
    itd_buf_init(&table->text, TABLE_TEXT_MAX);
    return table;
}

void itd_cli_table_free(itd_cli_table *table)
{
    if (!table)
        return;
    itd_buf_done(&table->text);
    itd_mem_free(table->cells);
    itd_mem_free(table);
}

void itd_cli_table_set_color(itd_cli_table *table, bool color)
{
    table->color = color;
}

void itd_cli_table_row(itd_cli_table *table)
{
    if (table->failed != ITD_OK)
        return;
    if (table->rows == table->cap) {
        const size_t cap = table->cap > 0 ? 2 * table->cap : 16;
        struct cell *cells = itd_mem_resize(table->cells, cap, table->columns * sizeof *cells);

        if (!cells) {
            table->failed = ITD_E_NO_MEMORY;
            return;
        }
        table->cells = cells;
        table->cap = cap;
    }
    for (size_t i = 0; i < table->columns; i++)
        table->cells[table->rows * table->columns + i] = (struct cell){0};
    table->rows++;
    table->next = 0;
}

static void add_cell(itd_cli_table *table, itd_str text, itd_cli_style style, bool right)
{
    struct cell *cell;

    /* More cells than columns is a bug of the caller; the rows stay straight. */
    if (table->failed != ITD_OK || table->rows == 0 || table->next == table->columns)
        return;
    cell = &table->cells[(table->rows - 1) * table->columns + table->next++];
    cell->from = table->text.len;
    itd_cli_append_safe(&table->text, text);
    cell->len = table->text.len - cell->from;
    cell->width =
        itd_cli_text_width(itd_str_slice(itd_buf_text(&table->text), cell->from, table->text.len));
    cell->style = style;
    cell->right = right;
}

void itd_cli_table_cell(itd_cli_table *table, itd_str text)
{
    add_cell(table, text, ITD_STYLE_PLAIN, false);
}

void itd_cli_table_cell_right(itd_cli_table *table, itd_str text)
{
    add_cell(table, text, ITD_STYLE_PLAIN, true);
}

void itd_cli_table_put(void *ctx, itd_str text, bool right)
{
    add_cell(ctx, text, ITD_STYLE_PLAIN, right);
}

void itd_cli_table_cell_styled(itd_cli_table *table, itd_str text, itd_cli_style style)
{
    add_cell(table, text, style, false);
}

size_t itd_cli_terminal_width(void)
{
    struct winsize size = {0};

    if (isatty(STDOUT_FILENO) != 1 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}

const char *itd_cli_style_code(itd_cli_style style)
{
    switch (style) {
    case ITD_STYLE_STRONG:
        return "\033[1m";
    case ITD_STYLE_DIM:
        return "\033[2m";
    case ITD_STYLE_GOOD:
        return "\033[32m";
    case ITD_STYLE_WARN:
        return "\033[33m";
    case ITD_STYLE_BAD:
        return "\033[1;31m";
    case ITD_STYLE_PLAIN:
        break;
    }
    return "";
}

static void pad(itd_buf *buf, size_t count)
{
    while (count-- > 0 && buf->failed == ITD_OK)
        itd_buf_append_char(buf, ' ');
}

static void print_cell(const itd_cli_table *table, const struct cell *cell, size_t width, bool last,
                       itd_buf *buf)
{
    itd_str    text = itd_str_slice(itd_buf_text(&table->text), cell->from, cell->from + cell->len);
    size_t     shown = cell->width;
    bool       cut = false;
    const bool styled = table->color && cell->style != ITD_STYLE_PLAIN;

    if (shown > width && width > 0) {
        size_t len;

        shown = itd_cli_text_fit(text, width - 1, &len) + 1;
        text = itd_str_slice(text, 0, len);
        cut = true;
    }
    if (cell->right && shown < width)
        pad(buf, width - shown);
    if (styled)
        itd_buf_append_cstr(buf, itd_cli_style_code(cell->style));
    itd_buf_append(buf, text);
    if (cut)
        itd_buf_append_cstr(buf, "…");
    if (styled)
        itd_buf_append_cstr(buf, "\033[0m");
    if (!last && !cell->right && shown < width)
        pad(buf, width - shown);
    if (!last)
        pad(buf, GAP);
}

static void trim_blanks(itd_buf *buf)
{
    while (buf->len > 0 && buf->ptr[buf->len - 1] == ' ')
        buf->len--;
}

static void print_rows(const itd_cli_table *table, size_t *widths, itd_buf *buf)
{
    const size_t terminal = itd_cli_terminal_width();
    size_t       before = 0;

    for (size_t i = 0; i < table->rows * table->columns; i++) {
        if (table->cells[i].width > widths[i % table->columns])
            widths[i % table->columns] = table->cells[i].width;
    }
    for (size_t i = 0; i + 1 < table->columns; i++)
        before += widths[i] + GAP;
    if (terminal > before + LAST_COLUMN_MIN && widths[table->columns - 1] > terminal - before)
        widths[table->columns - 1] = terminal - before;
    for (size_t row = 0; row < table->rows; row++) {
        for (size_t i = 0; i < table->columns; i++)
            print_cell(table, &table->cells[row * table->columns + i], widths[i],
                       i + 1 == table->columns, buf);
        trim_blanks(buf);
        itd_buf_append_char(buf, '\n');
    }
}

itd_status itd_cli_table_print(const itd_cli_table *table, itd_buf *buf, itd_error *err)
{
    size_t    *widths;
    itd_status st;

    if (table->failed != ITD_OK)
        return itd_error_no_memory(err);
    st = itd_buf_status(&table->text, err);
    if (st != ITD_OK)
        return st;
    widths = itd_mem_new(table->columns, sizeof *widths);
    if (!widths)
        return itd_error_no_memory(err);
    print_rows(table, widths, buf);
    itd_mem_free(widths);
    return itd_buf_status(buf, err);
}
