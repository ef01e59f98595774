"""Groups of firms for a need, as rows of a page: who brings what, and how much they cover together."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import get_locale
from flask_babel import gettext as _

from matchmaker.matching.capacity import share_carried
from matchmaker.matching.coverage import ground
from matchmaker.matching.groupings import Group, Groups, Member, find_groups
from matchmaker.matching.rounding import shown, tenths_of
from matchmaker.needs import wording as needs
from matchmaker.needs.documents import matching_need
from matchmaker.needs.models import Need
from matchmaker.organisations.models import Organisation
from matchmaker.reference import zones
from matchmaker.sourcing import capacity, index, suggestions
from matchmaker.sourcing.lots import numbers_words
from matchmaker.sourcing.wording import Part

SHOWN = 5
SHADES = (1, 3, 4)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """`brings`: sentences; `points`: what it adds to the members before it, which sum to the coverage."""

    organisation: Organisation
    alone: float
    points: float
    brings: Sequence[str]


@dataclass(frozen=True, slots=True)
class GroupRow:
    members: Sequence[MemberRow]
    coverage: float
    gain: float
    capacity: float | None

    @property
    def parts(self) -> list[Part]:
        """The coverage as the ruler draws it, one brick a firm."""
        return [
            Part(one.organisation.name, one.points, 0, " ".join(one.brings), SHADES[at])
            for at, one in enumerate(self.members)
        ]


@dataclass(frozen=True, slots=True)
class Found:
    """`alone`: the firm that covers most by itself."""

    groups: Sequence[GroupRow]
    alone: Organisation | None
    alone_coverage: float
    one_is_enough: bool


def for_need(need: Need, *, holding: int | None = None) -> Found:
    """The best groups; those that hold one firm when it is named. Nothing for a firm unknown to the index."""
    matcher = index.index().current()
    amount = capacity.amount_of(need)
    also = [holding] if holding is not None else []
    try:
        known = ground(
            matcher, matching_need(need), also=also, capacities=capacities(need) if amount else None
        )
    except KeyError:
        return Found((), None, 0.0, False)
    return rows(need, find_groups(known, SHOWN, holding=holding), told_capacity=amount is not None)


def capacities(need: Need):
    """Asked once for all candidates: which part of the amount each can carry."""

    def carried(ids: Sequence[Hashable]) -> Mapping[Hashable, float]:
        numbers = [int(str(one)) for one in ids]
        firms, offers = suggestions.organisations(numbers), suggestions.published_offers(numbers)
        amount = capacity.amount_of(need)
        return {
            key: share_carried(amount, capacity.firm_of(firm, offers.get(key, [])))
            for key, firm in firms.items()
        }

    return carried


def rows(need: Need, found: Groups, *, told_capacity: bool) -> Found:
    """Groups of which a firm is gone since the index was made are left out."""
    ids = {int(str(one.supplier_id)) for group in found.best for one in group.members}
    best = found.best_alone
    firms = suggestions.organisations(ids | ({int(str(best.supplier_id))} if best else set()))
    groups = [
        row(need, group, firms, told_capacity=told_capacity)
        for group in found.best
        if all(int(str(one.supplier_id)) in firms for one in group.members)
    ]
    alone = firms.get(int(str(best.supplier_id))) if best else None
    return Found(groups, alone, best.coverage if best else 0.0, found.one_is_enough)


def row(need: Need, group: Group, firms: Mapping[int, Organisation], *, told_capacity: bool) -> GroupRow:
    points = [shown(part) for part in tenths_of([one.adds for one in group.members])]
    members = [
        MemberRow(
            firms[int(str(one.supplier_id))], added if at == 0 else one.alone, added, brought(need, one)
        )
        for at, (one, added) in enumerate(zip(group.members, points, strict=True))
    ]
    return GroupRow(members, group.coverage, group.gain, group.capacity if told_capacity else None)


def brought(need: Need, member: Member) -> list[str]:
    """What the others do not have, or less: lots, places, codes, words, room."""
    told = () if member.lots else member.places  # who alone fits a lot is the nearest to its place anyway
    places = ", ".join(zones.describe(zone, str(get_locale())) for zone in told)
    codes = ", ".join(needs.cpv_label(code) for code in member.codes)
    said = [
        _("It alone fits %(lots)s.", lots=numbers_words(member.lots)) if member.lots else "",
        _("Nearest to the place: %(places)s.", places=places) if places else "",
        _("Nearest to the CPV: %(codes)s.", codes=codes) if codes else "",
        _("Words of the need: %(words)s.", words=", ".join(member.words)) if member.words else "",
    ]
    return [words for words in said if words] or [_("More room for the amount.")]
