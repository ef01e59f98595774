from __future__ import annotations

import pytest

from matchmaker.observatory.asking.where import CONDITIONS, RANKED
from matchmaker.observatory.indicators.filters import READINGS, FilterError, Filters, read_filters


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"year": "2024", "other": "x", "department": " "}, {"year": 2024}),
        ({"department": "2a"}, {"department": "2A"}),
        ({"department": "1"}, {"department": "01"}),
        ({"cpv": "45200000-9"}, {"cpv": "452"}),
        ({"cpv": "30000000"}, {"cpv": "30"}),
        ({"cpv": "55520000-1"}, {"cpv": "5552"}),
        ({"cpv": "555200001"}, {"cpv": "5552"}),
        ({"cpv": "5552\u00a00000–1"}, {"cpv": "5552"}),
        ({"buyer": "216 200 414 00010"}, {"buyer": "21620041400010"}),
        ({"amount_min": "10 000"}, {"amount_min": 10000}),
    ],
)
def test_filters_are_read_from_texts(given: dict[str, str], expected: dict[str, object]) -> None:
    assert read_filters(given).as_dict() == expected


@pytest.mark.parametrize(
    "given",
    [{"year": "218"}, {"year": "2024'"}, {"department": "00"}, {"region": "1"}, {"cpv": "voirie"}, {"family": "x"},
     {"buyer": "'; DROP"}, {"amount_min": "-1"}, {"clause": "all"}, {"size": "PME"}, {"amount_min": "90 000", "amount_max": "10 000"}],
)  # fmt: skip
def test_filter_that_cannot_be_used_is_named(given: dict[str, str]) -> None:
    with pytest.raises(FilterError) as found:
        read_filters(given)
    assert found.value.name == list(given)[-1]


def test_filters_written_back_are_read_alike() -> None:
    filters = read_filters({"year": "2024", "cpv": "4521", "family": "hospital", "amount_max": "90000"})

    assert read_filters({name: str(value) for name, value in filters.as_dict().items()}) == filters


def test_every_filter_has_its_condition() -> None:
    assert {*CONDITIONS, *RANKED} == set(READINGS) == set(Filters.__slots__)
