"""Wishes: a participant's page by secret link, and the organiser's view of how far everybody is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaker.errors import NotFound
from matchmaker.events import links, proposals, queries, rules
from matchmaker.events.models import EventStatus, Pair, Wish
from matchmaker.events.plan_wording import WISHES, parts_of
from matchmaker.events.services import publishing
from matchmaker.events.services import wishes as services
from matchmaker.events.views.area import blueprint
from matchmaker.web.pagination import as_page, requested_page
from matchmaker.web.policy import Access, allow
from matchmaker.web.presentation import moment

PER_PAGE = 100
PAIR, BEYOND = "pair-", "beyond"


@blueprint.get("/rendezvous/<token>/wishes")
@allow(Access.PUBLIC)
def wishes(token: str) -> ResponseReturnValue:
    """Opening it writes nothing: mail scanners open links too."""
    person = links.registration_of(token)
    event = person.event
    if event.status is EventStatus.DRAFT or not rules.takes_part(person):
        raise NotFound
    pairs = services.pairs_of(event, person)
    words = request.args.get("q", "")
    return render_template(
        "events/wishes.html",
        event=event,
        person=person,
        token=token,
        rows=[row(pair, person) for pair in pairs],
        said=sum(services.wish_of(pair, person) is not None for pair in pairs),
        shared=any(pair.shared_at for pair in pairs),
        is_open=rules.wishes_open(event, datetime.now(UTC)),
        closed_at=rules.wishes_closed(event, datetime.now(UTC)),
        words=words,
        found=services.found_by_name(event, person, words),
        agenda=publishing.agenda_of(event, person),
        wish_words=WISHES,
    )


def row(pair: Pair, person: Any) -> Mapping[str, object]:
    return {
        "pair": pair,
        "other": services.other(pair, person),
        "wish": services.wish_of(pair, person),
        "score": float(pair.score) if pair.score is not None else None,
        "parts": parts_of(pair),
    }


@blueprint.post("/rendezvous/<token>/wishes")
@allow(Access.PUBLIC)
def say_wishes(token: str) -> ResponseReturnValue:
    """One press keeps everything, the search included: nothing typed is lost by looking for somebody."""
    person = links.registration_of(token)
    now = datetime.now(UTC)
    if closed := rules.wishes_closed(person.event, now):
        flash(
            _("Wishes closed on %(day)s: what you have just chosen is not kept.", day=moment(closed)),
            "attention",
        )
        return redirect(url_for("events.wishes", token=token), 303)
    changed = services.say(person.event, person, wished(), beyond(), actor=g.actor, now=now)
    words = request.form.get("q", "").strip()[:80]
    if changed or not words:
        flash(_("Your wishes are kept. You can change them as long as this page is open."), "success")
    here = url_for("events.wishes", token=token, q=words or None, _anchor="beyond" if words else None)
    return redirect(here, 303)


def wished() -> dict[int, Wish | None]:
    """By pair. Raises NotFound for what the page does not offer."""
    try:
        return {
            int(name.removeprefix(PAIR)): Wish(said) if said else None
            for name, said in request.form.items()
            if name.startswith(PAIR)
        }
    except ValueError:
        raise NotFound from None


def beyond() -> list[int]:
    try:
        return [int(number) for number in request.form.getlist(BEYOND)[:50]]
    except ValueError:
        raise NotFound from None


@blueprint.get("/my-events/<id:event_id>/wishes")
@allow(Access.ORGANISER)
def wishes_progress(event_id: int) -> ResponseReturnValue:
    event = queries.owned(g.actor, event_id)
    people, number = services.progress(event), requested_page()
    shown = people[PER_PAGE * (number - 1) : PER_PAGE * number]
    return render_template(
        "events/wishes_progress.html",
        event=event,
        page=as_page(shown, number=number, per_page=PER_PAGE, total=len(people)),
        pairs=sum(one.pairs for one in people) // 2,
        spoke=sum(one.said > 0 for one in people),
        shared=services.shared(event),
        is_open=rules.wishes_open(event, datetime.now(UTC)),
        closed_at=rules.wishes_closed(event, datetime.now(UTC)),
        under_way=proposals.under_way(event),
        reminders_left=services.MOST_REMINDERS - event.wishes_reminders,
    )


@blueprint.post("/my-events/<id:event_id>/wishes/propose")
@allow(Access.ORGANISER)
def propose_pairs(event_id: int) -> ResponseReturnValue:
    event = queries.owned(g.actor, event_id, lock=True)
    proposals.ask(event, actor=g.actor, now=datetime.now(UTC))
    flash(_("The pairs are being proposed. What was wished already stays."), "success")
    return redirect(url_for("events.wishes_progress", event_id=event_id), 303)


@blueprint.post("/my-events/<id:event_id>/wishes/open")
@allow(Access.ORGANISER)
def open_wishes(event_id: int) -> ResponseReturnValue:
    event = queries.owned(g.actor, event_id, lock=True)
    reached = services.open_wishes(event, actor=g.actor, now=datetime.now(UTC))
    flash(
        ngettext("%(num)s person has been written to.", "%(num)s people have been written to.", reached),
        "success",
    )
    return redirect(url_for("events.wishes_progress", event_id=event_id), 303)


@blueprint.post("/my-events/<id:event_id>/wishes/remind")
@allow(Access.ORGANISER)
def remind_silent(event_id: int) -> ResponseReturnValue:
    event = queries.owned(g.actor, event_id, lock=True)
    reached = services.remind(event, actor=g.actor, now=datetime.now(UTC))
    flash(
        ngettext("%(num)s person has been reminded.", "%(num)s people have been reminded.", reached),
        "success",
    )
    return redirect(url_for("events.wishes_progress", event_id=event_id), 303)
