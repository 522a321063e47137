#!/usr/bin/env python3
"""Makes the extracted tables of data/regime/ from the project's collection of facts.

What is taken: every measure with its id, dates, force, source and confidence; listed vessels;
barrels per tonne; maritime identification digits; ports; titles of the Harmonized System. What is
added here, and only here, is what a program needs beside the words of a fact: what the measure does
to a deal, and which rows replace each other, by id. Tables of judgement (goods.tsv, services.tsv,
exemptions.tsv, caps.tsv, notes.tsv) are written by hand and not touched.

usage: gen_regime.py FACTS OUT      (FACTS holds regime/, trade/ and ports/, there the
       World Port Index unpacked as world_port_index_2023.csv; OUT is data/regime)
"""
import csv
import os
import re
import sys

# What a measure does to a deal, where its type does not say it already.
EFFECT_OF_TYPE = {
    "goods import ban": "prohibits", "goods export ban": "prohibits", "cap": "caps",
    "arms embargo": "prohibits", "arms/missile items": "prohibits", "WMD items": "prohibits",
    "luxury goods": "prohibits", "services": "prohibits", "asset freeze": "informs",
    "travel ban": "prohibits", "cargo inspection": "duty", "reporting duty": "duty",
    "behaviour demand": "informs", "committee": "informs", "panel": "informs",
    "seizure": "duty", "bunkering": "prohibits", "financial service": "prohibits",
    "specialised teaching": "prohibits", "catch-all": "prohibits", "trigger": "informs",
    "brokering": "prohibits", "expulsion": "duty", "bulk cash": "prohibits",
    "port entry": "prohibits", "aviation": "prohibits", "diplomats": "duty",
    "vessel services": "prohibits", "vessel registration": "prohibits",
    "aviation fuel": "prohibits", "scientific cooperation": "prohibits",
    "vessel designation": "prohibits", "vessel insurance": "prohibits",
    "humanitarian exemption": "exempts", "exemption": "exempts", "workers": "prohibits",
    "joint ventures": "prohibits", "ship-to-ship": "prohibits", "fishing rights": "prohibits",
    "vessel seizure": "duty", "cooperation": "duty", "AIS": "duty", "sunset/ease": "informs",
}
EFFECT_OF_ID = {
    "1718-8-d": "prohibits", "2270-32": "prohibits", "2094-16": "duty", "2321-4": "prohibits",
    "2321-15": "prohibits", "2321-18": "prohibits",
    "2371-4-5": "informs", "2375-4-5": "informs", "2321-7": "prohibits", "2321-14": "prohibits",
}

