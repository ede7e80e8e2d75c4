"""Serves GitHub's REST API, and git over http, from local git repositories on 127.0.0.1.

usage: github_server.py [OWNER/NAME=PATH]... [--token TOKEN]... [--log FILE]

Prints its port and serves until stdin ends. In a test written in Python: GitHubServer.

The API stands below / as on api.github.com and below /api/v3 as on enterprise servers; /OWNER/NAME
is the repository for git. Private repositories are 404 without one of the tokens; a token that is
not among them is 401. Each request is a JSON line of the log: method, path, headers (names in lower
case), status, bytes of the answer's head and body (0 for some faults). POST /_control changes settings
(Settings below), repositories (Facts) and faults (Fault) while it runs: `{"settings": {...},
"repositories": {"acme/tools": {"path": ..., "topics": [...]}}, "faults": [{...}]}`; the faults
replace those that were there. GET /_requests gives the log so far as an array.
"""

import argparse
import base64
import gzip
import hashlib
import http.server
import json
import os
import re
import sys
import threading
import time
import urllib.parse
import zlib
from dataclasses import dataclass, field

import github_shapes as shapes
from git_objects import Objects, serve_git

LARGEST_BLOB = 100 << 20


@dataclass
class Facts:
    """A repository."""

    full_name: str
    path: str
    description: str = None
    topics: list = field(default_factory=list)
    private: bool = False
    verification: dict = None  # the host's word on every commit; None: unsigned
    number: int = 0
    objects: Objects = None

    def __post_init__(self):
        self.number = shapes.number_of(self.full_name)
        self.objects = Objects(self.path)


@dataclass
class Settings:
    latency_ms: int = 0  # before each answer
    tree_limit: int = 100_000  # rows of a recursive listing; more are cut, which `truncated` says
    page_size: int = 0  # refs on one page; 0: all of them
    limit_anonymous: int = 60
    limit_token: int = 5000
    window_s: int = 3600
    renamed: dict = field(default_factory=dict)  # old name -> new one: 301 to /repositories/ID
    deleted: list = field(default_factory=list)
    compress: bool = True


@dataclass
class Fault:
    """Something else than the right answer, for requests whose path matches."""

    kind: str  # a method of Faults
    path: str = ""  # regular expression, found anywhere in the path
    times: int = -1  # requests it is for; -1: all
    status: int = 0
    retry_after: int = None
    to: str = ""  # base URL of a redirect
    body: str = ""
    name: str = ""  # path of a tree's row


class Limits:
    """Counts requests of each token in windows of time, as GitHub does."""

    def __init__(self, settings):
        self.settings = settings
        self.used = {}
        self.end = int(time.time()) + settings.window_s

    def headers(self, token, cost):
        limit = self.settings.limit_token if token else self.settings.limit_anonymous
        self.used[token] = min(self.used.get(token, 0) + cost, limit)
        return {"x-ratelimit-limit": str(limit), "x-ratelimit-resource": "core",
                "x-ratelimit-remaining": str(limit - self.used[token]),
                "x-ratelimit-used": str(self.used[token]), "x-ratelimit-reset": str(self.end)}

    def is_used_up(self, token):
        limit = self.settings.limit_token if token else self.settings.limit_anonymous
        return self.used.get(token, 0) >= limit


class Reply:
    """An answer that is not yet written."""

    def __init__(self, status, body, content_type="application/json; charset=utf-8", headers=None,
                 etag=None):
        self.status = status
        self.body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.headers = {"content-type": content_type, **(headers or {})}
        if status == 200:
            self.headers["etag"] = etag or 'W/"' + hashlib.sha256(self.body).hexdigest() + '"'


def refusal(status, message, headers=None):
    return Reply(status, shapes.error(status, message), headers=headers)


