"""Runs the calls of the client through Prism, a proxy that checks them by GitHub's description.

usage: prism.py API_CALLS FOLDER

FOLDER holds node_modules. Everything runs on 127.0.0.1.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
import description
from github_server import GitHubServer

PATIENCE = 60  # seconds


def git(folder, *words):
    names = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
             "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_NOSYSTEM": "1",
             "GIT_CONFIG_GLOBAL": "/dev/null", "PATH": os.environ["PATH"]}
    subprocess.run(["git", "-C", folder, *words], check=True, env=names)


def make_repositories(folder):
    tools, empty = folder / "tools", folder / "empty"
    for path in (tools, empty):
        path.mkdir()
        git(path, "init", "-q", "-b", "main")
    # Prism reads every answer whose type ends in +json as JSON and writes it anew: only such a
    # file comes through with its bytes.
    (tools / "file").write_text('{"mcpServers":{}}')
    git(tools, "add", ".")
    git(tools, "commit", "-q", "-m", "one")
    git(tools, "tag", "-a", "v1", "-m", "version 1")
    return {"acme/tools": {"path": str(tools), "description": "Tools", "topics": ["skills"]},
            "acme/empty": str(empty)}


class Prism:
    def __init__(self, packages, document, upstream, log):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.log = log
        command = ["node", packages / "node_modules/@stoplight/prism-cli/dist/index.js", "proxy",
                   document, upstream, "--errors", "--host", "127.0.0.1", "--port", str(port)]
        self.child = subprocess.Popen(command, stdout=open(log, "wb"), stderr=subprocess.STDOUT)
        end = time.monotonic() + PATIENCE
        while "Prism is listening" not in self.text():
            if self.child.poll() is not None or time.monotonic() > end:
                self.stop()
                raise SystemExit(f"Prism did not start:\n{self.text()}")
            time.sleep(0.05)

    def text(self):
        return re.sub(r"\x1b\[[0-9;]*m", "", self.log.read_text(errors="replace"))

    def errors(self):
        return [line for line in self.text().splitlines() if re.search(r"\berror\b", line)]

    def stop(self):
        self.child.terminate()
        self.child.wait()


def status_of(url):
    request = urllib.request.Request(url, headers={"User-Agent": "test"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read().decode()


def check_that_it_checks(prism, server):
    """What is wrong must be found, or the rest proves nothing."""
    server.control(faults=[{"kind": "body", "body": '{"full_name": "acme/tools"}'}])
    status, body = status_of(prism.url + "/repos/acme/tools")
    assert status == 500 and "VIOLATIONS" in body, f"an answer without its members passed: {body}"
    server.control(faults=[])
    status, body = status_of(prism.url + "/repos/acme/tools/git/trees")
    assert "NO_PATH_MATCHED" in body, f"a path that the API does not have passed: {body}"


def main():
    program, packages = sys.argv[1], Path(sys.argv[2])
    source = packages / "node_modules/@octokit/openapi/generated/api.github.com.json"
    with tempfile.TemporaryDirectory(prefix="skillmeat-prism-") as name:
        folder = Path(name)
        description.write(source, folder / "description.json")
        with GitHubServer(make_repositories(folder)) as server:
            server.control(settings={"limit_anonymous": 1000})
            prism = Prism(packages, folder / "description.json", server.url, folder / "log")
            try:
                # No token of this machine is used.
                surroundings = {"PATH": "/nonexistent", "HOME": name, "LC_ALL": "C"}
                surroundings.update({key: value for key, value in os.environ.items()
                                     if key.endswith("SAN_OPTIONS")})
                done = subprocess.run([program, prism.url, folder / "cache"], env=surroundings,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                found = prism.errors()
                requests = server.requests()
                check_that_it_checks(prism, server)
            finally:
                prism.stop()
    seen = {row["status"] for row in requests}
    print(done.stdout, end="")
    print(f"{len(requests)} requests went through, statuses {sorted(seen)}")
    print("\n".join(found))
    assert done.returncode == 0, "the calls did not give what was expected"
    assert not found, "requests or answers break GitHub's description"
    assert {200, 304, 404, 409} <= seen, f"not every kind of answer was seen: {seen}"
    for name, path in description.OPERATIONS.items():
        pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path))
        assert any(re.fullmatch(pattern, row["path"].partition("?")[0]) for row in requests), \
            f"no request was made for {name}: {path}"


if __name__ == "__main__":
    main()
