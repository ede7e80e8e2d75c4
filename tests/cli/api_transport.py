"""Reading repositories over their host's API: the same answers as through git, and its faults."""

import os

from github_box import URL, on_github, paths, without_git
from harness import (CANARY, SAMPLE, SAMPLE_IDS, artifact, contains, equal, lacks, main, matches,
                     scenario)


def catalog_text(box):
    return (box.project / ".skillmeat/catalog/acme+tools.toml").read_bytes()


@scenario
def both_transports_give_the_same_catalog(box):
    files = {**SAMPLE, ".mcp.json": '{"mcpServers": {"one": {"command": "x"}}}',
             "skills/pdf/scripts/run.sh": "#!/bin/sh\n", "skills/pdf/\u00e9.md": "x\n"}
    with on_github(box, files) as (repository, server):
        os.symlink("SKILL.md", repository.path / "skills/pdf/link.md")
        os.chmod(repository.path / "skills/pdf/scripts/run.sh", 0o755)
        repository.commit()
        box.run("source", "add", "acme/tools")
        box.run("source", "scan", "--force")
        over_git = catalog_text(box), box.lock.read_bytes()
        equal(paths(server), [])
        box.run("source", "update", "acme/tools", "--transport", "api")
        box.run("source", "scan", "--force")
        assert paths(server)
        equal(catalog_text(box), over_git[0])
        rows = [line for line in box.lock.read_bytes().splitlines() if b"host_verif" not in line
                and b"updated_at" not in line]
        equal(rows, [line for line in over_git[1].splitlines() if b"updated_at" not in line])


@scenario
def adding_over_the_api_asks_little_and_rescanning_less(box):
    with on_github(box) as (repository, server):
        box.run("source", "add", "acme/tools", "--transport", "api", env=without_git(box))
        asked = paths(server)
        commit = repository.head()
        tree = repository.head("HEAD^{tree}")
        equal(asked[:3], ["/repos/acme/tools/commits/HEAD",
                          f"/repos/acme/tools/git/commits/{commit}",
                          f"/repos/acme/tools/git/trees/{tree}?recursive=1"])
        assert all("/git/blobs/" in path for path in asked[3:]) and len(asked) <= 3 + 4, asked
        equal(box.entries(), SAMPLE_IDS)
        box.run("source", "scan", env=without_git(box))
        equal([(row["path"], row["status"]) for row in server.requests()],
              [("/repos/acme/tools/commits/HEAD", 304)])
        repository.commit({"skills/new/SKILL.md": artifact("new")})
        box.run("source", "scan", env=without_git(box))
        blobs = [path for path in paths(server) if "/git/blobs/" in path]
        equal(len(blobs), 1)  # the others are known
        equal(box.source()["host_verification"]["verified"], False)


@scenario
def without_git_auto_means_the_api(box):
    with on_github(box) as (repository, server):
        none = without_git(box)
        repository.git("tag", "-a", "v1", "-m", "one")
        repository.git("checkout", "-q", "-b", "feature/x")
        later = repository.commit({"skills/new/SKILL.md": artifact("new")})
        first = repository.head("main")
        repository.git("checkout", "-q", "main")
        equal(box.json("source", "add", "acme/tools", env=none).items[0]["commit"], first)
        for ref, commit in (("v1", first), ("feature/x", later), (later, later),
                            (later[:10], later), ("refs/tags/v1", first)):
            item = box.json("source", "update", "acme/tools", "--ref", ref, env=none).item
            equal((item["ref"], item["commit"]), (ref, commit))
        item = box.json("source", "add", f"{URL}/tree/feature/x/skills/new", "--id", "page",
                        env=none).items[0]
        equal((item["ref"], item["root"]), ("feature/x", "skills/new"))
        equal(box.json("detect", "acme/tools", env=none).json["items"][0]["type"], "agent")
        equal(box.json("source", "add", "acme/tools@nowhere", "--id", "n", exit=1,
                       env=none).code(), "ref_not_found")
        equal(box.json("source", "add", "https://git.example.org/a/b", exit=1, env=none).code(),
              "git_missing")
        box.run("catalog", "explain", "skill:./skills/pdf@acme/tools", env=none, exit=None)


@scenario
def tags_that_move_are_noticed_over_the_api(box):
    with on_github(box) as (repository, _):
        repository.git("tag", "v1")
        box.run("source", "add", "acme/tools@v1", "--transport", "api")
        repository.commit({"x.txt": "x"})
        repository.git("tag", "-f", "v1")
        equal(box.json("source", "scan", exit=6).errors()[0]["code"], "ref_moved")
        box.run("source", "scan", "--accept-moved")
        equal(box.source()["commit"], repository.head())


@scenario
def the_setting_chooses_and_the_source_overrides(box):
    with on_github(box) as (_, server):
        box.run("config", "set", "transport", "api")
        box.run("source", "add", "acme/tools", "--no-scan")
        box.run("source", "scan")
        assert paths(server)
        box.run("source", "update", "acme/tools", "--transport", "git")
        box.run("source", "scan", "--force")
        equal(paths(server), [])
        other = box.repository("other")
        box.run("source", "add", other.url, "--id", "other")  # the setting gives way to git
        error = box.json("source", "update", "other", "--transport", "api", exit=2).errors()[0]
        equal(error["code"], "invalid_value")
        contains(error["hint"], "github.hosts")


@scenario
def a_cut_listing_is_walked_by_subtree(box):
    files = {f"skills/s{n}/SKILL.md": artifact(f"s{n}") for n in range(30)}
    with on_github(box, files) as (_, server):
        server.control(settings={"tree_limit": 20, "limit_anonymous": 1000})
        box.run("source", "add", "acme/tools", "--transport", "api")
        equal(len(box.entries()), 30)
        assert sum("/git/trees/" in path for path in paths(server)) > 2


