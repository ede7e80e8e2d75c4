"""upgrade and outdated: newer versions, and what people changed in the meantime."""

import json
import tomllib

from harness import artifact, contains, equal, lacks, main, scenario, snapshot

PDF = "skill:./skills/pdf@acme/tools"
STEPS = "".join(f"step {number}\n" for number in range(1, 13))
FILES = {
    "skills/pdf/SKILL.md": artifact("pdf", body=STEPS),
    "skills/pdf/old.md": "old\n",
    "skills/docx/SKILL.md": artifact("docx"),
    "agents/reviewer.md": artifact("reviewer", "reviews code", "tools: Read\n"),
    ".mcp.json": json.dumps({"mcpServers": {"files": {"command": "npx", "args": ["files"]}}}),
}
NEWER = {
    "skills/pdf/SKILL.md": artifact("pdf", body=STEPS.replace("step 1\n", "first step\n")),
    "skills/pdf/old.md": None,
    "skills/pdf/new.md": "new\n",
}


def setup(box, *references, agents=("claude-code",)):
    """A project with references deployed; returns the repository."""
    repository = box.repository("tools", FILES)
    box.init()
    box.run("source", "add", repository.url, "--id", "acme/tools")
    words = [word for agent in agents for word in ("--agent", agent)]
    box.run("deploy", *(references or ["pdf"]), *words, "--yes")
    return repository


def newer(box, repository, files=None):
    repository.commit(NEWER if files is None else files, "newer")
    box.run("source", "scan")
    return repository.head()


def pdf(box, name="SKILL.md"):
    return box.project / ".claude/skills/pdf" / name


def rows(box):
    return tomllib.loads((box.project / ".skillmeat/deployments.toml").read_text())["deployment"]


def actions(run):
    return [(item["artifact_id"].split("@")[0], item["action"]) for item in run.items]


@scenario
def a_newer_version_takes_the_place_of_the_old_one(box):
    repository = setup(box, "pdf", "docx")
    equal(box.json("upgrade", "--all").items, [])
    head = newer(box, repository)
    run = box.json("upgrade", "--all")
    equal(actions(run), [("skill:./skills/pdf", "update")])
    equal(pdf(box).read_bytes(), (repository.path / "skills/pdf/SKILL.md").read_bytes())
    equal(pdf(box, "new.md").read_text(), "new\n")
    assert not pdf(box, "old.md").exists()
    (row,) = [row for row in rows(box) if row["artifact"] == PDF]
    equal((row["commit"], row["sha"]), (head, repository.head("HEAD:skills/pdf")))
    equal([file["path"].rpartition("/")[2] for file in row["files"]], ["SKILL.md", "new.md"])
    equal(box.json("upgrade", "--all").items, [])
    equal(actions(box.json("upgrade", "pdf")), [("skill:./skills/pdf", "unchanged")])


@scenario
def all_agents_of_an_artifact_are_upgraded(box):
    repository = setup(box, "pdf", agents=("claude-code", "codex", "cursor"))
    newer(box, repository)
    run = box.json("upgrade", "pdf")
    equal({item["agent"] for item in run.items if item["action"] in ("update", "unchanged")},
          {"claude-code", "codex", "cursor"})
    for folder in (".claude", ".agents"):
        equal((box.project / folder / "skills/pdf/new.md").read_text(), "new\n")
    equal(box.json("outdated").items, [])
    box.run("verify")


@scenario
def what_people_changed_refuses_its_deployment_alone(box):
    repository = setup(box, "pdf", "docx")
    pdf(box).write_text("mine\n")
    newer(box, repository, {**NEWER, "skills/docx/SKILL.md": artifact("docx", "another")})
    run = box.json("upgrade", "--all", exit=1)
    equal(sorted(actions(run)), [("skill:./skills/docx", "update"), ("skill:./skills/pdf", "refused")])
    equal(run.code(), "locally_modified")
    contains(run.errors()[0]["message"], ".claude/skills/pdf/SKILL.md")
    equal(pdf(box).read_text(), "mine\n")
    assert pdf(box, "old.md").exists() and not pdf(box, "new.md").exists()
    equal([item["state"] for item in box.json("outdated").items], ["outdated"])


@scenario
def force_replaces_what_people_changed_after_a_backup(box):
    repository = setup(box)
    pdf(box).write_text("mine\n")
    newer(box, repository)
    run = box.run("upgrade", "pdf", "--force")
    equal(pdf(box).read_bytes(), (repository.path / "skills/pdf/SKILL.md").read_bytes())
    copies = list((box.project / ".skillmeat/backup").rglob("SKILL.md"))
    equal([copy.read_text() for copy in copies], ["mine\n"])
    contains(run.err, str(copies[0]))
    box.run("verify")


