"""Records of deployments: deployment list, show, summary, create, update, prune."""

import hashlib

from harness import contains, equal, lacks, main, scenario

PDF = "skill:./skills/pdf@acme/tools"
DOCX = "skill:./skills/docx@acme/tools"


def ledger(box):
    return box.project / ".skillmeat/deployments.toml"


def create(box, reference, *words):
    return box.json("deployment", "create", "--artifact", reference, *words).item


@scenario
def a_record_of_something_installed_by_other_means(box):
    tools = box.with_sample()
    made = create(box, "pdf", "--agent", "codex", "--target", "tools/pdf", "--status", "active")
    equal(made["artifact_id"], PDF)
    equal(made["deployed_version"], tools.head()[:12])
    equal(made["latest_version"], made["deployed_version"])
    equal(made["project_name"], "project")
    key = "\0".join([PDF, "codex", "tools/pdf"])
    equal(made["id"], hashlib.sha256(key.encode()).hexdigest()[:12])
    listed = box.json("deployment", "list").items
    equal(listed, [made])
    equal(box.json("deployment", "show", made["id"]).item, made)
    contains(box.run("deployment", "show", made["id"]).out, PDF, "tools/pdf", "active")
    contains(ledger(box).read_text(), f'artifact = "{PDF}"', f'url = "{tools.url}"')


@scenario
def a_record_is_made_once(box):
    box.with_sample()
    create(box, "pdf")
    before = ledger(box).read_bytes()
    equal(box.json("deployment", "create", "--artifact", PDF, exit=1).code(), "already_exists")
    equal(ledger(box).read_bytes(), before)
    create(box, "pdf", "--agent", "codex")
    equal(len(box.json("deployment", "list").items), 2)


@scenario
def what_cannot_be_recorded_is_refused(box):
    box.with_sample()
    create_ = ("deployment", "create")
    equal(box.json(*create_, exit=2).code(), "invalid_usage")
    equal(box.json(*create_, "--artifact", "xlsx", exit=1).code(), "artifact_not_found")
    equal(box.json(*create_, "--artifact", "pdf", "--project", "0123456789ab", exit=1).code(),
          "project_not_found")
    equal(box.json(*create_, "--artifact", "pdf", "--target", "../x", exit=2).code(),
          "invalid_value")
    equal(box.json(*create_, "--artifact", "pdf", "--agent", "Codex!", exit=2).code(),
          "invalid_value")
    equal(box.json(*create_, "--artifact", "pdf", "--status", "done", exit=2).code(),
          "invalid_value")
    equal(box.json(*create_, "--artifact", "pdf", "--scope", "all", exit=2).code(),
          "invalid_usage")
    assert not ledger(box).exists()


@scenario
def a_project_is_named_by_its_id(box):
    box.with_sample()
    identity = box.json("project", "list").items[0]["id"]
    box.run("deployment", "create", "--artifact", "pdf", "--project", identity, cwd=box.home)
    equal(box.json("deployment", "list").items[0]["project_id"], identity)
    equal(box.json("deployment", "list", cwd=box.home).items, [])


@scenario
def statuses_follow_one_another(box):
    box.with_sample()
    identity = create(box, "pdf")["id"]

    def update(status, exit=0):
        return box.json("deployment", "update", identity, "--status", status, exit=exit)

    equal(update("pending").json["changed"], False)
    active = update("active").json
    equal(active["changed"], True)
    assert active["item"]["deployed_at"]
    equal(update("pending", exit=2).code(), "invalid_value")
    update("inactive")
    equal(update("error", exit=2).code(), "invalid_value")
    update("active")
    update("error")
    update("active")
    equal(box.json("deployment", "update", identity, exit=2).code(), "invalid_usage")
    equal(box.json("deployment", "update", "nothing", "--status", "active", exit=1).code(),
          "deployment_not_found")


@scenario
def a_version_is_told(box):
    box.with_sample()
    made = create(box, "pdf", "--version", "1.2")
    equal(made["deployed_version"], "1.2")
    updated = box.json("deployment", "update", made["id"], "--version", "1.3").item
    equal(updated["deployed_version"], "1.3")
    assert updated["latest_version"] not in (None, "1.3")
    contains(box.run("--version").out, "skillmeat")


