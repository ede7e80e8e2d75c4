"""Artifacts made to do harm when they are installed (reliability R27-R33, R39-R41): nothing is
written outside of where it belongs, nothing of the host comes in, limits hold."""

import json
import os
import shutil
import threading
import time

from sandbox import Sandbox, check, has_asan, run_cases, said, skill

SMALL_MEMORY = [] if has_asan() else ["sh", "-c", 'ulimit -v 1500000; exec "$@"', "sh"]


def world(box, files=None):
    """A project with the source `h` and Claude Code in use; a canary beside the project."""
    path = box.repository("h", files or {"skills/good/SKILL.md": skill("good")})
    box.good("init")
    (box.project / ".claude").mkdir()
    (box.root / "outside").mkdir()
    (box.root / "outside/file").write_text("canary\n")
    return path


def add(box, path):
    return box.run("source", "add", f"file://{path}", "--id", "h")


def outside(box):
    """Everything below the sandbox but the project and what belongs to git and skillmeat."""
    kept = ("project", "home", "repositories", "trace", "copy")
    return {str(p.relative_to(box.root)): p.read_bytes() if p.is_file() else None
            for p in box.root.rglob("*") if p.relative_to(box.root).parts[0] not in kept}


def refused(box, words, code, exit_code):
    """The command fails with CODE and leaves project and surroundings as they were."""
    before, around = box.files(box.project / ".claude"), outside(box)
    done = box.run("--json", "deploy", *words, before=SMALL_MEMORY)
    check(done.returncode == exit_code, f"{words}: exit {done.returncode}: {said(done)}")
    check(f'"code": "{code}"'.encode() in done.stderr, f"{words}: no {code}: {said(done)}")
    check(box.files(box.project / ".claude") == before, f"{words}: something was written")
    check(outside(box) == around, f"{words}: something was written outside")
    check(not box.temporaries(cache=False), f"{words}: left {box.temporaries(cache=False)}")
    return done


def names_in_trees():
    """.. and .git, absolute and two-part names, devices, controls, colliding cases in one tree"""
    with Sandbox() as box:
        path = world(box)
        body = box.blob(path, skill("evil"))
        text = box.blob(path, "canary\n")
        nested = box.raw_tree(path, [("100644", b"evil.md", text)])
        cases = {
            "dotdot": [("40000", b"..", nested)], "git": [("40000", b".git", nested)],
            "upper": [("40000", b".GIT", nested)], "short": [("40000", b"GIT~1", nested)],
            "slash": [("100644", b"../../evil.md", text)], "abs": [("100644", b"/tmp/evil.md", text)],
            "back": [("100644", b"..\\evil.md", text)], "nul": [("100644", b"NUL.md", text)],
            "esc": [("100644", b"x\x1b[2J.md", text)], "line": [("100644", b"a\nb.md", text)],
            "bytes": [("100644", b"\xff.md", text)], "long": [("100644", b"n" * 300, text)],
            "dot": [("100644", b"a.md.", text)], "bidi": [("100644", "a\u202e.md".encode(), text)],
            "case": [("100644", b"A.md", text), ("100644", b"a.md", text)],
            "nfd": [("100644", "e\u0301.md".encode(), text), ("100644", "\u00e9.md".encode(), text)],
            "folder": [("40000", b"DOC", nested), ("40000", b"doc", nested)],
        }
        folders = [("40000", name.encode(),
                    box.raw_tree(path, sorted([("100644", b"SKILL.md", body), *entries],
                                              key=lambda e: e[1])))
                   for name, entries in cases.items()]
        skills = box.raw_tree(path, sorted(folders, key=lambda e: e[1]))
        box.raw_commit(path, box.raw_tree(path, [("40000", b"skills", skills)]))
        done = add(box, path)
        check(done.returncode == 0, said(done))
        listed = {row["path"] for row in json.loads(
            box.good("--json", "catalog", "list", "--all").stdout)["items"]}
        tried = 0
        for name in cases:
            if f"skills/{name}" in listed:
                refused(box, [f"skill:./skills/{name}"], "unsafe_path", 6)
                tried += 1
        check(tried >= 12, f"only {tried} of {len(cases)} were artifacts: {listed}")
        check(not list(box.root.rglob("evil.md")), "a file was written")


