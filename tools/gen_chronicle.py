#!/usr/bin/env python3
"""Makes data/chronicle out of tables of facts: days, kinds, places, heights and distances of
events, statements, listings and measures. Only facts are taken, in wording of ours; the sentences
of the sources stay there. What the tables do not hold is written out below, with its source.

usage: gen_chronicle.py FOLDER_OF_TABLES OUTPUT_FOLDER
"""
import csv
import os
import re
import sys

EVENT = ("id source kind day time basis class system count site lat lon apogee_km range_km "
         "flight_min outcome landing given note confidence known_from").split()
STATEMENT = ("id source speaker role party day basis venue words stance addressee condition rule "
             "claim note confidence known_from").split()
SOURCE = "id title scope rank covers covered_until note".split()
PRESSURE = "id day kind label individuals entities measures source confidence".split()

SOURCES = (
    ("cns", "CNS/NTI DPRK missile test database, copy of 2026", "core", "1", "launch",
     "2026-04-19", "a row for each missile; tells UTC times where they are known"),
    ("nuclear-tests", "nuclear tests: day by CSIS Beyond Parallel, the rest from seismology",
     "core", "1", "nuclear-test", "2026-04-19",
     "days are verified; minutes, places and magnitudes are from memory"),
    ("csis", "CSIS Beyond Parallel, event days and labels", "wide", "2", "launch engine-test",
     "2026-08-20", "also cruise missiles, artillery and short ranges; one copy lacks 2017-11-29"),
    ("csis-copy", "another copy of the CSIS days", "wide", "3", "", "",
     "only where it differs from the first"),
    ("press-2017-12", "press reports on the Security Council meeting of 2017-12-15", "core", "1",
     "statement", "2017-12-15", "quoted words are those of the speakers"),
    ("un-press", "press releases of the United Nations (SC/13099, SC/13121)", "core", "1",
     "statement", "2017-12-15", ""),
    ("press-yun", "Hankyoreh 2017-12-09 and Yonhap 2017-12-08 on Joseph Yun", "core", "1",
     "statement", "2017-12-09", ""),
    ("kbs", "KBS World, Indonesian service, December 2017", "core", "2", "statement", "2017-12-15",
     ""),
    ("recollection", "not read in a source; to be checked before it is relied on", "core", "9",
     "statement", "", ""),
    ("un-list", "UN Consolidated List, dates of listing of DPRK entries", "core", "1", "listing",
     "2026-01-28", ""),
    ("resolutions", "Security Council resolutions 1695 to 2397, counted measure by measure", "core",
     "1", "measure", "2017-12-22", "paragraph numbers of some measures are not verified"),
)

# A copy of the CSIS days where it differs; days of CSIS that confirm a corrected day.
EXTRA_EVENTS = (
    ("X20171128", "csis-copy", "2017-11-28", "unknown",
     "the day by which this copy knows the launch of 2017-11-29; the first copy lacks it"),
    ("X20150302", "csis", "2015-03-02", "kst", "confirms the Korean day"),
    ("X20160415", "csis", "2016-04-15", "kst", "confirms the Korean day"),
    ("X20170514", "csis", "2017-05-14", "kst", "confirms the Korean day"),
)

LABELS = {
    "Short-range Ballistic Missile Launch": "short-range ballistic missile",
    "Anti-Ship Cruise Missile Launch": "anti-ship cruise missile",
    "Strategic cruise missile": "strategic cruise missile",
    "Short-range Missile Launch": "short-range missile",
    "Long-range Cruise Missile Launch": "long-range cruise missile",
    "Anti-aircraft Missile Launch": "anti-aircraft missile",
    "Artillery Fire": "artillery",
    "Submarine Launched Ballistic Missile Launch": "submarine-launched ballistic missile",
    "Short-range Surface-to-Air Missile Launch": "short-range surface-to-air missile",
    "Long-range Surface-to-Air Missile Launch": "long-range surface-to-air missile",
    "Rocket Engine Test": "rocket engine",
    "Mixed Tactical Weapons Test": "tactical weapons",
}

