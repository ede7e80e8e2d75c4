"""init, migrate, project, cache, config, paths."""

from pathlib import Path

from harness import (SAMPLE_IDS, contains, differing, equal, lacks, main, matches, scenario, snapshot)

OLD = '''# ours
[[source]]
id = "acme/tools"        # the id
repo_url = "{url}"
branch = "main"          # the branch
root_hint = "skills"
manual_map = {{ command = ["skills/pdf/SKILL.md"] }}
# the end
'''


def old_project(box):
    repository = box.repository()
    box.init()
    box.manifest.write_text(OLD.format(url=repository.url))
    return repository


@scenario
def init_makes_a_project_once(box):
    box.init("docs team")
    contains(box.manifest.read_text(), "schema = 1", 'name = "docs team"', "# [[source]]")
    equal((box.project / ".skillmeat/.gitignore").is_file(), True)
    before = snapshot(box.project)
    equal(box.json("init", exit=1).code(), "already_exists")
    equal(differing(before, snapshot(box.project)), [])
    box.git(box.project, "init", "-q")
    taken = box.git(box.project, "ls-files", "-co", "--exclude-standard").split()
    equal(sorted(taken), [".skillmeat/.gitignore", "skillmeat.toml"])
    made = box.json("init", "--project", box.root / "new/deep", "--name", "other").item
    equal((made["project_name"], made["root"]), ("other", str(box.root / "new/deep")))
    box.run("source", "list", cwd=box.root / "new/deep")


@scenario
def init_of_the_user_scope_writes_below_the_configuration(box):
    box.run("init", "--scope", "user")
    assert (box.root / "config/skillmeat/skillmeat.toml").is_file()
    equal(box.json("init", "--scope", "user", exit=1).code(), "already_exists")


@scenario
def an_old_manifest_is_read_but_not_written(box):
    old_project(box)
    before = snapshot(box.project)
    item = box.source()
    equal((item["ref"], item["map"]), ("main", {"skills/pdf/SKILL.md": "command"}))
    for words in (["source", "tag", "add", "acme/tools", "x"], ["source", "scan"],
                  ["source", "add", "acme/other", "--no-scan"], ["config", "set", "jobs", "2"],
                  ["source", "remove", "acme/tools", "--yes"]):
        run = box.json(*words, exit=2)
        equal(run.code(), "migration_needed")
        contains(run.errors()[0]["hint"], "skillmeat migrate")
    equal(differing(before, snapshot(box.project)), [])


@scenario
def migrating_forward_keeps_comments_and_a_backup(box):
    old_project(box)
    old = box.manifest.read_bytes()
    before = snapshot(box.project)
    plan = box.json("migrate", "--dry-run")
    equal(differing(before, snapshot(box.project)), [])
    run = box.json("migrate")
    equal([item["steps"] for item in plan.items], [item["steps"] for item in run.items])
    text = box.manifest.read_text()
    contains(text, "schema = 1", "url = ", 'ref = "main"          # the branch', "# ours", "# the end",
             'id = "acme/tools"        # the id', "map = ", '"skills/pdf/SKILL.md"')
    lacks(text, "repo_url", "root_hint", "manual_map", "branch =")
    backup = Path(run.items[0]["backup"])
    equal(backup.read_bytes(), old)
    box.run("source", "scan")
    contains(" ".join(box.entries()), "command:./skills/pdf/SKILL.md")
    equal(box.json("migrate").json["changed"], False)


@scenario
def migrating_back_lists_losses_and_stops(box):
    old_project(box)
    box.run("migrate")
    box.run("source", "tag", "add", "acme/tools", "official")
    before = snapshot(box.project)
    run = box.json("migrate", "--to", "0", exit=1)
    equal(run.code(), "migration_loss")
    contains(run.out + run.err, "official")
    equal(differing(before, snapshot(box.project)), [])
    box.run("migrate", "--to", "0", "--drop", "--dry-run")
    equal(differing(before, snapshot(box.project)), [])
    box.run("migrate", "--to", "0", "--drop")
    text = box.manifest.read_text()
    contains(text, "repo_url = ", "branch = ", "# ours", "# the end")
    lacks(text, "official", "\nschema = 1")
    box.run("migrate", "--to", "7", exit=2)


@scenario
def old_and_new_names_in_one_file_are_exit_2_at_the_first_stray_key(box):
    box.init()
    box.manifest.write_text('[[source]]\nid = "a"\nrepo_url = "https://example.org/a/b"\nref = "x"\n')
    for words in (["source", "list"], ["migrate"]):
        run = box.json(*words, exit=2)
        equal((run.code(), run.errors()[0]["line"]), ("invalid_manifest", 4))


