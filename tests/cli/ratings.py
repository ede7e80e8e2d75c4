"""rate: stars and comments, who rates, outdated and missing, averages, sharing by a file."""

from harness import artifact, contains, differing, equal, lacks, main, scenario, snapshot

PDF = "skill:./skills/pdf@acme/tools"
DOCX = "skill:./skills/docx@acme/tools"
ANA = {"SKILLMEAT_USER_NAME": "ana"}
BEN = {"SKILLMEAT_USER_NAME": "ben"}


def ratings_file(box):
    return box.root / "config/skillmeat/ratings.toml"


def rated(box, *words, **more):
    return {(item["artifact_id"], item["user"]): (item["stars"], item["status"])
            for item in box.json("rate", "list", *words, **more).items}


def average(box, reference=PDF):
    item = box.json("catalog", "show", reference).item
    return item["rating_average"], item["rating_count"]


@scenario
def a_rating_is_made_replaced_and_taken_back(box):
    box.with_sample()
    run = box.json("rate", "pdf", "4", "--comment", "reads all")
    equal((run.json["changed"], run.item["artifact_id"], run.item["user"], run.item["stars"],
           run.item["comment"], run.item["status"]),
          (True, PDF, "t@example.org", 4, "reads all", "current"))
    equal(run.item["sha"], box.json("catalog", "show", "pdf").item["sha"])
    before = snapshot(ratings_file(box).parent)
    again = box.json("rate", "skill:pdf", "4", "--comment", "reads all")
    equal((again.json["changed"], again.item["rated_at"]), (False, run.item["rated_at"]))
    equal(differing(before, snapshot(ratings_file(box).parent)), [])
    equal(box.json("rate", "pdf", "2").json["changed"], True)
    equal(rated(box), {(PDF, "t@example.org"): (2, "current")})
    equal(box.json("rate", "list").items[0]["comment"], None)
    run = box.json("rate", "remove", "pdf")
    equal((run.json["changed"], run.item["stars"], run.item["rating_count"]), (True, 2, 0))
    run = box.json("rate", "remove", "pdf")
    equal(run.json["changed"], False)
    equal(rated(box), {})


@scenario
def what_is_out_of_range_or_unknown_writes_nothing(box):
    box.with_sample()
    for stars in ("0", "6", "-1", "4.5", "five", "", "99999999999999999999", "+3", " 3"):
        run = box.run("rate", "pdf", "--json", "--", stars, exit=2)
        equal(run.code(), "invalid_value", run)
    equal(box.json("rate", "pdf", "5", "--comment", "x" * 1001, exit=2).code(), "invalid_value")
    equal(box.json("rate", "pdf", "5", "--comment", "a\x1b[1m", exit=2).code(), "invalid_value")
    equal(box.json("rate", "nothing", "5", exit=1).code(), "artifact_not_found")
    equal(box.json("rate", "remove", "nothing", exit=1).code(), "artifact_not_found")
    equal(box.json("rate", "pdf", exit=2).code(), "invalid_usage")
    equal(box.json("rate", exit=2).code(), "invalid_usage")
    equal(box.json("rate", "pdf", "5", "--scope", "all", exit=2).code(), "invalid_usage")
    assert not ratings_file(box).exists()
    box.run("rate", "pdf", "5", "--comment", "ä" * 1000)


@scenario
def artifacts_called_like_verbs_are_named_with_their_type(box):
    box.with_sample(files={"skills/list/SKILL.md": artifact("list")})
    equal(box.json("rate", "skill:list", "3").item["artifact_id"], "skill:./skills/list@acme/tools")
    equal(box.json("rate", "list", "3", exit=2).code(), "invalid_usage")
    equal(len(box.json("rate", "list").items), 1)
    box.run("rate", "remove", "skill:list")


@scenario
def the_user_is_the_setting_else_gits_address_else_the_login(box):
    box.with_sample()
    box.run("rate", "pdf", "5")
    box.run("rate", "pdf", "4", env={"GIT_CONFIG_GLOBAL": "/dev/null", "LOGNAME": "ben"})
    box.run("rate", "pdf", "3", env={"GIT_CONFIG_GLOBAL": "/dev/null", "USER": "cyd"})
    box.run("config", "set", "user.name", "Ana A.", "--scope", "user")
    box.run("rate", "pdf", "2")
    equal({user: stars for (_, user), (stars, _) in rated(box).items()},
          {"t@example.org": 5, "ben": 4, "cyd": 3, "Ana A.": 2})
    box.run("rate", "pdf", "1", env={"SKILLMEAT_USER_NAME": "T@EXAMPLE.org"})
    equal(len(rated(box)), 4)
    run = box.json("rate", "pdf", "1", env={"SKILLMEAT_USER_NAME": " "}, exit=None)
    assert run.exit == 2, run


