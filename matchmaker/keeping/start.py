"""Before serving: a program and a database that do not go together are not let near each other."""

from __future__ import annotations

import logging

import click
import sqlalchemy as sa
from flask import Flask

from matchmaker.keeping import schema

log = logging.getLogger(__name__)


def is_serving() -> bool:
    """True for a web server (gunicorn loads the application by itself) and for `flask run`.

    The other commands check by themselves, as some (`flask db`, `flask restore`, `flask doctor`) are there
    to mend just this.
    """
    context = click.get_current_context(silent=True)
    return context is None or context.info_name == "run"


def exit_status() -> int:
    """4 is gunicorn's own "the application fails to load"; after any other it starts the worker again."""
    return 1 if click.get_current_context(silent=True) else 4


def check(app: Flask) -> None:
    """Raises Refused. A database that is away may come back: the pages say 503 until then."""
    with app.app_context():
        try:
            schema.require_current()
        except sa.exc.OperationalError as error:
            log.error("database unavailable at the start", exc_info=error)
