"""skillmeat.toml and skillmeat.lock: hand edits kept, faults told, --locked, lock check."""

from harness import (SAMPLE_IDS, artifact, contains, differing, equal, lacks, main, scenario,
                     snapshot)

COMMENTED = '''# head of the file
schema = 1   # version

[settings]
jobs   =   4 # few

# about the first
[[source]]        # first
id   = "first"    # the id
url  = "{first}"
tags = [          # several lines
    "one",        # a tag
]

# about the second
[[source]]
id = "second" # the id
url = "{second}" # the url
# the end
'''


def commented(box):
    box.init()
    box.manifest.write_text(COMMENTED.format(first=box.repository("a").url,
                                             second=box.repository("b").url))
    box.run("source", "scan")


def clone(box):
    """A fresh clone of the committed project, as a colleague gets it; becomes the project."""
    box.git(box.project, "init", "-q")
    box.git(box.project, "add", "-A")
    box.git(box.project, "commit", "-q", "-m", "project")
    box.git(box.root, "clone", "-q", str(box.project), "clone")
    box.project = box.root / "clone"


@scenario
def every_edit_keeps_comments_order_and_spacing(box):
    commented(box)
    kept = [line for line in box.manifest.read_text().splitlines() if "#" in line]
    box.run("source", "tag", "add", "first", "two")
    box.run("source", "update", "second", "--description", "words", "--min-confidence", "60")
    box.run("source", "exclude", "first", "pdf")
    box.run("config", "set", "cache_ttl", "10m")
    text = box.manifest.read_text()
    for line in kept:
        contains(text, line)
    box.run("source", "remove", "first", "--yes")
    after = box.manifest.read_text()
    contains(after, "# head of the file", "schema = 1   # version", "jobs   =   4 # few",
             'id = "second" # the id', "# the end", "# about the second")
    lacks(after, "# the id\nurl  =", '"first"')


@scenario
def a_file_with_crlf_keeps_it(box):
    commented(box)
    box.manifest.write_bytes(box.manifest.read_bytes().replace(b"\n", b"\r\n"))
    box.run("source", "tag", "add", "first", "two")
    text = box.manifest.read_bytes()
    equal(text.count(b"\n"), text.count(b"\r\n"))


@scenario
def a_symbolic_link_stays_one(box):
    box.with_sample()
    real = box.root / "dotfiles.toml"
    box.manifest.rename(real)
    box.manifest.symlink_to(real)
    box.run("source", "tag", "add", "acme/tools", "x")
    assert box.manifest.is_symlink()
    contains(real.read_text(), '"x"')


@scenario
def a_second_identical_command_writes_nothing(box):
    box.with_sample("--tag", "x")
    before = snapshot(box.project)
    box.run("source", "tag", "add", "acme/tools", "x")
    box.run("source", "update", "acme/tools", "--tag", "x")
    box.run("source", "tag", "set", "acme/tools", "x")
    equal(differing(before, snapshot(box.project)), [])


@scenario
def every_fault_of_a_manifest_is_told_with_its_place(box):
    box.init()
    tags = ", ".join(f'"t{n}"' for n in range(21))
    box.manifest.write_text(f'''schema = 1
[[source]]
id = "a"
url = "https://example.org/a/a"
tags = [{tags}]
[[source]]
id = "b"
url = "https://example.org/a/b"
tags = ["two words"]
map = {{ "x" = "comand" }}
[[source]]
id = "A"
url = "https://example.org/a/c"
[[source]]
id = "d"
url = "https://example.org/a/b"
root = "../up"
trust = "maybe"
min_confidence = 101
''')
    before = snapshot(box.project)
    for words in (["source", "list"], ["catalog", "list"], ["source", "scan"],
                  ["source", "tag", "add", "a", "x"], ["lock", "check"], ["source", "show", "a"]):
        run = box.json(*words, exit=2)
        equal({error["code"] for error in run.errors()}, {"invalid_manifest"}, run)
        places = {error["line"] for error in run.errors()}
        assert {5, 9, 10, 12, 17, 18, 19} <= places, run
        assert all(error["path"].endswith("skillmeat.toml") and error["column"]
                   for error in run.errors()), run
        equal(run.out, "")
    contains(box.run("source", "list", exit=2).err, "skillmeat.toml:9:", "did you mean 'command'")
    equal(differing(before, snapshot(box.project)), [])


