"""Bodies of GitHub's REST API, complete as its OpenAPI description wants them."""

import base64
import datetime
import zlib

DOCUMENTATION = "https://docs.github.com/rest"
EPOCH = "2026-01-01T00:00:00Z"


def number_of(text):
    """The same id for the same name, in every run."""
    return zlib.crc32(text.encode())


def node_id(text):
    return base64.b64encode(text.encode()).decode()


def error(status, message):
    return {"message": message, "documentation_url": DOCUMENTATION, "status": str(status)}


def user(login, api, web):
    mine = f"{api}/users/{login}"
    return {
        "login": login, "id": number_of(login), "node_id": node_id(login), "gravatar_id": "",
        "type": "Organization", "user_view_type": "public", "site_admin": False,
        "avatar_url": f"{web}/avatars/{login}", "url": mine, "html_url": f"{web}/{login}",
        "followers_url": f"{mine}/followers", "following_url": f"{mine}/following{{/other_user}}",
        "gists_url": f"{mine}/gists{{/gist_id}}", "starred_url": f"{mine}/starred{{/owner}}{{/repo}}",
        "subscriptions_url": f"{mine}/subscriptions", "organizations_url": f"{mine}/orgs",
        "repos_url": f"{mine}/repos", "events_url": f"{mine}/events{{/privacy}}",
        "received_events_url": f"{mine}/received_events",
    }


# Members of a repository that are links below its own, as GitHub writes them.
LINKS = {
    "archive_url": "{archive_format}{/ref}", "assignees_url": "assignees{/user}",
    "blobs_url": "git/blobs{/sha}", "branches_url": "branches{/branch}",
    "collaborators_url": "collaborators{/collaborator}", "comments_url": "comments{/number}",
    "commits_url": "commits{/sha}", "compare_url": "compare/{base}...{head}",
    "contents_url": "contents/{+path}", "contributors_url": "contributors",
    "deployments_url": "deployments", "downloads_url": "downloads", "events_url": "events",
    "forks_url": "forks", "git_commits_url": "git/commits{/sha}", "git_refs_url": "git/refs{/sha}",
    "git_tags_url": "git/tags{/sha}", "hooks_url": "hooks",
    "issue_comment_url": "issues/comments{/number}", "issue_events_url": "issues/events{/number}",
    "issues_url": "issues{/number}", "keys_url": "keys{/key_id}", "labels_url": "labels{/name}",
    "languages_url": "languages", "merges_url": "merges", "milestones_url": "milestones{/number}",
    "notifications_url": "notifications{?since,all,participating}", "pulls_url": "pulls{/number}",
    "releases_url": "releases{/id}", "stargazers_url": "stargazers",
    "statuses_url": "statuses/{sha}", "subscribers_url": "subscribers",
    "subscription_url": "subscription", "tags_url": "tags", "teams_url": "teams",
    "trees_url": "git/trees{/sha}",
}
COUNTS = ("forks", "forks_count", "open_issues", "open_issues_count", "size", "stargazers_count",
          "watchers", "watchers_count", "network_count", "subscribers_count")
SWITCHES = ("fork", "archived", "disabled", "has_issues", "has_projects", "has_wiki", "has_pages",
            "has_discussions", "has_downloads", "is_template")


def repository(facts, default_branch, api, web):
    owner, _, name = facts.full_name.partition("/")
    mine, page = f"{api}/repos/{facts.full_name}", f"{web}/{facts.full_name}"
    body = {
        "id": facts.number, "node_id": node_id(facts.full_name), "name": name,
        "full_name": facts.full_name, "private": facts.private,
        "visibility": "private" if facts.private else "public", "owner": user(owner, api, web),
        "html_url": page, "description": facts.description, "url": mine,
        "git_url": page.replace("http", "git", 1) + ".git", "ssh_url": f"git@host:{facts.full_name}.git",
        "clone_url": page + ".git", "svn_url": page, "homepage": None, "language": None,
        "mirror_url": None, "license": None, "topics": facts.topics,
        "default_branch": default_branch, "created_at": EPOCH, "updated_at": EPOCH,
        "pushed_at": EPOCH,
    }
    body.update({key: f"{mine}/{below}" for key, below in LINKS.items()})
    body.update({key: 0 for key in COUNTS})
    body.update({key: False for key in SWITCHES})
    return body


