/* Shell completion. The scripts of packaging/completion/ know nothing: they hand the words typed
 * so far to `interdict --complete WORD…`, the last one being typed, and offer the lines that
 * come back, each a candidate, a tab and its description. No line means: complete file names.
 * The candidates come from the same tables as parsing and help, so they are never out of step. */
#include <string.h>

#include "chronicle/chronicle.h"
#include "cli/cli.h"
#include "lists/reader.h"

#define COMPLETION_BYTES_MAX ((size_t)64 << 10)

/* Values of options that take one of a few. */
static const struct {
    const char *option;
    const char *values;
    const char *command; /* first word of the commands where it has these; NULL: everywhere */
} option_values[] = {
    {"format", "table json jsonl csv", NULL},
    {"profile", "balanced strict broad ofac-sls", NULL},
    {"list", ITD_CLI_LIST_NAMES, NULL},
    {"reader", ITD_READER_NAMES, NULL},
    {"layer", "un eu us jp kr", NULL},
    {"class", "binding non-binding clarifies declaratory", "measures"},
    {"class", ITD_CLASS_NAMES, "watch"},
    {"class", ITD_CLASS_NAMES, "chronicle"},
    {"class", ITD_CLASS_NAMES, "positions"},
    {"kind", "event statement source pressure", "chronicle"},
    {"scope", "core wide", "chronicle"},
    {"show", "all statements changes conditions pressure", "positions"},
    {"direction", "from-dprk to-dprk", NULL},
    {"unit", "t kg barrel l m3 USD piece pair m m2", "check"},
    {"claim",
     "livelihood rajin committee-notified committee-approved humanitarian safety return-flight "
     "earlier-contract= replacement",
     "check"},
    {"service",
     "joint-venture-new joint-venture-existing worker-new worker-existing worker-repatriation "
     "ship-to-ship bunkering port-entry vessel-inspection vessel-registration insurance crew "
     "chartering fishing-rights concessional-loan trade-finance diplomatic-staff "
     "mission-account mission-property bank-branch correspondent-account financial-service "
     "bulk-cash training scientific-cooperation brokering cargo-inspection overflight "
     "designated-party travel dprk-port-call government-party investment fund-transfer remittance "
     "technical-service",
     "check"},
};

static void offer(itd_buf *buf, itd_str typed, itd_str head, itd_str candidate, const char *help)
{
    const itd_str after_head = itd_str_from(typed, head.len);

    if (!itd_str_starts_with(typed, head) || !itd_str_starts_with(candidate, after_head))
        return;
    itd_buf_append(buf, head);
    itd_buf_append(buf, candidate);
    if (help) {
        itd_buf_append_char(buf, '\t');
        itd_buf_append_cstr(buf, help);
    }
    itd_buf_append_char(buf, '\n');
}

/* Each of the words of a list that begins as typed, with head before it. */
static void offer_words(itd_buf *buf, itd_str typed, itd_str head, const char *words)
{
    itd_str rest = itd_str_of(words), word;

    while (itd_str_next_part(&rest, ITD_STR(" "), &word))
        offer(buf, typed, head, word, NULL);
}

/* Is the text before the word at `at` the words typed? Gives the next word of the name. */
static bool next_word_of_name(const char *name, int argc, char **argv, itd_str *ret_word,
                              bool *ret_is_last)
{
    itd_str rest = itd_str_of(name), word;
    int     at = 0;

    while (itd_str_next_part(&rest, ITD_STR(" "), &word)) {
        if (at == argc - 1) {
            *ret_word = word;
            *ret_is_last = rest.ptr == NULL;
            return true;
        }
        if (!itd_str_equal(word, itd_str_of(argv[at++])))
            return false;
    }
    return false;
}

/* The next word of every command that begins with the words typed; "lists" is offered once. */
static void offer_commands(itd_buf *buf, const itd_cli_command *const *const *groups,
                           size_t group_count, int argc, char **argv)
{
    const itd_str typed = itd_str_of(argv[argc - 1]);
    itd_str       before = {0};

    for (size_t i = 0; i < group_count; i++) {
        for (const itd_cli_command *const *command = groups[i]; *command; command++) {
            itd_str word;
            bool    is_last;

            if (!next_word_of_name((*command)->name, argc, argv, &word, &is_last) ||
                itd_str_equal(word, before))
                continue;
            offer(buf, typed, ITD_STR(""), word, is_last ? (*command)->summary : "more commands");
            before = word;
        }
    }
}

/* The option that a word names, "--list" or "-j", or NULL. */
static const itd_cli_option *option_of(const itd_cli_command *command, itd_str word)
{
    const itd_cli_option *const tables[] = {command->options, itd_cli_common_options};
    const bool                  is_long = itd_str_starts_with(word, ITD_STR("--"));

    for (size_t i = 0; i < ITD_ARRAY_LEN(tables); i++) {
        for (const itd_cli_option *option = tables[i]; option && option->name; option++) {
            if (is_long ? itd_str_equal(itd_str_from(word, 2), itd_str_of(option->name))
                        : word.len == 2 && word.ptr[0] == '-' && word.ptr[1] == option->letter)
                return option;
        }
    }
    return NULL;
}

