/* A piece is a run of letters or a run of digits, one Han character or Hangul syllable (those
 * scripts are written without blanks, or with endings glued on), a run of kana, or an ampersand.
 * Marks, invisible characters and what folding deletes (apostrophes) belong to the piece they stand
 * in, but for an apostrophe before an ending: a name may end there. Everything else separates. */
#include "text/passage.h"

#include <unicode/uchar.h>

#include "base/utf8.h"
#include "text/folder.h"
#include "text/words.h"

#define RIGHT_QUOTE 0x2019
#define LETTER_APOSTROPHE 0x02BC

enum piece_class {
    SEPARATOR,
    TRANSPARENT, /* goes on with the piece it stands in */
    LETTERS,
    DIGITS,
    KANA,
    SINGLE, /* a piece of its own */
};

/* Letters and digits in circles, squares and brackets, and letters as symbols: NFKC makes them
 * plain. */
static bool is_dressed_letter(uint32_t code)
{
    return (code >= 0x2100 && code <= 0x214F) || (code >= 0x2460 && code <= 0x24FF) ||
           (code >= 0x1F100 && code <= 0x1F1FF);
}

static bool is_deleted(uint32_t code)
{
    const char *letters = itd_words_fold(code);

    return letters && letters[0] == '\0';
}

static enum piece_class letter_class(uint32_t code)
{
    switch (itd_origin_of(code)) {
    case ITD_ORIGIN_HAN:
    case ITD_ORIGIN_HANGUL:
        return SINGLE;
    case ITD_ORIGIN_KANA:
        return KANA;
    default:
        return LETTERS;
    }
}

static enum piece_class class_of(uint32_t code)
{
    if (code == '&')
        return SINGLE;
    if (is_deleted(code))
        return TRANSPARENT;
    switch (u_charType((UChar32)code)) {
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
        return TRANSPARENT;
    case U_DECIMAL_DIGIT_NUMBER:
        return DIGITS;
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_LETTER_NUMBER:
    case U_OTHER_NUMBER:
        return letter_class(code);
    default:
        return is_dressed_letter(code) ? LETTERS : SEPARATOR;
    }
}

/* Is it an apostrophe before the last few letters of a run: 's of English, 'un of Turkish? */
static bool begins_ending(itd_str text)
{
    uint32_t code = 0;
    size_t   at = itd_utf8_decode(text, &code), letters = 0;

    if (code != '\'' && code != RIGHT_QUOTE && code != LETTER_APOSTROPHE)
        return false;
    while (at < text.len && letters <= ITD_PASSAGE_ENDING_MAX) {
        const size_t len = itd_utf8_decode(itd_str_from(text, at), &code);
        enum piece_class class = class_of(code);

        if (class != LETTERS && class != TRANSPARENT)
            break;
        letters += class == LETTERS;
        at += len > 0 ? len : 1;
    }
    return letters > 0 && letters <= ITD_PASSAGE_ENDING_MAX;
}

bool itd_passage_next(itd_str text, size_t *at, itd_passage_piece *ret_piece)
{
    enum piece_class piece_class = SEPARATOR;
    size_t           from = 0, next = *at;

    while (next < text.len) {
        uint32_t     code = 0;
        const size_t len = itd_utf8_decode(itd_str_from(text, next), &code);
        enum piece_class class = class_of(code);

        if (piece_class == SEPARATOR) {
            from = next;
            piece_class = class == TRANSPARENT ? SEPARATOR : class;
        } else if (class != TRANSPARENT && (class != piece_class || class == SINGLE)) {
            break;
        } else if (class == TRANSPARENT && begins_ending(itd_str_from(text, next))) {
            break;
        } else if (next + len - from > ITD_PASSAGE_PIECE_MAX) {
            break;
        }
        next += len > 0 ? len : 1;
    }
    *at = next;
    if (piece_class == SEPARATOR)
        return false;
    *ret_piece = (itd_passage_piece){.from = (uint32_t)from, .to = (uint32_t)next};
    return true;
}
