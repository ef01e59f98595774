"""Which amount of a contract may be added up: the declared one is kept, the retained one may be none.

An amount is never replaced by an invention: it is retained as declared, or it is null with a reason.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import median

LOWEST, HIGHEST = 1, 3_000_000_000
NINES_FROM = 99_999
REPEATED_DIGITS_FROM = 6
# A modification outside of these bounds is more often an increment, or a slip, than a new total.
LOWEST_RATIO, HIGHEST_RATIO = 0.2, 5.0
FENCE_MADS = 6
LEAST_SPREAD = 0.3  # of logarithms: nothing under six times the median is out of line
FENCE_FROM = 10  # usable amounts of one division and nature before a fence means something
LOTS_FROM_AMOUNT, LOTS_FROM_COUNT = 500_000, 3

MISSING, ZERO, BELOW_ONE, NINES = "missing", "zero", "below_one", "nines"
REPEATED_DIGIT, ABOVE_CEILING, ABOVE_FENCE = "repeated_digit", "above_ceiling", "above_fence"
UNUSABLE = (MISSING, ZERO, BELOW_ONE, NINES, REPEATED_DIGIT, ABOVE_CEILING, ABOVE_FENCE)


def read_amount(value: object) -> float | None:
    """Euros from a number or from text (`12 345,60`); None when it is not a finite number."""
    if isinstance(value, str):
        value = value.strip().replace(" ", "").replace("\u00a0", "").replace("\u202f", "").rstrip("€")
        value = value.replace(",", ".")
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        amount = float(value)  # type: ignore[arg-type]  # whatever a file holds: refused below
    except (TypeError, ValueError, OverflowError):
        return None
    return amount if math.isfinite(amount) else None


def unusable_reason(amount: float | None) -> str | None:
    """Why this declared amount cannot be added up, or None: nines from 99,999 up, one digit repeated from
    six digits up (33,333 is a plausible price), under 1 euro, above 3 billion."""
    if amount is None:
        return MISSING
    if amount == 0:
        return ZERO
    if amount < LOWEST:
        return BELOW_ONE
    if amount >= NINES_FROM:
        reason = _run_of_one_digit(amount)
        if reason:
            return reason
    return ABOVE_CEILING if amount > HIGHEST else None


def _run_of_one_digit(amount: float) -> str | None:
    digits = f"{amount:.2f}"
    whole, cents = digits[:-3], digits[-2:]
    first = whole[0]
    if whole.count(first) != len(whole) or cents not in ("00", first * 2):
        return None
    if first == "9":
        return NINES
    return REPEATED_DIGIT if len(whole) >= REPEATED_DIGITS_FROM else None


def after_modification(before: float | None, declared: float | None) -> tuple[float | None, str | None]:
    """The amount after a modification and the flag it raises.

    Within a fifth and five times the amount before, the declared one is the new total. Under, it is
    suspected to be the increment alone; over, a slip: both are flagged and the amount before stands.
    """
    if declared is None or unusable_reason(declared) is not None:
        return before, None
    if before is None or unusable_reason(before) is not None:
        return declared, None
    ratio = declared / before
    if ratio < LOWEST_RATIO:
        return before, "suspected_increment"
    if ratio > HIGHEST_RATIO:
        return before, "suspected_slip"
    return declared, None


def current_amount(declared: Sequence[float | None]) -> tuple[float | None, tuple[str, ...]]:
    """The amount of the last version, from those of all versions in order, and the flags raised."""
    amount: float | None = declared[0] if declared else None
    flags: list[str] = []
    for later in declared[1:]:
        amount, flag = after_modification(amount, later)
        flags += [flag] if flag else []
    return amount, tuple(dict.fromkeys(flags))


def fence(amounts: Iterable[float]) -> float | None:
    """The highest plausible amount of one CPV division and nature: median + 6 MAD of the logarithms.

    A spread under LEAST_SPREAD counts as that: where prices are alike, twice the usual is no anomaly. None
    under ten amounts: nothing is then said to be out of line.
    """
    logs = [math.log(amount) for amount in amounts]
    if len(logs) < FENCE_FROM:
        return None
    middle = median(logs)
    spread = max(LEAST_SPREAD, median(abs(one - middle) for one in logs))
    return math.exp(middle + FENCE_MADS * spread)


def repeated_on_lots(count: int, amount: float | None, notified: object) -> bool:
    """One buyer, one day, one amount of at least 500,000 euros, three times or more: each lot carries the
    whole; it is counted once and the others are flagged."""
    large = amount is not None and amount >= LOTS_FROM_AMOUNT
    return large and notified is not None and count >= LOTS_FROM_COUNT
