/* The form for people. Workers write cells (style, length, text); the table is put together in the
 * order of the rows by whoever prints it. */
#include "cli/answer.h"

static void put_cell(itd_buf *buf, itd_cli_style style, itd_str text)
{
    itd_buf_append_varint(buf, (uint64_t)style);
    itd_buf_append_varint(buf, text.len);
    itd_buf_append(buf, text);
}

void itd_answer_add_header(itd_cli_table *table)
{
    static const char *const titles[ITD_ANSWER_COLUMNS] = {
        "outcome", "score", "customer", "listed name", "entry", "why", "what the list says",
    };

    itd_cli_table_row(table);
    for (size_t i = 0; i < ITD_ARRAY_LEN(titles); i++)
        itd_cli_table_cell_styled(table, itd_str_of(titles[i]), ITD_STYLE_DIM);
}

void itd_answer_add_cells(itd_cli_table *table, itd_str cells)
{
    uint64_t style, len;
    itd_str  text;

    for (size_t i = 0; cells.len > 0; i++) {
        if (!itd_bytes_take_varint(&cells, &style) || !itd_bytes_take_varint(&cells, &len) ||
            !itd_bytes_take(&cells, len, &text))
            return;
        if (i % ITD_ANSWER_COLUMNS == 0)
            itd_cli_table_row(table);
        itd_cli_table_cell_styled(table, text, (itd_cli_style)style);
    }
}

static itd_cli_style style_of(itd_outcome outcome)
{
    switch (outcome) {
    case ITD_OUTCOME_CLEAR:
        return ITD_STYLE_GOOD;
    case ITD_OUTCOME_REVIEW:
        return ITD_STYLE_WARN;
    case ITD_OUTCOME_BLOCK:
    case ITD_OUTCOME_ERROR:
        break;
    }
    return ITD_STYLE_BAD;
}

/* The name, else the id, else the row's number. */
static void put_customer(const itd_answered *answered, itd_buf *buf)
{
    const itd_customer *customer = answered->customer;
    itd_buf             text;

    itd_buf_init(&text, SIZE_MAX);
    itd_buf_append(&text, customer->name);
    if (customer->req.id.len > 0) {
        itd_buf_append_cstr(&text, customer->name.len > 0 ? " [" : "[");
        itd_buf_append(&text, customer->req.id);
        itd_buf_append_char(&text, ']');
    }
    if (text.len == 0)
        itd_buf_printf(&text, "row %llu", (unsigned long long)answered->row);
    if (customer->related_count > 0) {
        itd_buf_append_cstr(&text, ", ");
        itd_answer_append_related(customer, &text);
    }
    put_cell(buf, ITD_STYLE_PLAIN, itd_buf_text(&text));
    itd_buf_done(&text);
}

static void append_agreement(itd_buf *text, itd_str what, itd_agreement agreement)
{
    if (agreement != ITD_NEUTRAL)
        itd_buf_printf(text, ", %.*s %s", ITD_STR_ARGS(what), itd_agreement_name(agreement));
}

static void put_why(const itd_answered *answered, const itd_hit *hit, itd_buf *buf)
{
    itd_buf text;

    itd_buf_init(&text, 2 * ITD_ENTITY_NAME_MAX);
    if (hit->basis == ITD_BASIS_IDENTIFIER)
        itd_buf_append_cstr(&text, "identifier");
    else if (hit->weak)
        itd_buf_append_cstr(&text, "weak alias");
    else
        itd_buf_append_cstr(&text, hit->score == ITD_SCORE_ONE ? "same name" : "like name");
    if (hit->evidence.identifier_value)
        append_agreement(&text, itd_prop_name(hit->evidence.identifier_value->prop),
                         hit->evidence.identifier);
    if (hit->evidence.other_branch)
        itd_buf_append_cstr(&text, " (another branch of the bank)");
    append_agreement(&text, ITD_STR("birth date"), hit->evidence.birth_date);
    append_agreement(&text, ITD_STR("country"), hit->evidence.country);
    append_agreement(&text, ITD_STR("gender"), hit->evidence.gender);
    append_agreement(&text, ITD_STR("address"), hit->evidence.address);
    if (hit->found.ptr) {
        const size_t from = (size_t)(hit->found.ptr - answered->customer->text.ptr);

        itd_buf_printf(&text, ", in \"%.*s\" (bytes %zu to %zu)", ITD_STR_ARGS(hit->found), from,
                       from + hit->found.len);
    }
    put_cell(buf, ITD_STYLE_PLAIN, itd_buf_text(&text));
    itd_buf_done(&text);
}

static void append_fact(itd_buf *text, const char *title, const itd_entity *ent, itd_prop prop)
{
    if (!itd_entity_first(ent, prop))
        return;
    itd_buf_append_cstr(text, text->len > 0 ? "; " : "");
    itd_buf_append_cstr(text, title);
    itd_answer_append_values(text, ent, prop, " or ");
}

