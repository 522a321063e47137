#!/usr/bin/env python3
"""Bad customer files: each is refused as a whole, with its place and reason and an exit status
above 2, or answered row by row, with a row out for every row in and an error on each that was not
understood (exit status 2). Nothing passes for clear that was not compared. Prints TAP.
usage: test_customers_bad.py INTERDICT"""
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.environ.get("ITD_SOURCE_ROOT", ".")
BINARY = os.path.abspath(sys.argv[1])
sys.path.insert(0, os.path.join(ROOT, "tests", "data"))
sys.dont_write_bytecode = True
from make_books import Book  # noqa: E402

LISTED = {"id": "1", "schema": "Person", "caption": "Jürgen Größe",
          "properties": {"name": ["Jürgen Größe"], "birthDate": ["1970-03-04"]}}
HIT = "Jürgen Größe,1970-03-04\n"
MEGA = 1 << 20
count = failed = 0


def check(name, truth, detail=""):
    global count, failed
    count += 1
    if not truth:
        failed += 1
        print("# " + repr(detail)[:3000])
    print(f"{'ok' if truth else 'not ok'} {count} - {name}")


def book(*sheets, merges=()):
    made = Book()
    for name, rows in sheets:
        made.add(name, rows, merges)
    return made


# What, the file (bytes, text or a workbook), the letters of its rows' outcomes in order (e error, h
# hit, c clear), and what is said of its faults. All of it is also read from a packed file.
ROWS = [
    ("an encoding that changes from UTF-8 to cp1252 half-way",
     ("name,dob\n" + HIT).encode() + "René,1971\n".encode("cp1252") + HIT.encode(), "heh",
     ["{}:3: name: byte 0xE9"]),
    ("an encoding that changes from cp1252 to UTF-8 half-way",
     "name,dob\nRené,1971\n".encode("cp1252") + HIT.encode(), "eh", ["{}:2: name: byte 0xE9"]),
    ("an encoding that changes from UTF-8 to UTF-16 half-way",
     ("name,dob\n" + HIT).encode() + "Bert,1971\nCarl,1972\n".encode("utf-16-le"), "heee",
     ["{}:3: name: control character U+0000"]),
    ("an encoding that changes from UTF-16 to ASCII half-way",
     b"\xff\xfe" + ("name,dob\n" + HIT).encode("utf-16-le") + b"Bert,1971\nCarl,1972\n", "he",
     ["{}:3: "]),
    ("two rows of headers", "name,dob\nName,Date of Birth\n" + HIT, "eh",
     ["{}:2: looks like a second row of headers"]),
    ("the header again between two parts that were put together",
     "name,dob\n" + HIT + "name,dob\n" + HIT, "heh", ["{}:3: looks like a second row of headers"]),
    ("the header again in a file of one column", "name\nName\nJürgen Größe\n", "eh",
     ["{}:2: looks like"]),
    ("ragged rows", "name,dob,country\nA,1970\nB,1970,de,x\nJürgen Größe,1970,de\n,,\n", "eehe",
     ["{}:2: 2 fields where the header has 3", "{}:3: 4 fields", "{}:5: name: neither a name"]),
    ("a NUL in a name and one in a date", "name,dob\nJürgen\0Größe,1970\nA,19\x0070\n" + HIT, "eeh",
     ["{}:2: name: control character U+0000", "{}:3: birth_date: control character U+0000"]),
    ("text behind a closing quote", 'name,dob\n"Jürgen" Größe,1970\n' + HIT, "eh",
     ["{}:2: name: text after the closing quote"]),
    ("a quote within a field that does not begin with one", 'name,dob\nA "x" B,1971\n' + HIT, "ch",
     []),
    ("fields of 1 MB", "name,address\nJürgen Größe," + "x" * MEGA + "\n" + "y" * MEGA +
     ",z\nJürgen Größe,d\n", "eeh", ["{}:2: address: ", "{}:3: name: a name of 1048576 bytes"]),
    ("a line of JSON of 1 MB", '{"name":"Jürgen Größe"}\n{"name":"' + "y" * MEGA +
     '"}\n{"name":"Jürgen Größe"}\n', "heh", ["{}:2: line longer than 1048576 bytes"]),
    ("lines that are no JSON, no object, an unknown key, a list of lists",
     '{"name":"Jürgen Größe"}\n{"name":\n[1]\n{"nam":"A"}\n{"name":[["A"]]}\n{"name":"\\u0000"}\n',
     "heeeee", ["{}:2: ", "{}:3: not a JSON object", "{}:4: nam: unknown column", "{}:5: name: ",
                "{}:6: "]),
    ("dates, countries, kinds that are none", "name,dob,country,type\nA,31.02.1970,,\n"
     "B,,Atlantis,\nC,,,Boat\nJürgen Größe,,,\n", "eeeh",
     ['{}:2: birth_date: "31.02.1970"', '{}:3: country: "Atlantis"', '{}:4: schema: "Boat"']),
    ("rows of a workbook", book(("Kunden", [
        ["name", "dob"], ["A", "x"], ["B", "1970", "extra"], ["Jürgen Größe"], [None, "1970"], None,
        ["C", 12.5], ["D" * 5000]])), "eeheee",
     ['{} [Kunden]:2: birth_date: "x"', "{} [Kunden]:3: 3 fields where the header has 2",
      "{} [Kunden]:5: name: neither", '{} [Kunden]:7: birth_date: "12.5"',
      "{} [Kunden]:8: name: a name of 5000 bytes"]),
    ("a second row of headers in a workbook",
     book(("S", [["name", "dob"], ["Name", "Birth Date"], ["Jürgen Größe", "1970"]])), "eh",
     ["{} [S]:2: looks like a second"]),
]

