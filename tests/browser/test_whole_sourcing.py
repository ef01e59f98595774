"""A whole sourcing in browsers, over real SMTP: one buyer, one firm from the mail, one group, one signed in."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.header import decode_header, make_header
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from matchmaker.demo.commands import PASSWORD
from tests.browser.product import Site
from tests.browser.visitor import Visitor
from tests.browser.words import Words
from tests.files.zoo import PDF

VERIFIER = Path(__file__).resolve().parents[2] / "tools" / "verify_journal.py"
BUYER, SUPPLIER = "acheteur@demonstration.invalid", "entreprise@demonstration.invalid"
FRENCH = Words("fr")
INVITED, DOCUMENT = (
    "A public buyer would like to hear from you",
    "A document was joined to a need you know of",
)
REPLIED = "The buyer has replied to a question"


class Hurried(Visitor):
    """Crosses pages that another visitor inspects."""

    def look(self) -> None:
        pass


def test_a_sourcing_from_the_documents_to_the_verified_report(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    with arrived(browser, site) as buyer, arrived(browser, site, Hurried) as firm:
        buyer.sign_in(BUYER, PASSWORD)
        need = open_need(buyer)
        join(buyer, need, "projet.pdf", PDF)
        invite_two(buyer, need)
        first, second = invitations(site)
        respond_from_the_mail(browser, site, first, partners="")
        respond_from_the_mail(browser, site, second, partners="Un voisin artisan")
        firm.sign_in(SUPPLIER, PASSWORD)
        respond_signed_in_and_ask(firm, need)
        reply(buyer, need)
        join(buyer, need, "plan.pdf", PDF + b"\n")
        everybody_has_the_same(buyer, need)
        assert wait_for(site, REPLIED, 3)
        assert wait_for(site, DOCUMENT, 3)
        read_a_response(buyer, need)
        firm_sees_that_it_was_read(browser, site, first)
        close_and_declare(buyer, need)
        take_the_report_away(buyer, need, tmp_path)


@contextmanager
def arrived(browser: Browser, site: Site, kind: type[Visitor] = Visitor) -> Iterator[Visitor]:
    made = browser.new_context(base_url=site.url, locale="fr-FR")
    made.set_default_timeout(20_000)
    visitor = kind(made.new_page(), site, FRENCH, scripts=True)
    yield visitor
    made.close()
    visitor.tell_faults()


def open_need(buyer: Visitor) -> str:
    """The address of a need of the buyer's that firms can be invited to."""
    buyer.page.goto("/needs/mine")
    links = buyer.main.locator("a[href^='/needs/']").evaluate_all("all => all.map(one => one.pathname)")
    for address in dict.fromkeys(link for link in links if re.fullmatch(r"/needs/\d+", link)):
        buyer.page.goto(f"{address}/contacts/invite")
        if buyer.main.locator("input[name=suppliers]").count() > 2:
            return address
    raise AssertionError("the demonstration's buyer has no open need")


def join(buyer: Visitor, need: str, name: str, content: bytes) -> None:
    buyer.open(f"{need}/documents")
    choose(buyer.page, name, content)
    buyer.presses("Join these documents")
    expect(buyer.main.get_by_role("link", name=name)).to_be_visible()


