"""Names in other scripts, from section 8 of docs/matching.md and data/text alone: the forms of a
name and what its tokens sound like. It knows the scripts whose letters stand in tables: Cyrillic,
Greek, Arabic, Hebrew, Thai, Khmer, Burmese, Ethiopic, Bengali, Sinhala; not those that are read by
the Unicode library (Han and scripts without rows), Hangul or kana."""
import functools
import unicodedata

SCRIPTS = ("Cyrillic", "Greek", "Arabic", "Hebrew",
           "Thai", "Khmer", "Myanmar", "Ethiopic", "Bengali", "Sinhala")
SYLLABIC = SCRIPTS[4:]
PERSIAN = frozenset("پچژگکیٹڈڑہھےں")
SERVANT = "عبد"
SOUNDS = "aeobcdfghjklmnprstvxzSCZ"
VOWELS = "aeo"
SOUNDS_MAX, SOUNDS_MIN, READINGS_MAX, UNITS_MAX, KEPT_MAX = 12, 3, 6, 24, 24
LEAST = {"Arabic": 1350, "Persian": 300, "Hebrew": 700, "Cyrillic": 150}
CLASSES = {"g": "k", "x": "k", "d": "t", "f": "p", "z": "s", "c": "s", "S": "C", "Z": "C", "j": "C"}
SIMILARITY_SCRIPTS, SIMILARITY_CONSONANTS, SIMILARITY_FEW = 9000, 8000, 7500


def script_of(char):
    """The name of a script that is known here, "" for no letter of one, None for another."""
    words = unicodedata.name(char, "").split(" ")
    name = words[0].capitalize()
    return name if name in SCRIPTS else None


class Roman:
    """Letters of romanise.tsv."""

    def __init__(self, rows):
        self.rows = {}
        for script, letters, main, second, _source in rows:
            bound = letters.startswith("^"), letters.endswith("$")
            text = letters.strip("^$")
            main = "" if main == "-" else main
            second = main if second == "=" else "" if second == "-" else second
            self.rows.setdefault((script, text[0]), []).append((text, bound, main, second))
        for rows_of in self.rows.values():
            rows_of.sort(key=lambda row: (-len(row[0]), -(row[1][0] + 2 * row[1][1]), row[0]))

    def of(self, script, text, second):
        out, at = "", 0
        while at < len(text):
            for letters, (first, last), main, other in self.rows.get((script, text[at]), []):
                end = at + len(letters)
                if (text.startswith(letters, at) and not (first and at > 0)
                        and not (last and end < len(text))):
                    out += other if second else main
                    at = end
                    break
            else:
                at += 1
        return out


class Syllabic:
    """Letters of syllable_parts.tsv, of one script and one column."""

    def __init__(self, rows, script, second):
        self.parts, self.script = {}, script
        for own, part, texts, main, other, _source in rows:
            if own != script:
                continue
            main = "" if main == "-" else main
            other = main if other == "=" else "" if other == "-" else other
            kind, series = part.rstrip("12"), part[len(part.rstrip("12")):]
            for text in texts.split(" "):
                end, closed = text.endswith("$"), text.endswith(".")
                text = unicodedata.normalize("NFD", text.rstrip("$."))
                lead, _hyphen, tail = text.partition("-") if kind == "vowel" else ("", "", text)
                self.parts.setdefault(kind, []).append(
                    (tail, end, closed, lead, series, other if second else main))
        for rows_of in self.parts.values():
            rows_of.sort(key=lambda row: (-len(row[0]), -(row[1] + 2 * row[2]), row[0], row[3],
                                          row[4]))
        self.marks = {row[0] for row in self.parts.get("mark", [])}
        self.initials = {row[0] for row in self.parts.get("initial", [])}
        self.vowels = self.parts.get("vowel", [])
        self.signs = {row[0][0] for row in self.vowels if row[0]} - self.initials
        self.leads = {row[3] for row in self.vowels if row[3]}
        self.doubles = [row for row in self.vowels
                        if not row[3] and len(row[0]) > 1 and row[0][0] == row[0][1]]

    def behind_marks(self, text, at):
        while at < len(text) and text[at] in self.marks:
            at += 1
        return at

    def fits(self, letters, text, at):
        """The place behind the letters, None when they do not stand there."""
        for i, letter in enumerate(letters):
            while i > 0 and at < len(text) and text[at] != letter and text[at] in self.marks:
                at += 1
            if at >= len(text) or text[at] != letter:
                return None
            at += 1
        return at

    def find(self, kind, text, at):
        for row in self.parts.get(kind, []):
            end = self.fits(row[0], text, at)
            if end is not None and (not row[1] or self.behind_marks(text, end) == len(text)):
                return row, end
        return None

    def is_sign(self, text, at):
        return at < len(text) and text[at] in self.signs

    def final(self, text, at):
        at = self.behind_marks(text, at)
        found = self.find("final", text, at)
        if not found or self.find("silent", text, at):
            return None
        end = self.behind_marks(text, found[1])
        if end == len(text):
            return found
        if self.is_sign(text, end) or any(self.fits(row[0], text, end) is not None
                                          for row in self.doubles):
            return None
        initial = self.find("initial", text, end)
        if (initial and not self.find("silent", text, end) and initial[1] < len(text)
                and self.find("silent", text, initial[1])):
            return None
        return found

    def vowel(self, text, at, lead, series):
        for row in self.vowels:
            tail, at_end, closed, own_lead, own_series, _letters = row
            end = self.fits(tail, text, at)
            if own_lead != lead or (own_series and own_series != series) or end is None:
                continue
            if tail and text[end - 1] not in self.signs and self.is_sign(
                    text, self.behind_marks(text, end)):
                continue
            if at_end and self.behind_marks(text, end) < len(text):
                continue
            if closed and not self.final(text, end):
                continue
            return row, end
        return None

    def syllable(self, text, at):
        """(letters, place behind), None when no syllable begins here."""
        lead = text[at] if text[at] in self.leads else ""
        start = at + len(lead)
        found = self.find("cluster", text, start)
        if found and not lead and not self.is_sign(text, self.behind_marks(text, found[1])):
            found = None
        found = found or self.find("initial", text, start)
        if not found:
            return None
        (*_rest, series, out), at = found
        while True:
            found = self.find("stack", text, at)
            if not found:
                break
            out, at = out + found[0][-1], found[1]
        at = self.behind_marks(text, at)
        found = self.vowel(text, at, lead, series)
        if found:
            out, at = out + found[0][-1], found[1]
            found = self.final(text, at)
            if found:
                out, at = out + found[0][-1], found[1]
        return out, at

    def of(self, text, apart):
        out, at = "", 0
        while at < len(text):
            found = self.find("silent", text, at)
            if found:
                out, at = out + found[0][-1], found[1]
                continue
            if apart and out and not out.endswith(" "):
                out += " "
            found = self.find("alone", text, at)
            if found:
                out, at = out + found[0][-1], found[1]
                continue
            found = self.syllable(text, at)
            if found:
                out, at = out + found[0], found[1]
            else:
                at += 1
        return out


