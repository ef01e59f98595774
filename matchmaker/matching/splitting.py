"""Which cut into lots would open a need to small firms: counted by the matcher for each cut that is possible.

A cut is by the lots there are, by trade (the groups of CPV codes that the need's sentences speak of), or by
place. A firm takes the whole alone when it fits every part; it may answer when it fits
one. Only very small to medium firms are counted, those that serve the part's place, and whose size can
carry the part's share of the amount.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from matchmaker.matching.capacity import Amount, size_carries
from matchmaker.matching.coverage import places_of
from matchmaker.matching.cpv_suggestions import nomenclature_suggester
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.standings import Mask, Standings
from matchmaker.matching.text import stems
from matchmaker.matching.values import Filters, Need
from matchmaker.reference import cpv

CutKind = Literal["lots", "trades", "places"]
SMALL = ("tpe", "pme")
MOST_PARTS = 8
GROUP = 3  # digits of the CPV that make a trade
LEAST_SHARE = 0.15  # of the words: a trade spoken of less is no lot
LEAST_STEMS = 2
LABELS_READ = 5
SENTENCE = re.compile(r"[\n;•]+|(?<=[.!?])\s+|(?<=\D)[:,](?=\s)")


@dataclass(frozen=True, slots=True)
class Part:
    """``small``: very small to medium firms that could take it; ``very_small``: the first of them alone."""

    need: Need
    small: int
    very_small: int


@dataclass(frozen=True, slots=True)
class Cut:
    """``whole``: small firms that could take all parts alone; ``some``: those that could take one."""

    kind: CutKind
    parts: tuple[Part, ...]
    whole: int
    some: int

    @property
    def opened(self) -> int:
        return self.some - self.whole

    @property
    def least(self) -> int:
        """Firms for the part that has fewest: a part that nobody takes sinks a cut."""
        return min(part.small for part in self.parts)


def cuts(matcher: SupplierMatcher, need: Need, amount: Amount | None = None) -> list[Cut]:
    """The lots there are, then the cuts worth thinking of: those that open the need to more small firms
    without leaving a part to nobody, the widest opening first."""
    found = [counted(matcher, "lots", need.lots, amount)] if len(need.lots) > 1 else []
    possible: list[tuple[CutKind, tuple[Need, ...]]] = [
        ("trades", trades(matcher, need)),
        ("places", by_place(need)),
    ]
    other = [counted(matcher, kind, parts, amount) for kind, parts in possible if len(parts) > 1]
    worth = [cut for cut in other if cut.opened > 0 and cut.least > 0]
    return found + sorted(worth, key=lambda cut: (-cut.opened, -cut.least, cut.kind))


def by_place(need: Need) -> tuple[Need, ...]:
    """One part for each place that the need names; too many places make no lots."""
    places = places_of(need.zone)
    parts = (replace(need, id=(need.id, at), zone=zone, lots=()) for at, zone in enumerate(places))
    return tuple(parts) if len(places) <= MOST_PARTS else ()


def trades(matcher: SupplierMatcher, need: Need) -> tuple[Need, ...]:
    """One part for each group of CPV codes that some sentences of the need speak of."""
    if need.lots:
        return ()  # the buyer has cut by trade already
    said = _said(matcher, need)
    length = {group: sum(len(stems(text)) for text in texts) for group, texts in said.items()}
    kept = [group for group in said if length[group] >= LEAST_SHARE * sum(length.values())]
    parts = [((_code_of(need, group),), said[group]) for group in kept]
    return _parts(need, parts) if len(kept) > 1 else ()


def _code_of(need: Need, group: str) -> str:
    """The buyer's own code where it lies in the group, else the group's."""
    given = (code for code in need.cpv if code.startswith(group))
    return next(given, group.ljust(8, "0"))


def _said(matcher: SupplierMatcher, need: Need) -> dict[str, list[str]]:
    """The need's sentences by the group of codes that they speak of; those that speak of none, or of
    another nature of purchase than the need's code, are left out."""
    codes = [cpv.get(code.ljust(8, "0")) for code in need.cpv]
    natures = {one.nature for one in codes if one is not None}
    found: dict[str, list[str]] = {}
    for sentence in filter(None, map(str.strip, SENTENCE.split(need.text))):
        group = _group(matcher, sentence)
        entry = cpv.get(group.ljust(8, "0")) if group else None
        if group and entry is not None and (not natures or entry.nature in natures):
            found.setdefault(group, []).append(sentence)
    return dict(sorted(found.items()))


def _group(matcher: SupplierMatcher, sentence: str) -> str:
    """The group that both what was learned and the nomenclature's labels read in the sentence, or ""."""
    if len(set(stems(sentence))) < LEAST_STEMS:
        return ""
    chances = matcher.prepare(Need("", sentence)).chances.get(GROUP, {})
    learned = max(chances, key=lambda code: (chances[code], code), default="")[:GROUP]
    named = [one.code[:GROUP] for one in nomenclature_suggester().suggest(sentence, LABELS_READ)]
    return learned if learned in named else ""


def _parts(need: Need, parts: Sequence[tuple[tuple[str, ...], list[str]]]) -> tuple[Need, ...]:
    return tuple(
        replace(need, id=(need.id, codes), text="\n".join(texts), cpv=codes, lots=())
        for codes, texts in parts[:MOST_PARTS]
    )


def counted(matcher: SupplierMatcher, kind: CutKind, parts: Sequence[Need], amount: Amount | None) -> Cut:
    near = Filters(only_zone=True)
    standings = [matcher.standings(part, near, able_only=True) for part in parts]
    share = amount.share(len(parts)) if amount else None
    fits = [one.fitting for one in standings]
    each = [mask & _carries(one, share) for mask, one in zip(fits, standings, strict=True)]
    whole = np.all(fits, axis=0) & _carries(standings[0], amount)
    told = tuple(
        Part(part, _count(mask), _count(mask & (one.sizes == "tpe")))
        for part, mask, one in zip(parts, each, standings, strict=True)
    )
    return Cut(kind, told, _count(whole), _count(np.any([whole, *each], axis=0)))


def _carries(standings: Standings, amount: Amount | None) -> Mask:
    """Small firms whose size can carry the amount."""
    able = [size for size in SMALL if size_carries(amount, size)]
    return np.asarray(np.isin(standings.sizes, able))


def _count(mask: Mask) -> int:
    return int(np.count_nonzero(mask))
