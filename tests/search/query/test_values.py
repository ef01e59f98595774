from __future__ import annotations

from datetime import date

from matchmaker.search.query import Query


def test_defaults_stay_out_of_the_address() -> None:
    assert Query().to_params() == {}
    assert Query(place="62041").to_params() == {"place": ["62041"]}


def test_lists_are_in_one_order_so_that_equal_queries_have_equal_addresses() -> None:
    assert Query(kind=("offer", "need", "offer")).to_params() == {"kind": ["need", "offer"]}


def test_without_a_value_keeps_the_others_and_goes_to_the_first_page() -> None:
    query = Query(size=("tpe", "pme"), page=4)

    assert query.without("size", "tpe") == Query(size=("pme",))
    assert query.without("size") == Query()


def test_without_the_place_nothing_of_the_place_stays() -> None:
    assert Query(place="62041", radius_km=50, where="seat").without("place") == Query()


def test_without_dates_and_text() -> None:
    day = date(2026, 1, 1)

    assert Query(text="a", since=day, until=day).without("dates").without("text") == Query()


def test_without_words_the_newest_come_first() -> None:
    assert Query().effective_sort == "date"
    assert Query(text="traiteur").effective_sort == "relevance"
    assert Query(text="traiteur", sort="distance").effective_sort == "relevance"
    assert Query(place="62041", sort="distance").effective_sort == "distance"


def test_grammatical_words_alone_ask_nothing() -> None:
    assert Query(text="de la").is_blank
    assert not Query(text="-béton").is_blank
