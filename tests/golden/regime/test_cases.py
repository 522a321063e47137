#!/usr/bin/env python3
"""Dated cases (cases.txt) through `interdict check`: finding and measures as a lawyer reads them.
Every case names the row of the rule base it was taken from, and every binding measure on goods or
services must have its cases: the day before, the first day, and both sides of each later change.

usage: test_cases.py INTERDICT
"""
import csv
import datetime
import io
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..", "..")
sys.path.insert(0, os.path.join(ROOT, "tests", "tools"))
import tap  # noqa: E402

COLUMNS = ["id", "on", "direction", "hs", "goods", "service", "origin", "vessel", "port",
           "quantity", "unit", "value", "claim"]
LEAST_CASES = 120


def cases():
    with open(os.path.join(HERE, "cases.txt"), encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip() and not line.startswith("#"):
                day, question, finding, measures, why = line.rstrip("\n").split(" | ")
                yield {"line": number, "day": day, "question": question, "finding": finding,
                       "measures": measures.split() if measures != "-" else [],
                       "row": why.split(":")[0], "why": why}


def fields(question):
    found = {}
    for part in question.split(", "):
        if part in ("from-dprk", "to-dprk"):
            found["direction"] = part
        else:
            name, _, value = part.partition(" ")
            found[name] = value
    return found


def answers():
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for case in cases():
        given = fields(case["question"])
        unknown = set(given) - set(COLUMNS)
        assert not unknown, (case["line"], unknown)
        rows.writerow([case["line"], case["day"]] + [given.get(name, "") for name in COLUMNS[2:]])
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cases.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.getvalue())
        place = {**os.environ, "INTERDICT_DATA": os.path.join(ROOT, "data"),
                 "XDG_DATA_HOME": folder}
        place.pop("INTERDICT_STORE", None)
        done = subprocess.run([sys.argv[1], "check", "-q", path, "--format", "jsonl"], env=place,
                              capture_output=True, text=True, check=False)
    assert done.returncode == 1, (done.returncode, done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


ANSWERS = answers()


def test_every_case_has_its_finding_and_its_measures():
    wrong = []
    for case, answer in zip(cases(), ANSWERS):
        listed = [measure["id"] + ("*" if measure["lifted"] else "")
                  for measure in answer["measures"]]
        if answer["finding"] != case["finding"] or sorted(listed) != sorted(case["measures"]):
            wrong.append("line %d: %s %s" % (case["line"], answer["finding"], " ".join(listed)))
    assert not wrong, "\n".join(wrong)


def table(name):
    with open(os.path.join(ROOT, "data", "regime", "un", name), encoding="utf-8") as file:
        return list(csv.DictReader((line for line in file if not line.startswith("#")),
                                   delimiter="\t"))


def test_every_case_names_a_row_of_the_rule_base_and_its_paragraph():
    rows = {row["id"]: row for row in table("measures.tsv")}
    for case in cases():
        assert case["row"] in rows, case
        row = rows[case["row"]]
        wanted = "%s ¶%s" % (row["resolution"].split("/")[-1], row["paragraph"])
        assert wanted in case["why"], (case["line"], wanted)
    assert len(list(cases())) >= LEAST_CASES


def changes(row, service_wind_down):
    """Days on which the answer may change, the day before and the first day of each."""
    day, one = datetime.date.fromisoformat, datetime.timedelta(days=1)
    first = day(row["in_force"])
    yield first - one, False
    yield first, True
    wind_down = row["wind_down_until"] or service_wind_down.get(row["id"])
    if wind_down and (not row["last_day"] or wind_down < row["last_day"]):
        yield day(wind_down), True
        yield day(wind_down) + one, True
    if row["last_day"]:
        yield day(row["last_day"]), True
        yield day(row["last_day"]) + one, False


def test_every_binding_measure_on_goods_or_services_has_its_days():
    place = {**os.environ, "INTERDICT_DATA": os.path.join(ROOT, "data")}
    printed = subprocess.run([sys.argv[1], "measures", "--format", "json"], env=place,
                             capture_output=True, text=True, check=True).stdout
    services = table("services.tsv")
    mapped = {row["measure"] for row in table("goods.tsv") + services}
    wind_downs = {row["measure"]: row["wind_down_until"] for row in services
                  if row["wind_down_until"] and row["measure"] != "2375-17.1"}
    all_cases = list(cases())
    missing = []
    for row in json.loads(printed)["measures"]:
        if row["class"] != "binding" or row["never_in_force"] or row["effect"] == "exempts" or \
                not (row["hs"] or row["id"] in mapped):
            continue
        for day, applies in changes(row, wind_downs):
            if day < datetime.date(2006, 7, 15):
                continue
            here = [case for case in all_cases
                    if case["day"] == str(day) and case["row"] == row["id"]]
            if not any((row["id"] in [m.rstrip("*") for m in case["measures"]]) == applies
                       for case in here):
                missing.append("%s on %s" % (row["id"], day))
    assert not missing, missing


def test_every_binding_prohibition_can_be_asked_for():
    """By codes, words, a kind of service, a listed vessel, or a note on any goods."""
    asked = {row["measure"] for name in ("goods.tsv", "services.tsv", "notes.tsv")
             for row in table(name)}
    for row in table("vessels.tsv"):
        asked.update(measure.strip() for measure in row["measures"].split(";"))
    silent = [row["id"] for row in table("measures.tsv")
              if row["class"] == "binding" and row["effect"] in ("prohibits", "caps", "licence")
              and not row["hs"] and row["id"] not in asked]
    assert not silent, silent


def test_every_measure_on_listed_vessels_has_its_days():
    days, one = {}, datetime.timedelta(days=1)
    for row in table("vessels.tsv"):
        for measure in row["measures"].split(";"):
            first = datetime.date.fromisoformat(row["listed"])
            days.setdefault(measure.strip(), set()).add((first, row["imo"]))
    named = [(case["day"], fields(case["question"]).get("vessel"),
              [m.rstrip("*") for m in case["measures"]]) for case in cases()]
    missing = []
    for measure, listings in days.items():
        if not any((str(first - one), imo) == named_case[:2] and measure not in named_case[2]
                   for first, imo in listings for named_case in named):
            missing.append(measure + ": the day before")
        if not any((str(first), imo) == named_case[:2] and measure in named_case[2]
                   for first, imo in listings for named_case in named):
            missing.append(measure + ": the first day")
    ends = [(row["imo"], str(datetime.date.fromisoformat(row["removed"]) - one), row["removed"])
            for row in table("vessels.tsv") if len(row["removed"]) == len("2016-03-21")]
    assert any(any(case[:2] == (last, imo) and case[2] for case in named) and
               any(case[:2] == (after, imo) and not case[2] for case in named)
               for imo, last, after in ends), "both sides of a removal"
    assert not missing, missing


def test_a_measure_from_memory_says_so_in_every_answer():
    for answer in ANSWERS:
        for measure in answer["measures"]:
            assert re.match(r"(verified-in-source|partly-verified|from-memory)$",
                            measure["confidence"]), measure
    marked = {measure["id"] for answer in ANSWERS for measure in answer["measures"]
              if measure["confidence"] == "from-memory"}
    assert "2270-36" in marked, marked


if __name__ == "__main__":
    tap.run(globals())
