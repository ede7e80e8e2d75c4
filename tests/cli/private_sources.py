"""Private sources: where they stand, how they move, and that nothing of them is committed."""

from harness import SAMPLE_IDS, artifact, contains, differing, equal, lacks, main, scenario, snapshot


def local(box, name="skillmeat.toml"):
    return box.project / ".skillmeat/local" / name


def committed(box):
    """All that `git add -A` would take, joined."""
    if not (box.project / ".git").exists():
        box.git(box.project, "init", "-q")
    names = box.git(box.project, "ls-files", "-co", "--exclude-standard", "-z").split("\0")
    return b"\n".join(name.encode() + b"\n" + (box.project / name).read_bytes()
                      for name in names if name).decode()


def with_private(box):
    repository = box.repository("secret-tools")
    box.init()
    box.run("source", "add", repository.url, "--id", "mine/hidden", "--visibility", "private",
            "--tag", "confidential")
    return repository


@scenario
def a_private_source_stands_only_below_local(box):
    repository = with_private(box)
    contains(local(box).read_text(), repository.url)
    contains(local(box, "skillmeat.lock").read_text(), repository.head())
    equal(local(box).parent.stat().st_mode & 0o777, 0o700)
    lacks(box.manifest.read_text(), "secret-tools")
    assert not box.lock.exists() or "hidden" not in box.lock.read_text()
    equal(box.json("source", "list").ids(), ["mine/hidden"])
    equal(box.entries(), SAMPLE_IDS)


@scenario
def nothing_git_would_commit_names_it(box):
    repository = with_private(box)
    box.run("source", "add", box.repository("open").url, "--id", "open")
    box.run("source", "exclude", "mine/hidden", "pdf", "--reason", "confidential")
    box.run("source", "tag", "add", "mine/hidden", "more")
    repository.commit({"skills/new/SKILL.md": artifact("new")})
    box.run("source", "scan")
    box.run("source", "scan", "nobody", exit=1)
    repository.path.rename(box.root / "gone")
    box.run("source", "scan", exit=1)
    taken = committed(box)
    contains(taken, "open", "schema = 1")
    lacks(taken, "secret-tools", "hidden", "confidential", repository.url)


@scenario
def edits_of_a_private_source_go_to_its_own_files(box):
    with_private(box)
    before = box.manifest.read_bytes()
    box.run("source", "tag", "add", "mine/hidden", "x")
    box.run("source", "update", "mine/hidden", "--description", "words")
    box.run("source", "exclude", "mine/hidden", "pdf")
    contains(local(box).read_text(), '"x"', 'description = "words"', "skill:./skills/pdf")
    equal(box.manifest.read_bytes(), before)
    box.run("source", "remove", "mine/hidden", "--yes")
    lacks(local(box).read_text(), "hidden")
    equal(box.json("source", "list").items, [])


@scenario
def visibility_moves_both_ways_with_rows_and_comments(box):
    box.with_sample("--tag", "a")
    box.replace('[[source]]\nid = "acme/tools"', '# why we have it\n[[source]]\nid = "acme/tools" # id')
    box.run("source", "exclude", "acme/tools", "pdf", "--reason", "because")
    commit = box.source()["commit"]
    moved = box.json("source", "update", "acme/tools", "--visibility", "private")
    equal((moved.json["changed"], moved.item["visibility"]), (True, "private"))
    contains(local(box).read_text(), "# id", "because", "acme/tools")
    contains(local(box, "skillmeat.lock").read_text(), commit)
    lacks(box.manifest.read_text().split("# Settings")[-1], "acme/tools", "because")
    lacks(box.lock.read_text(), "acme/tools")
    equal(box.entries(), [one for one in SAMPLE_IDS if "pdf" not in one])
    equal(box.json("source", "update", "acme/tools", "--visibility", "private").json["changed"],
          False)
    box.run("source", "update", "acme/tools", "--visibility", "public")
    contains(box.manifest.read_text(), "# id", "because")
    contains(box.lock.read_text(), commit)
    lacks(local(box).read_text(), "acme/tools")
    lacks(local(box, "skillmeat.lock").read_text(), "acme/tools")
    equal(box.source()["commit"], commit)
    box.run("lock", "check")


@scenario
def private_by_hand_in_the_committed_manifest_is_exit_2_but_for_update(box):
    box.with_sample()
    box.replace('id = "acme/tools"', 'id = "acme/tools"\nvisibility = "private"')
    for words in (["source", "list"], ["source", "scan"], ["catalog", "list"],
                  ["source", "tag", "add", "acme/tools", "x"]):
        run = box.json(*words, exit=2)
        equal(run.code(), "invalid_manifest")
        contains(run.errors()[0]["hint"], "--visibility private")
    box.run("source", "update", "acme/tools", "--visibility", "private")
    equal(box.source()["visibility"], "private")
    lacks(box.manifest.read_text().split("# Settings")[-1], "acme/tools")


@scenario
def public_in_the_local_manifest_is_an_error(box):
    with_private(box)
    box.append('visibility = "public"\n', local(box))
    equal(box.json("source", "list", exit=2).code(), "invalid_manifest")


@scenario
def an_id_in_both_places_is_read_from_local_with_one_warning(box):
    repository = with_private(box)
    box.append('\n[[source]]\nid = "mine/hidden"\nurl = "https://example.org/other"\n')
    run = box.run("source", "list", "--json")
    equal([(item["id"], item["url"]) for item in run.items], [("mine/hidden", repository.url)])
    equal(run.err.count('"warning"'), 1)
    contains(run.err, "local/skillmeat.toml", "skillmeat.toml")


@scenario
def the_local_manifest_is_never_a_project(box):
    with_private(box)
    run = box.json("source", "list", cwd=local(box).parent)
    equal(run.ids(), ["mine/hidden"])
    equal(run.items[0]["project_name"], "project")


@scenario
def filters_by_visibility_tell_them_apart(box):
    with_private(box)
    box.run("source", "add", box.repository("open").url, "--id", "open")
    equal(box.json("source", "list", "--visibility", "private").ids(), ["mine/hidden"])
    equal(box.json("source", "list", "--visibility", "public").ids(), ["open"])


@scenario
def a_clone_without_local_knows_nothing_of_it(box):
    with_private(box)
    box.run("source", "add", box.repository("open").url, "--id", "open")
    committed(box)
    box.git(box.project, "add", "-A")
    box.git(box.project, "commit", "-q", "-m", "x")
    box.git(box.root, "clone", "-q", str(box.project), "clone")
    box.project = box.root / "clone"
    box.run("source", "scan", "--locked")
    equal(box.json("source", "list").ids(), ["open"])


@scenario
def a_missing_gitignore_is_written_before_anything_private(box):
    box.init()
    (box.project / ".skillmeat/.gitignore").unlink()
    box.run("source", "add", box.repository("secret-tools").url, "--visibility", "private")
    lacks(committed(box), "secret-tools")


@scenario
def in_the_user_scope_local_is_ignored_too(box):
    repository = box.repository("secret-tools")
    box.run("source", "add", repository.url, "--visibility", "private", cwd=box.home)
    folder = box.root / "config/skillmeat"
    equal((folder / "local/.gitignore").read_text().strip(), "*")
    contains((folder / "local/skillmeat.toml").read_text(), "secret-tools")
    path = box.repository("plain")
    box.run("source", "add", path.path, "--id", "p", cwd=box.home)
    equal(box.json("source", "show", "p", cwd=box.home).item["visibility"], "public")


if __name__ == "__main__":
    main()
