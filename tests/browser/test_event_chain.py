"""A whole Rencontre in browsers, over real SMTP: from an empty event and a file with faults to a need's report.

The organiser prepares at a desk and runs the day on a phone; a buyer of the demonstration brings a need; a
firm answers without scripts. The first half-day is on now and the second is tomorrow's, so that whatever the
hour a meeting is on and others are still to come.
"""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar
from playwright.sync_api import Browser, ViewportSize, expect

from matchmaker.demo.commands import PASSWORD
from matchmaker.events.models.event import TIME_ZONE
from tests.browser.product import Site
from tests.browser.visitor import Visitor
from tests.browser.words import Words

FRENCH = Words("fr")
BUYER, ORGANISER = "acheteur@demonstration.invalid", "organisateur@demonstration.invalid"
EVENT, WALK_IN = "Rencontres d’essai du Ternois", "Syndicat des eaux du Ternois"
WORDS = "Travaux de voirie : bordures, trottoirs, plantations"
HEAD = "Raison sociale;Siret;Profil;Nom;Prénom;Courriel;Attentes\r\n"
OFFICE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 320, "height": 700}
FIRMS, BODIES, TABLES = 8, 4, 6
# Numbers are given in order: the file first, then the buyer who registers alone.
NUMBER = FIRMS + BODIES + 1
HOUR, LAST_MINUTE = 60, 24 * 60 - 1


@dataclass(frozen=True)
class Firm:
    """`number`: on the badge; the file gives the first ones."""

    number: int
    name: str
    siret: str

    @property
    def email(self) -> str:
        return f"firme{self.number}.essai@example.org"

    @property
    def person(self) -> str:
        return f"Paul Petit-{self.number}"


@contextmanager
def arrived(
    browser: Browser, site: Site, viewport: ViewportSize = OFFICE, *, scripts: bool = True
) -> Iterator[Visitor]:
    made = browser.new_context(base_url=site.url, java_script_enabled=scripts, viewport=viewport)
    made.set_default_timeout(20_000)
    visitor = Visitor(made.new_page(), site, FRENCH, scripts=scripts)
    yield visitor
    made.close()
    visitor.tell_faults()


def test_a_rencontre_from_an_empty_event_to_the_report_of_a_need(
    browser: Browser, site: Site, seen: dict[str, set[str]]
) -> None:
    with (
        arrived(browser, site) as buyer,
        arrived(browser, site) as office,
        arrived(browser, site, PHONE) as phone,
    ):
        buyer.seen = office.seen = seen["fr"]  # doors that other tours have inspected
        buyer.sign_in(BUYER, PASSWORD)
        need, firms = need_and_firms(buyer)
        event = create(office)
        set_the_frame(office)
        set_the_rules(office)
        add_a_workshop(office, event)
        import_with_faults(office, event, firms)
        register_with_a_need(buyer, announce(office), need)
        propose_and_open_the_wishes(office, event)
        say_no_to_one(browser, site, firms[0])
        plan_and_publish(office, event)
        take_the_papers(office, event)
        read_an_agenda(browser, site, firms[1])
        phone.sign_in(ORGANISER, PASSWORD)
        partner = firms[whom_the_buyer_meets_now(phone, event) - 1]
        gone = firms[somebody_missing_with_more_to_come(phone, event, partner) - 1]
        check_in_undo_and_check_in(phone, event)
        press_without_network(phone, event, partner)
        read_the_agenda_without_network(phone)
        free_the_partners_of(phone, event, gone)
        walk_in(phone, event)
        plan_the_rest_again(phone, event)
        tell_what_took_place(phone, event, partner)
        read_the_report(buyer, need, partner)


def again(visitor: Visitor, address: str, done: Callable[[], bool], seconds: float = 120) -> None:
    """Reload until the worker has had its turn."""
    deadline = time.monotonic() + seconds
    while True:
        visitor.page.goto(address)
        if done():
            return visitor.look()
        assert time.monotonic() < deadline, f"{address}: nothing came within {seconds} s"
        visitor.page.wait_for_timeout(300)


