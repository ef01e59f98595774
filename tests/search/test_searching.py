"""What one finds, on the engine without files; test_whoosh_engine.py proves the other one equal."""

from __future__ import annotations

import pytest

from matchmaker.search.documents import Document
from matchmaker.search.engine import Results
from matchmaker.search.memory_engine import MemoryEngine
from matchmaker.search.query import Query
from tests.search.samples import ARRAS, LILLE, TODAY, Map, document, keys, seated, working_around


def search(documents: list[Document], text: str = "", **values: object) -> Results:
    return MemoryEngine(documents, gazetteer=Map()).search(Query(text=text, **values), today=TODAY)


CLEANING = document("offer:1", title="Nettoyage de bureaux", text="Mise à disposition de personnel.")
CATERING = document("offer:2", title="Traiteur à Arras", text="Buffets bio, l'œuvre d'un traiteur. Bureaux.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nettoyages", ["offer:1"]),
        ("NETTOYAGE bureau", ["offer:1"]),
        ("oeuvres", ["offer:2"]),
        ('"mise à disposition"', ["offer:1"]),
        ("nett*", ["offer:1"]),
        ("bureaux -traiteur", ["offer:1"]),
        ('bureaux -"buffets bio"', ["offer:1"]),
        ("-nettoyage", ["offer:2"]),
        ("blanchisserie", []),
    ],
)
def test_words_phrases_prefixes_and_exclusions(text: str, found: list[str]) -> None:
    results = search([CLEANING, CATERING], text)

    assert (keys(results), results.relaxed) == (found, False)


def test_phrase_does_not_run_from_the_title_into_the_text() -> None:
    results = search(
        [document(title="Entretien espaces", text="verts et bleus")], '"espaces verts" entretien'
    )

    assert results.relaxed


def test_all_words_or_else_some_of_them_and_it_is_said() -> None:
    results = search([CLEANING, CATERING], "traiteur blanchisserie")

    assert (keys(results), results.relaxed) == (["offer:2"], True)


def test_title_weighs_more_than_text() -> None:
    in_text = document("offer:1", title="Divers services", text="menuiserie")
    in_title = document("offer:2", title="Menuiserie services", text="divers")

    assert keys(search([in_text, in_title], "menuiserie")) == ["offer:2", "offer:1"]


def test_stuffing_a_text_with_a_word_loses_to_saying_it() -> None:
    plain = document("offer:1", title="Menuiserie", text="Portes et fenêtres sur mesure pour les écoles.")
    stuffed = document("offer:2", title="Menuiserie", text="menuiserie " * 500)

    assert keys(search([plain, stuffed], "menuiserie")) == ["offer:1", "offer:2"]


def test_clones_of_one_offer_by_one_owner_are_shown_once() -> None:
    clones = [document(f"offer:{n}", title="Peinture", owner="organisation:1") for n in range(50)]
    other = document("offer:99", title="Peinture", owner="organisation:2")

    results = search([*clones, other], "peinture")

    assert results.total == 2
    assert results.facet("kind")[0].count == 2


def test_equal_scores_are_ordered_by_query_and_not_by_key() -> None:
    equals = [document(f"offer:{n}", title="Peinture murale") for n in range(20)]

    one, same, other = (keys(search(docs, text)) for docs, text in _orders(equals))

    assert one == same
    assert sorted(one) == sorted(other)
    assert one != other
    assert one != sorted(one)


def _orders(equals: list[Document]) -> list[tuple[list[Document], str]]:
    return [(equals, "peinture"), (equals[::-1], "peinture"), (equals, "murale")]


def test_pages_hold_every_result_once() -> None:
    engine = MemoryEngine([document(f"offer:{n}", title="Peinture") for n in range(45)])
    query = Query(text="peinture")

    pages = [engine.search(query.at_page(page), today=TODAY) for page in (1, 2, 3, 4)]

    assert [len(page.hits) for page in pages] == [20, 20, 5, 0]
    assert len({key for page in pages for key in keys(page)}) == 45
    assert [page.is_beyond_last_page for page in pages] == [False, False, False, True]


def test_empty_index_gives_an_empty_first_page() -> None:
    results = search([], "peinture")

    assert (results.total, results.is_beyond_last_page, results.suggestion) == (0, False, None)


def test_spelling_is_corrected_with_its_accents_and_under_the_filters() -> None:
    documents = [document("need:1", title="Étanchéité de toiture"), document("offer:1", title="Divers")]

    assert search(documents, "etancheitee toiture").suggestion.value == "étanchéité toiture"
    assert search(documents, "etancheitee", kind=("offer",)).suggestion is None
    assert search(documents, "etancheite").suggestion is None


def test_spelling_never_shows_words_of_what_was_withdrawn() -> None:
    engine = MemoryEngine([document("need:1", title="Confidentiel")])
    engine.apply([], ["need:1"])

    assert engine.search(Query(text="confidantiel"), today=TODAY).suggestion is None


def test_nothing_found_proposes_fewer_filters_with_their_counts() -> None:
    documents = [document("offer:1", title="Peinture", size="tpe"), document("need:1", title="Peinture")]

    results = search(documents, "peinture", size=("ge",), kind=("offer",))

    assert [(way.kind, way.name, way.total) for way in results.ways_out] == [
        ("without_filter", "size", 1),
        ("without_filters", "", 2),
    ]


def test_nothing_near_proposes_the_first_radius_that_finds_something() -> None:
    results = search([seated("offer:1", LILLE)], place=ARRAS, radius_km=10)

    way = results.ways_out[0]
    assert (way.kind, way.value, way.total) == ("wider", "50", 1)


def test_unknown_place_finds_nothing_and_offers_to_drop_it() -> None:
    results = search([seated("offer:1", LILLE)], place="99999")

    assert [(way.kind, way.name) for way in results.ways_out] == [("without_filter", "place")]


def test_distance_is_told_for_the_seat_or_the_place_of_work() -> None:
    documents = [seated("offer:1", LILLE), working_around("offer:2", ARRAS, 5)]

    results = search(documents, place=ARRAS, radius_km=100, sort="distance")

    assert [(hit.key, round(hit.distance_km or 0)) for hit in results.hits] == [
        ("offer:2", 0),
        ("offer:1", 43),
    ]
