"""Suppliers as JSON lines, for the snapshot: read one by one, only when they are shown."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import overload

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.values import Evidence, Supplier
from matchmaker.reference.zones import Zone

ID = re.compile(rb'\{"id": (-?\d+|"[^"\\]*"), ')
MOST_OF_ID = 64  # bytes in which most ids end


@dataclass(frozen=True)
class StoredSuppliers(Sequence[Supplier]):
    """Line ``i`` is ``lines[start[i]:start[i + 1]]``, UTF-8; both arrays may be memory maps."""

    lines: NDArray[np.uint8]
    start: NDArray[np.int64]

    @classmethod
    def of(cls, suppliers: Iterable[Supplier]) -> StoredSuppliers:
        encoded = [json.dumps(supplier_json(one), ensure_ascii=True).encode() for one in suppliers]
        start = np.concatenate([[0], np.cumsum([len(line) for line in encoded])]).astype(np.int64)
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), start)

    def __len__(self) -> int:
        return len(self.start) - 1

    @overload
    def __getitem__(self, index: int) -> Supplier: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Supplier]: ...
    def __getitem__(self, index: int | slice) -> Supplier | Sequence[Supplier]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        at = range(len(self))[index]
        return _decoded(bytes(self.lines[self.start[at] : self.start[at + 1]]))

    def __iter__(self) -> Iterator[Supplier]:
        return (self[at] for at in range(len(self)))

    def ids(self) -> list[Hashable]:
        """All ids, without reading the rest of the lines: the id stands first in each."""
        begun = (bytes(self.lines[first : first + MOST_OF_ID]) for first in self.start[:-1])
        return [self._id_of(at, line) for at, line in enumerate(begun)]

    def _id_of(self, at: int, line: bytes) -> Hashable:
        found = ID.match(line)
        return json.loads(found[1]) if found else self[at].id


def supplier_json(one: Supplier) -> dict[str, object]:
    """What is kept of a supplier: `supplier_of` gives it back."""
    held = {
        "id": _id(one.id),
        "evidence": [_evidence_json(piece) for piece in one.evidence],
        "name": one.name,
        "kinds": sorted(one.kinds),
        "size": one.size,
        "ess": one.ess,
        "unavailable_until": _iso(one.unavailable_until),
    }
    return {key: value for key, value in held.items() if value is not None}


def _evidence_json(piece: Evidence) -> dict[str, object]:
    held = {
        "text": piece.text,
        "kind": piece.kind,
        "cpv": list(piece.cpv),
        "date": _iso(piece.date),
        "zone": piece.zone.to_json() if piece.zone else None,
        "id": None if piece.id is None else _id(piece.id),
    }
    return {key: value for key, value in held.items() if value is not None}


def _id(identifier: Hashable) -> int | str:
    if isinstance(identifier, (int, str)):
        return identifier
    raise TypeError(f"ids must be texts or whole numbers, not {type(identifier).__name__}")


def _iso(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


@lru_cache(maxsize=2_048)
def _decoded(line: bytes) -> Supplier:
    """A list's suppliers are asked for again and again while they are explained."""
    return supplier_of(json.loads(line))


def supplier_of(held: Mapping[str, object]) -> Supplier:
    fields = dict(held)
    return Supplier(
        id=fields["id"],
        evidence=tuple(_evidence_of(piece) for piece in _list(fields["evidence"])),
        name=str(fields["name"]),
        kinds=frozenset(map(str, _list(fields["kinds"]))),
        size=_text(fields.get("size")),
        ess=None if fields.get("ess") is None else bool(fields["ess"]),
        unavailable_until=_moment(_text(fields.get("unavailable_until"))),
    )


def _evidence_of(piece: object) -> Evidence:
    assert isinstance(piece, dict)
    return Evidence(
        text=piece["text"],
        kind=piece["kind"],
        cpv=tuple(piece["cpv"]),
        date=_moment(piece.get("date")),
        zone=_zone(piece["zone"]) if piece.get("zone") else None,
        id=piece.get("id"),
    )


def _zone(held: Mapping[str, object]) -> Zone:
    """Without the look-ups of ``Zone.from_json``: the codes were checked when they came in."""
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in held.items()}
    return Zone(**fields)  # type: ignore[arg-type]  # to_json's own types


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def _text(value: object) -> str | None:
    return None if value is None else str(value)
