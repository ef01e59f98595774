"""What a need asks for, as weighted elements, and how much of each a firm covers: the ground of groups.

Elements are the need's tasks (each lot, or the whole, at each place), its words of trade and its CPV codes;
with capacity their weights sum to 100. A firm's cover of each is a number 0..1.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from matchmaker.matching.codes import closeness, significant_code
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.query import Query
from matchmaker.matching.standings import Standings
from matchmaker.matching.text import stems, words
from matchmaker.matching.values import Need, Supplier
from matchmaker.matching.weights import Weights
from matchmaker.reference import cpv, zones
from matchmaker.reference.zones import Zone

Kind = Literal["task", "word", "code"]
# Points of each aspect of a need; those of an aspect it does not have are shared out among the others.
ASPECTS: Mapping[str, float] = {"task": 45, "word": 25, "code": 15, "capacity": 15}
MOST_WORDS = 40  # the heaviest: beyond, each would be worth a fraction of a point
MOST_PLACES = 12
ELSEWHERE = 0.5  # of a task: able, but not known to work at the place
# Firms looked at: those that fit the whole best, what the best of them lacks, and each lot, in turns.
FROM_EACH, MOST_CANDIDATES = 20, 40
PLACE_KINDS = ("communes", "epcis", "arrondissements", "departments", "regions")
WHOLE = 0  # the number of the task that is the need itself

Capacities = Callable[[Sequence[Hashable]], Mapping[Hashable, float]]


@dataclass(frozen=True, slots=True)
class Element:
    """``lot``: the number of the lot, 0 for the whole. ``label``: the word as the buyer spells it or the
    8-digit code; ``stem``: the word as firms' texts hold it."""

    kind: Kind
    weight: float
    label: str = ""
    stem: str = ""
    lot: int = WHOLE
    zone: Zone | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """``covers``: 0..1 in the order of the elements. ``capacity``: part of the amount it can carry."""

    supplier_id: Hashable
    covers: tuple[float, ...]
    capacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Ground:
    """What is to be covered, and by whom it could be. ``capacity``: points that capacity weighs, 0 when the
    amount is not known."""

    need_id: Hashable
    elements: tuple[Element, ...]
    capacity: float
    candidates: tuple[Candidate, ...]


def ground(
    matcher: SupplierMatcher,
    need: Need,
    *,
    also: Sequence[Hashable] = (),
    capacities: Capacities | None = None,
) -> Ground:
    """``also``: suppliers to look at whatever their rank. ``capacities``: ids → part of the amount that each
    can carry alone; None when the amount is not known."""
    query = matcher.prepare(need)
    tasks = [matcher.standings(one, able_only=True) for one in (need, *need.lots)]
    held = {one.id: one for one in _pool(matcher, query, tasks)}
    held |= {key: matcher.supplier(key) for key in also if key not in held}
    parts = elements(query, with_capacity=capacities is not None)
    carried = capacities(list(held)) if capacities else {}
    candidates = tuple(
        Candidate(key, covers(parts, one, tasks, matcher.weights_), carried.get(key, 1.0))
        for key, one in held.items()
    )
    capacity = points_of(need, with_capacity=capacities is not None)["capacity"]
    return Ground(need.id, parts, capacity, candidates)


def points_of(need: Need, *, with_capacity: bool) -> dict[str, float]:
    """Points of each aspect for this need, summing to 100."""
    there = {"task": True, "word": True, "code": any(map(significant_code, need.cpv))}
    there["capacity"] = with_capacity
    whole = sum(points for name, points in ASPECTS.items() if there[name])
    return {name: 100 * points / whole if there[name] else 0.0 for name, points in ASPECTS.items()}


def elements(query: Query, *, with_capacity: bool) -> tuple[Element, ...]:
    need = query.need
    points = points_of(need, with_capacity=with_capacity)
    codes = [Element("code", points["code"] / len(query.codes), code.ljust(8, "0")) for code in query.codes]
    return (*_tasks(need, points["task"]), *_words(query, points["word"]), *codes)


def _tasks(need: Need, points: float) -> list[Element]:
    """Lots weigh alike, and so do the places of each."""
    lots = list(enumerate(need.lots, 1)) or [(WHOLE, need)]
    found = []
    for number, lot in lots:
        places = places_of(lot.zone) or (None,)
        weight = points / len(lots) / len(places)
        found += [Element("task", weight, lot=number, zone=zone) for zone in places]
    return found


def places_of(zone: Zone | None) -> tuple[Zone, ...]:
    """Each place that the zone names, as a zone of its own; with a radius, or for the country, the whole."""
    if zone is None or zone.is_empty:
        return ()
    if zone.radius_km is not None or zone.nationwide:
        return (zone,)
    each = [Zone.from_json({kind: [code]}) for kind in PLACE_KINDS for code in getattr(zone, kind)]
    return tuple(each) if len(each) <= MOST_PLACES else (zone,)


