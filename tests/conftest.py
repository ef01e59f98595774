"""Fixtures: one application per test process, a fresh copy of the migrated database for each test.

`TEST_ENGINE=postgresql` runs the same tests on an embedded PostgreSQL server.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache

from config import Settings
from matchmaker.app import create_app
from matchmaker.extensions import jobs
from matchmaker.files import store as documents_store
from matchmaker.sourcing import index as match_index
from matchmaker.web.transaction import Application
from tests import databases
from tests.browsing import CheckedClient
from tests.factories import Make

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever uses the database says so by itself, so that the second engine runs just these tests."""
    for item in items:
        if not {"store", "world"}.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.database)


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist, which `-p no:xdist` leaves out
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    from tests.sharing_out import Shares

    return Shares(config, log)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the shared real contracts are not here")
    return SHARED


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The DATA_DIR of this test process."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def server(home: Path) -> Iterator[databases.Server]:
    engine = os.environ.get("TEST_ENGINE", "sqlite")
    with databases.start(engine, home) as server:
        yield server


@pytest.fixture(scope="session")
def settings(home: Path, server: databases.Server) -> Settings:
    return Settings.from_environment(
        {
            "MATCHMAKER_ENV": "test",
            "SECRET_KEY": "a key for tests only, never used elsewhere",
            "DATA_DIR": str(home),
            "DATABASE_URL": server.url,
            "JOBS_URL": "memory:",
            "SEARCH_ENGINE": "memory",
            "RATELIMIT_ENABLED": "no",
            "BASE_URL": "http://localhost",
            "DEMONSTRATION": "yes",
        }
    )


@pytest.fixture(scope="session")
def application(settings: Settings, server: databases.Server, home: Path) -> Application:
    app = create_app(settings)
    compiled = databases.of_the_run(home) / "templates"
    compiled.mkdir(exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    server.migrate(app)
    return app


@pytest.fixture
def store(application: Application, server: databases.Server) -> Iterator[databases.Server]:
    """A database as the migrations leave it, and empty derived stores."""
    empty_stores(application, server)
    yield server
    server.release(application)


def empty_stores(application: Application, server: databases.Server) -> None:
    server.reset(application)
    application.extensions["jobs"].flush()
    application.extensions["search"].rebuild(())
    application.extensions.pop("showcase", None)
    documents = application.config["SETTINGS"].data_dir / documents_store.FOLDER
    match = application.extensions["match"]
    for folder in (match.root, match.versions, documents):
        shutil.rmtree(folder, ignore_errors=True)
    application.extensions["register"].path.unlink(missing_ok=True)
    match_index.init_app(application)


@pytest.fixture
def app(application: Application, store: databases.Server) -> Application:
    return application


@pytest.fixture
def context(app: Application) -> Iterator[Application]:
    """An application context for tests of services and queries. Not for tests that make requests."""
    with app.app_context():
        yield app


@pytest.fixture
def make(app: Application) -> Make:
    return Make(app)


@pytest.fixture
def client(app: Application) -> FlaskClient:
    """A browser that looks at every page it gets (see tests/browsing.py)."""
    app.test_client_class = CheckedClient
    return app.test_client()


@pytest.fixture
def count_queries(app: Application) -> Callable[[Callable[[], object]], int]:
    """How many statements a call sends to the database."""

    def count(call: Callable[[], object]) -> int:
        seen: list[str] = []

        def note(_connection, _cursor, statement: str, *_rest) -> None:
            if not statement.startswith(("BEGIN", "PRAGMA")):
                seen.append(statement)

        sa.event.listen(sa.Engine, "before_cursor_execute", note)
        try:
            call()
        finally:
            sa.event.remove(sa.Engine, "before_cursor_execute", note)
        return len(seen)

    return count


@pytest.fixture
def work(app: Application):
    """Carry out the waiting jobs, as the worker would."""

    def run() -> int:
        return jobs.run_pending(app)

    return run
