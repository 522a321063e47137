#!/usr/bin/env python3
"""Publishers' files, each taken by its own reader whether found or named, and refused as another
one's; then changed as hands and programs change them: cut, said twice, headers again, columns that
changed places, another root, workbooks with macros, links, merged headers and empty rows. What is
refused names the file and leaves nothing behind; what is taken is told. Prints TAP.
usage: test_mutated_lists.py INTERDICT"""
import csv
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

BINARY = os.path.abspath(sys.argv[1])
ROOT = os.environ.get("ITD_SOURCE_ROOT", ".")
LISTS = os.path.join(os.path.abspath(ROOT), "..", "shared", "lists")
# file, reader, entries
FILES = [
    ("un/un_consolidated_2026-02-27.xml.zst", "un", 1003),
    ("ofac/consolidated_nonSDN_2025-03-28.xml", "ofac-xml", 443),
    ("ofac/cons_enhanced_2024-07-03.xml.zst", "ofac-enhanced", 443),
    ("ofac/cons_advanced_2020-03-17.xml.zst", "ofac-advanced", 375),
    ("layouts/ofac_delta_file_2026-08-28_reduced.xml", "ofac-delta", 2),
    ("layouts/uk_sanctions_list_2026-09-02_trimmed.xml", "uk-xml", 2),
    ("layouts/uk_sanctions_list_2026-10-08_header_and_one_ship.csv", "uk-csv", 1),
    ("uk/ofsi_sanctionsconlist_2018-04-13.csv.zst", "ofsi-csv", 2106),
    ("layouts/eu_fsf_2026-08-05_trimmed.xml", "eu-xml", 3),
    ("layouts/eu_fsf_csv_1.1_2026-08-05_first21of113cols.csv", "eu-csv", 1),
    ("eu/eu_fsf_csv_2018-07-04_first999rows.csv", "eu-csv-old", 93),
    ("ca/sema_2025-05.xml.zst", "ca-xml", 4759),
    ("layouts/seco_2026-08-27_trimmed.xml", "ch-xml", 2),
    ("us/csl_consolidated.csv.zst", "us-csl", 14159),
    ("us/bis_dpl_2021-07.txt", "us-dpl", 579),
    ("un/1718_designated_vessels_2020-06-04_from_html.csv", "un-vessels", 59),
    ("un/1718_designated_vessels_2020-06-04.html.zst", "un-vessels", 59),
    ("layouts/jp_mof_csv_2026-08-28_header_and_four_rows.csv", "jp-mof", 4),
    ("jp/mof_shisantouketsu_2026-03-05.xlsx", "jp-mof", 2862),
    ("jp/meti_foreign_end_user_list_2025-09-29.xlsx", "jp-meti", 835),
    ("au/regulation8_consolidated_2024-11-11.xlsx", "au-xlsx", 3062),
]
DELIMITERS = {"us-dpl": "\t", "eu-csv": ";", "eu-csv-old": ";"}
# The column whose cells are the id, and one to exchange it with.
EXCHANGED = {"uk-csv": (1, 4), "ofsi-csv": (28, 0), "eu-csv": (0, 1), "eu-csv-old": (0, 1),
             "us-csl": (0, 5), "us-dpl": (0, 1), "un-vessels": (2, 0), "jp-mof": (0, 2)}
# An id of another form is an id as well; of a row's hash every column is a part.
LOOSE = {"uk-csv", "us-dpl", "us-csl"}

count = failed = 0


def check(name, truth, detail=""):
    global count, failed
    count += 1
    if not truth:
        failed += 1
        print(f"# {detail}")
    print(f"{'ok' if truth else 'not ok'} {count} - {name}")


class Folder:
    def __init__(self, path):
        self.path = path

    def add(self, source, *more):
        """Status, entries and all words; source: bytes or a path."""
        if isinstance(source, bytes):
            path = os.path.join(self.path, "changed.xlsx" if source[:2] == b"PK" else "changed")
            with open(path, "wb") as file:
                file.write(source)
            source = path
        store = os.path.join(self.path, "store")
        shutil.rmtree(store, ignore_errors=True)
        done = subprocess.run([BINARY, "lists", "add", "own", source, "--store", store, *more],
                              capture_output=True, text=True, timeout=250, check=False)
        entries = re.search(r"^entries +([\d,]+)", done.stdout, re.M)
        return (done.returncode, int(entries.group(1).replace(",", "")) if entries else None,
                done.stdout + done.stderr)


def read(path):
    if path.endswith(".zst"):
        return subprocess.run(["zstd", "-dcq", path], capture_output=True, check=True).stdout
    with open(path, "rb") as file:
        return file.read()


def workbook(data, change, extra=()):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, \
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in extra:
            new.writestr(name, part)
    return out.getvalue()


def related(kind, target):
    def change(name, part):
        if name != "xl/_rels/workbook.xml.rels":
            return part
        return part.replace(b"</Relationships>", b'<Relationship Id="more" Type="http://schemas.'
                            b'openxmlformats.org/officeDocument/2006/relationships/%s" '
                            b'Target="%s"/></Relationships>' % (kind, target))
    return change


def in_sheet(change):
    return lambda name, part: change(part) if name == "xl/worksheets/sheet1.xml" else part


