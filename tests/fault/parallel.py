"""Many processes at once (reliability R9-R11): nothing is lost, nothing is torn."""

import subprocess
import tomllib

from sandbox import Sandbox, check, program, run_cases, skill

COUNT = 32


def together(box, commands):
    """Starts all commands, then waits; fails with what the first failing one said."""
    running = [(words, subprocess.Popen([program(), *words], cwd=box.project,
                                        env=box.environment(), stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT))
               for words in commands]
    for words, process in running:
        output, _ = process.communicate(timeout=200)
        check(process.returncode == 0, f"{words}: exit {process.returncode}: {output.decode()[:800]}")


def adds():
    """32 processes add 32 sources: all are there, with their counts"""
    with Sandbox() as box:
        box.good("init")
        names = [f"r{number:02}" for number in range(COUNT)]
        for number, name in enumerate(names):
            box.repository(name, {f"skills/s{i}/SKILL.md": skill(f"s{i}")
                                  for i in range(number % 4 + 1)})
        together(box, [("source", "add", f"file://{box.root}/repositories/{name}")
                       for name in names])
        check(sorted(s["id"] for s in box.manifest()["source"]) == names, "manifest lost a source")
        check([s["id"] for s in box.lock()["source"]] == names, "the lock lost a source")
        state = box.state()
        for number, name in enumerate(names):
            check(state[name]["counts"]["skill"] == number % 4 + 1, f"{name}: {state[name]}")
        check(not box.temporaries(), f"left {box.temporaries()}")
        together(box, [("source", "scan")] * 4)
        check([s["id"] for s in box.lock()["source"]] == names, "a scan lost a lock row")
        box.good("lock", "check")


def tags():
    """20 processes tag one source: no tag is lost"""
    with Sandbox() as box:
        box.good("init")
        path = box.repository("one", {"skills/a/SKILL.md": skill("a")})
        box.good("source", "add", f"file://{path}")
        names = [f"tag-{number:02}" for number in range(20)]
        together(box, [("source", "tag", "add", "one", name) for name in names])
        check(sorted(box.manifest()["source"][0]["tags"]) == names, "a tag was lost")
        check(sorted(box.lock()["source"][0]["tags"]) == names, "the lock lost a tag")


def gathers():
    """20 processes add to one collection and its group: no artifact is lost"""
    with Sandbox() as box:
        box.good("init")
        names = [f"s{number:02}" for number in range(20)]
        path = box.repository("one", {f"skills/{name}/SKILL.md": skill(name) for name in names})
        box.good("source", "add", f"file://{path}")
        box.good("collection", "create", "all")
        box.good("group", "create", "all", "first")
        together(box, [("group", "add", "all", "first", name, "--position", "0") for name in names])
        (collection,) = tomllib.loads((box.project / "collections.toml").read_text())["collection"]
        expected = sorted(f"skill:./skills/{name}@one" for name in names)
        check(sorted(collection["artifacts"]) == expected, "the collection lost an artifact")
        check(sorted(collection["group"][0]["artifacts"]) == expected, "the group lost an artifact")


def fetches():
    """processes that fetch a new commit of one repository at once: all succeed"""
    with Sandbox() as box:
        path = box.repository("one", {"skills/a/SKILL.md": skill("a")})
        for number in range(6):
            (box.project / f"p{number}").mkdir()
            box.good("init", cwd=box.project / f"p{number}")
        together(box, [("--project", f"p{number}", "source", "add", f"file://{path}")
                       for number in range(6)])
        box.commit(path, {"skills/b/SKILL.md": skill("b")})
        together(box, [("--project", f"p{number % 6}", "source", "scan") for number in range(12)])
        for number in range(6):
            shown = box.good("--project", f"p{number}", "catalog", "list", "--format", "plain")
            check(len(shown.stdout.splitlines()) == 2, f"p{number}: {shown.stdout}")
        check(not box.temporaries(), f"left {box.temporaries()}")


run_cases([adds, tags, gathers, fetches])
