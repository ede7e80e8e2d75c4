"""source add: what it takes, what it writes, what it refuses."""

import os

from harness import SAMPLE_IDS, artifact, contains, differing, equal, lacks, main, scenario, snapshot


@scenario
def a_repository_is_scanned_and_recorded(box):
    repository = box.repository()
    box.init()
    added = box.json("source", "add", repository.url, "--id", "acme/tools", "--tag", "official",
                     "--description", "our tools")
    equal(len(added.items), 1)
    item = added.items[0]
    equal((item["id"], item["url"], item["commit"], item["tags"], item["description"]),
          ("acme/tools", repository.url, repository.head(), ["official"], "our tools"))
    equal(item["counts_by_type"], {"skill": 2, "agent": 1, "command": 1, "mcp": 0, "plugin": 0,
                                   "hook": 0, "bundle": 0})
    equal((item["trust_level"], item["trust_reason"]), ("unsigned", "unchecked"))
    equal(box.entries(), SAMPLE_IDS)
    contains(box.manifest.read_text(), 'id = "acme/tools"', 'tags = ["official"]')
    contains(box.lock.read_text(), f'commit = "{repository.head()}"', "version = 1")
    assert (box.project / ".skillmeat/catalog/acme+tools.toml").is_file()


@scenario
def the_default_id_is_host_and_path_or_the_name_of_a_local_directory(box):
    repository = box.repository("Our-Tools")
    box.init()
    equal(box.json("source", "add", repository.path).ids(), ["Our-Tools"])


@scenario
def adding_again_is_already_exists_and_names_update(box):
    repository = box.with_sample()
    before = snapshot(box.project)
    again = box.json("source", "add", repository.url, exit=1)
    equal(again.code(), "already_exists")
    contains(again.errors()[0]["hint"], "source update acme/tools")
    same_id = box.json("source", "add", box.repository("other").url, "--id", "ACME/tools", exit=1)
    equal(same_id.code(), "already_exists")
    equal(differing(before, snapshot(box.project)), [])


@scenario
def the_same_repository_with_another_ref_or_root_is_another_source(box):
    repository = box.with_sample()
    box.run("source", "add", repository.url, "--id", "acme/skills", "--root", "skills")
    equal(box.entries("--source", "acme/skills"), ["skill:./skills/docx", "skill:./skills/pdf"])
    box.run("source", "add", repository.url, "--id", "acme/main", "--ref", "main")
    box.run("source", "add", repository.url, "--id", "acme/again", "--ref", "main", exit=1)


@scenario
def an_unknown_repository_writes_nothing(box):
    box.init()
    before = snapshot(box.project)
    missing = box.json("source", "add", f"file://{box.root}/missing.git", exit=1)
    equal(missing.code(), "repository_not_found")
    lacks(missing.out, "items")
    equal(differing(before, snapshot(box.project)), [])


@scenario
def a_local_path_that_is_not_there_or_a_file_is_an_error(box):
    box.init()
    equal(box.json("source", "add", "./nothing-here", exit=1).code(), "repository_not_found")
    (box.project / "file").write_text("x")
    equal(box.json("source", "add", "./file", exit=1).code(), "not_a_repository")


@scenario
def a_url_of_something_that_is_no_repository_is_an_error(box):
    box.init()
    plain = box.root / "plain"
    plain.mkdir()
    assert box.json("source", "add", f"file://{plain}", exit=1).code() in (
        "repository_not_found", "not_a_repository")


@scenario
def a_ref_that_does_not_exist_writes_nothing(box):
    repository = box.repository()
    box.init()
    before = snapshot(box.project)
    found = box.json("source", "add", repository.url, "--ref", "mian", exit=1)
    equal(found.code(), "ref_not_found")
    contains(found.errors()[0]["message"], "mian")
    equal(differing(before, snapshot(box.project)), [])


@scenario
def branches_tags_and_commits_are_refs(box):
    repository = box.repository()
    first = repository.head()
    repository.git("tag", "-a", "v1", "-m", "one")
    repository.git("checkout", "-q", "-b", "feature/with/slashes")
    second = repository.commit({"skills/new/SKILL.md": artifact("new")})
    repository.git("checkout", "-q", "main")
    box.init()
    for number, (ref, commit) in enumerate(
            [("v1", first), ("feature/with/slashes", second), (second, second), (first, first)]):
        added = box.json("source", "add", repository.url, "--id", f"s{number}", "--ref", ref)
        equal((added.items[0]["ref"], added.items[0]["commit"]), (ref, commit))


@scenario
def a_repository_without_commits_says_so(box):
    repository = box.root / "empty"
    repository.mkdir()
    box.git(repository, "init", "-q")
    box.init()
    equal(box.json("source", "add", f"file://{repository}", exit=1).code(), "empty_repository")


@scenario
def a_root_or_mapped_path_that_is_not_in_the_tree_is_exit_2(box):
    repository = box.repository()
    box.init()
    for words in (["--root", "nowhere"], ["--map", "prompts=command"]):
        equal(box.json("source", "add", repository.url, *words, exit=2).code(), "path_not_in_tree")
    assert not box.lock.exists()


@scenario
def a_manual_map_beats_detection(box):
    repository = box.repository(files={"prompts/one.md": "Do one.\n", "prompts/two.md": "Two.\n"})
    box.init()
    box.run("source", "add", repository.url, "--id", "a", "--map", "prompts=command")
    equal(box.entries(), ["command:./prompts/one.md", "command:./prompts/two.md"])
    contains(box.manifest.read_text(), 'prompts', 'command')


