"""Runs the real program in a world of its own: home, configuration, repositories and project.

A scenario is a function marked @scenario; it gets a fresh Sandbox and fails by assertion. Nothing
outside the sandbox is read or written, no network is used, so scenarios may run side by side.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

PROGRAM = os.environ.get("SKILLMEAT", "")
PROJECT_ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = []
# A token that every run could use. It may reach its host, and never output or a file (rule R37).
CANARY = "ghp_canaryCANARYcanaryCANARYcanary123456"
TYPES = ("skill", "agent", "command", "mcp", "plugin", "hook", "bundle")


def scenario(function):
    SCENARIOS.append(function)
    return function


def artifact(name, description="", extra="", body="Text."):
    """A Markdown file with front matter, as skills, agents and commands have it."""
    head = f"name: {name}\ndescription: {description or 'what ' + name + ' does'}\n{extra}"
    return f"---\n{head}---\n# {name}\n\n{body}\n"


SAMPLE = {
    "README.md": "# sample\n",
    "skills/docx/SKILL.md": artifact("docx", "writes documents"),
    "skills/pdf/SKILL.md": artifact("pdf", "reads pdf files"),
    "agents/reviewer.md": artifact("reviewer", "reviews code", "tools: Read\n"),
    "commands/fix.md": "---\ndescription: fixes what is broken\n---\nFix $ARGUMENTS.\n",
}
SAMPLE_IDS = ["agent:./agents/reviewer.md", "command:./commands/fix.md", "skill:./skills/docx",
              "skill:./skills/pdf"]


class Run:
    """What one run of the program left: exit code, stdout and stderr."""

    def __init__(self, words, done):
        self.words = [str(word) for word in words]
        self.exit = done.returncode
        self.out_bytes = done.stdout
        self.out = done.stdout.decode("utf-8", "surrogateescape")
        self.err = done.stderr.decode("utf-8", "surrogateescape")

    def __str__(self):
        return (f"skillmeat {' '.join(self.words)}\nexit {self.exit}\n--- stdout\n{self.out}"
                f"--- stderr\n{self.err}---")

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def item(self):
        return self.json["item"]

    @property
    def items(self):
        return self.json["items"]

    def ids(self):
        return [item["id"] for item in self.items]

    def lines(self):
        return self.out.splitlines()

    def rows(self):
        """The rows of --format plain."""
        return [line.split("\t") for line in self.lines()]

    def errors(self):
        """The error objects of --json on stderr."""
        told = [json.loads(line) for line in self.err.splitlines()]
        return [line["error"] for line in told if "error" in line]

    def code(self):
        codes = [error["code"] for error in self.errors()]
        assert len(codes) == 1, f"expected one error\n{self}"
        return codes[0]


class Repository:
    """A git repository with a work tree, reached through file://."""

    def __init__(self, sandbox, name, branch="main"):
        self.sandbox = sandbox
        self.path = sandbox.root / "repos" / name
        self.url = f"file://{self.path}"
        self.path.mkdir(parents=True)
        self.git("init", "-q", "-b", branch)
        self.git("config", "uploadpack.allowFilter", "true")
        self.git("config", "uploadpack.allowAnySHA1InWant", "true")

    def git(self, *words):
        return self.sandbox.git(self.path, *words)

    def write(self, files):
        """Writes files; None deletes one."""
        for name, content in files.items():
            path = os.path.join(os.fsencode(self.path), os.fsencode(name))
            if content is None:
                os.remove(path)
                continue
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as stream:
                stream.write(content if isinstance(content, bytes) else content.encode())
        return self

    def commit(self, files=None, message="change"):
        """Commits everything; returns the commit."""
        self.write(files or {})
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.head()

    def head(self, revision="HEAD"):
        return self.git("rev-parse", revision).strip()


