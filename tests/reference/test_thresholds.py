from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.reference import articles, thresholds
from matchmaker.reference.thresholds import ThresholdError, applicable, threshold

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("nature", "amount", "buyer", "key"),
    [
        ("works", "99999.99", "local", "no_publicity"),
        ("works", "100000", "local", "official_publicity"),
        ("works", "5404000", "state", "formal"),
        ("services", "0", "local", "no_publicity"),
        ("services", "59999.99", "local", "no_publicity"),
        ("services", "60000", "local", "free_publicity"),
        ("supplies", "90000", "local", "official_publicity"),
        ("supplies", "139999", "state", "official_publicity"),
        ("supplies", "140000", "state", "formal"),
        ("supplies", "140000", "local", "official_publicity"),
        ("supplies", "216000", "hospital", "formal"),
        ("services", "216000", "entity", "official_publicity"),
        ("services", "432000", "entity", "formal"),
        ("services", "140000", "public_establishment", "formal"),
    ],
)
def test_regime_of_an_amount(nature, amount, buyer, key):
    assert applicable(nature, Decimal(amount), TODAY, buyer).key == key


def test_regime_comes_with_its_article_and_bounds():
    regime = applicable("services", 75_000, TODAY)

    assert regime.lower.article == "R2122-8"
    assert (regime.lower.amount, regime.upper.amount) == (60_000, 90_000)


def test_no_publicity_was_read_in_its_source():
    regime = applicable("services", 1_000, TODAY)

    assert (regime.article, regime.checked) == ("R2122-8", True)
    assert (regime.lower, regime.upper.amount) == (None, 60_000)


def test_regime_with_an_unchecked_fact_is_unchecked():
    assert not applicable("services", 150_000, date(2025, 6, 1)).checked
    assert not applicable("services", 250_000, TODAY, "public_establishment").checked


@pytest.mark.parametrize(
    ("on", "key"), [(date(2026, 3, 31), "free_publicity"), (date(2026, 4, 1), "no_publicity")]
)
def test_threshold_changes_on_its_day(on, key):
    assert applicable("services", 50_000, on).key == key


def test_amount_past_the_thresholds_known_is_unknown():
    assert applicable("services", 150_000, date(2028, 1, 1)).key == "unknown"
    assert applicable("services", 50_000, date(2028, 1, 1)).key == "no_publicity"


def test_social_services_are_adapted_whatever_the_amount():
    assert applicable("services", 900_000, TODAY, social_service=True).key == "adapted_social"
    assert applicable("services", 10_000, TODAY, social_service=True).key == "no_publicity"


@pytest.mark.parametrize(
    ("nature", "amount", "buyer"),
    [("works", -1, "local"), ("works", Decimal("NaN"), "local"), ("work", 1, "local"), ("works", 1, "king")],
)
def test_question_without_meaning_is_refused(nature, amount, buyer):
    with pytest.raises(ThresholdError):
        applicable(nature, amount, TODAY, buyer)


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(sorted(thresholds.NATURES)),
    st.decimals(min_value=0, max_value=10**7, places=2),
    st.sampled_from(sorted(thresholds.BUYERS)),
    st.dates(min_value=date(2019, 1, 1), max_value=date(2030, 1, 1)),
)
def test_amount_lies_within_the_bounds_of_its_regime(nature, amount, buyer, on):
    regime = applicable(nature, amount, on, buyer)

    assert regime.lower is None or regime.lower.amount <= amount
    assert regime.upper is None or amount < regime.upper.amount


@pytest.mark.parametrize(
    ("nature", "buyer"), [("works", "state"), ("supplies_services", "local"), ("supplies_services", "entity")]
)
def test_at_most_one_threshold_holds_at_a_time(nature, buyer):
    for on in (date(2024, 1, 1) + timedelta(days=30 * n) for n in range(50)):
        held = [one.key for one in thresholds.all_thresholds() if one.holds(nature, on, buyer)]
        assert sorted(set(held)) == sorted(held)


def test_rule_is_silent_before_its_day():
    assert threshold("environmental_criterion", date(2026, 8, 21)) is None
    assert not threshold("environmental_criterion", date(2026, 8, 22)).checked


def test_every_threshold_has_article_source_and_labels():
    lacking = [
        one.key
        for one in thresholds.all_thresholds()
        if not (one.article and one.source and one.label_fr and one.label_en)
    ]
    assert lacking == []
    assert {one.unit for one in thresholds.all_thresholds()} == {"eur_ht", "share", "ratio", "years", "none"}


def test_articles_say_whether_they_were_checked():
    assert [one.article for one in articles.about("reserved") if not one.checked] == [
        "L2113-13-1",
        "L2113-14",
    ]
    assert articles.get("R2111-1").text("en").startswith("To prepare")
    assert articles.get("L1") is None
