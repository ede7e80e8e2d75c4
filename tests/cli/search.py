"""search: words, phrases, beginnings, exclusions, order, pages, corrections, highlights, bad queries."""

import hashlib
import json

from harness import artifact, contains, equal, lacks, main, scenario
from http_site import Site

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


SKILLS = "/.well-known/agent-skills/index.json"


def offer(site, *names):
    """Makes the site an index of these skills; a name of two parts is described by the second."""
    skills = []
    for name, _, text in (name.partition(": ") for name in names):
        skills.append({"name": name, "type": "skill-md", "description": text or f"what {name} does",
                       "url": f"/{name}.md",
                       "digest": "sha256:" + hashlib.sha256(name.encode()).hexdigest()})
    schema = "https://schemas.agentskills.io/discovery/0.2.0/schema.json"
    site.put(SKILLS, json.dumps({"$schema": schema, "skills": skills}))


@scenario
def remote_entries_follow_the_scanned_ones_and_are_marked(box):
    box.with_sample(files=LIBRARY)
    with Site() as site:
        offer(site, "pdf", "far-pdf: Splits and joins PDF files", "zebra: about stripes")
        equal(box.run("search", "stripes", "--remote", "--format", "plain").out, "")
        box.run("source", "discover", site.url, "--save", "--id", "market")
        asked = len(site.seen)
        equal(found(box, "stripes"), [])
        item = box.json("search", "stripes", "--remote").items[0]
        equal((item["name"], item["type"], item["scanned"], item["index"]),
              ("zebra", "skill", False, "market"))
        items = box.json("search", "pdf", "--remote").items
        equal([one["scanned"] for one in items if one["name"] == "pdf"], [True, False])
        equal({one["name"] for one in items}, {"pdf", "pdf-viewer", "convert", "far-pdf"})
        lines = box.run("search", "pdf", "--remote", "--format", "plain").lines()
        equal(sum("(not scanned)" in line for line in lines), 2)
        equal(box.json("search", "zebra", "--remote", "--type", "agent").items, [])
        equal(box.json("search", "zebra", "--remote", "--source", "acme/tools").items, [])
        equal(box.json("search", "zebra", "--remote", "--tag", "documents").items, [])
        equal(box.json("search", "strippes", "--remote").json["corrections"],
              [{"from": "strippes", "to": "stripes"}])
        equal(len(site.seen), asked)
    # The copy serves although the site is gone.
    equal([one["name"] for one in box.json("search", "stripes", "--remote").items], ["zebra"])


@scenario
def pages_of_scanned_and_remote_entries_joined_are_the_whole_answer(box):
    box.with_sample(files=LIBRARY)
    with Site() as site, Site() as other:
        names = [f"pdf-{word}: reads PDF files" for word in ("alpha", "beta", "gamma", "delta")]
        offer(site, *names, "pdf")
        offer(other, *names)
        box.run("source", "discover", site.url, "--save", "--id", "one")
        box.run("source", "discover", other.url, "--save", "--id", "two")
    for words in (("pdf",), ("files", "pdf"), ("pdf", "--sort", "name"), ("pdf", "--sort", "updated")):
        whole = box.json("search", *words, "--remote").json
        assert whole["page"]["total"] == len(whole["items"]) >= 12, words
        for limit in (1, 4):
            joined, cursor = [], None
            while True:
                more = ("--cursor", cursor) if cursor else ()
                page = box.json("search", *words, "--remote", "--limit", limit, *more).json
                joined += page["items"]
                cursor = page["page"]["next_cursor"]
                if cursor is None:
                    break
            equal(joined, whole["items"], (words, limit))
    cursor = box.json("search", "pdf", "--remote", "--limit", "1").json["page"]["next_cursor"]
    equal(box.json("search", "pdf", "--cursor", cursor, exit=2).code(), "invalid_cursor")


@scenario
def indexes_without_a_copy_are_said(box):
    box.with_sample(files=LIBRARY)
    box.append('\n[[index]]\nid = "away"\nurl = "https://skills.example.org"\n')
    run = box.run("search", "pdf", "--remote")
    contains(run.err, "no copy of the index 'away' is here")
    contains(run.out, "pdf-viewer")
    equal(box.run("search", "pdf").err, "")


@scenario
def entries_that_are_not_here_are_said(box):
    box.with_sample(files=LIBRARY)
    (box.project / ".skillmeat" / "catalog" / "acme+tools.toml").unlink()
    run = box.json("search", "pdf", exit=3)
    equal(run.json["incomplete"][0]["source_id"], "acme/tools")
    equal(run.code(), "not_scanned")


if __name__ == "__main__":
    main()
