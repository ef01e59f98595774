from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.search.query import Problem, Query, read
from matchmaker.search.query.terms import LONGEST_TEXT
from matchmaker.search.query.values import PARAMETERS

# What people and scanners type into search boxes: operators of Lucene, SQL, regular expressions, markup.
HOSTILE = [
    '"', '""', '"""', "'", "*", "**", "a*b*c*", "?", "~", "~99999", "mot~1", "^", "mot^1e400",
    "field:", ":x",
    "content:mot", "key:*", "[a TO", "[a TO b]", "{a TO b}", "a TO b]", "(", ")",
    "(" * 200 + ")" * 200, "((a)",
    "a AND", "OR", "AND AND", "NOT", "NOT NOT a", "+a -", "-", "--", "- a", "-*", '-"', '-""',
    "a || b", "a && !b",
    "\\", "\\\\", "a\\", "%", "_", "'; DROP TABLE needs;--", "1' OR '1'='1", "{{1337*1337}}",
    "<script>", "${7*7}",
    "(a+)+$", "\x00", "a\x00b", "\ud800", "\u202eabc", "😀", "e" + "\u0301" * 500, "٣", "²", "a" * 60_000,
    " OR ".join(["mot"] * 200), "\n\t ", " " * 2900, "a@a.a." * 400, "«", "»«", "ﷺ", "½",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_gives_a_query_that_survives_its_own_address(text: str) -> None:
    query = read({"q": [text]}).query

    assert read(query.to_params()).query == query
    assert len(query.text) <= LONGEST_TEXT


@pytest.mark.parametrize("page", ["0", "-1", "1" + "0" * 26, "٣", "²", "NaN", "1.0", " ", "1e9", "+2", "0x1"])
def test_page_that_is_no_plain_number_is_the_first(page: str) -> None:
    assert read({"page": [page]}).query.page == 1


@pytest.mark.parametrize(("asked", "given_"), [("7", 7), ("0", 20), ("-1", 20), ("1000000", 100), ("x", 20)])
def test_per_page_is_capped(asked: str, given_: int) -> None:
    assert read({"per_page": [asked]}).query.per_page == given_


def test_every_parameter_is_understood() -> None:
    reading = read(
        {
            "q": ["traiteur bio"],
            "kind": ["offer", "need"],
            "cpv": ["55520000-1", "45"],
            "place": ["62041"],
            "radius": ["50"],
            "where": ["works"],
            "department": ["62", "2a"],
            "size": ["tpe"],
            "ess": ["any"],
            "reserved": ["L2113-12"],
            "status": ["open"],
            "from": ["8/9/26"],
            "to": ["2026-10-01"],
            "sort": ["distance"],
            "page": ["3"],
            "per_page": ["50"],
        }
    )

    assert reading.problems == ()
    assert reading.query == Query(
        text="traiteur bio",
        kind=("need", "offer"),
        cpv=("45", "5552"),
        place="62041",
        radius_km=50,
        where="works",
        department=("2A", "62"),
        size=("tpe",),
        ess=("any",),
        reserved=("L2113-12",),
        status=("open",),
        since=date(2026, 9, 8),
        until=date(2026, 10, 1),
        sort="distance",
        page=3,
        per_page=50,
    )


@pytest.mark.parametrize(
    ("params", "problem"),
    [
        ({"kind": ["<b>"]}, Problem("unknown_value", "kind", "<b>")),
        ({"cpv": ["4"]}, Problem("unknown_value", "cpv", "4")),
        ({"place": ["Arras"]}, Problem("unknown_value", "place", "Arras")),
        ({"from": ["31/02/2026"]}, Problem("not_a_date", "from", "31/02/2026")),
        ({"from": ["2026-05-02"], "to": ["2026-05-01"]}, Problem("dates_reversed", "to", "2026-05-01")),
        ({"sort": ["distance"]}, Problem("needs_place", "sort")),
        ({"page": ["x"]}, Problem("not_a_number", "page", "x")),
        ({"size": ["tpe"] * 31}, Problem("too_many_values", "size")),
        ({"q": ["mot " * 200]}, Problem("too_long", "q")),
        ({"q": [" ".join(f"m{n}" for n in range(20))]}, Problem("too_many_words", "q")),
    ],
)
def test_what_cannot_be_used_is_told(params: dict[str, list[str]], problem: Problem) -> None:
    assert read(params).problems == (problem,)


def test_empty_form_fields_and_unknown_names_are_no_problem() -> None:
    blank = {name: [""] for name in PARAMETERS} | {"utm_source": ["x"]}

    assert read(blank).problems == ()
    assert read(blank).query == Query()


ANY_VALUE = st.one_of(
    st.text(max_size=30),
    st.sampled_from([*HOSTILE[:40], "45", "62041", "tpe", "need", "date", "2026-01-31", "12", "works"]),
)
ANY_PARAMS = st.dictionaries(st.sampled_from([*PARAMETERS, "x"]), st.lists(ANY_VALUE, max_size=4))


@settings(deadline=None, max_examples=200)
@given(ANY_PARAMS)
def test_any_address_gives_a_query_whose_own_address_gives_it_again(params: dict[str, list[str]]) -> None:
    query = read(params).query
    again = read(query.to_params())

    assert again.query == query
    assert again.query.to_params() == query.to_params()
    assert set(again.problems) <= {Problem("too_many_words", "q")}
