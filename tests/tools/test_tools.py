#!/usr/bin/env python3
"""The checks of the house must be able to fail: each test lays a small good tree, breaks one thing
and expects to be told the file, the line and the reason."""
import json
import os
import subprocess
import tempfile

import tap

TOOLS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools")

TABLE = """# Architecture

| module | one job | may include (plus base) | outside library |
| --- | --- | --- | --- |
| base | words | – | – |
| codec | records | – | expat (`expat.h`) |
| text | names | codec | ICU (`unicode/`) |
"""

HEADER = """/* A header. */
#ifndef ITD_%(guard)s_H
#define ITD_%(guard)s_H
%(body)s
#endif
"""

GOOD = {
    "docs/architecture.md": TABLE,
    "src/base/README.md": "# base\n",
    "src/codec/README.md": "# codec\n",
    "src/text/README.md": "# text\n",
    "src/base/memory.h": HEADER % {"guard": "BASE_MEMORY", "body": "void itd_mem_free(void *ptr);"},
    "src/base/memory.c": '/* The heap. */\n#include "base/memory.h"\n\n#include <stdlib.h>\n\n'
                         "void itd_mem_free(void *ptr)\n{\n    free(ptr);\n}\n",
    "src/codec/xml.h": HEADER % {"guard": "CODEC_XML", "body": '#include "base/memory.h"'},
    "src/codec/xml.c": '/* XML. */\n#include "codec/xml.h"\n\n#include <expat.h>\n',
    "src/text/name.h": HEADER % {"guard": "TEXT_NAME", "body": '#include "codec/xml.h"'},
    "src/text/name.c": '/* Names. */\n#include "text/name.h"\n\n#include <unicode/uchar.h>\n\n'
                       "/* strcpy(a, b) in a comment is no call */\n"
                       'static const char *const words = "malloc(1) \\" sprintf(";\n',
    "tests/unit/text/test_name.c": '/* Tests. */\n#include "text/name.h"\n\n#include <cmocka.h>\n',
}


def run(tool, changes, lines=()):
    """Exit status and output of a tool over the good tree with some files changed (None: left
    out)."""
    with tempfile.TemporaryDirectory() as root:
        for path, text in {**GOOD, **changes}.items():
            if text is not None:
                os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
                with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                    file.write(text)
        done = subprocess.run([os.path.join(TOOLS, tool), root], capture_output=True, text=True,
                              check=False)
    for line in lines:
        assert line in done.stdout, "%r not in:\n%s%s" % (line, done.stdout, done.stderr)
    return done.returncode, done.stdout + done.stderr


def fails(tool, changes, *lines):
    status, output = run(tool, changes, lines)
    assert status == 1, output
    assert "%s: " % tool in output and ", %d faults" % len(lines) in output, output


def added(path, text):
    return {path: GOOD[path] + text}


def test_a_good_tree_passes_both_checks():
    for tool in ("check-includes", "check-style"):
        status, output = run(tool, {})
        assert status == 0, output


def test_an_empty_tree_fails_both_checks():
    none = {path: None for path in GOOD if path != "docs/architecture.md"}
    assert run("check-includes", none)[0] == 1
    assert run("check-style", dict(none, **{"docs/architecture.md": None}))[0] != 0


def test_an_include_outside_the_table_is_named():
    fails("check-includes", added("src/codec/xml.c", '#include "text/name.h"\n'),
          'src/codec/xml.c:5: codec may not include text ("text/name.h")')


def test_base_includes_nothing_of_ours():
    fails("check-includes", added("src/base/memory.c", '#include "codec/xml.h"\n'),
          "src/base/memory.c:10: base may not include codec")


def test_an_outside_header_belongs_to_one_module():
    fails("check-includes", added("src/text/name.c", "#include <expat.h>\n"),
          "src/text/name.c:8: includes <expat.h>, which belongs to codec alone")


