"""Documents joined to a need, the same for everybody: one added late goes to every firm, or is refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from matchmaker.accounts.actor import Actor
from matchmaker.errors import N_, NotFound
from matchmaker.extensions import db, jobs
from matchmaker.files import store
from matchmaker.files.errors import FileRefused
from matchmaker.files.kinds import Incoming
from matchmaker.journal.actions import Action
from matchmaker.journal.services import record
from matchmaker.needs.models import Need
from matchmaker.sourcing import delivering, rules
from matchmaker.sourcing.errors import DocumentKept, Silence
from matchmaker.sourcing.models_dossier import ResponseFile, SharedDocument

# The sweep comes each minute; once a day, at night, is enough.
HOUR, MINUTE = 2, 41


def join(
    need: Need, actor: Actor, incoming: Sequence[Incoming], *, at_most: int, now: datetime
) -> list[SharedDocument]:
    """Keep these for everybody, and let the worker write to the firms that were there before.

    The caller holds the need. The same bytes again change nothing. Raises Silence, FileRefused.
    """
    if not rules.can_join(actor, need):
        raise Silence
    held = {one.digest for one in documents(need)}
    wanted = {store.digest_of(one.content): one for one in incoming}
    new = {digest: one for digest, one in wanted.items() if digest not in held}
    if len(held) + len(new) > at_most:
        raise FileRefused(N_("At most %(limit)s documents for one need."), limit=at_most)
    return [_joined(need, actor, one, now=now) for one in new.values()]


def _joined(need: Need, actor: Actor, incoming: Incoming, *, now: datetime) -> SharedDocument:
    last = sa.select(sa.func.coalesce(sa.func.max(SharedDocument.number), 0))
    number = db.session.execute(last.where(SharedDocument.need_id == need.id)).scalar_one() + 1
    one = SharedDocument(
        need_id=need.id,
        number=number,
        name=incoming.name,
        media_type=incoming.media_type,
        size=len(incoming.content),
        digest=store.keep(incoming.content),
        author_id=actor.user_id,
        added_at=now,
    )
    db.session.add(one)
    db.session.flush()
    facts = {"document": one.id, "number": number, "digest": one.digest, "bytes": one.size}
    record(actor, Action.DOCUMENT_JOINED, "need", need.id, now=now, **facts)
    jobs.want(db.session, delivering.DELIVER)
    return one


def remove(need: Need, document_id: int, actor: Actor, *, now: datetime) -> None:
    """Before the publication only: what was shown stays. Raises DocumentKept, NotFound."""
    one = document(need, document_id)
    if not rules.can_remove_document(actor, need):
        raise DocumentKept
    db.session.delete(one)
    db.session.flush()
    record(actor, Action.DOCUMENT_REMOVED, "need", need.id, now=now, document=document_id, digest=one.digest)


def documents(need: Need) -> Sequence[SharedDocument]:
    """In the order in which they were joined."""
    query = sa.select(SharedDocument).where(SharedDocument.need_id == need.id)
    return db.session.execute(query.order_by(SharedDocument.number)).scalars().all()


def document(need: Need, document_id: int) -> SharedDocument:
    """Raises NotFound for another need's."""
    found = db.session.get(SharedDocument, document_id)
    if found is None or found.need_id != need.id:
        raise NotFound
    return found


@jobs.task("sourcing.sweep_files", every_minute=True)
def sweep() -> None:
    now = datetime.now(UTC)
    if (now.hour, now.minute) == (HOUR, MINUTE):
        store.sweep(named())


def named() -> set[str]:
    """The digests that some row names."""
    rows = sa.union(sa.select(SharedDocument.digest), sa.select(ResponseFile.digest))
    return set(db.session.execute(rows).scalars())
