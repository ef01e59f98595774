from __future__ import annotations

from pathlib import Path

import pytest

from matchmaker.observatory.asking.distances import distances
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.store.home import Home
from matchmaker.observatory.store.sides import Sides
from tests.observatory import items
from tests.observatory.conftest import FakeRegister, import_into, open_store

SEATS = {items.ARRAS: "62041", items.FIRM: "62041", items.OTHER_FIRM: "59350", items.LENS: "62498"}


def test_half_of_the_holders_and_nine_in_ten_are_within_so_many_kilometres(
    tmp_path: Path, own_home: Home
) -> None:
    """Nine at Arras, two at Lille (some 43 km away), one whose seat is not known."""
    held = [items.marche(titulaires=items.suppliers(items.FIRM)) for _ in range(9)]
    held += [items.marche(titulaires=items.suppliers(items.OTHER_FIRM)) for _ in range(2)]
    held.append(items.marche(titulaires=items.suppliers(items.THIRD_FIRM)))
    held.append(items.marche(acheteur={"id": items.LENS}, titulaires=items.suppliers(items.FIRM)))
    import_into(own_home, items.write_json(tmp_path / "a", held), sides=Sides(FakeRegister({}, SEATS)))
    store = open_store(own_home)

    arras = distances(store, Filters(buyer=items.ARRAS))
    lens = distances(store, Filters(buyer=items.LENS))

    assert (arras.known, arras.unknown, arras.median, arras.near) == (11, 1, 0, 11)
    assert arras.p90 == pytest.approx(43, abs=3)
    assert (lens.known, lens.median) == (1, None)
