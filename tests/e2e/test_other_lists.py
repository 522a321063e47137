#!/usr/bin/env python3
"""A score depends on the two names alone: with more lists loaded, the hits of a list are the same
bytes, explanations and all; only also_on, which names the other lists, may differ.
usage: test_other_lists.py INTERDICT"""
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.environ.get("ITD_SOURCE_ROOT", ".")
INTERDICT = os.path.abspath(sys.argv[1])
OWN = os.path.join(ROOT, "tests", "data", "screen", "list.jsonl")
BUILT_IN = os.path.join(ROOT, "data", "un-1718", "entries.jsonl")
REAL = os.path.join(ROOT, "..", "shared", "lists", "un", "un_consolidated_2026-02-27.xml.zst")


def run(*command):
    return subprocess.run([INTERDICT, *command], capture_output=True, check=False)


def add(store, name, path):
    done = run("lists", "add", name, path, "--date", "2026-01-01", "--store", store)
    assert done.returncode == 0, done.stderr


def names_of(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield from json.loads(line)["properties"].get("name", [])


def hits(store, customers, of_list):
    """The hits of one list, as they stand in the answers."""
    out = run("screen", customers, "--store", store, "--format", "jsonl", "--cutoff", "0.70",
              "--explain").stdout.decode("utf-8")
    answers = [json.loads(line) for line in out.splitlines()]
    own = [hit for answer in answers for hit in answer["hits"] if hit["list"] == of_list]
    for hit in own:
        hit.pop("also_on", None)
    return [json.dumps(hit) for hit in own], len(answers)


def main():
    print("1..1")
    with tempfile.TemporaryDirectory() as folder:
        alone, together = os.path.join(folder, "alone"), os.path.join(folder, "together")
        customers = os.path.join(folder, "customers.jsonl")
        queries = list(names_of(OWN)) + list(names_of(BUILT_IN))
        with open(customers, "w", encoding="utf-8") as file:
            for query in queries:
                for name in (query, query[:-1], query + " Trading", " ".join(query.split()[1:])):
                    if name.strip():
                        file.write(json.dumps({"name": name, "birth_date": "1960"}) + "\n")
        for store in (alone, together):
            add(store, "dprk", BUILT_IN)
        add(together, "own", OWN)
        if os.path.exists(REAL):
            add(together, "un", REAL)
        first, rows = hits(alone, customers, "dprk")
        second, _ = hits(together, customers, "dprk")
        holds = first == second and len(first) > rows // 2
        print("# %d customers, %d hits" % (rows, len(first)))
        for one, other in zip(first, second):
            if one != other:
                print("# alone    %s\n# together %s" % (one[:300], other[:300]))
                break
        print("%sok 1 - hits of a list are the same bytes whatever other lists are loaded"
              % ("" if holds else "not "))
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
