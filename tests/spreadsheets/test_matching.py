"""Headings to fields."""

from __future__ import annotations

from matchmaker.spreadsheets.matching import keep, match

FIELDS = {
    "title": ("objet", "intitulé"),
    "place": ("lieu d'exécution", "commune"),
    "start": ("date de début", "début"),
    "publication": ("date de publication", "publication"),
    "amount": ("montant",),
}


def test_any_order_accents_capitals_and_more_words() -> None:
    headers = ("MONTANT (€ HT)", "Date de publication prévue", "Intitule", "", "Commune", "Date de début")

    assert match(headers, FIELDS) == {"amount": 0, "publication": 1, "title": 2, "place": 4, "start": 5}


def test_a_slip_of_the_pen_is_understood_and_a_stranger_is_not() -> None:
    assert match(("Monttant", "Service", "Objte"), FIELDS) == {"amount": 0}
    assert match(("Intitullé", "Référence"), FIELDS) == {"title": 0}


def test_a_column_serves_once_and_the_very_heading_first() -> None:
    assert match(("Objet détaillé", "Objet"), FIELDS) == {"title": 1}


def test_what_was_chosen_last_time_comes_first() -> None:
    headers = ("Libellé", "Objet", "Montant")
    kept = keep(headers, {"title": 0, "amount": 2})

    assert match(headers, FIELDS, kept) == {"title": 0, "amount": 2}
    assert match(("Montant", "Objet", "Libellé"), FIELDS, kept) == {"amount": 0, "title": 2}
    assert match(headers, {"amount": ("montant",)}, kept) == {"amount": 2}
