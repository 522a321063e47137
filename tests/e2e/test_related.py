#!/usr/bin/env python3
"""Companies with related persons: nested rows in tables, workbooks and JSON lines, FollowTheMoney
entities that join two parties; orphans, circles and doubled rows; every row in is a row out. Prints
TAP. usage: test_related.py INTERDICT"""
import csv
import io
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

LIST = [{"id": "1", "schema": "Person", "caption": "Igor Beispielow",
         "properties": {"name": ["Igor Beispielow"]}}]
NESTED = """id,name,schema,related_to,role
C1,Example Trading Ltd,Company,,
P1,Igor Beispielow,Person,C1,director
P2,Clara Nobody,Person,C1,UBO
P3,Igor Beispielow,Person,C2,signatory|secretary
C2,Second Example Ltd,Company,,customer
"""
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
                              input=stdin, timeout=120, check=False, text=True)

    def write(name, content):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(content)

    def screen(content, *options, name="c.csv"):
        write(name, content)
        done = interdict("screen", name, "--format", "jsonl", *options)
        return [json.loads(line) for line in done.stdout.splitlines()], done.stderr, done.returncode

    def entity(ident, schema, **properties):
        return json.dumps({"id": ident, "schema": schema, "properties": {
            key: value if isinstance(value, list) else [value]
            for key, value in properties.items()}}) + "\n"

    write("list.jsonl", "".join(json.dumps(row) + "\n" for row in LIST))
    assert interdict("lists", "add", "own", "list.jsonl", "--date", "2025-01-01").returncode == 0

    rows, told, code = screen(NESTED)
    check("every row is answered once", [row["row"] for row in rows] == [1, 2, 3, 4, 5] and
          code == 1 and told == "", (told, code))
    check("a director's answer names company and role", rows[1]["hits"] and
          rows[1]["related_to"] == [{"id": "C1", "role": "director", "name": "Example Trading Ltd",
                                     "row": 1, "problem": None}], rows[1])
    check("a company that comes after its signatory is known by name and row",
          rows[3]["related_to"] == [{"id": "C2", "role": "signatory, secretary",
                                     "name": "Second Example Ltd", "row": 5, "problem": None}],
          rows[3])
    check("a customer of its own has no relation", all(
        "related_to" not in rows[i] for i in (0, 4)), rows)

    plain = "id,name\nP1,Igor Beispielow\n"
    check("a file without relations is answered as ever",
          "related_to" not in screen(plain)[0][0])

    write("c.csv", NESTED)
    done = interdict("screen", "c.csv")
    check("the table names the company", "director of Example Trading Ltd [C1]" in done.stdout,
          done.stdout)
    check("the summary counts persons of others", "3 belong to another customer, 2 of them with "
          "hits" in done.stdout, done.stdout)
    done = interdict("screen", "c.csv", "--explain")
    check("and so does the explained form", "director of Example Trading Ltd [C1]" in done.stdout,
          done.stdout)
    done = interdict("screen", "c.csv", "--format", "csv", "--html", "r.html")
    table = list(csv.DictReader(io.StringIO(done.stdout)))
    check("CSV has columns for it", len(table) == 5 and [
        table[1][key] for key in ("related_to", "role", "related_name", "relation_problem")] ==
        ["C1", "director", "Example Trading Ltd", ""] and table[0]["related_to"] == "", table)
    page = open(os.path.join(folder, "r.html"), encoding="utf-8").read()
    check("the report names company, role and row", "director" in page and
          "Example Trading Ltd" in page and ", row 1" in page and
          "customers that belong to another" in page)
    done = interdict("screen", "c.csv", "--format", "json")
    check("JSON as JSON lines", json.loads(done.stdout)[1]["related_to"][0]["id"] == "C1")

    lines = ('{"id":"P1","name":"Igor Beispielow","related_to":["C1","C2"],'
             '"role":["director","owner"]}\n{"id":"C1","name":"A Ltd"}\n'
             '{"id":"C2","name":"B Ltd"}\n')
    rows, told, code = screen(lines, name="c.jsonl")
    check("JSON lines: two companies, a role for each", [
        (item["id"], item["role"], item["name"]) for item in rows[0]["related_to"]] ==
        [("C1", "director", "A Ltd"), ("C2", "owner", "B Ltd")], (rows, told))

    book = Book()
    book.add("Customers", [["id", "name", "parent id", "role"], ["C1", "A Ltd", None, None],
                           ["P1", "Igor Beispielow", "C1", "UBO"]])
    book.write(os.path.join(folder, "c.xlsx"))
    done = interdict("screen", "c.xlsx", "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    check("a workbook is joined as well", rows[1]["related_to"][0]["name"] == "A Ltd" and
          done.returncode == 1, done.stdout + done.stderr)

    rows, told, code = screen("id,customer_id,name,role\nC1,,A Ltd,\nP1,C1,Igor Beispielow,UBO\n")
    check("beside an id and a role, customer_id is the customer's", "customer" in told and
          rows[1]["id"] == "P1" and rows[1]["related_to"][0]["id"] == "C1" and code == 1, told)

    rows, told, code = screen("id,name,related_to,role\nP1,Igor Beispielow,C9,director\n")
    check("an orphan is screened, and told with its row", rows[0]["hits"] and code == 2 and
          "C9" in told and "c.csv:2" in told and "no customer" in
          rows[0]["related_to"][0]["problem"], (rows, told, code))
    rows, told, code = screen("id,name,related_to,role\nC1,A Ltd,C2,shareholder\n"
                              "C2,B Ltd,C3,shareholder\nC3,D Ltd,C1,shareholder\n"
                              "P1,Clara Nobody,C1,director\n")
    check("a circle is told in each of its rows, and only there",
          ["circle" in str(row["related_to"][0]["problem"]) for row in rows] ==
          [True] * 3 + [False] and "C1, C2, C3, C1" in rows[0]["related_to"][0]["problem"] and
          code == 2, rows)
    rows, told, code = screen("id,name,related_to\nC1,A Ltd,C1\n")
    check("a customer that belongs to itself", "itself" in rows[0]["related_to"][0]["problem"],
          rows)
    rows, told, code = screen("id,name,related_to,role\nC1,A Ltd,,\nC1,Quite Another,,\n"
                              "P1,Clara Nobody,C1,director\n")
    check("two customers of one id: the person's company is not known",
          "rows 1 and 2" in rows[2]["related_to"][0]["problem"] and code == 2 and
          rows[2]["related_to"][0]["name"] is None, rows)
    rows, told, code = screen("id,name,related_to,role\nC1,A Ltd,,\nP1,Clara Nobody,C1,director\n"
                              "P1,Clara Nobody,C1,director\nP1,Clara Nobody,C1,owner\n")
    check("the same relation twice is told in the second row",
          [row.get("related_to", [{}])[0].get("problem") for row in rows] ==
          [None, None, "row 2 says the same", None] and code == 2, rows)
    rows, told, code = screen("id,name,related_to,role\nP1,Clara Nobody,,director\n")
    check("a role without a customer is told", "role" in rows[0]["related_to"][0]["problem"] and
          code == 2, rows)
    rows, told, code = screen("id,name,related_to,role\nC1,A,,\nC2,B,,\nC3,C,,\n"
                              "P1,Clara Nobody,C1|C2|C3,director|owner\n")
    check("roles that fit no customer are an error of the row", rows[3]["outcome"] == "error" and
          "2 roles for 3" in rows[3]["error"] and code == 2, rows)
    rows, told, code = screen(f"id,name,related_to,role\nC1,A,,\nP1,X Y,C1,{'r' * 256}\n"
                              f"P2,X Y,C1,{'r' * 257}\n")
    check("a role has 256 bytes at most", [row["outcome"] for row in rows] ==
          ["clear", "clear", "error"], rows)
    many = "|".join(f"C{i}" for i in range(4096))
    rows, told, code = screen(f"id,name,related_to\nP1,X Y,{many}\nP2,X Y,{many}|C4096\n")
    check("one belongs to 4,096 customers at most", rows[0]["outcome"] == "clear" and
          len(rows[0]["related_to"]) == 4096 and rows[1]["outcome"] == "error", told[:300])

    write("c.csv", NESTED)
    done = interdict("screen", "-", "--format", "jsonl", stdin=NESTED)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    check("from a pipe company and role are given and said to be unchecked", done.returncode == 2
          and rows[1]["related_to"][0]["id"] == "C1" and "not checked" in
          rows[1]["related_to"][0]["problem"] and rows[1]["hits"], done.stderr)
    done = interdict("screen", "Clara", "c.csv", "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    check("rows are counted over all inputs", rows[2]["related_to"][0]["row"] == 2, rows[2])

    ftm = (entity("o1", "Ownership", owner="p1", asset="c1", percentage="25") +
           entity("p1", "Person", name="Igor Beispielow") +
           entity("c1", "Company", name="Example Trading Ltd") +
           entity("d1", "Directorship", director="p2", organization="c1", role="Secretary") +
           entity("p2", "Person", name="Clara Nobody") +
           entity("f1", "Family", person="p2", relative="p1", relationship="sister"))
    rows, told, code = screen(ftm, name="c.jsonl")
    check("FollowTheMoney: relations are rows that are joined to their parties", code == 1 and
          len(rows) == 6 and rows[1]["related_to"] == [
              {"id": "c1", "role": "owner (25 %)", "name": "Example Trading Ltd", "row": 3,
               "problem": None},
              {"id": "p2", "role": "sister", "name": "Clara Nobody", "row": 5, "problem": None}],
          (rows, told))
    check("the row of a relation names its kind and both ends", rows[0]["relation"] == "Ownership"
          and [item["id"] for item in rows[0]["related_to"]] == ["p1", "c1"] and
          rows[0]["outcome"] == "clear" and not rows[0]["hits"], rows[0])
    done = interdict("screen", "c.jsonl")
    check("they are counted apart", "3 of the rows only join two customers" in done.stdout and
          "6 screened" in done.stdout, done.stdout)
    rows, told, code = screen(entity("o1", "Ownership", owner="p9", asset="c1") +
                              entity("c1", "Company", name="A Ltd"), name="c.jsonl")
    check("an end that is not in the file is an error: nobody screened it", code == 2 and
          rows[0]["outcome"] == "error" and "owner" in rows[0]["error"] and "p9" in
          rows[0]["error"], rows)
    rows, told, code = screen(entity("o1", "Ownership", owner="a", asset="b") +
                              entity("o2", "Ownership", owner="b", asset="a") +
                              entity("a", "Company", name="A Ltd") +
                              entity("b", "Company", name="B Ltd"), name="c.jsonl")
    check("a circle of owners is told at its relations", code == 2 and
          all("circle" in str(rows[i]["related_to"]) for i in (0, 1)) and
          all("circle" not in str(rows[i]["related_to"]) for i in (2, 3)), rows)
    done = interdict("screen", "-", "--format", "jsonl", stdin=ftm)
    check("relations from a pipe are errors: they cannot be joined", done.returncode == 2 and
          json.loads(done.stdout.splitlines()[0])["outcome"] == "error", done.stdout)

    for form in ("jsonl", "csv"):
        write("c.csv", NESTED + "P9,Clara Nobody,Person,C9,director\n")
        base = ("screen", "c.csv", "--format", form, "-q", "--output")
        whole = interdict(*base, "whole")
        full = open(os.path.join(folder, "whole"), "rb").read()
        state = open(os.path.join(folder, "whole.state"), "rb").read()
        wrong = []
        for cut in range(0, len(full) + 1, 97):
            open(os.path.join(folder, "part"), "wb").write(full[:cut])
            open(os.path.join(folder, "part.state"), "wb").write(state.replace(b"complete\n", b""))
            done = interdict(*base, "part", "--resume")
            if (open(os.path.join(folder, "part"), "rb").read() != full or
                    done.returncode != whole.returncode):
                wrong.append((cut, done.returncode))
        check(f"{form} with relations resumes at any cut", not wrong and whole.returncode == 2,
              wrong)
print(f"1..{count}")
sys.exit(failed > 0)
