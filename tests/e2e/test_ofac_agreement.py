#!/usr/bin/env python3
"""OFAC's non-SDN list as four readers give it, from files of four days: names, programmes, birth
dates, documents and addresses of every entry common to two. A value that one reader gives and the
other does not is a real change when the other file's own record does not say it; when it does, the
other reader has lost it: a fault. The records are gathered here without the readers. TAP.

usage: test_ofac_agreement.py BINARY [--list]      (--list prints every difference)
"""
import collections
import csv
import io
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
from xml.etree import ElementTree

FOLDER = "../shared/lists/ofac/"
CSV_SET = ["cons_prim.csv", "cons_add.csv", "cons_alt.csv", "cons_comments.csv"]
LISTS = {
    "csv 2025-12-19": [FOLDER + "cons_2025-12-19/" + name for name in CSV_SET],
    "sdnList 2025-03-28": [FOLDER + "consolidated_nonSDN_2025-03-28.xml"],
    "enhanced 2024-07-03": [FOLDER + "cons_enhanced_2024-07-03.xml.zst"],
    "advanced 2020-03-17": [FOLDER + "cons_advanced_2020-03-17.xml.zst"],
}
NAMES = {"name", "alias", "weakAlias", "previousName", "abbreviation"}
DOCUMENTS = {"passportNumber", "idNumber", "socialSecurityNumber", "registrationNumber",
             "taxNumber", "vatCode", "licenseNumber", "innCode", "ogrnCode", "okpoCode", "uscCode",
             "swiftBic", "leiCode", "bikCode", "isinCode", "ticker", "imoNumber", "otherId",
             "wallet"}
NO_ADDRESS = {"no address given", "undetermined", "Region: Gaza"}
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def plain(text):
    return " ".join(re.findall(r"\w+", text.upper()))


# ---- what the readers give ----

def export(binary, store, files):
    run = dict(check=True, capture_output=True, env=dict(os.environ, INTERDICT_STORE=store))
    subprocess.run([binary, "lists", "add", "ofac", *files, "--date", "2026-01-01"], **run)
    lines = subprocess.run([binary, "lists", "export", "ofac"], **run).stdout.decode()
    return [json.loads(line) for line in lines.splitlines()]


def facts_of(entry):
    """The category of each value, its comparable form and the words it must be found by."""
    facts = set()
    for value in entry["extra"]["statements"]:
        prop, text, details = value["prop"], value["value"], value.get("details", {})
        if prop in NAMES:
            facts.add(("name", plain(text)))
        elif prop == "program":
            facts.add(("programme", plain(text)))
        elif prop == "birthDate":
            facts.add(("birth date", text + "/" + details.get("until", "") +
                       (" circa" if "circa" in details else "")))
        elif prop in DOCUMENTS:
            facts.add(("document", plain(text)))
        elif prop == "address" and text not in NO_ADDRESS:
            facts.add(("address", plain(text)))
    return facts


# ---- what the files say, word for word ----

class Record:
    """One entry of a file: its names, its addresses as sets of words, all its text."""

    def __init__(self):
        self.names, self.addresses, self.text = set(), set(), " "

    def add_text(self, text):
        self.text += plain(text) + " "

    def add_name(self, *parts):
        self.names.add(plain(" ".join(part or "" for part in parts)))

    def add_address(self, *parts):
        self.addresses.add(word_set(*parts))

    def says(self, kind, value):
        if kind == "name":
            return value in self.names
        if kind == "address":
            return word_set(value) in self.addresses
        if kind == "birth date":
            dates = [date for date in value.replace(" circa", "").split("/") if date]
            return all(any(form in self.text for form in dates_in_words(date)) for date in dates)
        return " %s " % value in self.text


def word_set(*parts):
    return tuple(sorted(plain(" ".join(part or "" for part in parts)).split()))


def dates_in_words(date):
    year, month, day = (date.split("-") + ["", ""])[:3]
    if day:
        return [" %s %s %s " % (day, MONTHS[int(month) - 1].upper(), year),
                " %s %d %d " % (year, int(month), int(day)), " %s %s %s " % (year, month, day)]
    if month:
        return [" %s %s " % (MONTHS[int(month) - 1].upper(), year), " %s %d " % (year, int(month))]
    return [" %s " % year]


def read(path):
    if path.endswith(".zst"):
        return subprocess.run(["zstd", "-dc", path], check=True, capture_output=True).stdout
    with open(path, "rb") as file:
        return file.read()


def local(node):
    return node.tag.split("}")[-1]


def below(node, *names):
    """Texts of the elements of these names below node, in the document's order."""
    return [child.text or "" for child in node.iter() if local(child) in names]


def csv_records(files):
    records = collections.defaultdict(Record)
    for path in files:
        rows = csv.reader(io.StringIO(read(path).decode("utf-8").replace("\x1a", ""), newline=""))
        for row in filter(None, rows):
            row = ["" if cell.strip() == "-0-" else cell.strip() for cell in row]
            record = records[row[0]]
            record.add_text(" | ".join(row))
            if path.endswith("_prim.csv"):
                record.add_name(row[1])
            elif path.endswith("_alt.csv"):
                record.add_name(row[3])
            elif path.endswith("_add.csv"):
                record.add_address(*row[2:5])
            for phrase in row[-1].rstrip(".").split("; "):
                name = re.fullmatch(r"[a-z]\.k\.a\. '(.*)'|(?:alt\. )?Issuer Name '?(.*?)'?",
                                    phrase)
                if name:
                    record.add_name(*name.groups())
    return records


