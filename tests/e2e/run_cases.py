#!/usr/bin/env python3
"""Runs the cases of a text file against the binary and prints TAP.

A case is a block of lines up to a blank one:
    # what must hold, a sentence
    file NAME TEXT        writes a file; \\n, \\t, \\xNN are understood
    stdin TEXT
    $ arguments           the command, split as a shell does
    exit N
    out TEXT              standard output contains TEXT (also: not-out)
    err TEXT              standard error contains TEXT (also: not-err)
    lines N               standard output has N lines
Every case runs in a fresh folder with a store `st` that holds the list `own` of tests/data/screen.
usage: run_cases.py INTERDICT CASES
"""
import os
import shlex
import subprocess
import sys
import tempfile

ROOT = os.environ.get("ITD_SOURCE_ROOT", ".")


def unescape(text):
    return text.encode("utf-8").decode("unicode_escape").encode("latin-1") if "\\" in text \
        else text.encode("utf-8")


def read_cases(path):
    case = None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# "):
            case = {"name": line[2:], "steps": []}
        elif line and case:
            word, _, rest = line.partition(" ")
            case["steps"].append((word, rest))
        elif case:
            yield case
            case = None
    if case:
        yield case


def run_binary(binary, folder, arguments, stdin=b""):
    env = {"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C",
           "INTERDICT_DATA": os.path.join(os.path.abspath(ROOT), "data")}
    return subprocess.run([binary] + arguments, cwd=folder, env=env, input=stdin,
                          capture_output=True, timeout=120, check=False)


def check(word, rest, done):
    out, err = done.stdout, done.stderr
    if word == "exit":
        return done.returncode == int(rest)
    if word == "lines":
        return out.count(b"\n") == int(rest)
    found = unescape(rest) in (out if word.endswith("out") else err)
    return found != word.startswith("not-")


def run_case(binary, case):
    with tempfile.TemporaryDirectory() as folder:
        listed = os.path.abspath(os.path.join(ROOT, "tests/data/screen/list.jsonl"))
        added = run_binary(binary, folder, ["lists", "add", "own", listed, "--date", "2026-01-01",
                                            "--store", "st"])
        if added.returncode != 0:
            return ["lists add: " + added.stderr.decode("utf-8", "replace")]
        stdin, done, faults = b"", None, []
        for word, rest in case["steps"]:
            if word == "file":
                name, _, text = rest.partition(" ")
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(unescape(text))
            elif word == "stdin":
                stdin = unescape(rest)
            elif word == "$":
                done = run_binary(binary, folder, shlex.split(rest), stdin)
            elif not check(word, rest, done):
                faults.append(f"not met: {word} {rest}")
        if faults:
            faults += [f"exit {done.returncode}", done.stdout.decode("utf-8", "replace"),
                       done.stderr.decode("utf-8", "replace")]
        return faults


def main():
    binary, path = os.path.abspath(sys.argv[1]), sys.argv[2]
    cases = list(read_cases(path))
    print(f"1..{len(cases)}")
    failed = 0
    for number, case in enumerate(cases, 1):
        faults = run_case(binary, case)
        failed += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {number} - {case['name']}")
        for line in "\n".join(faults).splitlines():
            print("# " + line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
