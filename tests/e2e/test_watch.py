#!/usr/bin/env python3
"""interdict watch as scripts and people use it: the answer on stated days, nothing from later, the
feed, the report, bad input. What was said of the long silences is compared with
tests/golden/watch.txt.

usage: test_watch.py INTERDICT
"""
import datetime
import html.parser
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import tap  # noqa: E402

ROOT = os.path.abspath(os.environ.get("ITD_SOURCE_ROOT", "."))
BINARY = os.path.abspath(sys.argv[1])
STATES = {"unknown", "active", "quiet", "quiet-notable", "quiet-declared", "sustained", "broken"}
ENV = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "INTERDICT_DATA": ROOT + "/data"}


def watch(*arguments, stdin=b"", status=0, data=None):
    env = dict(ENV, INTERDICT_DATA=data) if data else ENV
    done = subprocess.run([BINARY, "watch", *arguments], env=env, input=stdin, capture_output=True,
                          timeout=60, check=False)
    assert done.returncode == status, (arguments, done.returncode, done.stderr)
    return done.stdout.decode("utf-8") if status == 0 else done.stderr.decode("utf-8")


def answer(*arguments):
    def refuse(text):
        raise AssertionError("not a number of JSON: " + text)
    return json.loads(watch(*arguments, "--format", "json"), parse_constant=refuse)


def day(text):
    return datetime.date.fromisoformat(text)


def model(said, name):
    return next(one for one in said["models"] if one["name"] == name)


def near(value, expected, tolerance):
    assert value is not None and abs(value - expected) <= tolerance, (value, expected)


def test_on_the_eve_of_the_launch_the_verdict_is_not_evidence_of_cessation():
    said = answer("--as-of", "2017-11-28")
    assert list(said)[:10] == ["as_of", "state", "since", "silence_days", "events", "models",
                               "seasonal_p", "solow_p", "posterior_ceased", "verdict"], list(said)
    assert (said["as_of"], said["state"], said["since"]) == ("2017-11-28", "quiet", "2017-10-02")
    assert (said["silence_days"], said["events"], said["gaps"]) == (74, 50, 49)
    assert said["verdict"] == "not evidence of cessation"
    near(said["mean_gap"], 26.4, 0.05)
    assert said["median_gap"] == 16
    for name in ("exponential", "weibull", "gamma", "lognormal"):
        assert 0.057 <= model(said, name)["p"] <= 0.065, name
        assert 78 <= model(said, name)["length_5pct"] <= 82, name
    near(model(said, "lognormal")["p"], 0.0585, 0.0001)
    near(model(said, "exponential")["with_open_silence"]["p"], 0.068, 0.0006)
    assert model(said, "exponential")["with_open_silence"]["length_5pct"] == 84
    near(said["seasonal_p"], 0.31, 0.005)
    near(said["solow_p"], 0.067, 0.0005)
    near(said["posterior_ceased"], 0.03, 0.005)
    assert said["many_gaps"]["sidak_length_5pct"] == 351
    assert len(said["reasons"]) >= 6


def test_a_day_later_the_silence_is_broken():
    said = answer("--as-of", "2017-11-29")
    assert (said["state"], said["silence_days"], said["events"]) == ("broken", 0, 51)
    # The instant decides: 18:18 UTC was 03:18 of the next day in Korea.
    assert answer("--as-of", "2017-11-28T18:17Z")["state"] == "quiet"
    assert answer("--as-of", "2017-11-28T18:17Z")["silence_days"] == 74
    assert answer("--as-of", "2017-11-28T18:18Z")["state"] == "broken"
    assert answer("--as-of", "2017-11-29T03:17+09:00")["state"] == "quiet"


def test_the_classes_have_the_events_that_were_promised():
    for name, events in (("core", 50), ("broad", 65), ("mrbm", 32), ("long", 18)):
        assert answer("--as-of", "2017-11-28", "--class", name)["events"] == events, name


def test_window_season_and_prior_are_inputs_and_stand_in_the_answer():
    said = answer("--as-of", "2017-11-28", "--from", "2017-01-01")
    assert (said["from"], said["events"]) == ("2017-01-01", 15)
    near(model(said, "gamma")["p"], 0.0001, 0.0001)
    said = answer("--as-of", "2017-11-28", "--from", "2012-01-01")
    near(model(said, "lognormal")["p"], 0.1112, 0.0001)
    said = answer("--as-of", "2017-11-28", "--season-from", "2014-01-01")
    near(said["seasonal_p"], 0.151, 0.001)
    near(said["season"][1]["p"], 0.188, 0.001)
    said = answer("--as-of", "2017-11-28", "--prior", "0.2")
    assert said["prior"] == 0.2
    near(said["posterior_ceased"], 0.0625, 0.001)


