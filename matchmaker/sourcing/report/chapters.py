"""The report as chapters: one table each, the same for the page, the PDF, the CSV and the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchmaker.journal.actions import Action
from matchmaker.matching.weights import CRITERIA
from matchmaker.needs import wording as needs
from matchmaker.needs.models import NeedStatus
from matchmaker.needs.rules import band
from matchmaker.organisations import labels
from matchmaker.organisations.models import Size
from matchmaker.sourcing import evidence, wording
from matchmaker.sourcing.models_contacts import Decline
from matchmaker.sourcing.report import acts
from matchmaker.sourcing.report.values import KeptList, Report

Cell = str | int | float | datetime | date | None
Row = tuple[Cell, ...]
Kind = Literal["text", "integer", "decimal", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters; a heading of several columns may be long, its cells decide."""

    label: str
    width: int = 20
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Chapter:
    """`key` names it in addresses; `intro` says what it proves, or why it is empty."""

    key: str
    title: str
    intro: str
    columns: Sequence[Column]
    rows: Sequence[Row]


def chapters(report: Report) -> list[Chapter]:
    """In the reader's language, in the order in which a sourcing goes."""
    return [make(report) for make in _ORDER]


def _need(report: Report) -> Chapter:
    one = report.subject
    pairs: list[tuple[str, Cell]] = [
        (_("Title"), one.title),
        (_("Reference"), one.reference),
        (_("Public body"), one.body),
        (_("State"), str(needs.STATUS[NeedStatus(one.status)])),
        (_("Description"), one.description),
        (_("CPV code"), needs.cpv_label(one.cpv)),
        (_("Place"), "" if one.zone.is_empty else needs.place_label(one.zone)),
        (_("Amount"), needs.band_label(band(one.amount_band))),
        (_("Lots"), " · ".join(one.lots)),
        (_("Questions"), " · ".join(one.questions)),
        (_("Published on"), one.published_at),
        (_("Responses until"), one.answers_until),
        (_("Consultation"), one.tender_url),
        (_("Reason of the end"), one.end_reason),
        (_("Version of the need"), one.version),
        (_("Report made on"), report.made_at),
        (_("Journal: number of the last entry"), report.number),
        (_("Journal: head"), report.head),
    ]
    columns = [Column(_("What"), 30), Column(_("Value"), 80)]
    rows = [(label, value) for label, value in pairs if value not in (None, "")]
    return Chapter("need", _("The need"), "", columns, rows)


def _versions(report: Report) -> Chapter:
    shown = [one for one in report.acts if one.action.startswith("need.") or one.action in _DOCUMENTS]
    rows = [
        (one.seq, one.at, acts.words(report, [one]), acts.who(report, one), one.payload.get("version"))
        for one in shown
    ]
    columns = [
        Column(_("Entry"), 8, "integer"),
        Column(_("Moment"), 24),
        Column(_("What"), 60),
        Column(_("By"), 26),
        Column(_("Version of the need"), 10, "integer"),
    ]
    intro = _("Each publication and each change, as the journal recorded it.")
    return Chapter("versions", _("Versions of the need"), intro, columns, rows)


_DOCUMENTS = (Action.DOCUMENT_JOINED, Action.DOCUMENT_REMOVED)


def _lists(report: Report) -> Chapter:
    columns = [
        Column(_("List"), 7, "integer"),
        Column(_("Kept on"), 24),
        Column(_("Why"), 24),
        Column(_("Version of the need"), 10, "integer"),
        Column(_("Suppliers compared"), 10, "integer"),
        Column(_("Switches"), 30),
        Column(_("Weights"), 40),
        Column(_("Version of the matcher"), 20),
        Column(_("Digest (SHA-256)"), 66),
    ]
    rows = [
        (
            one.id,
            one.at,
            _("an invitation relied on it") if one.cause == "relied" else _("kept by the team"),
            one.need_version,
            one.suppliers,
            evidence.switches(one.content) if one.content else "",
            _weights(one.content) if one.content else one.weights_digest[:16],
            one.matcher_version[:16],
            one.digest,
        )
        for one in report.lists
    ]
    intro = _(
        "What was searched is the text, the CPV and the place of the need in the version named. Each list "
        "can be computed again from its digest."
    )
    return Chapter("lists", _("Lists of suppliers kept"), intro, columns, rows)


def _weights(content: Any) -> str:
    most = content["weights"]["maximum"]
    return ", ".join(f"{wording.label(one)} {most[one]:g}" for one in content["criteria"])


