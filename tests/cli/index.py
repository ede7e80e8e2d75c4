"""The index of entries: the same answers with it, without it, and whatever happens to its file."""

import itertools
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

from harness import PROGRAM, PROJECT_ROOT, TYPES, artifact, contains, equal, lacks, main, scenario

sys.path.insert(0, str(PROJECT_ROOT / "tests" / "bench"))
import catalogs  # noqa: E402  (found through the path above)

ALWAYS = {"SKILLMEAT_INDEX": "always"}
NEVER = {"SKILLMEAT_INDEX": "never"}

RICH = {
    ".claude-plugin/plugin.json": json.dumps({"name": "Kit Über", "version": "1.2.3",
                                              "description": "the kit"}),
    "skills/pdf/SKILL.md": artifact("pdf", "reads PDF files",
                                    "tags: [Office, reading]\ncategory: Documents\n"),
    "skills/docx/SKILL.md": artifact("docx", "writes documents", "tags: [office]\n"),
    "skills/old/SKILL.md": artifact("old", "will go"),
    "agents/reviewer.md": artifact("reviewer", "reviews code", "tools: Read\n"),
    "commands/fix.md": "---\ndescription: fixes what is broken\n---\nFix $ARGUMENTS.\n",
    "examples/skills/demo/SKILL.md": artifact("demo", "shows something"),
    ".mcp.json": json.dumps({"mcpServers": {"files": {"command": "npx", "args": ["-y", "files"]}}}),
}

QUESTIONS = [
    ("catalog", "list"), ("catalog", "list", "--all"), ("catalog", "list", "--include-excluded"),
    ("catalog", "list", "--type", "skill"), ("catalog", "list", "--type", "skill", "--type", "agent"),
    ("catalog", "list", "--status", "excluded"), ("catalog", "list", "--status", "removed"),
    ("catalog", "list", "--status", "updated", "--status", "new"),
    ("catalog", "list", "--tier", "example", "--min-confidence", "0"),
    ("catalog", "list", "--min-confidence", "80"), ("catalog", "list", "--tag", "OFFICE"),
    ("catalog", "list", "--tag", "team"), ("catalog", "list", "--tag", "offic"),
    ("catalog", "list", "--plugin", "kit über"), ("catalog", "list", "--plugin", "."),
    ("catalog", "list", "--category", "documents"), ("catalog", "list", "--category", ""),
    ("catalog", "list", "--search", "READS pdf"), ("catalog", "list", "--search", "é%_'"),
    ("catalog", "list", "--source", "acme/tools"), ("catalog", "list", "--source", "acme/tols"),
    ("catalog", "list", "--source", "ACME/TOOLS", "--source", "b"),
    ("catalog", "count"), ("catalog", "count", "--by", "status"), ("catalog", "count", "--by", "tier"),
    ("catalog", "count", "--by", "tag"), ("catalog", "count", "--by", "source"),
    ("catalog", "count", "--by", "tag", "--search", "e"), ("source", "count", "b"),
    ("source", "list"), ("source", "list", "--type", "skill"), ("source", "list", "--sort", "count"),
    ("source", "list", "--sort", "synced", "--limit", "1"), ("source", "list", "--tag", "team"),
    ("source", "list", "--search", "acme"), ("source", "list", "--visibility", "private"),
    ("search", "reads"), ("search", "pdf", "code"), ("search", "--all", "will", "go"),
    ("category", "list"), ("category", "list", "--type", "skill"), ("category", "list", "--source", "b"),
    ("category", "list", "--source", "nobody"), ("catalog", "count", "--by", "category"),
    ("catalog", "list", "--category", "1_DOCUMENTS"), ("catalog", "list", "--category", "none"),
    ("catalog", "list", "--min-rating", "4"), ("catalog", "list", "--min-rating", "1", "--type", "agent"),
    ("catalog", "list", "--min-rating", "4.5", "--category", "documents", "--sort", "rating"),
    ("catalog", "list", "--min-rating", "5", "--plugin", "kit über"), ("catalog", "count", "--min-rating", "2"),
    ("search", "reads", "--min-rating", "3"), ("search", "reads", "--sort", "rating"),
    ("catalog", "list", "--min-rating", "0.5"), ("catalog", "list", "--category", "documents"),
] + [("catalog", "list", "--all", "--sort", sort)
     for sort in ("natural", "name", "type", "confidence", "detected", "changed", "rating")]


