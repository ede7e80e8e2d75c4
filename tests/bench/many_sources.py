"""Scans projects with many sources, all on a server of the loopback interface: first and again, unchanged.

Every source is the same small repository under a name of its own. Prints lines `SOURCES FIRST AGAIN`,
both in milliseconds a source, the fastest of two runs for the second.
Usage: many_sources.py PROGRAM DIRECTORY SOURCES..."""

import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent


def make_repository(place):
    subprocess.run(["git", "init", "-q", "-b", "main", place], check=True)
    skill = place / "skills" / "pdf" / "SKILL.md"
    skill.parent.mkdir(parents=True)
    skill.write_text("---\nname: pdf\ndescription: reads PDF files\n---\n")
    user = ["-c", "user.name=Bench", "-c", "user.email=bench@example.org"]
    subprocess.run(["git", "-C", place, "add", "-A"], check=True)
    subprocess.run(["git", "-C", place, *user, "commit", "-q", "-m", "first"], check=True)
    for key in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"):
        subprocess.run(["git", "-C", place, "config", key, "true"], check=True)


def timed(program, project, cache):
    began = time.monotonic()
    subprocess.run([program, "--project", project, "--quiet", "source", "scan"], check=True,
                   env={**os.environ, "XDG_CACHE_HOME": str(cache)}, stdout=subprocess.DEVNULL)
    return 1000 * (time.monotonic() - began)


def main():
    program, folder, counts = sys.argv[1], pathlib.Path(sys.argv[2]), [int(n) for n in sys.argv[3:]]
    repositories = folder / "repositories"
    repositories.mkdir(parents=True)
    make_repository(folder / "origin")
    for number in range(max(counts)):
        (repositories / f"pack-{number:04}").symlink_to(folder / "origin")
    server = subprocess.Popen(
        [sys.executable, HERE.parent / "fixtures" / "git" / "http_server.py", repositories],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        port = int(server.stdout.readline())
        for count in counts:
            project = folder / f"scanned-{count}"
            project.mkdir()
            rows = [f'\n[[source]]\nid = "acme/pack-{number:04}"\n'
                    f'url = "http://127.0.0.1:{port}/git/pack-{number:04}"\n'
                    for number in range(count)]
            (project / "skillmeat.toml").write_text("schema = 1\n" + "".join(rows))
            first = timed(program, project, folder / f"cache-{count}")
            again = min(timed(program, project, folder / f"cache-{count}") for _ in range(2))
            print(f"{count} {first / count:.2f} {again / count:.2f}", flush=True)
    finally:
        server.stdin.close()
        server.wait()


main()
