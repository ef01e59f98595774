"""Who gets in where: each kind of person, on their own things and on those of others (row Z1)."""

from __future__ import annotations

import pytest
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from matchmaker.web import matrix
from tests.hostile.touring import outcome, tour
from tests.hostile.world import OWNER, ROLES, World

ROWS = {row.endpoint: row.cells for row in matrix.rows()}
# Which column of the table these visitors stand in; the others stand in their own.
STRANGERS = (
    "anonymous",
    "other_buyer",
    "other_supplier",
    "observer",
    "moderator",
    "administrator",
    "withdrawn",
)
NOT_YET = {"events.my_outcomes"}  # asked six months after the day
COLUMN = {"other_buyer": "buyer", "other_supplier": "supplier", "withdrawn": "user"}


def wanted(rule: Rule, role: str, *, published: bool) -> str:
    """What the table says of this visitor before this thing: `in`, `sign-in`, `refused` or `unknown`."""
    cell = ROWS[rule.endpoint][COLUMN.get(role, role)]
    if cell == "-":
        return "sign-in" if role == "anonymous" else "refused"
    owns = role in {OWNER[name] for name in OWNER if name in rule.arguments}
    if (cell == "own" and not owns) or (cell == "pub" and not (owns or published)):
        return "unknown"
    return "in"


@pytest.mark.one_engine
@pytest.mark.parametrize("role", ROLES)
def test_strangers_never_come_in(world: World, role: str) -> None:
    """A thing of others is unknown (404), a page of another role refused, the anonymous led to sign in."""
    wrong, met = [], tour(world, role).outcomes
    for published in (True, False):
        for rule in world.rules("GET"):
            cell = wanted(rule, role, published=published)
            if cell != "in" and (found := met[rule.rule, published]) != cell:
                wrong.append((rule.rule, published, found, cell))

    assert wrong == []


@pytest.mark.one_engine
@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_never_post(
    world: World, role: str, nothing_lasts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same without the form's token in the way: what belongs to others cannot be changed."""
    monkeypatch.setitem(world.app.config, "WTF_CSRF_ENABLED", False)
    entered = [
        rule.rule
        for rule in world.rules("POST")
        for published, values in ((True, world.published), (False, world.drafts))
        if wanted(rule, role, published=published) != "in"
        and outcome(post(world, role, rule, values), role) == "in"
    ]

    assert entered == []


def post(world: World, role: str, rule: Rule, values: dict[str, int | str]) -> TestResponse:
    return world.browsers[role].post(world.address(rule, values), data={"decision": "accept"})


@pytest.mark.parametrize("role", ROLES)
def test_the_declared_come_in(world: World, role: str) -> None:
    """In at least one of the two states of the thing; `unknown` is for what has no page in that state."""
    shut, met = [], tour(world, role).outcomes
    for rule in world.rules("GET"):
        if rule.endpoint in NOT_YET:
            continue
        states = [published for published in (True, False) if wanted(rule, role, published=published) == "in"]
        found = {met[rule.rule, published] for published in states}
        if states and "in" not in found:
            shut.append((rule.rule, sorted(found)))

    assert shut == []


def test_a_withdrawn_member_keeps_nothing(world: World) -> None:
    """Row S6: the role is lost at the next request."""
    addresses = [
        world.address(rule, world.drafts) for rule in world.rules("GET") if "need_id" in rule.arguments
    ]
    texts = [world.browsers["withdrawn"].get(address).text for address in addresses]

    assert [1 for text in texts if "Lot &lt;b&gt;probe" in text] == []
