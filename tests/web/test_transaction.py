"""One commit per entry point."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from matchmaker.extensions import db, jobs
from matchmaker.search.models import IndexChange
from matchmaker.web.transaction import ReadOnlyViolation, refuse_changes, transaction


def change() -> IndexChange:
    return IndexChange(kind="need", object_id=1, at=datetime.now(UTC))


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.execute(sa.select(sa.func.count(IndexChange.id))).scalar_one()


def test_a_transaction_that_ends_well_is_kept(app: Flask) -> None:
    with app.app_context(), transaction():
        db.session.add(change())

    assert count(app) == 1


def test_a_transaction_that_raises_leaves_nothing(app: Flask) -> None:
    with pytest.raises(RuntimeError), app.app_context(), transaction():
        db.session.add(change())
        db.session.flush()
        raise RuntimeError

    assert count(app) == 0


def test_wanted_jobs_are_enqueued_after_the_commit_only(app: Flask) -> None:
    with pytest.raises(RuntimeError), app.app_context(), transaction():
        jobs.want(db.session, "search.sync")
        raise RuntimeError
    refused = app.extensions["jobs"].pending_count()
    with app.app_context(), transaction():
        jobs.want(db.session, "search.sync")

    assert (refused, app.extensions["jobs"].pending_count()) == (0, 1)


def test_a_safe_request_may_not_leave_changes(context: Flask) -> None:
    db.session.add(change())

    with context.test_request_context("/"), pytest.raises(ReadOnlyViolation):
        refuse_changes()
