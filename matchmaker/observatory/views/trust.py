"""What the figures are worth: method with the lines each rule touched, board of quality."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.extensions import limiter
from matchmaker.moderation.models import CaseKind
from matchmaker.moderation.services import open_case
from matchmaker.observatory import names, queries, rulebook, telling
from matchmaker.observatory.forms import ErrorForm
from matchmaker.observatory.indicators.definitions import DEFINITIONS
from matchmaker.observatory.indicators.filters import Filters
from matchmaker.observatory.views.area import asked, blueprint, kept, page
from matchmaker.observatory.views.reading import chips, figures
from matchmaker.web import addresses, limits
from matchmaker.web.forms import once
from matchmaker.web.policy import Access, allow

OBSERVATORY = 1  # figures have no rows: every report is about the observatory, and names its page


@blueprint.get("/method")
@allow(Access.PUBLIC)
@kept
def method() -> ResponseReturnValue:
    """Every rule with what it touched in the data shown, every figure with its definition."""
    everything = Filters()
    quality = queries.quality(everything)
    return page(
        "method",
        rules=rulebook.told(quality),
        quality=quality,
        definitions=DEFINITIONS,
        figures=figures(everything),
        told=telling,
    )


@blueprint.get("/quality")
@allow(Access.PUBLIC)
@kept
def quality() -> ResponseReturnValue:
    """Holes, reasons, unknown parts, late publication, of a filter."""
    wanted = asked()
    found = queries.presence(wanted.filters)
    known = names.known(number for number, name, _months in found.rows if not name)
    most = max((count for _number, _name, months in found.rows for count in months), default=0)
    return page(
        "quality",
        filters=wanted.filters,
        wrong=wanted.wrong,
        quality=queries.quality(wanted.filters),
        months=found.months,
        rows=[
            (number, name or known.get(number, number), [(count, shade(count, most)) for count in months])
            for number, name, months in found.rows
        ],
        rules=rulebook,
        told=telling,
        chips=chips(wanted.filters),
        query=wanted.filters.as_dict(),
    )


def shade(count: int, most: int) -> int:
    """0 for none, then 1 (pale) to 5."""
    return 0 if not count else 1 + min(4, count * 5 // (most + 1))


@blueprint.route("/error", methods=["GET", "POST"])
@allow(Access.PUBLIC)
@limiter.limit(limits.reports, methods=["POST"])
def error() -> ResponseReturnValue:
    """Tell the moderators of a figure that is wrong; its page and the data version go with it."""
    about = addresses.inner(request.args.get("page", "")[:500], otherwise=url_for("observatory.home"))
    form = ErrorForm()
    if not form.validate_on_submit():
        body = render_template("observatory/error.html", form=form, about=about, has_errors=form.has_errors)
        return body, 422 if form.has_errors else 200
    return once(form, lambda: told_of(str(form.text.data), about))


def told_of(text: str, about: str) -> str:
    version = queries.data_version() if queries.available() else "–"
    open_case(
        CaseKind.ABUSE,
        "observatory",
        OBSERVATORY,
        text=text,
        reference=f"{version} {about}"[:200],
        actor=g.actor,
        now=datetime.now(UTC),
    )
    flash(_("Thank you: the error you told of will be looked at."), "success")
    return about
