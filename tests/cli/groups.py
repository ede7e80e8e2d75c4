"""Groups of a collection: made, filled, put in order; what is refused."""

import re

from harness import contains, differing, equal, main, matches, scenario, snapshot

REVIEWER = "agent:./agents/reviewer.md@acme/tools"
FIX = "command:./commands/fix.md@acme/tools"
DOCX = "skill:./skills/docx@acme/tools"
PDF = "skill:./skills/pdf@acme/tools"


def prepared(box, *groups):
    box.with_sample()
    box.run("collection", "create", "c")
    for group in groups:
        box.run("group", "create", "c", group)


def names(box, *words):
    items = box.json("group", "list", "c", *words).items
    if not words:
        equal([one["position"] for one in items], list(range(len(items))))
    return [one["name"] for one in items]


def members(box, group="a"):
    return [one["id"] for one in box.json("group", "show", "c", group).item["artifacts"]]


def unchanged(box, *words, exit, code, said=()):
    before = snapshot(box.project)
    run = box.json(*words, exit=exit)
    equal(run.code(), code, run)
    contains(run.errors()[0]["message"] + " " + (run.errors()[0]["hint"] or ""), *said)
    equal(differing(before, snapshot(box.project)), [], run)


@scenario
def hints_are_commands_as_they_can_be_typed(box):
    prepared(box)
    box.run("group", "create", "c", "first pass")
    unchanged(box, "group", "remove", "c", "first pass", "nothing", exit=1,
              code="artifact_not_found", said=["skillmeat group show c 'first pass'"])
    unchanged(box, "group", "remove", "c", "last", "nothing", exit=1, code="group_not_found",
              said=["skillmeat group list c"])
    unchanged(box, "collection", "remove", "c", "nothing", exit=1, code="artifact_not_found",
              said=["skillmeat collection show c"])


@scenario
def groups_are_made_in_order_listed_and_shown(box):
    prepared(box)
    run = box.json("group", "create", "c", "first pass", "--description", "at first")
    item = run.item
    matches(item["id"], "^[0-9a-f]{12}$")
    equal((run.json["changed"], item["name"], item["description"], item["position"],
           item["artifact_count"], item["collection_id"]),
          (True, "first pass", "at first", 0, 0, box.json("collection", "list").items[0]["id"]))
    box.run("group", "create", "c", "last")
    box.run("group", "create", "c", "triage", "--position", "0")
    box.run("group", "create", "c", "end", "--position", "3")
    equal(names(box), ["triage", "first pass", "last", "end"])
    equal(names(box, "--search", "AST"), ["last"])
    equal(names(box, "--search", "at first"), ["first pass"])
    equal(box.json("group", "show", "c", "FIRST PASS").item["position"], 1)
    equal(box.json("group", "show", "c", item["id"]).item["name"], "first pass")
    nested = box.json("collection", "show", "c").item
    equal(([one["name"] for one in nested["groups"]], nested["group_count"]),
          (["triage", "first pass", "last", "end"], 4))
    contains(box.run("group", "list", "c").out, "POSITION", "triage")
    contains(box.run("collection", "show", "c").out, "groups", "triage")


@scenario
def bad_names_and_positions_change_nothing(box):
    prepared(box, "a", "b")
    unchanged(box, "group", "create", "c", "A", exit=1, code="already_exists")
    unchanged(box, "group", "create", "c", "", exit=2, code="invalid_value")
    unchanged(box, "group", "create", "c", "x", "--position", "3", exit=2, code="invalid_value",
              said=["from 0 to 2"])
    unchanged(box, "group", "create", "d", "x", exit=1, code="collection_not_found")
    unchanged(box, "group", "update", "c", "a", "--name", "B", exit=1, code="already_exists")
    unchanged(box, "group", "update", "c", "a", "--position", "2", exit=2, code="invalid_value")
    unchanged(box, "group", "update", "c", "a", exit=2, code="invalid_usage")
    box.run("group", "create", "c", "x", "--position", "-1", exit=2)
    box.run("group", "create", "c", "x", "--position", "one", exit=2)
    for words in (["show", "c", "aa"], ["update", "c", "aa", "--name", "x"], ["delete", "c", "aa"],
                  ["add", "c", "aa", "pdf"], ["remove", "c", "aa", "pdf"],
                  ["position", "c", "aa", "pdf", "0"], ["reorder-artifacts", "c", "aa", "pdf"],
                  ["reorder", "c", "aa", "b"]):
        unchanged(box, "group", *words, exit=1, code="group_not_found")
    box.run("group", "create", "c", "first pass")
    unchanged(box, "group", "show", "c", "frist pass", exit=1, code="group_not_found",
              said=["did you mean 'first pass'?"])


