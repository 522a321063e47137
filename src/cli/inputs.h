/* What is to be screened, in the order of the command line: names, files of customers, and running
 * texts. */
#ifndef ITD_CLI_INPUTS_H
#define ITD_CLI_INPUTS_H

#include "base/buf.h"
#include "cli/customers.h"

#define ITD_INPUTS_MAX 4096

typedef struct itd_input {
    const char *text;    /* a name, a text, a path, or "-"; of the command line */
    bool        is_name; /* not a path */
    bool        is_text; /* a running text, or the path of one */
} itd_input;

typedef struct itd_inputs {
    itd_input               *items; /* heap */
    size_t                   count, cap;
    size_t                   files;
    const itd_customer_form *form;
    const itd_request       *facts; /* of every name and text; without names; may be NULL */
    size_t                   next;
    itd_customers           *open;       /* the file being read */
    uint64_t                 bytes_done; /* of the files before it */
    uint64_t                 rows;       /* handed out so far */
} itd_inputs;

/* Is this argument a file? It is when it exists, begins with / ./ or ../, is "-", or ends in a
 * suffix of data files, packed or not. Anything else is a name. */
bool itd_input_is_file(const char *argument);

ITD_MUST_CHECK itd_status itd_inputs_add(itd_inputs *inputs, const char *text, bool is_name,
                                         itd_error *err);
/* A text in which names are sought; is_path: what names its file, "-" standard input. */
ITD_MUST_CHECK itd_status itd_inputs_add_text(itd_inputs *inputs, const char *text, bool is_path,
                                              itd_error *err);
/* Every file is there and can be opened: told before the first answer. */
ITD_MUST_CHECK itd_status itd_inputs_check(const itd_inputs *inputs, itd_error *err);
/* Bytes of all files; 0 when that says nothing of the work (packed, a pipe, none). */
uint64_t itd_inputs_size(const itd_inputs *inputs);
uint64_t itd_inputs_bytes_done(const itd_inputs *inputs);
/* Fits itd_batch.feed. */
ITD_MUST_CHECK itd_status itd_inputs_next(itd_inputs *inputs, itd_arena *arena, bool *ret_found,
                                          itd_customer *ret_customer, itd_error *err);
/* A line per input that changes when the input does. ITD_E_USAGE when one can be read only once. */
ITD_MUST_CHECK itd_status itd_inputs_describe(const itd_inputs *inputs, itd_buf *buf,
                                              itd_error *err);
void                      itd_inputs_done(itd_inputs *inputs);

#endif
