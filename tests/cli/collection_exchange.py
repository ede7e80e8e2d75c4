"""Collections handed to a colleague: export, import, what is missing and how to get it."""

import tomllib

from harness import artifact, contains, differing, equal, lacks, main, scenario, snapshot

PDF = "skill:./skills/pdf@acme/tools"
REVIEWER = "agent:./agents/reviewer.md@acme/tools"


def prepared(box):
    """A project with a collection of two artifacts and a group; returns the repository."""
    repository = box.with_sample()
    box.run("collection", "create", "reviewing", "--description", "for reviews")
    box.run("collection", "add", "reviewing", "pdf", "reviewer")
    box.run("group", "create", "reviewing", "first", "--description", "at first")
    box.run("group", "add", "reviewing", "first", "reviewer")
    return repository


def exported(box, *words):
    """A file outside of the project."""
    path = box.root / "out.toml"
    box.run("collection", "export", *words, "--output", path)
    return path


def shown(box, name="reviewing"):
    """A collection without its times and project."""
    item = box.json("collection", "show", name).item
    return {"id": item["id"], "name": item["name"], "description": item["description"],
            "artifacts": [one["id"] for one in item["artifacts"]],
            "groups": [(one["id"], one["name"], one["description"],
                        [member["id"] for member in one["artifacts"]]) for one in item["groups"]]}


@scenario
def an_export_holds_collections_and_where_their_artifacts_come_from(box):
    repository = prepared(box)
    box.run("collection", "create", "empty")
    text = box.run("collection", "export").out
    document = tomllib.loads(text)
    equal(document["source"], [{"id": "acme/tools", "url": repository.url}])
    equal([one["name"] for one in document["collection"]], ["empty", "reviewing"])
    equal(document["collection"][1]["artifacts"], [PDF, REVIEWER])
    equal(document["collection"][1]["group"][0]["artifacts"], [REVIEWER])
    lacks(text, "created_at")
    equal(box.run("collection", "export").out, text)
    only = tomllib.loads(box.run("collection", "export", "empty").out)
    equal(([one["name"] for one in only["collection"]], only.get("source")), (["empty"], None))
    item = box.json("collection", "export").item
    equal((item["text"], item["path"], item["collections"], item["artifacts"], item["sources"]),
          (text, None, 2, 2, 1))
    path = box.root / "out.toml"
    path.write_text("old")
    written = box.json("collection", "export", "--output", path).item
    equal((path.read_text(), written["text"], written["path"]), (text, None, str(path)))
    equal(box.json("collection", "export", "--output", box.root / "no/where", exit=1).code(),
          "io_error")
    box.run("collection", "export", "--output", "", exit=2)


@scenario
def ref_root_and_map_are_exported_and_credentials_are_not(box):
    prepared(box)
    box.append('\n[[source]]\nid = "far"\nurl = "https://someone@example.org/far.git"\nref = "v2"\n'
               'root = "skills"\nmap = { "prompts" = "command" }\n')
    box.replace("artifacts = [\n", 'artifacts = [\n    "skill:./skills/x@far",\n',
                box.project / "collections.toml")
    text = box.run("collection", "export").out
    equal(tomllib.loads(text)["source"][1],
          {"id": "far", "url": "https://example.org/far.git", "ref": "v2", "root": "skills",
           "map": {"prompts": "command"}})
    lacks(text, "someone")


@scenario
def what_is_private_is_left_out_unless_asked_for(box):
    prepared(box)
    secret = box.repository("secret", {"skills/hidden/SKILL.md": artifact("hidden")})
    box.run("source", "add", secret.url, "--id", "mine", "--visibility", "private")
    box.run("collection", "create", "closed", "--private")
    box.run("collection", "add", "closed", "hidden", "pdf")
    run = box.run("collection", "export")
    lacks(run.out, "closed", "hidden", "secret")
    contains(run.err, "left out 1 private item", "--include-private")
    equal(box.json("collection", "export", "closed", exit=2).code(), "invalid_usage")
    everything = box.run("collection", "export", "--include-private").out
    contains(everything, "closed", "skill:./skills/hidden@mine", secret.url)
    contains(box.run("collection", "export", "closed", "--include-private").out, "closed")
    box.replace("artifacts = [\n", 'artifacts = [\n    "skill:./skills/hidden@mine",\n',
                box.project / "collections.toml")
    lacks(box.run("collection", "export").out, "mine", "hidden")


