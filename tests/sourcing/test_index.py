"""The match index: shared snapshot, tail of changes, made anew when it is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
from flask import Flask

from matchmaker.errors import Unavailable
from matchmaker.extensions import db
from matchmaker.needs.documents import matching_need
from matchmaker.needs.models import Need
from matchmaker.offers.models import Offer, OfferStatus
from matchmaker.sourcing import index as match_index
from matchmaker.sourcing.index import MatchIndex, index


def ranked(need: Need) -> list[object]:
    asked = matching_need(db.session.get_one(Need, need.id))
    return [(one.supplier_id, one.score) for one in index().current().suggest(asked)]


@pytest.fixture
def firms(make):
    found = [make.supplier(), make.supplier()]
    make.offer(found[0])
    make.offer(found[1], title="Toitures", what="Ardoise et tuile.", cpvs=["45261000"])
    return found


def test_another_process_opens_what_this_one_wrote(make, context: Flask, firms) -> None:
    need = make.need()
    here = ranked(need)
    there = MatchIndex(index().root).current().suggest(matching_need(db.session.get_one(Need, need.id)))

    assert [(one.supplier_id, one.score) for one in there] == here


def test_changes_are_noted_without_a_new_snapshot(make, context: Flask, firms) -> None:
    index().current()
    folder = index().pointer().folder
    newcomer, need = make.supplier(), make.need()
    make.offer(newcomer)
    db.session.rollback()

    match_index.follow([("organisation", newcomer.id)])

    assert index().pointer() == match_index.Pointer(folder, (newcomer.id,))
    assert newcomer.id in [key for key, _score in ranked(need)]


def test_change_noted_while_a_snapshot_is_made_is_kept(make, context: Flask, firms, monkeypatch) -> None:
    index().current()
    earlier, meanwhile = make.supplier(), make.supplier()
    match_index.follow([("organisation", earlier.id)])
    read = match_index.suggestions.every_supplier

    def read_then_noted() -> list[object]:
        found = list(read())
        MatchIndex(index().root).note([meanwhile.id])
        return found

    monkeypatch.setattr(match_index.suggestions, "every_supplier", read_then_noted)
    index().rebuild()

    assert index().pointer().tail == (meanwhile.id,)


def test_a_withdrawn_offer_leaves(make, context: Flask) -> None:
    firm = make.supplier()
    offer = make.offer(firm)
    need = make.need()
    before = ranked(need)[0][1]
    db.session.get_one(Offer, offer.id).status = OfferStatus.WITHDRAWN
    db.session.commit()

    match_index.follow([("offer", offer.id)])

    assert all(score < before / 2 for _key, score in ranked(need))


def test_a_long_tail_becomes_a_new_snapshot_of_the_same_version(
    make, context: Flask, firms, monkeypatch
) -> None:
    need = make.need()
    before = ranked(need)
    folder = index().pointer().folder
    monkeypatch.setattr(match_index, "LONGEST_TAIL", 1)

    match_index.follow([("organisation", firm.id) for firm in firms])

    assert index().pointer().folder != folder
    assert index().pointer().changed == ()
    assert ranked(need) == before


@pytest.mark.parametrize("harm", ["folder", "all", "cut", "pointer", "older"])
def test_a_lost_or_damaged_index_is_made_anew(make, context: Flask, firms, harm: str) -> None:
    need = make.need()
    before = ranked(need)
    damage(harm)
    match_index.init_app(context)

    assert ranked(need) == before


def damage(harm: str) -> None:
    root = index().root
    if harm == "all":
        shutil.rmtree(root)
    elif harm == "folder":
        shutil.rmtree(root / index().pointer().folder)
    elif harm == "pointer":
        (root / "CURRENT").write_text('{"folder": "snap')
    elif harm == "older":
        manifest = root / index().pointer().folder / "manifest.json"
        manifest.write_text(manifest.read_text().replace("match-snapshot/", "match-snapshot/0"))
    else:
        largest = max((root / index().pointer().folder).rglob("*.npy"), key=lambda path: path.stat().st_size)
        largest.write_bytes(largest.read_bytes()[:-8])


def test_a_page_does_not_wait_for_a_large_index(
    make, context: Flask, firms, monkeypatch, work: Callable[[], int]
) -> None:
    need = make.need()
    before = ranked(need)
    damage("all")
    match_index.init_app(context)
    monkeypatch.setattr(match_index, "MADE_AT_ONCE", 1)

    with context.test_request_context(), pytest.raises(Unavailable):
        ranked(need)
    work()

    with context.test_request_context():
        assert ranked(need) == before


def test_a_page_does_not_wait_for_contracts_to_be_learned_from(make, context: Flask, firms) -> None:
    """No version is kept and contracts have been imported: the worker learns, even for few firms."""
    need = make.need()
    shutil.rmtree(index().root, ignore_errors=True)
    shutil.rmtree(index().versions, ignore_errors=True)
    match_index.init_app(context)
    index().contracts = lambda: [("Nettoyage de vitres", "90911300")]

    with context.test_request_context(), pytest.raises(Unavailable):
        ranked(need)
    index().ensure()

    with context.test_request_context():
        assert ranked(need)


def test_an_index_made_meanwhile_is_taken_as_it_is(make, context: Flask, firms) -> None:
    damage_seen = index()._stamp()
    index().rebuild()
    folder = index().pointer().folder

    index()._made_by_one(damage_seen)

    assert index().pointer().folder == folder


def test_old_snapshots_are_forgotten(make, context: Flask, firms) -> None:
    for _ in range(4):
        index().rebuild()

    assert len(list(index().root.glob("snapshot-*"))) == 2
