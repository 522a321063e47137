#!/usr/bin/env python3
"""Made lists of any size in publishers' layouts, for tests/long/large_lists.sh. Names are joined
from made syllables, so that words repeat as they do in real lists; rows are seeded and always the
same.

usage: gen_lists.py un|us-csl|uk-csv|ofsi-csv MEGABYTES SEED FILE
  un        XML, a record per entry with aliases, addresses, documents
  us-csl    CSV, a row per entry
  uk-csv    CSV, several rows per entry, one behind the other
  ofsi-csv  CSV, several rows per entry, those of 2,000 entries in any order
"""
import csv
import random
import sys

STARTS = ("ba be bo cha da de fa ga gu ha hi ja jo ka ke ko la li ma mi mo na no o pa ra ri sa se "
          "shi so ta te to u va wa ya yo za").split()
ENDS = "bek ch d din f gan h k l lan m min n nov ov r ran s shin sky t tar v yan z".split()
COUNTRIES = "Iran,Somalia,Kenya,Sudan,Iraq,Yemen,China,Egypt,Libya,Mali,Syria,Cuba".split(",")
WORDS = ("the of company officer linked to procurement network vessel fuel coal transfer member "
         "finance port agent since reported former council army bank trade").split()


class Maker:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.names = ["".join(self.rng.choices(STARTS, k=self.rng.choice((1, 2, 2, 3))))
                      + self.rng.choice(ENDS) for _ in range(40000)]

    def word(self):
        return self.rng.choice(self.names)

    def name(self):
        return " ".join(self.rng.choices(self.names, k=self.rng.choice((2, 3, 3, 4)))).title()

    def text(self, most):
        return " ".join(self.rng.choices(WORDS, k=self.rng.randrange(5, most))).capitalize() + "."

    def number(self, digits):
        return str(self.rng.randrange(10 ** (digits - 1), 10 ** digits))

    def date(self):
        return self.rng.randrange(1935, 2005), self.rng.randrange(1, 13), self.rng.randrange(1, 29)


def un(make, size, out):
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<CONSOLIDATED_LIST '
              'dateGenerated="2026-02-27T00:00:09.554Z">\n  <INDIVIDUALS>\n')
    number = 0
    while out.tell() < size:
        number += 1
        # The publisher's numbers have three digits; made ones need more.
        first, *rest = make.name().split()
        aliases = "".join(
            "      <INDIVIDUAL_ALIAS>\n        <QUALITY>%s</QUALITY>\n        <ALIAS_NAME>%s"
            "</ALIAS_NAME>\n      </INDIVIDUAL_ALIAS>\n"
            % (make.rng.choice(("Good", "Good", "Low")), make.name())
            for _ in range(make.rng.randrange(6)))
        year, month, day = make.date()
        out.write(
            "    <INDIVIDUAL>\n      <DATAID>%d</DATAID>\n      <VERSIONNUM>1</VERSIONNUM>\n"
            "      <FIRST_NAME>%s</FIRST_NAME>\n      <SECOND_NAME>%s</SECOND_NAME>\n"
            "      <UN_LIST_TYPE>DPRK</UN_LIST_TYPE>\n"
            "      <REFERENCE_NUMBER>KPi.%06d</REFERENCE_NUMBER>\n"
            "      <LISTED_ON>2016-11-30</LISTED_ON>\n      <COMMENTS1>%s</COMMENTS1>\n"
            "      <DESIGNATION>\n        <VALUE>%s</VALUE>\n      </DESIGNATION>\n"
            "      <NATIONALITY>\n        <VALUE>%s</VALUE>\n      </NATIONALITY>\n"
            "      <LIST_TYPE>\n        <VALUE>UN List</VALUE>\n      </LIST_TYPE>\n%s"
            "      <INDIVIDUAL_ADDRESS>\n        <CITY>%s</CITY>\n        <COUNTRY>%s</COUNTRY>\n"
            "      </INDIVIDUAL_ADDRESS>\n      <INDIVIDUAL_DATE_OF_BIRTH>\n"
            "        <TYPE_OF_DATE>EXACT</TYPE_OF_DATE>\n        <DATE>%04d-%02d-%02d</DATE>\n"
            "      </INDIVIDUAL_DATE_OF_BIRTH>\n      <INDIVIDUAL_DOCUMENT>\n"
            "        <TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>\n        <NUMBER>%s</NUMBER>\n"
            "      </INDIVIDUAL_DOCUMENT>\n    </INDIVIDUAL>\n"
            % (6900000 + number, first.upper(), " ".join(rest).upper(), number, make.text(60),
               make.text(8), make.rng.choice(COUNTRIES), aliases, make.word().title(),
               make.rng.choice(COUNTRIES), year, month, day, make.number(9)))
    out.write("  </INDIVIDUALS>\n  <ENTITIES>\n  </ENTITIES>\n</CONSOLIDATED_LIST>\n")


