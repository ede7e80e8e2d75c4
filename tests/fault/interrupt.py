"""SIGINT, SIGTERM and SIGKILL while a repository is being fetched: exit 130 and 143, all files as
before, nothing spoiled (reliability R3, U18). The repository is slow because git is started with a
directory of its programs in which git-upload-pack waits for ever."""

import os
import signal
import subprocess
import time

from sandbox import Sandbox, check, program, run_cases, said, skill


def prepare(box):
    box.good("init")
    box.path = box.repository("one", {"skills/a/SKILL.md": skill("a")})
    box.good("source", "add", f"file://{box.path}")
    box.commit(box.path, {"skills/b/SKILL.md": skill("b")})
    box.good("source", "list")


def slow_git(box, nth):
    """PATH with a git-upload-pack whose NTH start waits for ever, after it wrote to `started`."""
    folder = box.root / "slow"
    folder.mkdir()
    (box.root / "calls").write_text("")
    wrapper = folder / "git-upload-pack"
    wrapper.write_text(f"""#!/bin/sh
echo >>{box.root}/calls
if [ $(wc -l <{box.root}/calls) -ge {nth} ]; then
    echo $$ >{box.root}/started
    exec sleep 300
fi
exec {real_upload_pack()} "$@"
""")
    wrapper.chmod(0o755)
    # Git puts its own directory in front of PATH, so it is shadowed by one made of links.
    own = box.root / "exec"
    own.mkdir()
    real = subprocess.check_output(["git", "--exec-path"], text=True).strip()
    for name in os.listdir(real):
        if name != "git-upload-pack":
            (own / name).symlink_to(os.path.join(real, name))
    (own / "git-upload-pack").symlink_to(wrapper)
    git = folder / "git"
    git.write_text(f'#!/bin/sh\nexec {real_git()} --exec-path={own} "$@"\n')
    git.chmod(0o755)
    return f"{folder}:/usr/local/bin:/usr/bin:/bin"


def real_git():
    return subprocess.check_output(["sh", "-c", "command -v git"], text=True).strip()


def real_upload_pack():
    return os.path.join(subprocess.check_output(["git", "--exec-path"], text=True).strip(),
                        "git-upload-pack")


def interrupted(box, number, nth, words=("source", "scan"), whole_group=False):
    """Sends the signal when the slow fetch has begun."""
    process = subprocess.Popen([program(), *words], cwd=box.project, start_new_session=True,
                               env=box.environment(PATH=slow_git(box, nth)),
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT)
    deadline = time.monotonic() + 60
    started = box.root / "started"
    while not (started.exists() and started.read_text().strip()):
        if process.poll() is not None:
            check(False, f"ended before its fetch: {process.communicate()[0].decode()[:800]}")
        check(time.monotonic() < deadline, "the slow upload-pack was never started")
        time.sleep(0.02)
    try:
        (os.killpg if whole_group else os.kill)(process.pid, number)
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        check(False, "the signal did not end it within 20 seconds")
    finally:
        try:
            os.kill(int(started.read_text()), signal.SIGKILL)
        except ProcessLookupError:
            pass
    return process.returncode, process.communicate()[0].decode()


def works_again(box):
    done = box.good("source", "scan")
    shown = box.good("catalog", "list", "--format", "plain")
    check(len(shown.stdout.splitlines()) == 2, f"after a scan: {said(done)} {said(shown)}")
    check(not box.temporaries(), f"left {box.temporaries()}")


def stopped(number, expected, nth, whole_group=False):
    def case():
        with Sandbox() as box:
            prepare(box)
            before = box.files()
            code, output = interrupted(box, number, nth, whole_group=whole_group)
            check(code == expected, f"exit {code}: {output[:800]}")
            after = box.files()
            changed = {n for n in before.keys() | after.keys() if before.get(n) != after.get(n)}
            check(not changed, f"changed: {changed}")
            works_again(box)
    group = " (sent to the group)" if whole_group else ""
    case.__doc__ = f"{signal.Signals(number).name} at upload-pack number {nth}{group}: {expected}"
    return case


def add_stopped():
    """SIGINT while a source is added: the project is as before"""
    with Sandbox() as box:
        prepare(box)
        other = box.repository("two", {"skills/c/SKILL.md": skill("c")})
        before = box.files()
        code, output = interrupted(box, signal.SIGINT, 2, ("source", "add", f"file://{other}"))
        check(code == 130, f"exit {code}: {output[:800]}")
        after = box.files()
        check(before == after, f"changed: {before.keys() ^ after.keys()}")
        box.good("source", "add", f"file://{other}")


def leftovers_of_git():
    """what a killed git leaves in the cache does not stop the next fetch"""
    with Sandbox() as box:
        prepare(box)
        repository, = [p for p in (box.cache / "git").glob("*.git") if p.name != "empty.git"]
        for name in ("shallow.lock", "config.lock", "objects/pack/tmp_pack_abc123"):
            (repository / name).write_text("")
        works_again(box)


run_cases([stopped(signal.SIGINT, 130, 1), stopped(signal.SIGINT, 130, 2),
           stopped(signal.SIGTERM, 143, 2), stopped(signal.SIGINT, 130, 2, whole_group=True),
           stopped(signal.SIGKILL, -9, 2), stopped(signal.SIGKILL, -9, 3),
           add_stopped, leftovers_of_git])
