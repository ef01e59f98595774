"""An instance in numbers: people and pairs by rank, sets of slots as bit masks.

Slot `t` is bit `1 << t`. A pair sits at a *desk*: the home table of one of its two, or the pool of
tables that are nobody's home.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from .instance import Instance

POOL = -1
"""Desk of a pair in which nobody has a home table."""
NOWHERE = -2
"""Desk of a pair whose two have different home tables: they can never meet."""


Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Problem:
    """`rank`: a pair's number by its ids. `reach`: slots in which a person can meet at all; `open`:
    those that are not past.
    `bonus`: what a pair is worth in a slot beyond its value (re-planning under a penalty).
    """

    people: tuple[str, ...]
    rank: dict[tuple[str, str], int]
    slots: int
    buyer: tuple[int, ...]
    supplier: tuple[int, ...]
    value: tuple[int, ...]
    desk: tuple[int, ...]
    reach: tuple[int, ...]
    open: tuple[int, ...]
    workshop: tuple[int, ...]
    cap: tuple[int, ...]
    need: tuple[int, ...]
    pool: tuple[int, ...]
    shared: frozenset[int]
    runs: tuple[int, ...]
    windows: tuple[int, ...]
    bonus: dict[tuple[int, int], int]
    everyone: bool
    coverage: bool

    @cached_property
    def sides(self) -> tuple[Ints, Ints]:
        """Buyer and supplier by pair, as arrays."""
        return np.asarray(self.buyer, dtype=np.int64), np.asarray(self.supplier, dtype=np.int64)

    @cached_property
    def values(self) -> Ints:
        return np.asarray(self.value, dtype=np.int64)

    @cached_property
    def desks(self) -> Ints:
        return np.asarray(self.desk, dtype=np.int64)

    @property
    def ruled(self) -> bool:
        return bool(self.runs or self.windows)

    def common(self, pair: int) -> int:
        """Slots that both could still be given."""
        if self.desk[pair] == NOWHERE:
            return 0
        return self.open[self.buyer[pair]] & self.open[self.supplier[pair]]

    def worth(self, pair: int, slot: int) -> int:
        """Value and bonus."""
        return self.value[pair] + self.bonus.get((pair, slot), 0) if self.bonus else self.value[pair]

    def allows(self, person: int, meetings: int) -> bool:
        """Whether this set of meetings respects breaks and runs (workshops are no meetings)."""
        if any(meetings & run == run for run in self.runs):
            return False
        busy = meetings | self.workshop[person]
        return not any(meetings & window and busy & window == window for window in self.windows)


def mask(slots: tuple[int, ...]) -> int:
    return sum(1 << slot for slot in set(slots))


def compile_instance(instance: Instance) -> Problem:
    """The instance must be consistent."""
    rank = {person.id: index for index, person in enumerate(instance.participants)}
    workshop = _workshops(instance, rank)
    reach = _reach(instance, rank, workshop)
    past = (1 << instance.replan.frozen_before) - 1 if instance.replan else 0
    homes = {p.home_table for p in instance.participants if p.home_table is not None}
    buyer = tuple(rank[pair.buyer] for pair in instance.pairs)
    supplier = tuple(rank[pair.supplier] for pair in instance.pairs)
    return Problem(
        people=tuple(rank),
        rank={(pair.buyer, pair.supplier): index for index, pair in enumerate(instance.pairs)},
        slots=len(instance.slots),
        buyer=buyer,
        supplier=supplier,
        value=tuple(pair.value for pair in instance.pairs),
        desk=_desks(instance, buyer, supplier),
        reach=reach,
        open=tuple(slots & ~past for slots in reach),
        workshop=workshop,
        cap=tuple(min(person.max_meetings, len(instance.slots)) for person in instance.participants),
        need=tuple(person.min_meetings for person in instance.participants),
        pool=tuple(slot.tables - sum(home < slot.tables for home in homes) for slot in instance.slots),
        shared=_shared_homes(instance),
        runs=_runs(instance),
        windows=tuple(mask(window) for window in instance.rules.break_windows if window),
        bonus={},
        everyone=instance.objective.mode == "everyone_then_coverage_then_value",
        coverage=instance.objective.mode != "value",
    )


def _workshops(instance: Instance, rank: dict[str, int]) -> tuple[int, ...]:
    masks = [0] * len(rank)
    for workshop in instance.workshops:
        for person in workshop.enrolled:
            masks[rank[person]] |= mask(workshop.slots)
    return tuple(masks)


def _reach(instance: Instance, rank: dict[str, int], workshop: tuple[int, ...]) -> tuple[int, ...]:
    """A home table that a slot does not have closes the slot to its owner."""
    gone = [len(instance.slots)] * len(rank)
    for absence in instance.replan.absent if instance.replan else ():
        gone[rank[absence.id]] = min(gone[rank[absence.id]], absence.from_slot)
    masks = []
    for index, person in enumerate(instance.participants):
        present = mask(person.available) & ((1 << gone[index]) - 1)
        home = person.home_table
        seated = mask(tuple(slot.id for slot in instance.slots if home is None or home < slot.tables))
        masks.append(present & seated & ~workshop[index])
    return tuple(masks)


def _desks(instance: Instance, buyers: tuple[int, ...], suppliers: tuple[int, ...]) -> tuple[int, ...]:
    home = [POOL if p.home_table is None else p.home_table for p in instance.participants]
    return tuple(_desk(home[b], home[s]) for b, s in zip(buyers, suppliers, strict=True))


def _desk(one: int, other: int) -> int:
    if POOL in (one, other):
        return max(one, other)
    return one if one == other else NOWHERE


def _shared_homes(instance: Instance) -> frozenset[int]:
    """Home tables with two owners or more, who cannot meet others in the same slot."""
    seen: set[int] = set()
    shared: set[int] = set()
    for person in instance.participants:
        if person.home_table is not None:
            (shared if person.home_table in seen else seen).add(person.home_table)
    return frozenset(shared)


def _runs(instance: Instance) -> tuple[int, ...]:
    """Each way of meeting once too often in a row inside a block."""
    most = instance.rules.max_consecutive
    if most is None:
        return ()
    blocks = [slot.block for slot in instance.slots]
    starts = range(len(blocks) - most)
    return tuple(
        ((1 << (most + 1)) - 1) << start for start in starts if blocks[start] == blocks[start + most]
    )
