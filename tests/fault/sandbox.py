"""What the fault tests share: a scratch directory with a home, local repositories and a project, and
the program to run in it. Nothing of the user's own settings, and no network."""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

SKIPPED = 77


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def program():
    path = os.environ.get("SKILLMEAT", "")
    if not os.access(path, os.X_OK):
        sys.exit("SKILLMEAT names no executable")
    return path


def has_asan():
    return b"__asan_init" in Path(program()).read_bytes()


def shim():
    """The preloaded library; skips where it cannot work."""
    path = os.environ.get("FAULT_SHIM", "")
    if not os.path.exists(path):
        skip("FAULT_SHIM names no library")
    if has_asan():
        skip("a preloaded library and ASan do not go together")
    return path


def namespaces():
    """The words that run a command as root of its own mount namespace; skips where that is forbidden."""
    for words in (["unshare", "-Urm"], ["unshare", "-m"]):
        try:
            probe = subprocess.run(
                [*words, "sh", "-c", "mount -t tmpfs -o size=64k none /mnt"],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except FileNotFoundError:
            skip("unshare is missing")
        if probe.returncode == 0:
            return words
    skip("mount namespaces are not permitted here")


def tracer():
    try:
        probe = subprocess.run(["strace", "-f", "-o", "/dev/null", "true"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except FileNotFoundError:
        skip("strace is missing")
    if probe.returncode != 0:
        skip("strace may not trace here")


def skill(name, description="does what it says"):
    return f"---\nname: {name}\ndescription: {description}\n---\nText.\n"


class Sandbox:
    def __init__(self, root=None):
        self.made = None
        if root is None:
            self.made = tempfile.mkdtemp(prefix="fault-")
            root = self.made
        self.root = Path(root)
        self.home = self.root / "home"
        self.project = self.root / "project"
        self.home.mkdir(exist_ok=True)
        self.project.mkdir(exist_ok=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.made:
            shutil.rmtree(self.made, ignore_errors=True)

    @property
    def cache(self):
        return self.home / ".cache/skillmeat"

    def environment(self, **more):
        result = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": str(self.home),
            "LC_ALL": "C.UTF-8",
            "ASAN_OPTIONS": "detect_leaks=0",  # leaks cannot be looked for under strace
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
            "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
        }
        result.update(more)
        return {name: value for name, value in result.items() if value is not None}

    def run(self, *words, before=(), cwd=None, timeout=120, env=None, **options):
        """Runs skillmeat WORDS; `before` are words of a program that runs it."""
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.PIPE)
        return subprocess.run([*before, program(), *words], cwd=cwd or self.project,
                              env=self.environment(**(env or {})), timeout=timeout,
                              stdin=subprocess.DEVNULL, **options)

    def good(self, *words, **options):
        done = self.run(*words, **options)
        check(done.returncode == 0, f"{' '.join(words)}: exit {done.returncode}: {said(done)}")
        return done

    def git(self, repository, *words, data=None):
        done = subprocess.run(["git", "-C", str(repository), *words], env=self.environment(),
                              input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        check(done.returncode == 0, f"git {words}: {done.stderr.decode(errors='replace')}")
        return done.stdout.decode(errors="surrogateescape").strip()

    def repository(self, name, files):
        """A repository with one commit of FILES (path -> text); partial clones are served."""
        path = self.root / "repositories" / name
        path.mkdir(parents=True)
        self.git(path, "init", "-q", "-b", "main", "--template=")
        self.git(path, "config", "uploadpack.allowFilter", "true")
        self.git(path, "config", "uploadpack.allowAnySHA1InWant", "true")
        self.commit(path, files)
        return path

    def commit(self, path, files, message="work"):
        for file, text in files.items():
            target = path / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.git(path, "add", "-A")
        self.git(path, "commit", "-q", "--allow-empty", "-m", message)

    def blob(self, path, text):
        """Id of a blob made of TEXT."""
        data = text if isinstance(text, bytes) else text.encode()
        return self.git(path, "hash-object", "-w", "--stdin", data=data)

    def raw_tree(self, path, entries):
        """A tree object that git mktree or the index would refuse; ENTRIES: (mode, name, oid)."""
        data = b"".join(mode.encode() + b" " + name + b"\0" + bytes.fromhex(oid)
                        for mode, name, oid in entries)
        return self.git(path, "hash-object", "-w", "--literally", "-t", "tree", "--stdin", data=data)

    def raw_commit(self, path, tree):
        """Makes the tree the tip of main."""
        self.git(path, "update-ref", "refs/heads/main",
                 self.git(path, "commit-tree", tree, "-m", "raw"))

    def manifest(self):
        return tomllib.loads((self.project / "skillmeat.toml").read_text())

    def lock(self):
        return tomllib.loads((self.project / "skillmeat.lock").read_text())

    def state(self):
        """Rows of state.toml by id of the source."""
        text = (self.project / ".skillmeat/state.toml").read_text()
        return {row["id"]: row for row in tomllib.loads(text)["source"]}

    def temporaries(self, cache=True):
        """Leftovers of writes anywhere under home and project, ours and git's."""
        names = []
        for top in (self.home if cache else self.home / ".config", self.project):
            names += [str(p) for p in top.rglob("*")
                      if p.name.endswith(".tmp") or p.name.startswith("tmp_")]
        return names

    def files(self, top=None):
        """Bytes of every file under the project, to compare with."""
        top = top or self.project
        return {str(p.relative_to(top)): p.read_bytes() for p in sorted(top.rglob("*"))
                if p.is_file() and not p.is_symlink()}


def said(done):
    text = (done.stderr or b"").decode(errors="replace") + (done.stdout or b"").decode(errors="replace")
    return text.strip()[:2000]


def check(condition, message):
    if not condition:
        raise AssertionError(message)


def run_cases(cases):
    """Runs all functions, tells of all failures, ends the process."""
    failed = 0
    for case in cases:
        try:
            case()
            print(f"ok: {case.__doc__ or case.__name__}", flush=True)
        except AssertionError as error:
            failed += 1
            print(f"FAILED: {case.__doc__ or case.__name__}\n  {error}", flush=True)
    sys.exit(1 if failed else 0)
