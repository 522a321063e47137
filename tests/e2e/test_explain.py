#!/usr/bin/env python3
"""Explanations are whole: from the JSON alone the score comes out again, spans lie on the original
spellings, and both commands that explain say the same.

usage: test_explain.py INTERDICT
"""
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.environ.get("ITD_SOURCE_ROOT", ".")
BINARY = os.path.abspath(sys.argv[1])
BETA, FULL_AT, ALPHA, ALPHA_MAX = 15000, 150, 2500, 15000
FAR_AT, ALPHA_FAR, LINEAGE = 160, 200, 1000


def interdict(*arguments, folder="."):
    done = subprocess.run([BINARY, *arguments], cwd=folder, capture_output=True, timeout=120,
                          env={"PATH": os.environ["PATH"], "HOME": folder}, check=False)
    return done.returncode, done.stdout.decode("utf-8")


def golden_pairs():
    """Query and listed name of every case of names.txt, and some that it has no use for."""
    with open(os.path.join(ROOT, "tests/golden/names.txt"), encoding="utf-8") as file:
        for line in file:
            parts = [part.strip() for part in line.split("|")]
            if len(parts) >= 3 and not line.startswith("#"):
                yield parts[0], parts[1]
    yield "Gen. Kim Jongun Pak", "KIM JONG UN"
    yield "Société Générale", "Societe Generale S.A."
    yield "a b c d e f g h i j k l m n o", "o n m l k j i h g f e d c b a z"
    yield "***", "Kim"
    yield "К\u200bим Чен Ын", "Ким Чен Ын"


def span(text, part):
    return text.encode("utf-8")[part["from"]:part["to"]].decode("utf-8")


