"""What the documents say is so: settings, commands, links, and the commands of the README."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest
from flask import Flask

from tests.test_config import GIVEN

ROOT = Path(__file__).resolve().parents[1]
OPERATING = ROOT / "docs/operating.md"
README = ROOT / "README.md"
LINK = re.compile(r"\[[^]]+\]\(([^)#:\s]+)(?:#[^)]*)?\)")
RUNNABLE = re.compile(r"<!-- runnable -->\s*\n```sh\n(.*?)```", re.DOTALL)
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
NOT_OURS = {"db", "run", "routes", "shell"}  # of Flask and of Flask-Migrate


def linked(page: Path) -> list[Path]:
    return [page.parent / target for target in LINK.findall(page.read_text())]


def operating() -> str:
    """The page on operating and the pages it links."""
    pages = [OPERATING, *(page for page in linked(OPERATING) if page.suffix == ".md" and page.exists())]
    return "\n".join(page.read_text() for page in pages)


@pytest.mark.parametrize("name", [*GIVEN, "DATA_DIR"])
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in OPERATING.read_text()


def test_no_setting_is_documented_that_does_not_exist() -> None:
    rows = OPERATING.read_text().partition("## Settings")[2].partition("\n## ")[0]
    named = re.findall(
        r"`([A-Z_]{4,})`", " ".join(row.split("|")[1] for row in rows.splitlines() if "|" in row)
    )

    assert sorted(named) == sorted({*GIVEN, "DATA_DIR"})


def commands(app: Flask) -> list[str]:
    """`search rebuild`, `serve`…: every command of ours."""
    found = []
    for name, command in app.cli.commands.items():
        if isinstance(command, click.Group):
            found += [f"{name} {inner}" for inner in command.commands]
        elif name not in NOT_OURS:
            found.append(name)
    return [name for name in found if name.split()[0] not in NOT_OURS]


def test_every_command_is_documented(application: Flask) -> None:
    text = operating()
    groups = re.findall(r"^\| `flask (\w+) …` \| ([^|]*)", text, re.MULTILINE)
    short = {f"{group} {name}" for group, names in groups for name in re.findall(r"`([\w-]+)`", names)}
    missing = [name for name in commands(application) if f"flask {name}" not in text and name not in short]

    assert missing == []


def test_every_command_says_what_it_does(application: Flask) -> None:
    silent = []
    for name, command in application.cli.commands.items():
        inner = command.commands.items() if isinstance(command, click.Group) else [("", command)]
        silent += [f"{name} {sub}" for sub, one in inner if name not in NOT_OURS and not one.help]

    assert silent == []


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    assert [str(target) for target in linked(page) if not target.exists()] == []


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: str(page.relative_to(ROOT)))
def test_make_targets_named_in_documents_exist(page: Path) -> None:
    named = set(re.findall(r"`make ([a-z]+)`", page.read_text()))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert named - targets == set()


def blocks() -> list[str]:
    return RUNNABLE.findall(README.read_text()) if README.exists() else []


def test_the_readme_has_commands_to_run() -> None:
    if not README.exists():
        pytest.skip("README.md IS MISSING: its commands cannot be run")

    assert blocks() != []


@pytest.mark.parametrize("block", blocks())
def test_commands_of_the_readme_work(block: str, tmp_path: Path) -> None:
    """In a copy of the sources with a folder of data of its own; `make` targets keep this environment."""
    copy = tmp_path / "clone"
    ignored = shutil.ignore_patterns(".git", ".venv", "data", ".*_cache", "build")
    shutil.copytree(ROOT, copy, ignore=ignored)
    (copy / ".venv").symlink_to(ROOT / ".venv")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "DATA_DIR": str(tmp_path / "data")}

    run = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr
