"""The board of a body over its sourcings, and that of a firm over its responses."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.organisations import labels
from matchmaker.organisations.models import Size
from matchmaker.reference import territories
from matchmaker.sourcing import funnels
from matchmaker.sourcing.views.area import blueprint
from matchmaker.sourcing.wording import CHOICES, REASONS
from matchmaker.web.policy import Access, allow


@blueprint.get("/board")
@allow(Access.BUYER)
def buyer_board() -> ResponseReturnValue:
    board = funnels.of_buyer(g.actor.acting_for.id, now=datetime.now(UTC))
    shares = [(group_words(one.group), one) for one in board.shares]
    return render_template("sourcing/buyer_board.html", board=board, shares=shares)


@blueprint.get("/board/firm")
@allow(Access.SUPPLIER)
def firm_board() -> ResponseReturnValue:
    board = funnels.of_firm(g.actor.acting_for.id)
    reasons = [(REASONS[reason], count) for reason, count in board.reasons.items()]
    return render_template("sourcing/firm_board.html", board=board, reasons=reasons, choices=CHOICES)


def group_words(group: str) -> str:
    if group in list(Size):
        return str(labels.words(Size(group)))
    if group == "social":
        return _("Social economy")
    department = territories.department(group)
    return department.name if department else group
