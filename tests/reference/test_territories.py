import pytest

from matchmaker.reference import territories


def test_department_and_region_by_code():
    assert territories.department("62").name == "Pas-de-Calais"
    assert territories.region("32").name == "Hauts-de-France"
    assert territories.department("2A").region == "94"
    assert territories.department("20") is None


def test_departments_of_the_region():
    assert territories.departments_of_region("32") == ("02", "59", "60", "62", "80")
    assert territories.departments_of_region("xx") == ()


def test_communes_of_an_epci_are_as_many_as_its_members():
    for epci in territories.epcis("62"):
        assert len(territories.communes_of_epci(epci.siren)) == epci.member_count
    assert territories.communes_of_epci("000000000") == ()


def test_epcis_of_a_department_include_those_across_its_border():
    across = territories.epci("200030435")

    assert across.departments == ("32", "40")
    assert across in territories.epcis("32")
    assert across in territories.epcis("40")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("lille", "Métropole Européenne de Lille"),
        ("hauts de fl", "CC des Hauts de Flandre"),
        ("arras", "CU d'Arras"),
    ],
)
def test_search_epci_by_the_beginning_of_its_words(typed, first):
    assert territories.search_epci(typed, region="32")[0].name == first


def test_search_epci_keeps_to_its_region_and_limit():
    assert len(territories.search_epci("cc", limit=3)) == 3
    assert {one.main_region for one in territories.search_epci("cc", 200, "32")} == {"32"}
    assert territories.search_epci("  ") == ()


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("621", "Arras"),
        ("624", "Montreuil-sur-Mer"),
        ("591", "Avesnes-sur-Helpe"),
        ("011", "011"),
    ],
)
def test_arrondissement_is_named_after_its_seat_or_its_code(code, name):
    assert territories.arrondissement(code).name == name


def test_arrondissements_of_a_department():
    assert [one.name for one in territories.arrondissements("80")] == [
        "Abbeville", "Amiens", "Montdidier", "Péronne",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "department"),
    [
        ("62041", "62"),  # commune
        ("75101", "75"),  # municipal arrondissement
        ("62000", "62"),  # postal code
        ("20000", "2A"),
        ("20200", "2B"),
        ("59033", "59"),  # CEDEX: no commune bears it
        ("20190", "2A"),
        ("97110", "971"),
        ("2B", "2B"),
        ("974", "974"),
        ("00999", None),
        ("620", None),
        ("Arras", None),
        ("٦٢٠٠٠", None),
        ("", None),
    ],
)
def test_department_of_any_kind_of_code(place, department):
    assert territories.department_of(place) == department