class Romaniser:
    def __init__(self, roman, parts):
        parts = list(parts)
        self.roman = Roman(roman)
        self.syllabic = {(script, second): Syllabic(parts, script, second)
                         for script in SYLLABIC for second in (False, True)}

    def of(self, script, text, scheme):
        second, apart = scheme == "second", scheme != "joined"
        if script in SYLLABIC:
            return self.syllabic[script, second].of(text, apart and script == "Myanmar")
        if script == "Arabic" and apart and len(text) >= 5 and text.startswith("ال"):
            return "%s %s" % (self.roman.of(script, text[:2], second),
                              self.roman.of(script, text[2:], second))
        return self.roman.of(script, text, second)

    def form(self, pieces, scheme):
        """The characters of a form, each with its origin."""
        persian = any(PERSIAN & set(piece.text) for piece in pieces)
        out, at = [], 0
        while at < len(pieces):
            piece, before = pieces[at], pieces[at - 1]
            foreign = piece.origin in SCRIPTS
            if at > 0 and (not piece.glued or foreign or before.origin in SCRIPTS):
                out.append(("/" if piece.slashed else " ", ""))
            text, at = piece.text, at + 1
            if not foreign:
                out += [(char, piece.origin) for char in text]
                continue
            runs = [(piece.origin, text)]
            if scheme == "joined" and text == SERVANT and at < len(pieces):
                behind, at = pieces[at], at + 1
                runs = ([(piece.origin, text + behind.text)] if behind.origin == piece.origin
                        else runs + [(behind.origin, behind.text)])
            for script, text in runs:
                origin = "Persian" if persian and script == "Arabic" else script
                out += [(char, origin) for char in (
                    self.of(script, text, scheme) if script in SCRIPTS else text)]
        return out


# ---- sounds ----

