"""A result as the page shows it: read again from the database by the area it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """`endpoint` and `arguments` make its address. `meta`: pairs (icon, words); `tags`: pairs (words, tone).

    All words are in the reader's language; nothing here is for members only.
    """

    key: str
    kind: str
    title: str
    endpoint: str
    arguments: Mapping[str, int]
    by: str = ""
    extract: str = ""
    meta: tuple[tuple[str, str], ...] = ()
    tags: tuple[tuple[str, str], ...] = ()
    social: bool = False
