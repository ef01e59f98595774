"""R2: how often one may register, ask for links and search; every limit is a setting."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from matchmaker.app import create_app
from matchmaker.extensions import db, limiter
from tests.accounts.conftest import NEWCOMER
from tests.browsing import CheckedClient


@pytest.fixture
def limited(app, settings):
    """The same product on the same database, with its limits on."""
    other = create_app(
        replace(settings, ratelimit_enabled=True, searches_per_second=9, searches_per_minute=3)
    )
    other.test_client_class = CheckedClient
    yield other
    limiter.reset()
    limiter.enabled = False
    with other.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("address", ["/register", "/password/forgotten"])
def test_r2_twenty_an_hour_then_429_with_the_time_to_wait(limited, address):
    client = limited.test_client()
    answers = [client.submit(address, {**NEWCOMER, "email": "faux"}) for _ in range(21)]

    assert [answer.status_code for answer in answers] == [422] * 20 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert client.get(address).status_code == 200


def test_r2_somebody_signed_in_behind_the_same_address_is_not_counted(limited, make):
    client, other = limited.test_client(), limited.test_client()
    for _ in range(21):
        client.submit("/password/forgotten", {"email": "faux"})
    make.sign_in(other, make.user())

    assert other.submit("/password/forgotten", {"email": "faux"}).status_code == 422


def test_r2_searches_are_counted_by_the_setting_and_others_are_not_affected(limited, make):
    client, other = limited.test_client(), limited.test_client()
    answers = [client.get("/search").status_code for _ in range(4)]
    make.sign_in(other, make.user())

    assert answers == [200] * 3 + [429]
    assert other.get("/search").status_code == 200


def test_r2_no_limit_is_written_in_the_code():
    sources = Path(__file__).resolve().parents[2].glob("matchmaker/**/*.py")

    assert [path.name for path in sources if re.search(r"limiter\.limit\(\s*[\"'f]", path.read_text())] == []
