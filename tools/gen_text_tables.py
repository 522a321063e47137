#!/usr/bin/env python3
"""Turns data/text/*.tsv into the C tables of src/text.

Usage: gen_text_tables.py DATA_DIR OUT.c

Every table becomes a sorted array that src/text/words.c searches by halving. The tables are checked
here, so that a slip in a data file stops the build with its file and line and never becomes a wrong
score: words must be in folded form, weights in range, no key twice. The version of the tables is a
digest of all their bytes; decisions and snapshots name it.
"""

import hashlib
import os
import re
import sys
import unicodedata

WORD = re.compile(r"[a-z0-9]+\Z")
PHRASE_WORDS_MAX = 8
SIMILARITY_MAX = 10000
WEIGHT_MAX = 200
VARIANT_BYTES_MAX = 32
ROMANISE_CODES_MAX = 10
READING_ORIGINS = {"arabic": "ITD_ORIGIN_ARABIC", "cyrillic": "ITD_ORIGIN_CYRILLIC",
                   "han": "ITD_ORIGIN_HAN", "hebrew": "ITD_ORIGIN_HEBREW",
                   "kana": "ITD_ORIGIN_KANA"}
SOUNDS = "aeobcdfghjklmnprstvxzSCZ"
SOUND_BITS = 5
CHUNK_MAX = 3
UNIT_BYTES_MAX = 7
SYLLABLE_READINGS_MAX = 5
SYLLABLE_BYTES_MAX = 14
SYLLABLES_MAX = 16383
UNITS_MAX = 1000
ORIGINS = {"Cyrillic": "ITD_ORIGIN_CYRILLIC", "Greek": "ITD_ORIGIN_GREEK",
           "Arabic": "ITD_ORIGIN_ARABIC", "Hebrew": "ITD_ORIGIN_HEBREW",
           "kana": "ITD_ORIGIN_KANA", "Han": "ITD_ORIGIN_HAN"}


PART_CODES_MAX = 8
PARTS = ("mark", "silent", "alone", "cluster", "initial", "stack", "vowel", "final")
PART_ORIGINS = ("Thai", "Bengali", "Khmer", "Myanmar", "Ethiopic", "Sinhala")  # as in name.h

CYRILLIC = re.compile("[\u0430-\u044f\u0451]+\\Z")


class TableError(Exception):
    pass


class Tables:
    def __init__(self, folder):
        self.folder = folder
        self.digest = hashlib.sha256()

    def rows(self, name, columns):
        """Yields (place, cells) of a file; lines that start with # are comments."""
        path = os.path.join(self.folder, name)
        with open(path, "rb") as file:
            data = file.read()
        self.digest.update(name.encode() + b"\0" + data)
        for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
            place = "%s:%d" % (path, number)
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if len(cells) != columns or not all(cell.strip() for cell in cells):
                raise TableError("%s: %d columns, each with text, expected" % (place, columns))
            yield place, cells


def number(place, text, low, high):
    if not text.isdigit() or not low <= int(text) <= high:
        raise TableError("%s: %s is no number from %d to %d" % (place, text, low, high))
    return int(text)


def word(place, text):
    if not WORD.match(text):
        raise TableError("%s: '%s' is not in folded form" % (place, text))
    return text


def put(table, place, key, value):
    if key in table:
        raise TableError("%s: '%s' stands here twice" % (place, key))
    table[key] = value


def read_characters(tables, name):
    """code point -> Latin letters, "" for deleted characters"""
    result = {}
    for place, (code, letters, _source) in tables.rows(name, 3):
        if not re.match(r"U\+[0-9A-F]{4,6}\Z", code):
            raise TableError("%s: '%s' is no code point" % (place, code))
        put(result, place, int(code[2:], 16), "" if letters == "-" else word(place, letters))
    return result


