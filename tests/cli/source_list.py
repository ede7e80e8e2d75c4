"""source list, show, tag, count: filters, order, pages, formats, what they tell."""

from harness import SAMPLE, artifact, contains, equal, lacks, main, matches, scenario, snapshot
from harness import differing


def many(box, count=7):
    """A project with sources s0…; even ones are tagged `even`, every third `third`."""
    box.init()
    text = ""
    for n in range(count):
        tags = [tag for tag, by in (("even", 2), ("third", 3)) if n % by == 0]
        text += (f'\n[[source]]\nid = "s{n}"\nurl = "https://example.org/acme/s{n}"\n'
                 f'tags = [{", ".join(f"{tag!r}" for tag in tags)}]\n')
    box.append(text)


@scenario
def an_empty_list_is_success(box):
    box.init()
    equal(box.json("source", "list").json["items"], [])
    equal(box.run("source", "list", "--format", "plain").out, "")
    equal(box.run("source", "list", "--format", "jsonl").out, "")
    contains(box.run("source", "list").err, "source add")


@scenario
def all_filters_must_hold(box):
    many(box)
    equal(box.json("source", "list", "--tag", "even").ids(), ["s0", "s2", "s4", "s6"])
    equal(box.json("source", "list", "--tag", "even", "--tag", "THIRD").ids(), ["s0", "s6"])
    equal(box.json("source", "list", "--tag", "even", "--search", "S4").ids(), ["s4"])
    equal(box.json("source", "list", "--visibility", "private").ids(), [])
    equal(box.json("source", "list", "--trust", "signed").ids(), [])


@scenario
def the_type_filter_keeps_sources_that_offer_one(box):
    box.with_sample()
    box.run("source", "add", box.repository("b", {"agents/a.md": artifact("a", "", "tools: Read\n")})
            .url, "--id", "b")
    equal(box.json("source", "list", "--type", "skill").ids(), ["acme/tools"])
    equal(box.json("source", "list", "--type", "agent").ids(), ["acme/tools", "b"])
    equal(box.json("source", "list", "--type", "hook").ids(), [])
    box.run("source", "exclude", "acme/tools", "skill:docx", "skill:pdf")
    equal(box.json("source", "list", "--type", "skill").ids(), [])


@scenario
def a_mistyped_artifact_gets_a_suggestion(box):
    box.with_sample()
    contains(box.run("catalog", "show", "skill:pfd", exit=1).err, "did you mean 'pdf'")
    contains(box.run("catalog", "show", "./skills/docs", exit=1).err, "did you mean './skills/docx'")
    contains(box.run("catalog", "list", "--tag", "offical").err, "nothing here has the tag")


@scenario
def sorting_by_count_puts_the_largest_first(box):
    box.with_sample()
    box.run("source", "add", box.repository("a", {"skills/x/SKILL.md": artifact("x")}).url,
            "--id", "a")
    equal(box.json("source", "list").ids(), ["a", "acme/tools"])
    equal(box.json("source", "list", "--sort", "count").ids(), ["acme/tools", "a"])


@scenario
def pages_joined_are_the_whole_list(box):
    many(box)
    whole = box.json("source", "list").ids()
    joined, cursor = [], None
    while True:
        words = ["--limit", "3"] + (["--cursor", cursor] if cursor else [])
        page = box.json("source", "list", *words).json
        equal((page["page"]["total"], page["page"]["limit"]), (7, 3))
        joined += [item["id"] for item in page["items"]]
        cursor = page["page"]["next_cursor"]
        if cursor is None:
            break
    equal(joined, whole)


@scenario
def a_row_added_between_pages_neither_repeats_nor_hides_others(box):
    many(box, 4)
    first = box.json("source", "list", "--limit", "2").json
    box.append('\n[[source]]\nid = "s00"\nurl = "file:///s00"\n')
    second = box.json("source", "list", "--limit", "2", "--cursor", first["page"]["next_cursor"])
    equal(second.ids(), ["s2", "s3"])


@scenario
def cursors_of_other_queries_or_damaged_are_exit_2(box):
    many(box)
    cursor = box.json("source", "list", "--limit", "2").json["page"]["next_cursor"]
    for words in (["--cursor", cursor, "--tag", "even"], ["--cursor", cursor, "--sort", "added"],
                  ["--cursor", cursor, "--search", "s"], ["--cursor", cursor[:-2]],
                  ["--cursor", "x" + cursor], ["--cursor", "!"], ["--cursor", ""]):
        equal(box.json("source", "list", "--limit", "2", *words, exit=2).code(), "invalid_cursor",
              words)


@scenario
def limits_are_1_to_100000(box):
    box.init()
    for limit in ("0", "-1", "100001", "many", "1.5", ""):
        equal(box.json("source", "list", f"--limit={limit}", exit=2).code(), "invalid_value", limit)
    box.run("source", "list", "--limit", "100000")


@scenario
def formats_show_the_same_rows(box):
    many(box, 3)
    ids = box.json("source", "list").ids()
    equal([row[0] for row in box.run("source", "list", "--format", "plain").rows()], ids)
    table = box.run("source", "list")
    matches(table.lines()[0], r"^ID +STATUS")
    equal([line.split()[0] for line in table.lines()[1:]], ids)
    equal(len(box.run("source", "list", "--format=jsonl").lines()), 3)
    equal(box.run("source", "list", "--json").out, box.run("source", "list", "--format", "json").out)


@scenario
def flags_stand_before_and_after_noun_and_verb(box):
    many(box, 3)
    expected = box.run("source", "list", "--tag", "even", "--json").out
    for words in (["--json", "source", "list", "--tag", "even"],
                  ["source", "--json", "list", "--tag", "even"],
                  ["source", "list", "--json", "--tag=even"],
                  ["--project", box.project, "source", "list", "--tag", "even", "--json"]):
        equal(box.run(*words).out, expected, words)