def test_an_outside_folder_belongs_to_one_module():
    fails("check-includes", added("src/codec/xml.c", "#  include <unicode/ustring.h>\n"),
          "src/codec/xml.c:5: includes <unicode/ustring.h>, which belongs to text alone")


def test_tests_use_no_outside_library_but_cmocka():
    fails("check-includes", added("tests/unit/text/test_name.c", "#include <expat.h>\n"),
          "tests/unit/text/test_name.c:5: includes <expat.h>")


def test_no_header_of_ours_shows_an_outside_type():
    text = GOOD["src/codec/xml.h"].replace("#endif", "#include <expat.h>\n#endif")
    fails("check-includes", {"src/codec/xml.h": text},
          "src/codec/xml.h:5: a header includes <expat.h>")


def test_an_unknown_outside_header_is_named():
    fails("check-includes", added("src/text/name.c", "#include <malloc.h>\n"),
          "src/text/name.c:8: includes <malloc.h>, which is neither C17, POSIX nor in")


def test_an_include_without_its_module_is_named():
    fails("check-includes", added("src/text/name.c", '#include "name.h"\n'),
          'src/text/name.c:8: includes "name.h" without its module')


def test_a_missing_header_is_named():
    fails("check-includes", added("src/text/name.c", '#include "text/gone.h"\n'),
          'src/text/name.c:8: includes "text/gone.h", which does not exist')


def test_the_own_header_comes_first():
    text = '/* Names. */\n#include <string.h>\n\n#include "text/name.h"\n'
    fails("check-includes", {"src/text/name.c": text},
          'src/text/name.c:1: does not include its own header "text/name.h" first')


def test_a_header_that_needs_another_before_it_does_not_compile_alone():
    body = "size_t itd_name_len(void);"
    fails("check-includes", {"src/text/name.h": HEADER % {"guard": "TEXT_NAME", "body": body}},
          "src/text/name.h:1: does not compile alone")


def test_the_heap_is_for_base_alone():
    fails("check-includes",
          added("src/text/name.c", "void itd_x(void *a)\n{\n    free(a);\n    a = malloc (3);\n"
                                   "    hooks.free(a);\n}\n"
                                   "static void *(*const hook)(unsigned long) = malloc;\n"),
          "src/text/name.c:10: free outside src/base", "src/text/name.c:11: malloc outside",
          "src/text/name.c:14: malloc outside src/base")


def test_a_module_that_the_table_does_not_name_is_told():
    fails("check-includes", {"src/extra/x.c": "/* X. */\n"},
          "src/extra: not in the table of docs/architecture.md")


def test_a_table_out_of_layers_is_told():
    table = TABLE.replace("| records | – |", "| records | text |")
    fails("check-includes", {"docs/architecture.md": table},
          "codec may include text, which does not stand above it")


def test_one_outside_header_in_two_rows_is_told():
    table = TABLE.replace("(`unicode/`)", "(`unicode/`, `expat.h`)")
    fails("check-includes", {"docs/architecture.md": table},
          "docs/architecture.md: expat.h belongs to codec and to text",
          "src/codec/xml.c:4: includes <expat.h>, which belongs to text alone")


def test_no_table_is_a_fault():
    status, output = run("check-includes", {"docs/architecture.md": "# Architecture\n"})
    assert status == 1 and "no table" in output, output


def test_banned_calls_are_named_outside_base():
    calls = "strcpy strcat sprintf strtok atoi strtod tolower gets".split()
    body = "".join("    %s(a);\n" % call for call in calls)
    fails("check-style", added("src/text/name.c", "void itd_x(char *a)\n{\n%s}\n" % body),
          *["src/text/name.c:%d: %s is banned" % (10 + i, call) for i, call in enumerate(calls)])
    status, output = run("check-style", added("src/base/memory.c", "int x = atoi(y);\n"))
    assert status == 0, output


