"""Every page opened once by each kind of visitor: what came of it, and the forms that were shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.browsing import shown_values
from tests.hostile.looking import faults
from tests.hostile.world import World


@dataclass
class Found:
    """A form as a reader is shown it, and the cookie that its token belongs to."""

    role: str
    action: str
    values: dict[str, Any]
    cookie: str

    @property
    def fields(self) -> list[str]:
        return [name for name in self.values if name != "csrf_token"]

    @property
    def token(self) -> str:
        return str(self.values.get("csrf_token", ""))


@dataclass
class Tour:
    """What one visitor met. Outcomes by address and by whether the thing was published."""

    role: str
    outcomes: dict[tuple[str, bool], str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    pages: list[tuple[str, str]] = field(default_factory=list)  # addresses and texts, of pages with forms
    cookie: str = ""

    def forms(self) -> list[Found]:
        """Each form of each page, once."""
        seen: dict[tuple[str, str], Found] = {}
        for address, text in self.pages:
            for form in BeautifulSoup(text, "html.parser").select("form[method=post]"):
                action = str(form.get("action") or address)
                if action.startswith("#"):  # a sample of the components' gallery
                    continue
                key = (action, " ".join(sorted(shown_values(form))))
                seen.setdefault(key, Found(self.role, action, blank(form), self.cookie))
        return list(seen.values())


def tour(world: World, role: str) -> Tour:
    """Of all GET addresses, on published things and on drafts; made at the first question."""
    if role not in world.tours:
        made = world.tours[role] = Tour(role)
        for rule in world.rules("GET"):
            for published, values in ((True, world.published), (False, world.drafts)):
                if not (rule.arguments or published):
                    made.outcomes[rule.rule, False] = made.outcomes[rule.rule, True]
                    continue
                _open(world, made, rule, published, values)
        cookie = world.browsers[role].get_cookie("session")
        made.cookie = cookie.value if cookie else ""
    found: Tour = world.tours[role]
    return found


def _open(world: World, made: Tour, rule: Rule, published: bool, values: dict[str, int | str]) -> None:
    address = world.address(rule, values)
    answer = world.browsers[made.role].get(address)
    made.outcomes[rule.rule, published] = outcome(answer, made.role)
    made.faults += faults(answer, f"{made.role} GET {rule.rule}{'' if published else ' (draft)'}")
    if answer.status_code == 200 and answer.mimetype == "text/html" and "<form" in answer.text:
        made.pages.append((address, answer.text))


def outcome(answer: TestResponse, role: str) -> str:
    """`in`, `sign-in`, `refused` (403) or `unknown` (404)."""
    if answer.status_code == 302 and "/sign-in" in answer.headers["Location"]:
        return "sign-in"
    if answer.status_code == 400 and role == "anonymous":
        return "sign-in"  # a form whose sender is signed out: its text is shown again
    return {403: "refused", 404: "unknown"}.get(answer.status_code, "in")


def blank(form: Any) -> dict[str, Any]:
    """Everything a browser could send, boxes and buttons too."""
    names = [
        str(one["name"]) for one in form.select("input[name], select[name], textarea[name], button[name]")
    ]
    return {**dict.fromkeys(names, ""), **shown_values(form)}