class Sounds:
    """Sounds of Latin letters, and readings of the scripts that have a table."""

    def __init__(self, sounds, readings):
        self.rows = [(letters, "" if behind == "*" else behind, own)
                     for letters, behind, own, _why in sounds]
        self.rows.sort(key=lambda row: (-len(row[0]), row[1] == ""))
        self.contexts, self.units = {}, {}
        for script, table in readings.items():
            self.units[script] = set()
            for before, unit, behind, state, shares in table:
                self.units[script].add(unit)
                self.contexts[script, before, unit, behind, state] = [
                    ("" if own == "-" else own, int(share)) for own, share in
                    (cell.split(":") for cell in shares.split(" "))]

    @functools.lru_cache(maxsize=None)
    def rows_of(self, text):
        """The rows that the letters are cut into: (sounds, rest); None for other letters."""
        out = []
        while text:
            for letters, behind, own in self.rows:
                rest = text[len(letters):]
                if text.startswith(letters) and (not behind or rest[:1] and rest[0] in behind):
                    break
            else:
                return None
            text = rest
            out.append((own, text))
        return out

    def latin(self, text):
        rows = self.rows_of(text)
        if not rows:
            return None
        out = ""
        for own, rest in rows:
            between = out[-1:] and out[-1] in VOWELS and rest and rest[0] in "aeiouy"
            for sound in own if own != "h" or not out or between else "":
                if not out.endswith(sound):
                    out += sound
        return out[:SOUNDS_MAX], min(len(out), SOUNDS_MAX + 1)

    @functools.lru_cache(maxsize=None)
    def consonants(self, text, inner_v=True):
        out, last, first = [], "", True
        for own, _rest in self.rows_of(text) or []:
            for sound in own:
                if sound in VOWELS:
                    consonant = "a" if first else ""
                elif sound == "h" or sound == "v" and not inner_v and not first:
                    consonant = "h" if first and sound == "h" else ""
                else:
                    consonant = CLASSES.get(sound, sound)
                if consonant and consonant != last and len(out) < SOUNDS_MAX:
                    out.append(consonant)
                last, first = consonant, False
        return "".join(out)

    @functools.lru_cache(maxsize=None)
    def readings(self, text, origin):
        script = "Arabic" if origin == "Persian" else origin
        units, at = [], 0
        while script in self.units and at < len(text):
            unit = next((text[at:at + n] for n in range(7, 0, -1) if len(text) - at >= n
                         and text[at:at + n] in self.units[script]), "")
            units += [unit] if unit else []
            at += len(unit) or 1
        if not units or len(units) > UNITS_MAX:
            return []
        total = 1 << 39
        kept, around = [(("", 0, ""), total)], ["#", *units, "#"]
        for i in range(1, len(units) + 1):
            kept, total = self.step(script, around[i - 1:i + 2], kept)
        return [own[:2] for own, share in kept[:READINGS_MAX]
                if own[1] > 0 and share * 10000 >= total * LEAST[origin]]

    def step(self, script, around, kept):
        before, unit, behind = around
        grown = {}
        for (sounds, count, last), share in kept:
            state = last or "#"
            for context in ((before, unit, behind, state), ("*", unit, behind, state),
                            ("*", unit, "*", state), ("*", unit, "*", "*")):
                found = self.contexts.get((script,) + context)
                if found is not None:
                    break
            for own, part in found or []:
                if share * part // 10000 == 0:
                    continue
                new, new_count, new_last = sounds, count, last
                for sound in own:
                    if sound != new_last:
                        new = new + sound if new_count < SOUNDS_MAX else new
                        new_count = min(new_count + 1, SOUNDS_MAX + 1)
                        new_last = sound
                key = new, new_count, new_last
                grown[key] = grown.get(key, 0) + share * part // 10000

        def order(item):
            (sounds, count, last), share = item
            packed = sum((SOUNDS.index(sound) + 1) << (5 * i) for i, sound in enumerate(sounds))
            return -share, packed, count, SOUNDS.find(last) + 1 if last else 0

        best = sorted(grown.items(), key=order)[:KEPT_MAX]
        total, left, right = sum(share for _own, share in best), 0, 0
        while total > 0 and total << left < 1 << 39:
            left += 1
        while total >> right >= 1 << 40:
            right += 1
        return [(own, share << left >> right) for own, share in best], total << left >> right

    def skeletons(self, token):
        """The sounds of a token, its consonants as a Latin word, and as one of another script."""
        if token.kind != "WORD":
            return set(), set(), set()
        sounds = set(self.readings(token.text, token.origin)) | {self.latin(token.text)}
        sounds = {own for own in sounds if own and own[1] >= SOUNDS_MIN}
        all_of = {self.consonants(token.text)}
        if token.origin == "Latin":
            return sounds, {own for own in all_of if len(own) >= 3}, set()
        if token.origin == "Persian":
            all_of.add(self.consonants(token.text, False))
        least = {"Arabic": 5, "Hebrew": 5}.get(token.origin, 3)
        known = token.origin in SYLLABIC + ("Persian", "Arabic", "Hebrew")
        return sounds, set(), {own for own in all_of if known and len(own) >= least}

    def similarity(self, query, listed):
        mine, theirs = self.skeletons(query), self.skeletons(listed)
        shared = mine[1] & theirs[2] | mine[2] & theirs[1]
        values = [SIMILARITY_CONSONANTS if len(own) > 3 else SIMILARITY_FEW for own in shared]
        if {query.origin, listed.origin} - {"", "Latin"} and mine[0] & theirs[0]:
            values.append(SIMILARITY_SCRIPTS)
        return max(values, default=0)


def may_differ(query, listed):
    """May two tokens pair by edits, as to their scripts?"""
    scripts = {"Arabic" if token.origin == "Persian" else token.origin for token in (query, listed)}
    if len(scripts) == 1:
        return True
    return not scripts & {"Arabic", "Hebrew"} and max(len(query.text), len(listed.text)) >= 6
