#!/usr/bin/env python3
"""Learns how the letters of other scripts sound from pairs of names; writes readings_*.tsv.

Usage: learn_readings.py SHOW_FORMS TRANSLIT_DIR DATA_DIR [SCRIPT...]

SHOW_FORMS is the program tools/show_forms.c, TRANSLIT_DIR holds wikidata_LANGUAGE*.tsv.zst
(Wikidata, CC0), DATA_DIR is data/text. A pair is a Latin spelling and one of another script; every
fifth, by a digest, is set aside for bench/translit.c and never looked at here. The Latin side
becomes sounds by sounds.tsv, the other is romanised by the engine and cut into units. Which sounds
a unit stands for is found by expectation maximisation over all alignments; then the best alignment
of each pair is counted by context: the unit, what was sounded before, the unit behind, the unit
before. A context's distribution is mixed with that of the next shorter one (Witten and Bell, "The
zero-frequency problem", 1991), cut, and written in parts of 10,000.
"""

import collections
import glob
import hashlib
import heapq
import math
import os
import re
import subprocess
import sys

CHUNK_MAX = 3        # sounds that one unit gives
UNITS_MAX = 14       # longer names do not teach
ROUNDS = 4
KEPT = 0.92          # best aligned part of the pairs; the rest are different names
SHARE_MIN = 0.01     # readings of a smaller share are left out
READINGS_MAX = 8
COUNT_MIN = {1: 3, 2: 5, 3: 8}  # pairs that a context of two or three letters needs
FOLDS = 5            # every fifth pair is set aside

SCRIPTS = {
    "arabic": ("arabic", "romanised"),
    "hebrew": ("hebrew", "romanised"),
    "cyrillic": ("russian", "romanised"),
    "kana": ("katakana", "romanised"),
    "han": ("chinese", "romanised, joined"),
    "hangul": ("korean", "romanised, joined"),
}


def set_aside(latin, other):
    digest = hashlib.sha256(("%s\t%s" % (latin, other)).encode()).digest()
    return int.from_bytes(digest[:4], "big") % FOLDS == 0


class Sounds:
    """As src/text/skeleton.c."""

    def __init__(self, path):
        self.rows = []
        with open(path, encoding="utf-8") as file:
            for line in file:
                if line.strip() and not line.startswith("#"):
                    letters, behind, sounds, _why = line.rstrip("\n").split("\t")
                    self.rows.append((letters, "" if behind == "*" else behind, sounds))
        self.rows.sort(key=lambda row: (-len(row[0]), row[1] == ""))

    def of(self, word):
        out, at = "", 0
        while at < len(word):
            for letters, behind, sounds in self.rows:
                end = at + len(letters)
                follows = not behind or word[end:end + 1] in tuple(behind)
                if word.startswith(letters, at) and follows:
                    break
            else:
                return ""
            for sound in sounds:
                between = out[-1:] in tuple("aeo") and word[end:end + 1] in tuple("aeiouy")
                keeps = sound != "h" or not out or between
                if keeps and not out.endswith(sound):
                    out += sound
            at = end
        return out


def unit_lists(script):
    """What may be a unit beside single letters."""
    if script == "kana":
        onsets = ("k g s z t d n h b p m y r w f v c j ch sh ts ky gy ny hy by py my ry fy vy dy "
                  "ty kw gw sw").split()
        onsets += [onset[0] + onset for onset in onsets] + ["tch", "tts", ""]
        vowels = ["a", "i", "u", "e", "o", "aa", "ii", "uu", "ee", "oo"]
        return {onset + vowel for onset in onsets for vowel in vowels}
    if script == "han":
        finals = ("a ai an ang ao e ei en eng er i ia ian iang iao ie in ing iong iu o ong ou u ua "
                  "uai uan uang ui un uo ue").split()
        return set(finals) | {"zh", "ch", "sh"}
    if script == "hangul":
        return {"kk", "tt", "pp", "ss", "jj", "ch", "ng", "ae", "ya", "yo", "ye", "wa", "oe", "wo",
                "we", "wi", "yu", "ui"}
    if script == "cyrillic":
        return {"shch", "sh", "zh", "kh", "ts", "ch", "yu", "ya"}
    return {"th", "kh", "dh", "sh", "gh", "ch", "zh", "ts"}


