"""Reasons from the numbers that made the score: nothing is computed beside it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np

from matchmaker.matching.codes import significant_code
from matchmaker.matching.query import Query
from matchmaker.matching.rounding import shown, tenths_of
from matchmaker.matching.scoring import PieceValues, Scored
from matchmaker.matching.segment import Segment
from matchmaker.matching.text import tokens
from matchmaker.matching.ties import tie_key
from matchmaker.matching.values import Reason, SharedWord, Span, Suggestion
from matchmaker.matching.weights import CRITERIA, Weights
from matchmaker.matching.wording import N_
from matchmaker.reference import cpv

Told = tuple[str, Mapping[str, object]]
MOST_WORDS = 8
MOST_MISSING = 5
RELIABLE_WORDS = 3  # a supplier with fewer words in all its evidence has a poor profile


@dataclass(frozen=True)
class Ranked:
    """One scored supplier, not yet told: explanation is paid only for those that are shown."""

    segment: Segment
    query: Query
    values: PieceValues
    scored: Scored
    at: int
    weights: Weights

    @property
    def row(self) -> int:
        return int(self.scored.rows[self.at])

    @property
    def supplier_id(self) -> Hashable:
        return self.segment.suppliers[self.row].id

    @property
    def key(self) -> tuple[float, bytes]:
        return -float(self.scored.totals[self.at]), tie_key(self.query.need.id, self.supplier_id)

    @property
    def tenths(self) -> tuple[int, ...]:
        return tenths_of([float(part) for part in self.scored.points[self.at]])

    @property
    def score(self) -> float:
        return shown(sum(self.tenths))

    def suggestion(self, *, explain: bool) -> Suggestion:
        pieces = tuple(int(piece) for piece in self.scored.pieces[self.at] if piece >= 0)
        places = tuple(int(self.segment.position[piece]) for piece in pieces)
        if not explain:
            return Suggestion(self.supplier_id, self.score, pieces=places)
        shared = _shared_words(self.segment, self.query, self.row, pieces)
        return Suggestion(
            self.supplier_id,
            self.score,
            reasons=tuple(self._reasons(pieces, shared)),
            pieces=places,
            missing_words=_missing_words(self.query, shared),
            poor_profile=_is_poor(self.segment, self.row),
        )

    def _reasons(self, pieces: tuple[int, ...], shared: tuple[SharedWord, ...]) -> Iterator[Reason]:
        tell: dict[str, Callable[[], Told]] = {
            "words": lambda: _words_told(shared),
            "spelling": lambda: (N_("Parts of words in common"), {}),
            "cpv": lambda: _cpv_told(self.segment, self.query, self.values, pieces),
            "place": lambda: _place_told(self.segment, self.query, int(self.scored.place_piece[self.at])),
        }
        for criterion, tenths in zip(CRITERIA, self.tenths, strict=True):
            if tenths:
                message, values = tell[criterion]()
                maximum = self.weights.maximum[criterion] * (
                    self.query.place_part if criterion == "place" else 1.0
                )
                words = shared if criterion == "words" else ()
                yield Reason(criterion, shown(tenths), round(maximum, 1), message, values, words)


def _shared_words(
    segment: Segment, query: Query, row: int, pieces: tuple[int, ...]
) -> tuple[SharedWord, ...]:
    """Words of the need in the best pieces, the heaviest first, as the supplier spells them."""
    weight = dict(zip(query.terms, (float(w) ** 2 for w in query.word_weights), strict=True))
    spans: dict[str, list[Span]] = {}
    spelt: dict[str, str] = {}
    for piece in pieces:
        evidence = segment.evidence(piece)
        for token in tokens(evidence.text):
            if token.stem in weight:
                spans.setdefault(token.stem, []).append(
                    Span(int(segment.position[piece]), token.start, token.end)
                )
                spelt.setdefault(token.stem, evidence.text[token.start : token.end])
    total = sum(weight[stem] for stem in spans) or 1.0
    order = sorted(spans, key=lambda stem: (-weight[stem], stem))[:MOST_WORDS]
    return tuple(
        SharedWord(spelt[stem], round(weight[stem] / total, 3), tuple(spans[stem]), stem) for stem in order
    )


def _missing_words(query: Query, shared: tuple[SharedWord, ...]) -> tuple[str, ...]:
    """The heaviest words of the need that the best pieces do not have, as the buyer spells them."""
    found = {word.stem for word in shared}
    order = np.lexsort((np.arange(len(query.terms)), -query.word_weights))
    absent = [
        query.terms[at] for at in order if query.terms[at] not in found and not query.terms[at].isdigit()
    ]
    return tuple(query.spelt.get(stem, stem) for stem in absent[:MOST_MISSING])


def _words_told(shared: tuple[SharedWord, ...]) -> tuple[str, Mapping[str, object]]:
    return N_("Words in common: %(words)s"), {"words": ", ".join(word.word for word in shared)}


def _cpv_told(
    segment: Segment, query: Query, values: PieceValues, pieces: tuple[int, ...]
) -> tuple[str, Mapping[str, object]]:
    """The code of the best pieces nearest to one of the buyer's, or the one its words let expect."""
    best = max(pieces, key=lambda piece: values.cpv[piece], default=None)
    codes = () if best is None else tuple(filter(None, map(significant_code, segment.evidence(best).cpv)))
    pairs = [(cpv.shared_digits(asked, code), code, asked) for asked in query.codes for code in codes]
    shared, code, asked = max(pairs, default=(0, codes[0] if codes else "", ""))
    told: dict[str, object] = {"code": code.ljust(8, "0"), "label": _label(code)}
    if not shared:
        return N_("CPV %(code)s (%(label)s), expected from the words of the need"), told
    told |= {"asked": asked.ljust(8, "0"), "digits": shared, "common": _label(code[:shared])}
    if code == asked:
        return N_("Same CPV: %(code)s (%(label)s)"), told
    return N_("CPV %(code)s close to %(asked)s: both under “%(common)s”"), told


def _label(code: str) -> str:
    found = cpv.get(code.ljust(8, "0"))
    return found.label_fr if found else code


def _place_told(segment: Segment, query: Query, piece: int) -> tuple[str, Mapping[str, object]]:
    zone = segment.evidence(piece).zone if piece >= 0 else None
    if zone is None or query.zone is None:
        return N_("Place"), {}
    meets, apart = (seen[segment.zone[piece]] for seen in segment.places.seen_from(query.zone))
    told: dict[str, object] = {"zone": zone}
    if query.zone_is_read:
        return _read_place_told(told | {"guess": query.zone}, bool(meets), float(apart))
    if zone.nationwide:
        return N_("Works throughout the country"), told
    if meets:
        return N_("Works where the need is: %(zone)s"), told
    return N_("Works about %(km)s km away: %(zone)s"), told | {"km": round(float(apart))}


def _read_place_told(told: dict[str, object], meets: bool, apart: float) -> tuple[str, Mapping[str, object]]:
    """The buyer gave no place: what the words point to is said to be a guess."""
    if meets:
        return N_("Works where the words of the need point to (%(guess)s): %(zone)s"), told
    told["km"] = round(apart)
    return N_("Works about %(km)s km from where the words of the need point to (%(guess)s): %(zone)s"), told


def _is_poor(segment: Segment, row: int) -> bool:
    said = (token for piece in segment.suppliers[row].evidence for token in tokens(piece.text))
    return sum(1 for _ in islice(said, RELIABLE_WORDS)) < RELIABLE_WORDS