def choose(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/pdf", "buffer": content}
    page.locator("main input[type=file]").set_input_files([file])


def invite_two(buyer: Visitor, need: str) -> None:
    """Side by side first; the preview names the document and how many leave."""
    buyer.open(f"{need}/suppliers")
    for number in range(2):
        buyer.main.locator("input[form=side-by-side]").nth(number).check()
    buyer.presses("Compare the firms ticked, side by side")
    buyer.reads("Firms side by side")
    buyer.open(f"{need}/contacts/invite")
    for number in range(2):
        buyer.main.locator("input[name=suppliers]").nth(number).check()
    buyer.writes("Your text, the same for every firm", "Nous préparons cet achat.")
    buyer.presses("See what will leave")
    expect(buyer.main.get_by_role("link", name="projet.pdf")).to_be_visible()
    buyer.presses("Send the invitations")


def wait_for(site: Site, subject: str, count: int, seconds: float = 30) -> list:
    """So many mails of that subject; the worker writes them within seconds on a quiet machine."""
    deadline = time.monotonic() + seconds
    wanted = FRENCH(subject)
    while time.monotonic() < deadline:
        found = [mail for mail in list(site.mailbox.messages) if decoded(mail["Subject"]) == wanted]
        if len(found) >= count:
            return found
        time.sleep(0.2)
    raise AssertionError(f"{len(found)} of {count} mails “{wanted}” within {seconds} s")


def invitations(site: Site) -> list[str]:
    """The links of the two firms; one whose members are several gets a mail for each."""
    for count in range(2, 9):
        links = {link_in(mail): None for mail in wait_for(site, INVITED, count)}
        if len(links) == 2:
            break
    return list(links)


def everybody_has_the_same(buyer: Visitor, need: str) -> None:
    """The register is complete once the worker has had its turn."""
    for _ in range(60):
        buyer.page.goto(f"{need}/contacts/parity")
        if buyer.main.locator(".notice-good").count():
            break
        time.sleep(0.5)
    expect(buyer.main.locator(".notice-good")).to_be_visible()


def decoded(header: str) -> str:
    return str(make_header(decode_header(header)))


def link_in(mail) -> str:
    text = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
    found = re.search(r"/response/\S+choice=interested", text.get_payload(decode=True).decode())
    assert found is not None
    return found[0]


def respond_from_the_mail(browser: Browser, site: Site, link: str, *, partners: str) -> None:
    with arrived(browser, site, Hurried if partners else Visitor) as firm:
        firm.open(link)
        firm.writes("What you would like to tell the buyer", "Oui, avec plaisir.")
        firm.main.locator("textarea[name=partners]").fill(partners)
        choose(firm.page, "references.pdf", PDF + b"\n\n")
        firm.presses("Send my response")
        expect(firm.main.get_by_text("references.pdf").first).to_be_visible()


def respond_signed_in_and_ask(firm: Visitor, need: str) -> None:
    firm.page.goto(f"{need}/respond")
    firm.chooses("We are interested")
    firm.presses("Send my response")
    firm.page.goto(f"{need}/questions/ask")
    firm.writes("Your question", "Le matériel est-il fourni ?")
    firm.presses("Send the question")


def reply(buyer: Visitor, need: str) -> None:
    buyer.page.goto(f"{need}/contacts")
    buyer.main.locator("a[href$='/reply']").first.click()
    buyer.writes("Your reply", "Oui, par l’acheteur.")
    buyer.main.locator("form[method=post] button[type=submit]").first.click()


def read_a_response(buyer: Visitor, need: str) -> None:
    buyer.page.goto(f"{need}/contacts")
    buyer.go(buyer.main.locator("td a[href*='/contacts/']").first)
    expect(buyer.main.get_by_role("link", name="references.pdf")).to_be_visible()


def firm_sees_that_it_was_read(browser: Browser, site: Site, link: str) -> None:
    with arrived(browser, site, Hurried) as firm:
        firm.page.goto(link)
        seen = firm.main.locator("dl.facts div", has_text=FRENCH("Seen by the buyer"))
        expect(seen).not_to_contain_text(FRENCH("not yet"))


def close_and_declare(buyer: Visitor, need: str) -> None:
    buyer.page.goto(f"{need}/close")
    buyer.main.locator("form[method=post] button[type=submit]").first.click()
    buyer.page.goto(f"{need}/file/interests")
    buyer.chooses("No")
    buyer.presses("Declare")


def take_the_report_away(buyer: Visitor, need: str, folder: Path) -> None:
    """The PDF is one; the entries agree with the head that everybody reads on the page of the journal."""
    buyer.open(f"{need}/file")
    buyer.open(f"{need}/report")
    expect(buyer.main.get_by_text("Un voisin artisan").first).to_be_visible()
    saved = [download(buyer, need, ending, folder) for ending in ("pdf", "jsonl")]
    buyer.page.goto("/journal")
    run = subprocess.run([sys.executable, VERIFIER, saved[1]], capture_output=True, text=True, check=False)

    assert saved[0].read_bytes().startswith(b"%PDF")
    assert run.returncode == 0, run.stderr
    number, head = run.stdout.split()
    buyer.page.goto(f"/journal?number={number}&head={head}")
    expect(buyer.main.locator(".notice-good")).to_be_visible()


def download(buyer: Visitor, need: str, ending: str, folder: Path) -> Path:
    with buyer.page.expect_download() as taken:
        buyer.main.locator(f"a[href='{need}/report.{ending}']").first.click()
    path = folder / f"report.{ending}"
    taken.value.save_as(path)
    return path
