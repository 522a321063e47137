#!/usr/bin/env python3
"""The index through the binary: the same answers with and without it, what selfcheck says, and what
hostile names get. Prints TAP. usage: test_index.py INTERDICT"""
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.environ.get("ITD_SOURCE_ROOT", ".")
sys.path.insert(0, os.path.join(ROOT, "tests/tools"))
import tap  # noqa: E402

BINARY = os.path.abspath(sys.argv[1])
WORK = tempfile.mkdtemp()
ENV = dict(os.environ, INTERDICT_STORE=os.path.join(WORK, "store"))

LISTED = ["Pavel Ostrowen", "Ostrowen Shipping Co., Ltd.", "Kim Jong Un", "Kim Jongun",
          "Snow Storm 1",
          "Mohammed bin Abdul Rahman", "محمد عبد الرحمن", "Ким Чен Ын", "金正恩", "J. R. Carpenter",
          "Joint Stock Company Vostok", "The Carpenter", "Al-Qaida", "Vostok Trading 7", "Li",
          "Long " + " ".join("part%s" % chr(97 + i % 26) * 2 for i in range(60))]


def run(*args, stdin=None):
    return subprocess.run([BINARY, *args], input=stdin, env=ENV, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False, timeout=120)


def answers(*names, options=()):
    """The rows for names that are told in JSON lines, and the exit status."""
    rows = "".join(json.dumps({"id": str(i), "name": name}) + "\n" for i, name in enumerate(names))
    done = run("screen", "-", "--format", "jsonl", *options, stdin=rows.encode())
    return [json.loads(line) for line in done.stdout.splitlines()], done.returncode