class Sandbox:
    def __init__(self):
        self.root = Path(tempfile.mkdtemp(prefix="skillmeat-cli-")).resolve()
        self.home = self.root / "home"
        self.home.mkdir()
        self.project = self.root / "project"
        (self.home / "gitconfig").write_text("[user]\n\tname = Tester\n\temail = t@example.org\n"
                                             "[init]\n\tdefaultBranch = main\n")
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "LC_ALL": "C.UTF-8",
            "TERM": "dumb",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": str(self.home / "gitconfig"),
            "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
            "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
            "GIT_TERMINAL_PROMPT": "0",
            "GH_TOKEN": CANARY,
            # Leak reports of sanitised builds would change exit codes of children of git.
            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""),
        }
        for name in ("config", "state", "cache", "data"):
            self.env[f"XDG_{name.upper()}_HOME"] = str(self.root / name)

    def check_canary(self):
        """No file that was written holds the token."""
        for folder, _, names in os.walk(self.root):
            for path in (Path(folder) / name for name in names):
                if path.is_file() and not path.is_symlink() and os.access(path, os.R_OK):
                    assert CANARY.encode() not in path.read_bytes(), f"the token is in {path}"

    def close(self):
        for folder, names, _ in os.walk(self.root):
            for name in names:
                if not os.path.islink(os.path.join(folder, name)):
                    os.chmod(os.path.join(folder, name), 0o700)
        shutil.rmtree(self.root)

    def git(self, cwd, *words):
        done = subprocess.run(["git", *words], cwd=cwd, env=self.env, capture_output=True)
        assert done.returncode == 0, f"git {' '.join(words)}: {done.stderr.decode()}"
        return done.stdout.decode("utf-8", "surrogateescape")

    def repository(self, name="tools", files=None, branch="main"):
        """A repository with one commit."""
        made = Repository(self, name, branch)
        made.commit(SAMPLE if files is None else files, "first")
        return made

    def run(self, *words, exit=0, cwd=None, env=None, stdin=b"", **options):
        """Runs the program in the project (in the home where there is none) and checks its exit."""
        environment = {**self.env, **(env or {})}
        environment = {key: value for key, value in environment.items() if value is not None}
        if cwd is None:
            cwd = self.project if self.project.is_dir() else self.home
        done = subprocess.run([PROGRAM, *map(str, words)], cwd=cwd, env=environment, input=stdin,
                              stdout=options.get("stdout", subprocess.PIPE),
                              stderr=subprocess.PIPE, timeout=60)
        if done.stdout is None:
            done.stdout = b""
        run = Run(words, done)
        assert CANARY.encode() not in done.stdout + done.stderr, f"the token was said\n{run}"
        assert exit is None or run.exit == exit, f"expected exit {exit}\n{run}"
        return run

    def json(self, *words, exit=0, **options):
        end = words.index("--") if "--" in words else len(words)
        return self.run(*words[:end], "--json", *words[end:], exit=exit, **options)

    def init(self, name="project"):
        """Makes a project; later runs work in it."""
        self.project = self.root / name
        self.project.mkdir(exist_ok=True)
        self.run("init")
        return self.project

    def with_sample(self, *words, files=None):
        """A project with one scanned source `acme/tools`; returns its repository."""
        repository = self.repository("tools", files)
        self.init()
        self.run("source", "add", repository.url, "--id", "acme/tools", *words)
        return repository

    @property
    def manifest(self):
        return self.project / "skillmeat.toml"

    @property
    def lock(self):
        return self.project / "skillmeat.lock"

    def append(self, text, path=None):
        """Edits a file by hand, at its end."""
        with open(path or self.manifest, "a", encoding="utf-8") as stream:
            stream.write(text)

    def replace(self, old, new, path=None):
        """Edits a file by hand: `old` must be there."""
        path = path or self.manifest
        text = path.read_text()
        assert old in text, f"{old!r} is not in {path}:\n{text}"
        path.write_text(text.replace(old, new))

    def entries(self, *words):
        """What `catalog list` shows, without the source: TYPE:./PATH."""
        return [entry.rpartition("@")[0] for entry in self.json("catalog", "list", *words).ids()]

    def statuses(self, *words):
        """TYPE:./PATH -> status, over everything."""
        items = self.json("catalog", "list", "--all", *words).items
        return {item["id"].rpartition("@")[0]: item["status"] for item in items}

    def source(self, source="acme/tools"):
        return self.json("source", "show", source).item


def snapshot(*folders):
    """Every file below the folders: path -> (bytes, inode, mtime), to see what a command wrote."""
    found = {}
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                stat = path.stat()
                found[str(path)] = (path.read_bytes(), stat.st_ino, stat.st_mtime_ns)
            else:
                found[str(path)] = None
    return found


def differing(before, after):
    """Names of the files that differ between two snapshots."""
    return sorted({Path(path).name for path in before.keys() | after.keys()
                   if before.get(path, 0) != after.get(path, 0)})


def equal(found, expected, about=""):
    assert found == expected, f"{about}\nexpected {expected!r:.1500}\nfound    {found!r:.1500}"


def contains(text, *parts):
    for part in parts:
        assert part in text, f"expected {part!r} in:\n{text}"


def lacks(text, *parts):
    for part in parts:
        assert part not in text, f"did not expect {part!r} in:\n{text}"


def matches(text, pattern):
    assert re.search(pattern, text), f"expected /{pattern}/ in:\n{text}"


def main():
    """Runs the scenarios of the calling file, or those named on the command line."""
    if not os.access(PROGRAM, os.X_OK):
        print("SKILLMEAT names no executable", file=sys.stderr)
        sys.exit(2)
    failed = 0
    chosen = [one for one in SCENARIOS if not sys.argv[1:] or one.__name__ in sys.argv[1:]]
    for one in chosen:
        sandbox = Sandbox()
        try:
            one(sandbox)
            sandbox.check_canary()
        except Exception:  # one failing scenario does not hide the others
            failed += 1
            print(f"FAILED {one.__name__}\n{traceback.format_exc()}", file=sys.stderr)
        finally:
            sandbox.close()
    print(f"{len(chosen) - failed} of {len(chosen)} scenarios passed")
    sys.exit(1 if failed or not chosen else 0)
