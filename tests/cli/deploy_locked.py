"""deploy --locked: exactly what the committed ledger says, on a fresh clone."""

import json
import shutil

from harness import artifact, contains, equal, main, scenario, snapshot

FILES = {
    "skills/pdf/SKILL.md": artifact("pdf-tools", "reads pdf files"),
    "skills/pdf/run.sh": "#!/bin/sh\n",
    "commands/git/commit.md": "---\ndescription: commits\n---\nCommit.\n",
    ".mcp.json": json.dumps({"mcpServers": {"files": {"command": "npx", "args": ["files"]}}}),
    "plugins/p/.claude-plugin/plugin.json": json.dumps({"name": "p", "version": "1.0.0"}),
    "plugins/p/skills/inner/SKILL.md": artifact("inner"),
}
EVERYTHING = ["skill:./skills/pdf", "command:./commands/git/commit.md", "mcp:files", "plugin:p"]


def setup(box):
    """A committed project in which everything is deployed for two agents."""
    repository = box.repository("tools", FILES)
    (repository.path / "skills/pdf/run.sh").chmod(0o755)
    repository.commit()
    box.init()
    box.run("source", "add", repository.url, "--id", "acme/tools")
    box.run("deploy", *EVERYTHING, "--agent", "claude-code", "--agent", "codex", "--yes",
            exit=None)
    box.git(box.project, "init", "-q")
    ignore = box.project / ".gitignore"
    ignore.write_text(".claude/\n.agents/\n.codex/\n.mcp.json\n")
    box.git(box.project, "add", "-A")
    box.git(box.project, "commit", "-q", "-m", "first")
    return repository


def installed(project):
    return {path.relative_to(project): (path.read_bytes(), path.stat().st_mode & 0o111)
            for folder in (".claude", ".agents", ".codex") if (project / folder).is_dir()
            for path in sorted((project / folder).rglob("*")) if path.is_file()} | {
        path.relative_to(project): path.read_bytes() for path in [project / ".mcp.json"]}


def clone(box, name="clone"):
    first = box.project
    box.git(box.root, "clone", "-q", str(first), name)
    box.project = box.root / name
    return first


@scenario
def a_fresh_clone_gets_the_same_bytes(box):
    repository = setup(box)
    first = clone(box)
    # Neither what the source offers by now nor a catalog is asked.
    repository.commit({"skills/pdf/SKILL.md": artifact("pdf-tools", "another")})
    ledger = (box.project / ".skillmeat/deployments.toml").read_bytes()
    run = box.json("deploy", "--locked", "--yes")
    equal(set(item["action"] for item in run.items), {"update"})
    equal(installed(box.project), installed(first))
    equal((box.project / ".skillmeat/deployments.toml").read_bytes(), ledger)
    box.run("verify")
    again = box.json("deploy", "--locked", "--yes")
    equal((again.json["changed"], set(item["action"] for item in again.items)),
          (False, {"unchanged"}))
    equal(box.git(box.project, "status", "--porcelain"), "")


@scenario
def objects_in_the_cache_need_no_network(box):
    repository = setup(box)
    first = clone(box)
    repository.path.rename(box.root / "gone")
    box.run("deploy", "--locked", "--offline", "--yes")
    equal(installed(box.project), installed(first))


@scenario
def what_cannot_be_had_is_exit_3(box):
    repository = setup(box)
    clone(box)
    shutil.rmtree(box.root / "cache")
    repository.path.rename(box.root / "gone")
    for words in ((), ("--offline",)):
        run = box.json("deploy", "--locked", "--yes", *words, exit=3)
        equal({error["code"] for error in run.errors()}, {"not_reproducible"})
    assert not (box.project / ".claude").exists()


@scenario
def rows_suffice_without_their_source(box):
    setup(box)
    first = clone(box)
    for name in ("skillmeat.toml", "skillmeat.lock"):
        (box.project / name).write_text("schema = 1\n" if name.endswith("toml") else "version = 1\n")
    box.run("deploy", "--locked", "--yes")
    equal(installed(box.project), installed(first))


@scenario
def one_artifact_or_agent_may_be_named(box):
    setup(box)
    clone(box)
    run = box.json("deploy", "--locked", "skill:./skills/pdf", "--agent", "codex")
    equal([item["agent"] for item in run.items], ["codex"])
    assert not (box.project / ".claude").exists()
    equal(box.json("deploy", "--locked", "nothing", exit=1).code(), "artifact_not_found")
    for words in (("--to", "."), ("--mode", "copy"), ("--collection", "c")):
        equal(box.json("deploy", "--locked", *words, exit=2).code(), "invalid_usage")


@scenario
def what_was_changed_by_hand_is_not_overwritten(box):
    setup(box)
    edited = box.project / ".claude/skills/pdf-tools/SKILL.md"
    edited.write_text("mine\n")
    run = box.json("deploy", "--locked", "--yes", exit=3)
    equal(run.code(), "not_reproducible")
    contains(run.errors()[0]["hint"], "verify --fix")
    equal(edited.read_text(), "mine\n")


@scenario
def a_ledger_that_was_tampered_with_installs_nothing(box):
    setup(box)
    clone(box)
    ledger = box.project / ".skillmeat/deployments.toml"
    good = ledger.read_text()
    for old, new in (("sm1:", "sm1:0"), ('sha256 = "', 'sha256 = "0'), ('mode = "100755"', 'mode = "100644"')):
        at = good.index(old)
        text = good[:at] + new + good[at + len(old):]
        if old != 'mode = "100755"':
            end = text.index('"', at + len(new))
            text = text[:end - 1] + text[end:]
        ledger.write_text(text)
        run = box.json("deploy", "--locked", "--yes", exit=3)
        equal({error["code"] for error in run.errors()}, {"not_reproducible"})
        equal(ledger.read_text(), text)


@scenario
def a_dry_run_shows_the_plan(box):
    setup(box)
    clone(box)
    before = snapshot(box.project)
    run = box.json("deploy", "--locked", "--dry-run")
    equal((run.json["dry_run"], run.json["changed"]), (True, True))
    equal(snapshot(box.project), before)


@scenario
def records_made_by_hand_cannot_be_reproduced(box):
    box.with_sample()
    box.run("deployment", "create", "--artifact", "pdf", "--status", "active")
    run = box.json("deploy", "--locked", exit=3)
    equal(run.code(), "not_reproducible")
    box.run("deployment", "update", box.json("deployment", "list").items[0]["id"], "--status",
            "inactive")
    equal(box.json("deploy", "--locked").items, [])


if __name__ == "__main__":
    main()
