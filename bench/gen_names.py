#!/usr/bin/env python3
"""Names for bench-match and the long tests, a line each: the same arguments give the same names.

  listed N     every distinct name of the lists in SHARED (the newest UN list and OFAC's of 2023
               first, then all others), then made ones until there are N
  clean N      ordinary customers, drawn by frequency: persons of two and three parts and, one in
               five, companies
  near N       names of `listed 60000` with one or two changes: a letter, the order, a part left
               out, two parts joined
  worst N      names of two to 64 parts that cost the most we could think of against `listed N`:
               its commonest words, the same word again, words that are all alike, initials,
               numbers, legal forms, parts of many names, words of scripts with many readings,
               and its longest names

Made names are drawn from words made letter by letter from the triples of the listed words, so that
words are as long and as near each other as real ones, and from given names, surnames and words of
companies; frequent words come often (Zipf).

usage: gen_names.py KIND N SHARED [SEED]
"""
import collections
import csv
import glob
import io
import os
import random
import re
import subprocess
import sys

MADE_WORDS = 400000
# Ranks of given names and surnames by how many people bear them, for the heads of the alphabetical
# lists (U.S. Census Bureau 2010 and Social Security Administration: facts).
GIVEN = """James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara
Richard Susan Joseph Jessica Thomas Sarah Christopher Karen Charles Lisa Daniel Nancy Matthew
Betty Anthony Sandra Mark Margaret Donald Ashley Steven Kimberly Andrew Emily Paul Donna Joshua
Michelle Kenneth Carol Kevin Amanda Brian Melissa George Deborah Timothy Stephanie Ronald Rebecca
Jason Laura Edward Sharon Jeffrey Cynthia Ryan Dorothy Jacob Amy Nicholas Kathleen Gary Angela
Eric Shirley Jonathan Brenda Stephen Emma Larry Anna Justin Pamela Scott Nicole Brandon
Samantha""".split()
FAMILY = """Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez
Lopez Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris
Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill
Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips Evans
Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutierrez
Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson""".split()


def data_of(path):
    if path.endswith(".zst"):
        return subprocess.run(["zstd", "-dcq", path], stdout=subprocess.PIPE, check=True).stdout
    with open(path, "rb") as file:
        return file.read()


