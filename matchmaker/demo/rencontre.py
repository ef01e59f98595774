"""The demonstration Rencontre: today, half-way through its day, planned by the real planner.

Its state is in its data, not in the clock: the morning has its outcomes, the afternoon is still to come.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

import sqlalchemy as sa

from matchmaker.accounts.actor import SYSTEM
from matchmaker.demo import values
from matchmaker.events import agenda, frame, plans, proposals
from matchmaker.events.models import (
    Enrolment,
    Event,
    EventStatus,
    HalfDay,
    MeetingRecord,
    Pair,
    PlanState,
    Registration,
    RegistrationState,
    Room,
    Side,
    Slot,
    Source,
    Speaker,
    Subject,
    Theme,
    Took,
    Wish,
    Workshop,
)
from matchmaker.events.services import planning, publishing
from matchmaker.extensions import db
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.organisations.models import Organisation

FIRMS, STEPS = 170, 60
MORNING, AFTERNOON = (time(9, 30), time(12, 0)), (time(14, 0), time(16, 30))
WORKSHOPS = (
    ("Délais de paiement : être payé à l’heure", Theme.PAYMENT_DELAYS, time(10, 20), time(11, 10)),
    ("Acheter local sans enfreindre le code", Theme.LOCAL_PURCHASING, time(11, 10), time(12, 0)),
    ("L’économie sociale et solidaire répond", Theme.ESS, time(14, 50), time(15, 40)),
)
# What bodies without an open need come to look for, in their own words.
LOOKS_FOR = (
    "Traiteur et produits frais pour la restauration collective",
    "Entretien des espaces verts et fleurissement",
    "Nettoyage des locaux et des vitres",
    "Peinture, maçonnerie et petits travaux dans les bâtiments",
    "Impression, signalétique et communication",
    "Maintenance informatique et sites internet",
    "Mobilier de bureau et fournitures",
    "Transport de personnes et livraison",
)
SAID = ((Wish.MEET, 45), (Wish.MAYBE, 25), (Wish.NO, 8), (None, 22))


def load(invented: values.Region, *, now: datetime) -> Event:
    """Needs the match index; the caller's transaction makes it all or nothing."""
    chance = Random(invented.seed)  # noqa: S311 - no secret
    event = _frame(invented, now)
    people = _people(event, invented, chance, now)
    _workshops(event, people, chance, now)
    db.session.flush()
    proposals.refresh(event, now=now)
    _wishes(event, chance, now)
    _plan(event, now)
    _morning(event, people, chance, now)
    db.session.flush()
    return event


def _frame(invented: values.Region, now: datetime) -> Event:
    organiser = _by_siret([invented.organisers[0].siret])[invented.organisers[0].siret]
    today = now.date()
    event = Event(
        slug=f"rencontres-{today:%Y-%m-%d}",
        organisation_id=organiser.id,
        status=EventStatus.PUBLISHED,
        name="Rencontres de l’achat public",
        summary="Rendez-vous entre acheteurs publics et entreprises de la région, et trois ateliers.",
        place_name="Halle des congrès",
        address="Grand’Place",
        commune=organiser.commune,
        contact_email="rencontres@demonstration.invalid",
        access_words="À dix minutes à pied de la gare ; entrée de plain-pied par la cour.",
        buyer_most=10,
        supplier_most=6,
        wishes_opened_at=now - timedelta(days=21),
        wishes_until=now - timedelta(days=5),
        registration_closes_at=now - timedelta(days=7),
        purge_on=today + timedelta(days=365),
        published_at=now - timedelta(days=60),
        created_at=now - timedelta(days=70),
        updated_at=now,
        demonstration=True,
        screen_nonce=f"{invented.seed:016d}",
    )
    db.session.add(event)
    db.session.flush()
    for position, (name, tables, seats) in enumerate(
        (("Nef", 50, 0), ("Galerie", 40, 0), ("Amphi", 0, 60)), 1
    ):
        event.rooms.append(Room(position=position, name=name, tables=tables, seats=seats))
    _slots(event, today)
    return event


def _slots(event: Event, today: date) -> None:
    for half in (MORNING, AFTERNOON):
        row = HalfDay(day=today, starts=half[0], ends=half[1])
        event.half_days.append(row)
        db.session.flush()
        for starts, ends in frame.cut(half, meeting=event.meeting_minutes, change=event.change_minutes):
            db.session.add(Slot(event_id=event.id, half_day_id=row.id, day=today, starts=starts, ends=ends))
    db.session.flush()


def _by_siret(sirets: list[str]) -> dict[str, Organisation]:
    query = sa.select(Organisation).where(Organisation.siret.in_(sirets))
    return {one.siret: one for one in db.session.execute(query).scalars() if one.siret}


