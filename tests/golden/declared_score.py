"""The declared score again, from docs/matching.md and data/text alone.

Written beside the document and not beside the C, to show that the document says all there is to
say. It knows names of Latin letters, which have one form, and of the scripts that
declared_scripts.py knows; unicodedata stands for the Unicode library (the two may know different
versions of Unicode, but not of these letters).
usage: declared_score.py DATA_DIR [--organisations] < pairs > scores
       a pair a line, query TAB listed name; a score in basis points a line, "-" for names with
       letters of a script that it does not know; with --organisations the listed names are of
       organisations
"""
import functools
import os
import sys
import unicodedata
from collections import Counter, namedtuple

from declared_scripts import SCRIPTS, Romaniser, Sounds, may_differ, script_of
from declared_syllables import Chinese, joined, korean

TOKENS_MAX, EXACT_MAX, JOIN_MAX, PHRASE_MAX, SPELLED_OUT_MIN = 64, 12, 4, 8, 5
WEIGHT_INITIAL, WEIGHT_NUMBER, WEIGHT_ORDINARY = 30, 100, 100
SIMILARITY_INITIAL, SIMILARITY_KOREAN, SIMILARITY_CHINESE, SIMILARITY_ROW = 8500, 9500, 9300, 9000
ALPHA, ALPHA_MAX, BETA, FULL_AT = 2500, 15000, 15000, 150
FAR_AT, ALPHA_FAR, LINEAGE = 160, 200, 1000
ACRONYM_LETTERS_MAX, ACRONYM_WORDS_MIN, ACRONYM_OPTIONAL_MAX = 12, 3, 4
SIMILARITY_ACRONYM = {3: 7500, 4: 8500}
SIMILARITY_ACRONYM_LONGER = 8800
NUMERALS, SIMILARITY_NUMERAL = {"i": "1", "v": "5", "vi": "6", "x": "10", "xi": "11"}, 9500
LATIN, DIGITS = frozenset("abcdefghijklmnopqrstuvwxyz"), frozenset("0123456789")
ROMAN = "*"  # behind the origin of letters that are romanised
ROMANISED = frozenset(script + ROMAN for script in SCRIPTS + ("Persian",))
LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t"}

Token = namedtuple("Token", "kind text weight origin")
Piece = namedtuple("Piece", "text kind glued slashed origin")
Pair = namedtuple("Pair", "rule similarity weight query listed query_covered listed_covered")


class OtherScript(Exception):
    """A letter that this script knows nothing of."""


def is_native_cyrillic(token):
    return token.origin == "Cyrillic" and token.text[0] > "\x7f"


