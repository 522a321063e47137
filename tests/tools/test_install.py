#!/usr/bin/env python3
"""`meson install` puts everything into place, and a program outside can be built with it.

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
    "include/interdict/watch.h",
    "libinterdict.so",
    "pkgconfig/interdict.pc",
    "man/man1/interdict.1",
    "man/man1/interdict-screen.1",
    "man/man1/interdict-lists.1",
    "man/man1/interdict-chronicle.1",
    "man/man1/interdict-positions.1",
    "man/man1/interdict-reach.1",
    "share/interdict/chronicle/events.tsv",
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
    assert len(headers) == 2, headers
    assert not [path for path in FILES if path.endswith(".a")], FILES


def test_pkg_config_tells_how_to_build_with_the_library():
    folder = os.path.dirname(installed("interdict.pc"))
    told = run("pkg-config", "--cflags", "--libs", "interdict",
               env={**os.environ, "PKG_CONFIG_PATH": folder})
    assert "-linterdict" in told, told
    version = re.search(r"version: '([^']+)'", open(os.path.join(ROOT, "meson.build"),
                                                    encoding="utf-8").read()).group(1)
    assert run("pkg-config", "--modversion", "interdict",
               env={**os.environ, "PKG_CONFIG_PATH": folder}).strip() == version


CONSUMER = """
#include <interdict/interdict.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    const char         *name = "YUN HO-JIN";
    interdict_request   req = {.names = &name, .name_count = 1};
    interdict_data     *data;
    interdict_screener *screener;
    interdict_answer    answer;
    interdict_error     err;

    if (argc != 2 || interdict_open_builtin(argv[1], &data, &err) != INTERDICT_OK ||
        interdict_screener_new(data, NULL, &screener, &err) != INTERDICT_OK ||
        interdict_screen(screener, &req, &answer, &err) != INTERDICT_OK) {
        fprintf(stderr, "%s\\n", err.text);
        return 2;
    }
    printf("%s %zu\\n", answer.hits[0].entity, answer.hit_count);
    interdict_screener_free(screener);
    interdict_close(data);
    return 0;
}
"""


def test_a_program_outside_builds_with_what_was_installed_and_finds_a_listed_name():
    library = installed("libinterdict.so")
    if "__asan" in run("nm", "-D", library):
        return  # a program without the sanitizer cannot load one that has it
    where = {**os.environ, "PKG_CONFIG_PATH": os.path.dirname(installed("interdict.pc")),
             "PKG_CONFIG_SYSROOT_DIR": STAGE.name, "LD_LIBRARY_PATH": os.path.dirname(library)}
    source, program = (os.path.join(STAGE.name, name) for name in ("consumer.c", "consumer"))
    with open(source, "w", encoding="utf-8") as file:
        file.write(CONSUMER)
    flags = run("pkg-config", "--cflags", "--libs", "interdict", env=where).split()
    run("cc", "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", source, "-o", program,
        *flags)
    data = os.path.dirname(os.path.dirname(installed("samples/customers.csv")))
    assert run(program, data, env=where).startswith("un:"), run(program, data, env=where)


def test_the_installed_binary_tells_its_version():
    assert run(installed("bin/interdict"), "--version").startswith("interdict ")


if __name__ == "__main__":
    tap.run(globals())
