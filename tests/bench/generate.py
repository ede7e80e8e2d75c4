"""Writes a git fast-import stream: SKILLS skills in containers of 100, and OTHERS files of source code.
Usage: generate.py SKILLS OTHERS"""

import sys

skills, others = int(sys.argv[1]), int(sys.argv[2])
out = sys.stdout.buffer


def data(text: str) -> None:
    encoded = text.encode()
    out.write(b"data %d\n%s\n" % (len(encoded), encoded))


out.write(b"blob\nmark :1\n")
data("export const answer = 42;\n")
body = "Read the input, do what the description says, and report what was done.\n" * 8
for number in range(skills):
    out.write(b"blob\nmark :%d\n" % (number + 2))
    data(
        f"---\nname: skill-{number:05}\ndescription: Does the work of number {number}, and nothing else."
        f" Use it when {number} is asked for.\nlicense: MIT\n---\n# Skill {number}\n\n{body}"
    )
out.write(b"commit refs/heads/main\ncommitter Bench <bench@example.org> 1700000000 +0000\n")
data("Everything at once")
for number in range(skills):
    out.write(b"M 100644 :%d packs/pack-%03d/skills/skill-%05d/SKILL.md\n" % (number + 2, number // 100, number))
for number in range(others):
    out.write(b"M 100644 :1 src/module-%03d/part-%02d/file-%05d.ts\n" % (number // 200, number // 20 % 10, number))
out.write(b"\ndone\n")
