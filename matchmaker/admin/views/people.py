"""The accounts: found by name or address, switched off and on, given rights; observers appointed."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from matchmaker.accounts import queries, services
from matchmaker.accounts.models import User
from matchmaker.admin.forms import ObserverForm, RightsForm
from matchmaker.admin.views.area import blueprint
from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.organisations import observers
from matchmaker.organisations import queries as organisations
from matchmaker.web.forms import clean_line
from matchmaker.web.pagination import paginate
from matchmaker.web.policy import Access, allow

PEOPLE = 25


@blueprint.get("/people")
@allow(Access.ADMINISTRATOR)
def people() -> ResponseReturnValue:
    words = clean_line(request.args.get("q"))[:100]
    page = paginate(queries.people(words), per_page=PEOPLE)
    return render_template("admin/people.html", page=page, words=words)


@blueprint.route("/people/<id:user_id>", methods=["GET", "POST"])
@allow(Access.ADMINISTRATOR)
def person(user_id: int) -> ResponseReturnValue:
    """One account: what it may do here, and where it acts."""
    user, now = _user(user_id), datetime.now(UTC)
    form = RightsForm(obj=user)
    if form.validate_on_submit():
        rights = {"moderator": form.moderator.data, "administrator": form.administrator.data}
        services.set_rights(user, **rights, actor=g.actor, now=now)
        flash(_("The rights are recorded."), "success")
        return redirect(url_for("admin.person", user_id=user.id), 303)
    return render_template(
        "admin/person.html",
        form=form,
        observer=ObserverForm(formdata=None),
        user=user,
        memberships=organisations.live_memberships(user.id),
        factor=queries.second_factor(user.id),
        sessions=len(queries.live_sessions(user.id, now=now)),
    )


@blueprint.post("/people/<id:user_id>/disable")
@allow(Access.ADMINISTRATOR)
def disable(user_id: int) -> ResponseReturnValue:
    services.disable(_user(user_id), actor=g.actor, now=datetime.now(UTC))
    flash(_("The account is disabled, and signed out everywhere."), "success")
    return redirect(url_for("admin.person", user_id=user_id), 303)


@blueprint.post("/people/<id:user_id>/enable")
@allow(Access.ADMINISTRATOR)
def enable(user_id: int) -> ResponseReturnValue:
    services.enable(_user(user_id), actor=g.actor, now=datetime.now(UTC))
    flash(_("The account is open again."), "success")
    return redirect(url_for("admin.person", user_id=user_id), 303)


@blueprint.post("/people/<id:user_id>/remove-second-factor")
@allow(Access.ADMINISTRATOR)
def remove_factor(user_id: int) -> ResponseReturnValue:
    """For who has lost telephone and codes, once it is known who asks."""
    user = _user(user_id)
    if user.id == g.actor.user_id:
        abort(404)
    services.second_factor.remove(user, actor=g.actor, now=datetime.now(UTC))
    flash(_("The second factor is removed: the password alone signs in."), "success")
    return redirect(url_for("admin.person", user_id=user_id), 303)


@blueprint.post("/people/<id:user_id>/observer")
@allow(Access.ADMINISTRATOR)
def appoint_observer(user_id: int) -> ResponseReturnValue:
    """Of a body that is here: nobody can ask to be an observer, an administrator appoints."""
    user, form = _user(user_id), ObserverForm()
    if not form.validate_on_submit():
        flash(_("Type the SIREN of a public body that is here: nine digits."), "error")
        return redirect(url_for("admin.person", user_id=user_id), 303)
    body = organisations.body_by_siren(form.siren.data)
    if body is None:
        flash(_("No public body of that SIREN is here."), "error")
        return redirect(url_for("admin.person", user_id=user_id), 303)
    observers.appoint(user, body, actor=g.actor, now=datetime.now(UTC))
    flash(_("%(name)s observes for %(body)s.", name=user.name, body=body.name), "success")
    return redirect(url_for("admin.person", user_id=user_id), 303)


def _user(user_id: int) -> User:
    user = db.session.get(User, user_id)
    if user is None or user.erased_at is not None:
        raise NotFound
    return user