@scenario
def an_import_brings_the_same_collections_and_a_second_one_nothing(box):
    repository = prepared(box)
    path = exported(box)
    before = shown(box)
    box.init("colleague")
    box.run("source", "add", repository.url, "--id", "acme/tools")
    planned = box.json("collection", "import", path, "--dry-run")
    equal((planned.json["changed"], planned.items[0]["result"]), (False, "created"))
    equal(box.json("collection", "list").items, [])
    run = box.json("collection", "import", path)
    equal((run.json["changed"], run.json["missing"]), (True, []))
    equal(run.items, [{"id": before["id"], "name": "reviewing", "result": "created",
                       "artifacts_added": 2, "groups_added": 1}])
    equal(shown(box), before)
    files = snapshot(box.project)
    again = box.json("collection", "import", path)
    equal((again.json["changed"], again.items[0]["result"]), (False, "unchanged"))
    equal(differing(files, snapshot(box.project)), [])
    equal(tomllib.loads(box.run("collection", "export").out), tomllib.loads(path.read_text()))


@scenario
def missing_sources_are_named_with_the_command_that_brings_them(box):
    repository = prepared(box)
    repository.git("branch", "side branch".replace(" ", "-"))
    box.run("source", "update", "acme/tools", "--ref", "side-branch", "--map", "commands=command")
    path = exported(box)
    box.init("colleague")
    run = box.json("collection", "import", path)
    (missing,) = run.json["missing"]
    equal((missing["source_id"], missing["url"], missing["reason"], missing["artifacts"]),
          ("acme/tools", repository.url, "no_source", [REVIEWER, PDF]))
    equal(missing["command"], f"skillmeat source add {repository.url} --id acme/tools --ref "
                              "side-branch --map commands=command")
    equal({one["status"] for one in box.json("collection", "show", "reviewing").item["artifacts"]},
          {"missing"})
    said = box.run("collection", "import", path).err
    contains(said, "2 artifacts of 'acme/tools' missing", missing["command"])
    box.run(*missing["command"].split()[1:])
    again = box.json("collection", "import", path)
    equal((again.json["changed"], again.json["missing"]), (False, []))
    equal({one["status"] for one in box.json("collection", "show", "reviewing").item["artifacts"]},
          {"new"})


@scenario
def sources_are_told_by_address_not_by_id(box):
    repository = prepared(box)
    path = exported(box)
    box.init("colleague")
    box.run("source", "add", repository.url, "--id", "theirs")
    run = box.json("collection", "import", path)
    equal(run.json["missing"], [])
    equal(shown(box)["artifacts"], ["skill:./skills/pdf@theirs", "agent:./agents/reviewer.md@theirs"])
    equal(box.json("collection", "import", path).json["changed"], False)

    box.init("third")
    other = box.repository("other", {"skills/pdf/SKILL.md": artifact("pdf")})
    box.run("source", "add", other.url, "--id", "acme/tools")
    run = box.json("collection", "import", path)
    (missing,) = run.json["missing"]
    equal(missing["source_id"], "acme/tools-2")
    equal(missing["command"], f"skillmeat source add {repository.url} --id acme/tools-2")
    box.run(*missing["command"].split()[1:])
    again = box.json("collection", "import", path)
    equal((again.json["changed"], again.json["missing"]), (False, []))


@scenario
def sources_that_are_here_without_the_artifacts_say_what_to_do(box):
    repository = prepared(box)
    path = exported(box)
    box.init("colleague")
    box.run("source", "add", repository.url, "--id", "acme/tools", "--no-scan")
    (missing,) = box.json("collection", "import", path).json["missing"]
    equal((missing["reason"], missing["command"]), ("not_scanned", "skillmeat source scan acme/tools"))
    repository.commit({"skills/pdf/SKILL.md": None})
    box.run("source", "scan")
    (missing,) = box.json("collection", "import", path).json["missing"]
    equal((missing["reason"], missing["artifacts"], missing["command"]),
          ("no_artifact", [PDF], "skillmeat source scan acme/tools"))
    (box.project / ".skillmeat/catalog/acme+tools.toml").unlink()
    (missing,) = box.json("collection", "import", path).json["missing"]
    equal(missing["command"], "skillmeat source scan acme/tools --locked")


@scenario
def a_source_that_left_before_the_export_has_no_address(box):
    prepared(box)
    box.run("source", "remove", "acme/tools")
    run = box.run("collection", "export", "--output", box.root / "out.toml")
    contains(run.err, "acme/tools")
    box.init("colleague")
    (missing,) = box.json("collection", "import", box.root / "out.toml").json["missing"]
    equal((missing["url"], missing["command"], len(missing["artifacts"])), (None, None, 2))


