"""The register of this application: what areas above ask. Empty answers while nothing was loaded."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask, current_app

from matchmaker.register.store import Register
from matchmaker.register.values import Establishment, UnitFacts


def init_app(app: Flask) -> None:
    app.extensions["register"] = Register(app.config["SETTINGS"].data_dir / "sirene")


def register() -> Register:
    found: Register = current_app.extensions["register"]
    return found


def lookup(siret: str) -> Establishment | None:
    return register().lookup(siret)


def establishments(siren: str) -> list[Establishment]:
    return register().establishments(siren)


def contract_facts(sirens: Collection[str]) -> dict[str, UnitFacts]:
    return register().contract_facts(sirens)


def communes(sirets: Collection[str]) -> dict[str, str]:
    return register().communes(sirets)