@scenario
def averages_stand_in_every_list_of_entries(box):
    box.with_sample()
    equal(average(box), (None, 0))
    box.run("rate", "pdf", "5", env=ANA)
    box.run("rate", "pdf", "4", env=BEN)
    box.run("rate", "pdf", "4")
    equal(average(box), (4.33, 3))
    for words in (["catalog", "list"], ["search", "pdf"]):
        item = [item for item in box.json(*words).items if item["name"] == "pdf"][0]
        equal((item["rating_average"], item["rating_count"]), (4.33, 3))
    item = box.json("source", "exclude", "acme/tools", "pdf").items[0]
    equal((item["rating_average"], item["rating_count"]), (4.33, 3))
    box.run("source", "restore", "acme/tools", "pdf")
    contains(box.run("catalog", "show", "pdf", env=ANA).out, "4.33 of 5 by 3 users", "5 stars")
    lacks(box.run("catalog", "show", "docx").out, "rating")
    table = box.run("search", "files", "--format", "plain")
    equal([row[-1] for row in table.rows() if row[1] == "pdf"], ["4.33 (3)"])


@scenario
def a_rating_is_outdated_when_the_artifact_changed_and_missing_when_it_is_gone(box):
    tools = box.with_sample()
    box.run("rate", "pdf", "5", "--comment", "good")
    box.run("rate", "docx", "3")
    tools.commit({"README.md": "# other\n"})
    box.run("source", "scan")
    equal(set(rated(box).values()), {(5, "current"), (3, "current")})
    tools.commit({"skills/pdf/SKILL.md": artifact("pdf", "now worse"),
                  "skills/docx/SKILL.md": None})
    box.run("source", "scan")
    user = "t@example.org"
    equal(rated(box), {(PDF, user): (5, "outdated"), (DOCX, user): (3, "missing")})
    shown = box.run("catalog", "show", "pdf").out
    contains(shown, "outdated", "good")
    run = box.json("rate", "pdf", "5", "--comment", "good")
    equal((run.json["changed"], run.item["status"]), (True, "current"))
    equal(box.json("rate", "docx", "4", exit=1).code(), "artifact_not_found")
    equal(box.json("rate", "remove", "docx").json["changed"], True)
    equal(rated(box), {(PDF, user): (5, "current")})


@scenario
def ratings_stay_when_the_source_is_removed(box):
    tools = box.with_sample()
    box.run("rate", "pdf", "5")
    box.run("source", "remove", "acme/tools", "--yes")
    equal(rated(box), {(PDF, "t@example.org"): (5, "missing")})
    equal(rated(box, "--source", "ACME/tools"), {(PDF, "t@example.org"): (5, "missing")})
    box.run("source", "add", tools.url + ".git", "--id", "acme/tools", exit=None)
    box.run("source", "add", tools.url, "--id", "acme/tools", exit=None)
    equal(average(box), (5, 1))
    box.run("source", "remove", "acme/tools", "--yes")
    equal(box.json("rate", "remove", PDF).json["changed"], True)
    equal(rated(box), {})


@scenario
def a_source_without_a_catalog_cannot_tell(box):
    box.with_sample()
    box.run("rate", "pdf", "5")
    (box.project / ".skillmeat/catalog/acme+tools.toml").write_text("damaged")
    equal(list(rated(box).values()), [(5, "not_scanned")])
    equal(box.json("rate", "docx", "5", exit=3).code(), "not_scanned")


@scenario
def lists_are_filtered_by_source_and_user(box):
    box.with_sample()
    box.run("source", "add", box.repository("more").url, "--id", "acme/more")
    box.run("rate", PDF, "5", env=ANA)
    box.run("rate", "skill:pdf@acme/more", "1", env=BEN)
    equal(list(rated(box, "--source", "acme/more").values()), [(1, "current")])
    equal(list(rated(box, "--user", "ANA").values()), [(5, "current")])
    equal(len(rated(box, "--user", "ana", "--user", "ben")), 2)
    equal(rated(box, "--user", "ana", "--source", "acme/more"), {})
    equal(rated(box, "--user", "nobody"), {})
    equal(box.json("rate", "list", "--source", "nobody", exit=1).code(), "source_not_found")
    rows = box.run("rate", "list", "--format", "plain").rows()
    equal([row[:4] for row in rows],
          [["skill:./skills/pdf@acme/more", "1", "ben", "current"],
           [PDF, "5", "ana", "current"]])


@scenario
def ratings_of_sources_that_only_another_project_has_are_not_shown(box):
    one = box.init("one")
    box.run("source", "add", box.repository("a").url, "--id", "a")
    box.run("rate", "skill:pdf@a", "5")
    two = box.init("two")
    box.run("source", "add", box.repository("b").url, "--id", "b")
    box.run("rate", "skill:pdf@b", "1")
    equal([key[0] for key in rated(box, cwd=one)], ["skill:./skills/pdf@a"])
    equal([key[0] for key in rated(box, cwd=two)], ["skill:./skills/pdf@b"])
    equal(rated(box, "--scope", "user", cwd=two), {})
    equal(len(rated(box, "--scope", "all", cwd=two)), 2)
    equal(box.json("rate", "remove", "skill:./skills/pdf@a", cwd=two, exit=1).code(),
          "artifact_not_found")
    lacks(box.run("rate", "export", "--include-private", cwd=two).out, "@a")
    # A source of the same id and another address is another source.
    box.run("source", "add", box.repository("c").url, "--id", "a")
    equal(average(box, "skill:pdf@a"), (None, 0))


