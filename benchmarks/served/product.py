"""`flask serve` with its worker, in a folder of its own, with one organiser who has an account."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PORT, EMAIL, PASSWORD = 8197, "organisatrice@exemple.fr", "chaque mardi au marché"


@contextmanager
def served(folder: Path, url: str) -> Iterator[subprocess.Popen[bytes]]:
    os.environ |= {
        "MATCHMAKER_ENV": "development",
        "DATA_DIR": str(folder),
        "DATABASE_URL": url,
        "BASE_URL": f"http://127.0.0.1:{PORT}",
        "RATELIMIT_ENABLED": "no",
        "LOG_LEVEL": "ERROR",
    }
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    subprocess.run([*flask, "db", "upgrade"], cwd=ROOT, check=True, capture_output=True)
    with beside():
        organiser()
    run = subprocess.Popen([*flask, "serve", "--port", str(PORT)], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        until(reachable, 120)
        yield run
    finally:
        run.terminate()
        run.wait(timeout=30)


@contextmanager
def beside() -> Iterator[None]:
    """The same data in this process, in one transaction."""
    from matchmaker.app import create_app
    from matchmaker.web.transaction import transaction

    with create_app().app_context(), transaction():
        yield


def organiser() -> None:
    from matchmaker.accounts import passwords
    from matchmaker.accounts.actor import Role
    from matchmaker.accounts.models import User
    from matchmaker.extensions import db
    from matchmaker.organisations.models import Ground, GroundKind, Membership, MembershipState, Organisation

    now = datetime.now(UTC)
    user = User(email=EMAIL, password_hash=passwords.hash_password(PASSWORD), first_name="A", last_name="B")
    user.created_at = user.confirmed_at = now
    body = Organisation(name="Rencontres de mesure", is_organiser=True, created_at=now, updated_at=now)
    db.session.add_all([user, body])
    db.session.flush()
    link = Membership(user_id=user.id, organisation_id=body.id, role=Role.ORGANISER, manager=True)
    link.state, link.created_at = MembershipState.ACTIVE, now
    link.grounds = [Ground(kind=GroundKind.PROOF, at=now)]
    db.session.add(link)


def reachable() -> bool:
    try:
        link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        link.request("GET", "/legal")
        return link.getresponse().status == 200
    except OSError:
        return False


def until(done: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds} s")
        time.sleep(0.1)


def memory(parent: int) -> Iterator[tuple[str, float]]:
    """The largest that each process of the product has been, from the system."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
            command = (folder / "cmdline").read_bytes().decode().replace("\0", " ")
        except OSError:
            continue
        if "VmHWM" in status and parent in ancestors(int(folder.name)):
            yield command.rsplit("/", 1)[-1][:34], int(status["VmHWM"].split()[0]) / 1024


def ancestors(number: int) -> set[int]:
    seen: set[int] = set()
    while number > 1 and number not in seen:
        seen.add(number)
        text = Path(f"/proc/{number}/stat").read_text()
        number = int(text.rsplit(")", 1)[1].split()[1])
    return seen
