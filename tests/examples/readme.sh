#!/usr/bin/env bash
# Every command line in the README parses against `skillmeat schema commands`, the table of commands is
# the registry's, and files it points to exist.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/support/setup.sh"

skillmeat schema commands >"$work/commands.json"
python3 - "$top" "$work/commands.json" <<'SCRIPT'
import json, os, re, shlex, sys

top, document = sys.argv[1], json.load(open(sys.argv[2]))["item"]
readme = open(f"{top}/README.md", encoding="utf-8").read()
commands = {command["name"]: command for command in document["commands"]}
faults = []


# `whole`: a line as one types it; in running text arguments may be left out.
def check_line(line: str, whole: bool) -> None:
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words = []
    for word in list(lexer)[1:]:
        if re.fullmatch(r"[|&;<>()]+", word):
            break
        words.append(word)
    if words == ["--version"] or words[:1] == ["COMMAND"]:
        return
    name = next((" ".join(words[:n]) for n in (3, 2, 1) if " ".join(words[:n]) in commands), None)
    if name is None:
        faults.append(f"no such command: {line}")
        return
    command = commands[name]
    options = {o["name"]: o for o in command["options"] + document["global_options"]}
    options.update({o["short"]: o for o in options.values() if o["short"]})
    rest = words[len(name.split()) :]
    positional = 0
    while rest:
        word = rest.pop(0)
        if not word.startswith("-"):
            positional += 1
            continue
        flag, equals, value = word.partition("=")
        if flag not in options:
            faults.append(f"no such option {flag}: {line}")
        elif options[flag]["type"] != "flag":
            value = value if equals else rest.pop(0) if rest else ""
            allowed = options[flag]["allowed"]
            if allowed and value not in allowed and not value.isupper():
                faults.append(f"{value!r} is no value of {flag}: {line}")
    least = sum(argument["minimum"] for argument in command["arguments"])
    if whole and positional < least:
        faults.append(f"too few arguments: {line}")


blocks = re.findall(r"```console\n(.*?)```", readme, re.S)
lines = [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ skillmeat ")]
outside = re.sub(r"```.*?```", "", readme, flags=re.S)
mentions = [code.replace("\n", " ") for code in re.findall(r"`(skillmeat [^`]*)`", outside)]
if len(lines) < 8 or len(mentions) < 4:
    faults.append(f"only {len(lines)} command lines and {len(mentions)} mentions found")
for line in lines:
    check_line(line, True)
for line in mentions:
    check_line(line, False)

# One row may hold several commands that belong together.
rows = re.findall(r"^\| (`[a-z -]+`(?:, `[a-z -]+`)*) \|", readme, re.M)
table = [name for row in rows for name in re.findall(r"`([^`]+)`", row)]
for name in commands:
    if table.count(name) != 1:
        faults.append(f"'{name}' stands {table.count(name)} times in the table of commands")
for name in table:
    if name not in commands:
        faults.append(f"'{name}' in the table of commands is no command")

for target in re.findall(r"\]\(([^)#:]+)\)", readme):
    if not os.path.exists(f"{top}/{target}"):
        faults.append(f"link to a file that is not there: {target}")
for script in re.findall(r"^(\./\S+\.sh)", readme, re.M):
    if not os.access(f"{top}/{script}", os.X_OK):
        faults.append(f"{script} cannot be run")
if len(readme.splitlines()) >= 300:
    faults.append("the README has 300 lines or more")
print("\n".join(faults))
sys.exit(1 if faults else 0)
SCRIPT
