"""Every command's JSON output, errors and warnings against schemas/output."""

import json
import sys

from github_box import on_github
from harness import (PROJECT_ROOT, Run, artifact, contains, equal, main, scenario)

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is missing", file=sys.stderr)
    sys.exit(77)

NEW = "skill:new@acme/tools"
FOLDER = PROJECT_ROOT / "schemas" / "output"
SCHEMAS = {json.loads(path.read_text())["$id"]: json.loads(path.read_text())
           for path in sorted(FOLDER.glob("*.json"))}


def validator(schema):
    return jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


def schema_of(name):
    """skillmeat.source.list/1 -> the schema of that output."""
    return SCHEMAS[name.replace("skillmeat.", "skillmeat:output/", 1)]


def check(schema, document, about):
    faults = [f"{'/'.join(map(str, fault.absolute_path))}: {fault.message}"
              for fault in validator(schema).iter_errors(document)]
    assert not faults, f"{about}\n" + "\n".join(faults)


def check_told(run: Run):
    """Every line of stderr is an error, a warning or a note of its schema."""
    for line in run.err.splitlines():
        told = json.loads(line)
        (kind,) = told
        check(SCHEMAS[f"skillmeat:output/{kind}/1"], told, f"{run}\n{line}")


class Checker:
    """Runs commands in one format and validates all they print."""

    def __init__(self, box, form):
        self.box = box
        self.form = form
        document = json.loads(box.run("schema", "commands").out)
        check(schema_of(document["schema"]), document, "schema commands")
        self.commands = {command["name"]: command for command in document["item"]["commands"]}
        self.seen = set()

    def __call__(self, name, *words, exit=0, **options):
        run = self.box.run(*name.split(), *words, "--format", self.form, exit=exit, **options)
        check_told(run)
        names = self.commands[name]["output_schemas"]
        if self.form == "json" and run.out:
            document = json.loads(run.out)
            assert document["schema"] in names, f"expected one of {names}\n{run}"
            check(schema_of(document["schema"]), document, run)
        elif self.form == "jsonl":
            shape = schema_of(names[0])["properties"]
            shape = shape["items"]["items"] if "items" in shape else shape["item"]
            for line in run.lines():
                check(shape, json.loads(line), run)
        if exit == 0:
            self.seen.add(name)
        return run


def sources(check, box):
    tools = box.repository()
    tools.commit({"agents/README.md": "# about these agents\n"})
    check("source list")
    check("source add", tools.url, "--id", "acme/tools", "--tag", "a", "--map", "commands=command")
    check("source add", tools.url, exit=1)
    check("source add", f"file://{box.root}/none", "http://127.0.0.1:1/none", exit=8)
    check("source add", tools.url, "--id", "later", "--ref", "main", "--no-scan")
    check("source add", tools.url, "--id", "plan", "--root", "skills", "--dry-run")
    check("source list")
    check("source list", "--type", "skill", "--limit", "1")
    check("source list", "--tag", "none")
    check("source list", "--cursor", "damaged", exit=2)
    discover(check, box, tools)
    check("source show", "acme/tools")
    check("source show", "later")
    check("source show", "acme/tols", exit=1)
    check("source update", "acme/tools", "--description", "ours")
    check("source update", "acme/tools", "--description", "ours")
    check("source update", "later", "--root", "nowhere", exit=2)
    for verb in ("add", "remove", "set"):
        check(f"source tag {verb}", "acme/tools", "b")
        check(f"source tag {verb}", "acme/tools", "two words", exit=2)
    check("source tag list", "acme/tools")
    check("source tag list", "later")
    check("source tag list", "nobody", exit=1)
    check("source exclude", "acme/tools", "pdf", "--reason", "unwanted")
    check("source exclude", "acme/tools", "./agents/**")
    check("source exclude", "acme/tools", "pdf")
    check("source exclude", "acme/tools", "nothing", exit=1)
    check("source show", "acme/tools")
    check("catalog list", "--include-excluded")
    check("source restore", "acme/tools", "pdf")
    check("source restore", "acme/tools", "./nothing/**", exit=1)
    check("source scan", "--dry-run")
    check("source scan")
    check("source scan", "acme/tools")
    tools.commit({"skills/pdf/SKILL.md": None, "skills/new/SKILL.md": artifact("new")})
    check("source scan")
    check("source scan", "nobody", exit=1)
    for key in ("type", "status", "tier", "tag", "source"):
        check("source count", "--by", key)
        check("catalog count", "--by", key)
    check("source count", "nobody", exit=1)


def github(check, box):
    with on_github(box, name="acme/hub", topics=["skills"]):
        check("source add", "acme/hub", "--import-description", "--import-readme")
        check("source details", "acme/hub")
        check("source details", "later")
        check("source details", "nobody", exit=1)
        check("source tag suggest", "acme/hub")
        check("source tag suggest", "later")
        check("source update", "acme/hub", "--transport", "api")
        check("source scan", "acme/hub")
        check("source remove", "acme/hub", "--yes")
    del box.env["SKILLMEAT_GITHUB_API_URL"]


def discover(check, box, tools):
    market = box.repository("market", {"marketplace.json": json.dumps({"plugins": [
        {"name": "tools", "source": {"source": "url", "url": tools.url, "sha": tools.head()},
         "version": "1", "description": "our tools"},
        {"name": "pack", "source": {"source": "npm", "package": "x"}}, {"name": "here"}, 7]})})
    check("source discover", market.url)
    check("source discover", market.url, "nothing", exit=1)
    check("source discover", tools.url, exit=1)
    check("source discover", market.url, "--save", "--ttl", "1h")
    check("source discover", "market", "--add", "tools", "--dry-run", "--tag", "m")
    check("source discover", "market", "--all", "--no-scan", "--dry-run")
    if check.form == "json":  # the lines of the others have a schema of their own
        check("source discover", "--list")
        check("source discover", "--forget", "market")
    check("source discover", "--forget", "nobody", exit=1)


def catalog(check, box):
    check("catalog list")
    check("catalog list", "--all")
    check("catalog list", "--limit", "1")
    check("catalog list", "--search", "nothing fits")
    check("catalog list", "--source", "nobody", exit=1)
    check("catalog list", "--scope", "all")
    check("catalog show", "skill:new@acme/tools")
    check("catalog show", "nothing", exit=1)
    check("catalog show", "new", exit=2)
    check("catalog explain", "skill:new@acme/tools")
    check("catalog explain", "./agents/README.md@acme/tools")
    check("catalog explain", "./nothing@acme/tools", exit=1)
    check("catalog count", "--type", "hook")
    check("catalog count", "--by", "category")
    check("category list")
    check("category list", "--type", "skill", "--source", "acme/tools")
    check("category list", "--source", "nobody", exit=1)
    check("catalog prune", "--dry-run")
    check("catalog prune")
    check("catalog prune")
    check("catalog prune", "nobody", exit=1)
    check("search", "reads", "files")
    check("search", "reads", "--limit", "1")
    check("search", "reads", "--remote")
    check("search", "qqqqqqq")
    check("search", '"', exit=2)
    check("detect", box.root / "repos/tools", "--all", "--explain")
    check("detect", box.home)
    check("detect", box.root / "nowhere", exit=1)


def ratings(check, box):
    check("rate list")
    check("rate", "skill:new@acme/tools", "5", "--comment", "good")
    check("rate", "skill:new@acme/tools", "5", "--comment", "good")
    check("rate", "skill:new@acme/tools", "6", exit=2)
    check("rate", "nothing", "3", exit=1)
    check("rate list")
    check("rate list", "--scope", "all", "--source", "acme/tools", "--user", "T@example.org")
    check("rate list", "--source", "nobody", exit=1)
    check("catalog show", "skill:new@acme/tools")
    check("catalog list", "--sort", "rating", "--min-rating", "4.5")
    check("search", "new", "--sort", "rating", "--min-rating", "1")
    check("rate export")
    check("rate export", "--output", box.root / "ratings.toml")
    check("rate remove", "skill:new@acme/tools")
    check("rate remove", "skill:new@acme/tools")
    check("rate remove", "nothing", exit=1)
    check("rate import", box.root / "ratings.toml", "--dry-run")
    check("rate import", box.root / "ratings.toml")
    check("rate import", box.root / "none.toml", exit=1)


def deploys(check, box):
    installed = box.project / ".claude/skills/new/SKILL.md"
    for words in (["--dry-run"], [], []):
        check("deploy", NEW, "--agent", "claude-code", *words)
    assert installed.exists()
    check("deploy", NEW, "--agent", "nobody", exit=2)
    check("deploy", "nothing", "--agent", "claude-code", exit=1)
    installed.write_text("ours")
    check("deploy", NEW, "--agent", "claude-code", exit=1)
    check("undeploy", NEW, exit=1)
    check("undeploy", NEW, "--force", "--dry-run")
    check("undeploy", NEW, "--force")
    check("undeploy", "nothing", exit=1)


