"""What the register of firms (Sirene) says, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Establishment:
    """One SIRET. None wherever the extract does not tell.

    `name`, `sign`, `address` and `postal_code` are None when the person asked INSEE not to publish them
    (`masked`). `size` is INSEE's category of the whole group: PME, ETI or GE. `naf` goes with `nomenclature`
    ("rev2" or "2025"). `email` is the contact of a directory of bodies, loaded by the column `courriel`.
    """

    siret: str
    name: str | None = None
    sign: str | None = None
    address: str | None = None
    postal_code: str | None = None
    commune: str | None = None
    naf: str | None = None
    nomenclature: str | None = None
    legal_category: str | None = None
    size: str | None = None
    headcount: str | None = None
    social: bool | None = None
    head_office: bool | None = None
    active: bool | None = None
    masked: bool = False
    email: str | None = None

    @property
    def siren(self) -> str:
        return self.siret[:9]

    @property
    def closed(self) -> bool:
        return self.active is False


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What the observatory counts by: the firm (SIREN) behind its establishments."""

    siren: str
    size: str | None
    legal_category: str | None
    headcount: str | None
    social: bool | None
    naf: str | None
    nomenclature: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a load did. `lines_refused` have no SIRET of 14 digits, or could not be read at all."""

    lines_read: int
    establishments_new: int
    establishments_changed: int
    unchanged: int
    lines_refused: int

    @property
    def nothing_new(self) -> bool:
        return not (self.establishments_new or self.establishments_changed)