def cut(word, units):
    longest = max(map(len, units))
    out, at = [], 0
    while at < len(word):
        size = next((n for n in range(longest, 1, -1) if word[at:at + n] in units), 1)
        out.append(word[at:at + size])
        at += size
    return tuple(out)


def read_pairs(folder, language):
    path = glob.glob(os.path.join(folder, "wikidata_%s*.tsv.zst" % language))[0]
    done = subprocess.run(["zstd", "-qdc", path], check=True, stdout=subprocess.PIPE)
    for line in done.stdout.decode().splitlines():
        cells = line.split("\t")
        if language == "korean":
            # full names: word by word where both sides have as many
            left, right = cells[0].split(), cells[1].split()
            if not set_aside(cells[0], cells[1]) and len(left) == len(right):
                yield from zip(left, right)
            continue
        other = cells[1].replace(" ", "")
        if not set_aside(cells[0], other):
            yield cells[0], other


def forms_of(program, names):
    """Per name its forms, scheme -> text."""
    given = "".join(name + "\n" for name in names).encode()
    done = subprocess.run([program], input=given, check=True, stdout=subprocess.PIPE)
    blocks = done.stdout.decode().split("\n\n")
    for block in blocks[:len(names)]:
        forms = {}
        for line in block.splitlines():
            scheme, _tab, text = line.partition("\t")
            forms[scheme] = text
        yield forms


def training(program, folder, language, scheme, sounds, units):
    pairs = list(read_pairs(folder, language))
    latin = list(forms_of(program, [pair[0] for pair in pairs]))
    other = list(forms_of(program, [pair[1] for pair in pairs]))
    for left, right in zip(latin, other):
        word = left.get("native", "")
        text = right.get(scheme, right.get("romanised", ""))
        if re.fullmatch("[a-z]+", word) and re.fullmatch("[a-z]+", text):
            sounded, cuts = sounds.of(word), cut(text, units)
            if sounded and len(cuts) <= UNITS_MAX and len(sounded) <= CHUNK_MAX * len(cuts):
                yield cuts, sounded


def expect(pairs, table):
    """One round of expectation: unit -> sounds -> expected count."""
    flat = (0.3, 0.4, 0.2, 0.1)
    counts = collections.defaultdict(lambda: collections.defaultdict(float))

    def share(unit, chunk):
        return table[unit].get(chunk, 1e-7) if table else flat[len(chunk)]

    for cuts, sounded in pairs:
        length = len(sounded)
        forward = [[0.0] * (length + 1) for _ in range(len(cuts) + 1)]
        forward[0][0] = 1.0
        for i, unit in enumerate(cuts):
            for j in range(length + 1):
                if forward[i][j] > 0:
                    for k in range(min(CHUNK_MAX, length - j) + 1):
                        forward[i + 1][j + k] += forward[i][j] * share(unit, sounded[j:j + k])
        total = forward[len(cuts)][length]
        if total <= 0:
            continue
        backward = [0.0] * length + [1.0]
        for i in range(len(cuts) - 1, -1, -1):
            before = [0.0] * (length + 1)
            for j in range(length + 1):
                if forward[i][j] == 0:
                    continue
                for k in range(min(CHUNK_MAX, length - j) + 1):
                    value = share(cuts[i], sounded[j:j + k]) * backward[j + k]
                    before[j] += value
                    if value > 0:
                        counts[cuts[i]][sounded[j:j + k]] += forward[i][j] * value / total
            backward = before
    return counts


def maximise(counts):
    table = {}
    for unit, chunks in counts.items():
        total = sum(chunks.values())
        table[unit] = {chunk: value / total for chunk, value in chunks.items()
                       if value / total > 1e-5}
    return table