class Routes:
    """What a path means. Each method answers for one repository."""

    def __init__(self, settings, api, web, accept, endless_pages=False, lost_row=None):
        self.settings = settings
        self.api = api
        self.web = web
        self.accept = accept
        self.endless_pages = endless_pages
        self.lost_row = lost_row

    def answer(self, facts, below, query):
        for pattern, route in self.TABLE:
            match = re.fullmatch(pattern, below)
            if match:
                words = [urllib.parse.unquote(word) for word in match.groups()]
                return route(self, facts, query, *words)
        return refusal(404, "Not Found")

    def repository(self, facts, _query):
        branch = facts.objects.default_branch()
        return Reply(200, shapes.repository(facts, branch, self.api, self.web))

    def topics(self, facts, _query):
        return Reply(200, {"names": facts.topics})

    def commit(self, facts, _query, name):
        if facts.objects.read("HEAD") is None and not facts.objects.refs():
            return refusal(409, "Git Repository is empty.")
        found = (facts.objects.read("refs/" + name) or facts.objects.read("refs/heads/" + name)
                 or facts.objects.read("refs/tags/" + name) or facts.objects.read(name))
        found = found and facts.objects.read(found[0] + "^{commit}")
        if not found:
            return refusal(422, f"No commit found for SHA: {name}")
        if "application/vnd.github.sha" in self.accept:
            return Reply(200, found[0].encode(), "application/vnd.github.sha; charset=utf-8",
                         etag=f'"{found[0]}"')
        return Reply(200, shapes.commit(found[0], found[2], facts, self.api, self.web))

    def git_commit(self, facts, _query, name):
        found = self.object(facts, name, "commit")
        if isinstance(found, Reply):
            return found
        return Reply(200, shapes.git_commit(found[0], found[2], facts, self.api, self.web))

    def tree(self, facts, query, name):
        found = self.object(facts, name, "tree")
        if isinstance(found, Reply):
            return found
        recursive = bool(query.get("recursive"))
        rows = facts.objects.tree(found[0], recursive)
        if self.lost_row is not None:
            rows = [row for row in rows if row[4].decode("utf-8", "replace") != self.lost_row]
        limit = self.settings.tree_limit if recursive else len(rows)
        return Reply(200, shapes.tree(found[0], rows[:limit], len(rows) > limit, facts, self.api))

    def blob(self, facts, _query, name):
        found = self.object(facts, name, "blob")
        if isinstance(found, Reply):
            return found
        if len(found[2]) > LARGEST_BLOB:
            return refusal(403, "This API returns blobs up to 100 MB in size.")
        if "application/vnd.github.raw" in self.accept:
            return Reply(200, found[2], "application/vnd.github.raw+json; charset=utf-8")
        return Reply(200, shapes.blob(found[0], found[2], facts, self.api))

    def tag(self, facts, _query, name):
        found = self.object(facts, name, "tag")
        if isinstance(found, Reply):
            return found
        return Reply(200, shapes.tag(found[0], found[2], facts, self.api))

    def matching_refs(self, facts, query, name):
        rows = [shapes.ref(ref, kind, object_id, facts, self.api)
                for ref, kind, object_id in ([] if self.endless_pages else facts.objects.refs())
                if ref.startswith("refs/" + name)]
        size = int(query.get("per_page", ["0"])[0]) or self.settings.page_size or len(rows) or 1
        page = int(query.get("page", ["1"])[0])
        headers = {}
        if self.endless_pages or len(rows) > page * size:
            quoted = urllib.parse.quote(name, safe="")
            url = f"{self.api}/repositories/{facts.number}/git/matching-refs/{quoted}"
            headers["link"] = f'<{url}?page={page + 1}>; rel="next"'
        return Reply(200, rows[(page - 1) * size:page * size], headers=headers)

    @staticmethod
    def object(facts, name, kind):
        """An object of this kind by its full id, or the refusal."""
        if not re.fullmatch("[0-9a-f]{40}|[0-9a-f]{64}", name):
            return refusal(422, "The sha parameter must be exactly 40 characters.")
        found = facts.objects.read(name)
        return found if found and found[1] == kind else refusal(404, "Not Found")

    TABLE = [("", repository), ("/topics", topics), ("/commits/(.+)", commit),
             ("/git/commits/([^/]+)", git_commit), ("/git/trees/([^/]+)", tree),
             ("/git/blobs/([^/]+)", blob), ("/git/tags/([^/]+)", tag),
             ("/git/matching-refs/(.+)", matching_refs)]


