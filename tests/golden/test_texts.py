#!/usr/bin/env python3
"""Listed names in running texts, case by case, through the binary: texts.txt, a case a line. All
listed names stand in one list, so a case also shows that no other case's name is found in its text.

usage: test_texts.py INTERDICT
"""
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.environ.get("ITD_SOURCE_ROOT", "."))
GOLDEN = os.path.join(ROOT, "tests/golden/texts.txt")
BINARY = os.path.abspath(sys.argv[1])


def read_cases():
    with open(GOLDEN, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip() and not line.startswith("#"):
                cells = [cell.strip() for cell in line.split("|")]
                assert len(cells) == 4, "texts.txt:%d: four columns" % number
                yield (number, *cells)


def run(folder, *arguments):
    return subprocess.run([BINARY, *arguments, "--store", "st"], cwd=folder, check=False,
                          env={"PATH": os.environ["PATH"], "HOME": folder}, capture_output=True,
                          timeout=120)


def add_list(folder, cases):
    with open(os.path.join(folder, "list.jsonl"), "w", encoding="utf-8") as file:
        for number, _, listed, _, _ in cases:
            weak = listed.startswith("weak:")
            name = listed[len("weak:"):] if weak else listed
            organisation = name.startswith("MINISTRY")
            file.write(json.dumps({
                "id": "T.%d" % number, "schema": "Organization" if organisation else "Person",
                "properties": {"weakAlias" if weak else "name": [name], "birthDate": ["1957-03-04"],
                               "nationality": ["kp"], "gender": ["male"]}
                if not organisation else {"name": [name]}}) + "\n")
    done = run(folder, "lists", "add", "own", "list.jsonl", "--date", "2026-01-01")
    assert done.returncode == 0, done.stderr


def told(folder, text, facts, *more):
    arguments = [part for fact in facts.split(",") if fact != "-" for part in ("--with", fact)]
    done = run(folder, "screen", "--text", text, *arguments, "--format", "jsonl", *more)
    answer = json.loads(done.stdout)
    assert answer["error"] is None, answer
    return [(hit["entity"], hit["found"]["text"]) for hit in answer["hits"]]


def main():
    cases = list(read_cases())
    print("1..%d" % len(cases))
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        add_list(folder, cases)
        for place, (number, text, _, facts, found) in enumerate(cases, 1):
            due = [] if found == "-" else [("own:T.%d" % number, found)]
            now = told(folder, text, facts)
            good = now == due == told(folder, text, facts, "--exhaustive")
            failed += not good
            print("%s %d - texts.txt:%d: %s" % ("ok" if good else "not ok", place, number, text))
            if not good:
                print("# %s, not %s" % (now, due))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
