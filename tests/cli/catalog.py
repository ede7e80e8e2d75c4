"""catalog list, show, explain, count, prune: filters, pages, references, reasons."""

import json

from harness import (SAMPLE_IDS, TYPES, artifact, contains, differing, equal, lacks, main, scenario,
                     snapshot)

RICH = {
    ".claude-plugin/plugin.json": json.dumps({"name": "kit", "version": "1.2.3",
                                              "description": "the kit"}),
    "skills/pdf/SKILL.md": artifact("pdf", "reads PDF files", "tags: [office, reading]\n"),
    "skills/docx/SKILL.md": artifact("docx", "writes documents", "tags: [office]\n"),
    "agents/reviewer.md": artifact("reviewer", "reviews code", "tools: Read\n"),
    "agents/README.md": "# about the agents\n",
    "commands/fix.md": "---\ndescription: fixes what is broken\n---\nFix $ARGUMENTS.\n",
    "hooks/hooks.json": json.dumps({"hooks": {"Stop": [{"hooks": [{"type": "command",
                                                                   "command": "true"}]}]}}),
    ".mcp.json": json.dumps({"mcpServers": {"files": {"command": "npx", "args": ["-y", "files"]}}}),
}


def pages(box, limit, *words):
    joined, cursor = [], None
    while True:
        more = ["--cursor", cursor] if cursor else []
        run = box.json("catalog", "list", "--limit", limit, *words, *more).json
        joined += [item["id"] for item in run["items"]]
        cursor = run["page"]["next_cursor"]
        if cursor is None:
            return joined


@scenario
def filters_are_anded_and_repeated_values_are_alternatives(box):
    box.with_sample("--tag", "official", files=RICH)
    everything = box.entries()
    equal({one.split(":")[0] for one in everything}, set(TYPES) - {"bundle"})
    equal(box.entries("--type", "skill"), ["skill:./skills/docx", "skill:./skills/pdf"])
    equal(box.entries("--type", "skill", "--type", "agent", "--search", "RE"),
          ["agent:./agents/reviewer.md", "skill:./skills/pdf"])
    equal(box.entries("--tag", "office", "--tag", "READING"), ["skill:./skills/pdf"])
    equal(box.entries("--tag", "official"), everything)
    equal(box.entries("--type", "skill", "--tag", "none"), [])
    equal(box.entries("--status", "updated"), [])
    equal(box.entries("--search", "reads pdf"), ["skill:./skills/pdf"])
    equal(set(box.entries("--plugin", "kit")) & {"skill:./skills/pdf"}, {"skill:./skills/pdf"})
    equal(box.entries("--source", "ACME/TOOLS"), everything)
    equal(box.json("catalog", "list", "--source", "acme/tols", exit=1).code(), "source_not_found")
    for entry in box.json("catalog", "list", "--min-confidence", "95").items:
        assert entry["confidence"] >= 95


@scenario
def pages_joined_are_the_whole_list_in_every_order(box):
    box.with_sample(files=RICH)
    box.run("source", "add", box.repository("b").url, "--id", "b")
    for sort in ("natural", "name", "type", "confidence", "detected", "changed"):
        whole = box.json("catalog", "list", "--sort", sort).ids()
        for limit in (1, 3, 100):
            equal(pages(box, limit, "--sort", sort), whole, sort)
    equal(pages(box, 2, "--type", "skill"), box.json("catalog", "list", "--type", "skill").ids())
    natural = box.json("catalog", "list").items
    equal(natural, sorted(natural, key=lambda row: (row["source_id"], row["type"],
                                                    row["path"].encode())))


@scenario
def rows_added_between_pages_neither_repeat_nor_hide_others(box):
    tools = box.with_sample()
    first = box.json("catalog", "list", "--limit", "3").json
    tools.commit({"agents/early.md": artifact("early", "", "tools: Read\n"),
                  "skills/docx/SKILL.md": None})
    box.run("source", "scan")
    rest = box.json("catalog", "list", "--cursor", first["page"]["next_cursor"])
    equal(rest.ids(), ["skill:./skills/pdf@acme/tools"])


@scenario
def cursors_of_other_queries_or_damaged_are_exit_2(box):
    box.with_sample()
    cursor = box.json("catalog", "list", "--limit", "1").json["page"]["next_cursor"]
    for words in (["--type", "skill"], ["--sort", "name"], ["--all"], ["--search", "x"],
                  ["--source", "acme/tools"], ["--include-excluded"], ["--tag", "x"]):
        run = box.json("catalog", "list", "--cursor", cursor, *words, exit=2)
        equal([error["code"] for error in run.errors()][-1], "invalid_cursor", words)
    for damaged in (cursor[1:], cursor[:-1], cursor[::-1], "", "AAAA", "ä"):
        equal(box.json("catalog", "list", "--cursor", damaged, exit=2).code(), "invalid_cursor")
    other = box.json("source", "list", "--cursor", cursor, exit=2)
    equal(other.code(), "invalid_cursor")
    box.run("catalog", "list", "--limit", "2", "--cursor", cursor)


