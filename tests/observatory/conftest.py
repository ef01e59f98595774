"""Stores made from a few items."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from matchmaker.observatory.joins import stores
from matchmaker.observatory.store import importing
from matchmaker.observatory.store.home import Home
from matchmaker.observatory.store.importing import Summary
from matchmaker.observatory.store.opened import Opened, Stores
from matchmaker.observatory.store.sides import Sides
from tests.observatory.items import LENS, OTHER_FIRM, marche, suppliers, write_json


@dataclass(frozen=True, slots=True)
class KnownFirm:
    size: str | None = None
    legal_category: str | None = None
    social: bool | None = None


@dataclass(frozen=True, slots=True)
class FakeRegister:
    """A register that was loaded with a handful of firms."""

    facts: Mapping[str, KnownFirm]
    seats: Mapping[str, str]

    def contract_facts(self, sirens: Sequence[str]) -> Mapping[str, KnownFirm]:
        return {siren: self.facts[siren] for siren in sirens if siren in self.facts}

    def communes(self, sirets: Sequence[str]) -> Mapping[str, str]:
        return {siret: self.seats[siret] for siret in sirets if siret in self.seats}


def quiet(*_told: object) -> None:
    pass


def import_into(own_home: Home, *paths: Path, sides: Sides | None = None, origin: str = "file") -> Summary:
    return importing.import_files(own_home, paths, sides or Sides(), tell=quiet, step=quiet, origin=origin)


def open_store(own_home: Home) -> Opened:
    return Stores(own_home).current()


@pytest.fixture
def own_home(tmp_path: Path) -> Home:
    return Home(tmp_path / "observatory")


@pytest.fixture(scope="module")
def module_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("observatory"))


@pytest.fixture
def opened() -> Iterator[Callable[[Home], Opened]]:
    """Opens stores, and closes them after the test."""
    held: list[Opened] = []

    def open_(own_home: Home) -> Opened:
        held.append(open_store(own_home))
        return held[-1]

    yield open_
    for one in held:
        one.connection.close()


def shown_contracts() -> list[dict]:
    """Twelve of Arras in 2024 and three in 2023, two of Lens; one amount of nines."""
    held = [marche(id=f"A{number}", titulaires=suppliers(OTHER_FIRM)) for number in range(11)]
    held.append(marche(id="nines", montant=999999))
    held += [marche(id=f"B{number}", dateNotification="2023-05-02") for number in range(3)]
    of_lens = [
        marche(id="L1", acheteur={"id": LENS}, codeCPV="45210000"),
        marche(id="L2", acheteur={"id": LENS}),
    ]
    return [*held, *of_lens]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store imported once."""
    root = tmp_path_factory.mktemp("observatory")
    path = write_json(root / "contracts.json", shown_contracts())
    importing.import_files(Home(root / "home"), [path], Sides(), tell=quiet, step=quiet)
    return root / "home"


@pytest.fixture
def reader(app, client, prepared: Path) -> Iterator:
    home = app.extensions["observatory"].home.root
    shutil.copytree(prepared, home, dirs_exist_ok=True)
    yield client
    with app.app_context():
        stores().current().connection.close()
        stores()._opened, stores()._stamp = None, None
    shutil.rmtree(home)
    app.extensions.pop("observatory_pages", None)