def _words(query: Query, points: float) -> list[Element]:
    """The heaviest words of trade, each worth the square of its weight, as in a cosine.

    Words of trade are those that some label of the nomenclature holds ("façade", not "souhaitons"): that a
    firm happens to write one of the others says nothing of what it can do. All words when there is none.
    """
    order = np.lexsort((np.arange(len(query.terms)), -query.word_weights))
    heavy = [int(at) for at in order if not query.terms[at].isdigit()]
    kept = [at for at in heavy if is_of_trade(query.spelt.get(query.terms[at], ""))] or heavy
    squares = {at: float(query.word_weights[at]) ** 2 for at in kept[:MOST_WORDS]}
    whole = sum(squares.values()) or 1.0
    return [
        Element("word", points * square / whole, query.spelt.get(term, term), term)
        for at, square in squares.items()
        for term in (query.terms[at],)
    ]


def is_of_trade(word: str) -> bool:
    """Whether some label of the nomenclature holds the word, in the singular or the plural."""
    return any(_number_apart(one) in _label_words() for one in words(word))


@cache
def _label_words() -> frozenset[str]:
    """Made at first use. Words and not stems: "sera" has the stem of "serre"."""
    return frozenset(_number_apart(word) for entry in cpv.all_codes() for word in words(entry.label_fr))


def _number_apart(word: str) -> str:
    return word.rstrip("sx")


def _pool(matcher: SupplierMatcher, query: Query, tasks: Sequence[Standings]) -> list[Supplier]:
    """The best of each task and of what the best firm lacks, in turns; only firms that fit some task."""
    lists = [_best(one) for one in tasks]
    first = lists[0][:1] or [one for several in lists[1:] for one in several[:1]][:1]
    lists += [_best(matcher.standings(rest, able_only=True)) for rest in _lacking(query, first)]
    fits = {one.id for several in lists[: len(tasks)] for one in several}
    turns = [several[rank] for rank in range(FROM_EACH) for several in lists if rank < len(several)]
    kept = {one.id: one for one in turns if one.id in fits or _fits_some(tasks, one)}
    return list(kept.values())[:MOST_CANDIDATES]


def _best(standings: Standings) -> list[Supplier]:
    return [standings.supplier(at) for at in standings.best_first(standings.fitting, FROM_EACH)]


def _fits_some(tasks: Sequence[Standings], supplier: Supplier) -> bool:
    at = tasks[0].find(supplier.id)
    return at is not None and any(bool(one.fitting[at]) for one in tasks)


def _lacking(query: Query, best: Sequence[Supplier]) -> list[Need]:
    """The need that the best firm leaves open: the words of trade that it does not hold."""
    need = query.need
    rests = []
    for said in map(_stems_of, best):
        words = [part.label for part in _words(query, 1.0) if part.stem not in said]
        if words:
            kept = (need.zone, need.reserved, need.as_of, need.needed_on)
            rests.append(Need((need.id, "rest"), " ".join(words), (), *kept))
    return rests


def _stems_of(supplier: Supplier) -> frozenset[str]:
    return frozenset(stem for piece in supplier.evidence for stem in stems(piece.text))


def covers(
    parts: Sequence[Element], supplier: Supplier, tasks: Sequence[Standings], weights: Weights
) -> tuple[float, ...]:
    """How much of each element the supplier covers. ``tasks``: standings of the whole, then of each lot."""
    at = tasks[0].find(supplier.id)
    fits = [at is not None and bool(one.fitting[at]) for one in tasks]
    said, served = _stems_of(supplier), zones_served(supplier)
    codes = {code for piece in supplier.evidence for code in map(significant_code, piece.cpv) if code}
    cover: dict[Kind, Callable[[Element], float]] = {
        "task": lambda part: _task_cover(part, served) if fits[part.lot] else 0.0,
        "word": lambda part: float(part.stem in said),
        "code": lambda part: _code_cover(part.label, codes, weights),
    }
    return tuple(cover[part.kind](part) for part in parts)


def _task_cover(part: Element, served: Sequence[Zone]) -> float:
    if part.zone is None:
        return 1.0
    there = part.zone
    return 1.0 if any(zones.intersects(zone, there) for zone in served) else ELSEWHERE


def _code_cover(asked: str, held: set[str], weights: Weights) -> float:
    code = significant_code(asked) or ""
    return max((closeness(code, one, weights.cpv_levels) for one in held), default=0.0)


def zones_served(supplier: Supplier) -> list[Zone]:
    """What its offers serve; where no offer says, wherever it has worked."""
    zoned = [piece for piece in supplier.evidence if piece.zone is not None and not piece.zone.is_empty]
    offers = [piece for piece in zoned if piece.kind == "offer"]
    return [piece.zone for piece in offers or zoned if piece.zone is not None]
