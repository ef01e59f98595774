from __future__ import annotations

from typing import Any

import pytest

from matchmaker.observatory.formats.clean import clean_item
from matchmaker.observatory.formats.lines import NAMES, SetAside
from matchmaker.observatory.formats.parties import decode, decode_changes
from tests.observatory import items


def cleaned(item: Any, kind: str = "m") -> dict[str, Any]:
    return dict(zip(NAMES, clean_item(1, kind, item), strict=True))


def rules(item: Any) -> set[str]:
    return set((cleaned(item)["rules"] or "").split(",")) - {""}


def test_sound_contract_needs_no_rule() -> None:
    assert cleaned(items.marche())["rules"] is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"dateNotification": "0218-12-17"}, {"date_absurd", "notification_missing"}),
        ({"dateNotification": "2018-12-17+01:00"}, {"date_time_zone"}),
        ({"dateNotification": "17/12/2018"}, {"date_other_form"}),
        ({"dateNotification": None}, {"notification_missing"}),
        ({"objet": "R\ufffdnovation"}, {"accents_lost"}),
        ({"objet": "Voirie<br />lot 2"}, {"markup_in_object"}),
        ({"codeCPV": "50700000-2"}, {"cpv_check_digit"}),
        ({"codeCPV": "voirie"}, {"cpv_malformed"}),
        ({"montant": 0}, {"amount_zero"}),
        ({"montant": None}, {"amount_missing"}),
        ({"montant": 999999999}, {"amount_nines"}),
        ({"montant": "12 345,60 €"}, set()),
        ({"id": "x" * 60}, {"number_too_long"}),
        ({"procedure": "Marché négocié sans publicité"}, {"procedure_spelling"}),
        ({"titulaires": []}, {"supplier_missing"}),
        ({"titulaires": items.suppliers("12", kind="TVA_INTRACOMMUNAUTAIRE")}, {"identifier_type_spelling"}),
        ({"titulaires": items.suppliers("Madame Jeanne Exemple", kind="HORS-UE")}, {"person_masked"}),
        ({"dureeMois": 999}, {"duration_absurd"}),
        ({"offresRecues": 0}, {"offers_absurd"}),
        ({"lieuExecution": {"code": "INO", "typeCode": "Code commune"}}, {"place_unreadable"}),
        ({"considerationsSociales": {"considerationSociale": ["Clause sociale", "Pas de considération sociale"]}}, {"none_beside_a_clause"}),
        ({"unknown": {"deep": [1]}}, set()),
    ],
)  # fmt: skip
def test_each_fault_is_kept_under_a_named_rule(changes: dict[str, Any], expected: set[str]) -> None:
    assert rules(items.marche(**changes)) == expected


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (items.marche(acheteur=None), "acheteur.id"),
        (items.marche(acheteur={"id": "NC"}), "acheteur.id"),
        (items.marche(acheteur=["?"]), "acheteur.id"),
        (items.marche(id=None), "id"),
        (items.marche(id="  "), "id"),
        (items.marche(id="x" * 101), "id"),
        (items.concession(autoriteConcedante={}), "autoriteConcedante.id"),
        ("text", ""),
        (None, ""),
        ([1], ""),
        (items.marche(titulaires=items.suppliers(*(f"{n:014}" for n in range(30_000)))), "titulaires"),
    ],
)
def test_line_that_is_no_contract_is_set_aside_with_its_field(item: Any, field: str) -> None:
    kind = "c" if isinstance(item, dict) and "autoriteConcedante" in item else "m"
    with pytest.raises(SetAside) as found:
        clean_item(1, kind, item)
    assert found.value.field == field


def test_not_communicated_is_unknown_and_not_no() -> None:
    line = cleaned(items.marche(marcheInnovant="NC", considerationsSociales={"considerationSociale": ["NC"]}))

    assert (line["innovative"], line["social"]) == (None, None)


@pytest.mark.parametrize("shape", [["Clause sociale"], {"considerationSociale": ["Clause sociale"]},
                                   {"considerationSociale": "Clause sociale"}, "Clause sociale",
                                   [{"considerationSociale": "Clause sociale"}]])  # fmt: skip
def test_lists_of_labels_are_read_in_every_shape(shape: Any) -> None:
    assert cleaned(items.marche(considerationsSociales=shape))["social"] == "C"


def test_suppliers_of_2019_and_2022_are_read_alike() -> None:
    one = cleaned(items.marche_2019(), "")["parties"]
    other = cleaned(items.marche(titulaires=items.suppliers(items.FIRM)))["parties"]

    assert decode(one)[0][:2] == decode(other)[0][:2] == ("SIRET", items.FIRM)


def test_name_of_a_person_is_never_kept() -> None:
    item = items.marche_2019(titulaires=[{"typeIdentifiant": "SIRET", "id": items.FIRM, "denominationSociale": "M. Jean Exemple"}])  # fmt: skip

    line = cleaned(item, "")

    assert "Exemple" not in repr(line)
    assert "person_masked" in line["rules"].split(",")


def test_modifications_stand_in_the_order_of_their_notification() -> None:
    changes = [
        {"modification": {"id": 2, "dateNotificationModification": "2024-09-01", "montant": 60000}},
        {"modification": {"id": 1, "dateNotificationModification": "2024-06-01", "dureeMois": 24}},
    ]

    held = decode_changes(cleaned(items.marche(modifications=changes))["changes"])

    assert [(one.duration, one.amount) for one in held] == [(24, None), (None, 60000.0)]


def test_concession_of_2019_is_told_by_its_type() -> None:
    item = items.marche_2019(
        _type="Contrat de concession", acheteur=None, autoriteConcedante={"id": items.LENS}
    )

    assert cleaned(item, "")["kind"] == "c"
