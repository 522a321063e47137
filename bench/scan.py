#!/usr/bin/env python3
"""Queries a second of an exhaustive scan with rapidfuzz (SIMD) over the same names: what the index
is measured against. Needs rapidfuzz and numpy; bench/match.sh fetches them.

usage: scan.py LISTED QUERIES
"""
import sys
import time

from rapidfuzz import __version__, process
from rapidfuzz.distance import OSA, Indel, JaroWinkler

QUERIES = 300


def main():
    listed = [line.rstrip("\n").lower() for line in open(sys.argv[1], encoding="utf-8")]
    queries = [line.rstrip("\n").lower() for line in open(sys.argv[2], encoding="utf-8")][:QUERIES]
    for name, scorer in (("Jaro-Winkler", JaroWinkler.normalized_similarity),
                         ("OSA", OSA.normalized_similarity),
                         ("Indel", Indel.normalized_similarity)):
        begin = time.process_time()
        process.cdist(queries, listed, scorer=scorer, score_cutoff=0.8, workers=1)
        took = time.process_time() - begin
        print("rapidfuzz %s, %s: %.0f queries/s over %d names, %.1f million pairs/s, one core" %
              (__version__, name, len(queries) / took, len(listed),
               len(queries) * len(listed) / took / 1e6))


if __name__ == "__main__":
    main()
