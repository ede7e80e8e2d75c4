"""Descriptions, READMEs and topics of repositories, and what their host says of commits."""

from github_box import URL, on_github, paths
from harness import SAMPLE, contains, differing, equal, lacks, main, matches, scenario, snapshot

README = {**SAMPLE, "README.md": "# Tools\n\nFor work.\n"}


def details(box):
    return box.json("source", "details", "acme/tools").item


@scenario
def nothing_is_fetched_unless_it_is_asked_for(box):
    with on_github(box) as (_, server):
        item = box.json("source", "add", "acme/tools").items[0]
        equal(paths(server), [])
        equal((item["description_status"], item["readme_status"], item["repo_description"],
               item["fetch_timestamp"], item["host_verification"]),
              ("skipped", "skipped", None, None, None))
        run = box.run("source", "details", "acme/tools")
        contains(run.err, "source update acme/tools --import-description --import-readme")


@scenario
def add_brings_description_and_readme(box):
    with on_github(box, README, verification={"verified": True, "reason": "valid",
                                              "signature": "s", "payload": "p"}) as (_, server):
        item = box.json("source", "add", "acme/tools", "--import-description",
                        "--import-readme").items[0]
        equal((item["repo_description"], item["description_status"], item["readme_status"]),
              ("Tools for work", "ok", "ok"))
        equal(item["host_verification"], {"verified": True, "reason": "valid"})
        equal(item["trust_level"], "unsigned")
        equal(item["last_error"], None)
        found = details(box)
        equal((found["repo_description"], found["repo_readme"]),
              ("Tools for work", "# Tools\n\nFor work.\n"))
        assert found["fetch_timestamp"], found
        equal((box.project / ".skillmeat/details/acme+tools.md").read_text(), found["repo_readme"])
        contains(box.lock.read_text(), 'repo_description = "Tools for work"',
                 'description_status = "ok"', "readme_hash = ", "host_verified = true")
        contains(box.manifest.read_text(), "import_description = true", "import_readme = true")
        contains(box.run("source", "details", "acme/tools").out, "Tools for work", "For work.")
        lacks("".join(paths(server)), "/git/blobs/")  # the README comes from the git tree


@scenario
def an_unchanged_scan_costs_one_request_that_is_free(box):
    with on_github(box, README) as (_, server):
        box.run("source", "add", "acme/tools", "--import-description", "--import-readme")
        server.requests()
        before = snapshot(box.project)
        box.run("source", "scan")
        rows = server.requests()
        equal([(row["path"], row["status"]) for row in rows], [("/repos/acme/tools", 304)])
        assert set(differing(before, snapshot(box.project))) <= {"state.toml"}


@scenario
def changes_upstream_are_followed(box):
    with on_github(box, README) as (repository, server):
        box.run("source", "add", "acme/tools", "--import-description", "--import-readme")
        server.control(repositories={"acme/tools": {"path": str(repository.path),
                                                    "description": "Better tools"}})
        before = box.source()
        box.run("source", "scan")
        after = box.source()
        equal(after["repo_description"], "Better tools")
        equal(after["updated_at"], before["updated_at"])
        repository.commit({"README.md": "# Better\n"})
        box.run("source", "scan")
        equal(details(box)["repo_readme"], "# Better\n")
        repository.commit({"README.md": None})
        box.run("source", "scan")
        equal((details(box)["repo_readme"], details(box)["readme_status"]), (None, "absent"))
        assert not (box.project / ".skillmeat/details/acme+tools.md").exists()


@scenario
def a_host_that_fails_blocks_nothing_and_is_asked_again(box):
    with on_github(box, README) as (_, server):
        server.control(faults=[{"kind": "status", "status": 500, "path": "/repos/"}])
        run = box.run("source", "add", "acme/tools", "--import-description", "--import-readme")
        contains(run.err, "warning: source 'acme/tools': the description could not be fetched")
        equal(run.err.count("warning:"), 1)
        source = box.source()
        equal((source["description_status"], source["readme_status"]), ("failed", "ok"))
        equal(source["last_error"]["code"], "network_error")
        assert source["commit"] and source["counts_by_type"]["skill"] == 2, source
        contains(box.run("source", "list").out, "no details")
        server.control(faults=[])
        box.run("source", "scan")
        source = box.source()
        equal((source["description_status"], source["repo_description"], source["last_error"]),
              ("ok", "Tools for work", None))


