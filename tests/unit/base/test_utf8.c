/* UTF-8 against a slow reference that is written from RFC 3629 in another way: it decodes whatever
 * the lead byte announces and then asks whether encoding the code point anew gives the same
 * bytes. */
#include "tests/unit/support.h"

#include <stdio.h>
#include <string.h>

#include "base/attr.h"
#include "base/utf8.h"

/* Shortest form of any number below 2^21, surrogates and all. */
static size_t slow_encode(uint32_t code, unsigned char out[static 4])
{
    const size_t               len = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char mark[] = {0, 0, 0xC0, 0xE0, 0xF0};

    for (size_t i = len; i-- > 1; code >>= 6)
        out[i] = (unsigned char)(0x80 | (code & 0x3F));
    out[0] = (unsigned char)(mark[len] | code);
    return len;
}

static size_t slow_decode(const unsigned char *bytes, size_t len, uint32_t *ret_code)
{
    unsigned char again[4];
    size_t        announced = 1;
    uint32_t      code;

    if (len == 0)
        return 0;
    while (announced < 5 && (bytes[0] << announced & 0x80))
        announced++;
    if (bytes[0] < 0x80) {
        *ret_code = bytes[0];
        return 1;
    }
    if (bytes[0] < 0xC0 || announced > 4 || announced > len)
        return 0;
    code = bytes[0] & ((1u << (7 - announced)) - 1);
    for (size_t i = 1; i < announced; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (bytes[i] & 0x3Fu);
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return 0;
    if (slow_encode(code, again) != announced || memcmp(again, bytes, announced) != 0)
        return 0;
    *ret_code = code;
    return announced;
}

static void assert_same(const unsigned char *bytes, size_t len)
{
    uint32_t     code = 1, slow_code = 1;
    const size_t step = itd_utf8_decode((itd_str){.ptr = (const char *)bytes, .len = len}, &code);

    if (step != slow_decode(bytes, len, &slow_code) || code != slow_code)
        fail_msg("%02X %02X %02X %02X of %zu bytes", bytes[0], bytes[1], bytes[2], bytes[3], len);
}

static void every_sequence_of_one_to_three_bytes_is_decoded_as_the_reference_does(void **state)
{
    unsigned char bytes[4] = {0};

    (void)state;
    for (uint32_t i = 0; i < 0x1000000; i++) {
        bytes[0] = (unsigned char)(i >> 16);
        bytes[1] = (unsigned char)(i >> 8);
        bytes[2] = (unsigned char)i;
        assert_same(bytes, 3);
        if (bytes[2] == 0)
            assert_same(bytes, 2);
        if (bytes[2] == 0 && bytes[1] == 0)
            assert_same(bytes, 1);
    }
    assert_same(bytes, 0);
}

static void sequences_of_four_bytes_are_decoded_as_the_reference_does(void **state)
{
    static const unsigned char edges[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0xA0, 0xBF, 0xC0, 0xFF};
    unsigned char              bytes[4];

    (void)state;
    for (unsigned a = 0xE0; a <= 0xFF; a++)
        for (unsigned b = 0; b <= 0xFF; b++)
            for (size_t c = 0; c < sizeof edges; c++)
                for (size_t d = 0; d < sizeof edges; d++) {
                    bytes[0] = (unsigned char)a;
                    bytes[1] = (unsigned char)b;
                    bytes[2] = edges[c];
                    bytes[3] = edges[d];
                    assert_same(bytes, 4);
                }
}

static void every_character_comes_back_as_it_was_written(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        char     bytes[4];
        uint32_t back = 0;
        size_t   len;

        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        len = itd_utf8_encode(code, bytes);
        if (itd_utf8_decode((itd_str){.ptr = bytes, .len = len}, &back) != len || back != code)
            fail_msg("U+%04X", (unsigned)code);
    }
}

