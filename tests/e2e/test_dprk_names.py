#!/usr/bin/env python3
"""Korean persons of the UN list under resolution 1718 are found at rank 1, or tied with it, from
Revised Romanization, the press, McCune-Reischauer and Hangul (tests/data/text/dprk_names.tsv), with
the UN list and OFAC's both loaded; and so from the Hangul that Korean newspapers print
(tests/data/text/dprk_hangul.tsv). Prints TAP. usage: test_dprk_names.py INTERDICT"""
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.environ.get("ITD_SOURCE_ROOT", ".")
SHARED = os.path.join(ROOT, '..', 'shared', 'lists')
BINARY = os.path.abspath(sys.argv[1])
SPELLINGS = ("Hangul", "Revised Romanization", "press", "McCune-Reischauer")
CUTOFF = "0.70"
MISSED = set()
MISSED_PRINTED = set()


def run(folder, *arguments):
    env = {"PATH": os.environ["PATH"], "HOME": folder}
    return subprocess.run([BINARY, *arguments], cwd=folder, env=env, capture_output=True,
                          text=True, timeout=120, check=False)


def rows(name):
    path = os.path.join(ROOT, "tests", "data", "text", name)
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def ask(folder, names):
    """Per name its answer, from one batch."""
    with open(os.path.join(folder, "names.csv"), "w", encoding="utf-8") as file:
        file.write("id,name\n")
        for number, name in enumerate(names):
            file.write('%d,"%s"\n' % (number, name))
    done = run(folder, "screen", "names.csv", "--store", "st", "--format", "jsonl", "--cutoff",
               CUTOFF, "-q")
    answers = {}
    for line in done.stdout.splitlines():
        answer = json.loads(line)
        answers[int(answer["id"])] = answer
    return [answers[number] for number in range(len(names))]


def letters(name):
    return "".join(letter for letter in name.casefold() if letter.isalpha())


def rank_of(answer, name, of_list="un"):
    """(rank of the best hit of the list with this name, tied ones count as first; its score)"""
    hits = [hit for hit in answer["hits"] if hit["list"] == of_list]
    for hit in hits:
        if letters(hit["caption"]) == letters(name):
            return sum(other["score"] > hit["score"] for other in hits) + 1, hit["score"]
    return None, None


def check(number, spelling, faults, count):
    for fault in faults:
        print("# " + fault)
    print("%s %d - of %d persons all but those named here are found at rank 1 or tied from %s"
          % ("not ok" if faults else "ok", number, count, spelling))


def check_papers(folder, number):
    printed = list(rows("dprk_hangul.tsv"))
    answers = ask(folder, [hangul for _, _, hangul, _ in printed])
    faults = []
    for (of_list, name, hangul, _), answer in zip(printed, answers):
        rank, score = rank_of(answer, name, of_list)
        if (rank != 1) != (hangul in MISSED_PRINTED):
            faults.append("%s for %s: rank %s at %s" % (hangul, name, rank, score))
    print("%s %d - of %d names in Hangul from Korean papers all but those named here are found at "
          "rank 1 or tied" % ("not ok" if faults else "ok", number, len(printed)))
    for fault in faults:
        print("# " + fault)


def main():
    un = os.path.join(SHARED, "un", "un_consolidated_2026-02-27.xml.zst")
    if not os.path.exists(un):
        print("1..1\nok 1 - no ../shared # SKIP")
        return 0
    people = list(rows("dprk_names.tsv"))
    print("1..%d" % (len(SPELLINGS) + 1))
    ofac = [os.path.join(SHARED, "ofac", "2023-12-28", part)
            for part in ("sdn.csv.zst", "add.csv.zst", "alt.csv")]
    with tempfile.TemporaryDirectory() as folder:
        for arguments in (("un", un), ("ofac", *ofac, "--date", "2023-12-28")):
            done = run(folder, "lists", "add", *arguments, "--store", "st")
            if done.returncode != 0:
                print("Bail out! " + done.stderr)
                return 1
        for number, spelling in enumerate(SPELLINGS, 1):
            answers = ask(folder, [person[number] for person in people])
            faults = []
            for person, answer in zip(people, answers):
                rank, score = rank_of(answer, person[0])
                if (rank != 1) != (person[number] in MISSED):
                    faults.append("%s for %s: rank %s at %s"
                                  % (person[number], person[0], rank, score))
            check(number, spelling, faults, len(people))
        check_papers(folder, len(SPELLINGS) + 1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
