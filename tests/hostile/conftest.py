"""The world that the hostile walk through, and a way to post a thousand times and change nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from matchmaker.extensions import db, jobs
from matchmaker.files import store as documents_store
from matchmaker.web import transaction
from matchmaker.web.transaction import Application
from tests.conftest import empty_stores
from tests.databases import Server
from tests.factories import Make
from tests.hostile.world import World, build

# What requests write beside the database.
FOLDERS = (documents_store.FOLDER, "observatory")


@pytest.fixture(scope="session")
def standing() -> dict[int, World]:
    """The world, by the turn of the database that it was built in."""
    return {}


@pytest.fixture
def world(application: Application, server: Server, standing: dict[int, World]) -> Iterator[World]:
    """Built once for all tests of this process that follow one another and leave it as it is."""
    if server.turn not in standing or standing[server.turn].spent:
        empty_stores(application, server)
        standing.clear()
        standing[server.turn] = build(application, Make(application))
        jobs.enqueue(application, "search.sync")
        jobs.run_pending(application)
    found = standing[server.turn]
    found.new_browsers()
    application.extensions["jobs"].flush()
    yield found
    server.release(application)


@pytest.fixture
def nothing_lasts(
    application: Application, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[None]:
    """Every request still writes all its rows, constraints and all, and then they are taken back."""

    def flush_only() -> None:
        db.session.flush()
        db.session.rollback()

    monkeypatch.setattr(transaction, "commit", flush_only)
    folder = application.config["SETTINGS"].data_dir
    kept = [name for name in FOLDERS if (folder / name).is_dir()]
    for name in kept:
        shutil.copytree(folder / name, tmp_path / name)
    yield
    for name in kept:
        shutil.rmtree(folder / name)
        shutil.copytree(tmp_path / name, folder / name)