def set_up():
    path = os.path.join(WORK, "own.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        for number, name in enumerate(LISTED):
            file.write(json.dumps({"id": "E%d" % number, "schema": "LegalEntity",
                                   "properties": {"name": [name]}}) + "\n")
    done = run("lists", "add", "own", path, "--date", "2026-01-01")
    assert done.returncode == 0, done.stderr


def test_answers_are_the_same_with_and_without_the_index():
    names = LISTED[:-1] + [
        "Pawel Ostrowenn", "P. Ostrowen", "Pavelostrowen", "Kim Jong-Un", "Mohamed Abdurrahman",
        "Vostok JSC", "Al Qaida", "Qaida", "Snow Storm 2", "Nobody Atall", "K J U", "x", "7", "Ltd",
        " ".join(["kim"] * 60), " ".join(LISTED[:12]), "l i", "J Carpenter", "Carpenter, The"]
    for cutoff in ("0.70", "0.80", "0.95"):
        options = ("--cutoff", cutoff)
        assert answers(*names, options=options) == \
            answers(*names, options=options + ("--exhaustive",)), cutoff


def test_workers_do_not_change_the_order():
    names = ["Pavel Ostrowen %d" % (i % 7) for i in range(200)]
    assert answers(*names, options=("-j", "1")) == answers(*names, options=("-j", "4"))


def test_selfcheck_counts_queries_and_finds_no_difference():
    done = run("selfcheck", "--queries", "300", "--seed", "7", "--format", "json")
    told = json.loads(done.stdout)
    assert done.returncode == 0, done
    assert told["queries"] == 300 and told["seed"] == 7 and told["differences"] == 0
    assert told["queries_with_hits"] > 50
    assert told["pairs_scored_indexed"] < told["pairs_scored_exhaustive"]
    assert sum(kind["queries"] for kind in told["kinds"]) == 300
    assert run("selfcheck", "--queries", "20").stdout.decode().count("0 differences") == 10


def test_selfcheck_repeats_itself():
    args = ("selfcheck", "--queries", "60", "--seed", "3", "--format", "json")
    assert run(*args).stdout == run(*args).stdout
    assert run(*args).stdout != run(*args[:4], "4", *args[5:]).stdout


def test_selfcheck_refuses_what_it_does_not_understand():
    for args in (("--queries", "0"), ("--queries", "x"), ("--seed", "-1"), ("word",)):
        assert run("selfcheck", *args).returncode == 64, args
    assert run("selfcheck", "--list", "nolist").returncode == 66


def test_an_empty_name_is_an_error():
    rows, status = answers("")
    assert status == 2 and rows[0]["outcome"] == "error" and not rows[0]["complete"]


def test_punctuation_only_is_not_complete_and_not_clear():
    rows, _ = answers("... !!! ---")
    assert rows[0]["complete"] is False and rows[0]["outcome"] == "review"
    assert "nothing comparable" in rows[0]["incomplete"]


def test_a_name_of_100_kilobytes_is_an_error_that_names_the_limit():
    rows, status = answers("x" * 100000)
    assert status == 2 and rows[0]["outcome"] == "error"
    assert "100000 bytes" in rows[0]["error"] and "4096" in rows[0]["error"]


def test_of_500_parts_the_first_64_are_compared_and_the_rest_is_told():
    rows, _ = answers("Pavel Ostrowen " + " ".join(["kim"] * 498))
    assert rows[0]["complete"] is False and rows[0]["outcome"] != "clear"
    assert "first 64 parts" in rows[0]["incomplete"]


def test_a_name_of_64_parts_is_complete():
    rows, _ = answers(" ".join("word%s" % chr(97 + i % 26) for i in range(64)))
    assert rows[0]["complete"] is True


def test_of_65_parts_one_is_cut_and_the_cut_is_shown():
    words = ["word%s%s" % (chr(97 + i // 26), chr(97 + i % 26)) for i in range(65)]
    rows, status = answers(" ".join(words[:64]), " ".join(words))
    assert status == 1
    assert [row["complete"] for row in rows] == [True, False]
    assert rows[0]["outcome"] == "clear" and rows[1]["outcome"] == "review"
    assert words[64] in rows[1]["incomplete"] and words[63] not in rows[1]["incomplete"]


def test_4096_bytes_are_a_name_and_4097_are_not():
    rows, status = answers("y" * 4096, "y" * 4097)
    assert status == 2
    assert [row["outcome"] for row in rows] == ["clear", "error"]
    assert "4097 bytes" in rows[1]["error"]


def test_scripts_may_be_mixed_in_a_name_and_in_a_word():
    rows, _ = answers("Ким Jong Un", "Kіm Jоng Un", "محمد Abdul رحمن")
    assert all(row["error"] is None and row["complete"] for row in rows), rows
    assert all(row["outcome"] == "review" for row in rows), rows


def test_marks_without_end_and_direction_signs_change_nothing():
    rows, _ = answers("K" + "\u0301" * 900 + "im Jong Un", "\u202eKim\u202c Jong\u200b Un\ufeff")
    assert all(row["hits"] and row["hits"][0]["score"] == 1 for row in rows), rows


def test_words_without_end_are_answered():
    rows, status = answers("a" * 4000, "Kim " + "b" * 4000, "김" * 1300, "김정은" * 400, "ש" * 2000)
    assert status < 2 and all(row["error"] is None for row in rows), rows
    assert [row["complete"] for row in rows] == [True, True, False, False, True], rows


def test_nul_and_lone_surrogates_are_errors_of_their_rows():
    done = run("screen", "-", "--format", "jsonl",
               stdin=b"id,name\n1,a\x00b\n2,\xed\xa0\x80x\n3,Kim Jong Un\n")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 2
    assert [row["outcome"] for row in rows] == ["error", "error", "review"]
    assert b"U+0000" in done.stderr and b"0xED" in done.stderr
    assert b"input:2:" in done.stderr and b"input:3:" in done.stderr
    done = run("screen", "-", "--format", "jsonl", stdin=b'{"id":"1","name":"\\ud800x"}\n')
    assert done.returncode >= 2, done


def test_a_damaged_index_is_an_error_and_never_an_answer():
    cache = os.path.join(ENV["INTERDICT_STORE"], "cache")
    path = os.path.join(cache, os.listdir(cache)[0])
    with open(path, "rb") as file:
        good = file.read()
    try:
        for at in range(len(good) - 1, len(good) // 2, -997):
            with open(path, "wb") as file:
                file.write(good[:at] + bytes([good[at] ^ 0x10]) + good[at + 1:])
            done = run("screen", "Kim Jong Un", "--format", "jsonl")
            assert done.returncode == 70 and not done.stdout, (at, done)
    finally:
        with open(path, "wb") as file:
            file.write(good)


set_up()
tap.run(globals())
