"""One small region with somebody of each kind, one thing of each kind, and a browser for each of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.needs.models import NeedStatus
from matchmaker.offers.models import OfferStatus
from matchmaker.organisations.models import MembershipState
from matchmaker.reference.identifiers import demonstration_siret
from tests.factories import Make
from tests.files.zoo import PDF

MARK = "<b>probe</b>'\"&{{1337*1337}}"
ROLES = (
    "anonymous",
    "buyer",
    "other_buyer",
    "supplier",
    "other_supplier",
    "organiser",
    "observer",
    "moderator",
    "administrator",
    "withdrawn",
)
# Whose the things of this world are.
OWNER = {
    "need_id": "buyer",
    "offer_id": "supplier",
    "organisation_id": "supplier",
    "session_id": "buyer",
    "import_id": "buyer",
    "search_id": "buyer",
    "subscription_id": "buyer",
    "event_id": "organiser",
    "slug": "organiser",
}


class Reader(FlaskClient):
    """Reads every answer to its end, so that files that are sent are closed."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("buffered", True)
        return super().open(*args, **kwargs)


@dataclass
class World:
    """`drafts` and `published` hold the values of the addresses' arguments, by name.

    It stands for many tests, which leave it as it is, or say that it is `spent`.
    """

    app: Flask
    drafts: dict[str, int | str] = field(default_factory=dict)
    published: dict[str, int | str] = field(default_factory=dict)
    browsers: dict[str, FlaskClient] = field(default_factory=dict)
    areas: dict[str, dict[str, int | str]] = field(default_factory=dict)  # values of one area's routes alone
    tours: dict[str, Any] = field(default_factory=dict)  # by role; see touring.py
    cookies: dict[str, str] = field(default_factory=dict)  # of the sessions as they were opened, by role
    spent: bool = False

    def rules(self, method: str) -> list[Rule]:
        found = (rule for rule in self.app.url_map.iter_rules() if method in (rule.methods or ()))
        return sorted((rule for rule in found if rule.endpoint != "static"), key=lambda rule: rule.rule)

    def new_browsers(self) -> None:
        """Those of `cookies`, which have seen nothing yet."""
        for name in ROLES:
            self.browsers[name] = Reader(self.app, self.app.response_class)
            if name in self.cookies:
                self.browsers[name].set_cookie("session", self.cookies[name])

    def address(self, rule: Rule, values: dict[str, int | str] | None = None) -> str:
        values = self.published if values is None else values
        values = {**values, **self.areas.get(rule.endpoint.partition(".")[0], {})}
        return self.app.url_map.bind("").build(rule.endpoint, {name: values[name] for name in rule.arguments})


def build(app: Flask, make: Make) -> World:
    """Every free text holds MARK, so that one walk over all pages finds the one that does not escape it."""
    world = World(app)
    buyer, firm = make.buyer(name=f"Ville {MARK}"), make.supplier(name=f"Atelier {MARK}", description=MARK)
    bodies: dict[str, tuple[Any, Role]] = {
        "buyer": (buyer, Role.BUYER),
        "other_buyer": (make.buyer(), Role.BUYER),
        "supplier": (firm, Role.SUPPLIER),
        "other_supplier": (make.supplier(), Role.SUPPLIER),
        "organiser": (make.organisation(is_organiser=True), Role.ORGANISER),
        "observer": (make.buyer(), Role.OBSERVER),
    }
    people = {
        name: make.member(body, role, make.user(first_name=MARK)) for name, (body, role) in bodies.items()
    }
    people["moderator"] = make.user(moderator=True)
    people["administrator"] = make.user(administrator=True)
    people["withdrawn"] = make.member(buyer, Role.BUYER, state=MembershipState.ENDED)
    for name in ROLES:
        world.browsers[name] = Reader(app, app.response_class)
        if name in people:
            make.sign_in(world.browsers[name], people[name])
            world.cookies[name] = world.browsers[name].get_cookie("session").value
    _things(world, make, buyer, firm)
    _events(world, make, bodies["organiser"][0])
    accounts = {"user_id": people["other_buyer"].id, "session_id": _session(app, people["buyer"].id)}
    kept = _kept(world, make, buyer, firm, {name: one.id for name, one in people.items()})
    sent = _sent(app)
    for values in (world.published, world.drafts):
        values |= {**accounts, **kept, "which": "old", "sent_id": sent}
    return world


