"""Collections: made, filled, shown, changed; what is refused; private ones; artifacts that leave."""

from harness import (artifact, contains, differing, equal, lacks, main, matches, scenario, snapshot)

REVIEWER = "agent:./agents/reviewer.md@acme/tools"
FIX = "command:./commands/fix.md@acme/tools"
DOCX = "skill:./skills/docx@acme/tools"
PDF = "skill:./skills/pdf@acme/tools"


def file(box):
    return box.project / "collections.toml"


def members(box, name="reviewing"):
    return [one["id"] for one in box.json("collection", "show", name).item["artifacts"]]


def statuses(box, name="reviewing"):
    return {one["id"]: one["status"] for one in box.json("collection", "show", name).item["artifacts"]}


def unchanged(box, *words, exit, code, said=()):
    """The command fails as told and writes nothing."""
    before = snapshot(box.project)
    run = box.json(*words, exit=exit)
    equal(run.code(), code, run)
    contains(run.errors()[0]["message"] + " " + (run.errors()[0]["hint"] or ""), *said)
    equal(differing(before, snapshot(box.project)), [], run)
    return run


def with_collection(box, *references):
    box.with_sample()
    made = box.json("collection", "create", "reviewing", "--description", "for reviews").item
    if references:
        box.run("collection", "add", "reviewing", *references)
    return made["id"]


@scenario
def a_collection_is_made_listed_and_shown(box):
    box.with_sample()
    run = box.json("collection", "create", "reviewing", "--description", "for reviews")
    item = run.item
    equal(run.json["changed"], True)
    matches(item["id"], "^[0-9a-f]{12}$")
    equal({key: item[key] for key in ("name", "description", "visibility", "group_count",
                                      "artifact_count")},
          {"name": "reviewing", "description": "for reviews", "visibility": "public",
           "group_count": 0, "artifact_count": 0})
    equal(item["created_at"], item["updated_at"])
    listed = box.json("collection", "list")
    equal(listed.items, [item])
    equal(listed.json["page"], {"total": 1, "page": 1, "page_size": 50, "pages": 1})
    shown = box.json("collection", "show", "REVIEWING").item
    equal((shown["id"], shown["artifacts"], shown["groups"]), (item["id"], [], []))
    equal(box.json("collection", "show", item["id"]).item, shown)
    contains(file(box).read_text(), "schema = 1\n", f'id = "{item["id"]}"', 'name = "reviewing"')
    contains(box.run("collection", "list").out, "NAME", "reviewing", "for reviews")
    contains(box.run("collection", "create", "other").err, "collection add other REF")


@scenario
def names_are_unique_ignoring_case_and_held_to_their_grammar(box):
    with_collection(box)
    unchanged(box, "collection", "create", "Reviewing", exit=1, code="already_exists",
              said=["'reviewing'"])
    for name in ("", "  ", " a", "x" * 256, "two\nlines"):
        unchanged(box, "collection", "create", name, exit=2, code="invalid_value")
    unchanged(box, "collection", "create", "a", "--description", "x" * 2001, exit=2,
              code="invalid_value")
    box.run("collection", "create", "é" * 255)
    box.run("collection", "create", "b")
    unchanged(box, "collection", "update", "b", "--name", "REVIEWING", exit=1,
              code="already_exists")
    unchanged(box, "collection", "update", "b", "--name", "", exit=2, code="invalid_value")
    unchanged(box, "collection", "update", "b", exit=2, code="invalid_usage")


@scenario
def an_update_changes_what_is_given(box):
    identity = with_collection(box)
    run = box.json("collection", "update", "reviewing", "--name", "Reviewing")
    equal((run.json["changed"], run.item["name"], run.item["description"], run.item["id"]),
          (True, "Reviewing", "for reviews", identity))
    equal(box.json("collection", "update", identity, "--name", "Reviewing").json["changed"], False)
    cleared = box.json("collection", "update", identity, "--description", "").item
    equal((cleared["name"], cleared["description"]), ("Reviewing", None))
    equal(box.json("collection", "list").items[0]["description"], None)


