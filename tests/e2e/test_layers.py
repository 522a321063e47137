#!/usr/bin/env python3
"""`interdict layers`: joins by number are made, joins by name and date proposed, nothing else;
days, disagreements and what is missing. Lists of our own, as FollowTheMoney lines. Prints TAP.
usage: test_layers.py INTERDICT"""
import csv
import io
import json
import os
import subprocess
import sys
import tempfile

BINARY = os.path.abspath(sys.argv[1])
count = failed = 0




UN = """<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2025-01-01T00:00:00"><INDIVIDUALS>
{}</INDIVIDUALS></CONSOLIDATED_LIST>"""
UN_PERSON = """<INDIVIDUAL><DATAID>{n}</DATAID><FIRST_NAME>{name}</FIRST_NAME>
<UN_LIST_TYPE>{programme}</UN_LIST_TYPE><REFERENCE_NUMBER>{ident}</REFERENCE_NUMBER>
<LISTED_ON>{day}</LISTED_ON>{birth}{passport}</INDIVIDUAL>"""


def un_person(n, name, programme="DPRK", day="2016-03-02", birth="", passport="", identity=""):
    birth = birth and (f"<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>{birth}"
                       "</DATE></INDIVIDUAL_DATE_OF_BIRTH>")
    passport = passport and ("<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>"
                             f"<NUMBER>{passport}</NUMBER><ISSUING_COUNTRY>Democratic People's "
                             "Republic of Korea</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>")
    passport += identity and (
        "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT>"
        f"<NUMBER>{identity}</NUMBER><ISSUING_COUNTRY>Iraq</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>")
    return UN_PERSON.format(n=n, name=name, programme=programme, ident=f"KPi.{n:03}", day=day,
                            birth=birth, passport=passport)


FLOOR = UN.format("".join([
    un_person(901, "PAVEL OSTROWEN EXAMPLE", birth="1961-04-05"),
    un_person(902, "MARTA SAMPLE NOWHERE", birth="1970-01-02", passport="990011223"),
    un_person(903, "JOREN FICTION VALE", birth="1955-06-07"),
    un_person(904, "LONELY PERSON ONLY", birth="1950-01-01"),
    un_person(905, "OTHER REGIME SOMEONE", programme="Taliban", birth="1949-01-01"),
]))
LAYER = [
    {"id": "a1", "schema": "Person", "caption": "Ostroven, Pavlo",
     "properties": {"name": ["Ostroven, Pavlo"], "birthDate": ["1962"], "program": ["DPRK2"]},
     "unscId": ["KPi.901"], "listingDate": ["2016-03-12"]},
    {"id": "a2", "schema": "Person", "caption": "Somebody Else",
     "properties": {"name": ["Somebody Else"], "passportNumber": ["99-0011223"],
                    "nationality": ["kp"], "program": ["1718 (DPRK)"]}},
    {"id": "a3", "schema": "Person", "caption": "Joren Fiction Vale",
     "properties": {"name": ["Joren Fiction Vale"], "birthDate": ["1955-06-07"],
                    "program": ["Another programme"]}},
    {"id": "a4", "schema": "Person", "caption": "Lonely Person Only",
     "properties": {"name": ["Lonely Person Only"], "birthDate": ["1980-01-01"],
                    "program": ["DPRK"]}},
    {"id": "a5", "schema": "Person", "caption": "Wholly New Name",
     "properties": {"name": ["Wholly New Name"],
                    "program": ["Democratic People's Republic of Korea"]}},
]


# Numbers of persons: UN entry, its number; what the layer says; is it one party?
NUMBERS = [
    ("0027-8640", {"idNumber": ["00278640"], "nationality": ["iq"]}, True),
    ("00278641", {"idNumber": ["00278641"], "nationality": ["ir"]}, False),  # another country
    ("00278642", {"taxNumber": ["00278642"], "nationality": ["iq"]}, False),  # another kind
    ("278643", {"idNumber": ["278643"], "nationality": ["iq"]}, True),  # the shortest
    ("78644", {"idNumber": ["78644"], "nationality": ["iq"]}, False),  # one less
    ("000000", {"idNumber": ["000000"], "nationality": ["iq"]}, False),
    ("1234567", {"idNumber": ["1234567"], "nationality": ["iq"]}, False),
    ("7654321", {"idNumber": ["7654321"], "nationality": ["iq"]}, False),
    ("121212", {"idNumber": ["121212"], "nationality": ["iq"]}, False),
    ("n/a n/a n/a", {"idNumber": ["n/a n/a n/a"], "nationality": ["iq"]}, False),
    ("ABCD1234", {"idNumber": ["ABCD1234"], "nationality": ["iq"]}, False),  # four digits
    ("ABC12349", {"idNumber": ["abc 12349"], "nationality": ["iq"]}, True),
    ("55667788", {"idNumber": ["55667788"], "nationality": ["iq", "sy"]}, False),  # whose?
    ("44667799", {"idNumber": ["44667799"], "nationality": ["iq"]}, False),  # on two entries
]


