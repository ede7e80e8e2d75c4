"""Reads the scorer's verdict on every repository and prints one table; exit 1 below the figures.

usage: table.py CORPUS DETECTED    (CORPUS holds gold/ and score, DETECTED one NAME.json a repository)
"""
import json
import pathlib
import re
import subprocess
import sys

OFFERED = ("primary", "loose")


def f1(tp, fp, fn):
    return 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 1.0


def key(kind, path):
    return kind, (path.split("#")[0] if kind == "plugin" else path).rstrip("/") or "."


def labels(path):
    rows = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, where, _, tier, note = (line.split("\t") + [""])[:5]
            rows.setdefault(key(kind, where), (tier, note))
    return rows


def score(corpus, gold, found):
    out = subprocess.run([sys.executable, corpus / "score", gold, found], check=True,
                         capture_output=True, text=True).stdout
    tp, fp, fn = re.search(r"^total +tp (\S+) fp (\S+) fn (\S+)", out, re.M).groups()
    return int(tp), float(fp), int(fn)


def main():
    corpus, detected = map(pathlib.Path, sys.argv[1:3])
    total = [0, 0.0, 0]
    brackets = {"90-100": [0, 0, 0.98], "70-89": [0, 0, 0.85], "50-69": [0, 0, 0.0]}
    faults = []
    print(f"{'repository':45} {'tp':>5} {'fp':>5} {'fn':>5} {'P':>6} {'R':>6} {'F1':>6}")
    for gold in sorted(corpus.glob("gold/*.tsv")):
        found = detected / (gold.stem + ".json")
        tp, fp, fn = score(corpus, gold, found)
        total = [total[0] + tp, total[1] + fp, total[2] + fn]
        value = f1(tp, fp, fn)
        print(f"{gold.stem:45} {tp:5} {fp:5g} {fn:5} {tp / (tp + fp) if tp + fp else 1:6.3f} "
              f"{tp / (tp + fn) if tp + fn else 1:6.3f} {value:6.3f}")
        few = tp + fn < 20
        if (fp + fn > 1) if few else (value < 0.95):
            faults.append(f"{gold.stem}: F1 {value:.3f}, {fp + fn:g} wrong rows")
        truth = labels(gold)
        for row in json.loads(found.read_text(encoding="utf-8"))["items"]:
            tier, note = truth.get(key(row["type"], row["path"]), ("", ""))
            if row["tier"] not in OFFERED or note.startswith("?"):
                continue
            level = row["confidence"]
            name = "90-100" if level >= 90 else "70-89" if level >= 70 else "50-69"
            if level < 50:
                faults.append(f"{gold.stem}: {row['path']} is listed at {level}")
            brackets[name][0] += 1
            brackets[name][1] += tier == "offered"
    value = f1(*total)
    tp, fp, fn = total
    print(f"{'total':45} {tp:5} {fp:5g} {fn:5} {tp / max(tp + fp, 1):6.3f} "
          f"{tp / max(tp + fn, 1):6.3f} {value:6.4f}")
    if value < 0.99:
        faults.append(f"total F1 {value:.4f} is below 0.99")
    print(f"\n{'confidence':12} {'rows':>6} {'right':>6} {'share':>6}   wanted")
    for name, (rows, right, wanted) in brackets.items():
        share = right / rows if rows else 1.0
        print(f"{name:12} {rows:6} {right:6} {share:6.3f}   {wanted:.2f}")
        if share < wanted:
            faults.append(f"confidence {name}: {share:.3f} right, {wanted} wanted")
    for fault in faults:
        print("FAIL", fault)
    sys.exit(1 if faults else 0)


main()
