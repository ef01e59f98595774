"""Figures told: a value in the reader's writing, what it rests on, and a sentence in words above a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import format_decimal, format_percent, get_locale, gettext, ngettext

from matchmaker.observatory import wording
from matchmaker.observatory.asking.distances import Distances
from matchmaker.observatory.asking.tables import Group, Part
from matchmaker.observatory.drawing import Bar, Bars
from matchmaker.observatory.indicators.values import Indicator

LEAST = 10
COUNTED = {"contracts", "buyers", "suppliers", "lines"}
HOME = (
    "contracts",
    "amount_retained",
    "share_sme",
    "share_ess_wide",
    "share_same_department",
    "delay_share_over_limit",
)


def euros(amount: float | None) -> str:
    if amount is None:
        return ""
    figure = format_decimal(round(amount))
    return f"{figure}\u00a0€" if str(get_locale()) == "fr" else f"€{figure}"


def short_euros(amount: float) -> str:
    """Billions, millions and thousands, with four digits at most."""
    for size, words in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if amount >= size:
            figure = format_decimal(round(amount / size, 1 if amount < 100 * size else 0))
            unit = {"bn": "Md€", "m": "M€", "k": "k€"}[words]
            return f"{figure}\u00a0{unit}" if str(get_locale()) == "fr" else f"€{figure}{words}"
    return euros(amount)


def share(value: float | None) -> str:
    return gettext("not known") if value is None else format_percent(round(value, 3), "#,##0.#\u00a0%")


def shown(one: Indicator) -> str:
    """The value in words and digits."""
    if one.value is None:
        return gettext("not known")
    if one.unit == "share":
        return share(one.value)
    if one.unit == "EUR":
        return short_euros(one.value)
    if one.unit == "days":
        return gettext("%(count)s days", count=format_decimal(round(one.value, 1)))
    if one.unit == "index":
        return str(format_decimal(round(one.value, 3)))
    return str(format_decimal(round(one.value, 1)))


def rests_on(one: Indicator) -> str:
    """Numerator, denominator and unknown part: no share without them."""
    if one.unit != "share" or one.key.endswith("_amount") or one.key in ("share_top5",):
        return _unknown(one)
    if one.key.startswith("delay"):
        count = int(one.denominator or 0)
        return ngettext("%(count)s payment", "%(count)s payments", count, count=format_decimal(count))
    known = gettext(
        "%(yes)s of %(known)s contracts where it is known",
        yes=format_decimal(one.numerator or 0),
        known=format_decimal(one.denominator or 0),
    )
    if not one.unknown:
        return known
    return gettext("%(known)s; %(unknown)s", known=known, unknown=_unknown(one))


def _unknown(one: Indicator) -> str:
    if not one.unknown:
        return ""
    count = format_decimal(one.unknown)
    return ngettext(
        "not known for %(count)s contract", "not known for %(count)s contracts", one.unknown, count=count
    )


def interval(one: Indicator | Part) -> str:
    found = one.interval
    if found is None:
        return ""
    return gettext("between %(low)s and %(high)s", low=share(found.low), high=share(found.high))


def change(now: Indicator, before: Indicator | None) -> str:
    """Against the year before; empty when one of the two is not known."""
    if before is None or now.value is None or before.value is None:
        return ""
    if now.unit == "share":
        points = format_decimal(round((now.value - before.value) * 100, 1), "+0.#;-0.#")
        return gettext("%(points)s points in a year", points=points)
    if not before.value:
        return ""
    percent = format_percent(round(now.value / before.value - 1, 3), "+#,##0.#\u00a0%;-#,##0.#\u00a0%")
    return gettext("%(change)s in a year", change=percent)


def moved(now: Indicator, before: float | None) -> str:
    """Against what was told last; empty when one of the two is not known."""
    if now.value is None or before is None:
        return ""
    if shown(now) == shown(replace(now, value=before)):
        return gettext("unchanged")
    if now.unit == "share":
        points = format_decimal(round((now.value - before) * 100, 1), "+0.#;-0.#")
        return gettext("%(points)s points", points=points)
    if not before:
        return ""
    return str(format_percent(round(now.value / before - 1, 3), "+#,##0.#\u00a0%;-#,##0.#\u00a0%"))


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table and one bar of its chart."""

    key: str | int | None
    name: str
    group: Group
    value: float | None
    words: str
    low: float | None
    high: float | None


def lines(dimension: str, measure: str, groups: Sequence[Group]) -> list[Line]:
    return [_line(dimension, measure, one) for one in groups]


def _line(dimension: str, measure: str, one: Group) -> Line:
    name = (one.name or value_words(dimension, one)) if dimension in ("buyer", "supplier") else ""
    name = name or wording.value(dimension, one.key)
    if measure == "contracts":
        return Line(one.key, name, one, one.contracts, str(format_decimal(one.contracts)), None, None)
    if measure == "amount":
        return Line(one.key, name, one, one.amount, short_euros(one.amount), None, None)
    part = one.parts[measure]
    held = part.interval
    words = share(part.share) if part.share is not None else gettext("too few are known")
    return Line(
        one.key,
        name,
        one,
        part.share,
        words,
        held.low if held and part.share is not None else None,
        held.high if held and part.share is not None else None,
    )


def value_words(dimension: str, one: Group) -> str:
    if one.key is None:
        return gettext("not identified")
    return gettext("name not shown (%(number)s)", number=one.key) if dimension == "supplier" else str(one.key)


def chart(title: str, measure: str, told: Sequence[Line], *, most: int = 15) -> Bars:
    bars = tuple(Bar(one.name, one.words, one.value, one.low, one.high) for one in told[:most])
    top = max((one.value or 0 for one in told[:most]), default=0) or 1
    return Bars(title, bars, top if measure in ("contracts", "amount") else 1.0)


def sentence(dimension: str, measure: str, told: Sequence[Line]) -> str:
    """What the chart shows, in words: the highest and the lowest of those that are known."""
    known = [one for one in told if one.value is not None and one.key is not None]
    if not known:
        return gettext("There is too little known to tell anything here.")
    high = max(known, key=lambda one: one.value or 0)
    low = min(known, key=lambda one: one.value or 0)
    measured = wording.MEASURES[measure]
    if high is low:
        return gettext(
            "%(measure)s: %(value)s for %(name)s.", measure=measured, value=high.words, name=high.name
        )
    return gettext(
        "%(measure)s: from %(low)s (%(low_name)s) to %(high)s (%(high_name)s).",
        measure=measured,
        low=low.words,
        low_name=low.name,
        high=high.words,
        high_name=high.name,
    )


def how_far(one: Distances) -> str:
    """A sentence: half of the holders within so many kilometres, nine in ten within so many."""
    if one.median is None or one.p90 is None or one.near is None:
        return gettext("The distance between buyers and contract holders is known for too few contracts.")
    words = gettext(
        "As the crow flies, half of the contract holders are within %(median)s km of the buyer, and nine "
        "in ten within %(p90)s km; %(near)s are within 50 km.",
        median=format_decimal(round(one.median)),
        p90=format_decimal(round(one.p90)),
        near=share(one.near / one.known),
    )
    rest = gettext(
        "Known for %(known)s of %(all)s pairs of a contract and a holder.",
        known=format_decimal(one.known),
        all=format_decimal(one.known + one.unknown),
    )
    return f"{words} {rest}"
