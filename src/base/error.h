/* Status codes and the error a caller owns. One list gives the code, its name, the exit status of
 * the command and the HTTP status; docs/errors.md explains each to a user.
 *
 * Every fallible function returns itd_status, 0 when done, and fills the caller's itd_error when
 * one was given (NULL is allowed everywhere). "Not found" and "no match" are results, not errors.
 * An itd_error belongs to one thread at a time. */
#ifndef ITD_BASE_ERROR_H
#define ITD_BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/str.h"

/*        code         name            exit HTTP  when */
#define ITD_STATUS_LIST(X)                                                                         \
    X(OK, "ok", 0, 200)                                                                            \
    X(E_USAGE, "usage", 64, 400)             /* an option or argument that makes no sense */       \
    X(E_SYNTAX, "syntax", 65, 400)           /* input does not follow its format */                \
    X(E_ENCODING, "encoding", 65, 400)       /* not valid UTF-8, or a forbidden control */         \
    X(E_CHECK_DIGIT, "check-digit", 65, 400) /* well formed, check digit wrong */                  \
    X(E_SCHEMA, "schema", 65, 400)           /* another layout, publisher, column or field */      \
    X(E_DUPLICATE, "duplicate", 65, 400)     /* an id, key or column twice */                      \
    X(E_INCOMPLETE, "incomplete", 65, 400)   /* a required part is missing or of another day */    \
    X(E_SHRINK, "shrink", 65, 409)           /* a new version lost more than is believable */      \
    X(E_LIMIT, "limit", 65, 413)             /* larger than a named limit */                       \
    X(E_NOT_FOUND, "not-found", 66, 404) /* a named file, list, version or entry is not there */   \
    X(E_STALE, "stale", 67, 409)         /* the current list is older than allowed */              \
    X(E_CONFLICT, "conflict", 68, 409)   /* exists already, or cannot be current */                \
    X(E_CORRUPT, "corrupt", 70, 500)     /* a stored file fails its checksum or format */          \
    X(E_VERSION, "version", 71, 500)     /* made by another format, engine or Unicode version */   \
    X(E_NO_MEMORY, "no-memory", 72, 503) /* allocation failed or an arena is full */               \
    X(E_IO, "io", 74, 500)               /* the operating system refused */                        \
    X(E_BUSY, "busy", 75, 503)           /* another writer holds the lock; try again */            \
    X(E_INTERRUPTED, "interrupted", 76, 503) /* stopped by a signal */

typedef enum itd_status {
#define ITD_STATUS_ENUM(code, name, exit_status, http) ITD_##code,
    ITD_STATUS_LIST(ITD_STATUS_ENUM)
#undef ITD_STATUS_ENUM
} itd_status;

#define ITD_ERROR_MESSAGE_MAX 255 /* bytes, without the NUL; longer text is cut at a character */
#define ITD_ERROR_FILE_MAX 255    /* the end of a longer path is kept */
#define ITD_ERROR_NAME_MAX 63     /* field and record names */

typedef struct itd_error {
    itd_status status;
    bool       retriable; /* the same call may succeed later */
    uint64_t   line;      /* from 1; 0 when unknown */
    uint64_t   byte;      /* offset from 0, valid when has_byte */
    bool       has_byte;
    char       message[ITD_ERROR_MESSAGE_MAX + 1];
    char       file[ITD_ERROR_FILE_MAX + 1];
    char       record[ITD_ERROR_NAME_MAX + 1];
    char       field[ITD_ERROR_NAME_MAX + 1];
} itd_error;

/* Fills err (if any) and returns status, so that a failure reads `return itd_error_set(…)`.
 * Earlier content of err is replaced. Untrusted bytes in the message are made printable. */
ITD_PRINTF(3, 4)
itd_status itd_error_set(itd_error *err, itd_status status, const char *fmt, ...);
ITD_PRINTF(4, 5)
itd_status itd_error_at_line(itd_error *err, itd_status status, uint64_t line, const char *fmt,
                             ...);
ITD_PRINTF(4, 5)
itd_status itd_error_at_byte(itd_error *err, itd_status status, uint64_t byte, const char *fmt,
                             ...);
/* ITD_E_NO_MEMORY with its usual words. */
itd_status itd_error_no_memory(itd_error *err);
/* ITD_E_IO from an errno value: "cannot ACTION: reason"; the file goes into its place. ENOENT
 * becomes ITD_E_NOT_FOUND. */
itd_status itd_error_io(itd_error *err, int errno_value, const char *action, const char *file);

/* Add a place on the way up; what was set deeper, nearer the fault, is kept. */
void itd_error_in_file(itd_error *err, itd_str file);
void itd_error_in_record(itd_error *err, itd_str record);
void itd_error_in_field(itd_error *err, itd_str field);
void itd_error_on_line(itd_error *err, uint64_t line);

const char *itd_status_name(itd_status status);
int         itd_status_exit(itd_status status);
int         itd_status_http(itd_status status);

/* Longest text of itd_error_format, NUL included. */
#define ITD_ERROR_TEXT_MAX 1024
/* "FILE:LINE: FIELD: reason" with the parts that are known ("FILE:byte N:" without a line,
 * "[RECORD]" before the field). ret_text holds ITD_ERROR_TEXT_MAX bytes. */
void itd_error_format(const itd_error *err, char ret_text[ITD_ERROR_TEXT_MAX]);

#endif
