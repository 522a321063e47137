#!/usr/bin/env python3
"""`interdict vessel`: entries of several lists under one number, facts with their sources, MMSI
against flags, the listings of the rule base, ships on no list, numbers that are refused; and the
real lists where they are. Lists of our own, as FollowTheMoney lines. Prints TAP.
usage: test_vessel.py INTERDICT"""
import csv
import json
import os
import subprocess
import sys
import tempfile

BINARY = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHARED = os.path.join(os.path.dirname(ROOT), "shared")
TWICE = "8914934"  # one hull under two names in the table of the regime
count = failed = 0


def check(name, truth, detail=""):
    global count, failed
    count += 1
    if not truth:
        failed += 1
        print("# " + str(detail).replace("\n", "\n# "))
    print(f"{'ok' if truth else 'not ok'} {count} - {name}")


def interdict(folder, *arguments, store=True):
    env = {**os.environ, "HOME": folder, "XDG_DATA_HOME": os.path.join(folder, "none")}
    env["INTERDICT_DATA"] = os.path.join(ROOT, "data")
    env.pop("INTERDICT_STORE", None)
    if store:
        env["INTERDICT_STORE"] = os.path.join(folder, "store")
    return subprocess.run([BINARY, *arguments], cwd=folder, env=env, capture_output=True, text=True,
                          timeout=120, check=False)


def ask(folder, number, *options, store=True):
    done = interdict(folder, "vessel", number, "--format", "json", *options, store=store)
    return done.returncode, json.loads(done.stdout) if done.stdout else {"error": done.stderr}


def number(first):
    """A valid IMO number from its first six digits."""
    return first + str(sum(int(d) * w for d, w in zip(first, range(7, 1, -1))) % 10)


def ship(ident, schema="Vessel", **values):
    values = {key: [v] if isinstance(v, str) else v for key, v in values.items()}
    return {"id": ident, "schema": schema, "caption": values["name"][0], "properties": values}


A, B, C, D, E, F, G = (number(first) for first in
                       ("900100", "900101", "900102", "900103", "900104", "900105", "900106"))
ONE = [
    ship("a", name="MADE SHIP ONE", alias=["OTHER MADE NAME"], previousName=["FORMER MADE NAME"],
         imoNumber="IMO " + A, mmsi="352001000", flag="pa", pastFlags=["kh"], callSign="H3XX",
         type="Crude Oil Tanker", grossRegisteredTonnage="4321", buildDate="1991"),
    ship("b", name="MADE SHIP TWO", imoNumber=B, mmsi="445000001", flag="pa"),
    ship("c", name="MADE SHIP THREE", imoNumber=C, mmsi=["514000001", "not a number", "999000001"],
         flag="pa", pastFlags=["kh"]),
    ship("d", name="MADE SHIP FOUR", imoNumber=D, mmsi="441000001"),
    ship("e", name="Made Owners Limited", schema="Company", imoNumber=E),
    ship("f", name="Made Owners Two", schema="Company",
         notes=f"Owner of the tanker FICTION (IMO number: {F}). Telephone {G}."),
    ship("h", name="MADE SHIP KOREA", imoNumber=number("900107"), mmsi="440000001", flag="kr"),
    ship("i", name="MADE SHIP REUNION", imoNumber=number("900108"), mmsi="660000001", flag="fr"),
]
TWO = [
    ship("z", name="MADE SHIP, ONE", imoNumber=A, flag="tg"),
    ship("y", name="NEVER BEFORE HEARD", imoNumber=TWICE),
]


def add(folder, name, rows, day):
    path = os.path.join(folder, name + ".jsonl")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    done = interdict(folder, "lists", "add", name, path, "--date", day)
    assert done.returncode == 0, done.stderr


def values(answer, kind):
    return [fact["value"] for fact in answer.get(kind, [])]