# Row -> rows that take its place; ":part", ":widens" and ":exception" leave it in force.
SUPERSEDED_BY = {
    "1695-3": "1718-8-a-ii", "1695-4": "1718-8-b", "1718-8-a-i": "1874-10:widens",
    "1718-8-b": "1874-9:widens", "1718-8-f": "2270-18", "1874-10": "2270-6",
    "1874-11-12": "2270-18:part; 2375-7; 2375-8", "1874-13": "2375-8", "1874-18": "2094-11",
    "1874-20": "2094-15; 2270-36; 2321-32", "1874-23": "2087-5-b", "1874-28": "2270-17",
    "2087-7-8": "2094-17:part", "2094-12-13": "2270-33; 2270-34-35",
    "2094-15": "2270-36; 2321-32", "2094-16": "2270-18", "2094-18": "2270-21",
    "2094-22": "2270-27; 2270-8", "2270-19": "2321-8:exception", "2270-20": "2321-9:exception",
    "2270-29": "2321-26-b-a; 2321-26-c; 2371-8.1; 2371-8.2", "2270-34-35": "2321-31",
    "2270-36": "2321-32", "2321-22": "2397-11:widens", "2321-24": "2397-12:widens",
    "2321-26-b-a": "2371-8.1", "2321-26-b-b": "2371-8.1", "2321-26-c": "2371-8.2",
    "2321-30": "2397-14; 2397-7.2", "2321-46": "2375-26; 2397-25",
    "2371-11": "2375-17.1; 2397-8.1", "2371-12": "2375-18", "2375-14-a": "2397-5",
    "2375-14-b": "2397-5", "2375-15": "2397-4", "2375-17.1": "2397-8.1:part",
    "2375-26": "2397-25",
}
# Last day of what ends by its own words.
ENDS = {"2321-26-b-a": "2016-12-31", "2375-14-a": "2017-12-31", "1874-26": "2024-04-30"}
# Rows that only read another row; they count as much as the row they read.
CLARIFIES = {
    "2087-5-b": "1718-8-a-ii", "2087-9": "1718-8-d", "2094-14": "2094-11",
    "2094-23": "1718-8-a-iii",
    "2270-7": "1874-9", "2270-9": "1718-8-c", "2270-12": "1718-8-d", "2270-23": "1718-8-d",
    "2270-37": "2094-11", "2270-39": "1718-8-a-iii", "2321-5": "1718-8-a-iii",
    "2321-10": "2270-17", "2321-13": "2270-18", "2321-21": "2270-18", "2371-7": "2321-8",
    "2371-13-14": "2094-11", "2397-6.7": "2371-9",
}
# States of the World Port Index none of whose ports has a locode.
STATE_OF_INDEX = {"Johnson Atoll": "UM", "Midway Islands": "UM", "Wake Island": "UM",
                  "Norfolk Island": "NF", "Palau": "PW", "Gibraltar": "GI"}
DIRECTION = {"from-DPRK": "from-dprk", "to-DPRK": "to-dprk", "both": "both", "n/a": "none"}
CONFIDENCE = {"verified-in-source", "partly-verified", "from-memory"}
MEASURE_COLUMNS = [
    "id", "resolution", "paragraph", "adopted", "in_force", "ends", "type", "force", "class",
    "direction", "subject", "effect", "goods", "hs", "hs_note", "hs_basis", "cap", "cap_period",
    "thresholds", "exemptions", "wind_down_until", "notify_by", "wind_down_note", "supersedes",
    "superseded_by", "clarifies", "source", "confidence", "confidence_note",
]


