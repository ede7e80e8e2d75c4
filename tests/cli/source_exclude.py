"""source exclude and restore: rows, globs, statuses, what is refused."""

from harness import (SAMPLE_IDS, artifact, contains, differing, equal, lacks, main, scenario,
                     snapshot)


def rows(box):
    """The `artifact` lines of the manifest's exclusions, in order."""
    return [line.split('"')[1] for line in box.manifest.read_text().splitlines()
            if line.startswith("artifact = ")]


@scenario
def an_excluded_entry_leaves_lists_and_counts(box):
    box.with_sample()
    run = box.json("source", "exclude", "acme/tools", "pdf", "--reason", "not ours")
    equal((run.json["changed"], run.ids()), (True, ["skill:./skills/pdf@acme/tools"]))
    equal((run.items[0]["status"], run.items[0]["excluded_reason"]), ("excluded", "not ours"))
    equal(run.json["counts_by_type"]["skill"], 1)
    lacks(" ".join(box.entries()), "pdf")
    equal(box.json("source", "list").items[0]["counts_by_type"]["skill"], 1)
    equal(box.entries("--status", "excluded"), ["skill:./skills/pdf"])
    equal(box.entries("--include-excluded"), SAMPLE_IDS)
    equal(rows(box), ["skill:./skills/pdf"])


@scenario
def excluding_twice_succeeds_and_changes_nothing(box):
    box.with_sample()
    first = box.json("source", "exclude", "acme/tools", "pdf", "--reason", "a")
    before = box.manifest.read_bytes()
    again = box.json("source", "exclude", "acme/tools", "skill:./skills/pdf", "--reason", "a")
    equal(again.json["changed"], False)
    equal(box.json("source", "exclude", "acme/tools", "pdf").json["changed"], False)
    equal(box.manifest.read_bytes(), before)
    other = box.json("source", "exclude", "acme/tools", "pdf", "--reason", "b")
    equal((other.json["changed"], other.items[0]["excluded_reason"]), (True, "b"))
    equal(other.items[0]["excluded_at"], first.items[0]["excluded_at"])
    equal(len(rows(box)), 1)


@scenario
def a_restored_entry_is_new(box):
    tools = box.with_sample()
    tools.commit({"x": "y\n"})
    box.run("source", "scan")
    equal(box.statuses()["skill:./skills/pdf"], "unchanged")
    box.run("source", "exclude", "acme/tools", "pdf")
    run = box.json("source", "restore", "acme/tools", "pdf")
    equal((run.json["changed"], run.items[0]["status"]), (True, "new"))
    equal(box.statuses()["skill:./skills/pdf"], "new")
    equal(rows(box), [])
    again = box.json("source", "restore", "acme/tools", "pdf")
    equal(again.json["changed"], False)
    contains(box.run("source", "restore", "acme/tools", "pdf").err, "not excluded")


@scenario
def an_excluded_entry_that_vanishes_is_removed_and_excluded_again_when_back(box):
    tools = box.with_sample()
    box.run("source", "exclude", "acme/tools", "pdf")
    text = (tools.path / "skills/pdf/SKILL.md").read_text()
    tools.commit({"skills/pdf/SKILL.md": None})
    box.run("source", "scan")
    equal(box.statuses()["skill:./skills/pdf"], "removed")
    tools.commit({"skills/pdf/SKILL.md": text})
    box.run("source", "scan")
    equal(box.statuses()["skill:./skills/pdf"], "excluded")
    tools.commit({"skills/pdf/SKILL.md": None})
    box.run("source", "scan")
    run = box.json("source", "restore", "acme/tools", "skill:./skills/pdf")
    equal((run.json["changed"], run.items[0]["status"]), (True, "removed"))


@scenario
def a_glob_is_written_as_typed_and_holds_for_later_entries(box):
    tools = box.with_sample()
    run = box.json("source", "exclude", "acme/tools", "./skills/**", "--reason", "all of them")
    equal(run.ids(), ["skill:./skills/docx@acme/tools", "skill:./skills/pdf@acme/tools"])
    equal(rows(box), ["./skills/**"])
    tools.commit({"skills/later/SKILL.md": artifact("later")})
    box.run("source", "scan")
    equal(box.statuses()["skill:./skills/later"], "excluded")
    only = box.json("source", "restore", "acme/tools", "pdf", exit=1)
    equal(only.code(), "covered_by_glob")
    contains(only.errors()[0]["message"], "./skills/**")
    box.run("source", "restore", "acme/tools", "./skills/**")
    equal(set(box.statuses().values()), {"new", "unchanged"})
    equal(rows(box), [])


@scenario
def globs_match_bytewise_within_and_across_segments(box):
    box.with_sample(files={f"skills/{name}/SKILL.md": artifact(name.rpartition("/")[2])
                           for name in ("a1", "a2", "B1", "deep/a1")})
    listed = {}
    for glob in ("./skills/a?", "./skills/*", "./skills/A*", "./skills/**", "./**/a1", "./*"):
        run = box.json("source", "exclude", "acme/tools", glob, exit=None)
        listed[glob] = sorted(entry.split("@")[0][15:] for entry in run.ids()) if not run.exit else 1
        if not run.exit:
            box.run("source", "restore", "acme/tools", glob)
    equal(listed, {"./skills/a?": ["a1", "a2"], "./skills/*": ["B1", "a1", "a2"], "./skills/A*": 1,
                   "./skills/**": ["B1", "a1", "a2", "deep/a1"], "./**/a1": ["a1", "deep/a1"],
                   "./*": 1})


