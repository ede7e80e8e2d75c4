"""source scan: statuses, refs that move, what is written, what fails."""

import http.server
import threading

from harness import (artifact, contains, differing, equal, lacks, main, scenario, snapshot)


def summary(run):
    return {item["source_id"]: item["summary"] for item in run.items}


@scenario
def statuses_follow_two_commits(box):
    tools = box.with_sample()
    equal(set(box.statuses().values()), {"new"})
    tools.commit({"skills/pdf/SKILL.md": artifact("pdf", "reads every pdf"),
                  "skills/pdf/notes.md": "x\n", "skills/docx/SKILL.md": None,
                  "skills/xlsx/SKILL.md": artifact("xlsx"), "docs/unrelated.txt": "x\n"})
    run = box.json("source", "scan")
    equal(summary(run), {"acme/tools": {"new": 1, "updated": 1, "removed": 1, "unchanged": 2}})
    equal(box.statuses(), {"agent:./agents/reviewer.md": "unchanged",
                           "command:./commands/fix.md": "unchanged", "skill:./skills/docx":
                           "removed", "skill:./skills/pdf": "updated", "skill:./skills/xlsx": "new"})
    lacks(" ".join(box.entries()), "docx")
    tools.commit({"skills/docx/SKILL.md": artifact("docx")})
    box.run("source", "scan")
    equal(box.statuses()["skill:./skills/docx"], "new")
    equal(box.statuses()["skill:./skills/pdf"], "unchanged")


@scenario
def the_first_sight_is_kept_and_the_change_moves(box):
    tools = box.with_sample()
    before = box.json("catalog", "show", "skill:pdf").item
    tools.commit({"skills/pdf/SKILL.md": artifact("pdf", "other")})
    box.run("source", "scan")
    after = box.json("catalog", "show", "skill:pdf").item
    equal(before["detected_at"], after["detected_at"])
    assert before["sha"] != after["sha"]
    equal(after["sha"], tools.head("HEAD:skills/pdf"))


@scenario
def an_unchanged_scan_writes_only_the_state(box):
    box.with_sample()
    before = snapshot(box.project)
    run = box.json("source", "scan")
    equal(run.items[0]["result"], "unchanged")
    equal(summary(run)["acme/tools"], {"new": 0, "updated": 0, "removed": 0, "unchanged": 4})
    assert set(differing(before, snapshot(box.project))) <= {"state.toml"}
    equal(set(box.statuses().values()), {"new"})


@scenario
def an_unchanged_scan_costs_one_round_trip(box):
    tools = box.with_sample()
    trace = box.root / "trace"

    def round_trips():
        trace.write_text("")
        box.run("source", "scan", env={"GIT_TRACE_PACKET": str(trace)})
        # Both ends of a file:// transfer write the trace; the asking one counts.
        return [line for line in trace.read_text(errors="replace").splitlines()
                if "command=" in line and ">" in line.split("command=")[0]
                and "upload-pack" not in line.split("command=")[0]]

    equal(len(round_trips()), 1)
    tools.commit({"skills/pdf/SKILL.md": artifact("pdf", "other")})
    assert len(round_trips()) <= 3


@scenario
def a_branch_may_move_anywhere_and_both_commits_are_told(box):
    tools = box.with_sample()
    old = tools.head()
    tools.git("checkout", "-q", "--orphan", "fresh")
    new = tools.commit({"skills/pdf/SKILL.md": artifact("pdf", "rewritten")}, "forced")
    tools.git("checkout", "-q", "-B", "main")
    item = box.json("source", "scan").items[0]
    equal((item["old_commit"], item["new_commit"]), (old, new))
    contains(box.lock.read_text(), new)
    tools.git("reset", "-q", "--hard", old)
    table = box.run("source", "scan").out
    contains(table, f"{new[:12]} -> {old[:12]}")


@scenario
def a_moved_tag_is_exit_6_until_it_is_accepted(box):
    tools = box.repository()
    old = tools.head()
    tools.git("tag", "v1")
    box.init()
    box.run("source", "add", tools.url, "--id", "t", "--ref", "v1")
    new = tools.commit({"skills/new/SKILL.md": artifact("new")})
    box.run("source", "scan")
    tools.git("tag", "-f", "v1")
    lock = box.lock.read_bytes()
    run = box.json("source", "scan", exit=6)
    equal(run.code(), "ref_moved")
    contains(run.errors()[0]["message"] + run.errors()[0]["hint"], "accept-moved")
    equal(box.lock.read_bytes(), lock)
    equal(box.source("t")["commit"], old)
    box.run("source", "scan", "--accept-moved")
    equal(box.source("t")["commit"], new)
    box.run("source", "scan", "--locked", "--accept-moved", exit=2)


@scenario
def an_annotated_tag_made_anew_on_the_same_commit_has_moved_nothing(box):
    tools = box.repository()
    tools.git("tag", "-a", "v1", "-m", "one")
    box.init()
    box.run("source", "add", tools.url, "--id", "t", "--ref", "v1")
    tools.git("tag", "-f", "-a", "v1", "-m", "two")
    box.run("source", "scan")


@scenario
def a_vanished_repository_changes_no_status(box):
    tools = box.with_sample()
    tools.path.rename(box.root / "moved")
    before = snapshot(box.project)
    statuses = box.statuses()
    run = box.json("source", "scan", exit=1)
    equal((run.code(), run.items[0]["result"]), ("repository_not_found", "failed"))
    equal(differing(before, snapshot(box.project)), ["state.toml"])
    equal(box.statuses(), statuses)


