"""Repositories made to do harm (reliability R21-R32, R41, R43): scans survive them, nothing of them is
executed, and what they call themselves does not reach the terminal raw."""

import json
import os
import subprocess

from sandbox import Sandbox, check, has_asan, program, run_cases, said, skill

# ASan reserves more address space than any limit allows.
SMALL_MEMORY = [] if has_asan() else ["sh", "-c", 'ulimit -v 1500000; exec "$@"', "sh"]


def survive(box, url, expected=(0,), seconds=50):
    """All reading commands over the repository: no crash, valid JSON, no control characters."""
    done = box.run("source", "add", url, "--id", "h", before=SMALL_MEMORY, timeout=seconds)
    check(done.returncode in expected, f"add: exit {done.returncode}: {said(done)}")
    clean(done)
    rows = []
    for words in (["catalog", "list", "--all"], ["source", "show", "h"], ["source", "scan", "--force"],
                  ["source", "count"], ["detect", url]):
        if done.returncode != 0 and words[0] != "detect":
            continue
        for form in ("table", "plain", "json"):
            shown = box.run(*words, "--format", form, "--color", "always" if form == "table" else "never",
                            before=SMALL_MEMORY, timeout=seconds)
            check(shown.returncode in expected, f"{words}: exit {shown.returncode}: {said(shown)}")
            clean(shown)
            if form == "json" and shown.returncode == 0:
                document = json.loads(shown.stdout)
                if words[0] == "catalog":
                    rows = document["items"]
    return rows


def clean(done):
    for stream in (done.stdout, done.stderr):
        text = stream.decode()  # valid UTF-8
        for sequence in ("\x1b]", "\x1b[2J", "\a", "\x9b", "\u202e", "\r"):
            check(sequence not in text, f"{sequence!r} reached a stream: {text[:500]!r}")


def names():
    """entries named .., .git, a\\b, newline, ESC, invalid UTF-8, 300 characters; colliding cases"""
    with Sandbox() as box:
        box.good("init")
        path = box.repository("one", {"skills/good/SKILL.md": skill("good")})
        body = box.blob(path, skill("evil"))
        directory = box.raw_tree(path, [("100644", b"SKILL.md", body)])
        folders = sorted([b"..", b".git", b".", b"GIT~1", b"a\\b", b"new\nline", b"esc\x1b[2J\x1b]52;c;eA==\x07",
                          b"bad\xff\xfe", b"n" * 300, b"Skill", b"skill", b"bidi\xe2\x80\xaetxt",
                          b"a/b", b"/abs", b"good", b"-rf"])
        skills = box.raw_tree(path, [("40000", name, directory) for name in folders])
        files = sorted([(b"..", body), (b"../../escaped.md", body), (b".git", body),
                        (b"x\x1b[2J.md", body), (b"y\n.md", body), (b"z\xff.md", body)])
        agents = box.raw_tree(path, [("100644", name, oid) for name, oid in files])
        box.raw_commit(path, box.raw_tree(path, [("40000", b"..", directory),
                                                  ("40000", b"agents", agents),
                                                  ("40000", b"skills", skills)]))
        rows = survive(box, f"file://{path}")
        paths = {row["path"] for row in rows}
        check("skills/good" in {p.removeprefix("./") for p in paths}, f"the good one is lost: {paths}")
        for bad in paths:
            parts = bad.removeprefix("./").split("/")
            check(not {"..", ".git", "."} & set(parts), f"dangerous path taken: {bad!r}")
            check(not bad.startswith("/"), f"absolute path taken: {bad!r}")
        check(not list(box.root.rglob("escaped.md")), "a file was written outside")


def contents():
    """front matter of 1 MiB, alias bombs, deep nesting, binary and huge files, control characters"""
    bomb = "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n"
                   for i in range(9))
    deep = "[" * 100_000
    with Sandbox() as box:
        box.good("init")
        path = box.repository("one", {
            "skills/good/SKILL.md": skill("good"),
            "skills/wide/SKILL.md": "---\nname: wide\ndescription: " + "x" * 1_048_576 + "\n---\n",
            "skills/bomb/SKILL.md": f"---\nname: bomb\na: &a [x, x]\n{bomb}description: *i\n---\n",
            "skills/deep/SKILL.md": f"---\nname: deep\ndescription: {deep}\n---\n",
            "skills/open/SKILL.md": "---\nname: open\n" + "k: v\n" * 50_000,
            "skills/binary/SKILL.md": bytes(range(256)) * 4096,
            "skills/empty/SKILL.md": "",
            "skills/escape/SKILL.md": '---\nname: escape\ndescription: "\\e]52;c;ZQ==\\a \\e[2J \\x9b31m '
                                      '\\u202e \\r end"\n---\n',
            "agents/raw.md": b"---\nname: raw\ndescription: \x1b]0;title\x07\xff\xc3\n---\nText.\n",
            ".mcp.json": '{"mcpServers": ' + '{"a":' * 50_000 + "1" + "}" * 50_000 + "}",
            "deep/.mcp.json": "[" * 1_000_000,
            ".claude-plugin/plugin.json": '{"name": "p", "description": ' + "[" * 500 + "]" * 500 + "}",
            ".claude-plugin/marketplace.json": '{"name": "m", "plugins": ["\\ud800", {"name": "../..", '
                                               '"source": "./../../../etc"}, {"source": "/etc"}]}',
            "hooks/hooks.json": '{"hooks": 1e999999, "a": NaN}',
            "skill.toml": "a = " + "[" * 50_000,
            "commands/big.md": "---\ndescription: big\n---\n" + "line\n" * 3_000_000,
        })
        rows = survive(box, f"file://{path}")
        check("good" in {row["name"] for row in rows}, f"the good one is lost: {rows}")
        check(all(len(row["description"] or "") <= 10_000 for row in rows), "an endless description")


