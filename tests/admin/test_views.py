"""The administrators' page: counts, journal, and nobody else let in."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from matchmaker.accounts.actor import SYSTEM, Role
from matchmaker.admin import wording
from matchmaker.database import access
from matchmaker.journal import services as journal
from matchmaker.journal.actions import Action
from matchmaker.needs.models import NeedStatus
from matchmaker.web.transaction import commit
from tests.factories.make import NOW, Make


@pytest.fixture
def administrator(client: FlaskClient, make: Make):
    user = make.user(administrator=True)
    make.sign_in(client, user)
    return user


def record(make: Make, times: int = 1) -> None:

    with make.app.app_context(), access(read_only=False):
        for number in range(1, times + 1):
            journal.record(SYSTEM, Action.NEED_PUBLISHED, "need", number, now=NOW)
        commit()


def test_others_are_refused(client: FlaskClient, make: Make) -> None:
    assert client.get("/administration").status_code == 302
    make.sign_in(client, make.member(make.buyer(), Role.BUYER))
    assert client.get("/administration").status_code == 403


def test_the_page_counts_what_the_platform_holds(client: FlaskClient, make: Make, administrator) -> None:
    firm = make.supplier()
    make.offer(firm)
    make.need(make.buyer(), status=NeedStatus.DRAFT, published_at=None)

    page = client.get("/administration")

    assert page.texts(".figure .value") == ["1", "2", "1", "1"]
    assert page.texts("#counts ~ dl div")[0] == "Brouillon 1"


def test_the_menu_leads_there(client: FlaskClient, administrator) -> None:
    page = client.get("/")

    assert page.soup.select_one(".nav-wide a[href='/administration']") is not None


def test_the_journal_is_read_newest_first_by_pages(client: FlaskClient, make: Make, administrator) -> None:
    record(make, 26)

    first, second = client.get("/administration"), client.get("/administration?page=2")

    assert first.texts("tbody th")[:2] == ["26", "25"]
    assert second.texts("tbody th") == ["1"]
    assert first.texts("tbody a")[0] == "besoin 26"
    assert client.get("/administration?page=3").status_code == 404


def test_every_act_has_its_words() -> None:
    assert set(wording.ACTS) == set(Action)


def test_an_act_of_a_later_version_is_shown_by_its_name() -> None:
    assert wording.act("comet.seen") == "comet.seen"


def test_the_page_takes_the_same_number_of_queries_for_1_and_20_entries(
    client: FlaskClient, make: Make, administrator, count_queries
) -> None:
    counts = []
    for more in (1, 2, 17):
        record(make, more)
        client.get("/administration")
        counts.append(count_queries(lambda: client.get("/administration")))

    assert len(set(counts)) == 1
