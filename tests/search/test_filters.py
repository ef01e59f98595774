from __future__ import annotations

from datetime import date

import pytest

from matchmaker.search.engine import Results
from matchmaker.search.memory_engine import MemoryEngine
from matchmaker.search.query import Query
from tests.search.samples import (
    AMIENS,
    ARRAS,
    LILLE,
    TODAY,
    Map,
    counts,
    document,
    invented,
    keys,
    seated,
    working_around,
)

DOCUMENTS = [
    seated("need:1", ARRAS, cpv=("45210000",), reserved=("L2113-12",), status="open"),
    seated("offer:2", LILLE, cpv=("45000000", "90910000"), size="tpe", ess=("scop",), zone=("d:62",)),
    seated("offer:3", AMIENS, cpv=("90910000",), size="pme", zone=("n",)),
    working_around("offer:4", LILLE, 50),
    document("organisation:5", published=date(2026, 1, 1)),
]
ENGINE = MemoryEngine(DOCUMENTS, gazetteer=Map())


def search(**values: object) -> Results:
    return ENGINE.search(Query(**values), today=TODAY)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"kind": ("need", "organisation")}, {"1", "5"}),
        ({"cpv": ("45",)}, {"1", "2"}),
        ({"cpv": ("4521",)}, {"1"}),
        ({"size": ("tpe", "pme")}, {"2", "3"}),
        ({"ess": ("any",)}, {"2"}),
        ({"ess": ("scop",)}, {"2"}),
        ({"reserved": ("any",)}, {"1"}),
        ({"status": ("open",)}, {"1"}),
        ({"until": date(2026, 1, 31)}, {"5"}),
        ({"since": date(2026, 2, 1)}, {"1", "2", "3", "4"}),
        ({"department": ("62",)}, {"1", "3"}),
        ({"department": ("59",), "where": "seat"}, {"2"}),
        ({"place": ARRAS, "where": "seat"}, {"1"}),
        ({"place": ARRAS, "where": "seat", "radius_km": 50}, {"1", "2"}),
        ({"place": ARRAS, "where": "works"}, {"2", "3", "4"}),
        ({"place": ARRAS}, {"1", "2", "3", "4"}),
        ({"place": AMIENS, "where": "works", "radius_km": 10}, {"3"}),
        ({"kind": ("offer",), "cpv": ("90",), "size": ("pme",)}, {"3"}),
    ],
)
def test_filter_keeps(values: dict[str, object], found: set[str]) -> None:
    assert {key.partition(":")[2] for key in keys(search(**values))} == found


def test_facet_counts_leave_out_their_own_filter_and_keep_the_others() -> None:
    results = search(kind=("offer",), size=("tpe",))

    assert counts(results, "kind") == {"offer": 1}
    assert counts(results, "size") == {"pme": 1, "tpe": 1}
    assert counts(results, "division") == {"45": 1, "90": 1}


def test_chosen_value_without_result_stays_listed() -> None:
    results = search(size=("ge",))

    assert [(v.value, v.count) for v in results.facet("size") if v.selected] == [("ge", 0)]


@pytest.mark.parametrize("where", ["any", "seat", "works"])
@pytest.mark.parametrize(
    "facet", ["kind", "department", "size", "ess", "reserved", "radius", "where", "since"]
)
def test_choosing_a_value_gives_as_many_results_as_its_count(facet: str, where: str) -> None:
    engine = MemoryEngine([invented(number) for number in range(120)], gazetteer=Map())
    query = Query(place=ARRAS, radius_km=50, where=where, kind=("offer", "need"))

    found = engine.search(query, today=TODAY)

    for value in found.facet(facet):
        chosen = engine.search(_choosing(query, facet, value.value), today=TODAY)
        assert (value.value, chosen.total) == (value.value, value.count)


def _choosing(query: Query, facet: str, value: str) -> Query:
    from dataclasses import replace

    changes = {
        "radius": lambda: {"radius_km": int(value)},
        "where": lambda: {"where": value},
        "since": lambda: {"since": date.fromisoformat(value)},
    }
    return replace(query, **changes.get(facet, lambda: {facet: (value,)})())


def test_deadline_order_is_coming_then_past_then_none() -> None:
    days = {"need:1": None, "need:2": date(2026, 5, 1), "need:3": date(2026, 6, 20), "need:4": TODAY}
    engine = MemoryEngine([document(key, deadline=day) for key, day in days.items()])

    results = engine.search(Query(sort="deadline"), today=TODAY)

    assert keys(results) == ["need:4", "need:3", "need:2", "need:1"]
