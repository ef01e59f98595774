"""Where each supplier stands for a need: in the list, without anything in common, or set aside by a rule."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from matchmaker.matching.explanation import Ranked
from matchmaker.matching.query import Query
from matchmaker.matching.scoring import PieceValues, Scored
from matchmaker.matching.segment import Segment
from matchmaker.matching.setting_aside import SetAside, exclusion
from matchmaker.matching.ties import tie_key
from matchmaker.matching.values import Exclusion, Suggestion
from matchmaker.matching.weights import Weights


@dataclass(frozen=True)
class Placing:
    """``rank`` counts from 1, None outside the list; ``rule`` names what sets aside, "" when nothing does."""

    supplier_id: Hashable
    key: tuple[float, bytes]
    ranked: Ranked
    rank: int | None = None
    rule: str = ""

    @cached_property
    def tenths(self) -> tuple[int, ...]:
        """Tenths of points by criterion, in the order of ``weights.CRITERIA``; they sum to ten scores."""
        return self.ranked.tenths

    @property
    def score(self) -> float:
        return sum(self.tenths) / 10

    def suggestion(self) -> Suggestion:
        """The reasons, told only now: that costs a thousand times what the score does."""
        return self.ranked.suggestion(explain=True)

    def exclusion(self) -> Exclusion | None:
        if not self.rule:
            return None
        return exclusion(self.ranked.segment, self.ranked.row, self.rule, self.ranked.query.need, self.score)


def placings(
    segment: Segment,
    query: Query,
    scored: tuple[PieceValues, Scored],
    weights: Weights,
    aside: SetAside | None = None,
) -> Iterator[Placing]:
    """One for each supplier scored; ``aside`` when they are those whom a rule sets aside."""
    values, points = scored
    totals = points.totals.tolist()
    for at, row in enumerate(points.rows.tolist()):
        identifier = segment.ids[row]
        yield Placing(
            identifier,
            (-totals[at], tie_key(query.need.id, identifier)),
            Ranked(segment, query, values, points, at, weights),
            rule=aside.rules[aside.first[row]] if aside else "",
        )


def in_order(listed: list[Placing]) -> Iterator[Placing]:
    """Best first, ranks given to those who have something in common with the need."""
    for at, one in enumerate(sorted(listed, key=lambda one: one.key), 1):
        yield replace(one, rank=at) if sum(one.tenths) else one
