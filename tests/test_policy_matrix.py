"""The table of matchmaker/web/matrix.py says what the routes declare; tests/hostile/test_matrix.py walks it."""

from __future__ import annotations

import pytest
from flask import Flask

from matchmaker.web import matrix
from matchmaker.web.policy import Access, admits, declared


def admitted(app: Flask, endpoint: str) -> frozenset[str]:
    accesses = declared(app, endpoint)
    with app.app_context():
        return frozenset(
            visitor
            for visitor in matrix.VISITORS
            if any(admits(access, matrix.example(visitor)) for access in accesses)
        )


def endpoints(app: Flask) -> set[str]:
    return {rule.endpoint for rule in app.url_map.iter_rules()}


def test_every_route_has_its_row_and_no_row_is_left_over(application: Flask) -> None:
    known = {row.endpoint for row in matrix.rows()}
    missing = sorted(endpoints(application) - known)

    # what to add to the table, ready to be read and corrected
    assert "\n".join(matrix.line(one, admitted(application, one)) for one in missing) == ""
    assert known - endpoints(application) == set()


def test_rows_stand_once_and_in_order() -> None:
    names = [row.endpoint for row in matrix.rows()]

    assert names == sorted(set(names))


def test_the_table_and_the_declarations_agree(application: Flask) -> None:
    known = endpoints(application)
    wrong = [
        (row.endpoint, sorted(row.admitted ^ admitted(application, row.endpoint)))
        for row in matrix.rows()
        if row.endpoint in known and row.admitted != admitted(application, row.endpoint)
    ]

    assert wrong == []


def test_routes_of_development_say_so(application: Flask) -> None:
    said = {row.endpoint for row in matrix.rows() if set(row.cells.values()) == {"dev"}}

    assert said == {
        one for one in endpoints(application) if declared(application, one) == (Access.DEVELOPMENT,)
    }


@pytest.mark.parametrize("row", ["a.b yes", "a.b " + "maybe " * 8, "a.b " + "yes " * 9])
def test_a_row_that_is_none_is_refused(row: str) -> None:
    with pytest.raises(ValueError, match="not a row"):
        matrix._row(row)
