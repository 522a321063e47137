#!/usr/bin/env python3
"""`interdict comply`: what is planted in tests/data/comply is found and nothing else, whatever the
order of the rows; bad input is named with file, row and field; real rows where they exist, shown
with what they cannot say. Prints TAP.
usage: test_comply.py INTERDICT"""
import csv
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile

BINARY = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DATA = os.path.join(ROOT, "tests", "data", "comply")
REAL = os.path.join(ROOT, "..", "shared", "trade", "real")
os.environ["INTERDICT_DATA"] = os.path.join(ROOT, "data")
count = failed = 0


def check(name, truth, detail=""):
    global count, failed
    count += 1
    failed += not truth
    print(("ok" if truth else "not ok"), count, "-", name)
    if not truth and detail:
        print("\n".join("# " + line for line in str(detail).splitlines()[:30]))


def run(*arguments):
    done = subprocess.run([BINARY, "comply", *arguments], capture_output=True, text=True,
                          timeout=240)
    return done.returncode, done.stdout, done.stderr


def answer(folder, *arguments):
    status, out, err = run("--data", folder, "--on", "2020-06-30", "--format", "json", *arguments)
    return status, json.loads(out) if out else None, err


def found_in(result):
    """The lines of truth.txt that an answer stands for."""
    found = set()
    for state in result["states"]:
        iso = state["state"]
        for report in state["reports"]:
            if report["state"] == "late":
                found.add(("late", iso, report["duty"], str(report["days_late"])))
            if report["state"] == "never":
                found.add(("never", iso, report["duty"]))
        for flow in state["flows"]:
            found.add(("flow", iso, flow["direction"], flow["hs"], str(flow["period"]),
                       flow["class"], flow["basis"], flow["low"], flow["high"],
                       " ".join(flow["labels"]) or "-"))
        found.add(("rank", iso, state["binding"]["usd_low"], state["binding"]["usd_high"],
                   str(state["best_place"]), str(state["worst_place"])))
    for gap in result["mirror_gaps"]:
        found.add(("mirror", gap["seller"], gap["buyer"], gap["hs"], str(gap["period"]),
                   gap["export_usd"], gap["import_usd"]))
    for reason, rows in result["left_out"].items():
        if rows:
            found.add(("left_out", reason, str(rows)))
    return found


def read_truth():
    with open(os.path.join(DATA, "truth.txt"), encoding="utf-8") as file:
        return {tuple(line.rstrip("\n").split("\t")) for line in file if line[0] != "#"}


def compare(name, result, truth):
    found = found_in(result)
    check(name, found == truth,
          f"not found: {sorted(truth - found)}\ninvented: {sorted(found - truth)}")


