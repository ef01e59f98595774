"""A need as rows of label and text: for the check page, the public page and the comparison of versions."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaker.needs import wording
from matchmaker.needs.models import Lot, Need
from matchmaker.web.presentation import day, moment


@dataclass(frozen=True, slots=True)
class Row:
    """`change_url` leads to the field and back to the check page; empty on public pages."""

    label: str
    value: str
    change_url: str = ""


def check_rows(need: Need) -> list[Row]:
    """Every answer in the order of the steps, blank ones too."""
    return [
        _row(need, "what", "title", _("Title"), need.title),
        _row(need, "what", "description", _("Description"), need.description),
        _row(need, "what", "nature-0", _("Kind of purchase"), _nature(need)),
        _row(need, "what", "cpv", _("CPV code"), wording.cpv_label(need.cpv)),
        _row(need, "what", "place", _("Place"), wording.place_label(need.zone)),
        _row(need, "what", "starts_on", _("Start"), day(need.starts_on) if need.starts_on else ""),
        _row(need, "how_much", "amount-0", _("Amount"), wording.amount_label(need)),
        _row(need, "how_much", "duration_months", _("Duration"), duration(need)),
        _row(need, "lots", "", _("Lots"), "\n".join(lot_line(lot) for lot in need.lots)),
        _row(need, "how_much", "tender_planned_on", _("Consultation planned"), _planned(need)),
        _row(need, "how_much", "answer_day", _("Responses until"), _until(need)),
        _row(need, "how_much", "reserved-0", _("Reserved"), reserved(need)),
        _row(need, "how_much", "considerations-0", _("People and environment"), considerations(need)),
        _row(need, "how_much", "innovation", _("Innovation"), _("Welcome") if need.innovation else ""),
        _row(
            need, "how_much", "own_questions", _("Questions"), "\n".join(one.text for one in need.questions)
        ),
    ]


def _row(need: Need, step: str, anchor: str, label: str, value: str) -> Row:
    address = url_for(f"needs.{step}", need_id=need.id, back="check", _anchor=anchor or None)
    return Row(label, value, address)


def facts(need: Need) -> list[tuple[str, str]]:
    """What the public page tells in short; nothing for what was not said."""
    pairs = [
        (_("Place"), wording.place_label(need.zone)),
        (_("Amount"), wording.amount_label(need)),
        (_("Kind of purchase"), _nature(need)),
        (_("Start"), day(need.starts_on) if need.starts_on else ""),
        (_("Duration"), duration(need)),
        (_("Consultation planned"), _planned(need)),
        (_("Reserved"), reserved(need)),
        (_("CPV code"), wording.cpv_label(need.cpv)),
        (_("Reference"), need.reference or ""),
    ]
    return [(label, value) for label, value in pairs if value]


def _nature(need: Need) -> str:
    return str(wording.NATURE[need.nature]) if need.nature else ""


def _planned(need: Need) -> str:
    return day(need.tender_planned_on) if need.tender_planned_on else ""


def _until(need: Need) -> str:
    return moment(need.answers_until) if need.answers_until else ""


def duration(need: Need) -> str:
    if not need.duration_months:
        return ""
    return ngettext("%(num)s month", "%(num)s months", need.duration_months)


def reserved(owner: Need | Lot) -> str:
    return f"{wording.RESERVED[owner.reserved]} ({owner.reserved.value})" if owner.reserved else ""


def considerations(need: Need) -> str:
    return "\n".join(str(wording.CONSIDERATIONS[code]) for code in need.considerations)


def lot_line(lot: Lot) -> str:
    """ "1. Title — CPV, band, place, reserved", what was not said left out."""
    details = [
        wording.band_label(wording.band(lot.amount_band)),
        wording.place_label(lot.zone),
        reserved(lot),
    ]
    said = [wording.cpv_label(lot.cpv), *details]
    return " – ".join([f"{lot.number}. {lot.title}", *(text for text in said if text)])
