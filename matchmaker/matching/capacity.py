"""The amount against the size of a firm: advice in words, never a rule, never points.

Both ends are read in the firm's favour: the foot of the amount's band, the top of its headcount band. What
a firm says of itself (how much it takes on in a year) goes before what its headcount lets expect.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

# Euros before tax that one person's work brings in a year, about: a rule of thumb of this platform, for
# advice only. Trades with much material reach twice that, services less (decision record 0051).
YEARLY_PER_PERSON = 150_000
MONTHS = 12
# People at most by size, where the headcount is not known (decree 2008-1354).
MOST_PEOPLE = {"tpe": 9, "pme": 249, "eti": 4999}


@dataclass(frozen=True, slots=True)
class Amount:
    """Euros before tax over the whole duration, at least ``low``; ``months`` None: a year is assumed."""

    low: int
    months: int | None = None

    @property
    def yearly(self) -> float:
        """A contract shorter than a year must be carried within it all the same."""
        return self.low * MONTHS / max(self.months or MONTHS, MONTHS)

    def share(self, parts: int) -> Amount:
        return Amount(self.low // parts, self.months)


@dataclass(frozen=True, slots=True)
class Firm:
    """``people``: from and to, both inclusive, None where unknown or open. ``declared``: euros a year at most
    that the firm says it can take on; None when it did not say, or named no end."""

    people: tuple[int | None, int | None] | None = None
    size: str | None = None
    declared: int | None = None
    says_no_limit: bool = False

    @property
    def most_people(self) -> int | None:
        """A firm without employees has one person at work."""
        if self.people is not None:
            return None if self.people[1] is None else max(1, self.people[1])
        return MOST_PEOPLE.get(self.size or "")

    @property
    def yearly(self) -> float | None:
        """Euros a year that it can carry at most; None when nothing tells."""
        if self.says_no_limit:
            return math.inf
        if self.declared is not None:
            return float(self.declared)
        return None if self.most_people is None else float(self.most_people * YEARLY_PER_PERSON)


@dataclass(frozen=True, slots=True)
class Strain:
    """The amount is beyond what the firm can be expected to carry alone. ``firms``: how many like it would
    carry it together."""

    by: Literal["declared", "headcount"]
    amount: Amount
    firm: Firm
    firms: int


def strain(amount: Amount | None, firm: Firm) -> Strain | None:
    """None when the firm can carry it, or when too little is known to say."""
    if amount is None or firm.yearly is None or amount.yearly <= firm.yearly or firm.yearly <= 0:
        return None
    by: Literal["declared", "headcount"] = "headcount" if firm.declared is None else "declared"
    return Strain(by, amount, firm, math.ceil(amount.yearly / firm.yearly))


def share_carried(amount: Amount | None, firm: Firm) -> float:
    """Part 0..1 of the amount that the firm can carry; all of it when nothing tells otherwise."""
    if amount is None or firm.yearly is None or amount.yearly <= 0:
        return 1.0
    return min(1.0, firm.yearly / amount.yearly)


def size_carries(amount: Amount | None, size: str) -> bool:
    """Whether some firm of this size could carry it alone."""
    return strain(amount, Firm(size=size)) is None
