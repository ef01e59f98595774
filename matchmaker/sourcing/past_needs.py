"""Needs of the platform nearest in words to one being written: to borrow words, codes and lots from.

The words of the latest public needs are kept ready in each process; only those that changed are read anew.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import joinedload, lazyload

from matchmaker.extensions import db
from matchmaker.matching.likeness import PastNeeds, Told
from matchmaker.matching.terms import TermTable
from matchmaker.needs import rules
from matchmaker.needs.documents import matching_need
from matchmaker.needs.models import Need
from matchmaker.sourcing import index

EXTENSION = "past_needs"
SHOWN = 3
LATEST = 2_000  # needs looked at: older ones teach little, and reading them all would hold the page
BATCH = 500
LONGEST_TEXT = 5_000


@dataclass(frozen=True, slots=True)
class SimilarNeed:
    """`words`: those that both hold, as the writer spells them."""

    need: Need
    words: Sequence[str]


class Kept:
    """The past needs of one process, by id and version, under one version of the matcher."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._table: TermTable | None = None
        self._told: dict[int, tuple[int, Told]] = {}
        self._needs = PastNeeds.of(())

    def current(self, table: TermTable) -> PastNeeds:
        versions = _versions()
        with self._lock:
            if table is not self._table:
                self._table, self._told = table, {}
            if {key: version for key, (version, _told) in self._told.items()} != versions:
                self._refresh(versions, table)
            return self._needs

    def _refresh(self, versions: dict[int, int], table: TermTable) -> None:
        kept = {key: one for key, one in self._told.items() if versions.get(key) == one[0]}
        for need in _read([key for key in versions if key not in kept]):
            kept[need.id] = need.version, Told.of(need.id, matching_need(need).text, table)
        self._told = dict(sorted(kept.items()))
        self._needs = PastNeeds.of([told for _version, told in self._told.values()])


def _versions() -> dict[int, int]:
    query = (
        sa.select(Need.id, Need.version)
        .where(Need.status.in_(rules.PUBLIC))
        .order_by(Need.published_at.desc(), Need.id.desc())
        .limit(LATEST)
    )
    return dict(db.session.execute(query).all())


def _read(ids: Sequence[int]) -> Iterable[Need]:
    for start in range(0, len(ids), BATCH):
        query = (
            sa.select(Need).options(lazyload(Need.questions)).where(Need.id.in_(ids[start : start + BATCH]))
        )
        yield from db.session.execute(query).scalars()


def similar(text: str, *, but: int | None = None, limit: int = SHOWN) -> list[SimilarNeed]:
    """Public needs nearest in words, without the one being written; read again before they are shown."""
    if not text.strip():
        return []
    kept: Kept = current_app.extensions.setdefault(EXTENSION, Kept())
    table = index.index().current().words_
    near = kept.current(table).nearest(text[:LONGEST_TEXT], table, limit + 1)
    wanted = {int(str(one.id)): one.words for one in near if one.id != but}
    query = (
        sa.select(Need)
        .options(joinedload(Need.organisation), lazyload(Need.questions))
        .where(Need.id.in_(wanted), Need.status.in_(rules.PUBLIC))
    )
    found = {need.id: need for need in db.session.execute(query).scalars()}
    return [SimilarNeed(found[key], words) for key, words in wanted.items() if key in found][:limit]
