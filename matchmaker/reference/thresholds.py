"""Amounts, shares and durations set by procurement law, each with its dates, article and source.

The facts are rows of `law/*.csv`, never constants in code: the law changes, a contract keeps the rule of its
date. `checked` and `article_checked` are False for what was not read in a source: show it as "à vérifier".
"""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from matchmaker.reference.lazy import once

LAW = Path(__file__).with_name("law")

Nature = Literal["works", "supplies", "services"]
NATURES = frozenset({"works", "supplies", "services"})

# Families of buyers, and the column of the European thresholds each one reads. A public establishment is
# the State's or a local authority's, which its family does not tell: it gets the lower threshold, unchecked.
BUYERS = {
    "state": "state",
    "local": "local",
    "hospital": "hospital",
    "entity": "entity",
    "public_establishment": "state",
    "other": "state",
}
PRUDENT = frozenset({"public_establishment", "other"})


class ThresholdError(ValueError):
    """A question that has no meaning: unknown nature or buyer family, negative or non-finite amount."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """`amount` in `unit`: "eur_ht" (before tax), "share" (0.5 is 50 %), "ratio", "years", or "none" (None).

    `nature`: "works", "supplies_services" or "any"; `buyers`: families, or ("any",). Dates are inclusive,
    None where open.
    """

    key: str
    nature: str
    buyers: tuple[str, ...]
    amount: Decimal | None
    unit: str
    valid_from: date | None
    valid_to: date | None
    article: str
    source: str
    checked: bool
    article_checked: bool
    label_fr: str
    label_en: str

    def label(self, language: str = "fr") -> str:
        return self.label_en if language == "en" else self.label_fr

    def holds(self, nature: str, on: date, buyer: str) -> bool:
        started = self.valid_from is None or self.valid_from <= on
        ended = self.valid_to is not None and self.valid_to < on
        fits = self.nature in ("any", nature) and (self.buyers == ("any",) or buyer in self.buyers)
        return started and not ended and fits


@dataclass(frozen=True, slots=True)
class Regime:
    """What the law asks for an amount: it is at least `lower` and under `upper` (None where open).

    `key`: "no_publicity", "free_publicity", "official_publicity", "formal", "adapted_social", "unknown".
    `checked` is False as soon as one fact behind it is.
    """

    key: str
    article: str
    checked: bool
    label_fr: str
    label_en: str
    lower: Threshold | None
    upper: Threshold | None

    def label(self, language: str = "fr") -> str:
        return self.label_en if language == "en" else self.label_fr


def all_thresholds() -> tuple[Threshold, ...]:
    return _thresholds()


def threshold(key: str, on: date, *, nature: Nature = "services", buyer: str = "local") -> Threshold | None:
    """The rule in force that day, None when none is known."""
    read_as, place = _question(nature, buyer)
    return next((one for one in _thresholds() if one.key == key and one.holds(read_as, on, place)), None)


def applicable(
    nature: Nature, amount: Decimal | int, on: date, buyer: str = "local", *, social_service: bool = False
) -> Regime:
    """The regime of an estimated amount before tax, for the date when the consultation starts.

    "unknown" when the amount passes the last threshold known on that date. Raises ThresholdError.
    """
    value = _amount(amount)
    lower: Threshold | None = None
    for key, step in _steps(social_service):
        upper = threshold(step, on, nature=nature, buyer=buyer)
        if upper is None or upper.amount is None:
            return _regime("unknown", lower, None, buyer)
        if value < upper.amount:
            return _regime(key, lower, upper, buyer)
        lower = _higher(lower, upper)
    return _regime("adapted_social" if social_service else "formal", lower, None, buyer)


def _steps(social_service: bool) -> tuple[tuple[str, str], ...]:
    """Each regime and the threshold that ends it. Works skip the second: 100,000 is over 90,000."""
    first = ("no_publicity", "no_publicity")
    if social_service:
        return (first,)
    return (first, ("free_publicity", "official_publicity"), ("official_publicity", "formal_procedure"))


def _higher(a: Threshold | None, b: Threshold) -> Threshold:
    return a if a and a.amount and b.amount and a.amount > b.amount else b


def _regime(key: str, lower: Threshold | None, upper: Threshold | None, buyer: str) -> Regime:
    said = _regimes()[key]
    facts = [one.checked for one in (lower, upper) if one is not None]
    reads_family = any("any" not in one.buyers for one in (lower, upper) if one is not None)
    sure = not (reads_family and buyer in PRUDENT)
    return Regime(
        key=key,
        article=said["article"],
        checked=said["article_checked"] == "yes" and all(facts) and sure,
        label_fr=said["label_fr"],
        label_en=said["label_en"],
        lower=lower,
        upper=upper,
    )


def _question(nature: str, buyer: str) -> tuple[str, str]:
    if nature not in NATURES or buyer not in BUYERS:
        raise ThresholdError(f"no threshold for {nature!r} bought by {buyer!r}")
    return ("works" if nature == "works" else "supplies_services"), BUYERS[buyer]


def _amount(amount: Decimal | int) -> Decimal:
    value = Decimal(amount)
    if not value.is_finite() or value < 0:
        raise ThresholdError(f"{amount!r} is not an amount")
    return value


@once
def _thresholds() -> tuple[Threshold, ...]:
    return tuple(_threshold(row) for row in read_law("thresholds"))


@once
def _regimes() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in read_law("regimes")}


def read_law(name: str) -> list[dict[str, str]]:
    with (LAW / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _threshold(row: dict[str, str]) -> Threshold:
    return Threshold(
        key=row["key"],
        nature=row["nature"],
        buyers=tuple(row["buyers"].split("|")),
        amount=Decimal(row["amount"]) if row["amount"] else None,
        unit=row["unit"],
        valid_from=_date(row["valid_from"]),
        valid_to=_date(row["valid_to"]),
        article=row["article"],
        source=row["source"],
        checked=row["checked"] == "yes",
        article_checked=row["article_checked"] == "yes",
        label_fr=row["label_fr"],
        label_en=row["label_en"],
    )


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
