"""What would raise a firm's score for a need, in words, each with the form that does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import get_locale
from flask_babel import gettext as _

from matchmaker.matching.raising import Change, Prospects, prospects
from matchmaker.needs import wording as needs
from matchmaker.needs.documents import matching_need
from matchmaker.needs.models import Need
from matchmaker.offers.models import Offer
from matchmaker.reference import zones
from matchmaker.sourcing import index, suggestions, wording

# The form of each change: on the offer, or on the firm's own card.
FORMS = {
    "code": "offers.scope",
    "zone": "offers.scope",
    "word": "offers.what",
    "words": "offers.what",
    "reference": "offers.proofs",
    "profile": "organisations.edit",
    "offer": "offers.new",
}


@dataclass(frozen=True, slots=True)
class RaiseRow:
    """`offer`: the one to change, if it is one; `arguments`: of the form's address."""

    points: float
    score: float
    words: str
    offer: Offer | None
    endpoint: str
    arguments: dict[str, int]


@dataclass(frozen=True, slots=True)
class Outlook:
    """`aside`: the rule that keeps the firm out whatever it writes, in words; empty when none does."""

    score: float
    together: float
    rows: Sequence[RaiseRow]
    aside: str


def outlook(need: Need, organisation_id: int) -> Outlook | None:
    """None when the matcher does not know the firm yet."""
    try:
        found = prospects(index.index().current(), matching_need(need), organisation_id)
    except KeyError:
        return None
    return told(found, organisation_id)


def told(found: Prospects, organisation_id: int) -> Outlook:
    offers = {one.id: one for one in suggestions.published_offers([organisation_id]).get(organisation_id, [])}
    rows = [
        RaiseRow(
            one.points, one.score, words(one.change), offer, *address(one.change, offer, organisation_id)
        )
        for one in found.raises
        for offer in (offers.get(number(one.change)),)
        if offer is not None or one.change.evidence_id is None
    ]
    aside = wording.sentence(found.excluded) if found.excluded is not None else ""
    return Outlook(found.score, found.together, rows, aside)


def number(change: Change) -> int:
    """The offer's, from the id of its piece of evidence; 0 for what is no offer's."""
    kind, _sep, digits = str(change.evidence_id).partition(":")
    return int(digits) if kind == "offer" else 0


def address(change: Change, offer: Offer | None, organisation_id: int) -> tuple[str, dict[str, int]]:
    endpoint = FORMS[change.kind]
    if endpoint == "offers.new":
        return endpoint, {}
    if offer is None:
        return endpoint, {"organisation_id": organisation_id}
    return endpoint, {"offer_id": offer.id}


def words(change: Change) -> str:
    if change.kind == "code":
        return _("Add the code %(code)s", code=needs.cpv_label(change.codes[0]))
    if change.kind == "zone" and change.zone is not None:
        return _("Work there too: %(places)s", places=zones.describe(change.zone, str(get_locale())))
    listed = ", ".join(change.text.split())
    if change.kind == "word":
        return _("Describe “%(word)s” in the offer", word=change.text)
    if change.kind == "words":
        return _("Describe all of these in the offer: %(words)s", words=listed)
    if change.kind == "profile":
        return _("Say it in the firm’s own description: %(words)s", words=listed)
    title = change.text
    if change.kind == "offer":
        return _("Publish an offer for this work (“%(title)s”)", title=title)
    return _("Add a reference for such a work (“%(title)s”)", title=title)
