#!/usr/bin/env python3
"""The tables of data/chronicle are those that the tool makes, and say of themselves what they hold.

Where ../shared is there, they are made again and compared byte for byte.
"""
import csv
import os
import re
import subprocess
import sys
import tempfile

import tap

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
DATA = os.path.join(ROOT, "data", "chronicle")
TABLES = os.path.join(ROOT, "..", "shared", "regime")
NAMES = ("events.tsv", "statements.tsv", "sources.tsv", "pressure.tsv")


def rows(name):
    with open(os.path.join(DATA, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_the_tables_are_what_the_tool_makes():
    if not os.path.isdir(os.path.join(ROOT, "..", "shared")):
        return
    with tempfile.TemporaryDirectory() as made:
        subprocess.run([sys.executable, os.path.join(ROOT, "tools", "gen_chronicle.py"), TABLES,
                        made], check=True)
        for name in NAMES:
            with open(os.path.join(made, name), "rb") as new, \
                    open(os.path.join(DATA, name), "rb") as committed:
                assert new.read() == committed.read(), name


def test_the_page_counts_the_rows():
    with open(os.path.join(DATA, "README.md"), encoding="utf-8") as file:
        page = file.read()
    for name in NAMES:
        told = re.search(r"^\| `%s` \| (\d+) \|" % name, page, re.MULTILINE).group(1)
        assert int(told) == len(rows(name)), (name, told, len(rows(name)))


def test_no_text_of_the_sources_is_in_them():
    """CSIS and CNS describe events in sentences; facts need none."""
    for row in rows("events.tsv"):
        assert len(row["system"]) < 45, row
        assert len(row["note"]) < 90, row


if __name__ == "__main__":
    tap.run(globals())
