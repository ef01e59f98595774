"""Dates, numbers, codes, places and people: what each rule gives and what it is called."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.observatory.method import (
    codes,
    considerations,
    dates,
    duplicates,
    identity,
    places,
    suppliers,
)
from matchmaker.reference import communes, territories


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-01-31", ("2019-01-31", None)),
        ("2018-12-17+01:00", ("2018-12-17", "date_time_zone")),
        ("2018-12-17T23:30:00Z", ("2018-12-17", "date_time_zone")),
        ("17/12/2018", ("2018-12-17", "date_other_form")),
        ("0218-12-17", (None, "date_absurd")),
        ("2018-02-30", (None, "date_malformed")),
        ("demain", (None, "date_malformed")),
        ("NC", (None, None)),
    ],
)
def test_date_is_read_or_is_none_with_its_rule(text: str, expected: tuple[str | None, str | None]) -> None:
    assert dates.read_date(text) == expected


@settings(deadline=None, max_examples=60)
@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 600))
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = dates.add_months(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and dates.add_months(later, 0) == later)


@pytest.mark.parametrize(
    ("published", "late"), [(date(2024, 5, 4), False), (date(2024, 5, 5), True), (None, None)]
)
def test_publication_after_two_months_is_late(published: date | None, late: bool | None) -> None:
    assert dates.published_late(date(2024, 3, 4), published) is late


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("216 200 414 00010", ("21620041400010", None)),
        ("216200414", ("216200414", "buyer_number_malformed")),
        ("NC", (None, None)),
        ("00000000000000", (None, None)),
        ("", (None, None)),
    ],
)
def test_number_of_a_buyer_is_cleaned_and_never_completed(
    text: str, expected: tuple[str | None, str | None]
) -> None:
    assert identity.buyer_number(text) == expected


def test_separators_of_a_contract_number_are_made_alike() -> None:
    assert {identity.contract_number(text)[0] for text in ("2024/12", "2024.12", "2024 12", r"2024\12")} == {
        "2024_12"
    }


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({"201817500": "a", "201817501": "a"}, {"201817500": ("2018175", 0), "201817501": ("2018175", 1)}),
        ({"201817500": "a", "201817501": "b"}, {}),
        ({"201817501": "a", "201817502": "a"}, {}),
        ({"201817500": "a", "201817502": "a"}, {}),
        ({"1800": "a", "1801": "a"}, {}),
    ],
)
def test_siblings_of_2019_follow_each_other_from_00(
    numbers: dict[str, str], expected: dict[str, object]
) -> None:
    assert identity.stems(numbers) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45210000", ("45210000", None)),
        ("50700000-2", ("50700000", "cpv_check_digit")),
        ("4521", ("45210000", "cpv_short")),
        ("voirie", (None, "cpv_malformed")),
        ("NC", (None, None)),
    ],
)
def test_cpv_has_eight_digits_or_is_none(text: str, expected: tuple[str | None, str | None]) -> None:
    assert codes.read_cpv(text) == expected


def test_three_spellings_of_one_procedure_are_one() -> None:
    spellings = (
        "Marché passé sans publicité ni mise en concurrence préalable",
        "Marché négocié sans publicité ni mise en concurrence préalable",
        "Marché public négocié sans publicité ni mise en concurrence préalable",
    )

    assert {codes.read_procedure(text)[0] for text in spellings} == {"without_competition"}
    assert [codes.read_procedure(text)[1] for text in spellings] == [
        None,
        "procedure_spelling",
        "procedure_spelling",
    ]


@pytest.mark.parametrize(
    ("text", "value"), [("oui", True), ("1", True), ("false", False), ("NC", None), ("", None)]
)
def test_not_communicated_is_neither_yes_nor_no(text: str, value: bool | None) -> None:
    assert codes.read_yes_no(text) is value


@pytest.mark.parametrize(
    ("labels", "clause", "reserved"),
    [
        (("Clause sociale",), True, False),
        (("Marché réservé",), False, True),
        (("Marché réservé", "Critère social"), True, True),
        (("Pas de considération sociale",), False, False),
        (("Pas de considération sociale", "Clause sociale"), True, False),
        (("NC",), None, None),
        ((), None, None),
    ],
)
def test_considerations(labels: tuple[str, ...], clause: bool | None, reserved: bool | None) -> None:
    letters, _rule = considerations.read_considerations(labels)

    assert (considerations.has_clause(letters), considerations.is_reserved(letters)) == (clause, reserved)


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("SIRET", "0000 1000 8000 12", ("SIRET", "00001000800012", None)),
        ("", "00001000800012", ("SIRET", "00001000800012", None)),
        ("TVA_INTRACOMMUNAUTAIRE", "BE0000000097", ("TVA", "BE0000000097", "identifier_type_spelling")),
        ("SIRET", "12345", ("SIRET", "12345", "supplier_number_malformed")),
        ("HORS-UE", "Monsieur Paul Exemple", ("HORS-UE", "masked-daecdc77c350", "person_masked")),
        ("SIRET", "0" * 14, ("SIRET", "", "supplier_unidentified")),
        ("TVA", "00001000800001", ("SIRET", "00001000800001", "identifier_type_corrected")),
        ("HORS-UE", "00001000800013", ("HORS-UE", "00001000800013", None)),
        ("SIRET", "NC", ("SIRET", "", "supplier_unidentified")),
    ],
)
def test_supplier_is_read_with_its_rule(
    kind: str, number: str, expected: tuple[str, str, str | None]
) -> None:
    assert suppliers.read_supplier(kind, number) == expected


@pytest.mark.parametrize("told", [{"legal_category": "1000"}, {"diffusible": False}])
def test_name_of_a_natural_person_or_of_one_who_opposes_is_not_shown(told: dict[str, object]) -> None:
    assert suppliers.shown_name("PAUL EXEMPLE", **told) == ""


@pytest.mark.parametrize(
    ("flag", "legal", "listed", "declared", "wide"),
    [
        ("O", "5499", False, True, True),
        ("N", "9220", False, False, True),
        ("N", "5499", False, False, False),
        (None, "9220", False, None, True),
        (None, "5499", False, None, False),
        (None, None, True, None, True),
        (None, None, False, None, None),
    ],
)
def test_two_readings_of_the_social_economy(
    flag: str | None, legal: str | None, listed: bool, declared: bool | None, wide: bool | None
) -> None:
    assert (suppliers.ess_declared(flag), suppliers.ess_wide(flag, legal, listed)) == (declared, wide)


@pytest.mark.parametrize(
    ("category", "legal", "sme"),
    [
        ("PME", None, True),
        ("ETI", None, False),
        ("GE", None, False),
        (None, "1000", True),
        (None, "5499", None),
    ],
)
def test_size_of_a_supplier(category: str | None, legal: str | None, sme: bool | None) -> None:
    assert suppliers.is_sme(category, legal) is sme


@pytest.mark.parametrize(
    ("code", "kind", "department"),
    [
        ("62000", "Code postal", "62"),
        ("62041", "Code commune", "62"),
        ("1000", "CODE POSTAL", "01"),
        ("62", "Code département", "62"),
        ("078", "Code département", "78"),
        ("33000", "Code département", "33"),
        ("17", "Code commune", "17"),
        ("20000", "Code postal", "2A"),
        ("97400", "Code postal", "974"),
        ("974", "Code département", "974"),
        ("622", "Code arrondissement", "62"),
        ("32", "Code région", None),
        ("FR", "Code pays", None),
        ("INO", "Code commune", None),
    ],
)
def test_place_gives_its_department(code: str, kind: str, department: str | None) -> None:
    assert places.department_of_place(code, kind) == department


@pytest.mark.parametrize(("code", "region"), [("31", "32"), ("22", "32"), ("32", "32"), ("99", None)])
def test_old_and_new_codes_of_a_region_are_one(code: str, region: str | None) -> None:
    assert places.region_of_place(code, "Code région") == region


@pytest.mark.parametrize(
    ("siren", "usual", "department"),
    [
        ("216200414", "59", "62"),
        ("225900018", None, "59"),
        ("289740011", None, "974"),
        ("212099990", "2B", "2B"),
        ("212000012", "2B", "2A"),
        ("130000009", "59", "59"),
        ("130000009", None, None),
    ],
)
def test_department_of_a_buyer_without_the_register(
    siren: str, usual: str | None, department: str | None
) -> None:
    assert places.department_of_buyer(siren, usual) == department


@pytest.mark.parametrize(
    ("siren", "name", "legal", "family"),
    [
        ("216200414", "Commune", None, "local"),
        ("266200112", "CENTRE HOSPITALIER D’ARRAS", None, "hospital"),
        ("266200112", "CCAS d’Arras", None, "local"),
        ("110000015", "Ministère", None, "state"),
        ("180000016", "Chambre", None, "other"),
        ("276200015", "Office de l’habitat", None, "undertaking"),
        ("180000016", "", "7364", "hospital"),
        ("180000016", "", "7113", "state"),
        ("180000016", "", "7346", "local"),
        ("180000016", "", "4110", "undertaking"),
    ],
)
def test_family_of_a_buyer_with_and_without_the_register(
    siren: str, name: str, legal: str | None, family: str
) -> None:
    assert places.family_of_buyer(siren, name, legal) == family


@pytest.mark.parametrize(
    ("days", "objects", "same"),
    [
        ((date(2024, 1, 1), date(2024, 1, 4)), ("Fourniture de sel", "FOURNITURE DE SEL"), True),
        ((date(2024, 1, 1), date(2024, 1, 5)), ("Fourniture de sel", "Fourniture de sel"), False),
        ((date(2024, 1, 1), date(2024, 1, 1)), ("Fourniture de sel", "Transport scolaire"), False),
        ((None, date(2024, 1, 1)), ("a", "a"), False),
    ],
)
def test_candidates_of_two_sources(
    days: tuple[date | None, date | None], objects: tuple[str, str], same: bool
) -> None:
    assert duplicates.may_be_one(days, True, objects) is same


def test_department_of_territorial_bodies_is_right_without_the_register() -> None:
    """Of every commune and EPCI of France, whose true department is known."""
    codes_, _radians = communes.coordinates()
    towns = [town for code in codes_ if (town := communes.get(code)) and town.siren]
    right = sum(places.department_of_buyer(town.siren, None) == town.department for town in towns)
    groups = territories.epcis()
    right_groups = sum(places.department_of_buyer(one.siren, None) in one.departments for one in groups)

    assert right + right_groups >= 0.98 * (len(towns) + len(groups))
