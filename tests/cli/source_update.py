"""source update and remove: what is given, not given and empty; what is scanned; what goes."""

from harness import (SAMPLE_IDS, artifact, contains, differing, equal, lacks, main, scenario,
                     snapshot)


@scenario
def what_is_not_given_stays_and_empty_clears(box):
    box.with_sample("--tag", "a", "--description", "first", "--min-confidence", "40")
    item = box.json("source", "update", "acme/tools", "--tag", "b").item
    equal((item["tags"], item["description"], item["min_confidence"]), (["b"], "first", 40))
    item = box.json("source", "update", "acme/tools", "--description", "").item
    equal((item["tags"], item["description"]), (["b"], None))
    item = box.json("source", "update", "acme/tools", "--clear-tags").item
    equal(item["tags"], [])
    equal(box.json("source", "update", "acme/tools", "--clear-tags").json["changed"], False)
    lacks(box.manifest.read_text().split("# Settings")[1], "description =", "tags =")


@scenario
def a_changed_ref_root_or_map_is_scanned_at_once(box):
    tools = box.with_sample()
    tools.git("checkout", "-q", "-b", "next")
    commit = tools.commit({"skills/new/SKILL.md": artifact("new")})
    tools.git("checkout", "-q", "main")
    item = box.json("source", "update", "acme/tools", "--ref", "next").item
    equal((item["ref"], item["commit"]), ("next", commit))
    equal(len(box.entries()), 5)
    box.run("source", "update", "acme/tools", "--root", "skills")
    equal(box.entries(), ["skill:./skills/docx", "skill:./skills/new", "skill:./skills/pdf"])
    box.run("source", "update", "acme/tools", "--root", "", "--ref", "")
    equal(box.entries(), SAMPLE_IDS)
    box.run("source", "update", "acme/tools", "--map", "README.md=command")
    contains(" ".join(box.entries()), "command:./README.md")
    box.run("source", "update", "acme/tools", "--clear-map")
    equal(box.entries(), SAMPLE_IDS)
    box.run("lock", "check")


@scenario
def a_moved_repository_is_followed_and_exclusions_stay(box):
    tools = box.with_sample()
    box.run("source", "exclude", "acme/tools", "pdf")
    tools.path.rename(box.root / "repos/moved")
    url = f"file://{box.root}/repos/moved"
    item = box.json("source", "update", "acme/tools", "--url", url).item
    equal((item["id"], item["url"]), ("acme/tools", url))
    equal(box.statuses()["skill:./skills/pdf"], "excluded")


@scenario
def a_new_address_is_read_as_add_reads_it(box):
    box.with_sample()
    folder = box.project / "ours/skills/one"
    folder.mkdir(parents=True)
    (folder / "SKILL.md").write_text(artifact("one"))
    item = box.json("source", "update", "acme/tools", "--url", "./skills/..",
                    cwd=box.project / "ours").item
    equal((item["url"], item["visibility"], item["commit"]), ("./ours", "public", None))
    item = box.json("source", "update", "acme/tools", "--url", box.repository("other").path).item
    equal(item["visibility"], "private")
    lacks(box.manifest.read_text(), "repos/other")
    item = box.json("source", "update", "acme/tools", "--url", "acme/hub/sub/dir@v1",
                    "--no-scan").item
    equal((item["url"], item["root"], item["ref"]), ("https://github.com/acme/hub", "sub/dir", "v1"))


@scenario
def when_the_scan_fails_nothing_is_written(box):
    box.with_sample()
    before = snapshot(box.project)
    for words, code, exit in ((["--ref", "nowhere"], "ref_not_found", 1),
                              (["--url", f"file://{box.root}/none"], "repository_not_found", 1),
                              (["--root", "nowhere"], "path_not_in_tree", 2),
                              (["--map", "nowhere=skill"], "path_not_in_tree", 2),
                              (["--trust", "signed", "--ref", "main"], "trust_refused", 6),
                              (["--tag", "two words"], "invalid_value", 2),
                              (["--min-confidence", "101"], "invalid_value", 2)):
        run = box.json("source", "update", "acme/tools", *words, exit=exit)
        equal(run.code(), code)
        assert set(differing(before, snapshot(box.project))) <= {"state.toml"}, words


@scenario
def no_scan_writes_the_manifest_and_the_source_is_incomplete(box):
    box.with_sample()
    lock = box.lock.read_bytes()
    box.run("source", "update", "acme/tools", "--root", "skills", "--no-scan")
    equal(box.lock.read_bytes(), lock)
    equal(box.json("catalog", "list", exit=3).code(), "not_scanned")
    box.run("source", "scan")
    equal(len(box.entries()), 2)


@scenario
def min_confidence_only_counts_anew(box):
    tools = box.with_sample()
    tools.path.rename(box.root / "gone")
    item = box.json("source", "update", "acme/tools", "--min-confidence", "100").item
    equal(sum(item["counts_by_type"].values()), len(box.entries()))
    equal(len(box.entries("--min-confidence", "0")), 4)


@scenario
def a_url_or_an_id_of_another_source_is_refused(box):
    box.with_sample()
    other = box.repository("other")
    box.run("source", "add", other.url, "--id", "other")
    before = snapshot(box.project)
    equal(box.json("source", "update", "acme/tools", "--url", other.url, exit=1).code(),
          "already_exists")
    box.run("source", "update", "acme/tools", "--id", "x", exit=2)
    equal(box.json("source", "update", "nobody", "--tag", "x", exit=1).code(), "source_not_found")
    equal(differing(before, snapshot(box.project)), [])


@scenario
def a_dry_run_changes_nothing(box):
    box.with_sample()
    before = snapshot(box.project)
    run = box.json("source", "update", "acme/tools", "--root", "skills", "--dry-run")
    equal(run.item["root"], "skills")
    equal(differing(before, snapshot(box.project)), [])


@scenario
def removing_deletes_rows_catalog_and_state_and_leaves_others(box):
    box.with_sample()
    box.run("source", "add", box.repository("b").url, "--id", "b")
    box.run("source", "exclude", "acme/tools", "pdf")
    plan = box.json("source", "remove", "acme/tools", "--dry-run")
    equal(box.json("source", "list").ids(), ["acme/tools", "b"])
    run = box.json("source", "remove", "ACME/TOOLS", "--yes")
    equal((plan.item["id"], run.item["id"], run.json["changed"]), ("acme/tools", "acme/tools", True))
    for path in (box.manifest, box.lock, box.project / ".skillmeat/state.toml"):
        lacks(path.read_text(), 'id = "acme/tools"')
        contains(path.read_text(), 'id = "b"')
    equal([path.name for path in (box.project / ".skillmeat/catalog").iterdir()], ["b.toml"])
    equal(box.json("source", "remove", "acme/tools", "--yes", exit=1).code(), "source_not_found")


@scenario
def a_source_added_again_starts_anew(box):
    tools = box.with_sample()
    tools.commit({"a": "x\n"})
    box.run("source", "scan")
    catalog = box.project / ".skillmeat/catalog/acme+tools.toml"
    leftover = catalog.read_bytes()
    box.run("source", "remove", "acme/tools", "--yes")
    catalog.write_bytes(leftover)
    box.run("source", "add", tools.url, "--id", "acme/tools")
    equal(set(box.statuses().values()), {"new"})


if __name__ == "__main__":
    main()