def links():
    """links to the host, upwards, to folders, to links, loops; submodules; links inside are content"""
    with Sandbox() as box:
        path = world(box)
        targets = {"abs": str(box.root / "outside/file"), "up": "../../../../outside/file",
                   "sibling": "../good/SKILL.md", "folder": "docs", "self": "link", "dangling": "none",
                   "chain": "other", "root": "/", "dot": ".", "etc": "/etc/passwd"}
        for name, target in targets.items():
            folder = path / "skills" / name
            (folder / "docs").mkdir(parents=True)
            (folder / "SKILL.md").write_text(skill(name))
            (folder / "docs/a.md").write_text("a\n")
            (folder / "other").symlink_to("SKILL.md")
            (folder / "link").symlink_to(target)
        (path / "skills/inside/docs").mkdir(parents=True)
        (path / "skills/inside/SKILL.md").write_text(skill("inside"))
        (path / "skills/inside/docs/AGENTS.md").symlink_to("../SKILL.md")
        box.commit(path, {"skills/sub/SKILL.md": skill("sub")})
        box.git(path, "update-index", "--add", "--cacheinfo",
                f"160000,{box.git(path, 'rev-parse', 'HEAD')},skills/sub/module")
        box.git(path, "commit", "-qm", "submodule")
        check(add(box, path).returncode == 0, "add")
        for name in (*targets, "sub"):
            refused(box, [f"skill:./skills/{name}"], "unsafe_path", 6)
        box.good("deploy", "skill:inside")
        copy = box.project / ".claude/skills/inside/docs/AGENTS.md"
        check(copy.is_file() and not copy.is_symlink(), "the inner link is no file")
        check(copy.read_text() == skill("inside"), "the inner link has other content")
        check(b"canary" not in b"".join(box.files().values()), "the host's file came in")


def names_as_paths():
    """names that are paths, devices, flags or empty choose no place outside"""
    with Sandbox() as box:
        names = ["../../evil", "/tmp/evil", "..", ".", "con", "-rf", "a/b", "x\\y", "~root", "$HOME",
                 "skills-attacker", "\u202eevil", "evil\u0000x", "%2e%2e", "a" * 300]
        files = {}
        for number, name in enumerate(names):
            files[f"skills/n{number}/SKILL.md"] = \
                f"---\nname: {json.dumps(name)}\ndescription: d\n---\n"
            files[f"agents/a{number}.md"] = \
                f"---\nname: {json.dumps(name)}\ndescription: d\ntools: Read\n---\n"
        path = world(box, files)
        check(add(box, path).returncode == 0, "add")
        around = outside(box)
        rows = json.loads(box.good("--json", "catalog", "list", "--all").stdout)["items"]
        for row in rows:
            done = box.run("deploy", row["id"], "--agent", "claude-code", "--agent", "copilot")
            check(done.returncode in (0, 1, 6, 8), f"{row['id']}: {said(done)}")
            check(b"\x1b" not in done.stderr and "\u202e".encode() not in done.stderr, said(done))
        check(outside(box) == around, "something was written outside")
        for p in box.project.rglob("*"):
            top = p.relative_to(box.project).parts[0]
            check(top in (".claude", ".github", ".agents", ".skillmeat", "skillmeat.toml",
                          "skillmeat.lock"), f"{p} was written")
        check(len(list((box.project / ".claude/skills").iterdir())) > 5, "nothing was installed")
        for path in (box.project / ".claude/skills").iterdir():
            check(all(c in "abcdefghijklmnopqrstuvwxyz0123456789-" for c in path.name), path.name)


def links_on_the_way():
    """a target folder, or one above it, that is a link out of the project"""
    with Sandbox() as box:
        path = world(box, {"skills/good/SKILL.md": skill("good"), ".mcp.json":
                           '{"mcpServers": {"m": {"command": "m"}}}'})
        check(add(box, path).returncode == 0, "add")
        claude = box.project / ".claude"
        around = outside(box)
        for place in (".claude", ".claude/skills"):
            shutil.rmtree(claude) if not claude.is_symlink() else claude.unlink()
            (box.project / place).parent.mkdir(exist_ok=True)
            (box.project / place).symlink_to(box.root / "outside")
            done = box.run("--json", "deploy", "good", "--agent", "claude-code")
            check(done.returncode == 6 and b"unsafe_path" in done.stderr, f"{place}: {said(done)}")
            check(outside(box) == around, f"{place}: written outside")
        shutil.rmtree(claude)
        (box.project / ".mcp.json").symlink_to(box.root / "outside/file")
        done = box.run("deploy", "mcp:m", "--agent", "claude-code", "--yes")
        check(done.returncode == 6, said(done))
        check((box.root / "outside/file").read_text() == "canary\n", "the canary changed")
        # A link that stays inside is a way like any other.
        (box.project / "inner").mkdir()
        claude.symlink_to("inner")
        box.good("deploy", "good", "--agent", "claude-code")
        check((box.project / "inner/skills/good/SKILL.md").exists(), "not installed behind the link")
        box.good("undeploy", "good")
        check(not list((box.project / "inner").iterdir()), "something is left")


