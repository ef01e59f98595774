"""Who the suggestions show: counted by the worker step by step, told by group, one count at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from matchmaker.database import access
from matchmaker.extensions import db
from matchmaker.organisations.models import EssFamily, Size
from matchmaker.sourcing import exposure
from matchmaker.sourcing.exposure import Shown, added, social
from matchmaker.sourcing.models import ExposureReport
from matchmaker.web.transaction import commit, transaction
from tests.factories.make import NOW
from tests.sourcing.conftest import Scene


def ask(scene: Scene) -> ExposureReport:
    with access(read_only=False):
        report = exposure.ask(scene.actor, now=NOW)
        commit()
    return report


def count_all(at: datetime = NOW) -> ExposureReport:
    with time_machine.travel(at, tick=False):
        for _ in range(6):
            with transaction():
                exposure.advance()
        return exposure.finished()[0]


def test_shares_of_the_groups_are_counted(context: Flask, scene: Scene, make) -> None:
    make.offer(make.supplier(size=Size.PME, ess_family=EssFamily.COOPERATIVE))
    ask(scene)

    report = count_all()

    sizes = {one.group: one for one in exposure.lines(report, "size")}
    assert (sizes["tpe"].suppliers, sizes["pme"].suppliers) == (3, 1)
    assert sum(one.ten for one in sizes.values()) == pytest.approx(1)
    assert sum(one.first for one in sizes.values()) == 1
    assert [one.group for one in exposure.lines(report, "social")] == ["ess", "none"]
    assert [one.group for one in exposure.lines(report, "department")] == ["62"]


def test_needs_short_of_suppliers_are_named(context: Flask, scene: Scene) -> None:
    ask(scene)

    found = exposure.with_few(count_all())

    assert [(need.id, count < 3) for need, count in found] == [(scene.need.id, True)]


def test_the_count_goes_on_where_it_was(context: Flask, scene: Scene, make, monkeypatch) -> None:
    monkeypatch.setattr(exposure, "STEP", 2)
    for _ in range(4):
        make.need(scene.need.organisation)
    ask(scene)
    with transaction():
        exposure.advance()
    begun = exposure.under_way()

    assert (begun.needs_done, begun.needs_total) == (2, 5)
    report = count_all()
    assert (report.needs_done, sum(report.figures["first"]["size"].values())) == (5, 5)


def test_one_count_at_a_time(context: Flask, scene: Scene) -> None:
    assert ask(scene).id == ask(scene).id
    count_all()
    assert db.session.query(ExposureReport).count() == 1
    ask(scene)
    assert db.session.query(ExposureReport).count() == 2


def test_a_count_a_day_begins_by_itself(context: Flask, scene: Scene) -> None:
    count_all()
    count_all()
    count_all(NOW + timedelta(days=1))

    assert db.session.query(ExposureReport).count() == 2


def test_nothing_begins_by_itself_without_needs(context: Flask, store) -> None:
    with transaction():
        exposure.advance()

    assert db.session.query(ExposureReport).count() == 0


@pytest.mark.parametrize(
    ("kinds", "ess", "group"),
    [
        ({"EI", "ESAT"}, True, "integration"),
        ({"EA"}, True, "inclusive"),
        (set(), True, "ess"),
        (set(), False, "none"),
    ],
)
def test_a_firm_counts_in_one_group(kinds, ess, group) -> None:
    assert social(kinds, ess=ess) == group


def test_steps_add_up_to_the_whole() -> None:
    groups = {1: {"size": "tpe"}, 2: {"size": "pme"}}
    shown = [Shown(1, [1, 2], 5), Shown(2, [2], 1), Shown(3, [9], 0)]

    at_once = added({}, groups, shown)
    in_steps = added(added({}, groups, shown[:1]), groups, shown[1:])

    assert at_once == in_steps
    assert at_once["first"] == {"size": {"tpe": 1, "pme": 1}}
    assert at_once["few"] == [[2, 1], [3, 0]]


def test_the_page_is_public_and_the_act_is_not(client: FlaskClient, make, work, scene: Scene) -> None:
    empty = client.get("/how-it-works/exposure").texts(".empty h2")
    make.sign_in(client, make.user(administrator=True))
    asked = client.submit("/how-it-works/exposure", {}, form="form[action$=exposure]")
    under_way = client.get("/how-it-works/exposure").soup.select_one("progress")
    work()
    page, public = (
        client.get("/how-it-works/exposure"),
        client.application.test_client().get("/how-it-works/exposure"),
    )

    assert (empty, asked.status_code) == (["Rien n’est encore compté"], 303)
    assert under_way is not None
    assert scene.need.title in page.texts("#few ~ table tbody th")
    assert public.soup.select_one("#few ~ table, form[action$=exposure]") is None
    assert public.texts("#by-size ~ table tbody th") == ["Très petite entreprise"]
