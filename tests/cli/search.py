"""search: words, phrases, beginnings, exclusions, order, pages, corrections, highlights, bad queries."""

from harness import artifact, contains, equal, lacks, main, scenario

LIBRARY = {
    "skills/pdf/SKILL.md": artifact("pdf", "Fill in forms and read PDF files", "tags: [documents]\n"),
    "skills/pdf-viewer/SKILL.md": artifact("pdf-viewer", "Shows files page by page"),
    "skills/convert/SKILL.md": artifact("convert", "Turns a PDF into markdown"),
    "skills/downloads/SKILL.md": artifact("downloads", "Fetches files"),
    "skills/scale/SKILL.md": artifact("scale", "Scale services up and down"),
    "skills/readFileTool/SKILL.md": artifact("readFileTool", "opens things"),
    "skills/cafe/SKILL.md": artifact("cafe", "Menüs für das Café, STRASSE und Größe"),
    "skills/japanese/SKILL.md": artifact("japanese", "文書の変換を行う"),
    "agents/code-reviewer.md": artifact("code-reviewer", "Reviews pull requests with care",
                                        "tools: Read\n"),
    "agents/helper.md": artifact("helper", "Helps with a request to pull data", "tools: Read\n"),
}


def found(box, *words, **more):
    return [item["name"] for item in box.json("search", *words, **more).items]


@scenario
def words_phrases_beginnings_and_exclusions(box):
    box.with_sample(files=LIBRARY)
    equal(found(box, "pdf")[0], "pdf")
    equal(set(found(box, "pdf")), {"pdf", "pdf-viewer", "convert"})
    equal(found(box, "pull", "requests")[0], "code-reviewer")
    equal(found(box, '"pull requests"'), ["code-reviewer"])
    equal(found(box, '"requests pull"'), [])
    equal(set(found(box, "down*")), {"downloads", "scale"})
    equal(set(found(box, "pdf -markdown")), {"pdf", "pdf-viewer"})
    equal(set(found(box, 'pdf -"page by page"')), {"pdf", "convert"})
    equal(found(box, "reviewing"), ["code-reviewer"])
    equal(found(box, "PDF", "--type", "agent"), [])
    equal(found(box, "pdf", "--tag", "documents"), ["pdf"])


@scenario
def words_in_camel_case_with_hyphens_and_of_other_scripts(box):
    box.with_sample(files=LIBRARY)
    for query in ("read file", "readfiletool", "ReadFileTool", "file tool"):
        assert "readFileTool" in found(box, query), query
    equal(found(box, "code-reviewer")[0], "code-reviewer")
    equal(found(box, "codeReviewer")[0], "code-reviewer")
    for query in ("café", "CAFE", "strasse", "größe", "grosse", "menus"):
        equal(found(box, query), ["cafe"], query)
    for query in ("変換", "文書", "換を"):
        equal(found(box, query), ["japanese"], query)
    equal(found(box, "換変"), [])


@scenario
def hits_within_words_come_last(box):
    box.with_sample(files=LIBRARY)
    items = box.json("search", "down").items
    equal([item["hit"] for item in items], ["word", "inside", "inside"])
    equal(items[0]["name"], "scale")
    equal({item["name"] for item in items[1:]}, {"downloads", "convert"})


@scenario
def a_mistyped_word_is_corrected_and_said(box):
    box.with_sample(files=LIBRARY)
    run = box.json("search", "reveiwer")
    equal(run.json["corrections"], [{"from": "reveiwer", "to": "reviewer"}])
    equal([item["name"] for item in run.items], ["code-reviewer"])
    contains(box.run("search", "reveiwer").err, "searched for 'reviewer'")
    run = box.json("search", "qqqqqqq", "pdf")
    equal(run.json["unmatched"], ["qqqqqqq"])
    assert run.items
    equal(found(box, "qqqqqqq"), [])
    contains(box.run("search", "qqqqqqq").err, "no entries found", "nothing has the word 'qqqqqqq'")


