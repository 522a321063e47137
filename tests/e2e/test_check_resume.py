#!/usr/bin/env python3
"""A file of deals that is cut off at any byte goes on to the same bytes. Prints TAP.
usage: test_check_resume.py INTERDICT"""
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

ROOT = os.environ.get("ITD_SOURCE_ROOT", ".")
BINARY = os.path.abspath(sys.argv[1])
sys.path.insert(0, os.path.join(ROOT, "tests", "tools"))
import tap  # noqa: E402
import terminal  # noqa: E402

ROWS = ("id,on,direction,hs,goods,claim\n"
        "a,2017-12-15,from-dprk,6203,,\n"
        "b,2017-12-15,from-dprk,27011,,\n"
        "c,2017-12-15,from-dprk,9503,,\n"
        "\"d, \"\"two\nlines\"\"\",2017-12-15,to-dprk,2709,gas condensate,\n"
        "e,2017-12-10,from-dprk,6203,,earlier-contract=2017-09-01\n")


def run(folder, *arguments):
    env = {"PATH": os.environ["PATH"], "HOME": folder,
           "INTERDICT_DATA": os.path.join(os.path.abspath(ROOT), "data")}
    return subprocess.run([BINARY, "check", "deals.csv", "-q", *arguments], cwd=folder, env=env,
                          capture_output=True, timeout=120, check=False)


def read(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


def write(folder, name, content):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content)


def cut_and_resume(form):
    with tempfile.TemporaryDirectory() as folder:
        write(folder, "deals.csv", ROWS.encode())
        whole = run(folder, "--format", form, "--output", "whole")
        full = read(folder, "whole")
        assert whole.returncode == 2 and full.count(b"\n") >= 5, whole
        for cut in range(0, len(full) + 1, max(1, len(full) // 12)):
            write(folder, "part", full[:cut])
            write(folder, "part.state", read(folder, "whole.state"))
            done = run(folder, "--format", form, "--output", "part", "--resume")
            assert read(folder, "part") == full, (form, cut)
            assert done.returncode == whole.returncode, (form, cut, done)


def test_json_lines_resume_at_any_cut():
    cut_and_resume("jsonl")


def test_csv_resumes_at_any_cut():
    cut_and_resume("csv")


def test_another_input_or_other_rules_are_refused():
    with tempfile.TemporaryDirectory() as folder:
        write(folder, "deals.csv", ROWS.encode())
        run(folder, "--format", "jsonl", "--output", "whole")
        again = run(folder, "--format", "jsonl", "--output", "whole", "--resume", "--layer",
                    "un,eu")
        assert again.returncode == 68, again
        write(folder, "deals.csv", ROWS.encode() + b"f,2017-12-15,from-dprk,6203,,\n")
        again = run(folder, "--format", "jsonl", "--output", "whole", "--resume")
        assert again.returncode == 68, again


def many(rows):
    """Questions of many kinds, every hundredth with a fault in another field."""
    goods = ("frozen squid", "school uniforms", "anthracite", "excavator", "iron ore", "dolls")
    faults = ("hs,27011", "on,2017-13-01", "service,bunkerin", "claim,pity", "origin,Atlantis",
              "unit,stone", "quantity,-4", "direction,up", "vessel,9562234", "port,Nowhere",
              "value,0")
    names = ["id", "on", "direction", "hs", "goods", "service", "origin", "vessel", "port",
             "quantity", "unit", "value", "claim"]
    lines, wrong = [",".join(names)], {}
    for number in range(1, rows + 1):
        row = dict.fromkeys(names, "")
        row.update(id=str(number), on="20%02d-0%d-15" % (10 + number % 12, 1 + number % 9),
                   goods=goods[number % len(goods)])
        if number % 100 == 0:
            field, value = faults[number // 100 % len(faults)].split(",")
            row[field] = value
            row["quantity"] = row["quantity"] or ("1" if field == "unit" else "")
            row["unit"] = row["unit"] or ("t" if field == "quantity" else "")
            wrong[number] = field
        lines.append(",".join(row[name] for name in names))
    return "\n".join(lines).encode() + b"\n", wrong


def test_a_row_out_for_every_row_in_and_each_fault_with_its_field():
    with tempfile.TemporaryDirectory() as folder:
        content, wrong = many(2200)
        write(folder, "deals.csv", content)
        done = run(folder, "--format", "jsonl")
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        assert [row["row"] for row in rows] == list(range(1, 2201)), len(rows)
        assert [row["id"] for row in rows] == [str(number) for number in range(1, 2201)]
        found = {row["row"]: row["field"] for row in rows if row["finding"] == "error"}
        assert found == wrong and done.returncode == 2, (found, wrong)
        for number, field in list(wrong.items())[:20]:
            place = "deals.csv:%d: %s: " % (number + 1, field)
            assert place in done.stderr.decode(), place


def test_a_signal_leaves_whole_lines_and_the_rest_goes_on():
    for form in ("jsonl", "csv"):
        with tempfile.TemporaryDirectory() as folder:
            write(folder, "deals.csv", many(3000)[0])
            run(folder, "--format", form, "--output", "whole")
            full = read(folder, "whole")
            env = {"PATH": os.environ["PATH"], "HOME": folder,
                   "INTERDICT_DATA": os.path.join(os.path.abspath(ROOT), "data")}
            work = subprocess.Popen([BINARY, "check", "deals.csv", "-q", "--format", form,
                                     "--output", "part"], cwd=folder, env=env,
                                    stderr=subprocess.PIPE)
            part = os.path.join(folder, "part")
            while work.poll() is None and not (os.path.exists(part) and os.path.getsize(part)):
                time.sleep(0.002)
            work.send_signal(signal.SIGINT)
            told = work.communicate(timeout=60)[1].decode()
            cut = read(folder, "part")
            assert cut.endswith(b"\n") and full.startswith(cut), (form, len(cut), len(full))
            assert work.returncode == 76 and "--resume goes on" in told, (work.returncode, told)
            assert len(cut) < len(full), form
            done = run(folder, "--format", form, "--output", "part", "--resume")
            assert read(folder, "part") == full and done.returncode == 2, (form, done)


def test_a_terminal_sees_how_far_it_is():
    with tempfile.TemporaryDirectory() as folder:
        write(folder, "deals.csv", many(3000)[0])
        env = {"PATH": os.environ["PATH"], "HOME": folder,
               "INTERDICT_DATA": os.path.join(os.path.abspath(ROOT), "data")}
        seen = terminal.watch([BINARY, "check", "deals.csv", "--format", "csv", "--output", "o"],
                              cwd=folder, env=env)
        if seen is None:
            return
        told = seen[1]
        assert re.search(rb"checking  \d+ rows, \d+ a second", told), told[:500]


def test_a_foreign_file_is_not_taken_for_answers():
    with tempfile.TemporaryDirectory() as folder:
        write(folder, "deals.csv", ROWS.encode())
        run(folder, "--format", "jsonl", "--output", "whole")
        write(folder, "whole", b"hello\n")
        again = run(folder, "--format", "jsonl", "--output", "whole", "--resume")
        assert again.returncode == 70 and read(folder, "whole") == b"hello\n", again


if __name__ == "__main__":
    tap.run(globals())
