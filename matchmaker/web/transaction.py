"""One commit per entry point: a request, a command, a job.

A view that returns commits; a view that raises (an abort, an error of the domain) rolls back. Safe
methods never commit. What waits on committed rows (index, mail) is enqueued after the commit.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue

from matchmaker import database
from matchmaker.extensions import db, jobs

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class ReadOnlyViolation(RuntimeError):
    """A GET tried to change rows: links are opened by robots and scanners, so they may not."""


class Application(Flask):
    """Flask with one transaction around each request."""

    def full_dispatch_request(self) -> Any:
        with database.access(read_only=request.method in SAFE_METHODS):
            return super().full_dispatch_request()

    def preprocess_request(self) -> ResponseReturnValue | None:
        """What was sent is read before a transaction begins: a slow sender of files holds no lock."""
        if request.method not in SAFE_METHODS:
            request.files  # noqa: B018 - reads the body, raises 413 when it is too large
        return super().preprocess_request()

    def dispatch_request(self) -> ResponseReturnValue:
        response = super().dispatch_request()
        if request.method in SAFE_METHODS:
            refuse_changes()
        else:
            commit()
        return response


def refuse_changes() -> None:
    if db.session.new or db.session.dirty or db.session.deleted:
        db.session.rollback()
        raise ReadOnlyViolation(request.path)


def commit() -> None:
    """Commit, then wake the worker for the kinds of work that the transaction left behind."""
    db.session.flush()
    wanted: set[str] = db.session.info.pop("wanted_jobs", set())
    db.session.commit()
    if wanted:
        jobs.wake(current_app, *sorted(wanted))


@contextmanager
def transaction() -> Iterator[None]:
    """The transaction of a command or of a job; needs an application context."""
    with database.access(read_only=False):
        try:
            yield
            commit()
        except BaseException:
            db.session.rollback()
            raise
        finally:
            db.session.remove()
