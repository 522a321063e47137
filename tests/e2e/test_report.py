#!/usr/bin/env python3
"""`interdict screen --html`: the page is well formed, keeps foreign text in its place, marks what
matched, and tells what could not be screened. Prints TAP. usage: test_report.py INTERDICT"""
import html.parser
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.environ.get("ITD_SOURCE_ROOT", ".")
BINARY = os.path.abspath(sys.argv[1])
VOID = {"meta", "br", "link"}
count = failed = 0

LIST = [
    {"id": "e-1", "schema": "Person", "caption": "Pavel Ostrowen",
     "properties": {"name": ["Pavel Ostrowen"], "alias": ["محمد حسن"], "birthDate": ["1961-04-05"],
                    "nationality": ["ir"], "address": ["1 <i>Example</i> Street"]}},
    {"id": "e-2", "schema": "Company", "caption": "<script>alert(1)</script> Trading",
     "properties": {"name": ["<script>alert(1)</script> Trading \u202egnp.exe"]}},
]
CUSTOMERS = [
    {"id": "c1", "name": ["Ostrowen Pavel"], "birth_date": ["1961-04-05"], "nationality": ["ir"]},
    {"id": "c2\"><img src=x onerror=alert(2)>", "name": ["script alert(1) script Trading gnp exe"]},
    {"id": "c3", "name": ["محمد حسن"]},
    {"id": "c4"},
    {"id": "c5", "name": ["Nobody Atall"]},
]


HOSTILE = """id,name,birth_date,related_to,role
C1,Muster </title><script>alert(3)</script> Ltd,,,
"P1""><i>",Pavel Ostrowen,1961-04-05,C1,</td><svg onload=alert(4)>
P2,"Pavel Ostrowen \u202e &lt;b&gt; javascript:alert(5)",,C1,"owner' onmouseover='alert(6)"
P3,Pavel Ostrowen,,C9 <a href=javascript:1>,--><!--
P4,Pavel Ostrowen,<img src=x onerror=alert(7)>,C1,x
P5,\u2066محمد حسن\u2069,,C1,]]>
"""


class Page(html.parser.HTMLParser):
    """Every element is closed in order; texts by the elements around them."""

    def __init__(self, text):
        super().__init__()
        self.open, self.faults, self.texts, self.attributes = [], [], [], []
        self.feed(text)

    def handle_startendtag(self, tag, attrs):
        self.attributes.append((tag, dict(attrs)))

    def handle_starttag(self, tag, attrs):
        self.attributes.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append((tag, self.getpos()))

    def handle_data(self, data):
        self.texts.append((tuple(self.open), data))

    def inside(self, tag):
        return [data for around, data in self.texts if around and around[-1] == tag]


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


def write_lines(path, rows):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


with tempfile.TemporaryDirectory() as folder:
    write_lines(os.path.join(folder, "list.jsonl"), LIST)
    write_lines(os.path.join(folder, "customers.jsonl"), CUSTOMERS)
    added = interdict(folder, "lists", "add", "own", "list.jsonl", "--date", "2025-01-01")
    assert added.returncode == 0, added.stderr
    plain = interdict(folder, "screen", "customers.jsonl", "--format", "jsonl")
    done = interdict(folder, "screen", "customers.jsonl", "--format", "jsonl", "--html", "r.html")
    check("the answers are the same beside a report", done.stdout == plain.stdout and
          done.returncode == plain.returncode == 2, done.stderr)
    text = open(os.path.join(folder, "r.html"), encoding="utf-8").read()
    page = Page(text)
    check("every element is closed", not page.faults and not page.open, (page.faults, page.open))
    check("no script, image or handler came in with a text", not any(
        tag in ("script", "img", "i", "iframe") or any(name.startswith("on") for name in attributes)
        for tag, attributes in page.attributes), "")
    check("nothing is loaded", "http://" not in text.replace("http://www.w3.org", "") and
          "https://" not in text)
    marked = page.inside("mark")
    check("the matched parts are marked on both sides",
          marked.count("Ostrowen") == 2 and marked.count("Pavel") == 2, marked)
    check("a foreign name says its script", any(
        tag == "bdi" and attributes.get("lang") == "und-Arab"
        for tag, attributes in page.attributes))
    check("a direction mark is shown as such", "\u202e" not in text)
    check("what agrees is said", "agrees" in page.inside("td"))
    check("a row that could not be screened is there", any(
        "neither a name nor an identifier" in data for _, data in page.texts))
    check("a clear row is counted, not shown", "Nobody Atall" not in text)
    check("list, version and its age are there", "own" in page.inside("th") and
          "2025-01-01" in page.inside("td"))
    headings = [tag for tag, _ in page.attributes if tag in ("h1", "h2", "h3", "h4")]
    check("headings go down a step at a time", all(
        int(b[1]) <= int(a[1]) + 1 for a, b in zip(headings, headings[1:])), headings)
    with open(os.path.join(folder, "related.csv"), "w", encoding="utf-8") as file:
        file.write(HOSTILE)
    done = interdict(folder, "screen", "related.csv", "--format", "jsonl", "--html", "rel.html")
    text = open(os.path.join(folder, "rel.html"), encoding="utf-8").read()
    page = Page(text)
    check("a page of related persons is well formed, whatever their data", done.returncode == 2 and
          not page.faults and not page.open and text.count("<!DOCTYPE") == 1,
          (page.faults, page.open, done.stderr))
    check("nothing of their data is markup", not any(
        tag in ("script", "img", "i", "iframe", "base", "form") or any(
            name.startswith("on") or name in ("src", "srcdoc") or
            (name == "href" and not value.startswith("#")) for name, value in attributes.items())
        for tag, attributes in page.attributes) and
        [tag for tag, _ in page.attributes].count("svg") == 1,
        [item for item in page.attributes if item[0] in ("script", "img", "a", "svg")])
    words = "".join(data for _, data in page.texts)
    check("a hit names the company and the role, as they are written",
          "Muster </title><script>alert(3)</script> Ltd" in words and
          "</td><svg onload=alert(4)>" in words, words[-1500:])
    check("a relation that cannot be relied on is told", "no customer" in words, words[-1500:])
    check("a row that could not be read is told with its place", "related.csv:6" in words)
    check("no control characters and no direction marks are left",
          not any(mark in text for mark in ("\u202e", "\u2066", "\x07", "\x1b")))
    done = interdict(folder, "screen", "Nobody", "--html", "none.html")
    none = open(os.path.join(folder, "none.html"), encoding="utf-8").read()
    check("a run without hits is a page as well", done.returncode == 0 and "None." in none)
    done = interdict(folder, "screen", "Nobody", "--html", "no/such/folder.html")
    check("a page that cannot be written is an error", done.returncode > 2 and
          "folder.html" in done.stderr, done.stderr)
print(f"1..{count}")
sys.exit(failed > 0)
