"""A real Chromium on the real product: web and worker of `flask serve`, demonstration data, real SMTP.

Without a Chromium these tests are skipped loudly; with BROWSER_REQUIRED set, that is a failure.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.product import Mailbox, Site
from tests.browser.visitor import Visitor
from tests.browser.words import Words

# A page is waited for, not timed: the machine may be busy with the other tests.
expect.set_options(timeout=20_000)
ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_CHROMIUM = (
    "NO CHROMIUM FOUND: the browser journeys were NOT run (install Debian's chromium, or set CHROMIUM)"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process drives the browser (tests/sharing_out.py): the tests share one running product."""
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(300))


@pytest.fixture(scope="session")
def chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and os.environ.get("BROWSER_REQUIRED"):
        pytest.fail(NO_CHROMIUM)
    if found is None:
        pytest.skip(NO_CHROMIUM)
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product as `make run` serves it, on a free port and a folder of its own."""
    folder, port, smtp_port = tmp_path_factory.mktemp("site"), free_port(), free_port()
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=smtp_port)
    controller.start()
    environment = os.environ | {
        "MATCHMAKER_ENV": "development",
        "DATA_DIR": str(folder),
        "MAIL_URL": f"smtp://127.0.0.1:{smtp_port}",
        "BASE_URL": f"http://127.0.0.1:{port}",
        "RATELIMIT_ENABLED": "no",
    }
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    for command in (["db", "upgrade"], ["demo"]):
        subprocess.run([*flask, *command], cwd=ROOT, env=environment, check=True, capture_output=True)
    with (folder / "log").open("w") as log:
        served = subprocess.Popen(
            [*flask, "serve", "--port", str(port), "--workers", "1"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        wait_until_well(f"http://127.0.0.1:{port}/health", folder / "log")
        wait_until_well(f"http://127.0.0.1:{port}/", folder / "log")  # the first page reads the indexes
        yield Site(f"http://127.0.0.1:{port}", mailbox)
    finally:
        served.terminate()
        served.wait(timeout=30)
        controller.stop()


def wait_until_well(address: str, log: Path, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=60):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise AssertionError(f"the product does not answer:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(params=["scripts", "no scripts"])
def context(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A fresh browser, with and without JavaScript: every journey passes both ways."""
    made = browser.new_context(
        base_url=site.url,
        java_script_enabled=request.param == "scripts",
        locale="fr-FR",
        viewport={"width": 1280, "height": 900},
    )
    made.set_default_timeout(20_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="session")
def seen() -> dict[str, set[str]]:
    """Pages inspected so far, by kind of visitor: tours share doors that need no second look."""
    return defaultdict(set)


@pytest.fixture(params=["fr", "fr without scripts", "en"])
def visitor(
    request: pytest.FixtureRequest, browser: Browser, site: Site, seen: dict[str, set[str]]
) -> Iterator[Visitor]:
    """Somebody on their first visit; the faults of the pages crossed are told as an error at the end."""
    language, _, without = request.param.partition(" ")
    made = browser.new_context(base_url=site.url, java_script_enabled=not without)
    made.set_default_timeout(20_000)
    arrived = Visitor(made.new_page(), site, Words(language), scripts=not without, seen=seen[request.param])
    if language != "fr":
        arrived.page.goto(f"/language/{language}")
    yield arrived
    made.close()
    arrived.tell_faults()
