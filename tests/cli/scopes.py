"""Scopes and projects: what a command sees, --scope, --project, no HOME, read-only trees."""

import os

from harness import SAMPLE_IDS, contains, differing, equal, lacks, main, scenario, snapshot


def two_projects(box):
    one = box.init("one")
    box.run("source", "add", box.repository("a").url, "--id", "a")
    two = box.init("two")
    box.run("source", "add", box.repository("b").url, "--id", "b")
    return one, two


@scenario
def two_projects_do_not_see_each_other(box):
    one, two = two_projects(box)
    equal(box.json("source", "list", cwd=one).ids(), ["a"])
    equal(box.json("source", "list", cwd=two).ids(), ["b"])
    equal(box.json("source", "show", "b", cwd=one, exit=1).code(), "source_not_found")
    equal(box.json("catalog", "show", "skill:pdf@b", cwd=one, exit=1).code(), "artifact_not_found")
    equal(box.json("source", "remove", "b", "--yes", cwd=one, exit=1).code(), "source_not_found")
    equal(box.json("source", "list", "--scope", "user", cwd=one).ids(), [])


@scenario
def all_shows_the_user_scope_and_every_registered_project(box):
    one, two = two_projects(box)
    box.run("source", "add", box.repository("u").url, "--id", "u", "--scope", "user")
    run = box.json("source", "list", "--scope", "all", cwd=box.home)
    equal(sorted((item["id"], item["project_name"]) for item in run.items),
          [("a", "one"), ("b", "two"), ("u", None)])
    assert {item["id"]: item["project_id"] for item in run.items}["u"] is None
    equal(len(box.json("catalog", "list", "--scope", "all", cwd=box.home).items), 12)
    equal(box.json("catalog", "count", "--scope", "all").json["total"], 12)
    equal(len(box.json("source", "scan", "--scope", "all", cwd=box.home).items), 3)
    box.run("lock", "check", "--scope", "all")


@scenario
def other_writes_under_all_are_exit_2(box):
    one, _ = two_projects(box)
    for words in (["source", "add", "acme/x"], ["source", "tag", "add", "a", "x"],
                  ["source", "remove", "a", "--yes"], ["source", "exclude", "a", "pdf"],
                  ["source", "update", "a", "--tag", "x"], ["config", "set", "jobs", "3"]):
        run = box.json(*words, "--scope", "all", exit=2, cwd=one)
        assert run.code() in ("invalid_usage", "invalid_value"), run


@scenario
def project_takes_a_directory_or_a_registered_id(box):
    one, two = two_projects(box)
    ids = {item["name"]: item["id"] for item in box.json("project", "list").items}
    equal(sorted(ids), ["one", "two"])
    for project in (one, os.path.relpath(one, two), ids["one"]):
        equal(box.json("source", "list", "--project", project, cwd=two).ids(), ["a"])
    equal(box.json("source", "list", "--scope", "all", "--project", ids["two"]).ids(), ["b"])
    equal(box.json("source", "list", cwd=two, env={"SKILLMEAT_PROJECT": str(one)}).ids(), ["a"])
    equal(box.json("source", "list", "--project", box.home, exit=1).code(), "project_not_found")
    equal(box.json("source", "list", "--project", "0123456789ab", exit=1).code(),
          "project_not_found")


@scenario
def the_project_is_the_nearest_above(box):
    box.with_sample()
    deep = box.project / "a/b/c"
    deep.mkdir(parents=True)
    equal(box.json("source", "list", cwd=deep).ids(), ["acme/tools"])
    (box.project / "a/skillmeat.toml").write_text("schema = 1\n")
    equal(box.json("source", "list", cwd=deep).ids(), [])


@scenario
def scope_project_without_one_is_exit_1(box):
    equal(box.json("source", "list", "--scope", "project", exit=1).code(), "project_not_found")
    equal(box.json("source", "list", env={"SKILLMEAT_SCOPE": "prject"}, exit=2).code(),
          "invalid_value")


@scenario
def a_project_that_is_gone_is_skipped_with_one_warning(box):
    one, two = two_projects(box)
    one.rename(box.root / "elsewhere")
    run = box.run("source", "list", "--scope", "all", "--json", cwd=two)
    equal((run.ids(), run.err.count('"warning"')), (["b"], 1))
    missing = [item for item in box.json("project", "list", cwd=two).items if item["status"] == "missing"]
    equal(len(missing), 1)
    box.run("project", "remove", missing[0]["id"], cwd=two)
    equal(len(box.json("project", "list", cwd=two).items), 1)
    assert (box.root / "elsewhere/skillmeat.toml").exists()


@scenario
def reading_commands_create_nothing(box):
    box.with_sample()
    for path in (box.root / "state", box.root / "cache"):
        assert not path.is_dir() or path.exists()
    before = snapshot(box.root)
    for words in (["source", "list"], ["source", "show", "acme/tools"], ["catalog", "list"],
                  ["catalog", "show", "skill:pdf"], ["catalog", "count"], ["source", "count"],
                  ["source", "list", "--scope", "all"], ["source", "tag", "list", "acme/tools"],
                  ["source", "list", "--scope", "user"], ["lock", "check"], ["paths"], ["schema"],
                  ["config", "list"], ["project", "list"], ["cache", "list"], ["help"],
                  ["source", "list", "--type", "skill"], ["migrate", "--dry-run"],
                  ["source", "remove", "acme/tools", "--dry-run"]):
        box.run(*words)
        equal(differing(before, snapshot(box.root)), [], words)


@scenario
def reading_commands_work_on_a_read_only_tree_without_home(box):
    box.with_sample()
    for folder, _, files in os.walk(box.project):
        for name in files:
            os.chmod(os.path.join(folder, name), 0o444)
        os.chmod(folder, 0o555)
    bare = {name: None for name in box.env if name == "HOME" or name.startswith("XDG_")}
    equal(box.entries(), SAMPLE_IDS)
    for words in (["source", "list"], ["catalog", "list"], ["source", "count"], ["lock", "check"],
                  ["source", "show", "acme/tools"]):
        run = box.run(*words, env=bare)
        assert run.out or words == ["lock", "check"], run


@scenario
def without_home_writing_to_the_user_scope_says_what_to_set(box):
    bare = {name: None for name in box.env if name == "HOME" or name.startswith("XDG_")}
    run = box.json("source", "add", "acme/tools", "--no-scan", env=bare, exit=1, cwd=box.home)
    contains(run.errors()[0]["message"] + run.errors()[0]["hint"], "HOME")
    run = box.run("source", "list", env=bare, cwd=box.home, exit=None)
    assert run.exit in (0, 1), run
    contains(run.err, "HOME") if run.exit else None


@scenario
def relative_xdg_variables_are_ignored(box):
    box.run("source", "add", box.repository().url, "--id", "a", cwd=box.home,
            env={"XDG_CONFIG_HOME": "here"})
    assert not (box.home / "here").exists()
    assert (box.home / ".config/skillmeat/skillmeat.toml").is_file()


@scenario
def a_project_cannot_set_what_belongs_to_the_user(box):
    box.init()
    box.append('\n[settings]\npager = "sh -c evil"\n')
    run = box.run("config", "list", "--json", exit=None)
    assert run.exit == 2 or "pager" in run.err, run
    lacks(box.run("config", "get", "pager", exit=None).out, "evil")
    equal(box.json("config", "set", "pager", "x", exit=2).code(), "invalid_value")


if __name__ == "__main__":
    main()
