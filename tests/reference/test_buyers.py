import pytest

from matchmaker.reference import buyers, communes
from matchmaker.reference.identifiers import parse_siren, parse_siret


def test_get_gives_the_region():
    region = buyers.get("200053742")

    assert (region.name, region.kind, region.family) == ("Région Hauts-de-France", "region", "local")
    assert buyers.get("000000000") is None


def test_only_published_siret_are_there():
    held = [one for one in buyers.all_buyers() if one.siret]

    assert len(held) == 6
    assert [parse_siret(one.siret) for one in held] == [one.siret for one in held]


def test_every_buyer_has_a_true_siren_and_commune():
    found = buyers.all_buyers()

    assert [parse_siren(one.siren) for one in found] == [one.siren for one in found]
    assert [one.siren for one in found if communes.get(one.commune) is None] == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("lille", "Métropole Européenne de Lille"),
        ("commune d'arras", "Commune d'Arras"),
        ("200 053 742", "Région Hauts-de-France"),
        ("region haut", "Région Hauts-de-France"),
    ],
)
def test_search_by_name_or_siren(typed, first):
    assert buyers.search(typed)[0].name == first


def test_search_keeps_to_its_limit():
    assert len(buyers.search("commune", limit=3)) == 3
    assert buyers.search("") == buyers.search("zzzz") == ()


def test_operators_of_the_state_are_found():
    (found,) = buyers.search_operators("voies navigables")

    assert buyers.operator(found.siren) == found
    assert buyers.operator("x") is None
