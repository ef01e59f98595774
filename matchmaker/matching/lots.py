"""A need matched lot by lot, and as the union of its lots: each lot is a need of its own.

A firm fits a lot when no rule sets it aside for that lot and its words and codes win enough points
(``standings.FITTING_SHARE``). The union holds every firm that fits some lot, in the order of its best lot.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.standings import RULES, Mask, Standings
from matchmaker.matching.ties import tie_key
from matchmaker.matching.values import Filters, Need

# Below three firms there is no competition to speak of, and a reserved lot risks no answer at all.
ENOUGH = 3
NEAR = Filters(only_zone=True)


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
    """One firm of the union, with where it stands in every lot."""

    supplier_id: Hashable
    score: float
    lots: tuple[LotStanding, ...]

    @property
    def fitted(self) -> tuple[int, ...]:
        """Numbers of the lots it fits."""
        return tuple(one.number for one in self.lots if one.fits)


@dataclass(frozen=True)
class LotBoard:
    """All firms in all lots: ``lots[i]`` are the standings of ``parts[i]``. Where a firm works does not keep
    it out: it is told apart in the outlooks."""

    need: Need
    parts: tuple[Need, ...]
    lots: tuple[Standings, ...]

    @cached_property
    def fits(self) -> tuple[Mask, ...]:
        return tuple(one.able & (one.allowed | ~one.kept_by("zone")) for one in self.lots)

    def union(self, limit: int | None = None) -> list[Fitting]:
        """Firms that fit at least one lot, the best lot first, ties by the neutral hash of the need."""
        exact = [
            np.where(fits, one.points.sum(axis=1), 0.0)
            for fits, one in zip(self.fits, self.lots, strict=True)
        ]
        best = np.round(np.minimum(np.max(exact, axis=0, initial=0.0), 100), 6)
        kept = np.flatnonzero(np.any(self.fits, axis=0))
        if limit is not None and len(kept) > limit:
            kept = kept[best[kept] >= np.sort(best[kept])[::-1][limit - 1]]
        order = sorted(kept.tolist(), key=lambda at: (-best[at], tie_key(self.need.id, self._id(at))))
        return [self.fitting(at) for at in order[:limit]]

    def fitting(self, at: int) -> Fitting:
        """Where the firm at this position stands, whether it fits or not."""
        lots = tuple(self._standing(number, at) for number in range(1, len(self.lots) + 1))
        scores = [one.score for one in lots if one.fits] or [one.score for one in lots]
        return Fitting(self._id(at), max(scores, default=0.0), lots)

    def outlooks(self) -> list[LotOutlook]:
        return [self._outlook(number) for number in range(1, len(self.lots) + 1)]

    def _id(self, at: int) -> Hashable:
        return self.lots[0].supplier(at).id

    def _standing(self, number: int, at: int) -> LotStanding:
        stands = self.lots[number - 1]
        rule = RULES[int(stands.rule[at])] if stands.rule[at] >= 0 else ""
        return LotStanding(
            number, float(stands.scores[at]), bool(self.fits[number - 1][at]), rule if rule != "zone" else ""
        )

    def _outlook(self, number: int) -> LotOutlook:
        lot, stands, fits = self.parts[number - 1], self.lots[number - 1], self.fits[number - 1]
        return LotOutlook(
            number=number,
            need=lot,
            eligible=int(np.count_nonzero(stands.kept_by("reserved"))) if lot.reserved else None,
            fitting=int(np.count_nonzero(fits)),
            near=int(np.count_nonzero(stands.fitting)),
            small=int(np.count_nonzero(fits & stands.small)),
        )


def board(matcher: SupplierMatcher, need: Need) -> LotBoard:
    """The lots of the need; a need without lots is its own only one."""
    parts = need.lots or (need,)
    return LotBoard(need, parts, tuple(matcher.standings(lot, NEAR, able_only=True) for lot in parts))
