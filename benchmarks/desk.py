"""From a file of 250 people to printed papers, and the day at four desks, on the product as it is served.

    python benchmarks/desk.py [--people 250] [--day 1000] [--large 5000] [--url postgresql://…]

`flask serve` runs in a folder of its own with its worker. One person walks from “My events” to the printed
papers by the links, fields and buttons that the pages show: each one followed, filled or pressed is an act.
Then a plan of 1,000 is asked for, four desks check people in at once, and the rest of the day is planned
again; last comes a file of 5,000. Beside each group stands the bare page (legal notice) of the same minute,
whose cost is the frame's. Exits 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from served.person import Person, said
from served.product import beside, memory, served

# Goals: acts, and seconds.
ACTS, WALK, CHECK_IN, REPLAN, PLAN_1000, IMPORT_5000, PAGE_5000 = 40, 60.0, 0.1, 2.0, 65.0, 30.0, 1.0
DESKS, PRESSES = 4, 50
TRADES = (
    "Nettoyage des locaux, vitrerie, entretien des écoles",
    "Espaces verts, tonte, élagage et fleurissement",
    "Peinture, revêtements et ravalement de façades",
    "Traiteur, restauration collective, produits frais",
    "Maintenance informatique, réseaux, sites internet",
    "Imprimerie, signalétique, communication",
    "Plomberie, chauffage et entretien de chaudières",
    "Transport de personnes et livraison à vélo",
)
missed: list[str] = []


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=250)
    parser.add_argument("--day", type=int, default=1000, help="participants of the day; 0 leaves it out")
    parser.add_argument("--large", type=int, default=5000, help="people of the last file; 0 leaves it out")
    parser.add_argument("--url", default="", help="an empty PostgreSQL database instead of SQLite")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), options.url) as server:
        person = Person()
        person.signs_in()
        walk(person, options.people)
        if options.day:
            the_day(person, options.day)
        if options.large:
            large(person, options.large, server)
    print("well" if not missed else "MISSED: " + "; ".join(missed))
    return 1 if missed else 0


def told(name: str, seconds: float, goal: float = 0, more: str = "") -> None:
    against = f"goal {goal:g} s" if goal else ""
    print(f"  {name:<46}{seconds:8.2f} s   {against} {more}".rstrip(), flush=True)
    if goal and seconds > goal:
        missed.append(name)


def sheet(people: int) -> bytes:
    """A third are buyers; each says in a few words what it looks for or does."""
    lines = ["Raison sociale;Profil;Prénom;Nom;Courriel;Attentes"]
    for n in range(people):
        side = "Acheteur" if n < people // 3 else "Entreprise"
        words = f"{TRADES[n % 8]}. {TRADES[n * 5 % 7]}"
        lines.append(f"Inscrit {n};{side};Léa;Nom-{n};p{n}@exemple.fr;{words}")
    return "\r\n".join(lines).encode("cp1252")


def prepared(person: Person, people: int) -> str:
    """An event with its tables and its people; the address of its task list."""
    person.asks("/my-events")
    person.follows("Prepare an event")
    for name, value in (
        ("name", f"Rencontres de {people}"),
        ("day", f"{datetime.now(UTC) + timedelta(days=60):%d/%m/%Y}"),
        ("place_name", "Salle des fêtes"),
        ("commune", "Arras (62)"),
    ):
        person.fills(name, value)
    person.presses("Create the event")
    event = person.address
    person.follows("Hours, breaks, rooms and tables")
    person.fills("rooms-0-tables", people // 3)
    person.presses("Save")
    person.follows("Registrations and rules of the plan")
    person.fills("place_silent", "y")
    person.presses("Save")
    person.follows("Import a list of people")
    person.fills("file", sheet(people))
    person.presses("See what it holds")
    person.presses(f"Import {people} people")
    return event


def walk(person: Person, people: int) -> None:
    print(f"\n{people} people, from a file to printed papers")
    person.acts, person.seconds = 0, 0.0
    prepared(person, people)
    told("event, frame, rules, file", person.seconds)
    person.follows(f"Rencontres de {people}")
    person.follows("Wishes of the participants")
    person.presses("Propose the pairs")
    person.waits("form[action$='/propose'] button:not(.btn-primary)")
    told("and pairs proposed", person.seconds)
    person.follows("The plan")
    person.presses("Compute the plan")
    person.waits("#result")
    told("and plan computed", person.seconds, more=found(person))
    person.follows(f"Rencontres de {people}")
    person.follows("Agendas, badges and signs to print")
    for number in range(5):
        page, link = person.body, person.soup.select("main a[href$='.pdf']")[number]
        person.acts += 1
        person.asks(str(link["href"]))
        assert person.body.startswith(b"%PDF")
        person.body = page
    told("and five papers printed", person.seconds, WALK, f"{person.acts} acts, goal {ACTS}")
    if person.acts > ACTS:
        missed.append("acts of the walk")
    bare(person)


def bare(person: Person) -> None:
    told("  reference: the bare page", median_of(person, "/legal", 20))


def median_of(person: Person, address: str, turns: int = 5) -> float:
    times = []
    for _ in range(turns):
        person.asks(address)
        times.append(person.took)
    return statistics.median(times)


def the_day(person: Person, people: int) -> None:
    """The first meetings are on now, whatever the hour; the others follow today and tomorrow."""
    print(f"\n{people} people, the plan and the day")
    number = event_of_today(people)
    event = f"/my-events/{number}"
    person.asks(f"{event}/plan")
    person.seconds = 0.0
    person.presses("Compute the plan")
    person.waits("#result")
    told("plan asked for, computed and shown", person.seconds, PLAN_1000, found(person))
    told("plan's page", median_of(person, f"{event}/plan"))
    card = str(
        person.soup.select("#people ~ * a[href*='/plan/people/'], a[href*='/plan/people/']")[0]["href"]
    )
    told("one participant of the plan", median_of(person, card))
    desks(event, people)
    told("desk's page, with who is missing", median_of(person, f"{event}/day"))
    for gone in range(people // 3 + 1, people // 3 + 21):
        person.asks(f"{event}/day/{gone}")
        person.presses("Absent: free the partner")
    person.asks(f"{event}/day")
    person.presses("Plan the rest of the day again")
    changed = len(person.soup.select(".people > li"))
    told("rest of the day planned again, page shown", person.took, REPLAN, f"{changed} agendas change")
    person.presses("Put in force and tell those who change")
    told("confirmed, everybody written to", person.took)
    bare(person)


def event_of_today(people: int) -> int:
    import sqlalchemy as sa
    from rencontres import event_of

    from matchmaker.events.models.event import TIME_ZONE
    from matchmaker.extensions import db
    from matchmaker.organisations.models import Organisation

    now = datetime.now(TIME_ZONE)
    begins = min(max(60 * now.hour + now.minute - 15, 0), 24 * 60 - 21)
    ends = min(begins + 170, 24 * 60 - 1)
    halves = (
        (now.date(), clock(*divmod(begins, 60)), clock(*divmod(ends, 60))),
        (now.date() + timedelta(days=1), clock(9), clock(12, 30)),
    )
    with beside():
        query = sa.select(Organisation.id).where(Organisation.is_organiser)
        return event_of(people, halves, db.session.execute(query.limit(1)).scalar_one())


def found(person: Person) -> str:
    result = person.soup.select_one("#result")
    return said(result) if result else ""


def desks(event: str, people: int) -> None:
    """Each desk finds somebody by number and presses; nobody is checked in twice."""
    context = multiprocessing.get_context("fork")  # of its own each: threads would wait for each other
    with context.Pool(DESKS, initializer=_ready, initargs=(context.Barrier(DESKS),)) as pool:
        found = pool.starmap(_desk, [(event, which, people) for which in range(DESKS)], chunksize=1)
    pages, presses, frames = ([time for desk in found for time in desk[kind]] for kind in range(3))
    assert len(presses) == DESKS * PRESSES
    middle = f"median {statistics.median(presses):.3f} s, {p95(presses) / p95(frames):.1f} bare pages"
    told(f"check-in, {DESKS} desks at once, p95", p95(presses), CHECK_IN, middle)
    told("  the desk's page beside it, p95", p95(pages), more=f"median {statistics.median(pages):.3f} s")
    told("  reference: the bare page at four desks, p95", p95(frames))


def _ready(barrier: object) -> None:
    globals()["BARRIER"] = barrier


def _desk(event: str, which: int, people: int) -> tuple[list[float], list[float], list[float]]:
    """Seconds of the pages, of the presses, of the bare page after each."""
    pages: list[float] = []
    presses: list[float] = []
    frames: list[float] = []
    person = Person()
    person.signs_in()
    BARRIER.wait()  # type: ignore[name-defined]  # noqa: F821 - set by `_ready`
    for turn in range(PRESSES):
        person.asks(f"{event}/day?q={1 + (which + DESKS * turn) % people}")
        pages.append(person.took)
        person.presses("Has arrived")
        presses.append(person.first)
        person.asks("/legal")
        frames.append(person.took)
    return pages, presses, frames


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def large(person: Person, people: int, server: subprocess.Popen[bytes]) -> None:
    print(f"\n{people} people")
    person.seconds = 0.0
    event = prepared(person, people)
    told("event, frame, rules, file", person.seconds, IMPORT_5000)
    person.asks(f"{event}/wishes")
    person.seconds = 0.0
    person.presses("Propose the pairs")
    person.waits("form[action$='/propose'] button:not(.btn-primary)", 900)
    told("pairs proposed", person.seconds)
    person.asks(f"{event}/plan")
    person.seconds = 0.0
    person.presses("Compute the plan")
    person.waits("#result", 900)
    told("plan asked for, computed and shown", person.seconds, more=found(person))
    for name, address in (
        ("list of people", "/people"),
        ("its last page", f"/people?page={people // 50}"),
        ("wishes", "/wishes"),
        ("plan", "/plan"),
        ("desk", "/day"),
        ("desk, somebody found", "/day?q=no"),
        ("documents", "/documents"),
        ("after", "/after"),
    ):
        told(
            f"  {name}", median_of(person, event + address, 3), PAGE_5000, f"{len(person.body) / 1e6:.2f} MB"
        )
    for process, peak in memory(server.pid):
        print(f"  memory of {process:<36}{peak:8.0f} MB")
    bare(person)


if __name__ == "__main__":
    sys.exit(main())
