"""A database that is away or not made yet: each command says so in a sentence and ends with 1."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import click
import sqlalchemy as sa

# The program's own mistakes among the database's refusals: they keep their traceback.
OURS = (sa.exc.IntegrityError, sa.exc.DataError, sa.exc.InternalError)


def telling(command: click.Command) -> click.Command:
    """The same command, and those under it, with database faults told. To be called once per command."""
    if isinstance(command, click.Group):
        for one in command.commands.values():
            telling(one)
    elif command.callback is not None:
        command.callback = _told(command.callback)
    return command


def _told(callback: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(callback)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return callback(*args, **kwargs)
        except sa.exc.DatabaseError as error:
            if isinstance(error, OURS):
                raise
            _stop(error)

    return run


def _stop(error: sa.exc.DatabaseError) -> NoReturn:
    first = str(error.orig).strip().partition("\n")[0]
    click.echo(f"The database refuses: {first}.", err=True)
    click.echo(
        "`flask doctor` says what is wrong; `flask db upgrade` makes an empty database ready.", err=True
    )
    sys.exit(1)
