#!/usr/bin/env python3
"""Running texts on real lists: listed names put into payment references, ordinary ones, cost, and
equality with the exhaustive way. Prints figures; the seed is fixed.

usage: text_effect.py INTERDICT STORE [EXHAUSTIVE_TEXTS]
"""
import json
import os
import random
import subprocess
import sys
import time

ROOT = os.environ.get("ITD_SOURCE_ROOT", ".")
WORDS = ("invoice payment for goods services ref order contract dated final part thank you "
         "delivery of spare parts consulting fee rent march april school tuition salary "
         "advance loan repayment account transfer from to hotel flight medical equipment "
         "acc no bill charges family support gift building materials freight customs duty "
         "annual membership subscription ").split()
MARKS = [" ", " ", " ", " ", ", ", " / ", "//", " - ", "\n"]


def screen(arguments, texts=None):
    """Answers of a run over texts, a file of JSON lines each, and the seconds it took."""
    started = time.monotonic()
    done = subprocess.run([sys.argv[1], "screen", "--store", sys.argv[2], "--quiet", "--format",
                           "jsonl", *arguments, *(word for text in texts for word in
                                                  ("--text", text))],
                          capture_output=True, check=False)
    seconds = time.monotonic() - started
    assert done.returncode in (0, 1), done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode().splitlines()], seconds


def exported(name):
    out = subprocess.run([sys.argv[1], "lists", "export", name, "--store", sys.argv[2]],
                         capture_output=True, check=True).stdout.decode()
    for line in out.splitlines():
        entry = json.loads(line)
        for prop in ("name", "alias"):
            for text in entry["properties"].get(prop, []):
                yield entry["id"], text


def reference(rng, middle):
    before = [rng.choice(WORDS) for _ in range(rng.randint(2, 6))]
    after = [rng.choice(WORDS) for _ in range(rng.randint(1, 5))]
    words = before + [str(rng.randint(100, 99999))] + [middle] + after
    return "".join(word + rng.choice(MARKS) for word in words)


def batches(items, size=400):
    for at in range(0, len(items), size):
        yield items[at:at + size]


def listed_names(rng):
    names = [(list_name, entry, text) for list_name in ("un", "ofac")
             for entry, text in exported(list_name)]
    names = rng.sample(names, 2000)
    found = exact = 0
    missed = []
    for part in batches(names):
        answers, _ = screen([], [reference(rng, text) for _, _, text in part])
        for (list_name, entry, text), answer in zip(part, answers):
            hits = [hit for hit in answer["hits"] if hit["entity"] == entry]
            found += bool(hits)
            exact += any(hit["score"] == 1 for hit in hits)
            if not hits:
                missed.append(text)
    print(f"listed names in references: {found} of {len(names)} found, {exact} at 1.0000")
    print("missed:", "; ".join(missed[:40]))


def ordinary_names(rng):
    parts = {}
    with open(os.path.join(ROOT, "data/lab/customers.tsv"), encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                origin, part, words = line.rstrip("\n").split("\t")
                parts.setdefault(origin, {})[part] = words.split("|")
    people = [origin for origin in parts if "given" in parts[origin]]
    texts = [reference(rng, rng.choice(parts[origin]["given"]) + " "
                       + rng.choice(parts[origin]["surname"]))
             for origin in (rng.choice(people) for _ in range(2000))]
    flagged, seconds, size = 0, 0.0, 0
    for part in batches(texts):
        answers, took = screen([], part)
        flagged += sum(any(hit["quality"] == "strong" for hit in answer["hits"])
                       for answer in answers)
        seconds += took
        size += sum(len(text.encode("utf-8")) for text in part)
    print(f"ordinary references: {flagged} of {len(texts)} flagged by a strong name; "
          f"{1000 * seconds / (size / 1024):.0f} ms per kB, start of the program included")


def equality(rng, count):
    names = [text for _, text in exported("un")]
    different = hits = 0
    for _ in range(count):
        text = reference(rng, rng.choice(names))
        fast, _ = screen(["--cutoff", "0.70"], [text])
        slow, _ = screen(["--cutoff", "0.70", "--exhaustive"], [text])
        different += fast != slow
        hits += len(fast[0]["hits"])
    print(f"indexed and exhaustive: {different} of {count} texts differ; {hits} hits")


def main():
    rng = random.Random(20260227)
    listed_names(rng)
    ordinary_names(rng)
    if len(sys.argv) > 3:
        equality(rng, int(sys.argv[3]))


if __name__ == "__main__":
    main()
