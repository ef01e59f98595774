"""Cuts of a need into lots, with the figures and the words that the buyer reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import get_locale
from flask_babel import gettext as _

from matchmaker.matching.splitting import Cut, cuts
from matchmaker.matching.values import Need as MatchingNeed
from matchmaker.needs import wording as needs
from matchmaker.needs.documents import matching_need
from matchmaker.needs.models import Need
from matchmaker.reference import zones
from matchmaker.sourcing import capacity, index


@dataclass(frozen=True, slots=True)
class PartRow:
    label: str
    detail: str
    small: int
    very_small: int


@dataclass(frozen=True, slots=True)
class CutRow:
    """`title` says how the need is cut; `whole`, `some` as in the core's `Cut`."""

    title: str
    kind: str
    parts: Sequence[PartRow]
    whole: int
    some: int


def for_need(need: Need) -> list[CutRow]:
    asked, amount = matching_need(need), capacity.amount_of(need)
    return [row(need, one) for one in cuts(index.index().current(), asked, amount)]


def row(need: Need, cut: Cut) -> CutRow:
    parts = [
        PartRow(*_named(need, cut, number, one.need), one.small, one.very_small)
        for number, one in enumerate(cut.parts, 1)
    ]
    return CutRow(title(cut), cut.kind, parts, cut.whole, cut.some)


def title(cut: Cut) -> str:
    titles = {"lots": _("Your lots"), "trades": _("By trade"), "places": _("By place")}
    return titles[cut.kind]


def _named(need: Need, cut: Cut, number: int, part: MatchingNeed) -> tuple[str, str]:
    """Name and detail of a part: the lot's title, the code's label and the sentences, or the place."""
    if cut.kind == "lots":
        return f"{number}. {need.lots[number - 1].title}", ""
    if cut.kind == "trades":
        return needs.cpv_label(part.cpv[0]), part.text.replace("\n", " · ")
    return zones.describe(part.zone, str(get_locale())) if part.zone else "", ""
