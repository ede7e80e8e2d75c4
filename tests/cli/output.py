"""Output: hostile repository text, formats, colour, closed streams, exit codes, help."""

import json
import os
import pty
import subprocess
import unicodedata

from harness import (PROGRAM, SAMPLE_IDS, artifact, contains, equal, lacks, main, matches, scenario)

HOSTILE_TEXT = ("red \x1b[31mred\x1b[0m \x9b2J bell \x07 title \x1b]0;owned\x07 "
                "bidi \u202egnirts\u202c \u2066iso\u2069 \u200b tab\tend\x7f")
HOSTILE = {
    "skills/evil/SKILL.md": "---\nname: evil\ndescription: " + json.dumps(HOSTILE_TEXT) + "\n---\nx\n",
    "skills/a\x1b[2Jb/SKILL.md": artifact("screen"),
    "skills/rtl\u202exe/SKILL.md": artifact("right"),
    "skills/new\nline/SKILL.md": artifact("lines"),
    "skills/c1\u009bm/SKILL.md": artifact("c-one"),
    b"skills/raw\xff\xfe/SKILL.md": artifact("raw"),
    "agents/\u2067x.md": artifact("agent\\u001b[31m", "", "tools: Read\n"),
}


def unsafe(text):
    """Control, format and surrogate characters that may not reach a terminal."""
    bad = []
    for character in text:
        if character in "\t\n":
            continue
        if unicodedata.category(character) in ("Cc", "Cs") or character in (
                "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"):
            bad.append(character)
    return bad


@scenario
def no_escape_control_or_bidi_character_of_a_repository_is_printed(box):
    box.with_sample(files=HOSTILE)
    commands = [["catalog", "list", "--all"], ["catalog", "show", "skill:evil"],
                ["catalog", "explain", "skill:evil"], ["source", "list"],
                ["source", "show", "acme/tools"], ["source", "scan", "--force"],
                ["detect", box.root / "repos/tools", "--all", "--explain"],
                ["source", "exclude", "acme/tools", "./skills/**"],
                ["source", "restore", "acme/tools", "./skills/**"], ["catalog", "show", "right"],
                ["catalog", "list", "--search", "\x1b["], ["source", "count", "--by", "source"]]
    for words in commands:
        for form in ("table", "plain", "json", "jsonl"):
            run = box.run(*words, "--format", form, exit=None)
            assert run.exit in (0, 1, 2), run
            equal(unsafe(run.out), [], (words, form, run.out))
            equal(unsafe(run.err), [], (words, form, run.err))
            run.out_bytes.decode("utf-8")


@scenario
def json_holds_the_text_itself_escaped(box):
    box.with_sample(files=HOSTILE)
    item = box.json("catalog", "show", "skill:evil").item
    contains(item["description"], "\x1b[31m", "\u202e")
    paths = [entry["path"] for entry in box.json("catalog", "list").items]
    assert "skills/new\nline" in paths and "skills/a\x1b[2Jb" in paths, paths
    assert any("\\xff" in path or "\\xFF" in path for path in paths), paths


@scenario
def arguments_are_made_safe_in_messages(box):
    box.init()
    for words in (["source", "show", "\x1b[31mx"], ["source", "\x1b[2J"], ["\x1b]0;x\x07"],
                  ["source", "add", "./\x1b[31m"], ["source", "list", "--\x1b[31m"],
                  ["catalog", "show", "\u202exyz"], ["source", "list", "--type", "\x9b"]):
        run = box.run(*words, exit=None)
        assert run.exit in (1, 2), run
        equal(unsafe(run.out + run.err), [], words)


@scenario
def plain_rows_are_whole_and_escaped(box):
    box.with_sample(files={"skills/x/SKILL.md": artifact("x", json.dumps("a\tb\nc\\d " + "long " * 60)),
                           "agents/r.md": artifact("r", "", "tools: Read\n")})
    rows = box.run("catalog", "list", "--format", "plain").rows()
    equal({len(row) for row in rows}, {len(rows[0])})
    text = "\t".join(rows[1])
    contains(text, "\\\\d")
    equal(len(rows), 2)


@scenario
def colour_follows_flag_and_environment(box):
    box.with_sample()
    for words, env, colored in ((["--color", "always"], {}, True), (["--color", "never"],
                                {"CLICOLOR_FORCE": "1"}, False), ([], {"CLICOLOR_FORCE": "1"}, True),
                                ([], {}, False), ([], {"NO_COLOR": "1"}, False)):
        run = box.run("source", "list", *words, env={"TERM": "xterm", **env})
        equal("\x1b[" in run.out, colored, (words, env))
    lacks(box.run("source", "list", "--color", "always", "--format", "plain").out, "\x1b")
    lacks(box.run("source", "list", "--color", "always", "--json").out, "\x1b")


