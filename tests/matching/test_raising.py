"""What would raise the score is what the score becomes: each change made, and scored again."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from matchmaker.matching.raising import LEAST_GAIN, Change, changed, possible, prospects, widened
from matchmaker.matching.values import Evidence, Need, Supplier
from matchmaker.reference.zones import Zone
from tests.matching.factories import ARRAS, LILLE, MARSEILLE, NEEDS, SUPPLIERS, fitted, need, supplier

FEW = settings(deadline=None, max_examples=15)
MATCHER = fitted()
WINDOWS = need("Nettoyage des vitres de la mairie", cpv=("90911300",), zone=ARRAS)


@FEW
@given(SUPPLIERS, NEEDS)
def test_each_gain_is_that_of_the_list_after_the_change(suppliers: list[Supplier], asked: Need) -> None:
    matcher = MATCHER.reindexed(suppliers)
    found = prospects(matcher, asked, 0)

    for one in found.raises:
        after = matcher.with_changes([changed(matcher.supplier(0), one.change)])
        assert after.explain(asked, 0).score == one.score
        assert round(one.score - found.score, 1) == one.points >= LEAST_GAIN


@FEW
@given(SUPPLIERS, NEEDS)
def test_the_best_comes_first_and_all_together_beat_each(suppliers: list[Supplier], asked: Need) -> None:
    found = prospects(MATCHER.reindexed(suppliers), asked, 0)
    points = [one.points for one in found.raises]

    assert points == sorted(points, reverse=True)
    assert found.score == MATCHER.reindexed(suppliers).explain(asked, 0).score


def test_a_code_a_zone_and_words_are_proposed_to_who_lacks_them() -> None:
    firm = supplier("ailleurs", "Nettoyage de bureaux", zone=MARSEILLE)
    found = prospects(MATCHER.with_changes([firm]), WINDOWS, "ailleurs")

    by_kind = {one.change.kind: one.change for one in found.raises}
    assert by_kind["code"].codes == ("90911300",)
    assert by_kind["zone"].zone == Zone(communes=("13055", "62041"))
    assert by_kind["word"].text == "vitres"
    assert found.together > max(one.score for one in found.raises)


def test_what_is_there_is_not_proposed() -> None:
    firm = supplier("sur place", "Nettoyage des vitres de la mairie", cpv="90911300", zone=ARRAS)
    found = prospects(MATCHER.with_changes([firm]), WINDOWS, "sur place")

    assert {one.change.kind for one in found.raises} <= {"reference", "profile"}


def test_a_firm_without_offers_is_told_to_publish_one() -> None:
    firm = Supplier("fiche", (Evidence("Une équipe de nettoyage", "profile"),))
    [first, *_others] = prospects(MATCHER.with_changes([firm]), WINDOWS, "fiche").raises

    assert first.change == Change("offer", text=WINDOWS.text, codes=WINDOWS.cpv, zone=ARRAS)


def test_a_rule_that_no_writing_lifts_is_said() -> None:
    reserved = replace(WINDOWS, reserved=("L2113-12",))
    found = prospects(MATCHER, reserved, "90-arras")

    assert found.excluded is not None
    assert found.excluded.rule == "reserved"


def test_codes_are_added_to_the_offer_and_its_references_alike() -> None:
    offer = Evidence("Propreté", "offer", id="offer:1")
    done = replace(offer, kind="reference", text="Bureaux")
    found = changed(Supplier(1, (offer, done)), Change("code", "offer:1", codes=("90911300",)))

    assert [piece.cpv for piece in found.evidence] == [("90911300",), ("90911300",)]


def test_without_codes_the_class_expected_from_the_words_is_tried() -> None:
    firm = supplier("sans code", "Nettoyage")
    asked = need("Nettoyage des vitres")
    changes = possible(MATCHER.prepare(asked), firm, MATCHER.with_changes([firm]).explain(asked, "sans code"))

    assert [one.codes for one in changes if one.kind == "code"] == [("90910000",)]


def test_a_zone_is_widened_by_the_places_alone() -> None:
    near = Zone(communes=("62041",), radius_km=20)

    assert widened(near, LILLE) == Zone(communes=("59350", "62041"), radius_km=20)
    assert widened(Zone(), Zone(nationwide=True)) == Zone(nationwide=True)
