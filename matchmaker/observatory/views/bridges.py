"""From a figure to those who could supply it, from a contract to the need that comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from flask import abort, current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matchmaker.accounts.actor import Actor
from matchmaker.needs.models import Need
from matchmaker.observatory import following, linking, names, queries, telling
from matchmaker.observatory.asking.sheets import Listed
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.views.area import asked, blueprint, page
from matchmaker.reference import territories
from matchmaker.reference.zones import Zone
from matchmaker.sourcing import queries as sourcing
from matchmaker.web import identity
from matchmaker.web.forms import OnceForm, clean_line, once
from matchmaker.web.policy import Access, allow

LONGEST_TEXT = 300
MOST = 10


class DraftForm(OnceForm):
    """One button; the key makes two presses one draft."""


@blueprint.get("/supply")
@allow(Access.PUBLIC)
def supply() -> ResponseReturnValue:
    """Who could supply this here; without a question, where the social economy offers and does not win."""
    wanted = asked()
    filters = Filters(cpv=wanted.filters.cpv, department=wanted.filters.department)
    text = clean_line(request.args.get("q", ""))[:LONGEST_TEXT]
    return page(
        "supply",
        text=text,
        filters=filters,
        wrong=wanted.wrong,
        rows=suppliers(text, filters.cpv, filters.department) if text or filters.cpv else [],
        gaps=queries.sourcing_gap(Filters(department=filters.department))[:25],
        departments=[
            (code, territories.department(code)) for code in territories.departments_of_region(region_here())
        ],
        told=telling,
    )


def region_here() -> str:
    return str(current_app.config["SETTINGS"].region)


def suppliers(text: str, cpv: str | None, department: str | None, most: int = MOST) -> list[sourcing.Row]:
    """Registered suppliers with their ruler; the text of the code stands in where none is given."""
    code = cpv.ljust(8, "0") if cpv else None
    found = queries.who_could_supply(text, cpv=code, department=department, top=most)
    zone = Zone(departments=(department,)) if department else Zone()
    asking = Need(zone_json=zone.to_json())
    return [row for row in sourcing.rows(asking, found) if row.score > 0]


@blueprint.get("/contract")
@allow(Access.PUBLIC)
def contract() -> ResponseReturnValue:
    """One contract, by its key, which outlives a rebuild; who could supply it, the needs behind it."""
    found = queries.contract(*key())
    if found is None:
        abort(404)
    (listed,) = names.of_contracts([found.listed])
    return page(
        "contract",
        one=found,
        listed=listed,
        told=telling,
        fitting=suppliers(listed.object or "", listed.cpv, listed.department, 5),
        needs=linking.needs_behind(listed, g.actor),
    )


blueprint.add_app_template_global(linking.contracts_after, "contracts_after")


def key() -> tuple[str, str]:
    return request.args.get("buyer", "")[:60], request.args.get("number", "")[:200]


@blueprint.route("/contract/need", methods=["GET", "POST"])
@allow(Access.PUBLIC)
def draft() -> ResponseReturnValue:
    """A draft of the need that follows a contract; one needs no account to begin, as for any need."""
    found = queries.contract(*key())
    if found is None:
        abort(404)
    actor: Actor = g.actor
    if actor.anonymous:
        actor = replace(actor, draft_key=identity.draft_key())
    form = DraftForm()
    if not form.validate_on_submit():
        body = render_template("observatory/draft.html", form=form, listed=found.listed, told=telling)
        return body, 422 if form.has_errors else 200
    return once(form, lambda: drafted(found.listed, actor))


def drafted(listed: Listed, actor: Actor) -> str:
    need = following.draft_again(listed, actor, now=datetime.now(UTC))
    return url_for("needs.what", need_id=need.id)
