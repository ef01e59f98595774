"""Indicators that join contracts with the platform: the sourcing gap, and what the Rencontres changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from matchmaker.observatory.method.dates import add_months
from matchmaker.observatory.method.identity import same_number

EFFECT_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Awards:
    """Contracts of one CPV class: all, those whose social-economy status is known, those it won."""

    cpv: str
    contracts: int
    known: int
    won: int
    amount: float


@dataclass(frozen=True, slots=True)
class Gap:
    """A CPV class where the social economy offers (`offering` suppliers here) and wins little or nothing."""

    cpv: str
    offering: int
    contracts: int
    known: int
    won: int
    amount: float


def sourcing_gap(
    offering: Mapping[str, int], awards: Iterable[Awards], *, at_most: float = 0.05
) -> list[Gap]:
    """`offering`: CPV class (4 digits) → social-economy suppliers with an offer in it.

    A class is a gap when contracts of known status exist and at most `at_most` of them went to the social
    economy; those with the most contracts first. A class without known status is not called a gap.
    """
    found = [
        Gap(one.cpv, offering[one.cpv], one.contracts, one.known, one.won, one.amount)
        for one in awards
        if offering.get(one.cpv) and one.known and one.won <= at_most * one.known
    ]
    return sorted(found, key=lambda gap: (-gap.contracts, gap.cpv))


@dataclass(frozen=True, slots=True)
class Meeting:
    """A buyer (SIREN) met a supplier (SIREN) on that day. `contract`: the number that the buyer gave of the
    contract its need ended in, "" when it gave none."""

    buyer: str
    supplier: str
    day: date
    contract: str = ""


@dataclass(frozen=True, slots=True)
class Won:
    """A contract of a buyer with a supplier, both by SIREN."""

    buyer: str
    supplier: str
    notified: date | None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """A funnel. `met` and `won` are None where no meeting was recorded: unknown is not zero.

    `pairs_certain`: those of `pairs_won` whose contract the buyer named; the others are likely.
    """

    needs: int
    pairs_met: int | None
    pairs_won: int | None
    pairs_certain: int | None = None


def effect(needs: int, meetings: Iterable[Meeting], contracts: Iterable[Won]) -> Effect:
    """Needs posted → pairs of buyer and supplier that met → those with a contract in the 24 months after, or
    with the very contract that the buyer says the need ended in."""
    first: dict[tuple[str, str], date] = {}
    named: dict[tuple[str, str], set[str]] = {}
    for meeting in meetings:
        pair = (meeting.buyer, meeting.supplier)
        first[pair] = min(meeting.day, first.get(pair, meeting.day))
        if meeting.contract:
            named.setdefault(pair, set()).add(meeting.contract)
    if not first:
        return Effect(needs, None, None)
    likely, certain = set(), set()
    for one in contracts:
        pair = (one.buyer, one.supplier)
        if any(same_number(said, one.number) for said in named.get(pair, ())):
            certain.add(pair)
        met = first.get(pair)
        if met and one.notified and met < one.notified <= add_months(met, EFFECT_MONTHS):
            likely.add(pair)
    return Effect(needs, len(first), len(likely | certain), len(certain))
