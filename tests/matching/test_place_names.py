"""A place named in a text is guessed, common words are not taken for places."""

import pytest

from matchmaker.matching.place_names import zone_read


@pytest.mark.parametrize(
    ("text", "departments"),
    [
        ("Réfection de la toiture, ville de VILLEURBANNE", ("69",)),
        ("Marché de la commune de Lons le Saunier", ("39",)),
        ("Entretien des locaux (62)", ("62",)),
        ("Pont de St Jean d'Angély", ("17",)),
        ("Collèges du Pas-de-Calais et d'Arras", ("62",)),
    ],
)
def test_a_named_place_gives_its_department(text: str, departments: tuple[str, ...]) -> None:
    found = zone_read(text)

    assert found is not None
    assert found.departments == departments


@pytest.mark.parametrize("text", ["", "Lot 2 : gros œuvre", "Travaux zone nord (99)", "Parc et bois"])
def test_common_words_name_no_place(text: str) -> None:
    assert zone_read(text) is None