@scenario
def a_team_shares_ratings_by_a_file(box):
    box.with_sample("--visibility", "public")
    shared = box.root / "shared.toml"
    box.run("rate", "pdf", "5", "--comment", "two\nlines", env=ANA)
    box.run("rate", "docx", "2", env=ANA)
    box.run("rate", "export", "--output", shared)
    equal(box.run("rate", "export").out, shared.read_text())
    equal(box.json("rate", "export").item["text"], shared.read_text())
    box.run("rate", "remove", "docx", env=ANA)
    box.run("rate", "pdf", "1", env=BEN)
    run = box.json("rate", "import", shared, "--dry-run")
    equal((run.json["changed"], run.json["added"]), (False, 1))
    equal(len(rated(box)), 2)
    run = box.json("rate", "import", shared)
    equal({(item["artifact_id"], item["result"]) for item in run.items},
          {(DOCX, "added"), (PDF, "unchanged")})
    equal((run.json["changed"], run.json["added"], run.json["updated"], run.json["unchanged"]),
          (True, 1, 0, 1))
    before = snapshot(ratings_file(box).parent)
    equal(box.json("rate", "import", shared).json["changed"], False)
    equal(differing(before, snapshot(ratings_file(box).parent)), [])
    equal(average(box), (3, 2))
    box.replace("stars = 5", "stars = 4", shared)
    text = shared.read_text()
    shared.write_text(text.replace("rated_at = 2", "rated_at = 3"))
    equal(box.json("rate", "import", shared).json["updated"], 2)
    equal(average(box), (2.5, 2))
    shared.write_text(text.replace("rated_at = 2", "rated_at = 1"))
    equal(box.json("rate", "import", shared).json["unchanged"], 2)
    box.run("rate", "import", "-", exit=1)
    box.run("rate", "export", "--output", "", exit=2)


@scenario
def ratings_of_private_sources_are_not_shared(box):
    box.with_sample("--visibility", "private")
    box.run("rate", "pdf", "5")
    run = box.json("rate", "export")
    equal((run.item["ratings"], run.item["left_out"]), (0, 1))
    lacks(run.item["text"], "acme", "tools")
    contains(box.run("rate", "export", "--include-private").out, "private = true", PDF)
    box.run("source", "remove", "acme/tools", "--yes")
    equal(box.json("rate", "export").item["left_out"], 1)


@scenario
def a_damaged_or_newer_file_is_an_error_and_stays(box):
    box.with_sample()
    box.run("rate", "pdf", "5")
    good = ratings_file(box).read_text()
    for text, code in ((good.replace("stars = 5", "stars = 7"), "invalid_manifest"),
                       (good + good, "invalid_manifest"), ("<<<<<<< a\n" + good, "invalid_manifest"),
                       ("version = 9\n", "newer_format"), ("[", "invalid_manifest")):
        ratings_file(box).write_text(text)
        for words in (["rate", "docx", "1"], ["rate", "list"], ["rate", "remove", "pdf"],
                      ["rate", "export"], ["catalog", "show", "pdf"], ["catalog", "list"],
                      ["search", "pdf"], ["rate", "import", ratings_file(box)]):
            run = box.json(*words, exit=2)
            equal(run.code(), code, run)
            equal(run.errors()[0]["path"], str(ratings_file(box)), run)
        equal(ratings_file(box).read_text(), text)
        box.run("catalog", "list")
    ratings_file(box).write_text(good)
    equal(average(box), (5, 1))


@scenario
def a_file_that_cannot_be_imported_changes_nothing(box):
    box.with_sample()
    box.run("rate", "pdf", "5")
    before = snapshot(ratings_file(box).parent)
    bad = box.root / "bad.toml"
    good = ratings_file(box).read_text()
    for text in (good.replace("stars = 5", "stars = 0"), good.replace("user = ", "usr = "),
                 good.replace("\nversion = 1", "\nversion = 2"), "x", "\xff"):
        bad.write_bytes(text.encode("latin-1"))
        assert box.json("rate", "import", bad, exit=2).errors()[0]["path"] == str(bad)
    box.json("rate", "import", box.root / "nothing.toml", exit=1)
    equal(differing(before, snapshot(ratings_file(box).parent)), [])


@scenario
def ratings_work_without_a_project_and_need_a_home_to_be_written(box):
    tools = box.repository()
    box.run("source", "add", tools.url, "--id", "acme/tools", cwd=box.home)
    box.run("rate", "pdf", "5", cwd=box.home)
    equal(len(rated(box, cwd=box.home)), 1)
    nowhere = {name: None for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME",
                                       "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    box.init()
    box.run("source", "add", tools.url, "--id", "mine")
    equal(average(box, "skill:pdf@mine"), (None, 0))
    equal(box.json("catalog", "show", "pdf", env=nowhere).item["rating_count"], 0)
    equal(box.json("rate", "list", env=nowhere).items, [])
    equal(box.json("rate", "pdf", "5", env=nowhere, exit=1).code(), "io_error")


if __name__ == "__main__":
    main()
