"""Full disks, read-only directories, no HOME, closed and full standard streams (R1, R5, R13, U1)."""

import random
import subprocess

from sandbox import Sandbox, check, namespaces, program, run_cases, said, skill

INSIDE = namespaces()


def prepare(box):
    box.good("init")
    box.path = box.repository("one", {f"skills/s{i}/SKILL.md": skill(f"s{i}", "x" * 900)
                                      for i in range(40)})
    box.good("source", "add", f"file://{box.path}")


def mounted(box, script, *words):
    """Runs skillmeat WORDS after SCRIPT in a mount namespace; fails when SCRIPT does."""
    return subprocess.run(
        [*INSIDE, "sh", "-c", f'{script} || exit 99\ncd "$PWD"\nexec "$@"', "sh",
         program(), *words],
        cwd=box.project, env=box.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, timeout=60)


def full_disk():
    """a project on a full disk: exit 1, files whole, no temporary"""
    with Sandbox() as box:
        prepare(box)
        keep = box.root / "keep"
        for free in (0, 4, 8, 16):
            script = (f"keep={keep}; rm -rf $keep; mkdir $keep; cp -a . $keep/before; "
                      "mount -t tmpfs -o size=256k none . && cd . && cd \"$PWD\" && "
                      f"cp -a $keep/before/. . && "
                      "cat /dev/zero >filler 2>/dev/null; "
                      f"truncate -s -{free}k filler; true")
            run = ('"$@"; code=$?; rm filler; cp -a . "$keep/after"; exit $code')
            done = subprocess.run(
                [*INSIDE, "sh", "-c", f"{script} || exit 99\n{run}", "sh", program(),
                 "source", "exclude", "one", "./skills/**", "--reason", "y" * 400],
                cwd=box.project, env=box.environment(), capture_output=True, timeout=60)
            before, after = box.files(keep / "before"), box.files(keep / "after")
            if done.returncode == 0:
                check(free > 0, "succeeded without any space")
                continue
            check(done.returncode == 1 and b"o space" in done.stderr,
                  f"{free}k free: exit {done.returncode}: {said(done)}")
            for name in ("skillmeat.toml", "skillmeat.lock", ".skillmeat/catalog/one.toml"):
                check(after.get(name) == before[name], f"{free}k free: {name} changed")
            check(not [n for n in after if n.endswith(".tmp")], f"left {after.keys()}")


def full_cache():
    """a cache on a full disk: exit 1 or 5, project as before, then fine"""
    with Sandbox() as box:
        prepare(box)
        big = box.repository("big", {"skills/big/SKILL.md": skill("big") + "".join(
            f"{random.random()}\n" for _ in range(40000))})
        before = box.files()
        done = mounted(box, f"mount -t tmpfs -o size=128k none {box.cache}",
                       "source", "add", f"file://{big}")
        check(done.returncode in (1, 5), f"exit {done.returncode}: {said(done)}")
        check(box.files() == before, "the project changed")
        box.good("source", "add", f"file://{big}")


def read_only():
    """a read-only project: reading works, writing is exit 1, nothing changes"""
    with Sandbox() as box:
        prepare(box)
        script = f"mount --bind {box.root} {box.root} && mount -o remount,ro,bind {box.root}"
        before = box.files()
        for words in (["source", "list"], ["catalog", "list"], ["source", "show", "one"],
                      ["source", "count"], ["lock", "check"], ["config", "list"], ["paths"],
                      ["source", "scan", "--dry-run", "--offline"], ["project", "list"],
                      ["cache", "list"], ["catalog", "explain", "skill:s1"],
                      ["detect", str(box.path)]):
            done = mounted(box, f"{script} && cd {box.project}", *words)
            check(done.returncode == 0, f"{words}: exit {done.returncode}: {said(done)}")
        for words in (["source", "tag", "add", "one", "t"], ["config", "set", "jobs", "3"],
                      ["source", "remove", "one", "--yes"]):
            done = mounted(box, f"{script} && cd {box.project}", *words)
            check(done.returncode == 1 and b"ead-only" in done.stderr,
                  f"{words}: exit {done.returncode}: {said(done)}")
        check(box.files() == before, "files changed")


