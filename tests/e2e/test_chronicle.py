#!/usr/bin/env python3
"""chronicle, positions and reach as scripts and people use them: the 75 days, imports that are
whole or nothing, edits with history, what was known when, bad input.

usage: test_chronicle.py INTERDICT
"""
import csv
import io
import json
import os
import shlex
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import tap  # noqa: E402

ROOT = os.path.abspath(os.environ.get("ITD_SOURCE_ROOT", "."))
BINARY = os.path.abspath(sys.argv[1])
FOLDER = tempfile.TemporaryDirectory()


def interdict(*arguments, store=None, status=0, stdout=True):
    env = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "INTERDICT_DATA": ROOT + "/data",
           "LOGNAME": "tester"}
    if store:
        env["INTERDICT_STORE"] = store
    done = subprocess.run([BINARY, *arguments], env=env, capture_output=True, timeout=60,
                          check=False)
    assert done.returncode == status, (arguments, done.returncode, done.stderr)
    return (done.stdout if stdout and status == 0 else done.stderr).decode("utf-8")


def asked(*arguments, store=None):
    return json.loads(interdict(*arguments, "--format", "json", store=store))


def new_store():
    return tempfile.mkdtemp(dir=FOLDER.name)


def new_file(text):
    handle, path = tempfile.mkstemp(dir=FOLDER.name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def test_the_75_days_are_told_exactly():
    between = asked("chronicle", "show", "M20170915-1", "M20171129-1")
    assert between["elapsed"] == "74 d 20 h 21 min", between
    assert between["elapsed_minutes"] == 74 * 1440 + 20 * 60 + 21, between
    assert between["korean"] == {"days": 75, "least": 75, "most": 75}, between
    assert between["utc"] == {"days": 75, "least": 75, "most": 75}, between
    assert asked("chronicle", "show", "2017-09-03", "2017-11-29")["korean"]["days"] == 87
    text = interdict("chronicle", "show", "2017-09-15", "2017-11-29")
    assert "74 d 20 h 21 min  (to the minute)" in text, text


def golden_cases():
    """Arguments and expected output of tests/golden/chronicle.txt."""
    with open(os.path.join(ROOT, "tests/golden/chronicle.txt"), encoding="utf-8") as file:
        blocks = file.read().split("\n$ ")[1:]
    for block in blocks:
        command, _, output = block.partition("\n")
        lines = [line[4:] if line else "" for line in output.rstrip("\n").split("\n")]
        yield command, "\n".join(lines) + "\n"


def test_the_commands_print_what_they_printed():
    cases = list(golden_cases())
    assert len(cases) == 14, len(cases)
    for command, expected in cases:
        printed = interdict(*shlex.split(command))
        assert printed == expected, (command, printed)


def test_an_interval_to_a_day_that_is_not_certain_has_bounds():
    between = asked("chronicle", "show", "M20170915-1", "X20171128")
    assert between["elapsed"] is None and between["korean"]["least"] == 74, between
    assert between["korean"]["most"] == 75 and between["least_minutes"] < between["most_minutes"]
    assert "a day is not certain" in interdict("chronicle", "show", "M20170915-1", "X20171128")


def test_classes_of_the_training_window_have_50_65_32_and_18_days():
    for name, count in (("core", 50), ("broad", 65), ("mrbm", 32), ("long", 18)):
        events = asked("chronicle", "ls", "--class", name, "--from", "2014-01-01", "--to",
                       "2017-09-15", "--as-of", "2017-11-28")["events"]
        assert len({event["korean_day"] for event in events}) == count, (name, len(events))
        assert all(name in event["classes"].split() for event in events)


def test_what_came_after_the_sources_is_told_to_be_unknown():
    told = interdict("chronicle", "ls", "--from", "2026-04-10", stdout=False)
    assert "complete until 2026-04-19; what came later is not known" in told, told
    assert interdict("chronicle", "ls", "--as-of", "2026-04-19", stdout=False) == ""


def test_formats_say_the_same():
    arguments = ("chronicle", "ls", "--from", "2017-01-01", "--to", "2017-12-31", "-q")
    rows = list(csv.DictReader(io.StringIO(interdict(*arguments, "--format", "csv"))))
    lines = [json.loads(line) for line in
             interdict(*arguments, "--format", "jsonl").splitlines()]
    events = asked(*arguments)["events"]
    assert events == lines and len(rows) == len(events) > 15
    for row, event in zip(rows, events):
        assert list(row) == list(event), (row, event)
        assert row["id"] == event["id"] and row["korean_day"] == event["korean_day"]
        assert row["apogee_km"] == ("" if event["apogee_km"] is None else
                                    "%g" % event["apogee_km"]), (row, event)
    table = interdict(*arguments).splitlines()
    assert len(table) == len(events) + 1


def test_disagreements_name_both_sources_and_both_days():
    found = asked("chronicle", "ls", "--disagreements")["disagreements"]
    launch = [row for row in found if row["b"] == "X20171128"]
    assert len(launch) == 1 and launch[0]["a_value"] == "2017-11-28 18:18 utc", launch
    assert launch[0]["b_value"] == "2017-11-28 unknown" and not launch[0]["is_apart"]
    given = {row["a"] for row in found if row["what"] == "given"}
    assert {"M20150302-1", "M20160415-1", "M20170514-1", "M20170704-1"} <= given, given
    assert any(row["is_apart"] for row in found)


EVENTS = """id,kind,day,time,basis,class,system,apogee_km,range_km
o1,launch,2026-05-03,21:57,utc,icbm,Big One,6000,1000
o2,launch,2026-05-20,,kst,srbm,Small One,,
"""


def test_an_import_adds_a_source_and_carries_the_watch_further():
    store = new_store()
    added = asked("chronicle", "import", new_file(EVENTS), "--source", "own", "--covered-until",
                  "2026-06-30", "--covers", "launch nuclear-test", store=store)
    assert added == {"added": 3, "updated": 0, "unchanged": 0}, added
    again = asked("chronicle", "import", new_file(EVENTS), "--source", "own", store=store)
    assert again["added"] == 0 and again["unchanged"] == 3, again
    events = asked("chronicle", "ls", "--from", "2026-05-01", "--class", "core",
                   store=store)["events"]
    assert [event["id"] for event in events] == ["o1", "o2"], events
    assert events[0]["korean_day"] == "2026-05-04"
    source = [row for row in asked("chronicle", "sources", store=store)["sources"]
              if row["id"] == "own"][0]
    assert source["covered_until"] == "2026-06-30" and source["facts"] == 2, source
    told = interdict("chronicle", "ls", "--class", "core", "--as-of", "2026-06-30", store=store,
                     stdout=False)
    assert told == "", told


def test_a_second_source_does_not_count_a_launch_twice():
    store = new_store()
    other = ("kind,day,time,basis,class,lat,lon\n"
             "launch,2017-11-29,03:18,kst,icbm,39.3,125.9\n"     # the same to the minute
             "launch,2017-09-15,,unknown,irbm,,\n"               # the same, less exact
             "launch,2017-10-13,,kst,srbm,,\n")                  # nobody else has it
    before = asked("chronicle", "ls", "--class", "core", store=store)["events"]
    interdict("chronicle", "import", new_file(other), "--source", "other", "--rank", "7",
              store=store)
    after = asked("chronicle", "ls", "--class", "core", store=store)["events"]
    assert len(after) == len(before) + 1
    launch = [event for event in after if event["korean_day"] == "2017-11-29"][0]
    assert launch["reports"] == 3 and launch["missiles"] == 1, launch
    assert launch["sources"] == "cns csis-copy other", launch


def test_an_edit_keeps_history_and_the_past_keeps_what_it_knew():
    store = new_store()
    told = interdict("chronicle", "edit", "M20171129-1", "apogee_km=4500", store=store, status=64)
    assert "--why" in told, told
    assert not os.path.exists(store + "/chronicle.db")
    interdict("chronicle", "edit", "M20171129-1", "day=2017-11-30", "time=", "basis=kst", "--why",
              "a test of edits", "--who", "me", "--known-from", "2018-01-01", store=store)
    now = asked("chronicle", "show", "M20171129-1", store=store)
    assert now["events"][0]["korean_day"] == "2017-11-30", now
    then = asked("chronicle", "show", "M20171129-1", "--as-of", "2017-12-31", store=store)
    assert then["events"][0]["korean_day"] == "2017-11-29", then
    history = asked("chronicle", "history", "M20171129-1", store=store)
    assert [row["revision"] for row in history] == [1, 2], history
    assert history[1]["who"] == "me" and history[1]["why"] == "a test of edits", history
    assert "time: 18:18 \u2192" in history[1]["changes"], history
    interdict("chronicle", "edit", "M20171129-1", "--withdraw", "--why", "gone", store=store)
    assert "no fact" in interdict("chronicle", "show", "M20171129-1", store=store, status=66)
    assert asked("chronicle", "history", "M20171129-1", store=store)[2]["is_withdrawn"]


def test_add_takes_events_and_statements_and_names_what_is_wrong():
    store = new_store()
    interdict("chronicle", "add", "statement", "id=T1", "source=press-2017-12", "speaker=A B",
              "party=US", "day=2017-12-20", "basis=new-york", "words=we will talk",
              "stance=for-talks|unconditional", store=store)
    found = asked("positions", "--speaker", "a b", store=store)["statements"]
    assert [row["id"] for row in found] == ["T1"], found
    for arguments, status, words in (
            (("event", "id=E", "source=cns", "kind=launch", "day=2026-01-01"), 65,
             "basis: a date without its basis"),
            (("event", "id=E", "source=cns", "kind=launch", "day=2999-01-01", "basis=utc"), 65,
             "day: '2999-01-01' is in the future"),
            (("event", "id=E", "source=cns", "kind=launch", "day=2026-01-01", "basis=utc",
              "count=-3"), 65, "count: '-3' is negative"),
            (("event", "id=E", "source=cns", "kind=launch", "day=2026-01-01", "basis=utc",
              "time=25:00"), 65, "time: '25:00' is no time of day"),
            (("event", "id=E", "source=nobody", "kind=launch", "day=2026-01-01", "basis=utc"), 66,
             "no source 'nobody'"),
            (("event", "id=E", "apogee=3"), 64, "did you mean apogee_km"),
            (("parade", "id=E"), 64, "--kind"),
            (("statement", "id=T2", "source=kbs", "speaker=A", "party=US", "day=2018-01-01",
              "basis=kst", "words=x", "stance=friendly"), 65, "stance: 'friendly' has a label"),
            (("statement", "id=T2", "source=kbs", "speaker=A", "party=US", "day=2018-01-01",
              "basis=kst", "words=x", "stance=for-talks", "rule=sometimes"), 65, "rule:")):
        told = interdict("chronicle", "add", *arguments, store=store, status=status)
        assert words in told, (arguments, told)


def test_a_bad_row_is_named_and_nothing_is_taken():
    store = new_store()
    path = new_file(EVENTS + "o3,launch,2026-05-21,,,,,,\n")
    told = interdict("chronicle", "import", path, "--source", "own", "--covered-until",
                     "2026-06-30", store=store, status=65)
    assert told.startswith("interdict: %s:4: [row 3] basis: a date without" % path), told
    assert all(row["id"] != "own" for row in asked("chronicle", "sources", store=store)["sources"])
    told = interdict("chronicle", "import", new_file('[{"day":"2026-05-01","colour":"red"}]'),
                     "--source", "own", store=store, status=65)
    assert "[row 1] colour: no column of the table" in told, told


def test_a_killed_import_leaves_all_of_the_file_or_nothing():
    rows = "kind,day,basis\n" + "launch,2026-05-03,utc\n" * 4000
    path, seen = new_file(rows), set()
    env = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "INTERDICT_DATA": ROOT + "/data"}
    for number in range(12):
        store = new_store()
        running = subprocess.Popen([BINARY, "chronicle", "import", path, "--source", "own",
                                    "--store", store], env=env, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        try:
            running.wait(timeout=0.02 * number)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        facts = [row["facts"] for row in asked("chronicle", "sources", store=store)["sources"]
                 if row["id"] == "own"]
        assert facts in ([], [4000]), (number, facts)
        seen.add(tuple(facts))
    assert () in seen, seen


def test_an_empty_chronicle_knows_nothing_and_says_so():
    store = new_store()
    one = new_file("id,title,covers,covered_until\ns,mine,launch nuclear-test,2026-05-01\n")
    interdict("chronicle", "import", one, "--kind", "source", "--empty", store=store)
    assert asked("chronicle", "ls", "--as-of", "2026-05-01", store=store)["events"] == []
    assert interdict("chronicle", "ls", "--as-of", "2026-05-01", store=store) == "nothing\n"


def test_a_damaged_or_newer_chronicle_is_refused():
    store = new_store()
    interdict("chronicle", "edit", "S13", "note=", "--why", "test", store=store)
    path = store + "/chronicle.db"
    with open(path, "r+b") as file:
        file.seek(60)
        file.write((99).to_bytes(4, "big"))  # user_version
    assert "newer engine" in interdict("chronicle", "ls", store=store, status=71)
    assert "newer engine" in interdict("positions", store=store, status=71)
    with open(path, "r+b") as file:
        file.write(b"SQLite format X")
    assert "damaged" in interdict("chronicle", "ls", store=store, status=70)
    assert "chronicle.db" in interdict("reach", "--event", "M20171129-1", store=store, status=70)


def test_the_ledger_shows_the_turn_within_three_days():
    told = asked("positions", "--speaker", "Tillerson", "--as-of", "2017-12-16", "--show",
                 "changes")
    turn = [row for row in told["changes"] if row["before_speaker"] == "Rex Tillerson"]
    assert len(turn) == 1 and turn[0]["days"] == 3 and turn[0]["is_contradiction"], turn
    assert (turn[0]["from"], turn[0]["to"]) == ("unconditional", "conditional-talks"), turn
    assert asked("positions", "--as-of", "2017-12-15", "--show", "changes")["changes"][-1][
        "after_id"] != "S02"
    months = asked("positions", "--show", "pressure", "--from", "2017-12-01", "--to",
                   "2017-12-31")["months"]
    assert months[0]["measures"] == 27 and months[0]["individuals"] == 16, months


def test_conditions_are_open_met_or_not_met_any_more():
    for day, state in (("2017-11-28", "open"), ("2018-04-22", "met"), ("2019-05-10", "was-met"),
                       ("2026-06-01", "unknown")):
        rows = asked("positions", "--speaker", "Yun", "--as-of", day, "--show", "conditions")
        assert rows["conditions"][0]["state"] == state, (day, rows)


def test_reach_checks_height_distance_and_time():
    told = asked("reach", "--apogee-km", "4475", "--range-km", "950", "--time-min", "53")
    assert round(told["unpowered_min"], 1) == 50.3 and told["check"] == "consistent", told
    assert round(told["lower_bound_km"]) == 9983 and "lower bound" in told["limits"], told
    cities = {row["city"]: row for row in told["cities"]}
    assert cities["Seattle"]["is_within"] and not cities["Miami"]["is_within"], cities
    distances = [row["distance_km"] for row in told["cities"]]
    assert distances == sorted(distances) and len(distances) > 40
    assert told["from"]["name"] == "Pyongyang"
    assert asked("reach", "--event", "M20171129-1")["lower_bound_km"] == told["lower_bound_km"]
    near = asked("reach", "--apogee-km", "4475", "--range-km", "950", "--from", "47.6,-122.33")
    assert near["cities"][0]["city"] == "Seattle" and near["time_min"] is None
    site = asked("reach", "--event", "M20171129-1", "--from", "punggye-ri")["from"]
    assert round(site["lat"], 1) == 41.3, site


def test_reach_refuses_what_cannot_be():
    for arguments, status, words in (
            (("--apogee-km", "0", "--range-km", "950"), 64, "apogee-km"),
            (("--apogee-km", "-5", "--range-km", "950"), 64, "apogee-km"),
            (("--apogee-km", "1e3", "--range-km", "950"), 64, "--apogee-km: \"1e3\" is no number"),
            (("--apogee-km", "10", "--range-km", "20016"), 64, "range-km"),
            (("--apogee-km", "10"), 64, "--range-km"),
            (("--apogee-km", "10", "--range-km", "9", "--time-min", "0"), 64, "--time-min"),
            (("--apogee-km", "10", "--range-km", "9", "--from", "Atlantis"), 66, "--from"),
            (("--event", "N20170903"), 65, "--event"),
            (("--event", "nothing"), 66, "--event")):
        told = interdict("reach", *arguments, status=status)
        assert words in told, (arguments, told)


def test_hostile_text_does_not_reach_the_terminal_or_a_formula():
    store = new_store()
    evil = "=cmd\u202e|'x\""
    interdict("chronicle", "add", "event", "id=E", "source=cns", "kind=launch", "day=2026-01-05",
              "basis=kst", "system=" + evil, store=store)
    arguments = ("chronicle", "ls", "--from", "2026-01-05", "--to", "2026-01-05", "-q")
    assert "\u202e" not in interdict(*arguments, store=store)
    table = interdict(*arguments, "--format", "csv", store=store)
    assert "\u202e" not in table and "\"'=cmd" in table, table
    systems = [event["system"] for event in asked(*arguments, store=store)["events"]]
    assert evil in systems, systems


if __name__ == "__main__":
    tap.run(globals())
