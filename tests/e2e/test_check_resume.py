#!/usr/bin/env python3
"""A file of deals that is cut off at any byte goes on to the same bytes. Prints TAP.
usage: test_check_resume.py INTERDICT"""
import os
import subprocess
import sys
import tempfile

ROOT = os.environ.get("ITD_SOURCE_ROOT", ".")
BINARY = os.path.abspath(sys.argv[1])
sys.path.insert(0, os.path.join(ROOT, "tests", "tools"))
import tap  # noqa: E402

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


def test_a_foreign_file_is_not_taken_for_answers():
    with tempfile.TemporaryDirectory() as folder:
        write(folder, "deals.csv", ROWS.encode())
        run(folder, "--format", "jsonl", "--output", "whole")
        write(folder, "whole", b"hello\n")
        again = run(folder, "--format", "jsonl", "--output", "whole", "--resume")
        assert again.returncode == 70 and read(folder, "whole") == b"hello\n", again


if __name__ == "__main__":
    tap.run(globals())
