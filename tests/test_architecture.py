"""The rule of imports of docs/architecture.md, read from the source and tried for real."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "matchmaker"
PURE = (
    "reference",
    "matching",
    "scheduling",
    "spreadsheets",
    "search.query",
    "observatory.method",
    "observatory.indicators",
    "observatory.formats",
    "demo",
)

# Each area may import those of earlier lines only; `web` is imported by views alone.
LAYERS = (
    ("reference", "matching", "scheduling", "spreadsheets"),
    ("journal", "notifications", "search", "register", "files"),
    ("accounts", "moderation"),
    ("organisations",),
    ("needs", "offers"),
    ("sourcing", "programme"),
    ("alerts", "events"),
    ("observatory",),
    ("api", "admin", "pages", "demo", "keeping"),
)
RANK = {area: rank for rank, areas in enumerate(LAYERS) for area in areas}
EDGES = ("views", "forms", "commands")
BLOCKED = """
import sys
for name in ("flask", "sqlalchemy", "flask_sqlalchemy", "wtforms"):
    sys.modules[name] = None
import importlib, pkgutil
package = importlib.import_module("matchmaker.{area}")
for found in pkgutil.walk_packages(getattr(package, "__path__", []), package.__name__ + "."):
    if not found.name.endswith({skipped!r}):
        importlib.import_module(found.name)
"""


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@cache
def imports_of(path: Path) -> frozenset[str]:
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(name for name in found if name.startswith("matchmaker."))


def area_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("area", [area for area in PURE if (PACKAGE / area.replace(".", "/")).exists()])
def test_pure_core_imports_without_flask_and_sqlalchemy(area: str) -> None:
    script = BLOCKED.format(area=area, skipped=(".commands", ".load", ".rencontre"))

    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)

    assert run.returncode == 0, run.stderr


def test_importing_the_package_imports_nothing() -> None:
    assert (PACKAGE / "__init__.py").read_text() == ""


def by_module(wrong: Callable[[Path], set[str]]) -> dict[str, set[str]]:
    """The modules with something wrong, and what."""
    return {str(path.relative_to(PACKAGE)): found for path in modules() if (found := wrong(path))}


def test_no_area_names_a_higher_one() -> None:
    def higher(path: Path) -> set[str]:
        rank = RANK.get(area_of(path), len(LAYERS))
        return {name for name in imports_of(path) if RANK.get(name.split(".")[1], -1) > rank}

    assert by_module(higher) == {}


def test_views_forms_and_commands_are_imported_by_nobody_below() -> None:
    def edges(path: Path) -> set[str]:
        if path.stem in (*EDGES, "fields", "app") or {"views", "forms"} & set(path.parts):
            return set()
        return {name for name in imports_of(path) if set(name.split(".")[2:]) & set(EDGES)}

    assert by_module(edges) == {}


def test_request_and_session_stop_at_views_and_web() -> None:
    def names(path: Path) -> set[str]:
        if area_of(path) in ("web", "app") or path.stem in ("views", "forms", "app") or "views" in path.parts:
            return set()
        return {
            alias.name
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.ImportFrom) and node.module in ("flask", "flask_login")
            for alias in node.names
        } & {"request", "session", "g", "current_user"}

    assert by_module(names) == {}


def test_only_the_edge_commits() -> None:
    allowed = {"web/transaction.py", "search/sync.py", "notifications/delivery.py"}
    committing = {
        str(path.relative_to(PACKAGE)) for path in modules() if ".session.commit()" in path.read_text()
    }

    assert committing <= allowed
