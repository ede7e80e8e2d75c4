"""verify: the disk against the ledger, and --fix."""

import json
import shutil

from harness import artifact, contains, equal, main, scenario, snapshot

FILES = {
    "skills/pdf/SKILL.md": artifact("pdf"),
    "skills/pdf/a/deep.md": "deep\n",
    "agents/reviewer.md": artifact("reviewer", "reviews code", "tools: Read\n"),
    ".mcp.json": json.dumps({"mcpServers": {"files": {"command": "npx", "args": ["files"]}}}),
}


def setup(box, *words):
    repository = box.repository("tools", FILES)
    box.init()
    box.run("source", "add", repository.url, "--id", "acme/tools")
    box.run("deploy", "pdf", "reviewer", "mcp:files", "--agent", "claude-code", "--yes", *words)
    return repository


def pdf(box, name="SKILL.md"):
    return box.project / ".claude/skills/pdf" / name


def drifts(run):
    return {drift["path"] + (":" + ".".join(drift["key"]) if drift["key"] else ""): drift["state"]
            for item in run.items for drift in item["drifts"]}


@scenario
def what_is_as_it_was_written_is_ok(box):
    setup(box)
    run = box.json("verify")
    equal([item["state"] for item in run.items], ["ok"] * 3)
    equal(drifts(run), {})
    text = box.run("verify").out
    contains(text, "ok", "skill:./skills/pdf@acme/tools")


@scenario
def nothing_installed_is_fine(box):
    box.init()
    equal(box.json("verify").items, [])


@scenario
def every_kind_of_drift_is_found(box):
    setup(box)
    pdf(box).write_text("mine\n")
    pdf(box, "a/deep.md").unlink()
    pdf(box, "a/extra.md").write_text("extra\n")
    (box.project / ".claude/agents/reviewer.md").unlink()
    settings = box.project / ".mcp.json"
    settings.write_text(settings.read_text().replace("npx", "node"))
    before = snapshot(box.project)
    run = box.json("verify", exit=3)
    equal(run.code(), "drift_found")
    equal(drifts(run), {".claude/skills/pdf/SKILL.md": "modified",
                        ".claude/skills/pdf/a/deep.md": "missing",
                        ".claude/skills/pdf/a/extra.md": "extra",
                        ".claude/agents/reviewer.md": "missing",
                        ".mcp.json:mcpServers.files": "modified"})
    equal({item["artifact_id"].split(":")[0]: item["state"] for item in run.items},
          {"skill": "missing", "agent": "missing", "mcp": "modified"})
    contains(box.run("verify", exit=3).out, "modified", "missing", "extra", "mcpServers.files")
    equal(snapshot(box.project), before)


@scenario
def fix_puts_back_what_is_missing_or_modified(box):
    repository = setup(box)
    ledger = (box.project / ".skillmeat/deployments.toml").read_bytes()
    pdf(box).write_text("mine\n")
    pdf(box, "a/deep.md").unlink()
    pdf(box, "extra.md").write_text("extra\n")
    (box.project / ".mcp.json").unlink()
    # What the source offers by now is another matter.
    repository.commit({"skills/pdf/SKILL.md": artifact("pdf", "another")})
    box.run("source", "scan")
    equal(box.json("verify", "--fix", exit=2).code(), "confirmation_required")
    run = box.json("verify", "--fix", "--yes", exit=3)
    equal(run.json["changed"], True)
    equal(drifts(run), {".claude/skills/pdf/extra.md": "extra"})
    equal(pdf(box).read_text(), FILES["skills/pdf/SKILL.md"])
    equal(pdf(box, "extra.md").read_text(), "extra\n")
    equal(json.loads((box.project / ".mcp.json").read_text())["mcpServers"]["files"]["command"],
          "npx")
    copies = list((box.project / ".skillmeat/backup").rglob("SKILL.md"))
    equal([copy.read_text() for copy in copies], ["mine\n"])
    equal((box.project / ".skillmeat/deployments.toml").read_bytes(), ledger)
    pdf(box, "extra.md").unlink()
    run = box.json("verify", "--fix")
    equal((run.json["changed"], drifts(run)), (False, {}))


@scenario
def a_folder_that_became_a_link_is_not_followed(box):
    setup(box)
    outside = box.root / "outside"
    shutil.copytree(pdf(box).parent, outside)
    shutil.rmtree(pdf(box).parent)
    pdf(box).parent.symlink_to(outside)
    run = box.json("verify", exit=3)
    equal(set(drifts(run).values()), {"modified"})
    before = snapshot(outside)
    box.run("verify", "--fix", exit=None)
    equal(snapshot(outside), before)


@scenario
def links_are_followed_into_the_store_alone(box):
    setup(box, "--mode", "symlink")
    box.run("verify")
    target = pdf(box).parent.resolve()
    (target / "SKILL.md").chmod(0o600)
    (target / "SKILL.md").write_text("tampered\n")
    equal(drifts(box.json("verify", exit=3)), {".claude/skills/pdf/SKILL.md": "modified"})
    link = box.project / ".claude/skills/pdf"
    link.unlink()
    equal(set(drifts(box.json("verify", exit=3)).values()), {"missing"})
    link.symlink_to(box.root)
    equal(set(drifts(box.json("verify", exit=3)).values()), {"modified"})


@scenario
def only_active_deployments_count(box):
    setup(box)
    box.run("undeploy", "pdf")
    equal([item["artifact_id"].split(":")[0] for item in box.json("verify").items],
          ["agent", "mcp"])
    box.run("deployment", "create", "--artifact", "pdf", "--status", "active")
    states = [item["state"] for item in box.json("verify").items]
    equal(states, ["ok", "ok", "unchecked"])


@scenario
def projects_are_verified_together_and_fixed_one_by_one(box):
    repository = setup(box)
    first = box.project
    pdf(box).unlink()
    box.init("second")
    box.run("source", "add", repository.url, "--id", "acme/tools")
    box.run("deploy", "pdf", "--agent", "claude-code")
    run = box.json("verify", "--scope", "all", exit=3)
    equal({(item["project_name"], item["state"]) for item in run.items},
          {(first.name, "ok"), (first.name, "missing"), ("second", "ok")})
    equal(box.json("verify", "--fix", "--scope", "all", exit=2).code(), "invalid_usage")


if __name__ == "__main__":
    main()