def put(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        file.write(text)


def shuffled(folder, seed):
    chance = random.Random(seed)
    for name in sorted(os.listdir(os.path.join(DATA, "plain"))):
        with open(os.path.join(DATA, "plain", name), encoding="utf-8") as file:
            text = file.read()
        if name.endswith(".csv"):
            head, *rows = text.splitlines()
            chance.shuffle(rows)
            text = "\r\n".join([head] + rows) + "\r\n"
        else:
            document = json.loads(text)
            chance.shuffle(document["data"])
            text = json.dumps(document["data"] if seed % 2 else document)
        put(folder, name, text)


HEAD = "period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,primaryValue\n"


def refuses(name, files, *words):
    with tempfile.TemporaryDirectory() as folder:
        for file, text in files.items():
            put(folder, file, text)
        status, out, err = run("--data", folder, "--format", "json")
    check(name, status >= 64 and not out and all(word in err for word in words),
          f"{status} {out} {err}")


def test_plain():
    truth = read_truth()
    status, result, err = answer(os.path.join(DATA, "plain"))
    check("banned trade and late reports end with 1", status == 1, err)
    compare("everything planted is found and nothing is invented", result, truth)
    for seed in range(1, 9):
        with tempfile.TemporaryDirectory() as folder:
            shuffled(folder, seed)
            compare(f"the same in rows of any order (seed {seed})", answer(folder)[1], truth)
    flows = [f for s in result["states"] for f in s["flows"]]
    check("each flow names its file and row", all(f["file"] and f["line"] for f in flows))
    for state in result["states"]:
        banned = [f for f in state["flows"] if f["class"] == "banned"]
        check(f"the tally of {state['state']} is the sum of its evidence",
              abs(sum(float(f["high"]) for f in banned)
                  - float(state["binding"]["usd_high"])) < 0.01
              and sum(r["class"] == "binding" for r in state["reports"])
              == sum(state["binding"]["reports"].values()))
    one = answer(os.path.join(DATA, "plain"), "--state", "MZ")[1]
    check("one state: its places are among all",
          [(s["state"], s["best_place"]) for s in one["states"]] == [("mz", 2)]
          and not one["mirror_gaps"])
    _, out, _ = run("--data", os.path.join(DATA, "plain"), "--on", "2020-06-30", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    check("CSV has every flow, report and gap", len(rows) == len(flows) + 1 + sum(
        len(s["reports"]) for s in result["states"]), len(rows))
    _, out, _ = run("--data", os.path.join(DATA, "plain"), "--on", "2020-06-30")
    check("the table keeps what binds and what is asked for apart",
          "late (binding)" in out and "late (asked)" in out and "left out: total 1" in out, out)


def test_days():
    with tempfile.TemporaryDirectory() as folder:
        put(folder, "reports.csv", "state,resolution,filed\nJapan,2397,2018-03-27\n")
        on = {day: json.loads(run("--data", folder, "--on", day, "--format", "json")[1])
              for day in ("2018-03-22", "2018-03-23", "2018-03-27")}
        state = {day: {r["duty"]: (r["state"], r["days_late"]) for r in
                       result["states"][0]["reports"]}["2397"] for day, result in on.items()}
        check("a report is not due on its day, missing the day after, late once it is filed",
              state == {"2018-03-22": ("not-due", 0), "2018-03-23": ("never", 0),
                        "2018-03-27": ("late", 5)}, state)
        check("without trade nothing is said of trade",
              not on["2018-03-22"]["trade_given"] and not on["2018-03-22"]["states"][0]["flows"])
        put(folder, "reports.csv", "state,resolution,filed\nJapan,2397,2018-03-22\n")
        put(folder, "trade.csv", HEAD + "".join(
            f"{period},392,M,408,{'H4' if period < 2017 else 'H5'},{code},10\n"
            for period, code in [
                (2017, "611020"), (201708, "611020"), (201709, "611020"), (201710, "611020"),
                (201711, "611020"), (201712, "611020"), (201801, "611020"), (2016, "611020"),
                (2018, "611020"), (201801, "842952"), (201802, "842952"), (2018, "842952")]))
        result = json.loads(run("--data", folder, "--format", "json")[1])
        classes = {(f["hs"], f["period"]): f["class"] for f in result["states"][0]["flows"]}
        tell = "cannot-be-told"
        check("a period that straddles a change cannot be told",
              classes == {("611020", 2017): tell, ("611020", 201709): tell,
                          ("611020", 201710): "winding-down", ("611020", 201711): "winding-down",
                          ("611020", 201712): tell, ("611020", 201801): "banned",
                          ("611020", 2018): "banned", ("842952", 201801): tell,
                          ("842952", 201802): "banned", ("842952", 2018): tell}, classes)
        put(folder, "trade.csv", HEAD + "".join(
            f"{period},392,{flow},408,H5,{code},10\n" for period, flow, code in [
                (2017, "M", "260111"), (201704, "M", "260111"), (201710, "M", "260111"),
                (2017, "M", "740311")]))
        flows = json.loads(run("--data", folder, "--format", "json")[1])["states"][0]["flows"]
        found = {(f["hs"], f["period"]): (f["class"], f["high"], "livelihood" in f["labels"])
                 for f in flows}
        check("a ban that another replaced cannot be told from a year; livelihood is a doubt; "
              "a ban that held all year is one", found == {
                  ("260111", 2017): (tell, "0", False), ("260111", 201704): ("banned", "10", True),
                  ("260111", 201710): ("banned", "10", False),
                  ("740311", 2017): ("banned", "10", False)}, found)
        put(folder, "trade.csv", HEAD + "201902,392,M,408,H5,03,90\n201902,392,M,408,H5,0307,80\n"
            "201902,392,M,408,H5,030749,70\n201902,392,M,408,S4,03,5\n201902,392,M,0,H5,03,5\n"
            "201902,392,M,408,H5,7799,5\n")
        result = json.loads(run("--data", folder, "--format", "json")[1])
        left = {k: v for k, v in result["left_out"].items() if v}
        check("a heading is the total of its subheadings; other classifications, the world and "
              "unknown codes are left out and counted",
              result["states"][0]["binding"]["usd_high"] == "70" and left ==
              {"total-of-longer": 2, "not-hs": 1, "no-state": 1, "unknown-code": 1}, left)


def test_year_of_a_change():
    """On how many days of a period goods were banned, where its total cannot tell."""
    with tempfile.TemporaryDirectory() as folder:
        put(folder, "trade.csv", HEAD + "".join(
            f"{period},392,{flow},408,HS,{code},10\n" for period, flow, code in [
                (2017, "X", "8901"), (2017, "M", "8901"), (2018, "M", "8901"), (2018, "X", "8901"),
                (2017, "M", "270112"), (2017, "M", "611020"), (201712, "M", "611020"),
                (2016, "M", "740311"), (2016, "M", "260300"), (2017, "M", "999999"),
                (2006, "X", "9301"), (201708, "M", "030749"), (201709, "M", "030749")]))
        result = answer(folder)[1]
        found = {(f["direction"], f["hs"], f["period"]): tuple(
            f.get("of_the_period", {}).get(key) for key in (
                "days", "banned_days", "part_banned_days", "winding_down_days",
                "banned_from"))
            for f in result["states"][0]["flows"] if f["class"] == "cannot-be-told"}
        check("a year in which a ban began: on how many of its days it stood, and from when",
              found == {
            ("to-dprk", "8901", 2017): (365, 10, 355, 0, "2017-12-22"),
            ("from-dprk", "8901", 2017): (365, 0, 0, 10, None),
            ("from-dprk", "8901", 2018): (365, 344, 0, 21, "2018-01-22"),
            ("from-dprk", "270112", 2017): (365, 149, 0, 0, "2017-08-05"),
            ("from-dprk", "611020", 2017): (365, 21, 0, 91, "2017-12-11"),
            ("from-dprk", "611020", 201712): (31, 21, 0, 10, "2017-12-11"),
            ("from-dprk", "740311", 2016): (366, 32, 0, 0, "2016-11-30"),
            ("from-dprk", "260300", 2016): (366, 32, 0, 0, "2016-11-30"),
            ("from-dprk", "999999", 2017): (None,) * 5,
            ("to-dprk", "9301", 2006): (365, 0, 79, 0, None),
            ("from-dprk", "030749", 201708): (31, 0, 0, 27, None),
            ("from-dprk", "030749", 201709): (30, 26, 0, 4, "2017-09-05")}, found)
        _, out, _ = run("--data", folder, "--on", "2020-06-30")
        check("the table says so in words", "cannot-be-told (banned 149 of 365 days)" in out
              and "cannot-be-told (winding down 10 of 365 days)" in out, out)
        rows = list(csv.DictReader(io.StringIO(
            run("--data", folder, "--on", "2020-06-30", "--format", "csv")[1])))
        check("CSV has the days in columns of their own", [
            (r["days"], r["banned_days"], r["part_days"], r["winding_days"], r["banned_from"])
            for r in rows
            if (r["what"], r["period"]) == ("611020", "2017")]
            == [("365", "21", "0", "91", "2017-12-11")], rows[:3])
        put(folder, "trade.csv", HEAD + "2005,392,M,408,H2,270112,10\n200606,392,X,408,H2,9301,1\n"
            "200607,392,X,408,H2,9301,1\n2018,392,M,408,H5,9999,10\n2018,392,M,408,H5,7799,10\n")
        result = answer(folder)[1]
        named = {(r["why"], r["hs"], r["period"], r["file"], r["line"])
                 for r in result["left_out_rows"]}
        check("a period before the regime and a code that is none are named with file and row",
              named == {("before-regime", "270112", 2005, "trade.csv", 2),
                        ("before-regime", "9301", 200606, "trade.csv", 3),
                        ("unknown-code", "7799", 2018, "trade.csv", 6)}, named)
        _, out, _ = run("--data", folder, "--on", "2020-06-30")
        check("the table names them, and the total says how many", "before-regime 2" in out
              and "trade.csv:6" in out and "left out: unknown-code 1 before-regime 2" in out, out)


def test_older_edition():
    """States report in editions that others have left: such goods are not taken for allowed."""
    with tempfile.TemporaryDirectory() as folder:
        put(folder, "trade.csv", HEAD + "202302,392,M,408,H5,854140,10\n"
            "201902,392,M,408,H3,030379,20\n201902,604,M,408,H5,030389,30\n"
            "2005,604,M,408,H2,999999,40\n")
        result = answer(folder)[1]
    found = {(s["state"], f["hs"], f["class"], f["high"], " ".join(f["labels"]))
             for s in result["states"] for f in s["flows"]}
    check("a code of an older edition is judged by its heading, and says so", found == {
        ("jp", "854140", "banned", "10", "by-heading"), ("jp", "030379", "banned", "20",
                                                         "by-heading"),
        ("pe", "030389", "banned", "30", "")}, found)
    check("goods of no kind before the regime are left out too",
          [(r["hs"], r["why"]) for r in result["left_out_rows"]] == [("999999", "before-regime")])


def test_silence():
    with tempfile.TemporaryDirectory() as folder:
        put(folder, "reports.csv", "state,resolution,filed\nJapan,2397,2018-03-22\n")
        _, out, _ = run("--data", folder, "--on", "2020-06-30")
        check("without trade there are no places and no figures of trade", re.search(
            r"^-  +Japan +0 +3 +0 +7 +- +- +- +- +- +-$", out, re.M), out)
    with tempfile.TemporaryDirectory() as folder:
        put(folder, "reports.csv", "state,resolution,filed\nJapan,2397,2018-03-22\n")
        put(folder, "trade.csv", HEAD + "201902,Peru,M,408,H5,030749,1\n")
        _, out, _ = run("--data", folder, "--on", "2020-06-30")
        result = answer(folder)[1]
    check("a state that no report names is told apart from one whose report is missing",
          "Of 1 states no file of reports has a row" in out
          and {s["state"]: s["report_rows"] for s in result["states"]} == {"jp": 1, "pe": 0}, out)


def test_oil():
    with tempfile.TemporaryDirectory() as folder:
        put(folder, "oil.csv", "cap,from,to,supplier,kind,barrels\n"
            "refined,2018-03,,China,notified,300000\nrefined,2018-06,,China,notified,150000\n"
            "refined,2018-06,,Russia,notified,100000\nrefined,2018-05,,Russia,estimated,90000\n")
        shares = answer(folder)[1]["cap_shares"]
        found = {(s["supplier"], s["kind"], s["total"], s["share"],
                  tuple((c["percent"], c["day"]) for c in s["crossings"])) for s in shares}
        check("shares of a cap stand by supplier, notified and estimated apart", found == {
            ("China", "notified", "450000", 0.9, ((75, "2018-06-30"), (90, "2018-06-30"))),
            ("Russia", "notified", "100000", 0.2, ()),
            ("Russia", "estimated", "90000", 0.18, ())}, found)
        shares = answer(folder, "--state", "RU")[1]["cap_shares"]
        check("one state: its own shares", {s["supplier"] for s in shares} == {"Russia"}, shares)
        put(folder, "oil_2.csv", "cap,from,to,supplier,kind,barrels\n"
            "refined,2018-06,,China,notified,140000\nrefined,2020-06,2020-07,China,notified,1\n"
            "refined,2018-03,,China,notified,300000\n")
        result = answer(folder)[1]
        contradicts = "contradicts another row of the same period: the smaller one counts"
        left = {(d["file"], d["line"], d["left_out"]) for d in result["deliveries"]
                if not d["counted"]}
        check("notices that contradict or repeat each other, and later ones, are named with file "
              "and row", left == {("oil.csv", 3, contradicts), ("oil_2.csv", 3, "after-day"),
                                  ("oil_2.csv", 4, "the same notice again")}, left)
        rows = list(csv.DictReader(io.StringIO(
            run("--data", folder, "--on", "2020-06-30", "--format", "csv")[1])))
        shares = {(r["state"], r["finding"], r["total"], r["limit"], r["unit"], r["percent"])
                  for r in rows if r["kind"] == "cap-share"}
        check("CSV has the shares", shares == {
            ("cn", "notified", "440000", "500000", "barrel", "88.00"),
            ("ru", "notified", "100000", "500000", "barrel", "20.00"),
            ("ru", "estimated", "90000", "500000", "barrel", "18.00")}, shares)
        check("CSV has each delivery with its place", {
            (r["finding"], r["place"]) for r in rows if r["kind"] == "delivery"} == {
                ("counted", "oil.csv:2"), (contradicts, "oil.csv:3"), ("counted", "oil.csv:4"),
                ("counted", "oil.csv:5"), ("counted", "oil_2.csv:2"), ("after-day", "oil_2.csv:3"),
                ("the same notice again", "oil_2.csv:4")}, rows)
        _, out, _ = run("--data", folder, "--on", "2020-06-30")
        check("the table has the shares as lower bounds, and what contradicts",
              "notified, at least 440000 of 500000 (88.00 %)" in out and "contradicts" in out
              and "lower bounds" in out, out)
    for suppliers in (256, 257):
        with tempfile.TemporaryDirectory() as folder:
            put(folder, "oil.csv", "cap,from,to,supplier,kind,barrels\n" + "".join(
                f"refined,2018-03,,S{i},notified,1\n" for i in range(suppliers)))
            status, result, err = answer(folder)
        check(f"{suppliers} suppliers", status == 0 and len(result["cap_shares"]) == 256
              if suppliers == 256 else status >= 64 and "more than 256 suppliers" in err, err)
    refuses("a cap that is none is named",
            {"oil.csv": "cap,from,supplier,kind,barrels\ntea,2018-03,China,notified,1\n"}, ":2:",
            "cap")


def test_bad_input():
    trade = lambda row: {"trade_x.csv": HEAD + "201902,392,M,410,H5,030749,1\n" + row + "\n"}
    reports = lambda row: {"reports.csv": "state,resolution,filed\n" + row + "\n"}
    refuses("an edition of the HS that is younger than the period is named",
            trade("201612,392,M,408,H5,030749,1"), ":3:", "classificationCode", "younger")
    refuses("an edition of the HS that is none is named", trade("202901,392,M,408,H7,030749,1"),
            ":3:", "classificationCode", "H7")
    refuses("a quantity below zero is named", {"trade.csv": HEAD.replace("\n", ",netWgt\n")
                                               + "201902,392,M,408,H5,030749,1,-3\n"},
            ":2:", "netWgt")
    refuses("a unit that no cap has is a column that is none",
            {"oil.csv": "cap,from,supplier,kind,gallons\nrefined,2018-03,China,notified,1\n"},
            "gallons")
    refuses("a delivery below zero is named",
            {"oil.csv": "cap,from,supplier,kind,barrels\nrefined,2018-03,China,notified,-1\n"},
            ":2:", "barrels")
    refuses("JSON with something between its records is refused", {"trade.json": json.dumps([
        dict(period="201902", reporterCode=392, flowCode="M", partnerCode=408, cmdCode="03",
             primaryValue=1)])[:-1] + "; }]"}, "trade.json:2")
    for files in (256, 257):
        with tempfile.TemporaryDirectory() as folder:
            put(folder, "trade.csv", HEAD)
            for i in range(files - 1):
                put(folder, f"x{i}.txt", "x")
            status, result, err = answer(folder)
        check(f"{files} files", status == 0 and len(result["files"]) == 256 if files == 256
              else status >= 64 and "more than 256 files" in err, err)
    refuses("a bad month is named", trade("201913,392,M,408,H5,030749,1"), "trade_x.csv", ":3:",
            "period")
    refuses("an unknown reporter is named", trade("201902,999,M,408,H5,030749,1"), ":3:",
            "reporterCode")
    refuses("an unknown flow is named", trade("201902,392,Q,408,H5,030749,1"), "flowCode")
    refuses("a code that lost its zero is named", trade("201902,392,M,408,H5,30749,1"), "cmdCode",
            "leading zero")
    refuses("a negative value is named", trade("201902,392,M,408,H5,030749,-1"), "primaryValue")
    refuses("a value that is no number is named", trade("201902,392,M,408,H5,030749,1.2.3"),
            "primaryValue")
    refuses("two editions for one period are named", trade("201902,392,M,408,H4,030749,1"),
            "classificationCode", "H4", "H5")
    refuses("a row with too few cells is named", trade("201902,392"), ":3:")
    refuses("an unknown state is named", reports("Atlantis,2397,2018-03-22"), ":2:", "state")
    refuses("an unknown resolution is named", reports("FR,2087,2018-03-22"), "resolution")
    refuses("a day that does not exist is named", reports("FR,2397,2018-02-30"), "filed")
    refuses("a report before its resolution is named", reports("FR,2397,2017-12-21"), "filed")
    refuses("two days for one report are named",
            reports("FR,2397,2018-03-20\nFR,2397,2018-03-21"), ":3:", "filed")
    refuses("a report without a column is named", {"reports.csv": "state,filed\nFR,2018-03-22\n"},
            "resolution")
    refuses("JSON that ends early is refused",
            {"trade.json": '{"data":[{"period":"2018","reporterCode":392'}, "trade.json")
    refuses("a record without a field is named", {"trade.json": json.dumps({"data": [
        dict(period="201902", reporterCode=392, flowCode="M", partnerCode=408, cmdCode="03",
             primaryValue=1), dict(period="201902", reporterCode=392, flowCode="M",
                                   partnerCode=408, cmdCode="03")]})}, "primaryValue", "2")
    refuses("a folder whose only file lacks a column is refused, with the column",
            {"trade.csv": HEAD.replace(",", ";") + "201902;392;M;408;H5;030749;1\n"}, "trade.csv",
            "\"period\"")
    refuses("a folder with nothing to read is refused", {"notes.txt": "x"}, "no file to read")
    with tempfile.TemporaryDirectory() as folder:
        put(folder, "trade_a.csv", HEAD.replace(",primaryValue", "") + "201902,392,M,408,H5,03\n")
        put(folder, "reports.csv", "state,resolution,filed\nFR,2397,2018-03-22\n")
        status, result, _ = answer(folder)
        files = {f["name"]: (f["read"], f["why"]) for f in result["files"]}
        check("a file without a needed column is left out, named, and the answer not complete",
              status == 2 and not result["complete"] and not files["trade_a.csv"][0]
              and "primaryValue" in files["trade_a.csv"][1], files)
    status, _, err = run("--data", os.path.join(DATA, "plain"), "--state", "Atlantis")
    check("an unknown --state is an error of usage", status == 64 and "--state" in err, err)


def test_real():
    if not os.path.isdir(os.path.join(ROOT, "..", "shared")):
        print("# no ../shared here")
        return
    status, result, err = answer(REAL)
    check("real annual rows are read; files without reporter or value are named and left out",
          status == 2 and result and result["trade_rows"] >= 630
          and {f["name"] for f in result["files"] if not f["read"]} >= {
              "comtrade_angola_top5_hs6_imports_from_dprk.csv",
              "comtrade_mozambique_exports_total_to_dprk.csv"}, err)
    flows = [f for s in result["states"] for f in s["flows"]]
    check("no real row of the years of a change counts as a breach",
          not [f for f in flows if f["period"] == 2017 and f["hs"][:2] in ("61", "62", "03", "27")
               and f["class"] == "banned"])
    by_class = {c: sum(f["class"] == c for f in flows) for c in sorted({f["class"] for f in flows})}
    doubtful = sum(bool(f["labels"]) for f in flows if f["class"] == "banned")
    print(f"# real rows: {by_class}, of the banned ones doubtful {doubtful}; "
          f"left out {({k: v for k, v in result['left_out'].items() if v})}")
    check("the classified rows of another classification are left out and counted",
          result["left_out"]["not-hs"] > 0)


test_plain()
test_days()
test_year_of_a_change()
test_older_edition()
test_silence()
test_oil()
test_bad_input()
test_real()
print(f"1..{count}")
sys.exit(1 if failed else 0)
