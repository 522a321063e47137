#!/usr/bin/env python3
"""Makes the seeds of the fuzz targets `snapshot` and `index` in the layout of the binary at hand,
from two small lists: run it when the layout changes (a test says so).

usage: fuzz_seeds.py INTERDICT [FOLDER]     (default: fuzz/corpus)
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECTIONS, ROW = 6, 48
ENTRIES = (
    ("O.1", "Organization", {"name": ["Ministry of Defence and Logistics"], "alias": ["MODL"]}),
    ("O.2", "Company", {"name": ["Snow Storm Shipping Co., Ltd."], "swiftBic": ["FTBDKPPY001"]}),
    ("P.2", "Person", {"name": ["Kim Jong Un", "김정은", "金正恩"], "nationality": ["kp"]}),
    ("P.3", "Person", {"name": ["Muhammad al-Tayyib", "محمد الطيب"], "birthDate": ["1957"]}),
    ("V.2", "Vessel", {"name": ["SNOW STORM V"], "imoNumber": ["9074729"]}),
)


def snapshot_of(interdict, folder):
    """The bytes of the snapshot that a first screening leaves in the store."""
    lines = [json.dumps({"id": id, "schema": schema, "caption": properties["name"][0],
                         "properties": properties}) for id, schema, properties in ENTRIES]
    (folder / "made.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, path in (("own", ROOT / "tests/data/screen/list.jsonl"),
                       ("made", folder / "made.jsonl")):
        subprocess.run([interdict, "lists", "add", name, path, "--date", "2026-01-01", "--store",
                        folder / "st"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([interdict, "screen", "Nobody", "--store", folder / "st"], check=True,
                   stdout=subprocess.DEVNULL)
    return next((folder / "st" / "cache").glob("*.snapshot")).read_bytes()


def sections_of(snapshot):
    """The sections, in order: src/snapshot/format.h."""
    assert snapshot[:8] == b"ITDSNAP1" and snapshot[8] == SECTIONS
    for at in range(16, 16 + SECTIONS * ROW, ROW):
        offset, length = (int.from_bytes(snapshot[at + i:at + i + 8], "little") for i in (0, 8))
        yield snapshot[offset:offset + length]


def main():
    if len(sys.argv) not in (2, 3):
        print(__doc__.split("usage: ")[1], file=sys.stderr, end="")
        return 64
    corpus = Path(sys.argv[2]) if len(sys.argv) == 3 else ROOT / "fuzz/corpus"
    with tempfile.TemporaryDirectory() as folder:
        sections = list(sections_of(snapshot_of(os.path.abspath(sys.argv[1]), Path(folder))))
    behind_meta = b"".join(len(one).to_bytes(4, "little") + one for one in sections[1:])
    for name, seed in (("snapshot/two_lists_with_index", behind_meta),
                       ("index/two_lists", sections[-1])):
        (corpus / name).parent.mkdir(parents=True, exist_ok=True)
        (corpus / name).write_bytes(seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
