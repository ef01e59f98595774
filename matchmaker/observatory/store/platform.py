"""The register and the platform's own cards together, as one value that a light process can be given.

A firm's own card fills what the register does not tell of its size and place; whether it is of the social
economy by declaration is the register's alone to say.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from matchmaker.observatory.method.delays import Delay
from matchmaker.observatory.store.sides import Facts, Sides
from matchmaker.register.store import Register


@dataclass(frozen=True, slots=True)
class Card:
    """What a firm or a body says of itself on the platform."""

    size: str | None
    legal_category: str | None
    social: bool | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """`cards` by SIREN, `seats` (communes) by SIRET; the register's word comes first."""

    register: Register
    cards: Mapping[str, Card]
    seats: Mapping[str, str]

    def contract_facts(self, sirens: Collection[str]) -> Mapping[str, Facts]:
        held: dict[str, Facts] = {siren: self.cards[siren] for siren in sirens if siren in self.cards}
        held.update(self.register.contract_facts(sirens))
        return held

    def communes(self, sirets: Collection[str]) -> Mapping[str, str]:
        held = {siret: self.seats[siret] for siret in sirets if siret in self.seats}
        return held | self.register.communes(sirets)


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that contracts are joined with; `folder` is the register's."""

    folder: Path
    cards: Mapping[str, Card]
    seats: Mapping[str, str]
    listed: frozenset[str]
    delays: tuple[Delay, ...]

    def sides(self) -> Sides:
        held = Register(self.folder)
        told = hashlib.sha256(repr((sorted(self.cards.items()), sorted(self.seats.items()))).encode())
        version = f"{_version_of(held)}|{told.hexdigest()}"
        return Sides(Together(held, self.cards, self.seats), version, self.listed, self.delays)

    def to_json(self) -> str:
        return json.dumps(
            {
                "folder": str(self.folder),
                "cards": {siren: asdict(card) for siren, card in self.cards.items()},
                "seats": dict(self.seats),
                "listed": sorted(self.listed),
                "delays": [asdict(delay) for delay in self.delays],
            }
        )

    @classmethod
    def from_json(cls, text: str) -> Known:
        data = json.loads(text)
        return cls(
            Path(data["folder"]),
            {siren: Card(**card) for siren, card in data["cards"].items()},
            data["seats"],
            frozenset(data["listed"]),
            tuple(Delay(**delay) for delay in data["delays"]),
        )


def _version_of(held: Register) -> str:
    if not held.loaded:
        return ""
    stat = held.path.stat()
    return f"{stat.st_mtime_ns}.{stat.st_size}"
