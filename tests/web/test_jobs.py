"""The queue: by URL, after the commit only, retried, and never in the way of what is committed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask, current_app

from matchmaker.extensions import db
from matchmaker.extensions import jobs as the_jobs
from matchmaker.jobs import Jobs
from matchmaker.search.models import IndexChange
from matchmaker.web.transaction import transaction
from tests.databases import Server
from tests.factories.make import NOW

ran: list[str] = []
Bound = tuple[Jobs, Flask]


@contextmanager
def around() -> Iterator[None]:
    ran.append("begin")
    yield
    ran.append("commit")


@pytest.fixture(params=["memory", "file", "database"])
def bound(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bound]:
    """Two tasks on each kind of queue; `database` is the engine of this run (PostgreSQL by its URL)."""
    ran.clear()
    jobs, app = Jobs(), Flask("queue")
    jobs.task("sound")(lambda: ran.append(current_app.name))
    jobs.task("swept", every_minute=True)(lambda: ran.append("swept"))

    @jobs.task("broken")
    def broken() -> None:
        raise RuntimeError("not today")

    jobs.init_app(app, address(request, tmp_path), around)
    yield jobs, app
    app.extensions["jobs"].flush()
    app.extensions["jobs"].storage.close()


def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "memory":
        return "memory:"
    if request.param == "file":
        return f"sqlite:///{tmp_path / 'jobs.sqlite3'}"
    server: Server = request.getfixturevalue("server")
    request.getfixturevalue("store")
    return server.url if server.url.startswith("postgres") else f"sqlite:///{tmp_path / 'other.sqlite3'}"


def test_a_task_runs_once_in_its_transaction(bound: Bound) -> None:
    jobs, app = bound
    jobs.enqueue(app, "sound")

    assert (jobs.run_pending(app), jobs.run_pending(app), ran) == (1, 0, ["begin", "queue", "commit"])


def test_a_task_that_fails_is_tried_again_and_logged(bound: Bound, caplog: pytest.LogCaptureFixture) -> None:
    jobs, app = bound
    jobs.enqueue(app, "broken")
    with caplog.at_level(logging.ERROR):
        jobs.run_pending(app)

    assert (app.extensions["jobs"].scheduled_count(), ran) == (1, ["begin"])
    assert any("not today" in (record.exc_text or "") for record in caplog.records)


def test_a_sweep_is_asked_for_every_minute(bound: Bound) -> None:
    _, app = bound
    periodic = app.extensions["jobs"]._registry.periodic_tasks

    assert [task.name for task in periodic] == ["swept_sweep"]
    assert all(task.validate_datetime(NOW) for task in periodic)


@pytest.mark.parametrize("url", ["amqp://h", "", "file:///x"])
def test_an_unknown_queue_stops_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="JOBS_URL"):
        Jobs().init_app(Flask("queue"), url, around)


def test_every_task_that_waits_for_rows_is_also_a_sweep(app: Flask) -> None:
    """A job lost with a queue is made good within the minute."""
    swept = {task.name for task in app.extensions["jobs"]._registry.periodic_tasks}

    assert {"search_sync_sweep", "notifications_deliver_sweep"} <= swept


def test_a_queue_out_of_order_does_not_deny_what_is_committed(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: object) -> None:
        raise OSError("the queue's disk is full")

    monkeypatch.setattr(app.extensions["jobs"], "enqueue", fail)
    with app.app_context(), transaction():
        db.session.add(IndexChange(kind="need", object_id=1, at=NOW))
        the_jobs.want(db.session, "search.sync")

    with app.app_context():
        assert db.session.query(IndexChange).count() == 1
    assert "jobs not enqueued: search.sync" in caplog.text


def test_the_job_finds_the_row_that_asked_for_it(app: Flask, work: Callable[[], int]) -> None:
    with app.app_context(), transaction():
        db.session.add(IndexChange(kind="need", object_id=1, at=NOW))
        the_jobs.want(db.session, "search.sync")
        assert app.extensions["jobs"].pending_count() == 0

    assert work() == 1
    with app.app_context():
        assert db.session.query(IndexChange).count() == 0