def deployments(check, box):
    check("deployment list")
    check("deployment summary")
    made = check("deployment create", "--artifact", NEW, "--status", "active", "--agent", "codex")
    identity = json.loads(made.out.splitlines()[-1])
    identity = identity.get("item", identity)["id"]
    check("deployment create", "--artifact", NEW, "--agent", "codex", exit=1)
    check("deployment create", "--artifact", "nothing", exit=1)
    check("deployment list")
    check("deployment list", "--status", "active", "--limit", "1")
    check("deployment list", "--artifact", "nothing", exit=1)
    check("deployment show", identity)
    check("deployment show", "nothing", exit=1)
    check("deployment summary", "--scope", "all")
    check("deployment update", identity, "--version", "2")
    check("deployment update", identity, "--status", "pending", exit=2)
    check("deployment update", identity, "--status", "inactive")
    check("deployment prune", "--dry-run")
    check("deployment prune")


def upgrades(check, box):
    check("verify")
    check("outdated")
    check("deploy", NEW, "--agent", "claude-code")
    check("upgrade", "--all", "--diff", "--dry-run")
    check("upgrade", NEW, "--merge")
    check("upgrade", "nothing", exit=1)
    check("upgrade", exit=2)
    check("outdated", "--scope", "all")
    check("deploy", "--locked")
    check("verify")
    (box.project / ".claude/skills/new/SKILL.md").write_text("mine\n")
    (box.project / ".claude/skills/new/more.md").write_text("mine\n")
    check("verify", exit=3)
    check("deploy", "--locked", exit=3)
    check("verify", "--fix", exit=3)
    check("undeploy", NEW)
    check("deployment prune")


def exchanges(check, box):
    file = box.root / "all.toml"
    check("export")
    check("export", "--output", file, "--include-private")
    check("import", file, "--dry-run")
    check("import", file)
    (box.root / "apm.yml").write_text(f"""
name: ours
dependencies:
  apm:
    - git: {box.root / "repositories/none"}
""")
    check("import", box.root / "apm.yml", "--no-scan")
    check("source remove", "none", "--yes")
    check("import", box.root / "nothing.toml", exit=1)
    check("import", exit=2)


def collections(check, box):
    check("collection list")
    check("collection create", "reviewing", "--description", "for reviews")
    check("collection create", "Reviewing", exit=1)
    check("collection create", "writing", "--private")
    check("collection list", "--page-size", "1")
    check("collection list", "--page", "0", exit=2)
    check("collection list", "--scope", "all")
    check("collection add", "reviewing", "skill:docx@acme/tools", "skill:new@acme/tools")
    check("collection add", "reviewing", "nothing", exit=1)
    check("collection copy", "reviewing", "skill:new@acme/tools", "--to", "writing")
    check("collection move", "reviewing", "skill:new@acme/tools", "--to", "writing")
    check("collection update", "reviewing", "--name", "reviews")
    check("group list", "reviews")
    check("group create", "reviews", "first", "--description", "at first")
    check("group create", "reviews", "second", "--position", "0")
    check("group create", "reviews", "first", exit=1)
    check("group list", "reviews")
    check("group add", "reviews", "first", "skill:new@acme/tools", "skill:docx@acme/tools")
    check("group add", "reviews", "nothing", "skill:new@acme/tools", exit=1)
    check("group show", "reviews", "first")
    check("collection show", "reviews")
    check("collection show", "nothing", exit=1)
    check("group position", "reviews", "first", "skill:docx@acme/tools", "0")
    check("group position", "reviews", "first", "skill:docx@acme/tools", "7", exit=2)
    check("group reorder-artifacts", "reviews", "first", "skill:docx@acme/tools=1")
    check("group reorder", "reviews", "first", "second")
    check("group update", "reviews", "second", "--position", "0")
    check("group remove", "reviews", "first", "skill:docx@acme/tools")
    check("group delete", "reviews", "second")
    check("collection export")
    check("collection export", "reviews", "--output", box.root / "reviews.toml")
    check("collection export", "writing", exit=2)
    check("collection remove", "reviews", "skill:docx@acme/tools")
    check("collection import", box.root / "reviews.toml")
    check("collection import", box.root / "reviews.toml")
    check("collection import", box.root / "nothing.toml", exit=1)
    check("collection delete", "reviews", "--dry-run")
    check("collection delete", "reviews")
    check("collection import", box.root / "reviews.toml", "--dry-run")


