"""Past needs nearest in words."""

from __future__ import annotations

from matchmaker.matching.likeness import PastNeeds, Told
from tests.matching.factories import fitted

TABLE = fitted().words_
TEXTS = ("Nettoyage des vitres de la mairie", "Taille des haies", "Nettoyage de printemps des haies")
PAST = PastNeeds.of([Told.of(number, text, TABLE) for number, text in enumerate(TEXTS, 1)])


def test_the_nearest_in_words_come_first_with_the_words_shared() -> None:
    found = PAST.nearest("Taille de haies et d’arbres", TABLE)

    assert [(one.id, one.words) for one in found] == [(2, ("haies", "Taille")), (3, ("haies",))]
    assert [one.likeness for one in found] == sorted((one.likeness for one in found), reverse=True)


def test_no_more_than_asked() -> None:
    assert len(PAST.nearest("Nettoyage des haies", TABLE, 1)) == 1


def test_words_of_no_past_need_and_no_words_find_nothing() -> None:
    assert [PAST.nearest(text, TABLE) for text in ("Microscopes", "", "de la et")] == [[], [], []]


def test_without_past_needs_nothing_is_found() -> None:
    assert PastNeeds.of([]).nearest("Nettoyage", TABLE) == []
