import pytest

from matchmaker.demo.places import at_place, homonyms, of_place, region_communes


@pytest.mark.parametrize(
    ("name", "at", "of"),
    [
        ("Arras", "à Arras", "d'Arras"),
        ("Lille", "à Lille", "de Lille"),
        ("Le Touquet-Paris-Plage", "au Touquet-Paris-Plage", "du Touquet-Paris-Plage"),
        ("Les Attaques", "aux Attaques", "des Attaques"),
        ("La Bassée", "à La Bassée", "de La Bassée"),
        ("L'Étoile", "à L'Étoile", "de L'Étoile"),
        ("Étaples", "à Étaples", "d'Étaples"),
        ("Hazebrouck", "à Hazebrouck", "d'Hazebrouck"),
        ("Ham", "à Ham", "de Ham"),
        ("Ytres", "à Ytres", "d'Ytres"),
    ],
)
def test_place_takes_its_preposition(name, at, of):
    assert (at_place(name), of_place(name)) == (at, of)


def test_communes_are_those_of_the_region():
    assert len(region_communes()) == 3782


def test_homonyms_come_at_least_in_pairs():
    names = [commune.name for commune in homonyms()]

    assert min(names.count(name) for name in set(names)) >= 2
