/* Numbers that a person can check by hand, and the property that a wrong digit is found. */
#include "entity/identifier.h"

#include "tests/unit/support.h"

static void knows_valid_from_invalid(void **state)
{
    static const struct {
        bool (*is_valid)(itd_str);
        const char *text;
        bool        valid;
    } cases[] = {
        {itd_imo_is_valid, "9074729", true}, /* 7*9+6*0+5*7+4*4+3*7+2*2 = 139 */
        {itd_imo_is_valid, "IMO 9074729", true},
        {itd_imo_is_valid, "imo: 9074729", true},
        {itd_imo_is_valid, "9074728", false},
        {itd_imo_is_valid, "907472", false},
        {itd_imo_is_valid, "90747290", false},
        {itd_imo_is_valid, "907472X", false},
        {itd_imo_is_valid, "", false},
        {itd_mmsi_is_valid, "445123456", true},
        {itd_mmsi_is_valid, "MMSI 445 123 456", true},
        {itd_mmsi_is_valid, "44512345", false},
        {itd_mmsi_is_valid, "44512345a", false},
        {itd_bic_is_valid, "DEUTDEFF", true},
        {itd_bic_is_valid, "deutdeff500", true},
        {itd_bic_is_valid, "DEUT DE FF 500", true},
        {itd_bic_is_valid, "DEUTDEFF5", false},
        {itd_bic_is_valid, "DEUT1EFF", false},
        {itd_lei_is_valid, "529900T8BM49AURSDO55", true},
        {itd_lei_is_valid, "529900T8BM49AURSDO54", false},
        {itd_lei_is_valid, "529900T8BM49AURSDO5", false},
        {itd_lei_is_valid, "529900T8BM49AURSDO5\xC3\xA9", false},
        {itd_lei_is_valid, "000000000000000000000000000000000", false},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++)
        if (cases[i].is_valid(itd_str_of(cases[i].text)) != cases[i].valid)
            fail_msg("%s should be %s", cases[i].text, cases[i].valid ? "valid" : "invalid");
}

static void a_wrong_last_digit_of_an_imo_number_is_found(void **state)
{
    char text[] = "9074729";

    (void)state;
    for (char digit = '0'; digit <= '9'; digit++) {
        text[6] = digit;
        assert_int_equal(itd_imo_is_valid(itd_str_of(text)), digit == '9');
    }
}

static void reduces_numbers_to_one_form(void **state)
{
    static const struct {
        itd_prop    prop;
        const char *text;
        const char *form;
    } cases[] = {
        {ITD_PROP_IMO_NUMBER, "IMO 907-4729", "9074729"},
        {ITD_PROP_IMO_NUMBER, "9074729", "9074729"},
        {ITD_PROP_MMSI, "mmsi: 445 123 456", "445123456"},
        {ITD_PROP_PASSPORT_NUMBER, "im-o 12.3 a", "IMO123A"},
        {ITD_PROP_PASSPORT_NUMBER, " - ", ""},
        {ITD_PROP_SWIFT_BIC, "deutdeffxxx", "DEUTDEFF"},
        {ITD_PROP_SWIFT_BIC, "DEUTDEFF500", "DEUTDEFF500"},
        {ITD_PROP_WALLET, " 1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
         "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"},
        {ITD_PROP_ID_NUMBER, "аб 12", "аб12"},
        {ITD_PROP_REGISTRATION_NUMBER, "ep-gom", "EPGOM"},
        {ITD_PROP_SERIAL_NUMBER, "MSN 24136", "24136"},
        {ITD_PROP_SERIAL_NUMBER, "24136", "24136"},
        {ITD_PROP_CALL_SIGN, "hm yn6", "HMYN6"},
        /* Hexadecimal: the case is a check sum. */
        {ITD_PROP_WALLET, "0x7F367cC41522cE07553e823bf3be79A889DEbe1B",
         "7f367cc41522ce07553e823bf3be79a889debe1b"},
        {ITD_PROP_WALLET, "0X7F367CC41522CE07553E823BF3BE79A889DEBE1B",
         "7f367cc41522ce07553e823bf3be79a889debe1b"},
        {ITD_PROP_WALLET, "7f367cc41522ce07553e823bf3be79a889debe1b",
         "7f367cc41522ce07553e823bf3be79a889debe1b"},
        {ITD_PROP_WALLET, "ethereum:0x7F367cC41522cE07553e823bf3be79A889DEbe1B?value=1",
         "7f367cc41522ce07553e823bf3be79a889debe1b"},
        /* Bech32: all of one case. */
        {ITD_PROP_WALLET, "BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ",
         "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"},
        {ITD_PROP_WALLET, "bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq?amount=0.1",
         "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"},
        {ITD_PROP_WALLET, "bitcoincash:QPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVY22GDX6A",
         "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"},
        /* Base58: the case is part of the number. */
        {ITD_PROP_WALLET, "bitcoin:1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
         "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"},
        {ITD_PROP_WALLET, "TVacWx7F5wgMgn49L5frDf9KLgdYy8nPHL",
         "TVacWx7F5wgMgn49L5frDf9KLgdYy8nPHL"},
        {ITD_PROP_WALLET, "", ""},
        {ITD_PROP_WALLET, " 0x ", ""},
        {ITD_PROP_WALLET, "?", ""},
        {ITD_PROP_WALLET, ":", ""},
    };
    itd_buf buf;

    (void)state;
    itd_buf_init(&buf, 100);
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_buf_reset(&buf);
        itd_identifier_normalise(cases[i].prop, itd_str_of(cases[i].text), &buf);
        assert_str_equal(itd_buf_text(&buf), cases[i].form);
    }
    itd_buf_reset(&buf);
    itd_buf_append_cstr(&buf, "kept ");
    itd_identifier_normalise(ITD_PROP_IMO_NUMBER, ITD_STR("IMO 1"), &buf);
    assert_str_equal(itd_buf_text(&buf), "kept 1");
    itd_buf_done(&buf);
}