static void append_also_on(const itd_renderer *renderer, const itd_hit *hit, itd_buf *text)
{
    itd_buf ids;

    itd_buf_init(&ids, SIZE_MAX);
    itd_answer_append_also_on(renderer, hit, ", ", &ids);
    if (ids.len > 0) {
        itd_buf_append_cstr(text, text->len > 0 ? "; also " : "also ");
        itd_buf_append(text, itd_buf_text(&ids));
    }
    itd_buf_done(&ids);
}

static void put_facts(const itd_renderer *renderer, const itd_hit *hit, itd_buf *buf)
{
    itd_buf text;

    itd_buf_init(&text, ITD_ENTITY_TEXT_MAX);
    append_fact(&text, "born ", hit->ent, ITD_PROP_BIRTH_DATE);
    append_fact(&text, "nationality ", hit->ent, ITD_PROP_NATIONALITY);
    append_fact(&text, "IMO ", hit->ent, ITD_PROP_IMO_NUMBER);
    append_fact(&text, "", hit->ent, ITD_PROP_PROGRAM);
    append_also_on(renderer, hit, &text);
    put_cell(buf, ITD_STYLE_DIM, itd_buf_text(&text));
    itd_buf_done(&text);
}

static void put_entry(const itd_hit *hit, itd_buf *buf)
{
    itd_buf text;

    itd_buf_init(&text, ITD_ENTITY_ID_MAX + 64);
    itd_buf_append(&text, hit->list);
    itd_buf_append_char(&text, ':');
    itd_buf_append(&text, hit->ent->id);
    put_cell(buf, ITD_STYLE_PLAIN, itd_buf_text(&text));
    itd_buf_done(&text);
}

static void put_hit(const itd_renderer *renderer, const itd_answered *answered, size_t index,
                    itd_buf *buf)
{
    const itd_hit *hit = &answered->answer->hits[index];
    char           score[16];

    (void)snprintf(score, sizeof score, "%u.%04u", (unsigned)(hit->score / ITD_SCORE_ONE),
                   (unsigned)(hit->score % ITD_SCORE_ONE));
    if (index == 0)
        put_cell(buf, style_of(answered->answer->outcome),
                 itd_str_of(itd_answered_outcome(answered)));
    else
        put_cell(buf, ITD_STYLE_PLAIN, (itd_str){0});
    put_cell(buf, ITD_STYLE_PLAIN, itd_str_of(score));
    if (index == 0)
        put_customer(answered, buf);
    else
        put_cell(buf, ITD_STYLE_PLAIN, (itd_str){0});
    put_cell(buf, ITD_STYLE_STRONG,
             hit->matched_name ? hit->matched_name->text : hit->ent->caption);
    put_entry(hit, buf);
    put_why(answered, hit, buf);
    put_facts(renderer, hit, buf);
}

/* A row without a hit that must be seen: an error, an answer that is not complete, hits left
 * out. */
static void put_remark(const itd_answered *answered, itd_cli_style style, const char *outcome,
                       itd_str remark, itd_buf *buf)
{
    put_cell(buf, style, itd_str_of(outcome));
    put_cell(buf, ITD_STYLE_PLAIN, (itd_str){0});
    put_customer(answered, buf);
    for (size_t i = 3; i + 1 < ITD_ANSWER_COLUMNS; i++)
        put_cell(buf, ITD_STYLE_PLAIN, (itd_str){0});
    put_cell(buf, ITD_STYLE_PLAIN, remark);
}

void itd_answer_write_cells(const itd_renderer *renderer, const itd_answered *answered,
                            itd_buf *buf)
{
    const itd_answer *answer = answered->answer;
    char              text[ITD_ERROR_TEXT_MAX];

    (void)renderer;
    if (!answer) {
        itd_error_format(answered->err, text);
        put_remark(answered, ITD_STYLE_BAD, "error", itd_str_of(text), buf);
        return;
    }
    for (size_t i = 0; i < answer->hit_count; i++)
        put_hit(renderer, answered, i, buf);
    if (itd_customer_problem(answered->customer))
        put_remark(answered, ITD_STYLE_BAD, "relation",
                   itd_customer_problem(answered->customer)->problem, buf);
    if (!answer->complete)
        put_remark(answered, style_of(answer->outcome), itd_answered_outcome(answered), answer->why,
                   buf);
    if (answer->hits_found > answer->hit_count) {
        (void)snprintf(text, sizeof text, "%zu more (--limit)",
                       answer->hits_found - answer->hit_count);
        put_remark(answered, ITD_STYLE_PLAIN,
                   answer->hit_count > 0 ? "" : itd_answered_outcome(answered), itd_str_of(text),
                   buf);
    }
}
