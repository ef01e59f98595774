"""Everyone's place for a need as a table that the buyer keeps: one row a supplier, one column a fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from flask_babel import gettext
from flask_babel import gettext as _

from matchmaker.matching.account import Account
from matchmaker.matching.placing import Placing
from matchmaker.matching.setting_aside import MESSAGES
from matchmaker.matching.weights import CRITERIA
from matchmaker.organisations import labels
from matchmaker.organisations.models import Size
from matchmaker.reference.zones import Zone
from matchmaker.sourcing import everyone, evidence, wording
from matchmaker.sourcing.everyone import Firm, State
from matchmaker.sourcing.models import FrozenRow
from matchmaker.sourcing.queries import PER_PAGE

Cells = tuple[str | int | float | None, ...]
Headings = Sequence[tuple[str, Literal["text", "integer", "decimal"], int]]


def state_words(state: State) -> str:
    return {
        State.SUGGESTED: _("Suggested"),
        State.LOWER: _("Lower in the list"),
        State.NOTHING: _("Nothing in common"),
        State.ASIDE: _("Set aside"),
    }[state]


def _points() -> Headings:
    return [(_("Points: %(criterion)s", criterion=wording.label(one)), "decimal", 10) for one in CRITERIA]


def headings() -> Headings:
    """Label, kind and width of each column."""
    return [
        (_("Rank"), "integer", 7),
        (_("State"), "text", 18),
        (_("Supplier"), "text", 34),
        (_("SIRET"), "text", 16),
        (_("Town"), "text", 22),
        (_("Department"), "text", 12),
        (_("Size"), "text", 22),
        (_("Social economy"), "text", 10),
        (_("Score out of 100"), "decimal", 10),
        *_points(),
        (_("Words in common"), "text", 40),
        (_("Words of the need not found"), "text", 40),
        (_("CPV"), "text", 50),
        (_("Place of work"), "text", 50),
        (_("Distance (km)"), "integer", 10),
        (_("Why"), "text", 70),
    ]


def rows(placings: Sequence[Placing]) -> Iterator[Cells]:
    """One after the other, as they are asked for."""
    say = _Said()
    return (say.cells(one, firm) for one, firm in everyone.told(placings))


class _Said:
    """Words that many rows share, translated once: ten thousand rows are told in seconds."""

    def __init__(self) -> None:
        self.states = {state: state_words(state) for state in State}
        self.sizes: dict[Size | None, str] = {size: labels.words(size) for size in Size}
        self.sizes[None] = _("not known")
        self.answers = {True: _("yes"), False: _("no")}
        self.towns = cache(labels.place)
        self.codes: dict[tuple[str, str, int], str] = {}
        self.places: dict[tuple[Zone | None, int | None], str] = {}

    def cells(self, one: Account, firm: Firm) -> Cells:
        placing, km = one.placing, None if one.km is None else round(one.km)
        code, place = (one.cpv, one.cpv_asked, one.cpv_digits), (one.zone, km)
        if code not in self.codes:
            self.codes[code] = everyone.cpv_words(one)
        if place not in self.places:
            self.places[place] = everyone.place_words(one)
        return (
            placing.rank,
            self.states[everyone.state_of(placing)],
            firm.name,
            firm.siret,
            self.towns(firm.commune),
            firm.department,
            self.sizes[firm.size],
            self.answers[firm.ess],
            placing.score,
            *(tenths / 10 for tenths in placing.tenths),
            ", ".join(one.shared),
            ", ".join(one.missing),
            self.codes[code],
            self.places[place],
            km,
            everyone.why(one),
        )


def frozen_headings() -> Headings:
    """The columns of a kept list: facts of that day only."""
    return [
        (_("Rank"), "integer", 7),
        (_("State"), "text", 18),
        (_("Number of the supplier"), "integer", 10),
        (_("Supplier"), "text", 34),
        (_("Score out of 100"), "decimal", 10),
        *_points(),
        (_("Words in common"), "text", 40),
        (_("Words of the need not found"), "text", 40),
        (_("CPV"), "text", 50),
        (_("Place of work"), "text", 50),
        (_("Rule"), "text", 30),
        (_("Digest of the profile"), "text", 66),
    ]


def frozen_rows(content: evidence.Content, kept: Sequence[FrozenRow]) -> Iterator[Cells]:
    """The listed, then everyone else by number, points and rule: a list keeps the names of its own only."""
    tenths = {row["id"]: row["tenths"] for row in content["listed"]}
    for row in evidence.rows(content, kept):
        points = (part / 10 for part in tenths[row.supplier_id])
        state = state_words(State.SUGGESTED if row.rank <= PER_PAGE else State.LOWER)
        head = (row.rank, state, row.supplier_id, row.name, row.score, *points)
        yield (*head, ", ".join(row.shared), ", ".join(row.missing), row.cpv, row.place, "", row.profile)
    for number, points, rule in content["others"]:
        state = state_words(State.ASIDE if rule else State.LOWER if sum(points) else State.NOTHING)
        head = (None, state, number, "", sum(points) / 10, *(part / 10 for part in points))
        yield (*head, "", "", "", "", gettext(MESSAGES[rule].partition(" %")[0]) if rule else "", "")
