"""Counts requests and bytes of GitHub sources over http, through git and over the API, beside a clone.

usage: requests.py PROGRAM WORK BARE-REPOSITORY...

A loopback server serves git and the API from the repositories and counts what it is asked for; the
figures are exact. Prints rows WHAT TAB FIGURE TAB WANTED TAB UNIT, or a heading on a line of its own.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from github_server import GitHubServer  # noqa: E402

PROGRAM, WORK = sys.argv[1], Path(sys.argv[2])
SOURCES = 100
LATENCY_MS = 50
TOKEN = "token-of-bench"


def run(cwd, *words):
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))}: exit {done.returncode}\n{done.stderr}")


def fresh_place(server):
    """A project and a home without any cache."""
    place = WORK / f"requests-{time.monotonic_ns()}"
    (place / "home").mkdir(parents=True)
    os.environ["HOME"] = str(place / "home")
    os.environ["GH_HOST"] = server.host
    os.environ["GH_ENTERPRISE_TOKEN"] = TOKEN
    run(place, PROGRAM, "init", "--quiet")
    return place


def spent(server):
    rows = server.requests()
    return len(rows), sum(row["bytes"] for row in rows)


def row(what, counted):
    print(f"{what}: requests\t{counted[0]}\t\t")
    print(f"{what}: bytes\t{counted[1]}\t\t")


def commit(path):
    """A commit that changes one file, without a work tree."""
    def git(*words, stdin=b""):
        return subprocess.run(["git", "-C", path, *words], input=stdin, capture_output=True,
                              check=True, env={**os.environ, "GIT_INDEX_FILE": f"{path}/bench-index",
                                               "GIT_AUTHOR_NAME": "b", "GIT_AUTHOR_EMAIL": "b@b",
                                               "GIT_COMMITTER_NAME": "b",
                                               "GIT_COMMITTER_EMAIL": "b@b"}).stdout.strip().decode()
    text = b"---\nname: bench\ndescription: changed by the bench\n---\nText.\n"
    blob = git("hash-object", "-w", "--stdin", stdin=text)
    git("read-tree", "main")
    git("update-index", "--add", "--cacheinfo", f"100644,{blob},skills/bench/SKILL.md")
    tree = git("write-tree")
    made = git("commit-tree", tree, "-p", "main", "-m", "bench")
    git("update-ref", "refs/heads/main", made)


def one_repository(original):
    name = Path(original).name.removesuffix(".git")
    repository = name.replace("+", "/", 1) if "+" in name else f"bench/{name}"
    path = str(WORK / f"served-{name}.git")
    shutil.copytree(original, path)
    run(path, "git", "symbolic-ref", "HEAD", "refs/heads/main")
    run(path, "git", "config", "uploadpack.allowFilter", "true")
    run(path, "git", "config", "uploadpack.allowAnySHA1InWant", "true")
    with GitHubServer({repository: path}, tokens=[TOKEN]) as server:
        server.control(settings={"limit_token": 10**9})
        url = f"{server.url}/{repository}"
        first = subprocess.run(["git", "-C", path, "rev-parse", "main"], capture_output=True,
                               text=True, check=True).stdout.strip()
        for transport in ("git", "api"):
            run(path, "git", "update-ref", "refs/heads/main", first)
            place = fresh_place(server)
            server.requests()
            run(place, PROGRAM, "source", "add", url, "--id", "x", "--transport", transport)
            row(f"{repository} through {transport}: first add", spent(server))
            run(place, PROGRAM, "source", "scan")
            row(f"{repository} through {transport}: unchanged scan", spent(server))
            commit(path)
            run(place, PROGRAM, "source", "scan")
            row(f"{repository} through {transport}: changed scan", spent(server))
        run(path, "git", "update-ref", "refs/heads/main", first)
        run(WORK, "git", "clone", "-q", "--depth", "1", url, WORK / f"clone-{name}")
        row(f"{repository}: git clone --depth 1", spent(server))


def many_sources(original):
    """Unchanged scans of many sources over a slow network."""
    path = str(WORK / "served-many.git")
    shutil.copytree(original, path)
    run(path, "git", "symbolic-ref", "HEAD", "refs/heads/main")
    names = [f"bench/r{number}" for number in range(SOURCES)]
    with GitHubServer({name: path for name in names}, tokens=[TOKEN]) as server:
        server.control(settings={"limit_token": 10**9})
        for transport in ("git", "api"):
            place = fresh_place(server)
            run(place, PROGRAM, "config", "set", "transport", transport)
            run(place, PROGRAM, "source", "add", *(f"{server.url}/{name}" for name in names))
            server.control(settings={"latency_ms": LATENCY_MS, "limit_token": 10**9})
            server.requests()
            began = time.monotonic()
            run(place, PROGRAM, "source", "scan")
            took = time.monotonic() - began
            server.control(settings={"latency_ms": 0, "limit_token": 10**9})
            print(f"{SOURCES} unchanged sources, {LATENCY_MS} ms each, through {transport}: seconds"
                  f"\t{took:.2f}\t1.5\ts")
            print(f"{SOURCES} unchanged sources through {transport}: requests"
                  f"\t{spent(server)[0]}\t\t")


def main():
    for original in sys.argv[3:]:
        one_repository(original)
    many_sources(sys.argv[3])


main()
