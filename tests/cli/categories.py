"""category list, --category, --min-rating and --sort rating."""

import json

from harness import artifact, contains, equal, main, scenario

AGENT = "tools: Read\ncolor: red\n"
COLLECTION = {
    "categories/03-infrastructure/terraform.md": artifact("terraform", extra=AGENT),
    "categories/03-infrastructure/kubernetes.md": artifact("kubernetes", extra=AGENT),
    "categories/04_Quality Security/review.md": artifact("review", extra=AGENT),
    "categories/04_Quality Security/audit.md": artifact("audit",
                                                        extra=AGENT + "category: Data & AI\n"),
}
KIT = {
    ".claude-plugin/marketplace.json": json.dumps({"name": "m", "owner": {"name": "o"}, "plugins": [
        {"name": "kit", "source": "./plugins/kit", "category": "Infrastructure"}]}),
    "plugins/kit/skills/deploy/SKILL.md": artifact("deploy"),
    "plugins/kit/skills/plain/SKILL.md": artifact("plain", extra="category: none\n"),
    "plugins/kit/skills/own/SKILL.md": artifact("own", extra="metadata:\n  category: own things\n"),
}


def categories(box, *words, **more):
    return {item["category"]: item["count"] for item in box.json("category", "list", *words, **more).items}


@scenario
def categories_come_from_front_matter_plugins_and_directories(box):
    box.with_sample(files=COLLECTION)
    box.run("source", "add", box.repository("kit", KIT).url, "--id", "acme/kit")
    equal(categories(box), {"data-ai": 1, "infrastructure": 5, "own-things": 1,
                            "quality-security": 1})
    equal(categories(box, "--source", "acme/kit"), {"infrastructure": 3, "own-things": 1})
    equal(categories(box, "--type", "plugin"), {"infrastructure": 1})
    equal(categories(box, "--type", "hook"), {})
    equal(box.json("category", "list", "--source", "nobody", exit=1).code(), "source_not_found")
    equal(box.run("category", "list", "--format", "plain").rows()[0], ["data-ai", "1"])
    equal({item["category"]: item["count"]
           for item in box.json("catalog", "count", "--by", "category").items}, categories(box))
    equal(box.json("catalog", "show", "terraform").item["category"], "infrastructure")


@scenario
def filters_take_a_category_however_it_is_written(box):
    box.with_sample(files=COLLECTION)
    for text in ("quality-security", "Quality Security", "04_QUALITY_SECURITY"):
        equal(box.entries("--category", text), ["agent:./categories/04_Quality Security/review.md"])
        equal(box.json("catalog", "count", "--category", text).json["total"], 1)
        equal([item["name"] for item in box.json("search", "does", "--category", text).items],
              ["review"])
    equal(len(box.entries("--category", "infrastructure", "--category", "data ai")), 3)
    equal(box.entries("--category", "none"), [])


@scenario
def what_lists_hide_has_no_category_and_sources_may_be_incomplete(box):
    tools = box.with_sample(files=COLLECTION)
    box.run("source", "exclude", "acme/tools", "terraform")
    equal(categories(box)["infrastructure"], 1)
    tools.commit({"categories/03-infrastructure/kubernetes.md": None,
                  "categories/03-infrastructure/ansible.md": artifact("ansible", extra=AGENT)})
    box.run("source", "scan")
    equal(categories(box)["infrastructure"], 1)
    box.run("source", "add", box.repository("more").url, "--id", "more")
    (box.project / ".skillmeat/catalog/more.toml").unlink()
    run = box.json("category", "list", exit=3)
    equal(([item["source_id"] for item in run.json["incomplete"]], run.code()),
          (["more"], "not_scanned"))
    assert run.items
    equal(categories(box, "--source", "acme/tools")["infrastructure"], 1)


@scenario
def lists_are_narrowed_and_sorted_by_rating(box):
    box.with_sample()
    votes = {"pdf": (5,), "docx": (4, 4, 5), "reviewer": (1,)}
    for name, stars in votes.items():
        for number, star in enumerate(stars):
            box.run("rate", name, star, env={"SKILLMEAT_USER_NAME": f"user-{number}"})
    names = lambda *words: [item["name"] for item in box.json(*words).items]  # noqa: E731
    # A single five-star vote does not lead; what nobody rated comes last.
    equal(names("catalog", "list", "--sort", "rating"), ["docx", "pdf", "reviewer", "fix"])
    equal(names("search", "pdf", "documents", "--sort", "rating"),
          ["docx", "pdf"])
    equal(names("catalog", "list", "--min-rating", "4.33"), ["docx", "pdf"])
    equal(names("catalog", "list", "--min-rating", "4.34"), ["pdf"])
    equal(names("catalog", "list", "--min-rating", "1", "--type", "agent"), ["reviewer"])
    equal(names("search", "pdf", "--min-rating", "5"), ["pdf"])
    equal(names("search", "broken", "--min-rating", "1"), [])
    equal(box.json("catalog", "count", "--min-rating", "4").json["total"], 2)
    for text in ("0", "5.5", "many", "4.123"):
        equal(box.json("catalog", "list", "--min-rating", text, exit=2).code(), "invalid_value")
    first = box.json("catalog", "list", "--sort", "rating", "--limit", "2").json["page"]["next_cursor"]
    equal(names("catalog", "list", "--sort", "rating", "--limit", "2", "--cursor", first),
          ["reviewer", "fix"])
    run = box.json("catalog", "list", "--sort", "rating", "--min-rating", "1", "--cursor", first, exit=2)
    equal(run.code(), "invalid_cursor")
    contains(box.run("catalog", "list", "--sort", "rating", "--explain-query").out, "USING")


if __name__ == "__main__":
    main()