def read_words(tables):
    """word -> (kind, weight, canonical text, tail only)"""
    result = {}
    for place, (text, weight, _source) in tables.rows("titles.tsv", 3):
        weight = number(place, weight, 1, WEIGHT_MAX)
        put(result, place, word(place, text), ("ITD_TOKEN_TITLE", weight, text, 0))
    for place, (text, weight, _source) in tables.rows("particles.tsv", 3):
        weight = number(place, weight, 1, WEIGHT_MAX)
        put(result, place, word(place, text), ("ITD_TOKEN_PARTICLE", weight, text, 0))
    for place, (text, value, _source) in tables.rows("numbers.tsv", 3):
        value = str(number(place, value, 0, 9999))
        put(result, place, word(place, text), ("ITD_TOKEN_NUMBER", 100, value, 0))
    return result


def read_legal_forms(tables, words):
    """Several-word forms: phrase -> (canonical, weight, tail only). Forms of one word join words.
    An abbreviation is also found with its letters apart: "l l c", "s a"."""
    phrases, weights = {}, {}
    for place, (text, canonical, weight, where, _source) in tables.rows("legal_forms.tsv", 5):
        weight = number(place, weight, 1, WEIGHT_MAX)
        word(place, canonical)
        if where not in ("any", "tail"):
            raise TableError("%s: place is any or tail, not '%s'" % (place, where))
        if weights.setdefault(canonical, weight) != weight:
            raise TableError("%s: '%s' has two weights" % (place, canonical))
        parts = [word(place, part) for part in text.split(" ")]
        if len(parts) > PHRASE_WORDS_MAX:
            raise TableError("%s: more than %d words" % (place, PHRASE_WORDS_MAX))
        tail = 1 if where == "tail" else 0
        if len(parts) > 1:
            put(phrases, place, text, (canonical, weight, tail))
            continue
        put(words, place, text, ("ITD_TOKEN_LEGAL_FORM", weight, canonical, tail))
        if text.isalpha() and 2 <= len(text) <= 5:
            spaced = " ".join(text)
            put(phrases, place, spaced, (canonical, weight, 1 if len(text) == 2 else tail))
    for canonical, weight in weights.items():
        # the canonical text of a phrase must weigh the same when it is looked up as a word
        if canonical in words and words[canonical][0] != "ITD_TOKEN_LEGAL_FORM":
            raise TableError("legal_forms.tsv: '%s' is a word of another kind" % canonical)
    return phrases, weights


def pairs_of(place, words, kind):
    if kind == "first":
        return [(words[0], other) for other in words[1:]]
    if kind in ("group", "korean"):
        return [(a, b) for position, a in enumerate(words) for b in words[position + 1:]]
    raise TableError("%s: kind is group, first or korean, not '%s'" % (place, kind))


def read_variants(tables):
    """The words, sorted: text, flag "Korean syllable", first and count of their partners; and the
    partners of all words: number (from 1) and similarity."""
    pairs, syllables = {}, set()
    for place, (words, kind, value, _source) in tables.rows("variants.tsv", 4):
        value = number(place, value, 1, SIMILARITY_MAX)
        words = [word(place, text) for text in words.split(" ")]
        if max(map(len, words)) > VARIANT_BYTES_MAX:
            raise TableError("%s: a word of more than %d letters" % (place, VARIANT_BYTES_MAX))
        if len(words) < 2 or len(set(words)) < len(words):
            raise TableError("%s: two or more different words expected" % place)
        if kind == "korean":
            syllables.update(words)
        for a, b in pairs_of(place, words, kind):
            put(pairs, place, (min(a, b), max(a, b)), value)
    names = sorted({name for pair in pairs for name in pair})
    if len(names) > 65535:
        raise TableError("variants.tsv: more words than 16 bits count")
    index = {name: position for position, name in enumerate(names, 1)}
    partners = {name: [] for name in names}
    for (a, b), value in pairs.items():
        partners[a].append((index[b], value))
        partners[b].append((index[a], value))
    rows, links = [], []
    for name in names:
        rows.append((name, 1 if name in syllables else 0, len(links), len(partners[name])))
        links.extend(sorted(partners[name]))
    return rows, links


