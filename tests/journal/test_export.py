"""Exports that the stand-alone verifier checks, whole or of one need, and in which it sees every falsification."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from matchmaker.accounts.actor import Actor
from matchmaker.extensions import db
from matchmaker.journal import export
from matchmaker.journal.actions import Action
from matchmaker.journal.services import erase_personal, record, record_personal, verify
from tests.factories.make import NOW
from tools import verify_journal

VERIFIER = Path(verify_journal.__file__)
ACTOR = Actor(user_id=7)
Lines = list[dict[str, object]]


@pytest.fixture
def history(context: Flask) -> None:
    """Two needs, acts on both, one act elsewhere that names the first, one with a personal part."""
    for need_id in (1, 2, 1):
        record(ACTOR, Action.NEED_CHANGED, "need", need_id, now=NOW, title="Été")
    record(ACTOR, Action.OFFER_CHANGED, "offer", 5, now=NOW, need_id=1)
    record(ACTOR, Action.OFFER_CHANGED, "offer", 5, now=NOW, need_id=12)
    record_personal(ACTOR, Action.NEED_CHANGED, "need", 1, now=NOW, personal={"name": "Inès"}, subject_id=9)
    record(ACTOR, Action.OFFER_CHANGED, "offer", 6, now=NOW)
    db.session.commit()


def lines(export_of: object) -> Lines:
    return [json.loads(line) for line in export_of]


def check(export_of: Lines, **known: object) -> tuple[int, str, int, int]:
    return verify_journal.verify(iter([json.dumps(line) for line in export_of]), **known)


def test_the_whole_journal_verifies_alone(history: None) -> None:
    number, head = verify()

    assert check(lines(export.whole(now=NOW)), known=(number, head)) == (number, head, 7, 0)


def test_the_extract_of_a_need_tells_nothing_of_others_and_leads_to_the_head(history: None) -> None:
    number, head = verify()
    extract = lines(export.of_need(1, now=NOW))

    assert [line["seq"] for line in extract[1:] if "action" in line] == [1, 3, 4, 6]
    assert [sorted(line) for line in extract[1:] if "action" not in line] == [["digest", "seq"]] * 3
    assert check(extract, known=(number, head)) == (number, head, 4, 3)


def test_the_extract_of_a_later_need_begins_with_its_first_entry(history: None) -> None:
    extract = lines(export.of_need(2, now=NOW))

    assert (extract[0]["first"], check(extract)[2:]) == (2, (1, 5))


def test_an_empty_journal_and_an_unknown_need_verify(context: Flask) -> None:
    assert check(lines(export.whole(now=NOW))) == (0, "0" * 64, 0, 0)
    assert check(lines(export.of_need(4, now=NOW)))[0] == 0


def test_an_erased_person_is_gone_from_the_export_which_still_verifies(history: None) -> None:
    """Row L4."""
    assert "Inès" in "".join(export.whole(now=NOW))
    erase_personal(9)

    assert "Inès" not in "".join(export.whole(now=NOW))
    assert check(lines(export.whole(now=NOW)))[0] == 7


def swapped(found: Lines) -> None:
    found[2], found[3] = found[3], found[2]


def closed_again(found: Lines) -> None:
    found[0] |= {"last": 5, "head": found[5]["hash"]}
    del found[6:]


FALSIFIED: dict[str, tuple[Callable[[Lines], object], int]] = {
    "changed": (lambda found: found[2].update(role="x"), 2),
    "renumbered": (lambda found: found[2].update(seq=3), 2),
    "removed": (lambda found: found.pop(4), 4),
    "inserted": (lambda found: found.insert(3, found[3]), 4),
    "swapped": (swapped, 2),
    "cut": (lambda found: found.pop(), 7),
    "closed again": (closed_again, 7),
    "another beginning": (lambda found: found[0].update(previous="1" * 64), 1),
    "personal part": (lambda found: found[6]["personal"].update(content='{"name":"Lou"}'), 6),
}


@pytest.mark.parametrize("name", FALSIFIED)
def test_a_falsified_export_is_named_by_its_first_broken_number(history: None, name: str) -> None:
    """Row L1, in the hands of a court."""
    falsify, first_broken = FALSIFIED[name]
    known = verify()
    export_of = lines(export.whole(now=NOW))
    falsify(export_of)

    with pytest.raises(verify_journal.Broken) as broken:
        check(export_of, known=known)
    assert broken.value.args[0] == first_broken


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """On a Python that sees no library but its own."""
    command = [sys.executable, "-I", "-S", str(VERIFIER), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_verifier_runs_on_the_standard_library_alone(history: None, tmp_path: Path) -> None:
    number, head = verify()
    sound, cut = tmp_path / "journal.jsonl", tmp_path / "cut.jsonl"
    sound.write_text("".join(export.whole(now=NOW)), encoding="utf-8")
    cut.write_text("".join(list(export.whole(now=NOW))[:-1]), encoding="utf-8")

    well, ill = run(sound, "--known", f"{number}:{head}"), run(cut)
    assert (well.returncode, well.stdout.splitlines()[-1]) == (0, f"{number} {head}")
    assert (ill.returncode, ill.stdout) == (1, "7\n")


@pytest.mark.parametrize("content", ["", "{}", "[]", "PK\x03", '{"first": 1}', "null\n", '{"first":"a"}'])
def test_what_is_no_export_is_said_so(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other"
    path.write_text(content)
    found = run(path)

    assert (found.returncode, "not an export" in found.stderr, "Traceback" in found.stderr) == (
        1,
        True,
        False,
    )
