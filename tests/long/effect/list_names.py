"""Names out of publishers' files, read without any reader of Interdict: what measurements compare
with.

Each reader yields Name(entry, kind, name, weak, years). Only names that stand in a field of their
own are taken; a cell that lists several names is cut at its separator where the publisher has
one."""

import csv
import io
import re
import subprocess
import xml.etree.ElementTree as xml
from collections import namedtuple

# Greek and all that comes behind it, but for Latin with marks and general punctuation.
OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u2c00-\uffff]")
Name = namedtuple("Name", "entry kind name weak years")


def unpack(path):
    """The bytes of a file, packed by zstd or not."""
    if str(path).endswith(".zst"):
        return subprocess.run(["zstd", "-dcq", str(path)], check=True, capture_output=True).stdout
    with open(path, "rb") as file:
        return file.read()


def _text(node, tag):
    found = node.find(tag)
    return " ".join((found.text or "").split()) if found is not None else ""


def _years(text):
    return {int(year) for year in re.findall(r"\b(1[89]\d\d|20\d\d)\b", text)}


def _un_years(node):
    years = set()
    for born in node.iter("INDIVIDUAL_DATE_OF_BIRTH"):
        for field in ("YEAR", "DATE", "FROM_YEAR", "TO_YEAR"):
            years.update(_years(_text(born, field)))
    return frozenset(years)


def _cut_cell(cell):
    """The names of an alias cell of the UN: between semicolons or "b)"; what stands in
    brackets at the end apart when it is of another script, and dropped when it is a note."""
    for part in re.split(r";|\b[a-z]\) ", cell):
        end = re.search(r"\(([^)]*)\)[ ,.]*$", part)
        for piece in [part[:end.start()], end.group(1)] if end else [part]:
            words = piece.split()
            other = [word for word in words if OTHER_SCRIPT.search(word)]
            latin = [word for word in words if not OTHER_SCRIPT.search(word)]
            if end and piece == end.group(1):
                latin = []
            for name in (latin, other):
                if re.search(r"[^\W\d_]", "".join(name)):
                    yield " ".join(name)


def un(path):
    """The Consolidated List XML of the UN."""
    root = xml.fromstring(unpack(path))
    for tag, kind in (("INDIVIDUAL", "Person"), ("ENTITY", "Organization")):
        for node in root.iter(tag):
            entry = _text(node, "REFERENCE_NUMBER")
            years = _un_years(node)
            parts = [_text(node, rank + "_NAME") for rank in ("FIRST", "SECOND", "THIRD", "FOURTH")]
            yield Name(entry, kind, " ".join(part for part in parts if part), False, years)
            original = _text(node, "NAME_ORIGINAL_SCRIPT")
            if original:
                yield Name(entry, kind, original, False, years)
            for alias in node.iter(tag + "_ALIAS"):
                for name in _cut_cell(_text(alias, "ALIAS_NAME")):
                    yield Name(entry, kind, name, _text(alias, "QUALITY").lower() == "low", years)


def _rows(path):
    text = unpack(path).decode("utf-8", "replace").rstrip("\x1a\r\n")
    return csv.reader(io.StringIO(text, newline=""))


OFAC_KINDS = {"individual": "Person", "vessel": "Vessel", "aircraft": "Airplane"}


def ofac_csv(sdn, alt):
    """sdn.csv and alt.csv; weak names from the remarks of the former."""
    facts = {}
    for row in _rows(sdn):
        if len(row) < 12:
            continue
        entry, name, kind, remarks = row[0].strip(), row[1].strip(), row[2].strip(), row[11]
        years = frozenset().union(*map(_years, re.findall(r"DOB ([^;]*)", remarks)))
        facts[entry] = (OFAC_KINDS.get(kind, "Organization"), years)
        yield Name(entry, facts[entry][0], name, False, years)
        for weak in re.findall(r"a\.k\.a\. '(.+?)'(?=[;.]|$)", remarks):
            yield Name(entry, facts[entry][0], weak, True, years)
    for row in _rows(alt):
        if len(row) >= 4 and row[0].strip() in facts:
            kind, years = facts[row[0].strip()]
            yield Name(row[0].strip(), kind, row[3].strip(), False, years)


def ofac_xml(path):
    """sdnList XML (sdn.xml, consolidated.xml)."""
    root = xml.fromstring(unpack(path))
    space = root.tag.partition("}")[0] + "}" if root.tag.startswith("{") else ""
    kinds = {"Individual": "Person", "Vessel": "Vessel", "Aircraft": "Airplane"}
    for node in root.iter(space + "sdnEntry"):
        entry = _text(node, space + "uid")
        kind = kinds.get(_text(node, space + "sdnType"), "Organization")
        years = frozenset().union(*(_years(born.text or "")
                                    for born in node.iter(space + "dateOfBirth")))
        for holder, weak in [(node, False)] + [(aka, _text(aka, space + "category") == "weak")
                                               for aka in node.iter(space + "aka")]:
            last, first = _text(holder, space + "lastName"), _text(holder, space + "firstName")
            name = f"{last}, {first}" if first else last
            if name:
                yield Name(entry, kind, name, weak, years)