@scenario
def an_old_lock_is_read_and_kept_until_something_changes(box):
    tools = box.with_sample()
    commit = tools.head()
    old = f'version = 0\n\n[[source]]\nid = "acme/tools"\nurl = "{tools.url}"\ncommit = "{commit}"\n'
    box.lock.write_text(old)
    item = box.source()
    equal((item["commit"], item["description_status"]), (commit, "skipped"))
    equal(box.lock.read_text(), old)
    box.run("source", "tag", "add", "acme/tools", "x")
    contains(box.lock.read_text(), "version = 1", 'tags = ["x"]')


@scenario
def settings_have_layers_and_origins(box):
    box.init()

    def jobs(**env):
        item = box.json("config", "get", "jobs", env=env).item
        return item["value"], item["layer"]

    equal(jobs(), ("8", "default"))
    box.run("config", "set", "jobs", "3", "--scope", "user")
    equal(jobs(), ("3", "user"))
    box.run("config", "set", "jobs", "4")
    equal(jobs(), ("4", "project"))
    equal(jobs(SKILLMEAT_JOBS="5"), ("5", "environment"))
    matches(box.run("config", "list", "--show-origin").out, r"jobs +4 +.*skillmeat.toml:\d+")
    equal(box.run("config", "get", "jobs").out, "4\n")
    box.run("config", "unset", "jobs")
    equal(jobs(), ("3", "user"))
    for words in (["jobs", "0"], ["jobs", "x"], ["transport", "carrier"], ["cache_ttl", "soon"]):
        equal(box.json("config", "set", *words, exit=2).code(), "invalid_value")
    run = box.json("config", "set", "jbos", "3", exit=1)
    equal(run.code(), "setting_not_found")
    contains(run.errors()[0]["hint"], "jobs")
    assert box.run("source", "scan", env={"SKILLMEAT_JOBS": "none"}, exit=None).exit == 2


@scenario
def paths_follow_the_environment(box):
    box.init()
    text = box.run("paths", "--json", env={"SKILLMEAT_CACHE_HOME": str(box.root / "cc")}).out
    contains(text, str(box.root / "cc"), str(box.root / "config/skillmeat"),
             str(box.project / "skillmeat.toml"))


@scenario
def the_registry_knows_projects_and_touches_none(box):
    box.with_sample()
    item = box.json("project", "list").items[0]
    equal((item["name"], item["root"]), ("project", str(box.project)))
    equal(box.source()["project_id"], item["id"])
    before = snapshot(box.project)
    equal(box.json("project", "remove", item["id"]).json["changed"], True)
    equal(box.json("project", "list").items, [])
    equal(box.json("project", "remove", item["id"], exit=1).code(), "project_not_found")
    equal(box.json("project", "add", ".").item["id"], item["id"])
    equal(box.json("project", "add", ".").json["changed"], False)
    equal(differing(before, snapshot(box.project)), [])
    equal(box.json("project", "add", "/", exit=1).code(), "project_not_found")


@scenario
def the_cache_keeps_what_a_lock_names(box):
    box.with_sample()
    box.run("source", "add", box.repository("b").url, "--id", "b")
    box.run("source", "remove", "b", "--yes")

    def cached():
        return sorted(url.rpartition("/")[2] if (url := item["url"]) else "?"
                      for item in box.json("cache", "list").items if item["bytes"] > 1000)

    equal(len(cached()), 2)
    box.run("cache", "clean", "--dry-run", "--all")
    equal(len(cached()), 2)
    box.run("cache", "clean", "--older-than", "1d")
    equal(len(cached()), 2)
    box.run("cache", "clean")
    equal(cached(), ["tools"])
    box.run("cache", "clean", "--all")
    equal(cached(), [])
    box.run("source", "scan", "--force")
    equal(box.entries(), SAMPLE_IDS)
    box.run("cache", "clean", "--older-than", "soon", exit=2)


@scenario
def a_deleted_or_damaged_cache_is_made_anew(box):
    tools = box.with_sample()
    for folder in (box.root / "cache/skillmeat/git").iterdir():
        for path in folder.rglob("*.pack"):
            path.chmod(0o600)
            path.write_bytes(b"damaged")
    tools.commit({"x": "y\n"})
    box.run("source", "scan")
    (box.project / ".skillmeat/state.toml").write_text("damaged")
    equal(box.json("source", "list").items[0]["counts_by_type"]["skill"], 2)
    box.run("source", "scan")
    equal(box.entries(), SAMPLE_IDS)


if __name__ == "__main__":
    main()