def _listed(report: Report) -> Chapter:
    columns = [
        Column(_("List"), 7, "integer"),
        Column(_("Rank"), 7, "integer"),
        Column(_("Supplier"), 34),
        Column(_("Score out of 100"), 10, "decimal"),
        *(Column(wording.label(one), 10, "decimal") for one in CRITERIA),
        Column(_("Words in common"), 34),
        Column(_("Words of the need not found"), 34),
        Column(_("CPV"), 40),
        Column(_("Place of work"), 40),
    ]
    rows = [row for one in report.lists for row in _listed_rows(one)]
    intro = _("The whole list on which invitations relied: scores sum their parts, every reason is told.")
    return Chapter("listed", _("Suppliers proposed, and why"), intro, columns, rows)


def _listed_rows(one: KeptList) -> Iterator[Row]:
    if one.content is None:
        return
    tenths = {row["id"]: row["tenths"] for row in one.content["listed"]}
    for row in evidence.rows(one.content, one.rows):  # type: ignore[arg-type]  # a kept row as a value
        points = [part / 10 for part in tenths[row.supplier_id]]
        told = (", ".join(row.shared), ", ".join(row.missing), row.cpv, row.place)
        yield (one.id, row.rank, row.name, row.score, *points, *told)


def _decisions(report: Report) -> Chapter:
    shown = [one for one in report.acts if one.action.startswith(("supplier.", "suggestion."))]
    rows = [(one.seq, one.at, acts.words(report, [one]), acts.who(report, one)) for one in shown]
    columns = [
        Column(_("Entry"), 8, "integer"),
        Column(_("Moment"), 24),
        Column(_("What"), 70),
        Column(_("By"), 26),
    ]
    intro = _("Nobody is left out without a reason; what was taken back stays written.")
    return Chapter("decisions", _("Shortlist and exclusions"), intro, columns, rows)


def _documents(report: Report) -> Chapter:
    columns = [
        Column(_("No."), 8, "integer"),
        Column(_("Document"), 40),
        Column(_("Bytes"), 12, "integer"),
        Column(_("Joined on"), 24),
        Column(_("Digest (SHA-256)"), 66),
    ]
    rows = [(one.number, one.name, one.size, one.added_at, one.digest) for one in report.documents]
    intro = _("The same for everybody; a document that was shown is neither changed nor taken away.")
    return Chapter("documents", _("Documents for all"), intro, columns, rows)


def _rounds(report: Report) -> Chapter:
    columns = [
        Column(_("Round"), 8, "integer"),
        Column(_("Decided on"), 24),
        Column(_("Leaves from"), 24),
        Column(_("Firms"), 8, "integer"),
        Column(_("List"), 7, "integer"),
        Column(_("By"), 26),
        Column(_("The text, the same for every firm"), 80),
        Column(_("Digest (SHA-256)"), 66),
    ]
    rows = [
        (one.number, one.at, one.send_at, one.firms, one.list_id, one.who, one.text, one.text_digest)
        for one in report.rounds
    ]
    return Chapter("rounds", _("Invitations"), _("One text for all the firms of a round."), columns, rows)


def _firms(report: Report) -> Chapter:
    columns = [
        Column(_("Firm"), 34),
        Column(_("SIRET"), 16),
        Column(_("Size"), 20),
        Column(_("Came by"), 16),
        Column(_("State"), 20),
        Column(_("Invited on"), 24),
        Column(_("Link opened"), 24),
        Column(_("Responded on"), 24),
        Column(_("Reason"), 30),
        Column(_("Read by the team on"), 24),
        Column(_("As a group with"), 34),
        Column(_("Files joined (SHA-256)"), 66),
    ]
    rows = [
        (
            one.name,
            one.siret,
            labels.words(Size(one.size)) if one.size else _("not known"),
            _("round %(number)s", number=one.round) if one.round else _("itself"),
            str(wording.STATES[one.state][0]),
            one.invited_at,
            one.opened_at,
            one.responded_at,
            str(wording.DECLINES[Decline(one.reason)]) if one.reason else "",
            one.read_at,
            ", ".join(one.partners),
            ", ".join(one.files),
        )
        for one in report.firms
    ]
    intro = _(
        "Who was contacted, who opened the link (a mail server may have), who responded, who kept silent. "
        "The words of responses are business secrets: the team keeps them apart from this report."
    )
    return Chapter("firms", _("Firms contacted"), intro, columns, rows)


