#!/usr/bin/env python3
"""Names in eight languages' own scripts against their press spelling: docs/evidence.md.

usage: scripts.py PAIR_SCORES [DECK] [--verbose]
PAIR_SCORES is the test program tests/golden/pair-scores. Per language: how many names of the deck
(tests/data/text/heads_by_script.tsv) score at least 0.70 and 0.80 with their own spelling, and how
many other spellings of the language's names a name meets at these cut-offs.
"""
import subprocess
import sys
from pathlib import Path

DECK = Path(__file__).resolve().parents[2] / "data/text/heads_by_script.tsv"
CUTOFFS = (7000, 8000)


def scores(program, pairs):
    text = "".join("%s\t%s\n" % pair for pair in pairs)
    done = subprocess.run([program], input=text.encode(), stdout=subprocess.PIPE, check=True)
    values = [int(line) for line in done.stdout.split()]
    assert len(values) == len(pairs), (len(values), len(pairs))
    return values


def main(arguments):
    verbose = "--verbose" in arguments
    arguments = [argument for argument in arguments if argument != "--verbose"]
    names = {}
    for line in Path(arguments[2] if len(arguments) > 2 else DECK).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            language, own, press = line.split("\t")
            names.setdefault(language, []).append((own, press))
    print("%-10s names  found at 0.70  0.80   others met at 0.70  0.80" % "")
    for language, deck in names.items():
        own = scores(arguments[1], deck)
        others = [(name, press) for name, right in deck for _name, press in deck if press != right]
        met = scores(arguments[1], others)
        print("%-10s %5d" % (language, len(deck))
              + "".join("  %11d" % sum(score >= cutoff for score in own) for cutoff in CUTOFFS)
              + "".join("  %14.3f" % (sum(score >= cutoff for score in met) / len(deck))
                        for cutoff in CUTOFFS))
        for (name, press), score in zip(deck, own):
            if verbose and score < CUTOFFS[1]:
                print("   %5d  %s  %s" % (score, name, press))
        for pair, score in zip(others, met):
            if verbose and score >= CUTOFFS[0]:
                print("   other %5d  %s  %s" % ((score,) + pair))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
