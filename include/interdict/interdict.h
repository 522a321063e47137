/* Interdict as a library: is this party on a sanctions list?
 *
 *     interdict_data *data;
 *     interdict_screener *screener;
 *     interdict_answer answer;
 *     interdict_error err;
 *     const char *name = "YUN HO-JIN";
 *     interdict_request req = {.names = &name, .name_count = 1};
 *
 *     if (interdict_open("/var/lib/interdict", NULL, &data, &err) != INTERDICT_OK ||
 *         interdict_screener_new(data, NULL, &screener, &err) != INTERDICT_OK ||
 *         interdict_screen(screener, &req, &answer, &err) != INTERDICT_OK)
 *         return hold_the_payment(err.text);
 *
 * Fail closed: any status but INTERDICT_OK means that nothing is known of the party. That is never
 * a "clear".
 *
 * Threads: an interdict_data is shared; each thread has an interdict_screener of its own.
 * Ownership: what a function gives back through a ret_ parameter is freed by the function named
 * there; texts inside an answer live until the next call on the same screener or its end.
 * Texts are UTF-8 and end in NUL. Scores are basis points, 0 to 10000. */
#ifndef INTERDICT_H
#define INTERDICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define INTERDICT_API __attribute__((visibility("default")))
#else
#define INTERDICT_API
#endif

/* A status is 0 or one of the numbers explained in docs/errors.md; its exit status and name are
 * there too. */
#define INTERDICT_OK 0
typedef int interdict_status;

typedef struct interdict_error {
    interdict_status status;
    bool             retriable;  /* the same call may succeed later */
    char             text[1024]; /* "FILE:LINE: FIELD: reason" */
} interdict_error;

typedef struct interdict_data     interdict_data;
typedef struct interdict_screener interdict_screener;

/* "0.1.0" */
INTERDICT_API const char *interdict_version(void);
/* Name of a status, "not-found"; for ever valid. */
INTERDICT_API const char *interdict_status_name(interdict_status status);

/* Opens the lists of a store directory. as_of: "YYYY-MM-DD" for the versions of that day, NULL for
 * the current ones. Freed by interdict_close once no screener uses it. err may be NULL. */
INTERDICT_API interdict_status interdict_open(const char *store_dir, const char *as_of,
                                              interdict_data **ret_data, interdict_error *err);
/* The 1718 list that ships with the library, from its data directory. */
INTERDICT_API interdict_status interdict_open_builtin(const char      *data_dir,
                                                      interdict_data **ret_data,
                                                      interdict_error *err);
/* NULL is allowed. Screeners keep what they need alive. */
INTERDICT_API void interdict_close(interdict_data *data);

/* Lists that answer: name and version day ("2026-02-27"). Valid while data is open. */
INTERDICT_API size_t      interdict_list_count(const interdict_data *data);
INTERDICT_API const char *interdict_list_name(const interdict_data *data, size_t index);
INTERDICT_API const char *interdict_list_day(const interdict_data *data, size_t index);

typedef struct interdict_options {
    uint32_t cutoff; /* 7000 to 10000; 0 stands for 8000 */
    size_t   limit;  /* most hits given back; 0: all */
} interdict_options;

/* options may be NULL. Freed by interdict_screener_free. */
INTERDICT_API interdict_status interdict_screener_new(interdict_data          *data,
                                                      const interdict_options *options,
                                                      interdict_screener     **ret_screener,
                                                      interdict_error         *err);
INTERDICT_API void             interdict_screener_free(interdict_screener *screener);

typedef struct interdict_identifier {
    const char *property; /* FollowTheMoney name: "passportNumber", "imoNumber", "swiftBic", … */
    const char *text;
    const char *country; /* ISO 3166-1 alpha-2 in lower case, or NULL */
} interdict_identifier;

/* Everything may be left zero, but a name or an identifier is needed. */
typedef struct interdict_request {
    const char *const          *names;
    size_t                      name_count;
    const char                 *schema; /* "Person", "Company", "Vessel", …; NULL: any kind */
    const char *const          *birth_dates; /* "YYYY", "YYYY-MM" or "YYYY-MM-DD" */
    size_t                      birth_date_count;
    const char *const          *countries; /* nationality and country, ISO alpha-2, lower case */
    size_t                      country_count;
    const char                 *gender; /* "male", "female", "other" or NULL */
    const interdict_identifier *identifiers;
    size_t                      identifier_count;
} interdict_request;

typedef enum interdict_outcome {
    INTERDICT_CLEAR,
    INTERDICT_REVIEW,
    INTERDICT_BLOCK,
} interdict_outcome;

typedef struct interdict_hit {
    const char *entity; /* "un:KPi.001" */
    const char *list;
    const char *schema;
    const char *caption;
    const char *matched_name; /* NULL when only an identifier matched and no name was asked */
    bool        weak;         /* matched_name is a weak alias */
    bool        by_identifier;
    uint32_t    score; /* of the name */
    uint32_t    total; /* orders the hits */
} interdict_hit;

typedef struct interdict_answer {
    interdict_outcome    outcome;
    bool                 complete; /* false: something was not compared in full; never clear then */
    const char          *why;      /* what was not; empty when complete */
    const interdict_hit *hits;     /* best first */
    size_t               hit_count;
    size_t               hits_found; /* before the limit */
} interdict_answer;

INTERDICT_API interdict_status interdict_screen(interdict_screener      *screener,
                                                const interdict_request *req,
                                                interdict_answer *ret_answer, interdict_error *err);

#ifdef __cplusplus
}
#endif

#endif