def read_romanise(tables):
    """(codes, place, origin, main letters, letters of the second habit), sorted: of one first
    letter the longer and the bound ones first, so that the first that fits is the one to take."""
    rows = {}
    for place, (script, letters, main, second, _source) in tables.rows("romanise.tsv", 5):
        if script not in ORIGINS:
            raise TableError("%s: no script '%s'" % (place, script))
        bound = (1 if letters.startswith("^") else 0) + (2 if letters.endswith("$") else 0)
        codes = tuple(ord(letter) for letter in letters.strip("^$"))
        if not 1 <= len(codes) <= ROMANISE_CODES_MAX:
            raise TableError("%s: one to %d letters expected" % (place, ROMANISE_CODES_MAX))
        main = "" if main == "-" else word(place, main)
        second = main if second == "=" else "" if second == "-" else word(place, second)
        put(rows, place, (codes, bound), (ORIGINS[script], main, second))
    return sorted(((codes, bound) + value for (codes, bound), value in rows.items()),
                  key=lambda row: (row[0][0], -len(row[0]), -row[1], row[0]))


def read_parts(tables):
    """Parts of syllables: (origin, part, codes, lead, bound, series, main, second), sorted: of one
    script and part the longer ones first, of equal ones those that ask for more."""
    rows = {}
    for place, (script, part, texts, main, second, _source) in tables.rows(
            "syllable_parts.tsv", 6):
        name = part.rstrip("12")
        if script not in PART_ORIGINS or name not in PARTS:
            raise TableError("%s: no script '%s' or part '%s'" % (place, script, part))
        main = "" if main == "-" else word(place, main)
        second = main if second == "=" else "" if second == "-" else word(place, second)
        for text in texts.split(" "):
            bound = (1 if text.endswith("$") else 0) + (2 if text.endswith(".") else 0)
            text = unicodedata.normalize("NFD", text.rstrip("$."))
            lead, _hyphen, tail = text.partition("-") if name == "vowel" else ("", "", text)
            if len(lead) > 1 or len(tail) > PART_CODES_MAX or (not tail and name != "vowel"):
                raise TableError("%s: '%s' is no part" % (place, text))
            key = (PART_ORIGINS.index(script), PARTS.index(name), tail, lead, bound,
                   part[len(name):])
            put(rows, place, key, (main, second))
    return sorted((key + value for key, value in rows.items()),
                  key=lambda row: (row[0], row[1], -len(row[2]), -row[4], row[2], row[3], row[5]))


def pack(place, sounds):
    """Sounds as a number, the first in the lowest bits."""
    if len(sounds) > CHUNK_MAX or not all(sound in SOUNDS for sound in sounds):
        raise TableError("%s: '%s' are no sounds" % (place, sounds))
    return sum((SOUNDS.index(sound) + 1) << (SOUND_BITS * i) for i, sound in enumerate(sounds))


def read_sounds(tables):
    """(letters, letters behind, packed sounds): of one letter the longer, the bound first"""
    rows = {}
    for place, (letters, behind, sounds, _why) in tables.rows("sounds.tsv", 4):
        behind = "" if behind == "*" else word(place, behind)
        put(rows, place, (word(place, letters), behind), pack(place, sounds))
    return sorted(((letters, behind, sounds) for (letters, behind), sounds in rows.items()),
                  key=lambda row: (row[0][0], -len(row[0]), row[1] == "", row))


def hangul_parts(syllable):
    """Initial, vowel and final of a syllable of Unicode's block, as letters; final may be ''."""
    index = ord(syllable) - 0xAC00
    initial = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"[index // 588]
    vowel = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"[index // 28 % 21]
    final = "|ㄱ|ㄲ|ㄳ|ㄴ|ㄵ|ㄶ|ㄷ|ㄹ|ㄺ|ㄻ|ㄼ|ㄽ|ㄾ|ㄿ|ㅀ|ㅁ|ㅂ|ㅄ|ㅅ|ㅆ|ㅇ|ㅈ|ㅊ|ㅋ|ㅌ|ㅍ|ㅎ".split("|")[index % 28]
    return initial, vowel, final


def spelling(place, text):
    """A part of a syllable in Latin or Cyrillic letters, folded; - for none."""
    if text == "-":
        return ""
    if CYRILLIC.match(text):
        return text.replace("\u0439", "\u0438").replace("\u0451", "\u0435")
    return word(place, text)


