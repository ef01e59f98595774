"""Partners for those of whom nothing is known: shared out evenly, by chance that anybody can compute again.

Nobody is favoured: whoever has the fewest partners comes first, and among equals the order is a hash of the
event and of the two people, neither names nor who registered first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Key = tuple[int, int]
Hashes = NDArray[np.uint64]


def shared_out(
    event: int,
    sides: tuple[Iterable[int], Iterable[int]],
    unread: Set[int],
    each: int,
    held: Set[Key] = frozenset(),
    apart: Callable[[Key], bool] = lambda key: False,
) -> set[Key]:
    """Pairs (buyer, firm) that bring each of `unread` to `each` partners, as far as the other side has them.

    `held`: pairs that exist, which count for both; `apart`: those that must not be made.
    """
    people = tuple(_in_order(event, side) for side in sides)
    place = [{person: at for at, person in enumerate(side)} for side in people]
    load = [np.zeros(len(side), dtype=np.int64) for side in people]
    for key in held:
        for side in (0, 1):
            if key[side] in place[side]:
                load[side][place[side][key[side]]] += 1
    made: set[Key] = set()
    # The larger side first: what it is given is often enough for the other.
    for side in sorted((0, 1), key=lambda one: -len(people[one])):
        others = np.array([_hash(event, one) for one in people[1 - side]], dtype=np.uint64)
        for at, person in enumerate(people[side]):
            wanted = each - int(load[side][at]) if person in unread else 0
            if wanted <= 0:
                continue
            for other in np.lexsort((_mixed(others ^ _hash(event, person)), load[1 - side])):
                key = (person, people[1][other]) if side == 0 else (people[0][other], person)
                if key not in held and key not in made and not apart(key):
                    made.add(key)
                    load[side][at] += 1
                    load[1 - side][other] += 1
                    wanted -= 1
                    if not wanted:
                        break
    return made


def _in_order(event: int, people: Iterable[int]) -> Sequence[int]:
    return sorted(people, key=lambda one: (int(_hash(event, one)), one))


def _hash(event: int, person: int) -> np.uint64:
    return np.uint64(int.from_bytes(blake2b(f"{event}:{person}".encode(), digest_size=8).digest(), "big"))


def _mixed(values: Hashes) -> Hashes:
    """Every bit of a pair's hash depends on every bit of both people's (the finaliser of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(values ^ (values >> np.uint64(31)))
