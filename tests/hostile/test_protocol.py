"""P5: broken HTTP, heads of 200 kB and slow clients, against a real gunicorn: told off, and it lives."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPResponse
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_engine
ROOT = Path(__file__).resolve().parents[2]
WHOLE = b"GET /.well-known/security.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST / HTTP/1.1\r\nHost: localhost\r\n"
THREADS = 2
BROKEN = {
    "a TLS hello": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "no method": b"G(T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a version of the future": b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "a head of 200 kB": HEAD + b"X-Big: " + b"a" * 200_000 + b"\r\n\r\n",
    "5,000 headers": HEAD + b"".join(b"X-%d: a\r\n" % number for number in range(5_000)) + b"\r\n",
    "an address of 200 kB": b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "NUL in a header": HEAD + b"X: a\x00b\r\n\r\n",
    "a blank before the colon": HEAD + b"X : a\r\n\r\n",
    "a folded header": HEAD + b" folded: 1\r\n\r\n",
    "a negative length": POST + b"Content-Length: -5\r\n\r\n",
    "two lengths": POST + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nabcde",
    "a length and pieces": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """One process with few threads, as gunicorn.conf.py has it; no page asked for needs a table."""
    folder = tmp_path_factory.mktemp("protocol")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    environment = {**os.environ, "MATCHMAKER_ENV": "test", "DATA_DIR": str(folder)}
    environment |= {"DATABASE_URL": "", "JOBS_URL": "memory:", "SEARCH_ENGINE": "memory"}
    flask = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
    subprocess.run(flask, cwd=ROOT, env=environment, check=True, capture_output=True)
    command = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{number}"]
    with (folder / "log").open("w") as log:
        served = subprocess.Popen(
            [*command, "--threads", str(THREADS)], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    try:
        wait_until_it_answers(number)
        yield number
    finally:
        served.terminate()
        served.wait(timeout=20)


def wait_until_it_answers(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if status(port, WHOLE) == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("gunicorn did not start within a minute")


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=30)


def status(port: int, request: bytes) -> int:
    """0 where the connection is closed before a word, which a peer that goes on writing may see."""
    with connect(port) as peer:
        try:
            peer.sendall(request)
            return int(peer.recv(100).split(b" ")[1])
        except (ConnectionError, IndexError):
            return 0


@pytest.mark.parametrize("request_", BROKEN.values(), ids=BROKEN)
def test_p5_broken_requests_are_refused_and_the_server_lives(port: int, request_: bytes) -> None:
    assert status(port, request_) in (0, 400, 414, 431)
    assert status(port, WHOLE) == 200


def test_p5_slow_clients_hold_no_thread(port: int) -> None:
    with ExitStack() as slow:
        peers = [slow.enter_context(connect(port)) for _ in range(10 * THREADS)]
        for number, peer in enumerate(peers):
            peer.sendall(HEAD + b"X-Slow: " if number % 2 else b"")

        assert status(port, WHOLE) == 200

        peers[1].sendall(b"at last\r\nConnection: close\r\n\r\n")
        assert peers[1].recv(100).startswith(b"HTTP/1.1 ")


def test_p5_a_second_request_on_one_connection_is_answered(port: int) -> None:
    answers = []
    with connect(port) as peer:
        for pieces in ([WHOLE.replace(b"close", b"keep-alive")], [WHOLE[:20], WHOLE[20:]]):
            for piece in pieces:
                peer.sendall(piece)
            answer = HTTPResponse(peer)
            answer.begin()
            answers.append((answer.status, b"Contact" in answer.read()))

    assert answers == [(200, True)] * 2