def need_and_firms(buyer: Visitor) -> tuple[str, list[Firm]]:
    """A need of the buyer's with the first firms of its list, as the list is taken away."""
    buyer.page.goto("/needs/mine")
    need = buyer.main.locator(".results a[href^='/needs/']").first.get_attribute("href")
    assert need is not None
    rows = csv.DictReader(
        buyer.page.request.get(f"{need}/suppliers/everyone.csv").text().lstrip("\ufeff").splitlines(),
        delimiter=";",
    )
    found = [
        Firm(number, row["Fournisseur"], row["SIRET"])
        for number, row in zip(range(1, FIRMS + 1), rows, strict=False)
    ]
    return need, found


def create(office: Visitor) -> str:
    office.sign_in(ORGANISER, PASSWORD)
    office.open("/my-events")
    office.follows("Prepare an event")
    office.writes("Name of the event", EVENT)
    office.writes("First day", day(0))
    office.writes("Place", "Salle des fêtes")
    office.writes("Commune", "Arras (62)")
    office.presses("Create the event")
    return office.page.url


def day(after: int) -> str:
    return f"{datetime.now(TIME_ZONE) + timedelta(days=after):%d/%m/%Y}"


def set_the_frame(office: Visitor) -> None:
    """One meeting that began a quarter of an hour ago at most, two tomorrow morning."""
    now = datetime.now(TIME_ZONE)
    begins = min(max(60 * now.hour + now.minute - 15, 0), LAST_MINUTE - HOUR)
    office.follows("Hours, breaks, rooms and tables")
    fields = {
        "meeting_minutes": HOUR,
        "half_days-0-day": day(0),
        "half_days-0-starts": clock(begins),
        "half_days-0-ends": clock(begins + HOUR),
        "half_days-1-day": day(1),
        "half_days-1-starts": "9:00",
        "half_days-1-ends": "11:05",
        "rooms-0-tables": TABLES,
    }
    for name, value in fields.items():
        office.main.locator(f"#{name}").fill(str(value))
    office.presses("Save")


def clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def set_the_rules(office: Visitor) -> None:
    office.follows("Registrations and rules of the plan")
    office.chooses("Place meetings also for pairs on which neither side has said a word")
    office.main.locator("#no_show_minutes").fill("1")
    office.presses("Save")


def add_a_workshop(office: Visitor, event: str) -> None:
    office.follows("Workshops")
    office.follows("Add a workshop")
    office.writes("Title", "Être payé à l’heure")
    office.main.locator("input[name=theme]").first.check()
    for name, value in (("day", day(1)), ("starts", "9:00"), ("ends", "10:00"), ("capacity", "20")):
        office.main.locator(f"#{name}").fill(value)
    office.presses("Save")
    office.page.goto(event)


def import_with_faults(office: Visitor, event: str, firms: list[Firm]) -> None:
    """Two cells are mended in place, one line is left out."""
    rows = [f"{one.name};{one.siret};Entreprise;Petit-{one.number};Paul;{one.email};{WORDS}" for one in firms]
    rows += [
        f"Commune d’Essai {n};;Acheteur;Martin;Jeanne;commune{n}@example.org;{WORDS}" for n in range(BODIES)
    ]
    rows[1] = rows[1].replace(firms[1].email, "nul")
    rows[2] = rows[2].replace("Entreprise", "?")
    rows.append("Atelier Perdu;;Entreprise;Perdu;Luc;nul;")
    office.follows("Import a list of people")
    body = (HEAD + "\r\n".join(rows)).encode("utf-8")
    office.page.set_input_files("#file", {"name": "liste.csv", "mimeType": "text/csv", "buffer": body})
    office.presses("See what it holds")
    office.main.locator("#cell-3-5").fill(firms[1].email)
    office.main.locator("#cell-4-2").fill("Entreprise")
    office.presses("Check the mended cells")
    office.chooses("Send each person a mail with the link to their page")
    office.go(office.main.locator("form[action$='/do'] button").first)
    office.page.goto(event)


def announce(office: Visitor) -> str:
    office.follows("Announce the event")
    office.presses("Announce the event")
    expect(office.main.locator("h1")).to_have_text(EVENT)
    return office.page.url


