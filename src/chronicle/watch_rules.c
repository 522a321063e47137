/* The rules of the state machine: defaults, and an INI file that changes some of them, so that one
 * and the same silence can be judged by "60 days and a stated intention" and by something
 * stricter. */
#include "chronicle/cessation.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "codec/ini.h"

#define DECIMALS_MAX 9

itd_watch_rules itd_watch_rules_default(void)
{
    return (itd_watch_rules){
        .notable_p = 0.05,
        .notable_season = true,
        .declared_days = 60,
        .declaration_required = true,
        .sustained_p = 0.01,
        .sustained_model = ITD_RULES_MODEL_BEST,
        .broken_silence_days = 60,
        .broken_lasts_days = 30,
        .veto_days = 180,
        .veto_count = 2,
        .veto = {"engine-test", "indicator"},
    };
}

static itd_status bad_value(itd_error *err, itd_str key, itd_str value, const char *wanted)
{
    (void)itd_error_set(err, ITD_E_SYNTAX, "\"%.*s\" is not %s", ITD_STR_ARGS(value), wanted);
    itd_error_in_field(err, key);
    return ITD_E_SYNTAX;
}

static itd_status take_days(itd_str key, itd_str value, uint32_t *ret_days, itd_error *err)
{
    uint64_t days;

    if (!itd_str_parse_u64(value, ITD_RULES_DAYS_MAX, &days))
        return bad_value(err, key, value, "a number of days, 0 to 36525");
    *ret_days = (uint32_t)days;
    return ITD_OK;
}

/* "0.05": digits, a point, digits; 0 < p < 1. */
static itd_status take_p(itd_str key, itd_str value, double *ret_p, itd_error *err)
{
    const size_t point = itd_str_find_char(value, '.');
    uint64_t     whole = 0, part = 0;
    double       scale = 1;

    if (point != SIZE_MAX && value.len - point - 1 <= DECIMALS_MAX && value.len > point + 1 &&
        itd_str_parse_u64(itd_str_slice(value, 0, point), 0, &whole) &&
        itd_str_parse_u64(itd_str_from(value, point + 1), UINT32_MAX, &part)) {
        for (size_t i = point + 1; i < value.len; i++)
            scale *= 10;
        if (part > 0) {
            *ret_p = (double)part / scale;
            return ITD_OK;
        }
    }
    return bad_value(err, key, value, "a probability between 0 and 1, like 0.05");
}

static itd_status take_choice(itd_str key, itd_str value, const char *yes, const char *no,
                              bool *ret_is_yes, itd_error *err)
{
    char wanted[64];

    if (!itd_str_equal(value, itd_str_of(yes)) && !itd_str_equal(value, itd_str_of(no))) {
        (void)snprintf(wanted, sizeof wanted, "%s or %s", yes, no);
        return bad_value(err, key, value, wanted);
    }
    *ret_is_yes = itd_str_equal(value, itd_str_of(yes));
    return ITD_OK;
}

static const struct {
    const char     *name;
    itd_rules_model model;
} model_names[] = {
    {"best", ITD_RULES_MODEL_BEST},
    {"longest", ITD_RULES_MODEL_LONGEST},
    {"season", ITD_RULES_MODEL_SEASON},
    {"none", ITD_RULES_MODEL_NONE},
};

static itd_status take_model(itd_str key, itd_str value, itd_watch_rules *rules, itd_error *err)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(model_names); i++) {
        if (itd_str_equal(value, itd_str_of(model_names[i].name))) {
            rules->sustained_model = model_names[i].model;
            return ITD_OK;
        }
    }
    for (size_t i = 0; i < ITD_LAWS; i++) {
        if (itd_str_equal(value, itd_str_of(itd_silence_law_name((itd_silence_law)i)))) {
            rules->sustained_model = ITD_RULES_MODEL_LAW;
            rules->sustained_law = (itd_silence_law)i;
            return ITD_OK;
        }
    }
    return bad_value(err, key, value, "best, longest, season, none or the name of a law");
}

static bool is_kind(itd_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char ch = text.ptr[i];

        if (!(ch >= 'a' && ch <= 'z') && !itd_char_is_digit(ch) && ch != '-')
            return false;
    }
    return true;
}

/* "engine-test, indicator"; nothing: no veto. */
static itd_status take_kinds(itd_str key, itd_str value, itd_watch_rules *rules, itd_error *err)
{
    itd_str rest = value, kind;

    rules->veto_count = 0;
    while (itd_str_next_part(&rest, ITD_STR(","), &kind)) {
        kind = itd_str_trim(kind);
        if (kind.len == 0)
            continue;
        if (kind.len >= ITD_RULES_KIND_BYTES || !is_kind(kind))
            return bad_value(err, key, kind, "a kind of indicator (a-z, 0-9, -; at most 47)");
        if (rules->veto_count == ITD_RULES_KINDS_MAX)
            return bad_value(err, key, value, "a list of at most 16 kinds");
        memcpy(rules->veto[rules->veto_count], kind.ptr, kind.len);
        rules->veto[rules->veto_count++][kind.len] = '\0';
    }
    return ITD_OK;
}

