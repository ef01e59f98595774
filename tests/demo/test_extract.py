"""The demonstration's extract is one that the register loads, with newcomers of every kind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from matchmaker.demo import extract, region
from matchmaker.register.loading import load
from matchmaker.register.store import Register


def test_extract_loads_whole_and_holds_every_case(tmp_path: Path) -> None:
    invented = region.generate(today=date(2026, 9, 8), scale=0.05)
    path, register = tmp_path / "extract.csv", Register(tmp_path / "sirene")
    extract.write(path, invented)

    summary = load(path, register, step=lambda _lines: None)

    newcomers = [one for new in extract.NEWCOMERS for one in register.establishments(new.siret[:9])]
    assert (summary.lines_refused, register.lookup(invented.suppliers[0].siret).active) == (0, True)
    assert {one.closed for one in newcomers} == {one.masked for one in newcomers} == {True, False}
    assert all(one.email.endswith(".invalid") for one in newcomers if one.email)
