"""Cells as buyers write them."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from matchmaker.programme.fields import CellProblem, read

TODAY = date(2026, 9, 8)


@pytest.fixture(autouse=True)
def french(application: Flask):
    with application.test_request_context("/", headers={"Accept-Language": "fr"}):
        yield


@pytest.mark.parametrize(
    ("field", "text", "meant"),
    [
        ("nature", "Prestations de services", "services"),
        ("nature", "TRAVAUX", "works"),
        ("cpv", "77310000-6", "77310000"),
        ("place", "Étaples", {"communes": ["62318"]}),
        ("place", "Pas-de-Calais ; Somme", {"departments": ["62", "80"]}),
        ("amount", "45 000 € HT", "25-60k"),
        ("amount", "45k€", "25-60k"),
        ("amount", "1,5 M€", "1-5.4m"),
        ("amount", "de 30 000 à 50 000", "25-60k"),
        ("starts_on", "mars 2027", "2027-03-01"),
        ("starts_on", "T2 2027", "2027-04-01"),
        ("starts_on", "2e trimestre 2027", "2027-04-01"),
        ("starts_on", "15/01/27", "2027-01-15"),
        ("duration_months", "2 ans", 24),
        ("duration_months", "12 mois", 12),
        ("answers_until", "30/09/2026", "2026-09-30T15:00:00+00:00"),
        ("reserved", "ESAT", "L2113-12"),
        ("reserved", "non", None),
    ],
)
def test_a_cell_is_read(field: str, text: str, meant: object) -> None:
    assert read(field, text, today=TODAY) == meant


@pytest.mark.parametrize(
    ("field", "text", "offered"),
    [
        ("nature", "à voir", 3),
        ("cpv", "77310000-1", 1),
        ("amount", "de 30 000 à 90 000", 2),
        ("amount", "confidentiel", 8),
        ("place", "Saint-Denis", 2),
        ("place", "Nulle-Part-Ailleurs", 0),
        ("starts_on", "bientôt", 0),
        ("starts_on", "1/1/2020", 0),
        ("duration_months", "longtemps", 0),
        ("title", "-", 0),
        ("reserved", "oui", 6),
    ],
)
def test_what_is_unclear_is_asked_and_never_guessed(field: str, text: str, offered: int) -> None:
    with pytest.raises(CellProblem) as problem:
        read(field, text, today=TODAY)

    assert len(problem.value.choices) >= offered
    assert bool(problem.value.choices) == bool(offered)
    for choice in problem.value.choices:
        read(field, choice.value, today=TODAY)