@scenario
def importing_into_what_is_here_adds_and_takes_nothing_away(box):
    repository = prepared(box)
    path = exported(box)
    box.init("colleague")
    box.run("source", "add", repository.url, "--id", "acme/tools")
    box.run("collection", "create", "REVIEWING", "--description", "mine")
    box.run("collection", "add", "reviewing", "docx", "pdf")
    box.run("group", "create", "reviewing", "First")
    box.run("group", "add", "reviewing", "first", "docx")
    run = box.json("collection", "import", path)
    equal((run.items[0]["result"], run.items[0]["artifacts_added"], run.items[0]["groups_added"]),
          ("updated", 1, 0))
    after = shown(box)
    equal((after["name"], after["description"]), ("REVIEWING", "mine"))
    equal(after["artifacts"], ["skill:./skills/docx@acme/tools", PDF, REVIEWER])
    equal([one[1:] for one in after["groups"]],
          [("First", None, ["skill:./skills/docx@acme/tools", REVIEWER])])
    equal(box.json("collection", "import", path).json["changed"], False)


@scenario
def a_renamed_collection_is_found_by_its_id(box):
    prepared(box)
    path = exported(box)
    box.run("collection", "update", "reviewing", "--name", "reviews")
    box.run("collection", "remove", "reviews", "pdf")
    run = box.json("collection", "import", path)
    equal((run.items[0]["name"], run.items[0]["result"], run.items[0]["artifacts_added"]),
          ("reviews", "updated", 1))
    equal(len(box.json("collection", "list").items), 1)


@scenario
def private_artifacts_go_into_private_collections_only(box):
    repository = prepared(box)
    path = exported(box)
    box.init("colleague")
    box.run("source", "add", repository.url, "--id", "acme/tools", "--visibility", "private")
    before = snapshot(box.project)
    equal(box.json("collection", "import", path, exit=2).code(), "invalid_value")
    equal(differing(before, snapshot(box.project)), [])
    box.run("collection", "import", path, "--private")
    equal(box.json("collection", "show", "reviewing").item["visibility"], "private")
    assert not (box.project / "collections.toml").exists()


@scenario
def what_cannot_be_read_is_refused_with_all_faults(box):
    box.init()
    path = box.root / "bad.toml"
    path.write_text('schema = 1\n[[source]]\nid = "-x"\nurl = "ext::sh -c x"\nref = "--x"\n'
                    'root = "../.."\n[[collection]]\nid = "1"\nname = "a"\n')
    before = snapshot(box.project)
    run = box.json("collection", "import", path, exit=2)
    equal([(one["line"], one["code"]) for one in run.errors()],
          [(3, "invalid_manifest"), (4, "invalid_manifest"), (5, "invalid_manifest"),
           (6, "invalid_manifest"), (8, "invalid_manifest")], run)
    path.write_text("schema = 2\n")
    equal(box.json("collection", "import", path, exit=2).code(), "newer_format")
    path.write_text("no toml [")
    equal(box.json("collection", "import", path, exit=2).code(), "invalid_manifest")
    equal(box.json("collection", "import", box.root / "none.toml", exit=1).code(), "io_error")
    with open(path, "wb") as stream:
        stream.truncate(17 << 20)
    equal(box.json("collection", "import", path, exit=1).code(), "too_large")
    equal(differing(before, snapshot(box.project)), [])
    path.write_text("schema = 1\n")
    equal(box.json("collection", "import", path).items, [])
    contains(box.run("collection", "import", path).err, "no collections in the file")


@scenario
def words_of_a_strangers_file_are_quoted_for_the_shell(box):
    box.init()
    path = box.root / "in.toml"
    path.write_text('[[source]]\nid = "a/b"\nurl = "https://github.com/a/b"\nroot = "x $(y) \'z"\n'
                    '[[source]]\nid = "c/d"\nurl = "https://github.com/c/d"\n'
                    '[[collection]]\nid = "5f1c0a9e77d2"\nname = "n"\n'
                    'artifacts = ["skill:./s@a/b", "skill:./s@c/d"]\n')
    commands = [one["command"] for one in box.json("collection", "import", path).json["missing"]]
    equal(commands, ["skillmeat source add https://github.com/a/b --id a/b --root "
                     "'x $(y) '\\''z'", "skillmeat source add c/d"])


if __name__ == "__main__":
    main()
