/* Columns of the Ministry of Finance's sheets and what their cells say. Headers differ from sheet
 * to sheet; a role has all that stand in the workbook of 2026 and in the CSV. */
#include "lists/jp_mof.h"

#include "codec/xlsx.h"
#include "lists/jp_names.h"
#include "lists/script.h"

/* ---- columns ---- */

/* Narrow, without blanks. */
static const struct header {
    const char *text;
    jp_mof_role role;
} headers[] = {
    {"区分", JP_MOF_SECTION},
    {"番号", JP_MOF_ID},
    {"告示日付", JP_MOF_NOTICE_DATE},
    {"告示番号", JP_MOF_NOTICE_NUMBER},
    {"個人・団体", JP_MOF_KIND},
    {"日本語表記", JP_MOF_NAME_JA},
    {"氏名(日本語)", JP_MOF_NAME_JA},
    {"英語表記", JP_MOF_NAME_EN},
    {"氏名(英語)", JP_MOF_NAME_EN},
    {"別名", JP_MOF_ALIAS},
    {"別称", JP_MOF_ALIAS},
    {"別称・旧称", JP_MOF_ALIAS},
    {"別称・別名", JP_MOF_ALIAS},
    {"別名・別称", JP_MOF_ALIAS},
    {"別名・別称(日本語)", JP_MOF_ALIAS},
    {"別名・別称(英語)", JP_MOF_ALIAS},
    {"確定可能な別名", JP_MOF_ALIAS},
    {"旧称", JP_MOF_PREVIOUS},
    {"旧称(日本語)", JP_MOF_PREVIOUS},
    {"旧称(英語)", JP_MOF_PREVIOUS},
    {"旧称・以前の呼称", JP_MOF_PREVIOUS},
    {"過去の別名", JP_MOF_PREVIOUS},
    {"以前の別名", JP_MOF_PREVIOUS},
    {"確定に十分でない別名", JP_MOF_WEAK},
    {"確定に十分でない別名(日本語)", JP_MOF_WEAK},
    {"確定に十分でない別名(英語)", JP_MOF_WEAK},
    {"称号", JP_MOF_TITLE},
    {"称号(日本語)", JP_MOF_TITLE},
    {"称号(英語)", JP_MOF_TITLE},
    {"役職", JP_MOF_POSITION},
    {"役職(日本語)", JP_MOF_POSITION},
    {"役職(英語)", JP_MOF_POSITION},
    {"肩書", JP_MOF_POSITION},
    {"肩書等", JP_MOF_POSITION},
    {"生年月日", JP_MOF_BIRTH_DATE},
    {"生年月日・出生地", JP_MOF_BIRTH},
    {"出生地", JP_MOF_BIRTH_PLACE},
    {"出生地(日本語)", JP_MOF_BIRTH_PLACE},
    {"出生地(英語)", JP_MOF_BIRTH_PLACE},
    {"出生地・出身地", JP_MOF_BIRTH_PLACE},
    {"国籍", JP_MOF_NATIONALITY},
    {"国籍(日本語)", JP_MOF_NATIONALITY},
    {"国籍(英語)", JP_MOF_NATIONALITY},
    {"旅券番号", JP_MOF_PASSPORT},
    {"ID番号", JP_MOF_ID_NUMBER},
    {"身分登録番号", JP_MOF_ID_NUMBER},
    {"身分証番号", JP_MOF_ID_NUMBER},
    {"住所", JP_MOF_ADDRESS},
    {"住所等", JP_MOF_ADDRESS},
    {"所在地", JP_MOF_ADDRESS},
    {"住所・所在地", JP_MOF_ADDRESS},
    {"活動地域・住所", JP_MOF_ADDRESS},
    {"所在地・住所登録された事務所の住所", JP_MOF_ADDRESS},
    {"住所・所在地(都市その他の情報)(日本語)", JP_MOF_ADDRESS},
    {"住所・所在地(都市その他の情報)(英語)", JP_MOF_ADDRESS},
    {"住所・所在地(国)(日本語)", JP_MOF_ADDRESS_COUNTRY},
    {"住所・所在地(国)(英語)", JP_MOF_ADDRESS_COUNTRY},
    {"国連参照番号", JP_MOF_REFERENCE},
    {"リスト掲載日", JP_MOF_UN_DATE},
    {"国連制裁委員会による指定日", JP_MOF_UN_DATE},
    {"国連制裁員会による指定日", JP_MOF_UN_DATE}, /* as it stands on some sheets */
    {"電話", JP_MOF_PHONE},
    {"電話番号", JP_MOF_PHONE},
    {"FAX", JP_MOF_FAX},
    {"指定の根拠", JP_MOF_REASON},
    {"決議1483上の根拠", JP_MOF_REASON},
    {"その他の情報", JP_MOF_NOTES},
    {"詳細", JP_MOF_NOTES},
    {"外務省告示情報", JP_MOF_NOTICE_TEXT},
};