# How a statement's source and role read here; the rest of a row is taken as it stands.
STATEMENT_SOURCES = (("SC/13121", "un-press"), ("KBS", "kbs"), ("Hankyoreh", "press-yun"),
                     ("news article", "press-2017-12"))
STANCES = {"blames-US": "blames", "defiance/escalation": "defiance|escalation"}

# Statements that the tables do not hold, or not with a day of their own.
DECLARATIONS = (
    {"id": "S20", "source": "recollection", "speaker": "Kim Jong-un", "role": "Leader",
     "party": "DPRK", "day": "2018-04-20", "basis": "kst", "venue": "plenary of the party",
     "words": "no more nuclear tests and launches of intercontinental missiles are needed",
     "stance": "declares-cessation", "addressee": "all",
     "note": "nuclear tests and intercontinental missiles only",
     "confidence": "from-memory"},
    {"id": "S21", "source": "recollection", "speaker": "Kim Jong-un", "role": "Leader",
     "party": "DPRK", "day": "2019-12-31", "basis": "kst", "venue": "plenary of the party",
     "words": "no longer bound by the pause of April 2018", "stance": "withdraws-declaration",
     "addressee": "all", "confidence": "from-memory"},
)
YUN_DAYS = ("2017-10-30", "2017-12-07")


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(folder, name, columns, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter="\t", lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)


def confidence_of(text):
    return text if text in ("verified-in-source", "partly-verified", "from-memory") else \
        "partly-verified"


def number(text):
    """Trailing zeros and binary leftovers of a spreadsheet gone; six digits are plenty."""
    return ("%.6f" % float(text)).rstrip("0").rstrip(".") if text else ""


def label(text):
    if "MLRS" in text:
        return "multiple rocket launcher"
    return LABELS.get(text, text)


def event_when(row):
    """day, time, basis of a row: the calendar in which its clock is told."""
    if row["datetime_utc"]:
        day, clock = row["datetime_utc"].rstrip("Z").split("T")
        return day, clock, "utc"
    if row["date_basis"] == "month-only":
        return row["date_as_given"], "", "unknown"
    confirmed = row["date_basis"].startswith("time-unknown; local day") or \
        "2014-01-01" <= row["date_kst"] <= "2017-12-31" or row["id"].startswith("C")
    return row["date_kst"], "", "kst" if confirmed else "unknown"


def event_note(row):
    if row["id"].startswith("N"):
        return re.sub(r"nuclear test (\d) \((.*)\)", r"test \1: \2", row["system"])
    basis = row["date_basis"]
    if "UTC clock" in basis:
        return "the source pairs the local day with a UTC clock time; the day is set back by one"
    if "lost AM" in basis:
        return "a copy has 12:40; the source's own table says 12:40 in the night, UTC"
    if basis.startswith("time-unknown; local day"):
        return "no clock time; the Korean day is that of CSIS"
    return ""


def event_given(row):
    if row["date_basis"].startswith(("corrected", "time-unknown; local")):
        clock = row["datetime_utc"].rstrip("Z").split("T")[1] if row["datetime_utc"] else ""
        if "lost AM" in row["date_basis"]:
            clock = "12:40"
        return (row["date_as_given"] + " " + clock).strip()
    return ""


def event(row):
    day, clock, basis = event_when(row)
    nuclear, wide = row["id"].startswith("N"), row["id"].startswith("C")
    return {
        "id": row["id"],
        "source": "nuclear-tests" if nuclear else "csis" if wide else "cns",
        "kind": "nuclear-test" if nuclear else
                "engine-test" if "Engine Test" in row["system"] else "launch",
        "day": day, "time": clock, "basis": basis,
        "class": "" if nuclear else "other" if wide else row["range_class"].lower(),
        "system": "nuclear test" if nuclear else label(row["system"]),
        "count": row["count"], "site": row["site"],
        "lat": number(row["lat"]), "lon": number(row["lon"]),
        "apogee_km": number(row["apogee_km"]), "range_km": number(row["distance_km"]),
        "flight_min": number(row["flight_min"]), "outcome": row["outcome"],
        "landing": row["landing"] if row["landing"] not in ("unknown", "na") else "",
        "given": event_given(row), "note": event_note(row),
        "confidence": confidence_of(row["confidence"]),
    }


