"""Everyone's place for a need, and why: the same as the list, the rules and the reasons tell one by one."""

from __future__ import annotations

from hypothesis import given, settings

from matchmaker.matching import snapshot
from matchmaker.matching.account import accounts
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.values import Filters
from tests.matching.factories import ARRAS, LENS, NEEDS, SUPPLIERS, fitted, need, region, supplier


@settings(max_examples=25, deadline=None)
@given(SUPPLIERS, NEEDS)
def test_everyone_is_the_list_then_the_others(suppliers, asked) -> None:
    matcher = SupplierMatcher().fit(suppliers)

    everyone = matcher.everyone(asked)
    listed = [(one.supplier_id, one.score) for one in everyone if one.rank is not None]

    assert sorted(one.supplier_id for one in everyone) == sorted(one.id for one in suppliers)
    assert listed == [(one.supplier_id, one.score) for one in matcher.suggest(asked, len(suppliers))]


@settings(max_examples=25, deadline=None)
@given(SUPPLIERS, NEEDS)
def test_the_tenths_sum_to_the_score_that_the_explanation_tells(suppliers, asked) -> None:
    matcher = SupplierMatcher().fit(suppliers)

    for one in matcher.everyone(asked):
        told = matcher.explain(asked, one.supplier_id)
        assert (one.score, sum(one.tenths)) == (told.score, round(10 * told.score))


def test_those_set_aside_come_last_with_their_rule() -> None:
    matcher, asked = fitted(), need(reserved=("L2113-13",))

    everyone = matcher.everyone(asked)

    assert [one.exclusion() for one in everyone] == matcher.set_aside(asked)
    assert {one.rule for one in everyone} == {"reserved"}


def test_a_switch_changes_the_list_as_it_does_that_of_the_page() -> None:
    matcher, filters = fitted(), Filters(only_zone=True)
    asked = need(zone=LENS)

    listed = [one.supplier_id for one in matcher.everyone(asked, filters) if one.rank]

    assert listed == [one.supplier_id for one in matcher.suggest(asked, 50, filters)]


def test_words_are_told_as_the_need_spells_them() -> None:
    told = {one.placing.supplier_id: one for one in accounts(fitted().everyone(need()))}

    assert set(told["90-arras"].shared) == {"Nettoyage", "vitres"}
    assert told["90-arras"].missing == ("mairie",)
    assert told["55-arras"].shared == ()


def test_code_and_place_are_those_of_the_reasons() -> None:
    asked = need(cpv=("90911300",), zone=LENS)

    told = {one.placing.supplier_id: one for one in accounts(fitted().everyone(asked))}["90-arras"]

    assert (told.cpv, told.cpv_digits, told.zone) == ("9091", 4, ARRAS)
    assert told.km is not None
    assert 10 < told.km < 25


def test_the_tail_tells_like_the_whole() -> None:
    late = supplier("late", "Nettoyage de vitrines", cpv="90910000", zone=ARRAS)
    matcher, asked = fitted().with_changes([late]), need(zone=LENS)

    def told(one) -> list[object]:
        return [
            (a.placing.supplier_id, a.placing.rank, a.placing.tenths, a.shared, a.missing, a.cpv, a.km)
            for a in accounts(one.everyone(asked))
        ]

    assert told(matcher) == told(matcher.merged())


def test_a_snapshot_reads_its_ids_without_its_texts(tmp_path) -> None:
    odd = [supplier(key, "Nettoyage") for key in (7, -3, "é", 'a"b', "x" * 80)]
    matcher = SupplierMatcher().fit([*region(), *odd])
    snapshot.save(matcher, tmp_path / "s")

    stored = snapshot.load(tmp_path / "s").segments_[0]

    assert stored.ids == [one.id for one in stored.suppliers]
