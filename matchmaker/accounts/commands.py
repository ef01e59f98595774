"""`flask accounts create-admin`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click
from flask.cli import AppGroup
from flask_babel import force_locale

from matchmaker.accounts import passwords, queries, services
from matchmaker.accounts.rules import is_email, password_problem
from matchmaker.web.transaction import transaction

accounts = AppGroup("accounts", help="The people of the platform.")


@accounts.command("create-admin")
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input, one line.")
def create_admin(email: str, password_stdin: bool) -> None:
    """Make EMAIL an administrator; the account is created when there is none."""
    if not is_email(email.strip()):
        raise click.BadParameter("this is not an e-mail address", param_hint="EMAIL")
    known = queries.by_email(email) is not None
    password = _password(password_stdin, known=known)
    hashed = passwords.hash_password(password) if password is not None else None
    with transaction():
        user = services.make_administrator(email, password_hash=hashed, now=datetime.now(UTC))
        click.echo(f"{user.email} is an administrator.")


def _password(from_stdin: bool, *, known: bool) -> str | None:
    """None for a known account whose password stays."""
    if known and not from_stdin:
        return None
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    with force_locale("en"):
        if problem := password_problem(password):
            raise click.ClickException(str(problem))
    return password
