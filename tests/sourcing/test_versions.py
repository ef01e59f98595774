"""One version: made by a refit alone, kept by every rebuild, told with what it was learned from."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from flask import Flask

from matchmaker.extensions import db
from matchmaker.matching.frozen import matcher_version
from matchmaker.needs.documents import matching_need
from matchmaker.needs.models import Need
from matchmaker.sourcing import index as match_index
from matchmaker.sourcing.index import index
from matchmaker.sourcing.versions import HISTORY, history

CONTRACTS = [("Ravalement de façades", "45443000"), ("Cocktail dînatoire", "55520000")]


@pytest.fixture
def firms(make):
    found = [make.supplier(), make.supplier()]
    make.offer(found[0])
    make.offer(found[1], title="Toitures", what="Ardoise et tuile.", cpvs=["45261000"])
    return found


def ranked(need: Need) -> list[object]:
    asked = matching_need(db.session.get_one(Need, need.id))
    return [(one.supplier_id, one.score) for one in index().current().suggest(asked)]


def test_a_rebuild_equals_the_live_index_and_keeps_its_version(make, context: Flask, firms) -> None:
    index().current()
    newcomer, need = make.supplier(), make.need()
    make.offer(newcomer)
    db.session.rollback()
    match_index.follow([("organisation", newcomer.id)])
    live, version = ranked(need), matcher_version(index().current())

    index().rebuild()

    assert (ranked(need), matcher_version(index().current())) == (live, version)
    assert len(history(index().versions)) == 1


def test_a_refit_makes_a_version_and_says_what_it_learned_from(make, context: Flask, firms) -> None:
    first = index().refit()[2]
    before, matcher, after = index().refit(CONTRACTS)

    assert before == first
    assert (after.suppliers, after.contracts) == (2, 2)
    assert after.digest == matcher_version(matcher) == matcher_version(index().current())
    assert history(index().versions) == [first, after]


def test_an_index_lost_whole_is_made_again_under_its_version(make, context: Flask, firms) -> None:
    digest = index().refit(CONTRACTS)[2].digest
    shutil.rmtree(index().root)

    assert matcher_version(index().rebuild()) == digest


def test_learning_the_same_again_is_the_same_version(make, context: Flask, firms) -> None:
    first, second = (index().refit(reversed(CONTRACTS))[2].digest, index().refit(CONTRACTS)[2].digest)

    assert first == second
    assert len(history(index().versions)) == 1


def test_contracts_teach_words_that_no_offer_has(make, context: Flask, firms) -> None:
    index().refit(CONTRACTS)

    chances = index().current().classifier_.chances("cocktail", 30.0)
    assert max(chances[2], key=chances[2].get) == "55"


def test_contracts_of_another_room_are_learned_by_default(make, context: Flask, firms, monkeypatch) -> None:
    monkeypatch.setattr(index(), "contracts", lambda: iter(CONTRACTS))

    assert index().refit()[2].contracts == 2


def test_a_failed_refit_leaves_the_version_in_force(make, context: Flask, firms, monkeypatch) -> None:
    index().refit()
    before = index().pointer()
    monkeypatch.setattr(match_index.snapshot, "save", lambda *_: (_ for _ in ()).throw(OSError("disk full")))

    with pytest.raises(OSError, match="disk full"):
        index().refit(CONTRACTS)
    assert index().pointer() == before
    assert len(history(index().versions)) == 1


def test_a_line_of_history_cut_by_a_crash_is_left_out(make, context: Flask, firms) -> None:
    index().refit()
    with (index().versions / HISTORY).open("a") as stream:
        stream.write('{"digest": "ab')

    assert len(history(index().versions)) == 1


def test_the_command_prints_the_old_and_the_new_version(
    app: Flask, application: Flask, tmp_path: Path
) -> None:
    lines = [{"id": text, "text": text, "cpv": code} for text, code in CONTRACTS]
    (tmp_path / "c.jsonl").write_text("\n".join(map(json.dumps, lines)))
    run = application.test_cli_runner().invoke
    for folder in (application.extensions["match"].root, application.extensions["match"].versions):
        shutil.rmtree(folder, ignore_errors=True)

    first = run(args=["match", "refit"]).stdout.split()
    second = run(args=["match", "refit", "--contracts", str(tmp_path / "c.jsonl")]).stdout.split()
    listed = run(args=["match", "versions"]).stdout

    assert first[:3] == ["no", "version", "->"]
    assert second[0] == first[3]
    assert [line.split()[1] for line in listed.splitlines()] == [second[0], second[2]]