@scenario
def enterprise_hosts_have_their_own_address_and_token(box):
    with on_github(box, tokens=[CANARY], private=True) as (_, server):
        del box.env["SKILLMEAT_GITHUB_API_URL"]
        url = f"{server.url}/acme/tools"
        env = {"GH_HOST": server.host, "GH_ENTERPRISE_TOKEN": CANARY}
        box.run("source", "add", url, "--transport", "api", "--id", "acme/tools", env=env)
        rows = server.requests()
        assert all(row["path"].startswith("/api/v3/") for row in rows), rows
        equal({row["headers"].get("authorization") for row in rows}, {f"Bearer {CANARY}"})
        box.run("config", "set", "github.hosts", server.host, "--scope", "user")
        box.run("source", "scan", "--force", env={"GH_TOKEN": CANARY}, exit=1)
        equal({row["headers"].get("authorization") for row in server.requests()}, {None})
        box.run("config", "set", "token_variables", f"{server.host}=CORP_TOKEN", "--scope", "user")
        box.run("source", "scan", "--force", env={"CORP_TOKEN": CANARY})


@scenario
def tokens_go_to_their_host_alone(box):
    with on_github(box, tokens=[CANARY], private=True) as (_, server):
        with on_github(box, name="other/place") as (_, elsewhere):
            box.env["SKILLMEAT_GITHUB_API_URL"] = server.url
            token = {"GH_TOKEN": CANARY}
            run = box.run("source", "add", "acme/tools", "--transport", "api",
                          "--import-description", env=token)
            equal({row["headers"].get("authorization") for row in server.requests()},
                  {f"Bearer {CANARY}"})
            elsewhere.requests()
            server.control(faults=[{"kind": "redirect", "path": "/repos/acme/tools$", "status": 302,
                                    "to": elsewhere.url}])
            run = box.run("source", "scan", env=token)
            rows = elsewhere.requests()
            assert rows, run
            lacks(str(rows), CANARY)


@scenario
def a_wrong_token_says_where_it_came_from(box):
    with on_github(box, tokens=["good-token-000"]) as (_, _server):
        for variable in ("GH_TOKEN", "GITHUB_TOKEN"):
            run = box.json("source", "add", "acme/tools", "--transport", "api", exit=4,
                           env={variable: CANARY})
            equal(run.code(), "authentication_failed")
            contains(run.errors()[0]["message"], variable)
            lacks(run.err + run.out, CANARY)


@scenario
def private_and_deleted_repositories_say_both_possibilities(box):
    with on_github(box, tokens=[CANARY], private=True) as (_, server):
        error = box.json("source", "add", "acme/tools", "--transport", "api", exit=1).errors()[0]
        equal(error["code"], "repository_not_found")
        contains(error["message"], "or it is private")
        contains(error["hint"], "GH_TOKEN")
        box.run("source", "add", "acme/tools", "--transport", "api", env={"GH_TOKEN": CANARY})
        server.control(settings={"deleted": ["acme/tools"]})
        before = box.lock.read_bytes()
        run = box.json("source", "scan", exit=1, env={"GH_TOKEN": CANARY})
        contains(run.errors()[0]["message"], "GH_TOKEN", "may not read it")
        equal(box.lock.read_bytes(), before)


@scenario
def limits_name_the_time_and_what_is_left(box):
    with on_github(box) as (_, server):
        server.control(faults=[{"kind": "primary_limit"}])
        error = box.json("source", "add", "acme/tools", "--transport", "api", exit=5).errors()[0]
        equal(error["code"], "rate_limited")
        matches(error["message"], r"until \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ: 0 of 60 are left")
        contains(error["hint"], "GH_TOKEN")
        server.control(faults=[{"kind": "secondary_limit", "times": 1, "retry_after": 1}])
        box.run("source", "add", "acme/tools", "--transport", "api")


@scenario
def odd_answers_are_errors_and_change_nothing(box):
    with on_github(box) as (_, server):
        box.run("source", "add", "acme/tools", "--transport", "api")
        before = box.lock.read_bytes(), catalog_text(box)
        for kind, code, exit_code in (("html", "network_error", 5),
                                      ("invalid_json", "network_error", 5),
                                      ("huge", "too_large", 1), ("gzip_bomb", "too_large", 1),
                                      ("cut_body", "network_error", 5)):
            server.control(faults=[{"kind": kind, "path": "/repos/"}])
            run = box.json("source", "scan", "--force", exit=exit_code)
            equal((kind, run.errors()[0]["code"]), (kind, code))
            equal((box.lock.read_bytes(), catalog_text(box)), before, kind)
        server.control(faults=[{"kind": "status", "status": 502, "times": 2, "path": "/repos/"}])
        box.run("source", "scan", "--force")


@scenario
def what_is_cached_can_be_read_offline(box):
    with on_github(box) as (_, server):
        box.run("source", "add", "acme/tools", "--transport", "api")
        (box.project / ".skillmeat/catalog/acme+tools.toml").unlink()
        server.requests()
        box.run("source", "scan", "--frozen")
        equal((paths(server), box.entries()), ([], SAMPLE_IDS))
        box.run("catalog", "explain", "skill:./skills/pdf@acme/tools")
        equal(paths(server), [])
        box.run("cache", "clean", "--all")
        equal(box.json("source", "scan", "--frozen", "--force", exit=3).errors()[0]["code"],
              "objects_missing")


if __name__ == "__main__":
    main()
