#!/usr/bin/env python3
"""The text of explanations, byte for byte: explanations.txt has a block for each, the arguments
behind "$ " and then what is printed. When weights or rules change on purpose, `--update` writes it
anew.

usage: test_explanations.py INTERDICT [--update]
"""
import os
import shlex
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.environ.get("ITD_SOURCE_ROOT", "."))
GOLDEN = os.path.join(ROOT, "tests/golden/explanations.txt")
BINARY = os.path.abspath(sys.argv[1])


def read_blocks():
    """(arguments, expected text) of every block; comment lines before the first."""
    head, blocks = [], []
    with open(GOLDEN, encoding="utf-8") as file:
        for line in file:
            if line.startswith("$ "):
                blocks.append([line[2:].rstrip("\n"), []])
            elif blocks:
                blocks[-1][1].append(line)
            else:
                head.append(line)
    return "".join(head), [(arguments, "".join(lines).rstrip("\n") + "\n")
                           for arguments, lines in blocks]


def run(folder, arguments):
    done = subprocess.run([BINARY] + arguments, cwd=folder, capture_output=True, timeout=120,
                          env={"PATH": os.environ["PATH"], "HOME": folder}, check=False)
    return done.stdout.decode("utf-8").rstrip("\n") + "\n"


def main():
    head, blocks = read_blocks()
    printed = []
    with tempfile.TemporaryDirectory() as folder:
        listed = os.path.join(ROOT, "tests/data/screen/list.jsonl")
        run(folder, ["lists", "add", "own", listed, "--date", "2026-01-01", "--store", "st"])
        for arguments, _ in blocks:
            printed.append(run(folder, shlex.split(arguments)))
    if "--update" in sys.argv:
        with open(GOLDEN, "w", encoding="utf-8") as file:
            file.write(head + "\n".join(f"$ {arguments}\n{text}" for (arguments, _), text in
                                        zip(blocks, printed)))
        return 0
    print(f"1..{len(blocks)}")
    failed = 0
    for number, ((arguments, expected), text) in enumerate(zip(blocks, printed), 1):
        failed += text != expected
        print(f"{'ok' if text == expected else 'not ok'} {number} - {arguments}")
        if text != expected:
            for line in text.splitlines():
                print("# " + line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
