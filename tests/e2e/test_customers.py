#!/usr/bin/env python3
"""Customer files as banks keep them: encodings, delimiters, dates, workbooks, names in parts, joint
holders, FollowTheMoney; and what is refused. Every row in is a row out. Prints TAP.
usage: test_customers.py INTERDICT"""
import json
import os
import subprocess
import sys
import tempfile
import unicodedata

ROOT = os.environ.get("ITD_SOURCE_ROOT", ".")
BINARY = os.path.abspath(sys.argv[1])
sys.path.insert(0, os.path.join(ROOT, "tests", "data"))
sys.dont_write_bytecode = True
from make_books import Book  # noqa: E402

LIST = [
    {"id": "1", "schema": "Person", "caption": "Jürgen Größe",
     "properties": {"name": ["Jürgen Größe"], "birthDate": ["1970-03-04"]}},
    {"id": "2", "schema": "Person", "caption": "Anna Maria Beispiel",
     "properties": {"name": ["Anna Maria Beispiel"], "birthDate": ["1981-12-31"]}},
    {"id": "3", "schema": "Company", "caption": "Muster und Söhne GmbH",
     "properties": {"name": ["Muster und Söhne GmbH"]}},
]
count = failed = 0


def check(name, truth, detail=""):
    global count, failed
    count += 1
    if not truth:
        failed += 1
        print(f"# {detail}")
    print(f"{'ok' if truth else 'not ok'} {count} - {name}")


