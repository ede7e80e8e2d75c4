"""Logs and traces: what a run did, told only when asked, and nothing secret in them."""

import json
import os
import stat
import sys
import time

from harness import (PROJECT_ROOT, contains, equal, lacks, main, matches, scenario,
                     snapshot)

sys.path.insert(0, str(PROJECT_ROOT / "tests" / "support"))

from otlp_receiver import CLIENT, INTERNAL, Receiver, check_traces, resource, values  # noqa: E402

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = "b7ad6b7169203331"
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"


def endpoint(receiver, **more):
    return {"OTEL_EXPORTER_OTLP_ENDPOINT": receiver.url, **more}


def named(spans, name):
    found = [span for span in spans if span["name"] == name]
    assert found, f"no span '{name}' in {[span['name'] for span in spans]}"
    return found


def lines_of(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


@scenario
def nothing_is_logged_written_or_sent_unasked(box):
    repository = box.repository()
    box.init()
    with Receiver() as receiver:
        quiet = {"OTEL_EXPORTER_OTLP_HEADERS": "a=b", "OTEL_SERVICE_NAME": "x",
                 "TRACEPARENT": f"00-{TRACE}-{PARENT}-01"}
        added = box.run("source", "add", repository.url, "--id", "acme/tools", env=quiet)
        equal(added.err, "added 'acme/tools' at " + repository.head()[:12] +
              ": 2 skills, 1 agent, 1 command\n")
        equal(receiver.requests, [])
    lacks("\n".join(snapshot(box.root)), "trace", "otlp", ".jsonl")


@scenario
def a_trace_of_source_add_is_sent_in_one_request(box):
    repository = box.repository()
    box.init()
    with Receiver() as receiver:
        added = box.run("source", "add", repository.url, "--id", "acme/tools",
                        env=endpoint(receiver))
        contains(added.err, "added 'acme/tools'")
        lacks(added.err, "INFO", "DEBUG")
        document = receiver.only()
        equal(receiver.requests[0][0], "/v1/traces")
    equal({key: resource(document)[key] for key in ("service.name", "telemetry.sdk.language")},
          {"service.name": "skillmeat", "telemetry.sdk.language": "cpp"})
    spans = check_traces(document)
    run = spans[0]
    equal((run["name"], run["kind"]), ("skillmeat source add", INTERNAL))
    about = values(run)
    equal(about["process.exit.code"], 0)
    equal(about["process.command_args"], ["skillmeat", "source", "add"])
    assert about["process.pid"] > 1 and "status" not in run
    git = [span for span in spans if span["name"].startswith("git ")]
    assert {"git ls-remote", "git fetch"} <= {span["name"] for span in git}, git
    for span in git:
        equal((span["kind"], values(span)["process.executable.name"]), (CLIENT, "git"))
    written = {os.path.basename(values(span)["file.path"]): values(span)["file.size"]
               for span in named(spans, "file.write")}
    assert {"skillmeat.toml", "skillmeat.lock", "acme+tools.toml"} <= set(written), written
    equal(written["skillmeat.toml"], box.manifest.stat().st_size)


@scenario
def the_url_of_traces_is_taken_as_it_is_and_headers_are_decoded(box):
    box.init()
    with Receiver() as receiver:
        box.run("source", "list", env={
            "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": receiver.url + "/custom?x=1",
            "OTEL_EXPORTER_OTLP_HEADERS": "Authorization=Basic%20dTpw, X-Team=a%2Cb",
            "OTEL_RESOURCE_ATTRIBUTES": "deployment.environment.name=ci",
            "OTEL_SERVICE_NAME": "catalog"})
        document = receiver.only()
        path, headers, _ = receiver.requests[0]
    equal(path, "/custom?x=1")
    headers = {name.lower(): value for name, value in headers.items()}
    equal((headers["authorization"], headers["x-team"]), ("Basic dTpw", "a,b"))
    about = resource(document)
    equal((about["service.name"], about["deployment.environment.name"]), ("catalog", "ci"))


@scenario
def a_failed_run_is_sent_with_its_error(box):
    box.init()
    with Receiver() as receiver:
        box.json("source", "show", "acme/none", exit=1, env=endpoint(receiver))
        spans = check_traces(receiver.only())
    equal(spans[0]["status"]["code"], 2)
    contains(spans[0]["status"]["message"], "no source 'acme/none'")
    about = values(spans[0])
    equal((about["process.exit.code"], about["error.type"]), (1, "source_not_found"))


@scenario
def a_usage_error_of_the_command_is_sent_help_is_not(box):
    box.init()
    with Receiver() as receiver:
        box.run("source", "scan", "--locked", "--accept-moved", exit=2, env=endpoint(receiver))
        equal(len(receiver.requests), 1)
        box.run("source", "scan", "--help", env=endpoint(receiver))
        box.run("--version", env=endpoint(receiver))
        equal(len(receiver.requests), 1)


@scenario
def a_collector_that_hangs_fails_or_is_not_there_changes_nothing(box):
    box.with_sample()
    plain = box.json("source", "list")
    with Receiver(hangs=True) as receiver:
        began = time.monotonic()
        listed = box.json("source", "list", env=endpoint(receiver))
        assert time.monotonic() - began < 20, "it waited for the collector"
        equal((listed.out, listed.err), (plain.out, ""))
        box.run("source", "show", "acme/none", exit=1, env=endpoint(receiver))
        equal(len(receiver.requests), 2)
    with Receiver(status=503) as receiver:
        listed = box.json("source", "list", env=endpoint(receiver, SKILLMEAT_LOG="debug,json"))
        equal(listed.out, plain.out)
        contains(listed.err, "answered with status 503")
        equal(len(receiver.requests), 1)
    for url in ("http://127.0.0.1:1", "nonsense", "http://user:canary@127.0.0.1:1/"):
        listed = box.json("source", "list", env={"OTEL_EXPORTER_OTLP_ENDPOINT": url,
                                                 "SKILLMEAT_LOG": "debug"})
        equal(listed.out, plain.out)
        contains(listed.err, "DEBUG the trace was not sent")
        lacks(listed.err, "canary")


@scenario
def sending_can_be_switched_off(box):
    box.init()
    with Receiver() as receiver:
        for off in ({"OTEL_SDK_DISABLED": "true"}, {"OTEL_TRACES_EXPORTER": "none"},
                    {"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"},
                    {"TRACEPARENT": f"00-{TRACE}-{PARENT}-00"}):
            run = box.run("source", "list", env=endpoint(receiver, SKILLMEAT_LOG="debug", **off))
            contains(run.err, "DEBUG no trace is sent")
        equal(receiver.requests, [])


@scenario
def a_trace_of_another_program_is_continued(box):
    box.init()
    with Receiver() as receiver:
        box.run("source", "list", env=endpoint(receiver, TRACEPARENT=f"00-{TRACE}-{PARENT}-01",
                                               TRACESTATE="vendor=x"))
        spans = check_traces(receiver.only(), remote_parent=PARENT)
        equal((spans[0]["traceId"], spans[0]["traceState"]), (TRACE, "vendor=x"))
        assert spans[0]["flags"] & 0x300 == 0x300
    with Receiver() as receiver:
        run = box.run("source", "list", env=endpoint(receiver, TRACEPARENT=f"00-{TRACE}-0-01",
                                                     SKILLMEAT_LOG="debug"))
        contains(run.err, "TRACEPARENT is malformed")
        spans = check_traces(receiver.only())
        assert spans[0]["traceId"] != TRACE


@scenario
def a_trace_file_gets_a_line_for_each_run(box):
    repository = box.repository()
    box.init()
    file = box.root / "trace.jsonl"
    box.run("source", "add", repository.url, "--id", "acme/tools", "--trace-file", file)
    box.run("--trace-file", file, "source", "list", "--quiet")
    added, listed = lines_of(file)
    equal(check_traces(added)[0]["name"], "skillmeat source add")
    equal(check_traces(listed)[0]["name"], "skillmeat source list")
    equal(stat.S_IMODE(file.stat().st_mode), 0o600)
    box.run("source", "list", "--trace-file", "here.jsonl",
            env={"TRACEPARENT": f"00-{TRACE}-{PARENT}-00", "OTEL_SDK_DISABLED": "true"})
    check_traces(lines_of(box.project / "here.jsonl")[0], remote_parent=PARENT)


@scenario
def a_file_that_holds_no_traces_is_left_alone(box):
    box.init()
    os.mkfifo(box.root / "pipe")
    before = snapshot(box.project)
    for place in (box.manifest, box.root / "pipe", box.project, "/dev/null",
                  box.root / "no/such/folder/t"):
        for exit_code, words in ((0, ("source", "list")), (1, ("source", "show", "acme/none"))):
            run = box.run(*words, "--trace-file", place, exit=exit_code)
            contains(run.err, "warning: no trace was written")
            equal(run.out, box.run(*words, exit=exit_code).out)
    equal(snapshot(box.project), before)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    assert stat.S_ISFIFO(os.stat(box.root / "pipe").st_mode)
    equal(box.run("source", "list", "--trace-file", box.manifest, "--quiet").err, "")


@scenario
def the_log_stands_on_stderr_as_text(box):
    repository = box.repository()
    box.init()
    run = box.run("source", "add", repository.url, "--id", "acme/tools", "--log-level", "debug")
    lacks(run.out, "INFO", "DEBUG")
    matches(run.err, rf"(?m)^{MOMENT} DEBUG git ls-remote process\.executable\.name=git .* "
                     r"duration_ms=\d+$")
    matches(run.err, rf"(?m)^{MOMENT} DEBUG file\.write file\.path=\S+/skillmeat\.lock "
                     r"file\.size=\d+ duration_ms=\d+$")
    matches(run.err, rf"(?m)^{MOMENT} INFO  skillmeat source add .*process\.exit\.code=0")
    contains(run.err, "added 'acme/tools'")


@scenario
def the_log_stands_on_stderr_as_json(box):
    box.with_sample()
    plain = box.json("source", "list")
    run = box.json("source", "list", "--log-level", "info", "--log-format", "json")
    equal(run.out, plain.out)
    lines = [json.loads(line) for line in run.err.splitlines()]
    assert lines
    for line in lines:
        matches(line["time"], f"^{MOMENT}$")
        matches(line["trace_id"], "^[0-9a-f]{32}$")
        matches(line["span_id"], "^[0-9a-f]{16}$")
        assert isinstance(line["duration_ms"], int) and line["level"] == "info"
    equal(lines[-1]["name"], "skillmeat source list")
    failed = box.json("source", "show", "acme/none", "--log-level", "error", "--log-format",
                      "json", exit=1)
    error = [json.loads(line) for line in failed.err.splitlines()][-1]
    equal((error["level"], error["error_code"]), ("error", "source_not_found"))
    contains(error["error"], "no source 'acme/none'")


@scenario
def flags_go_before_the_variable_and_quiet_leaves_the_log(box):
    box.init()
    by_variable = box.run("source", "list", "-q", env={"SKILLMEAT_LOG": "info,json"})
    equal(json.loads(by_variable.err.splitlines()[-1])["name"], "skillmeat source list")
    by_flag = box.run("source", "list", "-q", "--log-level", "info", "--log-format", "text",
                      env={"SKILLMEAT_LOG": "error,json"})
    matches(by_flag.err.splitlines()[-1], f"^{MOMENT} INFO  skillmeat source list ")
    equal(box.run("source", "list", "-q", "--log-level", "error",
                  env={"SKILLMEAT_LOG": "trace"}).err, "")
    for wrong in ("loud", "info,xml", "info,", "INFO", "json"):
        refused = box.json("source", "list", exit=2, env={"SKILLMEAT_LOG": wrong})
        equal(refused.code(), "invalid_value")
        contains(refused.errors()[0]["message"], "SKILLMEAT_LOG", wrong)
    equal(box.json("source", "list", "--log-level", "loud", exit=2).code(), "invalid_value")


@scenario
def warnings_are_logged_too(box):
    box.with_sample()
    run = box.run("source", "list", "--tag", "nobody-has-it", "--log-level", "warn")
    matches(run.err, rf"(?m)^{MOMENT} WARN  .*nobody-has-it")
    contains(run.err, "warning: ")


@scenario
def what_repositories_say_cannot_steer_a_terminal_or_forge_a_line(box):
    hostile = "evil\x1b]52;c;x\x07\n2026-01-01T00:00:00.000Z INFO  forged"
    box.init()
    for form in ("text", "json"):
        run = box.run("source", "show", hostile, exit=1,
                      env={"SKILLMEAT_LOG": f"debug,{form}"})
        lacks(run.err, "\x1b", "\x07", "\n2026-01-01T00:00:00.000Z INFO  forged")


CANARY = "canary-0123456789-of-the-environment"
PASSWORD = "canary-password"


def babbling_ssh(box):
    """An ssh that says everything it should not."""
    script = box.root / "babbling-ssh"
    script.write_text("#!/bin/sh\n"
                      f"echo 'fatal: https://user:{PASSWORD}@git.example.org/a: {CANARY} and "
                      f"ghp_{'c' * 36} Authorization: Bearer canary-bearer' >&2\nexit 1\n")
    script.chmod(0o755)
    return script


@scenario
def no_secret_stands_anywhere(box):
    box.init()
    script = babbling_ssh(box)
    secrets = {"GH_TOKEN": CANARY, "GIT_SSH_COMMAND": str(script),
               "OTEL_EXPORTER_OTLP_HEADERS": "api-key=canary-header-of-the-collector"}
    with Receiver() as receiver:
        for form in ("text", "json"):
            for words in (("source", "add", "ssh://git@git.example.org/a/b.git"),
                          ("detect", "ssh://git@git.example.org/a/b.git"),
                          ("source", "add", f"https://user:{PASSWORD}@git.example.org/a/b"),
                          ("source", "add", "ssh://git@git.example.org/a/b.git", "--json")):
                run = box.run(*words, "--trace-file", box.root / "t.jsonl", "--log-level", "trace",
                              "--log-format", form, exit=None, env=endpoint(receiver, **secrets))
                assert run.exit != 0, run
                lacks(run.out + run.err, "canary", "c" * 36)
        for _, _, body in receiver.requests:
            lacks(body.decode(), "canary", "c" * 36)
        equal(len(receiver.requests), 8)
    script.unlink()
    for path in box.root.rglob("*"):
        if path.is_file():
            lacks(path.read_text(errors="replace"), "canary", "c" * 36)


if __name__ == "__main__":
    main()
