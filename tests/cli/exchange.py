"""export and import: our own file, and the files of other tools."""

import json

from harness import artifact, contains, differing, equal, lacks, main, scenario, snapshot

PDF = "skill:./skills/pdf@acme/tools"


def members(box, name):
    return [one["id"] for one in box.json("collection", "show", name).item["artifacts"]]


def inside(box, name="vendor/tools", files=None):
    """A repository inside the project, which local paths of a file may name."""
    repository = box.repository("moved", files)
    place = box.project / name
    place.parent.mkdir(parents=True, exist_ok=True)
    repository.path.rename(place)
    return place


@scenario
def an_export_brings_sources_and_collections_to_another_project(box):
    repository = box.with_sample("--tag", "official", "--min-confidence", "40", "--ref", "main")
    box.run("source", "exclude", "acme/tools", "docx", "--reason", "unwanted")
    box.run("collection", "create", "reviewing", "--description", "for reviews")
    box.run("collection", "add", "reviewing", "pdf", "reviewer")
    file = box.root / "team.toml"
    box.run("export", "--output", file)
    text = file.read_text()
    contains(text, repository.url, "official", "unwanted", "reviewing", PDF)
    equal(box.run("export").out, text)
    equal(box.json("export").item["text"], text)
    box.init("second")
    plan = box.json("import", file, "--dry-run")
    equal((plan.json["changed"], plan.item["sources"][0]["result"]), (False, "planned"))
    equal(box.json("source", "list").items, [])
    run = box.json("import", file)
    equal(run.json["changed"], True)
    equal((run.item["format"], run.item["remarks"], run.item["missing"]), ("skillmeat", [], []))
    source = box.source()
    equal((source["url"], source["ref"], source["tags"], source["min_confidence"]),
          (repository.url, "main", ["official"], 40))
    equal(box.statuses()["skill:./skills/docx"], "excluded")
    equal(members(box, "reviewing"), [PDF, "agent:./agents/reviewer.md@acme/tools"])
    before = snapshot(box.project)
    again = box.json("import", file)
    equal((again.json["changed"], again.item["sources"][0]["result"],
           again.item["collections"][0]["result"]), (False, "present", "unchanged"))
    equal(set(differing(before, snapshot(box.project))) - {"lock"}, set())
    # The whole is the same again, whichever project it comes from.
    equal(box.run("export").out, text)


@scenario
def what_is_private_stays_here_unless_asked_for(box):
    secret = box.repository("secret-tools")
    box.init()
    box.run("source", "add", secret.url, "--id", "mine/hidden", "--visibility", "private")
    box.run("collection", "create", "own", "--private")
    box.run("collection", "add", "own", "pdf")
    run = box.run("export")
    lacks(run.out, "secret-tools", "hidden", "own")
    contains(run.err, "--include-private")
    contains(box.run("export", "--include-private").out, secret.url, "own")


@scenario
def a_source_that_cannot_be_had_stops_nothing_else(box):
    repository = box.with_sample()
    gone = box.repository("gone")
    box.run("source", "add", gone.url, "--id", "acme/gone")
    file = box.root / "team.toml"
    box.run("export", "--output", file)
    gone.path.rename(box.root / "away")
    box.init("second")
    run = box.json("import", file, exit=1)
    equal({one["id"]: one["result"] for one in run.item["sources"]},
          {"acme/gone": "failed", "acme/tools": "added"})
    equal(run.code(), "repository_not_found")
    equal(box.json("source", "list").ids(), ["acme/tools"])
    assert repository.url


@scenario
def ids_that_are_taken_get_another_name(box):
    box.with_sample()
    file = box.root / "team.toml"
    box.run("export", "--output", file)
    other = box.repository("other")
    box.init("second")
    box.run("source", "add", other.url, "--id", "acme/tools")
    run = box.json("import", file)
    equal(run.item["sources"][0]["id"], "acme/tools-2")
    equal(box.json("source", "list").ids(), ["acme/tools", "acme/tools-2"])


@scenario
def a_skills_lock_becomes_sources_and_a_collection(box):
    box.init()
    inside(box)
    lock = box.project / "skills-lock.json"
    lock.write_text(json.dumps({"version": 1, "skills": {
        "pdf": {"source": "./vendor/tools", "sourceType": "local", "computedHash": "0",
                "skillPath": "skills/pdf/SKILL.md"},
        "docx": {"source": "vendor/tools", "sourceType": "local", "computedHash": "0"},
        "npm": {"source": "some-package", "sourceType": "node_modules", "computedHash": "0"},
        "away": {"source": "../outside", "sourceType": "local", "computedHash": "0"}}}))
    before = lock.read_bytes()
    run = box.json("import", "skills-lock.json")
    equal(run.item["format"], "skills-lock")
    equal([(one["id"], one["result"]) for one in run.item["sources"]], [("tools", "added")])
    equal(sorted(one["origin"] for one in run.item["remarks"]), ["skills.away", "skills.npm"])
    equal(members(box, "skills-lock"), ["skill:./skills/pdf@tools", "skill:./skills/docx@tools"])
    text = box.run("import", "--from", "skills-lock").out
    contains(text, "present", "unchanged", "skills.npm", "no git repository")
    equal(lock.read_bytes(), before)
    equal(box.json("import", "--from", "skills-lock", "--collection", "mine")
          .item["collections"][0]["name"], "mine")


