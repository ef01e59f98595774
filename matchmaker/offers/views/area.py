"""What the pages of offers share: their blueprint, the loading of one's own offer, what is said beside it."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matchmaker.offers import completeness, queries, wording
from matchmaker.offers.found_words import found_words
from matchmaker.offers.models import Offer, OfferStatus
from matchmaker.offers.showing import Showing, showing
from matchmaker.web.fields import today_in_paris
from matchmaker.web.forms import Form

blueprint = Blueprint("offers", __name__, url_prefix="/offers")


@blueprint.app_context_processor
def words() -> dict[str, object]:
    """The words of offers, for every template that shows one."""
    return {"offer_words": wording}


def now() -> datetime:
    return datetime.now(UTC)


def own(offer_id: int) -> Offer:
    """The actor's offer, held until the end of the request when it is to be changed."""
    return queries.owned(g.actor, offer_id, lock=request.method == "POST")


def as_shown(offer: Offer) -> Showing:
    return showing(offer, today=today_in_paris())


def form_page(template: str, form: Form, **values: object) -> ResponseReturnValue:
    """The form, or the form again as filled in when something is wrong (422)."""
    page = render_template(template, form=form, has_errors=form.has_errors, **values)
    return page, 422 if form.has_errors else 200


def beside(shown: Showing) -> dict[str, object]:
    """What the firm is told beside its offer: what is missing, how far it reaches, which words are found."""
    return {
        "shown": shown,
        "gains": completeness.missing(shown.facts),
        "reach": completeness.reachable(shown.facts),
        "found": found_words(shown.text),
    }


def after(offer: Offer, following: str) -> str:
    """Where a saved step leads: the next one, or back to the page that asked for the change."""
    if offer.status is OfferStatus.PUBLISHED:
        return url_for("offers.show", offer_id=offer.id)
    if request.args.get("back") == "check":
        return url_for("offers.check", offer_id=offer.id)
    return url_for(following, offer_id=offer.id)
