#!/usr/bin/env python3
"""Writes src/cli/width_table.inc: characters that take two columns of a terminal, and none.

Source: Unicode Character Database as Python carries it: East_Asian_Width W and F are wide; the
general categories Mn and Me and the Hangul vowels and finals that join a syllable take no column.
Usage: tools/gen_width.py > src/cli/width_table.inc
"""
import unicodedata

LAST = 0x10FFFF


def ranges(wanted):
    start = None
    for code in range(LAST + 2):
        inside = code <= LAST and wanted(code)
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            yield start, code - 1
            start = None


def is_none(code):
    return unicodedata.category(chr(code)) in ("Mn", "Me") or 0x1160 <= code <= 0x11FF


def is_wide(code):
    # The ideographic planes are wide whether assigned or not (UAX 11, section 5).
    if 0x20000 <= code <= 0x2FFFD or 0x30000 <= code <= 0x3FFFD:
        return True
    assigned = unicodedata.category(chr(code)) != "Cn"
    return assigned and unicodedata.east_asian_width(chr(code)) in ("W", "F") and not is_none(code)


def write(name, wanted):
    print(f"static const struct range {name}[] = {{")
    line = "   "
    for first, last in ranges(wanted):
        cell = f" {{0x{first:04X}, 0x{last:04X}}},"
        if len(line) + len(cell) > 100:
            print(line)
            line = "   "
        line += cell
    print(line)
    print("};")


print(f"/* Made by tools/gen_width.py from Unicode {unicodedata.unidata_version}; "
      "not edited by hand. */")
write("wide", is_wide)
write("none", is_none)
