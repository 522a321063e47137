/* Rules of the watch: what is taken can be written out and read again to the same rules. */
#include <string.h>

#include "chronicle/cessation.h"
#include "fuzz/target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const itd_str   text = fuzz_text(data, size);
    itd_watch_rules rules, again;
    itd_buf         buf;
    itd_error       err = {0};

    if (itd_watch_rules_parse(text, &rules, &err) != ITD_OK)
        return 0;
    FUZZ_CHECK(rules.notable_p > 0 && rules.notable_p < 1);
    FUZZ_CHECK(rules.sustained_p > 0 && rules.sustained_p < 1);
    FUZZ_CHECK(rules.veto_count <= ITD_RULES_KINDS_MAX);
    itd_buf_init(&buf, FUZZ_INPUT_MAX);
    itd_watch_rules_write(&rules, &buf);
    FUZZ_CHECK(itd_watch_rules_parse(itd_buf_text(&buf), &again, &err) == ITD_OK);
    FUZZ_CHECK(again.notable_p == rules.notable_p && again.sustained_p == rules.sustained_p);
    FUZZ_CHECK(again.active_days == rules.active_days && again.veto_days == rules.veto_days);
    FUZZ_CHECK(again.sustained_model == rules.sustained_model);
    FUZZ_CHECK(again.veto_count == rules.veto_count);
    for (size_t i = 0; i < rules.veto_count; i++)
        FUZZ_CHECK(strcmp(again.veto[i], rules.veto[i]) == 0);
    itd_buf_done(&buf);
    return 0;
}
