"""What people write of a commune, read or explained."""

from __future__ import annotations

import pytest

from matchmaker.organisations.forms.fields import communes_meant

ONE = {
    "Arras": "62041",
    "arras (62)": "62041",
    "ARRAS 62000": "62041",
    "62000 Arras": "62041",
    "Arras (62000)": "62041",
    "lille": "59350",
    "Boulogne sur Mer": "62160",
    "boulogne-sur-mer": "62160",
    "St Omer (62)": "62765",
    "Saint-Omer (62)": "62765",
    "L'Étoile (80)": "80296",
    "L’etoile (80)": "80296",
}


@pytest.mark.parametrize("typed", ONE)
def test_commune_is_read_as_people_write_it(typed):
    assert [one.code for one in communes_meant(typed)] == [ONE[typed]]


def test_name_that_several_bear_gives_them_all():
    assert len(communes_meant("Saint-Denis")) > 1


@pytest.mark.parametrize(
    "typed", ["Nullepart-sur-Rien", "99999", "()", "%", "\x00", "Arras (75)", "Lens 59000", "²"]
)
def test_text_that_names_no_commune_gives_none(typed):
    assert communes_meant(typed) == ()