def _things(world: World, make: Make, buyer: Any, firm: Any) -> None:
    asking = make.member(firm, Role.SUPPLIER, state=MembershipState.REQUESTED, manager=False)
    common = {"organisation_id": firm.id, "membership_id": _membership(world.app, asking.id)}
    common |= {"siren": "200033579", "code": "en", "filename": "css/base.css"}
    common |= {"siret": demonstration_siret(55), "kind": "organisation", "object_id": firm.id}
    make.register(str(common["siret"]), name=f"COMMUNE {MARK}", legal_category="7210", commune="62041")
    common |= {"dimension": "family", "measure": "contracts", "form": "svg", "layer": "departments"}
    common |= {"theme": "department", "key": "62", "ending": "csv", "indicator": "contracts"}
    common |= {"case_id": make.case(firm, text=MARK).id}
    text = {
        "title": f"Tonte {MARK}",
        "lots": [{"title": f"Lot {MARK}"}, {"title": "Sud"}],
        "questions": [MARK],
    }
    need = make.need(buyer, description=f"Tonte des pelouses {MARK}", **text)
    text |= {"status": NeedStatus.DRAFT, "published_at": None, "reference": None}
    draft = make.need(buyer, description=MARK, **text)
    said = {"what": f"Nous tondons {MARK}", "labels": [{"name": MARK}]}
    said["references"] = [{"client": MARK, "text": MARK, "year": 2025}]
    offer = make.offer(firm, title=f"Tonte {MARK}", **said)
    hidden = make.offer(firm, title=MARK, status=OfferStatus.DRAFT, published_at=None, **said)
    common["frozen_id"] = _kept_list(world.app, buyer, need.id)
    common |= _contact(world.app, need.id, firm.id)
    world.published = common | _numbers(need, offer)
    world.drafts = common | _numbers(draft, hidden)


def _events(world: World, make: Make, organiser: Any) -> None:
    """A day announced, its plan in force and told, and one in preparation; MARK all over."""
    from matchmaker.events import links
    from matchmaker.events.models import EventStatus, Side
    from tests.events import placed
    from tests.factories import events

    texts = {"name": f"Rencontre {MARK}", "summary": MARK, "access_words": MARK, "place_name": MARK}
    texts |= {"address": MARK}
    made = placed.day(make, buyers=1, suppliers=1, organiser=organiser, **texts)
    draft = events.event(make, organiser, **texts, status=EventStatus.DRAFT, published_at=None)
    hidden = events.registration(make, draft, Side.SUPPLIER, organisation_name=f"Firme {MARK}")
    told: dict[str, int | str] = {
        "slug": made.event.slug,
        "event_id": made.event.id,
        "number": made.buyers[0].number,
        "plan_id": made.plan_id,
        "meeting_id": made.meeting_id,
        "registration_id": made.buyers[0].id,
        "other_id": made.suppliers[0].id,
        "act": "arrive",
        "paper": "attendance",
        "workshop_id": _beside(make, made.event, made.suppliers[0]),
    }
    world.published |= told
    world.drafts |= told | {
        "slug": draft.slug,
        "event_id": draft.id,
        "registration_id": hidden.id,
        "workshop_id": _beside(make, draft, hidden),
    }
    with world.app.app_context():
        world.areas["events"] = {
            "token": links.token_of(made.buyers[0]),
            "screen_token": links.screen_token_of(made.event),
            "import_id": _sheet(make, made.event),
        }


def _beside(make: Make, event: Any, one: Any) -> int:
    """A workshop in which somebody has a seat."""
    from datetime import time

    from matchmaker.events.models import Enrolment, Speaker, Theme, Workshop
    from tests.factories import events
    from tests.factories.make import NOW

    hours = {"day": events.DAY, "starts": time(10), "ends": time(11)}
    shown = {"title": f"Atelier {MARK}", "summary": MARK, "theme": Theme.ESS, "capacity": 5}
    speakers = [Speaker(position=1, name=MARK, job=MARK)]
    talk = make._keep(Workshop(event_id=event.id, **shown, **hours, speakers=speakers))
    make._keep(Enrolment(workshop_id=talk.id, registration_id=one.id, seat=1, at=NOW))
    return int(talk.id)


def _sheet(make: Make, event: Any) -> int:
    from matchmaker.events.models import Import
    from tests.factories.make import NOW

    lines = [{"number": 2, "cells": [MARK, "?", MARK]}]
    columns = {"organisation_name": 0, "side": 1, "email": 2}
    file = {"filename": MARK, "digest": "0", "headers": [MARK, "b", "c"], "state": "preview"}
    return int(make._keep(Import(event_id=event.id, at=NOW, columns=columns, lines=lines, **file)).id)


def _sent(app: Flask) -> str:
    """A file of contracts that waits to be read."""
    from datetime import UTC, datetime
    from pathlib import Path

    from matchmaker.accounts.actor import SYSTEM
    from matchmaker.database import access
    from matchmaker.observatory import sending
    from matchmaker.web.transaction import commit

    with app.app_context(), access(read_only=False):
        key = sending.send(
            "contrats.json", lambda path: Path(path).write_text("{}"), actor=SYSTEM, now=datetime.now(UTC)
        )
        commit()
    return key


def _numbers(need: Any, offer: Any) -> dict[str, int | str]:
    lot, label, reference = need.lots[0].id, offer.labels[0].id, offer.references[0].id
    return {
        "need_id": need.id,
        "lot_id": lot,
        "offer_id": offer.id,
        "label_id": label,
        "reference_id": reference,
    }