def told(run):
    """What a run said, notes about the index itself aside."""
    lines = [line for line in run.err.splitlines() if "the index of entries" not in line]
    return run.exit, run.out, lines


def ask(box, *words, env=ALWAYS, json_too=True):
    return told(box.run(*words, *(("--json",) if json_too else ()), exit=None, env=env))


def agree(box, *words):
    for form in ((), ("--json",), ("--format", "plain")):
        with_index = told(box.run(*words, *form, exit=None, env=ALWAYS))
        without = told(box.run(*words, *form, exit=None, env=NEVER))
        equal(with_index, without, words + form)


def walk(box, env, *words):
    """All pages of a list, with their cursors."""
    seen, cursor = [], None
    while True:
        more = ("--cursor", cursor) if cursor else ()
        page = box.json(*words, "--limit", "2", *more, env=env).json
        seen.append(page)
        cursor = page["page"]["next_cursor"]
        if cursor is None:
            return seen


def rich_world(box):
    tools = box.with_sample("--tag", "team", files=RICH)
    box.run("source", "add", box.repository("b").url, "--id", "b", "--min-confidence", "70")
    box.run("source", "add", box.repository("mine").url, "--id", "mine", "--visibility", "private")
    tools.commit({"skills/old/SKILL.md": None,
                  "agents/reviewer.md": artifact("reviewer", "reviews all code", "tools: Read\n")})
    box.run("source", "scan")
    box.run("source", "exclude", "acme/tools", "skill:docx", "--reason", "not ours")
    for reference, user, stars in (("skill:./skills/pdf@acme/tools", "ana", 5),
                                   ("skill:./skills/pdf@b", "ana", 4), ("skill:./skills/pdf@b", "ben", 4),
                                   ("agent:./agents/reviewer.md@mine", "ana", 2),
                                   ("skill:./skills/docx@acme/tools", "ana", 1)):
        box.run("rate", reference, stars, env={"SKILLMEAT_USER_NAME": user})
    box.append('\n[[source]]\nid = "never/scanned"\nurl = "https://github.com/never/scanned"\n')
    return tools


def write_ratings(box, rows):
    """ratings.toml with (artifact id, user, stars), in the file's order."""
    text = "version = 1\n"
    for artifact_id, user, stars in sorted(rows):
        source = artifact_id.rpartition("@")[2]
        text += (f'\n[[rating]]\nartifact = "{artifact_id}"\nurl = "https://github.com/{source}"\n'
                 f'user = "{user}"\nstars = {stars}\nsha = "{"0" * 40}"\n'
                 f'rated_at = 2026-11-20T10:00:00Z\n')
    folder = box.root / "config/skillmeat"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ratings.toml").write_text(text)


@scenario
def every_question_has_the_same_answer_with_and_without_the_index(box):
    rich_world(box)
    for words in QUESTIONS:
        agree(box, *words)
    for words in (("catalog", "list", "--all"), ("source", "list"), ("search", "reads", "pdf", "code"),
                  ("catalog", "list", "--all", "--sort", "name"),
                  ("search", "reads", "--sort", "name"), ("search", "reads", "--sort", "updated"),
                  ("catalog", "list", "--all", "--sort", "rating"), ("search", "reads", "--sort", "rating"),
                  ("catalog", "list", "--min-rating", "1", "--sort", "rating")):
        equal(walk(box, ALWAYS, *words), walk(box, NEVER, *words), words)
    # A cursor made by one is taken by the other.
    first = box.json("catalog", "list", "--limit", "2", env=ALWAYS).json["page"]["next_cursor"]
    equal(ask(box, "catalog", "list", "--cursor", first),
          ask(box, "catalog", "list", "--cursor", first, env=NEVER))
    other = box.run("catalog", "list", "--cursor", first, "--type", "skill", exit=2, env=ALWAYS)
    contains(other.err, "another query")


@scenario
def random_catalogs_have_the_same_answers_with_and_without_the_index(box):
    box.init()
    catalogs.write_project(box.project, 5, 40, seed=7)
    draw = random.Random(3)
    rated = draw.sample(box.json("catalog", "list", "--all", env=NEVER).items, 60)
    write_ratings(box, [(item["id"], f"user-{draw.randrange(3)}", draw.randrange(1, 6)) for item in rated])
    words = list(catalogs.WORDS)
    box.append('\n[[source.exclude]]\nartifact = "./items/item-00000?/**"\nat = 2026-01-02T03:04:05Z\n'
               '[[source.exclude]]\nartifact = "review-test"\n')
    for _ in range(40):
        question = ["catalog", draw.choice(("list", "count"))]
        for option, values in (("--type", TYPES), ("--status", ("new", "updated", "excluded")),
                               ("--tier", ("primary", "unlisted")), ("--tag", words),
                               ("--min-confidence", ("0", "60", "99")), ("--search", words),
                               ("--category", ("quality", "Data AI")), ("--min-rating", ("1", "3")),
                               ("--source", ("team-000/pack-00001", "team-000/pack-00003"))):
            if draw.random() < 0.3:
                question += [option, draw.choice(values)]
        if question[1] == "list":
            question += ["--sort", draw.choice(("natural", "name", "confidence", "changed", "rating")),
                         "--limit", draw.choice(("1", "7", "100"))]
        else:
            question += ["--by", draw.choice(("type", "status", "tier", "tag", "source",
                                              "category"))]
        equal(ask(box, *question), ask(box, *question, env=NEVER), question)
    for _ in range(30):
        question = ["search", *draw.sample(words, draw.randrange(1, 4)), "--limit", "20"]
        if draw.random() < 0.4:
            question += ["--type", draw.choice(TYPES)]
        equal(ask(box, *question), ask(box, *question, env=NEVER), question)


def damages(box):
    index = box.root / "cache" / "skillmeat" / "index.sqlite"
    stamp = index.with_name("index.stamp")

    def overwrite(at, data):
        with open(index, "r+b") as stream:
            stream.seek(at)
            stream.write(data)

    def foreign():
        index.unlink()
        subprocess.run([sys.executable, "-c", "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
                        "c.execute('create table notes(text)'); c.commit()", str(index)], check=True)

    def newer():
        subprocess.run([sys.executable, "-c", "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
                        "c.execute('pragma user_version = 999'); c.commit()", str(index)], check=True)

    return {
        "deleted": index.unlink,
        "truncated": lambda: os.truncate(index, index.stat().st_size // 2),
        "empty": lambda: os.truncate(index, 0),
        "garbled header": lambda: overwrite(0, b"\0" * 100),
        "garbled inside": lambda: overwrite(index.stat().st_size // 2, os.urandom(9000)),
        "one text changed": lambda: index.write_bytes(index.read_bytes().replace(b"reviews", b"REVIEWS")),
        "unreadable": lambda: index.chmod(0),
        "newer": newer,
        "foreign": foreign,
        "without stamp": stamp.unlink,
        "with another stamp": lambda: stamp.write_text("1 2 3 4\n"),
        "a directory": lambda: (index.unlink(), index.mkdir(), (index / "x").write_text("")),
    }


@scenario
def whatever_happens_to_the_file_changes_no_answer(box):
    rich_world(box)
    asked = [("catalog", "list", "--all"), ("catalog", "count"), ("search", "reviews", "code"),
             ("source", "list")]
    expected = [ask(box, *words, env=NEVER) for words in asked]
    for name in damages(box):
        ask(box, "catalog", "list")
        damages(box)[name]()
        for words, answer in zip(asked, expected):
            equal(ask(box, *words), answer, f"{name}: {words}")
        index = box.root / "cache" / "skillmeat" / "index.sqlite"
        if index.is_dir():
            for path in index.iterdir():
                path.unlink()
            index.rmdir()


@scenario
def a_damaged_index_is_set_aside_without_a_word(box):
    box.with_sample()
    ask(box, "catalog", "list")
    damages(box)["truncated"]()
    equal(box.run("catalog", "list", env=ALWAYS).err, "")
    assert (box.root / "cache" / "skillmeat" / "index.sqlite.old").exists()
    damages(box)["truncated"]()
    told = box.run("catalog", "list", env={**ALWAYS, "SKILLMEAT_LOG": "info"}).err
    equal(told.count("it is made anew"), 1)


@scenario
def a_manifest_that_cannot_be_read_leaves_the_index_alone(box):
    box.with_sample()
    ask(box, "catalog", "list")
    good = box.manifest.read_text()
    index = box.root / "cache" / "skillmeat" / "index.sqlite"
    before = index.stat().st_ino
    box.append("broken\n")
    equal(ask(box, "catalog", "list")[0], 2)
    box.manifest.write_text(good)
    equal(ask(box, "catalog", "list")[0], 0)
    equal(index.stat().st_ino, before)
    assert not index.with_name("index.sqlite.old").exists()


@scenario
def what_is_edited_by_hand_shows_in_the_very_next_command(box):
    tools = box.with_sample("--tag", "first", files=RICH)
    everything = box.json("catalog", "list", env=ALWAYS).ids()
    equal(len(everything), 7)
    box.append('\n[[source.exclude]]\nartifact = "skill:./skills/pdf"\n')
    lacks("".join(box.json("catalog", "list", env=ALWAYS).ids()), "skills/pdf")
    equal(box.json("catalog", "count", "--by", "status", env=ALWAYS).items[-1]["count"], 1)
    equal(box.json("search", "pdf", env=ALWAYS).ids(), [])
    box.replace("skill:./skills/pdf", "./skills/*")
    equal(len(box.json("catalog", "list", "--status", "excluded", env=ALWAYS).items), 3)
    box.replace('tags = ["first"]', 'tags = ["second"]')
    equal(box.json("catalog", "list", "--tag", "first", env=ALWAYS).items, [])
    assert box.json("search", "second", env=ALWAYS).items
    box.replace("\n[[source.exclude]]\n", "\nmin_confidence = 100\n\n[[source.exclude]]\n")
    agree(box, "catalog", "list")
    tools.commit({"skills/new/SKILL.md": artifact("brand-new", "quite unheard of")})
    box.run("source", "scan")
    agree(box, "search", "unheard", "--min-confidence", "0", "--include-excluded")
    assert box.json("search", "unheard", "--min-confidence", "0", "--include-excluded",
                    env=ALWAYS).items


@scenario
def a_second_change_in_the_same_moment_shows(box):
    box.with_sample()
    catalog = box.project / ".skillmeat" / "catalog" / "acme+tools.toml"
    for number, word in enumerate(("writes", "wrings", "wraths", "wrecks")):
        before = catalog.stat()
        if number:  # the same size, time and inode: only the content differs
            text = catalog.read_bytes().replace(previous.encode(), word.encode())
            with open(catalog, "r+b") as stream:
                stream.write(text)
            os.utime(catalog, ns=(before.st_atime_ns, before.st_mtime_ns))
            equal(catalog.stat().st_ino, before.st_ino)
        else:
            os.utime(catalog)
        descriptions = [item["description"] for item in box.json("catalog", "list", env=ALWAYS).items]
        assert any(text and text.startswith(word) for text in descriptions), (word, descriptions)
        previous = word


@scenario
def files_from_the_future_are_looked_at_again(box):
    box.with_sample()
    catalog = box.project / ".skillmeat" / "catalog" / "acme+tools.toml"
    ahead = time.time_ns() + 3_600_000_000_000
    os.utime(catalog, ns=(ahead, ahead))
    ask(box, "catalog", "list")
    text = catalog.read_bytes().replace(b"writes", b"writer")
    with open(catalog, "r+b") as stream:
        stream.write(text)
    os.utime(catalog, ns=(ahead, ahead))
    contains(box.run("catalog", "list", env=ALWAYS).out, "writer documents")


@scenario
def without_a_place_for_the_index_answers_are_the_same(box):
    rich_world(box)
    asked = [("catalog", "list", "--all"), ("search", "reads")]
    expected = [ask(box, *words, env=NEVER) for words in asked]
    blocked = box.root / "blocked"
    blocked.write_text("a file, not a folder")
    for cache in (blocked, "/proc/none", "relative"):
        env = {**ALWAYS, "SKILLMEAT_CACHE_HOME": str(cache)}
        equal([ask(box, *words, env=env) for words in asked], expected, cache)
    env = {**ALWAYS, "XDG_CACHE_HOME": None, "HOME": None}
    equal([ask(box, *words, env=env) for words in asked], expected)


@scenario
def a_full_disk_changes_no_answer(box):
    rich_world(box)
    asked = [("catalog", "list", "--all"), ("search", "reads")]
    expected = [ask(box, *words, env=NEVER)[:2] for words in asked]

    def small_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    for words, answer in itertools.product(asked, range(2)):
        done = subprocess.run([PROGRAM, *words, "--json"], cwd=box.project, env={**box.env, **ALWAYS},
                              capture_output=True, preexec_fn=small_files)
        equal((done.returncode, done.stdout.decode()), expected[asked.index(words)], words)


def large_world(box):
    box.init()
    catalogs.write_project(box.project, 20, 300)
    return box.root / "cache" / "skillmeat" / "index.sqlite"


@scenario
def a_builder_that_is_killed_leaves_nothing_wrong(box):
    index = large_world(box)
    expected = ask(box, "catalog", "count", env=NEVER)
    for delay in (0.0, 0.02, 0.05, 0.1, 0.2, 0.4):
        index.unlink(missing_ok=True)
        with subprocess.Popen([PROGRAM, "catalog", "count"], cwd=box.project,
                              env={**box.env, **ALWAYS}, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as builder:
            time.sleep(delay)
            builder.kill()
        equal(ask(box, "catalog", "count"), expected, delay)


@scenario
def several_builders_at_once_agree(box):
    large_world(box)
    expected = ask(box, "search", "review", "pull", "--limit", "50", env=NEVER)
    runs = [subprocess.Popen([PROGRAM, "search", "review", "pull", "--limit", "50", "--json"],
                             cwd=box.project, env={**box.env, **ALWAYS}, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE) for _ in range(6)]
    for run in runs:
        out, _ = run.communicate(timeout=120)
        equal((run.returncode, out.decode()), expected[:2])


@scenario
def no_row_of_another_scope_is_ever_seen(box):
    names = {}
    for name in ("one", "two"):
        made = box.repository(f"of-{name}", {f"skills/{name}-only/SKILL.md":
                                             artifact(f"{name}-only", f"secret of {name}")})
        box.init(name)
        box.run("source", "add", made.url, "--id", f"acme/{name}", "--tag", f"tag-{name}")
        names[name] = box.project
    mine = box.repository("of-user", {"skills/user-only/SKILL.md":
                                      artifact("user-only", "secret of user")})
    box.run("source", "add", mine.url, "--id", "acme/user", "--tag", "tag-user", "--scope", "user")
    box.run("catalog", "list", "--scope", "all", env=ALWAYS)
    questions = [("catalog", "list", "--all"), ("catalog", "count", "--by", "source"),
                 ("catalog", "count", "--by", "tag"), ("source", "list"), ("source", "count"),
                 ("search", "secret"), ("search", "secret", "--sort", "name"), ("search", "only"),
                 ("catalog", "list", "--search", "secret")]
    questions += [("catalog", "list", "--all", "--sort", "name"), ("search", "secret", "--all")]
    for name in ("one", "two", "user"):
        others = {"one", "two", "user"} - {name}
        place = ("--scope", "user") if name == "user" else ("--project", names[name])
        for words in questions:
            run = box.json(*words, *place, env=ALWAYS)
            assert run.items, words
            for other in others:
                lacks(run.out, f"acme/{other}", f"{other}-only", f"tag-{other}")
        for other in others:
            for words in (("catalog", "list", "--tag", f"tag-{other}"), ("search", f'"{other} only"'),
                          ("source", "list", "--tag", f"tag-{other}")):
                equal(box.json(*words, *place, env=ALWAYS).items, [], words)
            equal(box.json("search", "secret", "--source", f"acme/{other}", *place, exit=1,
                           env=ALWAYS).code(), "source_not_found")
            for words in (("catalog", "list", "--source", f"acme/{other}"), ("source", "count",
                          f"acme/{other}"), ("source", "list", f"acme/{other}"),
                          ("source", "show", f"acme/{other}"), ("source", "details",
                          f"acme/{other}"), ("source", "tag", "list", f"acme/{other}"),
                          ("catalog", "show", f"{other}-only"), ("catalog", "explain",
                          f"{other}-only")):
                equal(box.run(*words, *place, exit=None, env=ALWAYS).exit in (1, 2), True, words)
    everything = box.json("search", "secret", "--scope", "all", env=ALWAYS)
    equal(len(everything.items), 3)
    # What a search scores does not depend on what else the index holds.
    alone = box.json("search", "secret", "--project", names["one"], env=NEVER)
    equal(alone.items, box.json("search", "secret", "--project", names["one"], env=ALWAYS).items)


@scenario
def a_project_that_is_gone_is_forgotten(box):
    box.with_sample()
    ask(box, "catalog", "list")
    box.manifest.rename(box.project / "elsewhere.toml")
    other = box.repository("other")
    box.init("second")
    box.run("source", "add", other.url, "--id", "x/y")
    ask(box, "catalog", "list")
    index = box.root / "cache" / "skillmeat" / "index.sqlite"
    count = subprocess.run([sys.executable, "-c", "import sqlite3, sys; print(sqlite3.connect("
                            "sys.argv[1]).execute('select count(*) from scope').fetchone()[0])",
                            str(index)], capture_output=True, text=True, check=True)
    equal(count.stdout.strip(), "1")


@scenario
def queries_go_through_indexes(box):
    rich_world(box)
    box.run("source", "add", box.repository("c").url, "--id", "c", "--scope", "user")
    served = [((), "entry_by_type"), (("--type", "skill"), "entry_by_type (source=? AND type=?)"),
              (("--type", "skill", "--type", "agent"), "entry_by_type (source=? AND type=?)"),
              (("--status", "updated"), "entry_by_status (source=? AND status=?)"),
              (("--status", "excluded"), "entry_by_exclusion (excluded_at>?)"),
              (("--min-confidence", "90"), "entry_by_confidence (source=? AND confidence>?)"),
              (("--category", "documents"), "entry_by_category (category_key=?)"),
              (("--tag", "reading"), "INTEGER PRIMARY KEY (rowid=?)"),
              (("--source", "b"), "entry_by_type"),
              (("--search", "pdf"), "entry_by_type"),
              (("--plugin", "kit"), "entry_by_type"),
              (("--sort", "name", "--limit", "3"), "entry_by_type")]
    for words, through in served:
        for scope in ("project", "all"):
            plan = box.run("catalog", "list", *words, "--scope", scope, "--explain-query").out
            contains(plan, through)
            lacks(plan, "SCAN")
    one_type = box.run("catalog", "list", "--type", "skill", "--explain-query").out
    lacks(one_type, "TEMP B-TREE")


@scenario
def small_projects_make_no_index_for_lists(box):
    box.with_sample()
    box.run("catalog", "list")
    box.run("source", "list")
    box.run("catalog", "count")
    assert not (box.root / "cache" / "skillmeat" / "index.sqlite").exists()
    box.run("search", "pdf")
    assert (box.root / "cache" / "skillmeat" / "index.sqlite").exists()
    equal(Path(box.root / "cache" / "skillmeat" / "index.stamp").stat().st_mode & 0o777, 0o600)


@scenario
def faults_of_files_are_told_as_without_the_index(box):
    tools = rich_world(box)
    del tools
    ask(box, "catalog", "list")
    box.append("unknown_key = 1\n")
    for words in (("catalog", "list"), ("source", "list"), ("search", "reads"), ("catalog", "count")):
        agree(box, *words)
        agree(box, *words)
    box.append("broken\n")
    for words in (("catalog", "list"), ("source", "list"), ("search", "reads"), ("catalog", "count")):
        agree(box, *words)
    box.replace("broken\n", "")
    catalog = box.project / ".skillmeat" / "catalog" / "acme+tools.toml"
    catalog.write_text(catalog.read_text().replace('tier = "primary"', 'tier = "first"', 1))
    for words in (("catalog", "list"), ("source", "list", "--type", "skill"), ("search", "reads"),
                  ("catalog", "count")):
        agree(box, *words)
        equal(box.run(*words, exit=None, env=ALWAYS).exit, 3, words)


if __name__ == "__main__":
    main()
