"""What would raise a firm's score for a need: each change is made to the evidence and scored for good.

Nothing is guessed from the maxima: a variant of the firm is built for every change, and ranked by the same
version of the matcher. All of it is worth saying only if it is true of the firm.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from matchmaker.matching.codes import significant_code
from matchmaker.matching.coverage import is_of_trade
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.query import Query
from matchmaker.matching.values import Evidence, Exclusion, Need, Suggestion, Supplier
from matchmaker.reference import zones
from matchmaker.reference.zones import Zone

ChangeKind = Literal["code", "zone", "word", "words", "reference", "profile", "offer"]
LEAST_GAIN = 0.5  # points: below, the change is not worth anybody's time
MOST_CODES, MOST_SINGLE_WORDS, MOST_OFFERS = 3, 3, 2
TITLE_LENGTH = 200
PLACES = ("communes", "epcis", "arrondissements", "departments", "regions")


@dataclass(frozen=True, slots=True)
class Change:
    """``evidence_id``: of the offer to change; None for the firm's card or a new offer. ``text``: words to
    add; ``codes``, ``zone``: what the offer would bear."""

    kind: ChangeKind
    evidence_id: Hashable | None = None
    text: str = ""
    codes: tuple[str, ...] = ()
    zone: Zone | None = None


@dataclass(frozen=True, slots=True)
class Raise:
    """``points`` that the change alone would bring, to reach ``score``."""

    change: Change
    points: float
    score: float


@dataclass(frozen=True, slots=True)
class Prospects:
    """``together``: the score once all ``raises`` are made, one of a kind; ``excluded``: the rule that sets
    the firm aside whatever it writes."""

    score: float
    raises: tuple[Raise, ...]
    together: float
    excluded: Exclusion | None = None


def prospects(matcher: SupplierMatcher, need: Need, supplier_id: Hashable) -> Prospects:
    """Raises KeyError for a supplier that the matcher does not know."""
    supplier = matcher.supplier(supplier_id)
    now = matcher.explain(need, supplier_id)
    changes = list(possible(matcher.prepare(need), supplier, now))
    variants = [supplier, *(changed(supplier, one) for one in changes)]
    base, *scores = _scores(matcher, need, variants)
    raises = _best(changes, scores, base)
    together = _scores(matcher, need, [_all(supplier, raises)])[0] if raises else base
    aside = matcher.reindexed([supplier]).set_aside(need)
    return Prospects(base, raises, together, aside[0] if aside else None)


def possible(query: Query, supplier: Supplier, now: Suggestion) -> Iterator[Change]:
    """Every change tried, on the offers that suit the need best."""
    need = query.need
    missing = [word for word in now.missing_words if is_of_trade(word)]
    offers = _offers(supplier, now)
    if not offers:
        yield Change("offer", text=_title(query), codes=need.cpv, zone=need.zone)
    for offer in offers[:MOST_OFFERS]:
        yield from _codes(query, offer)
        yield from _zone(need, offer)
    for offer in offers[:1]:
        yield Change("reference", offer.id, _title(query), offer.cpv)
        yield from (Change("word", offer.id, word) for word in missing[:MOST_SINGLE_WORDS])
        if len(missing) > 1:
            yield Change("words", offer.id, " ".join(missing))
    if missing:
        yield Change("profile", text=" ".join(missing))


def changed(supplier: Supplier, change: Change) -> Supplier:
    """The firm once the change is made. An offer's codes are those of its references too."""
    if change.kind == "offer":
        new = Evidence(change.text, "offer", change.codes, zone=change.zone, id="new")
        return replace(supplier, evidence=(*supplier.evidence, new))
    if change.kind == "reference":
        new = Evidence(change.text, "reference", change.codes, id=change.evidence_id)
        return replace(supplier, evidence=(*supplier.evidence, new))
    if change.kind == "profile" and not any(piece.kind == "profile" for piece in supplier.evidence):
        return replace(supplier, evidence=(*supplier.evidence, Evidence(change.text, "profile")))
    return replace(supplier, evidence=tuple(_piece(piece, change) for piece in supplier.evidence))