@scenario
def what_is_only_known_by_a_catalog_waits_for_a_scan(box):
    box.init()
    file = box.project / "skills-lock.json"
    file.write_text(json.dumps({"version": 1, "skills": {
        "pdf": {"source": "anthropics/skills", "sourceType": "github", "computedHash": "0",
                "skillPath": "skills/pdf/SKILL.md"},
        "docx": {"source": "anthropics/skills", "sourceType": "github", "computedHash": "0"}}}))
    run = box.json("import", file, "--no-scan")
    equal([(one["id"], one["url"]) for one in run.item["sources"]],
          [("anthropics/skills", "https://github.com/anthropics/skills")])
    equal(members(box, "skills-lock"), ["skill:./skills/pdf@anthropics/skills"])
    (remark,) = run.item["remarks"]
    contains(remark["reason"], "not known before that is scanned")


@scenario
def a_user_lock_is_found_where_the_tools_keep_it(box):
    folder = box.home / ".agents"
    folder.mkdir()
    (folder / ".skill-lock.json").write_text(json.dumps({"version": 3, "skills": {
        "find": {"source": "vercel-labs/skills", "sourceType": "github", "pinnedRef": "v1",
                 "sourceUrl": "https://github.com/vercel-labs/skills.git",
                 "skillPath": "skills/find/SKILL.md", "skillFolderHash": "0"}}}))
    env = {"XDG_STATE_HOME": None}
    run = box.json("import", "--from", "skill-lock", "--scope", "user", "--no-scan", env=env)
    equal([(one["id"], one["ref"]) for one in run.item["sources"]], [("vercel-labs/skills", "v1")])
    equal(box.json("import", "--from", "apm", "--scope", "user", exit=2).code(), "invalid_usage")


@scenario
def plugins_enabled_in_claude_code_become_members(box):
    box.init()
    inside(box, "plugins", {
        ".claude-plugin/marketplace.json": json.dumps(
            {"name": "team", "owner": {"name": "x"},
             "plugins": [{"name": "review", "source": "./review"}]}),
        "review/.claude-plugin/plugin.json": json.dumps({"name": "review"}),
        "review/skills/look/SKILL.md": artifact("look")})
    folder = box.project / ".claude"
    folder.mkdir()
    settings = {"extraKnownMarketplaces": {"team": {"source": {"source": "directory",
                                                               "path": "../plugins"}}}}
    (folder / "settings.json").write_text(json.dumps(settings))
    (folder / "settings.local.json").write_text(json.dumps(
        {"enabledPlugins": {"review@team": True, "off@team": False}}))
    # A directory beside the file's own folder is not beside the file.
    run = box.json("import", "--from", "claude")
    equal(run.item["sources"], [])
    settings["extraKnownMarketplaces"]["team"]["source"]["path"] = "./plugins"
    (box.project / "settings.json").write_text(json.dumps(
        {**settings, "enabledPlugins": {"review@team": True, "off@team": False}}))
    run = box.json("import", "settings.json")
    equal(run.item["format"], "claude")
    equal(members(box, "claude-plugins"), ["plugin:./review@plugins"])
    contains(str(run.item["remarks"]), "switched off")


@scenario
def an_apm_file_becomes_sources_and_collections(box):
    box.init()
    inside(box)
    (box.project / "apm.yml").write_text("""name: shop
version: 1.0.0
target: claude
dependencies:
  apm:
    - ./vendor/tools
    - acme/range#^1.0
  mcp:
    - io.github.github/github-mcp-server
""")
    run = box.json("import", "--from", "apm", "--no-scan")
    equal([(one["id"], one["ref"]) for one in run.item["sources"]],
          [("tools", None), ("acme/range", None)])
    box.run("source", "scan", "tools")
    run = box.json("import", "--from", "apm", "--no-scan")
    equal(members(box, "shop"), ["agent:./agents/reviewer.md@tools", "command:./commands/fix.md@tools",
                                 "skill:./skills/docx@tools", "skill:./skills/pdf@tools"])
    equal({one["origin"]: one["in_part"] for one in run.item["remarks"]},
          {"dependencies.apm[1]": False, "dependencies.mcp[0]": False, "target": True})


@scenario
def private_directories_need_private_collections(box):
    place = box.root / "lists"
    place.mkdir()
    repository = box.repository("own")
    repository.path.rename(place / "own")
    box.init()
    file = place / "skills-lock.json"
    file.write_text(json.dumps({"version": 1, "skills": {
        "pdf": {"source": "own", "sourceType": "local", "computedHash": "0"}}}))
    run = box.json("import", file)
    contains(str(run.item["remarks"]), "--private")
    lacks(box.manifest.read_text(), str(place))
    box.run("import", file, "--private")
    equal(members(box, "skills-lock"), ["skill:./skills/pdf@own"])
    assert not (box.project / "collections.toml").exists()


@scenario
def wrong_files_and_words_are_refused(box):
    box.init()
    before = snapshot(box.project)
    for name, text, code in (("a.json", "{", "invalid_value"), ("b.txt", "hello", "invalid_value"),
                             ("c.json", '{"version": 2, "skills": {}}', "newer_format"),
                             ("d.toml", 'schema = 1\n[[source]]\nid = "x"\n', "invalid_manifest"),
                             ("e.toml", "schema = 9\n[[source]]\n", "newer_format")):
        file = box.root / name
        file.write_text(text)
        equal(box.json("import", file, exit=2).errors()[-1]["code"], code)
    equal(box.json("import", box.root / "none.toml", exit=1).code(), "io_error")
    equal(box.json("import", exit=2).code(), "invalid_usage")
    equal(box.json("import", "--from", "npm", exit=2).code(), "invalid_value")
    equal(box.json("import", box.root / "a.json", box.root / "b.txt", exit=2).code(), "invalid_usage")
    equal(box.json("export", "--output", "", exit=2).code(), "invalid_value")
    equal(box.json("import", box.root / "a.json", "--scope", "all", exit=2).code(), "invalid_usage")
    equal(set(differing(before, snapshot(box.project))) - {"lock"}, set())


if __name__ == "__main__":
    main()