@scenario
def what_lists_hide_is_shown_when_named(box):
    tools = box.with_sample()
    tools.commit({"skills/docx/SKILL.md": None})
    box.run("source", "scan")
    box.run("source", "exclude", "acme/tools", "reviewer")
    equal(box.entries(), ["command:./commands/fix.md", "skill:./skills/pdf"])
    equal(box.entries("--status", "removed"), ["skill:./skills/docx"])
    equal(box.entries("--status", "removed", "--status", "excluded"),
          ["agent:./agents/reviewer.md", "skill:./skills/docx"])
    equal(box.entries("--include-excluded"), ["agent:./agents/reviewer.md",
                                              "command:./commands/fix.md", "skill:./skills/pdf"])
    equal(box.entries("--all"), SAMPLE_IDS)
    by_status = {row["status"]: row["count"]
                 for row in box.json("catalog", "count", "--by", "status").items}
    equal(by_status, {"new": 0, "updated": 0, "unchanged": 2, "removed": 1, "excluded": 1})


@scenario
def references_of_every_form_name_one_entry(box):
    box.with_sample()
    for text in ("pdf", "skill:pdf", "pdf@acme/tools", "skill:pdf@ACME/tools", "./skills/pdf",
                 "skill:./skills/pdf", "skill:./skills/pdf@acme/tools", "./skills/pdf@acme/tools"):
        equal(box.json("catalog", "show", text).item["id"], "skill:./skills/pdf@acme/tools", text)
    equal(box.json("catalog", "show", "agent:pdf", exit=1).code(), "artifact_not_found")
    equal(box.json("catalog", "show", "pdf@nobody", exit=1).code(), "artifact_not_found")
    equal(box.json("catalog", "show", "", exit=2).code(), "invalid_value")


@scenario
def a_name_with_colon_or_at_sign_is_a_name(box):
    box.with_sample(files={"skills/x/SKILL.md": artifact('"git:commit"'),
                           "skills/y/SKILL.md": artifact('"me@home"')})
    equal(box.json("catalog", "show", "git:commit").item["path"], "skills/x")
    equal(box.json("catalog", "show", "me@home").item["path"], "skills/y")
    equal(box.json("catalog", "show", "skill:me@home@acme/tools").item["path"], "skills/y")


@scenario
def a_reference_that_fits_several_lists_them(box):
    box.with_sample()
    box.run("source", "add", box.repository("b").url, "--id", "b")
    run = box.json("catalog", "show", "pdf", exit=2)
    equal(run.code(), "ambiguous_reference")
    contains(run.errors()[0]["message"], "skill:./skills/pdf@acme/tools", "skill:./skills/pdf@b")
    box.run("source", "exclude", "b", "pdf")
    equal(box.json("catalog", "show", "pdf").item["source_id"], "acme/tools")


@scenario
def explain_says_why_and_why_not(box):
    tools = box.with_sample(files=RICH)
    taken = box.run("catalog", "explain", "skill:pdf").out
    contains(taken, "skills/pdf")
    refused = box.run("catalog", "explain", "./agents/README.md@acme/tools").out
    contains(refused, "agents/README.md")
    equal(box.json("catalog", "explain", "./no/such@acme/tools", exit=1).code(),
          "artifact_not_found")
    tools.path.rename(box.root / "gone")
    equal(box.run("catalog", "explain", "skill:pdf").out, taken)


@scenario
def prune_drops_tombstones_only(box):
    tools = box.with_sample()
    tools.commit({"skills/docx/SKILL.md": None})
    box.run("source", "scan")
    before = snapshot(box.project)
    equal(box.json("catalog", "prune", "--dry-run").item["pruned"], 1)
    equal(differing(before, snapshot(box.project)), [])
    equal(box.json("catalog", "prune").json["changed"], True)
    equal(sorted(box.statuses()), [one for one in SAMPLE_IDS if "docx" not in one])
    equal(box.json("catalog", "prune").json["changed"], False)
    box.run("catalog", "prune", "nobody", exit=1)


@scenario
def detect_needs_no_manifest_and_agrees_with_the_catalog(box):
    tools = box.with_sample(files=RICH)
    found = box.json("detect", tools.path).json
    equal([(item["type"], item["path"]) for item in found["items"]],
          [(item["type"], item["path"]) for item in box.json("catalog", "list").items])
    equal(found["item"]["commit"], None)
    (tools.path / "skills/docx/SKILL.md").unlink()
    tools.write({"skills/fresh/SKILL.md": artifact("fresh"), "skills/ignored/SKILL.md":
                 artifact("ignored"), ".gitignore": "ignored/\n"})
    names = {item["name"] for item in box.json("detect", tools.path).items}
    assert "fresh" in names and not names & {"docx", "ignored"}, names
    names = {item["name"] for item in box.json("detect", tools.path, "--ref", "HEAD").items}
    assert "docx" in names and "fresh" not in names, names
    explained = box.json("detect", tools.path, "--explain").json
    assert any(row["path"] == "agents/README.md" for row in explained["rejected"]), explained
    equal(box.json("detect", tools.path, "--root", "nowhere", exit=2).code(), "path_not_in_tree")
    equal(box.json("detect", tools.path, "--ref", "nope", exit=1).code(), "ref_not_found")
    equal(box.json("detect", "./nowhere", exit=1).code(), "repository_not_found")
    remote = box.json("detect", tools.url).json
    equal(remote["item"]["commit"], tools.head())
    equal(len(box.run("detect", tools.url, "--format", "plain").rows()), len(remote["items"]))


if __name__ == "__main__":
    main()
