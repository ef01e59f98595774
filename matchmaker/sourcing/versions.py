"""Versions of the matcher: what was learned, when, from how much, and the learned things themselves.

A version is the weights, the idf, the classifier and its temperature together; its name is their digest. Only
`flask match refit` makes a new one, so that no list changes by itself. They stand in
`DATA_DIR/files/versions`, which backups hold: the database has changed since and could not teach them again,
and lists kept as evidence are computed anew under the version that made them.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from matchmaker.matching import snapshot
from matchmaker.matching.frozen import matcher_version
from matchmaker.matching.matcher import SupplierMatcher

HISTORY = "versions.jsonl"


@dataclass(frozen=True, slots=True)
class Version:
    """`digest`: SHA-256 of all that was learned; `weights`: the name of the numbers it came with."""

    digest: str
    weights: str
    suppliers: int
    contracts: int
    at: str


def version_of(matcher: SupplierMatcher, *, contracts: int, now: datetime) -> Version:
    count = sum(1 for _ in matcher.suppliers())
    return Version(matcher_version(matcher), matcher.weights_.version, count, contracts, now.isoformat())


def history(root: Path) -> list[Version]:
    """Oldest first; a line cut by a crash is left out."""
    try:
        lines = (root / HISTORY).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [found for found in map(_read, lines) if found is not None]


def remember(root: Path, version: Version, matcher: SupplierMatcher) -> None:
    """Keep what was learned, without any supplier. Learning the same twice is one version."""
    held = history(root)
    if held and held[-1].digest == version.digest:
        return
    snapshot.save(matcher.reindexed([]), root / version.digest)
    with (root / HISTORY).open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(asdict(version)) + "\n")


def kept(root: Path, digest: str) -> SupplierMatcher | None:
    """The matcher of that version, without suppliers; None when it is not here or cannot be read."""
    try:
        return snapshot.load(root / digest)
    except snapshot.SnapshotError:
        return None


def latest(root: Path) -> SupplierMatcher | None:
    """The newest version that can be read."""
    return next(filter(None, (kept(root, one.digest) for one in reversed(history(root)))), None)


def _read(line: str) -> Version | None:
    try:
        return Version(**json.loads(line))
    except (ValueError, TypeError):
        return None
