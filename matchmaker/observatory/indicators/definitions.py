"""Every indicator: its key, unit, exact definition, and how it is made from totals.

Sources of the choices: docs/observatory.md. Texts are message ids: pages show them in the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matchmaker.errors import N_
from matchmaker.observatory.indicators.values import Indicator, Totals
from matchmaker.observatory.method.shares import LEAST_KNOWN, share, wilson


@dataclass(frozen=True, slots=True)
class Definition:
    key: str
    unit: str
    text: str
    make: Callable[[Definition, Totals], Indicator]

    def of(self, totals: Totals) -> Indicator:
        return self.make(self, totals)


def _number(totals: Totals, name: str) -> float | int:
    return totals.get(name) or 0


def _count(name: str) -> Callable[[Definition, Totals], Indicator]:
    def make(told: Definition, totals: Totals) -> Indicator:
        value = int(_number(totals, name))
        return Indicator(told.key, value, value, None, 0, told.unit, told.text)

    return make


def _sum(name: str) -> Callable[[Definition, Totals], Indicator]:
    """A sum of euros to the cent, over the contracts that have an amount."""

    def make(told: Definition, totals: Totals) -> Indicator:
        value = round(_number(totals, name), 2)
        contracts = int(_number(totals, f"{name}_contracts"))
        unusable = int(_number(totals, "amount_unusable"))
        return Indicator(told.key, value, value, contracts, unusable, told.unit, told.text)

    return make


def _median(name: str, known: str, unknown: str | None) -> Callable[[Definition, Totals], Indicator]:
    def make(told: Definition, totals: Totals) -> Indicator:
        value, held = totals.get(name), int(_number(totals, known))
        missing = _number(totals, unknown) if unknown else _number(totals, "contracts") - held
        return Indicator(told.key, value, None, held, int(missing), told.unit, told.text)

    return make


def _share(name: str) -> Callable[[Definition, Totals], Indicator]:
    """Of contracts, with the interval of Wilson."""

    def make(told: Definition, totals: Totals) -> Indicator:
        yes, known = int(_number(totals, f"{name}_yes")), int(_number(totals, f"{name}_known"))
        unknown = int(_number(totals, f"{name}_unknown"))
        value, interval = share(yes, known), wilson(yes, known)
        return Indicator(told.key, value, yes, known, unknown, told.unit, told.text, interval)

    return make


def _share_amount(name: str) -> Callable[[Definition, Totals], Indicator]:
    def make(told: Definition, totals: Totals) -> Indicator:
        yes = round(_number(totals, f"{name}_amount_yes"), 2)
        known = round(_number(totals, f"{name}_amount_known"), 2)
        contracts = _number(totals, f"{name}_amount_contracts")
        value = share(yes, known, known_contracts=int(contracts))
        unknown = int(_number(totals, f"{name}_unknown"))
        return Indicator(told.key, value, yes, known, unknown, told.unit, told.text)

    return make


def _top5(told: Definition, totals: Totals) -> Indicator:
    top, known = _number(totals, "top5_amount"), _number(totals, "supplier_amount")
    value = share(top, known, known_contracts=int(_number(totals, "supplier_contracts")))
    unknown = int(_number(totals, "supplier_unknown"))
    return Indicator(told.key, value, round(top, 2), round(known, 2), unknown, told.unit, told.text)


def _hhi(told: Definition, totals: Totals) -> Indicator:
    enough = _number(totals, "supplier_contracts") >= LEAST_KNOWN
    known, unknown = _number(totals, "supplier_amount"), int(_number(totals, "supplier_unknown"))
    value = totals.get("hhi") if enough else None
    return Indicator(told.key, value, None, round(known, 2), unknown, told.unit, told.text)


def _renewals(told: Definition, totals: Totals) -> Indicator:
    value, known = int(_number(totals, "renewals")), int(_number(totals, "renewals_known"))
    unknown = int(_number(totals, "contracts")) - known
    return Indicator(told.key, value, value, known, unknown, told.unit, told.text)


def _delay(name: str) -> Callable[[Definition, Totals], Indicator]:
    """Weighted by payments; null under ten payments, and where the files did not give the figure."""

    def make(told: Definition, totals: Totals) -> Indicator:
        total = _number(totals, f"delay_{name}_total")
        payments = int(_number(totals, f"delay_{name}_payments"))
        value = total / payments if payments >= LEAST_KNOWN else None
        unknown = int(_number(totals, f"delay_{name}_unknown"))
        return Indicator(
            told.key, value, total if payments else None, payments, unknown, told.unit, told.text
        )

    return make


DEFINITIONS = (
    Definition(
        "contracts",
        "contracts",
        N_(
            "Distinct contracts (buyer and number), by the year of their first notification. Concessions are apart."
        ),
        _count("contracts"),
    ),
    Definition(
        "concessions",
        "contracts",
        N_("Distinct concession contracts. They enter no amount."),
        _count("concessions"),
    ),
    Definition(
        "buyers", "buyers", N_("Distinct buyers (SIRET) with at least one contract."), _count("buyers")
    ),
    Definition(
        "suppliers",
        "suppliers",
        N_(
            "Distinct suppliers, by the number that identifies them, of the current version of each contract."
        ),
        _count("suppliers"),
    ),
    Definition(
        "contracts_flagged",
        "contracts",
        N_(
            "Contracts whose amount is not usable, is repeated on lots, or jumps from one version to the next, and contracts that may be told twice by two sources."
        ),
        _count("contracts_flagged"),
    ),
    Definition(
        "duplicates_merged",
        "lines",
        N_(
            "Lines that told a contract again, merged into it: the latest publication is kept and completed by the others."
        ),
        _count("duplicates_merged"),
    ),
    Definition(
        "lines_read", "lines", N_("Lines of the imported files, whatever the filters."), _count("lines_read")
    ),
    Definition(
        "lines_rejected",
        "lines",
        N_("Lines set aside with their reason, whatever the filters."),
        _count("lines_rejected"),
    ),
    Definition(
        "amount_retained",
        "EUR",
        N_(
            "Sum of the retained amounts before tax, once per contract. The maxima of framework agreements are apart."
        ),
        _sum("amount_retained"),
    ),
    Definition(
        "amount_framework_maxima",
        "EUR",
        N_("Sum of the retained maxima of framework agreements: what may be spent, not what is."),
        _sum("amount_framework"),
    ),
    Definition(
        "amount_median",
        "EUR",
        N_("Median of the retained amounts, framework agreements apart."),
        _median("amount_median", "amount_retained_contracts", "amount_unusable"),
    ),
    Definition(
        "amount_unusable",
        "contracts",
        N_(
            "Contracts without usable amount: missing, zero, under one euro, all nines, one digit repeated, above three billion, or out of line with similar contracts."
        ),
        _count("amount_unusable"),
    ),
    Definition(
        "share_sme",
        "share",
        N_(
            "Contracts with at least one small or medium supplier, among those whose suppliers’ size is known."
        ),
        _share("sme"),
    ),
    Definition(
        "share_sme_amount",
        "share",
        N_(
            "Retained amount of small and medium suppliers, split equally between co-contractors, out of the amount of suppliers whose size is known."
        ),
        _share_amount("sme"),
    ),
    Definition(
        "share_ess_declared",
        "share",
        N_(
            "Contracts with at least one supplier of the social economy as the register declares it, among those where it is known."
        ),
        _share("ess_declared"),
    ),
    Definition(
        "share_ess_declared_amount",
        "share",
        N_(
            "Retained amount of suppliers of the social economy as the register declares it, split equally, out of the amount of suppliers where it is known."
        ),
        _share_amount("ess_declared"),
    ),
    Definition(
        "share_ess_wide",
        "share",
        N_(
            "Contracts with at least one supplier of the social economy by the register, by its legal category, or as known to this platform, among those where it is known."
        ),
        _share("ess_wide"),
    ),
    Definition(
        "share_ess_wide_amount",
        "share",
        N_(
            "Retained amount of suppliers of the social economy in the wide reading, split equally, out of the amount of suppliers where it is known."
        ),
        _share_amount("ess_wide"),
    ),
    Definition(
        "share_same_department",
        "share",
        N_(
            "Contracts with at least one supplier’s establishment in the buyer’s department, among those where both are known. A description, not a ranking."
        ),
        _share("same_department"),
    ),
    Definition(
        "share_same_department_amount",
        "share",
        N_(
            "Retained amount of establishments in the buyer’s department, split equally, out of the amount of those whose place is known."
        ),
        _share_amount("same_department"),
    ),
    Definition(
        "share_same_region",
        "share",
        N_(
            "Contracts with at least one supplier’s establishment in the buyer’s region, among those where both are known."
        ),
        _share("same_region"),
    ),
    Definition(
        "share_same_region_amount",
        "share",
        N_(
            "Retained amount of establishments in the buyer’s region, split equally, out of the amount of those whose place is known."
        ),
        _share_amount("same_region"),
    ),
    Definition(
        "share_social",
        "share",
        N_(
            "Contracts with a social clause or criterion, among those where it is told. Not communicated is unknown, not no."
        ),
        _share("social"),
    ),
    Definition(
        "share_social_amount",
        "share",
        N_(
            "Retained amount of contracts with a social clause or criterion, out of the amount of those where it is told."
        ),
        _share_amount("social"),
    ),
    Definition(
        "share_environmental",
        "share",
        N_("Contracts with an environmental clause or criterion, among those where it is told."),
        _share("environmental"),
    ),
    Definition(
        "share_environmental_amount",
        "share",
        N_(
            "Retained amount of contracts with an environmental clause or criterion, out of the amount of those where it is told."
        ),
        _share_amount("environmental"),
    ),
    Definition(
        "share_reserved",
        "share",
        N_("Contracts reserved for inclusive suppliers, among those whose social considerations are told."),
        _share("reserved"),
    ),
    Definition(
        "share_innovative",
        "share",
        N_("Contracts declared innovative, among those where it is told."),
        _share("innovative"),
    ),
    Definition(
        "share_single_bid",
        "share",
        N_(
            "Contracts with a single offer, among those passed with competition whose number of offers is known."
        ),
        _share("single_bid"),
    ),
    Definition(
        "share_newcomers",
        "share",
        N_(
            "Contracts with at least one supplier that had no contract from the same buyer in the 36 months before, as far as the imported data goes back, among dated contracts with an identified supplier."
        ),
        _share("newcomers"),
    ),
    Definition(
        "offers_median",
        "offers",
        N_("Median number of offers received, where it is known."),
        _median("offers_median", "offers_known", None),
    ),
    Definition(
        "share_top5",
        "share",
        N_(
            "Part of the five suppliers with the largest retained amounts, out of the amount of identified suppliers."
        ),
        _top5,
    ),
    Definition(
        "hhi",
        "index",
        N_("Herfindahl–Hirschman index (0 to 1) of the retained amounts over identified suppliers."),
        _hhi,
    ),
    Definition(
        "renewals_12_months",
        "contracts",
        N_(
            "Contracts whose notification and duration end within the twelve months after the date of the figures."
        ),
        _renewals,
    ),
    Definition(
        "delay_mean_days",
        "days",
        N_(
            "Mean payment delay, weighted by payments. A mean under the limit hides late payments: read the share over the limit first."
        ),
        _delay("mean"),
    ),
    Definition(
        "delay_median_days",
        "days",
        N_("Median payment delays of buyers, weighted by payments, where they are given."),
        _delay("median"),
    ),
    Definition(
        "delay_p90_days",
        "days",
        N_(
            "Delays within which nine payments out of ten are made, weighted by payments, where they are given."
        ),
        _delay("p90"),
    ),
    Definition(
        "delay_share_over_limit",
        "share",
        N_(
            "Payments after the legal limit of the buyer’s family (30, 50 or 60 days), weighted by payments, where it is given."
        ),
        _delay("share_over_limit"),
    ),
)
KEYS = tuple(one.key for one in DEFINITIONS)


def indicators(totals: Totals) -> tuple[Indicator, ...]:
    """All of them, in the order of the definitions."""
    return tuple(one.of(totals) for one in DEFINITIONS)
