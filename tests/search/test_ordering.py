"""What is left unsorted or unread changes nothing of what is shown."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.search.columns import Tokens
from matchmaker.search.ordering import _first

KEYS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 50)), min_size=1, max_size=60)


@settings(deadline=None, max_examples=80)
@given(KEYS, st.integers(1, 25))
def test_the_first_rows_are_those_of_a_whole_sort(rows: list[tuple[int, int, int]], count: int) -> None:
    keys = [np.array(column) for column in zip(*rows, strict=True)]

    near = _first(keys, count)

    whole = np.lexsort(keys[::-1])[:count]
    order = near[np.lexsort([key[near] for key in reversed(keys)])][:count]
    assert [rows[at] for at in order] == [rows[at] for at in whole]


@settings(deadline=None, max_examples=80)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), max_size=40), st.sets(st.integers(0, 20)))
def test_values_looked_up_are_those_of_reading_all(held: list[tuple[int, int]], wanted: set[int]) -> None:
    pairs = np.array(sorted(held), dtype=np.int32).reshape(-1, 2)
    tokens = Tokens(pairs[:, 0], pairs[:, 1])
    rows = np.array(sorted(wanted), dtype=np.intp)

    assert tokens.codes_of(rows).tolist() == tokens.codes[np.isin(tokens.rows, rows)].tolist()
