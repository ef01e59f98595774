import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.reference import identifiers
from matchmaker.reference.identifiers import IdentifierError, parse_siren, parse_siret

SIRET, SIREN = "20005374200017", "200053742"  # the region's, public


@pytest.mark.parametrize(
    "typed",
    [
        "200 053 742 00017",
        "200.053.742.00017",
        "200\u00a0053\u202f742\u00a000017",
        " 200-053-742-00017\n",
        "\u200b20005374200017\ufeff",
    ],
)
def test_siret_with_separators_is_read(typed):
    assert parse_siret(typed) == SIRET


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "blank"),
        (" . - ", "blank"),
        ("2000537420001", "length"),
        ("200053742000170", "length"),
        ("200053743", "length"),  # nine digits that are no SIREN either
        ("20005374200018", "checksum"),
        ("20005374200O17", "letters"),
        ("BE 0123.456.749", "letters"),
        ("²0005374200017", "letters"),
        ("٢٠٠٠٥٣٧٤٢٠٠٠١٧", "letters"),
        ("200053742", "siren_given"),
        ("00000000000000", "zeros"),
        ("0", "zeros"),
    ],
)
def test_siret_refused_says_why(typed, reason):
    with pytest.raises(IdentifierError) as caught:
        parse_siret(typed)

    assert caught.value.reason == reason


def test_siret_refused_gives_the_digits_back():
    with pytest.raises(IdentifierError) as caught:
        parse_siret("200 053 742")

    assert caught.value.digits == SIREN


def test_la_poste_establishments_follow_their_own_rule():
    assert parse_siret("356 000 000 00048") == "35600000000048"
    assert parse_siret("35600000049837") == "35600000049837"  # sum of digits 45, no Luhn
    with pytest.raises(IdentifierError, match="checksum"):
        parse_siret("35600000049838")


def test_siren_is_read_alone_or_from_its_siret():
    assert parse_siren("200 053 742") == SIREN
    assert parse_siren(SIRET) == SIREN
    assert identifiers.siren_of(SIRET) == SIREN


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("200053743", "checksum"), ("12345678", "length"), ("000000000", "zeros"), ("x", "letters")],
)
def test_siren_refused_says_why(typed, reason):
    with pytest.raises(IdentifierError, match=reason):
        parse_siren(typed)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_for_a_known_reason(text):
    reason = None
    try:
        parse_siret(text)
    except IdentifierError as refused:
        reason = refused.reason

    assert reason is None or reason in identifiers.REASONS


@settings(deadline=None, max_examples=100)
@given(st.integers(1, 9_999), st.integers(1, 9_999))
def test_demonstration_numbers_are_valid_and_told_apart(number, establishment):
    siret = identifiers.demonstration_siret(number, establishment)

    assert parse_siret(identifiers.formatted(siret)) == siret
    assert parse_siren(siret) == identifiers.demonstration_siren(number)
    assert identifiers.is_demonstration(siret)


def test_real_numbers_are_no_demonstration():
    assert not identifiers.is_demonstration(SIRET)
    assert not identifiers.is_demonstration("000325175")


@pytest.mark.parametrize(("number", "establishment"), [(0, 1), (10_000, 1), (1, 0), (1, 10_000)])
def test_demonstration_numbers_have_bounds(number, establishment):
    with pytest.raises(ValueError, match="between 1 and 9999"):
        identifiers.demonstration_siret(number, establishment)


def test_formatted_numbers_hold_together():
    assert identifiers.formatted(SIRET) == "200\u00a0053\u00a0742\u00a000017"
    assert identifiers.formatted(SIREN) == "200\u00a0053\u00a0742"