def test_an_exception_needs_a_reason():
    call = "/* check-style: banned-call: %s */\nint x = atoi(y);\n"
    status, output = run("check-style", added("src/text/name.c", call % "to show it"))
    assert status == 0, output
    fails("check-style", added("src/text/name.c", call % ""), "atoi is banned outside src/base")


def test_tabs_blanks_and_long_lines_are_named():
    fails("check-style", added("src/text/name.c", "\tint a;\nint b; \n" + "x" * 101 + "\n"),
          "src/text/name.c:8: a tab", "src/text/name.c:9: blanks at the end",
          "src/text/name.c:10: 101 columns")
    status, output = run("check-style", added("src/text/name.c", "/* " + "é" * 94 + " */\n"))
    assert status == 0, output  # characters are counted, not bytes


def test_long_files_are_named():
    rows = "int a;\n" * 593
    assert run("check-style", added("src/text/name.c", rows))[0] == 0
    fails("check-style", added("src/text/name.c", rows + "int b;\n"),
          "src/text/name.c:601: 601 lines, more than 600")


def test_long_functions_are_named_unless_they_say_why():
    function = "\nvoid itd_x(void)\n{\n%s}\n"
    assert run("check-style", added("src/text/name.c", function % ("    ;\n" * 77)))[0] == 0
    long = function % ("    ;\n" * 78)
    fails("check-style", added("src/text/name.c", long),
          "src/text/name.c:9: function of 81 lines, more than 80")
    why = "\n/* check-style: long-function: one step per field of the record */"
    assert run("check-style", added("src/text/name.c", why + long))[0] == 0


def test_a_file_says_what_it_is():
    fails("check-style", {"src/text/more.c": "int a;\n"}, "src/text/more.c:1: no head comment")
    fails("check-style", {"tools/x.sh": "#!/bin/sh\necho\n"}, "tools/x.sh:1: no head comment")


def test_a_header_has_the_guard_of_its_name():
    text = GOOD["src/text/name.h"].replace("ITD_TEXT_NAME_H", "NAME_H")
    fails("check-style", {"src/text/name.h": text}, "include guard is not ITD_TEXT_NAME_H")


def test_a_module_has_a_readme_of_half_a_page():
    fails("check-style", {"src/text/README.md": None}, "src/text:1: no README.md")
    fails("check-style", {"src/text/README.md": "x\n" * 61}, "longer than half a page (61 lines)")


def test_unfinished_work_is_named():
    fails("check-style", added("src/text/name.c", "/* TO" + "DO: more */\n"), "unfinished")


def count(entries, *options):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as log:
        for entry in entries:
            log.write(json.dumps(entry) + "\n")
        log.flush()
        done = subprocess.run([os.path.join(TOOLS, "count-tests"), *options, log.name],
                              capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.strip()


def entry(result, stdout=""):
    return {"name": "x", "result": result, "stdout": stdout}


def test_single_tests_are_counted():
    log = [entry("OK", "1..2\nok 1 - a\nok 2 # SKIP b\n"), entry("OK"), entry("SKIP")]
    assert count(log) == (0, "2 passed, 0 failed, 2 skipped")


def test_failures_crashes_and_timeouts_are_counted():
    log = [entry("FAIL", "1..2\nok 1 - a\nnot ok 2 - b\n"), entry("ERROR", "1..2\nok 1 - a\n"),
           entry("TIMEOUT"), entry("OK", "1..1\nok 1 - a # 2 of 3\n")]
    assert count(log) == (1, "3 passed, 3 failed, 0 skipped")


def test_where_everything_is_there_a_skip_is_a_failure():
    log = [entry("OK", "1..2\nok 1 - a\nok 2 # SKIP b\n")]
    assert count(log, "--skips-fail") == (1, "1 passed, 1 failed, 0 skipped")


def test_no_test_at_all_is_a_failure():
    assert count([])[0] == 1


if __name__ == "__main__":
    tap.run(globals())