def extra_event(known):
    ident, source, day, basis, note = known
    return {"id": ident, "source": source, "kind": "launch", "day": day, "basis": basis,
            "class": "other", "outcome": "unknown", "note": note,
            "confidence": "verified-in-source"}


def statement(row):
    day = re.search(r"\d{4}(-\d\d){0,2}$", row["date"].split(" (")[0].split(";")[0])
    if row["id"] == "S13":
        day = re.search(r"2017-12-12", row["date"])
    stance = "|".join(STANCES.get(part, part) for part in row["stance"].split("|"))
    made = {
        "id": row["id"],
        "source": next(ours for text, ours in STATEMENT_SOURCES if text in row["source"]),
        "speaker": row["speaker"], "role": row["role"], "party": row["party"],
        "day": day.group(), "basis": "new-york", "venue": row["venue"].split(" (venue")[0],
        "words": row["statement"].replace('"', ""), "stance": stance,
        "addressee": row["addressee"], "condition": row["condition"],
        "claim": "" if row["checkable_claim"].startswith("not in the article") else
                 row["checkable_claim"].split(" (checked")[0],
        "confidence": confidence_of(row["confidence"]),
    }
    if len(made["day"]) < 10:
        made["known_from"] = "2017-12-16T05:00Z"
        made["note"] = "the day is not told; known from reports of the meeting of 2017-12-15"
    if row["condition"] == "none":
        made["condition"], made["stance"] = "", stance + "|unconditional"
        made["claim"] = ""
        made["note"] = "one report says Wednesday (2017-12-13), another Tuesday, the day taken here"
    if "sustained" in row["condition"]:
        made["rule"] = "sustained"
    return made


def statements(rows):
    made = []
    for row in rows:
        if row["id"] == "S19":
            for letter, day in zip("ab", YUN_DAYS):
                one = statement({**row, "date": day})
                one.update(id=row["id"] + letter, rule="silence 60; declared",
                           venue=row["venue"].split("; ")["ab".index(letter)])
                made.append(one)
        else:
            made.append(statement(row))
    return made + list(DECLARATIONS)


def pressure(listings, measures):
    made = [{"id": "listing-" + row["listed_on"], "day": row["listed_on"], "kind": "listing",
             "label": "listings under resolution 1718", "individuals": row["individuals"],
             "entities": row["entities"], "source": "un-list",
             "confidence": confidence_of(row["confidence"])} for row in listings]
    counts = {}
    for row in measures:
        counts.setdefault((row["adopted"], row["resolution"]), []).append(row)
    for (day, resolution), rows in counts.items():
        levels = {row["confidence"] for row in rows}
        made.append({"id": resolution.replace("S/RES/", "res-"), "day": day, "kind": "measure",
                     "label": "resolution " + resolution.replace("S/RES/", ""),
                     "measures": str(len(rows)), "source": "resolutions",
                     "confidence": levels.pop() if len(levels) == 1 else "partly-verified"})
    return sorted(made, key=lambda row: (row["day"], row["id"]))


def main():
    tables, output = sys.argv[1:3]
    events = [event(row) for row in read(tables, "provocations.csv")]
    events += [extra_event(known) for known in EXTRA_EVENTS]
    events.sort(key=lambda row: (row["day"], row["id"]))
    write(output, "events.tsv", EVENT, events)
    write(output, "statements.tsv", STATEMENT, statements(read(tables, "statements.csv")))
    write(output, "sources.tsv", SOURCE, [dict(zip(SOURCE, row)) for row in SOURCES])
    write(output, "pressure.tsv", PRESSURE, pressure(read(tables, "designations_timeline.csv"),
                                                     read(tables, "measures.csv")))


if __name__ == "__main__":
    main()
