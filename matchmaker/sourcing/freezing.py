"""Lists kept as evidence: freeze, read again, reproduce, compare."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from matchmaker.accounts.actor import Actor
from matchmaker.errors import NotFound
from matchmaker.extensions import db
from matchmaker.journal.actions import Action
from matchmaker.journal.models import Entry
from matchmaker.journal.services import record
from matchmaker.matching import frozen
from matchmaker.matching.frozen import Frozen, FrozenError
from matchmaker.matching.matcher import SupplierMatcher
from matchmaker.needs.deadlines import in_paris
from matchmaker.needs.models import Need
from matchmaker.sourcing import index, rules, versions
from matchmaker.sourcing.errors import NotYet
from matchmaker.sourcing.models import Cause, FrozenList, FrozenRow, ProfileVersion
from matchmaker.sourcing.queries import LAST_PAGE, PER_PAGE, USUAL, Switches

LONGEST = PER_PAGE * LAST_PAGE  # as far as anybody can read the list


def freeze(
    need: Need, actor: Actor, *, now: datetime, switches: Switches = USUAL, cause: Cause = Cause.KEPT
) -> FrozenList:
    """Keep the list as it is now; the same list kept before is found again. Raises NotYet."""
    if not rules.can_freeze(actor, need):
        raise NotYet
    value = frozen.freeze(
        index.index().current(),
        switches.asked(need),
        switches.filters,
        longest=LONGEST,
        facts={
            "need": need.id,
            "need_version": need.version,
            "reference": need.reference,
            "as_of": in_paris(now).date().isoformat(),
            "place": switches.place,
        },
    )
    return _kept(need, actor, value, now=now, cause=cause)


def _kept(need: Need, actor: Actor, value: Frozen, *, now: datetime, cause: Cause) -> FrozenList:
    content = frozen.read(value.content)
    one = FrozenList(
        need_id=need.id,
        need_version=need.version,
        cause=cause,
        author_id=actor.user_id,
        at=now,
        as_of=in_paris(now).date(),
        suppliers=len(content["listed"]) + len(content["others"]),
        matcher_version=content["version"],
        weights_digest=content["weights_digest"],
        digest=value.digest,
        content=zlib.compress(value.content, 9),
    )
    try:
        with db.session.begin_nested():
            db.session.add(one)
    except IntegrityError:
        return _known(need.id, value.digest)
    _keep_profiles(value.profiles)
    if rows := _rows(one.id, content["listed"], value.profiles):
        db.session.execute(sa.insert(FrozenRow), rows)
    payload = {"list": one.id, "digest": one.digest, "version": one.matcher_version, "cause": cause.value}
    record(actor, Action.LIST_FROZEN, "need", need.id, now=now, **payload)
    return one


def _known(need_id: int, digest: str) -> FrozenList:
    query = sa.select(FrozenList).where(FrozenList.need_id == need_id, FrozenList.digest == digest)
    return db.session.execute(query).scalars().first() or _gone()


def _gone() -> FrozenList:
    raise NotFound


def _keep_profiles(profiles: Mapping[str, bytes]) -> None:
    """Those not kept yet. Two lists frozen at once may hold the same firm: the second finds it there."""
    rows = [{"digest": key, "content": zlib.compress(one, 9)} for key, one in sorted(profiles.items())]
    if rows:
        db.session.execute(_unless_kept(), rows)


def _unless_kept() -> sa.Executable:
    if db.engine.dialect.name == "postgresql":
        return postgresql.insert(ProfileVersion).on_conflict_do_nothing()
    return sqlite.insert(ProfileVersion).on_conflict_do_nothing()


def _rows(
    list_id: int, listed: Iterable[Mapping[str, Any]], profiles: Mapping[str, bytes]
) -> list[dict[str, Any]]:
    return [
        {
            "list_id": list_id,
            "rank": rank,
            "supplier_id": row["id"],
            "name": json.loads(profiles[row["profile"]])["name"][:200],
            "score": sum(row["tenths"]),
            "profile_digest": row["profile"],
        }
        for rank, row in enumerate(listed, 1)
    ]


def lists_of(need: Need) -> list[FrozenList]:
    """The newest first, without what they hold."""
    query = sa.select(FrozenList).where(FrozenList.need_id == need.id)
    return list(db.session.execute(query.order_by(FrozenList.at.desc(), FrozenList.id.desc())).scalars())


def list_of(need: Need, list_id: int) -> FrozenList:
    """Raises NotFound when it is of another need."""
    found = db.session.get(FrozenList, list_id)
    if found is None or found.need_id != need.id:
        raise NotFound
    return found


def any_list(list_id: int) -> FrozenList:
    """For commands of whoever runs the machine. Raises NotFound."""
    found = db.session.get(FrozenList, list_id)
    if found is None:
        raise NotFound
    return found


def raw(one: FrozenList) -> bytes:
    """The canonical JSON. Raises FrozenError when it cannot be opened."""
    try:
        return zlib.decompress(one.content)
    except zlib.error as error:
        raise FrozenError(str(error)) from error


def content(one: FrozenList) -> dict[str, Any]:
    return frozen.read(raw(one))


class Outcome(StrEnum):
    EQUAL = "equal"
    DIFFERENT = "different"
    VERSION_GONE = "version_gone"
    ALTERED = "altered"


def reproduce(one: FrozenList) -> Outcome:
    """Compute the list again from the kept records, after checking that nothing kept was altered."""
    try:
        held = raw(one)
        profiles = _profiles(one)
        if not _whole(one, held):
            return Outcome.ALTERED
        matcher = matcher_at(one.matcher_version)
        if matcher is None:
            return Outcome.VERSION_GONE
        return Outcome.EQUAL if frozen.reproduced(held, profiles, matcher) else Outcome.DIFFERENT
    except FrozenError:
        return Outcome.ALTERED


def _whole(one: FrozenList, held: bytes) -> bool:
    """The value has its digest, the rows say what it says, and the journal recorded that digest."""
    if frozen.digest(held) != one.digest:
        return False
    listed = frozen.read(held)["listed"]
    kept = [(row.rank, row.supplier_id, row.score, row.profile_digest) for row in one.rows]
    told = [(at, row["id"], sum(row["tenths"]), row["profile"]) for at, row in enumerate(listed, 1)]
    return kept == told and one.digest in _recorded(one)


def _recorded(one: FrozenList) -> set[str]:
    """Digests under which the journal knows this list."""
    query = sa.select(Entry.payload).where(
        Entry.object_kind == "need", Entry.object_id == one.need_id, Entry.action == Action.LIST_FROZEN.value
    )
    payloads = [json.loads(payload) for payload in db.session.execute(query).scalars()]
    return {payload["digest"] for payload in payloads if payload.get("list") == one.id}


def _profiles(one: FrozenList) -> dict[str, bytes]:
    wanted = [row.profile_digest for row in one.rows]
    query = sa.select(ProfileVersion.digest, ProfileVersion.content).where(ProfileVersion.digest.in_(wanted))
    try:
        return {key: zlib.decompress(held) for key, held in db.session.execute(query)}
    except zlib.error as error:
        raise FrozenError(str(error)) from error


def matcher_at(version: str) -> SupplierMatcher | None:
    """The matcher of that version: the one in force, or one that was kept."""
    current = index.index().current()
    if frozen.matcher_version(current) == version:
        return current
    return versions.kept(index.index().versions, version)


@dataclass(frozen=True, slots=True)
class Change:
    """A firm in one of two lists, or in both at other ranks. Ranks from 1, scores in points; None: absent."""

    supplier_id: int
    name: str
    before: tuple[int, float] | None
    after: tuple[int, float] | None

    @property
    def kind(self) -> str:
        if self.before is None:
            return "entered"
        if self.after is None:
            return "left"
        return "moved" if self.before[0] != self.after[0] else "kept"


def compared(first: FrozenList, second: FrozenList) -> list[Change]:
    """How the list changed from the first to the second, in the order of the second, those who left last."""
    before, after = _by_firm(first), _by_firm(second)
    everyone = [*after, *(key for key in before if key not in after)]
    return [
        Change(key, (after.get(key) or before[key])[0], _place(before.get(key)), _place(after.get(key)))
        for key in everyone
    ]


def _by_firm(one: FrozenList) -> dict[int, tuple[str, int, int]]:
    return {row.supplier_id: (row.name, row.rank, row.score) for row in one.rows}


def _place(row: tuple[str, int, int] | None) -> tuple[int, float] | None:
    return (row[1], row[2] / 10) if row else None
