"""The points of every criterion, against the definitions written out piece by piece in plain Python."""

import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings

from matchmaker.matching import scoring
from matchmaker.matching.codes import closeness, significant_code
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.query import FAINT, PREDICTED_LEVELS, Query
from matchmaker.matching.terms import Floats, Keys, TermTable, term_key, term_keys
from matchmaker.matching.text import ngrams, stems, words
from matchmaker.matching.values import Evidence, Need, Supplier
from matchmaker.matching.weights import CRITERIA
from matchmaker.reference.zones import Zone
from tests.matching.factories import NEEDS, SUPPLIERS, fitted

BASE = fitted()
Valued = tuple[Evidence, dict[str, float]]
Near = Mapping[Zone | None, float]


@settings(deadline=None, max_examples=40)
@given(SUPPLIERS, NEEDS)
def test_points_are_those_of_the_definitions(suppliers: list[Supplier], asked: Need) -> None:
    matcher = BASE.reindexed(suppliers)
    query, segment = matcher.prepare(asked), matcher.segments_[0]
    ranked = matcher._ranked(segment, query, np.arange(len(segment)))
    of_zones = scoring.zone_values(segment, query, matcher.weights_)
    near = {segment.evidence(at).zone: float(of_zones[segment.zone[at]]) for at in range(segment.piece_count)}

    for one in ranked:
        expected = points(matcher, query, segment.suppliers[one.row], near)
        assert one.scored.points[one.at] == pytest.approx(expected, abs=1e-4)


def points(matcher: SupplierMatcher, query: Query, supplier: Supplier, near: Near) -> list[float]:
    """In the order of CRITERIA; ``near`` is the nearness of each zone."""
    maximum, decay = matcher.weights_.maximum, matcher.weights_.decay
    every = [(piece, valued(matcher, query, piece)) for piece in sorted(supplier.evidence, key=as_indexed)]
    able = sorted((one for one in every if worth(one, maximum) > 0), key=lambda one: -worth(one, maximum))
    best = without_clones(able)[: len(decay)]
    found = []
    for name in CRITERIA[:3]:
        share = sum(part * one[name] for part, (_, one) in zip(decay, best, strict=False)) / sum(decay)
        found.append(maximum[name] * (2 * share - share**2))
    chosen = [piece for piece, _ in best]
    counted = [piece for piece, _ in every if piece.kind != "offer" or any(piece is one for one in chosen)]
    place = max((near[piece.zone] for piece in counted), default=0.0)
    return [*found, maximum["place"] * place * min(sum(found) / matcher.weights_.place_from, 1.0)]


def as_indexed(piece: Evidence) -> tuple[str, ...]:
    """Pieces of equal worth are taken in this order, whatever the order in which they were listed."""
    return piece.kind, piece.text, "\x1f".join(piece.cpv), str(piece.date), repr(piece.zone)


def worth(one: Valued, maximum: Mapping[str, float]) -> float:
    """Rounded far below what is shown: the order of addition is another one here."""
    return round(sum(maximum[name] * value for name, value in one[1].items()), 9)


def without_clones(pieces: list[Valued]) -> list[Valued]:
    kept: dict[object, Valued] = {}
    for piece, values in pieces:
        said = frozenset(stem for stem in stems(piece.text) if not stem.isdigit())
        kept.setdefault((said, tuple(sorted(piece.cpv))), (piece, values))
    return list(kept.values())


def valued(matcher: SupplierMatcher, query: Query, piece: Evidence) -> dict[str, float]:
    return {
        "words": cosine(query.word_keys, query.word_weights, vector(piece.text, matcher.words_)),
        "spelling": cosine(query.gram_keys, query.gram_weights, spelt(piece.text, matcher.grams_)),
        "cpv": max((code_value(matcher, query, code) for code in piece.cpv), default=0.0),
    }


def vector(text: str, table: TermTable) -> dict[str, float]:
    said = stems(text)
    return {term: (1 + math.log(said.count(term))) * weight(term, table) for term in set(said)}


def spelt(text: str, table: TermTable) -> dict[str, float]:
    said, total = words(text), dict[str, float]()
    for word in set(said):
        for gram in ngrams(word):
            total[gram] = total.get(gram, 0.0) + 1 + math.log(said.count(word))
    return {gram: value * weight(gram, table) for gram, value in total.items()}


def weight(term: str, table: TermTable) -> float:
    return float(table.of(term_keys([term]))[0])


def cosine(keys: Keys, weights: Floats, piece: Mapping[str, float]) -> float:
    """``weights`` have length 1."""
    asked = dict(zip(keys.tolist(), weights.tolist(), strict=True))
    length = math.hypot(*piece.values())
    return sum(value * asked.get(term_key(term), 0.0) for term, value in piece.items()) / (length or 1)


def code_value(matcher: SupplierMatcher, query: Query, written: str) -> float:
    weights, code = matcher.weights_, significant_code(written)
    assert code is not None
    expected = sum(
        part * query.chances.get(digits, {}).get(code[:digits].ljust(digits, "0"), 0.0)
        for digits, part in PREDICTED_LEVELS.items()
    )
    expected = expected if expected >= FAINT else 0.0
    if not query.codes:
        return weights.predicted_alone * expected
    given = max(closeness(asked, code, weights.cpv_levels) for asked in query.codes)
    return (given + weights.predicted_share * expected) / (1 + weights.predicted_share)
