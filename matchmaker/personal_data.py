"""What an area keeps of people, declared by the area itself: the register of processing is made of these.

`app.py` lists them; export, erasure and the pages of the register walk that list and know no area.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask_babel import LazyString


@dataclass(frozen=True, slots=True)
class Person:
    """Whose data: what rows are found by."""

    id: int
    email: str


class Export(Protocol):
    """The person's rows, as values that JSON can hold."""

    def __call__(self, person: Person) -> Sequence[Mapping[str, object]]: ...


class Erase(Protocol):
    """Delete what names the person; what the law makes others keep stays under a pseudonym."""

    def __call__(self, person: Person, *, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Holding:
    """One line of the register: what, what for, by what right, how long, seen by whom."""

    key: str
    what: LazyString
    purpose: LazyString
    basis: LazyString
    kept: LazyString
    seen_by: LazyString
    export: Export
    erase: Erase


def untouched(person: Person, *, now: datetime) -> None:
    """For what holds a person's number only: the number names nobody once the account is erased."""