def best_alignment(cuts, sounded, table):
    """(mean log share, chunks), None when there is none."""
    layers = [{0: (0.0, 0)}]
    for unit in cuts:
        layer = {}
        for j, (value, _from) in layers[-1].items():
            for k in range(min(CHUNK_MAX, len(sounded) - j) + 1):
                own = value + math.log(table[unit].get(sounded[j:j + k], 1e-7))
                if j + k not in layer or layer[j + k][0] < own:
                    layer[j + k] = (own, j)
        layers.append(layer)
    if len(sounded) not in layers[-1]:
        return None
    chunks, at = [], len(sounded)
    for i in range(len(cuts), 0, -1):
        start = layers[i][at][1]
        chunks.append(sounded[start:at])
        at = start
    return layers[-1][len(sounded)][0] / len(cuts), chunks[::-1]


def contexts(before, unit, behind, state):
    return (("*", unit, "*", "*"), ("*", unit, "*", state), ("*", unit, behind, state),
            (before, unit, behind, state))


def count_contexts(pairs, table):
    aligned = []
    for cuts, sounded in pairs:
        found = best_alignment(cuts, sounded, table)
        if found:
            aligned.append((found[0], cuts, found[1]))
    aligned.sort(key=lambda row: -row[0])
    counts = collections.defaultdict(collections.Counter)
    for _value, cuts, chunks in aligned[:int(len(aligned) * KEPT)]:
        state = "#"
        for i, chunk in enumerate(chunks):
            before = cuts[i - 1] if i > 0 else "#"
            behind = cuts[i + 1] if i + 1 < len(cuts) else "#"
            for context in contexts(before, cuts[i], behind, state):
                counts[context][chunk] += 1
            if chunk:
                state = chunk[-1]
    return counts


def shorter(context):
    before, unit, behind, state = context
    if before != "*":
        return ("*", unit, behind, state)
    if behind != "*":
        return ("*", unit, "*", state)
    return ("*", unit, "*", "*")


def level(context):
    return 3 if context[0] != "*" else 2 if context[2] != "*" else 1 if context[3] != "*" else 0


def mixed(counts):
    """context -> chunk -> share, the shorter contexts mixed in."""
    out = {}
    for context in sorted(counts, key=level):
        chunks = counts[context]
        total = sum(chunks.values())
        if total < COUNT_MIN.get(level(context), 1):
            continue
        own = {chunk: value / total for chunk, value in chunks.items()}
        if level(context) > 0:
            trust = total / (total + len(chunks))
            base = out.get(shorter(context)) or out.get(("*", context[1], "*", context[3])) or {}
            own = {chunk: trust * own.get(chunk, 0) + (1 - trust) * base.get(chunk, 0)
                   for chunk in set(own) | set(base)}
        out[context] = own
    return out


def write(path, language, shares):
    with open(path, "w", encoding="utf-8") as file:
        file.write("# Sounds of romanised units by context. Made by tools/learn_readings.py\n"
                   "# from four fifths of the pairs English - %s of Wikidata (CC0). Columns:\n"
                   "# unit before, unit, unit behind, last sound (# nothing yet); * any;\n"
                   "# sounds:share in 10,000, - none.\n" % language.capitalize())
        for context in sorted(shares):
            best = heapq.nsmallest(READINGS_MAX, shares[context].items(),
                                   key=lambda item: (-item[1], item[0]))
            cells = ["%s:%d" % (chunk or "-", round(value * 10000)) for chunk, value in best
                     if value >= SHARE_MIN]
            if cells:
                file.write("\t".join(context) + "\t" + " ".join(cells) + "\n")


def learn(program, folder, data, script):
    language, scheme = SCRIPTS[script]
    sounds = Sounds(os.path.join(data, "sounds.tsv"))
    units = unit_lists(script)
    pairs = list(training(program, folder, language, scheme, sounds, units))
    seen = collections.Counter(unit for cuts, _sounded in pairs for unit in cuts)
    table = None
    for _round in range(ROUNDS):
        table = maximise(expect(pairs, table))
    shares = mixed(count_contexts(pairs, table))
    write(os.path.join(data, "readings_%s.tsv" % script), language, shares)
    print("%s: %d pairs, %d units, %d contexts" % (script, len(pairs), len(seen), len(shares)))


def main(arguments):
    if len(arguments) < 4:
        sys.stderr.write(__doc__)
        return 2
    for script in arguments[4:] or sorted(SCRIPTS):
        learn(arguments[1], arguments[2], arguments[3], script)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
