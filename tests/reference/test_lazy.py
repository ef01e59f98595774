import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from matchmaker.reference.lazy import once


def test_once_builds_one_value_for_all_threads():
    together = threading.Barrier(8)
    made: list[object] = []

    @once
    def table() -> object:
        made.append(object())
        return made[-1]

    def ask(_: int) -> object:
        together.wait()
        return table()

    with ThreadPoolExecutor(8) as pool:
        values = list(pool.map(ask, range(8)))

    assert len(made) == 1
    assert values == made * 8


def test_once_tries_again_after_a_failure():
    outcomes = iter([OSError("no file"), None])

    @once
    def table() -> str:
        failure = next(outcomes)
        if failure:
            raise failure
        return "read"

    with pytest.raises(OSError, match="no file"):
        table()

    assert table() == "read"
