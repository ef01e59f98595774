"""Which words of an offer stand in open needs."""

from __future__ import annotations

from flask import Flask

from matchmaker.needs.models import NeedStatus
from matchmaker.offers.found_words import FoundWord, count_words, found_words
from tests.factories import Make


def test_words_are_counted_by_need_whatever_their_form() -> None:
    needs = ["Tonte des pelouses", "Tondre la pelouse, la pelouse et la pelouse", "Peinture"]

    found = count_words("Nous soignons vos Pelouses et vos haies", needs, limit=5)

    assert found == [FoundWord("pelouses", 2)]


def test_stop_words_and_numbers_are_no_words() -> None:
    assert count_words("avec 2026 nos de", ["avec 2026 nos de"], limit=5) == []


def test_the_most_used_words_come_first_and_are_bounded() -> None:
    needs = ["haies pelouses", "haies", "haies arrosage"]

    assert [one.word for one in count_words("pelouses haies arrosage", needs, limit=2)] == [
        "haies",
        "arrosage",
    ]


def test_drafts_and_withdrawn_needs_lend_no_word(make: Make, app: Flask) -> None:
    """Row Z4."""
    make.need(title="Haies", description="")
    make.need(title="Chaudières", description="", status=NeedStatus.DRAFT, published_at=None)
    make.need(title="Toitures", description="", status=NeedStatus.WITHDRAWN)

    with app.app_context():
        assert found_words("haies, chaudières et toitures") == [FoundWord("haies", 1)]
