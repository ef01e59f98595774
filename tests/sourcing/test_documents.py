"""Documents for all, and files of a response: equal information, and a secret kept."""

from __future__ import annotations

import io

import pytest

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.files import store
from matchmaker.reference.identifiers import demonstration_siret
from matchmaker.sourcing import joining
from matchmaker.sourcing.models_dossier import ResponseFile
from matchmaker.web.transaction import transaction
from tests.factories import Make
from tests.files.zoo import BAD, PDF
from tests.sourcing.conftest import OpenSourcing
from tests.sourcing.test_contacts import acts, mails


def file(name: str = "cahier.pdf", content: bytes = PDF) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def join(opened: OpenSourcing, *files: tuple[io.BytesIO, str]):
    values = {"files": list(files)}
    return opened.team.submit(f"{opened.base}/documents", values, content_type="multipart/form-data")


def links(page) -> list[str]:
    return [str(one["href"]) for one in page.soup.select("main .files a[download]")]


def test_a_document_is_the_same_for_everybody(opened: OpenSourcing, app) -> None:
    assert join(opened, file("../../<b>cahier</b>.pdf")).status_code == 303
    (address,) = links(opened.stranger.get(opened.base))
    answer = opened.stranger.get(address)

    assert answer.data == PDF
    assert answer.headers["Content-Disposition"] == "attachment; filename=b.pdf"
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Cache-Control"]) == (
        "nosniff",
        "no-store, private",
    )
    assert acts(app, "document.joined")[0]["digest"] == store.digest_of(PDF)


def test_a_document_leaves_with_the_invitation_and_a_late_one_goes_to_all(opened, make: Make, app) -> None:
    """Row F1."""
    join(opened, file("avant.pdf"))
    opened.invite(opened.gardeners, opened.pruners)
    browser = app.test_client()
    make.sign_in(browser, make.member(opened.roofers, Role.SUPPLIER))
    browser.submit(f"{opened.base}/respond", {"choice": "interested"})
    join(opened, file("tard.pdf", PDF + b"\n%%EOF"))
    opened.work()

    assert all(
        "avant.pdf" in mail.text and "tard.pdf" not in mail.text for mail in mails(app, "sourcing.invitation")
    )
    assert len({mail.recipient for mail in mails(app, "sourcing.document")}) == 3
    told = [one for one in acts(app, "suppliers.told") if one["told"] == "invitation"]
    assert [one["documents"] for one in told] == [[store.digest_of(PDF)]] * 2
    register = opened.team.get(f"{opened.base}/contacts/parity")
    assert "reçu la même chose" in register.text
    assert "pas encore" not in register.text


def test_a_document_shown_stays_and_the_consultation_closes_the_door(opened, app) -> None:
    join(opened, file())
    number = acts(app, "document.joined")[0]["document"]
    token = opened.token(opened.team)
    kept = opened.team.post(f"{opened.base}/documents/{number}/remove", data={"csrf_token": token})
    opened.team.submit(f"{opened.base}/tender", {"url": "https://achat.exemple.invalid/1"})
    late = opened.team.post(
        f"{opened.base}/documents",
        data={"csrf_token": token, "files": file("tard.pdf", PDF + b" ")},
        content_type="multipart/form-data",
    )

    assert (kept.status_code, late.status_code, len(acts(app, "document.joined"))) == (409, 409, 1)


@pytest.mark.parametrize("case", ["a picture called a table", "a bomb", "a drawing with a script"])
def test_a_bad_document_is_refused_beside_the_field_and_nothing_kept(opened, app, case: str) -> None:
    """Row U1, through the page; all of them in tests/files/test_kinds.py."""
    name, content, _reason = BAD[case]
    answer = join(opened, file("bon.pdf"), file(name, content))

    assert (answer.status_code, acts(app, "document.joined")) == (422, [])
    assert name in answer.soup.select_one("#files-error").get_text()


@pytest.fixture
def link(opened: OpenSourcing, app) -> str:
    opened.invite(opened.gardeners)
    return opened.link(mails(app, "sourcing.invitation")[0])


def respond(opened: OpenSourcing, link: str, *files: tuple[io.BytesIO, str], **values: str):
    said = {"choice": "interested", "text": "Oui", **values, "files": list(files)}
    return opened.stranger.submit(link, said, content_type="multipart/form-data")


def rows(app) -> list[ResponseFile]:
    with app.app_context():
        return db.session.query(ResponseFile).order_by(ResponseFile.id).all()