@scenario
def a_syntax_error_is_exit_2_with_line_and_column(box):
    box.with_sample()
    box.append("[[source]\n")
    line = box.manifest.read_text().count("\n")
    before = box.manifest.read_bytes()
    for words in (["source", "list"], ["source", "tag", "add", "acme/tools", "x"]):
        run = box.json(*words, exit=2)
        equal((run.code(), run.errors()[0]["line"]), ("invalid_manifest", line))
    equal(box.manifest.read_bytes(), before)


@scenario
def unknown_keys_are_warnings_and_stay(box):
    box.with_sample()
    box.append('colour = "blue"\n')
    run = box.run("source", "list")
    contains(run.err, "warning", "colour", "skillmeat.toml:")
    box.run("source", "tag", "add", "acme/tools", "x")
    contains(box.manifest.read_text(), 'colour = "blue"\n')
    equal(box.run("source", "list", "--quiet").err, "")


@scenario
def a_source_repeated_by_url_is_a_fault(box):
    box.init()
    box.append('\n[[source]]\nid = "a"\nurl = "https://github.com/acme/tools"\n'
               '\n[[source]]\nid = "b"\nurl = "git@github.com:acme/tools.git"\n')
    run = box.json("source", "list", exit=2)
    equal(run.code(), "invalid_manifest")
    contains(run.errors()[0]["message"], "a", "b")


@scenario
def a_newer_manifest_is_left_alone(box):
    box.init()
    box.manifest.write_text("schema = 99\n")
    equal(box.json("source", "list", exit=2).code(), "newer_format")
    equal(box.json("migrate", exit=2).code(), "newer_format")
    equal(box.manifest.read_text(), "schema = 99\n")


@scenario
def a_lock_that_cannot_be_read_is_exit_3_and_stays(box):
    box.with_sample()
    good = box.lock.read_text()
    row = good[good.index("[[source]]"):]
    for code, text in (("lock_damaged", good + "x = ["), ("lock_newer", "version = 99\n"),
                       ("lock_damaged", good.replace("version = 1\n", "")),
                       ("lock_damaged", good + row), ("lock_damaged", good + 'extra = "x"\n'),
                       ("lock_damaged", "\n".join(line for line in good.split("\n")
                                                  if not line.startswith("tree"))),
                       ("lock_damaged", "\0\1\2"), ("lock_damaged", ""),
                       ("lock_conflicted", good.replace(row, f"<<<<<<< ours\n{row}=======\n{row}"
                                                             ">>>>>>> theirs\n"))):
        box.lock.write_text(text)
        for words in (["source", "list"], ["source", "scan"], ["source", "scan", "--locked"],
                      ["source", "tag", "add", "acme/tools", "x"], ["lock", "check"],
                      ["catalog", "list"], ["source", "remove", "acme/tools", "--yes"]):
            run = box.json(*words, exit=3)
            equal(run.code(), code, f"{text!r:.60}\n{run}")
            assert run.errors()[0]["path"].endswith("skillmeat.lock") and run.errors()[0]["hint"]
        equal(box.lock.read_text(), text)


@scenario
def a_conflict_is_told_with_its_line(box):
    box.with_sample()
    box.append("<<<<<<< ours\n", box.lock)
    error = box.json("source", "list", exit=3).errors()[0]
    equal(error["line"], box.lock.read_text().count("\n"))
    contains(error["hint"], "source scan")


