/* Where running text is cut: every place at which a name may begin or end. */
#include "text/passage.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/support.h"

/* The pieces with a bar between them. Overwritten by the next call. */
static const char *cut(const char *text)
{
    static char       out[2048];
    itd_passage_piece piece;
    size_t            at = 0, len = 0;
    uint32_t          behind = 0;

    out[0] = '\0';
    while (itd_passage_next(itd_str_of(text), &at, &piece)) {
        assert_true(piece.from >= behind && piece.from < piece.to && piece.to <= strlen(text));
        behind = piece.to;
        len += (size_t)snprintf(out + len, sizeof out - len, "%s%.*s", len > 0 ? "|" : "",
                                (int)(piece.to - piece.from), text + piece.from);
    }
    return out;
}

static void blanks_and_punctuation_separate(void **state)
{
    (void)state;
    assert_string_equal(cut("ORDER:KIM, JONG-UN/REF"), "ORDER|KIM|JONG|UN|REF");
    assert_string_equal(cut("  \n"), "");
    assert_string_equal(cut("//***"), "");
}

static void letters_and_digits_are_pieces_of_their_own(void **state)
{
    (void)state;
    assert_string_equal(cut("M23 5kim"), "M|23|5|kim");
}

static void apostrophes_marks_and_invisible_characters_stay_inside(void **state)
{
    (void)state;
    assert_string_equal(cut("O'Brien Ki\xE2\x80\x8Bm"), "O'Brien|Ki\xE2\x80\x8Bm");
    assert_string_equal(cut("Jose\xCC\x81 x"), "Jose\xCC\x81|x");
    assert_string_equal(cut("'Ali'"), "Ali'");
}

static void an_apostrophe_before_an_ending_separates(void **state)
{
    (void)state;
    assert_string_equal(cut("O'Brien's, Kim’S"), "O'Brien|s|Kim|S");
    assert_string_equal(cut("Kim'nin 3"), "Kim|nin|3");
    assert_string_equal(cut("Kim'ninm"), "Kim'ninm");
    assert_string_equal(cut("Kim''"), "Kim''");
    assert_string_equal(cut("Kim'3"), "Kim'|3");
    assert_string_equal(cut("5's"), "5|s");
    assert_string_equal(cut("Kim'sab's"), "Kim'sab|s");
}

static void an_ampersand_is_a_piece(void **state)
{
    (void)state;
    assert_string_equal(cut("A&B"), "A|&|B");
}

static void han_and_hangul_are_cut_at_every_character(void **state)
{
    (void)state;
    assert_string_equal(cut("金正恩x"), "金|正|恩|x");
    assert_string_equal(cut("김정은이"), "김|정|은|이");
    assert_string_equal(cut("キム・ジョンウン"), "キム|ジョンウン");
}

static void letters_in_circles_are_letters(void **state)
{
    (void)state;
    assert_string_equal(cut("ⓚⓘⓜ x"), "ⓚⓘⓜ|x");
}

static void a_run_without_end_is_cut_at_the_limit(void **state)
{
    char              text[ITD_PASSAGE_PIECE_MAX + 2];
    itd_passage_piece piece;
    size_t            at = 0;

    (void)state;
    memset(text, 'a', sizeof text);
    assert_true(itd_passage_next((itd_str){text, ITD_PASSAGE_PIECE_MAX}, &at, &piece));
    assert_int_equal(piece.to, ITD_PASSAGE_PIECE_MAX);
    assert_false(itd_passage_next((itd_str){text, ITD_PASSAGE_PIECE_MAX}, &at, &piece));
    at = 0;
    assert_true(itd_passage_next((itd_str){text, ITD_PASSAGE_PIECE_MAX + 1}, &at, &piece));
    assert_int_equal(piece.to, ITD_PASSAGE_PIECE_MAX);
    assert_true(itd_passage_next((itd_str){text, ITD_PASSAGE_PIECE_MAX + 1}, &at, &piece));
    assert_int_equal(piece.to - piece.from, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blanks_and_punctuation_separate),
        cmocka_unit_test(letters_and_digits_are_pieces_of_their_own),
        cmocka_unit_test(apostrophes_marks_and_invisible_characters_stay_inside),
        cmocka_unit_test(an_apostrophe_before_an_ending_separates),
        cmocka_unit_test(an_ampersand_is_a_piece),
        cmocka_unit_test(han_and_hangul_are_cut_at_every_character),
        cmocka_unit_test(letters_in_circles_are_letters),
        cmocka_unit_test(a_run_without_end_is_cut_at_the_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
