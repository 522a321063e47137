#!/usr/bin/env python3
"""Rows for data/text/legal_forms.tsv and data/text/variants.tsv out of published facts.

Usage: gen_name_rows.py legal SHOW_FORMS ELF.csv DATA_DIR    rows of ISO 20275 that the table lacks
       gen_name_rows.py nicknames NICKNAMES.csv DATA_DIR     diminutives that the table lacks

Prints the rows; a person puts them into the table and builds anew. ELF.csv is the code list of ISO
20275 (GLEIF). A legal form of two to eight words that has an abbreviation becomes a row under it,
in its own spelling and in every romanised form that the engine (tools/show_forms.c) gives it, and
stands behind the first word of a name only. An abbreviation must be no word of our other tables. Of
NICKNAMES.csv (name1, relationship, name2) every pair becomes a pair, the full name first. Left out
are words that are particles, titles or legal forms, and full names of which our own rows speak.
"""

import csv
import os
import re
import subprocess
import sys
import unicodedata

WEIGHT = 10
WORDS_MAX = 8
BYTES_MAX = 150
ABBREVIATION = re.compile(r"[a-z]{2,8}\Z")
SIMILARITY_NICKNAME = 8500
NICKNAME_MIN = 3


def rows(data, name):
    with open(os.path.join(data, name), encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def folded(text):
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in parts if char.isascii() and char.isalnum())


def other_words(data):
    """Words of other tables: they are no abbreviation of a legal form."""
    words = set()
    for name in ("titles.tsv", "particles.tsv", "numbers.tsv", "token_weights.tsv"):
        words.update(cells[0] for cells in rows(data, name))
    for cells in rows(data, "variants.tsv"):
        words.update(cells[0].split(" "))
    return words


def forms_of(program, texts):
    given = "".join(text.replace("\n", " ") + "\n" for text in texts).encode()
    done = subprocess.run([program], input=given, check=True, stdout=subprocess.PIPE)
    blocks = done.stdout.decode().split("\n\n")
    for block in blocks[:len(texts)]:
        yield [line.partition("\t")[2] for line in block.splitlines()]


def legal(program, path, data):
    known, weights = {}, {}
    for cells in rows(data, "legal_forms.tsv"):
        known[cells[0]] = cells[1]
        weights[cells[1]] = cells[2]
    taken = other_words(data)
    found = {}
    with open(path, encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))[1:]
    cases = []
    for row in table:
        country, local, romanised, abbreviations = row[2], row[5], row[8], row[9] + ";" + row[10]
        names = {re.sub(r"\(.*?\)", " ", text).strip() for text in (local, romanised)}
        short = [folded(text) for text in abbreviations.split(";")]
        short = [text for text in short if ABBREVIATION.match(text)]
        short = [text for text in short if text in weights or text not in taken]
        if short:
            cases.extend((name, short[0], country) for name in names if name)
    for (name, short, country), forms in zip(cases, forms_of(program, [case[0] for case in cases])):
        latin = " ".join(filter(None, (folded(word) for word in re.split(r"[\W_]+", name))))
        for form in [latin] if name.isascii() or latin in forms else forms + [latin]:
            words = form.split(" ")
            if form != latin and set(words) & set(weights):
                continue  # a legal form within it stands there by its short name
            if (2 <= len(words) <= WORDS_MAX and len(form) <= BYTES_MAX and form not in known
                    and all(re.fullmatch("[a-z]+", word) for word in words)):
                found.setdefault(form, (short, set()))[1].add(country)
    for form, (short, countries) in sorted(found.items()):
        print("%s\t%s\t%s\ttail\tISO 20275 %s"
              % (form, short, weights.get(short, WEIGHT), ", ".join(sorted(countries)[:4])))


def nicknames(path, data):
    known, ours = set(), set()
    for words, kind, _similarity, source in rows(data, "variants.tsv"):
        words = words.split(" ")
        if source.startswith("diminutive"):
            ours.update(words)
        firsts = words[:1] if kind == "first" else words
        for place, one in enumerate(firsts):
            known.update(frozenset((one, other)) for other in words[place + 1:])
    taken = {cells[0] for name in ("titles.tsv", "particles.tsv", "numbers.tsv", "legal_forms.tsv")
             for cells in rows(data, name)}
    found = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            one, other = folded(row["name1"]), folded(row["name2"])
            if (one not in ours and one != other and min(len(one), len(other)) >= NICKNAME_MIN
                    and not {one, other} & taken and frozenset((one, other)) not in known):
                known.add(frozenset((one, other)))
                found.setdefault(one, []).append(other)
    for one, others in sorted(found.items()):
        print("%s\tfirst\t%d\tdiminutive, English usage (nicknames list)"
              % (" ".join([one] + others), SIMILARITY_NICKNAME))


def main(arguments):
    if len(arguments) == 5 and arguments[1] == "legal":
        legal(*arguments[2:])
        return 0
    if len(arguments) == 4 and arguments[1] == "nicknames":
        nicknames(*arguments[2:])
        return 0
    sys.stderr.write(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv))
