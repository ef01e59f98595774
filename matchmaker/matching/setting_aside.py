"""Who is set aside, and by which rule: masks apart from the score, so that each one can be justified."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.matching.eligibility import ELIGIBLE_KINDS
from matchmaker.matching.segment import Segment
from matchmaker.matching.values import EVIDENCE_KINDS, Exclusion, Filters, Need
from matchmaker.matching.wording import N_

Mask = NDArray[np.bool_]
MESSAGES = {
    "hidden": N_("Left out at your request"),
    "reserved": N_("Not eligible for a contract reserved under %(articles)s"),
    "unavailable": N_("Unavailable until %(until)s"),
    "zone": N_("Does not work where the need is carried out"),
    "ess": N_("Not known as a social-economy enterprise"),
    "size": N_("Its size is not among those asked for"),
}
OFFER = EVIDENCE_KINDS.index("offer")


@dataclass(frozen=True)
class SetAside:
    """For each supplier of a segment, the number of the first rule that excludes it, -1 for none."""

    rules: tuple[str, ...]
    first: NDArray[np.int8]

    @property
    def allowed(self) -> Mask:
        return np.asarray(self.first < 0)


def set_aside(segment: Segment, need: Need, filters: Filters) -> SetAside:
    """Apply the rules in the order of ``MESSAGES``."""
    first = np.full(len(segment), -1, dtype=np.int8)
    rules = tuple(MESSAGES)
    for name, excluded in _masks(segment, need, filters):
        first[excluded & (first < 0)] = rules.index(name)
    return SetAside(rules, first)


def exclusion(segment: Segment, row: int, rule: str, need: Need, score: float) -> Exclusion:
    supplier = segment.suppliers[row]
    values: dict[str, object] = {}
    if rule == "reserved":
        values = {"articles": ", ".join(need.reserved)}
    elif rule == "unavailable":
        values = {"until": supplier.unavailable_until}
    return Exclusion(supplier.id, rule, MESSAGES[rule], values, score)


def _masks(segment: Segment, need: Need, filters: Filters) -> Iterator[tuple[str, Mask]]:
    traits = segment.traits
    if filters.excluded:
        yield "hidden", np.array([one.id in filters.excluded for one in segment.suppliers], dtype=np.bool_)
    if need.reserved:
        opened = (ELIGIBLE_KINDS.get(article, frozenset()) for article in need.reserved)
        yield "reserved", ~traits.has_kind(frozenset().union(*opened))
    if (asked := need.needed_on or need.as_of) is not None:
        yield "unavailable", traits.unavailable_until > asked.toordinal()
    if filters.only_zone and need.zone is not None and not need.zone.is_empty:
        yield "zone", _out_of_zone(segment, need)
    if filters.ess_only:
        yield "ess", ~traits.ess
    if filters.sizes:
        yield "size", ~np.isin(traits.size, list(filters.sizes))


def pieces_out_of_zone(segment: Segment, need: Need) -> Mask:
    """Offers that say where they serve, and not there."""
    if need.zone is None:
        return np.zeros(segment.piece_count, dtype=np.bool_)
    meets = np.append(segment.places.meeting(need.zone), True)
    return np.asarray((segment.kinds == OFFER) & ~meets[segment.zone])


def _out_of_zone(segment: Segment, need: Need) -> Mask:
    """Suppliers all of whose offers with a zone serve elsewhere; without any such offer one stays."""
    zoned = (segment.kinds == OFFER) & (segment.zone >= 0)
    outside = pieces_out_of_zone(segment, need)
    size = len(segment)
    offers = np.bincount(segment.owner[zoned], minlength=size)
    away = np.bincount(segment.owner[outside], minlength=size)
    return np.asarray((offers > 0) & (away == offers))