@scenario
def mistyped_names_get_a_suggestion(box):
    with_collection(box)
    for words in (["show", "reveiwing"], ["update", "reveiwing", "--name", "x"],
                  ["delete", "reveiwing"], ["add", "reveiwing", "pdf"],
                  ["remove", "reveiwing", "pdf"], ["move", "reveiwing", "pdf", "--to", "reviewing"],
                  ["copy", "reviewing", "pdf", "--to", "reveiwing"], ["export", "reveiwing"]):
        if words[0] == "copy":
            box.run("collection", "add", "reviewing", "pdf")
        unchanged(box, "collection", *words, exit=1, code="collection_not_found",
                  said=["did you mean 'reviewing'?"])
    contains(box.run("collection", "shw", "reviewing", exit=2).err, "show")


@scenario
def pages_are_numbered(box):
    box.init()
    for number in range(5):
        box.run("collection", "create", f"Set {number}", "--description", "odd" if number % 2 else "")
    first = box.json("collection", "list", "--page-size", "2")
    equal([one["name"] for one in first.items], ["Set 0", "Set 1"])
    equal(first.json["page"], {"total": 5, "page": 1, "page_size": 2, "pages": 3})
    equal([one["name"] for one in box.json("collection", "list", "--page-size", "2", "--page",
                                           "3").items], ["Set 4"])
    past = box.json("collection", "list", "--page", "9")
    equal((past.items, past.json["page"]["total"]), ([], 5))
    equal(box.json("collection", "list", "--page", "9223372036854775807", "--page-size",
                   "100").items, [])
    for words in (["--page", "0"], ["--page", "-1"], ["--page-size", "0"], ["--page-size", "101"],
                  ["--page", "x"]):
        box.run("collection", "list", *words, exit=2)
    found = box.json("collection", "list", "--search", "ODD")
    equal(([one["name"] for one in found.items], found.json["page"]["total"]),
          (["Set 1", "Set 3"], 2))
    equal(box.json("collection", "list", "--search", "set 4").json["page"]["total"], 1)
    equal(box.json("collection", "list", "--search", "none").items, [])
    contains(box.run("collection", "list", "--page-size", "2").err, "--page 2 of 3")


@scenario
def artifacts_are_added_several_at_once_and_only_once(box):
    with_collection(box)
    run = box.json("collection", "add", "reviewing", "pdf", "agent:reviewer", "./skills/docx")
    equal((run.json["changed"], run.item["artifact_count"]), (True, 3))
    equal(run.json["artifacts"], [{"id": one, "changed": True} for one in (PDF, REVIEWER, DOCX)])
    equal(members(box), [PDF, REVIEWER, DOCX])
    before = file(box).read_bytes()
    again = box.json("collection", "add", "reviewing", "skill:pdf@ACME/tools", PDF)
    equal((again.json["changed"], again.json["artifacts"]),
          (False, [{"id": PDF, "changed": False}] * 2))
    equal(file(box).read_bytes(), before)
    mixed = box.json("collection", "add", "reviewing", "pdf", "fix")
    equal((mixed.json["changed"], [one["changed"] for one in mixed.json["artifacts"]]),
          (True, [False, True]))
    said = box.run("collection", "add", "reviewing", "pdf").err
    contains(said, "was in it already")
    lacks(said, "added")


@scenario
def one_unknown_artifact_fails_the_whole_command(box):
    with_collection(box)
    unchanged(box, "collection", "add", "reviewing", "docx", "pfd", exit=1,
              code="artifact_not_found", said=["'pfd'", "did you mean 'pdf'?"])
    unchanged(box, "collection", "add", "reviewing", "skill:./x@gone/tools", exit=1,
              code="artifact_not_found")
    unchanged(box, "collection", "add", "reviewing", "", exit=2, code="invalid_value")
    more = box.repository("more", {"agents/pdf.md": artifact("pdf", "", "tools: Read\n")})
    box.run("source", "add", more.url, "--id", "more")
    unchanged(box, "collection", "add", "reviewing", "docx", "pdf", exit=2,
              code="ambiguous_reference", said=["agent:./agents/pdf.md@more", PDF])
    (box.project / ".skillmeat/catalog/more.toml").unlink()
    unchanged(box, "collection", "add", "reviewing", "nothing", exit=3, code="not_scanned")
    unchanged(box, "collection", "add", "reviewing", "agent:pdf@more", exit=3, code="not_scanned")
    box.run("source", "add", box.repository("late").url, "--id", "late", "--no-scan")
    unchanged(box, "collection", "add", "reviewing", "pdf@late", exit=3, code="not_scanned",
              said=["skillmeat source scan late"])


