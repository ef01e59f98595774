"""Tiny instances in which everything of the contract can happen."""

from dataclasses import replace

from hypothesis import assume
from hypothesis import strategies as st

from matchmaker.scheduling.instance import (
    MODES,
    Absence,
    Instance,
    Lock,
    Objective,
    Pair,
    Participant,
    Policy,
    Replan,
    Rules,
    Slot,
    Workshop,
)
from matchmaker.scheduling.plan import Plan

from .exhaustive import plans


def _slot(rank: int, block: int, tables: int) -> Slot:
    return Slot(rank, f"{9 + rank:02}:00", f"{9 + rank:02}:45", block, tables)


@st.composite
def instances(draw: st.DrawFn, most_pairs: int = 6) -> Instance:
    count = draw(st.integers(2, 4))
    cut = draw(st.integers(1, count))
    slots = tuple(_slot(rank, int(rank >= cut), draw(st.integers(1, 3))) for rank in range(count))
    hours = st.lists(st.integers(0, count - 1), max_size=count, unique=True).map(lambda s: tuple(sorted(s)))
    full = st.just(tuple(range(count)))
    homes = st.one_of(st.none(), st.none(), st.integers(0, min(slot.tables for slot in slots) - 1))
    people = tuple(
        Participant(
            f"{role[0]}{rank}",
            role,  # type: ignore[arg-type]
            draw(st.one_of(full, hours)),
            draw(st.integers(0, 4)),
            draw(st.integers(0, 2)),
            draw(homes) if role == "buyer" or draw(st.integers(0, 5)) == 0 else None,
        )
        for role in ("buyer", "supplier")
        for rank in range(draw(st.integers(1, 4)))
    )
    assume(any(person.available for person in people))
    return Instance(
        slots=slots,
        participants=people,
        pairs=draw(_pairs(people, most_pairs)),
        workshops=draw(_workshops(people, count)),
        rules=draw(_rules(count)),
        objective=Objective(draw(st.sampled_from(MODES))),
    )


@st.composite
def _pairs(draw: st.DrawFn, people: tuple[Participant, ...], most: int) -> tuple[Pair, ...]:
    sides = [[p.id for p in people if p.role == role] for role in ("buyer", "supplier")]
    every = [(buyer, supplier) for buyer in sides[0] for supplier in sides[1]]
    chosen = draw(st.lists(st.sampled_from(every), max_size=most, unique=True))
    return tuple(Pair(buyer, supplier, draw(st.integers(1, 30))) for buyer, supplier in chosen)


@st.composite
def _workshops(draw: st.DrawFn, people: tuple[Participant, ...], slots: int) -> tuple[Workshop, ...]:
    if draw(st.integers(0, 2)):
        return ()
    enrolled = draw(st.lists(st.sampled_from([p.id for p in people]), max_size=2, unique=True))
    return (Workshop("W", (draw(st.integers(0, slots - 1)),), 5, tuple(enrolled)),)


@st.composite
def _rules(draw: st.DrawFn, slots: int) -> Rules:
    window = st.lists(st.integers(0, slots - 1), min_size=1, max_size=slots, unique=True)
    windows = draw(st.one_of(st.just([]), st.lists(window, max_size=2)))
    most = draw(st.one_of(st.none(), st.integers(1, 2)))
    return Rules(most, tuple(tuple(sorted(slots)) for slots in windows))


@st.composite
def locked(draw: st.DrawFn) -> Instance:
    """An instance with promises that can be held: all but one meeting of some possible plan."""
    instance = draw(instances(most_pairs=5))
    seats = draw(st.sampled_from(list(plans(instance))))
    promised = list(seats.items())[1:]
    pairs = instance.pairs
    locks = tuple(Lock(pairs[rank].buyer, pairs[rank].supplier, slot) for rank, slot in promised)
    return replace(instance, locked=locks)


def changed(draw: st.DrawFn, instance: Instance, plan: Plan, policy: Policy) -> Instance:
    """The instance on the day: a plan in force, a time, some absent."""
    slots = len(instance.slots)
    now = draw(st.integers(0, slots))
    ids = [person.id for person in instance.participants]
    gone = draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))
    absent = tuple(Absence(person, draw(st.integers(now, slots))) for person in gone)
    penalty = draw(st.sampled_from((0, 5, 12, 100)))
    return replace(instance, replan=Replan(plan.meetings, now, absent, policy, penalty))