@scenario
def what_was_taken_away_or_failed_is_pruned(box):
    box.with_sample()
    kept = create(box, "pdf", "--status", "active")["id"]
    gone = {create(box, "docx", "--status", "inactive")["id"],
            create(box, "docx", "--agent", "codex", "--status", "error")["id"]}
    before = ledger(box).read_bytes()
    plan = box.json("deployment", "prune", "--dry-run").json
    equal({item["id"] for item in plan["items"]}, gone)
    equal(plan["changed"], False)
    equal(ledger(box).read_bytes(), before)
    equal(box.json("deployment", "prune").json["changed"], True)
    equal([item["id"] for item in box.json("deployment", "list").items], [kept])
    again = box.json("deployment", "prune").json
    equal((again["items"], again["changed"]), ([], False))


@scenario
def a_summary_counts_over_all_registered_projects(box):
    box.with_sample()
    url = box.json("source", "show", "acme/tools").item["url"]
    create(box, "pdf", "--status", "active")
    create(box, "pdf", "--agent", "codex", "--status", "error")
    here = box.json("deployment", "summary").item
    box.init("second")
    box.run("source", "add", url, "--id", "acme/tools")
    create(box, "docx", "--status", "active")
    create(box, "docx", "--agent", "codex")
    create(box, "pdf", "--status", "inactive")
    equal(here["total_deployments"], 2)
    equal(here["by_status"], {"pending": 0, "active": 1, "inactive": 0, "error": 1})
    equal(here["by_artifact"], [{"artifact_id": PDF, "count": 2, "status": "error"}])
    everything = box.json("deployment", "summary", "--scope", "all").item
    equal(everything["by_status"], {"pending": 1, "active": 2, "inactive": 1, "error": 1})
    equal(everything["by_artifact"], [{"artifact_id": PDF, "count": 3, "status": "error"},
                                      {"artifact_id": DOCX, "count": 2, "status": "pending"}])
    equal([(one["project_name"], one["count"], one["active"])
           for one in everything["by_project"]], [("second", 3, 1), ("project", 2, 1)])
    contains(box.run("deployment", "summary").out, "second", DOCX)
    box.project = box.init("empty")
    empty = box.json("deployment", "summary").item
    equal((empty["total_deployments"], empty["by_artifact"], empty["by_project"]), (0, [], []))


@scenario
def a_list_is_filtered_and_paged(box):
    box.with_sample()
    create(box, "pdf", "--status", "active")
    create(box, "pdf", "--agent", "codex")
    create(box, "docx", "--agent", "codex")

    def listed(*words):
        return [(item["artifact_id"], item["agent"])
                for item in box.json("deployment", "list", *words).items]

    equal(listed(), [(DOCX, "codex"), (PDF, None), (PDF, "codex")])
    equal(listed("--artifact", "pdf"), [(PDF, None), (PDF, "codex")])
    equal(listed("--status", "active"), [(PDF, None)])
    equal(listed("--status", "active,pending", "--agent", "codex"), [(DOCX, "codex"), (PDF, "codex")])
    equal(listed("--artifact", "reviewer"), [])
    equal(box.json("deployment", "list", "--artifact", "xlsx", exit=1).code(), "artifact_not_found")
    first = box.json("deployment", "list", "--limit", "2").json
    equal(first["page"]["total"], 3)
    cursor = first["page"]["next_cursor"]
    equal(listed("--limit", "2", "--cursor", cursor), [(PDF, "codex")])
    equal(box.json("deployment", "list", "--agent", "codex", "--cursor", cursor, exit=2).code(),
          "invalid_cursor")
    contains(box.run("deployment", "list").out, "ARTIFACT", "AGENT", "codex")


