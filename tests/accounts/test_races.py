"""Two at the same time: one account for one address, one use of a link."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from matchmaker.accounts import services
from matchmaker.accounts.errors import DeadLink
from matchmaker.accounts.models import LinkPurpose, User
from matchmaker.accounts.services.links import new_link
from matchmaker.database import access
from matchmaker.extensions import db
from tests.factories.make import NOW


def test_k2_eight_equal_registrations_at_once_make_one_account(app, mails):
    def register(_number):
        with app.app_context(), access(read_only=False):
            services.register(
                "ines@exemple.fr",
                password_hash="x",
                first_name="Inès",
                last_name="Carlier",
                locale="fr",
                now=NOW,
            )
            db.session.commit()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(register, range(8)))

    with app.app_context():
        assert db.session.execute(sa.select(sa.func.count(User.id))).scalar_one() == 1
    assert len(mails()) == 1


def test_a7_link_pressed_by_eight_at_once_serves_one(app, make):
    number = make.user().id
    with app.app_context(), access(read_only=False):
        _link, token = new_link(db.session.get_one(User, number), LinkPurpose.RESET, now=NOW)
        db.session.commit()

    def press(_number):
        with app.app_context(), access(read_only=False):
            try:
                services.reset_password(token, password_hash="y", now=NOW)
                db.session.commit()
            except DeadLink:
                db.session.rollback()
                return False
            return True

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(press, range(8))) == [False] * 7 + [True]
