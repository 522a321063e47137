#!/usr/bin/env python3
"""`interdict comply --html`: the page is well formed, stands alone, keeps hostile and foreign texts
in their place, has a chart for each subject with its words, shows every row of the evidence, keeps
what binds apart from what is asked for, and is written whole or not at all. Prints TAP.
usage: test_comply_page.py INTERDICT"""
import csv
import html.parser
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile

BINARY = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DATA = os.path.join(ROOT, "tests", "data", "comply")
os.environ["INTERDICT_DATA"] = os.path.join(ROOT, "data")
DAY = ("--on", "2020-06-30")
VOID = {"meta", "br", "link"}
TRADE = "period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,primaryValue\n"
count = failed = 0


def check(name, truth, detail=""):
    global count, failed
    count += 1
    failed += not truth
    print(("ok" if truth else "not ok"), count, "-", name)
    if not truth and detail:
        print("\n".join("# " + line for line in str(detail).splitlines()[:30]))


def run(*arguments):
    return subprocess.run([BINARY, "comply", *arguments], capture_output=True, text=True,
                          timeout=240, check=False)


def put(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        file.write(text)


class Page(html.parser.HTMLParser):
    """Every element is closed in order; tables by caption, as lists of rows of cells."""

    def __init__(self, text):
        super().__init__()
        self.open, self.faults, self.attributes, self.tables = [], [], [], {}
        self.texts, self.caption, self.row = [], "", None
        self.feed(text)

    def handle_startendtag(self, tag, attrs):
        self.attributes.append((tag, dict(attrs)))

    def handle_starttag(self, tag, attrs):
        self.attributes.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "caption":
            self.caption = ""
        if tag == "tr":
            self.row = []
        if tag in ("td", "th") and self.row is not None:
            self.row.append("")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append((tag, self.getpos()))
        if tag == "caption":
            self.tables[self.caption] = []
        if tag == "tr":
            self.tables[self.caption].append(self.row)
            self.row = None

    def handle_data(self, data):
        self.texts.append((tuple(self.open), data))
        if self.open and self.open[-1] == "caption":
            self.caption += data
        if self.row and ("td" in self.open or "th" in self.open):
            self.row[-1] += data

    def inside(self, tag):
        return [data for around, data in self.texts if around and around[-1] == tag]

    def all_text(self):
        return " ".join(data for _, data in self.texts)


def page_of(folder, *arguments):
    """The text of the page of a folder, and what the command did."""
    with tempfile.TemporaryDirectory() as out:
        path = os.path.join(out, "page.html")
        done = run("--data", folder, "--html", path, *DAY, *arguments)
        text = ""
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                text = file.read()
    return text, done


def made(folder):
    """Everything that is planted, with deliveries."""
    for part in ("plain", "vessels"):
        for name in os.listdir(os.path.join(DATA, part)):
            shutil.copy(os.path.join(DATA, part, name), folder)
    put(folder, "oil.csv", "cap,from,to,supplier,kind,barrels,tonnes\n"
        "refined,2018-03,,China,notified,300000,\nrefined,2018-06,,China,notified,,20000\n"
        "refined,2018-06,,Russia,notified,100000,\nrefined,2018-05,,Russia,estimated,90000,\n")


def check_form(name, text):
    page = Page(text)
    check(f"{name}: every element is closed in its order", not page.faults and not page.open,
          (page.faults, page.open))
    headings = [tag for tag, _ in page.attributes if re.fullmatch("h[1-6]", tag)]
    check(f"{name}: one h1, and headings go down a step at a time", headings.count("h1") == 1
          and all(int(b[1]) <= int(a[1]) + 1 for a, b in zip(headings, headings[1:])), headings)
    ids = [attributes["id"] for _, attributes in page.attributes if "id" in attributes]
    check(f"{name}: no id stands there twice", len(ids) == len(set(ids)), ids)
    labels = [attributes["aria-labelledby"] for _, attributes in page.attributes
              if "aria-labelledby" in attributes]
    check(f"{name}: what names a part is there", all(
        part in ids for label in labels for part in label.split()), labels)
    charts = sum(tag == "svg" and attributes.get("role") == "img"
                 for tag, attributes in page.attributes)
    tags = [tag for tag, _ in page.attributes]
    check(f"{name}: each chart has a name and a description", charts == tags.count("desc")
          and charts == tags.count("figcaption"), (charts, tags.count("desc")))
    check(f"{name}: nothing is loaded and nothing runs", not re.search(
        r"https?://(?!www\.w3\.org/2000/svg)|@import|url\(", text) and not any(
        tag in ("script", "img", "iframe", "object", "link", "form") for tag in tags) and not any(
        key.startswith("on") or key in ("src", "srcdoc")
        for _, attributes in page.attributes for key in attributes))
    return page


def test_made():
    with tempfile.TemporaryDirectory() as folder:
        made(folder)
        text, done = page_of(folder)
        plain = run("--data", folder, *DAY)
        again, _ = page_of(folder)
        rows = list(csv.reader(io.StringIO(run("--data", folder, "--format", "csv", *DAY).stdout)))
        one, _ = page_of(folder, "--state", "MZ")
    check("the answer is the same beside a page", done.stdout == plain.stdout
          and done.returncode == plain.returncode == 1, done.stderr)
    check("the same input gives the same bytes", text == again)
    page = check_form("the made set", text)
    charts = page.inside("figcaption")
    check("a chart for each subject", {
        "Banned trade by state, at least and at most", "Reports that bind",
        "Reports that are asked for", "Trade under a binding measure, by state and period",
        "Listed ships by flag over time", "Listed ships by the state of their owner over time",
        "The import as a share of the export it mirrors"} <= set(charts)
          and any(chart.startswith("refined, 2018-01-01") for chart in charts), charts)
    titles = page.inside("title")
    check("marks of reports say duty, finding and day", "2397-workers-mid: late, filed 2019-04-01"
          in titles and any(": never, due 2020-03-22" in title for title in titles))
    check("months of banned trade, of a wind-down and that cannot be told",
          "2018-03: banned, USD 120000 to 120000" in titles
          and "2017-10: winding down" in titles and "2017: cannot be told" in titles, titles)
    words = page.inside("text")
    check("lines stand where a measure began and a wind-down ended",
          "2375 in force" in words and "2375 wind-down ends" in words, words)
    evidence = page.tables["Every row behind the scorecard"][1:]
    check("the evidence is that of the CSV, row for row",
          [row[:14] for row in evidence] == [row[:14] for row in rows[1:]],
          [(a, b) for a, b in zip(evidence, rows[1:]) if a[:14] != b[:14]][:3])
    check("each row of trade and ships names file and row", all(
        re.search(r":\d+$", row[13]) for row in evidence
        if row[1] in ("from-dprk", "to-dprk", "flag", "owner", "port-call", "mirror")))
    binds = {row[0]: row for row in
             page.tables["What binds: decided by the Security Council"][1:]}
    asked = {row[0]: row for row in
             page.tables["What is asked for: never added to what binds"][1:]}
    check("what binds and what is asked for are two tables", binds["Mozambique"][8] == "3"
          and asked["Mozambique"][3] == "7" and binds["Peru"][1] == "1 to 2",
          (binds["Mozambique"], asked["Mozambique"]))
    check("a state without a row of trade has no place and no figures of trade",
          binds["Panama"][1:7] == ["–"] * 6 and asked["Panama"][4:] == ["–"] * 3
          and binds["France"][1] == "5 to 7", (binds["Panama"], asked["Panama"], binds["France"]))
    named = {word for row in evidence for word in row[12].split()}
    check("every measure that a row names is told with its confidence", named <= {
        row[0] for row in page.tables["Measures behind the rows"][1:] if row[6]}, named)
    check("the page of one state has the rows of that state", {
        row[0] for row in Page(one).tables["Every row behind the scorecard"][1:]} == {"mz"})


HOSTILE = '"><img src=x onerror=alert(1)></td></svg><script>alert(2)</script>'


def test_hostile():
    with tempfile.TemporaryDirectory() as folder:
        quoted = '"' + HOSTILE.replace('"', '""') + '"'
        put(folder, "register<script>alert(3)<!--.csv",
            "imo,name,flag,owner,owner_state,from,to\n"
            f"9020003,{quoted},Panama,{quoted},CN,2015-05-01,\n"
            "8914934,백두산호,Togo,شركة الشحن,CN,2015-05-01,\n"
            "9008201,\u202egnp.exe,Tanzania,Владелец,KP,2014-01-01,\n")
        put(folder, "port&lt;'`.csv", "imo,port,state,arrival\n"
            f"9020003,{quoted},CN,2018-04-01\n")
        put(folder, "oil'><b>.csv", "cap,from,to,supplier,kind,barrels\n"
            f"refined,2018-03,,{quoted},notified,3000\nrefined,2018-03,,китай,notified,3000\n")
        put(folder, "<svg onload=alert(4)>.txt", "x")
        put(folder, "trade<i>.csv", TRADE + "201902,392,M,408,H5,030749,70\n")
        text, done = page_of(folder)
    check("hostile names end with a page", done.returncode == 1 and text, done.stderr)
    page = check_form("hostile names", text)
    check("hostile names are there as text", HOSTILE in page.all_text()
          and "trade<i>.csv:2" in page.all_text() and "<svg onload=alert(4)>.txt" in
          page.all_text())
    check("no element came in with a text", not any(
        tag in ("b", "i", "img", "script") for tag, _ in page.attributes)
        and text.count("<svg") == text.count("</svg>"))
    check("a mark that turns the direction is not written", "\u202e" not in text)
    names = [attributes.get("lang") for tag, attributes in page.attributes if tag == "bdi"]
    check("foreign names say their script", {"und-Hang", "und-Arab", "und-Cyrl"} <= set(names),
          set(names))


def test_nothing():
    with tempfile.TemporaryDirectory() as folder:
        put(folder, "trade.csv", TRADE)
        text, done = page_of(folder)
        page = check_form("nothing in the files", text)
        check("what was not given is said", done.returncode == 0 and all(
            words in page.all_text() for words in (
                "No state is in the files", "nothing is said of reports",
                "nothing is said of the caps", "nothing is said of flags", "of ports")))
        put(folder, "trade.csv", TRADE + "201902,392,X,408,H5,270900,0\n201902,392,M,408,H5,03,0\n")
        check_form("flows of no value", page_of(folder)[0])
        put(folder, "trade.csv", TRADE + "201902,392,X,704,H5,270900,0\n"
            "201902,704,M,392,H5,270900,50\n")
        page = check_form("a mirror without an export", page_of(folder)[0])
        check("a share of nothing is no number", "inf" not in page.tables[
            "Pairs of figures that do not fit"][1], page.tables)


def test_whole():
    with tempfile.TemporaryDirectory() as folder:
        data, path = os.path.join(folder, "data"), os.path.join(folder, "page.html")
        os.mkdir(data)
        put(data, "trade.csv", TRADE + "201902,392,M,408,H5,030749,70\n")
        done = run("--data", data, "--html", os.path.join(folder, "no", "page.html"), *DAY)
        check("a page that cannot be written is an error, and nothing is printed",
              done.returncode >= 64 and not done.stdout and "page.html" in done.stderr,
              done.stderr)
        put(folder, "page.html", "the page before")
        put(data, "trade_bad.csv", TRADE + "201913,392,M,408,H5,030749,70\n")
        done = run("--data", data, "--html", path, *DAY)
        with open(path, encoding="utf-8") as file:
            kept = file.read()
        check("a run that fails leaves the page before", done.returncode >= 64
              and kept == "the page before", kept[:100])
        os.remove(os.path.join(data, "trade_bad.csv"))
        run("--data", data, "--html", path, *DAY)
        with open(path, encoding="utf-8") as file:
            kept = file.read()
        check("a run that ends well replaces it and leaves nothing beside it",
              kept.endswith("</html>\n") and sorted(os.listdir(folder)) == ["data", "page.html"],
              os.listdir(folder))
        put(data, "trade_more.csv", TRADE + "".join(
            f"{year}{month:02},{reporter},M,408,H5,0307{code},70\n" for year in range(2018, 2021)
            for month in range(1, 13) for reporter in (392, 604, 508, 276)
            for code in range(10, 60)))
        text, _ = page_of(data)
        page = check_form("many rows", text)
        check("a table that is cut says so", len(page.tables["Every row behind the scorecard"])
              == 2001 and "more rows are not shown here" in page.all_text())


test_made()
test_hostile()
test_nothing()
test_whole()
print(f"1..{count}")
sys.exit(1 if failed else 0)