class Tables:
    def __init__(self, folder):
        self.folder = folder
        self.fold = self.characters("fold.tsv")
        self.homoglyphs = self.characters("homoglyphs.tsv")
        self.weights = {word: int(weight) for word, weight in self.rows("token_weights.tsv")}
        self.words = {word: ("TITLE", word, int(weight), False)
                      for word, weight, _ in self.rows("titles.tsv")}
        self.words.update({word: ("PARTICLE", word, int(weight), False)
                           for word, weight, _ in self.rows("particles.tsv")})
        self.words.update({word: ("NUMBER", value, WEIGHT_NUMBER, False)
                           for word, value, _ in self.rows("numbers.tsv")})
        self.phrases = {}
        for words, canonical, weight, place, _ in self.rows("legal_forms.tsv"):
            form = ("LEGAL_FORM", canonical, int(weight), place == "tail")
            if " " in words:
                self.phrases[words] = form
                continue
            self.words[words] = form
            if words.isalpha() and 2 <= len(words) <= 5:
                self.phrases[" ".join(words)] = form[:3] + (len(words) == 2 or form[3],)
        self.variants, self.syllables = {}, set()
        for words, kind, similarity, _ in self.rows("variants.tsv"):
            words = words.split(" ")
            firsts = words[:1] if kind == "first" else words
            for place, one in enumerate(firsts):
                for other in words[place + 1:]:
                    self.variants[one, other] = self.variants[other, one] = int(similarity)
            if kind == "korean":
                self.syllables.update(words)
        self.korean = korean([self.rows("hangul_spellings.tsv"), self.rows("hangul_cyrillic.tsv")],
                             self.rows("hangul_names.tsv"))
        self.chinese = Chinese(self.rows("chinese_spellings.tsv"))
        self.romaniser = Romaniser(self.rows("romanise.tsv"), self.rows("syllable_parts.tsv"))
        self.sounds = Sounds(self.rows("sounds.tsv"), {
            script: self.rows("readings_%s.tsv" % script.lower())
            for script in ("Arabic", "Hebrew", "Cyrillic")})

    def is_syllable(self, token):
        return token.text in self.syllables or any(
            len(readings[0]) == 1 for readings in (self.korean_of(token), self.chinese_of(token))
            if readings)

    def korean_of(self, token):
        known = token.origin == "Latin" or is_native_cyrillic(token)
        return (self.korean.readings(token.text) if known and token.kind in ("WORD", "INITIAL")
                else [])

    def chinese_of(self, token):
        known = (token.kind == "WORD" and token.origin == "Latin"
                 or token.kind in ("WORD", "INITIAL") and is_native_cyrillic(token))
        return self.chinese.readings(token.text) if known else []

    def rows(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            for line in file:
                if line.strip() and not line.startswith("#"):
                    yield line.rstrip("\n").split("\t")

    def characters(self, name):
        return {chr(int(code[2:], 16)): "" if letters == "-" else letters
                for code, letters, _ in self.rows(name)}


# ---- 1. folding ----

IGNORABLE = ({0xAD, 0x34F, 0x61C, 0x3164, 0xFEFF, 0xFFA0} | set(range(0x115F, 0x1161))
             | set(range(0x17B4, 0x17B6)) | set(range(0x180B, 0x1810))
             | set(range(0x200B, 0x2010)) | set(range(0x202A, 0x202F))
             | set(range(0x2060, 0x2070)) | set(range(0xFE00, 0xFE10))
             | set(range(0xFFF0, 0xFFF9)) | set(range(0xE0000, 0xE1000)))


def nfkc_casefold(text):
    while True:
        before = text
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", text).casefold())
        text = "".join(char for char in text if ord(char) not in IGNORABLE)
        if text == before:
            return text


def is_dropped(char):
    name = unicodedata.name(char, "")
    return unicodedata.category(char) in ("Mn", "Me") and (
        name.startswith(("ARABIC", "HEBREW", "SYRIAC"))
        or name.startswith("COMBINING") and "CYRILLIC" not in name and "GLAGOLITIC" not in name)


def fold(tables, text):
    text = "".join(char for char in text if tables.fold.get(char) != "")
    out = []
    for char in unicodedata.normalize("NFD", nfkc_casefold(text)):
        if is_dropped(char):
            continue
        digit = unicodedata.decimal(char, None)
        out.append(tables.fold.get(char, char) if digit is None else str(digit))
    return "".join(out)


# ---- 2. tokens ----

def class_of(char):
    if char in LATIN:
        return "letter"
    if char in DIGITS:
        return "digit"
    if char == "&":
        return "&"
    if char > "\x7f" and unicodedata.category(char) in ("Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "No",
                                                          "Mn", "Mc"):
        return "letter"
    return "separator"


def origin_of(char):
    """The script of a character; "" for none."""
    if char in LATIN:
        return "Latin"
    if char < "\x80":
        return ""
    script = script_of(char)
    if not script and class_of(char) == "letter":
        raise OtherScript(char)
    return script or ""


def pieces_of(tables, marked):
    """The pieces of characters, each with its origin."""
    chars, origins = [char for char, _ in marked], [origin for _, origin in marked]
    for i in range(1, len(chars) - 1):
        if chars[i] in LEET and chars[i - 1] in LATIN and chars[i + 1] in LATIN:
            chars[i] = LEET[chars[i]]
    pieces, before, since = [], "separator", ""
    for char, origin in zip(chars, origins):
        kind = class_of(char)
        if kind == "separator":
            since += char
        elif kind == before and kind != "&":
            pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + char)
        else:
            pieces.append(Piece(char, kind, before != "separator", since == "/", origin))
        if kind != "separator":
            since = ""
        before = kind
    for i, piece in enumerate(pieces):
        if LATIN & set(piece.text) and piece.origin not in ROMANISED:
            pieces[i] = piece = piece._replace(
                text="".join(tables.homoglyphs.get(char, char) for char in piece.text),
                origin="Latin")
        if piece.kind == "letter" and not LATIN.issuperset(piece.text) and len(
                {origin_of(char) for char in piece.text}) > 1:
            raise OtherScript(piece.text)
    joined, at = [], 0
    while at < len(pieces):
        run = at
        while run < len(pieces) and pieces[run].kind == "letter" and len(pieces[run].text) == 1:
            run += 1
        if run - at >= SPELLED_OUT_MIN:
            joined.append(pieces[at]._replace(text="".join(p.text for p in pieces[at:run])))
            at = run
        else:
            joined.append(pieces[at])
            at += 1
    return joined


