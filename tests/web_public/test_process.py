"""The site as a real process: it can write nothing, says nothing, and slow visitors hold nobody."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
import small_edition
from click.testing import CliRunner
from small_edition import CANARY, tree

from owners_ledger.cli import main

NEEDS_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Landlock is Linux's")
SECRET_WORDS = "filter=%E5%BC%A0%E4%B8%89-secret"


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@contextmanager
def running(world, *more):
    """The command as it is typed; its port and its process."""
    port = free_port()
    home = world.root / "home"
    home.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "owners_ledger", "serve", "--public"]
    command += ["--edition", str(world.public), "--port", str(port), *more]
    env = {"HOME": str(home), "TMPDIR": str(home), "PATH": "", "PYTHONIOENCODING": "utf-8",
           "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(Path(__file__).parents[2])}  # fmt: skip
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=home
    ) as process:
        try:
            said = process.stdout.readline().decode()
            assert "已经打开" in said, process.stderr.read().decode()
            yield port, process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(10)


def get(port, path, headers=None, method="GET", body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


@NEEDS_LINUX
def test_a_running_site_writes_nothing_and_names_nobody(fresh):
    key = fresh.root / "key"
    assert CliRunner().invoke(main, ["code", "key", str(key)]).exit_code == 0
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    (fresh.root / "home").mkdir()
    before = tree(fresh.root)
    with running(fresh, "--codes", str(fresh.shelf), "--key", str(key)) as (port, process):
        own = {"Content-Type": "application/x-www-form-urlencoded"}
        code = fresh.codes["1-1-101"]
        entered, _page = get(port, "/login", own, "POST", f"code={code}")
        assert entered.status == 303
        assert entered.headers["Server"] is None
        cookie = {"Cookie": entered.headers["Set-Cookie"].partition(";")[0]}
        for path in ("/", "/mine/", "/ledger/books/journal/", f"/ledger/books/journal/?{SECRET_WORDS}",
                     "/ledger/books/api/journal_page?page=1&order=desc", "/ledger/static/app.js",
                     f"/ledger/books/api/income_statement?{SECRET_WORDS}", "/nothing", "/ledger/books/options/"):  # fmt: skip
            for method in ("GET", "HEAD", "PUT", "POST", "DELETE"):
                get(port, path, cookie, method, b"x" * 100 if method in ("PUT", "POST") else None)
        get(port, "/login", own, "POST", b"code=" + b"x" * 6000)
        # The next edition is looked through by a child that can write nothing either.
        small_edition.put(fresh.public, "Omega")
        for _wait in range(60):
            if b"Omega" in get(port, "/months.html", cookie)[1]:
                break
            time.sleep(0.2)
        else:
            pytest.fail("the next edition was not shown")
        changed = {name for name, one in tree(fresh.root).items() if before.get(name) != one}
        assert {name.partition("/")[0] for name in changed} <= {"public", "public.editions"}
        assert not list((fresh.root / "home").iterdir())
        status = Path(f"/proc/{process.pid}/status").read_text("ascii")
        assert "NoNewPrivs:\t1" in status
        process.send_signal(signal.SIGTERM)
        logged = process.stdout.read() + process.stderr.read()
    for word in (code, "1-1-101", "127.0.0.1", "secret", "%E5", CANARY, "filter", cookie["Cookie"]):
        assert word.encode() not in logged, logged
    assert b"edition shown" in logged


@NEEDS_LINUX
def test_a_hundred_slow_visitors_hold_nobody_up(fresh):
    with running(fresh) as (port, _process):
        slow = []
        try:
            for _one in range(100):
                slow.append(socket.create_connection(("127.0.0.1", port)))
                slow[-1].sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
            began = time.monotonic()
            answer, _page = get(port, "/ledger/books/api/income_statement")
            assert answer.status == 200
            assert time.monotonic() - began < 2
            large = socket.create_connection(("127.0.0.1", port))
            slow.append(large)
            large.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"x" * 40_000 + b"\r\n\r\n")
            assert b" 431 " in large.recv(40)
        finally:
            for one in slow:
                one.close()


PROBE = """
import os, socket, subprocess, sys, tempfile
from pathlib import Path
from owners_ledger.web.public import confine
here = Path(sys.argv[1])
assert here in confine.writable([here])
assert confine.give_up_writing()
assert confine.writable([here]) == []
def refused(call, *given):
    try:
        call(*given)
    except OSError:
        return True
    return False
old = here / "old"
tries = [
    (old.write_text, "x"), (old.unlink,), (os.truncate, old, 0), (old.rename, here / "new"),
    (os.link, old, here / "link"), (os.symlink, old, here / "sym"), (os.mkdir, here / "folder"),
    (os.mkfifo, here / "pipe"), (open, old, "r+"), (tempfile.mkstemp,), (os.rmdir, here / "empty"),
    (socket.create_connection, ("127.0.0.1", int(sys.argv[2]))),
]
assert [refused(*one) for one in tries] == [True] * len(tries), tries
child = f"open({str(old)!r}, 'w')"
assert subprocess.run([sys.executable, "-c", child], stderr=subprocess.DEVNULL).returncode == 1
assert old.read_text() == "x"
"""


@NEEDS_LINUX
def test_what_is_given_up_is_gone_for_children_too(tmp_path):
    (tmp_path / "old").write_text("x")
    (tmp_path / "empty").mkdir()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = str(listening.getsockname()[1])
        command = [sys.executable, "-c", PROBE, str(tmp_path), port]
        root = str(Path(__file__).parents[2])
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": root},
            check=False,
        )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def ask(monkeypatch):
    """The command, without what a test cannot take back."""
    monkeypatch.setattr("owners_ledger.web.public.confine.give_up_writing", lambda: False)
    monkeypatch.setattr("owners_ledger.web.public.server._be_discreet", lambda: None)
    return lambda *words: CliRunner().invoke(main, ["serve", "--public", *map(str, words)])


def test_a_process_that_can_write_does_not_start(fresh, ask):
    answer = ask("--edition", fresh.public)
    assert answer.exit_code == 1
    assert "还能写文件" in answer.output
    assert "systemd" in answer.output


def test_it_refuses_what_would_expose(fresh, ask):
    codes = fresh.shelf
    assert "业委会自己的账本" in ask("--edition", fresh.root / "book", "--unconfined").output
    assert (
        "没有加密" in ask("--edition", fresh.public, "--listen", "0.0.0.0", "--codes", codes).output
    )
    assert "写明网站的名字" in ask("--edition", fresh.public, "--listen", "0.0.0.0").output
    for words in (
        ["--edition", fresh.root / "nothing"],
        ["--edition", fresh.public, "--prefix", "/x/../y"],
        ["--edition", fresh.public, "--prefix", "//evil"],
    ):
        assert ask(*words).exit_code == 2
    assert (
        "没有口令的记号"
        in ask("--edition", fresh.public, "--codes", fresh.root, "--unconfined").output
    )


def test_without_public_none_of_this_can_be_asked_for():
    for words in (["--listen", "0.0.0.0"], ["--host", "x"], ["--codes", "x"], ["--unconfined"]):
        assert CliRunner().invoke(main, ["serve", *words]).exit_code == 2
