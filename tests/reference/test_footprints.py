from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.reference import zones
from matchmaker.reference.footprints import Footprints
from matchmaker.reference.zones import Zone
from tests.reference.test_zones import any_zone, around_arras, everywhere, in_lille, nord, nowhere


def test_footprints_tell_which_zones_meet_one():
    held = Footprints.of([nord, around_arras, everywhere, nowhere, nord])

    assert held.meeting(in_lille).tolist() == [True, False, True, False, True]
    assert held.meeting(everywhere).tolist() == [True, True, True, False, True]
    assert held.meeting(nowhere).tolist() == [False] * 5


def test_no_footprints_meet_nothing():
    held = Footprints.of([])

    assert len(held) == 0
    assert held.meeting(nord).tolist() == []


@settings(deadline=None, max_examples=40)
@given(st.lists(any_zone, max_size=12), any_zone)
def test_footprints_agree_with_zones_one_by_one(held, asked):
    assert Footprints.of(held).meeting(asked).tolist() == [zones.intersects(one, asked) for one in held]


def test_equal_zones_are_stored_once():
    held = Footprints.of([Zone(departments=("59",))] * 50)

    assert held.lines.shape[1] == 1
    assert len(held) == 50