@scenario
def the_lock_is_sorted_and_free_of_this_machine(box):
    repository = box.repository()
    box.init()
    for name in ("b", "B2", "a"):
        box.run("source", "add", repository.url, "--id", name, "--root",
                {"b": "skills", "B2": "agents", "a": "commands"}[name])
    text = box.lock.read_text()
    ids = [line for line in text.splitlines() if line.startswith("id = ")]
    equal(ids, ['id = "B2"', 'id = "a"', 'id = "b"'])
    assert text.endswith("\n")
    lacks(text.replace(repository.url, ""), str(box.root))


@scenario
def branches_that_add_different_sources_merge_without_conflict(box):
    one, two, base = box.repository("one"), box.repository("two"), box.repository("base")
    box.init()
    for name in "amz":
        box.run("source", "add", base.url, "--id", name, "--root",
                {"a": "skills", "m": "agents", "z": "commands"}[name])
    box.git(box.project, "init", "-q")
    box.git(box.project, "add", "-A")
    box.git(box.project, "commit", "-qm", "base")
    box.git(box.project, "checkout", "-q", "-b", "side")
    box.run("source", "add", one.url, "--id", "b")
    box.git(box.project, "commit", "-qam", "one")
    side_lock = box.lock.read_text()
    box.git(box.project, "checkout", "-q", "main")
    box.run("source", "add", two.url, "--id", "y")
    box.git(box.project, "commit", "-qam", "two")
    # Both append to the manifest, so that one may conflict; the lock does not.
    box.git(box.project, "checkout", "-q", "-b", "merged")
    box.git(box.project, "checkout", "-q", "side", "--", "skillmeat.toml")
    assert side_lock != box.lock.read_text()
    for name, revision in (("base", "main~1"), ("ours", "main"), ("theirs", "side")):
        (box.root / name).write_text(box.git(box.project, "show", f"{revision}:skillmeat.lock"))
    box.git(box.root, "merge-file", "ours", "base", "theirs")
    merged = (box.root / "ours").read_text()
    equal([line for line in merged.splitlines() if line.startswith("id = ")],
          [f'id = "{name}"' for name in "abmyz"])


@scenario
def a_fresh_clone_is_incomplete_until_it_is_scanned_locked(box):
    tools = box.with_sample("--tag", "t")
    clone(box)
    for words in (["catalog", "list"], ["catalog", "count"], ["source", "count"],
                  ["source", "list", "--type", "skill"], ["source", "list", "--sort", "count"]):
        run = box.json(*words, exit=3)
        equal(run.code(), "not_scanned")
        equal([row["source_id"] for row in run.json["incomplete"]], ["acme/tools"])
        contains(run.errors()[0]["hint"] + run.errors()[0]["message"], "source scan --locked")
        lines = box.run(*words, "--format", "jsonl", exit=3)
        lacks(lines.out, "incomplete")
    equal(box.json("source", "list").items[0]["counts_by_type"], None)
    equal(box.json("source", "show", "acme/tools").item["counts_by_type"], None)
    equal(box.json("catalog", "show", "skill:pdf", exit=3).code(), "not_scanned")
    tools.commit({"skills/later/SKILL.md": artifact("later")})
    before = snapshot(box.project)
    box.run("source", "scan", "--locked")
    equal(set(differing(before, snapshot(box.project))) & {"skillmeat.toml", "skillmeat.lock"},
          set())
    equal(box.entries(), SAMPLE_IDS)


@scenario
def an_incomplete_source_does_not_hide_the_rows_of_others(box):
    box.with_sample()
    box.run("source", "add", box.repository("b").url, "--id", "b")
    (box.project / ".skillmeat/catalog/b.toml").write_text("damaged")
    run = box.json("catalog", "list", exit=3)
    equal(len(run.items), 4)
    equal([row["source_id"] for row in run.json["incomplete"]], ["b"])
    lines = box.run("catalog", "list", "--format", "jsonl", exit=3)
    equal(len(lines.lines()), 4)
    box.run("source", "scan", "--locked")
    equal(len(box.json("catalog", "list").items), 8)


