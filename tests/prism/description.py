"""GitHub's description of its API, cut down to the operations the client uses.

The whole has 13 MB, most of which a proxy would read for nothing. What GitHub promises only in the
prose of its documentation is added to it, and nothing else:
- any conditional request may be answered 304 (REST API: "Use conditional requests if appropriate");
- a blob is its raw bytes when `application/vnd.github.raw+json` is asked for (the operation's own
  prose).
"""

import json

OPERATIONS = {
    "repository": "/repos/{owner}/{repo}",
    "head": "/repos/{owner}/{repo}/commits/{ref}",
    "commit": "/repos/{owner}/{repo}/git/commits/{commit_sha}",
    "tree": "/repos/{owner}/{repo}/git/trees/{tree_sha}",
    "blob": "/repos/{owner}/{repo}/git/blobs/{file_sha}",
    "refs": "/repos/{owner}/{repo}/git/matching-refs/{ref}",
    "tag": "/repos/{owner}/{repo}/git/tags/{tag_sha}",
}
RAW = "application/vnd.github.raw+json"


def references(value):
    """All `$ref` below a value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "$ref" and isinstance(inner, str):
                yield inner
            else:
                yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def cut(whole):
    """The description with only OPERATIONS and the components they need."""
    paths = {path: {"get": whole["paths"][path]["get"]} for path in OPERATIONS.values()}
    for item in paths.values():
        item["get"]["responses"]["304"] = {"description": "Not modified"}
        item["get"].pop("x-octokit", None)
    blob = paths[OPERATIONS["blob"]]["get"]
    if RAW not in blob["description"]:
        raise SystemExit(f"the description no longer speaks of {RAW} for blobs")
    answers = blob["responses"]["200"]
    # Prism takes the first type that fits, and for it application/json fits whatever ends in +json.
    answers["content"] = {RAW: {"schema": {}}, **answers["content"]}
    components, waiting = {}, set(references(paths))
    while waiting:
        _, _, kind, name = waiting.pop().split("/")
        if name not in components.setdefault(kind, {}):
            components[kind][name] = whole["components"][kind][name]
            waiting |= set(references(components[kind][name]))
    return {"openapi": whole["openapi"], "info": whole["info"], "paths": paths,
            "servers": [{"url": "http://127.0.0.1"}], "components": components}


def write(source, target):
    with open(source, encoding="utf-8") as stream:
        description = cut(json.load(stream))
    with open(target, "w", encoding="utf-8") as stream:
        json.dump(description, stream)
