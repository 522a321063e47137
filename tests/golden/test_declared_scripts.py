#!/usr/bin/env python3
"""The declared score of names in other scripts, made again from its document, against the engine.

usage: test_declared_scripts.py PAIR_SCORES
Pairs: the names of tests/data/text/heads_by_script.tsv in their own script with their own spelling
and with others, as they are and with an error on either side; some with each other; Cyrillic, Greek
and Arabic ones of the golden cases.
"""
import os
import random
import subprocess
import sys

ROOT = os.environ.get("ITD_SOURCE_ROOT", ".")
SEED = 1718
AT_LEAST = 2000
GOLDEN = [
    ("Ким Чен Ын", "KIM JONG UN"), ("Мао Цзэ-дун", "Mao Zedong"), ("АО Восток 2", "Vostok 2 JSC"),
    ("Евгений Щукин", "Yevgeny Schukin"), ("Иван/Ivan Петров", "Ivan Petrov"),
    ("Ελένη Παπαδοπούλου", "Eleni Papadopoulou"), ("عبد الرحمن", "Abdulrahman"),
    ("أبو بكر البغدادي", "Abu Bakr al-Baghdadi"), ("عبد الرحمن الهاشمي", "Abd al Rahman Hashimi"),
    ("عبد II الرحمن", "Abd II Al Rahman"), ("عبد Иван", "Abdivan"), ("عبد 7", "abd7"),
    ("دفتر محمد", "دفتر محمود"), ("مهران کریمی", "مهران كريمي"),
]


def changed(generator, name):
    """The name with a letter gone, doubled or moved, or a part gone."""
    parts, letters, at = name.split(), list(name), generator.randrange(len(name))
    kind = generator.randrange(4)
    if kind == 0 and len(parts) > 1:
        parts.pop(generator.randrange(len(parts)))
        return " ".join(parts)
    if kind == 1:
        generator.shuffle(parts)
        return " ".join(parts)
    if kind == 2:
        letters[at:at + 2] = letters[at:at + 2][::-1]
    else:
        del letters[at]
    return "".join(letters).strip() or name


def all_pairs():
    generator = random.Random(SEED)
    yield from GOLDEN
    rows = []
    path = os.path.join(ROOT, "tests", "data", "text", "heads_by_script.tsv")
    with open(path, encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                rows.append(line.rstrip("\n").split("\t"))
    for language, own, press in rows:
        others = [row for row in rows if row[0] == language and row[1] != own]
        yield own, press
        yield press, own
        for _ in range(3):
            yield own, changed(generator, press)
            yield changed(generator, own), press
            other = generator.choice(others)
            yield own, other[2]
            yield changed(generator, own), other[1]


def run(*command, text):
    return subprocess.run(command, input=text.encode("utf-8"), check=True,
                          capture_output=True).stdout.decode().split()


def main():
    pairs = list(dict.fromkeys(all_pairs()))
    text = "".join("%s\t%s\n" % pair for pair in pairs)
    redone = run(sys.executable, os.path.join(ROOT, "tests", "golden", "declared_score.py"),
                 os.path.join(ROOT, "data", "text"), text=text)
    engine = run(os.path.abspath(sys.argv[1]), text=text)
    compared = [row for row in zip(pairs, redone, engine) if row[1] != "-"]
    wrong = [row for row in compared if row[1] != row[2]]
    scoring = sum(1 for row in compared if int(row[2]) >= 7000)
    good = len(redone) == len(engine) == len(pairs) and not wrong
    enough = len(compared) >= AT_LEAST and 4 * scoring >= len(compared)
    print("1..2\n# seed %d\n# %d pairs compared, %d of them score 0.70 and more, %d differ"
          % (SEED, len(compared), scoring, len(wrong)))
    for pair, one, other in wrong[:20]:
        print("# %s | %s: document %s, engine %s" % (*pair, one, other))
    print("%sok 1 - the score of names in other scripts, made again from its document, is the "
          "engine's" % ("" if good else "not "))
    print("%sok 2 - at least %d pairs were compared, and a quarter of them score"
          % ("" if enough else "not ", AT_LEAST))
    return 0 if good and enough else 1


if __name__ == "__main__":
    sys.exit(main())
