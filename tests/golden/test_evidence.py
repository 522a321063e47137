#!/usr/bin/env python3
"""What speaks for and against a hit, case by case, through the binary: evidence.txt, a case a line.

Every case is an entry of a made list and a customer of a made file, each pair of a name that no
other case has a part of; all are screened in one run.
usage: test_evidence.py INTERDICT
"""
import csv
import json
import os
import random
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.environ.get("ITD_SOURCE_ROOT", "."))
GOLDEN = os.path.join(ROOT, "tests/golden/evidence.txt")
BINARY = os.path.abspath(sys.argv[1])
KINDS = ("birth_date", "country", "gender", "identifier", "address")
PROPERTIES = {
    "name": "name", "birth_date": "birthDate", "nationality": "nationality", "country": "country",
    "gender": "gender", "passport": "passportNumber", "id_number": "idNumber", "tax": "taxNumber",
    "imo": "imoNumber", "mmsi": "mmsi", "call_sign": "callSign", "bic": "swiftBic",
    "wallet": "publicKey", "tail_number": "registrationNumber", "serial_number": "serialNumber",
    "lei": "leiCode", "address": "address", "flag": "flag", "birth_country": "birthCountry",
}
LISTED_AS = {"bic": "Company", "lei": "Company", "imo": "Vessel", "mmsi": "Vessel",
             "call_sign": "Vessel", "flag": "Vessel", "tail_number": "Airplane",
             "serial_number": "Airplane", "wallet": "CryptoWallet"}


def facts_of(text):
    """[(key, value)] of "key value; key value"."""
    return [tuple(fact.strip().split(" ", 1)) for fact in text.split(";") if fact.strip() != "-"]


def read_cases():
    with open(GOLDEN, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.strip()
            if line and not line.startswith("#"):
                cells = [cell.strip() for cell in line.split("|")]
                assert len(cells) == 4, "evidence.txt:%d: four columns" % number
                yield number, line, facts_of(cells[0]), facts_of(cells[1]), cells[2], cells[3]


def made_name(generator, used):
    """Three words of letters of their own, far from each other and from all others."""
    words = []
    while len(words) < 3:
        word = "".join(generator.choice("bdfgklmnprstvz") + generator.choice("aeiou")
                       for _ in range(5))
        if word[:4] not in used:
            used.add(word[:4])
            words.append(word.title())
    return " ".join(words)


def statement(key, value):
    made = {"prop": PROPERTIES[key], "value": value, "origin": "made"}
    if value.startswith("about "):
        made.update(value=value[len("about "):], details={"circa": "yes"})
    elif " to " in value and key == "birth_date":
        first, last = value.split(" to ")
        made.update(value=first, details={"until": last})
    elif " of " in value and key in ("passport", "id_number", "tax"):
        number, country = value.split(" of ")
        made.update(value=number, details={"country": country})
    return made


def listed_line(number, name, facts):
    statements = [statement(key, value) for key, value in facts if key != "kind"]
    if "name" not in dict(facts):
        statements.insert(0, statement("name", name))
    properties = {}
    for one in statements:
        texts = properties.setdefault(one["prop"], [])
        for text in (one["value"], one.get("details", {}).get("until")):
            if text and text not in texts:
                texts.append(text)
    kinds = [LISTED_AS[key] for key, _ in facts if key in LISTED_AS] or ["Person"]
    return json.dumps({"id": "E.%d" % number, "schema": dict(facts).get("kind", kinds[0]),
                       "caption": name, "properties": properties,
                       "extra": {"statements": statements}})


def customer_row(number, name, facts, kind):
    row = {"id": str(number), "name": name, "schema": kind}
    for key, value in facts:
        row[key] = "%s|%s" % (row[key], value) if key in row and key != "name" else value
    return {key: value for key, value in row.items() if value != "-"}


def run(folder):
    """Adds list.jsonl and screens customers.csv there."""
    env = {"PATH": os.environ["PATH"], "HOME": folder}
    subprocess.run([BINARY, "lists", "add", "own", "list.jsonl", "--date", "2026-01-01", "--store",
                    "st"], cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL)
    done = subprocess.run([BINARY, "screen", "customers.csv", "--store", "st", "--format", "jsonl"],
                          cwd=folder, env=env, check=False, capture_output=True, timeout=120)
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()], done.stderr