def sdn_records(files):
    records = {}
    for entry in ElementTree.fromstring(read(files[0])).iter():
        if local(entry) != "sdnEntry":
            continue
        record = records[below(entry, "uid")[0]] = Record()
        record.add_text(" | ".join(entry.itertext()))
        own = {local(child): child.text for child in entry}
        record.add_name(own.get("lastName"), own.get("firstName"))
        for node in entry.iter():
            if local(node) == "aka":
                record.add_name(*below(node, "lastName"), *below(node, "firstName"))
            elif local(node) == "address":
                record.add_address(*below(node, "address1", "address2", "address3", "city",
                                          "stateOrProvince", "postalCode", "country"))
            elif local(node) == "id" and below(node, "idType") == ["Issuer Name"]:
                record.add_name(*below(node, "idNumber"))
    return records


def enhanced_records(files):
    records = {}
    for entity in ElementTree.fromstring(read(files[0])).iter():
        if local(entity) != "entity":
            continue
        record = records[entity.get("id")] = Record()
        record.add_text(" | ".join(entity.itertext()))
        for node in entity.iter():
            if local(node) == "formattedFullName":
                record.add_name(node.text)
            elif local(node) == "address":
                for parts in node.iter():
                    if local(parts) == "translation":
                        words = [" ".join(reversed(below(part, "type", "value")))
                                 for part in parts.iter() if local(part) == "addressPart"]
                        record.add_address(*[re.sub(r" (?!REGION)[A-Z/]+\d?( CODE)?$", "", word)
                                             for word in words], *below(node, "country"))
            elif local(node) == "feature" and below(node, "type") == ["Issuer Name"]:
                record.add_name(*below(node, "value"))
    return records


def advanced_records(files):
    root = ElementTree.fromstring(read(files[0]))
    countries = {node.get("ID"): node.text for node in root.iter() if local(node) == "Country"}
    region = [node.get("ID") for node in root.iter() if node.text == "REGION"][0]
    areas = {node.get("ID"): node.get("Description") for node in root.iter()
             if local(node) == "AreaCode"}
    places, papers, measures = {}, collections.defaultdict(str), collections.defaultdict(str)
    for node in root.iter():
        if local(node) == "Location":
            where = [countries[child.get("CountryID")] for child in node
                     if local(child) == "LocationCountry"] or [
                         areas[child.get("AreaCodeID")] for child in node
                         if local(child) == "LocationAreaCode"]
            if any(child.get("LocPartTypeID") == region for child in node):
                where = ["Region:"] if where == ["undetermined"] else where
            places[node.get("ID")] = below(node, "Value") + where
        elif local(node) == "IDRegDocument":
            papers[node.get("IdentityID")] += " | " + " | ".join(node.itertext())
        elif local(node) == "SanctionsEntry":
            measures[node.get("ProfileID")] += " | " + " | ".join(node.itertext())
    records = {}
    for profile in root.iter():
        if local(profile) != "Profile":
            continue
        record = records[profile.get("ID")] = Record()
        record.add_text(" | ".join(profile.itertext()) + measures[profile.get("ID")])
        for node in profile.iter():
            if local(node) == "Identity":
                record.add_text(papers[node.get("ID")])
            elif local(node) == "DocumentedName":
                record.add_name(*below(node, "NamePartValue"))
            elif local(node) == "VersionLocation":
                record.add_address(*places.get(node.get("LocationID"), []))
    return records


def records_of(name, files):
    readers = {"csv": csv_records, "sdnList": sdn_records, "enhanced": enhanced_records,
               "advanced": advanced_records}
    return readers[name.split()[0]](files)


# ---- the comparison ----

def compare(one, other, facts, records, show):
    """Common entries, values in both, real changes, faults."""
    common = sorted(set(facts[one]) & set(facts[other]), key=int)
    same = changes = 0
    faults = []
    for entry in common:
        same += len(facts[one][entry] & facts[other][entry])
        for giver, loser in ((one, other), (other, one)):
            for kind, value in sorted(facts[giver][entry] - facts[loser][entry]):
                if records[loser][entry].says(kind, value):
                    faults.append("%s %s \"%s\": %s gives it, %s does not" %
                                  (entry, kind, value, giver, loser))
                    continue
                changes += 1
                if show:
                    print("# change: %s %s \"%s\": in %s, not in %s" % (entry, kind, value, giver,
                                                                      loser))
    return len(common), same, changes, faults


def main():
    binary, show = os.path.abspath(sys.argv[1]), "--list" in sys.argv
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    if not os.path.isdir("../shared"):
        print("1..0 # SKIP no ../shared")
        return
    facts, records = {}, {}
    for name, files in LISTS.items():
        with tempfile.TemporaryDirectory() as store:
            entries = export(binary, store, files)
        facts[name] = {entry["id"].split(":", 1)[1]: facts_of(entry) for entry in entries}
        records[name] = records_of(name, files)
    pairs = list(itertools.combinations(LISTS, 2))
    print("1..%d" % (len(pairs) + len(LISTS)))
    for number, (one, other) in enumerate(pairs, 1):
        common, same, changes, faults = compare(one, other, facts, records, show)
        for fault in faults:
            print("# fault: " + fault)
        print("%s %d - %s and %s: %d entries in common, %d values in both, %d real changes, "
              "%d faults" % ("not ok" if faults or not same else "ok", number, one, other, common,
                             same, changes, len(faults)))
    for number, name in enumerate(LISTS, len(pairs) + 1):
        made_up = ["%s %s \"%s\"" % (entry, kind, value) for entry in facts[name]
                   for kind, value in sorted(facts[name][entry])
                   if not records[name][entry].says(kind, value)]
        for fault in made_up:
            print("# not in the file: " + fault)
        print("%s %d - every value of %s stands in its record" % ("not ok" if made_up else "ok",
                                                                 number, name))


if __name__ == "__main__":
    main()
