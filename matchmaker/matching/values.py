"""What goes into the matcher and what comes out: frozen values, free of any store."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

from matchmaker.reference.zones import Zone

EvidenceKind = Literal["offer", "profile", "reference", "contract"]
EVIDENCE_KINDS: tuple[EvidenceKind, ...] = ("offer", "profile", "reference", "contract")
NO_VALUES: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of what a supplier can do. ``zone``: served by an offer, worked in for a contract."""

    text: str
    kind: EvidenceKind = "offer"
    cpv: tuple[str, ...] = ()
    date: date | None = None
    zone: Zone | None = None
    id: Hashable | None = None


@dataclass(frozen=True, slots=True)
class Supplier:
    """``kinds`` are the lower-case kinds of the file contract ("ea", "esat", "ei"…, "ess").

    ``size`` is "tpe", "pme", "eti", "ge" or None; neither size nor ``ess`` enters the score: they filter.
    ``unavailable_until``: advice shown beside a suggestion, and an exclusion while it lasts.
    """

    id: Hashable
    evidence: tuple[Evidence, ...]
    name: str = ""
    kinds: frozenset[str] = frozenset()
    size: str | None = None
    ess: bool | None = None
    unavailable_until: date | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What a buyer looks for. ``as_of``: later evidence is ignored; None means the latest one known.

    ``needed_on``: the day the work begins as far as the buyer said; who is unavailable then is set aside.
    """

    id: Hashable
    text: str
    cpv: tuple[str, ...] = ()
    zone: Zone | None = None
    reserved: tuple[str, ...] = ()
    as_of: date | None = None
    needed_on: date | None = None
    lots: tuple[Need, ...] = ()

    def without_place(self) -> Need:
        return replace(self, zone=None)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader of a list switched on; none of it enters the score."""

    only_zone: bool = False
    ess_only: bool = False
    sizes: frozenset[str] = frozenset()
    excluded: frozenset[Hashable] = frozenset()


@dataclass(frozen=True, slots=True)
class Span:
    """``start`` and ``end`` are offsets into the text of evidence number ``evidence`` of the supplier."""

    evidence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SharedWord:
    """A word of the need found with this supplier. ``share`` of the words' points, 0..1."""

    word: str
    share: float
    spans: tuple[Span, ...] = ()
    stem: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion's part of the score. ``message`` is an English message id, ``values`` its parameters."""

    criterion: str
    points: float
    maximum: float
    message: str
    values: Mapping[str, object] = field(default_factory=lambda: NO_VALUES)
    words: tuple[SharedWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``pieces``: positions of the (at most three) pieces of evidence that made the score, best first."""

    supplier_id: Hashable
    score: float
    reasons: tuple[Reason, ...] = ()
    pieces: tuple[int, ...] = ()
    missing_words: tuple[str, ...] = ()
    poor_profile: bool = False


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A supplier set aside by a rule. ``score`` is what it would have had."""

    supplier_id: Hashable
    rule: str
    message: str
    values: Mapping[str, object] = field(default_factory=lambda: NO_VALUES)
    score: float = 0.0
