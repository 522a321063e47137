#!/usr/bin/env python3
"""The lab's report: the same seed gives the same figures, they add up, the page stands alone.

usage: test_lab.py INTERDICT
"""
import html.parser
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.environ.get("ITD_SOURCE_ROOT", "."))
BINARY = os.path.abspath(sys.argv[1])

LISTED = [
    ("Person", "Marek Zelenka Novak", "cz"), ("Person", "Khalid Hasan Jawad", "sy"),
    ("Person", "KIM JONG CHOL", "kp"), ("Person", "Yury Shevchenko", "ru"),
    ("Person", "Zhu Xiaoguang", "cn"), ("Company", "Harbour Gate Trading Ltd", "kp"),
    ("Person", "Ким Чен Чхоль", "kp"), ("Person", "William Brandmark", "us"),
]


def interdict(*arguments, folder):
    done = subprocess.run(
        [BINARY, *arguments], cwd=folder, capture_output=True, timeout=240, check=False,
        env={"PATH": os.environ["PATH"], "HOME": folder, "INTERDICT_DATA": ROOT + "/data"})
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def make_store(folder):
    with open(os.path.join(folder, "list.jsonl"), "w", encoding="utf-8") as file:
        for number, (schema, name, country) in enumerate(LISTED):
            key = "nationality" if schema == "Person" else "country"
            file.write(json.dumps({"id": f"L{number}", "schema": schema, "caption": name,
                                   "properties": {"name": [name], key: [country]}}) + "\n")
    status, _, err = interdict("lists", "add", "own", "list.jsonl", "--date", "2026-01-01",
                               "--store", "st", folder=folder)
    assert status == 0, err


def report(folder, *arguments):
    status, out, err = interdict("lab", "--queries", "8", "--store", "st", "--format", "json",
                                 *arguments, folder=folder)
    assert status == 0, err
    return json.loads(out)


class Checker(html.parser.HTMLParser):
    """Elements closed in order, nothing loaded."""

    def __init__(self):
        super().__init__()
        self.open, self.faults, self.charts = [], [], 0

    def handle_starttag(self, tag, attrs):
        self.charts += tag == "svg"
        if tag in ("script", "link", "img", "iframe") or any(
                name == "src" or name == "href" and not value.startswith("#")
                for name, value in attrs):
            self.faults.append(f"loads: {tag} {attrs}")
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"closed out of order: {tag}")


def test_the_same_seed_gives_the_same_report_and_another_seed_another():
    with tempfile.TemporaryDirectory() as folder:
        make_store(folder)
        first, second = report(folder), report(folder)
        other = report(folder, "--seed", "2")
        for one in (first, second, other):
            one.pop("throughput")
        assert first == second
        assert [c["examples"] for c in first["classes"]] != [c["examples"] for c in
                                                              other["classes"]] or \
            first["origins"] != other["origins"] or first["classes"] != other["classes"]
        assert first["seed"] == 1 and other["seed"] == 2


def test_the_figures_of_every_class_and_origin_add_up():
    with tempfile.TemporaryDirectory() as folder:
        make_store(folder)
        found = report(folder)
        assert found["lists"] == {"own": "2026-01-01"} and found["listed_names"] == len(LISTED)
        assert found["cutoffs"][0] == 0.7 and found["cutoffs"][-1] == 0.95
        classes = {row["class"]: row for row in found["classes"]}
        assert classes["exact"]["found"] == [len(LISTED)] * 26, classes["exact"]
        assert classes["replaced part"]["expected"] == "no hit"
        for row in found["classes"] + found["origins"]:
            counts = row.get("found", row.get("flagged"))
            total = row.get("queries", row.get("customers"))
            assert len(counts) == 26 and all(count <= total for count in counts), row
            assert counts == sorted(counts, reverse=True), row
            assert len(row["examples"]) <= 3, row
        for name in ("Korean, Yale spelling", "legal form", "diminutive", "homoglyph"):
            assert classes[name]["queries"] >= 1, classes[name]
        assert len(found["origins"]) == 9 and all(row["customers"] == 8 for row in found["origins"])


def test_own_customers_are_one_more_origin_and_a_bad_row_ends_the_run():
    with tempfile.TemporaryDirectory() as folder:
        make_store(folder)
        with open(os.path.join(folder, "c.csv"), "w", encoding="utf-8") as file:
            file.write("name\nClara Example\nWilliam Brandmark\n")
        own = report(folder, "--customers", "c.csv")["origins"][-1]
        assert own["origin"] == "your customers" and own["customers"] == 2, own
        assert own["flagged"] == [1] * 26 and own["examples"][0]["id"] == "L7", own
        with open(os.path.join(folder, "c.csv"), "a", encoding="utf-8") as file:
            file.write("a\x01b\n")
        status, out, err = interdict("lab", "--queries", "1", "--store", "st", "--customers",
                                     "c.csv", folder=folder)
        assert status == 65 and not out and "c.csv:4" in err, (status, out, err)


def test_the_page_is_whole_and_loads_nothing():
    with tempfile.TemporaryDirectory() as folder:
        make_store(folder)
        status, out, err = interdict("lab", "--queries", "2", "--store", "st", "--html", "r.html",
                                     folder=folder)
        assert status == 0 and "class" in out, err
        with open(os.path.join(folder, "r.html"), encoding="utf-8") as file:
            checker = Checker()
            checker.feed(file.read())
        assert not checker.faults and not checker.open, (checker.faults, checker.open)
        assert checker.charts >= 5, checker.charts


def test_wrong_settings_are_refused():
    with tempfile.TemporaryDirectory() as folder:
        make_store(folder)
        for arguments in (["--queries", "0"], ["--queries", "100001"], ["--seed", "x"], ["word"],
                          ["--format", "csv"], ["--list", "no"], ["--customers", "no.csv"]):
            status, out, err = interdict("lab", "--store", "st", *arguments, folder=folder)
            assert status >= 64 and not out and err, (arguments, status, out)


def main():
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_")]
    print(f"1..{len(tests)}")
    failed = 0
    for number, (name, test) in enumerate(tests, 1):
        try:
            test()
            print(f"ok {number} - {name}")
        except AssertionError as fault:
            failed += 1
            print(f"not ok {number} - {name}")
            for line in str(fault).splitlines():
                print(f"# {line}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