@scenario
def removing_takes_out_of_groups_and_is_idempotent(box):
    with_collection(box, "pdf", "docx", "reviewer")
    box.run("group", "create", "reviewing", "first")
    box.run("group", "add", "reviewing", "first", "docx", "pdf")
    run = box.json("collection", "remove", "reviewing", "pdf", "fix", "skill:./never@gone/tools")
    equal((run.json["changed"], run.json["artifacts"]),
          (True, [{"id": PDF, "changed": True}, {"id": FIX, "changed": False},
                  {"id": "skill:./never@gone/tools", "changed": False}]))
    equal(members(box), [DOCX, REVIEWER])
    equal([one["id"] for one in box.json("group", "show", "reviewing", "first").item["artifacts"]],
          [DOCX])
    before = file(box).read_bytes()
    equal(box.json("collection", "remove", "reviewing", "pdf").json["changed"], False)
    equal(file(box).read_bytes(), before)
    unchanged(box, "collection", "remove", "reviewing", "docx", "doxc", exit=1,
              code="artifact_not_found", said=["did you mean 'docx'?"])


@scenario
def an_artifact_that_left_its_source_stays_as_missing(box):
    tools = box.repository()
    box.init()
    box.run("source", "add", tools.url, "--id", "acme/tools")
    box.run("collection", "create", "reviewing")
    box.run("collection", "add", "reviewing", "pdf", "docx")
    before = file(box).read_bytes()
    tools.commit({"skills/pdf/SKILL.md": None})
    box.run("source", "scan")
    equal(statuses(box), {PDF: "missing", DOCX: "unchanged"})
    shown = {one["id"]: one for one in box.json("collection", "show", "reviewing").item["artifacts"]}
    equal((shown[PDF]["name"], shown[PDF]["commit"], shown[DOCX]["commit"]),
          ("pdf", None, tools.head()))
    box.run("collection", "create", "other")
    unchanged(box, "collection", "add", "other", "pdf", exit=1, code="artifact_not_found",
              said=["has left its source"])
    box.run("catalog", "prune")
    equal(statuses(box)[PDF], "missing")
    equal(box.json("collection", "add", "reviewing", PDF).json["changed"], False)
    unchanged(box, "collection", "add", "other", "pdf", exit=1, code="artifact_not_found")
    equal(file(box).read_bytes().startswith(before), True)
    equal(box.json("collection", "copy", "reviewing", "pdf", "--to", "other").json["changed"], True)
    equal(box.json("collection", "remove", "reviewing", "pdf").json["changed"], True)
    equal(members(box), [DOCX])


@scenario
def when_a_source_leaves_its_artifacts_are_missing_and_can_be_removed_by_name(box):
    with_collection(box, "pdf", "reviewer", "fix")
    before = file(box).read_bytes()
    box.run("source", "exclude", "acme/tools", "pdf")
    equal(statuses(box)[PDF], "excluded")
    (box.project / ".skillmeat/catalog/acme+tools.toml").unlink()
    equal(set(statuses(box).values()), {"not_scanned"})
    box.run("source", "remove", "acme/tools")
    equal(set(statuses(box).values()), {"missing"})
    equal(file(box).read_bytes(), before)
    contains(box.run("collection", "show", "reviewing").out, "missing", "acme/tools", "reviewer")
    run = box.json("collection", "remove", "reviewing", "skill:pdf@acme/tools", "./agents/reviewer.md",
                   "command:fix")
    equal((run.json["changed"], members(box)), (True, []))