with tempfile.TemporaryDirectory() as folder:
    def interdict(*arguments, stdin=None):
        env = {**os.environ, "HOME": folder, "INTERDICT_STORE": os.path.join(folder, "store")}
        return subprocess.run([BINARY, *arguments], cwd=folder, env=env, capture_output=True,
                              input=stdin, timeout=120, check=False)

    def screen(content, *options, name="c.csv"):
        """Answers of the rows and what was said."""
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)
        done = interdict("screen", name, "--format", "jsonl", *options)
        return ([json.loads(line) for line in done.stdout.decode().splitlines()],
                done.stderr.decode(), done.returncode)

    def hits(rows):
        return [[hit["entity"] for hit in row["hits"]] for row in rows]

    with open(os.path.join(folder, "list.jsonl"), "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in LIST)
    assert interdict("lists", "add", "own", "list.jsonl", "--date", "2025-01-01").returncode == 0

    text = "id;name;birth_date\n1;Jürgen Größe;04.03.1970\n2;Nobody Here;01.02.1990\n"
    for encoding, said in (("utf-8", "semicolons"), ("utf-8-sig", "semicolons"),
                           ("cp1252", "cp1252"), ("utf-16", "utf-16le"),
                           ("utf-16-be", "utf-16be")):
        rows, told, _ = screen(text.encode(encoding))
        check(f"{encoding} is read, and what was found is said", hits(rows) == [["own:1"], []] and
              said in told and len(rows) == 2, (told, rows))
    rows, told, _ = screen(text.encode("cp1252"), "--encoding", "cp1252", "--delimiter", ";",
                           "--date-format", "dmy")
    check("what was declared is not said again", told == "" and hits(rows)[0] == ["own:1"], told)
    rows, told, code = screen(text.encode("cp1252"), "--encoding", "utf-8")
    check("declared as what it is not: the row is an error", code == 2 and
          rows[0]["outcome"] == "error" and "name" in rows[0]["error"] and len(rows) == 2, rows)
    half = "name\nJürgen Größe\n".encode() + "Jürgen Größe\n".encode("cp1252")
    rows, told, code = screen(half)
    check("an encoding that changes half-way is an error of the row it changes in",
          [row["outcome"] for row in rows] == ["review", "error"] and "c.csv:3" in rows[1]["error"],
          rows)
    rows, told, code = screen("name\nJürgen".encode("utf-16")[:-1])
    check("UTF-16 that is cut is an error", code > 1 and "UTF-16" in told + str(rows), told)

    dates = "name,dob\nJürgen Größe,03/04/1970\n"
    rows, told, _ = screen(dates.encode())
    check("a date that can be read two ways is read both ways, and that is said",
          rows[0]["hits"][0]["evidence"]["birth_date"] == "agrees" and "both ways" in told, told)
    for order, verdict in (("dmy", False), ("mdy", True)):
        rows, told, _ = screen(dates.encode(), "--date-format", order)
        agrees = rows[0]["hits"][0]["evidence"]["birth_date"] == "agrees"
        check(f"declared as {order} it is read one way", agrees == verdict and
              "both" not in told, rows)
    for written in ("04.03.1970", "4/3/1970", "1970/03/04", "4 Mar 1970", "19700304",
                    "1970-03-04T00:00:00"):
        rows, told, _ = screen(f"name,dob\nJürgen Größe,{written}\n".encode())
        check(f"{written} is understood", rows[0]["hits"][0]["evidence"]["birth_date"] == "agrees",
              rows)
    rows, told, code = screen(b"name,dob\nX Y,31/02/1970\nX Y,13/13/1970\nX Y,1.1.2300\n"
                              b"X Y,ca. 1970\n")
    check("days that never were, days ahead and other texts are errors", code == 2 and
          [row["outcome"] for row in rows] == ["error"] * 4 and told.count("birth_date") == 4, rows)
    rows, told, code = screen("name,dob\nJürgen Größe,04.03.70\nJürgen Größe,04.03.70 0:00\n"
                              .encode(), "--date-format", "dmy")
    check("a year of two digits that can lie in one century only is read in that", code == 1 and
          rows[0]["hits"][0]["evidence"]["birth_date"] == "agrees" and "centuries" not in told,
          told)
    rows, told, code = screen("name,dob\nJürgen Größe,04.03.20\n".encode(),
                              "--date-format", "dmy")
    check("else in both centuries, and that is said", code == 1 and
          rows[0]["hits"][0]["evidence"]["birth_date"] != "agrees" and "centuries" in told, told)
    rows, told, code = screen("name,dob\nJürgen Größe,4 มีนาคม 2513\nJürgen Größe,昭和45年3月4日\n"
                              .encode())
    check("Thai and Japanese years are understood", code == 1 and "Thai" in told and
          [row["hits"][0]["evidence"]["birth_date"] for row in rows] == ["agrees"] * 2, rows)
    rows, told, code = screen("name,dob\nJürgen Größe,n/a\nJürgen Größe,00.00.0000\n"
                              "Jürgen Größe,\n".encode())
    check("words for no date are no date", code == 1 and
          len({json.dumps(row["hits"]) for row in rows}) == 1, rows)
    done = interdict("screen", "Jürgen Größe", "--with", "birth_date=04/03/1970", "--format",
                     "jsonl")
    check("of --with, too, both readings are used and said", b"both ways" in done.stderr and
          b'"birth_date":"agrees"' in done.stdout.replace(b": ", b":"), done.stderr)
    done = interdict("screen", "Jürgen Größe", "--with", "birth_date=04/03/1970", "--format",
                     "jsonl", "--date-format", "mdy")
    check("and --date-format settles them", b"both ways" not in done.stderr and
          b'"birth_date":"agrees"' not in done.stdout.replace(b": ", b":"), done.stdout)

    rows, _, _ = screen("First Name,Surname,Maiden Name,Type\nAnna,Neuname,Beispiel,Individual\n"
                        "Anna Maria,Beispiel,,person\n".encode())
    check("names in parts and maiden names", [bool(hit) for hit in hits(rows)] == [True, True],
          rows)
    rows, _, _ = screen("name,type\nPeter Anders & Anna Maria Beispiel,Person\n"
                        "Muster und Söhne GmbH,Company\n".encode())
    check("each holder of a joint account is screened, a company keeps its 'und'",
          hits(rows) == [["own:2"], ["own:3"]], rows)
    rows, _, _ = screen("name,type\nAnna Maria Neu geb. Beispiel,Person\n"
                        "Peter & Anna Maria Beispiel,\nSöhne & Co formerly Muster und Söhne GmbH,\n"
                        .encode())
    check("maiden and former names and shared family names in the text of one name",
          hits(rows) == [["own:2"], ["own:2"], ["own:3"]], rows)
    rows, _, _ = screen("name,former_name\nAnna Neuname,Anna Maria Beispiel\n".encode())
    check("a former name is a name", hits(rows) == [["own:2"]], rows)

    rows, _, _ = screen("Name;Vorname;Geburtsdatum\nGröße;Jürgen;04.03.1970\n"
                        "Anna Maria Beispiel;Anna;\n".encode())
    check("a name beside first names is the family name, unless it holds them",
          hits(rows) == [["own:1"], ["own:2"]] and rows[0]["name"] == "Jürgen Größe", rows)
    for header in ("Kunden-Nr.;Nachname;Vorname;Geburtsdatum;Staatsangehörigkeit;Straße;PLZ;Ort",
                   "Numéro client;Nom;Prénom;Date de naissance;Nationalité;Rue;Code postal;Ville",
                   "NUMÉRO CLIENT;NOM;PRÉNOM;DATE DE NAISSANCE;NATIONALITÉ;RUE;CODE POSTAL;VILLE",
                   "Id Cliente;Apellidos;Nombre de pila;Fecha de nacimiento;Nacionalidad;Calle;"
                   "Código postal;Ciudad",
                   unicodedata.normalize("NFD", "Id;Größe Nom;Prénom;DOB;Nationalité;Rue;PLZ;Ort")
                   .replace("Gro\u0308ße ", "")):
        rows, told, _ = screen(f"{header}\n1;Größe;Jürgen;04.03.1970;de;Weg 1;1010;Wien\n"
                               .encode())
        check(f"{header[:30]}… is a header", hits(rows) == [["own:1"]] and rows[0]["id"] == "1" and
              rows[0]["hits"][0]["evidence"]["birth_date"] == "agrees", (rows, told))

    entity = {"id": "Q1", "schema": "Person", "caption": "Somebody",
              "properties": {"name": ["Somebody"], "previousName": ["Jürgen Größe"],
                             "birthDate": ["1970-03-04"], "topics": ["role.pep"]}}
    rows, _, _ = screen((json.dumps(entity) + "\n").encode(), name="c.jsonl")
    check("a FollowTheMoney entity is a customer", hits(rows) == [["own:1"]] and
          rows[0]["id"] == "Q1" and rows[0]["hits"][0]["evidence"]["birth_date"] == "agrees", rows)

    import datetime
    book = Book()
    book.add("Customers", [["Customer No", "Full Name", "Date of Birth"],
                           [7, "Jürgen Größe", datetime.date(1970, 3, 4)], None,
                           [8, "Nobody Here", None]])
    book.write(os.path.join(folder, "c.xlsx"))
    done = interdict("screen", "c.xlsx", "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    check("a workbook is read; its days are days", hits(rows) == [["own:1"], []] and
          rows[0]["hits"][0]["evidence"]["birth_date"] == "agrees" and rows[0]["id"] == "7", rows)
    book.add("More", [["Name"], ["Hidden Person"]])
    book.write(os.path.join(folder, "two.xlsx"))
    done = interdict("screen", "two.xlsx")
    check("rows on a second sheet are not passed over", done.returncode > 2 and
          b"More" in done.stderr, done.stderr)
    merged = Book()
    merged.add("S", [["name", None, "id"], ["A B", None, 1]], merges=["A1:B1"])
    merged.write(os.path.join(folder, "merged.xlsx"))
    done = interdict("screen", "merged.xlsx")
    check("merged headers are refused with their cells", done.returncode > 2 and
          b"A1 to B1" in done.stderr, done.stderr)

    rows, told, code = screen(b"name,dob\nName,Date of Birth\nX Y,1970\n")
    check("a second row of headers is an error of that row", rows[0]["outcome"] == "error" and
          "second" in rows[0]["error"] and len(rows) == 2, rows)
    rows, told, code = screen(b"name,dob,DOB\nX Y,1970,1971\n")
    check("a column twice is refused", code > 2 and "twice" in told, told)
    for option, value in (("--encoding", "ebcdic"), ("--delimiter", "ab"),
                          ("--date-format", "ydm")):
        rows, told, code = screen(b"name\nX\n", option, value)
        check(f"{option} {value} is refused", code == 64 and option in told, told)
print(f"1..{count}")
sys.exit(failed > 0)