def test_behind_the_end_of_the_sources_the_answer_is_unknown_and_never_quiet():
    for arguments in (("--as-of", "2026-04-20"), ("--as-of", "2026-11-25"), ()):
        said = answer(*arguments)
        assert said["state"] == said["verdict"] == "unknown", said["state"]
        assert said["silence_days"] is said["seasonal_p"] is said["solow_p"] is None
        assert said["posterior_ceased"] is None
        assert all(one["p"] is None for one in said["models"])
    assert answer("--as-of", "2026-04-19")["state"] != "unknown"
    assert "not known is not quiet" in watch("--as-of", "2026-11-25").replace("\n  ", " ")


def test_before_the_first_event_nothing_is_said():
    said = answer("--as-of", "1970-01-01")
    assert said["state"] == "unknown" and said["silence_days"] is None and said["models"] == []
    assert "no event" in said["why"]


def long_silences():
    said = answer("--as-of", "2026-04-19", "--replay", "74")
    return [one for one in said["replay"] if one["last_event"] >= "2012-01-01"]


def test_of_every_long_silence_it_is_on_record_what_was_said_and_how_it_ended():
    rows = ["%s %s %3d %s: %s" % (one["last_event"], one["ended"], one["days"], one["state"],
                                  one["verdict"]) for one in long_silences()]
    with open(os.path.join(ROOT, "tests/golden/watch.txt"), encoding="utf-8") as file:
        wanted = [line.rstrip("\n") for line in file if not line.startswith("#")]
    assert rows == wanted, "\n".join(rows)
    assert len(rows) == 16


def test_the_replay_is_what_was_said_on_that_day_and_not_hindsight():
    for one in long_silences():
        then = (day(one["last_event"]) + datetime.timedelta(days=74)).isoformat()
        said = answer("--as-of", then)
        assert (said["state"], said["verdict"]) == (one["state"], one["verdict"]), then
        assert said["silence_days"] == 74, then


def test_the_history_explains_every_change():
    steps = answer("--as-of", "2019-06-01", "--history")["history"]
    assert all(a["day"] < b["day"] and a["state"] != b["state"] and b["reason"]
               for a, b in zip(steps, steps[1:]))
    assert {step["state"] for step in steps} <= STATES
    told = {step["day"]: step["state"] for step in steps}
    assert told["2017-11-29"] == "broken" and told["2018-04-20"] == "quiet-declared"
    assert told["2018-05-22"] == "sustained" and told["2019-04-17"] == "broken"


def test_the_screen_has_verdict_and_reasons_and_fits():
    for date in ("1985-01-01", "1994-12-03", "2012-12-01", "2017-11-28", "2017-11-29", "2018-06-01",
                 "2021-09-01", "2026-11-25"):
        lines = watch("--as-of", date).split("\n")[:-1]
        assert len(lines) <= 26, (date, len(lines))
        assert max(map(len, lines)) <= 82, (date, max(map(len, lines)))
    lines = watch("--as-of", "2017-11-28").split("\n")[:-1]
    assert len(lines) == 24 and "not evidence of cessation" in lines[0]
    assert sum(line.startswith("- ") for line in lines) == 6


def test_rules_of_a_file_judge_the_same_facts_otherwise():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "rules.ini")
        with open(path, "w", encoding="utf-8") as file:
            file.write("[sustained]\nmodel = none\ndays = 60\n[declared]\ndeclaration = optional\n")
        said = answer("--as-of", "2017-11-14", "--rules", path)
        assert (said["state"], said["silence_days"]) == ("sustained", 60)
        with open(path, "a", encoding="utf-8") as file:
            file.write("[broken]\nlasts_days = -1\n")
        told = watch("--rules", path, status=65)
        assert "rules.ini:7: lasts_days:" in told, told
        watch("--rules", os.path.join(folder, "none.ini"), status=66)


