"""Errors and kills at each system call of whole commands (reliability R1-R3, R10, appendix A).

After every run: manifest and lock parse and each file is as before or as after the command; exit code
0 means after; the next `source scan` succeeds and leaves no temporary; the command run again brings
the state that it brings without faults. The calls are counted over all threads of the program
(fault_shim.cpp), children not included. Every index is tried; where the command starts git, which
takes longer, a random choice, or every one with FAULT_SWEEP=full."""

import errno
import os
import random
import shutil
import sys
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sandbox import Sandbox, check, said, shim, skill

BEFORE, AFTER = 1_700_000_000, 1_700_086_400  # seconds: the clock of the preparation, of the command
MOST_POINTS = 60  # of commands that start git
MOST_DEPLOY_POINTS = 40  # each followed by three more runs; deploy_kills.py tries every call
KINDS = [("changes", "KILL"), ("changes", "EIO"), ("changes", "ENOSPC"), ("reads", "EIO")]
FREE = {".skillmeat/state.toml", ".skillmeat/lock"}  # caches: corrected when read
REGISTRY = "home/skillmeat/projects.toml"  # a command that fails to write it goes on


def fault_environment(now, **more):
    return {"LD_PRELOAD": shim(), "FAULT_NOW": str(now), **more}


def prepare_sources(box):
    box.good("init", env=fault_environment(BEFORE))
    box.good("source", "add", f"file://{box.root}/repositories/one", "--tag", "first",
             env=fault_environment(BEFORE))


def prepare_two(box):
    prepare_sources(box)
    box.good("source", "add", f"file://{box.root}/repositories/two", env=fault_environment(BEFORE))


def prepare_exclusion(box):
    prepare_sources(box)
    box.good("source", "exclude", "one", "skill:alpha", env=fault_environment(BEFORE))


def prepare_collection(box):
    prepare_sources(box)
    box.good("collection", "create", "gathered", env=fault_environment(BEFORE))


def prepare_member(box):
    prepare_collection(box)
    box.good("collection", "add", "gathered", "skill:alpha", env=fault_environment(BEFORE))


def prepare_new_commit(box):
    prepare_sources(box)
    box.commit(box.root / "repositories/one", {"skills/gamma/SKILL.md": skill("gamma")})


def prepare_old_format(box):
    box.good("init", env=fault_environment(BEFORE))
    (box.project / "skillmeat.toml").write_text(
        f'# kept\n[[source]]\nid = "one"\nrepo_url = "file://{box.root}/repositories/one"\n'
        'branch = "main"  # kept too\n')


def prepare_deploy(box):
    prepare_sources(box)
    (box.project / ".claude").mkdir()
    (box.project / ".claude/mine.md").write_text("mine\n")


def prepare_deployed(box):
    prepare_deploy(box)
    box.good("deploy", "alpha", "beta", "mcp:gamma", "--yes", env=fault_environment(BEFORE))


def prepare_new_version(box):
    prepare_deployed(box)
    box.commit(box.root / "repositories/one", {
        "skills/alpha/SKILL.md": skill("alpha", "another"), "skills/alpha/b/new.md": "new\n",
        "agents/beta.md": skill("beta", "another")})
    box.git(box.root / "repositories/one", "rm", "-q", "skills/alpha/a/old.md")
    box.commit(box.root / "repositories/one", {})
    box.good("source", "scan", env=fault_environment(BEFORE))


EDITS = [
    ("tag add", prepare_sources, ["source", "tag", "add", "one", "second"]),
    ("exclude", prepare_sources, ["source", "exclude", "one", "skill:alpha", "--reason", "unwanted"]),
    ("restore", prepare_exclusion, ["source", "restore", "one", "skill:alpha"]),
    ("collection add", prepare_collection,
     ["collection", "add", "gathered", "skill:alpha", "agent:beta"]),
]
ADMINISTRATION = [
    ("config set", prepare_sources, ["config", "set", "jobs", "3"]),
    ("update --visibility", prepare_sources,
     ["source", "update", "one", "--visibility", "private"]),
    ("update --visibility --yes", prepare_member,
     ["source", "update", "one", "--visibility", "private", "--yes"]),
    ("remove", prepare_two, ["source", "remove", "one", "--yes"]),
]
SCANS = [
    ("add", prepare_sources, ["source", "add", "file://{root}/repositories/two"]),
    ("scan", prepare_new_commit, ["source", "scan"]),
    ("migrate", prepare_old_format, ["migrate"]),
]


