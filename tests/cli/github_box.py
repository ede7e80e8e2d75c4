"""A repository on github.com as scenarios see it: git reads it from a local one (insteadOf), the API
is a loopback server over the same one. No git program, where a scenario wants none."""

import contextlib
import os
import sys
from pathlib import Path

from harness import SAMPLE

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from github_server import GitHubServer  # noqa: E402

URL = "https://github.com/acme/tools"


@contextlib.contextmanager
def on_github(box, files=None, tokens=(), name="acme/tools", **facts):
    """Yields (repository, server); the project is there, nothing is added to it yet."""
    repository = box.repository(name, SAMPLE if files is None else files)
    box.git(box.home, "config", "--global", f"url.file://{box.root}/repos/.insteadOf",
            "https://github.com/")
    if not box.project.is_dir():
        box.init()
    described = {"path": str(repository.path), "description": "Tools for work", **facts}
    with GitHubServer({name: described}, tokens) as server:
        box.env["SKILLMEAT_GITHUB_API_URL"] = server.url
        box.env.pop("GH_TOKEN", None)  # scenarios say which token they have
        yield repository, server


def paths(server):
    """Paths of the API that were asked for since the last call."""
    return [row["path"] for row in server.requests()]


def without_git(box):
    """An environment whose PATH has no git, nor gh."""
    empty = box.root / "no-programs"
    empty.mkdir(exist_ok=True)
    return {"PATH": os.fspath(empty)}
