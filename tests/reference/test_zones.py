import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.reference import communes, territories, zones
from matchmaker.reference.commune_table import table
from matchmaker.reference.zones import Zone, ZoneError

ARRAS, LILLE, LENS, ROUBAIX = "62041", "59350", "62498", "59512"
ROUEN, SAINT_PIERRE = "76540", "97502"
CU_ARRAS = "200033579"

around_arras = Zone(communes=(ARRAS,), radius_km=30)
hauts_de_france = Zone(regions=("32",))
nord = Zone(departments=("59",))
in_lille = Zone(communes=(LILLE,))
in_arras = Zone(communes=(ARRAS,))
everywhere = Zone(nationwide=True)
nowhere = Zone()

commune_codes = st.sampled_from(table().codes[::211])
epci_codes = st.sampled_from([one.siren for one in territories.epcis()[::17]])
arrondissement_codes = st.sampled_from([one.code for one in territories.arrondissements()[::5]])
department_codes = st.sampled_from([one.code for one in territories.departments()])
region_codes = st.sampled_from([one.code for one in territories.regions()])


def some(codes):
    return st.lists(codes, max_size=2, unique=True).map(sorted)


def as_zone(communes, epcis, arrondissements, departments, regions, radius_km, nationwide):
    data = {
        "communes": communes,
        "epcis": epcis,
        "arrondissements": arrondissements,
        "departments": departments,
        "regions": regions,
        "radius_km": radius_km if communes else None,
        "nationwide": nationwide,
    }
    return Zone.from_json(data)


any_zone = st.builds(
    as_zone,
    some(commune_codes),
    some(epci_codes),
    some(arrondissement_codes),
    some(department_codes),
    some(region_codes),
    st.none() | st.floats(min_value=0.5, max_value=300),
    st.sampled_from([False] * 9 + [True]),
)


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [
        (hauts_de_france, in_lille, True),  # a supplier that listed one commune meets the region's need
        (nord, in_arras, False),
        (around_arras, nord, True),  # the circle reaches the Nord
        (Zone(communes=(ARRAS,), radius_km=5), nord, False),
        (around_arras, in_lille, False),
        (Zone(communes=(ARRAS,), radius_km=45), in_lille, True),
        (Zone(epcis=(CU_ARRAS,)), in_arras, True),
        (Zone(epcis=(CU_ARRAS,)), Zone(arrondissements=("621",)), True),
        (Zone(arrondissements=("627",)), in_arras, False),
        (Zone(departments=("62", "59")), in_lille, True),
        (hauts_de_france, Zone(communes=(ROUEN,)), False),
        (everywhere, Zone(communes=(SAINT_PIERRE,)), True),
        (everywhere, everywhere, True),
        (nowhere, everywhere, False),
        (nowhere, nowhere, False),
        (Zone(communes=("75056",)), Zone(communes=("75101",)), True),
        (Zone(communes=(SAINT_PIERRE,), radius_km=10), Zone(departments=("975",)), True),
    ],
)
def test_zones_meet_where_they_share_a_place(a, b, meet):
    assert zones.intersects(a, b) is meet
    assert zones.intersects(b, a) is meet


def test_circles_meet_even_where_no_commune_has_its_centre():
    arras, dainville = communes.get(ARRAS), communes.get("62263")
    half = communes.distance_km(arras, dainville) / 2
    reach = [Zone(communes=(one.code,), radius_km=half + 0.01) for one in (arras, dainville)]
    short = [Zone(communes=(one.code,), radius_km=half - 0.01) for one in (arras, dainville)]

    assert zones.intersects(*reach)
    assert not zones.intersects(*short)


def test_radius_is_measured_around_each_commune():
    two = Zone(communes=(ARRAS, ROUEN), radius_km=20)

    assert zones.departments_touched(two) >= {"62", "76", "27"}
    assert "80" not in zones.departments_touched(Zone(communes=(ARRAS,), radius_km=10))


def test_cover_of_a_circle_is_what_lies_within_it():
    centre = communes.get(ARRAS)
    rows = set(zones.cover(around_arras).tolist())
    near = {
        row
        for row, code in enumerate(table().codes)
        if (km := communes.distance_km(centre, communes.get(code))) is not None and km <= 30
    }

    assert rows == near


def test_cover_is_sorted_and_read_only():
    rows = zones.cover(Zone(departments=("62", "59"), communes=(ARRAS,)))

    assert rows.dtype == np.int32
    assert (np.diff(rows) > 0).all()
    with pytest.raises(ValueError, match="read-only"):
        rows[0] = 0


@settings(deadline=None, max_examples=150)
@given(any_zone, any_zone)
def test_meeting_is_mutual(a, b):
    assert zones.intersects(a, b) == zones.intersects(b, a)
    assert zones.intersects(a, a) == (not a.is_empty)


@settings(deadline=None, max_examples=150)
@given(any_zone, any_zone)
def test_zone_within_another_meets_it(a, b):
    inside = set(zones.cover(a).tolist())
    contained = bool(inside) and inside <= set(zones.cover(b).tolist())

    assert zones.intersects(a, b) or not contained