jp_mof_role itd_jp_mof_role_of(itd_record *rec, itd_str header)
{
    const itd_str plain = itd_jp_without_blanks(rec, itd_jp_narrow(rec, header));

    for (size_t i = 0; i < ITD_ARRAY_LEN(headers); i++)
        if (itd_str_equal(plain, itd_str_of(headers[i].text)))
            return headers[i].role;
    return JP_MOF_UNKNOWN;
}

bool itd_jp_mof_is_of_persons(jp_mof_role role)
{
    return role == JP_MOF_TITLE || role == JP_MOF_POSITION || role == JP_MOF_BIRTH_DATE ||
           role == JP_MOF_BIRTH || role == JP_MOF_BIRTH_PLACE || role == JP_MOF_NATIONALITY ||
           role == JP_MOF_PASSPORT;
}

/* ---- measures ---- */

/* The CSV gives their numbers only; the names are those of the workbook's first sheet, shortened to
 * what tells them apart. */
static const struct measure {
    const char *number, *name;
} measures[] = {
    {"1", "ミロシェビッチ前ユーゴスラビア大統領及び関係者"},
    {"2", "タリバーン関係者等"},
    {"3", "テロリスト等（先進主要７か国が協調して資産凍結の措置を実施する対象）"},
    {"4", "テロリスト等（米国等が資産凍結等の措置を実施した個人及び団体）"},
    {"5", "イラク前政権の機関、高官又はその関係者等（Ⅰ．個人）"},
    {"6", "イラク前政権の機関、高官又はその関係者等（Ⅱ．団体）"},
    {"7", "イラク前政権の機関、高官又はその関係者等（Ⅲ．団体）"},
    {"8", "リベリア前政権の高官又はその関係者等"},
    {"9", "コンゴ民主共和国に対する武器禁輸措置等に違反した者等（個人）"},
    {"10", "コンゴ民主共和国に対する武器禁輸措置等に違反した者等（団体）"},
    {"11", "コートジボワールにおける和平等に対する脅威を構成する者等"},
    {"12", "スーダンにおけるダルフール和平阻害関与者等"},
    {"13", "北朝鮮のミサイル又は大量破壊兵器計画に関連する者"},
    {"14", "北朝鮮に関連する国際連合安全保障理事会決議に基づく措置の対象となる者（団体）"},
    {"15", "北朝鮮に関連する国際連合安全保障理事会決議に基づく措置の対象となる者（個人）"},
    {"16", "国際平和のための国際的な努力に寄与するために講ずる措置の対象となる北朝鮮の者（団体）"},
    {"17", "国際平和のための国際的な努力に寄与するために講ずる措置の対象となる北朝鮮の者（個人）"},
    {"18", "イランの拡散上機微な核活動及び核兵器運搬手段の開発に関与する者"},
    {"19", "イランの拡散上機微な核活動又は核兵器運搬手段の開発に関与する者（個人）"},
    {"20", "イランの拡散上機微な核活動又は核兵器運搬手段の開発に関与する者（団体）"},
    {"21", "ソマリアに対する武器禁輸措置等に違反した者等"},
    {"22", "リビアのカダフィ革命指導者及びその関係者（Ⅰ）"},
    {"23", "リビアのカダフィ革命指導者及びその関係者（Ⅱ）"},
    {"24", "シリアのアル・アサド大統領及びその関係者等（個人）"},
    {"25", "シリアのアル・アサド大統領及びその関係者等（団体）"},
    {"26", "クリミア自治共和国及びセヴァストーポリ特別市の「併合」等に関与する者（個人）"},
    {"27", "クリミア自治共和国及びセヴァストーポリ特別市の「併合」等に関与する者（団体）"},
    {"28", "ロシア連邦の団体及び個人（団体（特定銀行を除く））"},
    {"29", "ロシア連邦の団体及び個人（個人）"},
    {"30", "ロシア連邦の団体及び個人（特定銀行）"},
    {"31", "ベラルーシ共和国の個人及び団体（個人）"},
    {"32", "ベラルーシ共和国の個人及び団体（団体（特定銀行を除く））"},
    {"33", "ベラルーシ共和国の個人及び団体（特定銀行）"},
    {"34", "ロシア連邦及びベラルーシ共和国以外の国の団体"},
    {"35", "ロシア連邦及びベラルーシ共和国以外の国・地域の個人"},
    {"36", "ロシア連邦及びベラルーシ共和国以外の国・地域の特定銀行"},
    {"37", "中央アフリカ共和国における平和等を損なう行為等に関与した者等（個人）"},
    {"38", "中央アフリカ共和国における平和等を損なう行為等に関与した者等（団体）"},
    {"39", "イエメン共和国における平和等を脅かす活動に関与した者等"},
    {"40", "南スーダンにおける平和等を脅かす行為等に関与した者等"},
    {"41", "マリ共和国における平和等を脅かす行為等に関与した者等"},
    {"42", "ハイチにおける平和等を脅かす行為等に関与した者等（個人）"},
    {"43", "暴力的行為に関与するイスラエルの入植者"},
    {"44", "ハイチにおける平和等を脅かす行為等に関与した者等（団体）"},
};

