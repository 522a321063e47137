#!/usr/bin/env python3
"""A screening that is stopped (SIGINT, SIGTERM, a reader that goes away): what was written are
whole lines, nothing half-written stands where a whole file is expected, and the exit status tells.
Progress is for terminals; the locale changes nothing. Prints TAP.
usage: test_screen_stops.py INTERDICT"""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

ROOT = os.environ.get("ITD_SOURCE_ROOT", ".")
BINARY = os.path.abspath(sys.argv[1])
sys.path.insert(0, os.path.join(ROOT, "tests", "tools"))
import terminal  # noqa: E402

ROWS = 40000 if "ASAN_OPTIONS" in os.environ else 200000
STOPPED = 76
LISTED = {"id": "1", "schema": "Person", "caption": "Jürgen Größe",
          "properties": {"name": ["Jürgen Größe"], "alias": ["محمد حسن"]}}
count = failed = 0


def check(name, truth, detail=""):
    global count, failed
    count += 1
    if not truth:
        failed += 1
        print("# " + repr(detail)[:2000])
    print(f"{'ok' if truth else 'not ok'} {count} - {name}")


def size_of(path):
    return os.path.getsize(path) if os.path.exists(path) else 0


with tempfile.TemporaryDirectory() as folder:
    ENV = {**os.environ, "HOME": folder, "INTERDICT_STORE": os.path.join(folder, "store")}

    def start(*arguments, **more):
        return subprocess.Popen([BINARY, *arguments], cwd=folder, env=ENV, **more)

    def interdict(*arguments, env=None):
        return subprocess.run([BINARY, *arguments], cwd=folder, env={**ENV, **(env or {})},
                              capture_output=True, timeout=240, check=False)

    def lines_of(path):
        with open(path, "rb") as file:
            return file.read()

    with open(os.path.join(folder, "list.jsonl"), "w", encoding="utf-8") as file:
        file.write(json.dumps(LISTED) + "\n")
    interdict("lists", "add", "own", "list.jsonl", "--date", "2025-01-01")
    # Every customer is a hit, so that there is something to write; the last one comes last.
    with open(os.path.join(folder, "c.csv"), "w", encoding="utf-8") as file:
        file.write("id,name\n" + "".join(f"c{i},Jürgen Größe\n" for i in range(1, ROWS + 1)))
    small = "id,name\n1,Jürgen Größe\n2,Nobody\n3,محمد حسن\n"
    with open(os.path.join(folder, "small.csv"), "w", encoding="utf-8") as file:
        file.write(small)

    def stop_when_written(number, form, *, output):
        """Sends the signal once something was written; the bytes written, the rest of the run."""
        path = os.path.join(folder, "out." + form)
        page = os.path.join(folder, "page.html")
        for old in (path, path + ".state", page):
            if os.path.exists(old):
                os.remove(old)
        arguments = ["screen", "c.csv", "--format", form, "--html", "page.html"]
        with open(os.devnull if output else path, "wb") as out:
            child = start(*arguments, *(["--output", path] if output else []), stdout=out,
                          stderr=subprocess.PIPE)
            until = time.monotonic() + 100
            while size_of(path) < 10000 and child.poll() is None and time.monotonic() < until:
                time.sleep(0.01)
            child.send_signal(number)
            _, said = child.communicate(timeout=100)
        return lines_of(path), child.returncode, said.decode(), os.path.exists(page)

    for number in (signal.SIGINT, signal.SIGTERM):
        for form in ("jsonl", "csv"):
            for output in (True, False):
                what = f"{number.name}, {form} {'to a file' if output else 'to standard output'}"
                written, code, said, page = stop_when_written(number, form, output=output)
                lines = written.decode().splitlines()
                last = 0
                if form == "jsonl":
                    rows = [json.loads(line)["row"] for line in lines]
                    whole = rows == list(range(1, len(rows) + 1))
                    last = len(rows)
                else:
                    fields = {line.count(",") for line in lines[1:]}
                    whole = len(fields) == 1 and lines[0].startswith("row,")
                    last = len(lines) - 1
                check(f"{what}: whole lines, all in order", written.endswith(b"\n") and whole and
                      0 < last, lines[-1:])
                check(f"{what}: the exit status and one sentence tell", code == STOPPED and
                      said == "interdict: stopped by a signal\n" and last < ROWS,
                      (code, said, last))
                check(f"{what}: no report of half a run", not page and
                      not [name for name in os.listdir(folder) if name.startswith("page.html")],
                      os.listdir(folder))
                if output and number == signal.SIGTERM:
                    again = interdict("screen", "c.csv", "--format", form, "--output",
                                      "out." + form, "--resume")
                    whole = interdict("screen", "c.csv", "--format", form)
                    check(f"{what}: --resume makes it what a whole run gives",
                          again.returncode == whole.returncode == 1 and
                          lines_of(os.path.join(folder, "out." + form)) == whole.stdout,
                          (again.stderr, whole.returncode))

    # Nobody types anything any more: a signal ends the waiting, too.
    for number in (signal.SIGINT, signal.SIGTERM):
        child = start("screen", "-", "--format", "jsonl", stdin=subprocess.PIPE,
                      stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        child.stdin.write(small.encode())
        child.stdin.flush()
        time.sleep(1)
        child.send_signal(number)
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()
        out, said = child.stdout.read(), child.stderr.read()
        child.stdin.close()
        check(f"{number.name} while standard input is silent ends the run", child.returncode in
              (STOPPED, -number) and (out == b"" or out.endswith(b"\n")), (child.returncode, said))

    for form in ("jsonl", "csv", "json"):
        child = start("screen", "c.csv", "--format", form, stdout=subprocess.PIPE,
                      stderr=subprocess.PIPE)
        first = child.stdout.readline()
        child.stdout.close()
        said = child.stderr.read()
        code = child.wait(timeout=100)
        check(f"a reader of {form} that goes away ends the run without a word", code == STOPPED and
              said == b"" and first.endswith(b"\n"), (code, said))

    seen = terminal.watch([BINARY, "screen", "c.csv", "--format", "jsonl", "--output",
                           "out.jsonl"], stdout=subprocess.DEVNULL, cwd=folder,
                          env=ENV)
    if seen is not None:
        shown = seen[1]
        check("progress is shown on a terminal, and gone at the end",
              b"screening" in shown and b" rows, " in shown and shown.endswith(b"\r\x1b[K"),
              shown[-200:])
    done = interdict("screen", "c.csv", "--format", "csv")
    check("progress is not shown elsewhere", done.stderr == b"", done.stderr[:200])

    for form in ("table", "json", "jsonl", "csv"):
        answers = {(name, interdict("screen", "small.csv", "--format", form, "--html", "page.html",
                                    env={"LC_ALL": name, "LANG": name}).stdout,
                    lines_of(os.path.join(folder, "page.html")).split(b"<main")[-1][:200])
                   for name in ("C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8")}
        check(f"the locale changes nothing in {form}", len({out for _, out, _ in answers}) == 1 and
              all("Größe".encode() in out for _, out, _ in answers), answers)
print(f"1..{count}")
sys.exit(failed > 0)
