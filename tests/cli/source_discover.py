"""source discover: marketplaces of repositories, indexes of sites, adding from them, saved ones."""

import hashlib
import json
import os
import subprocess
import sys

from harness import (PROJECT_ROOT, artifact, contains, differing, equal, lacks, main, matches,
                     scenario, snapshot)
from http_site import Site

CANARY = "canary-0123456789abcdef"
SCHEMA = "https://schemas.agentskills.io/discovery/0.2.0/schema.json"
FIRST = "/.well-known/agent-skills/index.json"
SECOND = "/.well-known/skills/index.json"


def marketplace(*plugins, **more):
    return json.dumps({"name": "market", "owner": {"name": "Acme"}, "plugins": plugins, **more})


def plugin(name, source, **more):
    return {"name": name, "source": source, **more}


def skill_index(*skills):
    return json.dumps({"$schema": SCHEMA, "skills": skills})


def skill(name, body=None, **more):
    entry = {"name": name, "type": "skill-md", "description": f"what {name} does",
             "url": f"/{name}.md"}
    if body is not None:
        entry["digest"] = "sha256:" + hashlib.sha256(body.encode()).hexdigest()
    return {**entry, **more}


def rows(run):
    return {item["name"]: item for item in run.items}


def market(box, name="market"):
    """A marketplace with a plugin of its own and a pinned one in a repository that moved on."""
    far = box.repository("far", {"plugins/audit/skills/audit/SKILL.md": artifact("audit"),
                                 "README.md": "# far\n"})
    pin = far.head()
    far.commit({"plugins/audit/skills/later/SKILL.md": artifact("later")})
    repository = box.repository(name, {
        "README.md": "# not to be fetched\n",
        "plugins/local/skills/local/SKILL.md": artifact("local"),
        ".claude-plugin/marketplace.json": marketplace(
            plugin("local", "./plugins/local", description="our own"),
            plugin("audit", {"source": "git-subdir", "url": far.url, "path": "plugins/audit",
                             "sha": pin}, version="1.0"),
            plugin("pack", {"source": "npm", "package": "@acme/pack"}))})
    return repository, far, pin