itd_str itd_jp_mof_measure(itd_str number)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(measures); i++)
        if (itd_str_equal(number, itd_str_of(measures[i].number)))
            return itd_str_of(measures[i].name);
    return (itd_str){0};
}

/* ---- dates ---- */

/* A cell that is one number is a day as spreadsheets count them. */
static bool find_serial(itd_str cell, bool from_1904, itd_date *ret_date)
{
    return (cell.len == 5 && itd_xlsx_date_of(cell, from_1904, ret_date)) ||
           (cell.len >= 10 && itd_date_parse_iso(itd_str_slice(cell, 0, 10), ret_date));
}

static void add_birth_dates(itd_record *rec, itd_str cell, itd_str raw, itd_str origin,
                            bool from_1904)
{
    itd_str     rest = itd_jp_without_blanks(rec, cell);
    itd_jp_date found = {.circa = false};
    itd_date    date;
    size_t      count = 0;

    if (find_serial(cell, from_1904, &date)) {
        itd_record_add_date(rec, ITD_PROP_BIRTH_DATE, date, raw, origin);
        return;
    }
    while (itd_jp_next_date(&rest, found.from, &found)) {
        if (itd_str_find(found.note, ITD_STR("暦")) != SIZE_MAX)
            continue; /* of another calendar: stays with the words below */
        itd_record_add_date(rec, ITD_PROP_BIRTH_DATE, found.from, raw, origin);
        itd_entity_detail(rec->builder, ITD_DETAIL_UNTIL, itd_record_date_text(rec, found.until));
        itd_entity_detail(rec->builder, ITD_DETAIL_CIRCA,
                          found.circa ? ITD_STR("yes") : (itd_str){0});
        itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, found.note);
        count++;
    }
    if (count == 0)
        itd_record_keep_date(rec, raw, origin);
}