static void offer_options(itd_buf *buf, const itd_cli_command *command, itd_str typed)
{
    const itd_cli_option *const tables[] = {command->options, itd_cli_common_options};

    for (size_t i = 0; i < ITD_ARRAY_LEN(tables); i++) {
        for (const itd_cli_option *option = tables[i]; option && option->name; option++)
            offer(buf, typed, ITD_STR("--"), itd_str_of(option->name), option->help);
    }
}

static bool is_of(const itd_cli_command *command, const char *first_word)
{
    itd_str rest = itd_str_of(command->name), word = {0};

    return !first_word || (itd_str_next_part(&rest, ITD_STR(" "), &word) &&
                           itd_str_equal(word, itd_str_of(first_word)));
}

static void offer_values(itd_buf *buf, const itd_cli_command *command, const itd_cli_option *option,
                         itd_str typed, itd_str head)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(option_values); i++)
        if (strcmp(option_values[i].option, option->name) == 0 &&
            is_of(command, option_values[i].command))
            offer_words(buf, typed, head, option_values[i].values);
}

/* Completes the last word of the arguments behind a command's name. */
static void complete_arguments(itd_buf *buf, const itd_cli_command *command, int argc, char **argv)
{
    const itd_cli_option *waiting = NULL; /* for its value */
    itd_str               typed = itd_str_of(argv[argc - 1]);
    const size_t          equals = itd_str_find_char(typed, '=');
    int                   words = 0;

    for (int i = 0; i < argc - 1; i++) {
        const itd_str word = itd_str_of(argv[i]);

        if (itd_str_equal(word, ITD_STR("="))) /* bash makes three words of --format=json */
            continue;
        if (waiting) {
            waiting = NULL;
            continue;
        }
        waiting = option_of(command, word);
        if (waiting && !waiting->value)
            waiting = NULL;
        else if (!waiting && !itd_str_starts_with(word, ITD_STR("-")))
            words++;
    }
    if (itd_str_equal(typed, ITD_STR("=")))
        typed = ITD_STR("");
    if (waiting) {
        offer_values(buf, command, waiting, typed, ITD_STR(""));
    } else if (itd_str_starts_with(typed, ITD_STR("--")) && equals != SIZE_MAX) {
        const itd_cli_option *option = option_of(command, itd_str_slice(typed, 0, equals));

        if (option && option->value)
            offer_values(buf, command, option, typed, itd_str_slice(typed, 0, equals + 1));
    } else if (itd_str_starts_with(typed, ITD_STR("-"))) {
        offer_options(buf, command, typed);
    } else if (words == 0 && itd_str_starts_with(itd_str_of(command->usage), ITD_STR("NAME")) &&
               itd_str_starts_with(itd_str_of(command->name), ITD_STR("lists "))) {
        offer_words(buf, typed, ITD_STR(""), ITD_CLI_LIST_NAMES);
    }
}

void itd_cli_append_completions(itd_buf *buf, const itd_cli_command *const *const *groups,
                                size_t group_count, int argc, char **argv)
{
    const itd_cli_command *found = NULL;
    int                    found_words = 0;

    if (argc < 1)
        return;
    /* The command with the most words among the finished ones. */
    for (size_t i = 0; i < group_count; i++) {
        for (const itd_cli_command *const *command = groups[i]; *command; command++) {
            itd_str rest = itd_str_of((*command)->name), word;
            int     count = 0;

            while (count >= 0 && itd_str_next_part(&rest, ITD_STR(" "), &word))
                count = count < argc - 1 && itd_str_equal(word, itd_str_of(argv[count])) ? count + 1
                                                                                         : -1;
            if (count > found_words) {
                found = *command;
                found_words = count;
            }
        }
    }
    if (found)
        complete_arguments(buf, found, argc - found_words, argv + found_words);
    else
        offer_commands(buf, groups, group_count, argc, argv);
}

int itd_cli_complete(const itd_cli_command *const *const *groups, size_t group_count, int argc,
                     char **argv)
{
    itd_buf    buf;
    itd_error  err;
    itd_status st;

    itd_buf_init(&buf, COMPLETION_BYTES_MAX);
    itd_cli_append_completions(&buf, groups, group_count, argc, argv);
    st = itd_buf_status(&buf, &err);
    if (st == ITD_OK)
        st = itd_cli_print(itd_buf_text(&buf), &err);
    if (st == ITD_OK)
        st = itd_cli_flush(&err);
    itd_buf_done(&buf);
    return st == ITD_OK ? ITD_EXIT_DONE : itd_cli_fail(&err);
}
