"""What must hold on every page that a tour crosses: axe finds nothing, 320 pixels are wide enough."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What another colour scheme can change on a page that was read whole.
COLOURS = ["color-contrast", "link-in-text-block"]
# Of rules that pass one element is told, and of each element what `named` and `Figures` read: the whole answer
# has megabytes, which take longer to hand over than to find.
RUN = """([kind, values]) => axe.run({runOnly: {type: kind, values}, resultTypes: ["violations"]}).then((found) => {
    const rule = ({id, nodes}) => ({id, nodes: nodes.map(({html}) => ({html: html.slice(0, 160)}))});
    const outcomes = ["passes", "violations", "incomplete", "inapplicable"];
    return JSON.stringify({
        testEngine: found.testEngine,
        ...Object.fromEntries(outcomes.map((one) => [one, found[one].map(rule)])),
    });
})"""
NARROW = {"width": 320, "height": 640}


def faults(page: Page, *, scripts: bool) -> list[str]:
    """Empty on a sound page. axe itself is a script: without them only the page's shape is judged."""
    return [*(violations(page) if scripts else ()), *shape(page), *overflow(page)]


def violations(page: Page) -> list[str]:
    return named(run(page))


def run(page: Page) -> dict[str, Any]:
    """What axe says of the page, by outcome."""
    return _run(page, "tag", RULES)


def run_colours(page: Page) -> dict[str, Any]:
    """Of a page that `run` has read, what depends on the colour scheme."""
    return _run(page, "rule", COLOURS)


def _run(page: Page, kind: str, values: list[str]) -> dict[str, Any]:
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    answer: dict[str, Any] = json.loads(page.evaluate(RUN, [kind, values]))
    return answer


def named(answer: dict[str, Any]) -> list[str]:
    return [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in answer["violations"]]


@dataclass
class Figures:
    """What many runs of axe add up to, as matchmaker/pages/declaration.py reads it."""

    pages: set[str] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    engine: str = ""
    runs: int = 0
    faults: int = 0
    undecided: set[tuple[str, str]] = field(default_factory=set)

    def add(self, address: str, answer: dict[str, Any]) -> None:
        self.pages.add(address)
        self.runs += 1
        self.engine = f"{answer['testEngine']['name']} {answer['testEngine']['version']}"
        for outcome in ("passes", "violations", "incomplete", "inapplicable"):
            self.rules |= {rule["id"] for rule in answer[outcome]}
        self.faults += sum(len(rule["nodes"]) for rule in answer["violations"])
        self.undecided |= {(address, rule["id"]) for rule in answer["incomplete"]}

    def write(self, path: Path) -> None:
        counts = {"pages": len(self.pages), "rules": len(self.rules), "undecided": len(self.undecided)}
        found = {"day": date.today().isoformat(), "engine": self.engine, "runs": self.runs}
        path.write_text(json.dumps(found | counts | {"faults": self.faults}, indent=2, sort_keys=True) + "\n")


def shape(page: Page) -> list[str]:
    headings = page.locator("h1").count()
    return [] if headings == 1 else [f"{headings} h1"]


def overflow(page: Page) -> list[str]:
    """What sticks out at 320 pixels, named by its element."""
    usual = page.viewport_size
    page.set_viewport_size(NARROW)
    wide = page.evaluate("document.documentElement.scrollWidth > 320")
    found = page.evaluate(WIDEST) if wide else []
    page.set_viewport_size(usual)
    return [f"wider than 320 pixels: {found}"] if wide else []


WIDEST = """[...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > 321)
    .slice(0, 3).map((one) => one.outerHTML.slice(0, 120))"""
