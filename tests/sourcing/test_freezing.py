"""Lists kept as evidence: kept once, never changed unseen, computed again when offers have changed."""

from __future__ import annotations

import shutil
import zlib

import pytest
import sqlalchemy as sa
from flask import Flask

from matchmaker.database import access
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.models import Entry
from matchmaker.matching import frozen
from matchmaker.needs.models import NeedStatus
from matchmaker.offers.models import Offer
from matchmaker.sourcing import freezing, index
from matchmaker.sourcing.errors import NotYet
from matchmaker.sourcing.freezing import Outcome
from matchmaker.sourcing.models import Cause, FrozenList, FrozenRow, ProfileVersion
from matchmaker.sourcing.queries import Filters, Switches
from matchmaker.web.transaction import commit
from tests.browsing import CheckedClient
from tests.factories.make import NOW
from tests.hostile.race import together
from tests.sourcing.conftest import LATER, Scene, need_row


def keep(scene: Scene, **values: object) -> FrozenList:
    with access(read_only=False):
        one = freezing.freeze(need_row(scene), scene.actor, **{"now": NOW, **values})
        commit()
    return one


def test_a_list_keeps_its_firms_in_their_order(context: Flask, scene: Scene) -> None:
    one = keep(scene)

    listed = index.index().current().suggest(freezing.USUAL.asked(need_row(scene)), 10)
    assert [(row.rank, row.supplier_id, row.score) for row in one.rows] == [
        (rank, found.supplier_id, round(found.score * 10)) for rank, found in enumerate(listed, 1)
    ]
    assert one.suppliers == 3


def test_keeping_is_journalled_with_its_digest(context: Flask, scene: Scene) -> None:
    one = keep(scene, cause=Cause.RELIED)

    query = sa.select(Entry).where(Entry.action == Action.LIST_FROZEN.value)
    entry = db.session.execute(query).scalar_one()
    assert (entry.object_id, entry.actor_id) == (scene.need.id, scene.actor.user_id)
    assert one.digest in entry.payload
    assert one.matcher_version in entry.payload


def test_the_same_list_is_kept_once(context: Flask, scene: Scene) -> None:
    first, again = keep(scene), keep(scene)
    other = keep(scene, switches=Switches(Filters(ess_only=True)))

    assert again.id == first.id
    assert other.id != first.id
    assert db.session.query(Entry).filter_by(action=Action.LIST_FROZEN.value).count() == 2


def test_a_draft_has_no_list_to_keep(context: Flask, scene: Scene, make) -> None:
    draft = make.need(make.buyer(), status=NeedStatus.DRAFT, published_at=None, reference=None)

    with pytest.raises(NotYet):
        freezing.freeze(draft, scene.actor, now=NOW)


def test_it_is_computed_again_when_offers_have_changed(context: Flask, scene: Scene) -> None:
    one = keep(scene)
    offer = db.session.query(Offer).filter_by(organisation_id=scene.gardeners.id).one()
    offer.what = "Nous ne faisons plus que de la peinture."
    db.session.commit()
    index.follow([("offer", offer.id)])

    assert freezing.reproduce(one) is Outcome.EQUAL


def test_it_is_computed_again_under_its_own_version_after_others(context: Flask, scene: Scene, make) -> None:
    one = keep(scene)
    make.offer(make.supplier(), title="Vitrerie", what="Pose de vitrages isolants.")
    index.index().refit([("Pose de vitrages", "45441000"), ("Tonte", "77314100")])
    index.index().rebuild()

    assert frozen.matcher_version(index.index().current()) != one.matcher_version
    assert freezing.reproduce(one) is Outcome.EQUAL


def test_a_version_that_was_lost_says_so(context: Flask, scene: Scene, make) -> None:
    one = keep(scene)
    make.offer(make.supplier(), title="Vitrerie", what="Pose de vitrages isolants.")
    index.index().refit([("Pose de vitrages", "45441000"), ("Tonte", "77314100")])
    shutil.rmtree(index.index().versions / one.matcher_version)

    assert freezing.reproduce(one) is Outcome.VERSION_GONE


TABLES = {"frozen_lists": FrozenList, "frozen_rows": FrozenRow, "profile_versions": ProfileVersion}


@pytest.mark.parametrize("table", TABLES)
def test_what_is_kept_refuses_changes(context: Flask, scene: Scene, table: str) -> None:
    keep(scene)
    values = {
        "frozen_lists": {"suppliers": 9},
        "frozen_rows": {"rank": 9},
        "profile_versions": {"content": b"x"},
    }

    with pytest.raises(sa.exc.DBAPIError, match="never changed"), access(read_only=False):
        db.session.execute(sa.update(TABLES[table]).values(values[table]))
    db.session.rollback()


