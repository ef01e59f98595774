from __future__ import annotations

from datetime import date

from matchmaker.search.query import Filter, Query, Summary, filters, summarise


def test_summary_says_words_place_and_rank_of_the_rows_shown() -> None:
    query = Query(text="traiteur", kind=("offer",), place="62041", radius_km=30, page=2)

    summary = summarise(query, 23, label=lambda name, value: "Arras" if name == "place" else value)

    assert summary == Summary(
        total=23,
        first=21,
        last=23,
        text="traiteur",
        kinds=("offer",),
        place="Arras",
        radius_km=30,
        where="any",
        relaxed=False,
        filters=(
            Filter("kind", "offer", "offer", query.without("kind", "offer")),
            Filter("place", "62041", "Arras", query.without("place")),
        ),
    )


def test_summary_of_nothing_and_beyond_the_last_page_counts_no_row() -> None:
    assert (summarise(Query(), 0).first, summarise(Query(), 0).last) == (0, 0)
    assert (summarise(Query(page=3), 23).first, summarise(Query(page=3), 23).last) == (0, 0)


def test_every_filter_is_a_chip_that_removes_just_itself() -> None:
    query = Query(size=("pme", "tpe"), where="works", since=date(2026, 1, 2))

    assert [(chip.name, chip.value) for chip in filters(query)] == [
        ("size", "pme"),
        ("size", "tpe"),
        ("where", "works"),
        ("since", "2026-01-02"),
    ]
    assert [chip.without for chip in filters(query)][1:3] == [
        query.without("size", "tpe"),
        query.without("where"),
    ]
