#!/usr/bin/env python3
"""The declared score, made again from its document (declared_score.py), against the engine.

usage: test_declared_score.py INTERDICT PAIR_SCORES
Pairs: the golden cases and decks, the entries of the built-in list and the sample customers, each
with itself changed and with others; with ../shared there, names of the UN's and OFAC's lists too.
"""
import csv
import json
import os
import random
import subprocess
import sys

ROOT = os.environ.get("ITD_SOURCE_ROOT", ".")
INTERDICT, PAIR_SCORES = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
SEED = 1718
AT_LEAST = 2000
SHARED = os.path.join(ROOT, "..", "shared", "lists")
sys.path.insert(0, os.path.join(ROOT, "tests", "long", "effect"))
import list_names  # noqa: E402


def golden():
    for name, place in (("names.txt", 0), ("decks.txt", 1)):
        with open(os.path.join(ROOT, "tests", "golden", name), encoding="utf-8") as file:
            for line in file:
                if line.strip() and not line.startswith("#"):
                    cells = [cell.strip() for cell in line.split("|")]
                    yield cells[place], cells[place + 1]


def built_in_names():
    with open(os.path.join(ROOT, "data", "un-1718", "entries.jsonl"), encoding="utf-8") as file:
        for line in file:
            properties = json.loads(line)["properties"]
            for kind in ("name", "alias", "weakAlias", "previousName"):
                yield from properties.get(kind, [])


def customers():
    path = os.path.join(ROOT, "data", "samples", "customers.csv")
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from row["name"].split("|")


def shared_names():
    un = os.path.join(SHARED, "un", "un_consolidated_2026-02-27.xml.zst")
    ofac = os.path.join(SHARED, "ofac", "2023-12-28")
    if os.path.exists(un):
        yield from (name.name for name in list_names.un(un))
        yield from (name.name for name in list_names.ofac_csv(
            os.path.join(ofac, "sdn.csv.zst"), os.path.join(ofac, "alt.csv")))


def changed(generator, name):
    """The name with an error of those that people make."""
    parts = name.split()
    kind = generator.randrange(8)
    if kind == 0:
        generator.shuffle(parts)
    elif kind == 1 and len(parts) > 1:
        parts.pop(generator.randrange(len(parts)))
    elif kind == 2:
        parts.insert(generator.randrange(len(parts) + 1), generator.choice(
            ["Khalid", "Trading", "Ltd", "al", "II", "2nd", "Co", "bin", "J.", "Limited", "7"]))
    elif kind == 3:
        at = generator.randrange(len(parts))
        parts[at] = parts[at][:1] + "."
    elif kind == 4 and len(parts) > 1:
        at = generator.randrange(len(parts) - 1)
        parts[at:at + 2] = [parts[at] + parts[at + 1]]
    elif kind == 5:
        at = generator.randrange(len(parts))
        cut = generator.randrange(len(parts[at]) + 1)
        parts[at] = parts[at][:cut] + generator.choice("aeioulmnrst") + parts[at][cut:]
    else:
        text = list(" ".join(parts))
        at = generator.randrange(len(text))
        if kind == 6:
            text[at] = generator.choice("aeioulmnrst -'")
        else:
            del text[at]
        return "".join(text)
    return " ".join(parts)


def all_pairs():
    generator = random.Random(SEED)
    yield from golden()
    names = [name for name in [*built_in_names(), *customers()] if name.strip()]
    shared = [name for name in shared_names() if name.strip()]
    names += generator.sample(shared, min(len(shared), 3000))
    for name in names:
        yield changed(generator, name), name
    # Names that share a word are the ones that score.
    by_word = {}
    for name in names:
        for word in set(name.lower().split()):
            by_word.setdefault(word, []).append(name)
    for _, sharing in sorted(by_word.items()):
        if len(sharing) > 1:
            yield tuple(generator.sample(sharing, 2))


def initials(generator, name):
    """Its initials as people write them, with and without small words."""
    parts = [part for part in name.replace("-", " ").replace("(", " ").split()
             if part[0].isalpha() and (len(part) > 3 or generator.randrange(2))]
    between = generator.choice(["", "", "", ".", " "])
    return between.join(part[0] for part in parts) + generator.choice(["", "", " Ltd", " S.A."])