static uint64_t draw(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407;
    return *seed >> 33;
}

static void normalising_twice_is_normalising_once(void **state)
{
    static const itd_prop props[] = {ITD_PROP_IMO_NUMBER,      ITD_PROP_MMSI,
                                     ITD_PROP_SERIAL_NUMBER,   ITD_PROP_SWIFT_BIC,
                                     ITD_PROP_PASSPORT_NUMBER, ITD_PROP_WALLET};
    static const char     letters[] = "0xX1aAbBfFqQzZ:?=. -IMOSN";
    uint64_t              seed = 1718;
    itd_buf               once, twice;

    (void)state;
    print_message("# seed %u\n", (unsigned)seed);
    itd_buf_init(&once, 100);
    itd_buf_init(&twice, 100);
    for (size_t i = 0; i < 20000; i++) {
        char           text[48];
        const size_t   len = (size_t)draw(&seed) % sizeof text;
        const itd_prop prop = props[i % ITD_ARRAY_LEN(props)];

        for (size_t k = 0; k < len; k++)
            text[k] = letters[draw(&seed) % (sizeof letters - 1)];
        itd_buf_reset(&once);
        itd_buf_reset(&twice);
        itd_identifier_normalise(prop, (itd_str){text, len}, &once);
        itd_identifier_normalise(prop, itd_buf_text(&once), &twice);
        if (!itd_str_equal(itd_buf_text(&once), itd_buf_text(&twice)))
            fail_msg("\"%.*s\" gives \"%.*s\", then \"%.*s\"", (int)len, text,
                     ITD_STR_ARGS(itd_buf_text(&once)), ITD_STR_ARGS(itd_buf_text(&twice)));
    }
    itd_buf_done(&once);
    itd_buf_done(&twice);
}

static void tells_numbers_of_the_world_from_those_of_a_country(void **state)
{
    (void)state;
    assert_true(itd_identifier_is_global(ITD_PROP_IMO_NUMBER));
    assert_true(itd_identifier_is_global(ITD_PROP_WALLET));
    assert_false(itd_identifier_is_global(ITD_PROP_PASSPORT_NUMBER));
    assert_false(itd_identifier_is_global(ITD_PROP_SERIAL_NUMBER));
    assert_false(itd_identifier_is_global(ITD_PROP_NAME));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_valid_from_invalid),
        cmocka_unit_test(a_wrong_last_digit_of_an_imo_number_is_found),
        cmocka_unit_test(reduces_numbers_to_one_form),
        cmocka_unit_test(normalising_twice_is_normalising_once),
        cmocka_unit_test(tells_numbers_of_the_world_from_those_of_a_country),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