def test_a_chronicle_of_ones_own_is_asked_when_the_store_has_one():
    with tempfile.TemporaryDirectory() as folder:
        store = ("--store", folder + "/store")
        subprocess.run([BINARY, "chronicle", "add", "event", "id=E1", "source=cns",
                        "kind=engine-test", "day=2018-06-10", "basis=kst", "--why", "seen", *store],
                       env=ENV, check=True, capture_output=True)
        assert answer("--as-of", "2018-06-09", *store)["state"] == "sustained"
        said = answer("--as-of", "2018-06-10", *store)
        assert said["state"] == "quiet-declared" and "E1" in said["reason"], said["reason"]
        assert answer("--as-of", "2018-06-10")["state"] == "sustained"
        # A declaration that was not read in a source says so.
        assert "not verified in a source" in said["reason"]
        with open(folder + "/store/chronicle.db", "r+b") as file:
            file.write(b"damaged")
        watch("--as-of", "2018-06-10", *store, status=70)


FEED = [
    {"covered_until": "2017-11-10"},
    {"id": "F1", "source": "cns", "kind": "launch", "day": "2017-11-28", "time": "18:18",
     "basis": "utc", "class": "icbm"},
    {"covered_until": "2018-01-10"},
]


def lines_of(feed):
    return "".join(json.dumps(one) + "\n" for one in feed).encode()


def test_a_feed_tells_each_change_of_state_and_ends_with_its_pipe():
    told = [json.loads(line) for line in
            watch("--as-of", "2017-10-20", "--follow", "-", "--format", "jsonl",
                  stdin=lines_of(FEED)).splitlines()]
    assert [(one["alert"], one["day"], one["state"]) for one in told] == [
        ("start", "2017-10-02", "quiet"), ("state", "2017-11-29", "broken"),
        ("state", "2017-12-29", "quiet")], told
    assert all(one["reason"] and one["verdict"] for one in told)
    # The last line needs no line end.
    assert watch("--as-of", "2017-10-20", "--follow", "-", "--format", "jsonl",
                 stdin=lines_of(FEED)[:-1]).count("\n") == 3


def test_a_feed_does_not_answer_for_days_that_nobody_covered():
    event = {"id": "F9", "source": "cns", "kind": "launch", "day": "2026-10-01", "basis": "kst",
             "class": "srbm"}
    told = watch("--follow", "-", stdin=lines_of([event]))
    assert told.count("\n") == 1 and "unknown" in told, told
    told = watch("--follow", "-", stdin=lines_of([{"covered_until": "2026-09-30"}, event]))
    assert "2026-10-01  quiet-notable → broken" in told, told


def test_a_line_of_the_feed_that_cannot_be_read_ends_it_with_its_place():
    for bad, part in (("{", ":3: "), ("[1]", ":3: not a JSON object"),
                      ('{"id":"F1","kind":"launch","day":"2017-11-20","basis":"utc"}', "source"),
                      ('{"id":"F1","source":"cns","kind":"launch","day":"2017-13-20",'
                       '"basis":"utc"}', "day"),
                      ('{"id":"F1","source":"cns","kind":"launch","day":"2999-01-01",'
                       '"basis":"utc"}', "day"),
                      ('{"id":"F1","source":"nobody","kind":"launch","day":"2017-11-20",'
                       '"basis":"utc"}', "nobody"),
                      ('{"covered_until":"soon"}', "covered_until"),
                      ('{"covered_until":"2999-01-01"}', "future")):
        feed = lines_of(FEED[:1]) + b"\n" + bad.encode() + b"\n"
        told = watch("--as-of", "2017-10-20", "--follow", "-", stdin=feed,
                     status=66 if part == "nobody" else 65)
        assert "standard input:3:" in told and part in told, (bad, told)


