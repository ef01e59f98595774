"""What can wait is gathered: one mail a day and reader, in the morning of a working day, nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.accounts.actor import Role
from matchmaker.extensions import db
from matchmaker.notifications import delivery, digests, hours, preferences, refusals
from matchmaker.notifications.kinds import Frequency
from matchmaker.notifications.messages import Message
from matchmaker.notifications.models import DigestItem, OutboxMail
from matchmaker.notifications.services import queue
from matchmaker.web.transaction import transaction
from tests.factories import Make
from tests.factories.make import NOW
from tests.notifications.conftest import Letterbox

WHO, KIND = "ines@exemple.invalid", "sourcing.responses"
TUESDAY, FRIDAY, SATURDAY = NOW, NOW + timedelta(days=3), NOW + timedelta(days=4)
NIGHT = datetime(2026, 9, 8, 20, 30, tzinfo=UTC)  # 22 h 30 in Paris
DAY = timedelta(days=1)


def tell(key: str, *, now: datetime = NOW, kind: str = KIND, who: str = WHO, title: str = "Tonte") -> bool:
    values = {"title": title, "need_id": 1}
    return queue(Message(key, kind, who, "fr", "sourcing_responses", values, refusable=True), now=now)


def mails() -> list[OutboxMail]:
    return list(db.session.execute(sa.select(OutboxMail).order_by(OutboxMail.id)).scalars())


def test_news_of_a_day_are_one_mail_of_the_next_morning(context: Flask) -> None:
    for key in ("a", "b", "a"):
        tell(key, title=f"Besoin {key} & Cie")

    assert digests.gather(NOW + timedelta(hours=1)) == 0
    assert digests.gather(hours.next_morning(NOW)) == 1
    assert digests.gather(hours.next_morning(NOW)) == 0
    (mail,) = mails()
    assert mail.subject == "2 nouvelles pour vous"
    assert [f"Besoin {key} & Cie" in mail.text for key in "ab"] == [True, True]
    assert "Besoin a &amp; Cie" in mail.html
    assert "&amp;amp;" not in mail.html
    assert "http://localhost/needs/1/contacts" in mail.text
    assert "/unsubscribe/" in mail.unsubscribe


def test_what_comes_after_the_day_s_mail_waits_for_the_next(context: Flask) -> None:
    tell("a")
    morning = hours.next_morning(NOW)
    digests.gather(morning)
    tell("b", now=morning - timedelta(minutes=5))

    assert (digests.gather(morning), digests.gather(morning + DAY)) == (0, 1)
    assert len(mails()) == 2


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (TUESDAY, TUESDAY),
        (NIGHT, datetime(2026, 9, 9, 6, 0, tzinfo=UTC)),
        (datetime(2026, 9, 8, 4, 0, tzinfo=UTC), datetime(2026, 9, 8, 6, 0, tzinfo=UTC)),
        (SATURDAY, datetime(2026, 9, 14, 6, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, 0, tzinfo=UTC), datetime(2026, 10, 26, 7, 0, tzinfo=UTC)),
    ],
)
def test_quiet_hours_and_week_ends(context: Flask, now: datetime, opens: datetime) -> None:
    """The last one spans the night on which clocks go back."""
    assert hours.opening(now) == opens


def test_a_worker_that_comes_back_on_a_saturday_writes_on_monday(context: Flask) -> None:
    tell("a", now=FRIDAY - DAY)

    assert digests.gather(SATURDAY) == 0
    assert digests.gather(SATURDAY + 2 * DAY) == 1


def test_each_chooses_by_kind(context: Flask) -> None:
    for who, wanted in zip("abcd", Frequency, strict=True):
        preferences.choose(who, KIND, wanted, now=NOW)
    told = [tell(f"k{who}", who=who, now=NIGHT) for who in "abcd"]

    assert told == [True, True, True, False]
    assert [(mail.recipient, mail.due_at) for mail in mails()] == [("a", hours.opening(NIGHT))]
    due = dict(db.session.execute(sa.select(DigestItem.recipient, DigestItem.due_at)).all())
    assert due == {"b": hours.next_morning(NIGHT), "c": datetime(2026, 9, 14, 6, 0, tzinfo=UTC)}


def test_stopping_the_digest_stops_what_it_gathers_until_chosen_again(context: Flask) -> None:
    refusals.refuse(WHO, "digest", now=NOW)
    stopped = tell("a")
    preferences.choose(WHO, KIND, Frequency.WEEKLY, now=NOW)

    assert (stopped, tell("b")) == (False, True)


def test_the_page_of_preferences(app: Flask, client: FlaskClient, make: Make) -> None:
    user = make.member(make.buyer(), Role.BUYER)
    make.sign_in(client, user)
    client.submit("/account/mails", {"sourcing_responses": "weekly"})

    with app.app_context():
        assert preferences.chosen(user.email)[KIND] is Frequency.WEEKLY
        assert "sourcing.invitation" not in preferences.chosen(user.email)


def test_five_hundred_readers_a_kill_and_a_server_away_for_a_day(
    app: Flask, post_office: None, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Rows R1 and K9: gathered, interrupted, undeliverable for a day; each reader has one mail of each."""
    sweep = timedelta(minutes=1)
    with app.app_context():
        with transaction():
            for number in range(500):
                tell("k" + str(number), who=f"r{number}@exemple.invalid")
        morning = hours.next_morning(NOW)
        with pytest.raises(SystemExit), transaction():
            digests.gather(morning)
            raise SystemExit
        for turn in range(7):
            with transaction():
                digests.gather(morning + turn * sweep)
    monkeypatch.setattr(delivery, "datetime", Clock)
    with app.app_context():
        for hour in range(24):
            Clock.at = morning + timedelta(hours=hour)
            with transaction():
                delivery.deliver()
        letterbox: Letterbox = request.getfixturevalue("letterbox")
        sent, wrote = delivery.note, []

        def killed(mail: OutboxMail, **values: object) -> None:
            sent(mail, **values)
            wrote.append(mail.id)
            if len(wrote) == 250:
                raise SystemExit

        Clock.at = morning + timedelta(hours=40)
        with monkeypatch.context() as patch, pytest.raises(SystemExit), transaction():
            patch.setattr(delivery, "note", killed)
            delivery.deliver()
        with transaction():
            delivery.deliver()

    assert len(letterbox.mails) == 500
    assert len({mail["To"] for mail in letterbox.mails}) == 500


class Clock(datetime):
    at = NOW

    @classmethod
    def now(cls, tz: object = None) -> datetime:
        return cls.at


def test_an_address_refused_for_good_is_tried_once_and_shown(
    letterbox: Letterbox,
    put: Callable[..., int],
    deliver: Callable[[], None],
    client: FlaskClient,
    make: Make,
) -> None:
    """Row R1."""
    letterbox.refused = {"nobody@exemple.invalid"}
    put("a", recipient="nobody@exemple.invalid", subject="Perdu")
    for _ in range(2):
        deliver()
    make.sign_in(client, make.user(administrator=True))

    page = client.get("/admin/undelivered")
    assert "nobody@exemple.invalid" in page.text
    assert "550 no such mailbox" in page.text