@scenario
def a_ref_that_is_gone_changes_nothing(box):
    tools = box.repository()
    tools.git("branch", "work")
    box.init()
    box.run("source", "add", tools.url, "--id", "t", "--ref", "work")
    tools.git("branch", "-D", "work")
    before = snapshot(box.project)
    equal(box.json("source", "scan", exit=1).code(), "ref_not_found")
    equal(differing(before, snapshot(box.project)), ["state.toml"])


@scenario
def a_failing_source_does_not_stop_the_others(box):
    tools = box.with_sample()
    box.append('\n[[source]]\nid = "zz"\nurl = "file:///nowhere/at/all"\n')
    tools.commit({"skills/new/SKILL.md": artifact("new")})
    run = box.json("source", "scan", exit=1)
    equal(sorted((item["source_id"], item["result"]) for item in run.items),
          [("acme/tools", "scanned"), ("zz", "failed")])
    contains(" ".join(box.entries()), "skill:./skills/new")
    plain = box.run("source", "scan", "--format", "plain", exit=1)
    equal(sorted(row[0] for row in plain.rows()), ["acme/tools", "zz"])


@scenario
def failures_with_different_codes_are_exit_8(box):
    box.init()
    box.append('\n[[source]]\nid = "a"\nurl = "file:///nowhere"\n'
               '\n[[source]]\nid = "b"\nurl = "http://127.0.0.1:1/b"\n')
    run = box.json("source", "scan", exit=8)
    equal({error["code"] for error in run.errors()}, {"repository_not_found", "network_error"})


@scenario
def an_unreachable_host_is_exit_5(box):
    box.init()
    run = box.json("source", "add", "http://127.0.0.1:1/acme/tools", exit=5)
    equal(run.code(), "network_error")


@scenario
def a_host_that_asks_for_credentials_is_exit_4(box):
    class Refusing(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="x"')
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    box.init()
    run = box.json("source", "add", f"http://127.0.0.1:{server.server_address[1]}/a/b", exit=4)
    server.shutdown()
    server.server_close()
    equal(run.code(), "authentication_failed")
    contains(run.errors()[0]["message"] + run.errors()[0]["hint"], "exist")


@scenario
def a_host_that_a_manifest_required_signed_fails_with_exit_6(box):
    box.with_sample()
    box.replace('id = "acme/tools"', 'id = "acme/tools"\ntrust = "signed"')
    equal(box.json("source", "scan", exit=6).code(), "trust_refused")


@scenario
def a_root_or_mapped_path_not_in_the_tree_is_a_warning_at_a_scan(box):
    tools = box.with_sample("--root", "skills", "--map", "skills/pdf=plugin")
    tools.commit({"skills/pdf/SKILL.md": None})
    contains(box.run("source", "scan").err, "warning", "skills/pdf")
    tools.commit({"skills/docx/SKILL.md": None})
    run = box.run("source", "scan")
    contains(run.err, "warning", "skills")
    equal(box.entries(), [])


@scenario
def a_dry_run_reports_and_writes_nothing(box):
    tools = box.with_sample()
    tools.commit({"skills/new/SKILL.md": artifact("new")})
    before = snapshot(box.project)
    run = box.json("source", "scan", "--dry-run")
    equal(summary(run)["acme/tools"]["new"], 1)
    equal(differing(before, snapshot(box.project)), [])


@scenario
def only_named_sources_are_scanned_and_unknown_names_scan_none(box):
    tools = box.with_sample()
    other = box.repository("other")
    box.run("source", "add", other.url, "--id", "other")
    tools.commit({"a": "x\n"})
    other.commit({"a": "x\n"})
    before = snapshot(box.project)
    contains(box.run("source", "scan", "other", "acme/tols", exit=1).err, "acme/tools")
    equal(differing(before, snapshot(box.project)), [])
    equal([item["source_id"] for item in box.json("source", "scan", "OTHER").items], ["other"])


@scenario
def a_plain_directory_is_compared_by_its_files(box):
    box.init()
    folder = box.project / "ours/skills/one"
    folder.mkdir(parents=True)
    (folder / "SKILL.md").write_text(artifact("one"))
    box.run("source", "add", "./ours")
    equal(box.json("source", "scan").items[0]["result"], "unchanged")
    (folder / "SKILL.md").write_text(artifact("one", "other words"))
    item = box.json("source", "scan").items[0]
    equal((item["result"], item["summary"]["updated"], item["new_commit"]), ("scanned", 1, None))
    box.run("source", "scan", "--locked")
    (folder / "SKILL.md").write_text(artifact("one", "once more"))
    box.run("source", "scan", "--locked", exit=3)


@scenario
def updated_at_moves_with_the_commit_or_a_key_and_not_with_an_unchanged_scan(box):
    box.with_sample()
    box.replace("2026-", "2025-", box.lock)
    old = box.source()
    box.run("source", "scan")
    equal(box.source()["updated_at"], old["updated_at"])
    box.run("source", "exclude", "acme/tools", "pdf")
    equal(box.source()["updated_at"], old["updated_at"])
    box.run("source", "tag", "add", "acme/tools", "x")
    assert box.source()["updated_at"] > old["updated_at"]
    equal(box.source()["created_at"], old["created_at"])


@scenario
def a_held_lock_times_out_with_exit_7(box):
    import fcntl
    box.with_sample()
    with open(box.project / ".skillmeat/lock", "r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        run = box.json("source", "tag", "add", "acme/tools", "x", exit=7,
                       env={"SKILLMEAT_LOCK_TIMEOUT": "1s"})
        equal(run.code(), "lock_timeout")
        contains(run.errors()[0]["message"] + str(run.errors()[0]["path"]), ".skillmeat/lock")
        box.run("source", "list")


if __name__ == "__main__":
    main()
