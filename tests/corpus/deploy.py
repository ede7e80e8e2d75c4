"""Where artifacts of real repositories land for claude-code, codex, cursor, copilot and gemini."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
from harness import contains, equal, main, scenario  # noqa: E402

REPOS = Path(os.environ["SKILLMEAT_CORPUS"]) / "repos"
AGENTS = ("claude-code", "codex", "cursor", "copilot", "gemini")


class Corpus:
    """A project with the sources named, each at its real commit."""

    def __init__(self, box, *names):
        self.box = box
        self.paths = {}
        box.init()
        for name in names:
            path = box.root / "repos" / f"{name}.git"
            box.git(box.root, "init", "-q", "--bare", str(path))
            stream = subprocess.run(["zstd", "-dc", str(REPOS / f"{name}.fi.zst")],
                                    capture_output=True, check=True).stdout
            subprocess.run(["git", "-C", str(path), "fast-import", "--quiet"], input=stream,
                           env=box.env, check=True)
            box.git(path, "symbolic-ref", "HEAD", "refs/heads/main")
            box.git(path, "config", "uploadpack.allowFilter", "true")
            box.git(path, "config", "uploadpack.allowAnySHA1InWant", "true")
            box.run("source", "add", f"file://{path}", "--id", name.replace("+", "/"))
            self.paths[name] = path

    def bytes(self, name, path):
        return subprocess.run(["git", "-C", str(self.paths[name]), "cat-file", "blob",
                               f"main:{path}"], capture_output=True, check=True).stdout

    def tree(self, name, path):
        """Files below a directory of the repository: relative path -> bytes."""
        listed = self.box.git(self.paths[name], "ls-tree", "-r", "--name-only", f"main:{path}")
        return {line: self.bytes(name, f"{path}/{line}") for line in listed.splitlines()}

    def deploy(self, reference, *agents, exit=0):
        words = [word for agent in agents for word in ("--agent", agent)]
        return self.box.json("deploy", reference, *words, "--yes", exit=exit)

    def has(self, place, data):
        equal((self.box.project / place).read_bytes(), data, place)

    def has_tree(self, place, files):
        top = self.box.project / place
        found = {str(p.relative_to(top)): p.read_bytes() for p in top.rglob("*") if p.is_file()}
        equal(sorted(found), sorted(files), place)
        for name in files:
            equal(found[name], files[name], f"{place}/{name}")

    def refuses(self, reference, agent, *words):
        run = self.deploy(reference, agent, exit=1)
        equal(run.code(), "not_deployable", str(run))
        contains(run.errors()[0]["message"], *words)


@scenario
def a_skill_for_all_five(box):
    corpus = Corpus(box, "anthropics+skills")
    corpus.deploy("skill:./skills/pdf", *AGENTS)
    files = corpus.tree("anthropics+skills", "skills/pdf")
    corpus.has_tree(".claude/skills/pdf", files)
    corpus.has_tree(".agents/skills/pdf", files)  # what codex, cursor, copilot and gemini share
    equal(len(box.json("deploy", "skill:./skills/pdf", "--agent", "codex").items), 1)
    box.run("undeploy", "skill:./skills/pdf")
    equal([p.name for p in box.project.iterdir() if p.name in (".claude", ".agents")], [])


@scenario
def an_agent_and_a_command(box):
    name = "wshobson+agents"
    corpus = Corpus(box, name)
    agent = "plugins/accessibility-compliance/agents/ui-visual-validator.md"
    corpus.deploy(f"agent:./{agent}", "claude-code", "cursor", "copilot", "gemini")
    for place in (".claude/agents/ui-visual-validator.md", ".cursor/agents/ui-visual-validator.md",
                  ".github/agents/ui-visual-validator.agent.md",
                  ".gemini/agents/ui-visual-validator.md"):
        corpus.has(place, corpus.bytes(name, agent))
    corpus.refuses(f"agent:./{agent}", "codex", "Codex reads agents as TOML")
    command = "plugins/accessibility-compliance/commands/accessibility-audit.md"
    corpus.deploy(f"command:./{command}", "claude-code", "cursor", "copilot")
    for place in (".claude/commands/accessibility-audit.md",
                  ".cursor/commands/accessibility-audit.md",
                  ".github/prompts/accessibility-audit.prompt.md"):
        corpus.has(place, corpus.bytes(name, command))
    corpus.refuses(f"command:./{command}", "codex", "no commands in a project")
    corpus.refuses(f"command:./{command}", "gemini", "Gemini CLI reads commands as TOML")


@scenario
def a_hook(box):
    corpus = Corpus(box, "wshobson+agents", "github+awesome-copilot", "obra+superpowers")
    file = "plugins/protect-mcp/hooks/hooks.json"
    hook = f"hook:./{file}@wshobson/agents"
    hooks = json.loads(corpus.bytes("wshobson+agents", file))["hooks"]
    corpus.deploy(hook, "claude-code", "codex")
    for place in (".claude/settings.json", ".codex/hooks.json"):
        equal(json.loads((box.project / place).read_text()), {"hooks": hooks}, place)
    corpus.refuses(hook, "gemini", "the event 'P")
    corpus.refuses(hook, "cursor", "the event 'P")
    logger = "hooks/session-logger"
    corpus.deploy(f"hook:./{logger}/hooks.json", "copilot")
    files = corpus.tree("github+awesome-copilot", logger)
    corpus.has(".github/hooks/session-logger.json", files["hooks.json"])
    for script in ("log-session-start.sh", "log-session-end.sh", "log-prompt.sh"):
        corpus.has(f".github/hooks/session-logger/{script}", files[script])
    # Its command looks for its script where it would not be, and superpowers' need their plugin.
    corpus.refuses("hook:./hooks/tool-guardian/hooks.json", "copilot", "looks for")
    corpus.refuses("hook:./hooks/hooks.json@obra/superpowers", "claude-code",
                   "only works inside its plugin")
    corpus.refuses("hook:./hooks/hooks-cursor.json@obra/superpowers", "cursor", "looks for")


@scenario
def an_mcp_server(box):
    name = "anthropics+claude-plugins-official"
    corpus = Corpus(box, name)
    file = "external_plugins/firebase/.mcp.json"
    text = json.loads(corpus.bytes(name, file))
    server = text.get("mcpServers", text)["firebase"]
    corpus.deploy("mcp:firebase", *AGENTS)
    for place in (".mcp.json", ".cursor/mcp.json", ".github/mcp.json", ".gemini/settings.json"):
        equal(json.loads((box.project / place).read_text()),
              {"mcpServers": {"firebase": server}}, place)
    expected = {key: value for key, value in server.items() if key != "type"}
    equal(tomllib.loads((box.project / ".codex/config.toml").read_text()),
          {"mcp_servers": {"firebase": expected}})
    corpus.refuses("mcp:context7", "codex", "does not know the key 'headers'")
    corpus.refuses("mcp:./external_plugins/fakechat/.mcp.json#fakechat", "claude-code",
                   "only works inside its plugin")


@scenario
def a_plugin(box):
    name = "anthropics+claude-plugins-official"
    corpus = Corpus(box, name)
    plugin = "plugins/hookify"
    run = corpus.deploy(f"plugin:./{plugin}", *AGENTS)
    corpus.has_tree(".claude/skills/hookify", corpus.tree(name, plugin))
    targets = {item["agent"]: item["target"] for item in run.items}
    equal(targets, {"claude-code": ".claude/skills/hookify", "codex": ".", "cursor": ".",
                    "copilot": ".", "gemini": "."})
    files = corpus.tree(name, plugin)
    skill = {n.removeprefix("skills/writing-rules/"): data for n, data in files.items()
             if n.startswith("skills/writing-rules/")}
    # A skill stands in a folder of the name it gives itself, wherever the plugin keeps it.
    contains(skill["SKILL.md"].decode(), "name: writing-hookify-rules\n")
    corpus.has_tree(".agents/skills/writing-hookify-rules", skill)
    notes = {item["agent"]: " ".join(item["notes"]) for item in run.items}
    contains(notes["codex"], "without agent", "without command", "without hook")
    for agent in [n for n in files if n.startswith("agents/")]:
        stem = agent.removeprefix("agents/").removesuffix(".md")
        corpus.has(f".cursor/agents/{stem}.md", files[agent])
        corpus.has(f".github/agents/{stem}.agent.md", files[agent])
        corpus.has(f".gemini/agents/{stem}.md", files[agent])
    box.run("undeploy", f"plugin:./{plugin}")
    left = [p for p in box.project.rglob("*") if p.is_file() and ".skillmeat" not in str(p)
            and not p.name.startswith("skillmeat.")]
    equal(left, [])


if __name__ == "__main__":
    main()