@scenario
def pages_joined_are_the_whole_answer(box):
    box.with_sample(files=LIBRARY)
    box.run("source", "add", box.repository("b", LIBRARY).url, "--id", "b")
    for words in (("files",), ("down",), ("pdf", "--sort", "name"), ("pdf", "--sort", "updated"),
                  ("the", "files", "pdf", "down")):
        whole = box.json("search", *words).json
        for limit in (1, 2, 5):
            joined, cursor = [], None
            while True:
                more = ("--cursor", cursor) if cursor else ()
                page = box.json("search", *words, "--limit", limit, *more).json
                equal(page["page"]["total"], whole["page"]["total"])
                joined += page["items"]
                cursor = page["page"]["next_cursor"]
                if cursor is None:
                    break
            equal(joined, whole["items"], (words, limit))
    cursor = box.json("search", "files", "--limit", "1").json["page"]["next_cursor"]
    equal(box.json("search", "pdf", "--cursor", cursor, exit=2).code(), "invalid_cursor")
    equal(box.json("search", "files", "--cursor", cursor[:-1], exit=2).code(), "invalid_cursor")
    equal(box.json("search", "files", "--cursor", "", exit=2).code(), "invalid_cursor")


@scenario
def matches_tell_where(box):
    box.with_sample(files=LIBRARY)
    item = box.json("search", "größe").items[0]
    text = item["description"]
    ranges = [(one["begin"], one["end"]) for one in item["matches"] if one["field"] == "description"]
    equal([text[begin:end] for begin, end in ranges], ["Größe"])
    item = [one for one in box.json("search", "down").items if one["name"] == "downloads"][0]
    equal(item["matches"][0], {"field": "name", "begin": 0, "end": 4})
    painted = box.run("search", "pdf", "--color", "always").out
    contains(painted, "\x1b[33mpdf\x1b[0m", "\x1b[33mPDF\x1b[0m")
    lacks(box.run("search", "pdf").out, "\x1b")


@scenario
def queries_that_cannot_be_read_are_exit_2_and_say_where(box):
    box.with_sample(files=LIBRARY)
    for query, says in (('pdf "form', "the quote is not closed at character 5"),
                        ("été *x", "'*' follows no word at character 5"),
                        ('pdf ""', "the quotes hold no word at character 5"),
                        ("-pdf", "the query only excludes at character 1"),
                        ("!!! ???", "holds no word"), ("", "holds no word"),
                        ("x" * 10_000, "expected at most 2000"),
                        ("a b " * 100, "expected at most 24")):
        run = box.json("search", "--", query, exit=2)
        equal(run.code(), "invalid_value", query)
        contains(run.errors()[0]["message"], says)
        lacks(run.err.lower(), "sqlite", "fts5", "syntax error")
    equal(box.json("search", exit=2).code(), "invalid_usage")


@scenario
def operators_and_odd_characters_are_plain_text(box):
    box.with_sample(files=LIBRARY)
    for query in ("pdf AND forms", "pdf OR forms", "NOT pdf", "NEAR(pdf forms)", "pdf^2", "name:pdf",
                  "{pdf}", "pdf;drop table entry", "pdf'--", "(pdf", "pdf\x01forms", "pdf\\", "%pdf_",
                  "pdf - forms", "C++ pdf", "pdf\tforms\nx"):
        assert "pdf" in found(box, "--", query), query


@scenario
def what_lists_hide_is_not_found(box):
    box.with_sample(files=LIBRARY)
    box.run("source", "exclude", "acme/tools", "skill:pdf")
    lacks(" ".join(found(box, "forms")), "pdf")
    equal(found(box, "forms", "--include-excluded"), ["pdf"])
    equal(box.json("search", "pdf", "--source", "acme/tols", exit=1).code(), "source_not_found")


@scenario
def words_of_the_source_find_its_entries(box):
    box.with_sample("--tag", "paperwork", "--description", "what the office needs", files=LIBRARY)
    equal(len(found(box, "paperwork")), len(LIBRARY))
    equal(found(box, "office pdf")[0], "pdf")
    (box.project / ".skillmeat" / "details").mkdir()
    (box.project / ".skillmeat" / "details" / "acme+tools.md").write_text("# All about zebras\n")
    box.replace("readme_status = \"skipped\"", f'readme_status = "ok"\nreadme_hash = "{"a" * 64}"',
                box.lock)
    equal(len(found(box, "zebras")), len(LIBRARY))


@scenario
def entries_that_are_not_here_are_said(box):
    box.with_sample(files=LIBRARY)
    (box.project / ".skillmeat" / "catalog" / "acme+tools.toml").unlink()
    run = box.json("search", "pdf", exit=3)
    equal(run.json["incomplete"][0]["source_id"], "acme/tools")
    equal(run.code(), "not_scanned")


if __name__ == "__main__":
    main()