def find_phrase(tables, pieces, at, is_first):
    longest, words = None, []
    for piece in pieces[at:at + PHRASE_MAX]:
        if piece.kind not in ("letter", "&"):
            break
        words.append("and" if piece.kind == "&" else piece.text)
        form = tables.phrases.get(" ".join(words))
        if form and len(words) > 1 and (not form[3] or not is_first or piece.slashed):
            longest = (form, len(words))
    return longest


def forms_of(tables, text):
    """The forms of a name, each its tokens."""
    pieces = pieces_of(tables, [(char, origin_of(char)) for char in fold(tables, text)])
    forms = [tokens_of(tables, pieces)]
    if any(piece.kind == "letter" and piece.origin in SCRIPTS for piece in pieces):
        for scheme in ("romanised", "joined", "second"):
            marked = tables.romaniser.form(pieces, scheme)
            marked = [(char, origin + ROMAN if origin in SCRIPTS + ("Persian",) else origin)
                      for char, origin in marked]
            form = tokens_of(tables, pieces_of(tables, marked))
            form = [token._replace(origin=token.origin.replace(ROMAN, "")) for token in form]
            if form and all(token_texts(form) != token_texts(known) for known in forms):
                forms.append(form)
    return forms


def token_texts(tokens):
    return [token[:2] for token in tokens]


def tokens_of(tables, pieces):
    tokens, at = [], 0
    while at < len(pieces) and len(tokens) < TOKENS_MAX:
        piece, is_first = pieces[at], not tokens
        phrase = find_phrase(tables, pieces, at, is_first)
        if phrase:
            form, used = phrase
            tokens.append(Token(*form[:3], piece.origin))
            at += used
            continue
        at += 1
        if piece.kind == "digit":
            if (at < len(pieces) and pieces[at].glued
                    and pieces[at].text in ("st", "nd", "rd", "th")):
                at += 1
            tokens.append(Token("NUMBER", piece.text.lstrip("0") or "0", WEIGHT_NUMBER,
                                piece.origin))
            continue
        word = "and" if piece.kind == "&" else piece.text
        row = tables.words.get(word)
        if row and not (row[3] and is_first):
            tokens.append(Token(*row[:3], piece.origin))
        elif len(piece.text) == 1:
            tokens.append(Token("INITIAL", word, WEIGHT_INITIAL, piece.origin))
        else:
            tokens.append(Token("WORD", word, tables.weights.get(word, WEIGHT_ORDINARY),
                                piece.origin))
    return mend_syllables(tables, tokens)


def mend_syllables(tables, tokens):
    if len(tokens) != 3 or not all(
            reading and len(reading[0]) == 1
            for reading in (tables.korean.readings(token.text) for token in tokens)):
        return tokens
    return [Token("WORD", token.text, tables.weights.get(token.text, WEIGHT_ORDINARY), token.origin)
            if token.kind in ("LEGAL_FORM", "PARTICLE") else token for token in tokens]


# ---- 3. pairs ----

