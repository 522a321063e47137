#!/usr/bin/env python3
"""Counts the entries of the publishers' real files in a few lines each, without the readers: the
figures that test_layouts_shared.c holds the readers to.

usage: count_lists.py SHARED      (the folder with lists/ in it)
"""
import collections
import csv
import io
import os
import re
import subprocess
import sys
import zipfile
from xml.etree import ElementTree

ENHANCED = ("{https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"
            "ENHANCED_XML}")
ADVANCED = "{http://www.un.org/sanctions/1.0}"
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


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def sheets(path):
    """Name and rows (column -> text, furigana left out) of every sheet of a workbook."""
    with zipfile.ZipFile(path) as book:
        def tree(name):
            return ElementTree.fromstring(book.read("xl/" + name))
        shared = ["".join(t.text or "" for t in item.iterfind(MAIN + "t"))
                  + "".join(t.text or "" for t in item.iterfind(MAIN + "r/" + MAIN + "t"))
                  for item in tree("sharedStrings.xml")]
        targets = {r.get("Id"): r.get("Target") for r in tree("_rels/workbook.xml.rels")}
        for sheet in tree("workbook.xml").find(MAIN + "sheets"):
            rows_of = []
            for row in tree(targets[sheet.get(OFFICE + "id")]).iter(MAIN + "row"):
                cells = {}
                for cell in row:
                    value = cell.findtext(MAIN + "v", "")
                    text_of = shared[int(value)] if cell.get("t") == "s" and value else value
                    if text_of.strip():
                        cells[re.match("[A-Z]+", cell.get("r")).group()] = text_of.strip()
                rows_of.append(cells)
            yield sheet.get("name"), rows_of


def mof(path):
    """Entries by sheet and kind: persons, bodies, neither."""
    of_persons = {"称号", "役職", "肩書", "肩書等", "生年月日", "生年月日・出生地", "出生地",
                  "出生地・出身地", "国籍", "旅券番号"}

    def kind_of(words):
        person, body = "個人" in words, "団体" in words or "銀行" in words
        return None if person == body else "P" if person else "O"

    found = collections.Counter()
    for name, rows_of in sheets(path):
        headers, title = None, ""
        for row in rows_of:
            if headers is None:
                headers = row if row.get("A") == "告示日付" else None
                title += "".join(text.split("（注")[0] for text in row.values())
            elif "C" in row or "D" in row:
                kind = kind_of(name) or kind_of(title)
                un = [t for c, t in row.items() if headers.get(c) == "国連参照番号"
                      and re.match(r"[A-Za-z]{2}[ei]\.\d{3}", t)]
                if kind is None and un:
                    kind = "P" if un[0][2] == "i" else "O"
                if kind is None and any(headers.get(c) in of_persons for c in row):
                    kind = "P"
                if kind is None:
                    kind = "O" if of_persons & set(headers.values()) else "L"
                found[name.split(".")[0], kind] += 1
    return found


def main():
    os.chdir(os.path.join(sys.argv[1], "lists"))
    print("OFSI 2018: rows, subjects, names", ofsi("uk/ofsi_sanctionsconlist_2018-04-13.csv.zst",
                                                   "cp1252"))
    print("OFSI 2020", ofsi("uk/ofsi_conlist_2020-04-27_excerpt.csv", "utf-8"))
    print("EU 2018: rows, entries, names", *eu("eu/eu_fsf_csv_2018-07-04_first999rows.csv"))
    canada = list(ElementTree.fromstring(text("ca/sema_2025-05.xml.zst", "utf-8")))
    print("Canada: records, persons, ships", len(canada),
          sum(row.find("LastName") is not None for row in canada),
          sum(row.find("ShipIMONumber") is not None for row in canada))
    head, *body = rows("us/csl_consolidated.csv.zst")
    print("CSL: records, distinct (list, number)", len(body), len({(r[0], r[1]) for r in body}),
          collections.Counter(row[head.index("type")] for row in body))
    head, *body = rows("us/bis_dpl_2021-07.txt", delimiter="\t")
    print("Denied persons: rows, distinct rows", len(body), len(set(map(tuple, body))))
    head, *body = rows("un/1718_designated_vessels_2020-06-04_from_html.csv")
    print("UN vessels: rows, ships", len(body), len({row[0] for row in body}))
    enhanced = ElementTree.fromstring(text("ofac/cons_enhanced_2024-07-03.xml.zst"))
    print("OFAC enhanced: entities, kinds, names",
          len(list(enhanced.iter(ENHANCED + "entity"))),
          collections.Counter(node.text for node in enhanced.iter(ENHANCED + "entityType")),
          len(list(enhanced.iter(ENHANCED + "formattedFullName"))))
    advanced = ElementTree.fromstring(text("ofac/cons_advanced_2020-03-17.xml.zst"))
    print("OFAC advanced: parties, sub-types, names",
          len(list(advanced.iter(ADVANCED + "DistinctParty"))),
          collections.Counter(node.get("PartySubTypeID")
                              for node in advanced.iter(ADVANCED + "Profile")),
          len(list(advanced.iter(ADVANCED + "DocumentedName"))))
    found = mof("jp/mof_shisantouketsu_2026-03-05.xlsx")
    print("Japan MOF", sum(found.values()), {kind: sum(n for (_, k), n in found.items()
                                                       if k == kind) for kind in "POL"})
    print("  by sheet", " ".join("%s:%s:%d" % (sheet, kind, n)
                                 for (sheet, kind), n in found.items()))
    print("OFAC sdnList", text("ofac/consolidated_nonSDN_2025-03-28.xml").count("<sdnEntry>"))


if __name__ == "__main__":
    main()
