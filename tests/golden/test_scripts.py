#!/usr/bin/env python3
"""Names in their own script meet their press spelling, and not each other's.

usage: test_scripts.py PAIR_SCORES
Holds the engine to what docs/evidence.md says of tests/data/text/heads_by_script.tsv: in every
language at least so many names score 0.80 with their own spelling, and none with another's."""
import os
import subprocess
import sys

DECK = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../data/text/heads_by_script.tsv")
CUTOFF = 8000
FOUND = {"Persian": 16, "Urdu": 20, "Burmese": 25, "Hebrew": 20, "Thai": 18, "Amharic": 21,
         "Khmer": 17, "Bengali": 22, "Sinhala": 24}


def scores(pairs):
    text = "".join("%s\t%s\n" % pair for pair in pairs)
    done = subprocess.run([sys.argv[1]], input=text.encode(), stdout=subprocess.PIPE, check=True)
    values = [int(line) for line in done.stdout.split()]
    assert len(values) == len(pairs), (len(values), len(pairs))
    return values


def main():
    names = {}
    with open(DECK, encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                language, own, press = line.rstrip("\n").split("\t")
                names.setdefault(language, []).append((own, press))
    faults = set(names) ^ set(FOUND)
    print("TAP version 13\n1..%d" % len(FOUND))
    for number, (language, least) in enumerate(FOUND.items(), 1):
        deck = names[language]
        found = sum(score >= CUTOFF for score in scores(deck))
        others = [(own, press) for own, right in deck for _own, press in deck if press != right]
        met = [pair for pair, score in zip(others, scores(others)) if score >= CUTOFF]
        good = found >= least and not met
        print("%s %d - %s: at least %d of %d names score 0.80 with their own spelling, none with "
              "another's" % ("ok" if good else "not ok", number, language, least, len(deck)))
        if not good:
            print("# found %d; met %s" % (found, met))
            faults.add(language)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
