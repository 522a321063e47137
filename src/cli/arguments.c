/* Options and words of a command. One table per command (itd_cli_option) serves parsing, help and
 * the search for the nearest spelling, so that none of them can drift from the others. Words and
 * options may be mixed; "--" ends the options; "-" alone is a word (standard input). */
#include <string.h>

#include "cli/cli.h"

/* Longest word for which a nearest spelling is sought, in bytes. */
#define NEAREST_MAX 40
/* Columns before the text of an option in help. */
#define HELP_COLUMN 26

const itd_cli_option itd_cli_common_options[] = {
    {"store", 0, "DIR",
     "directory of the list store (else INTERDICT_STORE, else your data directory)"},
    {"format", 0, "FORMAT", "table (the default), json, jsonl or csv"},
    {"quiet", 'q', NULL, "no notes and no progress on standard error"},
    {"help", 'h', NULL, "this text"},
    {NULL, 0, NULL, NULL},
};

void itd_cli_args_init(itd_cli_args *args, const itd_cli_command *command, int argc, char **argv)
{
    *args = (itd_cli_args){.argc = argc, .argv = argv, .command = command};
}

/* The option of that name or letter, among the command's and then the common ones. */
static const itd_cli_option *find_option(const itd_cli_command *command, itd_str name, char letter)
{
    const itd_cli_option *const tables[] = {command->options, itd_cli_common_options};

    for (size_t i = 0; i < ITD_ARRAY_LEN(tables); i++) {
        for (const itd_cli_option *option = tables[i]; option && option->name; option++) {
            if (letter != 0 ? option->letter == letter
                            : itd_str_equal(itd_str_of(option->name), name))
                return option;
        }
    }
    return NULL;
}

