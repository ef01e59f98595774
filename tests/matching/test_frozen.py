"""A list kept as evidence: one value, one digest, the same list again; and nothing altered goes unseen."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from matchmaker.matching import frozen, snapshot
from matchmaker.matching.frozen import FrozenError, freeze, reproduced
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.values import Filters
from tests.matching.factories import ARRAS, LENS, NEEDS, SUPPLIERS, fitted, need, region, supplier

ALL = Filters()


def kept(matcher, asked=None, filters=ALL, longest=5):
    return freeze(matcher, asked or need(zone=LENS), filters, longest=longest, facts={"need": 1})


@settings(max_examples=25, deadline=None)
@given(SUPPLIERS, NEEDS)
def test_a_list_is_reproduced_from_its_records_alone(suppliers, asked) -> None:
    matcher = SupplierMatcher().fit(suppliers)
    one = kept(matcher, asked, longest=3)

    assert reproduced(one.content, one.profiles, matcher)


def test_the_same_list_has_the_same_digest_whatever_the_order_of_arrival() -> None:
    here, there = SupplierMatcher().fit(region()), SupplierMatcher().fit(reversed(region()))

    assert kept(here).digest == kept(there).digest


def test_it_is_reproduced_when_the_offers_have_changed() -> None:
    matcher = fitted()
    one = kept(matcher)

    later = matcher.with_changes([supplier("90-arras", "Plomberie"), supplier("new", "Nettoyage")])

    assert kept(later).digest != one.digest
    assert reproduced(one.content, one.profiles, later)


def test_it_is_reproduced_from_a_snapshot(tmp_path) -> None:
    matcher = fitted()
    one = kept(matcher, need(zone=LENS, cpv=("90911300",)), Filters(only_zone=True, sizes=frozenset({"tpe"})))
    snapshot.save(matcher, tmp_path / "s")

    assert reproduced(one.content, one.profiles, snapshot.load(tmp_path / "s"))


def test_another_version_is_told_apart() -> None:
    one = kept(fitted())
    other = SupplierMatcher().fit([*region(), supplier("x", "Vitrerie de façade", zone=ARRAS)])

    with pytest.raises(FrozenError, match="another version"):
        reproduced(one.content, one.profiles, other)


def test_everybody_is_in_it() -> None:
    value = frozen.read(kept(fitted(), longest=2).content)

    assert len(value["listed"]) == 2
    assert len(value["listed"]) + len(value["others"]) == len(region())


@pytest.mark.parametrize("row", [0, 1])
def test_an_altered_score_is_not_reproduced(row: int) -> None:
    matcher = fitted()
    one = kept(matcher)
    value = json.loads(one.content)
    value["listed"][row]["tenths"][0] += 1

    assert not reproduced(frozen.canonical(value), one.profiles, matcher)


def test_an_altered_or_missing_record_is_seen() -> None:
    matcher = fitted()
    one = kept(matcher)
    key = next(iter(one.profiles))

    with pytest.raises(FrozenError, match="altered"):
        reproduced(one.content, {**one.profiles, key: one.profiles[key] + b" "}, matcher)
    with pytest.raises(FrozenError, match="missing"):
        reproduced(one.content, {}, matcher)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"format": "frozen-list/9"}'])
def test_what_is_no_list_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(FrozenError):
        frozen.read(content)
