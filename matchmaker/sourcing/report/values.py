"""What a sourcing was, as one frozen value: gathered once, then told as page, PDF, table or workbook.

Nothing here is in a language; codes are those of the tables. Texts of responses are left out: they are
business secrets, and the report may be shown to others than the team.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from matchmaker.reference.zones import Zone


@dataclass(frozen=True, slots=True)
class Subject:
    """The need as it stands when the report is made."""

    id: int
    reference: str
    title: str
    body: str
    status: str
    description: str
    cpv: str | None
    zone: Zone
    amount_band: str | None
    published_at: datetime | None
    answers_until: datetime | None
    tender_url: str
    end_reason: str
    version: int
    lots: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of the journal about the need; `who` is the name of a member of the team, else empty."""

    seq: int
    at: datetime
    role: str
    who: str
    action: str
    payload: Mapping[str, Any]

    @property
    def firm_id(self) -> int | None:
        found = self.payload.get("supplier")
        return found if isinstance(found, int) else None


@dataclass(frozen=True, slots=True)
class ListedFirm:
    """A row of a kept list; `score` in tenths of a point, `name` as it was."""

    rank: int
    supplier_id: int
    name: str
    score: int
    profile_digest: str


@dataclass(frozen=True, slots=True)
class KeptList:
    """A list kept as evidence; `content` and `rows` only for those that an invitation relied on."""

    id: int
    at: datetime
    cause: str
    need_version: int
    suppliers: int
    matcher_version: str
    weights_digest: str
    digest: str
    content: Mapping[str, Any] | None = None
    rows: tuple[ListedFirm, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    number: int
    name: str
    size: int
    digest: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Round:
    number: int
    at: datetime
    send_at: datetime
    text: str
    text_digest: str
    list_id: int
    firms: int
    who: str


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm invited, or come by itself (`round` None), and what became of it."""

    id: int
    name: str
    siret: str
    size: str | None
    round: int | None
    state: str
    invited_at: datetime | None
    opened_at: datetime | None
    responded_at: datetime | None
    reason: str | None
    read_at: datetime | None
    files: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Handed:
    """One thing that one firm had, or has not had yet (`at` None)."""

    firm: str
    told: str
    number: int
    at: datetime | None
    readers: int | None


@dataclass(frozen=True, slots=True)
class Exchange:
    asked_at: datetime
    question: str
    reply: str
    replied_at: datetime | None


@dataclass(frozen=True, slots=True)
class Meeting:
    firm: str
    held_on: date
    outcome: str
    source: str
    note: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Declaration:
    """`stands`: the last word of that person."""

    who: str
    conflict: bool
    text: str
    at: datetime
    stands: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    version: int
    learned: str
    specified: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    id: int
    text: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody of the team read a firm's response, or took one of its files; kept for a year."""

    who: str
    firm: str
    seen: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """`number` and `head`: of the journal's last entry, known to more people than the team."""

    made_at: datetime
    number: int
    head: str
    subject: Subject
    acts: Sequence[Act]
    lists: Sequence[KeptList]
    documents: Sequence[Document]
    rounds: Sequence[Round]
    firms: Sequence[Firm]
    handed: Sequence[Handed]
    exchanges: Sequence[Exchange]
    meetings: Sequence[Meeting]
    declarations: Sequence[Declaration]
    lessons: Sequence[Lesson]
    notes: Sequence[Note]
    looks: Sequence[Look]
    names: Mapping[int, str] = field(default_factory=dict)

    def firm_name(self, act: Act) -> str:
        return self.names.get(act.firm_id or 0, "")