# What, the file, its suffix, what is said; nothing is answered but rows before the fault.
REFUSED = [
    ("an empty file", b"", "csv", ["{}: the file is empty"]),
    ("an empty file of lines", b"", "jsonl", ["{}: the file is empty"]),
    ("blank lines alone", b"\n\n\n", "csv", ["{}: no header"]),
    ("a byte order mark alone", b"\xef\xbb\xbf", "csv", ["{}: no header"]),
    ("a column twice", "name,dob,DOB\nA,1970,1971\n", "csv",
     ["{}:1: DOB: the column is there twice"]),
    ("one field in two spellings", "id,customer_no,name\n1,2,A\n", "csv",
     ["{}:1: id: the column is there twice"]),
    ("an unknown column", "name,colour\nA,red\n", "csv", ["{}:1: colour: unknown column"]),
    ("a column without a title", "name,,dob\nA,x,1970\n", "csv", ["{}:1: ", "unknown column"]),
    ("nothing to screen by", "id,dob\n1,1970\n", "csv", ["{}:1: no column to screen by"]),
    ("no header", HIT, "csv", ["{}:1: ", "unknown column"]),
    ("a header in bytes that are no text", b"na\xffme,dob\nA,1970\n\xc3\xa4,\n", "csv", ["{}:1: "]),
    ("a NUL in the header", b"name\0,dob\nA,1970\n", "csv", ["{}:1: "]),
    ("a quote never closed", 'name,dob\nA,1971\n"B,1971\n' + HIT * 3, "csv",
     ["{}:3: a quote is never closed"]),
    ("a JSON array", '[{"name":"A"}]', "json", ["{}: a JSON array"]),
    ("packed bytes cut off", b"\x1f\x8b\x08\x00\x00", "csv.gz", ["{}: "]),
    ("a workbook that is none", b"PK\x03\x04broken", "xlsx", ["{}: damaged or truncated"]),
    ("an empty sheet", book(("S", [])), "xlsx", ["{} [S]: no header"]),
    ("two sheets", book(("S", [["name"], ["A"]]), ("More", [["name"], ["B"]])), "xlsx",
     ["{} [S]: ", "sheet More holds something"]),
    ("a column twice in a workbook", book(("S", [["name", "dob", "DOB"], ["A"]])), "xlsx",
     ["{} [S]:1: DOB: the column is there twice"]),
    ("merged titles", book(("S", [["name", None, "dob"], ["A", None, "1970"]]), merges=["A1:B1"]),
     "xlsx", ["{} [S]:1: the cells A1 to B1"]),
]


