"""deploy and undeploy: what lands where, what is left alone, what is refused."""

import hashlib
import json
import os
import stat
import tomllib

from harness import artifact, contains, equal, lacks, main, scenario, snapshot

SERVERS = {"mcpServers": {"pdf": {"command": "npx", "args": ["-y", "pdf"]}}}
HOOKS = {"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "say done"}]}]}}
FILES = {
    "skills/pdf/SKILL.md": artifact("pdf", "reads pdf files"),
    "skills/pdf/scripts/run.sh": "#!/bin/sh\necho pdf\n",
    "skills/pdf/references/a.md": "# a\n",
    "skills/docx/SKILL.md": artifact("docx"),
    "agents/reviewer.md": artifact("reviewer", "reviews code", "tools: Read\n"),
    "commands/git/commit.md": "---\ndescription: commits\n---\nCommit.\n",
    "plugins/p/.claude-plugin/plugin.json": json.dumps({"name": "p", "version": "1.0.0"}),
    "plugins/p/skills/inner/SKILL.md": artifact("inner"),
    "plugins/p/agents/helper.md": artifact("helper", "helps", "tools: Read\n"),
    "plugins/p/.mcp.json": json.dumps(SERVERS),
    "plugins/p/hooks/hooks.json": json.dumps(HOOKS),
    "plugins/p/lib/data.txt": "data\n",
}


def setup(box, *agents, files=None):
    """A project with the source `acme/tools`, in which AGENTS are used."""
    repository = box.repository("tools")
    repository.commit(FILES if files is None else files)
    if files is None:
        os.chmod(repository.path / "skills/pdf/scripts/run.sh", 0o755)
        repository.commit()
    box.init()
    box.run("source", "add", repository.url, "--id", "acme/tools")
    for folder in agents:
        (box.project / folder).mkdir()
    return repository


def ledger(box, private=False):
    path = box.project / (".skillmeat/local/deployments.toml" if private
                          else ".skillmeat/deployments.toml")
    return tomllib.loads(path.read_text()).get("deployment", []) if path.exists() else []


def installed(box):
    """Every file of the project but skillmeat's own, relative."""
    return sorted(str(path.relative_to(box.project)) for path in box.project.rglob("*")
                  if (path.is_file() or path.is_symlink())
                  and not str(path.relative_to(box.project)).startswith((".skillmeat", "skillmeat.")))


def actions(run):
    return [(item["artifact_id"].split("@")[0], item["agent"], item["action"]) for item in run.items]


def undated(run):
    return [{**item, "deployed_at": None} for item in run.json["items"]]


@scenario
def a_skill_is_installed_with_its_files_modes_and_record(box):
    repository = setup(box, ".claude")
    run = box.json("deploy", "skill:pdf")
    equal(actions(run), [("skill:./skills/pdf", "claude-code", "install")])
    equal(installed(box), [".claude/skills/pdf/SKILL.md", ".claude/skills/pdf/references/a.md",
                           ".claude/skills/pdf/scripts/run.sh"])
    for name in ("SKILL.md", "references/a.md", "scripts/run.sh"):
        equal((box.project / ".claude/skills/pdf" / name).read_bytes(),
              (repository.path / "skills/pdf" / name).read_bytes())
    mode = (box.project / ".claude/skills/pdf/scripts/run.sh").stat().st_mode
    assert mode & stat.S_IXUSR and not mode & (stat.S_ISUID | stat.S_ISGID | stat.S_ISVTX)
    assert not (box.project / ".claude/skills/pdf/SKILL.md").stat().st_mode & stat.S_IXUSR
    (row,) = ledger(box)
    equal((row["artifact"], row["agent"], row["mode"], row["target"], row["status"]),
          ("skill:./skills/pdf@acme/tools", "claude-code", "copy", ".claude/skills/pdf", "active"))
    equal(row["commit"], repository.head())
    equal(row["sha"], repository.head("HEAD:skills/pdf"))
    equal([f["path"] for f in row["files"]], installed(box))
    records = []
    for name, mode in (("SKILL.md", b"100644"), ("references/a.md", b"100644"),
                       ("scripts/run.sh", b"100755")):
        data = (repository.path / "skills/pdf" / name).read_bytes()
        records.append(b"%s %s\0%d\0%s\n" % (mode, name.encode(), len(data),
                                             hashlib.sha256(data).hexdigest().encode()))
    equal(row["hash"], "sm1:" + hashlib.sha256(b"".join(records)).hexdigest())
    equal(list((box.project / ".skillmeat").glob("journal*")), [])


@scenario
def a_second_deploy_changes_nothing(box):
    setup(box, ".claude", ".codex")
    box.run("deploy", "skill:pdf", "reviewer")
    before = snapshot(box.project)
    run = box.json("deploy", "skill:pdf", "reviewer")
    equal(run.json["changed"], False)
    equal({item["action"] for item in run.items}, {"unchanged", "skipped"})
    equal(snapshot(box.project), before)


@scenario
def a_dry_run_has_the_plan_of_the_real_run_and_writes_nothing(box):
    setup(box, ".claude")
    before = snapshot(box.project)
    plan = box.json("deploy", "skill:pdf", "docx", "--dry-run")
    equal(snapshot(box.project), before)
    equal((plan.json["dry_run"], plan.json["changed"]), (True, True))
    done = box.json("deploy", "skill:pdf", "docx")
    equal(undated(plan), undated(done))
    gone = box.json("undeploy", "skill:pdf", "--dry-run")
    equal(actions(gone), [("skill:./skills/pdf", "claude-code", "remove")])
    assert (box.project / ".claude/skills/pdf/SKILL.md").exists()
    equal(undated(gone), undated(box.json("undeploy", "skill:pdf")))


@scenario
def undeploy_leaves_the_project_as_it_was(box):
    setup(box, ".claude", ".cursor")
    (box.project / ".claude/settings.json").write_text('{\n  "model": "opus"\n}\n')
    (box.project / ".cursor/mcp.json").write_text('{"mcpServers": {"mine": {"command": "x"}}}\n')
    before = {name: data for name, data in snapshot(box.project).items() if ".skillmeat" not in name}
    folders = {str(p) for p in box.project.rglob("*") if p.is_dir() and ".skillmeat" not in str(p)}
    box.run("deploy", "skill:pdf", "docx", "reviewer", "command:git:commit", "plugin:p", "mcp:pdf",
            "--yes")
    assert len(installed(box)) > 10, installed(box)
    run = box.json("undeploy", "skill:pdf", "docx", "reviewer", "commit", "plugin:./plugins/p",
                   "mcp:./plugins/p/.mcp.json#pdf")
    equal({item["action"] for item in run.items}, {"remove"}, run)
    after = {name: data for name, data in snapshot(box.project).items() if ".skillmeat" not in name}
    equal(sorted(after), sorted(before))
    for name in before:
        if before[name] is not None:
            equal(after[name][0], before[name][0], name)
    equal({str(p) for p in box.project.rglob("*") if p.is_dir() and ".skillmeat" not in str(p)},
          folders)
    equal({row["status"] for row in ledger(box)}, {"inactive"})
    again = box.json("undeploy", "skill:pdf")
    equal(again.json["changed"], False)
    box.run("deploy", "skill:pdf")
    equal([row["status"] for row in ledger(box) if row["artifact"].startswith("skill:./skills/pdf")],
          ["active", "active"])


@scenario
def agents_that_share_a_folder_share_the_files(box):
    setup(box)
    box.run("deploy", "skill:pdf", "--agent", "codex", "--agent", "gemini-cli")
    equal([row["agent"] for row in ledger(box)], ["codex", "gemini"])
    equal({row["target"] for row in ledger(box)}, {".agents/skills/pdf"})
    box.run("undeploy", "skill:pdf", "--agent", "codex")
    assert (box.project / ".agents/skills/pdf/SKILL.md").exists()
    box.run("undeploy", "skill:pdf", "--agent", "gemini")
    equal([p.name for p in box.project.iterdir() if p.name == ".agents"], [])


@scenario
def what_is_there_and_not_ours_is_never_overwritten(box):
    setup(box, ".claude")
    for kind in ("folder", "file", "link", "same bytes"):
        place = box.project / ".claude/skills/pdf"
        place.parent.mkdir(exist_ok=True)
        if kind == "folder":
            place.mkdir()
            (place / "mine.md").write_text("mine")
        elif kind == "file":
            place.write_text("mine")
        elif kind == "link":
            (box.root / "elsewhere").mkdir()
            place.symlink_to(box.root / "elsewhere")
        else:
            place.mkdir()
            (place / "SKILL.md").write_text(FILES["skills/pdf/SKILL.md"])
        before = snapshot(box.project / ".claude")
        run = box.json("deploy", "skill:pdf", exit=1)
        equal(run.code(), "already_exists", kind)
        equal(snapshot(box.project / ".claude"), before)
        equal(ledger(box), [])
        if place.is_symlink() or place.is_file():
            place.unlink()
        else:
            for path in place.iterdir():
                path.unlink()
            place.rmdir()
    box.run("deploy", "skill:pdf")


@scenario
def local_edits_are_kept_until_forced_and_then_backed_up(box):
    repository = setup(box, ".claude")
    box.run("deploy", "skill:pdf", "docx")
    edited = box.project / ".claude/skills/pdf/SKILL.md"
    edited.write_text("mine\n")
    refused = box.json("undeploy", "skill:pdf", exit=1)
    equal(refused.code(), "locally_modified")
    contains(refused.errors()[0]["hint"], "--force", ".skillmeat/backup")
    again = box.json("deploy", "skill:pdf", exit=1)
    contains(again.errors()[0]["hint"], "skillmeat verify --fix")
    contains(refused.errors()[0]["message"], ".claude/skills/pdf/SKILL.md")
    equal(edited.read_text(), "mine\n")
    repository.commit({"skills/pdf/SKILL.md": artifact("pdf", "another")})
    box.run("source", "scan")
    newer = box.json("deploy", "skill:pdf", exit=1)
    equal(newer.code(), "locally_modified")
    contains(newer.errors()[0]["hint"], "skillmeat upgrade skill:./skills/pdf@acme/tools --merge")
    equal(edited.read_text(), "mine\n")
    (box.project / ".claude/skills/pdf/notes.md").write_text("notes\n")
    box.run("undeploy", "skill:pdf", "--force")
    equal(installed(box), [".claude/skills/docx/SKILL.md", ".claude/skills/pdf/notes.md"])
    (copy,) = (box.project / ".skillmeat/backup").rglob("SKILL.md")
    equal(copy.read_text(), "mine\n")


@scenario
def a_new_version_replaces_what_is_unchanged(box):
    repository = setup(box, ".claude", ".codex")
    box.run("deploy", "skill:pdf")
    (box.project / ".claude/skills/pdf/notes.md").write_text("notes\n")
    repository.commit({"skills/pdf/SKILL.md": artifact("pdf", "another"),
                       "skills/pdf/references/a.md": None,
                       "skills/pdf/new/b.md": "b\n"})
    box.run("source", "scan")
    run = box.json("deploy", "skill:pdf")
    equal({item["action"] for item in run.items}, {"update"})
    for top in (".claude", ".agents"):
        contains((box.project / top / "skills/pdf/SKILL.md").read_text(), "another")
        assert (box.project / top / "skills/pdf/new/b.md").exists()
        assert not (box.project / top / "skills/pdf/references").exists()
    assert (box.project / ".claude/skills/pdf/notes.md").exists()
    equal({row["commit"] for row in ledger(box)}, {repository.head()})
    equal([p for p in box.project.rglob("*.tmp")], [])


@scenario
def a_missing_file_comes_back(box):
    setup(box, ".claude")
    box.run("deploy", "skill:pdf")
    (box.project / ".claude/skills/pdf/references/a.md").unlink()
    run = box.json("deploy", "skill:pdf")
    equal(actions(run), [("skill:./skills/pdf", "claude-code", "update")])
    assert (box.project / ".claude/skills/pdf/references/a.md").exists()


@scenario
def a_fresh_clone_installs_what_the_committed_ledger_knows(box):
    setup(box, ".claude")
    box.run("deploy", "skill:pdf")
    text = (box.project / ".skillmeat/deployments.toml").read_bytes()
    (box.project / ".claude/skills/pdf").rename(box.root / "kept")
    box.run("deploy", "skill:pdf")
    equal(installed(box), [".claude/skills/pdf/SKILL.md", ".claude/skills/pdf/references/a.md",
                           ".claude/skills/pdf/scripts/run.sh"])
    for now, before in zip((box.project / ".skillmeat/deployments.toml").read_bytes().splitlines(),
                           text.splitlines(), strict=True):
        if not now.startswith(b"deployed_at"):
            equal(now, before)


@scenario
def formats_an_agent_cannot_read_are_refused_with_a_reason(box):
    setup(box)
    for agent, what, words in (
            ("codex", "agent:reviewer", "Codex reads agents as TOML"),
            ("codex", "command:git:commit", "Codex takes no commands in a project"),
            ("gemini", "command:git:commit", "Gemini CLI reads commands as TOML"),
            ("opencode", "hook:./plugins/p/hooks/hooks.json", "OpenCode takes no hooks"),
            ("opencode", "agent:reviewer", "wants `tools` as a table"),
            ("gemini", "hook:./plugins/p/hooks/hooks.json", "the event 'Stop'"),
            ("opencode", "mcp:pdf", "has no type"),
            ("goose", "mcp:pdf", "Goose takes no MCP servers")):
        run = box.json("deploy", what, "--agent", agent, "--yes", exit=1)
        equal(run.code(), "not_deployable", agent)
        contains(run.errors()[0]["message"], words)
    equal(installed(box), [])
    equal(ledger(box), [])


# Artifacts in the form of one agent each, and where it looks for them.
FOREIGN = {
    "hooks/hooks.json": HOOKS,
    "gem/hooks/hooks.json": {"hooks": {"BeforeTool": [{"matcher": "write_file", "hooks": [
        {"type": "command", "command": "say gemini"}]}]}},
    "cur/hooks/hooks.json": {"version": 1, "hooks": {"stop": [{"command": "say cursor"}]}},
    ".github/hooks/start.json": {"version": 1, "hooks": {"sessionStart": [
        {"type": "command", "bash": "say copilot", "powershell": "say copilot"}]}},
    ".codex/agents/helper.toml": 'name = "helper"\ndescription = "d"\n'
                                 'developer_instructions = "Help."\n',
    "commands/git/commit.toml": 'description = "commits"\nprompt = "Commit."\n',
}
HOMES = {
    "hooks/hooks.json": {"claude-code": ".claude/settings.json", "codex": ".codex/hooks.json"},
    "gem/hooks/hooks.json": {"gemini": ".gemini/settings.json"},
    "cur/hooks/hooks.json": {"cursor": ".cursor/hooks.json"},
    ".github/hooks/start.json": {"copilot": ".github/hooks/start.json"},
    ".codex/agents/helper.toml": {"codex": ".codex/agents/helper.toml"},
    "commands/git/commit.toml": {"gemini": ".gemini/commands/git/commit.toml"},
}


@scenario
def each_form_goes_to_the_agents_that_read_it(box):
    setup(box, files={name: data if isinstance(data, str) else json.dumps(data)
                      for name, data in FOREIGN.items()})
    ids = {item["path"]: item["id"] for item in box.json("catalog", "list", "--all").items}
    for name, data in FOREIGN.items():
        for agent in ("claude-code", "codex", "cursor", "copilot", "gemini"):
            place = HOMES[name].get(agent)
            run = box.json("deploy", ids[name], "--agent", agent, "--yes", exit=0 if place else 1)
            if not place:
                equal(run.code(), "not_deployable", f"{name} for {agent}")
                equal(installed(box), [], f"{name} for {agent}")
                continue
            equal(installed(box), [place], f"{name} for {agent}")
            text = (box.project / place).read_text()
            equal(json.loads(text) if isinstance(data, dict) else text, data, f"{name} for {agent}")
            box.run("undeploy", ids[name])
            equal(installed(box), [])


@scenario
def agents_that_were_found_need_not_take_everything(box):
    setup(box, ".claude", ".codex")
    run = box.json("deploy", "reviewer")
    equal(actions(run), [("agent:./agents/reviewer.md", "claude-code", "install"),
                         ("agent:./agents/reviewer.md", "codex", "skipped")])
    equal([row["agent"] for row in ledger(box)], ["claude-code"])
    equal(box.json("deploy", "reviewer", "--agent", "codex", exit=1).code(), "not_deployable")
    (box.project / ".claude").rename(box.root / "gone")
    equal(box.json("deploy", "reviewer", exit=1).code(), "not_deployable")


@scenario
def the_setting_agents_comes_before_those_that_are_found(box):
    setup(box, ".claude")
    box.run("config", "set", "agents", "cursor,opencode")
    equal([item["agent"] for item in box.json("deploy", "skill:pdf").items], ["cursor", "opencode"])
    other = box.json("deploy", "skill:pdf", "--agent", "opencod", exit=2)
    equal((other.code(), other.errors()[0]["hint"]), ("invalid_value", "did you mean 'opencode'?"))


@scenario
def no_agent_in_sight_is_a_usage_error(box):
    setup(box)
    run = box.json("deploy", "skill:pdf", exit=2)
    equal(run.code(), "invalid_usage")
    contains(run.errors()[0]["hint"], "--agent claude-code")
    equal(box.json("deploy", exit=2).code(), "invalid_usage")
    (box.project / ".agents").mkdir()
    equal([item["agent"] for item in box.json("deploy", "skill:pdf").items], ["universal"])


@scenario
def commands_are_shown_and_need_a_yes(box):
    setup(box, ".claude")
    before = snapshot(box.project)
    for what in ("mcp:pdf", "hook:./plugins/p/hooks/hooks.json", "plugin:p"):
        run = box.run("deploy", what, exit=2)
        contains(run.err, "npx -y pdf" if what == "mcp:pdf" else "say done", "--yes")
        equal(box.json("deploy", what, exit=2).code(), "confirmation_required")
        plan = box.json("deploy", what, "--dry-run")
        assert plan.items[0]["commands"], plan
    equal(snapshot(box.project), before)
    box.run("deploy", "mcp:pdf", "hook:./plugins/p/hooks/hooks.json", "--yes")
    equal(json.loads((box.project / ".mcp.json").read_text()), SERVERS)
    equal(json.loads((box.project / ".claude/settings.json").read_text()), HOOKS)
    box.run("deploy", "mcp:pdf")  # nothing new would run


@scenario
def settings_of_the_user_keep_their_bytes(box):
    setup(box)
    settings = box.project / ".claude/settings.json"
    settings.parent.mkdir()
    text = ('{\n    "model": "opus",\n    "hooks": {\n        "Stop": [\n            {"hooks": '
            '[{"type": "command", "command": "mine"}]}\n        ]\n    },\n    "z": [1,2]\n}\n')
    settings.write_text(text)
    box.run("deploy", "hook:./plugins/p/hooks/hooks.json", "--yes")
    merged = settings.read_text()
    assert merged.startswith(text[:text.index("\n        ]")]), merged
    contains(merged, '"command": "say done"', '    "z": [1,2]\n')
    box.run("undeploy", "hook:./plugins/p/hooks/hooks.json")
    equal(settings.read_text(), text)
    settings.write_text("{ // mine\n}\n")
    run = box.json("deploy", "hook:./plugins/p/hooks/hooks.json", "--yes", exit=2)
    equal(run.code(), "invalid_value")
    equal(settings.read_text(), "{ // mine\n}\n")
    (box.project / ".mcp.json").write_text('{"mcpServers": {"pdf": {"command": "mine"}}}')
    equal(box.json("deploy", "mcp:pdf", "--yes", exit=1).code(), "already_exists")
    equal((box.project / ".mcp.json").read_text(), '{"mcpServers": {"pdf": {"command": "mine"}}}')


@scenario
def a_value_that_was_changed_by_hand_is_not_taken_out(box):
    setup(box, ".claude")
    box.run("deploy", "mcp:pdf", "--yes")
    path = box.project / ".mcp.json"
    path.write_text(path.read_text().replace("npx", "bunx"))
    text = path.read_text()
    run = box.json("undeploy", "mcp:pdf", exit=1)
    equal(run.code(), "locally_modified")
    equal(path.read_text(), text)
    box.run("undeploy", "mcp:pdf", "--force")
    equal(path.read_text(), text)


@scenario
def codex_settings_keep_comments(box):
    setup(box)
    path = box.project / ".codex/config.toml"
    path.parent.mkdir()
    text = '# mine\nmodel = "o"  # the model\n\n[tui]\ntheme = "dark"\n'
    path.write_text(text)
    box.run("deploy", "mcp:pdf", "--agent", "codex", "--yes")
    equal(tomllib.loads(path.read_text())["mcp_servers"], SERVERS["mcpServers"])
    contains(path.read_text(), "# mine\n", "# the model\n")
    box.run("undeploy", "mcp:pdf")
    equal(path.read_text(), text)


@scenario
def a_plugin_comes_whole_or_by_what_an_agent_reads(box):
    setup(box)
    box.run("deploy", "plugin:p", "--agent", "claude-code", "--yes")
    equal(installed(box), sorted(".claude/skills/p/" + name.removeprefix("plugins/p/")
                                 for name in FILES if name.startswith("plugins/p/")))
    run = box.json("deploy", "plugin:p", "--agent", "cursor", "--agent", "codex", "--yes")
    equal([item["target"] for item in run.items], [".", "."])
    contains(" ".join(run.items[1]["notes"]), "without agent helper: Codex reads agents as TOML")
    rest = [name for name in installed(box) if not name.startswith(".claude")]
    equal(rest, [".agents/skills/inner/SKILL.md", ".codex/config.toml", ".codex/hooks.json",
                 ".cursor/agents/helper.md", ".cursor/mcp.json"])
    box.run("undeploy", "plugin:p")
    equal(installed(box), [])


@scenario
def what_is_excluded_removed_or_untrusted_is_refused(box):
    repository = setup(box, ".claude")
    box.run("source", "exclude", "acme/tools", "skill:pdf", "--reason", "not ours")
    run = box.json("deploy", "skill:pdf", exit=1)
    equal(run.code(), "not_deployable")
    contains(run.errors()[0]["message"], "is excluded: not ours")
    repository.commit({"skills/docx/SKILL.md": None})
    box.run("source", "scan")
    contains(box.json("deploy", "skill:docx", exit=1).errors()[0]["message"], "was removed")
    box.replace('id = "acme/tools"', 'id = "acme/tools"\ntrust = "signed"')
    equal(box.json("deploy", "reviewer", exit=6).code(), "trust_refused")
    equal(box.json("deploy", "nothing", exit=1).code(), "artifact_not_found")
    equal(box.json("deploy", "reviewer", "nothing", exit=1).code(), "artifact_not_found")
    equal(installed(box), [])


@scenario
def hidden_characters_are_flagged(box):
    setup(box, ".claude", files={
        "skills/bad/SKILL.md": artifact("bad", body="Looks fine.\u202e hidden"),
        "skills/tags/SKILL.md": artifact("tags"),
        "skills/tags/x.md": "a" + "".join(chr(0xe0000 + ord(c)) for c in "obey") + "\n",
        "skills/emoji/SKILL.md": artifact("emoji", body="\U0001f469\u200d\U0001f52c \u2764\ufe0f"),
    })
    for name, place in (("bad", ":7:12: U+202E (bidirectional)"), ("tags", "x.md:1:2: U+E006F (tag)")):
        run = box.json("deploy", f"skill:{name}", exit=6)
        equal(run.code(), "flagged_content")
        contains(run.errors()[0]["message"], place)
        contains(run.errors()[0]["hint"], f"skillmeat source exclude acme/tools skill:./skills/{name}")
    box.run("deploy", "skill:emoji")


@scenario
def several_artifacts_of_which_some_fail(box):
    setup(box, ".claude")
    (box.project / ".claude/skills").mkdir()
    (box.project / ".claude/skills/pdf").write_text("mine")
    run = box.json("deploy", "skill:pdf", "docx", exit=1)
    equal(sorted(actions(run)), [("skill:./skills/docx", "claude-code", "install"),
                                 ("skill:./skills/pdf", "claude-code", "refused")])
    equal(installed(box), [".claude/skills/docx/SKILL.md", ".claude/skills/pdf"])
    box.run("source", "exclude", "acme/tools", "reviewer")
    equal(box.json("deploy", "skill:pdf", "reviewer", exit=1).json["changed"], False)


@scenario
def symbolic_links_lead_into_the_store(box):
    setup(box, ".claude")
    box.run("deploy", "skill:pdf", "reviewer", "--mode", "symlink")
    skill = box.project / ".claude/skills/pdf"
    assert skill.is_symlink()
    store = box.root / "data/skillmeat/store"
    equal(skill.resolve().parent, store)
    equal((skill / "SKILL.md").read_text(), FILES["skills/pdf/SKILL.md"])
    agent = box.project / ".claude/agents/reviewer.md"
    assert agent.is_symlink() and agent.read_text() == FILES["agents/reviewer.md"]
    equal({row["mode"] for row in ledger(box)}, {"symlink"})
    equal(box.json("deploy", "skill:pdf", "--mode", "symlink").json["changed"], False)
    equal(box.json("deploy", "skill:pdf", exit=1).code(), "already_exists")
    box.run("undeploy", "skill:pdf", "reviewer")
    equal(installed(box), [])
    assert len(list(store.glob("[0-9a-f]*"))) == 2


@scenario
def agents_that_share_a_folder_share_the_mode(box):
    setup(box)
    box.run("deploy", "skill:pdf", "--agent", "codex")
    run = box.json("deploy", "skill:pdf", "--agent", "cursor", "--mode", "symlink", exit=1)
    equal(run.code(), "already_exists")
    contains(run.errors()[0]["message"], "for codex, too", "--mode copy")
    box.run("deploy", "skill:docx", "--agent", "codex", "--mode", "symlink")
    run = box.json("deploy", "skill:docx", "--agent", "cursor", exit=1)
    contains(run.errors()[0]["hint"], "--mode symlink")


@scenario
def a_link_is_never_taken_away_when_it_leads_elsewhere(box):
    setup(box, ".claude")
    box.run("deploy", "skill:pdf", "--mode", "symlink")
    skill = box.project / ".claude/skills/pdf"
    skill.unlink()
    (box.root / "mine").mkdir()
    skill.symlink_to(box.root / "mine")
    box.run("undeploy", "skill:pdf")
    assert skill.is_symlink() and skill.resolve() == box.root / "mine"


@scenario
def to_names_a_directory_inside_the_project(box):
    setup(box)
    (box.project / "packages/a/.claude").mkdir(parents=True)
    box.run("deploy", "skill:pdf", "--to", "packages/a")
    equal({row["target"] for row in ledger(box)}, {"packages/a/.claude/skills/pdf"})
    equal(box.json("deploy", "skill:pdf", "--to", str(box.root), exit=2).code(), "invalid_usage")
    equal(box.json("deploy", "skill:pdf", "--to", "..", exit=2).code(), "invalid_usage")
    equal(box.json("deploy", "skill:pdf", "--to", "nowhere", exit=2).code(), "invalid_usage")
    equal(box.json("undeploy", "skill:pdf", "--to", "packages", exit=0).json["changed"], True)
    equal(installed(box), [])


@scenario
def the_user_scope_installs_for_the_user(box):
    repository = box.repository("tools")
    repository.commit(FILES)
    box.run("source", "add", repository.url, "--id", "acme/tools")
    run = box.json("deploy", "skill:pdf", "--agent", "claude-code", "--agent", "codex")
    equal([item["target"] for item in run.items],
          [f"{box.home}/.claude/skills/pdf", f"{box.home}/.agents/skills/pdf"])
    assert (box.home / ".claude/skills/pdf/SKILL.md").exists()
    box.run("deploy", "mcp:pdf", "--agent", "claude-code", "--yes",
            env={"CLAUDE_CONFIG_DIR": str(box.root / "c")})
    equal(json.loads((box.root / "c/.claude.json").read_text()), SERVERS)
    box.run("undeploy", "skill:pdf", "mcp:pdf")
    assert not (box.home / ".claude").exists() and not (box.root / "c").exists()
    assert not (box.home / ".agents").exists()


@scenario
def places_can_be_moved_by_the_user_alone(box):
    setup(box)
    box.run("config", "set", "agent_directories", "codex.skill=.codex/skills", "--scope", "user")
    box.run("deploy", "skill:pdf", "--agent", "codex")
    assert (box.project / ".codex/skills/pdf/SKILL.md").exists()
    box.run("undeploy", "skill:pdf")
    box.run("config", "unset", "agent_directories", "--scope", "user")
    box.append('\n[settings]\nagent_directories = ["codex.skill=.evil"]\n')
    run = box.run("deploy", "skill:pdf", "--agent", "codex")
    contains(run.err, "ignored in a project")
    assert not (box.project / ".evil").exists()


@scenario
def private_sources_are_recorded_privately(box):
    repository = box.repository("tools")
    repository.commit(FILES)
    box.init()
    box.run("source", "add", repository.url, "--id", "acme/tools", "--visibility", "private")
    (box.project / ".claude").mkdir()
    box.run("deploy", "skill:pdf")
    equal((len(ledger(box)), len(ledger(box, private=True))), (0, 1))
    box.run("undeploy", "skill:pdf")
    equal([row["status"] for row in ledger(box, private=True)], ["inactive"])


@scenario
def content_comes_from_the_locked_commit_and_the_cache(box):
    repository = setup(box, ".claude")
    locked = box.source()["commit"]
    repository.commit({"skills/pdf/SKILL.md": artifact("pdf", "later")})
    box.run("deploy", "docx")
    offline = box.json("deploy", "skill:pdf", "--offline", exit=3)
    equal(offline.code(), "objects_missing")
    box.run("deploy", "skill:pdf")
    equal((box.project / ".claude/skills/pdf/SKILL.md").read_text(), FILES["skills/pdf/SKILL.md"])
    equal({row["commit"] for row in ledger(box)}, {locked})
    box.run("undeploy", "skill:pdf")
    box.run("deploy", "skill:pdf", "--offline")


@scenario
def a_plain_directory_must_be_as_it_was_scanned(box):
    folder = box.root / "plain/skills/pdf"
    folder.mkdir(parents=True)
    (folder / "SKILL.md").write_text(artifact("pdf"))
    box.init()
    box.run("source", "add", str(box.root / "plain"), "--id", "plain", "--visibility", "public")
    (box.project / ".claude").mkdir()
    (folder / "SKILL.md").write_text(artifact("pdf", "changed"))
    equal(box.json("deploy", "skill:pdf", exit=3).code(), "lock_outdated")
    box.run("source", "scan")
    box.run("deploy", "skill:pdf")
    equal((box.project / ".claude/skills/pdf/SKILL.md").read_text(), artifact("pdf", "changed"))


@scenario
def a_source_with_active_deployments_is_removed_on_request_alone(box):
    setup(box, ".claude")
    box.run("deploy", "skill:pdf")
    before = snapshot(box.project)
    refused = box.json("source", "remove", "acme/tools", exit=2)
    equal(refused.code(), "confirmation_required")
    contains(refused.errors()[0]["message"], "1 active deployment")
    equal(snapshot(box.project), before)
    box.run("source", "remove", "acme/tools", "--yes")
    assert (box.project / ".claude/skills/pdf/SKILL.md").exists()
    equal([row["status"] for row in ledger(box)], ["active"])
    box.run("undeploy", "skill:pdf@acme/tools")
    equal(installed(box), [])


@scenario
def names_that_are_no_slugs_become_some_and_say_so(box):
    setup(box, ".claude", files={
        "skills/Big_Skill/SKILL.md": artifact("Big Skill", extra=""),
        "agents/Code_Review.md": artifact("Code Review", "reviews", "tools: Read\n")})
    run = box.json("deploy", "agent:Code Review", exit=0)
    equal(run.items[0]["target"], ".claude/agents/code-review.md")
    contains(run.items[0]["notes"][0], "is installed as 'code-review'")
    lacks(" ".join(installed(box)), "_")


@scenario
def what_is_not_installed_cannot_be_taken_away(box):
    setup(box, ".claude")
    box.run("deploy", "skill:pdf")
    run = box.json("undeploy", "pfd", exit=1)
    equal((run.code(), run.errors()[0]["hint"]), ("artifact_not_found", "did you mean 'pdf'?"))
    equal(box.json("undeploy", "docx", exit=1).code(), "artifact_not_found")
    equal(box.json("undeploy", "skill:pdf", "--agent", "cursor", exit=1).code(), "artifact_not_found")
    (item,) = box.json("deploy", "skill:pdf").items
    box.run("undeploy", item["id"])
    equal(installed(box), [])


if __name__ == "__main__":
    main()