@scenario
def a_failure_later_keeps_the_texts(box):
    with on_github(box, README) as (_, server):
        box.run("source", "add", "acme/tools", "--import-description", "--import-readme")
        good = box.lock.read_bytes()
        server.control(faults=[{"kind": "html", "path": "/repos/"}])
        box.run("source", "scan")
        source = box.source()
        equal((source["description_status"], source["repo_description"]),
              ("failed", "Tools for work"))
        server.control(faults=[])
        box.run("source", "scan")
        equal(box.lock.read_bytes(), good)


@scenario
def update_turns_details_on_and_off(box):
    with on_github(box, README) as (_, server):
        box.run("source", "add", "acme/tools")
        item = box.json("source", "update", "acme/tools", "--import-description").item
        equal((item["repo_description"], item["readme_status"]), ("Tools for work", "skipped"))
        item = box.json("source", "update", "acme/tools", "--import-readme").item
        equal(item["readme_status"], "ok")
        equal(details(box)["repo_readme"], "# Tools\n\nFor work.\n")
        item = box.json("source", "update", "acme/tools", "--no-import-description").item
        equal((item["repo_description"], item["description_status"], item["readme_status"]),
              (None, "skipped", "ok"))
        box.run("source", "update", "acme/tools", "--no-import-readme")
        equal((details(box)["repo_readme"], details(box)["fetch_timestamp"]), (None, None))
        assert not (box.project / ".skillmeat/details/acme+tools.md").exists()
        server.control(faults=[{"kind": "status", "status": 500, "path": "/repos/"}])
        box.run("source", "update", "acme/tools", "--import-description")
        equal(box.source()["description_status"], "failed")


@scenario
def a_clone_gets_the_readme_its_lock_names(box):
    with on_github(box, README) as (repository, server):
        box.run("source", "add", "acme/tools", "--import-description", "--import-readme")
        box.run("source", "remove", "acme/tools", "--dry-run")
        text = (box.project / ".skillmeat/details/acme+tools.md")
        text.unlink()
        run = box.run("source", "details", "acme/tools")
        contains(run.err, "source scan --locked acme/tools")
        equal(details(box)["repo_readme"], None)
        repository.commit({"README.md": "# Later\n"})
        server.requests()
        lock = box.lock.read_bytes()
        box.run("source", "scan", "--locked")
        equal(details(box)["repo_readme"], "# Tools\n\nFor work.\n")
        equal((box.lock.read_bytes(), paths(server)), (lock, []))


@scenario
def readmes_are_chosen_cut_and_judged(box):
    long = "x" * (50 * 1024 - 1) + "\u00e9" + "tail"
    with on_github(box, {**SAMPLE, "README.md": long}) as (repository, _):
        box.run("source", "add", "acme/tools", "--import-readme")
        equal(details(box)["repo_readme"], "x" * (50 * 1024 - 1))
        repository.commit({"README.md": None, "docs/readme.TXT": "in docs\n"})
        box.run("source", "scan")
        equal(details(box)["repo_readme"], "in docs\n")
        repository.commit({".github/README": "in .github\n"})
        box.run("source", "scan")
        equal(details(box)["repo_readme"], "in .github\n")
        repository.commit({"README.rst": b"caf\xe9\n"})
        run = box.run("source", "scan")
        contains(run.err, "the README is not UTF-8 text")
        equal((details(box)["readme_status"], box.source()["last_error"]["code"]),
              ("failed", "invalid_value"))


@scenario
def plain_directories_and_other_hosts_have_readmes_but_no_descriptions(box):
    box.init()
    ours = box.project / "ours"
    (ours / "skills/one").mkdir(parents=True)
    (ours / "skills/one/SKILL.md").write_text(SAMPLE["skills/pdf/SKILL.md"])
    (ours / "README.md").write_text("# Ours\n")
    item = box.json("source", "add", "./ours", "--import-description", "--import-readme").items[0]
    equal((item["description_status"], item["readme_status"], item["last_error"]),
          ("absent", "ok", None))
    equal(box.json("source", "details", "ours").item["repo_readme"], "# Ours\n")
    (ours / "README.md").write_text("# Ours, again\n")
    box.run("source", "scan")
    equal(box.json("source", "details", "ours").item["repo_readme"], "# Ours, again\n")


