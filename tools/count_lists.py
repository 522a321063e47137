#!/usr/bin/env python3
"""Counts the entries of the publishers' real files in a few lines each, without the readers: the
figures that test_layouts_shared.c holds the readers to.

usage: count_lists.py SHARED      (the folder with lists/ in it)
"""
import collections
import csv
import io
import os
import subprocess
import sys

csv.field_size_limit(1 << 24)


def text(path, encoding="utf-8-sig"):
    data = subprocess.run(["zstd", "-dc", path], check=True, capture_output=True).stdout \
        if path.endswith(".zst") else open(path, "rb").read()
    return data.decode(encoding)


def rows(path, encoding="utf-8-sig", delimiter=","):
    return list(csv.reader(io.StringIO(text(path, encoding), newline=""), delimiter=delimiter))


def ofsi(path, encoding):
    head, *body = rows(path, encoding)[1:]
    kind, group = head.index("Group Type"), head.index("Group ID")
    kinds = {row[group]: row[kind] for row in body}
    names = {(row[group], *row[:6], row[head.index("Alias Type")],
              row[head.index("Alias Quality")] if "Alias Quality" in head else "") for row in body}
    if "Name Non-Latin Script" in head:
        at = head.index("Name Non-Latin Script")
        names |= {(row[group], row[at]) for row in body if row[at]}
    return len(body), collections.Counter(kinds.values()), len(names)


def eu(path):
    head, *body = rows(path, delimiter=";")
    kinds = {row[head.index("EU_ref_num")]: row[head.index("Subject_type")] for row in body}
    return (len(body), collections.Counter(kinds.values()),
            sum(row[head.index("Naal_wholename")] != "" for row in body))


def main():
    os.chdir(os.path.join(sys.argv[1], "lists"))
    print("OFSI 2018: rows, subjects, names", ofsi("uk/ofsi_sanctionsconlist_2018-04-13.csv.zst",
                                                   "cp1252"))
    print("OFSI 2020", ofsi("uk/ofsi_conlist_2020-04-27_excerpt.csv", "utf-8"))
    print("EU 2018: rows, entries, names", *eu("eu/eu_fsf_csv_2018-07-04_first999rows.csv"))


if __name__ == "__main__":
    main()
