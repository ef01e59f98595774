"""Who gets in where: each kind of person at each address, on their own things and on those of others (row Z1)."""

from __future__ import annotations

import pytest
from werkzeug.routing import Rule

from matchmaker.web.policy import Access, declared
from tests.hostile.world import OWNER, ROLES, World

# Who is what, for routes that ask for a role. Administrators moderate organisations, not needs and offers.
HOLDERS = {
    Access.PUBLIC: set(ROLES),
    Access.DEVELOPMENT: set(ROLES),
    Access.SIGNED_IN: set(ROLES) - {"anonymous"},
    Access.BUYER: {"buyer", "other_buyer"},
    Access.SUPPLIER: {"supplier", "other_supplier"},
    Access.ORGANISER: {"organiser"},
    Access.ADMINISTRATOR: {"administrator"},
}
# What everybody may open once the thing is published; all else about a thing is for its owner.
OPEN_TO_ALL = {
    "needs.show",
    "needs.deadline",
    "sourcing.suppliers",
    "sourcing.set_aside",
    "offers.show",
    "organisations.show",
    "organisations.join",
}


def admitted(world: World, rule: Rule, *, published: bool) -> set[str]:
    """The declared cells: who may come in, by the route's own word and by whose the thing is."""
    holders = set().union(*(HOLDERS[access] for access in declared(world.app, rule.endpoint)))
    owners = [OWNER[name] for name in OWNER if name in rule.arguments]
    if not owners or (rule.endpoint in OPEN_TO_ALL and (published or "organisation_id" in rule.arguments)):
        return holders
    return holders & {*owners, *(("administrator",) if "organisation_id" in rule.arguments else ())}


def outcome(world: World, role: str, rule: Rule, values: dict[str, int | str], method: str) -> str:
    """`in`, `sign-in`, `refused` (403) or `unknown` (404)."""
    sent = {"decision": "accept"} if method == "POST" else None
    answer = world.browsers[role].open(world.address(rule, values), method=method, data=sent)
    if answer.status_code == 302 and "/sign-in" in answer.headers["Location"]:
        return "sign-in"
    return {403: "refused", 404: "unknown"}.get(answer.status_code, "in")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("published", [True, False], ids=["published", "draft"])
def test_strangers_never_come_in(world: World, role: str, published: bool) -> None:
    """A thing of others is unknown (404), a page of another role refused, and the anonymous led to sign in."""
    values = world.published if published else world.drafts
    wrong = []
    for rule in world.rules("GET"):
        if role in admitted(world, rule, published=published):
            continue
        holders = set().union(*(HOLDERS[access] for access in declared(world.app, rule.endpoint)))
        wanted = "unknown" if role in holders else "sign-in" if role == "anonymous" else "refused"
        if (found := outcome(world, role, rule, values, "GET")) != wanted:
            wrong.append((rule.rule, found, wanted))

    assert wrong == []


@pytest.mark.parametrize("role", ["anonymous", "other_buyer", "other_supplier", "administrator", "withdrawn"])
def test_strangers_never_post(
    world: World, role: str, nothing_lasts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same without the form's token in the way: what belongs to others cannot be changed."""
    monkeypatch.setitem(world.app.config, "WTF_CSRF_ENABLED", False)
    entered = [
        rule.rule
        for rule in world.rules("POST")
        for published, values in ((True, world.published), (False, world.drafts))
        if role not in admitted(world, rule, published=published)
        and outcome(world, role, rule, values, "POST") == "in"
    ]

    assert entered == []


@pytest.mark.parametrize("role", ROLES)
def test_the_declared_come_in(world: World, role: str) -> None:
    """In at least one of the two states of the thing; `unknown` is for what has no page in that state."""
    shut = []
    for rule in world.rules("GET"):
        states = [
            values
            for published, values in ((True, world.published), (False, world.drafts))
            if role in admitted(world, rule, published=published)
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