@scenario
def texts_of_others_are_made_safe(box):
    evil = "hello \x1b]52;c;ZXZpbA==\x07 \u202eevil\n\tindented\n"
    with on_github(box, {**SAMPLE, "README.md": evil},
                   description="red \x1b[31m alert") as (_, _server):
        box.run("source", "add", "acme/tools", "--import-description", "--import-readme")
        shown = box.run("source", "details", "acme/tools").out
        lacks(shown, "\x1b", "\u202e", "\x07")
        contains(shown, "    indented", "\\x1b[31m")
        equal(details(box)["repo_readme"], evil)
        lacks(box.run("source", "details", "acme/tools", "--json").out, "\x1b", "\u202e")
        lacks(box.run("source", "show", "acme/tools").out, "\x1b")


@scenario
def descriptions_are_cut_and_searched(box):
    with on_github(box, description="\u00e9" * 3000 + " needle") as (_, _server):
        box.run("source", "add", "acme/tools", "--import-description", "--tag", "blue",
                "--description", "our own words")
        equal(box.source()["repo_description"], "\u00e9" * 2000)
        for text in ("\u00c9\u00e9\u00e9", "OWN WORDS", "Blue", "acme", "github.com"):
            equal(box.json("source", "list", "--search", text).ids(), ["acme/tools"], text)
        equal(box.json("source", "list", "--search", "needle").ids(), [])


@scenario
def topics_become_suggestions_and_nothing_more(box):
    with on_github(box, topics=["skills", "claude-code", "pdf"]) as (_, server):
        box.run("source", "add", "acme/tools", "--tag", "PDF")
        run = box.run("source", "tag", "suggest", "acme/tools")
        contains(run.out, "skills", "claude-code")
        lacks(run.out.lower(), "pdf")
        contains(run.err, "skillmeat source tag add acme/tools skills claude-code")
        equal([item["tag"] for item in box.json("source", "tag", "suggest", "acme/tools").items],
              ["skills", "claude-code"])
        equal(box.source()["tags"], ["PDF"])
        server.control(faults=[{"kind": "close"}])
        equal(box.json("source", "tag", "suggest", "acme/tools", "--offline").items,
              [{"tag": "skills"}, {"tag": "claude-code"}])
        equal(box.json("source", "tag", "suggest", "acme/tools", exit=5).code(), "network_error")
        box.repository("elsewhere")
        box.run("source", "add", f"file://{box.root}/repos/elsewhere", "--id", "elsewhere")
        contains(box.run("source", "tag", "suggest", "elsewhere").err, "no topics")
        equal(box.json("source", "tag", "suggest", "nobody", exit=1).code(), "source_not_found")


@scenario
def a_renamed_repository_is_followed_and_told_once(box):
    with on_github(box) as (repository, server):
        box.run("source", "add", "acme/tools", "--import-description")
        server.control(settings={"renamed": {"acme/tools": "acme/kit"}},
                       repositories={"acme/kit": {"path": str(repository.path),
                                                  "description": "A kit"}})
        run = box.run("source", "scan")
        equal(run.err.count("was renamed"), 1)
        matches(run.err, "source update acme/tools --url http.*/acme/kit")
        equal(box.source()["repo_description"], "A kit")
        box.run("source", "update", "acme/tools", "--no-import-description", "--transport", "api")
        run = box.run("source", "scan", "--force")
        equal(run.err.count("was renamed"), 1)


@scenario
def privacy_moves_with_details(box):
    with on_github(box, README) as (_, _server):
        box.run("source", "add", "acme/tools", "--import-description", "--import-readme")
        box.run("source", "update", "acme/tools", "--visibility", "private")
        lacks(box.lock.read_text() if box.lock.exists() else "", "Tools for work")
        equal(details(box)["repo_readme"], "# Tools\n\nFor work.\n")
        box.run("source", "remove", "acme/tools")
        assert not (box.project / ".skillmeat/details/acme+tools.md").exists()


@scenario
def the_network_is_left_alone_offline(box):
    with on_github(box, README) as (_, server):
        box.run("source", "add", "acme/tools", "--import-description", "--import-readme")
        lock = box.lock.read_bytes()
        server.requests()
        box.run("source", "scan", "--offline")
        equal((paths(server), box.lock.read_bytes()), ([], lock))


if __name__ == "__main__":
    main()
