"""Reads objects and refs of a local git repository, for servers of the tests."""

import os
import subprocess
import threading


def git(path, *words):
    """Output of a git command in the repository, as bytes; nothing of the user's counts."""
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1",
                   "GIT_CONFIG_GLOBAL": "/dev/null", "LC_ALL": "C"}
    return subprocess.run(["git", "-c", "safe.directory=*", "-C", path, *words], env=environment,
                          check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def serve_git(root, method, path, query, headers, body):
    """What `git http-backend` answers: (status, [(name, value)...], content). `root` is the folder
    below which `path` names the repository."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": "/nonexistent",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_PROJECT_ROOT": root,
        "GIT_HTTP_EXPORT_ALL": "1",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "REQUEST_METHOD": method,
        "CONTENT_TYPE": headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_CONTENT_ENCODING": headers.get("Content-Encoding", ""),
        "GIT_PROTOCOL": headers.get("Git-Protocol", ""),
    }
    reply = subprocess.run(["git", "http-backend"], input=body, env=environment, check=False,
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    head, _, content = reply.partition(b"\r\n\r\n")
    status, answered = 200, []
    for line in head.decode().split("\r\n"):
        name, _, value = line.partition(": ")
        if name == "Status":
            status = int(value.split()[0])
        elif name:
            answered.append((name, value))
    return status, answered, content


class Objects:
    """One repository. A single `git cat-file --batch` answers as long as it lives; it sees refs and
    objects that are made later."""

    def __init__(self, path):
        self.path = str(path)
        self.folder = git(self.path, "rev-parse", "--absolute-git-dir").decode().strip()
        self._lock = threading.Lock()
        self._child = None
        self._trees = {}

    def read(self, name):
        """(id, type, bytes) of an object, by id or any name git knows; None when there is none."""
        if "\n" in name or not name:
            return None
        with self._lock:
            if self._child is None:
                self._child = subprocess.Popen(
                    ["git", "-c", "safe.directory=*", "-C", self.path, "cat-file", "--batch"],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                    env={"PATH": os.environ["PATH"], "GIT_NO_LAZY_FETCH": "1"})
            self._child.stdin.write(name.encode() + b"\n")
            self._child.stdin.flush()
            words = self._child.stdout.readline().split()
            if len(words) != 3:
                return None
            content = self._child.stdout.read(int(words[2]))
            self._child.stdout.read(1)
        return words[0].decode(), words[1].decode(), content

    def tree(self, tree_id, recursive):
        """[(mode, type, id, size or None, path as bytes)...] in git's order."""
        key = (tree_id, recursive)
        if key not in self._trees:
            flags = ["-r", "-t"] if recursive else []
            rows = []
            for line in git(self.path, "ls-tree", *flags, "-l", "-z", tree_id).split(b"\0")[:-1]:
                head, _, path = line.partition(b"\t")
                mode, kind, name, size = head.decode().split()
                rows.append((mode, kind, name, None if size == "-" else int(size), path))
            self._trees[key] = rows
        return self._trees[key]

    def refs(self):
        """[(full name, type, id)...] sorted by name."""
        lines = git(self.path, "for-each-ref",
                    "--format=%(refname)%00%(objecttype)%00%(objectname)").decode().splitlines()
        return [tuple(line.split("\0")) for line in lines]

    def default_branch(self):
        with open(os.path.join(self.folder, "HEAD"), encoding="utf-8") as stream:
            return stream.read().strip().removeprefix("ref: refs/heads/")

    def close(self):
        with self._lock:
            if self._child is not None:
                self._child.stdin.close()
                self._child.stdout.close()
                self._child.wait()
                self._child = None
