#!/usr/bin/env python3
"""Writes data/text/hanja.tsv: how Korean reads Han characters.

Usage: gen_hanja.py Unihan_Readings.txt Unihan_Variants.txt > data/text/hanja.tsv

The files are those of the Unicode Han database (Debian package unicode-data, unpacked). The first
reading of kHangul counts, which keeps the initials that names in the north keep (李 리). A
character without a reading has that of a variant: the traditional form of a simplified one, or
another form of the same character, if all variants with a reading agree. The list of the usual
surnames of Korea is ours; a simplified form is one where its traditional form is.
"""

import re
import sys

SURNAMES = set(
    "金李朴崔鄭姜趙尹張林吳韓申徐權黃安宋柳全"
    "洪高文孫梁裵裴白曺曹許南劉沈盧河丁成車具"
    "郭禹朱任羅田閔辛池陳元嚴蔡千玄方康咸卞廉"
    "楊邊呂秋都石慎魏表明奇馬房殷孔蘇")
AS_SURNAME = {"金": "김", "沈": "심", "車": "차"}
VARIANTS = ("kTraditionalVariant", "kSimplifiedVariant", "kZVariant", "kSemanticVariant")

HEAD = """\
# How Korean reads Han characters. Made by tools/gen_hanja.py from the Unicode Han database,
# version {version} (kHangul; for characters without it the reading of a variant). Columns:
# character, Hangul syllable, its reading as a surname (= for the same, - for none)."""


def rows(path, fields):
    """Yields (character, field, value)."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 3 and cells[1] in fields:
                yield chr(int(cells[0][2:], 16)), cells[1], cells[2]


def version(path):
    with open(path, encoding="utf-8") as file:
        found = re.search(r"Unicode version: (\S+)", file.read(4000))
    return found.group(1) if found else "unknown"


def main(readings_path, variants_path):
    readings = {character: value.split(":")[0]
                for character, _field, value in rows(readings_path, ("kHangul",))}
    variants = {}
    for character, field, value in rows(variants_path, VARIANTS):
        variants.setdefault(character, {})[field] = [
            form for form in (chr(int(form.split("<")[0][2:], 16)) for form in value.split())
            if form in readings]
    for character, by_field in variants.items():
        for field in VARIANTS:
            found = {readings[form] for form in by_field.get(field, ())}
            if character not in readings and len(found) == 1:
                readings[character] = found.pop()
    print(HEAD.format(version=version(readings_path)))
    for character, reading in sorted(readings.items()):
        forms = {character}.union(*variants.get(character, {}).values())
        names = [form for form in sorted(forms & SURNAMES) if readings[form] == reading]
        surname = AS_SURNAME.get(names[0], "=") if names else "-"
        print("%s\t%s\t%s" % (character, reading, surname))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__.strip().splitlines()[2])
    main(sys.argv[1], sys.argv[2])