def swapped():
    """a folder that is exchanged for a link out of the project again and again meanwhile"""
    with Sandbox() as box:
        path = world(box, {f"skills/s{i}/{name}": skill(f"s{i}") if name == "SKILL.md" else "x\n"
                           for i in range(8) for name in ("SKILL.md", "a/b.md", "c.md")})
        check(add(box, path).returncode == 0, "add")
        skills, aside, trap = (box.project / ".claude" / n for n in ("skills", "aside", "trap"))
        trap.symlink_to(box.root / "outside")
        around = outside(box)
        stop = threading.Event()

        def swap():
            while not stop.is_set():
                try:
                    os.rename(skills, aside)
                    os.rename(trap, skills)
                    os.rename(skills, trap)
                    os.rename(aside, skills)
                except OSError:
                    time.sleep(0.0002)

        skills.mkdir()
        thread = threading.Thread(target=swap)
        thread.start()
        codes = set()
        try:
            for _ in range(12):
                for words in (["deploy", *(f"skill:s{i}" for i in range(8))],
                              ["undeploy", *(f"skill:s{i}" for i in range(8)), "--force"]):
                    codes.add(box.run(*words, "--agent", "claude-code").returncode)
        finally:
            stop.set()
            thread.join()
        check(outside(box) == around, f"something was written outside: {outside(box).keys()}")
        check(codes <= {0, 1, 6, 8}, f"{codes}")
        print(f"  exit codes {sorted(codes)}")


def sizes():
    """3,000 files, 200 MB in one file, 54 MiB in six: refused, in small memory"""
    with Sandbox() as box:
        files = {f"skills/many/f{i}.md": f"{i}\n" for i in range(2999)}
        files["skills/many/SKILL.md"] = skill("many")
        files["skills/heavy/SKILL.md"] = skill("heavy")
        files["skills/sum/SKILL.md"] = skill("sum")
        path = world(box, files)
        with open(path / "skills/heavy/model.bin", "wb") as big:
            big.truncate(200 << 20)
        for i in range(6):
            with open(path / f"skills/sum/{i}.bin", "wb") as part:
                part.truncate(9 << 20)
        box.commit(path, {})
        check(add(box, path).returncode == 0, "add")
        done = refused(box, ["skill:many"], "too_large", 1)
        check(b"3000 files, more than 2000" in done.stderr, said(done))
        refused(box, ["skill:heavy"], "too_large", 1)
        refused(box, ["skill:sum"], "too_large", 1)
        box.good("config", "set", "limits.artifact_files", "5000")
        box.good("deploy", "skill:many")
        check(len(list((box.project / ".claude/skills/many").iterdir())) == 3000, "not all files")
        box.good("undeploy", "skill:many")


def commands():
    """what hooks and servers run is shown without control over the terminal"""
    with Sandbox() as box:
        evil = "\x1b]0;owned\x07rm -rf / \u202e #"
        hooks = {"hooks": {"Stop": [{"hooks": [{"type": "command", "command": evil}]}]}}
        servers = {"mcpServers": {"m\u202e": {"command": "m", "args": [evil]}}}
        path = world(box, {"hooks/hooks.json": json.dumps(hooks), ".mcp.json": json.dumps(servers),
                           "skills/good/SKILL.md": skill("good")})
        check(add(box, path).returncode == 0, "add")
        for row in json.loads(box.good("--json", "catalog", "list", "--all").stdout)["items"]:
            for words in (["deploy", row["id"]], ["deploy", row["id"], "--dry-run"],
                          ["--json", "deploy", row["id"], "--dry-run"]):
                done = box.run(*words)
                for stream in (done.stdout, done.stderr):
                    check(b"\x1b" not in stream and b"\x07" not in stream and
                          "\u202e".encode() not in stream, f"{words}: {stream!r}")
        check(not (box.project / ".mcp.json").exists(), "installed without a yes")


run_cases([names_in_trees, links, names_as_paths, links_on_the_way, swapped, sizes, commands])
