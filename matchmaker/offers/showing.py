"""An offer as buyers see it, saved or just typed: what the public page and the previews are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from matchmaker.offers.completeness import Facts
from matchmaker.offers.models import Label, Offer
from matchmaker.reference.zones import Zone


@dataclass(frozen=True, slots=True)
class ShownLabel:
    id: int
    name: str
    valid_until: date | None
    expired: bool


@dataclass(frozen=True, slots=True)
class ShownReference:
    id: int
    client: str
    year: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Showing:
    """`unavailable_until` only while it is still to come."""

    title: str
    what: str
    for_whom: str
    how: str
    cpvs: tuple[str, ...]
    zone: Zone
    capacity_band: str | None
    unavailable_until: date | None
    labels: tuple[ShownLabel, ...]
    references: tuple[ShownReference, ...]

    @property
    def text(self) -> str:
        """All that the firm wrote, a paragraph for each answer."""
        past = (f"{one.text} {one.client}".strip() for one in self.references)
        return "\n".join(part for part in (self.title, self.what, self.for_whom, self.how, *past) if part)

    @property
    def valid_labels(self) -> tuple[ShownLabel, ...]:
        """Buyers see no certificate that has run out."""
        return tuple(one for one in self.labels if not one.expired)

    @property
    def facts(self) -> Facts:
        return Facts(
            text=bool(self.what),
            cpv=bool(self.cpvs),
            zone=not self.zone.is_empty,
            nationwide=self.zone.nationwide,
            references=len(self.references),
            labels=bool(self.valid_labels),
            capacity=self.capacity_band is not None,
            available=self.unavailable_until is None,
        )


def showing(offer: Offer, *, today: date) -> Showing:
    until = offer.unavailable_until
    return Showing(
        title=offer.title,
        what=offer.what,
        for_whom=offer.for_whom,
        how=offer.how,
        cpvs=tuple(offer.cpvs),
        zone=offer.zone,
        capacity_band=offer.capacity_band,
        unavailable_until=until if until is not None and until >= today else None,
        labels=tuple(_label(one, today) for one in offer.labels),
        references=tuple(ShownReference(one.id, one.client, one.year, one.text) for one in offer.references),
    )


def _label(label: Label, today: date) -> ShownLabel:
    expired = label.valid_until is not None and label.valid_until < today
    return ShownLabel(label.id, label.name, label.valid_until, expired)
