#!/usr/bin/env python3
"""Customer files of any length stream in bounded memory: made files (seeded) of two lengths are
screened; a row out for every row in, every listed customer found on its row, and the longer file
takes hardly more memory than the shorter one. Texts of workbooks and relations are kept whole: for
them the bytes a row are bounded. Prints TAP, and the figures for docs/evidence.md.
usage: customer_stream.py INTERDICT [--rows N] [--forms csv,xlsx,related,ftm] [--seed N]
                          [--store DIR] [--make FILE]
--store: lists beside the made one; --make: only writes the customers (the list: --forms list)"""
import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.environ.get("ITD_SOURCE_ROOT", os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "tests", "data"))
sys.dont_write_bytecode = True
from make_books import Book  # noqa: E402

LISTED_EVERY = 1000  # rows
GROWTH_MAX = 8 << 20  # bytes of memory that a longer file may take more; noise of the allocator
KEPT_BYTES_MAX = 400  # bytes a row that relations and texts of a workbook may take
SANITIZED = "ASAN_OPTIONS" in os.environ  # the sanitizer keeps what was freed: no bound holds


class Names:
    """Made names; those of the list have a middle part that no other name has."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        syllables = [c + v for c in "b d f g h k l m n p r s t v z br st tr".split()
                     for v in "a e i o u ai en or".split()]

        def word(least, most):
            count = self.random.randint(least, most)
            return "".join(self.random.choice(syllables) for _ in range(count)).capitalize()
        self.given = [word(2, 3) for _ in range(4096)]
        self.family = [word(3, 4) for _ in range(16384)]
        self.listed = [f"{word(2, 3)} Quaxi{word(3, 4).lower()} {word(3, 4)}" for _ in range(500)]

    def row(self, number):
        """Name, birth date and country of one customer."""
        bits = self.random.getrandbits(64)
        birth = f"{1940 + bits % 65}-{1 + (bits >> 8) % 12:02}-{1 + (bits >> 16) % 28:02}"
        country = ("de", "fr", "es", "gb", "us", "jp", "br", "in")[bits >> 24 & 7]
        if number % LISTED_EVERY == 0:
            return self.listed[number // LISTED_EVERY % len(self.listed)], birth, country
        return f"{self.given[bits >> 32 & 4095]} {self.family[bits >> 44 & 16383]}", birth, country

    def write_list(self, path):
        with open(path, "w", encoding="utf-8") as out:
            for i, name in enumerate(self.listed):
                out.write(json.dumps({"id": f"e{i}", "schema": "Person", "caption": name,
                                      "properties": {"name": [name]}}) + "\n")


def write_csv(path, names, rows):
    with open(path, "w", encoding="utf-8") as out:
        out.write("id,name,birth_date,country\n")
        for number in range(1, rows + 1):
            out.write(f"c{number},{','.join(names.row(number))}\n")


def write_xlsx(path, names, rows):
    book = Book()
    book.add("Customers", [["id", "name", "birth_date", "country"]] +
             [[f"c{number}", *names.row(number)] for number in range(1, rows + 1)])
    book.write(path)


def write_related(path, names, rows):
    """Every fourth row is a company, the three behind it belong to it."""
    with open(path, "w", encoding="utf-8") as out:
        out.write("id,name,birth_date,country,related_to,role\n")
        for number in range(1, rows + 1):
            first = (number - 1) // 4 * 4 + 1
            link = "," if number == first else f"c{first},director"
            out.write(f"c{number},{','.join(names.row(number))},{link}\n")


def write_ftm(path, names, rows):
    """The third of three rows joins the two before it."""
    with open(path, "w", encoding="utf-8") as out:
        for number in range(1, rows + 1):
            name, birth, country = names.row(number)
            if number % 3 == 0:
                entity = {"id": f"c{number}", "schema": "Directorship",
                          "properties": {"director": [f"c{number - 1}"],
                                         "organization": [f"c{number - 2}"]}}
            else:
                entity = {"id": f"c{number}", "schema": "Person",
                          "properties": {"name": [name], "birthDate": [birth],
                                         "country": [country]}}
            out.write(json.dumps(entity) + "\n")


FORMS = {"csv": (write_csv, "c.csv"), "xlsx": (write_xlsx, "c.xlsx"),
         "related": (write_related, "r.csv"), "ftm": (write_ftm, "c.jsonl")}


def is_listed(form, number):
    return number % LISTED_EVERY == 0 and not (form == "ftm" and number % 3 == 0)


def read_answers(lines, form):
    """Rows answered, and what is wrong with them: each row once, in order, the listed found."""
    next(lines)
    row = listed = 0
    faults = []
    for line in lines:
        number = int(line[:line.index(b",")])
        if number == row + 1:
            row = number
        elif number != row:
            faults.append(f"row {number} behind row {row}")
            break
        if b",own:e" in line:
            listed += is_listed(form, number)
    return row, listed, faults


def screen(binary, store, form, path, rows):
    env = {**os.environ, "INTERDICT_STORE": store, "HOME": os.path.dirname(path)}
    if SANITIZED:
        env["ASAN_OPTIONS"] += ":quarantine_size_mb=1"
    begin = time.monotonic()
    with subprocess.Popen([binary, "screen", path, "--format", "csv"], env=env,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        row, listed, faults = read_answers(iter(child.stdout), form)
        said = child.stderr.read().decode()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - begin
    wanted = sum(is_listed(form, number) for number in range(LISTED_EVERY, rows + 1, LISTED_EVERY))
    if row != rows or child.returncode > 1:
        faults.append(f"{row} rows out of {rows}, exit status {child.returncode}: {said[:300]}")
    if listed < wanted:
        faults.append(f"{listed} of {wanted} listed customers found")
    return {"rows": rows, "seconds": seconds, "peak": usage.ru_maxrss * 1024, "faults": faults,
            "cpu": usage.ru_utime + usage.ru_stime}


def make(path, form, rows, seed):
    """In a process of its own: what this one holds counts for those that it starts."""
    subprocess.run([sys.executable, __file__, "-", "--make", path, "--forms", form,
                    "--rows", str(rows), "--seed", str(seed)], check=True)


def run_form(binary, store, folder, form, args):
    """Whether all is well, and lines that say what was measured."""
    path = os.path.join(folder, FORMS[form][1])
    runs = []
    for rows in (max(args.rows // 10, 1000), args.rows):
        make(path, form, rows, args.seed)
        size = os.path.getsize(path)
        runs.append(screen(binary, store, form, path, rows))
        os.remove(path)
    more = runs[1]["peak"] - runs[0]["peak"]
    allowed = GROWTH_MAX
    if form != "csv":
        allowed += KEPT_BYTES_MAX * args.rows
    faults = runs[0]["faults"] + runs[1]["faults"]
    if more > allowed and not SANITIZED:
        faults.append(f"{more} bytes more of memory, {allowed} allowed")
    last = runs[1]
    lines = [f"{form}: {last['rows']} rows of {size} bytes in {last['seconds']:.1f} s, "
             f"{last['cpu']:.1f} s CPU, {last['rows'] / last['seconds']:.0f} rows/s; peak "
             f"{last['peak'] / 1e6:.1f} MB, of {runs[0]['rows']} rows "
             f"{runs[0]['peak'] / 1e6:.1f} MB"]
    return not faults, lines + faults


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--rows", type=int, default=20000)
    parser.add_argument("--forms", default=",".join(FORMS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store")
    parser.add_argument("--make")
    args = parser.parse_args()
    forms = args.forms.split(",")
    if args.make and args.forms == "list":
        Names(args.seed).write_list(args.make)
        return 0
    if args.make:
        FORMS[forms[0]][0](args.make, Names(args.seed), args.rows)
        return 0
    binary = os.path.abspath(args.binary)
    failed = 0
    print(f"# seed {args.seed}")
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/var/tmp")) as folder:
        store = os.path.join(folder, "store")
        if args.store:
            shutil.copytree(args.store, store)
        make(os.path.join(folder, "list.jsonl"), "list", 0, args.seed)
        subprocess.run([binary, "lists", "add", "own", os.path.join(folder, "list.jsonl"),
                        "--date", "2025-01-01", "-q"], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "INTERDICT_STORE": store, "HOME": folder})
        for number, form in enumerate(forms, 1):
            good, lines = run_form(binary, store, folder, form, args)
            failed += not good
            for line in lines:
                print(f"# {line}")
            print(f"{'ok' if good else 'not ok'} {number} - customers stream from {form}")
    print(f"1..{len(forms)}")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
