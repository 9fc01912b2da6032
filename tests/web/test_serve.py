"""``owners-ledger serve``: on this computer only, in Chinese, a busy port as a sentence."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_book import make_book, tree

from owners_ledger.cli import main


@pytest.fixture
def port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def test_it_serves_until_interrupted_and_leaves_the_book_as_it_was(tmp_path, port):
    book = make_book(tmp_path / "book")
    before = tree(book)
    command = [sys.executable, "-m", "owners_ledger", "--book", str(book)]
    with subprocess.Popen(
        [*command, "serve", "--no-browser", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={
            "PYTHONIOENCODING": "utf-8",
            "PYTHONUNBUFFERED": "1",
            "PATH": "",
            "HOME": str(tmp_path),
        },
    ) as process:
        try:
            assert process.stdout.readline() == f"账本已经打开：http://127.0.0.1:{port}/\n"
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
                assert answer.status == 200
                assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            listening = _listeners(port)
        finally:
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=20)
    assert process.returncode == 0, err
    assert "账本已经关上" in out
    assert listening <= {"127.0.0.1"}
    assert tree(book) == before


def _listeners(port):
    """Addresses that listen on the port, where the system tells."""
    try:
        tables = [Path(name).read_text("ascii") for name in ("/proc/net/tcp", "/proc/net/tcp6")]
    except OSError:
        return set()
    lines = [line.split() for table in tables for line in table.splitlines()[1:]]
    found = {
        line[1].partition(":")[0]
        for line in lines
        if line[3] == "0A" and line[1].endswith(f":{port:04X}")
    }
    return {"127.0.0.1" if name == "0100007F" else name for name in found}


@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")  # left by cheroot
def test_a_busy_port_is_a_sentence(tmp_path):
    book = make_book(tmp_path / "book")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = taken.getsockname()[1]
        answer = CliRunner().invoke(
            main, ["--book", str(book), "serve", "--no-browser", "--port", str(busy)]
        )
    assert answer.exit_code == 1
    assert f"端口 {busy} 用不了" in answer.output
    assert "--port" in answer.output
    assert "Traceback" not in answer.output


@pytest.mark.parametrize(
    "option",
    [["--host", "0.0.0.0"], ["-H", "0.0.0.0"], ["--public"], ["--port", "0"], ["--port", "x"]],
)
def test_no_other_address_can_be_asked_for(book, option):
    answer = CliRunner().invoke(main, ["--book", str(book), "serve", *option])
    assert answer.exit_code == 2


def test_without_a_book_it_says_so(tmp_path):
    answer = CliRunner().invoke(main, ["--book", str(tmp_path), "serve", "--no-browser"])
    assert answer.exit_code == 2
    assert "不是账本文件夹" in answer.output


def test_a_wrong_committee_file_stops_it(tmp_path, port):
    book = make_book(tmp_path / "book")
    (book / "ledger" / "committee.toml").write_text("", encoding="utf-8")
    answer = CliRunner().invoke(
        main, ["--book", str(book), "serve", "--no-browser", "--port", str(port)]
    )
    assert answer.exit_code == 1
    assert "committee.toml" in answer.output
