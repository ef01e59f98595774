"""A list kept as evidence: everything that made it, as one value with one digest, and its reproduction.

The value is JSON of one form only (sorted keys, no blanks), so that the same list has the same SHA-256
wherever and whenever it is made. The records of the listed suppliers are kept beside it, each under the
digest of its own bytes: the list can be computed anew from them when the offers have long changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from matchmaker.matching.account import Account, accounts
from matchmaker.matching.codec import supplier_json, supplier_of
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.matching.placing import Placing
from matchmaker.matching.query import Query
from matchmaker.matching.terms import TermTable
from matchmaker.matching.values import Filters, Need
from matchmaker.matching.weights import CRITERIA, Weights
from matchmaker.reference.zones import Zone

FORMAT = "frozen-list/1"


class FrozenError(ValueError):
    """What is kept of a list does not hold together: it was altered, or a later program wrote it."""


@dataclass(frozen=True)
class Frozen:
    """``content`` is canonical JSON; ``profiles``: digest → canonical JSON of one listed supplier."""

    content: bytes
    profiles: Mapping[str, bytes]

    @property
    def digest(self) -> str:
        return digest(self.content)


def canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def freeze(
    matcher: SupplierMatcher, asked: Need, filters: Filters, *, longest: int, facts: Mapping[str, object]
) -> Frozen:
    """The first ``longest`` of the list whole, everyone else with points and rule. ``facts``: what the
    platform adds to the value (the version of the need, the day)."""
    everyone = matcher.everyone(asked, filters)
    listed = [one for one in everyone if one.rank is not None and one.rank <= longest]
    kept = {one.supplier_id for one in listed}
    profiles = [canonical(supplier_json(one.ranked.segment.suppliers[one.ranked.row])) for one in listed]
    content = {
        "format": FORMAT,
        "facts": dict(facts),
        "asked": encoded(asked),
        "filters": encoded(filters),
        "place": _place(everyone),
        "version": matcher_version(matcher),
        "weights": matcher.weights_.to_json(),
        "weights_digest": digest(canonical(matcher.weights_.to_json())),
        "criteria": CRITERIA,
        "longest": longest,
        "listed": [
            _row(one, digest(profile)) for one, profile in zip(accounts(listed), profiles, strict=True)
        ],
        "others": [
            [one.supplier_id, one.tenths, one.rule] for one in everyone if one.supplier_id not in kept
        ],
    }
    return Frozen(canonical(content), {digest(profile): profile for profile in profiles})


def _place(everyone: Sequence[Placing]) -> dict[str, object] | None:
    query: Query | None = everyone[0].ranked.query if everyone else None
    if query is None or query.zone is None:
        return None
    return {"zone": query.zone.to_json(), "read": query.zone_is_read}


def _row(one: Account, profile: str) -> dict[str, object]:
    return {
        "id": one.placing.supplier_id,
        "tenths": one.placing.tenths,
        "shared": one.shared,
        "missing": one.missing,
        "cpv": [one.cpv, one.cpv_asked, one.cpv_digits],
        "zone": one.zone.to_json() if one.zone else None,
        "km": None if one.km is None else round(one.km, 3),
        "profile": profile,
    }


def read(content: bytes) -> dict[str, Any]:
    """Raises FrozenError when it is no list of ours."""
    try:
        value = json.loads(content)
    except ValueError as error:
        raise FrozenError(f"not JSON: {error}") from error
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise FrozenError(f"not in the format {FORMAT}")
    return value


def reproduced(content: bytes, profiles: Mapping[str, bytes], matcher: SupplierMatcher) -> bool:
    """Whether the kept records give the kept list again, to the tenth of a point, under the same version.

    Raises FrozenError when a record is missing or is not the one that was kept.
    """
    value = read(content)
    if matcher_version(matcher) != value["version"]:
        raise FrozenError("another version of the matcher")
    suppliers = [_profile(profiles, row["profile"]) for row in value["listed"]]
    again = freeze(
        matcher.reindexed(suppliers),
        decoded(Need, value["asked"]),
        decoded(Filters, value["filters"]),
        longest=value["longest"],
        facts=value["facts"],
    )
    return canonical(read(again.content)["listed"]) == canonical(value["listed"])


def _profile(profiles: Mapping[str, bytes], key: str) -> Any:
    record = profiles.get(key)
    if record is None:
        raise FrozenError(f"the record {key} is missing")
    if digest(record) != key:
        raise FrozenError(f"the record {key} was altered")
    return supplier_of(json.loads(record))


_known: tuple[TermTable, Weights, str] | None = None


def matcher_version(matcher: SupplierMatcher) -> str:
    """SHA-256 of all that ``fit`` learned and was told: weights, words, n-grams, classifier, temperature."""
    global _known
    known = _known
    if known is None or known[0] is not matcher.words_ or known[1] is not matcher.weights_:
        known = _known = (matcher.words_, matcher.weights_, _version(matcher))
    return known[2]


def _version(matcher: SupplierMatcher) -> str:
    found = hashlib.sha256(canonical(matcher.weights_.to_json()))
    for table in (matcher.words_, matcher.grams_):
        found.update(table.keys.tobytes() + table.weights.tobytes() + repr(table.default).encode())
    for block in matcher.classifier_.blocks_:
        found.update(block.examples.keys.tobytes() + block.idf.tobytes() + block.examples.values.tobytes())
    for digits, level in sorted(matcher.classifier_.levels_.items()):
        found.update(f"{digits} {' '.join(level.classes)}".encode())
        found.update(level.table.tobytes() + level.offset.tobytes())
    habits = matcher.classifier_.habits_
    found.update(f"{' '.join(habits.codes)} {float(habits.warmth)!r}".encode() + habits.counts.tobytes())
    return found.hexdigest()


def encoded(value: Any) -> Any:
    """Needs and filters as JSON; ``decoded`` gives them back."""
    if isinstance(value, Zone):
        return {"zone": value.to_json()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Need | Filters):
        return {field.name: encoded(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | frozenset):
        return [encoded(one) for one in (value if isinstance(value, tuple) else sorted(value, key=str))]
    return value


def decoded(kind: type[Any], value: Mapping[str, Any]) -> Any:
    """Raises FrozenError for what a later program added."""
    unknown = set(value) - {field.name for field in fields(kind)}
    if unknown:
        raise FrozenError(f"unknown: {', '.join(sorted(unknown))}")
    found = {name: _decoded(name, one) for name, one in value.items()}
    if kind is Filters:
        found = {name: frozenset(one) if isinstance(one, tuple) else one for name, one in found.items()}
    return kind(**found)


def _decoded(name: str, value: Any) -> Any:
    if name == "lots":
        return tuple(decoded(Need, lot) for lot in value)
    if isinstance(value, dict) and "zone" in value:
        return Zone.from_json(value["zone"])
    if isinstance(value, dict) and "date" in value:
        return date.fromisoformat(value["date"])
    return tuple(value) if isinstance(value, list) else value