def _people(event: Event, invented: values.Region, chance: Random, now: datetime) -> list[Registration]:
    """Two people of each body, each with its share of the body's needs, and the first firms of the region."""
    share = len(invented.suppliers) / 400
    firms = invented.suppliers[: max(1, round(FIRMS * share))]
    rows = _by_siret([*(one.siret for one in invented.buyers), *(one.siret for one in firms)])
    needs = _needs()
    found: list[Registration] = []
    for body in invented.buyers:
        for turn in range(2):
            person = body.people[turn] if turn < len(body.people) else body.people[0]
            one = _registration(event, rows[body.siret], person, Side.BUYER, turn, len(found) + 1, now)
            mine = needs.get(rows[body.siret].id, [])[turn::2]
            one.subjects = [Subject(need_id=need.id) for need in mine]
            one.words = "" if mine else chance.choice(LOOKS_FOR)
            found.append(one)
    for rank, firm in enumerate(firms):
        one = _registration(event, rows[firm.siret], firm.people[0], Side.SUPPLIER, 0, len(found) + 1, now)
        if rank % 12 == 5:
            one.arrives = time(10, 30)
        elif rank % 12 == 9:
            one.leaves = time(15, 30)
        found.append(one)
    for seat, one in enumerate((o for o in found if o.side is Side.BUYER), 1):
        one.seat = seat
    for seat, one in enumerate((o for o in found if o.side is Side.SUPPLIER), 1):
        one.seat = seat
    db.session.add_all(found)
    db.session.flush()
    return found


def _needs() -> dict[int, list[Need]]:
    query = sa.select(Need).where(Need.status == NeedStatus.PUBLISHED).order_by(Need.id)
    found: dict[int, list[Need]] = {}
    for need in db.session.execute(query).scalars():
        if need.organisation_id is not None:
            found.setdefault(need.organisation_id, []).append(need)
    return found


def _registration(
    event: Event,
    firm: Organisation,
    person: values.Person,
    side: Side,
    turn: int,
    number: int,
    now: datetime,
) -> Registration:
    """A body's second person who is not another one has an address of its own all the same."""
    name, _at, host = person.email.partition("@")
    return Registration(
        event_id=event.id,
        number=number,
        side=side,
        state=RegistrationState.CONFIRMED,
        source=Source.DEMONSTRATION,
        organisation_id=firm.id,
        organisation_name=firm.name,
        siret=firm.siret,
        commune=firm.commune,
        first_name=person.first_name,
        last_name=person.last_name,
        email=f"{name}.rencontres{turn or ''}@{host}",
        nonce=f"{number:016d}",
        created_at=now - timedelta(days=40),
        confirmed_at=now - timedelta(days=40),
        updated_at=now,
    )


def _workshops(event: Event, people: list[Registration], chance: Random, now: datetime) -> None:
    day, room = event.half_days[0].day, event.rooms[2]
    for title, theme, starts, ends in WORKSHOPS:
        workshop = Workshop(
            event_id=event.id,
            room_id=room.id,
            title=title,
            theme=theme,
            day=day,
            starts=starts,
            ends=ends,
            capacity=room.seats,
        )
        workshop.speakers = [Speaker(position=1, name="Camille Delattre", job="Médiatrice des achats")]
        db.session.add(workshop)
        db.session.flush()
        enrolled = chance.sample(people, min(len(people) // 8, workshop.capacity))
        for seat, one in enumerate(enrolled, 1):
            db.session.add(
                Enrolment(
                    workshop_id=workshop.id, registration_id=one.id, seat=seat, at=now - timedelta(days=20)
                )
            )


def _wishes(event: Event, chance: Random, now: datetime) -> None:
    """Better matches are wished more often; one in five says nothing."""
    said, weights = [wish for wish, _ in SAID], [weight for _, weight in SAID]
    query = sa.select(Pair).where(Pair.event_id == event.id).order_by(Pair.buyer_id, Pair.supplier_id)
    for pair in db.session.execute(query).scalars():
        pair.buyer_wish = chance.choices(said, weights)[0]
        pair.supplier_wish = chance.choices(said, weights)[0]
        pair.buyer_at = pair.supplier_at = now - timedelta(days=10)
    db.session.flush()


def _plan(event: Event, now: datetime) -> None:
    asked = now - timedelta(days=4)
    plan = planning.new_plan(event, actor=SYSTEM, now=asked, state=PlanState.RUNNING)
    plan.started_at = asked
    instance = agenda.instance_of(event)
    planning.write(event, plan, instance, agenda.solve(instance, steps=STEPS, offers=False), now=asked)
    planning.put_in_force(plan, actor=SYSTEM, now=asked)
    publishing.publish(event, plan, final=True, now=asked, mails=False)


def _morning(event: Event, people: list[Registration], chance: Random, now: datetime) -> None:
    """Nine in ten have come, two have not; meetings of the morning took place or did not."""
    for one in people:
        if chance.random() < 0.92:
            one.arrived_at = now - timedelta(hours=3)
    missing = [one for one in people if one.arrived_at is None][:2]
    for one in missing:
        one.absent_since = now - timedelta(hours=2)
    gone = {one.id for one in people if one.arrived_at is None}
    plan = plans.in_force(event)
    for meeting in plans.meetings(plan) if plan else []:
        if meeting.slot.starts < MORNING[1]:
            held = not gone & {meeting.buyer_id, meeting.supplier_id}
            took = Took.HELD if held else Took.NOT_HELD
            told = chance.random() < 0.8
            db.session.add(
                MeetingRecord(
                    event_id=event.id,
                    buyer_id=meeting.buyer_id,
                    supplier_id=meeting.supplier_id,
                    slot_id=meeting.slot_id,
                    buyer_took=took if told else None,
                    supplier_took=took if chance.random() < 0.5 else None,
                    buyer_useful=chance.random() < 0.7 if told and held else None,
                    updated_at=now - timedelta(hours=1),
                )
            )