def _handed(report: Report) -> Chapter:
    columns = [
        Column(_("Firm"), 34),
        Column(_("What"), 34),
        Column(_("No."), 8, "integer"),
        Column(_("Moment"), 24),
        Column(_("Addresses"), 10, "integer"),
    ]
    rows = [
        (one.firm, str(_HANDED[one.told]), one.number, one.at or _("not yet"), one.readers)
        for one in report.handed
    ]
    intro = _("What each firm received and when; without addresses, it found the thing on its page.")
    return Chapter("received", _("Who received what"), intro, columns, rows)


_HANDED = {**acts.HANDED, "document": _l("Document")}


def _exchanges(report: Report) -> Chapter:
    columns = [
        Column(_("No."), 8, "integer"),
        Column(_("Asked on"), 24),
        Column(_("Question"), 60),
        Column(_("Reply"), 60),
        Column(_("Replied on"), 24),
    ]
    rows = [
        (number, one.asked_at, one.question or _("not published"), one.reply, one.replied_at)
        for number, one in enumerate(report.exchanges, 1)
    ]
    intro = _("Published together to everybody, without the name of who asked.")
    return Chapter("exchanges", _("Questions and replies"), intro, columns, rows)


def _meetings(report: Report) -> Chapter:
    columns = [
        Column(_("Day"), 14, "date"),
        Column(_("Firm"), 34),
        Column(_("Outcome"), 24),
        Column(_("Source"), 22),
        Column(_("Note"), 60),
        Column(_("By"), 26),
    ]
    rows = [
        (
            one.held_on,
            one.firm,
            str(acts.OUTCOMES[one.outcome]),
            str(acts.SOURCES[one.source]),
            one.note,
            one.who,
        )
        for one in report.meetings
    ]
    intro = _("Meetings as facts; what was told to one firm is told to all by a reply or a document.")
    return Chapter("meetings", _("Meetings with firms"), intro, columns, rows)


def _declarations(report: Report) -> Chapter:
    columns = [Column(_("Who"), 26), Column(_("On"), 24), Column(_("Declares"), 60), Column(_("Stands"), 10)]
    rows = [
        (
            one.who or _("an erased account"),
            one.at,
            one.text if one.conflict else _("no interest in a firm of this sourcing"),
            _("yes") if one.stands else _("replaced"),
        )
        for one in report.declarations
    ]
    intro = _("Each member of the team declares for themselves; the last word of each stands.")
    return Chapter("interests", _("Conflicts of interest"), intro, columns, rows)


def _lessons(report: Report) -> Chapter:
    columns = [
        Column(_("Version"), 8, "integer"),
        Column(_("Written on"), 24),
        Column(_("What was learned"), 60),
        Column(_("What was put into the specification"), 60),
        Column(_("By"), 26),
    ]
    rows = [(one.version, one.at, one.learned, one.specified, one.who) for one in report.lessons]
    intro = _("What the sourcing taught is given to every candidate, business secrets kept (R2111-2).")
    return Chapter("lessons", _("What was learned"), intro, columns, rows)


def _looks(report: Report) -> Chapter:
    columns = [Column(_("Who"), 26), Column(_("Firm"), 34), Column(_("Saw"), 24), Column(_("Moment"), 24)]
    rows = [
        (one.who, one.firm, _("a file") if one.seen == "file" else _("the response"), one.at)
        for one in report.looks
    ]
    intro = _("Traces of access stand apart from the journal, and are kept for a year.")
    return Chapter("looks", _("Who read the responses"), intro, columns, rows)


def _journal(report: Report) -> Chapter:
    columns = [
        Column(_("Entries"), 12),
        Column(_("Moment"), 24),
        Column(_("What"), 70),
        Column(_("By"), 26),
    ]
    rows = [
        (str(one.seq) if one.seq == one.last else f"{one.seq}–{one.last}", one.at, one.words, one.who)
        for one in acts.events(report)
    ]
    intro = _(
        "Every act about this need. The export in JSON lines holds the entries themselves: the stand-alone "
        "verifier checks that none was altered, up to the head named in the first chapter."
    )
    return Chapter("journal", _("Time line"), intro, columns, rows)


_ORDER: tuple[Callable[[Report], Chapter], ...] = (
    _need,
    _versions,
    _lists,
    _listed,
    _decisions,
    _documents,
    _rounds,
    _firms,
    _handed,
    _exchanges,
    _meetings,
    _declarations,
    _lessons,
    _looks,
    _journal,
)


def shown(cell: Cell) -> str:
    """As people read it: moments of Paris, decimals in the reader's way of writing."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return needs.short_moment(cell)
    if isinstance(cell, date):
        return needs.day(cell)
    if isinstance(cell, float):
        return f"{cell:.1f}".replace(".", "," if needs.language() == "fr" else ".")
    return str(cell)