def redo(explanation):
    """The score of docs/matching.md, section 4, from the terms of the explanation."""
    sides = {side: explanation[side]["tokens"] for side in ("query", "listed")}
    used = {side: set() for side in sides}
    rest = {side: [token["weight"] for token in tokens] for side, tokens in sides.items()}
    matched = similar = 0
    for pair in explanation["pairs"]:
        weights = []
        for side, tokens in sides.items():
            places = range(pair[side]["first"], pair[side]["first"] + pair[side]["count"])
            assert not used[side] & set(places), "a token is used twice"
            used[side] |= set(places)
            weights.append(sum(tokens[place]["weight"] for place in places))
            assert span(explanation[side]["text"], pair[side]) == pair[side]["text"]
        assert pair["weight"] == min(weights), pair
        for side, weight in zip(sides, weights):
            half = pair["rule"] == "initial" and weight > min(weights)
            covered = (sum(weights) + 1) // 2 if half else weight
            assert pair[side + "_covered"] == covered, pair
            for place in range(pair[side]["first"], pair[side]["first"] + pair[side]["count"]):
                rest[side][place] = weight - covered
        matched += pair["weight"]
        similar += pair["weight"] * pair["similarity"]
    left = {}
    for side in sides:
        left[side] = sum(rest[side])
        rows = explanation["unmatched"][side]
        assert {row["token"]: row["replacement"] + row["omission"] for row in rows} == {
            place: weight for place, weight in enumerate(rest[side]) if weight > 0}
    less, more = sorted(left.values())
    for side in sides:
        assert sum(row["replacement"] for row in explanation["unmatched"][side]) == less
    if matched == 0:
        return 0
    if explanation["case"] == "identical":
        return 10000
    alpha = ALPHA if matched >= FULL_AT else min(
        ALPHA_MAX, (2 * ALPHA * FULL_AT + matched) // (2 * matched))
    penalty = near = alpha * (more - less) + BETA * less
    if matched >= FAR_AT:
        penalty = min(near, (BETA - ALPHA_FAR) * left["query"] + ALPHA_FAR * left["listed"]
                      + LINEAGE * matched)
    denominator = 10000 * matched + penalty
    total = explanation["sum"]
    assert (total["P"], total["lineage"]) == (penalty, penalty != near), total
    assert (total["M"], total["A"], total["Uq"], total["Ut"], total["alpha"], total["beta"],
            total["D"]) == (matched, similar, left["query"], left["listed"], alpha, BETA,
                            denominator), total
    return (2 * 10000 * similar + denominator) // (2 * denominator)


def redo_total(alone):
    """The total of docs/matching.md, section 7, from the answer of `explain`."""
    score, corroboration, conflict = (round(alone[key] * 10000) for key in
                                      ("score", "corroboration", "conflict"))
    terms = alone["evidence_terms"]
    assert corroboration <= sum(round(term["corroboration"] * 10000) for term in terms)
    assert conflict <= sum(round(term["conflict"] * 10000) for term in terms)
    if alone["identifier_decides"]:
        return 10000
    base = (score * (10000 - conflict) + 5000) // 10000
    return base + ((10000 - base) * corroboration + 5000) // 10000


def test_a_client_gets_the_score_from_the_json_alone():
    count = 0
    for query, listed in golden_pairs():
        status, out = interdict("explain", "--pair", query, listed, "--format", "jsonl")
        assert status == 0, (query, listed)
        answer = json.loads(out)
        explanation = answer["explanation"]
        assert explanation["query"]["text"] == query and explanation["listed"]["text"] == listed
        assert redo(explanation) == explanation["sum"]["score"] == round(answer["score"] * 10000), \
            (query, listed, explanation)
        for side in ("query", "listed"):
            for token in explanation[side]["tokens"]:
                assert span(explanation[side]["text"], token) == token["text"]
        count += 1
    assert count > 60, count


def test_screen_and_explain_say_the_same_of_a_hit():
    with tempfile.TemporaryDirectory() as folder:
        listed = os.path.abspath(os.path.join(ROOT, "tests/data/screen/list.jsonl"))
        assert interdict("lists", "add", "own", listed, "--date", "2026-01-01", "--store", "st",
                         folder=folder)[0] == 0
        with open(os.path.join(folder, "c.csv"), "w", encoding="utf-8") as file:
            file.write("name,birth_date,nationality\nHo Jin YUN,1944,kp\nCHON MASAN,,\n")
        status, out = interdict("screen", "c.csv", "--explain", "--format", "jsonl", "--store",
                                "st", folder=folder)
        assert status == 1, out
        hits = [hit for line in out.splitlines() for hit in json.loads(line)["hits"]]
        assert len(hits) == 2, hits
        for hit, known in zip(hits, (["birth_date=1944", "nationality=kp"], [])):
            status, out = interdict(
                "explain", hit["explanation"]["query"]["text"], hit["entity"], "--store", "st",
                "--format", "json", *(word for fact in known for word in ("--with", fact)),
                folder=folder)
            alone = json.loads(out)
            for key in ("score", "total", "matched_name", "quality", "explanation",
                        "evidence_terms"):
                assert alone[key] == hit[key], (key, alone[key], hit[key])
            assert redo(hit["explanation"]) == round(hit["score"] * 10000)
            assert redo_total(alone) == round(alone["total"] * 10000), alone
        terms = {term["kind"]: term for term in hits[0]["evidence_terms"]}
        assert terms["birth_date"]["verdict"] == "agrees", terms
        assert terms["birth_date"]["asked"] == ["1944"], terms
        assert terms["birth_date"]["listed"] == [{"property": "birthDate", "text": "1944-10-13"}]


def test_a_client_gets_the_score_of_an_acronym_and_of_a_numeral_too():
    with tempfile.TemporaryDirectory() as folder:
        entries = (("Organization", "Ministry of Orval and Dumer Lamek", "MODL Ltd", "acronym"),
                   ("Company", "KNIC", "Korea National Insurance Corporation", "acronym"),
                   ("Vessel", "SNOW STORM 5", "Snow Storm V", "best"))
        with open(os.path.join(folder, "list.jsonl"), "w", encoding="utf-8") as file:
            for number, (schema, name, _, _) in enumerate(entries):
                file.write(json.dumps({"id": "E.%d" % number, "schema": schema,
                                       "properties": {"name": [name]}}) + "\n")
        assert interdict("lists", "add", "own", "list.jsonl", "--date", "2026-01-01", "--store",
                         "st", folder=folder)[0] == 0
        for number, (_, name, query, case) in enumerate(entries):
            _, out = interdict("explain", query, "own:E.%d" % number, "--store", "st", "--format",
                               "json", folder=folder)
            alone = json.loads(out)
            assert alone["explanation"]["case"] == case, alone
            assert redo(alone["explanation"]) == round(alone["score"] * 10000) > 8000, alone
            for pair in alone["explanation"]["pairs"]:
                assert span(query, pair["query"]) == pair["query"]["text"], pair
                assert span(name, pair["listed"]) == pair["listed"]["text"], pair


def main():
    tests = [(name, test) for name, test in globals().items() if name.startswith("test_")]
    print(f"1..{len(tests)}")
    failed = 0
    for number, (name, test) in enumerate(tests, 1):
        try:
            test()
            print(f"ok {number} - {name}")
        except AssertionError as fault:
            failed += 1
            print(f"not ok {number} - {name}\n# {fault}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