def text_of(path):
    data = data_of(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def lines_of(path):
    return [line.strip() for line in text_of(path).splitlines() if line.strip()]


def tidy(name):
    name = re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", name.replace("&amp;", "&").replace("&apos;", "'"))
    return re.sub(r"\s+", " ", name).strip(" ;,")


def xml_text(record, tag):
    return [tidy(found) for found in re.findall(r"<%s>([^<]*)</%s>" % (tag, tag), record)]


def un_names(path):
    text = text_of(path)
    for record in re.split(r"<(?:INDIVIDUAL|ENTITY)>", text)[1:]:
        parts = sum((xml_text(record, tag)[:1] for tag in
                     ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")), [])
        yield " ".join(part for part in parts if part)
        for cell in xml_text(record, "NAME_ORIGINAL_SCRIPT"):
            yield cell
        for cell in xml_text(record, "ALIAS_NAME"):
            yield from re.split(r"[;,]", cell)


def csv_rows(path, delimiter=","):
    return csv.reader(io.StringIO(text_of(path)), delimiter=delimiter)


def ofac_names(folder):
    for path in sorted(glob.glob(folder + "/*")):
        name = os.path.basename(path)
        column = 1 if "sdn.csv" in name or "prim" in name else 3 if "alt" in name else None
        if column is None:
            continue
        for row in csv_rows(path):
            if len(row) > column and row[column] != "-0- ":
                yield row[column]


def column_names(path, columns, delimiter=",", skip=0, parts=None):
    """Names of the columns with these headers; several values of a cell stand between ; or ,."""
    rows = list(csv_rows(path, delimiter))[skip:]
    header = [cell.strip() for cell in rows[0]]
    for row in rows[1:]:
        cells = dict(zip(header, row))
        for column in columns:
            cell = cells.get(column, "")
            yield from re.split(parts, cell) if parts else [cell]


def ofsi_names(path):
    rows = list(csv_rows(path))[1:]
    for row in rows[1:]:
        cells = dict(zip(rows[0], row))
        yield " ".join(cells.get("Name %d" % i, "") for i in (1, 2, 3, 4, 5, 6))


def ca_names(path):
    for record in text_of(path).split("<record>")[1:]:
        yield " ".join(xml_text(record, "GivenName") + xml_text(record, "LastName"))
        yield from xml_text(record, "EntityOrShip")
        for cell in xml_text(record, "Aliases"):
            yield from re.split(r"[;,]", cell)


def list_names(shared):
    lists = os.path.join(shared, "lists")
    yield from un_names(lists + "/un/un_consolidated_2026-02-27.xml.zst")
    yield from ofac_names(lists + "/ofac/2023-12-28")
    yield from ofac_names(lists + "/ofac/2021-07-07")
    yield from ofac_names(lists + "/ofac/2024-05-03")
    yield from ofac_names(lists + "/ofac/cons_2025-12-19")
    yield from un_names(lists + "/un/un_consolidated_2018-10-29.xml.zst")
    yield from ofsi_names(lists + "/uk/ofsi_sanctionsconlist_2018-04-13.csv.zst")
    yield from column_names(lists + "/uk/uk_sanctions_list_2025-05_derived.csv", ["Name", "Alias"],
                            parts=", ")
    yield from column_names(lists + "/eu/names_2025-05_derived.csv.zst", ["Name", "Alias"],
                            parts=", ")
    yield from column_names(
        lists + "/au/regulation8_consolidated_2024-11-11_from_xlsx.csv.zst",
        ["Name of Individual or Entity"])
    yield from ca_names(lists + "/ca/sema_2025-05.xml.zst")
    yield from column_names(lists + "/us/csl_consolidated.csv.zst", ["name", "alt_names"],
                            parts="; ")
    yield from column_names(lists + "/us/bis_dpl_2021-07.txt", ["Name"], delimiter="\t")


def distinct(names):
    seen = set()
    for name in map(tidy, names):
        if name and len(name) < 1000 and name not in seen:
            seen.add(name)
            yield name


class Zipf:
    """Draws items so that the one of rank r comes about 1 / (r + 3) as often."""

    def __init__(self, items):
        self.items = items

    def draw(self, rng):
        at = rng.random()
        rank = int((len(self.items) + 3) ** at * 3 ** (1 - at) - 3)
        return self.items[min(max(rank, 0), len(self.items) - 1)]


def made_words(words, rng):
    """Words from the triples of letters of others."""
    after = {}
    for word in words:
        padded = "^^" + word + "$"
        for i in range(len(padded) - 2):
            after.setdefault(padded[i:i + 2], []).append(padded[i + 2])
    made = {}
    while len(made) < MADE_WORDS:
        word, state = "", "^^"
        while len(word) < 16:
            letter = rng.choice(after[state])
            if letter == "$":
                break
            word, state = word + letter, state[1] + letter
        if len(word) > 2:
            made[word] = True
    return list(made)


def listed(count, shared, rng):
    names = list(distinct(list_names(shared)))
    yield from names[:count]
    if len(names) >= count:
        return
    clean = os.path.join(shared, "names/clean")
    words = [word for name in names for word in re.findall(r"[a-z]+", name.lower())]
    pool = Zipf(made_words(words, rng))
    stock = Zipf([word for word, _ in collections.Counter(words).most_common()])
    given = Zipf(GIVEN + lines_of(clean + "/first_names_all.txt.zst"))
    family = Zipf(FAMILY + lines_of(clean + "/surnames_all.txt.zst"))
    seen = set(names)
    while len(seen) < count:
        source = rng.random()
        parts = [given.draw(rng)] if source < 0.5 else []
        for _ in range(rng.choice((1, 1, 2, 2, 2, 3, 4))):
            parts.append((pool if rng.random() < 0.7 else stock if rng.random() < 0.5 else
                          family).draw(rng))
        if source > 0.9:
            parts.append(rng.choice(("Ltd", "Co., Ltd.", "LLC", "JSC", "Company", "Shipping")))
        name = " ".join(part.capitalize() for part in parts)
        if name not in seen:
            seen.add(name)
            yield name


def clean_customers(count, shared, rng):
    folder = os.path.join(shared, "names/clean")

    def ranked(head, tail):
        known = set(head)
        rest = [name for name in tail if name not in known]
        rng.shuffle(rest)
        return Zipf(head + rest)

    given = ranked(GIVEN, lines_of(folder + "/first_names_us.txt.zst"))
    family = ranked(FAMILY, lines_of(folder + "/surnames_us.txt.zst"))
    spanish = Zipf(lines_of(folder + "/surnames_es.txt.zst"))
    german = ranked([], lines_of(folder + "/surnames_de.txt.zst"))
    companies = [row[2] for row in csv_rows(folder + "/sec_registered_companies.csv.zst")][1:]
    for _ in range(count):
        kind = rng.random()
        if kind < 0.2:
            yield rng.choice(companies)
            continue
        surname = (family if kind < 0.7 else spanish if kind < 0.85 else german).draw(rng)
        parts = [given.draw(rng)]
        if rng.random() < 0.4:
            parts.append(given.draw(rng))
        if 0.7 <= kind < 0.85:
            surname += " " + spanish.draw(rng)
        yield " ".join(parts + [surname])


def change(name, rng):
    parts = name.split()
    at = rng.randrange(len(name))
    way = rng.randrange(7)
    if way == 0:
        return name[:at] + rng.choice("abcdefghijklmnopqrstuvwxyz") + name[at + 1:]
    if way == 1:
        return name[:at] + name[at + 1:]
    if way == 2:
        return name[:at] + rng.choice("aeioustrnl") + name[at:]
    if way == 3:
        return name[:at] + name[at + 1:at + 2] + name[at:at + 1] + name[at + 2:]
    if way == 4 and len(parts) > 2:
        parts.pop(rng.randrange(len(parts)))
    elif way == 5:
        rng.shuffle(parts)
    elif way == 6 and len(parts) > 2:
        at = rng.randrange(len(parts) - 1)
        parts[at:at + 2] = [parts[at] + parts[at + 1]]
    return " ".join(parts)


def near(count, shared, rng):
    names = list(listed(60000, shared, rng))
    for _ in range(count):
        name = rng.choice(names)
        for _ in range(rng.choice((1, 1, 2))):
            name = change(name, rng) or name
        yield tidy(name) or "x"


ALIKE = """mohammed mohamed muhammad mohammad muhammed mohamad mahmoud mahmood mehmet mohamet
mahammad mouhamed""".split()
ABDUL = """abdul abdel abdal abdol abdoul abdil abdulla abdullah abdollah abdellah abdalla
abdallah""".split()


# Words of other scripts with many readings, and letters to make more of.
SCRIPTS = {
    "Arabic": ("محمد علي حسن احمد عبد الله حسين يوسف ابراهيم خالد عمر صالح ناصر كمال رشيد مصطفى",
               "محدعلسنرقفكجطي", (3, 6)),
    "Hebrew": ("משה יוסף אברהם יצחק יעקב דוד שלמה אהרון כהן לוי מזרחי פרץ ביטון",
               "אבגדהוזחטיכלמנסעפצקרשת", (3, 6)),
    "Cyrillic": ("Александр Сергей Владимир Иванов Мухаммед Ким Пак Чен Дмитрий Алексей Николай",
                 "абвгдежзиклмнопрстуфхцчшыюя", (3, 9)),
    "Hangul": ("김정은 이영호 박영식 최룡해 정철수 김영남 리수용 오극렬 김 이 박 정 은",
               "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하성영수철호진용", (1, 4)),
    "Han": ("金 李 朴 崔 郑 张 王 刘 陈 杨 赵 黄 周 吴 徐 孙 朱 马 胡 郭 林 何 高 金正恩 张伟",
            "金李朴崔郑张王刘陈杨赵黄周吴徐孙朱马胡郭林何高乐单曾解仇区查盖召重行长朝", (1, 4)),
    "kana": ("タナカ スズキ サトウ ヤマダ キム アリ モハメド イワノフ コバヤシ",
             "アイウエオカキクケコサシスセソタチツテトナニノハヒマミムヤユヨラリルロワン", (2, 5)),
    "Thai": ("สมชาย กิตติ ประยุทธ์ สมหญิง วิชัย", "กขคงจชดตทนบปพมยรลวสห", (3, 6)),
}


def other_scripts(size, rng):
    """Names of so many words: usual words, made ones, one word again and again, all scripts."""
    mixed = []
    for words, letters, (low, high) in SCRIPTS.values():
        words = words.split()
        made = ["".join(rng.choices(letters, k=rng.randint(low, high))) for _ in range(size)]
        mixed += made
        yield from ((words * size)[:size], rng.choices(words, k=size), made, words[:1] * size)
        yield ["".join(rng.choices(letters, k=size))]
    yield rng.sample(mixed, size)


def worst(count, shared, rng):
    names = list(listed(count, shared, rng))
    words = collections.Counter(word for name in names
                                for word in re.findall(r"[a-z0-9]+", name.lower()))
    top = [word for word, _ in words.most_common(3000)]
    long = [word for word in top if len(word) > 3]
    for size in (2, 3, 4, 5, 6, 8, 10, 12, 13, 16, 24, 32, 48, 64):
        ways = [top[:size], long[:size], long[size:2 * size]]
        ways += [rng.sample(long[:most], size) for most in (100, 100, 1000, 1000)]
        ways += [[word] * size for word in ("mohammed", "al", "ali", "company", "m")]
        ways += [(alike * 6)[:size] for alike in (ALIKE, ABDUL, list("smjakh") * 2)]
        ways += [[chr(97 + i % 26) for i in range(size)],
                 [chr(97 + i % 26) for i in range(size - 1)] + ["ali"],
                 [long[i // 2] if i % 2 else "m" for i in range(size)],
                 [str(i) for i in range(size)],
                 (["ltd", "company", "llc", "jsc", "co", "limited"] * 11)[:size],
                 (["kim", "ri", "pak", "jong", "un", "chol", "song", "hyok"] * 8)[:size]]
        ways += [[word for word in top if low <= len(word) <= high][:size]
                 for low, high in ((4, 4), (9, 99), (1, 3))]
        for _ in range(3):
            mixed = []
            while len(mixed) < size:
                mixed += re.findall(r"\w+", rng.choice(names).lower())
            ways.append(mixed[:size])
        yield from map(" ".join, [*ways, *other_scripts(size, rng)])
    acronyms = collections.Counter("".join(word[0] for word in re.findall(r"[a-z]+", name.lower()))
                                   for name in names if 3 <= len(name.split()) <= 12)
    for acronym, _ in acronyms.most_common(20):
        yield from (acronym, " ".join(acronym), acronym + " ltd")
    yield from [name for name in names if 11 <= len(name.split()) <= 12][:60]


def main():
    if len(sys.argv) not in (4, 5) or sys.argv[1] not in ("listed", "clean", "near", "worst"):
        print(__doc__.split("usage: ")[1], file=sys.stderr, end="")
        return 64
    rng = random.Random(int(sys.argv[4]) if len(sys.argv) == 5 else 1)
    make = {"listed": listed, "clean": clean_customers, "near": near,
            "worst": worst}[sys.argv[1]]
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n")
    for name in make(int(sys.argv[2]), sys.argv[3], rng):
        out.write(name + "\n")
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
