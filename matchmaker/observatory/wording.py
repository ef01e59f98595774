"""The observatory's words: indicators, dimensions, choices of filters, in the reader's language."""

from __future__ import annotations

from flask_babel import format_decimal, get_locale, gettext
from flask_babel import lazy_gettext as _l

from matchmaker.observatory.indicators.filters import Filters
from matchmaker.reference import cpv, territories

INDICATORS = {
    "contracts": _l("Contracts"),
    "concessions": _l("Concessions"),
    "buyers": _l("Buyers"),
    "suppliers": _l("Contract holders"),
    "contracts_flagged": _l("Contracts flagged"),
    "duplicates_merged": _l("Duplicate lines merged"),
    "lines_read": _l("Lines read"),
    "lines_rejected": _l("Lines set aside"),
    "amount_retained": _l("Amount of the contracts"),
    "amount_framework_maxima": _l("Maxima of framework agreements"),
    "amount_median": _l("Median amount"),
    "amount_unusable": _l("Contracts without usable amount"),
    "share_sme": _l("Small and medium firms"),
    "share_sme_amount": _l("Small and medium firms, by amount"),
    "share_ess_declared": _l("Social economy, as declared"),
    "share_ess_declared_amount": _l("Social economy, as declared, by amount"),
    "share_ess_wide": _l("Social economy"),
    "share_ess_wide_amount": _l("Social economy, by amount"),
    "share_same_department": _l("Firms of the buyer’s department"),
    "share_same_department_amount": _l("Firms of the buyer’s department, by amount"),
    "share_same_region": _l("Firms of the buyer’s region"),
    "share_same_region_amount": _l("Firms of the buyer’s region, by amount"),
    "share_social": _l("Social clause or criterion"),
    "share_social_amount": _l("Social clause or criterion, by amount"),
    "share_environmental": _l("Environmental clause or criterion"),
    "share_environmental_amount": _l("Environmental clause or criterion, by amount"),
    "share_reserved": _l("Reserved contracts"),
    "share_innovative": _l("Innovative contracts"),
    "share_single_bid": _l("Contracts with a single offer"),
    "share_newcomers": _l("Newcomers"),
    "offers_median": _l("Median number of offers"),
    "share_top5": _l("Part of the five largest holders"),
    "hhi": _l("Concentration index"),
    "renewals_12_months": _l("Contracts that end within twelve months"),
    "delay_mean_days": _l("Mean payment delay"),
    "delay_median_days": _l("Median payment delay"),
    "delay_p90_days": _l("Delay of nine payments out of ten"),
    "delay_share_over_limit": _l("Payments after the legal limit"),
}
FAMILIES = {
    "state": _l("State"),
    "hospital": _l("Hospitals"),
    "local": _l("Local authorities"),
    "other": _l("Other public bodies"),
    "undertaking": _l("Public undertakings"),
}
PROCEDURES = {
    "adapted": _l("Adapted procedure"),
    "open": _l("Open procedure"),
    "restricted": _l("Restricted procedure"),
    "negotiated": _l("Negotiated procedure"),
    "dialogue": _l("Competitive dialogue"),
    "without_competition": _l("Without publicity or competition"),
}
PURCHASES = {"works": _l("Works"), "supplies": _l("Supplies"), "services": _l("Services")}
SIZES = {
    "sme": _l("Small or medium firm"),
    "other": _l("Larger firm"),
    "unknown": _l("Size not known"),
}
SOCIAL = {
    "yes": _l("Of the social economy"),
    "no": _l("Not of the social economy"),
    "unknown": _l("Social economy not known"),
}
CLAUSES = {
    "social": _l("Social clause or criterion"),
    "environmental": _l("Environmental clause or criterion"),
    "reserved": _l("Reserved contract"),
}
FILTERS = {
    "year": _l("Year"),
    "department": _l("Department of the buyer"),
    "region": _l("Region of the buyer"),
    "buyer": _l("Buyer (SIRET or SIREN)"),
    "family": _l("Kind of body"),
    "cpv": _l("CPV code, or its first digits"),
    "supplier": _l("Contract holder (SIRET or SIREN)"),
    "procedure": _l("Procedure"),
    "purchase": _l("Works, supplies or services"),
    "size": _l("Size of the firm"),
    "ess": _l("Social economy"),
    "clause": _l("Clause"),
    "amount_min": _l("Amount from (€)"),
    "amount_max": _l("Amount up to (€)"),
}
DIMENSIONS = {
    "year": _l("Year"),
    "family": _l("Kind of body"),
    "department": _l("Department"),
    "division": _l("CPV division"),
    "purchase": _l("Works, supplies or services"),
    "procedure": _l("Procedure"),
    "buyer": _l("Buyer"),
    "supplier": _l("Contract holder"),
}
MEASURES = {
    "contracts": _l("Contracts"),
    "amount": _l("Amount of the contracts"),
    "sme": _l("Small and medium firms"),
    "ess_wide": _l("Social economy"),
    "same_department": _l("Firms of the buyer’s department"),
    "same_region": _l("Firms of the buyer’s region"),
    "social": _l("Social clause or criterion"),
    "environmental": _l("Environmental clause or criterion"),
    "reserved": _l("Reserved contracts"),
    "newcomers": _l("Newcomers"),
}
CHOICES = {
    "family": FAMILIES,
    "procedure": PROCEDURES,
    "purchase": PURCHASES,
    "size": SIZES,
    "ess": SOCIAL,
    "clause": CLAUSES,
}


def indicator(key: str) -> str:
    return str(INDICATORS[key])


def value(name: str, given: str | int | None) -> str:
    """The words of one value of a filter or a dimension."""
    if given is None:
        return gettext("not known")
    text = str(given)
    if name in CHOICES:
        return str(CHOICES[name].get(text, text))
    if name == "department" and (department := territories.department(text)):
        return f"{department.name} ({text})"
    if name == "region" and (region := territories.region(text)):
        return region.name
    if name in ("cpv", "division") and (label := cpv_words(text)):
        return f"{text} – {label}"
    if name in ("amount_min", "amount_max"):
        figure = format_decimal(int(text))
        return f"{figure}\u00a0€" if str(get_locale()) == "fr" else f"€{figure}"
    return text


def cpv_words(code: str) -> str | None:
    found = cpv.get(code.ljust(8, "0"))
    if found is None:
        return None
    return found.label_fr if str(get_locale()) == "fr" else found.label_en


def scope(filters: Filters) -> str:
    """What a figure is about, in a line."""
    told = [value(name, given) for name, given in filters.as_dict().items()]
    return ", ".join(told) or gettext("all imported contracts")


def chip(name: str, given: str | int) -> str:
    if name == "amount_min":
        return gettext("from %(amount)s", amount=value(name, given))
    if name == "amount_max":
        return gettext("up to %(amount)s", amount=value(name, given))
    if name in ("buyer", "supplier"):
        return f"{DIMENSIONS[name]} {given}"
    return value(name, given)