def administration(check, box):
    project = check("project list").out
    assert box.project.name in project
    check("project add", box.project)
    check("project add", box.home, exit=1)
    check("project remove", "nobody", exit=1)
    check("cache list")
    check("cache clean", "--dry-run", "--all")
    check("cache clean")
    check("cache clean", "--source", "nobody", exit=1)
    check("lock check")
    box.append('\n[[source]]\nid = "unknown"\nurl = "file:///nowhere"\n')
    check("lock check", exit=3)
    check("source scan", "unknown", exit=1)
    check("source scan", "--locked", exit=3)
    check("migrate", "--dry-run")
    check("migrate")
    check("migrate", "--to", "0", exit=1)
    check("config list", "--show-origin")
    check("config get", "jobs")
    check("config get", "jbos", exit=1)
    check("config set", "jobs", "4")
    check("config set", "jobs", "many", exit=2)
    check("config unset", "jobs")
    check("config unset", "jobs")
    check("paths")
    check("schema")
    check("schema", "nothing", exit=1)
    check("help", "exit-codes")
    check("help", "exit-cods", exit=1)
    check("source remove", "later", "--dry-run")
    check("source remove", "later", "--yes")
    check("source remove", "later", "--yes", exit=1)
    identity = json.loads(box.run("project", "list", "--json").out)["items"][0]["id"]
    check("project remove", identity)
    box.lock.unlink()
    check("lock check", exit=3)


def whole_tour(box, form):
    check = Checker(box, form)
    check("project list")
    check("cache list")
    check("catalog list")
    check("source scan")
    box.project = box.root / "project"
    box.project.mkdir()
    check("init")
    check("init", exit=1)
    sources(check, box)
    collections(check, box)
    github(check, box)
    catalog(check, box)
    ratings(check, box)
    deploys(check, box)
    deployments(check, box)
    upgrades(check, box)
    exchanges(check, box)
    administration(check, box)
    missing = sorted(set(check.commands) - check.seen)
    assert not missing, f"commands without a successful case here: {missing}"


@scenario
def every_command_prints_json_of_its_schema(box):
    whole_tour(box, "json")


@scenario
def every_command_prints_json_lines_of_its_item_schema(box):
    whole_tour(box, "jsonl")


@scenario
def an_incomplete_scope_prints_rows_of_the_schema_too(box):
    check = Checker(box, "json")
    box.with_sample()
    (box.project / ".skillmeat/catalog/acme+tools.toml").unlink()
    for words in (["catalog list"], ["catalog count"], ["source count"],
                  ["source list", "--type", "skill"], ["source list", "--sort", "count"], ["category list"],
                  ["search", "reads"]):
        run = check(*words, exit=3)
        equal(len(run.json["incomplete"]), 1, run)
        equal(run.code(), "not_scanned")


@scenario
def errors_of_the_command_line_are_json_too(box):
    for words in (["source", "lst"], ["sorce"], ["source", "list", "--tpe", "x"], ["source"],
                  ["source", "list", "--limit", "0"], ["nothing"]):
        run = box.run(*words, "--json", exit=2)
        check_told(run)
        equal((run.out, len(run.errors())), ("", 1), run)


@scenario
def every_schema_is_valid_with_descriptions_and_an_example_of_itself(box):
    def walk(name, schema, place):
        assert "description" in schema, f"{name}: {place} has no description"
        for key, part in schema.get("properties", {}).items():
            assert "type" in part or "const" in part, f"{name}: {place}.{key} has no type"
            assert "examples" in part, f"{name}: {place}.{key} has no example"
            walk(name, part, f"{place}.{key}")
        if isinstance(schema.get("items"), dict) and "properties" in schema["items"]:
            walk(name, schema["items"], f"{place}[]")

    for name, schema in SCHEMAS.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        equal(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", name)
        assert schema.get("examples"), f"{name} has no whole example"
        for example in schema["examples"]:
            check(schema, example, f"example of {name}")
        walk(name, schema, "document")
        for key, part in schema.get("properties", {}).items():
            for example in part.get("examples", []):
                check(part, example, f"{name}: example of {key}")


@scenario
def the_program_prints_the_schemas_of_the_tree(box):
    names = {item["name"]: item for item in box.json("schema").items}
    for path in FOLDER.glob("*.json"):
        shown = box.run("schema", f"skillmeat.{path.stem}/1").out  # `commands` alone is the document
        equal(json.loads(shown), json.loads(path.read_text()), path.stem)
        equal(names[path.stem]["kind"], "output")
    for path in FOLDER.parent.glob("*.schema.json"):
        name = path.name.removesuffix(".schema.json")
        equal(json.loads(box.run("schema", name).out), json.loads(path.read_text()), name)
    contains(box.run("schema", "source.lst", exit=1).err, "source.list")


@scenario
def every_error_code_of_the_schemas_is_in_help(box):
    told = box.run("help", "error-codes").out
    document = json.loads(box.run("schema", "commands").out)["item"]
    for entry in document["error_codes"]:
        contains(told, entry["code"] if isinstance(entry, dict) else entry)


if __name__ == "__main__":
    main()