def rows_of(*parts):
    with open(os.path.join(*parts), encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(out, name, head, columns, rows):
    path = os.path.join(out, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        for line in head:
            file.write("# " + line + "\n")
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([" ".join(row.get(column, "").split()) for column in columns])


def confidence_of(fact):
    if fact["confidence"] not in CONFIDENCE:
        sys.exit("unknown confidence: " + fact["confidence"])
    return fact["confidence"]


def supersedes():
    """The same relation read from the other end."""
    found = {}
    for old, text in SUPERSEDED_BY.items():
        for part in text.split("; "):
            new, _, mode = part.partition(":")
            found.setdefault(new, []).append(old + (":" + mode if mode else ""))
    return found


def measures(facts, out):
    reverse = supersedes()
    rows = []
    for fact in rows_of(facts, "regime", "measures.csv"):
        unit = fact["cap_unit"] if fact["cap_quantity"].replace(".", "").isdigit() else ""
        row = {name: fact.get(name, "") for name in MEASURE_COLUMNS}
        row.update({
            "ends": ENDS.get(fact["id"], ""), "class": fact["binding"],
            "direction": DIRECTION[fact["direction"]],
            "effect": EFFECT_OF_ID.get(fact["id"], EFFECT_OF_TYPE[fact["type"]]),
            "hs": fact["hs_codes"], "thresholds": fact["notify_thresholds"],
            "cap": (fact["cap_quantity"] + " " + unit).strip(" ="),
            "supersedes": "; ".join(reverse.get(fact["id"], [])),
            "superseded_by": SUPERSEDED_BY.get(fact["id"], ""),
            "clarifies": CLARIFIES.get(fact["id"], ""),
            "confidence": confidence_of(fact),
        })
        rows.append(row)
    write(out, "un/measures.tsv", [
        "The measures of resolutions 1695 to 2397, a row each; made by tools/gen_regime.py.",
        "Where confidence is from-memory or partly-verified, the text of the resolution decides.",
    ], MEASURE_COLUMNS, rows)
    return len(rows)


def vessel_measures(fact):
    """Which rows of the rule base bear on a listed vessel, from the words of the listing."""
    words = fact["measure"]
    if fact["date_listed"] == "2016-03-02":
        return "2270-23; 1718-8-d"
    found = []
    if "de-flag" in words:
        found.append("2321-12")
    if "asset freeze" in words:
        found.append("1718-8-d")
    if "port ban" in words:
        found += ["2371-6"] + (["2375-6"] if fact["date_listed"].startswith("2017") else [])
    return "; ".join(found)


def vessels(facts, out):
    rows = []
    for fact in rows_of(facts, "regime", "vessels.csv"):
        removed = re.match(r"REMOVED (\d{4}-\d\d(-\d\d)?)", fact["measure"])
        mmsi = re.search(r"MMSI (\d{9})", fact["note"])
        rows.append({
            "imo": fact["imo"], "name": fact["name"], "mmsi": mmsi.group(1) if mmsi else "",
            "listed": fact["date_listed"], "removed": removed.group(1) if removed else "",
            "measures": vessel_measures(fact), "listing": fact["measure"],
            "flag": fact["flag_at_listing"], "type": fact["type"], "note": fact["note"],
            "source": fact["source"], "confidence": confidence_of(fact),
        })
    write(out, "un/vessels.tsv", [
        "Vessels listed or removed under the 1718 regime, a row per listing; made by",
        "tools/gen_regime.py. One hull may stand in several rows. removed may be a month only:",
        "the day is not known, and the vessel counts as listed to the end of that month.",
    ], ["imo", "name", "mmsi", "listed", "removed", "measures", "listing", "flag", "type", "note",
        "source", "confidence"], rows)


def factors(facts, out):
    rows = []
    for fact in rows_of(facts, "regime", "conversion_factors.csv"):
        rows.append({"authority": fact["authority"], "product": fact["product"],
                     "barrels_per_tonne": fact["barrels_per_tonne"], "basis": fact["basis"],
                     "group": "crude" if fact["product"] in ("crude", "condensate") else "refined",
                     "source": fact["source"],
                     "confidence": confidence_of(fact)})
    write(out, "factors.tsv", [
        "Barrels per tonne as published; made by tools/gen_regime.py. group: the caps it serves.",
    ], ["authority", "product", "group", "barrels_per_tonne", "basis", "source", "confidence"],
          rows)


def identification_digits(facts, out):
    countries = {}
    for fact in rows_of(facts, "ports", "itu_mid_2023.csv"):
        countries.setdefault(fact["MID"], []).append(fact["Allocated_to"])
    # Some digits serve several territories of one state.
    rows = [{"mid": mid, "country": "; ".join(names),
             "source": "ITU table of maritime identification digits, 2023"}
            for mid, names in countries.items()]
    write(out, "mid.tsv", [
        "Maritime identification digits: the first three digits of a ship's MMSI and the country",
        "they are allocated to; made by tools/gen_regime.py.",
    ], ["mid", "country", "source"], rows)


def same_name(text):
    """A name of a port without what transcriptions differ in."""
    return re.sub(r"[^a-z]", "", text.lower())


def ports(facts, out):
    index = rows_of(facts, "ports", "world_port_index_2023.csv")
    # The index names states in its own words; the first letters of its locodes are ISO codes.
    letters = {}
    for fact in index:
        code = fact["UN/LOCODE"].replace(" ", "")
        if code:
            counts = letters.setdefault(fact["Country Code"], {})
            counts[code[:2]] = counts.get(code[:2], 0) + 1
    states = {name: max(counts, key=counts.get) for name, counts in letters.items()}
    states.update(STATE_OF_INDEX)
    rows, korean = [], set()
    for fact in sorted(index, key=lambda fact: float(fact["World Port Index Number"])):
        state = states.get(fact["Country Code"], "").lower()
        locode = fact["UN/LOCODE"].replace(" ", "")
        if not state:
            continue
        others = "; ".join(part.strip() for part in fact["Alternate Port Name"].split(";")
                           if part.strip())
        if state == "kp":
            korean.update(same_name(name) for name in
                          [fact["Main Port Name"]] + others.split("; "))
        rows.append({"port": fact["Main Port Name"], "other_names": others, "state": state,
                     "locode": locode if re.fullmatch("[A-Z]{2}[A-Z0-9]{3}", locode) else "",
                     "source": "WPI " + fact["World Port Index Number"],
                     "confidence": "verified-in-source"})
    # Ports that the index does not have. Its locodes stand where the facts have others from memory.
    for fact in rows_of(facts, "regime", "ports.csv"):
        fact["confidence"] = re.sub(r"^name ([a-z-]+);.*", r"\1", fact["confidence"])
        names = re.split(r" \((?:WPI: )?", fact["port"].rstrip(")"))
        if not korean.intersection(same_name(name) for name in names):
            rows.append({"port": names[0], "state": "kp", "source": fact["source"],
                         "confidence": confidence_of(fact)})
    write(out, "ports.tsv", [
        "Ports and the states they lie in, by the World Port Index (NGA publication 150, edition",
        "of 2023, public domain); made by tools/gen_regime.py. WPI: number in the index. Names",
        "that it does not have stand in port_names.tsv.",
    ], ["port", "other_names", "locode", "state", "source", "confidence"], rows)


def period(text):
    """"2018-01..04", "2021", "2024 to 12-04" as two days or months."""
    found = re.match(r"(\d{4}(?:-\d\d)?)(?:\.\.(\d\d)| to (\d\d-\d\d))?$", text)
    if not found:
        sys.exit("unknown period: " + text)
    start, month, day = found.groups()
    year = start[:4]
    if day:
        return year + "-01-01", "%s-%s" % (year, day)
    return start, "%s-%s" % (year, month) if month else ""


def oil(facts, out):
    rows = []
    for fact in rows_of(facts, "regime", "oil_observations.csv"):
        start, end = period(fact["period"])
        who = re.match(r"(China|Russia)(?: \(approx\.\))?$", fact["who"])
        rows.append({"cap": "refined", "from": start, "to": end,
                     "supplier": who.group(1) if who else "*",
                     "kind": {"notified": "notified", "estimate": "estimated"}[fact["kind"]],
                     "tonnes": fact["tonnes"],
                     "barrels": fact["barrels"], "source": fact["source"] + "; " + fact["who"],
                     "confidence": confidence_of(fact)})
    path = os.path.join(out, "un", "oil.csv")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("# Deliveries of refined petroleum as notified and as estimated: the few that "
                   "were published;\n# made by tools/gen_regime.py. Periods overlap.\n")
        columns = ["cap", "from", "to", "supplier", "kind", "tonnes", "barrels", "source",
                   "confidence"]
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def harmonized_system(facts, out):
    rows = [{"code": fact["hscode"], "title": fact["description"]}
            for fact in rows_of(facts, "trade", "hs_harmonized-system.csv")
            if fact["hscode"].isdigit() and not fact["hscode"].startswith("99")]
    write(out, "hs.tsv", [
        "Chapters, headings and subheadings of the Harmonized System, edition 2022, with the short",
        "titles of UN Comtrade, from the data set datasets/harmonized-system (ODC Public Domain",
        "Dedication and Licence 1.0); made by tools/gen_regime.py.",
    ], ["code", "title"], rows)
    return len(rows)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    facts, out = sys.argv[1:]
    count = measures(facts, out)
    vessels(facts, out)
    factors(facts, out)
    identification_digits(facts, out)
    ports(facts, out)
    oil(facts, out)
    print("%d measures, %d codes" % (count, harmonized_system(facts, out)))


if __name__ == "__main__":
    main()
