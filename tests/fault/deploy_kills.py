"""SIGKILL by strace at every system call with which deploy, a second version and undeploy change the
disk (reliability R6, appendix A): openat2 and the others that no preloaded library sees. After each,
the next command makes it all before or all after, never between, and leaves no temporary."""

import re
import shutil
import signal
import subprocess
import sys
import tomllib

from sandbox import Sandbox, check, said, skill, tracer

tracer()
CALLS = ("openat", "write", "fsync", "sync_file_range", "rename", "renameat", "renameat2", "mkdir",
         "mkdirat", "unlink", "unlinkat", "symlinkat", "fchmod")
HOOKS = '{"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "say done"}]}]}}'


def prepare(base, mode, version):
    """A project in which the artifacts are scanned; with VERSION 2 a first one is installed."""
    base.mkdir()
    box = Sandbox(base)
    path = box.repository("one", {
        "skills/alpha/SKILL.md": skill("alpha"), "skills/alpha/a/old.md": "old\n",
        "agents/beta.md": skill("beta"), "hooks/hooks.json": HOOKS})
    box.good("init")
    (box.project / ".claude").mkdir()
    (box.project / ".claude/settings.json").write_text('{\n  "model": "opus"\n}\n')
    box.good("source", "add", f"file://{path}")
    if version > 1:
        box.good(*command("deploy", mode))
    if version == 2:
        (path / "skills/alpha/a/old.md").unlink()
        box.commit(path, {"skills/alpha/SKILL.md": skill("alpha", "another"),
                          "skills/alpha/b/new.md": "new\n"})
        box.good("source", "scan")
    return box


def command(verb, mode):
    words = [verb, "alpha", "beta", "hook:./hooks/hooks.json@one"]
    return words + (["--mode", mode, "--yes"] if verb == "deploy" else [])


def state(box):
    files = {str(p.relative_to(box.project)): p.read_bytes() for p in box.project.rglob("*")
             if p.is_file() and ".claude" in p.parts}
    path = box.project / ".skillmeat/deployments.toml"
    rows = tomllib.loads(path.read_text()).get("deployment", []) if path.exists() else []
    for row in rows:
        row.pop("deployed_at", None)
    return files, [row for row in rows if row["status"] != "error"]


def points(box, words):
    """(call, number) of each call that changes something, as strace counts them for itself."""
    log = box.root / "log"
    done = box.run(*words, before=["strace", "-qq", "-o", str(log), "-e", f"trace={','.join(CALLS)}"])
    check(done.returncode == 0, f"{words}: {said(done)}")
    counts, found = {}, []
    for line in log.read_text(errors="replace").splitlines():
        call = line.split("(")[0]
        if call not in CALLS:
            continue
        counts[call] = counts.get(call, 0) + 1
        reads = call == "openat" and not re.search(r"O_CREAT|O_WRONLY|O_RDWR", line)
        if not reads and not re.match(r"write\([12],", line):
            found.append((call, counts[call]))
    return found


def sweep(name, mode, version, verb):
    with Sandbox() as outer:
        base, copy = outer.root / "base", outer.root / "copy"
        prepare(base, mode, version)

        def fresh():
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(base, copy, symlinks=True)
            return Sandbox(copy)

        words = command(verb, mode)
        box = fresh()
        before = state(box)
        todo = points(box, words)
        after = state(box)
        check(before != after, f"{name}: changes nothing")
        check(len(todo) > 30, f"{name}: only {len(todo)} calls were seen")
        seen = {"before": 0, "after": 0}
        for number, (call, when) in enumerate(todo):
            box = fresh()
            done = box.run(*words, before=["strace", "-qq", "-o", "/dev/null", "-e",
                                           f"inject={call}:signal=KILL:when={when}"])
            where = f"{name}: killed at {call} {when}: exit {done.returncode}: "
            check(done.returncode in (-signal.SIGKILL, 137), where + said(done))
            if number % 2 == 0:
                done = box.run("source", "tag", "add", "one", "x")
                check(done.returncode == 0, where + f"then tag add: {said(done)}")
                now = state(box)
                check(now in (before, after), where + f"then neither before nor after: {now}")
                seen["before" if now == before else "after"] += 1
            done = box.run(*words)
            check(done.returncode == 0, where + f"again: exit {done.returncode}: {said(done)}")
            check(state(box) == after, where + f"again: {state(box)}")
            left = box.temporaries(cache=False)
            check(not left, where + f"left {left}")
            check(not (box.project / ".skillmeat/journal").exists(), where + "the journal stayed")
        check(all(seen.values()), f"{name}: only one side was ever reached: {seen}")
        print(f"ok: {name}: {len(todo)} kills, {seen}", flush=True)


SWEEPS = {"install": ("install", "copy", 1, "deploy"), "link": ("link", "symlink", 1, "deploy"),
          "update": ("update", "copy", 2, "deploy"), "upgrade": ("upgrade", "copy", 2, "upgrade"),
          "remove": ("remove", "copy", 3, "undeploy")}
for wanted in sys.argv[1:]:
    try:
        sweep(*SWEEPS[wanted])
    except AssertionError as error:
        sys.exit(f"BROKEN: {error}")