static itd_status take_active(itd_str key, itd_str value, itd_watch_rules *rules, itd_error *err)
{
    if (itd_str_equal(value, ITD_STR("median"))) {
        rules->active_days = 0;
        return ITD_OK;
    }
    if (take_days(key, value, &rules->active_days, NULL) != ITD_OK || rules->active_days == 0)
        return bad_value(err, key, value, "median or a number of days from 1");
    return ITD_OK;
}

static itd_status take_sustained(itd_str key, itd_str value, itd_watch_rules *rules, itd_error *err,
                                 bool *ret_known)
{
    *ret_known = true;
    if (itd_str_equal(key, ITD_STR("days")))
        return take_days(key, value, &rules->sustained_days, err);
    if (itd_str_equal(key, ITD_STR("p")))
        return take_p(key, value, &rules->sustained_p, err);
    if (itd_str_equal(key, ITD_STR("model")))
        return take_model(key, value, rules, err);
    if (itd_str_equal(key, ITD_STR("veto")))
        return take_kinds(key, value, rules, err);
    if (itd_str_equal(key, ITD_STR("veto_days")))
        return take_days(key, value, &rules->veto_days, err);
    *ret_known = false;
    return ITD_OK;
}

/* One value; *ret_known false when the section has no such key. */
static itd_status take_value(itd_watch_rules *rules, itd_str section, itd_str key, itd_str value,
                             bool *ret_known, itd_error *err)
{
    *ret_known = true;
    if (itd_str_equal(section, ITD_STR("active")) && itd_str_equal(key, ITD_STR("days")))
        return take_active(key, value, rules, err);
    if (itd_str_equal(section, ITD_STR("notable"))) {
        if (itd_str_equal(key, ITD_STR("p")))
            return take_p(key, value, &rules->notable_p, err);
        if (itd_str_equal(key, ITD_STR("season")))
            return take_choice(key, value, "yes", "no", &rules->notable_season, err);
    }
    if (itd_str_equal(section, ITD_STR("declared"))) {
        if (itd_str_equal(key, ITD_STR("days")))
            return take_days(key, value, &rules->declared_days, err);
        if (itd_str_equal(key, ITD_STR("declaration")))
            return take_choice(key, value, "required", "optional", &rules->declaration_required,
                               err);
    }
    if (itd_str_equal(section, ITD_STR("sustained")))
        return take_sustained(key, value, rules, err, ret_known);
    if (itd_str_equal(section, ITD_STR("broken"))) {
        if (itd_str_equal(key, ITD_STR("silence_days")))
            return take_days(key, value, &rules->broken_silence_days, err);
        if (itd_str_equal(key, ITD_STR("lasts_days")))
            return take_days(key, value, &rules->broken_lasts_days, err);
    }
    *ret_known = false;
    return ITD_OK;
}

static itd_status on_value(void *ctx, itd_str section, itd_str key, itd_str value, uint64_t line,
                           itd_error *err)
{
    bool       known;
    itd_status st = take_value(ctx, section, key, value, &known, err);

    (void)line;
    if (st != ITD_OK || known)
        return st;
    (void)itd_error_set(err, ITD_E_SCHEMA, "the section [%.*s] has no such key",
                        ITD_STR_ARGS(section));
    itd_error_in_field(err, key);
    return ITD_E_SCHEMA;
}

itd_status itd_watch_rules_parse(itd_str text, itd_watch_rules *ret_rules, itd_error *err)
{
    itd_watch_rules rules = itd_watch_rules_default();
    itd_status      st = itd_ini_parse(text, on_value, &rules, err);

    if (st == ITD_OK)
        *ret_rules = rules;
    return st;
}

itd_status itd_watch_rules_parse_file(const char *path, itd_watch_rules *ret_rules, itd_error *err)
{
    itd_watch_rules rules = itd_watch_rules_default();
    itd_status      st = itd_ini_parse_file(path, on_value, &rules, err);

    if (st == ITD_OK)
        *ret_rules = rules;
    return st;
}

static const char *model_name(const itd_watch_rules *rules)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(model_names); i++)
        if (model_names[i].model == rules->sustained_model)
            return model_names[i].name;
    return itd_silence_law_name(rules->sustained_law);
}

void itd_watch_rules_write(const itd_watch_rules *rules, itd_buf *buf)
{
    itd_buf_append_cstr(buf, "[active]\ndays = ");
    if (rules->active_days == 0)
        itd_buf_append_cstr(buf, "median\n");
    else
        itd_buf_printf(buf, "%u\n", rules->active_days);
    itd_buf_printf(buf, "\n[notable]\np = %.9f\nseason = %s\n", rules->notable_p,
                   rules->notable_season ? "yes" : "no");
    itd_buf_printf(buf, "\n[declared]\ndays = %u\ndeclaration = %s\n", rules->declared_days,
                   rules->declaration_required ? "required" : "optional");
    itd_buf_printf(buf,
                   "\n[sustained]\ndays = %u\np = %.9f\nmodel = %s\nveto = ", rules->sustained_days,
                   rules->sustained_p, model_name(rules));
    for (size_t i = 0; i < rules->veto_count; i++)
        itd_buf_printf(buf, "%s%s", i > 0 ? ", " : "", rules->veto[i]);
    itd_buf_printf(buf, "\nveto_days = %u\n", rules->veto_days);
    itd_buf_printf(buf, "\n[broken]\nsilence_days = %u\nlasts_days = %u\n",
                   rules->broken_silence_days, rules->broken_lasts_days);
}