def prepare_edited(box):
    prepare_new_version(box)
    with open(box.project / ".claude/skills/alpha/SKILL.md", "a", encoding="utf-8") as stream:
        stream.write("\nours\n")


DEPLOYS = [
    ("deploy", prepare_deploy, ["deploy", "alpha", "beta", "mcp:gamma", "--yes"]),
    ("deploy a new version", prepare_new_version, ["deploy", "alpha", "beta", "mcp:gamma", "--yes"]),
    ("undeploy", prepare_deployed, ["undeploy", "alpha", "beta", "mcp:gamma"]),
]


UPGRADES = [
    ("upgrade", prepare_new_version, ["upgrade", "--all"]),
    ("upgrade --merge", prepare_edited, ["upgrade", "--all", "--merge"]),
    ("upgrade --force", prepare_edited, ["upgrade", "--all", "--force"]),
]


class Scenario:
    """The command on copies of one prepared tree."""

    def __init__(self, base, name, prepare, words):
        self.name, self.words, self.base = name, words, base
        self.network = (name, prepare, words) in SCANS + DEPLOYS + UPGRADES
        self.deploys = (name, prepare, words) in DEPLOYS + UPGRADES
        base.mkdir()
        box = Sandbox(base)
        box.repository("one", {"skills/alpha/SKILL.md": skill("alpha"),
                               "skills/alpha/a/old.md": "old\n",
                               ".mcp.json": '{"mcpServers": {"gamma": {"command": "gamma"}}}',
                               "agents/beta.md": skill("beta")})
        box.repository("two", {"commands/delta.md": "---\ndescription: says hello\n---\nHello.\n"})
        prepare(box)

    def copy(self, place):
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.base, place, symlinks=True)
        # Repositories are named by absolute paths, the first of which is the preparation's.
        return Sandbox(place)

    def command(self, box, **fault):
        words = [word.format(root=self.base) for word in self.words]
        return box.run(*words, env=fault_environment(AFTER, **fault))

    def scan(self, box):
        more = [] if self.network else ["--offline"]  # which starts no git, so takes less time
        return box.run("source", "scan", *more, env=fault_environment(AFTER))

    def reference(self, place):
        """States before, after, and after command and scan; the calls of each set."""
        box = self.copy(place)
        self.before = state(box)
        done = self.command(box)
        check(done.returncode == 0, f"{self.name}: {said(done)}")
        self.after = state(box)
        check(self.before != self.after, f"{self.name}: changes nothing")
        self.scan(box)
        self.end = without_orphans(state(box))
        self.points = {}
        for kind in ("changes", "reads"):
            box = self.copy(place)
            log = box.root / "log"
            self.command(box, FAULT_SET=kind, FAULT_LOG=str(log))
            self.points[kind] = log.read_text().splitlines()

    def try_point(self, place, kind, fault, index):
        box = self.copy(place)
        log = box.root / "log"
        number = fault if fault == "KILL" else str(getattr(errno, fault))
        done = self.command(box, FAULT_SET=kind, FAULT=number, FAULT_AT=str(index),
                            FAULT_LOG=str(log))
        calls = log.read_text().splitlines()
        hit = [call for call in calls if call.endswith(" FAULT")]
        if not hit:
            return None  # threads ran in another order: fewer calls
        where = f"{self.name}: {fault} at {hit[0]}: exit {done.returncode}: {said(done)}\n"
        if fault == "KILL":
            check(done.returncode == -9, where + "not killed")
        else:
            check(done.returncode in (0, 1, 2, 3, 5, 7, 8), where + "unexpected exit code")
            # With a journal the next run knows of them.
            left = [] if (box.project / ".skillmeat/journal").exists() else box.temporaries()
            check(not left, where + f"left {left}")
        if self.deploys:
            self.check_deployments(box, done.returncode, where, finish=index % 2 == 0,
                                   whole=fault == "KILL")
            return hit[0].split()[1]
        self.check_state(box, done.returncode, where)
        self.check_recovery(box, where, scan_first=index % 2 == 0)
        return hit[0].split()[1]

    def check_state(self, box, code, where):
        now = state(box)
        for name in now.keys() | self.before.keys() | self.after.keys():
            known = (self.before.get(name), self.after.get(name))
            check(now.get(name) in known, where + f"{name} is neither as before nor as after")
        for name in ("skillmeat.toml", "skillmeat.lock"):
            try:
                tomllib.loads(now.get(name, b"").decode())
            except ValueError as error:
                check(False, where + f"{name} does not parse: {error}")
        if code == 0:
            wrong = differences(now, self.after) - {REGISTRY}
            check(not wrong, where + f"exit 0, but {wrong} is not as after")

    def check_deployments(self, box, code, where, finish, whole):
        """The next writing command makes all, or where one may fail alone each deployment, as before
        or as after, and the command itself makes it after."""
        if code == 0:
            wrong = differences(state(box), self.after) - {REGISTRY}
            check(not wrong, where + f"exit 0, but {wrong} is not as after")
        if finish:
            done = box.run("source", "tag", "add", "one", "first", env=fault_environment(AFTER))
            check(done.returncode == 0, where + f"then tag add: {said(done)}")
            known = (deployments(self.before), deployments(self.after))
            now = deployments(state(box))
            parts = [lambda one: one] if whole else [deployment(place) for place in PLACES]
            for part in parts:
                check(part(now) in map(part, known),
                      where + f"then neither before nor after: {part(now)}")
            check(not (box.project / ".skillmeat/journal").exists(), where + "the journal stayed")
            check(not box.temporaries(cache=False), where + f"left {box.temporaries(cache=False)}")
        done = self.command(box)
        check(done.returncode == 0, where + f"again: exit {done.returncode}: {said(done)}")
        wrong = differences(deployments(state(box)), deployments(self.after))
        check(not wrong, where + f"again: {wrong} is not as without faults")
        check(not box.temporaries(cache=False), where + f"left {box.temporaries(cache=False)}")
        check(not (box.project / ".skillmeat/journal").exists(), where + "the journal stayed")

    def check_recovery(self, box, where, scan_first):
        scan = self.scan(box) if scan_first else None
        if scan and self.name != "migrate":
            check(scan.returncode == 0, where + f"then scan: exit {scan.returncode}: {said(scan)}")
            left = box.temporaries(cache=False)  # a repository is put in order when it is used
            check(not left, where + f"then scan left {left}")
        again = self.command(box)
        check(again.returncode in (0, 1), where + f"again: exit {again.returncode}: {said(again)}")
        scan = self.scan(box)
        check(scan.returncode == 0, where + f"at last scan: exit {scan.returncode}: {said(scan)}")
        check(not box.temporaries(), where + f"temporaries are left: {box.temporaries()}")
        wrong = differences(without_orphans(state(box)), self.end) - {REGISTRY}
        check(not wrong, where + f"again: {wrong} is not as without faults")