@scenario
def one_is_shown_by_its_id_or_by_its_artifact(box):
    box.with_sample()
    box.run("deploy", "skill:pdf", "--agent", "claude-code", "--agent", "codex")
    box.run("deploy", "reviewer", "--agent", "claude-code")
    shown = box.json("deployment", "show", "agent:reviewer").item
    equal(shown["target"], ".claude/agents/reviewer.md")
    equal(box.json("deployment", "show", shown["id"]).item, shown)
    ids = [item["id"] for item in box.json("deployment", "list", "--artifact", "skill:pdf").items]
    run = box.run("deployment", "show", "skill:pdf", exit=2)
    contains(run.err, "deployed 2 times", *ids)
    for unknown in ("000000000000", "nothing"):
        equal(box.json("deployment", "show", unknown, exit=1).code(), "deployment_not_found")


@scenario
def a_damaged_ledger_stops_every_command_and_stays(box):
    box.with_sample()
    create(box, "pdf")
    good = ledger(box).read_text()
    for text, code in ((good.replace("status =", "stat ="), "ledger_damaged"),
                       ("<<<<<<< ours\n" + good, "ledger_conflicted"),
                       (good.replace("version = 1", "version = 99"), "ledger_newer")):
        ledger(box).write_text(text)
        for words in (("list",), ("summary",), ("show", "0"), ("prune",),
                      ("create", "--artifact", "docx")):
            run = box.json("deployment", *words, exit=3)
            equal(run.code(), code)
            assert run.errors()[0]["line"] >= 1 and run.errors()[0]["hint"], run
        equal(ledger(box).read_text(), text)


@scenario
def records_of_a_private_source_stand_below_local(box):
    secret = box.repository("secret-tools")
    box.init()
    box.run("source", "add", secret.url, "--id", "mine/hidden", "--visibility", "private")
    made = create(box, "pdf", "--status", "active")
    local = box.project / ".skillmeat/local/deployments.toml"
    contains(local.read_text(), secret.url)
    assert not ledger(box).exists()
    equal(box.json("deployment", "list").items, [made])
    box.run("source", "update", "mine/hidden", "--visibility", "public")
    contains(ledger(box).read_text(), secret.url)
    lacks(local.read_text(), secret.url)
    box.run("source", "update", "mine/hidden", "--visibility", "private")
    lacks(ledger(box).read_text(), secret.url)
    equal(box.json("deployment", "list").items, [made])


@scenario
def a_source_with_active_deployments_is_not_removed_unasked(box):
    box.with_sample()
    create(box, "pdf", "--status", "active")
    before = box.manifest.read_bytes()
    equal(box.json("source", "remove", "acme/tools", exit=2).code(), "confirmation_required")
    equal(box.manifest.read_bytes(), before)
    box.run("source", "remove", "acme/tools", "--dry-run")
    box.run("source", "remove", "acme/tools", "--yes")
    left = box.json("deployment", "list").items
    equal([(item["artifact_id"], item["latest_version"]) for item in left], [(PDF, None)])


@scenario
def entries_tell_when_they_were_first_deployed_and_their_hash(box):
    repository = box.with_sample()
    facts = lambda item: (item["imported_at"], item["hash"])
    equal(facts(box.json("catalog", "show", "pdf").item), (None, None))
    box.run("deploy", "pdf", "--agent", "claude-code")
    (row,) = box.json("deployment", "list").items
    expected = (row["deployed_at"], row["hash"])
    equal(facts(box.json("catalog", "show", "pdf").item), expected)
    equal({item["name"]: facts(item) for item in box.json("catalog", "list").items}["pdf"], expected)
    equal(facts(box.json("search", "pdf").items[0]), expected)
    equal(facts(box.json("source", "exclude", "acme/tools", "pdf").items[0]), expected)
    contains(box.run("catalog", "show", "pdf").out, row["hash"])
    # Of another version the hash is not known before it is read.
    repository.commit({"skills/pdf/SKILL.md": "---\nname: pdf\ndescription: more\n---\n"})
    box.run("source", "scan")
    equal(facts(box.json("catalog", "show", "pdf").item), (row["deployed_at"], None))


@scenario
def reading_commands_write_nothing(box):
    box.with_sample()
    create(box, "pdf")
    before = ledger(box).stat().st_mtime_ns
    (box.project / ".skillmeat").chmod(0o500)
    box.run("deployment", "list")
    box.run("deployment", "summary")
    (box.project / ".skillmeat").chmod(0o700)
    equal(ledger(box).stat().st_mtime_ns, before)


if __name__ == "__main__":
    main()
