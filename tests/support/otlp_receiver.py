"""A collector of traces on loopback that takes OTLP/JSON at its word.

check_traces() holds a document against the specification (opentelemetry.io/docs/specs/otlp, "JSON
Protobuf Encoding", and opentelemetry/proto/trace/v1/trace.proto): names in lowerCamelCase, ids in
hexadecimal, 64-bit integers as decimal strings, enumerations as integers.
"""

import http.server
import json
import re
import threading

SPAN_MEMBERS = {"traceId", "spanId", "traceState", "parentSpanId", "flags", "name", "kind",
                "startTimeUnixNano", "endTimeUnixNano", "attributes", "status"}
REQUIRED = SPAN_MEMBERS - {"traceState", "parentSpanId", "status"}
INTERNAL, CLIENT = 1, 3


def check_value(value):
    assert isinstance(value, dict) and len(value) == 1, value
    (kind, held), = value.items()
    if kind == "stringValue":
        assert isinstance(held, str), value
    elif kind == "intValue":
        assert isinstance(held, str) and re.fullmatch(r"-?\d{1,19}", held), value
    elif kind == "boolValue":
        assert isinstance(held, bool), value
    else:
        assert kind == "arrayValue" and set(held) == {"values"}, value
        for one in held["values"]:
            check_value(one)


def check_attributes(attributes):
    keys = []
    for attribute in attributes:
        assert set(attribute) == {"key", "value"}, attribute
        keys.append(attribute["key"])
        check_value(attribute["value"])
    assert all(isinstance(key, str) and key for key in keys), keys
    assert len(keys) == len(set(keys)), f"a key stands twice: {keys}"


def check_id(text, digits):
    assert isinstance(text, str) and re.fullmatch(f"[0-9a-f]{{{digits}}}", text), text
    assert text.strip("0"), "an id of zeros"


def check_span(span):
    assert REQUIRED <= set(span) <= SPAN_MEMBERS, set(span)
    check_id(span["traceId"], 32)
    check_id(span["spanId"], 16)
    if "parentSpanId" in span:
        check_id(span["parentSpanId"], 16)
    assert isinstance(span["name"], str) and span["name"]
    assert type(span["kind"]) is int and 1 <= span["kind"] <= 5, span["kind"]
    assert type(span["flags"]) is int and span["flags"] & 1, span["flags"]
    for moment in ("startTimeUnixNano", "endTimeUnixNano"):
        assert isinstance(span[moment], str) and re.fullmatch(r"\d{19}", span[moment]), span[moment]
    assert int(span["startTimeUnixNano"]) <= int(span["endTimeUnixNano"]), span
    check_attributes(span["attributes"])
    if "status" in span:
        assert set(span["status"]) <= {"code", "message"}, span["status"]
        assert type(span["status"]["code"]) is int and 0 <= span["status"]["code"] <= 2


def check_traces(document, remote_parent=None):
    """Checks one ExportTraceServiceRequest of one run; returns its spans."""
    assert set(document) == {"resourceSpans"}, set(document)
    group, = document["resourceSpans"]
    assert set(group) == {"resource", "scopeSpans"}, set(group)
    check_attributes(group["resource"]["attributes"])
    scope, = group["scopeSpans"]
    assert scope["scope"]["name"] == "skillmeat" and scope["scope"]["version"], scope["scope"]
    spans = scope["spans"]
    for span in spans:
        check_span(span)
    ids = [span["spanId"] for span in spans]
    assert len(ids) == len(set(ids)), "an id stands twice"
    assert len({span["traceId"] for span in spans}) == 1, "several traces"
    roots = [span for span in spans if span.get("parentSpanId") == remote_parent]
    assert len(roots) == 1, f"{len(roots)} roots"
    for span in spans:
        if span is roots[0]:
            continue
        assert span["parentSpanId"] in ids, f"{span['name']} has a parent that is not there"
        parent = spans[ids.index(span["parentSpanId"])]
        assert int(parent["startTimeUnixNano"]) <= int(span["startTimeUnixNano"]), span["name"]
    return spans


def resource(document):
    return values(document["resourceSpans"][0]["resource"])


def values(span):
    """Attributes as a dictionary of plain values."""
    def plain(value):
        (kind, held), = value.items()
        return ([plain(one) for one in held["values"]] if kind == "arrayValue"
                else int(held) if kind == "intValue" else held)
    return {one["key"]: plain(one["value"]) for one in span["attributes"]}


def tree(spans):
    """The trace as indented lines, for reading."""
    lines = []

    def show(parent, depth):
        below = [span for span in spans if span.get("parentSpanId") == parent]
        for span in sorted(below, key=lambda one: int(one["startTimeUnixNano"])):
            took = (int(span["endTimeUnixNano"]) - int(span["startTimeUnixNano"])) / 1e6
            failed = " !" if span.get("status", {}).get("code") == 2 else ""
            lines.append(f"{'  ' * depth}{span['name']}  {took:.1f} ms{failed}")
            show(span["spanId"], depth + 1)

    known = {span["spanId"] for span in spans}
    for parent in sorted({span.get("parentSpanId") or "" for span in spans} - known):
        show(parent or None, 0)
    return lines


class Receiver:
    """Listens while it is open. `requests` holds (path, headers, body) of every POST."""

    def __init__(self, status=200, hangs=False):
        self.requests = []
        self.released = threading.Event()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.requests.append((self.path, dict(self.headers.items()), body))
                if hangs:
                    receiver.released.wait(60)
                    return
                answer = b"{}"
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.released.set()
        self.server.shutdown()
        self.server.server_close()

    def only(self):
        """The one request, checked as far as HTTP goes; its document."""
        assert len(self.requests) == 1, f"{len(self.requests)} requests"
        path, headers, body = self.requests[0]
        headers = {name.lower(): value for name, value in headers.items()}
        assert headers["content-type"] == "application/json", headers
        assert body.isascii()
        return json.loads(body)


if __name__ == "__main__":
    import sys
    for line in sys.stdin:
        document = json.loads(line)
        spans = document["resourceSpans"][0]["scopeSpans"][0]["spans"]
        print("\n".join(tree(spans)))
