"""The indexed evidence of a set of suppliers, as arrays: what a snapshot writes and a query reads.

Suppliers stand in one fixed order whatever the order they came in; the pieces of each are contiguous.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray
from sklearn.preprocessing import normalize

from matchmaker.matching.codec import StoredSuppliers
from matchmaker.matching.codes import CodeTable
from matchmaker.matching.eligibility import ELIGIBLE_KINDS
from matchmaker.matching.place import Places, zones_of
from matchmaker.matching.postings import Postings, weighted_counts
from matchmaker.matching.spelling import Spelling, spelling_of
from matchmaker.matching.terms import TermTable, term_key, term_keys
from matchmaker.matching.text import stem, stems
from matchmaker.matching.text import words as words_of
from matchmaker.matching.ties import stable_order
from matchmaker.matching.values import EVIDENCE_KINDS, Evidence, Supplier

KINDS = tuple(sorted({kind for kinds in ELIGIBLE_KINDS.values() for kind in kinds}))
UNDATED = np.int32(-(2**31))


class Finding(TypedDict):
    """Arrays to find a supplier by its id without holding all ids."""

    id_keys: NDArray[np.uint64]
    id_rows: NDArray[np.int64]


@dataclass(frozen=True)
class Traits:
    """What filters ask of suppliers, one number each. ``kinds`` holds bits in the order of ``KINDS``."""

    kinds: NDArray[np.uint16]
    size: NDArray[np.str_]
    ess: NDArray[np.bool_]
    unavailable_until: NDArray[np.int32]

    @classmethod
    def of(cls, suppliers: Sequence[Supplier]) -> Traits:
        return cls(
            np.array([_kind_bits(one.kinds) for one in suppliers], dtype=np.uint16),
            np.array([one.size or "" for one in suppliers], dtype="U4"),
            np.array([bool(one.ess) or "ess" in one.kinds for one in suppliers], dtype=np.bool_),
            np.array([_day(one.unavailable_until) for one in suppliers], dtype=np.int32),
        )

    def has_kind(self, kinds: Iterable[str]) -> NDArray[np.bool_]:
        return np.asarray((self.kinds & _kind_bits(kinds)) != 0)


@dataclass(frozen=True)
class Segment:
    """``first[i]:first[i + 1]`` are the pieces of supplier ``i``; ``position`` is the piece's place in its
    own supplier's evidence; ``likeness`` is equal for pieces of one supplier that say the same (clones)."""

    suppliers: Sequence[Supplier]
    first: NDArray[np.int64]
    owner: NDArray[np.int32]
    position: NDArray[np.int32]
    words: Postings
    spelling: Spelling
    codes: CodeTable
    days: NDArray[np.int32]
    kinds: NDArray[np.int8]
    places: Places
    zone: NDArray[np.int32]
    likeness: NDArray[np.uint64]
    traits: Traits
    gone: NDArray[np.bool_]
    id_keys: NDArray[np.uint64]
    id_rows: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.suppliers)

    @cached_property
    def ids(self) -> list[Hashable]:
        """The id of each row, read once."""
        held = self.suppliers
        return held.ids() if isinstance(held, StoredSuppliers) else [one.id for one in held]

    @property
    def piece_count(self) -> int:
        return len(self.owner)

    def find(self, supplier_id: Hashable) -> int | None:
        """The row of a supplier that is still there."""
        at = int(np.searchsorted(self.id_keys, np.uint64(id_key(supplier_id))))
        while at < len(self.id_keys) and self.id_keys[at] == id_key(supplier_id):
            row = int(self.id_rows[at])
            if self.suppliers[row].id == supplier_id and not self.gone[row]:
                return row
            at += 1
        return None

    def without(self, supplier_ids: Iterable[Hashable]) -> Segment:
        """The same segment with some suppliers gone; their postings stay until the next merge."""
        gone = self.gone.copy()
        rows = [row for row in map(self.find, supplier_ids) if row is not None]
        gone[rows] = True
        return replace(self, gone=gone)

    def living(self) -> Iterator[Supplier]:
        return (one for one, gone in zip(self.suppliers, self.gone, strict=True) if not gone)

    def evidence(self, piece: int) -> Evidence:
        return self.suppliers[int(self.owner[piece])].evidence[int(self.position[piece])]


