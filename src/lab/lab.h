/* The effectiveness lab: from the listed names of a data set it makes decks of manipulated names,
 * one per class of variation, adds ordinary customers, screens all of them end to end and counts
 * what is found at every cut-off. The same data, settings and seed give the same counts on every
 * machine; only the times differ. One thread. */
#ifndef ITD_LAB_LAB_H
#define ITD_LAB_LAB_H

#include "lab/customers.h"
#include "lab/vary.h"
#include "snapshot/snapshot.h"

/* Cut-offs that are counted: 0.70 to 0.95 in steps of 0.01. */
#define ITD_LAB_CUTOFF_FIRST 7000
#define ITD_LAB_CUTOFF_STEP 100
#define ITD_LAB_CUTOFFS 26
#define ITD_LAB_QUERIES_DEFAULT 500
#define ITD_LAB_QUERIES_MAX 100000
#define ITD_LAB_SEED_DEFAULT 1
#define ITD_LAB_EXAMPLES_MAX 3

typedef struct itd_lab_options {
    uint64_t             seed;
    size_t               queries; /* of each class, and customers of each origin */
    const itd_lab_parts *parts;
    /* The user's own clean customers, one more origin; may be NULL. Names over 4096 bytes are an
     * error. */
    const itd_str *customers;
    size_t         customer_count;
    itd_str        customers_name; /* of that origin */
    /* Told now and then; may be NULL. */
    void (*progress)(void *ctx, uint64_t done);
    void *ctx;
} itd_lab_options;

/* Something that went wrong at the usual cut-off: a miss, or a hit that should not be. */
typedef struct itd_lab_example {
    itd_str  query;
    itd_str  listed; /* name */
    itd_str  list;
    itd_str  id;
    uint32_t score; /* 0: below the first cut-off */
} itd_lab_example;

typedef struct itd_lab_count {
    size_t          screened;
    size_t          reached[ITD_LAB_CUTOFFS]; /* of them at or above the cut-off */
    itd_lab_example examples[ITD_LAB_EXAMPLES_MAX];
    size_t          example_count;
} itd_lab_count;

typedef struct itd_lab_report {
    itd_lab_count classes[ITD_LAB_CLASSES]; /* screened 0: no listed name fits the class */
    struct {
        itd_str       name;
        itd_lab_count count; /* customers with a hit by a strong name */
    } origins[ITD_LAB_ORIGINS_MAX + 1];
    size_t   origin_count;
    size_t   listed_names; /* strong names that decks are drawn from */
    uint64_t deck_names, deck_ms;
    uint64_t clean_names, clean_ms;
} itd_lab_report;

/* Texts of the report live in arena or in the snapshot. An error of any query is the error of the
 * run: a deck that could not be screened in part has no figures. */
ITD_MUST_CHECK itd_status itd_lab_run(itd_snapshot *snap, const itd_lab_options *options,
                                      itd_arena *arena, itd_lab_report *ret_report, itd_error *err);

const char *itd_lab_class_name(itd_lab_class class);
const char *itd_lab_class_what(itd_lab_class class);
bool        itd_lab_class_wanted(itd_lab_class class);
/* Cut-off of an index, basis points. */
uint32_t itd_lab_cutoff(size_t index);

#endif
