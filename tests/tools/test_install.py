#!/usr/bin/env python3
"""`meson install` puts everything into place, and the library shows nothing but its interface.

usage: test_install.py BUILD_FOLDER
"""
import os
import re
import subprocess
import sys
import tempfile

import tap

BUILD = sys.argv[1]
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
WANTED = (
    "bin/interdict",
    "include/interdict/interdict.h",
    "libinterdict.so",
    "pkgconfig/interdict.pc",
    "man/man1/interdict.1",
    "man/man1/interdict-screen.1",
    "man/man1/interdict-lists.1",
    "bash-completion/completions/interdict",
    "zsh/site-functions/_interdict",
    "fish/vendor_completions.d/interdict.fish",
    "share/interdict/samples/customers.csv",
)


def run(*words, **options):
    return subprocess.run(words, capture_output=True, text=True, check=True, **options).stdout


STAGE = tempfile.TemporaryDirectory()
run("meson", "install", "-C", BUILD, "--no-rebuild", "--quiet", "--destdir", STAGE.name)
FILES = sorted(os.path.relpath(os.path.join(where, name), STAGE.name)
               for where, _, names in os.walk(STAGE.name) for name in names)


def installed(end):
    found = [path for path in FILES if path.endswith(end)]
    assert found, "%s is not among %s" % (end, FILES)
    return os.path.join(STAGE.name, found[0])


def test_everything_is_put_into_place():
    missing = [end for end in WANTED if not any(path.endswith("/" + end) for path in FILES)]
    assert not missing, (missing, FILES)


def test_nothing_of_ours_but_the_interface_is_put_into_place():
    headers = [path for path in FILES if path.endswith(".h")]
    assert len(headers) == 1, headers
    assert not [path for path in FILES if path.endswith(".a")], FILES


def test_the_library_shows_only_what_its_header_names():
    header = open(installed("interdict/interdict.h"), encoding="utf-8").read()
    shown = {line.split()[-1] for line in
             run("nm", "-D", "--defined-only", installed("libinterdict.so")).splitlines()}
    assert shown
    strangers = [name for name in shown if not re.search(r"\b%s\b" % re.escape(name), header)]
    assert not strangers, strangers


def test_pkg_config_tells_how_to_build_with_the_library():
    folder = os.path.dirname(installed("interdict.pc"))
    told = run("pkg-config", "--cflags", "--libs", "interdict",
               env={**os.environ, "PKG_CONFIG_PATH": folder})
    assert "-linterdict" in told, told
    version = re.search(r"version: '([^']+)'", open(os.path.join(ROOT, "meson.build"),
                                                    encoding="utf-8").read()).group(1)
    assert run("pkg-config", "--modversion", "interdict",
               env={**os.environ, "PKG_CONFIG_PATH": folder}).strip() == version


def test_the_installed_binary_tells_its_version():
    assert run(installed("bin/interdict"), "--version").startswith("interdict ")


if __name__ == "__main__":
    tap.run(globals())