def links():
    """symbolic links that point outside, a link to .git, submodules: nothing is followed"""
    with Sandbox() as box:
        box.good("init")
        (box.root / "secret").mkdir()
        (box.root / "secret/SKILL.md").write_text(skill("secret", "canary-of-the-host"))
        path = box.repository("one", {"skills/good/SKILL.md": skill("good")})
        for name, target in (("outside", f"{box.root}/secret"), ("up", "../../../../secret"),
                             ("self", "."), ("git", "../.git")):
            (path / "skills" / name).symlink_to(target)
        (path / "skills/file").mkdir()
        (path / "skills/file/SKILL.md").symlink_to(f"{box.root}/secret/SKILL.md")
        (path / "agents").mkdir()
        (path / "agents/loop.md").symlink_to("loop.md")
        (path / ".gitmodules").write_text('[submodule "../../x"]\n\tpath = sub\n\turl = ext::touch '
                                          f'{box.root}/marker\n[submodule "s"]\n\tpath = sub\n'
                                          f"\turl = file://{box.root}/repositories/one\n")
        box.commit(path, {})
        tip = box.git(path, "rev-parse", "HEAD")
        box.git(path, "update-index", "--add", "--cacheinfo", f"160000,{tip},sub")
        box.git(path, "commit", "-qm", "submodule")
        for url in (f"file://{path}", str(path)):
            done = box.run("--json", "detect", url)
            check(done.returncode == 0, said(done))
            check(b"canary" not in done.stdout, f"a link was followed: {said(done)}")
        rows = survive(box, f"file://{path}")
        check("canary" not in json.dumps(rows), "a link was followed")
        check({row["name"] for row in rows} == {"good"}, f"{rows}")
        check(not (box.root / "marker").exists(), "a submodule's command ran")


def programs():
    """hooks, filters, fsmonitor, hostile GIT_* and a ./git in PATH leave no marker"""
    with Sandbox() as box:
        box.good("init")
        path = box.repository("one", {"skills/good/SKILL.md": skill("good"),
                                      ".gitattributes": "* filter=x diff=x merge=x text\n"})
        marker = box.root / "marker"
        evil = path / "evil"
        evil.write_text(f"#!/bin/sh\necho $0 $* >>{marker}\nexit 0\n")
        evil.chmod(0o755)
        for key in ("core.fsmonitor", "core.sshCommand", "core.editor", "core.pager", "core.askPass",
                    "gpg.program", "gpg.ssh.program", "diff.external", "filter.x.clean",
                    "filter.x.smudge", "filter.x.process", "diff.x.command", "diff.x.textconv",
                    "credential.helper", "core.gitProxy", "uploadpack.packObjectsHook",
                    "core.alternateRefsCommand", "alias.ls-files", "alias.cat-file"):
            box.git(path, "config", key, str(evil))
        box.git(path, "config", "core.hooksPath", str(path / "hooks"))
        (path / "hooks").mkdir()
        for hook in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc",
                     "post-merge", "fsmonitor-watchman"):
            (path / "hooks" / hook).write_text(evil.read_text())
            (path / "hooks" / hook).chmod(0o755)
        here = box.root / "here"
        here.mkdir()
        for name in ("git", "ssh", "less", "sh"):
            (here / name).write_text(evil.read_text())
            (here / name).chmod(0o755)
        hostile = {"PATH": ".:bin::/usr/local/bin:/usr/bin:/bin:", "GIT_DIR": str(path / ".git"),
                   "GIT_WORK_TREE": str(path), "GIT_INDEX_FILE": "/dev/null",
                   "GIT_OBJECT_DIRECTORY": "/nowhere", "GIT_EXTERNAL_DIFF": str(evil),
                   "GIT_ALTERNATE_OBJECT_DIRECTORIES": "/nowhere", "GIT_EXEC_PATH": str(here),
                   "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "core.fsmonitor",
                   "GIT_CONFIG_VALUE_0": str(evil), "GIT_CONFIG_KEY_1": "core.hooksPath",
                   "GIT_CONFIG_VALUE_1": str(path / "hooks"), "GIT_EDITOR": str(evil),
                   "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor={evil}'", "GIT_ASKPASS": str(evil),
                   "GIT_PAGER": str(evil), "GIT_NAMESPACE": "evil", "GIT_TEMPLATE_DIR": str(here),
                   "GIT_PROXY_COMMAND": str(evil), "GIT_SHALLOW_FILE": "/dev/null",
                   "GIT_CEILING_DIRECTORIES": "/", "BASH_ENV": str(evil), "ENV": str(evil)}
        for folder in (here, path):
            for words in (["detect", f"file://{path}"], ["detect", str(path)],
                          ["detect", str(path), "--ref", "main"],
                          ["--project", str(box.project), "source", "add", f"file://{path}"],
                          ["--project", str(box.project), "source", "scan", "--force"],
                          ["--project", str(box.project), "catalog", "explain", "skill:good"]):
                done = box.run(*words, cwd=folder, env=hostile)
                check(done.returncode == 0 or b"already_exists" in done.stderr or b"already" in done.stderr,
                      f"{words}: exit {done.returncode}: {said(done)}")
                check(not marker.exists(), f"{words}: {marker.exists() and marker.read_text()}")


