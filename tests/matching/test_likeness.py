"""Past needs nearest in words."""

from __future__ import annotations

from matchmaker.matching.likeness import PastNeeds
from tests.matching.factories import fitted

TABLE = fitted().words_
PAST = PastNeeds.of(
    [
        (1, "Nettoyage des vitres de la mairie"),
        (2, "Taille des haies"),
        (3, "Nettoyage de printemps des haies"),
    ],
    TABLE,
)


def test_the_nearest_in_words_come_first_with_the_words_shared() -> None:
    found = PAST.nearest("Taille de haies et d’arbres")

    assert [(one.id, one.words) for one in found] == [(2, ("haies", "Taille")), (3, ("haies",))]
    assert [one.likeness for one in found] == sorted((one.likeness for one in found), reverse=True)


def test_no_more_than_asked() -> None:
    assert len(PAST.nearest("Nettoyage des haies", 1)) == 1


def test_words_of_no_past_need_and_no_words_find_nothing() -> None:
    assert PAST.nearest("Microscopes") == PAST.nearest("") == PAST.nearest("de la et") == []


def test_without_past_needs_nothing_is_found() -> None:
    assert PastNeeds.of([], TABLE).nearest("Nettoyage") == []
