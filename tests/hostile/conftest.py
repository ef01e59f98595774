"""The world that the hostile walk through, and a way to post a thousand times and change nothing."""

from __future__ import annotations

import pytest
from flask import Flask

from matchmaker.extensions import db, jobs
from matchmaker.web import transaction
from tests.factories import Make
from tests.hostile.world import World, build


@pytest.fixture
def world(app: Flask, make: Make) -> World:
    found = build(app, make)
    jobs.enqueue(app, "search.sync")
    jobs.run_pending(app)
    return found


@pytest.fixture
def nothing_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request still writes all its rows, constraints and all, and then they are taken back."""

    def flush_only() -> None:
        db.session.flush()
        db.session.rollback()

    monkeypatch.setattr(transaction, "commit", flush_only)