def read_until(path, text, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with open(path, encoding="utf-8") as file:
            if text in file.read():
                return
        time.sleep(0.05)
    raise AssertionError("not told: " + text)


def test_a_file_is_watched_until_it_is_interrupted():
    with tempfile.TemporaryDirectory() as folder:
        feed, told = os.path.join(folder, "feed"), os.path.join(folder, "told")
        with open(feed, "wb") as file:
            file.write(lines_of(FEED[:1]))
        with open(told, "wb") as out:
            running = subprocess.Popen([BINARY, "watch", "--as-of", "2017-10-20", "--follow", feed],
                                       env=ENV, stdout=out)
        try:
            read_until(told, "quiet")
            with open(feed, "ab") as file:  # half a line is not taken
                file.write(lines_of(FEED[1:2])[:40])
                file.flush()
                time.sleep(0.5)
                assert running.poll() is None
                file.write(lines_of(FEED[1:2])[40:])
            read_until(told, "quiet → broken")
            running.send_signal(signal.SIGINT)
            assert running.wait(20) == 0
        finally:
            if running.poll() is None:
                running.kill()


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.tags, self.text, self.figures = [], [], [], 0

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if tag not in ("meta", "br", "hr", "img", "link", "input", "wbr"):
            self.open.append(tag)
        names = dict(attributes)
        assert tag != "script" and "src" not in names
        self.figures += tag == "svg" and names.get("role") == "img"

    def handle_startendtag(self, tag, attributes):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (tag, self.open[-3:])
        self.open.pop()

    def handle_data(self, text):
        self.text.append(text)


def test_the_report_is_whole_and_has_its_charts_and_positions():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "watch.html")
        watch("--as-of", "2018-05-01", "--html", path, "--forecast", "--replay", "74")
        page = Page()
        with open(path, encoding="utf-8") as file:
            text = file.read()
        page.feed(text)
        page.close()
        assert page.open == [], page.open
        words = " ".join(page.text)
        assert page.figures == 4, page.figures  # timeline, gaps, survival, calibration
        for part in ("a declared pause", "Timeline", "Gaps between event days", "Positions",
                     "Rex Tillerson", "Kim Jong-un", "quiet-declared", "Calibration"):
            assert part in words, part
        # What was said later is not in it.
        assert "no longer bound" not in words
        assert "nan" not in text.lower().replace("pyongnan", "") and "inf\"" not in text
        watch("--as-of", "2026-11-25", "--html", path)
        watch("--as-of", "1970-01-01", "--html", path)
        watch("--as-of", "2018-06-01", "--html", folder + "/no/where.html", status=66)


def test_a_full_report_takes_less_than_a_second():
    best = 9.0
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(3):
            begin = time.monotonic()
            watch("--as-of", "2026-04-19", "--class", "broad", "--history", "--replay", "74",
                  "--forecast", "--html", folder + "/w.html", "--format", "json")
            best = min(best, time.monotonic() - begin)
    print("# full report: %.2f s" % best)
    # Under sanitizers everything is several times slower.
    assert best < (1 if "asan" not in BINARY else 20), best


def test_bad_options_are_named():
    for arguments, part in (
            (("--as-of", "2017-11-31"), "--as-of"), (("--as-of", "2017-11"), "--as-of"),
            (("--as-of", "yesterday"), "--as-of"), (("--class", "all"), "--class"),
            (("--from", "2017"), "--from"), (("--season-from", "x"), "--season-from"),
            (("--prior", "0"), "--prior"), (("--prior", "1"), "--prior"),
            (("--prior", "1.0"), "--prior"), (("--prior", "-0.1"), "--prior"),
            (("--prior", "nan"), "--prior"), (("--prior", ""), "--prior"),
            (("--replay", "-1"), "--replay"), (("--replay", "36526"), "--replay"),
            (("--format", "csv"), "--format"), (("--follow", "-", "--html", "x"), "--follow"),
            (("2017-11-28",), "usage"),
            (("--from", "2018-01-01", "--as-of", "2017-01-01"), "window begins after")):
        told = watch(*arguments, status=64)
        assert part in told, (arguments, told)


def empty_chronicle(folder, events):
    """The sources that ship, and only these events."""
    os.makedirs(folder + "/chronicle")
    os.makedirs(folder + "/un-1718")
    for name in ("sources", "events", "statements", "pressure"):
        with open("%s/data/chronicle/%s.tsv" % (ROOT, name), encoding="utf-8") as file:
            lines = file.read().splitlines()
        if name == "events":
            lines = lines[:1] + [line for line in lines[1:]
                                 if line.split("\t")[0] in events]
        with open("%s/chronicle/%s.tsv" % (folder, name), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")


def test_one_event_or_two_have_no_statistics_and_say_why():
    with tempfile.TemporaryDirectory() as folder:
        empty_chronicle(folder, ["M20171129-1"])
        said = json.loads(watch("--as-of", "2018-03-01", "--format", "json", data=folder))
        assert said["state"] == "unknown" and said["events"] == 1 and said["silence_days"] == 92
        assert said["seasonal_p"] is said["solow_p"] is said["posterior_ceased"] is None
        assert all(one["p"] is None and one["why"] for one in said["models"])
        assert "–" in watch("--as-of", "2018-03-01", data=folder)


if __name__ == "__main__":
    tap.run(globals())
