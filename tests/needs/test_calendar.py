"""The calendar file, by the letter of RFC 5545."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.needs import calendar
from matchmaker.needs.calendar import escaped, folded
from matchmaker.needs.models import Need
from tests.factories import Make
from tests.factories.make import NOW

ADDRESS = "https://exemple.invalid/needs/1"


@pytest.fixture
def need(make: Make) -> Need:
    return make.need(title="Tonte; taille, « haies » \\ et 🌳 " + "é" * 80)


def properties(text: str) -> dict[str, str]:
    """Unfolded and unescaped, as a calendar reads it; the alarm's description is not the event's."""
    lines = text.replace("\r\n ", "").split("\r\n")
    event = lines[lines.index("BEGIN:VEVENT") : lines.index("BEGIN:VALARM")]
    return {name: unescaped(value) for name, _, value in (line.partition(":") for line in event)}


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def test_the_deadline_is_read_back(context: Flask, need: Need) -> None:
    read = properties(calendar.deadline(need, address=ADDRESS, now=NOW))

    assert need.title in read["SUMMARY"]
    assert read["DTSTART"] == f"{need.answers_until:%Y%m%dT%H%M%SZ}"
    assert (read["UID"], read["SEQUENCE"]) == (f"need-{need.id}-deadline@exemple.invalid", str(need.version))


def test_lines_end_with_crlf_and_stay_within_75_octets(context: Flask, need: Need) -> None:
    raw = calendar.deadline(need, address=ADDRESS, now=NOW).encode()

    lines = raw.split(b"\r\n")

    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def plain(text: str) -> str:
    """What a calendar can hold of the text: one kind of line end, no other control character."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in lines if (one >= " " and one != "\x7f") or one == "\n")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_folding_and_escaping_lose_nothing(text: str) -> None:
    line = "SUMMARY:" + escaped(text)
    pieces = list(folded(line))

    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert {"\n", "\r"} & set(line) == set()
    assert unescaped(line.removeprefix("SUMMARY:")) == plain(text)