@scenario
def deleting_takes_groups_and_memberships_never_an_artifact(box):
    with_collection(box, "pdf", "docx")
    box.run("collection", "create", "other")
    box.run("collection", "add", "other", "pdf")
    box.run("group", "create", "reviewing", "first")
    entries = box.entries()
    planned = box.json("collection", "delete", "reviewing", "--dry-run")
    equal((planned.json["changed"], planned.item["artifact_count"]), (False, 2))
    equal(len(box.json("collection", "list").items), 2)
    equal(box.json("collection", "delete", "reviewing").json["changed"], True)
    equal([one["name"] for one in box.json("collection", "list").items], ["other"])
    equal((box.entries(), members(box, "other")), (entries, [PDF]))
    lacks(file(box).read_text(), "first", "reviewing")
    unchanged(box, "collection", "delete", "reviewing", exit=1, code="collection_not_found")


@scenario
def moving_and_copying_are_all_or_nothing(box):
    with_collection(box, "pdf", "docx", "reviewer")
    box.run("collection", "create", "writing")
    box.run("collection", "add", "writing", "docx")
    box.run("group", "create", "reviewing", "first")
    box.run("group", "add", "reviewing", "first", "pdf", "docx")
    for verb in ("move", "copy"):
        unchanged(box, "collection", verb, "reviewing", "pdf", "fix", "--to", "writing", exit=1,
                  code="artifact_not_found", said=["'fix'", "'reviewing'"])
        unchanged(box, "collection", verb, "reviewing", "pdf", exit=2, code="invalid_usage",
                  said=["--to"])
        unchanged(box, "collection", verb, "reviewing", "pdf", "--to", "nowhere", exit=1,
                  code="collection_not_found")
    copied = box.json("collection", "copy", "reviewing", "pdf", "docx", "--to", "writing")
    equal((copied.json["changed"], [one["changed"] for one in copied.json["artifacts"]]),
          (True, [True, False]))
    equal((members(box), members(box, "writing")), ([PDF, DOCX, REVIEWER], [DOCX, PDF]))
    again = box.json("collection", "copy", "reviewing", "pdf", "--to", "writing")
    equal(again.json["changed"], False)
    moved = box.json("collection", "move", "reviewing", "docx", "reviewer", "--to", "writing")
    equal((moved.json["changed"], moved.item["artifact_count"], moved.json["to"]["artifact_count"]),
          (True, 1, 3))
    equal((members(box), members(box, "writing")), ([PDF], [DOCX, PDF, REVIEWER]))
    equal([one["id"] for one in box.json("group", "show", "reviewing", "first").item["artifacts"]],
          [PDF])
    itself = box.json("collection", "move", "reviewing", "pdf", "--to", "reviewing")
    equal((itself.json["changed"], members(box)), (False, [PDF]))


@scenario
def private_collections_stay_out_of_the_committed_files(box):
    box.with_sample()
    secret = box.repository("secret", {"skills/hidden/SKILL.md": artifact("hidden")})
    box.run("source", "add", secret.url, "--id", "mine", "--visibility", "private")
    box.run("collection", "create", "open")
    box.run("collection", "create", "closed", "--private")
    unchanged(box, "collection", "add", "open", "pdf", "hidden", exit=2, code="invalid_value",
              said=["--private"])
    box.run("collection", "add", "closed", "pdf", "hidden")
    box.run("group", "create", "closed", "first")
    unchanged(box, "collection", "move", "closed", "hidden", "--to", "open", exit=2,
              code="invalid_value")
    unchanged(box, "collection", "copy", "closed", "pdf", "hidden", "--to", "open", exit=2,
              code="invalid_value")
    box.run("group", "create", "open", "first")
    unchanged(box, "group", "add", "open", "first", "hidden", exit=2, code="invalid_value")
    local = box.project / ".skillmeat/local/collections.toml"
    contains(local.read_text(), "closed", "skill:./skills/hidden@mine")
    equal(local.stat().st_mode & 0o777, 0o600)
    lacks(file(box).read_text(), "closed", "hidden")
    equal({one["name"]: one["visibility"] for one in box.json("collection", "list").items},
          {"open": "public", "closed": "private"})
    unchanged(box, "collection", "create", "CLOSED", exit=1, code="already_exists")
    box.git(box.project, "init", "-q")
    taken = box.git(box.project, "ls-files", "-co", "--exclude-standard")
    equal(sorted(taken.split()), [".skillmeat/.gitignore", "collections.toml", "skillmeat.lock",
                                  "skillmeat.toml"])


