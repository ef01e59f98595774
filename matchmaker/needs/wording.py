"""The closed lists in plain words: lazy messages, said in the reader's language when shown."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import format_date, format_datetime, format_decimal, get_locale, gettext
from flask_babel import lazy_gettext as _l

from matchmaker.needs.models import AmountUnknown, Nature, Need, NeedStatus, Reserved
from matchmaker.needs.rules import Band, band
from matchmaker.reference import cpv, zones
from matchmaker.reference.text import first_of_month

STATUS = {
    NeedStatus.DRAFT: _l("Draft"),
    NeedStatus.SCHEDULED: _l("To be published"),
    NeedStatus.PUBLISHED: _l("Open to responses"),
    NeedStatus.CLOSED: _l("Closed"),
    NeedStatus.TENDERED: _l("Consultation published"),
    NeedStatus.AWARDED: _l("Contract awarded"),
    NeedStatus.WITHDRAWN: _l("Withdrawn"),
}
NATURE = {
    Nature.SERVICES: _l("Services"),
    Nature.SUPPLIES: _l("Supplies"),
    Nature.WORKS: _l("Works"),
}
NATURE_HINTS = {
    Nature.SERVICES: _l("Somebody does something for you: cleaning, training, catering, a study."),
    Nature.SUPPLIES: _l("You buy or hire things: furniture, food, vehicles, software licences."),
    Nature.WORKS: _l("You build, repair or renovate: a roof, a road, a playground."),
}
AMOUNT_UNKNOWN = {
    AmountUnknown.STUDY: _l("Not known yet: this sourcing will help to estimate it"),
    AmountUnknown.SECRET: _l("Known, but we prefer not to tell it"),
    AmountUnknown.DEPENDS: _l("It depends on the solution that suppliers propose"),
}
RESERVED = {
    Reserved.DISABILITY: _l("Firms that employ people with a disability"),
    Reserved.INSERTION: _l("Firms that help people back into work"),
    Reserved.DISABILITY_AND_INSERTION: _l("Both of these kinds of firms"),
    Reserved.PRISON: _l("Workshops in prisons"),
    Reserved.ESS: _l("Social-economy enterprises, for social services"),
}
RESERVED_HINTS = {
    Reserved.DISABILITY: _l(
        "Adapted enterprises (EA) and work-help establishments (ESAT) with at least half of disabled "
        "workers. Article L2113-12 of the public procurement code."
    ),
    Reserved.INSERTION: _l(
        "Work-integration enterprises (SIAE) with at least half of disadvantaged workers. Article L2113-13."
    ),
    Reserved.DISABILITY_AND_INSERTION: _l(
        "Articles L2113-12 and L2113-13 together. Article L2113-14 (to be checked)."
    ),
    Reserved.PRISON: _l(
        "Production by prisoners who work under contract. Article L2113-13-1 (to be checked)."
    ),
    Reserved.ESS: _l(
        "Associations, cooperatives, mutuals, foundations and approved companies, only for the social and "
        "other specific services of the list annexed to the code, three years at most. Article L2113-15."
    ),
}
CONSIDERATIONS = {
    "social.insertion": _l("Hours of work for people far from employment"),
    "social.disability": _l("A share entrusted to firms that employ people with a disability"),
    "social.training": _l("Apprentices and trainees"),
    "social.equality": _l("Equality between women and men"),
    "social.accessibility": _l("Accessible to everybody, with or without a disability"),
    "social.fair_trade": _l("Fair trade"),
    "environment.carbon": _l("Fewer greenhouse gases, over the whole life of what is bought"),
    "environment.energy": _l("Less energy and water"),
    "environment.reuse": _l("Re-use, repair, second hand"),
    "environment.recycled": _l("Recycled or recyclable materials"),
    "environment.waste": _l("Less packaging and waste"),
    "environment.organic": _l("Organic or quality-labelled food"),
    "environment.direct_supply": _l("Direct supply, with one intermediary at most"),
    "environment.biodiversity": _l("Care for soils, water and biodiversity"),
}
MISSING = {
    "title": _l("the title"),
    "description": _l("the description"),
    "nature": _l("whether it is services, supplies or works"),
    "zone": _l("the place"),
    "answers_until": _l("a deadline for responses, still to come"),
}
ADVICE = {
    "problem": _l("Say what problem you want to solve: suppliers may know another way to solve it."),
    "users": _l("Say who will use it: pupils, residents, staff…"),
    "short": _l("The description is short. Two or three more sentences avoid many questions."),
    "jargon": _l("Write in full, or explain in brackets:"),
    "criteria": _l("Many requirements at once keep small firms away. Six essential ones are enough."),
    "place": _l("Without a place, suppliers nearby cannot be found."),
    "start": _l("Say when it should begin, even roughly."),
    "amount": _l(
        "Give a band of amount, or say why you cannot: without it, firms cannot tell if it is their size."
    ),
    "dates": _l("Check the order of the dates: responses, then the consultation, then the start."),
    "time": _l("Less than ten days to respond is short for a small firm."),
    "ess": _l(
        "Reserving for social-economy enterprises (L2113-15) holds only for social and other specific "
        "services, and the CPV code you chose is not one of them."
    ),
    "environment": _l(
        "Since 22 August 2026 at least one award criterion and the execution clauses of a consultation must "
        "take the environment into account (law 2021-1104, article 35; to be checked for your case)."
    ),
    "social": _l(
        "Above the European thresholds, social considerations are required too (law 2021-1104, article 35; "
        "to be checked for your case)."
    ),
    "lots": _l(
        "An amount of this size in a single piece is out of reach of small firms. Can it be cut into lots?"
    ),
}
SUGGESTED_QUESTIONS = (
    _l("What have you already done that is close to this need?"),
    _l("How would you go about it, and is there a better way than the one described?"),
    _l("How long do you need between the order and the start?"),
    _l("How large a part of this need can you take, alone or with others?"),
    _l("What makes the price vary most?"),
    _l("What in our usual requirements would keep you from answering?"),
    _l("What do you propose for the environment or for people far from employment?"),
)


def band_label(one: Band | None) -> str:
    if one is None:
        return ""
    if one.high is None:
        return gettext("€%(low)s or more, before tax", low=format_decimal(one.low))
    if one.low == 0:
        return gettext("Less than €%(high)s before tax", high=format_decimal(one.high))
    return gettext(
        "€%(low)s to €%(high)s before tax", low=format_decimal(one.low), high=format_decimal(one.high)
    )


def amount_label(need: Need) -> str:
    """The band, or why there is none; empty when nothing was said."""
    if need.amount_unknown is not None:
        return str(AMOUNT_UNKNOWN[need.amount_unknown])
    return band_label(band(need.amount_band))


def moment(value: datetime) -> str:
    """`mardi 8 septembre 2026 à 14 h 30`, in Paris time."""
    if language() == "fr":
        return first_of_month(format_datetime(value, "EEEE d MMMM y 'à' H'\u00a0h\u00a0'mm"))
    return format_datetime(value, "EEEE d MMMM y, HH:mm")


def short_moment(value: datetime) -> str:
    """`08/09/2026 14:30`, for tables."""
    return format_datetime(value, "dd/MM/y HH:mm" if language() == "fr" else "d MMM y, HH:mm")


def day(value: date) -> str:
    text = format_date(value, "d MMMM y")
    return first_of_month(text) if language() == "fr" else text


def language() -> str:
    return str(get_locale())


def cpv_label(code: str | None) -> str:
    found = cpv.get(code) if code else None
    return f"{found.label(language())} ({found.full_code})" if found else ""


def place_label(zone: zones.Zone) -> str:
    return zones.describe(zone, language())