def huge_files():
    """a huge file that is no candidate is not fetched; a huge candidate is refused, not buffered"""
    with Sandbox() as box:
        box.good("init")
        path = box.repository("one", {"skills/good/SKILL.md": skill("good")})
        with open(path / "model.bin", "wb") as big:
            for _ in range(24):
                big.write(os.urandom(1 << 20))
        box.commit(path, {})
        box.good("source", "add", f"file://{path}")
        size = sum(p.stat().st_size for p in box.cache.rglob("*") if p.is_file())
        check(size < 1 << 20, f"{size} bytes were fetched")
        box.good("config", "set", "limits.fetch_size", "1MiB")
        with open(path / "skills/good/SKILL.md", "ab") as candidate:
            candidate.write(os.urandom(4 << 20).hex().encode())
        box.commit(path, {})
        before = (box.project / "skillmeat.lock").read_bytes()
        done = box.run("--json", "source", "scan", before=SMALL_MEMORY)
        check(done.returncode != 0 and b"too_large" in done.stderr + done.stdout,
              f"exit {done.returncode}: {said(done)}")
        check((box.project / "skillmeat.lock").read_bytes() == before, "the lock moved")
        check(not box.temporaries(), f"left {box.temporaries()}")
        box.good("config", "unset", "limits.fetch_size")
        box.run("source", "scan", before=SMALL_MEMORY)


def words():
    """hostile URLs, refs and ids are refused before git sees them"""
    with Sandbox() as box:
        box.good("init")
        path = box.repository("one", {"skills/good/SKILL.md": skill("good")})
        marker = box.root / "marker"
        for url in (f"ext::sh -c touch% {marker}", "--upload-pack=touch", "-oProxyCommand=x",
                    "ssh://-oProxyCommand=touch/x", "git@-oProxyCommand=x:a/b", "https:///evil",
                    "https://h/%0ahost=x", "https://h/a\nb", "fd::17/x", "http://example.org/a/b",
                    "file://-x/y", "file://host/share/x", "ftp://h/x", "https://h:99999/a/b",
                    "a/../../b", "transport::x", f"file://{path}\x00"[:-1] + "\x1b"):
            done = box.run("source", "add", "--", url)
            check(done.returncode in (1, 2) and done.stderr, f"{url!r}: {done.returncode}: {said(done)}")
            clean(done)
            check(not marker.exists(), f"{url!r} ran a command")
        for ref in ("--upload-pack=touch", "-x", "a..b", "@{-1}", "a b", "refs/heads/../x", "x\n"):
            done = box.run("source", "add", f"file://{path}", f"--ref={ref}")
            check(done.returncode in (1, 2), f"ref {ref!r}: {done.returncode}: {said(done)}")
        for name in ("..", "a/../b", ".git", "-x", "a\nb", "x" * 200, "a.lock", "/abs"):
            done = box.run("source", "add", f"file://{path}", f"--id={name}")
            check(done.returncode == 2, f"id {name!r}: {done.returncode}: {said(done)}")
        check(not box.manifest().get("source"), f"{box.manifest()}")


run_cases([names, contents, links, programs, huge_files, words])