def person(line):
    """`Name <mail> seconds zone` of a commit or tag, as name, mail and date."""
    before, _, after = line.partition(" <")
    mail, _, moment = after.partition("> ")
    return {"name": before, "email": mail, "date": date(int(moment.split()[0]))}


def date(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime(
        "%Y-%m-%dT%H:%M:%SZ")


def headers_of(content):
    """Header lines of a commit or tag as (key, value) and the message."""
    head, _, message = content.decode("utf-8", "replace").partition("\n\n")
    lines = []
    for line in head.split("\n"):
        if line.startswith(" ") and lines:
            lines[-1] = (lines[-1][0], lines[-1][1] + "\n" + line[1:])
        else:
            key, _, value = line.partition(" ")
            lines.append((key, value))
    return lines, message


def verification(lines, given):
    if given is not None:
        return {"signature": None, "payload": None, "verified_at": None, **given}
    signature = dict(lines).get("gpgsig")
    return {"verified": False, "reason": "unknown_key" if signature else "unsigned",
            "signature": signature, "payload": None, "verified_at": None}


def git_commit(commit_id, content, facts, api, web):
    lines, message = headers_of(content)
    named = dict(lines)
    mine, page = f"{api}/repos/{facts.full_name}", f"{web}/{facts.full_name}"
    return {
        "sha": commit_id, "node_id": node_id(commit_id), "url": f"{mine}/git/commits/{commit_id}",
        "html_url": f"{page}/commit/{commit_id}", "author": person(named["author"]),
        "committer": person(named["committer"]), "message": message.rstrip("\n"),
        "tree": {"sha": named["tree"], "url": f"{mine}/git/trees/{named['tree']}"},
        "parents": [{"sha": value, "url": f"{mine}/git/commits/{value}",
                     "html_url": f"{page}/commit/{value}"}
                    for key, value in lines if key == "parent"],
        "verification": verification(lines, facts.verification),
    }


def commit(commit_id, content, facts, api, web):
    """The longer form, of /commits/REF."""
    low = git_commit(commit_id, content, facts, api, web)
    mine, page = f"{api}/repos/{facts.full_name}", f"{web}/{facts.full_name}"
    return {
        "sha": commit_id, "node_id": low["node_id"], "url": f"{mine}/commits/{commit_id}",
        "html_url": f"{page}/commit/{commit_id}",
        "comments_url": f"{mine}/commits/{commit_id}/comments", "author": None, "committer": None,
        "parents": low["parents"],
        "commit": {key: low[key] for key in ("author", "committer", "message", "tree",
                                             "verification")}
        | {"url": low["url"], "comment_count": 0},
    }


def tree(tree_id, rows, truncated, facts, api):
    mine = f"{api}/repos/{facts.full_name}/git"
    entries = []
    for mode, kind, name, size, path in rows:
        # What is not UTF-8 cannot stand in JSON.
        entry = {"path": path.decode("utf-8", "replace"), "mode": mode, "type": kind, "sha": name}
        if size is not None:
            entry["size"] = size
        if kind != "commit":
            entry["url"] = f"{mine}/{kind}s/{name}"
        entries.append(entry)
    return {"sha": tree_id, "url": f"{mine}/trees/{tree_id}", "tree": entries,
            "truncated": truncated}


def blob(blob_id, content, facts, api):
    return {"sha": blob_id, "node_id": node_id(blob_id), "size": len(content),
            "url": f"{api}/repos/{facts.full_name}/git/blobs/{blob_id}", "encoding": "base64",
            "content": base64.encodebytes(content).decode()}


def ref(name, kind, object_id, facts, api):
    mine = f"{api}/repos/{facts.full_name}/git"
    return {"ref": name, "node_id": node_id(name), "url": f"{mine}/{name}",
            "object": {"sha": object_id, "type": kind, "url": f"{mine}/{kind}s/{object_id}"}}


def tag(tag_id, content, facts, api):
    lines, message = headers_of(content)
    named = dict(lines)
    mine = f"{api}/repos/{facts.full_name}/git"
    return {
        "sha": tag_id, "node_id": node_id(tag_id), "url": f"{mine}/tags/{tag_id}",
        "tag": named["tag"], "message": message, "tagger": person(named["tagger"]),
        "object": {"sha": named["object"], "type": named["type"],
                   "url": f"{mine}/{named['type']}s/{named['object']}"},
        "verification": verification(lines, None),
    }