def syllables_of(found):
    """Text -> readings, the most usual first, of text -> [(order, number)]."""
    for text, readings in found.items():
        if len(text.encode("utf-8")) > SYLLABLE_BYTES_MAX:
            raise TableError("the syllable %s has more than %d bytes" % (text, SYLLABLE_BYTES_MAX))
        if max(number for _order, number in readings) > SYLLABLES_MAX:
            raise TableError("more syllables than %d" % SYLLABLES_MAX)
    return {text: [number for _order, number in sorted(readings)[:SYLLABLE_READINGS_MAX]]
            for text, readings in found.items()}


def read_hangul_spellings(tables, name):
    """(place, letter or syllable) -> its spellings"""
    spellings = {("final", ""): [""]}
    for place, (where, letter, texts, _source) in tables.rows(name, 4):
        if where not in ("initial", "vowel", "closed", "final", "syllable"):
            raise TableError("%s: no place '%s'" % (place, where))
        put(spellings, place, (where, letter), [spelling(place, text) for text in texts.split(" ")])
    return spellings


def spell_hangul(place, spellings, syllable):
    """Its spellings by letters, and those of the syllable as a whole beside them."""
    try:
        initial, vowel, final = hangul_parts(syllable)
        vowels = spellings["vowel", vowel]
        if final:
            vowels = vowels + spellings.get(("closed", vowel), [])
        texts = {a + b + c for a in spellings["initial", initial] for b in vowels
                 for c in spellings["final", final]}
    except (KeyError, IndexError, TypeError) as error:
        raise TableError("%s: no spelling of %s" % (place, error))
    return texts, set(spellings.get(("syllable", syllable), [])) - texts


def read_korean(tables):
    """Spelling -> the readings it may stand for as numbers from 1: those spelled by their letters
    first, of them the most usual first."""
    scripts = [read_hangul_spellings(tables, name)
               for name in ("hangul_spellings.tsv", "hangul_cyrillic.tsv")]
    found = {}
    for place, (syllable, count) in tables.rows("hangul_names.tsv", 2):
        count = number(place, count, 1, 1000000)
        for spellings in scripts:
            for habit, texts in enumerate(spell_hangul(place, spellings, syllable)):
                for text in texts:
                    found.setdefault(text, []).append(
                        ((habit, -count), ord(syllable) - 0xAC00 + 1))
    return syllables_of(found)


class Chinese:
    """Syllables of pinyin, numbered from 1 in their order, and their spellings."""

    SCHEMES = ("pinyin", "wade-giles", "palladius")
    PLACES = ("initial", "final", "syllable", "usual", "syllables")

    def __init__(self, tables):
        self.rows, self.parts = {}, {}
        for place, (where, scheme, key, texts, _source) in tables.rows(
                "chinese_spellings.tsv", 5):
            if where not in self.PLACES or scheme not in self.SCHEMES + ("*",):
                raise TableError("%s: no place '%s' or scheme '%s'" % (place, where, scheme))
            texts = [spelling(place, text) for text in texts.split(" ")]
            if where == "syllables":
                initial = "" if key == "-" else key
                self.parts.update((initial + final, (initial, final)) for final in texts)
                continue
            initials, _colon, final = key.rpartition(":")
            for initial in initials.split(" "):
                put(self.rows, place, (where, scheme, initial, final), texts)
        self.numbers = {syllable: at for at, syllable in enumerate(sorted(self.parts), 1)}
        for where, scheme, initial, final in self.rows:
            if where == "syllable" and final not in self.parts:
                raise TableError("chinese_spellings.tsv: no syllable '%s'" % final)

    def spell(self, scheme, syllable):
        initial, final = self.parts[syllable]
        own = self.rows.get(("syllable", scheme, "", syllable))
        if own:
            return own
        initials = self.rows.get(("initial", scheme, "", initial), [initial])
        finals = self.rows.get(("final", scheme, initial, final),
                               self.rows.get(("final", scheme, "", final), [final]))
        return [a + b for a in initials for b in finals]

    def readings(self, schemes):
        """Spelling -> the syllables it may stand for, the usual ones first."""
        found = {}
        for scheme in schemes:
            usual = self.rows.get(("usual", scheme, "", "*"), [])
            for syllable, at in self.numbers.items():
                for text in self.spell(scheme, syllable):
                    if scheme == "palladius" and not CYRILLIC.match(text):
                        raise TableError("chinese_spellings.tsv: '%s' is not all Cyrillic" % text)
                    found.setdefault(text, []).append((syllable not in usual, at))
        return syllables_of(found)


