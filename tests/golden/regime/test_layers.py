#!/usr/bin/env python3
"""Dated cases of the layers above the floor (layers.txt), each asked with its layer and the floor.
Every binding measure of a layer on goods or services must have its cases: the day before, the first
day, and both sides of its end. Measures of the floor are left out of the last column.

usage: test_layers.py INTERDICT
"""
import csv
import datetime
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..", "..")
sys.path.insert(0, os.path.join(ROOT, "tests", "tools"))
import tap  # noqa: E402

COLUMNS = ["id", "on", "direction", "hs", "goods", "service", "origin", "destination", "vessel",
           "port", "claim"]
FLOOR = "un"


def cases():
    with open(os.path.join(HERE, "layers.txt"), encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip() and not line.startswith("#"):
                layer, day, question, finding, measures, row = line.rstrip("\n").split(" | ")
                yield {"line": number, "layer": layer, "day": day, "question": question,
                       "finding": finding, "row": row.split(":")[0],
                       "measures": measures.split() if measures != "-" else []}


def fields(question):
    found = {}
    for part in question.split(", "):
        if part in ("from-dprk", "to-dprk"):
            found["direction"] = part
        else:
            name, _, value = part.partition(" ")
            found[name] = value
    unknown = set(found) - set(COLUMNS)
    assert not unknown, unknown
    return found


def environment(folder):
    place = {**os.environ, "INTERDICT_DATA": os.path.join(ROOT, "data"), "XDG_DATA_HOME": folder}
    place.pop("INTERDICT_STORE", None)
    return place


def ask(layer, asked):
    """Answers to the cases of one layer, in one file of questions."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cases.csv")
        columns = [name for name in COLUMNS
                   if name in ("id", "on") or any(name in fields(case["question"])
                                                  for case in asked)]
        with open(path, "w", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, columns)
            rows.writeheader()
            for case in asked:
                rows.writerow({"id": case["line"], "on": case["day"],
                               **fields(case["question"])})
        done = subprocess.run([sys.argv[1], "check", "-q", path, "--format", "jsonl", "--layer",
                               FLOOR + "," + layer], env=environment(folder),
                              capture_output=True, text=True, check=False)
    assert done.returncode == 1, (done.returncode, done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def layers():
    return sorted(name for name in os.listdir(os.path.join(ROOT, "data", "regime"))
                  if name != FLOOR and os.path.isdir(os.path.join(ROOT, "data", "regime", name)))


def test_every_case_has_its_finding_and_its_measures():
    wrong = []
    for layer in layers():
        asked = [case for case in cases() if case["layer"] == layer]
        for case, answer in zip(asked, ask(layer, asked)):
            listed = sorted(measure["id"] + ("*" if measure["lifted"] else "")
                            for measure in answer["measures"] if measure["layer"] == layer)
            if answer["finding"] != case["finding"] or listed != sorted(case["measures"]):
                wrong.append("line %d: %s %s" % (case["line"], answer["finding"],
                                                 " ".join(listed)))
    assert not wrong, "\n".join(wrong)


def table(layer, name):
    path = os.path.join(ROOT, "data", "regime", layer, name)
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader((line for line in file if not line.startswith("#")),
                                   delimiter="\t"))


def changes(row):
    day, one = datetime.date.fromisoformat, datetime.timedelta(days=1)
    yield day(row["in_force"]) - one, False
    yield day(row["in_force"]), True
    if row["last_day"]:
        yield day(row["last_day"]), True
        yield day(row["last_day"]) + one, False


def test_every_binding_measure_on_goods_or_services_has_its_days():
    missing = []
    for layer in layers():
        with tempfile.TemporaryDirectory() as folder:
            printed = subprocess.run([sys.argv[1], "measures", "--layer", FLOOR + "," + layer,
                                      "--format", "json"], env=environment(folder),
                                     capture_output=True, text=True, check=True).stdout
        mapped = {row["measure"] for name in ("goods.tsv", "services.tsv")
                  for row in table(layer, name)}
        for row in json.loads(printed)["measures"]:
            if row["layer"] != layer or row["class"] != "binding" or \
                    not (row["hs"] or row["id"] in mapped) or row["effect"] == "informs":
                continue
            for day, applies in changes(row):
                if not any((row["id"] in [m.rstrip("*") for m in case["measures"]]) == applies
                           for case in cases()
                           if case["day"] == str(day) and case["row"] == row["id"]):
                    missing.append("%s on %s" % (row["id"], day))
    assert not missing, missing


def test_every_row_of_a_layer_has_source_and_confidence():
    for layer in layers():
        for row in table(layer, "measures.tsv"):
            assert row["source"] and row["confidence"], row
            assert row["confidence_note"] or row["confidence"] == "verified-in-source", row


if __name__ == "__main__":
    tap.run(globals())
