"""What system calls show of a run of all commands (reliability R17, R26, R43): only git and its own
programs are executed, no project or repository file is, nothing connects under --offline, --locked
opens neither manifest nor lock for writing, and reading commands write nothing."""

import re
import subprocess

from sandbox import Sandbox, check, program, run_cases, said, skill, tracer

tracer()
# git reaches a file:// repository through `sh -c git-upload-pack`; the words are git's own.
ALLOWED = re.compile(r'^"(/usr)?/bin/git"|^"(/usr/local)?/usr/lib/git-core/|^"/usr/libexec/git-core/'
                     r'|^"/bin/sh", \["/bin/sh", "-c", "git-upload-pack |^"(/usr)?/local/bin/git"')


def traced(box, calls, *words, codes=(0,)):
    log = box.root / "trace"
    done = box.run(*words, before=["strace", "-f", "-qq", "-s", "300", "-e", f"trace={calls}",
                                   "-o", str(log)])
    check(done.returncode in codes, f"{words}: exit {done.returncode}: {said(done)}")
    return log.read_text(errors="replace").splitlines()


def executed(box, *words, **options):
    """Checks the programs that a command starts; their number."""
    count = 0
    for line in traced(box, "execve,execveat", *words, **options):
        found = re.search(r"execve(?:at)?\((.*)", line)
        if not found or found[1].startswith(f'"{program()}"') or "ENOENT" in line:
            continue
        check(ALLOWED.match(found[1]), f"{words} executed {found[1][:300]}")
        count += 1
    return count


def prepare(box):
    box.path = box.repository("one", {
        "skills/a/SKILL.md": skill("a"), "skills/a/run.sh": "#!/bin/sh\ntouch marker\n",
        "hooks/hooks.json": '{"hooks": {"Stop": [{"hooks": [{"type": "command", "command": '
                            '"touch marker"}]}]}}',
        ".mcp.json": '{"mcpServers": {"m": {"command": "touch", "args": ["marker"]}}}'})
    (box.path / "skills/a/run.sh").chmod(0o755)
    box.git(box.path, "commit", "-aqm", "executable")


def execution():
    """only git is executed, over all commands"""
    with Sandbox() as box:
        prepare(box)
        url = f"file://{box.path}"
        started = 0
        for words in (["init"], ["source", "add", url], ["source", "scan"], ["source", "scan", "--force"],
                      ["source", "scan", "--locked"], ["source", "list"], ["source", "show", "one"],
                      ["source", "tag", "add", "one", "t"], ["source", "tag", "set", "one", "u"],
                      ["source", "tag", "list", "one"], ["source", "tag", "remove", "one", "u"],
                      ["source", "update", "one", "--root", "skills"],
                      ["source", "update", "one", "--root", ""],
                      ["source", "exclude", "one", "skill:a"], ["source", "restore", "one", "skill:a"],
                      ["source", "count"], ["catalog", "list"], ["catalog", "show", "skill:a"],
                      ["catalog", "explain", "skill:a"], ["catalog", "count"], ["catalog", "prune"],
                      ["search", "a"],
                      ["detect", url], ["detect", str(box.path)], ["project", "list"],
                      ["cache", "list"], ["cache", "clean"], ["lock", "check"], ["migrate"],
                      ["deploy", "skill:a", "--agent", "claude-code"],
                      ["deploy", "hook:./hooks/hooks.json", "mcp:m", "--agent", "claude-code",
                       "--yes"],
                      ["verify"], ["outdated"], ["upgrade", "--all"], ["deployment", "list"],
                      ["deploy", "--locked", "--yes"],
                      ["undeploy", "skill:a"],
                      ["config", "set", "jobs", "2"], ["config", "get", "jobs"],
                      ["config", "unset", "jobs"], ["config", "list"], ["paths"], ["schema"],
                      ["help"], ["source", "remove", "one", "--yes"]):
            started += executed(box, *words)
        check(started >= 10, f"only {started} programs were seen: was anything traced?")
        check(not list(box.root.rglob("marker")), "fetched content was executed")


def offline():
    """nothing connects and no socket is made under --offline, also for an https source"""
    with Sandbox() as box:
        prepare(box)
        box.good("init")
        box.good("source", "add", f"file://{box.path}")
        box.good("source", "add", "https://host.invalid/a/b", "--no-scan", "--id", "far")
        for words in (["source", "scan", "--offline"], ["source", "scan", "--frozen"],
                      ["source", "scan", "--offline", "--force"]):
            lines = traced(box, "connect,socket,execve", *words, codes=(1, 3, 8))
            check(any("execve" in line for line in lines), "nothing was traced")
            bad = [line for line in lines if "socket(" in line or "connect(" in line]
            check(not bad, f"{words}: {bad[:3]}")
            bad = [line for line in lines if "execve" in line and "https://" in line]
            check(not bad, f"{words}: {bad[:3]}")


def writes():
    """--locked and reading commands open neither manifest nor lock for writing"""
    with Sandbox() as box:
        prepare(box)
        box.good("init")
        box.good("source", "add", f"file://{box.path}")
        for words in (["source", "scan", "--locked"], ["source", "list"], ["catalog", "list"],
                      ["search", "a"], ["source", "scan", "--dry-run"], ["source", "tag", "add", "one", "x"]):
            lines = traced(box, "openat,open,creat,rename,renameat,renameat2", *words)
            changed = [line for line in lines if ("O_WRONLY" in line or "O_RDWR" in line or
                                                  "O_CREAT" in line or "rename" in line)
                       and re.search(r"skillmeat\.(toml|lock)", line)]
            if words[1] == "tag":
                check(changed, "the trace does not show writes")
            else:
                check(not changed, f"{words}: {changed[:3]}")


run_cases([execution, offline, writes])
