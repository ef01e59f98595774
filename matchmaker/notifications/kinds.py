"""The kinds of mail that a reader may have at once, gathered, or not at all; the areas declare theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from flask import current_app
from flask_babel import LazyString


class Frequency(StrEnum):
    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


GATHERED = frozenset({Frequency.DAILY, Frequency.WEEKLY})
DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Kind:
    """`roles`: of the readers who meet it (words of `Role`; empty: everybody). `waits`: not sent at night."""

    key: str
    label: LazyString
    usual: Frequency = Frequency.AT_ONCE
    roles: frozenset[str] = field(default_factory=frozenset)
    waits: bool = True


def known() -> Mapping[str, Kind]:
    found: Mapping[str, Kind] = current_app.extensions["mail_kinds"]
    return found