@scenario
def a_source_with_public_members_becomes_private_only_with_yes(box):
    with_collection(box, "pdf", "docx")
    box.run("group", "create", "reviewing", "first")
    box.run("group", "add", "reviewing", "first", "pdf")
    box.run("collection", "create", "closed", "--private")
    box.run("collection", "add", "closed", "pdf")
    unchanged(box, "source", "update", "acme/tools", "--visibility", "private", exit=2,
              code="confirmation_required", said=["'reviewing'", "2 artifacts", "--yes"])
    unchanged(box, "source", "update", "acme/tools", "--visibility", "private", "--dry-run", exit=2,
              code="confirmation_required")
    run = box.run("source", "update", "acme/tools", "--visibility", "private", "--yes")
    contains(run.err, "took 2 artifacts", "'reviewing'")
    equal((members(box), members(box, "closed")), ([], [PDF]))
    lacks(file(box).read_text(), "acme/tools")
    box.run("source", "update", "acme/tools", "--visibility", "public")
    equal(members(box, "closed"), [PDF])


@scenario
def a_private_member_by_hand_is_a_warning_and_update_takes_it_out(box):
    with_collection(box)
    box.run("source", "update", "acme/tools", "--visibility", "private")
    box.replace("artifacts = [\n", f'artifacts = [\n    "{PDF}",\n', file(box))
    run = box.run("collection", "list")
    contains(run.err, "warning", "private", "collections.toml:3")
    box.run("source", "update", "acme/tools", "--description", "words")
    unchanged(box, "source", "update", "acme/tools", "--visibility", "private", exit=2,
              code="confirmation_required")
    again = box.json("source", "update", "acme/tools", "--visibility", "private", "--yes")
    equal((again.json["changed"], members(box)), (True, []))


@scenario
def comments_and_order_survive_every_edit(box):
    box.with_sample()
    file(box).write_text(f'''# ours
schema = 1

# for writing
[[collection]]
id = "0123456789ab"  # by hand
name = "writing"

# for reviews, see the wiki
[[collection]]  # header
id = "5f1c0a9e77d2"
name = "reviewing"  # name
artifacts = [  # list
    # the agent
    "{REVIEWER}",  # trusted

    "{DOCX}", # documents
]

# first of all
[[collection.group]]
id = "00000000000a"
name = "first"
artifacts = ["{DOCX}"]  # one line

# then
[[collection.group]]
id = "00000000000b"
name = "second"
# the end
''')
    comments = [line[line.index("#"):] for line in file(box).read_text().splitlines() if "#" in line]
    for words in (["collection", "add", "reviewing", "pdf", "fix"],
                  ["collection", "update", "reviewing", "--name", "reviews", "--description", "d"],
                  ["group", "reorder", "reviews", "second", "first"],
                  ["group", "add", "reviews", "first", "fix", "reviewer", "--position", "0"],
                  ["group", "reorder-artifacts", "reviews", "first", "docx=0"],
                  ["collection", "remove", "reviews", "fix"],
                  ["collection", "move", "reviews", "pdf", "--to", "writing"],
                  ["collection", "create", "third"], ["collection", "delete", "third"],
                  ["group", "create", "reviews", "third", "--position", "1"],
                  ["group", "delete", "reviews", "third"]):
        box.run(*words)
        text = file(box).read_text()
        for comment in comments:
            contains(text, comment)
    contains(text, f'    # the agent\n    "{REVIEWER}",  # trusted\n',
             '# then\n[[collection.group]]\nid = "00000000000b"', '# first of all\n[[collection.group]]')
    equal(text.index("# then") < text.index("# first of all"), True)
    equal(members(box, "reviews"), [REVIEWER, DOCX])
    box.run("collection", "remove", "reviews", "reviewer")
    lacks(file(box).read_text(), "# the agent", "# trusted")


