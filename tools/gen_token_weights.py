#!/usr/bin/env python3
"""Makes data/text/token_weights.tsv: how much a common word says, in hundredths of an ordinary one.

Usage: gen_token_weights.py --out data/text/token_weights.tsv [--folding data/text/fold.tsv]
           [--persons FILE]... [--organisations FILE]... [--given-names FILE]...

A FILE is a list of names, one a line; a CSV file is named FILE:COLUMN (position from 0, the header
line is skipped). Only words and their weights leave this tool, never names.

The share of a word is the part of the names of one kind that hold it, the largest over all files,
so that "trading" is as common as among ordinary companies even where a sanctions list has few. A
word in one name of RARE or fewer weighs 100 and needs no row; every tenfold share costs STEP, down
to LEAST.
A given name counts as at least one in GIVEN_NAME_ONE_IN, since those files carry no frequencies.
The table is shipped, and not made from the lists that a user loads: a score must not change because
another list was added.
"""

import argparse
import csv
import math
import re
import subprocess
import sys
import unicodedata

RARE = 4000
STEP = 24
LEAST = 30
GIVEN_NAME_ONE_IN = 1500
FEWEST = 3  # names that must hold a word before its share means anything


def read_folding(path):
    table = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("U+"):
                code, letters = line.split("\t")[:2]
                table[int(code[2:], 16)] = "" if letters == "-" else letters
    return table


def words(text, folding):
    """The words of a name, folded as src/text folds them (Latin only)."""
    text = unicodedata.normalize("NFKC", text.translate(folding)).casefold()
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return set(re.findall(r"[a-z]+", text.translate(folding)))


def lines_of(path):
    if path.endswith(".zst"):
        data = subprocess.run(["zstd", "-dc", path], check=True, stdout=subprocess.PIPE).stdout
    else:
        with open(path, "rb") as file:
            data = file.read()
    return data.decode("utf-8-sig", "replace").splitlines()


def names_of(argument):
    path, _, column = argument.rpartition(":")
    if path and column.isdigit():
        rows = csv.reader(lines_of(path))
        next(rows)
        return [row[int(column)] for row in rows if len(row) > int(column)]
    return [line for line in lines_of(argument) if line.strip()]


def shares_of(names, folding):
    count = {}
    distinct = set(names)
    for name in distinct:
        for word in words(name, folding):
            count[word] = count.get(word, 0) + 1
    return {word: n / len(distinct) for word, n in count.items() if n >= FEWEST}


def weight_of(share):
    return max(LEAST, min(100, round(100 - STEP * math.log10(share * RARE))))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("--folding", default="data/text/fold.tsv")
    parser.add_argument("--persons", action="append", default=[])
    parser.add_argument("--organisations", action="append", default=[])
    parser.add_argument("--given-names", action="append", default=[])
    options = parser.parse_args()
    folding = read_folding(options.folding)

    share = {}
    for argument in options.persons + options.organisations:
        for word, own in shares_of(names_of(argument), folding).items():
            share[word] = max(share.get(word, 0), own)
    for argument in options.given_names:
        for name in names_of(argument):
            for word in words(name, folding):
                share[word] = max(share.get(word, 0), 1 / GIVEN_NAME_ONE_IN)

    rows = sorted((word, weight_of(own)) for word, own in share.items() if len(word) > 1)
    rows = [(word, weight) for word, weight in rows if weight < 100]
    with open(options.out, "w", encoding="ascii") as file:
        file.write("# Weights of common words. Made by tools/gen_token_weights.py; do not edit. "
                   "Columns: folded word,\n# weight (hundredths of an ordinary word; a word that "
                   "is not here weighs 100).\n")
        for word, weight in rows:
            file.write("%s\t%d\n" % (word, weight))
    sys.stderr.write("%d words\n" % len(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