class Faults:
    """Answers that are wrong on purpose: a Reply, or bytes after which the connection is closed."""

    def __init__(self, target, right_reply):
        self.target = target
        self.right_reply = right_reply

    def status(self, fault):
        return Reply(fault.status, fault.body.encode() or shapes.error(fault.status, "Fault"))

    def primary_limit(self, fault):
        wait = 3600 if fault.retry_after is None else fault.retry_after
        return refusal(fault.status or 403, "API rate limit exceeded for 127.0.0.1.", {
            "x-ratelimit-limit": "60", "x-ratelimit-remaining": "0", "x-ratelimit-used": "60",
            "x-ratelimit-reset": str(int(time.time()) + wait)})

    def secondary_limit(self, fault):
        headers = {} if fault.retry_after is None else {"retry-after": str(fault.retry_after)}
        return refusal(fault.status or 403, "You have exceeded a secondary rate limit.", headers)

    def redirect(self, fault):
        return Reply(fault.status or 302, {"message": "Moved"},
                     headers={"location": fault.to + self.target})

    def html(self, _fault):
        return Reply(200, b"<!DOCTYPE html><html><body>Log in</body></html>", "text/html")

    def invalid_json(self, _fault):
        return Reply(200, b'{"full_name": "acme/tools", ')

    def body(self, fault):
        return Reply(200, fault.body.encode())

    def close(self, _fault):
        return b""

    def cut_body(self, _fault):
        body = self.right_reply().body
        return self.head(len(body)) + body[:len(body) // 2]

    def wrong_length(self, _fault):
        body = self.right_reply().body
        return self.head(len(body) + 100) + body

    def huge(self, _fault):
        return self.head(1 << 30) + b" " * (1 << 20)

    def slow(self, fault):
        """A byte every tenth of a second."""
        body = self.right_reply().body

        def pieces():
            yield self.head(len(body))
            for byte in body:
                time.sleep(0.1)
                yield bytes([byte])
        return pieces()

    def gzip_bomb(self, _fault):
        """Blanks, a thousandth of them on the wire: 1 GiB."""
        def pieces():
            packer = zlib.compressobj(9, zlib.DEFLATED, 31)
            yield (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip"
                   b"\r\nConnection: close\r\n\r\n")
            for _ in range(1024):
                yield packer.compress(b" " * (1 << 20))
        return pieces()

    @staticmethod
    def head(length):
        return (f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}"
                "\r\nConnection: close\r\n\r\n").encode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        self.target = self.path  # with the query
        self.path, _, self.query = self.path.partition("?")
        if self.path == "/_requests":
            self.write(Reply(200, self.server.state.requests), log=False)
            return
        time.sleep(self.server.state.settings.latency_ms / 1000)
        if self.is_git():
            self.serve_git(b"")
        else:
            self.serve_api()

    def do_POST(self):
        body = self.read_body()
        if self.path == "/_control":
            self.server.state.control(json.loads(body))
            self.write(Reply(200, {}), log=False)
            return
        time.sleep(self.server.state.settings.latency_ms / 1000)
        self.path, _, self.query = self.path.partition("?")
        if self.is_git():
            self.serve_git(body)
        else:
            self.write(refusal(404, "Not Found"))

    def read_body(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            parts = []
            while size := int(self.rfile.readline(), 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    # The API

    def serve_api(self):
        state = self.server.state
        prefix = "/api/v3" if self.path.startswith("/api/v3/") else ""
        fault = state.take_fault(self.path)
        quirks = {}
        if fault and fault.kind == "endless_pages":
            quirks["endless_pages"] = True
        elif fault and fault.kind == "lost_row":
            quirks["lost_row"] = fault.name
        elif fault:
            answer = getattr(Faults(self.target, lambda: self.route(prefix, {})), fault.kind)(
                fault)
            self.write(answer)
            return
        self.write(self.route(prefix, quirks))

    def route(self, prefix, quirks):
        state = self.server.state
        token = self.token()
        if not self.headers.get("User-Agent"):
            return refusal(403, "Request forbidden by administrative rules.")
        if token is not None and token not in state.tokens:
            return refusal(401, "Bad credentials")
        if state.limits.is_used_up(token):
            return refusal(403, "API rate limit exceeded.", state.limits.headers(token, 0))
        web = f"http://{self.headers['Host']}"
        facts, below = state.find(self.path.removeprefix(prefix))
        if isinstance(facts, int):  # renamed
            place = f"{web}{prefix}/repositories/{facts}{below}" + self.query_part()
            return Reply(301, {"message": "Moved Permanently", "url": place,
                               "documentation_url": shapes.DOCUMENTATION},
                         headers={"location": place})
        if facts is None or (facts.private and token is None):
            reply = refusal(404, "Not Found")
        else:
            reply = Routes(state.settings, web + prefix, web, self.headers.get("Accept", ""),
                           **quirks).answer(facts, below, urllib.parse.parse_qs(self.query))
        unchanged = reply.status == 200 and reply.headers["etag"] in [
            tag.strip() for tag in self.headers.get("If-None-Match", "").split(",")]
        if unchanged:
            reply = Reply(304, b"", headers={"etag": reply.headers["etag"]})
            del reply.headers["content-type"]
        reply.headers.update(state.limits.headers(token, 0 if unchanged else 1))
        return reply

    def query_part(self):
        return "?" + self.query if self.query else ""

    def token(self):
        scheme, _, value = self.headers.get("Authorization", "").partition(" ")
        return value if scheme.lower() in ("bearer", "token") else None

    # git

    def is_git(self):
        return re.search(r"/(info/refs|git-upload-pack)$", self.path) is not None

    def serve_git(self, body):
        state = self.server.state
        match = re.fullmatch(r"/([^/]+/[^/]+?)(?:\.git)?(/info/refs|/git-upload-pack)", self.path)
        facts, _ = state.find("/repos/" + match.group(1)) if match else (None, "")
        if isinstance(facts, int):
            new = next(name for name, other in state.repositories.items() if other.number == facts)
            place = f"/{new}{match.group(2)}" + self.query_part()
            self.write(Reply(301, b"", headers={"location": place}))
            return
        if facts is None:
            self.write(refusal(404, "Not Found"))
            return
        if facts.private and not self.has_password():
            self.write(Reply(401, b"", headers={"www-authenticate": 'Basic realm="GitHub"'}))
            return
        root, name = os.path.split(facts.objects.folder)
        status, headers, content = serve_git(root, self.command, f"/{name}{match.group(2)}",
                                             self.query, self.headers, body)
        self.write(Reply(status, content,
                         headers={key.lower(): value for key, value in headers}))

    def has_password(self):
        scheme, _, value = self.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return False
        return base64.b64decode(value).decode().partition(":")[2] in self.server.state.tokens

    # Writing

    def write(self, answer, log=True):
        """A Reply, raw bytes, or pieces of them; after the last two the connection is closed. What
        the client has got is in the log by then."""
        status, pieces = 200, answer
        if isinstance(answer, Reply):
            status, pieces = answer.status, [self.encode(answer)]
        elif isinstance(answer, bytes):
            pieces = [answer]
        self.close_connection = self.close_connection or not isinstance(answer, Reply)
        if log:
            self.server.state.log({
                "method": self.command, "path": self.requestline.split()[1], "status": status,
                "bytes": len(pieces[0]) if isinstance(pieces, list) else 0,
                "headers": {name.lower(): value for name, value in self.headers.items()}})
        try:
            for piece in pieces:
                self.wfile.write(piece)
        except OSError:
            self.close_connection = True

    def encode(self, reply):
        body = reply.body
        headers = dict(reply.headers)
        accepted = "gzip" in self.headers.get("Accept-Encoding", "")
        if accepted and self.server.state.settings.compress and len(body) > 200:
            body = gzip.compress(body, 6, mtime=0)
            headers["content-encoding"] = "gzip"
        if reply.status != 304:
            headers["content-length"] = str(len(body))
        words = self.responses.get(reply.status, ("Unknown",))[0]
        lines = [f"HTTP/1.1 {reply.status} {words}", *(f"{k}: {v}" for k, v in headers.items())]
        return "\r\n".join([*lines, "", ""]).encode() + body

    def log_message(self, format, *arguments):
        pass


class State:
    """All that a server knows."""

    def __init__(self, repositories, tokens, log_file):
        self.settings = Settings()
        self.limits = Limits(self.settings)
        self.tokens = set(tokens)
        self.repositories = {}
        self.faults = []
        self.requests = []
        self.lock = threading.Lock()
        self.log_stream = open(log_file, "a", encoding="utf-8") if log_file else None
        self.add_repositories(repositories)

    def add_repositories(self, described):
        for name, facts in described.items():
            if not isinstance(facts, dict):
                facts = {"path": str(facts)}
            known = self.repositories.get(name)
            if known:
                known.objects.close()
                facts = {"path": known.path, "description": known.description,
                         "topics": known.topics, "private": known.private,
                         "verification": known.verification, **facts}
            self.repositories[name] = Facts(name, **facts)

    def control(self, changes):
        with self.lock:
            self.add_repositories(changes.get("repositories", {}))
            for key, value in changes.get("settings", {}).items():
                if not hasattr(self.settings, key):
                    raise KeyError(key)
                setattr(self.settings, key, value)
            if "faults" in changes:
                self.faults = [Fault(**fault) for fault in changes["faults"]]
            if "tokens" in changes:
                self.tokens = set(changes["tokens"])
            if changes.get("renew_limits"):
                self.limits = Limits(self.settings)

    def take_fault(self, path):
        with self.lock:
            for fault in self.faults:
                if fault.times != 0 and re.search(fault.path, path):
                    fault.times -= 1 if fault.times > 0 else 0
                    return fault
        return None

    def find(self, path):
        """(facts, rest of the path); (number, rest) for a renamed one; (None, "") for none."""
        match = re.fullmatch(r"/repos/([^/]+)/([^/]+)(/.*)?", path)
        if match:
            name = urllib.parse.unquote(match.group(1) + "/" + match.group(2)).lower()
            renamed = {old.lower(): new for old, new in self.settings.renamed.items()}
            if name in renamed:
                return self.repositories[renamed[name]].number, match.group(3) or ""
            found = [facts for known, facts in self.repositories.items() if known.lower() == name]
            rest = match.group(3) or ""
        else:
            match = re.fullmatch(r"/repositories/(\d+)(/.*)?", path)
            number = int(match.group(1)) if match else -1
            found = [facts for facts in self.repositories.values() if facts.number == number]
            rest = match.group(2) or "" if match else ""
        if not found or found[0].full_name in self.settings.deleted:
            return None, ""
        return found[0], rest

    def log(self, row):
        with self.lock:
            self.requests.append(row)
            if self.log_stream:
                self.log_stream.write(json.dumps(row) + "\n")
                self.log_stream.flush()

    def close(self):
        for facts in self.repositories.values():
            facts.objects.close()
        if self.log_stream:
            self.log_stream.close()


class Listener(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, state):
        super().__init__(("127.0.0.1", 0), Handler)
        self.state = state

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class GitHubServer:
    """A server that runs until stop(). `repositories`: "owner/name" -> path or members of Facts."""

    def __init__(self, repositories, tokens=(), log_file=None):
        self.state = State(repositories, tokens, log_file)
        self.listener = Listener(self.state)
        self.port = self.listener.server_address[1]
        self.host = f"127.0.0.1:{self.port}"
        self.url = f"http://{self.host}"
        self.thread = threading.Thread(target=self.listener.serve_forever, args=(0.05,),
                                       daemon=True)
        self.thread.start()

    def control(self, **changes):
        """Settings, repositories, faults, tokens, as POST /_control takes them."""
        self.state.control(changes)

    def requests(self, clear=True):
        """The requests so far, which are then forgotten unless told otherwise."""
        with self.state.lock:
            rows = list(self.state.requests)
            if clear:
                self.state.requests.clear()
        return rows

    def stop(self):
        self.listener.shutdown()
        self.listener.server_close()
        self.thread.join()
        self.state.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("repositories", nargs="*", metavar="OWNER/NAME=PATH")
    parser.add_argument("--token", action="append", default=[])
    parser.add_argument("--log")
    options = parser.parse_args()
    pairs = (text.partition("=") for text in options.repositories)
    server = GitHubServer({name: path for name, _, path in pairs}, options.token, options.log)
    print(server.port, flush=True)
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    main()
