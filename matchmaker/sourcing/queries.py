"""The ranked suppliers of a need, the needs of a supplier: scores of the matcher, facts of the database."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from matchmaker.matching import values as matching
from matchmaker.matching.values import Exclusion, Filters, Suggestion
from matchmaker.needs.documents import matching_need
from matchmaker.needs.models import Need
from matchmaker.offers.models import Offer
from matchmaker.organisations.models import Organisation
from matchmaker.reference import communes, zones
from matchmaker.reference.zones import Zone
from matchmaker.sourcing import index, suggestions, wording
from matchmaker.sourcing.wording import Fragment, Part

PER_PAGE = 20
ALL = Filters()
# Nobody reads past the tenth page; the export of everyone is another page.
LAST_PAGE = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One supplier of the list, ready for the page.

    `offer`: the one whose words are shown, if any. `distance_km`: from seat to place of execution.
    """

    organisation: Organisation
    offers: Sequence[Offer]
    offer: Offer | None
    score: float
    parts: Sequence[Part]
    excerpt: Sequence[Fragment]
    missing_words: Sequence[str]
    distance_km: float | None
    poor_profile: bool


@dataclass(frozen=True, slots=True)
class Aside:
    organisation: Organisation
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Switches:
    """What the reader of a list switched: who is shown, and whether the place counts in the score."""

    filters: Filters = ALL
    place: bool = True

    def asked(self, need: Need) -> matching.Need:
        return matching_need(need) if self.place else matching_need(need).without_place()


USUAL = Switches()


def ranked(need: Need, *, switches: Switches = USUAL, page: int = 1) -> tuple[list[Row], bool]:
    """One page of suppliers, best first, and whether another follows."""
    wanted = PER_PAGE * page + 1
    found = index.index().current().suggest(switches.asked(need), wanted, switches.filters)
    shown = found[PER_PAGE * (page - 1) : PER_PAGE * page]
    return rows(need, shown), len(found) == wanted


def rows(need: Need, found: Sequence[Suggestion]) -> list[Row]:
    """Facts read again in a constant number of queries; firms gone since the index was made are left out."""
    ids = [int(str(one.supplier_id)) for one in found]
    firms, offers = suggestions.organisations(ids), suggestions.published_offers(ids)
    return [
        row(need, one, firms[number], offers.get(number, []))
        for one, number in zip(found, ids, strict=True)
        if number in firms
    ]


def row(need: Need, found: Suggestion, firm: Organisation, offers: Sequence[Offer]) -> Row:
    evidence = suggestions.supplier_of(firm, offers).evidence
    best = wording.best_offer(found, evidence)
    return Row(
        organisation=firm,
        offers=offers,
        offer=next((one for one in offers if one.id == best), None),
        score=found.score,
        parts=wording.parts(found),
        excerpt=wording.excerpt(found, evidence),
        missing_words=found.missing_words,
        distance_km=distance(need.zone, firm.commune),
        poor_profile=found.poor_profile,
    )


def explained(need: Need, supplier_id: int) -> Row | None:
    """What one firm gets for the need, in the list or not; None when the firm is unknown to the index."""
    try:
        found = index.index().current().explain(matching_need(need), supplier_id)
    except KeyError:
        return None
    return next(iter(rows(need, [found])), None)


def side_by_side(need: Need, supplier_ids: Sequence[int]) -> list[Row]:
    """What each of these firms gets for the need, in the order asked, in a constant number of queries.

    Firms unknown to the index are left out.
    """
    matcher, asked = index.index().current(), matching_need(need)
    found = []
    for number in dict.fromkeys(supplier_ids):
        with suppress(KeyError):
            found.append(matcher.explain(asked, number))
    return rows(need, found)


def distance(zone: Zone, commune: str | None) -> float | None:
    """Kilometres from the firm's seat to the place of the need; 0 inside, None when either is unknown."""
    if commune is None or communes.get(commune) is None or zone.is_empty or zone.nationwide:
        return None
    return zones.distance_km(Zone(communes=(commune,)), zone)


def set_aside(need: Need, *, switches: Switches = USUAL) -> list[Aside]:
    """Every firm that a rule keeps out of the list, with the rule in words."""
    found: list[Exclusion] = index.index().current().set_aside(switches.asked(need), switches.filters)
    firms = suggestions.organisations([int(str(one.supplier_id)) for one in found])
    return [
        Aside(firms[number], wording.sentence(one), one.score)
        for one in found
        if (number := int(str(one.supplier_id))) in firms
    ]


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need that fits a firm."""

    need: Need
    score: float
    parts: Sequence[Part]
    distance_km: float | None


# A firm is shown the needs that its words or codes meet by at least so many points: being near is not enough.
LEAST_BESIDE_PLACE = 6.0
MOST_NEEDS = 100


def needs_for(organisation: Organisation, *, page: int = 1) -> tuple[list[NeedRow], bool]:
    """Open needs that fit the firm, best first, with the score the buyer sees; none for an unknown firm."""
    matcher = index.index().current()
    try:
        found = matcher.needs_for(organisation.id, index.index().open_needs(), MOST_NEEDS)
    except KeyError:
        return [], False
    fitting = {int(str(key)): one for key, one in found if beside_place(one) >= LEAST_BESIDE_PLACE}
    shown = dict(list(fitting.items())[PER_PAGE * (page - 1) : PER_PAGE * page])
    needs = suggestions.needs(shown)
    rows = [need_row(needs[key], one, organisation) for key, one in shown.items() if key in needs]
    return rows, len(fitting) > PER_PAGE * page


def beside_place(found: Suggestion) -> float:
    return sum(reason.points for reason in found.reasons if reason.criterion != "place")


def need_row(need: Need, found: Suggestion, organisation: Organisation) -> NeedRow:
    return NeedRow(need, found.score, wording.parts(found), distance(need.zone, organisation.commune))