@scenario
def an_update_renames_describes_and_places(box):
    prepared(box, "a", "b", "d")
    identity = box.json("group", "show", "c", "b").item["id"]
    run = box.json("group", "update", "c", "b", "--name", "z", "--position", "2")
    equal((run.json["changed"], run.item["position"], run.item["id"]), (True, 2, identity))
    equal(names(box), ["a", "d", "z"])
    equal(box.json("group", "update", "c", "z", "--position", "2").json["changed"], False)
    box.run("group", "update", "c", "z", "--position", "0", "--description", "words")
    equal(names(box), ["z", "a", "d"])
    equal(box.json("group", "update", "c", "z", "--description", "").item["description"], None)
    equal(box.json("group", "update", "c", "z", "--name", "Z").json["changed"], True)


@scenario
def adding_to_a_group_adds_to_its_collection(box):
    prepared(box, "a")
    run = box.json("group", "add", "c", "a", "pdf", "reviewer")
    equal((run.json["changed"], run.item["artifact_count"]), (True, 2))
    equal(members(box), [PDF, REVIEWER])
    equal([one["id"] for one in box.json("collection", "show", "c").item["artifacts"]],
          [PDF, REVIEWER])
    again = box.json("group", "add", "c", "a", "pdf")
    equal((again.json["changed"], members(box)), (False, [PDF, REVIEWER]))
    box.run("group", "add", "c", "a", "docx", "fix", "--position", "1")
    equal(members(box), [PDF, DOCX, FIX, REVIEWER])
    moved = box.json("group", "add", "c", "a", "reviewer", "pdf", "--position", "0")
    equal((moved.json["changed"], members(box)), (True, [REVIEWER, PDF, DOCX, FIX]))
    unchanged(box, "group", "add", "c", "a", "pdf", "--position", "4", exit=2,
              code="invalid_value", said=["from 0 to 3"])
    unchanged(box, "group", "add", "c", "a", "pdf", "pfd", exit=1, code="artifact_not_found")


@scenario
def removing_closes_the_gap_and_deleting_keeps_artifacts_in_the_collection(box):
    prepared(box, "a", "b")
    box.run("group", "add", "c", "a", "pdf", "docx", "fix")
    run = box.json("group", "remove", "c", "a", "docx", "reviewer")
    equal((run.json["changed"], run.json["artifacts"]),
          (True, [{"id": DOCX, "changed": True}, {"id": REVIEWER, "changed": False}]))
    equal(members(box), [PDF, FIX])
    equal(box.json("group", "remove", "c", "a", "docx").json["changed"], False)
    unchanged(box, "group", "remove", "c", "a", "nothing", exit=1, code="artifact_not_found")
    equal(box.json("group", "delete", "c", "a", "--dry-run").json["changed"], False)
    equal(names(box), ["a", "b"])
    equal(box.json("group", "delete", "c", "a").item["artifact_count"], 2)
    equal(names(box), ["b"])
    equal([one["id"] for one in box.json("collection", "show", "c").item["artifacts"]],
          [PDF, DOCX, FIX])


