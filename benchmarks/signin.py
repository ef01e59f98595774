"""Sign-in: time of the hash, of the policy, and what a clock tells of known and unknown addresses.

    python benchmarks/signin.py [--turns 40]

Goals: 40–120 ms of hashing and little else on the path; the policy adds at most 0.2 ms to a request; known
and unknown addresses take the same time at sign-in, reset and registration (± 35 % or 20 ms).
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import flask_migrate
from flask import Flask, g
from flask.testing import FlaskClient

from config import Settings
from matchmaker.accounts import passwords
from matchmaker.accounts.models import User
from matchmaker.app import create_app
from matchmaker.database import access
from matchmaker.extensions import db
from matchmaker.web import matrix, policy

PASSWORD = "chaque mardi au marché"
KNOWN = 4


def product(folder: str) -> Flask:
    """A fresh copy on SQLite with a few accounts, and no throttle in the way of the clock."""
    environment = {
        "MATCHMAKER_ENV": "test",
        "DATA_DIR": folder,
        "SEARCH_ENGINE": "memory",
        "JOBS_URL": "memory:",
        "LOG_LEVEL": "WARNING",
    }
    limits = {"RATELIMIT_ENABLED": "no", "SIGN_IN_ATTEMPTS": "99999999", "RESETS_PER_DAY": "99999999"}
    app = create_app(Settings.from_environment({**os.environ, **environment, **limits}))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        flask_migrate.upgrade()
    with app.app_context(), access(read_only=False):
        hashed, now = passwords.hash_password(PASSWORD), datetime.now(UTC)
        for number in range(KNOWN):
            user = User(email=address(number), password_hash=hashed, first_name="A", last_name="B")
            user.created_at = user.confirmed_at = now
            db.session.add(user)
        db.session.commit()
    return app


def address(number: int) -> str:
    return f"personne{number}@exemple.fr"


def milliseconds(call: Callable[[], object], turns: int) -> list[float]:
    found = []
    for _ in range(turns):
        start = time.perf_counter()
        call()
        found.append((time.perf_counter() - start) * 1000)
    return found


def hashing(turns: int) -> float:
    hashed = passwords.hash_password(PASSWORD)
    return statistics.median(milliseconds(lambda: passwords.matches(hashed, PASSWORD), turns))


def policy_alone(app: Flask) -> float:
    """`policy.enforce` for somebody signed in, per request."""
    with app.test_request_context("/account"):
        g.actor = matrix.example("buyer")
        return statistics.median(milliseconds(policy.enforce, 2000))


def signing_in(app: Flask, turns: int) -> float:
    right = {"email": address(3), "password": PASSWORD}
    return statistics.median(milliseconds(lambda: app.test_client().post("/sign-in", data=right), turns))


def pair(known: Callable[[], object], unknown: Callable[[], object], turns: int) -> tuple[float, float]:
    """In turns, so that what else the machine does falls on both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(turns):
        times[0].extend(milliseconds(known, 1))
        times[1].extend(milliseconds(unknown, 1))
    return statistics.median(times[0]), statistics.median(times[1])


def enumeration(client: FlaskClient, turns: int) -> dict[str, tuple[float, float]]:
    stranger = iter(range(10**6))
    person = {"first_name": "A", "last_name": "B", "consent": "y"}

    def press(path: str, email: str, **values: str) -> None:
        client.post(path, data={"email": email, **values})

    return {
        "sign-in": pair(
            lambda: press("/sign-in", address(0), password="not this one at all"),
            lambda: press("/sign-in", "nobody@exemple.fr", password="not this one at all"),
            turns,
        ),
        "reset": pair(
            lambda: press("/password/forgotten", address(1)),
            lambda: press("/password/forgotten", "nobody@exemple.fr"),
            turns,
        ),
        "registration": pair(
            lambda: press("/register", address(2), password="girafe tondue au vent", **person),
            lambda: press(
                "/register", f"nouveau{next(stranger)}@exemple.fr", password="girafe tondue au vent", **person
            ),
            turns,
        ),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=40)
    turns = parser.parse_args().turns
    with tempfile.TemporaryDirectory() as folder:
        app = product(folder)
        hashed = hashing(turns)
        print(f"one hash                         {hashed:7.1f} ms   (goal 40–120)")
        print(f"policy, per request              {policy_alone(app):7.3f} ms   (goal ≤ 0.2)")
        whole = signing_in(app, turns)
        print(f"sign-in, whole request           {whole:7.1f} ms   ({whole - hashed:.1f} besides the hash)")
        for name, (known, unknown) in enumeration(app.test_client(), turns).items():
            apart = abs(known - unknown)
            print(
                f"{name:<13} known / unknown     {known:7.1f} / {unknown:.1f} ms   "
                f"({apart:.1f} ms apart, {apart / max(known, unknown):.0%})"
            )


if __name__ == "__main__":
    main()