@scenario
def a_damaged_file_tells_all_faults_and_stays_as_it_is(box):
    with_collection(box)
    file(box).write_text('schema = 1\n[[collection]]\nid = "x"\nname = ""\n'
                         'artifacts = ["pdf"]\n')
    before = snapshot(box.project)
    for words in (["list"], ["show", "reviewing"], ["create", "b"], ["add", "reviewing", "pdf"],
                  ["export"]):
        run = box.json("collection", *words, exit=2)
        equal([(one["line"], one["column"], one["code"]) for one in run.errors()],
              [(3, 6, "invalid_manifest"), (4, 8, "invalid_manifest"), (5, 14, "invalid_manifest")],
              run)
    equal(differing(before, snapshot(box.project)), [])
    file(box).write_text("schema = 9\n")
    equal(box.json("collection", "list", exit=2).code(), "newer_format")
    file(box).write_text("schema = 1\n<<<<<<< ours\n")
    equal(box.json("collection", "list", exit=2).code(), "invalid_manifest")
    box.run("source", "list")


@scenario
def written_by_hand_without_times_it_is_taken_as_it_is(box):
    box.with_sample()
    file(box).write_text(f'[[collection]]\nid = "5f1c0a9e77d2"\nname = "x"\nartifacts = ["{PDF}"]\n')
    item = box.json("collection", "show", "x").item
    equal((item["created_at"], item["updated_at"], item["artifacts"][0]["status"]),
          (None, None, "new"))
    changed = box.json("collection", "add", "x", "docx").item
    equal(changed["created_at"], None)
    matches(changed["updated_at"], "Z$")
    file(box).write_text('[[collection]]\nname = "x"\n')
    contains(box.json("collection", "list", exit=2).errors()[0]["hint"], 'write id = "')


@scenario
def scopes_are_apart_and_all_shows_them_together(box):
    with_collection(box, "pdf")
    box.run("collection", "create", "mine", "--scope", "user")
    equal([one["name"] for one in box.json("collection", "list").items], ["reviewing"])
    equal([one["name"] for one in box.json("collection", "list", "--scope", "user").items], ["mine"])
    equal(box.json("collection", "show", "mine", exit=1).code(), "collection_not_found")
    everything = box.json("collection", "list", "--scope", "all")
    equal([(one["name"], one["project_name"]) for one in everything.items],
          [("mine", None), ("reviewing", "project")])
    shown = box.json("collection", "show", "reviewing", "--scope", "all", cwd=box.home).item
    equal([one["id"] for one in shown["artifacts"]], [PDF])
    box.run("collection", "create", "reviewing", "--scope", "user")
    equal(box.json("collection", "show", "reviewing", "--scope", "all", exit=2).code(),
          "ambiguous_reference")
    equal(box.json("collection", "show", "nothing", "--scope", "all", exit=1).code(),
          "collection_not_found")
    for words in (["create", "x"], ["add", "reviewing", "pdf"], ["export"]):
        box.run("collection", *words, "--scope", "all", exit=2)
    contains(box.run("collection", "list", "--scope", "all").out, "PROJECT", "(user)")
    contains(box.run("collection", "create", "y", cwd=box.home).err, "user scope")


@scenario
def reading_writes_nothing(box):
    with_collection(box, "pdf")
    box.run("group", "create", "reviewing", "first")
    before = snapshot(box.root)
    for words in (["collection", "list"], ["collection", "show", "reviewing"],
                  ["group", "list", "reviewing"], ["group", "show", "reviewing", "first"],
                  ["collection", "export"]):
        box.run(*words)
    equal(differing(before, snapshot(box.root)), [])


if __name__ == "__main__":
    main()
