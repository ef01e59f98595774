from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.search import highlights
from matchmaker.search.corpus import Passages
from matchmaker.search.engine import Fragment
from matchmaker.search.french import normalise
from matchmaker.search.query import Query


def excerpt(text: str, asked: str, keywords: tuple[str, ...] = ()) -> tuple[Fragment, ...]:
    return highlights.excerpt(
        Passages("offer", "", keywords, text), highlights.Marker(Query(text=asked).terms)
    )


def test_forms_of_the_words_asked_are_marked_as_written() -> None:
    assert excerpt("Nos écoles et l’œuvre", "ecole oeuvres") == (
        Fragment("Nos "),
        Fragment("écoles", is_match=True),
        Fragment(" et l’"),
        Fragment("œuvre", is_match=True),
    )


def test_markup_of_the_author_is_plain_text_for_the_template_to_escape() -> None:
    assert excerpt("<b>école</b>", "ecole") == (
        Fragment("<b>"),
        Fragment("école", is_match=True),
        Fragment("</b>"),
    )


def test_long_text_shows_the_stretch_with_most_different_words() -> None:
    text = "peinture " + "rien " * 100 + "peinture et menuiserie " + "rien " * 100

    found = excerpt(text, "peinture menuiserie")

    assert [piece.text for piece in found if piece.is_match] == ["peinture", "menuiserie"]
    assert (found[0].text, found[-1].text) == ("…", "…")


def test_keyword_is_shown_when_the_text_holds_no_match() -> None:
    assert excerpt("Rien", "menuiserie", ("Menuiserie Dupont",))[0] == Fragment("Menuiserie", is_match=True)


def test_without_match_the_text_begins() -> None:
    found = excerpt("mot " * 200, "autre")

    assert (found[0].text.startswith("mot mot"), found[-1].text) == (True, "…")


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=300), st.text(max_size=40))
def test_fragments_of_a_title_join_into_the_title(title: str, asked: str) -> None:
    passages = Passages("offer", normalise(title), (), "")

    found = highlights.title(passages, highlights.Marker(Query(text=asked).terms))

    assert "".join(piece.text for piece in found) == passages.title
    assert all(piece.text for piece in found)