@scenario
def merge_keeps_what_people_changed(box):
    repository = setup(box)
    pdf(box).write_text(pdf(box).read_text().replace("step 12\n", "last step, ours\n"))
    newer(box, repository)
    run = box.json("upgrade", "pdf", "--merge")
    equal(actions(run), [("skill:./skills/pdf", "update")])
    equal(run.json["conflicts"], 0)
    contains(str(run.items[0]["notes"]), "holds your changes and the new ones")
    contains(pdf(box).read_text(), "first step\n", "last step, ours\n")
    equal(pdf(box, "new.md").read_text(), "new\n")
    # It still is a file that was changed by hand, now of the new version.
    (found,) = box.json("verify", exit=3).items
    equal([(drift["path"], drift["state"]) for drift in found["drifts"]],
          [(".claude/skills/pdf/SKILL.md", "modified")])
    again = newer(box, repository, {"skills/pdf/SKILL.md": artifact(
        "pdf", body=STEPS.replace("step 1\n", "first step\n").replace("step 2\n", "second\n"))})
    box.run("upgrade", "pdf", "--merge")
    contains(pdf(box).read_text(), "first step\n", "second\n", "last step, ours\n")
    equal(rows(box)[0]["commit"], again)
    equal(box.json("undeploy", "pdf", exit=1).code(), "locally_modified")


@scenario
def a_conflict_leaves_a_copy_and_what_people_have(box):
    repository = setup(box)
    mine = pdf(box).read_text().replace("step 1\n", "our first step\n")
    pdf(box).write_text(mine)
    newer(box, repository)
    run = box.json("upgrade", "pdf", "--merge", exit=1)
    equal(run.json["conflicts"], 1)
    equal(run.code(), "locally_modified")
    equal(pdf(box).read_text(), mine)
    copy = pdf(box, "SKILL.md.skillmeat-conflict").read_text()
    contains(copy, "<<<<<<< yours\n", "our first step\n", "first step\n", ">>>>>>> new\n")
    equal(pdf(box, "new.md").read_text(), "new\n")
    states = {drift["path"].rpartition("/")[2]: drift["state"]
              for drift in box.json("verify", exit=3).items[0]["drifts"]}
    equal(states, {"SKILL.md": "modified", "SKILL.md.skillmeat-conflict": "extra"})
    equal(box.json("upgrade", "pdf", "--merge").items[0]["action"], "unchanged")


@scenario
def what_is_no_text_is_never_merged(box):
    repository = setup(box)
    pdf(box, "old.md").write_bytes(b"mine\0\n")
    newer(box, repository, {"skills/pdf/old.md": b"theirs\0\n"})
    box.run("upgrade", "pdf", "--merge", exit=1)
    equal(pdf(box, "old.md").read_bytes(), b"mine\0\n")
    equal(pdf(box, "old.md.skillmeat-new").read_bytes(), b"theirs\0\n")


@scenario
def a_changed_file_that_the_new_version_lacks_stays(box):
    repository = setup(box)
    pdf(box, "old.md").write_text("ours\n")
    newer(box, repository)
    box.run("upgrade", "pdf", "--merge")
    equal(pdf(box, "old.md").read_text(), "ours\n")
    lacks(str(rows(box)), "old.md")


@scenario
def a_diff_shows_what_would_change(box):
    repository = setup(box)
    newer(box, repository)
    before = snapshot(box.project)
    text = box.run("upgrade", "--all", "--diff", "--dry-run").out
    contains(text, "--- a/.claude/skills/pdf/SKILL.md\n+++ b/.claude/skills/pdf/SKILL.md\n",
             "-step 1\n+first step\n", "--- /dev/null\n+++ b/.claude/skills/pdf/new.md\n",
             "--- a/.claude/skills/pdf/old.md\n+++ /dev/null\n")
    run = box.json("upgrade", "--all", "--diff", "--dry-run")
    contains(run.json["diff"], "+first step\n")
    equal(run.json["dry_run"], True)
    equal(snapshot(box.project), before)
    equal(box.json("upgrade", "--all", "--dry-run").json["diff"], None)


@scenario
def hostile_text_in_a_diff_does_not_reach_the_terminal(box):
    repository = setup(box)
    newer(box, repository, {"skills/pdf/old.md": "\x1b]0;owned\x07\n"})
    text = box.run("upgrade", "--all", "--diff", "--dry-run", exit=None).out
    lacks(text, "\x1b", "\x07")


