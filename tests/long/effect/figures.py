#!/usr/bin/env python3
"""Figures of docs/evidence.md about hits and misses, on the publishers' lists in ../shared.

usage: figures.py INTERDICT identity|exact|clean [--store DIR] [--seed N] [--count N] [--verbose]
  identity  people on the UN's and on OFAC's list, each by the other's spellings
  exact     every name of the lists, read by list_names.py: score 1.0000, first or tied
  clean     ordinary customers by origin: hits per 1,000 at 0.75 to 0.90, and with birth dates
A store with both lists is made in --store (default: a new folder in TMPDIR) when it is not there.
"""
import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import customers
import list_names

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared"
UN = SHARED / "lists/un/un_consolidated_2026-02-27.xml.zst"
OFAC = [SHARED / "lists/ofac/2023-12-28" / name
        for name in ("sdn.csv.zst", "add.csv.zst", "alt.csv")]
CONSOLIDATED = SHARED / "lists/ofac/consolidated_nonSDN_2025-03-28.xml"
CUTOFFS = (0.75, 0.80, 0.85, 0.90)


def make_store(interdict, store):
    if (store / "FORMAT").exists():
        return
    for name, files, more in (("un", [UN], []), ("ofac", OFAC, ["--date", "2023-12-28"]),
                              ("ofac-cons", [CONSOLIDATED], [])):
        subprocess.run([interdict, "lists", "add", name, *files, *more, "--store", store],
                       check=True, stdout=subprocess.DEVNULL)


def screen(interdict, store, rows, cutoff, lists=("un", "ofac")):
    """The answers to customers, in order."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
        file.flush()
        out = subprocess.run([interdict, "screen", file.name, "--store", store, "--format", "jsonl",
                              "--list", ",".join(lists), "--cutoff", str(cutoff)],
                             stdout=subprocess.PIPE, check=False).stdout
    answers = [json.loads(line) for line in out.decode("utf-8").splitlines()]
    assert len(answers) == len(rows), (len(answers), len(rows))
    return answers


def identity(args):
    asked = []
    path = SHARED / "identity/un_ofac_same_person.tsv"
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            names = [row["ofac_name"], *filter(None, row["ofac_aliases"].split("|"))]
            asked += [("un:" + row["un_ref"].strip(), name.strip()) for name in names]
            asked.append(("ofac:" + row["ofac_id"].strip(), row["un_name"].strip()))
    rows = [{"name": name, "schema": "Person"} for _, name in asked]
    found = 0
    misses = []
    for (entry, name), answer in zip(asked, screen(args.interdict, args.store, rows, 0.70)):
        score = max((hit["score"] for hit in answer["hits"] if hit["entity"] == entry), default=0)
        found += score >= 0.80
        if score < 0.80:
            misses.append((score, entry, name))
    print("%d of %d at 0.80 (%.1f %%)" % (found, len(asked), 100 * found / len(asked)))
    for score, entry, name in sorted(misses, key=lambda miss: (miss[1], miss[2])):
        print("  %s  %-12s %s" % ("%.4f" % score if score else "< 0.70", entry, name))
    people = {entry for entry, _ in asked}
    lost = {entry for entry in people
            if all((entry, name) in {miss[1:] for miss in misses}
                   for other, name in asked if other == entry)}
    print("entries found by none of their names: %s" % (", ".join(sorted(lost)) or "none"))


def exact(args):
    sources = {"un": list(list_names.un(UN)), "ofac": list(list_names.ofac_csv(OFAC[0], OFAC[2])),
               "ofac-cons": list(list_names.ofac_xml(CONSOLIDATED))}
    for source, names in sources.items():
        names = list(dict.fromkeys((name.entry, name.name) for name in names))
        rows = [{"name": name.replace("|", " ")} for _, name in names]
        answers = screen(args.interdict, args.store, rows, 1.0, [source])
        good, not_names, faults = 0, 0, []
        for (entry, name), answer in zip(names, answers):
            hits = answer["hits"]
            own = [hit for hit in hits if hit["entity"] == "%s:%s" % (source, entry)]
            if own and own[0]["score"] == 1 and own[0]["total"] == hits[0]["total"]:
                good += 1
            elif not any(char.isalnum() for char in name):
                not_names += 1
            else:
                faults.append((entry, name, answer["outcome"]))
        print("%s: %d of %d names at 1.0000, first or tied; %d without a letter"
              % (source, good, len(names), not_names))
        for fault in faults[:60 if args.verbose else 15]:
            print("  %s | %s | %s" % fault)


def clean(args):
    generator = random.Random(args.seed)
    print("%-22s" % "of 1,000 customers" + "".join("   %.2f" % cutoff for cutoff in CUTOFFS)
          + "   with birth dates" + "".join("   %.2f" % cutoff for cutoff in CUTOFFS))
    for origin, names in customers.draw(SHARED / "names/clean", args.count, args.seed).items():
        person = "companies" not in origin
        rows = [{"name": name.replace("|", " "), "schema": "Person" if person else "Organization"}
                for name in names]
        figures = []
        for dated in (False, True):
            if dated and not person:
                continue
            for row in rows if dated else ():
                row["birth_date"] = "%d-%02d-%02d" % (generator.randint(1945, 2005),
                                                      generator.randint(1, 12),
                                                      generator.randint(1, 28))
            answers = screen(args.interdict, args.store, rows, CUTOFFS[0])
            for cutoff in CUTOFFS:
                alerts = sum(1 for answer in answers if any(
                    hit["score"] >= cutoff and hit["total"] >= cutoff and hit["quality"] == "strong"
                    for hit in answer["hits"]))
                figures.append(1000 * alerts / len(rows))
        print("%-22s" % origin + "".join("  %5.1f" % figure for figure in figures[:4])
              + " " * 19 + "".join("  %5.1f" % figure for figure in figures[4:]))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("interdict", type=os.path.abspath)
    parser.add_argument("figure", choices=("identity", "exact", "clean"))
    parser.add_argument("--store", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    if not args.store:
        args.store = Path(tempfile.mkdtemp())
    make_store(args.interdict, args.store)
    {"identity": identity, "exact": exact, "clean": clean}[args.figure](args)


if __name__ == "__main__":
    sys.exit(main())