def screen(folder, cases):
    generator, used, rows = random.Random(1718), set(), []
    with open(os.path.join(folder, "list.jsonl"), "w", encoding="utf-8") as file:
        for number, _, customer, listed, _, _ in cases:
            name = made_name(generator, used)
            line = listed_line(number, dict(listed).get("name", name), listed)
            file.write(line + "\n")
            rows.append(customer_row(number, name, customer, json.loads(line)["schema"]))
    fields = list(dict.fromkeys(key for row in rows for key in row))
    with open(os.path.join(folder, "customers.csv"), "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return run(folder)


def told(answer, number):
    """(outcome and total, what it says) as the file writes them."""
    if answer["error"]:
        return "error", answer["error"]
    hits = [hit for hit in answer["hits"] if hit["entity"] == "own:E.%d" % number]
    if not hits:
        return answer["outcome"], "no hit"
    hit = hits[0]
    says = ["%s %s" % (kind, hit["evidence"][kind]) for kind in KINDS
            if hit["evidence"][kind] != "neutral"]
    if hit["evidence"].get("identifier_other_branch"):
        says.append("another branch")
    return ("%s %.4f %.4f" % (answer["outcome"], hit["score"], hit["total"]),
            ", ".join(says) or "nothing")


# Entries in an order that is not the one due, and the customer who is all of them.
ORDER_LISTED = (
    (1, "Ali Hassan", []),
    (2, "Zorvek Timbalo", []),
    (3, "Zorvek Timbalo", [("birth_date", "1988-01-01")]),
    (4, "Zorvek Timbala", []),
    (5, "Zorvek Timbalo", [("nationality", "us")]),
    (6, "Zorvek Timbalo", [("birth_date", "1957-03-04")]),
    (7, "Zorvek Timbalo", [("passport", "AB187304 of kp")]),
    (8, "Zorvek Timbalo", [("gender", "male")]),
    (9, "Zorvek Timbalo", [("birth_date", "1957")]),
)
ORDER_CUSTOMER = {"id": "1", "name": "Ali Hassan|Zorvek Timbalo", "birth_date": "1957-03-04",
                  "nationality": "kp", "gender": "male", "passport": "AB187304"}
# Of total 1: by what speaks for it (passport and day of birth and year and gender), then the rarer
# name; then the name that is not quite the same, then those that something contradicts.
ORDER_DUE = [7, 6, 9, 8, 2, 1, 4, 5, 3]


def order_told():
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "list.jsonl"), "w", encoding="utf-8") as file:
            for number, name, facts in ORDER_LISTED:
                file.write(listed_line(number, name, facts) + "\n")
        with open(os.path.join(folder, "customers.csv"), "w", encoding="utf-8") as file:
            file.write(",".join(ORDER_CUSTOMER) + "\n" + ",".join(ORDER_CUSTOMER.values()) + "\n")
        answers, _ = run(folder)
    return [int(hit["entity"].rpartition(".")[2]) for hit in answers[0]["hits"]]


def main():
    cases = list(read_cases())
    with tempfile.TemporaryDirectory() as folder:
        answers, complaint = screen(folder, cases)
    print("1..%d" % (len(cases) + 2))
    failed = len(answers) != len(cases)
    print("%s 1 - every case is answered" % ("not ok" if failed else "ok"))
    if failed:
        print("# %s" % complaint)
        return 1
    for place, ((number, line, _, _, outcome, says), answer) in enumerate(zip(cases, answers), 2):
        now = told(answer, number)
        good = now == (outcome, says)
        failed += not good
        print("%s %d - evidence.txt:%d: %s" % ("ok" if good else "not ok", place, number,
                                               line.replace("#", "no.")))
        if not good:
            print("# %s | %s" % now)
    order = order_told()
    print("%s %d - hits stand in the order of what speaks for them, then of rarity"
          % ("ok" if order == ORDER_DUE else "not ok", len(cases) + 2))
    print("# %s" % order)
    return 1 if failed or order != ORDER_DUE else 0


if __name__ == "__main__":
    sys.exit(main())
