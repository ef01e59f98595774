"""Places as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.reference.zones import Zone, ZoneError
from matchmaker.web import places


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("Arras", "commune:62041"),
        ("arras (62)", "commune:62041"),
        ("Arras (62000)", "commune:62041"),
        ("Pas-de-Calais", "department:62"),
        ("62", "department:62"),
        ("Nord", "department:59"),
        ("hauts de france", "region:32"),
        ("Communauté urbaine d'Arras", "epci:200033579"),
        ("CU d’Arras", "epci:200033579"),
    ],
)
def test_a_clear_place_is_one(text: str, token: str) -> None:
    assert [one.token for one in places.resolve(text)] == [token]


def test_a_name_of_several_places_gives_them_all_the_region_first() -> None:
    found = places.resolve("Beaumont", region="32")

    assert len(found) > 1


def test_what_is_no_place_gives_none() -> None:
    assert places.resolve("xyzzy") == ()
    assert places.resolve("<script>") == ()


def test_what_is_suggested_is_understood() -> None:
    for suggested in places.suggest("saint-m", limit=8, region="32"):
        assert suggested in places.resolve(suggested.text)


def test_zone_and_tokens_say_the_same() -> None:
    zone = Zone(communes=("62041",), departments=("59",), radius_km=20.0)

    assert places.zone_of(places.tokens_of(zone), 20.0) == zone


@pytest.mark.parametrize("token", ["commune:99999", "planet:3", "epci:1", "commune"])
def test_an_unknown_token_is_refused(token: str) -> None:
    assert places.from_token(token) is None
    with pytest.raises(ZoneError):
        places.zone_of([token])


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    assert len(places.resolve(text)) <= places.CANDIDATES