@scenario
def mistyped_words_get_a_suggestion(box):
    many(box, 4)
    for words, hint in ((["sorce", "list"], "source"), (["source", "lst"], "source list"),
                        (["source", "list", "--serch", "x"], "--search"),
                        (["source", "list", "--type", "skil"], "skill"),
                        (["source", "list", "--sort", "coutn"], "count"),
                        (["source", "list", "--fromat", "json"], "--format"),
                        (["source", "list", "--scope", "usr"], "user"),
                        (["catalog", "lsit"], "catalog list")):
        run = box.run(*words, exit=2)
        equal(run.out, "", words)
        contains(run.err, "did you mean", hint)
    contains(box.run("source", "show", "S00", exit=1).err, "did you mean 's0'")


@scenario
def a_mistyped_tag_gets_a_suggestion(box):
    many(box, 4)
    run = box.run("source", "list", "--tag", "evn")
    equal(run.out, "")
    contains(run.err, "did you mean 'even'")
    lacks(box.run("source", "list", "--tag", "even", "--tag", "third", "--search", "nothing").err,
          "did you mean")


@scenario
def an_empty_result_of_a_filter_is_not_called_an_empty_project(box):
    many(box, 2)
    lacks(box.run("source", "list", "--search", "nothing").err, "source add")


@scenario
def a_source_is_shown_by_id_url_or_owner_and_repository(box):
    repository = box.with_sample()
    box.append('\n[[source]]\nid = "gh"\nurl = "https://github.com/acme/hub.git"\n')
    for name in ("acme/tools", "ACME/Tools", repository.url, repository.url + "/"):
        equal(box.source(name)["id"], "acme/tools", name)
    for name in ("gh", "acme/hub", "git@github.com:acme/hub", "https://github.com/acme/hub/"):
        equal(box.source(name)["id"], "gh", name)
    equal(box.json("source", "show", "nobody", exit=1).code(), "source_not_found")


@scenario
def a_url_of_several_sources_is_ambiguous_and_lists_them(box):
    repository = box.with_sample()
    box.run("source", "add", repository.url, "--id", "second", "--root", "skills")
    run = box.json("source", "show", repository.url, exit=2)
    equal(run.code(), "ambiguous_reference")
    contains(run.errors()[0]["message"], "acme/tools", "second")


@scenario
def a_password_in_a_url_is_refused_and_never_shown(box):
    box.init()
    box.append('\n[[source]]\nid = "a"\nurl = "https://user:hunter2@example.org/a/b"\n')
    for words in (["source", "show", "a"], ["source", "list"]):
        for form in ("table", "plain", "json", "jsonl"):
            run = box.run(*words, "--format", form, exit=2)
            lacks(run.out + run.err, "hunter2")


@scenario
def tags_are_added_removed_and_set_in_order(box):
    many(box, 1)
    equal(box.json("source", "tag", "add", "s0", "New", "other").item["tags"],
          ["even", "third", "New", "other"])
    assert box.json("source", "tag", "add", "s0", "NEW").json["changed"] is False
    equal(box.json("source", "tag", "remove", "s0", "EVEN").item["tags"], ["third", "New", "other"])
    assert box.json("source", "tag", "remove", "s0", "even").json["changed"] is False
    equal(box.json("source", "tag", "set", "s0", "b", "a").item["tags"], ["b", "a"])
    equal(box.run("source", "tag", "list", "s0", "--format", "plain").lines(), ["b", "a"])
    equal(box.json("source", "list", "--tag", "a").ids(), ["s0"])


@scenario
def one_faulty_tag_and_nothing_is_written(box):
    many(box, 1)
    before = snapshot(box.project)
    for words in (["add", "s0", "good", "two words"], ["add", "s0", "x" * 51],
                  ["set", "s0", "ä"], ["add", "s0", *[f"t{n}" for n in range(19)]]):
        assert box.json("source", "tag", *words, exit=2).code() == "invalid_value", words
    equal(box.json("source", "tag", "add", "nobody", "x", exit=1).code(), "source_not_found")
    equal(differing(before, snapshot(box.project)), [])


@scenario
def tags_stand_in_the_lock_at_once(box):
    box.with_sample("--tag", "one")
    box.run("source", "tag", "add", "acme/tools", "two")
    contains(box.lock.read_text(), 'tags = ["one", "two"]')
    box.run("lock", "check")


@scenario
def counts_add_up_by_every_key(box):
    box.with_sample("--tag", "one", "--tag", "two")
    for key, expected in (("type", {"skill": 2, "agent": 1, "command": 1}),
                          ("source", {"acme/tools": 4}), ("tag", {"one": 4, "two": 4}),
                          ("status", {"new": 4}), ("tier", {"primary": 4})):
        for noun in ("source", "catalog"):
            run = box.json(noun, "count", "--by", key)
            found = {item[key]: item["count"] for item in run.items if item["count"]}
            equal((found, run.json["total"]), (expected, 4), run)


@scenario
def a_failing_source_is_marked_in_the_list(box):
    repository = box.with_sample()
    repository.path.rename(box.root / "gone")
    box.run("source", "scan", exit=1)
    item = box.json("source", "list").items[0]
    equal(item["last_error"]["code"], "repository_not_found")
    equal(item["counts_by_type"]["skill"], 2)
    contains(box.run("source", "list").out, "failed")
    (box.root / "gone").rename(repository.path)
    box.run("source", "scan")
    equal(box.json("source", "list").items[0]["last_error"], None)


if __name__ == "__main__":
    main()
