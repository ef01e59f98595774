"""Make the pictures of the README: `python tools/screenshots.py`, with a Chromium on the machine.

Starts the product on the demonstration region in a folder of its own, or takes the one at `--url`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs/img"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VIEWPORT = {"width": 1160, "height": 900}
LARGEST = 300_000
FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--url", help="a running product with the demonstration region")
    given = options.parse_args()
    TARGET.mkdir(exist_ok=True)
    if given.url:
        picture(given.url)
        return
    with product() as url:
        picture(url)


@contextmanager
def product() -> Iterator[str]:
    """The address of the product, served on a free port until the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"http://127.0.0.1:{free_port()}"
        environment = os.environ | {"DATA_DIR": folder, "BASE_URL": url, "MATCHMAKER_ENV": "development"}
        for command in (["db", "upgrade"], ["demo"]):
            subprocess.run([*FLASK, *command], cwd=ROOT, env=environment, check=True)
        serve = [*FLASK, "serve", "--port", url.rpartition(":")[2], "--workers", "1"]
        served = subprocess.Popen(serve, cwd=ROOT, env=environment)
        try:
            wait_until_well(url)
            yield url
        finally:
            served.terminate()
            served.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_well(url: str, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(f"{url}/health", timeout=5).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)
        else:
            return


def picture(url: str) -> None:
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page(base_url=url, viewport=VIEWPORT, color_scheme="light")
        page.goto("/language/en")
        home(page)
        need(page)
        browser.close()
    for path in sorted(TARGET.glob("*.png")):
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")
        if path.stat().st_size > LARGEST:
            sys.exit(f"{path.name} is larger than {LARGEST // 1000} kB")


def home(page: Page) -> None:
    """What the first screen shows."""
    page.goto("/")
    keep(page, "home")


def need(page: Page) -> None:
    """The suppliers of the need that the home page shows first, the best one's words and ruler."""
    page.goto("/")
    page.locator("main .hero-work a").first.click()
    page.wait_for_load_state()
    page.goto(page.url.partition("?")[0] + "/suppliers")
    page.locator("main .ruler").first.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.querySelector('main .stack > *, main .card').offsetTop - 200)")
    keep(page, "suppliers")


def keep(page: Page, name: str) -> None:
    page.evaluate("document.fonts.ready")
    page.screenshot(path=TARGET / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    main()