def register_with_a_need(buyer: Visitor, public: str, need: str) -> None:
    """Side and SIRET are known of whoever acts for a body; the needs to bring are ticked already."""
    buyer.open(public)
    buyer.follows("Register")
    buyer.presses("Go on")
    boxes = buyer.main.locator("input[name=needs]")
    for box in boxes.all():
        box.set_checked(box.get_attribute("value") == need.rpartition("/")[2])
    buyer.presses("Send my registration")
    buyer.reads("Check your mail")
    buyer.open(link_to(buyer.site, BUYER, "/confirm"))
    buyer.presses("Confirm my registration")


def link_to(site: Site, email: str, ending: str = "", seconds: float = 60) -> str:
    """A secret link in a mail to that address."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for message in [one for one in reversed(site.mailbox.messages) if one["To"] == email]:
            text = message.get_payload(0).get_payload(decode=True).decode()
            if found := re.search(rf"https?://\S+/rendezvous/[^/\s]+{ending}", text):
                return found[0]
        time.sleep(0.1)
    raise AssertionError(f"no such mail to {email} within {seconds} s")


def starts(visitor: Visitor, name: str) -> None:
    """Press what makes the worker work: the page that follows may be done before it is read."""
    with visitor.page.expect_navigation():
        visitor.main.get_by_role("button", name=FRENCH(name), exact=True).first.click()


def propose_and_open_the_wishes(office: Visitor, event: str) -> None:
    office.open(event)
    office.follows("Wishes of the participants")
    starts(office, "Propose the pairs")
    pairs = office.main.get_by_role("button", name=FRENCH("Propose the pairs again"), exact=True)
    again(office, f"{event}/wishes", lambda: pairs.count() == 1)
    office.presses("Open the wishes and write to everybody")


def say_no_to_one(browser: Browser, site: Site, firm: Firm) -> None:
    with arrived(browser, site, scripts=False) as visitor:
        visitor.open(link_to(site, firm.email))
        visitor.follows("Say whom I wish to meet")
        wish = visitor.main.locator("fieldset", has_text=FRENCH("Your wish")).first
        wish.get_by_label(FRENCH("No"), exact=True).check()
        visitor.presses("Keep my wishes")


def plan_and_publish(office: Visitor, event: str) -> None:
    office.open(event)
    office.follows("The meeting plan")
    starts(office, "Compute the plan")
    again(office, f"{event}/plan", lambda: office.main.locator("#result").count() == 1)
    expect(office.main.locator("#result")).to_contain_text("il n’existe pas de meilleur plan")
    office.presses("Publish as final")
    expect(office.main.locator("#result + p")).to_contain_text("Publié à titre définitif")


def take_the_papers(office: Visitor, event: str) -> None:
    office.open(event)
    office.follows("Agendas, badges and signs to print")
    for link in office.main.locator("a[href$='.pdf']").all():
        answer = office.page.request.get(str(link.get_attribute("href")))
        assert answer.body().startswith(b"%PDF"), answer.url


def read_an_agenda(browser: Browser, site: Site, firm: Firm) -> None:
    """On the page of its secret link, and in the calendar that follows it: the same meetings."""
    with arrived(browser, site, scripts=False) as visitor:
        visitor.open(link_to(site, firm.email))
        shown = visitor.main.locator(".day-meeting").count()
        feed = visitor.page.request.get(f"{visitor.page.url}.ics").body()
        assert len(Calendar.from_ical(feed).walk("VEVENT")) == shown > 0


def cards(visitor: Visitor, within: str) -> list[int]:
    """Numbers of the desk's cards that a part of the page links to."""
    links = visitor.main.locator(f"{within} a[href*='/day/']")
    return [
        int(number) for number in links.evaluate_all("all => all.map(one => one.pathname.split('/').pop())")
    ]


def whom_the_buyer_meets_now(phone: Visitor, event: str) -> int:
    phone.open(f"{event}/day/{NUMBER}")
    return cards(phone, ".day-meeting")[0]


