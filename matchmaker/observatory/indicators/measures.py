"""The counts and sums that indicators are made of, each by name: what a source must be able to tell.

`contracts` are marchés (concessions apart). For each status S of `SPLIT` and `WHOLE`:
S_yes, S_known, S_unknown count contracts; S_amount_yes, S_amount_known add retained amounts (framework maxima
apart), split equally between co-contractors for those of SPLIT; S_amount_contracts counts the contracts that
have both an amount and a known status.
"""

from __future__ import annotations

SPLIT = ("sme", "ess_declared", "ess_wide", "same_department", "same_region")
WHOLE = ("social", "environmental")
COUNTED = ("reserved", "innovative", "single_bid", "newcomers")
DELAYS = ("mean", "median", "p90", "share_over_limit")

COUNTS = (
    "contracts",
    "concessions",
    "buyers",
    "suppliers",
    "contracts_flagged",
    "duplicates_merged",
    "lines_read",
    "lines_rejected",
)
AMOUNTS = (
    "amount_retained",
    "amount_retained_contracts",
    "amount_framework",
    "amount_framework_contracts",
    "amount_median",
    "amount_unusable",
)
OTHERS = (
    "offers_median",
    "offers_known",
    "top5_amount",
    "supplier_amount",
    "hhi",
    "supplier_contracts",
    "supplier_unknown",
    "renewals",
    "renewals_known",
)


def of_status(name: str) -> tuple[str, ...]:
    return tuple(f"{name}_{part}" for part in ("yes", "known", "unknown"))


def of_amounts(name: str) -> tuple[str, ...]:
    return tuple(f"{name}_amount_{part}" for part in ("yes", "known", "contracts"))


MEASURES = (
    *COUNTS,
    *AMOUNTS,
    *OTHERS,
    *(measure for name in (*SPLIT, *WHOLE, *COUNTED) for measure in of_status(name)),
    *(measure for name in (*SPLIT, *WHOLE) for measure in of_amounts(name)),
    *(f"delay_{name}_{part}" for name in DELAYS for part in ("total", "payments", "unknown")),
)