@scenario
def a_catalog_of_other_options_is_incomplete(box):
    box.with_sample()
    box.replace('id = "acme/tools"', 'id = "acme/tools"\nroot = "skills"')
    equal(box.json("catalog", "list", exit=3).code(), "not_scanned")
    equal(box.json("source", "scan", "--locked", exit=3).code(), "lock_outdated")
    box.run("source", "scan")
    equal(box.entries(), ["skill:./skills/docx", "skill:./skills/pdf"])


@scenario
def scan_locked_refuses_what_the_manifest_changed(box):
    tools = box.with_sample("--tag", "a")
    manifest, lock = box.manifest.read_text(), box.lock.read_bytes()
    for old, new in (('"acme/tools"', '"acme/other"'), ('["a"]', '["b"]'),
                     (tools.url, "file:///elsewhere"),
                     ('id = "acme/tools"', 'id = "acme/tools"\nref = "main"'),
                     ('id = "acme/tools"', 'id = "acme/tools"\nroot = "skills"')):
        box.manifest.write_text(manifest.replace(old, new))
        equal(box.json("source", "scan", "--locked", exit=3).code(), "lock_outdated", new)
        check = box.json("lock", "check", exit=3)
        equal(len(check.errors()), 1, check)
        equal(box.lock.read_bytes(), lock)
    box.manifest.write_text(manifest)
    box.run("lock", "check")


@scenario
def lock_check_looks_nothing_up_and_writes_nothing(box):
    tools = box.with_sample()
    tools.path.rename(box.root / "gone")
    before = snapshot(box.project)
    box.run("lock", "check")
    equal(differing(before, snapshot(box.project)), [])


@scenario
def offline_and_frozen_use_what_is_in_the_cache(box):
    # An https address that git is told to read from a file: a remote one, without a network.
    tools = box.repository()
    with open(box.home / "gitconfig", "a", encoding="utf-8") as config:
        config.write(f'[url "{tools.url}"]\n\tinsteadOf = https://git.example.org/acme/tools\n')
    box.init()
    box.run("source", "add", "https://git.example.org/acme/tools")
    equal(box.json("source", "list").ids(), ["git.example.org/acme/tools"])
    tools.path.rename(box.root / "gone")
    (box.project / ".skillmeat/catalog/git.example.org+acme+tools.toml").unlink()
    box.run("source", "scan", "--frozen")
    equal(box.entries(), SAMPLE_IDS)
    box.run("source", "scan", "--offline")
    clone(box)
    box.run("cache", "clean", "--all")
    equal(box.json("source", "scan", "--frozen", exit=3).code(), "objects_missing")
    equal(box.json("catalog", "list", exit=3).code(), "not_scanned")


@scenario
def a_locked_commit_that_cannot_be_had_is_exit_3(box):
    box.with_sample()
    clone(box)
    commit = box.source()["commit"]
    box.replace(commit, "0" * 39 + "1", box.lock)
    lock = box.lock.read_bytes()
    box.json("source", "scan", "--locked", exit=3)
    equal(box.lock.read_bytes(), lock)


@scenario
def a_lock_row_without_a_source_is_dropped_at_the_next_write(box):
    box.with_sample()
    box.run("source", "add", box.repository("b").url, "--id", "b")
    text = box.manifest.read_text()
    box.manifest.write_text(text[:text.index('\n[[source]]\nid = "b"')])
    equal(box.json("source", "list").ids(), ["acme/tools"])
    contains(box.lock.read_text(), 'id = "b"')
    box.run("source", "tag", "add", "acme/tools", "x")
    lacks(box.lock.read_text(), 'id = "b"')


if __name__ == "__main__":
    main()