def made_lists(folder):
    add(folder, "one", ONE, "2025-01-01")
    add(folder, "two", TWO, "2026-02-03")
    status, answer = ask(folder, A)
    check("a ship on two lists is one ship", status == 1 and answer["status"] == "listed" and
          [(e["list"], e["id"], e["relation"], e["version"]) for e in answer["entries"]] ==
          [("one", "a", "imo", "2025-01-01"), ("two", "z", "imo", "2026-02-03")], answer)
    check("every name has its source and kind",
          {(n["value"], n["how"], n["list"], n["id"]) for n in answer["names"]} ==
          {("MADE SHIP ONE", None, "one", "a"), ("OTHER MADE NAME", "alias", "one", "a"),
           ("FORMER MADE NAME", "previousName", "one", "a"),
           ("MADE SHIP, ONE", None, "two", "z")}, answer["names"])
    check("flags now and before", sorted(values(answer, "flags")) == ["kh", "pa", "tg"] and
          [f["how"] for f in answer["flags"] if f["value"] == "kh"] == ["pastFlags"], answer)
    check("call sign, type, tonnage and year", (values(answer, "call_signs"),
          values(answer, "types"), values(answer, "tonnage"), values(answer, "built")) ==
          (["H3XX"], ["Crude Oil Tanker"], ["4321"], ["1991"]), answer)
    check("the digits of an MMSI agree with a flag", answer["mmsi"][0]["fit"] == "agrees" and
          "Panama" in answer["mmsi"][0]["state"] and not answer["mmsi_contradicts_flag"], answer)
    check("lists and ages are told", [row["name"] for row in answer["lists"]] == ["one", "two"] and
          all(row["age_days"] > 0 for row in answer["lists"]), answer["lists"])
    answer = ask(folder, B)[1]
    check("a contradiction is said", answer["mmsi"][0]["fit"] == "contradicts" and
          answer["mmsi_contradicts_flag"] is True, answer)
    table = interdict(folder, "vessel", B).stdout
    check("the table says it too", "CONTRADICTS the flag" in table and "Korea" in table, table)
    answer = ask(folder, C)[1]
    check("a former flag, no MMSI, digits of no ship", [m["fit"] for m in answer["mmsi"]] ==
          ["past-flag", "no-ship", "no-ship"], answer)
    check("without a flag nothing is compared",
          ask(folder, D)[1]["mmsi"][0]["fit"] == "no-flag")
    check("the ITU's words in brackets come first",
          ask(folder, number("900107"))[1]["mmsi"][0]["fit"] == "agrees")
    check("a territory may fly the flag of its state",
          ask(folder, number("900108"))[1]["mmsi"][0]["fit"] == "agrees")
    status, answer = ask(folder, E)
    check("a company with the number is shown and gives no facts", status == 1 and
          [e["relation"] for e in answer["entries"]] == ["other"] and answer["names"] == [], answer)
    status, answer = ask(folder, F)
    check("words that name the number are a mention", status == 1 and answer["status"] ==
          "mentioned" and [e["id"] for e in answer["entries"]] == ["f"], answer)
    status, answer = ask(folder, G)
    check("seven digits of something else are none", status == 0 and answer["status"] ==
          "not-listed" and answer["entries"] == [] and len(answer["lists"]) == 2, answer)
    done = interdict(folder, "vessel", G)
    check("a ship on no list says so, with lists and ages", done.returncode == 0 and
          "on none of the lists" in done.stdout and "one of 2025-01-01" in done.stdout and
          "days old" in done.stdout, done.stdout)
    answer = ask(folder, A, "--as-of", "2026-02-13")[1]
    check("lists as they stood on a day, with their age on it", answer.get("on") == "2026-02-13" and
          [row["age_days"] for row in answer["lists"]] == [408, 10], answer)
    done = interdict(folder, "vessel", A, "--as-of", "2025-06-01")
    check("a day on which a list was not there yet is an error, never clear",
          done.returncode == 66 and done.stdout == "", done)
    one_line = interdict(folder, "vessel", A, "--format", "jsonl").stdout
    check("jsonl is one line", one_line.count("\n") == 1 and json.loads(one_line)["imo"] == A)


def lines_of(folder, number, *options):
    done = interdict(folder, "vessel", number, "--format", "csv", *options)
    return done.returncode, list(csv.DictReader(done.stdout.splitlines()))


def as_csv(folder):
    """After made_lists: the same facts, a line each."""
    status, rows = lines_of(folder, A)
    check("CSV: the ship, then a line for each fact, entry and list", status == 1 and
          [row["kind"] for row in rows] == ["ship"] + ["name"] * 4 + ["flag"] * 3 +
          ["mmsi", "call-sign", "type", "tonnage", "built"] + ["entry"] * 2 + ["list"] * 2 and
          {row["imo"] for row in rows} == {A} and {row["status"] for row in rows} == {"listed"},
          rows)
    check("CSV: where each comes from", [(row["value"], row["how"], row["source"], row["list"],
          row["id"]) for row in rows if row["kind"] in ("mmsi", "entry")] ==
          [("352001000", "agrees", "list", "one", "a"),
           ("MADE SHIP ONE", "imo", "list", "one", "a"),
           ("MADE SHIP, ONE", "imo", "list", "two", "z")], rows)
    check("CSV: a contradiction is said", lines_of(folder, B)[1][0]["how"] ==
          "an MMSI contradicts every flag")
    status, rows = lines_of(folder, G)
    check("CSV: a ship on no list has its line and the lists looked at", status == 0 and
          [(row["kind"], row["status"]) for row in rows] == [("ship", "not-listed")] +
          [("list", "not-listed")] * 2, rows)
    status, rows = lines_of(folder, TWICE)
    check("CSV: measures with paragraph and days", ("2270-23", "2270 ¶23", "2016-03-02",
          "2016-12-31", "rules", "un") in
          [(row["value"], row["how"], row["from"], row["until"], row["source"], row["list"])
           for row in rows if row["kind"] == "measure"], rows)


