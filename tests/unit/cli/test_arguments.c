/* Options, words, values and the nearest spelling. */
#include "cli/cli.h"

#include <string.h>

#include "tests/unit/support.h"

static const itd_cli_option options[] = {
    {"cutoff", 0, "SCORE", "least score"},
    {"threads", 'j', "N", "workers"},
    {"exhaustive", 0, NULL, "compare all"},
    {NULL, 0, NULL, NULL},
};
static const itd_cli_command command = {
    .name = "try", .usage = "WORD…", .summary = "Tries", .options = options};

/* Walks the arguments and writes what came out: "cutoff=0.9 [word] quiet !error". */
static void expect(const char *const *words, const char *wanted)
{
    char                  text[512] = "";
    char                 *argv[16];
    int                   argc = 0;
    itd_cli_args          args;
    const itd_cli_option *option = NULL;
    const char           *value = NULL;
    itd_cli_item          item;
    itd_error             err;

    for (; words[argc]; argc++)
        argv[argc] = (char *)(uintptr_t)words[argc];
    itd_cli_args_init(&args, &command, argc, argv);
    while ((item = itd_cli_args_next(&args, &option, &value, &err)) != ITD_ARG_END) {
        const size_t len = strlen(text);
        const char  *gap = len > 0 ? " " : "";

        if (item == ITD_ARG_WORD)
            snprintf(text + len, sizeof text - len, "%s[%s]", gap, value);
        else if (item == ITD_ARG_ERROR)
            snprintf(text + len, sizeof text - len, "%s!%s", gap, err.message);
        else
            snprintf(text + len, sizeof text - len, "%s%s%s%s", gap, option->name,
                     option->value ? "=" : "", option->value ? value : "");
        if (item == ITD_ARG_ERROR)
            break;
    }
    assert_string_equal(text, wanted);
}

#define EXPECT(wanted, ...) expect((const char *const[]){__VA_ARGS__, NULL}, wanted)

static void takes_values_in_both_spellings(void **state)
{
    (void)state;
    EXPECT("cutoff=0.9", "--cutoff", "0.9");
    EXPECT("cutoff=0.9", "--cutoff=0.9");
    EXPECT("cutoff=", "--cutoff=");
    EXPECT("threads=4", "-j", "4");
    EXPECT("threads=4", "-j4");
    EXPECT("cutoff=--quiet", "--cutoff", "--quiet");
}

static void takes_words_and_options_in_any_order(void **state)
{
    (void)state;
    EXPECT("[a] exhaustive [b] quiet [-]", "a", "--exhaustive", "b", "-q", "-");
}

static void takes_everything_as_a_word_behind_two_dashes(void **state)
{
    (void)state;
    EXPECT("[a] [--cutoff] [--]", "a", "--", "--cutoff", "--");
    EXPECT("[a]", "a", "--");
}

static void names_the_nearest_option(void **state)
{
    (void)state;
    EXPECT("!unknown option --cutof; did you mean --cutoff?", "--cutof");
    EXPECT("!unknown option --exh; did you mean --exhaustive?", "--exh");
    EXPECT("!unknown option --fromat; did you mean --format?", "--fromat", "json");
    EXPECT("!unknown option --zzzzz; `interdict try --help` lists them", "--zzzzz");
    EXPECT("!unknown option -x; `interdict try --help` lists them", "-x");
}

static void refuses_a_missing_and_a_needless_value(void **state)
{
    (void)state;
    EXPECT("!--cutoff needs a value (SCORE)", "--cutoff");
    EXPECT("!--exhaustive takes no value", "--exhaustive=yes");
}

static void sees_help_only_as_an_option(void **state)
{
    char *asked[] = {(char[]){"a"}, (char[]){"--help"}};
    char *value[] = {(char[]){"--cutoff"}, (char[]){"--help"}};
    char *word[] = {(char[]){"--"}, (char[]){"--help"}};

    (void)state;
    assert_true(itd_cli_args_ask_help(&command, 2, asked));
    assert_false(itd_cli_args_ask_help(&command, 2, value));
    assert_false(itd_cli_args_ask_help(&command, 2, word));
}

static void help_lists_every_option_of_the_table(void **state)
{
    itd_buf buf;

    (void)state;
    itd_buf_init(&buf, 1 << 16);
    itd_cli_append_help(&buf, &command);
    for (const itd_cli_option *option = options; option->name; option++)
        assert_true(itd_str_find(itd_buf_text(&buf), itd_str_of(option->help)) != SIZE_MAX);
    for (const itd_cli_option *option = itd_cli_common_options; option->name; option++)
        assert_true(itd_str_find(itd_buf_text(&buf), itd_str_of(option->help)) != SIZE_MAX);
    itd_buf_done(&buf);
}

static void takes_a_word_of_any_length(void **state)
{
    char           *argv[1];
    char            text[300];
    itd_cli_nearest nearest;

    (void)state;
    memset(text, 'c', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    argv[0] = text;
    assert_false(itd_cli_args_ask_help(&command, 1, argv));
    itd_cli_nearest_init(&nearest, itd_str_of(text));
    itd_cli_nearest_try(&nearest, ITD_STR("cutoff"));
    assert_int_equal(nearest.found.len, 0);
}

static void reads_a_day_as_its_last_millisecond(void **state)
{
    int64_t ms = 0;

    (void)state;
    assert_int_equal(itd_cli_parse_day("1970-01-01", "--as-of", &ms, NULL), ITD_OK);
    assert_int_equal(ms, 86400000 - 1);
}

static void refuses_what_is_not_a_whole_day(void **state)
{
    static const char *const texts[] = {"",           "2024",        "2024-05",
                                        "2024-02-30", "2024-05-1",   "01/02/2024",
                                        "yesterday",  "2024-05-03 ", "2024-05-03Z"};
    itd_error                err;

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(texts); i++) {
        int64_t ms = 7;

        assert_status_equal(itd_cli_parse_day(texts[i], "--as-of", &ms, &err), ITD_E_USAGE,
                            texts[i]);
        assert_string_equal(err.field, "--as-of");
        assert_int_equal(ms, 7);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_values_in_both_spellings),
        cmocka_unit_test(takes_words_and_options_in_any_order),
        cmocka_unit_test(takes_everything_as_a_word_behind_two_dashes),
        cmocka_unit_test(names_the_nearest_option),
        cmocka_unit_test(refuses_a_missing_and_a_needless_value),
        cmocka_unit_test(sees_help_only_as_an_option),
        cmocka_unit_test(help_lists_every_option_of_the_table),
        cmocka_unit_test(takes_a_word_of_any_length),
        cmocka_unit_test(reads_a_day_as_its_last_millisecond),
        cmocka_unit_test(refuses_what_is_not_a_whole_day),
    };

    return cmocka_run_group_tests_name("cli/arguments", tests, NULL, NULL);
}
