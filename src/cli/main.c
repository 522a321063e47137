/* interdict: finds the command and runs it. Each command is one file and one row of a table; this
 * file knows none of their options. */
#include <locale.h>
#include <signal.h>
#include <string.h>

#include "cli/cli.h"
#include "match/score.h"
#include "text/name.h"

#define HELP_BYTES_MAX ((size_t)64 << 10)
/* Columns before the summary of a command in help. */
#define SUMMARY_COLUMN 16

static const itd_cli_command *const commands[] = {
    &itd_cli_screen, &itd_cli_explain, &itd_cli_selfcheck, &itd_cli_layers,
    &itd_cli_lab,    &itd_cli_watch,   &itd_cli_vessel,    NULL,
};

/* Tables of commands, each ending with NULL. */
static const itd_cli_command *const *const groups[] = {
    commands,
    itd_cli_lists_commands,
    itd_cli_measures_commands,
    itd_cli_chronicle_commands,
};

static const char *const help_head =
    "interdict screens names against sanctions lists and says why.\n"
    "\n"
    "  interdict COMMAND [ARGUMENT…] [OPTION…]\n"
    "  interdict COMMAND --help\n"
    "\n"
    "Commands\n";

/* Number of arguments that name this command ("lists add" is two), or 0. */
static int names_command(const itd_cli_command *command, int argc, char **argv)
{
    itd_str rest = itd_str_of(command->name), part;
    int     count = 0;

    while (itd_str_next_part(&rest, ITD_STR(" "), &part)) {
        if (count == argc || !itd_str_equal(part, itd_str_of(argv[count])))
            return 0;
        count++;
    }
    return count;
}

/* The command with the most words that the arguments begin with. */
static const itd_cli_command *find_command(int argc, char **argv, int *ret_words)
{
    const itd_cli_command *found = NULL;

    *ret_words = 0;
    for (size_t i = 0; i < ITD_ARRAY_LEN(groups); i++) {
        for (const itd_cli_command *const *command = groups[i]; *command; command++) {
            const int words = names_command(*command, argc, argv);

            if (words > *ret_words) {
                *ret_words = words;
                found = *command;
            }
        }
    }
    return found;
}

/* Commands whose name is that word or begins with it and a blank; all when word is NULL. */
static size_t append_commands(itd_buf *buf, const char *word)
{
    size_t count = 0;

    for (size_t i = 0; i < ITD_ARRAY_LEN(groups); i++) {
        for (const itd_cli_command *const *command = groups[i]; *command; command++) {
            const char  *name = (*command)->name;
            const size_t word_len = word ? strlen(word) : 0;

            if (word && (strncmp(name, word, word_len) != 0 || name[word_len] != ' '))
                continue;
            itd_buf_printf(buf, "  %-*s  %s\n", SUMMARY_COLUMN, name, (*command)->summary);
            count++;
        }
    }
    return count;
}

static int finish(itd_buf *buf, int exit_status)
{
    itd_error  err;
    itd_status st = itd_buf_status(buf, &err);

    if (st == ITD_OK)
        st = itd_cli_print(itd_buf_text(buf), &err);
    if (st == ITD_OK)
        st = itd_cli_flush(&err);
    itd_buf_done(buf);
    return st == ITD_OK ? exit_status : itd_cli_fail(&err);
}

static int show_help(void)
{
    itd_buf buf;

    itd_buf_init(&buf, HELP_BYTES_MAX);
    itd_buf_append_cstr(&buf, help_head);
    (void)append_commands(&buf, NULL);
    itd_buf_append_cstr(&buf, "\nOptions of every command\n");
    itd_cli_append_options(&buf, itd_cli_common_options);
    itd_buf_append_cstr(&buf, "      --version             versions of the engine and of what a "
                              "score depends on\n");
    return finish(&buf, ITD_EXIT_DONE);
}

static int show_version(void)
{
    itd_buf buf;

    itd_buf_init(&buf, HELP_BYTES_MAX);
    itd_buf_printf(&buf, "interdict %s (score %s, Unicode %s, word tables %s)\n",
                   ITD_ENGINE_VERSION, ITD_SCORE_VERSION, itd_text_unicode_version(),
                   itd_text_table_version());
    return finish(&buf, ITD_EXIT_DONE);
}