@scenario
def a_server_is_upgraded_in_the_settings(box):
    repository = setup(box, "mcp:files")
    settings = box.project / ".mcp.json"
    settings.write_text(settings.read_text().replace("{", '{\n  "mine": 1,', 1))
    newer(box, repository, {".mcp.json": json.dumps(
        {"mcpServers": {"files": {"command": "npx", "args": ["files", "--safe"]}}})})
    equal(box.json("upgrade", "--all", exit=2).code(), "confirmation_required")
    box.run("upgrade", "--all", "--yes")
    found = json.loads(settings.read_text())
    equal((found["mine"], found["mcpServers"]["files"]["args"]), (1, ["files", "--safe"]))
    box.run("undeploy", "mcp:files")
    equal(json.loads(settings.read_text()).get("mcpServers", {}), {})


@scenario
def a_link_leads_to_the_new_version(box):
    repository = box.repository("tools", FILES)
    box.init()
    box.run("source", "add", repository.url, "--id", "acme/tools")
    box.run("deploy", "pdf", "--agent", "claude-code", "--mode", "symlink")
    newer(box, repository)
    box.run("upgrade", "--all")
    equal(pdf(box, "new.md").read_text(), "new\n")
    assert (box.project / ".claude/skills/pdf").is_symlink()
    box.run("verify")


@scenario
def a_deployment_stays_where_to_put_it(box):
    repository = box.repository("tools", FILES)
    box.init()
    (box.project / "sub").mkdir()
    box.run("source", "add", repository.url, "--id", "acme/tools")
    box.run("deploy", "pdf", "reviewer", "--agent", "claude-code", "--to", "sub")
    newer(box, repository, {**NEWER, "agents/reviewer.md": artifact("reviewer", "new", "tools: Read\n")})
    equal(len([a for a in actions(box.json("upgrade", "--all")) if a[1] == "update"]), 2)
    equal((box.project / "sub/.claude/skills/pdf/new.md").read_text(), "new\n")
    contains((box.project / "sub/.claude/agents/reviewer.md").read_text(), "new")
    assert not (box.project / ".claude").exists()


@scenario
def what_cannot_be_upgraded_is_reported_and_passed_over(box):
    repository = setup(box, "pdf", "docx", "reviewer")
    other = box.repository("other", {"skills/own/SKILL.md": artifact("own")})
    box.run("source", "add", other.url, "--id", "other")
    box.run("deploy", "own", "--agent", "claude-code")
    newer(box, repository, {**NEWER, "skills/docx/SKILL.md": None})
    box.run("source", "exclude", "acme/tools", "agent:reviewer")
    box.run("source", "remove", "other", "--yes")
    states = {item["artifact_id"]: item["state"] for item in box.json("outdated").items}
    equal(states, {PDF: "outdated", "skill:./skills/docx@acme/tools": "removed",
                   "agent:./agents/reviewer.md@acme/tools": "excluded",
                   "skill:./skills/own@other": "source_missing"})
    run = box.json("upgrade", "--all")
    equal({item["artifact_id"]: item["action"] for item in run.items},
          {PDF: "update", "skill:./skills/docx@acme/tools": "skipped",
           "agent:./agents/reviewer.md@acme/tools": "skipped",
           "skill:./skills/own@other": "skipped"})
    contains(str(run.items), "source_missing")
    contains(box.run("upgrade", "--all").err, "source_missing")
    box.run("undeploy", "own")


@scenario
def outdated_looks_over_all_projects(box):
    repository = setup(box)
    first = box.project
    equal(box.json("outdated").items, [])
    newer(box, repository)
    box.init("second")
    equal(box.json("outdated").items, [])
    (item,) = box.json("outdated", "--scope", "all").items
    equal((item["project_name"], item["state"], item["latest_commit"]),
          (first.name, "outdated", repository.head()))
    contains(box.run("outdated", "--scope", "all").out, PDF, first.name)
    box.project = first
    contains(box.run("outdated").out, "outdated", item["latest_version"])


@scenario
def what_was_not_scanned_here_says_so(box):
    setup(box)
    for path in (box.project / ".skillmeat/catalog").iterdir():
        path.unlink()
    equal([item["state"] for item in box.json("outdated").items], ["not_scanned"])
    equal(actions(box.json("upgrade", "--all")), [("skill:./skills/pdf", "skipped")])


@scenario
def wrong_words_are_refused(box):
    setup(box)
    equal(box.json("upgrade", exit=2).code(), "invalid_usage")
    equal(box.json("upgrade", "pdf", "--all", exit=2).code(), "invalid_usage")
    equal(box.json("upgrade", "--all", "--force", "--merge", exit=2).code(), "invalid_usage")
    equal(box.json("upgrade", "docx", exit=1).code(), "artifact_not_found")
    equal(box.json("upgrade", "--all", "--scope", "all", exit=2).code(), "invalid_usage")


if __name__ == "__main__":
    main()
