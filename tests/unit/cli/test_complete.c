/* What a shell is offered for the words typed so far. */
#include "cli/cli.h"

#include "tests/unit/support.h"

static const itd_cli_option screen_options[] = {
    {"cutoff", 0, "SCORE", "least score"},
    {"list", 0, "NAME", "only this list"},
    {"threads", 'j', "N", "workers"},
    {"exhaustive", 0, NULL, "compare all"},
    {NULL, 0, NULL, NULL},
};
static const itd_cli_command screen = {
    .name = "screen", .usage = "NAME…|FILE", .summary = "Screens", .options = screen_options};
static const itd_cli_command add = {
    .name = "lists add", .usage = "NAME FILE…", .summary = "Adds", .options = NULL};
static const itd_cli_command show = {
    .name = "lists show", .usage = "ID", .summary = "Shows", .options = NULL};
static const itd_cli_command *const        one[] = {&screen, NULL};
static const itd_cli_command *const        more[] = {&add, &show, NULL};
static const itd_cli_command *const *const groups[] = {one, more};

static void offers(const char *const *words, const char *wanted)
{
    char   *argv[16];
    int     argc = 0;
    itd_buf buf;

    for (; words[argc]; argc++)
        argv[argc] = (char *)(uintptr_t)words[argc];
    itd_buf_init(&buf, 10000);
    itd_cli_append_completions(&buf, groups, ITD_ARRAY_LEN(groups), argc, argv);
    assert_int_equal(itd_buf_status(&buf, NULL), ITD_OK);
    assert_str_equal(itd_buf_text(&buf), wanted);
    itd_buf_done(&buf);
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void commands_are_offered_word_by_word(void **state)
{
    (void)state;
    offers(WORDS(""), "screen\tScreens\nlists\tmore commands\n");
    offers(WORDS("li"), "lists\tmore commands\n");
    offers(WORDS("lists", ""), "add\tAdds\nshow\tShows\n");
    offers(WORDS("lists", "s"), "show\tShows\n");
    offers(WORDS("nothing", ""), "");
    offers(WORDS("screen"), "screen\tScreens\n"); /* still being typed */
}

static void options_are_offered_with_their_help(void **state)
{
    (void)state;
    offers(WORDS("screen", "--c"), "--cutoff\tleast score\n");
    offers(WORDS("screen", "x", "--exh"), "--exhaustive\tcompare all\n");
    offers(WORDS("lists", "add", "--qui"), "--quiet\tno notes and no progress on standard error\n");
    offers(WORDS("screen", "--cutoff", "0.9", "--li"), "--list\tonly this list\n");
    offers(WORDS("screen", "--none"), "");
}

static void values_are_offered_where_there_are_few(void **state)
{
    (void)state;
    offers(WORDS("screen", "--format", ""), "table\njson\njsonl\ncsv\n");
    offers(WORDS("screen", "--format", "js"), "json\njsonl\n");
    offers(WORDS("screen", "--format=js"), "--format=json\n--format=jsonl\n");
    offers(WORDS("screen", "--format", "=", "js"), "json\njsonl\n"); /* as bash cuts it */
    offers(WORDS("screen", "--format", "="), "table\njson\njsonl\ncsv\n");
    offers(WORDS("screen", "--list", "of"), "ofac\n");
    offers(WORDS("screen", "-j", ""), "");
    offers(WORDS("screen", "--exhaustive=x"), "");
}

static void files_are_left_to_the_shell(void **state)
{
    (void)state;
    offers(WORDS("screen", ""), "");
    offers(WORDS("screen", "cust"), "");
    offers(WORDS("lists", "add", "un", ""), "");
}

static void lists_are_offered_where_a_list_is_named(void **state)
{
    (void)state;
    offers(WORDS("lists", "add", "u"), "un\nuk\nus-csl\n");
    offers(WORDS("lists", "add", "--format", "json", "o"), "ofac\n");
    offers(WORDS("lists", "show", "u"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_are_offered_word_by_word),
        cmocka_unit_test(options_are_offered_with_their_help),
        cmocka_unit_test(values_are_offered_where_there_are_few),
        cmocka_unit_test(files_are_left_to_the_shell),
        cmocka_unit_test(lists_are_offered_where_a_list_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
