/* What `lists ls` counts, entry by entry. */
#include "lists/store_internal.h"

void itd_counts_add(itd_list_counts *counts, const itd_entity *ent)
{
    counts->entries++;
    switch (ent->schema) {
    case ITD_SCHEMA_PERSON:
        counts->persons++;
        break;
    case ITD_SCHEMA_LEGAL_ENTITY:
    case ITD_SCHEMA_ORGANIZATION:
    case ITD_SCHEMA_COMPANY:
    case ITD_SCHEMA_PUBLIC_BODY:
        counts->organisations++;
        break;
    case ITD_SCHEMA_VESSEL:
        counts->vessels++;
        break;
    case ITD_SCHEMA_AIRPLANE:
        counts->aircraft++;
        break;
    default:
        counts->others++;
        break;
    }
    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];

        counts->names += itd_value_is_name(value);
        counts->weak_names += itd_value_is_name(value) && itd_value_is_weak(value);
        counts->addresses += value->prop == ITD_PROP_ADDRESS;
    }
}

void itd_counts_sum(itd_list_counts *sum, const itd_list_counts *part)
{
    sum->entries += part->entries;
    sum->persons += part->persons;
    sum->organisations += part->organisations;
    sum->vessels += part->vessels;
    sum->aircraft += part->aircraft;
    sum->others += part->others;
    sum->names += part->names;
    sum->weak_names += part->weak_names;
    sum->addresses += part->addresses;
}

bool itd_counts_equal(const itd_list_counts *a, const itd_list_counts *b)
{
    return a->entries == b->entries && a->persons == b->persons &&
           a->organisations == b->organisations && a->vessels == b->vessels &&
           a->aircraft == b->aircraft && a->others == b->others && a->names == b->names &&
           a->weak_names == b->weak_names && a->addresses == b->addresses;
}
