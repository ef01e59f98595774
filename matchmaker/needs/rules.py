"""The life of a need, who may do what to it, and the closed lists its answers come from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from matchmaker.accounts.actor import Actor, Role
from matchmaker.needs.coach import Facts
from matchmaker.needs.deadlines import in_paris
from matchmaker.needs.models import Need, NeedStatus, Reserved
from matchmaker.organisations.models import BuyerFamily
from matchmaker.reference import cpv, thresholds
from matchmaker.reference.thresholds import Regime

LOTS_AT_MOST = 20
QUESTIONS_AT_MOST = 10
DRAFTS_AT_MOST = 50
DRAFT_KEPT_DAYS = 30  # a draft that nobody has taken up after that is deleted

# A closed need may be published again, by giving suppliers a later deadline.
TRANSITIONS: Mapping[NeedStatus, frozenset[NeedStatus]] = {
    NeedStatus.DRAFT: frozenset({NeedStatus.SCHEDULED, NeedStatus.PUBLISHED}),
    NeedStatus.SCHEDULED: frozenset({NeedStatus.DRAFT, NeedStatus.PUBLISHED}),
    NeedStatus.PUBLISHED: frozenset({NeedStatus.CLOSED, NeedStatus.TENDERED, NeedStatus.WITHDRAWN}),
    NeedStatus.CLOSED: frozenset({NeedStatus.PUBLISHED, NeedStatus.TENDERED, NeedStatus.WITHDRAWN}),
    NeedStatus.TENDERED: frozenset({NeedStatus.AWARDED, NeedStatus.WITHDRAWN}),
    NeedStatus.AWARDED: frozenset(),
    NeedStatus.WITHDRAWN: frozenset(),
}
PUBLIC = frozenset({NeedStatus.PUBLISHED, NeedStatus.CLOSED, NeedStatus.TENDERED, NeedStatus.AWARDED})
ARCHIVED = PUBLIC - {NeedStatus.PUBLISHED}
EDITABLE = frozenset({NeedStatus.DRAFT, NeedStatus.SCHEDULED, NeedStatus.PUBLISHED})


def may_become(status: NeedStatus, new: NeedStatus) -> bool:
    return new in TRANSITIONS[status]


def key_digest(draft_key: str) -> str:
    """What the database keeps of a browser's secret."""
    return hashlib.sha256(draft_key.encode()).hexdigest()


def owns(actor: Actor, need: Need) -> bool:
    """A need belongs to its body; before it has one, to its author, or to the browser that began it."""
    if need.organisation_id is not None:
        return actor.acts_for(need.organisation_id, Role.BUYER)
    if actor.user_id is not None and need.author_id == actor.user_id:
        return True
    return (
        need.author_id is None
        and bool(actor.draft_key)
        and need.draft_key_digest == key_digest(actor.draft_key or "")
    )


def can_see(actor: Actor, need: Need) -> bool:
    return need.status in PUBLIC or owns(actor, need)


def can_edit(actor: Actor, need: Need) -> bool:
    return owns(actor, need) and need.status in EDITABLE


def can_discard(actor: Actor, need: Need) -> bool:
    return owns(actor, need) and need.status is NeedStatus.DRAFT


def acts_as_buyer(actor: Actor) -> bool:
    return actor.acting_for is not None and actor.acting_for.role is Role.BUYER


def can_publish(actor: Actor, need: Need) -> bool:
    """With a confirmed address, acting for a public body; `missing` says whether the need is ready."""
    return (
        owns(actor, need) and acts_as_buyer(actor) and actor.confirmed and need.status in BEFORE_PUBLICATION
    )


BEFORE_PUBLICATION = frozenset({NeedStatus.DRAFT, NeedStatus.SCHEDULED})


def can_unschedule(actor: Actor, need: Need) -> bool:
    return owns(actor, need) and need.status is NeedStatus.SCHEDULED


def can_withdraw(actor: Actor, need: Need) -> bool:
    return owns(actor, need) and may_become(need.status, NeedStatus.WITHDRAWN)


def can_close(actor: Actor, need: Need) -> bool:
    return owns(actor, need) and may_become(need.status, NeedStatus.CLOSED)


def can_extend(actor: Actor, need: Need) -> bool:
    return owns(actor, need) and need.status in (NeedStatus.PUBLISHED, NeedStatus.CLOSED)


def can_tender(actor: Actor, need: Need) -> bool:
    """From then on suppliers are heard through the procedure alone."""
    return owns(actor, need) and may_become(need.status, NeedStatus.TENDERED)


def can_award(actor: Actor, need: Need) -> bool:
    return owns(actor, need) and may_become(need.status, NeedStatus.AWARDED)


def can_duplicate(actor: Actor, need: Need) -> bool:
    return owns(actor, need) and need.status is not NeedStatus.DRAFT


def missing(need: Need, now: datetime) -> tuple[str, ...]:
    """The answers without which suppliers could not decide: attributes, in the order of the steps."""
    absent = [name for name in ("title", "description", "nature") if not getattr(need, name)]
    if need.zone.is_empty:
        absent.append("zone")
    if need.answers_until is None or need.answers_until <= now:
        absent.append("answers_until")
    return tuple(absent)


