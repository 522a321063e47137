#!/usr/bin/env python3
"""`interdict comply` on listed ships: what is planted in tests/data/comply/vessels is found and
nothing else, whatever the order of the rows; days at their edges; what contradicts is named with
file, row and field. Prints TAP.
usage: test_comply_ships.py INTERDICT"""
import json
import os
import random
import subprocess
import sys
import tempfile

BINARY = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DATA = os.path.join(ROOT, "tests", "data", "comply")
os.environ["INTERDICT_DATA"] = os.path.join(ROOT, "data")
REGISTER = "imo,name,flag,owner,owner_state,from,to\n"
CALLS = "imo,port,state,arrival,departure,claim\n"
count = failed = 0


def check(name, truth, detail=""):
    global count, failed
    count += 1
    failed += not truth
    print(("ok" if truth else "not ok"), count, "-", name)
    if not truth and detail:
        print("\n".join("# " + line for line in str(detail).splitlines()[:40]))


def run(*arguments):
    done = subprocess.run([BINARY, "comply", *arguments], capture_output=True, text=True,
                          timeout=240)
    return done.returncode, done.stdout, done.stderr


def put(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        file.write(text)


def answer(folder, *arguments, on="2020-06-30"):
    status, out, err = run("--data", folder, "--on", on, "--format", "json", *arguments)
    return status, json.loads(out) if out else None, err


def of(register="", calls="", on="2020-06-30"):
    """The ships of an answer about these rows."""
    with tempfile.TemporaryDirectory() as folder:
        if register:
            put(folder, "register.csv", REGISTER + register)
        if calls:
            put(folder, "port_calls.csv", CALLS + calls)
        status, result, err = answer(folder, on=on)
    return result["ships"] if result else err


def ids(row):
    return " ".join(measure["id"] for measure in row["measures"]) or "-"


def marks(row):
    return " ".join(mark for mark in ("taken-up", "doubtful")
                    if row["measures"] and row.get(mark.replace("-", "_"))) or "-"


def found_in(result):
    ships, found = result["ships"], set()
    for flag in ships["flags"]:
        found.add(("flag", flag["imo"], flag["state"], flag["listed"], flag["finding"],
                   flag["duty_from"] or "-", str(flag["days"]), ids(flag), marks(flag)))
    for owner in ships["owners"]:
        found.add(("owner", owner["imo"], owner["state"] or "-", owner["owner"],
                   str(owner["listed_days"])))
    for call in ships["port_calls"]:
        found.add(("call", call["imo"], call["port"], call["state"], call["arrival"],
                   call["finding"], ids(call), marks(call)))
    for step in ships["over_time"]:
        found.add(("step", step["by"], step["state"], step["from"], str(step["ships"])))
    for state in result["states"]:
        tally = state["binding"]["ships"]
        found.add(("score", state["state"], *(str(tally[key]) for key in (
            "de_flagged", "still_low", "still_high", "delisted", "taken_up", "longest_days_low",
            "longest_days_high", "port_calls_low", "port_calls_high"))))
        if any(state["non_binding"]["ships"].values()):
            found.add(("mixed", state["state"]))
    found.add(("unseen", str(ships["in_no_register"]), str(ships["without_number"])))
    for reason, rows in result["left_out"].items():
        if rows:
            found.add(("left_out", reason, str(rows)))
    return found


def compare(name, result, truth):
    found = found_in(result)
    check(name, found == truth,
          f"not found: {sorted(truth - found)}\ninvented: {sorted(found - truth)}")


def test_planted():
    with open(os.path.join(DATA, "truth_vessels.txt"), encoding="utf-8") as file:
        truth = {tuple(line.rstrip("\n").split("\t")) for line in file if line[0] != "#"}
    status, result, err = answer(os.path.join(DATA, "vessels"))
    check("ships under a flag and in ports that were closed end with 1", status == 1, err)
    compare("everything planted is found and nothing is invented", result, truth)
    for seed in range(1, 9):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("register.csv", "port_calls.csv"):
                with open(os.path.join(DATA, "vessels", name), encoding="utf-8") as file:
                    head, *rows = file.read().splitlines()
                random.Random(seed).shuffle(rows)
                half = len(rows) // 2 if seed % 2 else 0
                put(folder, name, "\r\n".join([head] + rows[half:]) + "\r\n")
                if half:
                    put(folder, name.replace(".csv", "_2.csv"), "\n".join([head] + rows[:half]))
            compare(f"the same in rows of any order, in one file or two (seed {seed})",
                    answer(folder)[1], truth)
    rows = result["ships"]["flags"] + result["ships"]["owners"] + result["ships"]["port_calls"]
    check("each finding names its file and row, and the listing it rests on",
          all(row["file"] and row["line"] and row["listed"] and row["listing_confidence"]
              for row in rows))
    check("each measure has its paragraph, source and confidence", all(
        measure["paragraph"] and measure["source"] and measure["confidence"]
        for row in rows for measure in row.get("measures", [])))
    one = answer(os.path.join(DATA, "vessels"), "--state", "PA")[1]
    check("one state: its own ships", {f["state"] for f in one["ships"]["flags"]} == {"pa"}
          and not one["ships"]["port_calls"])
    _, out, _ = run("--data", os.path.join(DATA, "vessels"), "--on", "2020-06-30")
    check("the table names the ships, the doubt and what was not seen",
          "still flagged" in out and "0-921" in out and "55 are in no row" in out
          and "8747604" in out, out)
    _, out, _ = run("--data", os.path.join(DATA, "vessels"), "--on", "2020-06-30", "--format",
                    "csv")
    check("CSV has every row of ships", out.count("\n") == 1 + len(rows), out)


def test_days():
    flag = "9020003,HUA FU,Panama,,,2015-05-01,"  # listed 2018-03-30
    state = {on: [(f["finding"], f["days"]) for f in of(flag, on=on)["flags"]]
             for on in ("2018-03-29", "2018-03-30", "2018-03-31")}
    check("the day before the listing, the first day, the day after", state == {
        "2018-03-29": [], "2018-03-30": [("still-flagged", 0)],
        "2018-03-31": [("still-flagged", 1)]}, state)
    ends = {end: [(f["finding"], f["days"]) for f in of(flag + end)["flags"]]
            for end in ("2018-03-29", "2018-03-30", "2018-03-31", "2020-06-30", "2020-07-01")}
    check("a flag that ends before, on and after the listing, and after the day asked about",
          ends == {"2018-03-29": [], "2018-03-30": [("de-flagged", 0)],
                   "2018-03-31": [("de-flagged", 1)], "2020-06-30": [("de-flagged", 823)],
                   "2020-07-01": [("still-flagged", 823)]}, ends)
    owner = "8914934,X,Togo,Y,{},2016-01-01,"
    duty = {who: [(f["finding"], f["duty_from"], ids(f)) for f in of(
        owner.format(who), on="2016-12-20")["flags"]] for who in ("KP", "CN", "")}
    check("a listed ship with an owner in the DPRK owes its flag from the resolution on", duty == {
        "KP": [("still-flagged", "2016-11-30", "2321-24")], "CN": [("no-duty", None, "-")],
        "": [("no-duty", None, "-")]}, duty)
    late = of("8914934,X,Togo,Y,CN,2016-01-01,2016-12-10\n"
              "8914934,X,Togo,Z,KP,2016-12-10,\n", on="2016-12-20")["flags"]
    check("the duty begins when the owner came, the flag with its first row",
          [(f["duty_from"], f["days"], f["since"]) for f in late]
          == [("2016-12-10", 10, "2016-01-01")], late)
    calls = {day: [c["finding"] for c in of(calls=f"9020003,CN DLC,,{day},\n".replace(
        ",\n", ",,\n"))["port_calls"]] for day in ("2018-03-29", "2018-03-30")}
    check("a port is closed from the day of the listing on", calls == {
        "2018-03-29": ["before-listing"], "2018-03-30": ["prohibited"]}, calls)
    ended = {day: [c["finding"] for c in of(calls=f"8914934,CNDLC,CN,{day},,\n")["port_calls"]]
             for day in ("2016-12-31", "2017-01-01")}
    check("a listing that ended in a month stands to its last day", ended == {
        "2016-12-31": ["prohibited"], "2017-01-01": ["after-listing"]}, ended)
    claims = {claim: [(c["finding"], c["provision"]) for c in of(
        calls=f"9020003,CNDLC,CN,2018-04-01,,{claim}\n")["port_calls"]]
        for claim in ("safety", "livelihood", "")}
    check("a claim lifts the ban only where the measure has that exception", claims == {
        "safety": [("excepted", "2371 ¶6")], "livelihood": [("prohibited", "")],
        "": [("prohibited", "")]}, claims)


def refuses(name, files, *words):
    with tempfile.TemporaryDirectory() as folder:
        for file, text in files.items():
            put(folder, file, text)
        status, out, err = run("--data", folder, "--on", "2020-06-30", "--format", "json")
    check(name, status >= 64 and not out and all(word in err for word in words),
          f"{status} {out[:200]} {err}")


def test_bad_input():
    good = "9020003,A,Panama,B,CN,2015-05-01,2018-04-20\n"
    ship = lambda row: {"register.csv": REGISTER + good + row + "\n"}
    call = lambda row: {"ports.csv": CALLS + "9020003,CNDLC,CN,2018-03-01,2018-03-05,\n" + row
                        + "\n"}
    refuses("a wrong check digit is named", ship("9020004,A,PA,,,2019-01-01,"), "register.csv:3:",
            "imo", "check digit")
    refuses("an MMSI is no IMO number", ship("445539000,A,PA,,,2019-01-01,"), ":3:", "imo", "MMSI")
    refuses("a flag of no state is named", ship("9020003,A,Atlantis,,,2019-01-01,"), ":3:", "flag",
            "Atlantis")
    refuses("an owner of no state is named", ship("9020003,A,PA,B,Atlantis,2019-01-01,"), ":3:",
            "owner_state")
    refuses("a day that does not exist is named", ship("9020003,A,PA,,,2019-02-29,"), ":3:", "from")
    refuses("a month is no day", ship("9020003,A,PA,,,2019-01-01,2019-03"), ":3:", "to")
    refuses("a row without a beginning is named", ship("9020003,A,PA,,,,2019-03-01"), ":3:", "from")
    refuses("an end that is not after the beginning is named",
            ship("9020003,A,PA,,,2019-01-01,2019-01-01"), ":3:", "to", "not after")
    refuses("two flags at one time are named with both rows",
            ship("9020003,A,Togo,B,CN,2018-04-19,2018-05-01"), "register.csv:3:", "flag", "Togo",
            "register.csv:2")
    refuses("two owners at one time are named", ship("9020003,A,PA,C,CN,2018-04-19,"), "owner")
    refuses("two names at one time are named", ship("9020003,C,PA,B,CN,2018-04-19,"), "name")
    refuses("two ends of one row are named", ship("9020003,A,PA,B,CN,2015-05-01,2018-04-21"),
            ":3:", "from")
    refuses("a flag that never ended overlaps every later one",
            {"vessels.csv": REGISTER + "9008201,A,TZ,,,2014-01-01,\n9008201,A,TG,,,2019-01-01,\n"},
            "vessels.csv:3:", "flag")
    refuses("two files may contradict each other too",
            {"register_a.csv": REGISTER + good,
             "register_b.csv": REGISTER + "9020003,A,Togo,B,CN,2016-01-01,\n"},
            "register_b.csv:2:", "register_a.csv:2")
    refuses("a register without a column is named", {"register.csv": "imo,flag,from\n"}, "\"to\"",
            "missing")
    refuses("a column twice is named", {"register.csv": "imo,flag,from,to,flag\n"}, "flag", "twice")
    refuses("a row with too few cells is named", ship("9020003,A"), ":3:")
    refuses("a port without a state is named", call("9020003,Dalian,,2019-01-01,,"), "ports.csv:3:",
            "port", "UN/LOCODE")
    refuses("a state of a port that is none is named", call("9020003,X,Atlantis,2019-01-01,,"),
            ":3:", "state")
    refuses("a departure before the arrival is named",
            call("9020003,CNDLC,CN,2019-01-02,2019-01-01,"), ":3:", "departure")
    refuses("an unknown claim is named", call("9020003,CNDLC,CN,2019-01-02,,tourism"), ":3:",
            "claim")
    refuses("two ports at one time are named with both rows",
            call("9020003,RUVVO,RU,2018-03-03,2018-03-04,"), "ports.csv:3:", "arrival",
            "ports.csv:2")
    refuses("two departures of one call are named",
            call("9020003,CNDLC,CN,2018-03-01,2018-03-06,"), ":3:", "departure")
    refuses("two states of one call are named", call("9020003,CNDLC,RU,2018-03-01,2018-03-05,"),
            "state")
    refuses("two claims for one call are named",
            call("9020003,CNDLC,CN,2018-03-01,2018-03-05,safety"), "claim")
    refuses("a call within an earlier, longer one is found",
            {"ports.csv": CALLS + "9020003,CNDLC,CN,2018-03-01,2018-03-20,\n"
             "9020003,CNDLC,CN,2018-03-20,2018-03-21,\n9020003,RUVVO,RU,2018-03-04,2018-03-05,\n"},
            "ports.csv:4:", "arrival")
    ok = of(good + "9020003,A,Togo,B,CN,2018-04-20,2018-05-01\n")
    check("a row may begin on the day on which another ends", len(ok["flags"]) == 2, ok)


test_planted()
test_days()
test_bad_input()
print(f"1..{count}")
sys.exit(1 if failed else 0)