/* "2011.3.8 2011.10.18改訂": the day of the notice, and of what changed it. */
static void add_notice_dates(itd_record *rec, itd_str cell, itd_str raw, itd_str origin,
                             bool from_1904)
{
    itd_str     rest = cell; /* its dates have blanks between, none within */
    itd_jp_date found = {.circa = false};
    itd_prop    prop = ITD_PROP_LISTING_DATE;
    itd_date    date;

    if (find_serial(cell, from_1904, &date)) {
        itd_record_add_date(rec, prop, date, raw, origin);
        return;
    }
    for (; itd_jp_next_date(&rest, found.from, &found); prop = ITD_PROP_MODIFIED_AT)
        itd_record_add_date(rec, prop, found.from, raw, origin);
    if (prop == ITD_PROP_LISTING_DATE)
        itd_record_keep_date(rec, raw, origin);
}

/* ---- countries and places ---- */

/* The country that an item is in: the one it begins with, or the last of its parts. */
static bool country_of(itd_str item, itd_str *ret_code)
{
    itd_str rest, part, note, last = {0};

    if (itd_jp_leading_country(item, ret_code, &rest))
        return true;
    for (rest = item; itd_str_next_part(&rest, ITD_STR(","), &part);)
        last = itd_str_trim(part);
    if (itd_script_is_foreign(last))
        for (rest = item; itd_str_next_part(&rest, ITD_STR("、"), &part);)
            last = itd_str_trim(part);
    return last.len > 0 && itd_record_find_country(last, ret_code, &note);
}

static void add_country(itd_record *rec, itd_prop prop, itd_str code, itd_str words, itd_str note,
                        itd_str origin)
{
    const itd_str tuple[] = {itd_prop_name(prop), code};

    if (itd_record_is_told(rec, "country", tuple, ITD_ARRAY_LEN(tuple)))
        return;
    itd_entity_add(rec->builder, prop, code, words, origin);
    itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, note);
}

static void add_countries(itd_record *rec, itd_prop prop, itd_str cell, itd_str origin)
{
    static const char *const marks[] = {"又は", "または", "及び", "、"};
    itd_str                  item, code, rest;

    while (itd_jp_next_item(&cell, &item)) {
        size_t cut = SIZE_MAX, behind = 0;

        for (size_t i = 0; i < ITD_ARRAY_LEN(marks); i++) {
            const size_t at = itd_str_find(item, itd_str_of(marks[i]));

            if (at < cut && at != SIZE_MAX && at > 0) {
                cut = at;
                behind = at + itd_str_of(marks[i]).len;
            }
        }
        if (cut != SIZE_MAX && itd_jp_leading_country(itd_str_from(item, behind), &code, &rest)) {
            add_countries(rec, prop, itd_str_from(item, behind), origin);
            item = itd_str_trim(itd_str_slice(item, 0, cut));
        }
        if (itd_jp_is_unknown(item))
            continue;
        if (itd_jp_leading_country(item, &code, &rest))
            add_country(rec, prop, code, item, rest, origin);
        else if (country_of(item, &code))
            add_country(rec, prop, code, item, (itd_str){0}, origin);
        else
            itd_record_add_country(rec, prop, item, origin);
    }
}

static void add_places(itd_record *rec, itd_prop prop, itd_str cell, itd_str origin)
{
    itd_str item, code, rest;

    while (itd_jp_next_item(&cell, &item)) {
        const itd_str text = itd_record_single_blanks(rec, item);
        const itd_str tuple[] = {itd_prop_name(prop), text};
        const bool    is_known = country_of(text, &code);

        if (itd_jp_is_unknown(text) ||
            itd_record_is_told(rec, "place", tuple, ITD_ARRAY_LEN(tuple)))
            continue;
        if (prop != ITD_PROP_ADDRESS || !is_known || !itd_jp_leading_country(text, &code, &rest) ||
            rest.len > 0) {
            itd_record_add(rec, prop, text, origin);
            if (is_known)
                itd_entity_detail(rec->builder, ITD_DETAIL_COUNTRY, code);
        }
        if (prop == ITD_PROP_ADDRESS && is_known)
            add_country(rec, ITD_PROP_COUNTRY, code, text, (itd_str){0}, origin);
    }
}

