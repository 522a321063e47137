/* A customer as an object of JSON: our own fields, or a FollowTheMoney entity. */
#include "cli/customers_internal.h"

/* Text of one JSON value as a field: a string, a number, or nothing. */
static itd_status add_json_value(itd_customer_draft *draft, itd_customer_field field,
                                 const itd_json *value, itd_error *err)
{
    itd_status st = ITD_OK;

    if (value->kind == ITD_JSON_NULL || field == ITD_CUSTOMER_IGNORED)
        return ITD_OK;
    if (value->kind == ITD_JSON_STRING || value->kind == ITD_JSON_NUMBER)
        return itd_customer_draft_add(draft, field, value->text, err);
    if (value->kind == ITD_JSON_ARRAY && !itd_customer_field_is_single(field)) {
        for (const itd_json *item = value->first; st == ITD_OK && item; item = item->next)
            st = item->kind == ITD_JSON_ARRAY ? ITD_E_SYNTAX
                                              : add_json_value(draft, field, item, err);
        if (st != ITD_E_SYNTAX || (err && err->message[0] != '\0'))
            return st;
    }
    (void)itd_error_set(err, ITD_E_SYNTAX, "neither a text nor a list of texts");
    itd_error_in_field(err, itd_str_of(itd_customer_field_name(field)));
    return ITD_E_SYNTAX;
}

static bool is_follow_the_money(const itd_json *object)
{
    const itd_json *properties = itd_json_get(object, ITD_STR("properties"));

    return properties && properties->kind == ITD_JSON_OBJECT &&
           itd_json_get_text(object, ITD_STR("schema")).len > 0;
}

/* A FollowTheMoney entity. Properties that no screening has a use for are passed over; without a
 * name the caption is one. */
static itd_status read_properties(itd_customers *customers, const itd_json *object,
                                  itd_customer_draft *draft, itd_arena *arena,
                                  itd_customer *customer, itd_error *err)
{
    const itd_json *properties = itd_json_get(object, ITD_STR("properties"));
    itd_error       fault = {0};
    itd_status      row;

    row = itd_customer_draft_add(draft, ITD_CUSTOMER_ID, itd_json_get_text(object, ITD_STR("id")),
                                 &fault);
    if (row == ITD_OK)
        row = itd_customer_draft_add(draft, ITD_CUSTOMER_SCHEMA,
                                     itd_json_get_text(object, ITD_STR("schema")), &fault);
    for (const itd_json *member = properties->first; row == ITD_OK && member;
         member = member->next) {
        itd_customer_field field;

        if (itd_customer_field_of_property(member->key, &field))
            row = add_json_value(draft, field, member, &fault);
    }
    if (row == ITD_OK && draft->name_count == 0)
        row = itd_customer_draft_add(draft, ITD_CUSTOMER_NAME,
                                     itd_json_get_text(object, ITD_STR("caption")), &fault);
    customers->json_begun = true;
    if (row == ITD_E_NO_MEMORY)
        return itd_error_no_memory(err);
    if (row != ITD_OK &&
        itd_customers_keep_fault(customers, arena, customer->line, &fault, customer, err) != ITD_OK)
        return ITD_E_NO_MEMORY;
    return itd_customers_finish_draft(customers, draft, arena, customer, err);
}

/* The members of one object. An unknown key of the first object refuses the file, as a header
 * would. */
static itd_status read_members(itd_customers *customers, const itd_json *object, itd_arena *arena,
                               itd_customer *customer, itd_error *err)
{
    itd_customer_draft draft;
    itd_status         st = ITD_OK;

    itd_customer_draft_init(&draft, arena);
    draft.order = customers->form.order;
    if (is_follow_the_money(object) &&
        itd_customers_is_relation(itd_json_get_text(object, ITD_STR("schema"))))
        return itd_customers_read_relation(customers, object, arena, customer, err);
    if (is_follow_the_money(object))
        return read_properties(customers, object, &draft, arena, customer, err);
    for (const itd_json *member = object->first; st == ITD_OK && member; member = member->next) {
        itd_error          fault = {0};
        itd_customer_field field;
        itd_status row = itd_customer_field_find(customers->form.map, member->key, &field, &fault);

        if (row != ITD_OK && !customers->json_begun) {
            if (err)
                *err = fault;
            itd_error_on_line(err, customer->line);
            return itd_customers_in_file(customers, row, err);
        }
        if (row == ITD_OK)
            row = add_json_value(&draft, field, member, &fault);
        if (row == ITD_E_NO_MEMORY)
            return itd_error_no_memory(err);
        if (row != ITD_OK)
            st = itd_customers_keep_fault(customers, arena, customer->line, &fault, customer, err);
    }
    customers->json_begun = true;
    return st == ITD_OK ? itd_customers_finish_draft(customers, &draft, arena, customer, err) : st;
}

itd_status itd_customers_read_object(itd_customers *customers, itd_str line, itd_arena *arena,
                                     itd_customer *customer, itd_error *err)
{
    const itd_json *object;
    itd_error       fault;
    itd_status      st = itd_json_parse(line, arena, &object, &fault);

    if (st == ITD_E_NO_MEMORY)
        return itd_error_no_memory(err);
    if (st == ITD_OK && object->kind != ITD_JSON_OBJECT)
        st = itd_error_set(&fault, ITD_E_SYNTAX, "not a JSON object");
    if (st != ITD_OK) {
        fault.line = 0; /* of the line, which is always 1 */
        return itd_customers_keep_fault(customers, arena, customer->line, &fault, customer, err);
    }
    return read_members(customers, object, arena, customer, err);
}
