"""Machines: the one in use, with rows of every kind, and empty ones on either engine."""

from __future__ import annotations

import dataclasses
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from matchmaker.accounts.actor import Actor
from matchmaker.app import create_app
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record_personal
from matchmaker.web.transaction import Application, transaction
from tests import databases
from tests.databases import Server
from tests.factories import Make
from tests.factories.make import NOW

Machine = Callable[[str], Application]


@pytest.fixture
def machine(server: Server, settings: Settings, tmp_path: Path) -> Iterator[Machine]:
    """`machine("own")` is a new one on this run's engine, `machine("sqlite")` on SQLite; never migrated."""
    made: list[tuple[Application, Callable[[], object]]] = []

    def new(engine: str = "own") -> Application:
        folder = tmp_path / f"machine-{len(made)}"
        folder.mkdir()
        url, drop = _database(server if engine == "own" else None, folder)
        app = create_app(
            dataclasses.replace(settings, database_url=url, data_dir=folder, search_engine="whoosh")
        )
        made.append((app, drop))
        return app

    yield new
    for app, drop in made:
        databases.dispose(app)
        drop()


def _database(server: Server | None, folder: Path) -> tuple[str, Callable[[], object]]:
    if not isinstance(server, databases.Postgresql):
        return f"sqlite:///{folder / 'matchmaker.sqlite3'}", lambda: None
    name = f"machine_{uuid.uuid4().hex[:12]}"
    server.admin.execute(f"CREATE DATABASE {name}")
    url = server._url(name).replace("postgresql://", "postgresql+psycopg://")
    return url, lambda: server.admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def used(app: Application, make: Make) -> Iterator[Application]:
    """The machine in use: people, bodies, needs, offers, acts with personal parts, mails, a file."""
    make.member(make.buyer(kinds=()), "buyer")
    make.need(lots=[{"title": "Lot nord"}], questions=["Quand ?"])
    make.offer(labels=[{"name": "Imprim’Vert"}])
    with app.app_context(), transaction():
        for number in range(3):
            record_personal(
                Actor(user_id=1), Action.NEED_CHANGED, "need", 1, now=NOW, personal={"name": f"Lou {number}"}
            )
    kept = app.config["SETTINGS"].data_dir / "files" / "12"
    kept.mkdir(parents=True)
    (kept / "Cahier été.pdf").write_bytes(b"%PDF-1.7 " + bytes(range(256)))
    yield app
    shutil.rmtree(kept)


@pytest.fixture
def command() -> Callable[..., object]:
    """Run `flask …` on a machine."""

    def run(app: Flask, *arguments: object):
        return app.test_cli_runner().invoke(args=[str(one) for one in arguments])

    return run