def differences(one, other):
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def without_orphans(files):
    """Without lock rows and catalogs that have no source: ignored, and dropped at the next write."""
    result = dict(files)
    for manifest, lock in (("skillmeat.toml", "skillmeat.lock"),
                           (".skillmeat/local/skillmeat.toml", ".skillmeat/local/skillmeat.lock")):
        sources = tomllib.loads(files.get(manifest, b"").decode()).get("source", [])
        ids = {source["id"] for source in sources}
        head, *rows = files.get(lock, b"").decode().split("[[source]]\n")
        kept = [row for row in rows if tomllib.loads(row)["id"] in ids]
        result[lock] = "[[source]]\n".join([head, *kept]).strip() if kept else ""
        for name in files:
            path = Path(name)
            if path.parent.name == "catalog" and is_local(path) == is_local(Path(lock)):
                if path.stem not in ids:
                    del result[name]
    return result


def deployments(files):
    """What deployments consist of: installed files, settings, and the ledger, read."""
    result = {name: data for name, data in files.items()
              if name.startswith(".claude") or name == ".mcp.json"}
    ledger = tomllib.loads(files.get(".skillmeat/deployments.toml", b"").decode())
    result["ledger"] = [row for row in ledger.get("deployment", []) if row["status"] != "error"]
    return result


