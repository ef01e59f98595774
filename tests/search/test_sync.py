"""From a committed change to the results page, and back to the database before anything is shown."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from matchmaker.extensions import db
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.offers.models import OfferStatus
from matchmaker.search import sync
from matchmaker.search.documents import Document
from matchmaker.search.engine import Engine, IndexBusy
from matchmaker.search.memory_engine import MemoryEngine
from matchmaker.search.models import IndexChange
from matchmaker.search.whoosh_engine import WhooshEngine
from matchmaker.web.transaction import transaction
from tests.browsing import CheckedClient
from tests.factories import Make

Work = Callable[[], int]


@pytest.fixture(params=["memory", "whoosh"])
def engine(
    request: pytest.FixtureRequest, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Engine:
    found: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path / "search")
    found.rebuild(())
    monkeypatch.setitem(app.extensions, "search", found)
    return found


@pytest.fixture
def whoosh(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a real index, in use."""
    found = WhooshEngine(tmp_path / "search")
    found.rebuild(())
    monkeypatch.setitem(app.extensions, "search", found)
    return tmp_path / "search"


@pytest.fixture
def index(app: Flask) -> Work:
    """Ask for and carry out the synchronisation, as after a commit."""

    def run() -> int:
        app.extensions["jobs"].flush()
        with app.app_context():
            sync.jobs.enqueue(app, sync.SYNC)
        return sync.jobs.run_pending(app)

    return run


def titles(client: CheckedClient, words: str) -> list[str]:
    return client.get(f"/search?q={words}").texts("main article h3, main article h2")


def put(app: Flask, *documents: Document, gone: tuple[str, ...] = ()) -> None:
    app.extensions["search"].apply(documents, gone)


def command(app: Flask, name: str) -> tuple[int, list[str]]:
    run = app.test_cli_runner().invoke(args=["search", name])
    return run.exit_code, run.stdout.splitlines()


def change(app: Flask, need: Need, **values: object) -> None:
    with app.app_context(), transaction():
        db.session.execute(sa.update(Need).where(Need.id == need.id).values(**values))
        sync.changed("need", need.id)


def test_a_change_is_found_once_the_worker_has_run(
    engine: Engine, client: CheckedClient, make: Make, index: Work
) -> None:
    make.need(title="Ramonage des cheminées")
    before = titles(client, "ramonage")
    index()

    assert (before, titles(client, "ramonage")) == ([], ["Ramonage des cheminées"])


def test_a_withdrawn_need_leaves_the_index(
    engine: Engine, app: Flask, client: CheckedClient, make: Make, index: Work
) -> None:
    need = make.need(title="Ramonage des cheminées")
    index()
    change(app, need, status=NeedStatus.WITHDRAWN)
    at_once = titles(client, "ramonage")
    index()

    assert (at_once, titles(client, "ramonage")) == ([], [])
    assert f"need:{need.id}" not in engine.keys_with_versions()


def test_drafts_are_never_indexed(engine: Engine, make: Make, index: Work) -> None:
    """Row Z4."""
    need, offer = make.need(status=NeedStatus.DRAFT), make.offer(status=OfferStatus.DRAFT)
    index()

    assert not {f"need:{need.id}", f"offer:{offer.id}"} & engine.keys_with_versions().keys()