def _kept_list(app: Flask, buyer: Any, need_id: int) -> int:
    """A list of the published need, kept as evidence."""
    from datetime import UTC, datetime

    from matchmaker.accounts.actor import ActingFor, Actor
    from matchmaker.database import access
    from matchmaker.needs.models import Need
    from matchmaker.sourcing import freezing
    from matchmaker.web.transaction import commit

    body = ActingFor(1, buyer.id, buyer.name, Role.BUYER, manager=True)
    with app.app_context(), access(read_only=False):
        need = db.session.get_one(Need, need_id)
        kept = freezing.freeze(need, Actor(user_id=1, acting_for=body), now=datetime.now(UTC)).id
        commit()
    return kept


def _contact(app: Flask, need_id: int, firm_id: int) -> dict[str, int | str]:
    """A firm that responded and asked, and its secret link."""
    from datetime import UTC, datetime

    from matchmaker.database import access
    from matchmaker.files import store
    from matchmaker.notifications import refusals
    from matchmaker.sourcing import links
    from matchmaker.sourcing.models_contacts import Choice, Contact, Exchange, Response
    from matchmaker.sourcing.models_dossier import ResponseFile, SharedDocument
    from matchmaker.web.transaction import commit

    now = datetime.now(UTC)
    with app.app_context(), access(read_only=False):
        contact = Contact(need_id=need_id, supplier_id=firm_id, nonce="n", created_at=now)
        db.session.add(contact)
        db.session.flush()
        said = {"choice": Choice.INTERESTED, "text": MARK, "partners": MARK, "at": now, "changed_at": now}
        asked = {"asked": MARK, "question": MARK, "reply": MARK, "asked_at": now, "replied_at": now}
        exchange = Exchange(need_id=need_id, contact_id=contact.id, **asked)
        response = Response(contact_id=contact.id, **said)
        db.session.add_all([response, exchange])
        db.session.flush()
        digest = store.keep(PDF)
        told = {"name": f"{MARK}.pdf", "media_type": "application/pdf", "size": len(PDF)}
        told |= {"digest": digest, "added_at": now}
        document = SharedDocument(need_id=need_id, number=1, **told)
        file = ResponseFile(response_id=response.id, **told)
        db.session.add_all([document, file])
        commit()
        return {
            "contact_id": contact.id,
            "exchange_id": exchange.id,
            "document_id": document.id,
            "file_id": file.id,
            "token": links.token_of(contact),
            "signed": refusals.sign("x@exemple.invalid", "test"),
        }


def _kept(world: World, make: Make, buyer: Any, firm: Any, people: dict[str, int]) -> dict[str, int | str]:
    """A programme that came as a file, a search and a view kept, the secret links of an alert and of an outcome."""
    from datetime import UTC, datetime

    from matchmaker.alerts import links
    from matchmaker.alerts.models import SavedSearch
    from matchmaker.database import access
    from matchmaker.notifications.kinds import Frequency
    from matchmaker.observatory.models import Subscription
    from matchmaker.programme.models import ProgrammeImport
    from matchmaker.sourcing import ending
    from matchmaker.web.transaction import commit

    now = datetime.now(UTC)
    closed = make.need(buyer, title=MARK, status=NeedStatus.CLOSED, ended_at=now)
    number = int(world.published["need_id"])
    with world.app.app_context(), access(read_only=False):
        read = {"headers": [MARK, "Objet"], "lines": [[2, [MARK, MARK], False]], "columns": {"title": 1}}
        sent = ProgrammeImport(organisation_id=buyer.id, filename=MARK, at=now, **read)
        often = {"frequency": Frequency.DAILY, "since": now.date(), "known": []}
        search = SavedSearch(
            user_id=people["buyer"], name=MARK, params={"q": [MARK]}, created_at=now, looked_at=now, **often
        )
        view = Subscription(
            user_id=people["buyer"],
            address="",
            params={},
            figures={},
            data_version="",
            created_at=now,
            told_at=now,
        )
        db.session.add_all([sent, search, view])
        commit()
        return {
            "import_id": sent.id,
            "search_id": search.id,
            "subscription_id": view.id,
            "alert_token": links.sign("answer", number, firm.id, people["supplier"]),
            "outcome_token": ending.sign(closed.id, people["buyer"]),
        }


def _membership(app: Flask, user_id: int) -> int:
    from matchmaker.organisations.models import Membership

    with app.app_context():
        number: int = db.session.query(Membership.id).filter_by(user_id=user_id).scalar()
    return number


def _session(app: Flask, user_id: int) -> int:
    from matchmaker.accounts.models import Session
    from matchmaker.extensions import db

    with app.app_context():
        number: int = db.session.query(Session.id).filter_by(user_id=user_id).scalar()
    return number
