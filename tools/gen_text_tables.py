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

WORD = re.compile(r"[a-z0-9]+\Z")
PHRASE_WORDS_MAX = 8
SIMILARITY_MAX = 10000
WEIGHT_MAX = 200
VARIANT_BYTES_MAX = 32


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


def read_weights(tables):
    result = {}
    for place, (text, weight) in tables.rows("token_weights.tsv", 2):
        put(result, place, word(place, text), number(place, weight, 1, WEIGHT_MAX))
    return result


def write(out, tables, fold, glyphs, words, phrases, forms, names, partners, weights):
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
    except (TableError, OSError, UnicodeDecodeError) as error:
        sys.stderr.write("gen_text_tables: %s\n" % error)
        return 1
    out = []
    write(out, tables, fold, glyphs, words, phrases, forms, names, partners, weights)
    with open(arguments[2], "w", encoding="ascii") as file:
        file.write("\n".join(out))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