def acronym_pairs():
    """Pairs of which one name may be the other's acronym, and others."""
    generator = random.Random(SEED + 1)
    names = [name for name in [*built_in_names(), *customers()] if name.strip()]
    shared = [name for name in shared_names() if len(name.split()) > 2]
    names += generator.sample(shared, min(len(shared), 1500))
    for name in names:
        short = initials(generator, name)
        if short.strip():
            yield (short, name) if generator.randrange(2) else (name, short)
        yield changed(generator, name), name


def run(*command, text):
    return subprocess.run(command, input=text.encode("utf-8"), check=True,
                          capture_output=True).stdout.decode().split()


def check(number, title, holds, remarks=()):
    for remark in remarks:
        print("# %s" % remark)
    print("%sok %d - %s" % ("" if holds else "not ", number, title))
    return holds


def main():
    pairs = list(dict.fromkeys(pair for pair in all_pairs()
                               if not {"\n", "\t"} & set("".join(pair))))
    text = "".join("%s\t%s\n" % pair for pair in pairs)
    print("1..5")
    print("# seed %d" % SEED)
    redone = run(sys.executable, os.path.join(ROOT, "tests", "golden", "declared_score.py"),
                 os.path.join(ROOT, "data", "text"), text=text)
    engine = run(PAIR_SCORES, text=text)
    compared = [row for row in zip(pairs, redone, engine) if row[1] != "-"]
    wrong = [row for row in compared if row[1] != row[2]]
    scoring = sum(1 for row in compared if int(row[2]) >= 7000)
    good = check(1, "the score made again from its document is that of the engine",
                 len(redone) == len(engine) == len(pairs) and not wrong,
                 ["%d pairs compared, %d of them score 0.70 and more, %d differ"
                  % (len(compared), scoring, len(wrong))]
                 + ["%s | %s: document %s, engine %s" % (*pair, one, other)
                    for pair, one, other in wrong[:20]])
    good &= check(2, "at least %d pairs were compared, and a third of them score" % AT_LEAST,
                  len(compared) >= AT_LEAST and 3 * scoring >= len(compared))
    # The binary itself, for some of them: a process a pair.
    step = max(1, len(compared) // 60)
    differing = []
    for pair, one, _ in compared[::step]:
        out = subprocess.run([INTERDICT, "explain", "--pair", *pair, "--format", "json"],
                             capture_output=True, check=False)
        told = round(json.loads(out.stdout)["score"] * 10000) if out.stdout else out.stderr
        if told != int(one):
            differing.append("%s | %s: document %s, binary %s" % (*pair, one, told))
    good &= check(3, "interdict explain tells the same", not differing, differing[:5])
    good &= check_acronyms()
    return 0 if good else 1


def check_acronyms():
    pairs = list(dict.fromkeys(pair for pair in acronym_pairs()
                               if not {"\n", "\t"} & set("".join(pair))))
    text = "".join("%s\t%s\n" % pair for pair in pairs)
    redone = run(sys.executable, os.path.join(ROOT, "tests", "golden", "declared_score.py"),
                 os.path.join(ROOT, "data", "text"), "--organisations", text=text)
    engine = run(PAIR_SCORES, "--organisations", text=text)
    plain = run(PAIR_SCORES, text=text)
    compared = [row for row in zip(pairs, redone, engine) if row[1] != "-"]
    wrong = [row for row in compared if row[1] != row[2]]
    raised = sum(1 for one, other in zip(engine, plain) if int(one) > int(other))
    good = check(4, "of names of organisations, which acronyms may stand for, too",
                 len(redone) == len(engine) == len(pairs) and not wrong,
                 ["%d pairs, %d of them by acronym, %d differ"
                  % (len(compared), raised, len(wrong))]
                 + ["%s | %s: document %s, engine %s" % (*pair, one, other)
                    for pair, one, other in wrong[:20]])
    return check(5, "and acronyms raise the score of a tenth of these pairs, and lower none",
                 10 * raised >= len(compared)
                 and all(int(one) >= int(other) for one, other in zip(engine, plain))) and good


if __name__ == "__main__":
    sys.exit(main())
