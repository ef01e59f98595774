"""Who gets in where: each kind of person, on their own things and on those of others (row Z1)."""

from __future__ import annotations

import pytest
from werkzeug.routing import Rule

from matchmaker.web import matrix
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


def outcome(world: World, role: str, rule: Rule, values: dict[str, int | str], method: str) -> str:
    """`in`, `sign-in`, `refused` (403) or `unknown` (404)."""
    sent = {"decision": "accept"} if method == "POST" else None
    answer = world.browsers[role].open(world.address(rule, values), method=method, data=sent)
    if answer.status_code == 302 and "/sign-in" in answer.headers["Location"]:
        return "sign-in"
    if answer.status_code == 400 and role == "anonymous":
        return "sign-in"  # a form whose sender is signed out: its text is shown again
    return {403: "refused", 404: "unknown"}.get(answer.status_code, "in")


@pytest.mark.one_engine
@pytest.mark.parametrize("role", ROLES)
def test_strangers_never_come_in(world: World, role: str) -> None:
    """A thing of others is unknown (404), a page of another role refused, the anonymous led to sign in."""
    wrong = []
    for published, values in ((True, world.published), (False, world.drafts)):
        for rule in world.rules("GET"):
            cell = wanted(rule, role, published=published)
            if cell != "in" and (found := outcome(world, role, rule, values, "GET")) != cell:
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
        and outcome(world, role, rule, values, "POST") == "in"
    ]

    assert entered == []


@pytest.mark.parametrize("role", ROLES)
def test_the_declared_come_in(world: World, role: str) -> None:
    """In at least one of the two states of the thing; `unknown` is for what has no page in that state."""
    shut = []
    for rule in world.rules("GET"):
        if rule.endpoint in NOT_YET:
            continue
        states = [
            values
            for published, values in ((True, world.published), (False, world.drafts))
            if wanted(rule, role, published=published) == "in"
        ]
        found = {outcome(world, role, rule, values, "GET") for values in states}
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