def homes():
    """no HOME, a relative one, one that is a file, one that is read-only: defined answers"""
    with Sandbox() as box:
        prepare(box)
        (box.root / "file").write_text("")
        for home in (None, "", "relative", str(box.root / "file"), "/proc"):
            env = {"HOME": home}
            box.good("source", "list", env=env)
            box.good("catalog", "list", env=env)
            box.good("source", "tag", "add", "one", f"t{abs(hash(home)) % 1000}", env=env)
            done = box.run("source", "scan", env=env)
            # An unchanged branch needs no cache.
            check(done.returncode == 0 or (done.returncode == 1 and
                                           done.stderr.startswith(b"error")),
                  f"HOME={home!r}: scan: exit {done.returncode}: {said(done)}")
            done = box.run("--scope", "user", "source", "tag", "add", "one", "t", env=env)
            check(done.returncode == 1 and done.stderr.startswith(b"error"),
                  f"HOME={home!r}: user scope: exit {done.returncode}: {said(done)}")


def streams():
    """/dev/full and closed streams: files are committed, errors are told by the exit code"""
    with Sandbox() as box:
        prepare(box)
        def shell(redirection, *words):
            return subprocess.run(["sh", "-c", f'exec "$@" {redirection}', "sh", program(), *words],
                                  cwd=box.project, env=box.environment(), capture_output=True,
                                  timeout=60)
        for form in ("table", "plain", "json", "jsonl"):
            done = shell(">/dev/full", "catalog", "list", "--format", form)
            check(done.returncode == 1 and done.stderr, f"{form}: exit {done.returncode}")
            done = shell(">&-", "catalog", "list", "--format", form)
            check(done.returncode == 0, f"{form} closed: exit {done.returncode}: {said(done)}")
        done = shell(">/dev/full", "--json", "source", "tag", "add", "one", "kept")
        check(done.returncode == 1 and b"output_failed" in done.stderr, said(done))
        check("kept" in box.manifest()["source"][0]["tags"], "not committed")
        for number, closed in enumerate((">&-", "2>&-", "<&-", "<&- >&- 2>&-")):
            done = shell(closed, "source", "tag", "add", "one", f"closed-{number}")
            check(done.returncode == 0, f"{closed}: exit {done.returncode}: {said(done)}")
            check(f"closed-{number}" in box.manifest()["source"][0]["tags"], f"{closed}: lost")
        for number in range(4):
            box.commit(box.path, {f"skills/n{number}/SKILL.md": skill(f"n{number}")})
            done = shell(("<&- >&- 2>&-", "2>/dev/full", ">&-", "2>&-")[number], "source", "scan")
            check(done.returncode == 0, f"scan: exit {done.returncode}: {said(done)}")
        check(b"n3" in box.good("catalog", "list").stdout, "a scan without streams was lost")


def odd_names():
    """a project in a folder with a newline, invalid UTF-8 or a long path"""
    for name in (b"new\nline", b"latin\xff", b"quote\"'", b"-dash", b"long" * 50):
        with Sandbox() as box:
            path = box.repository("one", {"skills/a/SKILL.md": skill("a")})
            box.project = box.root / name.decode(errors="surrogateescape")
            box.project.mkdir()
            for words in (["init"], ["source", "add", f"file://{path}"], ["source", "scan"],
                          ["catalog", "list"], ["--json", "source", "list"]):
                done = box.run(*words)
                check(done.returncode == 0, f"{name}: {words}: {done.returncode}: {said(done)}")
                done.stdout.decode()


run_cases([full_disk, full_cache, read_only, homes, streams, odd_names])
