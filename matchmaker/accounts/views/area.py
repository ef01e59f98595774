"""The blueprint, and what its pages share."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matchmaker.accounts.models import LinkPurpose
from matchmaker.web import addresses
from matchmaker.web.forms import Form

blueprint = Blueprint("accounts", __name__)


def following() -> str:
    """Where the person was going: `next` when it is a page of ours, else the page for somebody signed in."""
    return addresses.inner(request.values.get("next"), otherwise=url_for("organisations.home"))


def form_page(template: str, form: Form, **values: object) -> ResponseReturnValue:
    """The form, or the form again as filled in when something is wrong (422)."""
    status = 422 if form.has_errors else 200
    return render_template(template, form=form, has_errors=form.has_errors, **values), status


def dead_link(purpose: LinkPurpose) -> ResponseReturnValue:
    """One sentence whatever the reason, and the way to a new link."""
    return render_template("accounts/dead_link.html", purpose=purpose.value), 410