def osa(a, b):
    """Optimal string alignment by the whole table."""
    rows = [list(range(len(b) + 1))]
    for i in range(1, len(a) + 1):
        row = [i]
        for j in range(1, len(b) + 1):
            best = min(rows[i - 1][j] + 1, row[j - 1] + 1,
                       rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def budget(length):
    return 0 if length <= 3 else 1 if length <= 7 else 2 if length <= 11 else 3


@functools.lru_cache(maxsize=None)
def by_edit(a, b):
    longer = max(len(a), len(b))
    if longer - min(len(a), len(b)) > budget(longer):
        return 0
    distance = osa(a, b)
    if distance > budget(longer):
        return 0
    return (2 * (longer - distance) * 10000 + longer) // (2 * longer)


def by_syllables(korean, chinese):
    """Similarity by the readings that two have in common."""
    return max([SIMILARITY_KOREAN if len(row) == 1 else SIMILARITY_ROW for row in korean]
               + [SIMILARITY_CHINESE if len(row) == 1 else SIMILARITY_ROW for row in chinese],
               default=0)


def by_sound(tables, query, listed):
    return max(by_syllables(set(tables.korean_of(query)) & set(tables.korean_of(listed)),
                            set(tables.chinese_of(query)) & set(tables.chinese_of(listed))),
               tables.sounds.similarity(query, listed))


def single(tables, query, listed):
    """(rule, similarity) of two tokens, or None."""
    kinds = {query.kind, listed.kind}
    if kinds == {"NUMBER"}:
        return ("number", 10000) if query.text == listed.text else None
    if "NUMBER" in kinds:
        number, other = (query, listed) if query.kind == "NUMBER" else (listed, query)
        numeral = NUMERALS.get(other.text) if other.kind in ("INITIAL", "WORD") else None
        return ("number", SIMILARITY_NUMERAL) if number.text == numeral else None
    if query.text == listed.text:
        return "exact", 10000
    if "INITIAL" in kinds:
        for one, other in ((query, listed), (listed, query)):
            if one.kind == "INITIAL" and other.kind == "WORD" and other.text.startswith(one.text):
                return "initial", SIMILARITY_INITIAL
        sound = by_sound(tables, query, listed)
        return ("skeleton", sound) if sound else None
    table = tables.variants.get((query.text, listed.text), 0)
    edit = 0
    if ("LEGAL_FORM" not in kinds and may_differ(query, listed)
            and not (tables.is_syllable(query) and tables.is_syllable(listed))):
        edit = by_edit(query.text, listed.text)
    sound = by_sound(tables, query, listed)
    if sound > table and sound >= edit:
        return "skeleton", sound
    if max(table, edit) == 0:
        return None
    return ("table", table) if table >= edit else ("edit", edit)


def join(tables, parts, whole):
    """Similarity of neighbours with one token, 0 for no pair."""
    if (len(whole.text) < 2
            or any(token.kind in ("LEGAL_FORM", "NUMBER") for token in parts + [whole])):
        return 0
    text = "".join(token.text for token in parts)
    if text == whole.text:
        return 10000
    sounds = [set(joined([of(token) for token in parts])) & set(of(whole))
              for of in (tables.korean_of, tables.chinese_of)]
    return max(tables.variants.get((text, whole.text), 0), by_syllables(*sounds))


def pairs_of(tables, query, listed):
    pairs = []

    def add(rule, similarity, q, t):
        weights = [sum(token.weight for token in name[span[0]:span[0] + span[1]])
                   for name, span in ((query, q), (listed, t))]
        weight = min(weights)
        covered = [(own + weight + 1) // 2 if rule == "initial" else own for own in weights]
        pairs.append(Pair(rule, similarity, weight, q, t, *covered))

    for i, one in enumerate(query):
        for k, other in enumerate(listed):
            found = single(tables, one, other)
            if found:
                add(*found, (i, 1), (k, 1))
    for n in range(2, JOIN_MAX + 1):
        for first in range(len(query) - n + 1):
            for k, whole in enumerate(listed):
                similarity = join(tables, query[first:first + n], whole)
                if similarity:
                    add("join", similarity, (first, n), (k, 1))
        for first in range(len(listed) - n + 1):
            for i, whole in enumerate(query):
                similarity = join(tables, listed[first:first + n], whole)
                if similarity:
                    add("join", similarity, (i, 1), (first, n))
    return pairs


# ---- 4. the score ----

def score_of(similar, matched, left_query, left_listed):
    if matched == 0:
        return 0
    alpha = ALPHA
    if matched < FULL_AT:
        alpha = min(ALPHA_MAX, (2 * ALPHA * FULL_AT + matched) // (2 * matched))
    penalty = alpha * abs(left_query - left_listed) + BETA * min(left_query, left_listed)
    if matched >= FAR_AT:
        penalty = min(penalty, (BETA - ALPHA_FAR) * left_query + ALPHA_FAR * left_listed
                      + LINEAGE * matched)
    denominator = 10000 * matched + penalty
    return (2 * 10000 * similar + denominator) // (2 * denominator)


def mask(span):
    return ((1 << span[1]) - 1) << span[0]


def best_of_all(pairs, totals):
    """Every alignment, by its sums: what is used, and what the score needs of the pairs."""
    alignments = {(0, 0, 0, 0, 0, 0, totals[0], totals[1])}
    for pair in pairs:
        query, listed = mask(pair.query), mask(pair.listed)
        initial = pair.weight if pair.rule == "initial" else 0
        word = pair.weight if pair.rule not in ("initial", "number") else 0
        alignments |= {
            (q | query, t | listed, similar + pair.weight * pair.similarity,
             matched + pair.weight, initials + initial, words + word,
             left_q - pair.query_covered, left_t - pair.listed_covered)
            for q, t, similar, matched, initials, words, left_q, left_t in alignments
            if not q & query and not t & listed}
    return max(score_of(similar, matched, left_q, left_t)
               for _, _, similar, matched, initials, words, left_q, left_t in alignments
               if initials <= words)


def greedy(pairs, totals):
    pairs = sorted(pairs, key=lambda pair: (
        -pair.weight * pair.similarity, -pair.similarity, pair.query[0], pair.listed[0],
        pair.query[1], pair.listed[1]))
    used_query = used_listed = similar = matched = initials = words = 0
    left = list(totals)
    for pair in pairs:
        if used_query & mask(pair.query) or used_listed & mask(pair.listed):
            continue
        if pair.rule == "initial" and initials + pair.weight > words:
            continue
        used_query |= mask(pair.query)
        used_listed |= mask(pair.listed)
        similar += pair.weight * pair.similarity
        matched += pair.weight
        initials += pair.weight if pair.rule == "initial" else 0
        words += pair.weight if pair.rule not in ("initial", "number") else 0
        left[0] -= pair.query_covered
        left[1] -= pair.listed_covered
    return score_of(similar, matched, *left) if initials <= words else 0


def is_acronym(tokens):
    """(letters, weight, weight left) of a name that is an acronym, or None."""
    own = [token for token in tokens if token.kind != "LEGAL_FORM"]
    kinds = {token.kind for token in own}
    if any(token.origin not in ("Latin", "Cyrillic", "Greek") for token in own):
        return None
    if not own or kinds - {"WORD", "INITIAL"} or len(own) > 1 and kinds != {"INITIAL"}:
        return None
    places = [i for i, token in enumerate(tokens) if token.kind != "LEGAL_FORM"]
    if places[-1] - places[0] + 1 != len(own):
        return None
    weight = sum(token.weight for token in own)
    return "".join(token.text for token in own), weight, sum(t.weight for t in tokens) - weight


def acronyms_of(tokens):
    needed = ("WORD", "INITIAL", "TITLE")
    if sum(token.kind in needed for token in tokens) < ACRONYM_WORDS_MIN:
        return set()
    made, optional = {""}, 0
    for token in tokens:
        if token.kind in needed:
            made = {text + token.text[0] for text in made}
        elif token.kind != "NUMBER" and optional < ACRONYM_OPTIONAL_MAX:
            made |= {text + token.text[0] for text in made}
            optional += 1
    return {text for text in made if len(text) <= ACRONYM_LETTERS_MAX}


def by_acronym(query, listed):
    for one, other, is_query in ((query, listed, True), (listed, query, False)):
        short = is_acronym(one)
        if short and short[0] in acronyms_of(other):
            text, weight, left = short
            similarity = SIMILARITY_ACRONYM.get(len(text), SIMILARITY_ACRONYM_LONGER)
            return score_of(weight * similarity, weight, *((left, 0) if is_query else (0, left)))
    return 0


def score(tables, query_text, listed_text, organisation=False):
    return max(score_of_forms(tables, query, listed, organisation)
               for query in forms_of(tables, query_text)
               for listed in forms_of(tables, listed_text))


def score_of_forms(tables, query, listed, organisation):
    acronym = by_acronym(query, listed) if organisation else 0
    if query and Counter(token[:2] for token in query) == Counter(token[:2] for token in listed):
        return 10000
    pairs = pairs_of(tables, query, listed)
    totals = [sum(token.weight for token in name) for name in (query, listed)]
    if max(len(query), len(listed)) <= EXACT_MAX:
        return max(acronym, best_of_all(pairs, totals))
    return max(acronym, greedy(pairs, totals))


def main():
    tables, organisation = Tables(sys.argv[1]), "--organisations" in sys.argv
    for line in sys.stdin.buffer.read().decode("utf-8").split("\n"):
        if line:
            try:
                print(score(tables, *line.split("\t"), organisation))
            except OtherScript:
                print("-")


if __name__ == "__main__":
    main()