static const struct {
    const char *what;
    itd_str     text;
    itd_status  status;
    uint64_t    byte; /* of the fault */
} texts[] = {
    {"plain", ITD_STR_INIT("a\tb\r\nc"), ITD_OK, 0},
    {"nothing", ITD_STR_INIT(""), ITD_OK, 0},
    {"Korean", ITD_STR_INIT("\xEA\xB9\x80"), ITD_OK, 0},
    {"the last character of all", ITD_STR_INIT("\xF4\x8F\xBF\xBF"), ITD_OK, 0},
    {"NUL", ITD_STR_INIT("ab\0c"), ITD_E_ENCODING, 2},
    {"escape", ITD_STR_INIT("a\x1B[31m"), ITD_E_ENCODING, 1},
    {"delete", ITD_STR_INIT("\x7F"), ITD_E_ENCODING, 0},
    {"a C1 control", ITD_STR_INIT("a\xC2\x85"), ITD_E_ENCODING, 1},
    {"the last C1 control", ITD_STR_INIT("\xC2\x9F"), ITD_E_ENCODING, 0},
    {"a no-break space is no control", ITD_STR_INIT("\xC2\xA0"), ITD_OK, 0},
    {"the byte of another encoding", ITD_STR_INIT("Mu\xF1oz"), ITD_E_ENCODING, 2},
    {"cut", ITD_STR_INIT("ab\xE9\x87"), ITD_E_ENCODING, 2},
    {"overlong", ITD_STR_INIT("\xC0\xAF"), ITD_E_ENCODING, 0},
    {"surrogate", ITD_STR_INIT("x\xED\xA0\x80"), ITD_E_ENCODING, 1},
    {"above U+10FFFF", ITD_STR_INIT("\xF4\x90\x80\x80"), ITD_E_ENCODING, 0},
};

static void outside_text_is_refused_with_the_byte_of_its_fault(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(texts); i++) {
        itd_error        err = {0};
        const itd_status st = itd_utf8_check_text(texts[i].text, &err);

        assert_status_equal(st, texts[i].status, texts[i].what);
        assert_status_equal(itd_utf8_check_text(texts[i].text, NULL), st, texts[i].what);
        if (st != ITD_OK) {
            assert_true(err.has_byte);
            assert_int_equal(err.byte, texts[i].byte);
        }
    }
}

/* The check goes eight bytes at a time where it can: no place may hide a byte from it. */
static void every_byte_is_seen_at_every_place_of_a_long_text(void **state)
{
    (void)state;
    for (unsigned byte = 0; byte <= 0xFF; byte++)
        for (size_t at = 0; at < 24; at++) {
            char       text[24];
            itd_error  err = {0};
            itd_status st;
            const bool good =
                (byte >= 0x20 && byte <= 0x7E) || byte == '\t' || byte == '\n' || byte == '\r';

            memset(text, at % 2 ? ' ' : '~', sizeof text);
            text[at] = (char)byte;
            st = itd_utf8_check_text((itd_str){text, sizeof text}, &err);
            if ((st == ITD_OK) != good || (!good && err.byte != at))
                fail_msg("byte %02X at %zu: %s", byte, at, itd_status_name(st));
        }
}

static void characters_are_counted_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(itd_utf8_count(ITD_STR("")), 0);
    assert_int_equal(itd_utf8_count(ITD_STR("a\xC3\xA4\xE9\x87\x91\xF0\x9F\x98\x80")), 4);
}

/* First and last of each range, and the neighbours that must stay visible. */
static const uint32_t hidden[] = {
    0x00,   0x1F,   0x7F,   0x9F,   0xAD,   0x61C,  0x180E, 0x200B,  0x200F,  0x2028,
    0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0x206F, 0xFEFF, 0xE0000, 0xE0001, 0xE007F,
};
static const uint32_t shown[] = {
    0x20,   0x7E,   0xA0,   0xAC,   0xAE,   0x61B,  0x180B, 0x200A,  0x2010,
    0x2027, 0x202F, 0x205F, 0x2070, 0xFEFE, 0xFF01, 0xFFFD, 0x1F600, 0x91D1,
};

static void what_hides_text_is_not_printable(void **state)
{
    char bytes[4];

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(hidden); i++) {
        const size_t len = itd_utf8_encode(hidden[i], bytes);

        if (itd_utf8_printable_step((itd_str){.ptr = bytes, .len = len}) != 0)
            fail_msg("U+%04X is shown", (unsigned)hidden[i]);
    }
    for (size_t i = 0; i < ITD_ARRAY_LEN(shown); i++) {
        const size_t len = itd_utf8_encode(shown[i], bytes);

        if (itd_utf8_printable_step((itd_str){.ptr = bytes, .len = len}) != len)
            fail_msg("U+%04X is hidden", (unsigned)shown[i]);
    }
    assert_int_equal(itd_utf8_printable_step(ITD_STR("\xFF")), 0);
    assert_int_equal(itd_utf8_printable_step(ITD_STR("")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sequence_of_one_to_three_bytes_is_decoded_as_the_reference_does),
        cmocka_unit_test(sequences_of_four_bytes_are_decoded_as_the_reference_does),
        cmocka_unit_test(every_character_comes_back_as_it_was_written),
        cmocka_unit_test(outside_text_is_refused_with_the_byte_of_its_fault),
        cmocka_unit_test(every_byte_is_seen_at_every_place_of_a_long_text),
        cmocka_unit_test(characters_are_counted_not_bytes),
        cmocka_unit_test(what_hides_text_is_not_printable),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