def build_segment(suppliers: Iterable[Supplier], words: TermTable, grams: TermTable) -> Segment:
    """Index the suppliers under frozen term weights."""
    ordered = sorted(suppliers, key=lambda supplier: stable_order(supplier.id))
    pieces = [(row, place) for row, one in enumerate(ordered) for place in _canonical(one.evidence)]
    held = [ordered[row].evidence[place] for row, place in pieces]
    said = [words_of(piece.text) for piece in held]
    stemmed = [[stem(word) for word in several] for several in said]
    zones, zone = zones_of([piece.zone for piece in held])
    owner = np.array([row for row, _ in pieces], dtype=np.int32)
    return Segment(
        suppliers=ordered,
        first=np.searchsorted(owner, np.arange(len(ordered) + 1)).astype(np.int64),
        owner=owner,
        position=np.array([place for _, place in pieces], dtype=np.int32),
        words=stem_postings(stemmed, words),
        spelling=spelling_of(said, grams),
        codes=CodeTable.of([piece.cpv for piece in held]),
        days=np.array([_day(piece.date) for piece in held], dtype=np.int32),
        kinds=np.array([EVIDENCE_KINDS.index(piece.kind) for piece in held], dtype=np.int8),
        places=Places.of(zones),
        zone=zone,
        likeness=np.array(list(map(_likeness, held, stemmed)), dtype=np.uint64),
        traits=Traits.of(ordered),
        gone=np.zeros(len(ordered), dtype=np.bool_),
        **_finding(ordered),
    )


def id_key(identifier: Hashable) -> int:
    return term_key("\x1f".join(stable_order(identifier)))


def _finding(suppliers: Sequence[Supplier]) -> Finding:
    keys = np.array([id_key(one.id) for one in suppliers], dtype=np.uint64)
    order = np.argsort(keys, kind="stable")
    return {"id_keys": keys[order], "id_rows": order.astype(np.int64)}


def word_postings(texts: Sequence[str], table: TermTable) -> Postings:
    return stem_postings([stems(text) for text in texts], table)


def stem_postings(stemmed: Sequence[Sequence[str]], table: TermTable) -> Postings:
    """Postings of unit length: 1 + log(count), times the term's weight, each text scaled to length 1.

    ``stemmed``: the stems of each text.
    """
    counts, names = weighted_counts(stemmed)
    keys = term_keys(names)
    scaled = normalize(counts.multiply(table.of(keys)).tocsr()) if len(keys) else counts
    return Postings.of(scaled, keys)


def _canonical(evidence: Sequence[Evidence]) -> list[int]:
    """Places of the pieces in an order that does not depend on how they were listed."""
    return sorted(range(len(evidence)), key=lambda at: _sort_key(evidence[at]))


def _sort_key(piece: Evidence) -> tuple[str, str, tuple[str, ...], str, str]:
    return piece.kind, piece.text, piece.cpv, str(piece.date), repr(piece.zone)


def _kind_bits(kinds: Iterable[str]) -> int:
    """Kinds under no article of the code (geiq, other) have no bit."""
    return sum(1 << KINDS.index(kind) for kind in sorted(set(kinds)) if kind in KINDS)


def _day(moment: date | None) -> int:
    return int(UNDATED) if moment is None else moment.toordinal()


def _likeness(piece: Evidence, stemmed: Sequence[str]) -> int:
    """Same words in any order and number, same codes: the same offer told twice."""
    said = sorted({one for one in stemmed if not one.isdigit()})
    return term_key("\x1f".join([*said, "\x1e", *sorted(piece.cpv)]))
