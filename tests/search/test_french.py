from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.search.french import LONGEST_WORD, fold, normalise, stem, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("école", "ecoles"),
        ("nettoyé", "nettoye"),
        ("œuvre", "oeuvres"),
        ("Ex-æquo", "ex-aequo"),
        ("l’aménagement", "aménagements"),
        ("ÉLECTRICITÉ", "electricite"),
    ],
)
def test_forms_of_a_word_meet_in_one_stem(one: str, other: str) -> None:
    assert [word.stem for word in words(one)] == [word.stem for word in words(other)]


def test_grammatical_words_bear_no_stem_but_keep_their_place() -> None:
    found = [(word.plain, word.stem, word.position) for word in words("mise à la disposition")]

    assert found == [("mise", "mis", 0), ("a", "", 1), ("la", "", 2), ("disposition", stem("disposition"), 3)]


def test_offsets_give_the_word_as_written() -> None:
    text = normalise("Gros œuvre, l’école e\u0301quipée")

    assert [text[word.start : word.end] for word in words(text)] == ["Gros", "œuvre", "école", "équipée"]


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=100))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert len(fold(text)) <= LONGEST_WORD
