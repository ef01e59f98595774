import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.reference import communes
from matchmaker.reference.commune_table import table
from matchmaker.reference.text import name_key

ARRAS, LILLE, PARIS, SAINT_PIERRE = "62041", "59350", "75056", "97502"

metropolitan = [code for code in table().codes if code < "97"]
placed = st.sampled_from(metropolitan[::97])


def names(found) -> list[str]:
    return [one.name for one in found]


def test_get_gives_the_whole_commune():
    assert communes.get(ARRAS) == communes.Commune(
        code="62041",
        name="Arras",
        postal_codes=("62000",),
        department="62",
        region="32",
        arrondissement="621",
        epci="200033579",
        siren="216200410",
        population=42_875,
        lat=50.2899,
        lon=2.7663,
    )


def test_get_of_an_unknown_code_is_none():
    assert communes.get("00000") is None
    assert communes.get("") is None


@pytest.mark.parametrize(
    ("code", "name"), [("75101", "Paris"), ("69381", "Lyon"), ("13216", "Marseille"), ("2A004", "Ajaccio")]
)
def test_municipal_arrondissement_gives_its_commune(code, name):
    assert communes.get(code).name == name


def test_commune_without_coordinates_has_none():
    saint_pierre = communes.get(SAINT_PIERRE)

    assert (saint_pierre.lat, saint_pierre.lon) == (None, None)
    assert communes.distance_km(saint_pierre, communes.get(ARRAS)) is None


def test_by_postal_code_gives_the_most_populous_first():
    assert names(communes.by_postal_code("62000")) == ["Arras", "Dainville"]
    assert communes.by_postal_code("62") == ()


def test_every_commune_of_a_postal_code_is_there():
    expected = {one for one in table().codes if "62170" in communes.get(one).postal_codes}
    found = communes.by_postal_code("62170")

    assert {one.code for one in found} == expected
    assert [one.population for one in found] == sorted((one.population for one in found), reverse=True)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("etaples", "Étaples"),
        ("ST-OMER", "Saint-Omer"),
        ("saint omer", "Saint-Omer"),
        ("nœux", "Nœux-les-Mines"),
        ("noeux", "Nœux-les-Mines"),
        ("havre", "Le Havre"),
        ("villeneuve d’asc", "Villeneuve-d'Ascq"),
        ("strasb", "Strasbourg"),
        ("paris 15", "Paris"),
        ("62000", "Arras"),
    ],
)
def test_search_finds_a_name_however_it_is_typed(typed, first):
    assert names(communes.search(typed))[0] == first


def test_search_puts_the_exact_name_before_bigger_towns():
    found = communes.search("Lens")

    assert found[0].name == "Lens"
    assert communes.search("eu")[0].name == "Eu"
    assert communes.search("saint")[0].name == "Saint-Étienne"


def test_search_of_st_finds_strasbourg_and_saints():
    found = names(communes.search("st", limit=20))

    assert "Strasbourg" in found
    assert "Saint-Denis" in found


def test_search_keeps_to_a_department_or_region():
    assert {one.department for one in communes.search("saint", department="62")} == {"62"}
    assert {one.region for one in communes.search("saint", region="32", limit=50)} == {"32"}
    assert communes.search("saint", department="zz") == ()


@pytest.mark.parametrize("typed", ["", "   ", "-", "zzzz", "99999", "'", "%", "\x00", "9" * 500])
def test_search_of_nothing_known_is_empty(typed):
    assert communes.search(typed) == ()


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=12), st.integers(min_value=0, max_value=30))
def test_search_never_fails_nor_passes_its_limit(typed, limit):
    found = communes.search(typed, limit=limit)

    assert len(found) <= limit
    assert len(set(found)) == len(found)


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(table().codes[::53]), st.integers(min_value=2, max_value=8))
def test_search_by_the_beginning_of_a_name_finds_the_commune(code, length):
    key = name_key(communes.get(code).name)[:length]
    found = communes.search(key, limit=40_000)

    assert code in {one.code for one in found}


def test_nearest_to_a_centre_is_its_commune():
    (first, km), (_, second_km) = communes.nearest(50.2899, 2.7663, limit=2)

    assert (first.name, round(km, 3)) == ("Arras", 0.0)
    assert 0 < second_km < 5


def test_arras_is_43_km_from_lille():
    km = communes.distance_km(communes.get(ARRAS), communes.get(LILLE))

    assert km == pytest.approx(42.9, abs=0.3)


@settings(deadline=None, max_examples=100)
@given(placed, placed, placed)
def test_distance_is_a_distance(one, two, three):
    a, b, c = communes.get(one), communes.get(two), communes.get(three)

    assert communes.distance_km(a, a) == 0
    assert communes.distance_km(a, b) == pytest.approx(communes.distance_km(b, a))
    assert communes.distance_km(a, c) <= communes.distance_km(a, b) + communes.distance_km(b, c) + 1e-9


def test_coordinates_are_radians_in_the_order_of_rows():
    rows, radians = communes.coordinates()

    assert radians.dtype == np.float32
    assert radians.shape == (34_969, 2)
    assert radians[rows[ARRAS]] == pytest.approx([math.radians(50.2899), math.radians(2.7663)])
    assert np.isnan(radians[rows[SAINT_PIERRE]]).all()
    assert int(np.isnan(radians[:, 0]).sum()) == 94
