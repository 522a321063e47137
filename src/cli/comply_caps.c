/* `comply` on the caps: shares of the suppliers, and the deliveries behind them, as rows and in
 * JSON. Every total is a lower bound. */
#include <stdio.h>

#include "cli/comply.h"
#include "entity/country.h"

/* ---- rows ---- */

/* A code where the supplier is a state, else its name as written. */
static itd_str who_is(itd_str supplier)
{
    itd_str iso;

    return itd_country_find(supplier, &iso) ? iso : supplier;
}

static void put_empty(itd_comply_cell put, void *ctx, int count)
{
    while (count-- > 0)
        put(ctx, (itd_str){0}, true);
}

static void put_days(itd_comply_cell put, void *ctx, itd_date from, itd_date to)
{
    char first[ITD_DATE_TEXT_MAX], last[ITD_DATE_TEXT_MAX], text[2 * ITD_DATE_TEXT_MAX + 1];

    itd_date_format(from, first);
    itd_date_format(to, last);
    (void)snprintf(text, sizeof text, "%s/%s", first, last);
    put(ctx, itd_str_of(text), false);
}

/* Columns behind the place: days of a change are not for caps. */
static void put_amounts(itd_comply_cell put, void *ctx, uint64_t total, const itd_cap_limit *limit,
                        itd_str unit, uint32_t basis_point)
{
    char text[ITD_AMOUNT_TEXT_MAX] = "";

    put_empty(put, ctx, 6);
    itd_amount_format(total, text);
    put(ctx, itd_str_of(text), true);
    if (limit)
        itd_amount_format(limit->amount, text);
    put(ctx, limit ? itd_str_of(text) : (itd_str){0}, true);
    put(ctx, unit, false);
    (void)snprintf(text, sizeof text, "%u.%02u", basis_point / 100, basis_point % 100);
    put(ctx, limit ? itd_str_of(text) : (itd_str){0}, true);
}

static void put_share(const struct itd_comply_show *show, const itd_supplier_share *share,
                      bool with_all, itd_comply_cell put, void *ctx)
{
    const itd_cap     *cap = itd_rules_cap_at(show->rules, share->cap);
    const itd_measure *measure = itd_rules_at(show->rules, cap->measure);
    char factor[ITD_AMOUNT_TEXT_MAX] = "", total[ITD_AMOUNT_TEXT_MAX], limit[ITD_AMOUNT_TEXT_MAX];
    char finding[ITD_AMOUNT_TEXT_MAX * 2 + 96];

    itd_amount_format(share->view.total, total);
    itd_amount_format(share->view.limit.amount, limit);
    if (share->view.factor)
        itd_amount_format(share->view.factor->barrels_per_tonne, factor);
    (void)snprintf(finding, sizeof finding, "%s, at least %s of %s (%u.%02u %%)",
                   itd_delivery_kind_name(share->kind), total, limit, share->view.basis_point / 100,
                   share->view.basis_point % 100);
    put(ctx, who_is(share->supplier), false);
    put(ctx, ITD_STR("cap-share"), false);
    put(ctx, cap->group, false);
    put_days(put, ctx, share->from, share->to);
    put(ctx, itd_str_of(with_all ? itd_delivery_kind_name(share->kind) : finding), false);
    put(ctx, itd_str_of(factor), false);
    put_empty(put, ctx, 5);
    put(ctx, itd_str_of(itd_measure_class_name(measure->class_)), false);
    put(ctx, measure->id, false);
    put(ctx, (itd_str){0}, false);
    if (with_all)
        put_amounts(put, ctx, share->view.total, &share->view.limit, share->view.limit.unit,
                    share->view.basis_point);
}

static void put_delivery(const struct itd_comply_show *show, size_t index, bool with_all,
                         itd_comply_cell put, void *ctx)
{
    const itd_delivery       *delivery = &show->answer->deliveries[index];
    const itd_delivery_place *place = &show->answer->delivery_places[index];
    char                      usd[ITD_AMOUNT_TEXT_MAX] = "";

    if (delivery->has_usd)
        itd_amount_format(delivery->usd, usd);
    put(ctx, who_is(delivery->supplier), false);
    put(ctx, ITD_STR("delivery"), false);
    put(ctx, delivery->group, false);
    put_days(put, ctx, delivery->from, delivery->to);
    put(ctx, place->left.len > 0 ? place->left : ITD_STR("counted"), false);
    put(ctx, itd_str_of(itd_delivery_kind_name(delivery->kind)), false);
    put(ctx, itd_str_of(usd), true);
    put_empty(put, ctx, 6);
    itd_comply_put_place(put, ctx, place->file, delivery->line);
    if (with_all && (delivery->has_barrels || delivery->has_tonnes))
        put_amounts(put, ctx, delivery->has_barrels ? delivery->barrels : delivery->tonnes, NULL,
                    delivery->has_barrels ? ITD_STR("barrel") : ITD_STR("tonne"), 0);
}

