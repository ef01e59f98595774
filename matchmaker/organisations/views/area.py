"""The blueprint, the words that its templates use, and where a step leads."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matchmaker.organisations import labels
from matchmaker.web import addresses
from matchmaker.web.forms import Form

blueprint = Blueprint("organisations", __name__)
for _name, _filter in labels.FILTERS.items():
    blueprint.add_app_template_filter(_filter, _name)


def following() -> str:
    """Where the person was going: `next` when it is a page of ours, else the page for somebody signed in."""
    return addresses.inner(request.values.get("next"), otherwise=url_for("organisations.home"))


def onward() -> str | None:
    """`next` as it came, to be carried to the following step; None when it leads nowhere of ours."""
    target = request.values.get("next")
    return target if target and addresses.inner(target, otherwise="") == target else None


def form_page(template: str, form: Form, **values: object) -> ResponseReturnValue:
    """The form, or the form again as filled in when something is wrong (422)."""
    status = 422 if form.has_errors else 200
    return render_template(template, form=form, has_errors=form.has_errors, next=onward(), **values), status
