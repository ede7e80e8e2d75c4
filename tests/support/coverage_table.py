"""Prints coverage per module from gcovr's JSON summary; exit 1 when one is below its least."""
import json
import sys

LEAST = {"lib": 80.0, "app/commands": 90.0, "lib/skillmeat/ops": 90.0}


def module_of(path):
    parts = path.split("/")
    if parts[0] == "lib":
        return "/".join(parts[:3])
    return "/".join(parts[:2]) if len(parts) > 2 else parts[0]


def add(table, key, file):
    row = table.setdefault(key, [0, 0, 0, 0])
    for i, name in enumerate(("line_covered", "line_total", "branch_covered", "branch_total")):
        row[i] += file[name]


def percent(covered, total):
    return 100.0 * covered / total if total else 100.0


def main():
    files = json.load(open(sys.argv[1], encoding="utf-8"))["files"]
    table = {}
    for file in files:
        add(table, module_of(file["filename"]), file)
        add(table, file["filename"].split("/")[0], file)
    failed = []
    print(f"{'module':28} {'lines':>14} {'branches':>16}")
    for key in sorted(table):
        lines_covered, lines, branches_covered, branches = table[key]
        share = percent(lines_covered, lines)
        print(f"{key:28} {lines_covered:5}/{lines:5} {share:5.1f}%"
              f" {branches_covered:5}/{branches:5} {percent(branches_covered, branches):5.1f}%")
        if share < LEAST.get(key, 0.0):
            failed.append(f"{key}: {share:.1f} % of lines, at least {LEAST[key]:.0f} % are wanted")
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


sys.exit(main())
