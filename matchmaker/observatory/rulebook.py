"""The rules of method in words: the names that lines and contracts carry, and what each does."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from matchmaker.observatory.asking.quality import Quality

# Sources and constants of each: docs/observatory.md.
RULES = {
    "accents_lost": _l("Lost accents are told: the text stays as it was"),
    "amount_above_ceiling": _l("Amount above three billion euros: not retained"),
    "amount_below_one": _l("Amount under one euro: not retained"),
    "amount_missing": _l("No amount: none is invented"),
    "amount_nines": _l("Amount made of nines: a placeholder, not retained"),
    "amount_repeated_digit": _l("Amount of one digit repeated: a placeholder, not retained"),
    "amount_zero": _l("Amount of zero: not retained"),
    "buyer_number_malformed": _l("The buyer’s number is not a SIRET: kept as it is"),
    "cpv_check_digit": _l("Check digit of the CPV code taken off"),
    "cpv_malformed": _l("CPV code that cannot be read: unknown"),
    "cpv_short": _l("Short CPV code: completed by zeros"),
    "date_absurd": _l("Year outside 1990–2099: no date"),
    "date_malformed": _l("Date that cannot be read: no date"),
    "date_other_form": _l("Date written in another form: read"),
    "date_time_zone": _l("Time zone cut from the date"),
    "duration_absurd": _l("Impossible duration: unknown"),
    "identifier_type_corrected": _l("The number is a SIRET, whatever kind was told"),
    "identifier_type_spelling": _l("Spelling of the kind of number made alike"),
    "identifier_type_unknown": _l("Kind of number not known"),
    "markup_in_object": _l("Markup taken off the object"),
    "nature_spelling": _l("Spelling of the nature made alike"),
    "nature_unknown": _l("Nature not known"),
    "none_beside_a_clause": _l("“None” beside a clause: the clause is kept"),
    "notification_missing": _l("No date of notification: no year"),
    "number_too_long": _l("Contract number cut to what can be held"),
    "offers_absurd": _l("Impossible number of offers: unknown"),
    "person_masked": _l("Name of a natural person taken off"),
    "place_unreadable": _l("Place that cannot be read: unknown"),
    "procedure_spelling": _l("Spelling of the procedure made alike"),
    "procedure_unknown": _l("Procedure not known"),
    "supplier_missing": _l("No contract holder told"),
    "supplier_number_malformed": _l("The holder’s number is not a SIRET: kept as it is"),
    "supplier_unidentified": _l("Contract holder without number"),
}
REASONS = {
    "missing": _l("Amount missing"),
    "zero": _l("Amount of zero"),
    "below_one": _l("Amount under one euro"),
    "nines": _l("Amount made of nines"),
    "repeated_digit": _l("One digit repeated"),
    "above_ceiling": _l("Above three billion euros"),
    "above_fence": _l("Out of line with similar contracts, to be looked at"),
    "repeated_on_lots": _l("Same amount repeated on lots, counted once"),
}
FLAGS = {
    "suspected_increment": _l(
        "A modification that seems to tell the increment alone: the amount before stands"
    ),
    "suspected_slip": _l("A modification that jumps more than five times: the amount before stands"),
    "repeated_on_lots": _l("Same amount repeated on lots, counted once"),
    "maybe_twice": _l("Perhaps told twice, by two sources: kept, never merged"),
}
UNKNOWN = {
    "notified": _l("Date of notification"),
    "cpv": _l("CPV code"),
    "procedure": _l("Procedure"),
    "duration": _l("Duration"),
    "offers": _l("Number of offers"),
    "social": _l("Social considerations"),
    "environmental": _l("Environmental considerations"),
    "innovative": _l("Innovation"),
    "department": _l("Department of the buyer"),
    "sme": _l("Size of the firm"),
    "ess_declared": _l("Social economy, as declared"),
    "ess_wide": _l("Social economy"),
    "same_department": _l("Place of the firm"),
    "newcomer": _l("Newcomers"),
}


def words(book: Mapping[str, object], name: str) -> str:
    """A name without words yet is shown as it is."""
    return str(book.get(name, name))


def told(quality: Quality) -> list[tuple[str, str, int]]:
    """(name, words, contracts touched): every rule, those that touched nothing included."""
    found = [(name, str(text), quality.rules.get(name, 0)) for name, text in RULES.items()]
    found += [(name, str(text), quality.reasons.get(name, 0)) for name, text in REASONS.items()]
    found += [
        (name, str(text), quality.flags.get(name, 0)) for name, text in FLAGS.items() if name not in REASONS
    ]
    return sorted(found, key=lambda row: (-row[2], row[1]))
