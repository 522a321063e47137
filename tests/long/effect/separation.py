#!/usr/bin/env python3
"""How well scores tell pairs of names of one entry from the likest pairs of different ones.

usage: separation.py PAIR_SCORES [--seed N] [--entries N]
Matches: two strong names of one entry of the UN's or OFAC's list that are not the same words. The
others: a name and, of all names of entries that cannot be the same (another kind of entry; persons
with birth years apart; of companies, ships and aircraft another entry of the same list, which lists
nothing twice), the likest by token-sort Indel. Entries are halved: the cut-off with the best F1 is
taken from one half, the figures are of the other.
"""
import argparse
import random
import re
import subprocess
import sys
import unicodedata
from collections import defaultdict

import figures
import list_names

SCORERS = ("declared score", "OFAC profile", "Jaro-Winkler", "token-sort ratio")
CUTOFFS = tuple(range(7000, 10001, 100))


def words(name):
    plain = unicodedata.normalize("NFKD", name.lower())
    return sorted(re.findall(r"[a-z0-9]+", "".join(c for c in plain if c.isascii())))


def masks_of(text):
    masks = defaultdict(int)
    for place, char in enumerate(text):
        masks[char] |= 1 << place
    return masks


def lcs(masks, length, other):
    """Length of the longest common subsequence, a word of bits at a time (Hyyrö 2004)."""
    everything = (1 << length) - 1
    row = everything
    for char in other:
        matches = row & masks.get(char, 0)
        row = ((row + matches) | (row - matches)) & everything
    return length - bin(row).count("1")


def ratio(masks, length, other):
    return 20000 * lcs(masks, length, other) // (length + len(other))


def may_be_same(name, other):
    if name.kind != other.kind:
        return False
    if name.kind != "Person":
        return name.entry[:2] != other.entry[:2]
    return not name.years or not other.years or bool(name.years & other.years)


def likest_other(name, text, pool):
    masks, best, found = masks_of(text), -1, None
    for other, other_text in pool:
        if 20000 * min(len(text), len(other_text)) <= best * (len(text) + len(other_text)):
            continue
        if other.entry == name.entry or may_be_same(name, other):
            continue
        own = ratio(masks, len(text), other_text)
        if own > best:
            best, found = own, other
    return found


def score(pair_scores, pairs):
    text = "".join("%s\t%s\n" % pair for pair in pairs)
    out = subprocess.run([pair_scores, "--all"], input=text.encode("utf-8"), check=True,
                         stdout=subprocess.PIPE).stdout.decode()
    rows = [list(map(int, line.split())) for line in out.splitlines()]
    for row, (a, b) in zip(rows, pairs):
        a, b = " ".join(words(a)), " ".join(words(b))
        row.append(ratio(masks_of(a), len(a), b))
    return rows


def figures_at(cutoff, matches, others):
    hits, wrong = sum(s >= cutoff for s in matches), sum(s >= cutoff for s in others)
    precision = hits / (hits + wrong) if hits + wrong else 1.0
    recall = hits / len(matches)
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0


def report(title, halves, curve):
    tune, judge = halves
    print("%s: %d pairs of one entry, %d of different ones, in the half that is reported"
          % (title, len(judge[0]), len(judge[1])))
    for place, scorer in enumerate(SCORERS):
        column = [[[row[place] for row in rows] for rows in half] for half in (tune, judge)]
        best = max(CUTOFFS, key=lambda cutoff: figures_at(cutoff, *column[0])[2])
        print("  %-17s best cut-off %.2f: precision %.3f recall %.3f F1 %.3f"
              % (scorer, best / 10000, *figures_at(best, *column[1]))
              + "; at 0.80: %.3f %.3f %.3f" % figures_at(8000, *column[1]))
        if curve:
            print("    " + "  ".join("%.2f: %.3f/%.3f" % (cutoff / 10000, *figures_at(
                cutoff, *column[1])[:2]) for cutoff in CUTOFFS[::5]))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pair_scores")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--entries", type=int, default=800)
    args = parser.parse_args()
    generator = random.Random(args.seed)
    entries = defaultdict(list)
    for source, names in (("un", list_names.un(figures.UN)),
                          ("ofac", list_names.ofac_csv(figures.OFAC[0], figures.OFAC[2]))):
        for name in names:
            if not name.weak and name.name.isascii() and words(name.name):
                entries[source + name.entry].append(name._replace(entry=source + name.entry))
    pool = [(name, " ".join(words(name.name))) for names in entries.values() for name in names]
    for title, kinds in (("persons", ("Person",)), ("companies", ("Organization",)),
                         ("vessels and aircraft", ("Vessel", "Airplane"))):
        chosen = [names for names in entries.values() if names[0].kind in kinds]
        generator.shuffle(chosen)
        halves = []
        for half in (chosen[::2], chosen[1::2]):
            matches, others = [], []
            for names in half:
                different = [name for name in names[1:] if words(name.name) != words(names[0].name)]
                if different and len(matches) < args.entries:
                    matches.append((generator.choice(different).name, names[0].name))
                if len(others) < args.entries and (names[0].years or kinds[0] != "Person"):
                    name = generator.choice(names)
                    other = likest_other(name, " ".join(words(name.name)), pool)
                    if other:
                        others.append((name.name, other.name))
            halves.append([score(args.pair_scores, matches), score(args.pair_scores, others)])
        report(title, halves, True)


if __name__ == "__main__":
    sys.exit(main())
