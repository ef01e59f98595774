"""`Document`: what the index knows of a need, offer or organisation; made by each area's documents.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal, TypeAlias

from matchmaker.search.french import normalise

_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127), " ")

Kind: TypeAlias = Literal["need", "offer", "organisation"]

# A longer text adds nothing to the search of a title's worth of words, and would let one row fill the index.
LONGEST_PART = 20_000


@dataclass(frozen=True, slots=True)
class Disc:
    """A place where somebody works: `radius_km` around a point, 0 for the commune itself. Degrees."""

    lat: float
    lon: float
    radius_km: float = 0.0


@dataclass(frozen=True, slots=True)
class Document:
    """Only what everybody may read: drafts and private notes are never made into documents.

    `key` is "need:12"; `version` grows with each change of the row and serves `check`. `keywords` are short
    texts beside the body: the firm's name, CPV labels, labels and certificates. `cpv` holds 8-digit codes.
    Seat: for a need the buyer's, `commune` being an INSEE code, `lat` and `lon` degrees. Where one works (for
    a need: where it is carried out): `zone` holds tokens made by `gazetteer.zone_tokens`, `discs` the points.
    `ess` holds families, `reserved` articles ("L2113-12"); empty means not ESS, not reserved. `published` is
    the date shown and filtered, `deadline` the last day to answer. `owner` is the key of the organisation
    behind an offer: offers of one owner that say the same thing are shown once.
    """

    key: str
    kind: Kind
    version: int
    title: str
    text: str = ""
    keywords: tuple[str, ...] = ()
    cpv: tuple[str, ...] = ()
    commune: str | None = None
    department: str | None = None
    lat: float | None = None
    lon: float | None = None
    zone: tuple[str, ...] = ()
    zone_departments: tuple[str, ...] = ()
    discs: tuple[Disc, ...] = ()
    size: str | None = None
    ess: tuple[str, ...] = ()
    reserved: tuple[str, ...] = ()
    status: str | None = None
    published: date | None = None
    deadline: date | None = None
    owner: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", _clean(self.title))
        object.__setattr__(self, "text", _clean(self.text))
        object.__setattr__(self, "keywords", tuple(_clean(word) for word in self.keywords))

    def to_json(self) -> dict[str, object]:
        """Plain values for json.dumps; empty fields are left out."""
        values: dict[str, Any] = {name: getattr(self, name) for name in _NAMES}
        values = {name: value for name, value in values.items() if value not in (None, (), "")}
        values["discs"] = [[disc.lat, disc.lon, disc.radius_km] for disc in self.discs]
        for name in _DATES & values.keys():
            values[name] = values[name].isoformat()
        return values

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Document:
        values: dict[str, Any] = {name: data[name] for name in _NAMES & data.keys()}
        values = {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
        values["discs"] = tuple(Disc(*disc) for disc in values.get("discs", ()))
        for name in _DATES & values.keys():
            values[name] = date.fromisoformat(values[name])
        values.setdefault("title", "")
        return cls(**values)


def _clean(text: str) -> str:
    """Composed form, control characters blank: engines use them as separators."""
    return normalise(text).translate(_CONTROLS)[:LONGEST_PART]


_NAMES = frozenset(field.name for field in fields(Document))
_DATES = frozenset({"published", "deadline"})