/* "1941年8月20日セルビア共和国ポジャレヴァッツ生 / Born at Pozarevac, …": the date, and the words. */
static void add_birth(itd_record *rec, itd_str cell, itd_str raw, itd_str origin, bool from_1904)
{
    itd_str line, lines = cell;

    add_birth_dates(rec, cell, raw, origin, from_1904);
    while (itd_str_next_part(&lines, ITD_STR("\n"), &line))
        if (itd_str_find(line, ITD_STR("年")) == SIZE_MAX)
            itd_record_add(rec, ITD_PROP_NOTES, line, origin);
        else if (!itd_str_ends_with(line, ITD_STR("年生")))
            itd_record_add(rec, ITD_PROP_BIRTH_PLACE, line, origin);
}

/* ---- documents ---- */

static bool is_number_char(char ch)
{
    return itd_char_is_alpha(ch) || itd_char_is_digit(ch) || ch == '-' || ch == '/' || ch == '.';
}

/* Start of the number's letters: "L 191609" has up to three capitals a blank before its digits. */
static size_t start_of_letters(itd_str text, size_t from)
{
    size_t at = from;

    if (at < 2 || text.ptr[at - 1] != ' ')
        return from;
    for (at--; at > 0 && text.ptr[at - 1] >= 'A' && text.ptr[at - 1] <= 'Z';)
        at--;
    return from - at >= 2 && from - at <= 4 && (at == 0 || !is_number_char(text.ptr[at - 1]))
               ? at
               : from;
}

/* The first word of letters, digits and dashes with at least three digits that is no date. */
static itd_str find_number(itd_str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t end = at, digits = 0, from = at;

        for (; end < text.len && is_number_char(text.ptr[end]); end++)
            digits += itd_char_is_digit(text.ptr[end]);
        while (from < end && !itd_char_is_alpha(text.ptr[from]) &&
               !itd_char_is_digit(text.ptr[from]))
            from++;
        if (digits >= 3 && !itd_str_starts_with(itd_str_from(text, end), ITD_STR("年"))) {
            if (itd_str_starts_with_ascii_nocase(itd_str_from(text, from), ITD_STR("No.")))
                from += 3;
            while (end > from && (text.ptr[end - 1] == '.' || text.ptr[end - 1] == '-'))
                end--;
            return itd_str_slice(text, start_of_letters(text, from), end);
        }
        at = end > at ? end : at + 1;
    }
    return (itd_str){0};
}

/* What a date within the words of a document is. */
static void add_document_dates(itd_record *rec, itd_str item)
{
    itd_str     rest = itd_jp_without_blanks(rec, item), before = rest;
    itd_jp_date found = {.circa = false};

    while (itd_jp_next_date(&rest, (itd_date){0}, &found)) {
        const itd_str words = itd_str_slice(before, 0, before.len - rest.len);
        const size_t  window = rest.len < 24 ? rest.len : 24; /* eight characters */
        const itd_str behind = itd_str_slice(rest, 0, window);
        const itd_str text = itd_record_date_text(rec, found.from);

        if (itd_str_find(words, ITD_STR("失効")) != SIZE_MAX ||
            itd_str_find(words, ITD_STR("有効")) != SIZE_MAX ||
            itd_str_starts_with(behind, ITD_STR("失効")) ||
            itd_str_starts_with(behind, ITD_STR("に失効")) ||
            itd_str_starts_with(behind, ITD_STR("まで")))
            itd_entity_detail(rec->builder, ITD_DETAIL_EXPIRES, text);
        else if (itd_str_find(words, ITD_STR("発行")) != SIZE_MAX ||
                 itd_str_find(behind, ITD_STR("発行")) != SIZE_MAX)
            itd_entity_detail(rec->builder, ITD_DETAIL_ISSUED, text);
        before = rest;
    }
}