def references(folder):
    """A number joins a ship's entries, a reference of the UN what has no number."""
    owner = ship("KPe.903", schema="Company", name="MADE OWNER")
    add(folder, "un-made", [owner, ship("KPe.904", schema="Company", name="SOMEBODY ELSE")],
        "2025-01-01")
    add(folder, "eu-made", [
        ship("EU.1", schema="Company", name="Made Owner in the Union", unscId="KPe.903"),
        ship("EU.2", name="MADE SHIP ONE without a number", unscId="KPe.905", flag="km"),
        ship("EU.3", name="ANOTHER HULL", unscId="KPe.905", imoNumber=B)], "2025-01-01")
    add(folder, "ships", [
        {**ship("s1", name="MADE SHIP ONE", imoNumber=A, unscId="KPe.905")}], "2025-01-01")
    answer = ask(folder, A)[1]
    check("the same reference of the UN joins an entry without a number, not another hull",
          [(e["id"], e["relation"], e["reference"]) for e in answer["entries"]] ==
          [("s1", "imo", None), ("EU.2", "reference", "KPe.905")] and
          values(answer, "flags") == ["km"], answer)


def every_state(folder):
    """A ship with an MMSI of every state of the table."""
    with open(os.path.join(ROOT, "data", "regime", "mid.tsv"), encoding="utf-8") as file:
        digits = [row["mid"] for row in csv.DictReader(
            (line for line in file if not line.startswith("#")), delimiter="\t")]
    digits = [mid + "000001" for mid in digits if 201 <= int(mid) <= 775]
    add(folder, "states", [ship("s", name="ALL STATES", imoNumber=A, mmsi=digits, flag="pa")],
        "2025-01-01")
    answer = ask(folder, A)[1]
    fits = [fact["fit"] for fact in answer["mmsi"]]
    check("the words of every state of the table are understood", len(fits) == len(digits) and
          set(fits) == {"agrees", "contradicts"} and all(
              (fact["fit"] == "agrees") == ("Panama" in fact["state"]) for fact in answer["mmsi"]),
          [fact for fact in answer["mmsi"] if fact["fit"] == "unallocated"])


def limit(folder):
    rows = [ship(f"n{i}", name=f"NUMBERED {i}", imoNumber=A) for i in range(4097)]
    add(folder, "many", rows[:-1], "2025-01-01")
    status, answer = ask(folder, A)
    check("4,096 entries with a number are shown", status == 1 and
          len(answer.get("entries", [])) == 4096, answer.get("error"))
    add(folder, "many", rows, "2025-01-02")
    status, answer = ask(folder, A)
    check("one more is refused, not cut", status == 65 and "4096" in answer.get("error", ""),
          answer.get("error"))


def rule_base(folder):
    with open(os.path.join(ROOT, "data", "regime", "un", "vessels.tsv"), encoding="utf-8") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")),
                                   delimiter="\t"))
    hulls = {}
    for row in rows:
        if row["imo"]:
            hulls.setdefault(row["imo"], []).append(row)
    check("the table of the regime has 66 hulls", len(hulls) == 66, len(hulls))
    wrong = []
    for imo, listings in hulls.items():
        status, answer = ask(folder, imo)
        names = {listing["name"] for listing in answer.get("listings", [])}
        measures = {m["id"] for row in answer.get("listings", []) for m in row["measures"]}
        told = {m.strip() for row in listings for m in row["measures"].split(";")}
        now = any(not row["removed"] for row in listings) or answer.get("entries")
        if (names != {row["name"] for row in listings} or measures != told or
                status != (1 if now else 0) or
                answer["status"] != ("listed" if now else "formerly-listed") or
                not all(m["confidence"] and m["from"] and m["paragraph"]
                        for row in answer["listings"] for m in row["measures"])):
            wrong.append((imo, status, answer))
    check("all of them answer with their listings and measures", not wrong, wrong[:2])
    status, answer = ask(folder, TWICE)
    check("a hull that was listed twice is one ship with its history", status == 1 and
          [(row["name"], row["listed"], row["last_day"], row["is_listed"])
           for row in answer["listings"]] ==
          [("EVER BRIGHT 88", "2016-03-02", "2016-12", False),
           ("FAN KE", "2018-03-30", None, True)] and
          values(answer, "names") == ["EVER BRIGHT 88", "FAN KE", "NEVER BEFORE HEARD"], answer)
    table = interdict(folder, "vessel", TWICE).stdout
    check("the table names both", "FAN KE, before: EVER BRIGHT 88" in table and
          "2321 ¶12" in table and "2270 ¶23" in table, table)
    status, answer = ask(folder, "8602531", store=False)
    check("a removed ship is formerly listed", status == 0 and answer["status"] ==
          "formerly-listed" and answer["listings"][0]["last_day"] == "2016-03-20" and
          answer["listings"][0]["measures"][0]["until"] == "2016-03-20", answer)
    check("without a store the built-in list is looked at, and named",
          [row["builtin"] for row in answer["lists"]] == [True], answer)


