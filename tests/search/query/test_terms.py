from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.search.query import Terms, read_terms
from matchmaker.search.query.terms import MOST_TERMS, clean_text


def read(text: str) -> Terms:
    return read_terms(clean_text(text))[0]


@pytest.mark.parametrize("typed", ["école", "ECOLE", "e\u0301cole", "l’école", "l'École", "des écoles école"])
def test_word_is_the_same_with_and_without_accent_case_and_article(typed: str) -> None:
    assert read(typed).words[-1] == "ecole"


def test_quotes_of_both_scripts_make_phrases_that_keep_the_gaps() -> None:
    expected = Terms(phrases=((("mise", 0), ("disposition", 2)),))

    assert read('"mise à disposition"') == read("« mise à disposition »") == expected


def test_star_makes_a_prefix_and_one_letter_is_none() -> None:
    assert read("menuis* a* b*") == Terms(words=("b",), prefixes=("menuis",))


def test_minus_excludes_a_word_a_compound_and_a_phrase() -> None:
    found = read('-béton -porte-fenêtre -"gros œuvre"')

    assert found.excluded == (
        (("beton", 0),),
        (("porte", 0), ("fenetre", 1)),
        (("gros", 0), ("oeuvre", 1)),
    )


def test_hyphen_inside_a_word_excludes_nothing() -> None:
    assert read("aide-soignant") == Terms(words=("aide", "soignant"))


def test_operators_of_other_search_boxes_are_no_words() -> None:
    assert read("traiteur OR bio ET local NOT") == Terms(words=("traiteur", "bio", "local"))


def test_two_hundred_alternatives_keep_the_first_terms_and_say_so() -> None:
    terms, overflow = read_terms(" OR ".join(f"mot{n}" for n in range(200)))

    assert (terms.count, overflow) == (MOST_TERMS, True)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=400))
def test_any_text_gives_terms(text: str) -> None:
    terms = read(text)

    assert terms.count <= MOST_TERMS
    assert all(terms.words)
    assert clean_text(clean_text(text)) == clean_text(text)