@scenario
def a_glob_in_restore_takes_back_the_literal_rows_it_matches(box):
    box.with_sample()
    box.run("source", "exclude", "acme/tools", "pdf", "docx", "reviewer")
    equal(len(rows(box)), 3)
    box.run("source", "restore", "acme/tools", "./skills/*")
    equal(rows(box), ["agent:./agents/reviewer.md"])


@scenario
def an_entry_covered_by_another_row_stays_excluded_and_says_by_which(box):
    box.with_sample()
    box.run("source", "exclude", "acme/tools", "pdf")
    box.run("source", "exclude", "acme/tools", "./skills/**")
    run = box.run("source", "restore", "acme/tools", "pdf")
    contains(run.err, "stays excluded", "./skills/**")
    equal(rows(box), ["./skills/**"])
    equal(box.statuses()["skill:./skills/pdf"], "excluded")


@scenario
def a_reference_that_fits_nothing_or_several_writes_nothing(box):
    box.with_sample(files={"skills/pdf/SKILL.md": artifact("pdf"),
                           "agents/pdf.md": artifact("pdf", "", "tools: Read\n")})
    before = snapshot(box.project)
    nothing = box.json("source", "exclude", "acme/tools", "skill:pdf", "nothing", exit=1)
    equal(nothing.code(), "artifact_not_found")
    equal(box.json("source", "exclude", "acme/tools", "./none/**", exit=1).code(),
          "artifact_not_found")
    several = box.json("source", "exclude", "acme/tools", "pdf", exit=2)
    equal(several.code(), "ambiguous_reference")
    contains(several.errors()[0]["message"], "agent:./agents/pdf.md", "skill:./skills/pdf")
    equal(box.json("source", "restore", "acme/tools", "./none/**", exit=1).code(),
          "exclusion_not_found")
    box.run("source", "exclude", "acme/tools", "skill:pdf", "--reason", "x" * 501, exit=2)
    equal(differing(before, snapshot(box.project)), [])


@scenario
def hand_written_rows_show_in_the_next_command(box):
    box.with_sample()
    box.append('\n[[source.exclude]]\nartifact = "skill:pdf"   # by name\nreason = "by hand"\n')
    equal(box.json("source", "list").items[0]["counts_by_type"]["skill"], 1)
    lacks(" ".join(box.entries()), "pdf")
    shown = box.json("catalog", "show", "skill:./skills/pdf@acme/tools").item
    equal((shown["status"], shown["excluded_reason"], shown["excluded_at"]),
          ("excluded", "by hand", None))
    box.append('\n[[source.exclude]]\nartifact = "./agents/**"\n')
    equal(box.json("source", "list").items[0]["counts_by_type"]["agent"], 0)
    box.replace('[[source.exclude]]\nartifact = "skill:pdf"   # by name\nreason = "by hand"\n', "")
    equal(box.json("source", "list").items[0]["counts_by_type"]["skill"], 2)
    box.replace("[[source]]", "[[source]]\nmin_confidence = 100")
    changed = box.json("source", "list").items[0]["counts_by_type"]
    listed = [entry.split(":")[0] for entry in box.entries()]
    equal(sum(changed.values()), len(listed))


@scenario
def excluding_needs_a_catalog_and_restoring_does_not(box):
    box.with_sample()
    box.run("source", "exclude", "acme/tools", "pdf")
    catalog = box.project / ".skillmeat/catalog/acme+tools.toml"
    catalog.unlink()
    equal(box.json("source", "exclude", "acme/tools", "docx", exit=3).code(), "not_scanned")
    equal(box.json("source", "restore", "acme/tools", "skill:./skills/pdf").json["changed"], True)
    equal(rows(box), [])
    box.run("source", "add", box.repository("b").url, "--id", "b", "--no-scan")
    equal(box.json("source", "exclude", "b", "pdf", exit=3).code(), "not_scanned")


@scenario
def comments_around_exclusions_stay(box):
    box.with_sample()
    box.replace('[[source]]\nid = "acme/tools"', '# team list\n[[source]]  # ours\n'
                'id = "acme/tools"  # the id')
    box.append("# the end\n")
    box.run("source", "exclude", "acme/tools", "pdf")
    box.run("source", "exclude", "acme/tools", "docx", "--reason", "b")
    text = box.manifest.read_text()
    box.run("source", "restore", "acme/tools", "pdf")
    after = box.manifest.read_text()
    for comment in ("# team list\n", "# ours\n", "# the id\n", "# the end\n"):
        contains(text, comment)
        contains(after, comment)
    equal(rows(box), ["skill:./skills/docx"])


if __name__ == "__main__":
    main()
