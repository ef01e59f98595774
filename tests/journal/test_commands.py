"""`flask journal verify` and `flask journal export`, as an operator meets them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask.testing import FlaskCliRunner

from matchmaker.journal.models import Entry
from matchmaker.journal.services import verify
from tools import verify_journal

Acts = Callable[[int], list[Entry]]
Falsify = Callable[..., None]


def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def test_verify_ends_with_number_and_head(context: Flask, acts: Acts) -> None:
    acts(3)
    number, head = verify()
    found = runner(context).invoke(args=["journal", "verify", "--known", f"{number}:{head.upper()}"])

    assert (found.exit_code, found.stdout) == (0, f"3 {head}\n")


def test_verify_names_the_first_broken_number(context: Flask, acts: Acts, falsify: Falsify) -> None:
    acts(3)
    falsify("UPDATE journal_entries SET role = 'x' WHERE seq = 2")
    found = runner(context).invoke(args=["journal", "verify"])

    assert (found.exit_code, found.stdout) == (1, "2\n")


def test_a_known_head_that_cannot_be_read_is_wrong_usage(context: Flask) -> None:
    assert runner(context).invoke(args=["journal", "verify", "--known", "3:abc"]).exit_code == 2


def test_export_writes_what_the_verifier_reads(context: Flask, acts: Acts, tmp_path: Path) -> None:
    acts(3)
    out = tmp_path / "journal.jsonl"
    found = runner(context).invoke(args=["journal", "export", str(out)])

    assert found.exit_code == 0
    assert verify_journal.verify(iter(out.read_text(encoding="utf-8").splitlines()))[:2] == verify()
