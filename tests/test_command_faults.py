"""Commands before a database that is not there: a sentence and 1, nothing on standard output."""

from __future__ import annotations

import click
import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from matchmaker.command_faults import telling

NO_TABLE = sa.exc.OperationalError("SELECT 1", {}, Exception("no such table: users"))
TWICE = sa.exc.IntegrityError("INSERT", {}, Exception("UNIQUE constraint failed"))


def raising(error: Exception) -> click.Command:
    """A group as the application has them, whose command meets `error`."""

    def act() -> None:
        raise error

    return telling(click.Group("area", commands=[click.Command("act", callback=act)]))


def test_a_database_without_tables_is_told_in_a_sentence() -> None:
    result = CliRunner().invoke(raising(NO_TABLE), ["act"])

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[0] == "The database refuses: no such table: users."
    assert "`flask db upgrade`" in result.stderr


@pytest.mark.parametrize("error", [TWICE, ValueError("ours")])
def test_a_mistake_of_the_program_is_not_hidden(error: Exception) -> None:
    assert CliRunner().invoke(raising(error), ["act"]).exception is error