def check_numbers(folder):
    names = ["".join(chr(65 + (i * 7 + k * k + k) % 26) for k in range(9)) for i in range(30)]
    floor = [un_person(800 + i, names[i], identity=row[0]) for i, row in enumerate(NUMBERS)]
    layer = [{"id": f"b{i}", "schema": "Person", "caption": names[29 - i],
              "properties": {"name": [names[29 - i]], **row[1]}} for i, row in enumerate(NUMBERS)]
    layer.append({**layer[-1], "id": "twin"})
    with open(os.path.join(folder, "floor.xml"), "w", encoding="utf-8") as file:
        file.write(UN.format("".join(floor)))
    with open(os.path.join(folder, "persons.jsonl"), "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in layer)
    for arguments in (("un", "floor.xml", "--store", "numbers"),
                      ("own", "persons.jsonl", "--date", "2025-01-01", "--store", "numbers")):
        done = interdict(folder, "lists", "add", *arguments)
        assert done.returncode == 0, done.stderr
    done = interdict(folder, "layers", "--floor", "un", "--format", "json", "--store", "numbers")
    joins = {(join["un"], join["layer"]): join["by"]
             for join in json.loads(done.stdout)["layers"][0]["joins"]}
    wanted = {(f"un:KPi.{800 + i}", f"own:b{i}"): "id"
              for i, row in enumerate(NUMBERS) if row[2]}
    check("numbers of persons join with kind and country, fillers and doubtful ones do not",
          joins == wanted, (joins, wanted))


def check(name, truth, detail=""):
    global count, failed
    count += 1
    if not truth:
        failed += 1
        print(f"# {detail}")
    print(f"{'ok' if truth else 'not ok'} {count} - {name}")


def interdict(folder, *arguments):
    env = {**os.environ, "HOME": folder, "INTERDICT_STORE": os.path.join(folder, "store")}
    return subprocess.run([BINARY, *arguments], cwd=folder, env=env, capture_output=True, text=True,
                          timeout=120, check=False)


def layer_rows():
    """Facts that FollowTheMoney has no property for stand as those of a Sanction beside."""
    for row in LAYER:
        row = dict(row)
        reference, day = row.pop("unscId", None), row.pop("listingDate", None)
        yield row
        if reference or day:
            values = {"entity": [row["id"]]}
            if reference:
                values["unscId"] = reference
            if day:
                values["listingDate"] = day
            yield {"id": f"s-{row['id']}", "schema": "Sanction", "caption": "",
                   "properties": values}


with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, "un.xml"), "w", encoding="utf-8") as file:
        file.write(FLOOR)
    with open(os.path.join(folder, "own.jsonl"), "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in layer_rows())
    for arguments in (("un", "un.xml"), ("own", "own.jsonl", "--date", "2025-01-01")):
        done = interdict(folder, "lists", "add", *arguments)
        assert done.returncode == 0, done.stderr
    done = interdict(folder, "layers", "--floor", "un", "--layer", "own", "--programme", "DPRK",
                     "--format", "json", "--html", "layers.html")
    answer = json.loads(done.stdout) if done.stdout else {"layers": [{}]}
    layer = answer["layers"][0]
    joins = {join["un"]: join for join in layer.get("joins", [])}
    check("the floor has the entries of the programme alone", answer.get("floor_entries") == 4,
          done.stdout + done.stderr)
    check("a reference number joins, whatever the names", joins.get("un:KPi.901", {}).get("by") ==
          "reference" and joins["un:KPi.901"]["layer"] == "own:a1", joins)
    check("days from listing to listing", joins.get("un:KPi.901", {}).get("days") == 10, joins)
    check("disagreements are said", joins.get("un:KPi.901", {}).get("names_differ") is True and
          joins["un:KPi.901"]["birth_dates_differ"] is True, joins)
    check("a passport of one number and country joins",
          joins.get("un:KPi.902", {}).get("by") == "passport", joins)
    check("name and date alone are a proposal", joins.get("un:KPi.903", {}).get("by") ==
          "probable" and joins["un:KPi.903"]["score"] == 1, joins)
    check("a name with another birth date is none",
          layer.get("missing_floor") == ["un:KPi.904"], layer)
    check("counts add up", (layer.get("shared"), layer.get("proposed"), layer.get("only_layer"),
                            layer.get("entries")) == (2, 1, 2, 5), layer)
    page = open(os.path.join(folder, "layers.html"), encoding="utf-8").read()
    check("the page names both entries", "KPi.901" in page and "own:a1" in page)
    rows = list(csv.DictReader(io.StringIO(
        interdict(folder, "layers", "--layer", "own", "--programme", "DPRK",
                  "--format", "csv").stdout)))
    check("csv has a row a join and a row a missing entry", len(rows) == 4 and
          [row["what"] for row in rows].count("missing") == 1, rows)
    table = interdict(folder, "layers", "--programme", "DPRK").stdout
    check("the table has a row a layer", "own" in table and "floor un: 4 entries" in table, table)
    check("a layer that is not there is an error",
          interdict(folder, "layers", "--layer", "none").returncode == 66)
    check("a programme that no entry has is an error",
          interdict(folder, "layers", "--programme", "Nowhere").returncode == 66)
    check("the floor is no layer above itself",
          interdict(folder, "layers", "--layer", "un").returncode == 64)
    hit = json.loads(interdict(folder, "screen", "Pavel Ostrowen Example", "--format", "json",
                               "--list", "un").stdout)[0]["hits"][0]
    whole = json.loads(interdict(folder, "screen", "Pavel Ostrowen Example", "--format",
                                 "json").stdout)[0]["hits"][0]
    check("a hit names the other lists of its party", whole.get("also_on") == ["own:a1"], whole)
with tempfile.TemporaryDirectory() as folder:
    check_numbers(folder)
print(f"1..{count}")
sys.exit(failed > 0)
