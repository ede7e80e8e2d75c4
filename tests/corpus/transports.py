"""Reads labelled repositories through git and over the API, and compares the catalogs byte by byte.

usage: transports.py WORK NAME...   (WORK/NAME.git are bare repositories, NAME is owner+name)
"""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from github_server import GitHubServer  # noqa: E402

PROGRAM = os.environ["SKILLMEAT"]


def run(project, *words):
    done = subprocess.run([PROGRAM, *words], cwd=project, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"skillmeat {' '.join(words)}: exit {done.returncode}\n{done.stderr}")


def main():
    work = Path(sys.argv[1])
    names = sys.argv[2:]
    projects = {name: work / "projects" / name for name in names}
    paths = {name.replace("+", "/"): str(work / f"{name}.git") for name in names}
    git_config = work / "gitconfig"
    for repository, path in paths.items():
        git_config.write_text((git_config.read_text() if git_config.exists() else "") +
                              f'[url "file://{path}"]\n'
                              f"\tinsteadOf = https://github.com/{repository}\n")
    os.environ["GIT_CONFIG_GLOBAL"] = str(git_config)
    failed = 0
    with GitHubServer(paths, tokens=["token-of-tests"]) as server:
        server.control(settings={"limit_token": 10**9})
        os.environ["SKILLMEAT_GITHUB_API_URL"] = server.url
        os.environ["GH_TOKEN"] = "token-of-tests"
        for name, project in projects.items():
            project.mkdir(parents=True)
            repository = name.replace("+", "/")
            run(project, "init")
            run(project, "source", "add", repository, "--transport", "git")
            catalog = project / ".skillmeat/catalog" / f"{name.lower()}.toml"
            # The second scan leaves every entry unchanged, so that statuses and dates agree.
            run(project, "source", "scan", "--force")
            over_git = catalog.read_bytes()
            server.requests()
            run(project, "source", "update", repository, "--transport", "api")
            run(project, "source", "scan", "--force")
            same = catalog.read_bytes() == over_git
            failed += not same
            print(f"{repository:45} {len(server.requests()):5} requests  "
                  f"{'same catalog' if same else 'DIFFERENT CATALOG'}")
    sys.exit(1 if failed else 0)


main()