def csl(make, size, out):
    head = ("_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,"
            "start_date,end_date,standard_order,license_requirement,license_policy,call_sign,"
            "vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,"
            "source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,"
            "source_information_url,ids").split(",")
    rows = csv.DictWriter(out, head, restval="", lineterminator="\n")
    rows.writeheader()
    number = 0
    while out.tell() < size:
        number += 1
        rows.writerow({
            "_id": number,
            "source": "Specially Designated Nationals (SDN) - Treasury Department",
            "entity_number": number, "type": "Individual", "programs": "DPRK", "name": make.name(),
            "title": make.text(8),
            "addresses": "; ".join("%s %s, %s, KP" % (make.number(3), make.word(), make.word())
                                   for _ in range(make.rng.randrange(4))),
            "remarks": make.text(60),
            "alt_names": "; ".join(make.name() for _ in range(make.rng.randrange(6))),
            "dates_of_birth": "%04d-%02d-%02d" % make.date(), "nationalities": "KP",
            "ids": "Passport, %s, KP" % make.number(9)})


UK = ("Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,"
      "Name 5,Name type,Alias strength,Title,Name non-latin script,Non-latin script type,Non-latin "
      "script language,Regime Name,Designation Type,Designation source,Sanctions Imposed,Other "
      "Information,UK Statement of Reasons,Address Line 1,Address Line 2,Address Line 3,Address "
      "Line 4,Address Line 5,Address Line 6,Address Postal Code,Address Country,Phone number,"
      "Website,Email address,Date Designated,D.O.B,Nationality(/ies),National Identifier number,"
      "National Identifier additional information,Passport number,Passport additional information,"
      "Position,Gender,Town of birth,Country of birth,Type of entity,Subsidiaries,Parent company,"
      "Business registration number (s),IMO number,Current owner/operator (s),Previous "
      "owner/operator (s),Current believed flag of ship,Previous flags,Type of ship,Tonnage of "
      "ship,Length of ship,Year Built,Hull identification number (HIN)").split(",")
OFSI = ("Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of Birth,"
        "Nationality,Passport Details,NI Number,Position,Address 1,Address 2,Address 3,Address 4,"
        "Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Regime,"
        "Listed On,Last Updated,Group ID").split(",")


def subject(make, number):
    """Rows of one subject: what both of the UK's layouts say."""
    year, month, day = make.date()
    born, passport, about = "%02d/%02d/%04d" % (day, month, year), make.number(9), make.text(60)
    country, post = make.rng.choice(COUNTRIES), make.text(8)
    for at in range(make.rng.randrange(1, 9)):
        first, *rest = make.name().split()
        yield at, first, " ".join(rest).upper(), born, passport, about, country, post, number


def uk(make, size, out):
    out.write("Report Date: 02-Mar-2026\n")
    rows = csv.DictWriter(out, UK, restval="", lineterminator="\n")
    rows.writeheader()
    number = 0
    while out.tell() < size:
        number += 1
        for at, first, last, born, passport, about, country, post, _ in subject(make, number):
            rows.writerow({
                "Last Updated": "01/02/2026", "Unique ID": "DPR%07d" % number,
                "OFSI Group ID": number, "Name 6": last, "Name 1": first,
                "Name type": "Alias" if at else "Primary Name",
                "Regime Name": "The DPRK Regulations 2019", "Designation Type": "Individual",
                "Designation source": "UK", "Sanctions Imposed": "Asset freeze",
                "Other Information": about, "Address Line 1": make.text(8),
                "Address Country": country, "Date Designated": "30/11/2016", "D.O.B": born,
                "Nationality(/ies)": country, "Passport number": passport, "Position": post})


def ofsi(make, size, out):
    out.write("Last Updated,13/04/2018" + "," * (len(OFSI) - 2) + "\n")
    rows = csv.DictWriter(out, OFSI, restval="", lineterminator="\n")
    rows.writeheader()
    count = size // 1600  # a subject has 1,600 bytes or so
    subjects = [list(subject(make, 10000 + i)) for i in range(min(count, 2000))]
    number = 10000
    while out.tell() < size:
        # 2,000 subjects at a time, their rows in any order
        lines = [row for one in subjects for row in one]
        make.rng.shuffle(lines)
        for at, first, last, born, passport, about, country, post, group in lines:
            rows.writerow({
                "Name 6": last, "Name 1": first, "DOB": born, "Nationality": country,
                "Passport Details": passport, "Position": post, "Address 1": make.word(),
                "Country": country, "Other Information": about, "Group Type": "Individual",
                "Alias Type": "AKA" if at else "Prime Alias", "Regime": "North Korea",
                "Listed On": "30/11/2016", "Last Updated": "01/12/2016", "Group ID": group})
        number += len(subjects)
        subjects = [list(subject(make, number + i)) for i in range(len(subjects))]


def main():
    layout, size, seed, path = sys.argv[1:]
    with open(path, "w", encoding="utf-8", newline="") as out:
        {"un": un, "us-csl": csl, "uk-csv": uk, "ofsi-csv": ofsi}[layout](
            Maker(int(seed)), int(size) * 1000000, out)


main()
