#!/usr/bin/env python3
"""Writes data/samples/customers.csv: invented customers of a bank, most of them innocent, some
written the way a listed party turns up in real files (another spelling, a passport, a former name,
an order of names). The innocent ones combine common given names, surnames and company words; every
name, date and number of theirs is made up here. The same program always writes the same file.

usage: gen_samples.py > data/samples/customers.csv
"""
import csv
import random
import sys

SEED = 1718
INNOCENT_PERSONS = 130
INNOCENT_COMPANIES = 50

COLUMNS = ("id", "name", "schema", "birth_date", "nationality", "country", "passport", "imo", "bic",
           "address")

# Country, given names, surnames, towns.
PEOPLE = (
    ("de", "Anna Lukas Marie Jonas Sabine Stefan Katrin Jürgen",
     "Müller Schneider Weber Hoffmann Schäfer Brandt Vogel Krämer", "Hamburg Leipzig Köln"),
    ("fr", "Camille Julien Élodie Mathieu Sophie Antoine Hélène Bruno",
     "Martin Lefèvre Moreau Girard Fournier Chevalier Renaud Blanc", "Lyon Nantes Lille"),
    ("gb", "Oliver Emily George Charlotte Harry Alice Thomas Grace",
     "Smith Taylor Hughes Walker Bennett Fletcher Marsh Holloway", "Leeds Bristol Cardiff"),
    ("es", "Lucía Pablo Carmen Javier Marta Álvaro Elena Sergio",
     "García Fernández Ortega Navarro Molina Serrano Iglesias Prieto", "Sevilla Bilbao Málaga"),
    ("pl", "Agnieszka Piotr Katarzyna Tomasz Magdalena Marcin",
     "Kowalski Nowak Wiśniewska Zieliński Kaczmarek Dudek", "Gdańsk Poznań Łódź"),
    ("ng", "Chinedu Ngozi Emeka Adaeze Tunde Folake", "Okafor Adeyemi Eze Balogun Okonkwo Nwosu",
     "Lagos Enugu Ibadan"),
    ("in", "Priya Arjun Ananya Rohan Kavita Vikram",
     "Sharma Iyer Patel Banerjee Reddy Kulkarni", "Pune Chennai Kolkata"),
    ("br", "Beatriz Thiago Larissa Rafael Juliana Gustavo",
     "Silva Oliveira Carvalho Teixeira Barbosa Rocha", "Recife Curitiba Santos"),
    ("jp", "Haruka Kenji Yumi Takeshi Naoko Daisuke",
     "Tanaka Suzuki Watanabe Kobayashi Mori Ishida", "Osaka Nagoya Sendai"),
    ("kr", "Ji-woo Min-jun Seo-yeon Hyun-woo Eun-ji Dong-hyun", "Kim Lee Park Jung Kang Yoon",
     "Seoul Busan Daegu"),
    ("tr", "Elif Mehmet Zeynep Emre Ayşe Burak", "Yılmaz Demir Kaya Şahin Arslan Doğan",
     "Ankara İzmir Bursa"),
    ("vn", "Linh Tuấn Hương Minh Lan Dũng", "Nguyễn Trần Phạm Hoàng Võ Đặng", "Hanoi Huế"),
)

COMPANY_HEADS = ("Nordlicht Alpina Meridian Kestrel Bluewater Cedar Granit Solaris Tidewater "
                 "Juniper Lindenhof Arcadia Falcon Marigold Old_Mill Sunrise Harbour "
                 "Highland").split()
COMPANY_TRADES = ("Logistics Bakery Furniture Software Ceramics Textiles Foods Instruments "
                  "Printing Gardens Pharma Optics").split()
COMPANY_FORMS = (("de", "GmbH"), ("gb", "Ltd"), ("fr", "SARL"), ("nl", "B.V."), ("se", "AB"),
                 ("us", "Inc."), ("it", "S.r.l."), ("ch", "AG"))

# How listed parties turn up: columns that differ from the empty ones.
LISTED = (
    {"name": "Yun Ho Jin", "birth_date": "1944-10-13", "nationality": "kp"},
    {"name": "Ho-jin YUN"},
    {"name": "Jang Myong Jin", "birth_date": "1968-02-19"},
    {"name": "Choi Chun Sik", "nationality": "kp"},
    {"name": "P. Holm", "passport": "563410081"},
    {"name": "Kim Young Chol", "birth_date": "1962-02-18", "nationality": "kp"},
    {"name": "金铁三"},
    {"name": "Neil Tsang", "birth_date": "1957-10-20"},
    {"name": "Hyon Kwang-il|Hyun Gwang Il", "birth_date": "1961"},
    {"name": "Korea Mining Development Trading Corp.", "schema": "Company"},
    {"name": "Tanchon Commercial Bank", "schema": "Company", "country": "kp"},
    {"name": "Chong Chon Gang Shipping Co. Ltd", "schema": "Company"},
    {"name": "Pyongyang trade desk", "schema": "Company", "bic": "FTBDKPPYXXX"},
    {"name": "Ocean Maritime Management Co. Ltd.", "schema": "Company"},
    {"name": "Green Pine Associated Corporation", "schema": "Company"},
    {"name": "Daedong Kredit Bank", "schema": "Company"},
    {"name": "Mansudae Oversea Projects Group", "schema": "Organization"},
    {"name": "Daesong General Trading Corp Korea", "schema": "Company"},
    # The same name, another man: the birth date speaks against it.
    {"name": "Kim Kwang Il", "birth_date": "1991-03-17", "nationality": "kr"},
    {"name": "Ryu Jin", "birth_date": "1988-12-02", "nationality": "kr"},
)


def date(rng):
    return "%04d-%02d-%02d" % (rng.randint(1945, 2005), rng.randint(1, 12), rng.randint(1, 28))


def person(rng):
    country, given, surnames, towns = rng.choice(PEOPLE)
    name = "%s %s" % (rng.choice(given.split()), rng.choice(surnames.split()))
    row = {"name": name, "schema": "Person", "birth_date": date(rng), "nationality": country,
           "country": country, "address": rng.choice(towns.split())}
    if rng.random() < 0.4:
        row["passport"] = "X%07d" % rng.randint(1000000, 9999999)
    return row


def company(rng):
    country, form = rng.choice(COMPANY_FORMS)
    name = "%s %s %s" % (rng.choice(COMPANY_HEADS).replace("_", " "),
                         rng.choice(COMPANY_TRADES), form)
    return {"name": name, "schema": "Company", "country": country}


def different(rng, make, count):
    rows = {}
    while len(rows) < count:
        row = make(rng)
        rows.setdefault(row["name"], row)
    return list(rows.values())


def main():
    rng = random.Random(SEED)
    rows = different(rng, person, INNOCENT_PERSONS) + different(rng, company, INNOCENT_COMPANIES)
    rows += [{"schema": "Person", **row} for row in LISTED]
    rng.shuffle(rows)
    out = csv.DictWriter(sys.stdout, COLUMNS, restval="", lineterminator="\n")
    out.writeheader()
    for number, row in enumerate(rows, 1):
        out.writerow({"id": "C-%04d" % number, **row})


if __name__ == "__main__":
    main()