void itd_comply_put_cap_rows(const struct itd_comply_show *show, bool with_all, itd_comply_cell put,
                             void (*begin)(void *ctx), void *ctx)
{
    const itd_comply_answer *answer = show->answer;

    for (size_t i = 0; i < answer->share_count; i++) {
        if (!itd_comply_shows_supplier(show, answer->shares[i].supplier))
            continue;
        begin(ctx);
        put_share(show, &answer->shares[i], with_all, put, ctx);
    }
    for (size_t i = 0; i < answer->delivery_count; i++) {
        if (!itd_comply_shows_supplier(show, answer->deliveries[i].supplier) ||
            (!with_all && answer->delivery_places[i].left.len == 0))
            continue;
        begin(ctx);
        put_delivery(show, i, with_all, put, ctx);
    }
}

/* ---- JSON ---- */

static void put_number(itd_json_writer *json, const char *key, bool is_there, uint64_t amount)
{
    char text[ITD_AMOUNT_TEXT_MAX];

    if (!is_there) {
        itd_json_put_null(json, key);
        return;
    }
    itd_amount_format(amount, text);
    itd_json_put_cstr(json, key, text);
}

static void json_share(itd_json_writer *json, const struct itd_comply_show *show,
                       const itd_supplier_share *share)
{
    const itd_cap    *cap = itd_rules_cap_at(show->rules, share->cap);
    const itd_factor *factor = share->view.factor;

    itd_json_begin_object(json, NULL);
    itd_json_put_str(json, "supplier", share->supplier);
    itd_json_put_str(json, "measure", itd_rules_at(show->rules, cap->measure)->id);
    itd_json_put_str(json, "group", cap->group);
    itd_regime_put_date(json, "from", share->from);
    itd_regime_put_date(json, "to", share->to);
    itd_json_put_cstr(json, "kind", itd_delivery_kind_name(share->kind));
    put_number(json, "limit", true, share->view.limit.amount);
    itd_json_put_str(json, "unit", share->view.limit.unit);
    put_number(json, "factor", factor != NULL, factor ? factor->barrels_per_tonne : 0);
    put_number(json, "total", true, share->view.total);
    itd_json_put_bool(json, "lower_bound", true);
    itd_json_put_score(json, "share", share->view.basis_point);
    itd_json_put_u64(json, "rows", share->view.rows);
    itd_json_begin_array(json, "crossings");
    for (size_t k = 0; k < ITD_CAP_CROSSINGS; k++) {
        if (share->view.crossings[k].day.year == 0)
            continue;
        itd_json_begin_object(json, NULL);
        itd_json_put_u64(json, "percent", share->view.crossings[k].percent);
        itd_regime_put_date(json, "day", share->view.crossings[k].day);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
    itd_json_end_object(json);
}

static void json_delivery(itd_json_writer *json, const itd_delivery *delivery,
                          const itd_delivery_place *place)
{
    itd_json_begin_object(json, NULL);
    itd_json_put_str(json, "supplier", delivery->supplier);
    itd_json_put_str(json, "group", delivery->group);
    itd_regime_put_date(json, "from", delivery->from);
    itd_regime_put_date(json, "to", delivery->to);
    itd_json_put_cstr(json, "kind", itd_delivery_kind_name(delivery->kind));
    put_number(json, "barrels", delivery->has_barrels, delivery->barrels);
    put_number(json, "tonnes", delivery->has_tonnes, delivery->tonnes);
    put_number(json, "usd", delivery->has_usd, delivery->usd);
    itd_json_put_bool(json, "counted", place->left.len == 0);
    itd_json_put_str(json, "left_out", place->left);
    itd_json_put_str(json, "source", delivery->source);
    itd_json_put_str(json, "confidence", delivery->confidence);
    itd_json_put_str(json, "file", place->file);
    itd_json_put_u64(json, "line", delivery->line);
    itd_json_end_object(json);
}

void itd_comply_json_caps(itd_json_writer *json, const struct itd_comply_show *show)
{
    const itd_comply_answer *answer = show->answer;

    itd_json_begin_array(json, "cap_shares");
    for (size_t i = 0; i < answer->share_count; i++)
        if (itd_comply_shows_supplier(show, answer->shares[i].supplier))
            json_share(json, show, &answer->shares[i]);
    itd_json_end_array(json);
    itd_json_begin_array(json, "deliveries");
    for (size_t i = 0; i < answer->delivery_count; i++)
        if (itd_comply_shows_supplier(show, answer->deliveries[i].supplier))
            json_delivery(json, &answer->deliveries[i], &answer->delivery_places[i]);
    itd_json_end_array(json);
}
