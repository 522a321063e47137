#!/usr/bin/env python3
"""A batch that is cut off at any byte goes on to the same bytes. Prints TAP.
usage: test_resume.py INTERDICT"""
import os
import subprocess
import sys
import tempfile

ROOT = os.environ.get("ITD_SOURCE_ROOT", ".")
BINARY = os.path.abspath(sys.argv[1])


def run(folder, *arguments):
    env = {"PATH": os.environ["PATH"], "HOME": folder}
    return subprocess.run([BINARY, *arguments], cwd=folder, env=env, capture_output=True,
                          timeout=120, check=False)


def cut_and_resume(folder, form):
    """Faults of resuming after a cut at many places."""
    base = ["screen", "c.csv", "--store", "st", "--format", form, "-q", "--output"]
    whole = run(folder, *base, "whole")
    full = open(os.path.join(folder, "whole"), "rb").read()
    state = open(os.path.join(folder, "whole.state"), "rb").read()
    for cut in range(0, len(full) + 1, max(1, len(full) // 40)):
        with open(os.path.join(folder, "part"), "wb") as file:
            file.write(full[:cut])
        with open(os.path.join(folder, "part.state"), "wb") as file:
            file.write(state.replace(b"complete\n", b""))
        done = run(folder, *base, "part", "--resume")
        if open(os.path.join(folder, "part"), "rb").read() != full:
            yield f"{form}: other bytes after a cut at {cut}"
        if done.returncode != whole.returncode:
            yield f"{form}: exit {done.returncode} after a cut at {cut}, not {whole.returncode}"


def refuses_other_settings(folder):
    base = ["screen", "c.csv", "--store", "st", "--format", "jsonl", "-q", "--output", "whole"]
    run(folder, *base)
    if run(folder, *base, "--resume").returncode != 2:
        yield "a finished run must answer as before"
    if run(folder, *base, "--resume", "--cutoff", "0.9").returncode != 68:
        yield "another cut-off must be refused"
    with open(os.path.join(folder, "c.csv"), "ab") as file:
        file.write(b"x,Frieda\n")
    if run(folder, *base, "--resume").returncode != 68:
        yield "another input must be refused"


def main():
    with tempfile.TemporaryDirectory() as folder:
        listed = os.path.abspath(os.path.join(ROOT, "tests/data/screen/list.jsonl"))
        run(folder, "lists", "add", "own", listed, "--date", "2026-01-01", "--store", "st")
        with open(os.path.join(folder, "c.csv"), "w", encoding="utf-8") as file:
            file.write('id,name\n1,YUN HO-JIN\n2,Clara\n3\n4,RI WON\n5,"Two\nlines, and ""more"""\n'
                       '6,YUN HO JIN\n')
        tests = [("JSON lines resume at any cut", cut_and_resume(folder, "jsonl")),
                 ("CSV resumes at any cut", cut_and_resume(folder, "csv")),
                 ("other settings or input are refused", refuses_other_settings(folder))]
        print(f"1..{len(tests)}")
        for number, (name, faults) in enumerate(tests, 1):
            found = list(faults)
            print(f"{'not ok' if found else 'ok'} {number} - {name}")
            for fault in found:
                print("# " + fault)


if __name__ == "__main__":
    main()