@scenario
def groups_are_reordered_as_a_whole_or_by_positions(box):
    prepared(box, "a", "b", "d", "e=1")
    run = box.json("group", "reorder", "c", "d", "a", "E=1", "b")
    equal((run.json["changed"], [one["name"] for one in run.items]), (True, ["d", "a", "e=1", "b"]))
    equal(names(box), ["d", "a", "e=1", "b"])
    equal(box.json("group", "reorder", "c", "d", "a", "e=1", "b").json["changed"], False)
    box.run("group", "reorder", "c", "b=0")
    equal(names(box), ["b", "d", "a", "e=1"])
    box.run("group", "reorder", "c", "e=1=0", "b=3")
    equal(names(box), ["e=1", "d", "a", "b"])
    identity = box.json("group", "show", "c", "b").item["id"]
    box.run("group", "reorder", "c", f"{identity}=1")
    equal(names(box), ["e=1", "b", "d", "a"])
    for words, code, said in (
            (["a", "b", "d"], "invalid_value", ["missing 'e=1'"]),
            (["a", "b", "d", "e=1", "a"], "invalid_value", ["given twice"]),
            (["a=4"], "invalid_value", ["from 0 to 3"]),
            (["a=0", "b=0"], "invalid_value", ["position 0"]),
            (["a=0", "a=1"], "invalid_value", ["given twice"]),
            (["a=0", "b"], "invalid_usage", []),
            (["a=99999999999999999999999"], "invalid_value", [])):
        unchanged(box, "group", "reorder", "c", *words, exit=2, code=code, said=said)
    unchanged(box, "group", "reorder", "c", "x=0", exit=1, code="group_not_found")


@scenario
def artifacts_of_a_group_are_placed_and_reordered(box):
    prepared(box, "a")
    box.run("group", "add", "c", "a", "pdf", "docx", "fix")
    run = box.json("group", "position", "c", "a", "fix", "0")
    equal((run.json["changed"], run.json["artifacts"]), (True, [{"id": FIX, "changed": True}]))
    equal(members(box), [FIX, PDF, DOCX])
    equal(box.json("group", "position", "c", "a", FIX, "0").json["changed"], False)
    for position in ("3", "x", "1.5", "99999999999999999999999"):
        unchanged(box, "group", "position", "c", "a", "fix", position, exit=2, code="invalid_value")
    unchanged(box, "group", "position", "c", "a", "reviewer", "0", exit=1,
              code="artifact_not_found", said=["group 'a'"])
    run = box.json("group", "reorder-artifacts", "c", "a", "docx", PDF, "command:fix")
    equal((run.json["changed"], members(box)), (True, [DOCX, PDF, FIX]))
    box.run("group", "reorder-artifacts", "c", "a", f"{FIX}=0", "pdf=2")
    equal(members(box), [FIX, DOCX, PDF])
    for words, said in ((["docx", "pdf"], ["missing", "fix"]),
                        (["docx", "pdf", "fix", "docx"], ["given twice"]),
                        (["docx=3"], ["from 0 to 2"]), (["docx=1", "pdf=1"], ["position 1"])):
        unchanged(box, "group", "reorder-artifacts", "c", "a", *words, exit=2, code="invalid_value",
                  said=said)
    unchanged(box, "group", "reorder-artifacts", "c", "a", "reviewer=0", exit=1,
              code="artifact_not_found")


@scenario
def what_left_its_source_can_be_ordered_and_removed(box):
    prepared(box, "a")
    box.run("group", "add", "c", "a", "pdf", "docx", "reviewer")
    box.run("source", "remove", "acme/tools")
    box.run("group", "reorder-artifacts", "c", "a", "reviewer", "docx", "pdf")
    box.run("group", "position", "c", "a", "pdf", "0")
    equal(members(box), [PDF, REVIEWER, DOCX])
    shown = box.json("group", "show", "c", "a").item["artifacts"]
    equal({one["status"] for one in shown}, {"missing"})
    box.run("group", "create", "c", "b")
    equal(box.json("group", "add", "c", "b", PDF).json["changed"], True)
    equal(box.json("group", "remove", "c", "a", "reviewer", DOCX).json["changed"], True)
    equal(members(box), [PDF])


@scenario
def times_move_with_what_changed(box):
    prepared(box, "a", "b")
    path = box.project / "collections.toml"
    old = "2020-01-01T00:00:00Z"

    def age():
        path.write_text(re.sub(r"= \d{4}-\S+Z", f"= {old}", path.read_text()))

    age()
    box.run("group", "add", "c", "a", "pdf")
    item = box.json("collection", "show", "c").item
    equal((item["updated_at"] != old, item["created_at"]), (True, old))
    equal([one["updated_at"] == old for one in item["groups"]], [False, True])
    age()
    box.run("group", "reorder", "c", "b", "a")
    item = box.json("collection", "show", "c").item
    equal((item["updated_at"] == old, [one["updated_at"] == old for one in item["groups"]]),
          (False, [True, True]))


if __name__ == "__main__":
    main()
