"""Korean and Chinese syllables, from docs/matching.md (section 8) and data/text alone."""
import functools

SYLLABLES_MAX, KEPT, ROW_MAX, DEEP, DEEP_ROW, JOINED = 4, 4, 5, 2, 2, 2
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")


def folded(cell):
    """The spellings of a cell as they stand in folded text."""
    return ["" if text == "-" else text.replace("й", "и").replace("ё", "е")
            for text in cell.split(" ")]


def packed(syllables):
    return sum(number << 14 * i for i, number in enumerate(syllables))


def rows_of(found):
    """Text -> readings, the first five, of text -> [(order, number)]."""
    return {text: [number for _order, number in sorted(row)[:ROW_MAX]]
            for text, row in found.items()}


class Syllables:
    """Readings of texts that are rows of the syllables of a table."""

    def __init__(self, rows):
        self.rows = rows

    def parses(self, text, depth=0):
        """(rank, syllables) of every way to read the text."""
        if not text:
            yield 0, ()
        elif depth < SYLLABLES_MAX:
            for end in range(1, len(text) + 1):
                row = self.rows.get(text[:end], [])
                for place, number in enumerate(row if depth < DEEP else row[:DEEP_ROW]):
                    for rank, rest in self.parses(text[end:], depth + 1):
                        yield rank + place + (1 if depth else 0), (number,) + rest

    @functools.lru_cache(maxsize=None)
    def readings(self, text):
        """The best readings, tuples of syllables; of equal ranks the smaller number, the last
        syllable the heaviest."""
        best = {}
        for rank, syllables in self.parses(text) if text else ():
            best[syllables] = min(rank, best.get(syllables, rank))
        return sorted(best, key=lambda row: (best[row], packed(row)))[:KEPT]


def korean(tables, names):
    """By the tables of spellings and that of the syllables of names."""
    found = {}
    names = list(names)
    for table in tables:
        places = {(place, letter): folded(texts) for place, letter, texts, _source in table}
        places["final", ""] = [""]
        for syllable, count in names:
            number = ord(syllable) - 0xAC00
            parts = [places["initial", INITIALS[number // 588]],
                     places["vowel", VOWELS[number // 28 % 21]],
                     places["final", FINALS[number % 28]]]
            if number % 28:
                parts[1] = parts[1] + places.get(("closed", VOWELS[number // 28 % 21]), [])
            letters = {a + b + c for a in parts[0] for b in parts[1] for c in parts[2]}
            whole = set(places.get(("syllable", syllable), [])) - letters
            for habit, texts in enumerate((letters, whole)):
                for text in texts:
                    found.setdefault(text, []).append(((habit, -int(count)), number + 1))
    return Syllables(rows_of(found))


class Chinese:
    def __init__(self, table):
        self.table, self.syllables = {}, {}
        for place, scheme, key, texts, _source in table:
            if place == "syllables":
                initial = "" if key == "-" else key
                self.syllables.update((initial + final, (initial, final))
                                      for final in texts.split(" "))
                continue
            initials, _, final = key.rpartition(":")
            for initial in initials.split(" "):
                self.table[place, scheme, initial, final] = folded(texts)
        self.rows = Syllables(rows_of(self.found("pinyin", "palladius")))
        self.wade_giles = rows_of(self.found("wade-giles"))

    def spell(self, scheme, syllable):
        initial, final = self.syllables[syllable]
        whole = self.table.get(("syllable", scheme, "", syllable))
        if whole:
            return whole
        finals = self.table.get(("final", scheme, initial, final),
                                self.table.get(("final", scheme, "", final), [final]))
        return [a + b for a in self.table.get(("initial", scheme, "", initial), [initial])
                for b in finals]

    def found(self, *schemes):
        found = {}
        for scheme in schemes:
            usual = self.table.get(("usual", scheme, "", "*"), [])
            for number, syllable in enumerate(sorted(self.syllables), 1):
                for text in self.spell(scheme, syllable):
                    found.setdefault(text, []).append((syllable not in usual, number))
        return found

    @functools.lru_cache(maxsize=None)
    def readings(self, text):
        one = [(number,) for number in self.wade_giles.get(text, [])[:KEPT]]
        return list(dict.fromkeys(one + self.rows.readings(text)))[:KEPT]


def joined(parts):
    """The likeliest two rows of neighbours, of the readings that each of them has."""
    rows = {reading: place for place, reading in enumerate(parts[0][:JOINED])}
    for readings in parts[1:]:
        longer = {}
        for row, rank in rows.items():
            for place, reading in enumerate(readings):
                if len(row + reading) <= SYLLABLES_MAX:
                    longer[row + reading] = min(rank + place, longer.get(row + reading, 255))
        best = sorted(longer, key=lambda row: (longer[row], packed(row)))[:JOINED]
        rows = {row: longer[row] for row in best}
    return list(rows)
