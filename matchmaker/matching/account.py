"""Why each supplier stands where it does, for all of them at once: what exports and frozen lists say.

The same numbers as ``explanation``, read from the arrays: no text is opened again, so words are spelt as the
need spells them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.explanation import MOST_MISSING, MOST_WORDS, Ranked
from matchmaker.matching.placing import Placing
from matchmaker.matching.query import Query
from matchmaker.matching.scoring import PieceValues
from matchmaker.matching.segment import Segment
from matchmaker.reference.cpv import shared_digits
from matchmaker.reference.zones import Zone


@dataclass(frozen=True, slots=True)
class Account:
    """``cpv``: the supplier's code nearest to ``cpv_asked`` of the need; ``cpv_digits``: how many they share,
    0 where it is expected from the words. ``zone`` and ``km``: where its best piece works and how far that
    is, None when nothing is known. ``until``: last day of unavailability, where that sets it aside."""

    placing: Placing
    shared: tuple[str, ...]
    missing: tuple[str, ...]
    cpv: str
    cpv_asked: str
    cpv_digits: int
    zone: Zone | None
    km: float | None
    until: date | None


def accounts(everyone: Iterable[Placing]) -> Iterator[Account]:
    """In the order given."""
    tellers: dict[int, _Teller] = {}
    for one in everyone:
        key = id(one.ranked.scored)
        if key not in tellers:
            tellers[key] = _Teller(one.ranked)
        yield tellers[key].tell(one)


class _Teller:
    """What suppliers scored together have in common: the query, the segment, the values of the pieces."""

    def __init__(self, one: Ranked) -> None:
        self.segment: Segment = one.segment
        self.query: Query = one.query
        self.values: PieceValues = one.values
        self.order = [
            at
            for at in np.lexsort((np.arange(len(self.query.terms)), -self.query.word_weights)).tolist()
            if not self.query.terms[at].isdigit()
        ]
        self.spelt = [self.query.spelt.get(stem, stem) for stem in self.query.terms]
        self.held = self._held(one.scored.pieces)
        self.zones: dict[int, Zone | None] = {-1: None}
        self.km = self._distances()
        self.codes: dict[tuple[int, ...], tuple[str, str, int]] = {}

    def tell(self, one: Placing) -> Account:
        ranked = one.ranked
        has = self.held[ranked.at].tolist()
        code, asked, digits = self._code(one)
        zone = self._zone(int(ranked.scored.place_piece[ranked.at]))
        return Account(
            one,
            tuple(self.spelt[at] for at in self.order if has[at])[:MOST_WORDS],
            tuple(self.spelt[at] for at in self.order if not has[at])[:MOST_MISSING],
            code,
            asked,
            digits,
            self.zones[zone],
            None if zone < 0 or np.isnan(self.km[zone]) else float(self.km[zone]),
            self._until(one),
        )

    def _held(self, pieces: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which terms of the need stand in the best pieces of each supplier."""
        query, words = self.query, self.segment.words
        found = np.zeros((len(pieces), len(query.terms)), dtype=np.bool_)
        for at in range(len(query.terms)):
            weight = words.gather(query.word_keys[at : at + 1], np.ones(1, np.float32))
            found[:, at] = (np.append(weight, 0.0)[pieces] > 0).any(axis=1)
        return found

    def _distances(self) -> NDArray[np.float64]:
        if self.query.zone is None:
            return np.full(len(self.segment.places), np.nan)
        return self.segment.places.distance(self.query.zone)

    def _zone(self, piece: int) -> int:
        number = int(self.segment.zone[piece]) if piece >= 0 else -1
        if number not in self.zones:
            self.zones[number] = self.segment.evidence(piece).zone
        return number

    def _code(self, one: Placing) -> tuple[str, str, int]:
        """Of the best pieces the code nearest to one of the need's, and digits shared; blank without code."""
        pieces = one.ranked.scored.pieces[one.ranked.at].tolist()
        best = max(
            (piece for piece in pieces if piece >= 0), key=lambda piece: self.values.cpv[piece], default=-1
        )
        if best < 0 or not one.tenths[2]:
            return "", "", 0
        table = self.segment.codes
        numbers = tuple(table.numbers[table.start[best] : table.start[best + 1]].tolist())
        if numbers not in self.codes:
            names = [table.names[number] for number in numbers]
            pairs = [
                (shared_digits(asked, name), name, asked) for asked in self.query.codes for name in names
            ]
            digits, name, asked = max(pairs, default=(0, names[0] if names else "", ""))
            self.codes[numbers] = (name, asked if digits else "", digits)
        return self.codes[numbers]

    def _until(self, one: Placing) -> date | None:
        if one.rule != "unavailable":
            return None
        day = int(self.segment.traits.unavailable_until[one.ranked.row])
        return date.fromordinal(day) if day > 0 else None