def syllable_code(place, text):
    if len(text) != 1 or not 0xAC00 <= ord(text) <= 0xD7A3:
        raise TableError("%s: '%s' is no Hangul syllable" % (place, text))
    return ord(text)


def read_hanja(tables):
    """Code point -> the syllables it is read as, in a name and as a surname (0: none)."""
    rows = {}
    for place, (character, syllable, surname) in tables.rows("hanja.tsv", 3):
        if len(character) != 1:
            raise TableError("%s: one character expected" % place)
        code = syllable_code(place, syllable)
        special = {"=": code, "-": 0}
        put(rows, place, ord(character),
            (code, special[surname] if surname in special else syllable_code(place, surname)))
    return rows


def context_key(place, cells, index):
    """unit (10 bits), before (10), behind (10), state (5); 0 is any, 1 a boundary or no sound yet,
    units and sounds from 2."""
    states = {"*": 0, "#": 1}
    states.update((sound, number) for number, sound in enumerate(SOUNDS, 2))
    names = {"*": 0, "#": 1}
    before, unit, behind, state = cells
    try:
        numbers = [names[cell] if cell in names else index[cell] for cell in (before, unit, behind)]
        return (numbers[1] << 25) | (numbers[0] << 15) | (numbers[2] << 5) | states[state]
    except KeyError as error:
        raise TableError("%s: no unit or state %s" % (place, error))


def read_readings(tables, script):
    """Units, sorted; contexts (key, first reading, count), sorted; readings (sounds, share)."""
    rows = [(place, cells) for place, cells in tables.rows("readings_%s.tsv" % script, 5)]
    units = sorted({cells[1] for _place, cells in rows})
    if len(units) > UNITS_MAX or max(map(len, units)) > UNIT_BYTES_MAX:
        raise TableError("readings_%s.tsv: more or longer units than the engine takes" % script)
    index = {unit: position for position, unit in enumerate(units, 2)}
    contexts = {}
    for place, cells in rows:
        readings = []
        for cell in cells[4].split(" "):
            sounds, _colon, share = cell.partition(":")
            readings.append((pack(place, "" if sounds == "-" else sounds),
                             number(place, share, 1, 10000)))
        put(contexts, place, context_key(place, cells[:4], index), readings)
    keys, flat = [], []
    for key in sorted(contexts):
        keys.append((key, len(flat), len(contexts[key])))
        flat.extend(contexts[key])
    return units, keys, flat


def read_weights(tables):
    result = {}
    for place, (text, weight) in tables.rows("token_weights.tsv", 2):
        put(result, place, word(place, text), number(place, weight, 1, WEIGHT_MAX))
    return result


def c_string(text):
    return '"%s"' % "".join(letter if letter < "\x7f" else "".join(
        "\\%03o" % byte for byte in letter.encode("utf-8")) for letter in text)