class GitServer:
    """Serves the sandbox's repositories over http until it is stopped."""

    def __init__(self, box):
        self.process = subprocess.Popen(
            [sys.executable, str(PROJECT_ROOT / "tests/fixtures/git/http_server.py"),
             str(box.root / "repos")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.url = f"http://127.0.0.1:{int(self.process.stdout.readline())}/git"

    def stop(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()


# Repositories

@scenario
def a_marketplace_lists_its_plugins_with_their_pins(box):
    repository, far, pin = market(box)
    box.init()
    before = snapshot(box.project)
    run = box.json("source", "discover", repository.url)
    found = rows(run)
    equal(list(found), ["audit", "local", "pack"])
    audit = found["audit"]
    equal((audit["kind"], audit["url"], audit["path"], audit["commit"], audit["ref"],
           audit["version"], audit["addable"], audit["source_id"]),
          ("repository", far.url, "plugins/audit", pin, None, "1.0", True, None))
    equal(audit["places"], [{"file": ".claude-plugin/marketplace.json", "pointer": "/plugins/1"}])
    local = found["local"]
    equal((local["kind"], local["url"], local["path"], local["description"]),
          ("plugin", repository.url, "plugins/local", "our own"))
    pack = found["pack"]
    equal((pack["kind"], pack["target"], pack["url"], pack["addable"]),
          ("npm", "@acme/pack", None, False))
    equal((run.json["index"]["kind"], run.json["index"]["commit"]),
          ("repository", repository.head()))
    equal(differing(before, snapshot(box.project)), [])


@scenario
def only_the_marketplaces_are_fetched(box):
    repository, _, _ = market(box)
    box.init()
    box.run("source", "discover", repository.url)
    (cached,) = [path for path in (box.root / "cache/skillmeat/git").glob("*-*.git")]

    def there(path):
        blob = repository.head(f"HEAD:{path}")
        done = subprocess.run(["git", "--git-dir", cached, "cat-file", "-e", blob], env=box.env,
                              capture_output=True)
        return done.returncode == 0

    assert there(".claude-plugin/marketplace.json")
    assert not there("README.md")
    assert not there("plugins/local/skills/local/SKILL.md")


@scenario
def what_is_added_gets_the_pin_as_ref_and_its_directory_as_root(box):
    repository, far, pin = market(box)
    box.init()
    run = box.json("source", "discover", repository.url, "--add", "audit", "local", "--tag", "m")
    equal([(item["name"], item["result"], item["source_id"]) for item in run.items],
          [("audit", "added", "far/plugins/audit"), ("local", "added", "market/plugins/local")])
    source = box.source("far/plugins/audit")
    equal((source["url"], source["ref"], source["root"], source["commit"], source["tags"]),
          (far.url, pin, "plugins/audit", pin, ["m"]))
    equal(box.entries("--source", "far/plugins/audit"), ["skill:./plugins/audit/skills/audit"])
    equal(box.source("market/plugins/local")["root"], "plugins/local")
    again = rows(box.json("source", "discover", repository.url))
    equal((again["audit"]["source_id"], again["local"]["source_id"], again["pack"]["source_id"]),
          ("far/plugins/audit", "market/plugins/local", None))


@scenario
def all_adds_what_can_be_added_once(box):
    repository, _, _ = market(box)
    box.init()
    first = box.run("source", "discover", repository.url, "--all")
    contains(first.err, "left out: 0 here already, 1 that cannot be added",
             "added 'far/plugins/audit'", "added 'market/plugins/local'")
    equal(first.out, "")
    before = snapshot(box.project)
    again = box.json("source", "discover", repository.url, "--all")
    equal(again.items, [])
    contains(box.run("source", "discover", repository.url, "--all").err, "left out: 2 here already")
    equal(differing(before, snapshot(box.project)), [])


@scenario
def adding_one_that_is_there_is_already_exists(box):
    repository, _, _ = market(box)
    box.init()
    box.run("source", "discover", repository.url, "--add", "local")
    again = box.json("source", "discover", repository.url, "--add", "local", exit=1)
    equal(again.code(), "already_exists")


@scenario
def unknown_ambiguous_and_unaddable_names_write_nothing(box):
    one, two = box.repository("one"), box.repository("two")
    repository = box.repository("market", {
        "marketplace.json": marketplace(
            plugin("twin", {"source": "url", "url": one.url}),
            plugin("twin", {"source": "url", "url": two.url}),
            plugin("good", {"source": "url", "url": one.url}),
            plugin("pack", {"source": "npm", "package": "x"}))})
    box.init()
    before = snapshot(box.project)
    unknown = box.json("source", "discover", repository.url, "--add", "good", "--add", "god",
                       exit=1)
    equal((unknown.code(), unknown.errors()[0]["hint"]), ("artifact_not_found",
                                                          "did you mean 'good'?"))
    ambiguous = box.json("source", "discover", repository.url, "--add", "twin", exit=2)
    equal(ambiguous.code(), "ambiguous_reference")
    contains(ambiguous.errors()[0]["hint"], f"skillmeat source add {one.url}")
    unaddable = box.json("source", "discover", repository.url, "--add", "good", "pack", exit=2)
    equal(unaddable.code(), "invalid_value")
    contains(unaddable.errors()[0]["message"], "packages are not installed")
    equal(box.json("source", "discover", repository.url, "nothing", exit=1).code(),
          "artifact_not_found")
    equal(differing(before, snapshot(box.project)), [])
    equal([item["name"] for item in
           box.json("source", "discover", repository.url, "GOOD").items], ["good"])
    box.run("source", "discover", repository.url, "--add", "two")  # the id its source gets
    equal(box.source("two")["url"], two.url)


@scenario
def several_commit_by_themselves_and_differing_failures_are_exit_8(box):
    good = box.repository("good")
    repository = box.repository("market", {
        "marketplace.json": marketplace(
            plugin("gone", {"source": "url", "url": f"file://{box.root}/none"}),
            plugin("good", {"source": "url", "url": good.url}),
            plugin("unreachable", {"source": "url", "url": "http://127.0.0.1:1/x/y"}))})
    box.init()
    run = box.json("source", "discover", repository.url, "--all", exit=8)
    equal([(item["name"], item["result"]) for item in run.items],
          [("gone", "failed"), ("good", "added"), ("unreachable", "failed")])
    equal(sorted(error["code"] for error in run.errors()),
          ["network_error", "repository_not_found"])
    equal(box.json("source", "list").ids(), ["good"])


@scenario
def no_scan_and_dry_run_are_passed_on(box):
    repository, far, pin = market(box)
    box.init()
    before = snapshot(box.project)
    plan = box.json("source", "discover", repository.url, "--all", "--dry-run", "--save")
    equal({item["result"] for item in plan.items}, {"would_add"})
    equal(differing(before, snapshot(box.project)), [])
    box.run("source", "discover", repository.url, "--add", "audit", "--no-scan")
    assert not box.lock.exists()
    contains(box.manifest.read_text(), f'ref = "{pin}"', 'root = "plugins/audit"')


@scenario
def vendors_files_are_merged_and_nothing_is_dropped(box):
    far = box.repository("far")
    entry = plugin("far", {"source": "url", "url": far.url}, version="1")
    repository = box.repository("market", {
        ".claude-plugin/marketplace.json": marketplace(entry, plugin("here", "./here")),
        ".cursor-plugin/marketplace.json": marketplace({**entry, "version": "2"}),
        ".agents/plugins/marketplace.json": marketplace(
            plugin("here", {"source": "local", "path": "./here"})),
        ".github/plugin/marketplace.json": marketplace(plugin("other", "here")),
        "here/skills/x/SKILL.md": artifact("x")})
    box.init()
    found = rows(box.json("source", "discover", repository.url))
    equal(list(found), ["far", "here", "other"])
    equal([place["file"] for place in found["far"]["places"]],
          [".claude-plugin/marketplace.json", ".cursor-plugin/marketplace.json"])
    contains(found["far"]["notes"][0], "says version '2'")
    equal(len(found["here"]["places"]), 2)
    # Two names of one directory are one source.
    added = box.json("source", "discover", repository.url, "--add", "here", "other")
    equal([item["source_id"] for item in added.items], ["market/here", "market/here"])
    equal(box.json("source", "list").ids(), ["market/here"])


@scenario
def broken_entries_and_files_do_not_hide_the_others(box):
    repository = box.repository("market", {
        ".claude-plugin/marketplace.json": marketplace(
            7, plugin("good", "./"), {"source": "./"}, plugin("odd", {"source": "hologram"}),
            plugin("missing", "./nowhere")),
        ".cursor-plugin/marketplace.json": '{"agents": []}',
        "marketplace.json": "<!doctype html>"})
    box.init()
    run = box.run("source", "discover", repository.url, "--format", "plain")
    equal([row[:3] for row in run.rows()], [["good", "plugin", "new"],
                                            ["missing", "plugin", "not addable"],
                                            ["odd", "unknown", "not addable"]])
    contains(run.err, "/plugins/0 of '.claude-plugin/marketplace.json' is no object",
             "/plugins/2 of '.claude-plugin/marketplace.json' has no name",
             "'.cursor-plugin/marketplace.json' is no marketplace: it has no array 'plugins'",
             "'marketplace.json' is no marketplace: it is not JSON")


@scenario
def a_repository_without_a_marketplace_says_so(box):
    repository = box.repository("plain")
    box.init()
    none = box.json("source", "discover", repository.url, exit=1)
    equal(none.code(), "index_not_found")
    contains(none.errors()[0]["message"], ".claude-plugin/marketplace.json", "marketplace.json")
    contains(none.errors()[0]["hint"], "skillmeat detect")
    equal(box.json("source", "discover", f"file://{box.root}/none", exit=1).code(),
          "repository_not_found")
    equal(box.json("source", "discover", repository.url, "--ref", "nope", exit=1).code(),
          "ref_not_found")


@scenario
def refs_and_subdirectories_are_read(box):
    repository = box.repository("market", {
        "sub/.claude-plugin/marketplace.json": marketplace(plugin("old", "./x")),
        "sub/x/skills/x/SKILL.md": artifact("x")})
    repository.git("tag", "v1")
    repository.commit({".claude-plugin/marketplace.json": marketplace(plugin("new", "./sub/x"))})
    box.init()
    equal(list(rows(box.json("source", "discover", repository.url))), ["new"])
    equal(box.json("source", "discover", repository.url, "--ref", "v1", exit=1).code(),
          "index_not_found")
    run = box.json("source", "discover", f"{repository.url}#main", "--add", "new")
    equal(box.source(run.items[0]["source_id"])["ref"], "main")


@scenario
def a_local_directory_is_read_as_it_is(box):
    box.init()
    folder = box.project / "market"
    (folder / ".claude-plugin").mkdir(parents=True)
    (folder / "one/skills/one").mkdir(parents=True)
    (folder / "one/skills/one/SKILL.md").write_text(artifact("one"))
    (folder / ".claude-plugin/marketplace.json").write_text(marketplace(plugin("one", "./one")))
    run = box.json("source", "discover", "./market", "--add", "one")
    equal(run.items[0]["source_id"], "market/one")
    contains(box.manifest.read_text(), 'url = "./market"', 'root = "one"')
    equal(rows(box.json("source", "discover", "./market"))["one"]["source_id"], "market/one")


@scenario
def symbolic_links_are_not_followed(box):
    repository = box.repository("market", {"real.json": marketplace(plugin("x", "./"))})
    os.makedirs(repository.path / ".claude-plugin")
    os.symlink("../real.json", repository.path / ".claude-plugin/marketplace.json")
    os.symlink("/etc/passwd", repository.path / "marketplace.json")
    repository.commit()
    box.init()
    none = box.json("source", "discover", repository.url, exit=1)
    assert "index_not_found" in [error["code"] for error in none.errors()], none
    contains(none.err, "is a link, which is not followed")
    lacks(none.out + none.err, "root:")


@scenario
def hostile_marketplaces_harm_nobody(box):
    marker = box.root / "harmed"
    repository = box.repository("market", {"marketplace.json": marketplace(
        plugin("ext", {"source": "url", "url": f"ext::sh -c touch% {marker}"}),
        plugin("option", {"source": "url", "url": f"--upload-pack=touch {marker}"}),
        plugin("command", {"source": "command", "command": f"touch {marker}"}),
        plugin("ref", {"source": "github", "repo": "a/b", "ref": "--upload-pack=x"}),
        plugin("escape", "../../etc"), plugin("absolute", "/etc"),
        plugin("esc\u001b[2Jape", {"source": "hologram\u001b]52;c;x\u0007"},
               description="\u202egnp"),
        plugin("secret", {"source": "url", "url": "https://u:hunter2@git.test/x"}))})
    box.init()
    run = box.run("source", "discover", repository.url)
    lacks(run.out + run.err, "\u001b", "\u202e", "hunter2")
    equal({item["addable"] for item in box.json("source", "discover", repository.url).items},
          {False})
    for name in ("ext", "option", "command", "ref", "escape", "absolute", "secret"):
        box.json("source", "discover", repository.url, "--add", name, exit=2)
    contains(box.run("source", "discover", repository.url, "--all").err, "8 that cannot be added")
    assert not marker.exists()


@scenario
def copies_of_repositories_are_believed_for_a_while(box):
    repository = box.repository("market", {"marketplace.json": marketplace(plugin("old", "./"))})
    server = GitServer(box)
    try:
        url = f"{server.url}/market"
        box.init()
        first = box.json("source", "discover", url)
        equal((first.json["index"]["from_cache"], list(rows(first))), (False, ["old"]))
        repository.commit({"marketplace.json": marketplace(plugin("new", "./"))})
        second = box.json("source", "discover", url)
        equal((second.json["index"]["from_cache"], list(rows(second))), (True, ["old"]))
        equal(list(rows(box.json("source", "discover", url, "--refresh"))), ["new"])
        equal(list(rows(box.json("source", "discover", url))), ["new"])
    finally:
        server.stop()
    short = {"SKILLMEAT_CACHE_TTL": "0s"}
    gone = box.json("source", "discover", url, env=short)
    equal((gone.json["index"]["expired"], list(rows(gone))), (True, ["new"]))
    contains(gone.err, "using a copy of", "old")
    offline = box.json("source", "discover", url, "--offline", env=short)
    equal((offline.json["index"]["expired"], list(rows(offline))), (True, ["new"]))
    equal(box.json("source", "discover", f"{server.url}/other", "--offline", exit=3).code(),
          "objects_missing")


# Sites

@scenario
def a_site_is_asked_once_and_then_conditionally(box):
    with Site() as site:
        site.put(FIRST, skill_index(skill("pdf"), skill("zip", type="archive")), ETag='"1"')
        box.init()
        run = box.json("source", "discover", site.url)
        found = rows(run)
        equal((found["pdf"]["kind"], found["pdf"]["url"], found["pdf"]["addable"]),
              ("skill", f"{site.url}/pdf.md", False))
        equal((found["zip"]["kind"], found["zip"]["addable"]), ("archive", False))
        equal((run.json["index"]["kind"], run.json["index"]["url"]), ("site", site.url + FIRST))
        box.run("source", "discover", site.url)
        equal(site.paths(), [FIRST])
        again = box.json("source", "discover", site.url, "--refresh")
        equal(len(again.items), 2)
        equal(site.seen[-1][1]["If-None-Match"], '"1"')
        equal(site.paths(), [FIRST, FIRST])


@scenario
def the_older_place_is_asked_when_the_newer_has_nothing(box):
    with Site() as site:
        site.put(SECOND, json.dumps({"skills": [
            {"name": "pdf", "description": "d", "files": ["SKILL.md"]}]}))
        box.init()
        run = box.json("source", "discover", f"{site.url}/")
        equal(run.items[0]["url"], f"{site.url}/.well-known/skills/pdf/SKILL.md")
        equal(site.paths(), [FIRST, SECOND])
        below = box.json("source", "discover", f"{site.url}/docs", exit=1)
        equal(below.code(), "index_not_found")
        contains(below.errors()[0]["hint"], "--as repo")
        equal(site.paths()[2:], ["/docs" + FIRST, "/docs" + SECOND])


@scenario
def the_kind_of_an_address_follows_from_its_text_or_is_said(box):
    with Site() as site:
        site.put("/a/b" + FIRST, skill_index(skill("pdf")))
        site.put("/list.json", marketplace(plugin("near", "./near")))
        box.init()
        box.run("source", "discover", f"{site.url}/a/b", exit=None)  # asked as git would
        lacks("\n".join(site.paths()), FIRST)
        equal(len(box.json("source", "discover", f"{site.url}/a/b", "--as", "site").items), 1)
        near = box.json("source", "discover", f"{site.url}/list.json").items[0]
        equal((near["kind"], near["addable"]), ("plugin", False))
        seen = len(site.seen)
        box.run("source", "discover", f"{site.url}/list.json", "--as", "repo", exit=None)
        lacks("\n".join(site.paths()[seen:]), "well-known")
    for word in ("http://skills.test", "https://h.test/x?token=1", "https://u:p@h.test"):
        refused = box.json("source", "discover", word, exit=2)
        equal(refused.code(), "invalid_value")


@scenario
def answers_that_are_no_index_are_errors(box):
    with Site() as site:
        site.put("/html.json", "<!doctype html><title>hello</title>")
        site.put("/deep.json", '{"skills":' + "[" * 5000 + "]" * 5000 + "}")
        site.put("/huge.json", '{"skills": [' + " " * (9 << 20) + "]}")
        site.put("/private.json", "no", status=401)
        site.put("/busy.json", "no", status=429)
        site.put("/broken.json", "no", status=503)
        box.init()
        for path, exit, code in (("/html.json", 1, "index_not_found"),
                                 ("/deep.json", 1, "index_not_found"),
                                 ("/huge.json", 1, "too_large"),
                                 ("/private.json", 4, "authentication_failed"),
                                 ("/busy.json", 5, "rate_limited"),
                                 ("/broken.json", 5, "network_error"),
                                 ("/none.json", 1, "index_not_found")):
            run = box.json("source", "discover", site.url + path, exit=exit)
            equal((run.code(), run.out), (code, ""))
        equal(list((box.root / "cache/skillmeat/indexes").glob("*")), [])


@scenario
def a_site_that_is_gone_leaves_its_copy(box):
    with Site() as site:
        site.put(FIRST, skill_index(skill("pdf")))
        box.init()
        box.run("source", "discover", site.url, "--save", "--id", "ours", "--ttl", "0s")
    offline = box.json("source", "discover", "ours", "--offline")
    equal((offline.json["index"]["expired"], len(offline.items)), (True, 1))
    contains(offline.err, "offline: using a copy")
    gone = box.json("source", "discover", "ours")
    equal((gone.json["index"]["id"], gone.json["index"]["expired"]), ("ours", True))
    contains(gone.err, "using a copy of")
    (copy,) = (box.root / "cache/skillmeat/indexes").glob("*")
    month = 31 * 86400
    os.utime(copy, (copy.stat().st_mtime - month, copy.stat().st_mtime - month))
    equal(box.json("source", "discover", "ours", "--offline", exit=3).code(), "objects_missing")
    assert not copy.exists()


@scenario
def digests_are_checked_when_files_are_read(box):
    with Site() as site:
        site.put(FIRST, skill_index(skill("good", "# good\n"), skill("bad", "# promised\n"),
                                    skill("none")))
        site.put("/good.md", "# good\n")
        site.put("/bad.md", "# another\n")
        box.init()
        unread = box.json("source", "discover", site.url)
        equal({item["digest_check"] for item in unread.items}, {"unchecked"})
        equal(site.paths(), [FIRST])
        run = box.json("source", "discover", site.url, "--verify", exit=6)
        equal({name: item["digest_check"] for name, item in rows(run).items()},
              {"bad": "differs", "good": "matches", "none": "unchecked"})
        equal(run.code(), "integrity_failed")
        equal(sorted(site.paths()), sorted([FIRST, "/good.md", "/bad.md"]))
        box.run("source", "discover", site.url, "good", "--verify")
        contains(box.run("source", "discover", site.url, "bad", "--verify", exit=6).out,
                 "digest differs")


@scenario
def tokens_go_to_their_host_alone_and_are_seen_nowhere(box):
    with Site() as site, Site() as other:
        site.put("/moved.json", "", status=302, Location=f"{other.url}/list.json")
        site.put("/list.json", skill_index(skill("pdf")))
        other.put("/list.json", skill_index(skill("pdf")))
        box.init()
        env = {"SKILLS_TOKEN": CANARY}
        box.run("config", "set", "token_variables", f"127.0.0.1:{site.port}=SKILLS_TOKEN",
                "--scope", "user")
        said = ""
        for words in ([f"{site.url}/list.json"], [f"{site.url}/moved.json"],
                      [f"{other.url}/list.json", "--refresh"]):
            run = box.run("source", "discover", *words, "--verbose", env=env)
            said += run.out + run.err
        equal([headers.get("Authorization") for _, headers in site.seen], [f"Bearer {CANARY}"] * 2)
        equal([headers.get("Authorization") for _, headers in other.seen], [None] * 2)
        site.put("/list.json", "", status=403)
        refused = box.json("source", "discover", f"{site.url}/list.json", "--refresh", env=env,
                           exit=4)
        contains(refused.errors()[0]["message"], "SKILLS_TOKEN")
        lacks(said + refused.err, CANARY)
        for path, kept in snapshot(box.root).items():
            assert kept is None or CANARY.encode() not in kept[0], path


@scenario
def a_project_cannot_have_tokens_sent(box):
    with Site() as site:
        site.put("/list.json", skill_index(skill("pdf")))
        box.init()
        box.append(f'\n[settings]\ntoken_variables = ["127.0.0.1:{site.port}=GH_TOKEN"]\n')
        run = box.run("source", "discover", f"{site.url}/list.json", env={"GH_TOKEN": CANARY})
        contains(run.err, "setting 'token_variables' is ignored in a project")
        equal(site.seen[0][1].get("Authorization"), None)


# Saved indexes

@scenario
def indexes_are_saved_listed_named_and_forgotten(box):
    repository, _, _ = market(box)
    box.init()
    box.append("\n# the end\n")
    before = box.manifest.read_text()
    saved = box.json("source", "discover", repository.url, "--save", "--ttl", "2h")
    equal((saved.json["saved"], saved.json["changed"]),
          ({"id": "market", "url": repository.url, "ttl": 7200}, True))
    assert box.manifest.read_text().startswith(before)
    contains(box.manifest.read_text(), f'[[index]]\nid = "market"\nurl = "{repository.url}"\n'
                                       'ttl = "2h"')
    equal(box.json("source", "discover", "market", "--save").json["changed"], False)
    equal(len(box.json("source", "discover", "MARKET").items), 3)
    equal(box.json("source", "discover", "market").json["index"]["id"], "market")
    listed = box.json("source", "discover", "--list").items
    equal([(item["id"], item["kind"], item["ttl"]) for item in listed],
          [("market", "repository", 7200)])
    taken = box.json("source", "discover", box.repository("other", {
        "marketplace.json": marketplace()}).url, "--save", "--id", "market", exit=1)
    equal(taken.code(), "already_exists")
    equal(box.json("source", "discover", "--forget", "markt", exit=1).errors()[0]["hint"],
          "did you mean 'market'?")
    gone = box.json("source", "discover", "--forget", "market")
    equal((gone.json["changed"], gone.items[0]["id"]), (True, "market"))
    equal(box.manifest.read_text(), before)
    equal(box.json("source", "discover", "--list").items, [])
    equal(box.json("source", "discover", "--forget", "market", exit=1).code(), "index_not_found")


@scenario
def a_faulty_index_in_the_manifest_is_reported_with_its_place(box):
    box.init()
    box.append('\n[[index]]\nid = "a"\nurl = "acme/market"\nttl = "soon"\n')
    run = box.run("source", "discover", "--list", exit=2)
    matches(run.err, r"skillmeat\.toml:\d+:7")
    contains(run.err, "expected the address of an index in full", "expected a duration")


@scenario
def the_private_file_holds_no_indexes(box):
    box.init()
    local = box.project / ".skillmeat/local"
    local.mkdir(parents=True, exist_ok=True)
    (local / "skillmeat.toml").write_text('schema = 1\n[[index]]\nid = "a"\nurl = "./a"\n')
    contains(box.run("source", "discover", "--list", exit=2).err, "'schema' and [[source]] alone")


@scenario
def directories_outside_a_project_are_saved_for_the_user_only(box):
    repository, _, _ = market(box)
    box.init()
    outside = box.json("source", "discover", repository.path, "--save", exit=2)
    equal(outside.code(), "invalid_usage")
    lacks(box.manifest.read_text(), str(repository.path))
    box.run("source", "discover", repository.path, "--save", "--scope", "user")
    equal(box.json("source", "discover", "--list", "--scope", "user").items[0]["url"],
          str(repository.path))
    equal(len(box.json("source", "discover", "market", "--scope", "user").items), 3)


# The command line

@scenario
def combinations_that_mean_nothing_are_exit_2(box):
    box.init()
    before = snapshot(box.project)
    for words in ([], ["a/b", "--list"], ["a/b", "--forget", "x"], ["--list", "--save"],
                  ["a/b", "--tag", "x"], ["a/b", "--no-scan"], ["a/b", "--dry-run"],
                  ["a/b", "--id", "x"], ["a/b", "--ttl", "1h"], ["a/b", "--add", "x", "--all"],
                  ["a/b", "x", "--all"], ["a/b", "--refresh", "--offline"],
                  ["a/b", "--verify", "--offline"], ["a/b", "--add", "x", "--offline"],
                  ["a/b", "--add", ""], ["a/b", "--save", "--ttl", "soon"],
                  ["a/b", "--save", "--ttl", "400d"], ["a/b", "--save", "--id", ""],
                  ["a/b", "--as", "thing"], ["a/b", "--ref", ""], ["a/b", "--as", "site"],
                  ["a b"], ["ext::sh -c x"]):
        found = box.json("source", "discover", *words, exit=2)
        assert found.code() in ("invalid_usage", "invalid_value"), found
        equal(found.out, "")
    box.run("source", "discover", "--", "--upload-pack=x", exit=2)
    equal(differing(before, snapshot(box.project)), [])


@scenario
def without_a_project_the_user_scope_is_used(box):
    repository, _, _ = market(box)
    equal(len(box.json("source", "discover", repository.url).items), 3)
    assert not (box.root / "config/skillmeat").exists()
    added = box.run("source", "discover", repository.url, "--add", "local")
    contains(added.err, "user scope")
    equal(box.json("source", "list").ids(), ["market/plugins/local"])


@scenario
def the_cache_shows_and_cleans_copies_of_indexes(box):
    with Site() as site:
        site.put(FIRST, skill_index(skill("pdf")))
        box.init()
        box.run("source", "discover", site.url)
    (item,) = [item for item in box.json("cache", "list").items if item["kind"] == "index"]
    equal((item["url"], item["files"], item["in_lock"]), (site.url + FIRST, 1, False))
    equal(box.json("cache", "clean", "--expired").items, [])
    (copy,) = (box.root / "cache/skillmeat/indexes").glob("*")
    os.utime(copy, (copy.stat().st_mtime - 3600,) * 2)
    cleaned = box.json("cache", "clean", "--expired")
    equal([(item["kind"], item["result"]) for item in cleaned.items], [("index", "removed")])
    equal(box.json("cache", "list").items, [])


if __name__ == "__main__":
    main()
