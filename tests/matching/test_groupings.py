"""Groups against every pair and triple told by hand, and what a group says of its members."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.matching.coverage import Candidate, Element, Ground, elements, ground
from matchmaker.matching.groupings import LEAST_BROUGHT, find_groups
from matchmaker.matching.ties import tie_key
from tests.matching.factories import ARRAS, LILLE, fitted, need, supplier

FEW = settings(deadline=None, max_examples=40)
COVER = st.sampled_from([0.0, 0.0, 0.4, 0.7, 1.0])


@st.composite
def grounds(draw: st.DrawFn) -> Ground:
    size = draw(st.integers(1, 6))
    weights = draw(st.lists(st.sampled_from([4.0, 7.5, 20.0]), min_size=size, max_size=size))
    parts = tuple(Element("word", weight, f"mot{at}") for at, weight in enumerate(weights))
    covers = draw(st.lists(st.tuples(*[COVER] * size), min_size=0, max_size=7))
    shares = [draw(st.sampled_from([0.2, 0.5, 1.0])) for _ in covers]
    several = tuple(
        Candidate(at, cover, share) for at, (cover, share) in enumerate(zip(covers, shares, strict=True))
    )
    return Ground("besoin", parts, draw(st.sampled_from([0.0, 10.0])), several)


def value(ground: Ground, members: tuple[Candidate, ...]) -> float:
    covered = sum(
        part.weight * max((one.covers[at] for one in members), default=0.0)
        for at, part in enumerate(ground.elements)
    )
    return round(covered + ground.capacity * min(1.0, sum(one.capacity for one in members)), 6)


def by_hand(ground: Ground, holding: object = None) -> list[tuple[float, tuple[object, ...]]]:
    """Every irreducible group, best first, ties as told: fewer members, then the hash."""
    floor = max((value(ground, (one,)) for one in ground.candidates), default=0.0)
    found = []
    for size in (2, 3):
        for members in combinations(ground.candidates, size):
            ids = tuple(one.supplier_id for one in members)
            total = value(ground, members)
            lost = [
                total - value(ground, tuple(one for one in members if one is not gone)) for gone in members
            ]
            kept = holding in ids if holding is not None else total > floor
            if kept and total > 0 and all(round(part, 6) >= LEAST_BROUGHT for part in lost):
                key = tie_key(ground.need_id, "\x1f".join(sorted(map(str, ids))))
                found.append((-total, size, key, ids))
    return [(-total, ids) for total, _size, _key, ids in sorted(found)]


@FEW
@given(grounds(), st.integers(1, 4))
def test_the_best_groups_are_those_of_brute_force(ground: Ground, k: int) -> None:
    found = [
        (one.coverage, tuple(sorted(member.supplier_id for member in one.members)))
        for one in find_groups(ground, k).best
    ]

    assert found == [(round(total, 1), ids) for total, ids in by_hand(ground)[:k]]


@FEW
@given(grounds())
def test_a_firm_s_partners_are_those_of_brute_force(ground: Ground) -> None:
    holding = 0
    found = [
        tuple(sorted(member.supplier_id for member in one.members))
        for one in find_groups(ground, 3, holding=holding).best
    ]

    assert found == [ids for _total, ids in by_hand(ground, holding)[:3]]


@FEW
@given(grounds())
def test_the_order_of_candidates_changes_nothing(ground: Ground) -> None:
    shuffled = Ground(ground.need_id, ground.elements, ground.capacity, ground.candidates[::-1])

    assert find_groups(shuffled) == find_groups(ground)


MATCHER = fitted()
CLEANING = need("Nettoyage des locaux et des vitres", id="lot-1", cpv=("90910000",), zone=ARRAS)
GARDENS = need("Tonte et taille de haies", id="lot-2", cpv=("77310000",), zone=ARRAS)
SCHOOL = need(
    "Nettoyage de l’école et tonte des haies",
    cpv=("90910000", "77310000"),
    zone=ARRAS,
    lots=(CLEANING, GARDENS),
)


def test_two_trades_are_covered_by_a_cleaner_and_a_gardener() -> None:
    [best, *_others] = find_groups(ground(MATCHER, SCHOOL)).best

    brought = {one.supplier_id: (one.lots, one.codes) for one in best.members}
    assert brought == {
        "90-arras": ((1,), ("90910000",)),
        "77-arras": ((2,), ("77310000",)),
    }


def test_what_a_member_brings_is_what_the_group_loses_without_it() -> None:
    found = ground(MATCHER, SCHOOL)
    [best, *_others] = find_groups(found).best
    first, second = best.members

    assert round(best.coverage - first.brings, 1) == second.alone
    assert round(best.coverage - second.brings, 1) == first.alone


def test_what_the_members_add_sums_to_the_coverage() -> None:
    for group in find_groups(ground(MATCHER, SCHOOL)).best:
        assert round(sum(one.adds for one in group.members), 1) == group.coverage
        assert group.members[0].alone == round(group.members[0].adds, 1)


def test_no_group_where_one_firm_covers_all() -> None:
    both = supplier(
        "deux-métiers",
        "Nettoyage des locaux et des vitres de l’école",
        "Tonte et taille de haies",
        zone=ARRAS,
    )
    both = type(both)(
        both.id,
        tuple(
            type(piece)(piece.text, piece.kind, code, zone=ARRAS)
            for piece, code in zip(both.evidence, (("90910000",), ("77310000",)), strict=True)
        ),
    )
    found = find_groups(ground(MATCHER.with_changes([both]), SCHOOL))

    assert found.one_is_enough
    assert found.best == ()


def test_the_sum_of_capacities_counts() -> None:
    alike = [
        supplier(name, "Nettoyage des locaux et des vitres", cpv="90910000", zone=ARRAS) for name in "ab"
    ]
    matcher = MATCHER.reindexed(alike)
    cleaning = need("Nettoyage des locaux et des vitres", cpv=("90910000",), zone=ARRAS)

    found = find_groups(ground(matcher, cleaning, capacities=lambda ids: dict.fromkeys(ids, 0.5)))

    assert [(one.capacity, one.coverage, one.gain) for one in found.best] == [(1.0, 100.0, 7.5)]
    assert not found.one_is_enough


def test_two_places_are_two_tasks() -> None:
    asked = need("Nettoyage des locaux et des vitres", cpv=("90910000",))
    asked = type(asked)(asked.id, asked.text, asked.cpv, type(ARRAS)(communes=("62041", "59350")))

    [best, *_others] = find_groups(ground(MATCHER, asked)).best

    places = {one.supplier_id: one.places for one in best.members}
    assert places == {"90-arras": (ARRAS,), "90-lille": (LILLE,)}


def test_the_weights_of_a_need_sum_to_a_hundred() -> None:
    query = MATCHER.prepare(SCHOOL)

    assert round(sum(one.weight for one in elements(query, with_capacity=False)), 6) == 100
    assert round(sum(one.weight for one in elements(query, with_capacity=True)), 6) < 100


def test_words_of_no_trade_are_no_part_of_what_is_asked() -> None:
    query = MATCHER.prepare(need("Nous souhaitons le nettoyage des vitres dès septembre"))

    labels = {one.label for one in elements(query, with_capacity=False) if one.kind == "word"}
    assert labels == {"nettoyage", "vitres"}


def test_a_firm_may_be_looked_at_whatever_its_rank() -> None:
    found = find_groups(ground(MATCHER, SCHOOL, also=["77-marseille"]), holding="77-marseille")

    assert {one.supplier_id for group in found.best for one in group.members} >= {"77-marseille"}


def test_a_need_that_nobody_fits_has_no_group() -> None:
    assert find_groups(ground(MATCHER, need("Fourniture de microscopes"))).best == ()