@dataclass(frozen=True, slots=True)
class Band:
    """An amount from `low` up to but not including `high` (None: no end), EUR before tax, whole duration.

    Cut at the thresholds in force, so that most bands have one regime; a need keeps the code it was given.
    """

    code: str
    low: int
    high: int | None
    valid_from: date
    valid_to: date | None = None

    @property
    def middle(self) -> int:
        """An amount inside the band, to look its regime up."""
        return self.low * 2 if self.high is None else (self.low + self.high) // 2


_SINCE = date(2020, 1, 1)
# 60,000 EUR replaces 40,000 on 1 April 2026 (decree 2025-1386); 216,000 and 5,404,000 are the European
# thresholds of 2026-2027 for local authorities' supplies and services, and for works.
BANDS: tuple[Band, ...] = (
    Band("0-25k", 0, 25_000, _SINCE),
    Band("25-40k", 25_000, 40_000, _SINCE, date(2026, 3, 31)),
    Band("40-100k", 40_000, 100_000, _SINCE, date(2026, 3, 31)),
    Band("25-60k", 25_000, 60_000, date(2026, 4, 1)),
    Band("60-100k", 60_000, 100_000, date(2026, 4, 1)),
    Band("100-216k", 100_000, 216_000, _SINCE),
    Band("216-500k", 216_000, 500_000, _SINCE),
    Band("500k-1m", 500_000, 1_000_000, _SINCE),
    Band("1-5.4m", 1_000_000, 5_404_000, _SINCE),
    Band("5.4m-", 5_404_000, None, _SINCE),
)


def bands_on(day: date) -> tuple[Band, ...]:
    """Those to choose from on that day, smallest first."""
    return tuple(
        one for one in BANDS if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)
    )


def band(code: str | None) -> Band | None:
    return next((one for one in BANDS if one.code == code), None)


SOCIAL = (
    "social.insertion",
    "social.disability",
    "social.training",
    "social.equality",
    "social.accessibility",
    "social.fair_trade",
)
ENVIRONMENT = (
    "environment.carbon",
    "environment.energy",
    "environment.reuse",
    "environment.recycled",
    "environment.waste",
    "environment.organic",
    "environment.direct_supply",
    "environment.biodiversity",
)
CONSIDERATIONS = SOCIAL + ENVIRONMENT


def is_social(considerations: Iterable[str]) -> bool:
    return any(code in SOCIAL for code in considerations)


def is_environmental(considerations: Iterable[str]) -> bool:
    return any(code in ENVIRONMENT for code in considerations)


# The families of buyers, as the thresholds name them.
_FAMILIES = {BuyerFamily.LOCAL_AUTHORITY: "local"}


def _threshold_family(need: Need) -> str:
    family = need.organisation.buyer_family if need.organisation is not None else None
    return "local" if family is None else _FAMILIES.get(family, family.value)


def _is_social_service(code: str | None) -> bool:
    found = cpv.get(code) if code else None
    return found is not None and found.social_service


def regimes(need: Need, today: date) -> tuple[Regime, ...]:
    """What the law asks for the band on the day the consultation is planned: at its foot and its top.

    Empty when the amount or the nature is unknown.
    """
    chosen = band(need.amount_band)
    if chosen is None or need.nature is None:
        return ()
    on = max(need.tender_planned_on or today, today)
    top = chosen.low if chosen.high is None else chosen.high - 1
    family, social = _threshold_family(need), _is_social_service(need.cpv)
    found = (
        thresholds.applicable(need.nature.value, amount, on, family, social_service=social)
        for amount in (chosen.low, top)
    )
    return tuple(dict.fromkeys(found))


def above_eu_threshold(need: Need, today: date) -> bool | None:
    """None while the amount is unknown."""
    chosen = band(need.amount_band)
    if chosen is None or need.nature is None:
        return None
    on = max(need.tender_planned_on or today, today)
    limit = thresholds.threshold(
        "formal_procedure", on, nature=need.nature.value, buyer=_threshold_family(need)
    )
    return limit is not None and limit.amount is not None and chosen.low >= limit.amount


def facts(need: Need, today: date) -> Facts:
    """The need as the coach reads it."""
    ess = need.reserved is Reserved.ESS or any(lot.reserved is Reserved.ESS for lot in need.lots)
    return Facts(
        title=need.title,
        description=need.description,
        has_amount=bool(need.amount_band or need.amount_unknown),
        has_place=not need.zone.is_empty,
        today=today,
        starts_on=need.starts_on,
        tender_planned_on=need.tender_planned_on,
        answers_on=in_paris(need.answers_until).date() if need.answers_until else None,
        environmental=is_environmental(need.considerations),
        social=is_social(need.considerations),
        above_eu_threshold=above_eu_threshold(need, today),
        ess_reserved_outside_list=ess and bool(need.cpv) and not _is_social_service(need.cpv),
        lots=len(need.lots),
    )
