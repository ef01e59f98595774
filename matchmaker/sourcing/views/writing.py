"""Help for who writes a need: past needs that resemble it, and the cuts that would open it to small firms."""

from __future__ import annotations

from flask import g, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from matchmaker.matching.capacity import YEARLY_PER_PERSON
from matchmaker.needs import queries as needs
from matchmaker.needs.models import Need
from matchmaker.sourcing import lots, past_needs, splitting
from matchmaker.sourcing.past_needs import SimilarNeed
from matchmaker.sourcing.views.area import blueprint
from matchmaker.web.converters import LARGEST
from matchmaker.web.policy import Access, allow

LONGEST_QUERY = 1_000


@blueprint.record
def offer_to_templates(state: BlueprintSetupState) -> None:
    """The journey of a need belongs to an area that does not know the matcher; its templates ask for this."""
    state.app.jinja_env.globals["similar_needs"] = like


def like(need: Need) -> list[SimilarNeed]:
    return past_needs.similar(f"{need.title}\n{need.description}", but=need.id)


@blueprint.get("/needs/similar")
@allow(Access.PUBLIC)
def similar_needs() -> ResponseReturnValue:
    """A fragment of page: past needs nearest to the words just typed."""
    parts = (request.args.get(name, "")[:LONGEST_QUERY] for name in ("title", "description"))
    found = past_needs.similar("\n".join(parts), but=number("need"))
    return render_template("sourcing/_similar.html", similar=found)


def number(name: str) -> int | None:
    """A parameter that is a row's number; None for anything else."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST)) else None


@blueprint.get("/needs/<id:need_id>/cuts")
@allow(Access.PUBLIC)
def cuts(need_id: int) -> ResponseReturnValue:
    """For the need's own team, from the first draft on: who could answer, and which cut would open it."""
    need = needs.owned(g.actor, need_id)
    return render_template(
        "sourcing/cuts.html",
        need=need,
        cuts=splitting.for_need(need),
        lines=lots.lines(need),
        yearly_per_person=YEARLY_PER_PERSON,
    )
