"""`flask organisations check`."""

from __future__ import annotations

from datetime import UTC, datetime

import click
import sqlalchemy as sa
from flask.cli import AppGroup

from matchmaker.extensions import db
from matchmaker.organisations.models import Organisation
from matchmaker.organisations.services import check_register
from matchmaker.search.sync import changed
from matchmaker.web.transaction import transaction

organisations = AppGroup("organisations", help="The cards of bodies and firms.")
BATCH = 500


@organisations.command("check")
def check_command() -> None:
    """Compare every card with the register that is loaded; the number of those whose state changed."""
    last = count = 0
    while True:
        with transaction():
            query = sa.select(Organisation).where(Organisation.id > last, Organisation.siret.is_not(None))
            rows = list(db.session.execute(query.order_by(Organisation.id).limit(BATCH)).scalars())
            if not rows:
                break
            last = rows[-1].id
            count += sum(_checked(row) for row in rows)
    click.echo(count)


def _checked(row: Organisation) -> bool:
    """Whether the register's word is news; the stores hear of it."""
    now = datetime.now(UTC)
    news = check_register(row, now=now)
    if news:
        changed("organisation", row.id, now=now)
    return news