def somebody_missing_with_more_to_come(phone: Visitor, event: str, partner: Firm) -> int:
    """A firm that is missed now, at another table than the buyer's, and has a meeting tomorrow."""
    phone.open(f"{event}/day")
    for number in cards(phone, "[aria-labelledby=missing]"):
        phone.page.goto(f"{event}/day/{number}")
        if (
            number not in (partner.number, *range(FIRMS + 1, NUMBER + 1))
            and len(cards(phone, ".day-meeting")) > 1
        ):
            return number
    raise AssertionError("no firm that is missing has another meeting")


def check_in_undo_and_check_in(phone: Visitor, event: str) -> None:
    phone.open(f"{event}/day/{NUMBER}")
    taps(phone, "Has arrived")
    expect(phone.page.locator("[data-fades]")).to_contain_text("est là")
    taps(phone, "Undo")
    phone.page.goto(f"{event}/day/{NUMBER}")
    taps(phone, "Has arrived")


def taps(phone: Visitor, name: str) -> None:
    """A button of the desk, which bears the person's name too."""
    phone.go(phone.main.get_by_role("button", name=FRENCH(name)).first)


def press_without_network(phone: Visitor, event: str, partner: Firm) -> None:
    """Found by its first two letters; the press waits on the device and leaves by itself."""
    phone.page.goto(f"{event}/day")
    phone.page.fill("#q", partner.name[:2])
    phone.presses("Find")
    found = phone.main.locator(".people li", has_text=partner.name).first
    phone.page.context.set_offline(True)
    found.get_by_role("button", name=FRENCH("Has arrived")).click()
    expect(phone.page.locator("[data-queue]")).to_contain_text("1 geste attend le réseau")
    phone.page.context.set_offline(False)
    expect(phone.page.locator("[data-queue]")).to_contain_text("Ce qui attendait est parti.")
    phone.page.goto(f"{event}/day/{partner.number}")


def read_the_agenda_without_network(phone: Visitor) -> None:
    phone.follows("agenda by secret link")
    phone.page.locator("[data-agenda][data-kept=yes]").wait_for()
    phone.page.context.set_offline(True)
    phone.page.reload()
    expect(phone.page.locator("h1")).to_contain_text("Mon agenda")
    expect(phone.page.locator("[data-offline]")).to_be_visible()
    phone.page.context.set_offline(False)


def free_the_partners_of(phone: Visitor, event: str, gone: Firm) -> None:
    phone.open(f"{event}/day")
    row = phone.main.locator("[aria-labelledby=missing] li", has_text=gone.person)
    phone.go(row.get_by_role("button", name=FRENCH("Absent: free the partner")))


def walk_in(phone: Visitor, event: str) -> None:
    """A body nobody expected: three answers, and a table is free."""
    phone.follows("Add somebody who was not expected")
    phone.chooses("Public buyer")
    phone.writes("Organisation", WALK_IN)
    phone.writes("First and last name", "Ana Wu")
    starts(phone, "Add this person")
    expect(phone.main.locator(".day-meeting")).to_have_count(0)


def plan_the_rest_again(phone: Visitor, event: str) -> None:
    """The differences, name by name, then confirmed; the newcomer has meetings."""
    phone.open(f"{event}/day")
    phone.presses("Plan the rest of the day again")
    changes = phone.main.locator(".people")
    expect(changes).to_contain_text(WALK_IN)
    expect(changes).to_contain_text(FRENCH("No longer:"))
    phone.presses("Put in force and tell those who change")
    phone.page.goto(f"{event}/day/{NUMBER + 1}")
    expect(phone.main.locator(".day-meeting").first).to_be_visible()


def tell_what_took_place(phone: Visitor, event: str, partner: Firm) -> None:
    phone.open(f"{event}/day/{NUMBER}")
    row = phone.main.locator(".day-meeting", has_text=partner.name)
    phone.go(row.get_by_role("button", name=FRENCH("Took place")))
    expect(row.get_by_role("button", name=FRENCH("Took place"))).to_have_attribute("aria-pressed", "true")


def read_the_report(buyer: Visitor, need: str, partner: Firm) -> None:
    buyer.open(f"{need}/report")
    meetings = buyer.main.locator("[aria-labelledby=meetings] tr", has_text=partner.name).last
    expect(meetings).to_contain_text("Tenu")
    expect(meetings).to_contain_text("lors des Rencontres")
