"""What a decision does to the thing it is about. Each case is decided once; each act is journalled.

- need, offer. Accept: its author has a proof, and what waits goes live. Changes: what waits is a draft
  again, its author is told. Refuse: a draft again, or withdrawn when it is public.
- claim. Accept: the person speaks for the organisation. Changes: told. Refuse: the request is refused.
- dispute. Accept: whoever has no ground is taken off. Otherwise only the reporter is told.
- abuse. Accept: the need or offer is withdrawn. Changes: its owner is told. Refuse: only the reporter is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from flask_babel import force_locale
from flask_babel import gettext as _

from matchmaker.accounts.actor import Actor
from matchmaker.accounts.models import User
from matchmaker.admin.moderation import messages
from matchmaker.admin.moderation.things import Thing, thing
from matchmaker.extensions import db
from matchmaker.moderation.models import Case, CaseKind, CaseState
from matchmaker.moderation.services import decide
from matchmaker.needs import services as needs
from matchmaker.needs.models import Need, NeedStatus
from matchmaker.needs.rules import may_become
from matchmaker.notifications.services import queue
from matchmaker.offers import services as offers
from matchmaker.offers.models import Offer, OfferStatus
from matchmaker.organisations import queries as organisations
from matchmaker.organisations import services as members
from matchmaker.organisations.models import GroundKind, Membership, MembershipState

REASON_LENGTH = 500


def carry_out(
    case_id: int,
    state: CaseState,
    *,
    words: str,
    actor: Actor,
    now: datetime,
    expires_at: datetime | None = None,
) -> bool:
    """Decide and act; False when this very decision was made before. Raises AlreadyDecided, NotFound."""
    case, first = decide(case_id, state, words=words, actor=actor, now=now)
    about = thing(case)
    if not first or about is None:
        return first
    act = Act(case, about, state, words, actor, now, expires_at)
    ACTS[case.kind](act)
    act.tell()
    return True


class Act:
    """One decision on its way: what it is about, and who hears of it."""

    def __init__(
        self,
        case: Case,
        about: Thing,
        state: CaseState,
        words: str,
        actor: Actor,
        now: datetime,
        expires_at: datetime | None,
    ) -> None:
        self.case, self.about, self.state, self.words = case, about, state, words
        self.actor, self.now, self.expires_at = actor, now, expires_at

    @property
    def accepted(self) -> bool:
        return self.state is CaseState.ACCEPTED

    def tell(self) -> None:
        """The owner, unless only a reporter is concerned; and the reporter."""
        reported = self.case.kind in (CaseKind.ABUSE, CaseKind.DISPUTE)
        if not reported:
            for reader in self.about.readers:
                what = self.what(reader)
                queue(
                    messages.decided(self.case, self.state, reader, what=what, words=self.words), now=self.now
                )
        elif self.case.raised_by_id is not None:
            self._answer(self.case.raised_by_id)

    def what(self, reader: User) -> str:
        """The thing's name in the reader's language."""
        with force_locale(reader.locale):
            again = thing(self.case)
        return again.title if again is not None else self.about.title

    def _answer(self, reporter_id: int) -> None:
        reader = db.session.get(User, reporter_id)
        if reader is None or not reader.is_active:
            return
        with force_locale(reader.locale):
            outcomes = {
                CaseState.ACCEPTED: _("You were right: it was put in order."),
                CaseState.CHANGES: _("Something was asked about it."),
                CaseState.REFUSED: _("Nothing against the rules was found."),
            }
            outcome = str(outcomes[self.state])
        what = self.what(reader)
        queue(
            messages.answered(self.case, reader, what=what, outcome=outcome, words=self.words), now=self.now
        )

    def prove(self, membership: Membership) -> None:
        members.give(
            membership,
            GroundKind.PROOF,
            evidence=self.words,
            actor=self.actor,
            now=self.now,
            by_id=self.actor.user_id,
            expires_at=self.expires_at,
        )


def on_need(act: Act) -> None:
    need = act.about.need
    if need is None:
        return
    if act.accepted and need.waiting_since is not None:
        _prove_author(act, need.author_id, need.organisation_id)
    elif not act.accepted and need.waiting_since is not None:
        needs.stop_waiting(need, now=act.now)
    elif act.state is CaseState.REFUSED:
        withdraw_need(act, need)


def withdraw_need(act: Act, need: Need) -> None:
    if may_become(need.status, NeedStatus.WITHDRAWN):
        needs.withdraw(need, act.actor, reason=act.words[:REASON_LENGTH], now=act.now)


def on_offer(act: Act) -> None:
    offer = act.about.offer
    if offer is None:
        return
    if act.accepted and offer.waiting_since is not None:
        _prove_author(act, offer.author_id, offer.organisation_id)
    elif not act.accepted and offer.waiting_since is not None:
        offers.stop_waiting(offer, now=act.now)
    elif act.state is CaseState.REFUSED:
        withdraw_offer(act, offer)


def withdraw_offer(act: Act, offer: Offer) -> None:
    if offer.status is OfferStatus.PUBLISHED:
        offers.withdraw(offer, act.actor, now=act.now)


def _prove_author(act: Act, author_id: int | None, organisation_id: int | None) -> None:
    """The moderator's check of who wrote it is the ground; the thing goes live by it."""
    query = sa.select(Membership).where(
        Membership.user_id == author_id,
        Membership.organisation_id == organisation_id,
        Membership.state == MembershipState.ACTIVE,
    )
    membership = db.session.execute(query.limit(1)).scalar_one_or_none()
    if membership is not None:
        act.prove(membership)


def on_claim(act: Act) -> None:
    membership = act.about.membership
    if membership is None:
        return
    if act.accepted:
        act.prove(membership)
    elif act.state is CaseState.REFUSED and membership.state is MembershipState.REQUESTED:
        membership.state = MembershipState.REFUSED


def on_dispute(act: Act) -> None:
    """Those who cannot show a ground are taken off, and told; the rest stay."""
    if not act.accepted or act.about.organisation is None:
        return
    for membership in organisations.unverified_members(act.about.organisation.id, now=act.now):
        if membership.user_id != act.case.raised_by_id:
            members.take_off(membership, actor=act.actor, now=act.now, reason=act.words)


def on_abuse(act: Act) -> None:
    if act.accepted and act.about.need is not None:
        withdraw_need(act, act.about.need)
    if act.accepted and act.about.offer is not None:
        withdraw_offer(act, act.about.offer)
    if act.state is not CaseState.REFUSED:
        state = CaseState.REFUSED if act.accepted else CaseState.CHANGES
        for reader in act.about.readers:
            what = act.what(reader)
            queue(messages.decided(act.case, state, reader, what=what, words=act.words), now=act.now)


ACTS: dict[CaseKind, Callable[[Act], None]] = {
    CaseKind.NEED: on_need,
    CaseKind.OFFER: on_offer,
    CaseKind.CLAIM: on_claim,
    CaseKind.DISPUTE: on_dispute,
    CaseKind.ABUSE: on_abuse,
}
