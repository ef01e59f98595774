"""Each supplier for a need: suggested, lower, without anything in common, or set aside; and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

import sqlalchemy as sa
from flask_babel import gettext as _

from matchmaker.extensions import db
from matchmaker.matching.account import Account, accounts
from matchmaker.matching.placing import Placing
from matchmaker.matching.setting_aside import MESSAGES
from matchmaker.matching.telling import code_reason, place_reason
from matchmaker.matching.values import Exclusion
from matchmaker.matching.weights import CRITERIA
from matchmaker.needs.models import Need
from matchmaker.organisations.models import Organisation, OrganisationKind, Size
from matchmaker.reference import communes
from matchmaker.reference.text import fold
from matchmaker.sourcing import index, queries, wording
from matchmaker.sourcing.queries import PER_PAGE, USUAL, Row, Switches

BATCH = 500


class State(StrEnum):
    """`SUGGESTED` stands on the first page of the list, `LOWER` further down."""

    SUGGESTED = "suggested"
    LOWER = "lower"
    NOTHING = "nothing"
    ASIDE = "aside"


def state_of(one: Placing) -> State:
    if one.rule:
        return State.ASIDE
    if one.rank is None:
        return State.NOTHING
    return State.SUGGESTED if one.rank <= PER_PAGE else State.LOWER


def placings(need: Need, *, switches: Switches = USUAL) -> list[Placing]:
    return index.index().current().everyone(switches.asked(need), switches.filters)


@dataclass(frozen=True, slots=True)
class Found:
    """Those asked for, and how many of each state there are in all."""

    placings: Sequence[Placing]
    counts: dict[State, int]


def search(need: Need, *, switches: Switches = USUAL, state: State | None = None, name: str = "") -> Found:
    """`name`: letters that the firm's name holds, whatever their case and accents."""
    everyone = placings(need, switches=switches)
    if name:
        named = set(_named(fold(name)))
        everyone = [one for one in everyone if one.supplier_id in named]
    counts = dict.fromkeys(State, 0)
    for one in everyone:
        counts[state_of(one)] += 1
    return Found([one for one in everyone if state is None or state_of(one) is state], counts)


def _named(letters: str) -> Iterator[int]:
    query = sa.select(Organisation.id, Organisation.name).where(Organisation.is_supplier)
    return (number for number, name in db.session.execute(query) if letters in fold(name))


@dataclass(frozen=True, slots=True)
class Explained:
    """One supplier of the page. `row` as in the list; `why`: what keeps it from standing higher."""

    state: State
    rank: int | None
    row: Row
    why: str


def explained(need: Need, shown: Sequence[Placing]) -> list[Explained]:
    """Facts read again in a constant number of queries; firms gone since the index was made are left out."""
    told = {int(str(one.placing.supplier_id)): one for one in accounts(shown)}
    rows = queries.rows(need, [one.suggestion() for one in shown])
    by_firm = {row.organisation.id: row for row in rows}
    return [
        Explained(state_of(one.placing), one.placing.rank, by_firm[number], why(one))
        for number, one in told.items()
        if number in by_firm
    ]


def why(one: Account) -> str:
    """One or two sentences: the rule, or what is missing; empty for those of the first page."""
    placing = one.placing
    if placing.rule:
        return aside_words(one)
    if placing.rank is None:
        return _("No word, part of a word or code in common with the need.")
    lacks = list(lacking(one))
    return " ".join(lacks) if placing.rank > PER_PAGE else ""


def aside_words(one: Account) -> str:
    rule, need = one.placing.rule, one.placing.ranked.query.need
    values: dict[str, object] = {"articles": ", ".join(need.reserved), "until": one.until}
    return wording.sentence(Exclusion(one.placing.supplier_id, rule, MESSAGES[rule], values))


def lacking(one: Account) -> Iterator[str]:
    """What the need has and this supplier does not show."""
    query, tenths = one.placing.ranked.query, one.placing.tenths
    if one.missing:
        yield _("Words of the need not found here: %(words)s", words=", ".join(one.missing)) + "."
    if query.codes and not one.cpv_digits:
        yield _("No CPV code near those of the need.")
    if query.zone is not None and not tenths[CRITERIA.index("place")]:
        yield _("No place of work known for these offers.")
    elif one.km:
        yield _("Works about %(km)s km away.", km=round(one.km))


def cpv_words(one: Account) -> str:
    """The nearest code and how it meets the need's, as the list says it."""
    return wording.sentence(code_reason(one.cpv, one.cpv_asked, one.cpv_digits)) if one.cpv else ""


def place_words(one: Account) -> str:
    """Where it works and how far that is, as the list says it."""
    query = one.placing.ranked.query
    if one.zone is None or query.zone is None:
        return ""
    return wording.sentence(place_reason(one.zone, one.km, query.zone, read=query.zone_is_read))


@dataclass(frozen=True, slots=True)
class Firm:
    """What an export tells of a firm: its public card, never how to reach its people."""

    id: int
    name: str
    siret: str | None
    commune: str | None
    size: Size | None
    ess: bool

    @property
    def department(self) -> str | None:
        found = communes.get(self.commune or "")
        return found.department if found else None


def firms(ids: Iterable[int]) -> dict[int, Firm]:
    """Columns of these firms, one query for each few hundred."""
    inclusive = sa.exists().where(OrganisationKind.organisation_id == Organisation.id)
    social = sa.or_(Organisation.ess_family.is_not(None), inclusive)
    columns = (
        Organisation.id,
        Organisation.name,
        Organisation.siret,
        Organisation.commune,
        Organisation.size,
    )
    found: dict[int, Firm] = {}
    wanted = iter(ids)
    while batch := list(islice(wanted, BATCH)):
        query = sa.select(*columns, social).where(Organisation.id.in_(batch), Organisation.is_supplier)
        found |= {row[0]: Firm(*row) for row in db.session.execute(query)}
    return found


def told(everyone: Sequence[Placing]) -> Iterator[tuple[Account, Firm]]:
    """Everyone with the firm's facts as they are now; those gone since the index was made are left out."""
    known = firms(int(str(one.supplier_id)) for one in everyone)
    for one in accounts(everyone):
        firm = known.get(int(str(one.placing.supplier_id)))
        if firm is not None:
            yield one, firm