# Where each artifact of the scenarios is installed; nothing else may change.
PLACES = {"skill:./skills/alpha": ".claude/skills/alpha/", "agent:./agents/beta.md": ".claude/agents/",
          "mcp:./.mcp.json#gamma": ".mcp.json", "": ".claude/mine.md"}


def deployment(artifact):
    """Takes what belongs to one artifact out of deployments()."""
    def part(found):
        files = {name: data for name, data in found.items() if name.startswith(PLACES[artifact])}
        rows = [row for row in found["ledger"] if row["artifact"].split("@")[0] == artifact]
        return files, rows
    return part


def is_local(path):
    return "local" in path.parts


def state(box):
    """Files of the project and the user's configuration, without what caches may hold."""
    result = {name: data for name, data in box.files().items()
              if name not in FREE and not name.endswith(".tmp") and "/backup/" not in name}
    for name, data in box.files(box.home / ".config").items():
        if not name.endswith(".tmp"):
            result["home/" + name] = data.replace(str(box.root).encode(), b"ROOT")
    return result


def sampled(count, generator, most):
    indexes = range(1, count + 1)
    return sorted(generator.sample(indexes, min(most // len(KINDS), count)))


def sweep(box, scenario, places):
    scenario.reference(places[0])
    generator = random.Random(scenario.name)
    sampling = scenario.network and os.environ.get("FAULT_SWEEP") != "full"
    points = []
    for kind, fault in KINDS:
        count = len(scenario.points[kind])
        most = MOST_DEPLOY_POINTS if scenario.deploys else MOST_POINTS
        indexes = sampled(count, generator, most) if sampling else range(1, count + 1)
        points += [(kind, fault, index) for index in indexes]

    def one_worker(share):
        number, mine = share
        return [(p, scenario.try_point(places[number], *p)) for p in mine]

    with ThreadPoolExecutor(len(places)) as pool:
        shares = [(i, points[i::len(places)]) for i in range(len(places))]
        results = [r for share in pool.map(one_worker, shares) for r in share]
    hits = {}
    for (_, fault, _), call in results:
        if call:
            hits.setdefault(fault, []).append(call)
    for fault in ("KILL", "EIO", "ENOSPC"):
        check(len(hits.get(fault, [])) >= 5, f"{scenario.name}: {fault} was hardly injected: {hits}")
    return hits


def main():
    scenarios = {"edits": EDITS, "administration": ADMINISTRATION, "scans": SCANS,
                 "deploys": DEPLOYS, "upgrades": UPGRADES}[sys.argv[1]]
    only = sys.argv[2:]
    failed = False
    seen = {}
    for name, prepare, words in scenarios:
        if only and name not in only:
            continue
        with Sandbox() as box:
            start = time.monotonic()
            try:
                scenario = Scenario(box.root / "base", name, prepare, words)
                hits = sweep(box, scenario, [box.root / "first", box.root / "second"])
            except AssertionError as error:
                failed = True
                print(f"BROKEN: {error}", flush=True)
                continue
            for calls in hits.values():
                for call in calls:
                    seen[call] = seen.get(call, 0) + 1
            print(f"{name}: {sum(map(len, hits.values()))} faults, "
                  f"{time.monotonic() - start:.1f} s", flush=True)
    print("calls:", seen)
    for call in ("open", "write", "fsync", "rename"):
        if not only and not failed and not seen.get(call):
            sys.exit(f"no fault was injected into {call}")
    sys.exit(1 if failed else 0)


main()
