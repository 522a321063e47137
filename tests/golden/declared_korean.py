"""Korean syllables in Latin letters, from docs/matching.md (section 8) and data/text alone."""
import functools

SYLLABLES_MAX, KEPT, ROW_MAX, DEEP, DEEP_ROW = 4, 4, 5, 2, 2
TEXT_MAX = 28
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")


class Korean:
    def __init__(self, spellings, names):
        """Rows of hangul_spellings.tsv and of hangul_names.tsv."""
        places = {}
        for place, letter, texts, _source in spellings:
            places[place, letter] = ["" if text == "-" else text for text in texts.split(" ")]
        places["final", ""] = [""]
        found = {}
        for syllable, count in names:
            number = ord(syllable) - 0xAC00
            parts = [places["initial", INITIALS[number // 588]],
                     places["vowel", VOWELS[number // 28 % 21]],
                     places["final", FINALS[number % 28]]]
            if number % 28:
                parts[1] = parts[1] + places.get(("closed", VOWELS[number // 28 % 21]), [])
            texts = {a + b + c for a in parts[0] for b in parts[1] for c in parts[2]}
            for text in texts.union(places.get(("syllable", syllable), [])):
                found.setdefault(text, []).append((-int(count), number + 1))
        self.rows = {text: [number for _count, number in sorted(row)[:ROW_MAX]]
                     for text, row in found.items()}

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
        if 1 <= len(text) <= TEXT_MAX:
            for rank, syllables in self.parses(text):
                best[syllables] = min(rank, best.get(syllables, rank))

        def order(syllables):
            return best[syllables], sum(number << 14 * i for i, number in enumerate(syllables))
        return sorted(best, key=order)[:KEPT]

    def is_syllable(self, text):
        return any(len(reading) == 1 for reading in self.readings(text)[:1])