def test_changes_are_forgotten_only_when_they_are_carried(
    app: Flask, make: Make, index: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    need = make.need()
    with monkeypatch.context() as patch:
        patch.setattr(app.extensions["search"], "apply", _busy)
        index()
    with app.app_context():
        kept = db.session.query(IndexChange).count()
    index()

    assert kept > 0
    assert f"need:{need.id}" in app.extensions["search"].keys_with_versions()


def _busy(*_args: object) -> None:
    raise IndexBusy("another process writes")


def test_the_index_never_shows_what_the_database_no_longer_does(
    engine: Engine, app: Flask, client: CheckedClient, make: Make, index: Work
) -> None:
    """Row K11: documents left behind of a draft, a withdrawn need, a deleted one and a withdrawn offer."""
    shown = make.need(title="Ramonage visible")
    draft, gone = make.need(status=NeedStatus.DRAFT), make.need(status=NeedStatus.WITHDRAWN)
    offer = make.offer(status=OfferStatus.WITHDRAWN)
    index()
    keys = (f"need:{draft.id}", f"need:{gone.id}", "need:999999", f"offer:{offer.id}", "organisation:999999")
    put(app, *(Document(key, key.partition(":")[0], 1, "Ramonage secret") for key in keys))
    page = client.get("/search?q=ramonage")

    assert page.texts("main article h3, main article h2") == [shown.title]
    assert "secret" not in page.text
    links = [str(link["href"]) for link in page.soup.select("main article a[href^='/']")]
    assert [client.get(link).status_code for link in links] == [200] * len(links)


def test_check_names_the_differences_and_rebuild_mends_them(
    engine: Engine, app: Flask, make: Make, index: Work
) -> None:
    """Row K11."""
    kept, lost, old = make.need(), make.need(), make.need()
    index()
    agreed = command(app, "check")
    put(app, Document("need:999999", "need", 1, "Fantôme"), gone=(f"need:{lost.id}",))
    put(app, Document(f"need:{old.id}", "need", 0, "Ancien"))
    named = command(app, "check")
    rebuilt, after = command(app, "rebuild"), command(app, "check")

    assert agreed == (0, [])
    assert named == (1, [f"missing need:{lost.id}", f"outdated need:{old.id}", "surplus need:999999"])
    assert (rebuilt[0], after) == (0, (0, []))
    assert f"need:{kept.id}" in engine.keys_with_versions()


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # Whoosh's, on a damaged file
@pytest.mark.parametrize("damage", ["missing", "corrupt", "older"])
def test_a_lost_index_is_said_kindly_and_healed_by_the_worker(
    whoosh: Path, app: Flask, client: CheckedClient, make: Make, index: Work, damage: str
) -> None:
    """Row K10."""
    make.need(title="Ramonage des cheminées")
    index()
    spoil(app, whoosh, damage)
    refused = client.get("/search?q=ramonage")
    others = [client.get(path).status_code for path in ("/", "/needs", "/suppliers")]
    sync.jobs.run_pending(app)

    assert (refused.status_code, "Retry-After" in refused.headers, others) == (503, True, [200] * 3)
    assert titles(client, "ramonage") == ["Ramonage des cheminées"]


def spoil(app: Flask, folder: Path, damage: str) -> None:
    """Damage the index on disk, as found by a process that starts."""
    app.extensions["search"].close()
    if damage == "missing":
        shutil.rmtree(folder)
    elif damage == "older":
        pointer = folder / "CURRENT"
        pointer.write_text(pointer.read_text().replace('"format": ', '"format": 9'))
    else:
        for file in folder.glob("gen-*/*"):
            file.write_bytes(b"\x00 not an index")
    app.extensions["search"] = WhooshEngine(folder)


def test_check_says_that_there_is_no_index(whoosh: Path, app: Flask) -> None:
    spoil(app, whoosh, "missing")
    status, lines = command(app, "check")

    assert (status, len(lines), "missing" in lines[0]) == (1, 1, True)


def test_reading_for_the_index_holds_no_lock(
    app: Flask, make: Make, index: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a batch is being indexed, another connection writes at once; its change is kept for the next."""
    make.need()
    written = []

    def meanwhile(*_args: object) -> None:
        with db.engine.connect() as other:
            other.exec_driver_sql("ROLLBACK")
            if other.dialect.name == "sqlite":
                other.exec_driver_sql("PRAGMA busy_timeout=0")
            other.exec_driver_sql("BEGIN")
            other.execute(sa.update(Need).values(title="Écrit pendant ce temps"))
            other.commit()
        written.append(True)

    monkeypatch.setattr(app.extensions["search"], "apply", meanwhile)
    index()

    assert written == [True]
