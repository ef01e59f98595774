"""A need matched lot by lot, and as the union of its lots: each lot is a need of its own.

A firm fits a lot when no rule sets it aside for that lot and its words and codes win enough points
(``standings.FITTING_SHARE``). The union holds every firm that fits some lot, in the order of its best lot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matchmaker.matching.matcher import NO_FILTERS, SupplierMatcher
from matchmaker.matching.standings import RULES, Mask, Standings
from matchmaker.matching.ties import tie_key
from matchmaker.matching.values import Filters, Need

# Below three firms there is no competition to speak of, and a reserved lot risks no answer at all.
ENOUGH = 3


@dataclass(frozen=True, slots=True)
class LotOutlook:
    """Who could answer one lot. ``eligible``: firms that its reserved article admits, whatever they do;
    None when it is not reserved. ``near``: of those fitting, how many work at its place. ``small``: of
    those fitting, very small to medium ones."""

    number: int
    need: Need
    eligible: int | None
    fitting: int
    near: int
    small: int

    @property
    def few(self) -> bool:
        return self.fitting < ENOUGH


@dataclass(frozen=True, slots=True)
class LotStanding:
    """One firm in one lot. ``rule``: the name of the rule that sets it aside, "" for none."""

    number: int
    score: float
    fits: bool
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Fitting:
    """One firm of the union, with where it stands in every lot; ``at`` is its position in the standings."""

    at: int
    score: float
    lots: tuple[LotStanding, ...]

    @property
    def fitted(self) -> tuple[int, ...]:
        """Numbers of the lots it fits."""
        return tuple(one.number for one in self.lots if one.fits)


@dataclass(frozen=True)
class LotBoard:
    """All firms in all lots: ``lots[i]`` are the standings of lot ``i + 1`` of the need."""

    need: Need
    lots: tuple[Standings, ...]

    @cached_property
    def fits_some(self) -> Mask:
        return np.asarray(np.any([one.fitting for one in self.lots], axis=0))

    def union(self, limit: int | None = None) -> list[Fitting]:
        """Firms that fit at least one lot, the best lot first, ties by the neutral hash of the need."""
        exact = np.round([np.where(one.fitting, one.points.sum(axis=1), 0.0) for one in self.lots], 6)
        best = np.minimum(np.max(exact, axis=0, initial=0.0), 100)
        kept = np.flatnonzero(self.fits_some)
        if limit is not None and len(kept) > limit:
            kept = kept[best[kept] >= np.sort(best[kept])[::-1][limit - 1]]
        named = self.lots[0].supplier if self.lots else None
        order = sorted(
            kept.tolist(), key=lambda at: (-best[at], tie_key(self.need.id, named(at).id) if named else b"")
        )
        return [self.fitting(at) for at in order[:limit]]

    def fitting(self, at: int) -> Fitting:
        """Where the firm at this position stands, whether it fits or not."""
        lots = tuple(_standing(number, one, at) for number, one in enumerate(self.lots, 1))
        scores = [one.score for one in lots if one.fits] or [one.score for one in lots]
        return Fitting(at, max(scores, default=0.0), lots)


def board(matcher: SupplierMatcher, need: Need, filters: Filters = NO_FILTERS) -> LotBoard:
    return LotBoard(need, tuple(matcher.standings(lot, filters, able_only=True) for lot in need.lots))


def outlooks(matcher: SupplierMatcher, lots: Sequence[Need]) -> list[LotOutlook]:
    """One for each lot; a need without lots gives itself as the only one."""
    return [outlook(matcher, lot, number) for number, lot in enumerate(lots, 1)]


def outlook(matcher: SupplierMatcher, lot: Need, number: int) -> LotOutlook:
    stands = matcher.standings(lot, Filters(only_zone=True), able_only=True)
    fitting = stands.able & (stands.allowed | ~stands.kept_by("zone"))
    return LotOutlook(
        number=number,
        need=lot,
        eligible=int(np.count_nonzero(stands.kept_by("reserved"))) if lot.reserved else None,
        fitting=int(np.count_nonzero(fitting)),
        near=int(np.count_nonzero(stands.fitting)),
        small=int(np.count_nonzero(fitting & stands.small)),
    )


def _standing(number: int, stands: Standings, at: int) -> LotStanding:
    rule = RULES[int(stands.rule[at])] if stands.rule[at] >= 0 else ""
    return LotStanding(number, float(stands.scores[at]), bool(stands.fitting[at]), rule)