@scenario
def an_unknown_type_in_map_gets_a_suggestion(box):
    found = box.json("source", "add", "acme/tools", "--map", "prompts=comand", exit=2)
    equal(found.code(), "invalid_value")
    contains(found.errors()[0]["hint"], "command")


@scenario
def faulty_values_are_exit_2_and_nothing_is_read(box):
    box.init()
    before = snapshot(box.project)
    for words in (["--tag", "two words"], ["--tag", "x" * 51], ["--tag", ""],
                  ["--id", "../up"], ["--id", "a//b"], ["--id", "a.lock"], ["--id", "x" * 129],
                  ["--min-confidence", "101"], ["--min-confidence", "many"],
                  ["--trust", "maybe"], ["--visibility", "secret"], ["--root", "../out"],
                  ["--root", "/abs"], ["--map", "a/../../b=skill"], ["--map", "nothing"],
                  ["--description", "x" * 2001],
                  [word for n in range(21) for word in ("--tag", f"t{n}")],
                  ["--tag", "twice", "--tag", "Twice"]):
        found = box.json("source", "add", f"file://{box.root}/missing.git", *words, exit=2)
        assert found.code() in ("invalid_value", "invalid_usage"), found
    equal(differing(before, snapshot(box.project)), [])


@scenario
def odd_repository_names_are_refused_before_git_runs(box):
    box.init()
    for word in ("--upload-pack=touch x", "ext::sh -c touch% x", "acme/tools/../..", "",
                 "file://-oProxy", "http://"):
        found = box.json("source", "add", "--", word, exit=None)
        assert found.exit in (1, 2), found
    assert not (box.project / "x").exists()


@scenario
def several_commit_by_themselves_and_differing_failures_are_exit_8(box):
    one, two = box.repository("one"), box.repository("two")
    box.init()
    both = box.json("source", "add", one.url, f"file://{box.root}/none", two.url, exit=1)
    equal(len(both.items), 2)
    equal([error["code"] for error in both.errors()], ["repository_not_found"])
    equal(len(box.json("source", "list").items), 2)
    mixed = box.json("source", "add", f"file://{box.root}/none", "http://127.0.0.1:1/x", exit=8)
    equal(len(mixed.errors()), 2)


@scenario
def id_root_and_map_take_exactly_one_repository(box):
    box.init()
    for words in (["--id", "x"], ["--root", "x"], ["--map", "x=skill"]):
        equal(box.json("source", "add", "a/b", "c/d", *words, exit=2).code(), "invalid_usage")


@scenario
def no_scan_writes_the_manifest_only(box):
    repository = box.repository()
    box.init()
    box.run("source", "add", repository.url, "--id", "acme/tools", "--no-scan")
    assert not box.lock.exists()
    assert not (box.project / ".skillmeat/catalog").exists()
    source = box.source()
    equal((source["commit"], source["counts_by_type"], source["created_at"], source["last_sync"]),
          (None, None, None, None))
    equal(box.json("catalog", "list").json["incomplete"], [])
    box.run("source", "scan")
    equal(box.entries(), SAMPLE_IDS)


@scenario
def a_dry_run_writes_nothing_below_the_project(box):
    repository = box.repository()
    box.init()
    before = snapshot(box.project)
    plan = box.json("source", "add", repository.url, "--id", "acme/tools", "--dry-run")
    equal(plan.items[0]["counts_by_type"]["skill"], 2)
    equal(differing(before, snapshot(box.project)), [])


@scenario
def a_plain_directory_is_read_as_it_is(box):
    box.init()
    folder = box.project / "ours"
    (folder / "skills/one").mkdir(parents=True)
    (folder / "skills/one/SKILL.md").write_text(artifact("one"))
    item = box.json("source", "add", "./ours").items[0]
    equal((item["id"], item["commit"], item["visibility"]), ("ours", None, "public"))
    contains(box.manifest.read_text(), 'url = "./ours"')
    lacks(box.lock.read_text(), "commit", str(box.root))
    box.git(folder, "init", "-q")
    box.git(folder, "add", "-A")
    contains(box.lock.read_text(), f'tree = "{box.git(folder, "write-tree").strip()}"')
    equal(box.entries(), ["skill:./skills/one"])


@scenario
def a_local_path_outside_the_project_makes_a_private_source(box):
    repository = box.repository()
    box.init()
    box.run("source", "add", repository.path, "--id", "mine")
    equal(box.source("mine")["visibility"], "private")
    lacks(box.manifest.read_text(), str(repository.path))
    other = box.repository("other")
    box.run("source", "add", other.path, "--id", "ours", "--visibility", "public")
    contains(box.manifest.read_text(), str(other.path))


@scenario
def a_required_signature_that_is_not_there_is_exit_6(box):
    repository = box.repository()
    box.init()
    found = box.json("source", "add", repository.url, "--trust", "signed", exit=6)
    equal(found.code(), "trust_refused")
    assert not box.lock.exists()


@scenario
def comments_in_the_manifest_stay(box):
    repository = box.repository()
    box.init()
    box.append('\n# the first one\n[[source]] # kept\nid = "first"\nurl = "file:///x" # why\n')
    before = box.manifest.read_text()
    box.run("source", "add", repository.url)
    after = box.manifest.read_text()
    assert after.startswith(before), after


@scenario
def without_a_project_the_user_scope_is_used_and_named(box):
    repository = box.repository()
    added = box.run("source", "add", repository.url, "--id", "mine")
    contains(added.err, "user scope")
    assert (box.root / "config/skillmeat/skillmeat.toml").is_file()
    assert (box.root / "state/skillmeat/catalog/mine.toml").is_file()
    equal(os.listdir(box.home), ["gitconfig"])


if __name__ == "__main__":
    main()