with tempfile.TemporaryDirectory() as folder:
    def interdict(*arguments, stdin=None):
        env = {**os.environ, "HOME": folder, "INTERDICT_STORE": os.path.join(folder, "store")}
        return subprocess.run([BINARY, *arguments], cwd=folder, env=env, capture_output=True,
                              input=stdin, timeout=120, check=False)

    def write(content, name):
        path = os.path.join(folder, name)
        if isinstance(content, Book):
            content.write(path)
            return
        with open(path, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)

    with open(os.path.join(folder, "list.jsonl"), "w", encoding="utf-8") as file:
        file.write(json.dumps(LISTED) + "\n")
    added = interdict("lists", "add", "own", "list.jsonl", "--date", "2025-01-01")
    check("the list is added", added.returncode == 0, added.stderr)

    for what, content, outcomes, said in ROWS:
        name = "c.xlsx" if isinstance(content, Book) else "c.dat"
        write(content, name)
        done = interdict("screen", name, "--format", "jsonl", "--html", "report.html")
        rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
        got = "".join("e" if row["outcome"] == "error" else "h" if row["hits"] else "c"
                      for row in rows)
        check(f"{what}: a row out for every row in", got == outcomes and
              [row["row"] for row in rows] == list(range(1, len(outcomes) + 1)), (got, done.stderr))
        check(f"{what}: errors have their place, in the answer and on standard error",
              all(part.format(name) in done.stderr.decode() and
                  any(part.format(name) in (row["error"] or "") for row in rows)
                  for part in said) and
              [bool(row["error"]) for row in rows] == [ch == "e" for ch in outcomes],
              (done.stderr, rows))
        with open(os.path.join(folder, "report.html"), encoding="utf-8") as page:
            page = page.read()
        check(f"{what}: the exit status tells, and the report has the errors",
              done.returncode == (2 if "e" in outcomes else 1) and
              all(part.format(name).split(": ")[0] in page for part in said), done.returncode)

    for what, content, suffix, said in REFUSED:
        name = "c." + suffix
        write(content, name)
        done = interdict("screen", name, "--format", "jsonl", "--output", "out.jsonl")
        told = done.stderr.decode()
        rows = b""
        if os.path.exists(os.path.join(folder, "out.jsonl")):
            with open(os.path.join(folder, "out.jsonl"), "rb") as out:
                rows = out.read()
            os.remove(os.path.join(folder, "out.jsonl"))
        before = 1 if "quote" in what else 0
        check(f"{what} is refused with its place", done.returncode == 65 and
              all(part.format(name) in told for part in said) and told.count("\n") == 1 and
              rows.count(b"\n") <= before, (done.returncode, told, rows))

    for name, content in (("c.csv", "name,dob\n"), ("c.csv", "name,dob\n\n\n"),
                          ("c.xlsx", book(("S", [["name", "dob"]])))):
        write(content, name)
        done = interdict("screen", name, "--format", "jsonl")
        check(f"a header alone is no customer, and that is said ({content!r:.20})",
              done.returncode == 0 and done.stdout == b"" and b"holds no customer" in done.stderr,
              done)

    # Two files: the second one is refused; what the first one gave is there, and nothing is clear
    # that was not read.
    write("name,dob\n" + HIT, "a.csv")
    write("name,dob,DOB\nA,1,2\n", "b.csv")
    done = interdict("screen", "a.csv", "b.csv", "--format", "csv")
    check("of two files the bad one is named, and the run does not pass for complete",
          done.returncode == 65 and b"b.csv:1: DOB" in done.stderr, done)
    done = interdict("screen", "-", "--format", "jsonl", stdin=("name,dob\n" + HIT).encode() +
                     b"\xff,1\n")
    check("standard input is read the same way", done.returncode == 2 and
          done.stdout.count(b"\n") == 2 and b":3: name: byte 0xFF" in done.stderr, done)
print(f"1..{count}")
sys.exit(failed > 0)
