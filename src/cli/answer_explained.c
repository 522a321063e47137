/* The form for people with --explain: what a table would say in one row, term by term. */
#include "cli/answer.h"
#include "cli/explanation.h"

static void append_customer(itd_buf *buf, const itd_answered *answered)
{
    const itd_customer *customer = answered->customer;

    itd_buf_printf(buf, "row %llu: ", (unsigned long long)answered->row);
    itd_cli_append_safe(buf, customer->name);
    if (customer->req.id.len > 0) {
        itd_buf_append_cstr(buf, customer->name.len > 0 ? " [" : "[");
        itd_cli_append_safe(buf, customer->req.id);
        itd_buf_append_char(buf, ']');
    }
    if (customer->related_count > 0) {
        itd_buf related;

        itd_buf_init(&related, SIZE_MAX);
        itd_answer_append_related(customer, &related);
        itd_buf_append_cstr(buf, ", ");
        itd_cli_append_safe(buf, itd_buf_text(&related));
        itd_buf_done(&related);
    }
    if (itd_customer_problem(customer)) {
        itd_buf_append_cstr(buf, " (");
        itd_cli_append_safe(buf, itd_customer_problem(customer)->problem);
        itd_buf_append_char(buf, ')');
    }
    itd_buf_printf(buf, ": %s", itd_answered_outcome(answered));
}

static void append_also_on(const itd_renderer *renderer, const itd_hit *hit, itd_buf *buf)
{
    itd_buf ids;

    itd_buf_init(&ids, SIZE_MAX);
    itd_answer_append_also_on(renderer, hit, ", ", &ids);
    if (ids.len > 0) {
        itd_buf_append_cstr(buf, "the same party as ");
        itd_cli_append_safe(buf, itd_buf_text(&ids));
        itd_buf_append_char(buf, '\n');
    }
    itd_buf_done(&ids);
}

void itd_answer_write_explained(const itd_renderer *renderer, const itd_answered *answered,
                                itd_buf *buf)
{
    const itd_answer *answer = answered->answer;
    char              text[ITD_ERROR_TEXT_MAX];

    append_customer(buf, answered);
    if (!answer) {
        itd_error_format(answered->err, text);
        itd_buf_append_cstr(buf, ", ");
        itd_cli_append_safe(buf, itd_str_of(text));
        itd_buf_append_cstr(buf, "\n\n");
        return;
    }
    itd_buf_printf(buf, ", %zu hit%s\n", answer->hits_found, answer->hits_found == 1 ? "" : "s");
    if (!answer->complete) {
        itd_cli_append_safe(buf, answer->why);
        itd_buf_append_char(buf, '\n');
    }
    itd_buf_append_char(buf, '\n');
    for (size_t i = 0; i < answer->hit_count; i++) {
        const itd_status st = itd_hit_write_text(renderer->snap, &answered->customer->req,
                                                 &answer->hits[i], renderer->color, buf, NULL);

        if (st != ITD_OK && buf->failed == ITD_OK)
            buf->failed = st;
        append_also_on(renderer, &answer->hits[i], buf);
        itd_buf_append_char(buf, '\n');
    }
    if (answer->hits_found > answer->hit_count)
        itd_buf_printf(buf, "%zu more (--limit)\n\n", answer->hits_found - answer->hit_count);
}