def merge_headers(part):
    part = re.sub(rb"<mergeCells.*?</mergeCells>", b"", part, flags=re.S)
    return part.replace(b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell '
                        b'ref="A1:B1"/></mergeCells>')


def empty_rows(part):
    last = max(map(int, re.findall(rb'<row[^>]* r="(\d+)"', part)))
    rows = b"".join(b'<row r="%d"/>' % i for i in range(last + 1, 1040000))
    return part.replace(b"</sheetData>", rows + b"</sheetData>")


def check_workbook(folder, reader, data, entries):
    macros = folder.add(workbook(data, related(b"vbaProject", b"vbaProject.bin"),
                                 [("xl/vbaProject.bin", b"\0" * 99)]))
    check(f"{reader}: macros are told", macros[:2] == (0, entries) and "macros" in macros[2],
          macros)
    links = folder.add(workbook(data, related(b"externalLink", b"externalLinks/link1.xml"),
                                [("xl/externalLinks/link1.xml", b"<externalLink/>")]))
    check(f"{reader}: links are told", links[:2] == (0, entries) and "links to other" in links[2],
          links)
    cut = folder.add(data[:len(data) * 2 // 3])
    check(f"{reader}: a cut workbook is damaged, not unknown", cut[0] == 65 and
          "no reader" not in cut[2] and "changed.xlsx" in cut[2], cut)
    if reader == "jp-mof":
        return  # its first sheet is a table of contents
    merged = folder.add(workbook(data, in_sheet(merge_headers)))
    check(f"{reader}: merged headers are refused with their place", merged[0] == 65 and
          "changed.xlsx:1:" in merged[2] and "A1 to B1" in merged[2], merged)
    rows = folder.add(workbook(data, in_sheet(empty_rows)))
    check(f"{reader}: a million empty rows are none", rows[:2] == (0, entries), rows)


def check_xml(folder, reader, data):
    for what, changed in (
            ("said twice", data + data),
            ("another root", re.sub(rb"<(/?)(\w[\w:-]*)(?=[^>]*>\s*\Z)|<(?![?!])(\w[\w:-]*)",
                                    lambda found: found.group(0) + b"Other", data, count=1))):
        if reader == "un-vessels" and what == "another root":
            continue  # a page: its root says nothing
        done = folder.add(changed)
        check(f"{reader}: {what}: refused", done[0] == 65 and "changed" in done[2], done)


def check_rows(folder, reader, data):
    text = data.decode("cp1252" if reader == "ofsi-csv" else "utf-8-sig")
    at = 1 if reader in ("uk-csv", "ofsi-csv") else 0
    rows = list(csv.reader(io.StringIO(text), delimiter=DELIMITERS.get(reader, ",")))

    def written(rows):
        out = io.StringIO()
        csv.writer(out, delimiter=DELIMITERS.get(reader, ","), lineterminator="\n").writerows(rows)
        return out.getvalue().encode("cp1252" if reader == "ofsi-csv" else "utf-8")

    again = folder.add(written(rows[:at + 1] + rows[at:]))
    check(f"{reader}: headers again: refused at their row", again[0] == 65 and
          f"changed:{at + 2}:" in again[2], again)
    wide = folder.add(written([row + ["x"] if i == at + 1 else row
                               for i, row in enumerate(rows)]))
    check(f"{reader}: a row too wide: refused at its row", wide[0] == 65 and
          f"changed:{at + 2}:" in wide[2], wide)
    if reader in LOOSE:
        return
    a, b = EXCHANGED[reader]
    for row in rows[at + 1:]:
        row[a], row[b] = row[b], row[a]
    swapped = folder.add(written(rows))
    check(f"{reader}: two columns changed places: refused", swapped[0] == 65, swapped)


def check_file(folder, name, reader, entries, others):
    data = read(os.path.join(LISTS, name))
    found = folder.add(os.path.join(LISTS, name))
    named = folder.add(os.path.join(LISTS, name), "--reader", reader)
    check(f"{name}: {entries} entries, found and named", found[:2] == named[:2] == (0, entries),
          (found, named))
    for other in others:
        taken = folder.add(os.path.join(LISTS, name), "--reader", other)
        check(f"{name} is refused as {other}", taken[0] == 65 and
              os.path.basename(name) in taken[2], taken)
    half = folder.add(data[:len(data) // 2], "--reader", reader)
    check(f"{name}: cut in the middle: refused, nothing stays", half[0] == 65 and
          not os.path.exists(os.path.join(folder.path, "store", "lists", "own", "index")), half)
    if data[:2] == b"PK":
        check_workbook(folder, reader, data, entries)
    elif data.lstrip(b"\xef\xbb\xbf")[:1] == b"<":
        check_xml(folder, reader, data)
    else:
        check_rows(folder, reader, data)


def main():
    if not os.path.isdir(LISTS):
        print("1..0 # SKIP no publishers' files")
        return 0
    readers = list(dict.fromkeys(row[1] for row in FILES))
    with tempfile.TemporaryDirectory() as path:
        folder = Folder(path)
        for name, reader, entries in FILES:
            at = readers.index(reader)
            # The next two readers in turn: every pair once in a while, not all of them each time.
            others = [readers[(at + step) % len(readers)] for step in (1, 7)]
            check_file(folder, name, reader, entries, others)
    print(f"1..{count}")
    return failed > 0


sys.exit(main())