def refused(folder):
    cases = [
        (("9562234",), 65, "check digit"),
        (("9562323",), 65, "digits 5 and 6 may have changed places (9562233)"),
        (("445539000",), 65, "nine are an MMSI"),
        (("956223",), 65, "has 6 digits"),
        (("95622330",), 65, "has 8 digits"),
        (("PETREL",), 65, "no IMO number"),
        ((), 64, "usage"),
        (("9562233", "8914934"), 64, "one IMO number"),
        (("9562233", "--as-of", "2001-01-01"), 66, "2001-01-01"),
        (("9562233", "--layer", "nowhere"), 66, "nowhere"),
        (("9562233", "--nonsense"), 64, "nonsense"),
    ]
    for arguments, status, says in cases:
        done = interdict(folder, "vessel", *arguments)
        check(f"refused with {status}: vessel {' '.join(arguments)}", done.returncode == status and
              says in done.stderr and done.stdout == "", (done.returncode, done.stderr))
    done = interdict(folder, "vessel", "9562233", "--store", "nowhere")
    check("a store that is not there is an error, never clear", done.returncode == 66 and
          done.stdout == "", done)
    done = interdict(folder, "vessel", "IMO 9562233")
    check("IMO before the digits is passed over", done.returncode == 1, done.stderr)


def real_lists(folder):
    lists = os.path.join(SHARED, "lists")
    ofac = os.path.join(lists, "ofac", "2023-12-28")
    un = os.path.join(lists, "un", "1718_designated_vessels_2020-06-04_from_html.csv")
    if not os.path.isdir(ofac) or not os.path.exists(un):
        print("# the real lists are not here")
        return
    for arguments in (("un-vessels", un, "--date", "2020-06-04"),
                      ("ofac", *(os.path.join(ofac, name) for name in sorted(os.listdir(ofac))),
                       "--date", "2023-12-28")):
        done = interdict(folder, "lists", "add", *arguments)
        assert done.returncode == 0, done.stderr
    with open(un, encoding="utf-8") as file:
        numbers = {row["IMO number"] for row in csv.DictReader(file)}
    numbers = sorted(n for n in numbers if n.isdigit())
    missing, both = [], 0
    for imo in numbers:
        status, answer = ask(folder, imo)
        on = {entry["list"] for entry in answer.get("entries", [])}
        both += on == {"ofac", "un-vessels"}
        if status != 1 or "un-vessels" not in on:
            missing.append((imo, answer))
    print(f"# {len(numbers)} ships of the UN's list, {both} of them joined with OFAC's")
    check("every ship of the UN's list answers", numbers and not missing, missing[:2])
    check("ships of both lists are joined", both > 0, both)
    done = interdict(folder, "lists", "add", "un", os.path.join(
        lists, "un", "un_consolidated_2026-02-27.xml.zst"))
    assert done.returncode == 0, done.stderr
    answer = ask(folder, "9066540")[1]
    check("the UN's own entry of the owner is joined by its reference",
          ("un", "KPe.058", "party", "KPe.058") in
          {(e["list"], e["id"], e["relation"], e["reference"]) for e in answer["entries"]} and
          "HAPJANGGANG SHIPPING CORP" not in values(answer, "names"), answer)
    answer = ask(folder, TWICE)[1]
    check("a real hull under two names on two lists is one ship",
          {(e["list"], e["caption"]) for e in answer["entries"]} ==
          {("ofac", "EVER BRIGHT 88"), ("un-vessels", "FAN KE")}, answer)


with tempfile.TemporaryDirectory() as made:
    made_lists(made)
    as_csv(made)
    rule_base(made)
    refused(made)
for part in (references, every_state, limit, real_lists):
    with tempfile.TemporaryDirectory() as made:
        part(made)
print(f"1..{count}")
sys.exit(1 if failed else 0)