@settings(deadline=None, max_examples=100)
@given(any_zone, st.sampled_from(table().codes[::211]))
def test_wider_zone_still_meets_what_the_narrow_one_met(zone, code):
    place = Zone(communes=(code,))
    wider = Zone.from_json({**zone.to_json(), "communes": sorted({*zone.communes, code})})

    assert zones.intersects(wider, place)


@settings(deadline=None, max_examples=100)
@given(any_zone, any_zone)
def test_distance_is_mutual_and_zero_where_zones_meet(a, b):
    km = zones.distance_km(a, b)

    assert km == pytest.approx(zones.distance_km(b, a))
    assert (km == 0) or not zones.intersects(a, b)


def test_distance_between_communes_is_the_one_of_their_centres():
    expected = communes.distance_km(communes.get(ARRAS), communes.get(LILLE))

    assert zones.distance_km(in_arras, in_lille) == pytest.approx(expected)
    assert zones.distance_km(around_arras, in_lille) < expected


def test_distance_to_a_place_without_coordinates_is_unknown():
    assert zones.distance_km(Zone(communes=(SAINT_PIERRE,)), in_arras) is None
    assert zones.distance_km(nowhere, in_arras) is None


def test_km_to_gives_one_distance_per_row():
    rows = np.array([table().row_of[code] for code in (ARRAS, LILLE, SAINT_PIERRE, LILLE)])
    inside, lille, unknown, again = zones.km_to(around_arras, rows)

    assert inside == 0
    assert lille == again == pytest.approx(zones.distance_km(around_arras, in_lille))
    assert np.isnan(unknown)


@settings(deadline=None, max_examples=150)
@given(any_zone)
def test_json_reads_back(zone):
    assert Zone.from_json(zone.to_json()) == zone


def test_json_holds_only_what_is_filled():
    assert around_arras.to_json() == {"communes": [ARRAS], "radius_km": 30}
    assert nowhere.to_json() == {}
    assert Zone.from_json(None) == Zone.from_json({"communes": [], "nationwide": False}) == nowhere


def test_json_is_put_in_order():
    read = Zone.from_json({"communes": [ARRAS, "75101", LILLE, ARRAS, "75102"]})

    assert read.communes == (LILLE, ARRAS, "75056")


@pytest.mark.parametrize(
    ("data", "key", "reason"),
    [
        ({"communes": ["99999"]}, "communes", "unknown_code"),
        ({"departments": ["20"]}, "departments", "unknown_code"),
        ({"epcis": [ARRAS]}, "epcis", "unknown_code"),
        ({"arrondissements": [""]}, "arrondissements", "unknown_code"),
        ({"regions": [32]}, "regions", "type"),
        ({"communes": ARRAS}, "communes", "type"),
        ({"radius_km": 10}, "radius_km", "radius_without_commune"),
        ({"communes": [ARRAS], "radius_km": "10"}, "radius_km", "type"),
        ({"communes": [ARRAS], "radius_km": True}, "radius_km", "type"),
        ({"communes": [ARRAS], "radius_km": 0}, "radius_km", "out_of_range"),
        ({"communes": [ARRAS], "radius_km": float("nan")}, "radius_km", "out_of_range"),
        ({"communes": [ARRAS], "radius_km": 10**400}, "radius_km", "out_of_range"),
        ({"nationwide": 1}, "nationwide", "type"),
        ({"country": "FR"}, "country", "unknown_key"),
    ],
)
def test_json_that_is_wrong_names_the_key(data, key, reason):
    with pytest.raises(ZoneError) as caught:
        Zone.from_json(data)

    assert (caught.value.key, caught.value.reason) == (key, reason)


def test_zone_with_only_a_radius_is_empty():
    assert Zone(radius_km=10).is_empty
    assert not everywhere.is_empty


@pytest.mark.parametrize(
    ("zone", "french", "english"),
    [
        (around_arras, "Arras et 30\u00a0km autour", "Arras and 30\u00a0km around"),
        (Zone(departments=("62", "59")), "Pas-de-Calais, Nord", "Pas-de-Calais, Nord"),
        (everywhere, "France entière", "All of France"),
        (nowhere, "", ""),
        (Zone(epcis=(CU_ARRAS,)), "CU d’Arras", "CU d’Arras"),
        (Zone(arrondissements=("621",)), "arrondissement d’Arras", "district of Arras"),
        (Zone(arrondissements=("627", "011")), "arrondissement de Lens, arrondissement 011",
         "district of Lens, district 011"),
        (Zone(communes=(ARRAS,), radius_km=12.5, departments=("80",)),
         "Arras et 12,5\u00a0km autour\u202f; Somme", "Arras and 12.5\u00a0km around; Somme"),
        (Zone(communes=(ARRAS, LENS, LILLE, ROUBAIX, ROUEN)), "Arras, Lens, Lille et 2 autres",
         "Arras, Lens, Lille and 2 more"),
        (hauts_de_france, "Hauts-de-France", "Hauts-de-France"),
    ],
)  # fmt: skip
def test_zone_is_told_in_both_languages(zone, french, english):
    assert zones.describe(zone) == french
    assert zones.describe(zone, "en") == english
