/* Plain-language goods of tests/golden/regime/hs_goods*.txt: the right heading among the first
 * three found. The misses are printed. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "regime/hs.h"
#include "tests/unit/support.h"

#define FIRST 3
#define LEAST_SHARE 85 /* of a hundred */

static const char *path_of(const char *name)
{
    static char path[ITD_PATH_MAX];

    assert_ok(itd_path_join(path, itd_test_root(), name, NULL, NULL), NULL);
    return path;
}

static bool is_among(const itd_hs_found *found, size_t count, itd_str right)
{
    itd_str code;

    while (itd_str_next_part(&right, ITD_STR(" "), &code))
        for (size_t i = 0; i < count; i++)
            if (itd_str_equal(itd_hs_code_text(&found[i].code), code))
                return true;
    return false;
}

/* Prints the misses; the number of goods and of those found. */
static void ask_for_all(const char *file, size_t *ret_cases, size_t *ret_right)
{
    itd_hs_found found[ITD_HS_FOUND_MAX];
    itd_hs      *hs = NULL;
    itd_buf      text;
    itd_str      rest, line;
    size_t       cases = 0, right = 0, count = 0;
    itd_error    err = {0};

    assert_ok(itd_hs_open(path_of("data/regime"), &hs, &err), &err);
    itd_buf_init(&text, 1 << 20);
    assert_ok(itd_file_read(path_of(file), &text, &err), &err);
    rest = itd_buf_text(&text);
    while (itd_str_next_part(&rest, ITD_STR("\n"), &line)) {
        const size_t  equals = itd_str_find(line, ITD_STR(" = "));
        const itd_str words = itd_str_slice(line, 0, equals);

        if (equals == SIZE_MAX || itd_str_starts_with(line, ITD_STR("#")))
            continue;
        cases++;
        assert_ok(itd_hs_search(hs, words, FIRST, found, &count, &err), &err);
        if (is_among(found, count, itd_str_from(line, equals + 3))) {
            right++;
            continue;
        }
        printf("# miss: %.*s:", ITD_STR_ARGS(line));
        for (size_t i = 0; i < count; i++)
            printf(" %s", found[i].code.digits);
        printf("\n");
    }
    printf("# %s: %zu of %zu right\n", file, right, cases);
    itd_buf_done(&text);
    itd_hs_free(hs);
    *ret_cases = cases;
    *ret_right = right;
}

static void finds_the_right_heading_among_the_first_three(void **state)
{
    size_t cases, right;

    (void)state;
    ask_for_all("tests/golden/regime/hs_goods.txt", &cases, &right);
    assert_true(cases >= 200);
    assert_true(right * 100 >= cases * LEAST_SHARE);
}

/* Goods that the table of words was not written for. */
static void finds_goods_that_it_was_not_made_for(void **state)
{
    size_t cases, right;

    (void)state;
    ask_for_all("tests/golden/regime/hs_goods_2.txt", &cases, &right);
    assert_true(cases >= 200);
    assert_true(right * 100 >= cases * LEAST_SHARE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_right_heading_among_the_first_three),
        cmocka_unit_test(finds_goods_that_it_was_not_made_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
