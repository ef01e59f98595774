"""All suppliers at once: the same numbers as the lists, one by one."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings

from matchmaker.matching.values import Need, Supplier
from matchmaker.reference.zones import Zone
from tests.matching.factories import ARRAS, NEEDS, SUPPLIERS, fitted, need, supplier

FEW = settings(deadline=None, max_examples=20)
BASE = fitted()


@FEW
@given(SUPPLIERS, NEEDS)
def test_standings_are_the_list(suppliers: list[Supplier], asked: Need) -> None:
    matcher = BASE.reindexed(suppliers)
    standings = matcher.standings(asked)
    order = standings.best_first(standings.allowed)

    listed = [(one.supplier_id, one.score) for one in matcher.suggest(asked, 100, explain=False)]
    assert [(standings.supplier(at).id, standings.scores[at]) for at in order] == listed


@FEW
@given(SUPPLIERS, NEEDS)
def test_the_short_way_finds_the_same_fitting_firms(suppliers: list[Supplier], asked: Need) -> None:
    matcher = BASE.reindexed(suppliers)
    whole, short = matcher.standings(asked), matcher.standings(asked, able_only=True)

    assert whole.fitting.tolist() == short.fitting.tolist()
    assert whole.scores[whole.able].tolist() == short.scores[short.able].tolist()


def test_standings_span_the_tail() -> None:
    matcher = BASE.with_changes([supplier("nouveau", "Nettoyage de vitres", cpv="90910000", zone=ARRAS)])
    standings = matcher.standings(need())
    at = standings.find("nouveau")

    assert at is not None
    assert standings.supplier(at).id == "nouveau"
    assert standings.scores[at] == matcher.explain(need(), "nouveau").score


def test_a_limit_keeps_the_first_of_the_order() -> None:
    standings = BASE.standings(need())

    assert standings.best_first(standings.allowed, 3) == standings.best_first(standings.allowed)[:3]


def test_who_is_unavailable_when_the_work_begins_is_set_aside() -> None:
    busy = supplier("prise", "Nettoyage de vitres", unavailable_until=date(2027, 1, 31))
    matcher = BASE.reindexed([busy])

    before = matcher.suggest(need(needed_on=date(2027, 1, 30)))
    after = matcher.suggest(need(needed_on=date(2027, 1, 31)))

    assert [one.supplier_id for one in before] == []
    assert [one.supplier_id for one in after] == ["prise"]


def test_homonyms_are_told_apart_and_neighbours_are_near() -> None:
    """Two Saint-Aubin, 62742 and 59529; Airon-Notre-Dame, 62015, is 1 km from the first."""
    here, neighbour, homonym = (Zone(communes=(code,)) for code in ("62742", "62015", "59529"))
    firms = [
        supplier(name, "Nettoyage de vitres", cpv="90910000", zone=zone)
        for name, zone in (("homonyme", homonym), ("voisine", neighbour), ("sur place", here))
    ]
    found = BASE.reindexed(firms).suggest(need(zone=here))

    assert [one.supplier_id for one in found] == ["sur place", "voisine", "homonyme"]
    assert [one.score > found[2].score + 2 for one in found] == [True, True, False]
