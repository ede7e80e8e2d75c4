"""Runs judged queries in the project of the working directory and prints how good the answers are.

Mean reciprocal rank: 1 / the place of the first hit graded 2 or 3, averaged. NDCG@10: the gain of the
first ten hits (2^grade - 1, less by log2 of the place + 1) against the best order there could be.
Usage: relevance.py JUDGEMENTS [--verbose]; SKILLMEAT names the program."""

import fnmatch
import json
import math
import os
import subprocess
import sys

LEAST_MRR, LEAST_NDCG, LEAST_QUERIES = 0.80, 0.75, 60
PROGRAM = os.environ["SKILLMEAT"]


def run(*words):
    done = subprocess.run([PROGRAM, "--json", *words], capture_output=True, check=True)
    return json.loads(done.stdout)["items"]


def read(path):
    """Query -> list of (grade, type pattern, name pattern, source pattern)."""
    queries = {}
    with open(path, encoding="utf-8") as lines:
        for line in map(str.strip, lines):
            if line.startswith("? "):
                rows = queries.setdefault(line[2:], [])
            elif line and not line.startswith("#"):
                grade, what = line.split(" ", 1)
                what, _, source = what.partition("@")
                kind, name = what.split(":", 1)
                rows.append((int(grade), kind, name, source or "*"))
    return queries


def grade(rows, item):
    for value, kind, name, source in rows:
        if (fnmatch.fnmatchcase(item["type"], kind) and fnmatch.fnmatchcase(item["name"], name)
                and fnmatch.fnmatchcase(item["source_id"], source)):
            return value
    return 0


def gain(grades):
    return sum((2 ** value - 1) / math.log2(place + 2) for place, value in enumerate(grades[:10]))


def main():
    queries = read(sys.argv[1])
    entries = run("catalog", "list")
    ranks, gains = [], []
    print(f"{'query':42} {'1/rank':>7} {'NDCG@10':>8}")
    for query, rows in queries.items():
        best = gain(sorted((grade(rows, item) for item in entries), reverse=True))
        assert best > 0, f"nothing fits what is judged for {query!r}"
        hits = run("search", "--limit", "10", "--", query)
        grades = [grade(rows, item) for item in hits]
        good = [place for place, value in enumerate(grades) if value >= 2]
        ranks.append(1 / (good[0] + 1) if good else 0)
        gains.append(gain(grades) / best)
        print(f"{query:42} {ranks[-1]:7.2f} {gains[-1]:8.2f}")
        if "--verbose" in sys.argv:
            for value, item in zip(grades, hits):
                print(f"    {value}  {item['score']:6} {item['type']}:{item['name']}@{item['source_id']}")
    mrr, ndcg = sum(ranks) / len(ranks), sum(gains) / len(gains)
    print(f"{len(queries)} queries over {len(entries)} entries: MRR {mrr:.3f} (at least {LEAST_MRR}), "
          f"NDCG@10 {ndcg:.3f} (at least {LEAST_NDCG})")
    sys.exit(0 if mrr >= LEAST_MRR and ndcg >= LEAST_NDCG and len(queries) >= LEAST_QUERIES else 1)


main()
