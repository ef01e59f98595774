"""What makes two lines one contract: the buyer's number and the contract's, made alike."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import lru_cache

LONGEST_ID = 100
OFFICIAL_ID = 16
_SEPARATORS = re.compile(r"[\s,\\./]")
_BETWEEN_DIGITS = re.compile(r"[\s.\-_]+")


@lru_cache(maxsize=20_000)
def buyer_number(text: str) -> tuple[str | None, str | None]:
    """The buyer's SIRET as it can be read, and the rule: spaces and points are dropped, nothing is added.

    A number that has not 14 digits is kept (`buyer_number_malformed`): it still tells one buyer.
    """
    digits = _BETWEEN_DIGITS.sub("", text)
    if not digits or digits.upper() == "NC" or not digits.strip("0") or len(digits) > LONGEST_ID:
        return None, None
    well_formed = len(digits) == 14 and digits.isascii() and digits.isdigit()
    return digits, None if well_formed else "buyer_number_malformed"


def contract_number(text: str) -> tuple[str | None, str | None]:
    """The contract's number with its separators made alike (as decp.info does); None when there is none."""
    number = _SEPARATORS.sub("_", text.strip())
    if not number.strip("_") or number.upper() == "NC" or len(number) > LONGEST_ID:
        return None, None
    return number, "number_too_long" if len(number) > OFFICIAL_ID else None


def forms_of(said: str) -> tuple[str, ...]:
    """The numbers under which a contract may stand whose number somebody typed: made alike, and without the
    order of its modification, which 2019's siblings are joined under."""
    number, _rule = contract_number(said)
    if number is None:
        return ()
    family = order_of(number)
    return (number, family[0]) if family else (number,)


def same_number(said: str, number: str) -> bool:
    """Whether what a buyer typed is this contract's number, whatever the separators and the capitals."""
    return number.casefold() in {one.casefold() for one in forms_of(said)}


def order_of(number: str) -> tuple[str, int] | None:
    """In the 2019 format the last two digits tell the modification: (`2018175`, 1) for `201817501`.

    None where the number is too short or does not end so.
    """
    if len(number) < 7 or not number[-2:].isdigit() or not number[-2:].isascii():
        return None
    return number[:-2], int(number[-2:])


def is_family(orders: Set[int]) -> bool:
    """These orders of one stem are one contract: the first (00) is there, and each follows the last.

    Numbers that merely share their beginning (2018160, 2018166, …) are contracts of their own.
    """
    return len(orders) > 1 and orders == set(range(len(orders)))


def stems(numbers: Mapping[str, object]) -> dict[str, tuple[str, int]]:
    """Number → (stem, order) for the 2019 numbers of ONE buyer that are versions of one contract.

    The values are what must be equal for two numbers to be siblings: object and suppliers.
    """
    groups: dict[tuple[str, object], dict[int, str]] = {}
    for number, content in numbers.items():
        found = order_of(number)
        if found:
            groups.setdefault((found[0], content), {})[found[1]] = number
    return {
        number: (stem, order)
        for (stem, _content), orders in groups.items()
        if is_family(orders.keys())
        for order, number in orders.items()
    }
