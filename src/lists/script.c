/* Script by block: a table of ranges in ascending order. Names on lists are long enough that a
 * count of letters decides; marks and signs that scripts share do not count. Source: Unicode 15,
 * Blocks.txt; Japanese kana count as "Jpan", because a list writes them beside Han. */
#include "lists/script.h"

#include <string.h>

#include "base/attr.h"
#include "base/utf8.h"

static const struct {
    uint32_t first;
    uint32_t last;
    char     code[5];
} ranges[] = {
    {'A', 'Z', "Latn"},       {'a', 'z', "Latn"},         {0x00c0, 0x024f, "Latn"},
    {0x0370, 0x03ff, "Grek"}, {0x0400, 0x052f, "Cyrl"},   {0x0530, 0x058f, "Armn"},
    {0x0590, 0x05ff, "Hebr"}, {0x0600, 0x06ff, "Arab"},   {0x0700, 0x074f, "Syrc"},
    {0x0750, 0x077f, "Arab"}, {0x0780, 0x07bf, "Thaa"},   {0x08a0, 0x08ff, "Arab"},
    {0x0900, 0x097f, "Deva"}, {0x0980, 0x09ff, "Beng"},   {0x0a00, 0x0a7f, "Guru"},
    {0x0a80, 0x0aff, "Gujr"}, {0x0b80, 0x0bff, "Taml"},   {0x0c00, 0x0c7f, "Telu"},
    {0x0d80, 0x0dff, "Sinh"}, {0x0e00, 0x0e7f, "Thai"},   {0x0e80, 0x0eff, "Laoo"},
    {0x0f00, 0x0fff, "Tibt"}, {0x1000, 0x109f, "Mymr"},   {0x10a0, 0x10ff, "Geor"},
    {0x1100, 0x11ff, "Hang"}, {0x1200, 0x137f, "Ethi"},   {0x1780, 0x17ff, "Khmr"},
    {0x1e00, 0x1eff, "Latn"}, {0x1f00, 0x1fff, "Grek"},   {0x3040, 0x30ff, "Jpan"},
    {0x3130, 0x318f, "Hang"}, {0x3400, 0x4dbf, "Hani"},   {0x4e00, 0x9fff, "Hani"},
    {0xac00, 0xd7a3, "Hang"}, {0xf900, 0xfaff, "Hani"},   {0xfb50, 0xfdff, "Arab"},
    {0xfe70, 0xfefc, "Arab"}, {0x20000, 0x323af, "Hani"},
};

const char *itd_script_of_char(uint32_t code)
{
    /* Signs that stand inside the blocks above and belong to no script of their own. */
    if (code == 0x00d7 || code == 0x00f7 || code == 0x060c || code == 0x061b || code == 0x061f ||
        code == 0x0640 || (code >= 0x0660 && code <= 0x0669) || (code >= 0x06f0 && code <= 0x06f9))
        return NULL;
    for (size_t i = 0; i < ITD_ARRAY_LEN(ranges) && code >= ranges[i].first; i++)
        if (code <= ranges[i].last)
            return ranges[i].code;
    return NULL;
}

itd_str itd_script_of(itd_str text)
{
    size_t   counts[ITD_ARRAY_LEN(ranges)] = {0};
    size_t   best = 0;
    uint32_t code;

    for (size_t at = 0, step; at < text.len; at += step) {
        const char *script;

        step = itd_utf8_decode(itd_str_from(text, at), &code);
        if (step == 0)
            break;
        script = itd_script_of_char(code);
        /* Counted in the first row of that script. */
        for (size_t i = 0; script && i < ITD_ARRAY_LEN(ranges); i++)
            if (strcmp(ranges[i].code, script) == 0) {
                counts[i]++;
                break;
            }
    }
    for (size_t i = 1; i < ITD_ARRAY_LEN(ranges); i++)
        if (counts[i] > counts[best])
            best = i;
    return counts[best] > 0 ? itd_str_of(ranges[best].code) : itd_str_of("");
}

bool itd_script_is_latin(itd_str text)
{
    return itd_str_equal(itd_script_of(text), ITD_STR("Latn"));
}

bool itd_script_is_foreign(itd_str text)
{
    const itd_str script = itd_script_of(text);

    return script.len > 0 && !itd_str_equal(script, ITD_STR("Latn"));
}