/* `interdict lists`: the commands that begin so. Their exit status is that of a wrong usage unless
 * help was asked for. */
static int show_group(const char *word, bool asked)
{
    itd_buf   buf;
    itd_error err;

    itd_buf_init(&buf, HELP_BYTES_MAX);
    itd_buf_printf(&buf, "interdict %s COMMAND\n\nCommands\n", word);
    (void)append_commands(&buf, word);
    if (asked)
        return finish(&buf, ITD_EXIT_DONE);
    itd_buf_done(&buf);
    (void)itd_error_set(&err, ITD_E_USAGE, "%s needs a command; `interdict %s --help` lists them",
                        word, word);
    return itd_cli_fail(&err);
}

static int unknown_command(int argc, char **argv)
{
    itd_error       err;
    itd_cli_nearest nearest;
    itd_buf         typed;

    itd_buf_init(&typed, HELP_BYTES_MAX);
    itd_buf_append_cstr(&typed, argv[0]);
    for (size_t words = 1; words <= 2; words++) {
        itd_cli_nearest_init(&nearest, itd_buf_text(&typed));
        for (size_t i = 0; i < ITD_ARRAY_LEN(groups); i++) {
            for (const itd_cli_command *const *command = groups[i]; *command; command++)
                itd_cli_nearest_try(&nearest, itd_str_of((*command)->name));
        }
        if (argc < 2 || nearest.found.len > 0)
            break;
        if (words == 1)
            itd_buf_printf(&typed, " %s", argv[1]);
    }
    itd_buf_done(&typed);
    if (nearest.found.len > 0)
        (void)itd_error_set(&err, ITD_E_USAGE, "unknown command %s; did you mean `interdict %.*s`?",
                            argv[0], ITD_STR_ARGS(nearest.found));
    else
        (void)itd_error_set(&err, ITD_E_USAGE,
                            "unknown command %s; `interdict --help` lists the commands", argv[0]);
    return itd_cli_fail(&err);
}

static bool is_one_of(const char *word, const char *a, const char *b)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

static bool names_group(const char *word)
{
    itd_buf unused;
    bool    found;

    itd_buf_init(&unused, HELP_BYTES_MAX);
    found = append_commands(&unused, word) > 0;
    itd_buf_done(&unused);
    return found;
}

static int run(const itd_cli_command *command, int argc, char **argv)
{
    itd_buf   buf;
    itd_error err;
    int       exit_status;

    if (itd_cli_args_ask_help(command, argc, argv)) {
        itd_buf_init(&buf, HELP_BYTES_MAX);
        itd_cli_append_help(&buf, command);
        return finish(&buf, ITD_EXIT_DONE);
    }
    exit_status = command->run(argc, argv);
    if (itd_cli_flush(&err) != ITD_OK && exit_status <= ITD_EXIT_ROW_ERRORS)
        return itd_cli_fail(&err);
    return exit_status;
}

int main(int argc, char **argv)
{
    const itd_cli_command *command;
    int                    words;

    /* A reader that goes away is seen as a failed write, so that files are closed in order. */
    (void)signal(SIGPIPE, SIG_IGN);
    /* Nothing depends on the locale; said once, so that no library can believe otherwise. */
    (void)setlocale(LC_ALL, "C");
    if (argc < 2 || is_one_of(argv[1], "--help", "-h") ||
        (argc == 2 && strcmp(argv[1], "help") == 0))
        return show_help();
    if (is_one_of(argv[1], "--version", "version"))
        return show_version();
    if (strcmp(argv[1], "--complete") == 0)
        return itd_cli_complete(groups, ITD_ARRAY_LEN(groups), argc - 2, argv + 2);
    if (strcmp(argv[1], "help") == 0 && argc > 2) {
        command = find_command(argc - 2, argv + 2, &words);
        if (command)
            return run(command, 1, (char *[]){(char[]){"--help"}});
        if (names_group(argv[2]))
            return show_group(argv[2], true);
        return unknown_command(argc - 2, argv + 2);
    }
    command = find_command(argc - 1, argv + 1, &words);
    if (command)
        return run(command, argc - 1 - words, argv + 1 + words);
    if (names_group(argv[1]) && (argc == 2 || is_one_of(argv[2], "--help", "-h")))
        return show_group(argv[1], argc > 2);
    return unknown_command(argc - 1, argv + 1);
}
