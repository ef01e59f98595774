"""The file of a sourcing and its report: complete, escaped, verified, and as quick for many firms as for one."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.journal import queries as journal
from matchmaker.needs.models import Need
from matchmaker.sourcing import meetings
from matchmaker.sourcing.models_dossier import Meeting, MeetingOutcome, MeetingSource
from matchmaker.sourcing.report import gathering
from matchmaker.web.transaction import transaction
from tests.factories import Make
from tests.files.zoo import PDF
from tests.sourcing.conftest import OpenSourcing
from tests.sourcing.test_contacts import acts, mails

VERIFIER = Path(__file__).resolve().parents[2] / "tools" / "verify_journal.py"
MARK = "#panic() $x$ <b>x</b> =1+1 {{7*7}} 🎉"


@pytest.fixture
def told(opened: OpenSourcing, app) -> OpenSourcing:
    """A sourcing with something in each chapter."""
    team, base = opened.team, opened.base
    team.submit(
        f"{base}/documents", {"files": [(io.BytesIO(PDF), "plan.pdf")]}, content_type="multipart/form-data"
    )
    token = opened.token(team)
    for verb in ("shortlist", "exclude"):
        firm = opened.gardeners if verb == "shortlist" else opened.roofers
        values = {"csrf_token": token, "reason": MARK}
        team.post(f"{base}/suppliers/{firm.id}/{verb}", data=values)
    opened.invite(opened.gardeners, opened.pruners)
    link = opened.link(mails(app, "sourcing.invitation")[0])
    opened.stranger.submit(
        link, {"choice": "interested", "text": "Notre secret", "partners": f"Élagage & Cie\n{MARK}"}
    )
    team.get(team.get(f"{base}/contacts").soup.select_one("td a[href*=contacts]")["href"])
    team.submit(f"{base}/file/note", {"text": MARK})
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    meeting = {"firm": str(opened.gardeners.id), "held_on": f"{yesterday:%d/%m/%Y}", "outcome": "held"}
    team.submit(f"{base}/file/meeting", {**meeting, "note": MARK})
    team.submit(f"{base}/file/interests", {"conflict": "yes", "text": "Un cousin y travaille"})
    team.submit(f"{base}/file/interests", {"conflict": "no"})
    team.submit(f"{base}/file/lessons", {"learned": "Deux lots", "specified": MARK})
    return opened


def test_every_chapter_tells_what_was_done(told: OpenSourcing) -> None:
    page = told.team.get(f"{told.base}/report")
    empty = [
        one["aria-labelledby"]
        for one in page.soup.select("section.report-chapter")
        if not one.select("table")
    ]
    text = page.soup.select_one("main").get_text(" ")

    assert empty == ["exchanges"]
    for words in ("plan.pdf", "Élagage & Cie", "Un cousin y travaille", "Deux lots", "écartée", "remplacé"):
        assert words in text, words
    assert "Notre secret" not in text
    assert "<b>x</b>" not in page.text


def test_the_time_line_is_filtered_by_kind(told: OpenSourcing) -> None:
    whole = told.team.get(f"{told.base}/file")
    part = told.team.get(f"{told.base}/file?kind=file")

    assert len(part.soup.select(".timeline > li")) == 5
    assert len(whole.soup.select(".timeline > li")) > 10
    assert any("remise à 2 entreprises" in words for words in whole.texts(".timeline > li"))
    assert told.team.get(f"{told.base}/file?kind=%00").status_code == 200


def test_the_pdf_is_tagged_titled_and_inert(told: OpenSourcing) -> None:
    """Row X4: what people typed is data for the template, never markup."""
    answer = told.team.get(f"{told.base}/report.pdf")

    assert answer.data.startswith(b"%PDF")
    assert (b"/StructTreeRoot" in answer.data, b"/Lang" in answer.data) == (True, True)
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_workbook_has_a_sheet_a_chapter_and_no_formula(told: OpenSourcing) -> None:
    """Row E1."""
    data = told.team.get(f"{told.base}/report.xlsx").data
    names = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    sheets = [part for part in zipfile.ZipFile(io.BytesIO(data)).namelist() if "worksheets/sheet" in part]
    formulas = [one for one in sheets if b"<f>" in zipfile.ZipFile(io.BytesIO(data)).read(one)]

    assert (len(names), formulas) == (15, [])


def test_the_csv_holds_one_fact_a_line(told: OpenSourcing) -> None:
    text = told.team.get(f"{told.base}/report.csv").text

    assert text.startswith("\ufeff")
    assert all(line.count(";") >= 3 for line in text.splitlines()[:5])


def test_the_stand_alone_verifier_accepts_the_entries(told: OpenSourcing, app, tmp_path: Path) -> None:
    path = tmp_path / "sourcing.jsonl"
    path.write_bytes(told.team.get(f"{told.base}/report.jsonl").data)
    with app.app_context():
        head = journal.head()
    known = f"{head.number}:{head.hash}"
    good = subprocess.run([sys.executable, VERIFIER, path, "--known", known], capture_output=True, text=True)
    path.write_bytes(path.read_bytes().replace(b"supplier.excluded", b"supplier.shortlisted"))
    bad = subprocess.run([sys.executable, VERIFIER, path], capture_output=True, text=True)

    assert (good.returncode, good.stdout.split()) == (0, known.split(":"))
    assert bad.returncode == 1


def test_the_file_is_for_the_team_alone(told: OpenSourcing, make: Make, app) -> None:
    other = app.test_client()
    make.sign_in(other, make.member(make.buyer(), Role.BUYER))
    pages = ("file", "report", "report.pdf", "report.csv", "report.xlsx", "report.jsonl", "file/note")

    assert {other.get(f"{told.base}/{page}").status_code for page in pages} == {404}
    assert other.post(f"{told.base}/file/note", data={"text": "x"}).status_code in (400, 404)


def test_two_colleagues_see_both_versions_of_the_lessons(told: OpenSourcing, app) -> None:
    """Row K6."""
    page = told.team.get(f"{told.base}/file/lessons")
    token = page.soup.select_one("main input[name=csrf_token]")["value"]
    mine = {"csrf_token": token, "version": "0", "learned": "Un lot", "specified": ""}
    answer = told.team.post(f"{told.base}/file/lessons", data=mine)

    assert (answer.status_code, len(acts(app, "lessons.written"))) == (409, 1)
    assert all(words in answer.text for words in ("Deux lots", "Un lot"))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"held_on": "01/01/2999"}, "held_on"),
        ({"held_on": "31/02/2026"}, "held_on"),
        ({"firm": "999"}, "firm"),
    ],
)
def test_an_impossible_meeting_is_told_beside_the_field(told: OpenSourcing, values, field: str) -> None:
    good = {"firm": str(told.gardeners.id), "held_on": "01/10/2026", "outcome": "held"}
    answer = told.team.submit(f"{told.base}/file/meeting", {**good, **values})

    assert answer.status_code == 422
    assert answer.soup.select_one(f"#{field}-error") is not None


def test_a_meeting_told_again_by_its_source_is_one(told: OpenSourcing, app) -> None:
    def record(outcome: MeetingOutcome) -> None:
        with app.app_context(), transaction():
            need = db.session.get_one(Need, told.need.id)
            source = {"source": MeetingSource.RENCONTRE, "source_key": "7:12"}
            facts = {"held_on": date(2026, 10, 1), "outcome": outcome, "now": datetime.now(UTC)}
            meetings.record_meeting(need, told.pruners.id, told.actor, **facts, **source)

    before = len(acts(app, "meeting.recorded"))
    for outcome in (MeetingOutcome.HELD, MeetingOutcome.HELD, MeetingOutcome.FIRM_ABSENT):
        record(outcome)
    with app.app_context():
        kept = db.session.query(Meeting).filter_by(source=MeetingSource.RENCONTRE).all()

    assert [one.outcome for one in kept] == [MeetingOutcome.FIRM_ABSENT]
    assert len(acts(app, "meeting.recorded")) - before == 2


def test_three_firms_cost_as_many_queries_as_one(opened: OpenSourcing, app, count_queries) -> None:
    def gather() -> None:
        with app.app_context():
            gathering.report(db.session.get_one(Need, opened.need.id), now=datetime.now(UTC))

    opened.invite(opened.gardeners)
    said = {"choice": "interested", "partners": "Les Jardiniers"}
    opened.stranger.submit(opened.link(mails(app, "sourcing.invitation")[0]), said)
    one = count_queries(gather)
    opened.invite(opened.pruners, opened.roofers)
    for mail in mails(app, "sourcing.invitation")[1:]:
        app.test_client().submit(opened.link(mail), said)

    assert count_queries(gather) == one