static void add_document(itd_record *rec, itd_prop prop, itd_str item, itd_str origin)
{
    const itd_str number = find_number(item);
    const size_t  open = itd_str_find_char(item, '(');
    itd_str       code, rest;

    if (number.len == 0) { /* "旅券失効日：2020年1月1日" on a line of its own goes on */
        add_document_dates(rec, item);
        itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, item);
        return;
    }
    itd_entity_add(rec->builder, prop, number, item, origin);
    if (itd_jp_leading_country(item, &code, &rest) ||
        (open != SIZE_MAX && itd_jp_leading_country(itd_str_from(item, open + 1), &code, &rest)))
        itd_entity_detail(rec->builder, ITD_DETAIL_COUNTRY, code);
    add_document_dates(rec, item);
}

static void add_documents(itd_record *rec, itd_prop prop, itd_str cell, itd_str raw, itd_str origin)
{
    const itd_str either = ITD_STR("又は");
    itd_str       item, part;
    size_t        count = 0;

    while (itd_jp_next_item(&cell, &item))
        while (itd_str_next_part(&item, either, &part)) {
            part = itd_str_trim(part);
            if (part.len == 0 || itd_jp_is_unknown(part))
                continue;
            if (count == 0 && find_number(part).len == 0) { /* no number to go on from */
                itd_entity_add_extra(rec->builder, origin, part, origin);
                continue;
            }
            add_document(rec, prop, part, origin);
            count++;
        }
    if (count > 1)
        itd_entity_add_extra(rec->builder, origin, raw, origin);
}

/* ---- notes ---- */

/* Seven digits behind "IMO" and what stands between; more or fewer are no such number. */
static void add_imo(itd_record *rec, itd_str cell, itd_str origin)
{
    size_t at = itd_str_find(cell, ITD_STR("IMO")), digits = 0;

    for (; at != SIZE_MAX && at < cell.len && !itd_char_is_digit(cell.ptr[at]); at++)
        if (cell.ptr[at] == '\n')
            return;
    while (at != SIZE_MAX && at + digits < cell.len && itd_char_is_digit(cell.ptr[at + digits]))
        digits++;
    if (digits == 7)
        itd_record_add(rec, ITD_PROP_IMO_NUMBER, itd_str_slice(cell, at, at + digits), origin);
}

static void add_notes(itd_record *rec, itd_str cell, itd_str raw, itd_str origin, bool is_person)
{
    static const char *const words[] = {"旅券番号", "パスポート番号", "旅券:", "旅券No"};
    itd_str                  rest = cell, line;

    itd_record_add(rec, ITD_PROP_NOTES, raw, origin);
    add_imo(rec, cell, origin);
    while (is_person && itd_str_next_part(&rest, ITD_STR("\n"), &line))
        for (size_t i = 0; i < ITD_ARRAY_LEN(words); i++) {
            const itd_str word = itd_str_of(words[i]);

            if (itd_str_starts_with(line, word) && find_number(line).len >= 5) {
                add_document(rec, ITD_PROP_PASSPORT_NUMBER, itd_str_from(line, word.len), origin);
                break;
            }
        }
}

static void add_phones(itd_record *rec, itd_str cell, itd_str origin)
{
    itd_str item;

    while (itd_jp_next_item(&cell, &item))
        itd_record_add(rec, ITD_PROP_PHONE, item, origin);
}

/* ---- roles ---- */

enum shape { EXTRA, NAMES, WORDS, PLACES, COUNTRIES, DOCUMENTS, TEXT, PHONES, DATES };

