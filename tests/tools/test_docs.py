#!/usr/bin/env python3
"""What the pages say and what the code does must be the same: statuses, packages, links, options.

usage: test_docs.py [INTERDICT]   with the binary, its help is compared with the manual pages
"""
import os
import re
import shlex
import subprocess
import sys
import tempfile

import tap

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def pages():
    """Every page for people: at the top, in docs/ and beside the code."""
    for folder in (".", "docs", "src", "include", "data", "fuzz", "tests"):
        for where, dirs, names in os.walk(os.path.join(ROOT, folder)):
            if folder == ".":
                dirs.clear()
            yield from (os.path.relpath(os.path.join(where, name), ROOT)
                        for name in names if name.endswith(".md"))


def test_docs_errors_lists_the_statuses_of_error_h():
    in_code = re.findall(r'X\((\w+), "([\w-]+)", (\d+), (\d+)\)', read("src/base/error.h"))
    in_page = re.findall(r"^\| `([\w-]+)` \| `ITD_(\w+)` \| (\d+) \| (\d+) \|",
                         read("docs/errors.md"), re.MULTILINE)
    assert len(in_code) > 10, in_code
    assert [(name, code, leave, http) for code, name, leave, http in in_code] == in_page, in_page


def test_the_manual_lists_the_exit_statuses_of_error_h():
    in_code = set(re.findall(r'X\(E_\w+, "[\w-]+", (\d+), \d+\)', read("src/base/error.h")))
    in_page = re.findall(r"^(?:\[\[|\|) +\*(\d+)\*$", read("docs/man/interdict.1.scd"),
                         re.MULTILINE)
    assert sorted(in_code) == in_page, (in_code, in_page)


def help_of(command):
    return subprocess.run([sys.argv[1], *command.split(), "--help"], capture_output=True,
                          text=True, check=True).stdout


def commands():
    """The commands that `interdict --help` lists."""
    text = help_of("").split("Commands\n", 1)[1].split("\n\n", 1)[0]
    return [re.split(r"\s{2,}", line.strip())[0] for line in text.splitlines()]


def test_the_manual_knows_every_command_and_option_of_the_binary():
    if len(sys.argv) < 2:
        return
    missing = []
    common = read("docs/man/interdict.1.scd")
    for command in commands():
        group, _, sub = command.partition(" ")
        page = read("docs/man/interdict-%s.1.scd" % group)
        if sub and "\n*%s*" % sub not in page:
            missing.append(command)
        for option in re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", help_of(command), re.MULTILINE):
            if "*%s*" % option not in page + common:
                missing.append("%s %s" % (command, option))
    assert not missing, missing


def test_the_manual_promises_no_option_that_the_binary_lacks():
    if len(sys.argv) < 2:
        return
    helps = {command: help_of(command) for command in commands()}
    for group in sorted({command.split()[0] for command in helps}):
        known = "".join(text for name, text in helps.items() if name.split()[0] == group)
        for option in re.findall(r"^\t*(?:\*-\w\*, )?\*(--[a-z-]+)\*",
                                 read("docs/man/interdict-%s.1.scd" % group), re.MULTILINE):
            assert option in known, (group, option)


def test_the_readme_shows_what_the_binary_prints():
    if len(sys.argv) < 2:
        return
    shown = re.search(r"^    \$ build/interdict (screen .*)\n((?:    .*\n|\n)+)", read("README.md"),
                      re.MULTILINE)
    with tempfile.TemporaryDirectory() as empty:
        place = {**os.environ, "INTERDICT_DATA": os.path.join(ROOT, "data"),
                 "XDG_DATA_HOME": empty}
        place.pop("INTERDICT_STORE", None)
        printed = subprocess.run([sys.argv[1], *shlex.split(shown.group(1))], env=place,
                                 capture_output=True, text=True, check=False).stdout
    for line in shown.group(2).strip("\n").split("\n"):
        assert line[4:] in printed.split("\n"), (line, printed)


def test_docs_dependencies_lists_the_packages_that_the_scripts_install():
    script = ". tools/packages.sh && package_table"
    table = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True,
                           check=True).stdout
    in_scripts = sorted(line.split()[1] for line in table.splitlines())
    in_page = re.findall(r"^\| `([a-z0-9.+-]+)` \|", read("docs/dependencies.md"), re.MULTILINE)
    assert in_scripts == sorted(in_page), (in_scripts, in_page)


def test_the_build_asks_for_no_library_that_the_page_leaves_out():
    page = read("docs/dependencies.md")
    for name in re.findall(r"dependency\('([^']+)'", read("meson.build")):
        assert name == "threads" or "`%s`" % name in page, name


def test_every_relative_link_leads_somewhere():
    broken = []
    for page in pages():
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", read(page)):
            if "://" in target or target.startswith("mailto:"):
                continue
            if not os.path.exists(os.path.join(ROOT, os.path.dirname(page), target)):
                broken.append("%s: %s" % (page, target))
    assert not broken, broken


def test_the_map_names_every_module():
    page = read("docs/architecture.md")
    for module in sorted(os.listdir(os.path.join(ROOT, "src"))):
        if os.path.isdir(os.path.join(ROOT, "src", module)):
            assert "\n| %s |" % module in page, module


def test_the_version_of_the_build_is_in_the_changelog():
    version = re.search(r"version: '([^']+)'", read("meson.build")).group(1)
    assert "## [%s]" % version in read("CHANGELOG.md") or "## [Unreleased]" in read("CHANGELOG.md")


if __name__ == "__main__":
    tap.run(globals())
