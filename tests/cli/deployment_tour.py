"""The whole way: an empty project, a working set for two agents, a change of the repository, a local
edit, an upgrade that keeps it, a clean undeploy. TOUR=1 prints what a person sees."""

import os
import sys

from harness import artifact, contains, equal, main, scenario

STEPS = "".join(f"{number}. step {number}\n" for number in range(1, 11))
FILES = {
    "skills/pdf/SKILL.md": artifact("pdf", "reads pdf files", body=STEPS),
    "skills/pdf/forms.md": "how forms are filled in\n",
    "agents/reviewer.md": artifact("reviewer", "reviews code"),
    "commands/fix.md": "---\ndescription: fixes what is broken\n---\nFix $ARGUMENTS.\n",
}


def files(box):
    return sorted(str(path.relative_to(box.project)) for path in box.project.rglob("*")
                  if path.is_file() and not path.relative_to(box.project).parts[0].startswith(
                      (".skillmeat", "skillmeat.")))


@scenario
def the_tour(box):
    def say(*words, exit=0):
        run = box.run(*words, exit=exit)
        if os.environ.get("TOUR"):
            text = f"$ skillmeat {' '.join(words)}\n{run.err}{run.out}"
            sys.stderr.write(text.replace(str(box.root), "~") + "\n")
        return run

    repository = box.repository("tools", FILES)
    box.project = box.root / "project"
    box.project.mkdir()
    say("init")
    say("source", "add", repository.url, "--id", "acme/tools")
    # A working set for two agents.
    say("deploy", "pdf", "reviewer", "fix", "--agent", "claude-code", "--agent", "opencode")
    contains(say("deployment", "list").out, ".claude/skills/pdf", "opencode", "active")
    contains(say("deployment", "summary").out, "active")
    say("verify")
    # The repository moves on, and so do we.
    repository.commit({
        "skills/pdf/SKILL.md": artifact("pdf", "reads pdf files",
                                        body=STEPS.replace("1. step 1\n", "1. first, look\n")),
        "skills/pdf/tables.md": "how tables are read\n"}, "look first")
    edited = box.project / ".claude/skills/pdf/SKILL.md"
    edited.write_text(edited.read_text().replace("10. step 10\n", "10. ask the legal team\n"))
    say("source", "scan")
    contains(say("outdated").out, "skill:./skills/pdf@acme/tools")
    contains(say("upgrade", "--all", "--diff", "--dry-run", exit=1).err, "SKILL.md")
    contains(say("upgrade", "--all", "--merge").out, "update")
    contains(edited.read_text(), "1. first, look\n", "10. ask the legal team\n")
    assert (box.project / ".claude/skills/pdf/tables.md").exists()
    contains(say("verify", exit=3).out, "modified")
    # Nothing of ours is left, and nothing of the user's is lost.
    say("undeploy", "pdf", "reviewer", "fix", exit=1)
    contains(edited.read_text(), "10. ask the legal team\n")
    say("undeploy", "pdf", "--force")
    equal(files(box), [])
    assert not (box.project / ".claude").exists() and not (box.project / ".opencode").exists()
    (copy,) = (box.project / ".skillmeat/backup").rglob("SKILL.md")
    contains(copy.read_text(), "10. ask the legal team\n")
    say("deployment", "prune")
    equal(box.json("deployment", "list").items, [])


if __name__ == "__main__":
    main()