def write(out, tables, fold, glyphs, words, phrases, forms, names, partners, weights, roman,
          parts, sounds, readings, syllables, hanja):
    def array(kind, name, lines):
        out.append("const struct %s itd_text_%s[] = {" % (kind, name))
        out.extend("    {%s}," % line for line in lines)
        out.append("};")
        out.append("const size_t itd_text_%s_count = %d;" % (name, len(lines)))
        out.append("")

    out.append("/* Made by tools/gen_text_tables.py from data/text. Do not edit. */")
    out.append('#include "text/tables.h"')
    out.append("")
    for name, table in (("fold", fold), ("homoglyphs", glyphs)):
        array("itd_text_char", name,
              ['0x%04x, "%s"' % (code, letters) for code, letters in sorted(table.items())])
    array("itd_text_word", "words",
          ['"%s", "%s", %s, %d, %d' % (text, canonical, kind, weight, tail)
           for text, (kind, weight, canonical, tail) in sorted(words.items())])
    array("itd_text_word", "phrases",
          ['"%s", "%s", ITD_TOKEN_LEGAL_FORM, %d, %d' % (text, canonical, weight, tail)
           for text, (canonical, weight, tail) in sorted(phrases.items())])
    array("itd_text_weight", "legal_forms",
          ['"%s", %d' % row for row in sorted(forms.items())])
    array("itd_text_weight", "weights", ['"%s", %d' % row for row in sorted(weights.items())])
    array("itd_text_variant", "variants", ['"%s", %d, %d, %d' % row for row in names])
    array("itd_text_partner", "partners", ["%d, %d" % row for row in partners])
    array("itd_text_roman", "romanise",
          ['{%s}, %d, %s, "%s", "%s"' % (", ".join("0x%04x" % code for code in codes), bound,
                                         origin, main, second)
           for codes, bound, origin, main, second in roman])
    array("itd_text_part", "parts",
          ['{%s}, 0x%04x, %s, ITD_PART_%s, %d, %d, "%s", "%s"' % (
              ", ".join("0x%04x" % ord(letter) for letter in tail) or "0",
              ord(lead) if lead else 0, "ITD_ORIGIN_" + PART_ORIGINS[origin].upper(),
              PARTS[part].upper(), int(series or 0), bound, main, second)
           for origin, part, tail, lead, bound, series, main, second in parts])
    array("itd_text_sound", "sounds", ['"%s", "%s", 0x%x' % row for row in sounds])
    for script, (units, contexts, flat) in sorted(readings.items()):
        out.append("static const char *const units_%s[] = {%s};" % (
            script, ", ".join('"%s"' % unit for unit in units)))
        out.append("static const struct itd_text_context contexts_%s[] = {" % script)
        out.extend("    {UINT64_C(0x%x), %d, %d}," % row for row in contexts)
        out.append("};")
        out.append("static const struct itd_text_reading readings_%s[] = {" % script)
        out.extend("    {0x%x, %d}," % row for row in flat)
        out.append("};")
    for name, rows in syllables:
        array("itd_text_syllable", name,
              ['%s, %d, {%s}' % (c_string(text), len(row), ", ".join(map(str, row)))
               for text, row in sorted(rows.items())])
    array("itd_text_hanja", "hanja",
          ["0x%04x, 0x%04x, 0x%04x" % ((code,) + row) for code, row in sorted(hanja.items())])
    array("itd_text_script", "scripts",
          ["%s, units_%s, %d, contexts_%s, %d, readings_%s" % (
              READING_ORIGINS[script], script, len(units), script, len(contexts), script)
           for script, (units, contexts, _flat) in sorted(readings.items())])
    out.append('const char itd_text_version[] = "%s";' % tables.digest.hexdigest()[:16])
    out.append("")


def main(arguments):
    if len(arguments) != 3:
        sys.stderr.write(__doc__)
        return 2
    tables = Tables(arguments[1])
    try:
        fold = read_characters(tables, "fold.tsv")
        glyphs = read_characters(tables, "homoglyphs.tsv")
        words = read_words(tables)
        phrases, forms = read_legal_forms(tables, words)
        names, partners = read_variants(tables)
        weights = read_weights(tables)
        roman = read_romanise(tables)
        parts = read_parts(tables)
        sounds = read_sounds(tables)
        korean = read_korean(tables)
        hanja = read_hanja(tables)
        chinese = Chinese(tables)
        syllables = (("korean", korean), ("pinyin", chinese.readings(("pinyin", "palladius"))),
                     ("wade_giles", chinese.readings(("wade-giles",))))
        readings = {script: read_readings(tables, script) for script in sorted(READING_ORIGINS)}
    except (TableError, OSError, UnicodeDecodeError) as error:
        sys.stderr.write("gen_text_tables: %s\n" % error)
        return 1
    out = []
    write(out, tables, fold, glyphs, words, phrases, forms, names, partners, weights, roman, parts,
          sounds, readings, syllables, hanja)
    with open(arguments[2], "w", encoding="ascii") as file:
        file.write("\n".join(out))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
