"""Row A2: `next` stays home."""

from __future__ import annotations

import pytest
from flask import Flask

from matchmaker.web.addresses import inner

OUTSIDE = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "http:evil.example",
    "/\tevil",
    "\t//evil.example",
    "user@evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "localhost.evil.example",
    "/x\r\nSet-Cookie: a=b",
    "///evil.example",
    "/%0d//\x00evil",
    "",
    None,
]


@pytest.mark.parametrize("target", OUTSIDE)
def test_outer_addresses_lead_home(app: Flask, target: str | None) -> None:
    with app.test_request_context("/"):
        assert inner(target) == "/"


@pytest.mark.parametrize("target", ["/needs/12?page=2", "/search?q=a&kind=need#top"])
def test_inner_addresses_are_honoured(app: Flask, target: str) -> None:
    with app.test_request_context("/"):
        assert inner(target) == target