def _piece(piece: Evidence, change: Change) -> Evidence:
    if change.kind == "profile":
        return replace(piece, text=f"{piece.text}\n{change.text}") if piece.kind == "profile" else piece
    if piece.id != change.evidence_id:
        return piece
    if change.kind == "code":
        return replace(piece, cpv=(*piece.cpv, *change.codes))
    if piece.kind != "offer":
        return piece
    if change.kind == "zone":
        return replace(piece, zone=change.zone)
    return replace(piece, text=f"{piece.text}\n{change.text}")


def _title(query: Query) -> str:
    """The first line of the need: what a firm would call such a work in its references."""
    return query.text.strip().split("\n", 1)[0][:TITLE_LENGTH]


def _offers(supplier: Supplier, now: Suggestion) -> list[Evidence]:
    """Offers, those that made the score first."""
    best = [supplier.evidence[at] for at in now.pieces if at < len(supplier.evidence)]
    return [piece for piece in dict.fromkeys([*best, *supplier.evidence]) if piece.kind == "offer"]


def _codes(query: Query, offer: Evidence) -> Iterator[Change]:
    """Codes that the buyer gave; where it gave none, the class its words let expect most."""
    held = {significant_code(code) for code in offer.cpv}
    asked = query.codes or _expected(query)
    for code in [one for one in asked if one not in held][:MOST_CODES]:
        yield Change("code", offer.id, codes=(code.ljust(8, "0"),))


def _expected(query: Query) -> tuple[str, ...]:
    classes = query.chances.get(4, {})
    best = max(classes, key=lambda code: (classes[code], code), default=None)
    return () if best is None else (best.rstrip("0").ljust(2, "0"),)


def _zone(need: Need, offer: Evidence) -> Iterator[Change]:
    if need.zone is None or need.zone.is_empty:
        return
    if offer.zone is None or not zones.intersects(offer.zone, need.zone):
        yield Change("zone", offer.id, zone=widened(offer.zone or Zone(), need.zone))


def widened(zone: Zone, there: Zone) -> Zone:
    """The zone with the places of another beside its own; its radius stays what it is."""
    both = {kind: list(dict.fromkeys((*getattr(zone, kind), *getattr(there, kind)))) for kind in PLACES}
    wide = Zone.from_json({kind: codes for kind, codes in both.items() if codes})
    return replace(wide, radius_km=zone.radius_km, nationwide=zone.nationwide or there.nationwide)


def _scores(matcher: SupplierMatcher, need: Need, variants: Sequence[Supplier]) -> list[float]:
    """By a matcher of the variants alone, under the same version: the same points."""
    few = matcher.reindexed([replace(one, id=at) for at, one in enumerate(variants)])
    standings = few.standings(need)
    positions = [standings.find(at) for at in range(len(variants))]
    return [float(standings.scores[at]) for at in positions if at is not None]


def _best(changes: Sequence[Change], scores: Sequence[float], base: float) -> tuple[Raise, ...]:
    """Those that bring something, the most first; the same change to another offer counts once."""
    found: dict[object, Raise] = {}
    for change, score in zip(changes, scores, strict=True):
        one = Raise(change, round(score - base, 1), score)
        key = (change.kind, change.codes if change.kind == "code" else change.text)
        if one.points >= LEAST_GAIN and (key not in found or one.points > found[key].points):
            found[key] = one
    return tuple(sorted(found.values(), key=lambda one: (-one.points, one.change.kind, one.change.text)))


def _all(supplier: Supplier, raises: Sequence[Raise]) -> Supplier:
    """Every change made; single words only where they are not made all at once."""
    kinds = {one.change.kind for one in raises}
    for one in sorted(raises, key=lambda one: one.change.kind):
        if not (one.change.kind == "word" and "words" in kinds):
            supplier = changed(supplier, one.change)
    return supplier
