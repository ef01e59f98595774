"""The two commands of the README, and what its file commands give; `test_docs.py` runs each block."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from matchmaker.demo.commands import PASSWORD
from matchmaker.matching.files import rank_files, suggest_cpv_files

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
HERE = re.compile(r"cat > (\S+) <<'END'\n(.*?)\nEND\n", re.DOTALL)
ECHO = re.compile(r"echo '(.*)' > (\S+)")


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """The files that the README's blocks write before they call a command."""
    for name, text in HERE.findall(README):
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    for text, name in ECHO.findall(README):
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    return tmp_path


def test_the_gardeners_of_the_example_come_first(made: Path) -> None:
    rank_files(made / "suppliers.jsonl", made / "needs.jsonl", made / "ranked.jsonl", tell=print)

    ranked = json.loads((made / "ranked.jsonl").read_text())
    assert ranked["ranked"][0] == "jardins"


def test_the_example_text_gets_a_code_of_green_spaces(made: Path) -> None:
    suggest_cpv_files(made / "texts.jsonl", made / "codes.jsonl", top=3, tell=print)

    codes = json.loads((made / "codes.jsonl").read_text())["ranked"]
    assert [code for code in codes if code.startswith("773")] != []


def test_every_block_of_commands_is_run_or_is_the_two_commands() -> None:
    """`make` is run below; whoever adds a block marks it as runnable."""
    blocks = re.findall(r"(<!-- runnable -->\n)?```sh\n(.*?)```", README, re.DOTALL)
    unmarked = [text for mark, text in blocks if not mark]

    assert [set(re.findall(r"^\w+ \w+", text, re.MULTILINE)) for text in unmarked] == [
        {"make run", "make test"}
    ]


def test_the_password_and_accounts_are_those_of_the_demonstration() -> None:
    assert f"`{PASSWORD}`" in README


def test_pictures_are_light() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    sizes = {name: (ROOT / name).stat().st_size for name in pictures}

    assert len(sizes) == 2
    assert [name for name, size in sizes.items() if size > 300_000] == []


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """`make run` from nothing but the environment that the tests themselves run in."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            ["make", "--assume-old=.venv/.installed", "run", f"PORT={port}"],
            cwd=ROOT,
            env={**os.environ, "DATA_DIR": str(tmp_path / "data")},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        wait(process, f"http://127.0.0.1:{port}/health", log)
        yield log.read_text()
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def wait(process: subprocess.Popen[bytes], address: str, log: Path, seconds: float = 240) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise AssertionError(f"make run does not answer:\n{log.read_text()[-3000:]}")


@pytest.mark.timeout(300)
def test_make_run_prints_the_accounts_and_answers(served: str) -> None:
    accounts = re.findall(r"^\| `(\S+@\S+)`", README, re.MULTILINE)

    assert [one for one in accounts if one not in served] == []