def test_files_join_a_response_by_the_link_and_the_team_alone_reads_them(
    opened, make: Make, link, app
) -> None:
    """Row Z4: a rival, a colleague of another body and a stranger find nothing."""
    answer = f"answer_{opened.need.questions[0].id}"
    for _ in range(2):
        assert respond(opened, link, file("prix.pdf"), **{answer: "Au printemps"}).status_code == 303
    contact = opened.team.get(f"{opened.base}/contacts").soup.select_one("td a[href*=contacts]")["href"]
    (address,) = links_of(opened.team.get(contact))
    rival, other = app.test_client(), app.test_client()
    make.sign_in(rival, make.member(opened.pruners, Role.SUPPLIER))
    make.sign_in(other, make.member(make.buyer(), Role.BUYER))

    assert "Au printemps" in opened.team.get(contact).text
    assert opened.team.get(address).data == PDF
    assert [who.get(address).status_code for who in (rival, other, opened.stranger)] == [403, 404, 302]
    assert "prix.pdf" not in rival.get(opened.base).text
    assert ([one.name for one in rows(app)], len(acts(app, "response.given"))) == (["prix.pdf"], 1)
    assert acts(app, "response.changed") == []


def links_of(page) -> list[str]:
    return [str(one["href"]) for one in page.soup.select("main a[download]")]


def test_a_bad_file_keeps_the_text_and_records_nothing(opened, link, app) -> None:
    answer = respond(opened, link, file("devis.exe", b"MZ"), text="Un long texte")

    assert (answer.status_code, acts(app, "response.given"), rows(app)) == (422, [], [])
    assert "Un long texte" in answer.soup.select_one("textarea[name=text]").get_text()
    assert "devis.exe" in answer.soup.select_one("#files-error").get_text()


def test_files_are_counted_removed_and_go_with_the_withdrawal(opened, link, app) -> None:
    many = [file(f"{n}.pdf", PDF + b"\n" * n) for n in range(11)]
    assert respond(opened, link, *many).status_code == 422
    many = [file(f"{n}.pdf", PDF + b"\n" * n) for n in range(3)]
    respond(opened, link, *many)
    token = opened.stranger.get(link).soup.select_one("input[name=csrf_token]")["value"]
    first = rows(app)[0]
    opened.stranger.post(f"{link}/files/{first.id}/remove", data={"csrf_token": token})
    left = len(rows(app))
    opened.stranger.post(f"{link}/withdraw", data={"csrf_token": token})
    with app.app_context(), transaction():
        swept = store.sweep(joining.named(), grace=-5)

    assert (left, rows(app), swept >= 3) == (2, [], True)


def test_partners_are_recognised_by_siret_or_by_name(opened, make: Make, link, app) -> None:
    siret = demonstration_siret(77)
    make.supplier(name="Menuiserie du Nord", siret=siret, siren=siret[:9])
    wrong = respond(opened, link, partners="123 456 789 00012")
    respond(opened, link, partners=f"{siret}\nÉLAGAGE & CIE\nUn voisin")
    contact = opened.team.get(f"{opened.base}/contacts").soup.select_one("td a[href*=contacts]")["href"]
    page = opened.team.get(contact)

    assert wrong.status_code == 422
    shown = page.texts(".summary-list li")
    assert [words.split(" ")[0] for words in shown] == ["Menuiserie", "Élagage", "Un"]
    assert "inconnue ici" in shown[2]


def test_the_consultation_asks_to_confirm_what_has_not_reached_everybody(opened, app) -> None:
    opened.invite(opened.gardeners)
    join(opened, file())
    address = {"url": "https://achat.exemple.invalid/1"}
    page = opened.team.get(f"{opened.base}/tender")
    refused = opened.team.submit(f"{opened.base}/tender", address)
    opened.team.submit(f"{opened.base}/tender", {**address, "gaps_seen": "y"})

    assert "Les Jardiniers" in page.text
    assert (refused.status_code, acts(app, "need.tendered")[0]["gaps"]) == (422, 1)


def test_bytes_changed_on_the_disk_are_not_handed_out(opened, app) -> None:
    join(opened, file())
    (address,) = links(opened.stranger.get(opened.base))
    with app.app_context():
        path = store.path_of(store.digest_of(PDF))
    path.write_bytes(PDF + b"x")
    found = opened.stranger.get(address).status_code
    path.unlink()

    assert found == 404


def test_ten_presses_join_one_document(opened, app) -> None:
    """Row K1."""
    token = opened.token(opened.team)
    for _ in range(3):
        data = {"csrf_token": token, "files": file()}
        opened.team.post(f"{opened.base}/documents", data=data, content_type="multipart/form-data")

    assert len(acts(app, "document.joined")) == 1