@scenario
def a_terminal_gets_a_table_of_its_width(box):
    box.with_sample(files={"skills/x/SKILL.md": artifact("x", "long words " * 40)})
    parent, child = pty.openpty()
    import fcntl
    import struct
    import termios
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 60, 0, 0))
    subprocess.run([PROGRAM, "catalog", "list", "--color", "never"], cwd=box.project, env=box.env,
                   stdin=subprocess.DEVNULL, stdout=child, stderr=subprocess.DEVNULL, check=True)
    os.close(child)
    shown = b""
    try:
        while part := os.read(parent, 4096):
            shown += part
    except OSError:
        pass
    os.close(parent)
    lines = shown.decode().splitlines()
    assert lines and max(map(len, lines)) <= 60, lines


@scenario
def a_full_output_device_is_exit_1(box):
    box.with_sample()
    with open("/dev/full", "wb") as full:
        for words in (["source", "list"], ["catalog", "list", "--json"], ["--version"], ["--help"]):
            run = box.run(*words, exit=1, stdout=full)
            assert run.err, words


@scenario
def a_closed_pipe_is_quiet_and_the_work_is_done(box):
    repository = box.repository()
    box.init()
    for words in (["source", "add", repository.url, "--id", "a", "--json"], ["--help"],
                  ["source", "list"], ["catalog", "list", "--json"]):
        read_end, write_end = os.pipe()
        os.close(read_end)
        run = box.run(*words, exit=0, stdout=write_end)
        os.close(write_end)
        lacks(run.err, "error")
    equal(box.entries(), SAMPLE_IDS)


@scenario
def closed_descriptors_do_no_harm(box):
    repository = box.repository()
    box.init()
    done = subprocess.run(["/bin/sh", "-c", f'exec "{PROGRAM}" source add "{repository.url}" '
                           "--id a <&- >&- 2>&-"], cwd=box.project, env=box.env)
    equal(done.returncode, 0)
    equal(box.entries(), SAMPLE_IDS)
    for path in (box.manifest, box.lock):
        lacks(path.read_text(), "added 'a'")


@scenario
def exit_codes_are_told_by_help(box):
    document = json.loads(box.run("schema", "commands").out)["item"]
    told = box.run("help", "exit-codes").out
    for row in document["exit_codes"]:
        matches(told, rf"(?m)^\s*{row['code'] if 'code' in row else row['exit_code']}\b")


@scenario
def help_version_and_topics_answer_anywhere(box):
    matches(box.run("--version").lines()[0], r"^skillmeat \d+\.\d+\.\d+")
    commands = json.loads(box.run("schema", "commands").out)["item"]["commands"]
    for command in commands:
        run = box.run(*command["name"].split(), "--help")
        contains(run.out, "Usage", "Examples")
        for option in command["options"]:
            toggled = "--[no-]" if option["type"] == "toggle" else "--"
            contains(run.out, option["name"].replace("--", toggled, 1))
    contains(box.run("source", "add", "acme/x", "--no-scan", "-h").out, "Usage")
    assert not (box.root / "config").exists()
    contains(box.run("help", "exit-cods", exit=1).err, "exit-codes")
    for topic in ("exit-codes", "error-codes", "environment", "formatting", "references", "scopes",
                  "migration"):
        assert box.run("help", topic).out
    contains(box.run("help", "source", "add").out, "Usage")


@scenario
def usage_errors_are_exit_2(box):
    for words in ([], ["source"], ["source", "add"], ["source", "list", "extra"],
                  ["source", "list", "--limit"], ["source", "show"], ["--format", "yaml", "paths"],
                  ["source", "show", "a", "b"], ["source", "tag", "add", "a"], ["-x"],
                  ["source", "list", "--sort", "id", "--sort", "added"]):
        run = box.run(*words, exit=None)
        assert run.exit == 2 or (not words and run.exit in (0, 2)), run


@scenario
def notes_go_to_stderr_and_quiet_silences_them(box):
    repository = box.repository()
    box.init()
    run = box.run("source", "add", repository.url, "--id", "a")
    equal(run.out, "")
    contains(run.err, "added 'a'")
    run = box.run("source", "add", repository.url, "--id", "b", "--root", "skills", "--quiet")
    equal((run.out, run.err), ("", ""))
    assert box.run("source", "show", "nobody", "--quiet", exit=1).err


@scenario
def a_locale_changes_no_byte(box):
    box.with_sample("--tag", "I", "--tag", "i2")
    shown = box.run("catalog", "list").out, box.lock.read_bytes()
    for locale in ("tr_TR.UTF-8", "C", "POSIX"):
        env = {"LC_ALL": locale, "LANG": locale}
        box.run("source", "tag", "add", "acme/tools", "x", env=env)
        box.run("source", "tag", "remove", "acme/tools", "X", env=env)
        equal(box.run("catalog", "list", env=env).out, shown[0])
        equal(box.json("source", "list", "--tag", "I2", env=env).ids(), ["acme/tools"])


if __name__ == "__main__":
    main()
