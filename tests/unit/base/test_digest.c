/* SHA-256 against the examples of NIST (FIPS 180-4 examples; CAVP SHA256ShortMsg), in one piece and
 * in pieces of every size. */
#include "tests/unit/support.h"

#include <string.h>

#include "base/digest.h"

static const struct {
    itd_str     bytes;
    const char *hex;
} vectors[] = {
    {ITD_STR_INIT(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {ITD_STR_INIT("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {ITD_STR_INIT("\xD3"), "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"},
    {ITD_STR_INIT("\x11\xAF"), "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98"},
    {ITD_STR_INIT("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {ITD_STR_INIT("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnop"
                  "jklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
     "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
};

static void assert_hex(const itd_digest *digest, const char *expected)
{
    char hex[ITD_DIGEST_HEX + 1];

    itd_digest_to_hex(digest, hex);
    assert_string_equal(hex, expected);
}

static void gives_the_digests_that_nist_publishes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(vectors); i++) {
        itd_digest digest;
        itd_error  err;

        assert_ok(itd_digest_of(vectors[i].bytes, &digest, &err), &err);
        assert_hex(&digest, vectors[i].hex);
    }
}

static void pieces_of_any_size_give_the_same_digest_and_the_stream_starts_anew(void **state)
{
    itd_digest_stream *stream = itd_digest_stream_new();

    (void)state;
    assert_non_null(stream);
    for (size_t i = 0; i < ITD_ARRAY_LEN(vectors); i++)
        for (size_t piece = 1; piece <= 70; piece++) {
            itd_str    rest = vectors[i].bytes;
            itd_digest digest;
            itd_error  err;

            while (rest.len > 0) {
                assert_ok(itd_digest_stream_add(stream, itd_str_slice(rest, 0, piece), &err), &err);
                rest = itd_str_from(rest, piece);
            }
            assert_ok(itd_digest_stream_add(stream, (itd_str){0}, &err), &err);
            assert_ok(itd_digest_stream_finish(stream, &digest, &err), &err);
            assert_hex(&digest, vectors[i].hex);
        }
    itd_digest_stream_free(stream);
    itd_digest_stream_free(NULL);
}

static void a_million_letters_a(void **state)
{
    itd_digest_stream *stream = itd_digest_stream_new();
    char               block[1000];
    itd_digest         digest;

    (void)state;
    memset(block, 'a', sizeof block);
    for (int i = 0; i < 1000; i++)
        assert_ok(itd_digest_stream_add(stream, (itd_str){block, sizeof block}, NULL), NULL);
    assert_ok(itd_digest_stream_finish(stream, &digest, NULL), NULL);
    assert_hex(&digest, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    itd_digest_stream_free(stream);
}

static void hexadecimal_comes_back_and_anything_else_is_refused(void **state)
{
    itd_digest digest = {{0}}, back = {{0}};
    char       hex[ITD_DIGEST_HEX + 1];

    (void)state;
    for (size_t i = 0; i < ITD_DIGEST_BYTES; i++)
        digest.bytes[i] = (unsigned char)(i * 8 + 3);
    itd_digest_to_hex(&digest, hex);
    assert_true(itd_digest_parse_hex(itd_str_of(hex), &back));
    assert_true(itd_digest_equal(&digest, &back));
    back.bytes[31] ^= 1;
    assert_false(itd_digest_equal(&digest, &back));
    assert_false(itd_digest_parse_hex(itd_str_slice(itd_str_of(hex), 0, 63), &back));
    assert_false(itd_digest_parse_hex(ITD_STR(""), &back));
    for (size_t i = 0; i < ITD_DIGEST_HEX; i++) {
        const char kept = hex[i];

        hex[i] = 'g';
        assert_false(itd_digest_parse_hex(itd_str_of(hex), &back));
        hex[i] = 'A';
        assert_false(itd_digest_parse_hex(itd_str_of(hex), &back));
        hex[i] = kept;
    }
}

static void lack_of_memory_gives_no_stream(void **state)
{
    (void)state;
    itd_test_fail_allocation(1);
    assert_null(itd_digest_stream_new());
    itd_test_fail_allocation(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_digests_that_nist_publishes),
        cmocka_unit_test(pieces_of_any_size_give_the_same_digest_and_the_stream_starts_anew),
        cmocka_unit_test(a_million_letters_a),
        cmocka_unit_test(hexadecimal_comes_back_and_anything_else_is_refused),
        cmocka_unit_test(lack_of_memory_gives_no_stream),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