static const struct kind {
    enum shape shape;
    itd_prop   prop;
} kinds[] = {
    /* the UN's day, telefax, the notice itself and columns that nobody knows are extra */
    [JP_MOF_NOTICE_NUMBER] = {TEXT, ITD_PROP_RECORD_ID},
    [JP_MOF_NAME_JA] = {NAMES, ITD_PROP_NAME},
    [JP_MOF_NAME_EN] = {NAMES, ITD_PROP_NAME},
    [JP_MOF_ALIAS] = {NAMES, ITD_PROP_ALIAS},
    [JP_MOF_PREVIOUS] = {NAMES, ITD_PROP_PREVIOUS_NAME},
    [JP_MOF_WEAK] = {NAMES, ITD_PROP_WEAK_ALIAS},
    [JP_MOF_TITLE] = {WORDS, ITD_PROP_TITLE},
    [JP_MOF_POSITION] = {WORDS, ITD_PROP_POSITION},
    [JP_MOF_BIRTH_PLACE] = {PLACES, ITD_PROP_BIRTH_PLACE},
    [JP_MOF_ADDRESS] = {PLACES, ITD_PROP_ADDRESS},
    [JP_MOF_NATIONALITY] = {COUNTRIES, ITD_PROP_NATIONALITY},
    [JP_MOF_ADDRESS_COUNTRY] = {COUNTRIES, ITD_PROP_COUNTRY},
    [JP_MOF_PASSPORT] = {DOCUMENTS, ITD_PROP_PASSPORT_NUMBER},
    [JP_MOF_ID_NUMBER] = {DOCUMENTS, ITD_PROP_ID_NUMBER},
    [JP_MOF_REASON] = {TEXT, ITD_PROP_REASON},
    [JP_MOF_PHONE] = {PHONES, ITD_PROP_PHONE},
    [JP_MOF_BIRTH_DATE] = {DATES, ITD_PROP_BIRTH_DATE},
    [JP_MOF_BIRTH] = {DATES, ITD_PROP_BIRTH_DATE},
    [JP_MOF_NOTICE_DATE] = {DATES, ITD_PROP_LISTING_DATE},
    [JP_MOF_REFERENCE] = {TEXT, ITD_PROP_UNSC_ID},
    [JP_MOF_NOTES] = {TEXT, ITD_PROP_NOTES},
    [JP_MOF_UNKNOWN] = {EXTRA, ITD_PROP_EXTRA},
};

static void add_text(itd_record *rec, jp_mof_role role, itd_str cell, itd_str raw, itd_str origin,
                     bool is_person)
{
    if (role == JP_MOF_REFERENCE)
        itd_record_add_reference(rec, cell, origin);
    else if (role == JP_MOF_NOTES)
        add_notes(rec, cell, raw, origin, is_person);
    else
        itd_record_add(rec, kinds[role].prop, raw, origin);
}

static void add_dates(itd_record *rec, jp_mof_role role, itd_str cell, itd_str raw, itd_str origin,
                      bool from_1904)
{
    if (role == JP_MOF_NOTICE_DATE)
        add_notice_dates(rec, cell, raw, origin, from_1904);
    else if (role == JP_MOF_BIRTH)
        add_birth(rec, cell, raw, origin, from_1904);
    else
        add_birth_dates(rec, cell, raw, origin, from_1904);
}

void itd_jp_mof_add(itd_record *rec, jp_mof_role role, itd_str raw, itd_str origin, bool is_person,
                    bool from_1904)
{
    const itd_str     cell = itd_jp_narrow(rec, raw);
    const struct kind kind = kinds[role];

    if (cell.len == 0 || (itd_jp_is_unknown(cell) && role != JP_MOF_UNKNOWN))
        return;
    switch (kind.shape) {
    case NAMES:
        itd_jp_add_names(rec, kind.prop, cell, raw, origin, is_person);
        break;
    case WORDS:
        itd_jp_add_words(rec, kind.prop, cell, origin);
        break;
    case PLACES:
        add_places(rec, kind.prop, cell, origin);
        break;
    case COUNTRIES:
        add_countries(rec, kind.prop, cell, origin);
        break;
    case DOCUMENTS:
        add_documents(rec, kind.prop, cell, raw, origin);
        break;
    case PHONES:
        add_phones(rec, cell, origin);
        break;
    case DATES:
        add_dates(rec, role, cell, raw, origin, from_1904);
        break;
    case TEXT:
        add_text(rec, role, cell, raw, origin, is_person);
        break;
    case EXTRA:
        itd_entity_add_extra(rec->builder, origin, raw, origin);
        break;
    }
}