def unguarded(table: str) -> None:
    with db.engine.begin() as connection:
        on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
        connection.exec_driver_sql(f"DROP TRIGGER {table}_no_update{on}")


def harm(table: str, values: dict[str, object]) -> None:
    """What somebody with the database's password could do."""
    db.session.rollback()
    unguarded(table)
    with access(read_only=False):
        db.session.execute(sa.update(TABLES[table]).values(values))
        db.session.commit()
    db.session.expire_all()


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("frozen_lists", {"digest": "0" * 64}),
        ("frozen_lists", {"content": zlib.compress(b'{"format": "frozen-list/1", "listed": []}')}),
        ("frozen_lists", {"content": b"cut"}),
        ("frozen_rows", {"score": 999}),
        (
            "profile_versions",
            {"content": zlib.compress(b'{"id": 1, "name": "", "kinds": [], "evidence": []}')},
        ),
    ],
)
def test_tampering_is_seen(context: Flask, scene: Scene, table: str, values: dict[str, object]) -> None:
    one = keep(scene)
    harm(table, values)

    assert freezing.reproduce(one) is Outcome.ALTERED


def test_a_forged_list_that_holds_together_is_not_in_the_journal(context: Flask, scene: Scene) -> None:
    one = keep(scene)
    forged = freezing.raw(one).replace(b'"as_of":"2026', b'"as_of":"2025')
    harm("frozen_lists", {"content": zlib.compress(forged), "digest": freezing.frozen.digest(forged)})

    assert freezing.reproduce(one) is Outcome.ALTERED


def test_two_lists_are_compared(context: Flask, scene: Scene, make) -> None:
    first = keep(scene)
    newcomer = make.supplier(name="Tondre")
    make.offer(newcomer)
    index.follow([("organisation", newcomer.id)])
    second = keep(scene, now=LATER)

    changes = {one.name: one for one in freezing.compared(first, second)}
    assert changes["Tondre"].kind == "entered"
    assert changes["Tondre"].before is None
    assert {one.kind for one in freezing.compared(first, first)} == {"kept"}


def test_the_command_says_equal_or_fails(context: Flask, scene: Scene) -> None:
    one = keep(scene)
    runner = context.test_cli_runner()

    equal, unknown = (
        runner.invoke(args=["match", "reproduce", str(one.id)]),
        runner.invoke(args=["match", "reproduce", "999"]),
    )

    assert (equal.exit_code, equal.stdout.split(":")[0]) == (0, "equal")
    assert (unknown.exit_code, unknown.stdout) == (1, "")


@pytest.fixture
def ten_presses(app: Flask, team: CheckedClient, scene: Scene):
    """The button of the list, pressed ten times at the same moment."""
    page = team.get(f"/needs/{scene.need.id}/suppliers")
    token = page.soup.select_one("form[action$=freeze] input[name=csrf_token]")["value"]
    cookie = team.get_cookie("session").value

    def press(_number: int) -> str:
        one = app.test_client()
        one.set_cookie("session", cookie)
        answer = one.post(f"/needs/{scene.need.id}/suppliers/freeze", data={"csrf_token": token})
        return answer.headers.get("Location", str(answer.status_code))

    return lambda: together(10, press)


def kept_count(app: Flask) -> int:
    with app.app_context():
        return db.session.query(FrozenList).count()


def test_ten_presses_keep_one_list(app: Flask, ten_presses) -> None:
    """Row K1."""
    assert len(set(ten_presses())) == 1
    assert kept_count(app) == 1


def test_without_the_constraint_the_same_presses_keep_ten(app: Flask, ten_presses) -> None:
    with app.app_context(), db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            loosen(connection)
        else:
            connection.exec_driver_sql(
                "ALTER TABLE frozen_lists DROP CONSTRAINT uq_frozen_lists_need_id_digest"
            )
    ten_presses()

    assert kept_count(app) == 10


def loosen(connection: sa.Connection) -> None:
    """SQLite cannot drop a constraint: the table as it would be without."""
    sql = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'frozen_lists'").scalar_one()
    without = sql.replace("CONSTRAINT uq_frozen_lists_need_id_digest UNIQUE (need_id, digest)", "CHECK (1)")
    assert without != sql
    connection.exec_driver_sql("DROP TABLE frozen_lists")
    connection.exec_driver_sql(without)