/* Damerau-Levenshtein in its restricted form; both at most NEAREST_MAX bytes. */
static size_t edit_distance(itd_str a, itd_str b)
{
    size_t rows[3][NEAREST_MAX + 1];

    for (size_t j = 0; j <= b.len; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *const       row = rows[i % 3];
        const size_t *const last = rows[(i + 2) % 3];

        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t best = last[j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);

            if (last[j] + 1 < best)
                best = last[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1] &&
                rows[(i + 1) % 3][j - 2] + 1 < best)
                best = rows[(i + 1) % 3][j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[a.len % 3][b.len];
}

void itd_cli_nearest_init(itd_cli_nearest *nearest, itd_str text)
{
    /* A third of the letters wrong is no longer a slip. */
    *nearest = (itd_cli_nearest){.text = text, .distance = text.len / 3 + 1};
}

void itd_cli_nearest_try(itd_cli_nearest *nearest, itd_str candidate)
{
    size_t distance;

    if (nearest->text.len > NEAREST_MAX || candidate.len > NEAREST_MAX || nearest->text.len == 0)
        return;
    /* "--outp" means --output; nearer than any slip of one letter. */
    if (nearest->text.len >= 3 && itd_str_starts_with(candidate, nearest->text))
        distance = 0;
    else
        distance = edit_distance(nearest->text, candidate);
    if (distance < nearest->distance) {
        nearest->distance = distance;
        nearest->found = candidate;
    }
}

static itd_status unknown_option(const itd_cli_args *args, const char *word, itd_str name,
                                 itd_error *err)
{
    const itd_cli_option *const tables[] = {args->command->options, itd_cli_common_options};
    itd_cli_nearest             nearest;

    itd_cli_nearest_init(&nearest, name);
    for (size_t i = 0; i < ITD_ARRAY_LEN(tables); i++) {
        for (const itd_cli_option *option = tables[i]; option && option->name; option++)
            itd_cli_nearest_try(&nearest, itd_str_of(option->name));
    }
    if (nearest.found.len > 0)
        return itd_error_set(err, ITD_E_USAGE, "unknown option %s; did you mean --%.*s?", word,
                             ITD_STR_ARGS(nearest.found));
    return itd_error_set(err, ITD_E_USAGE, "unknown option %s; `interdict %s --help` lists them",
                         word, args->command->name);
}

/* The value behind an option: attached (may be NULL), or the next argument. */
static itd_cli_item take_value(itd_cli_args *args, const itd_cli_option *option,
                               const char *attached, const char **ret_value, itd_error *err)
{
    if (!option->value && attached) {
        (void)itd_error_set(err, ITD_E_USAGE, "--%s takes no value", option->name);
        return ITD_ARG_ERROR;
    }
    if (option->value && !attached) {
        if (args->next == args->argc) {
            (void)itd_error_set(err, ITD_E_USAGE, "--%s needs a value (%s)", option->name,
                                option->value);
            return ITD_ARG_ERROR;
        }
        attached = args->argv[args->next++];
    }
    *ret_value = attached;
    return ITD_ARG_OPTION;
}

itd_cli_item itd_cli_args_next(itd_cli_args *args, const itd_cli_option **ret_option,
                               const char **ret_value, itd_error *err)
{
    const itd_cli_option *option;
    const char           *word, *attached = NULL;
    itd_str               name = {0};

    if (args->next == args->argc)
        return ITD_ARG_END;
    word = args->argv[args->next++];
    if (!args->only_arguments && strcmp(word, "--") == 0) {
        args->only_arguments = true;
        if (args->next == args->argc)
            return ITD_ARG_END;
        word = args->argv[args->next++];
    }
    if (args->only_arguments || word[0] != '-' || word[1] == '\0') {
        *ret_value = word;
        return ITD_ARG_WORD;
    }
    if (word[1] == '-') {
        const size_t equals = itd_str_find_char(itd_str_of(word), '=');

        name = itd_str_slice(itd_str_of(word), 2, equals);
        if (equals != SIZE_MAX)
            attached = word + equals + 1;
        option = find_option(args->command, name, 0);
    } else {
        if (word[2] != '\0')
            attached = word + 2;
        option = find_option(args->command, name, word[1]);
    }
    if (!option) {
        (void)unknown_option(args, word, name, err);
        return ITD_ARG_ERROR;
    }
    *ret_option = option;
    return take_value(args, option, attached, ret_value, err);
}

bool itd_cli_args_ask_help(const itd_cli_command *command, int argc, char **argv)
{
    itd_cli_args          args;
    const itd_cli_option *option = NULL;
    const char           *value = NULL;
    itd_cli_item          item;

    itd_cli_args_init(&args, command, argc, argv);
    while ((item = itd_cli_args_next(&args, &option, &value, NULL)) != ITD_ARG_END) {
        if (item == ITD_ARG_OPTION && strcmp(option->name, "help") == 0)
            return true;
    }
    return false;
}

static void append_option_help(itd_buf *buf, const itd_cli_option *option)
{
    const size_t from = buf->len;

    if (option->letter)
        itd_buf_printf(buf, "  -%c, --%s", option->letter, option->name);
    else
        itd_buf_printf(buf, "      --%s", option->name);
    if (option->value)
        itd_buf_printf(buf, " %s", option->value);
    if (buf->len - from >= HELP_COLUMN)
        itd_buf_append_char(buf, ' ');
    while (buf->len - from < HELP_COLUMN && buf->failed == ITD_OK)
        itd_buf_append_char(buf, ' ');
    itd_buf_printf(buf, "%s\n", option->help);
}

void itd_cli_append_options(itd_buf *buf, const itd_cli_option *options)
{
    for (const itd_cli_option *option = options; option && option->name; option++)
        append_option_help(buf, option);
}

void itd_cli_append_help(itd_buf *buf, const itd_cli_command *command)
{
    itd_buf_printf(buf, "interdict %s %s\n\n%s.\n", command->name, command->usage,
                   command->summary);
    if (command->text)
        itd_buf_printf(buf, "\n%s", command->text);
    itd_buf_append_cstr(buf, "\nOptions\n");
    itd_cli_append_options(buf, command->options);
    itd_cli_append_options(buf, itd_cli_common_options);
}
