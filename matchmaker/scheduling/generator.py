"""Seeded instances of the size and shape of real Rencontres, for tests, benchmarks and demonstrations.

Families: `plain` (everybody there all day), `avail` (half days, late arrivals, workshops), `full` (also
home tables for some buyers, locked meetings, minima, a lunch window, at most four meetings in a row).
"""

from dataclasses import asdict, replace
from random import Random
from typing import Any

from .instance import (
    FORMAT,
    Instance,
    Lock,
    Objective,
    Pair,
    Participant,
    Replan,
    Rules,
    Slot,
    Workshop,
    flat,
)

SLOTS = 12
TABLES = {40: 10, 250: 60, 1000: 220, 2000: 420, 5000: 1000}
WISHES_OF_A_BUYER = {40: 14, 250: 35, 1000: 50, 2000: 52, 5000: 55}


def make_instance(family: str, size: int, seed: int) -> Instance:
    """Same arguments, same instance. Three in ten are buyers, as at public-purchase events."""
    random = Random(f"{family} {size} {seed}")  # noqa: S311 - a reproducible example, no secret
    buyers = round(size * (0.32 if size <= 250 else 0.3))
    people = [_participant(random, rank, rank < buyers) for rank in range(size)]
    instance = Instance(
        slots=tuple(_slot(rank, TABLES.get(size, max(2, size // 5))) for rank in range(SLOTS)),
        participants=tuple(people),
        pairs=_pairs(random, people, buyers, WISHES_OF_A_BUYER.get(size, 30)),
        objective=Objective("value"),
        name=f"{family}-{size}-{seed}",
        family=family,
        seed=seed,
    )
    if family == "plain":
        return instance
    instance = _with_hours(random, instance)
    return instance if family == "avail" else _with_rules(random, instance)


def as_json(instance: Instance) -> dict[str, Any]:
    """The instance as the file contract writes it. Long lists are written out: `asdict` copies each value."""
    lean = replace(instance, participants=(), pairs=(), locked=(), replan=None)
    data = asdict(lean)
    data["participants"] = [flat(person) for person in instance.participants]
    data["replan"] = instance.replan and _replan(instance.replan)
    data["pairs"] = [[pair.buyer, pair.supplier, pair.value] for pair in instance.pairs]
    data["locked"] = [[lock.buyer, lock.supplier, lock.slot] for lock in instance.locked]
    return {"format": FORMAT, **data}


def _replan(replan: Replan) -> dict[str, Any]:
    lists = {"previous": replan.previous, "absent": replan.absent}
    return flat(replan) | {name: [flat(one) for one in rows] for name, rows in lists.items()}


def _slot(rank: int, tables: int) -> Slot:
    """Six slots of 20 minutes from 09:30, six from 14:00, with five minutes to walk."""
    start = (9 * 60 + 30 if rank < SLOTS // 2 else 14 * 60) + 25 * (rank % (SLOTS // 2))
    clocks = [f"{minute // 60:02}:{minute % 60:02}" for minute in (start, start + 20)]
    return Slot(rank, clocks[0], clocks[1], rank // (SLOTS // 2), tables)


def _participant(random: Random, rank: int, buys: bool) -> Participant:
    most = random.randint(6, 12) if buys else random.randint(2, 6)
    name = f"{'B' if buys else 'S'}{rank:04}"
    return Participant(name, "buyer" if buys else "supplier", tuple(range(SLOTS)), most)


def _pairs(random: Random, people: list[Participant], buyers: int, wishes: int) -> tuple[Pair, ...]:
    """A value is text match + the buyer's wish + the supplier's wish; some suppliers are in demand."""
    suppliers = people[buyers:]
    pull = [random.paretovariate(3) for _ in suppliers]
    pairs = []
    for buyer in people[:buyers]:
        keys = [(random.random() ** (1 / weight), rank) for rank, weight in enumerate(pull)]
        wanted = max(1, min(len(suppliers), round(random.gauss(wishes, wishes / 4))))
        for _, rank in sorted(keys, reverse=True)[:wanted]:
            match = round(400 * random.betavariate(2, 3))
            value = 1 + match + random.choice((0, 0, 150, 300)) + random.choice((0, 0, 150, 300))
            pairs.append(Pair(buyer.id, suppliers[rank].id, value))
    return tuple(pairs)


def _with_hours(random: Random, instance: Instance) -> Instance:
    """Four in ten come half a day, a quarter comes late or leaves early; a third follows a workshop."""
    people = tuple(replace(person, available=_hours(random)) for person in instance.participants)
    workshops = []
    for rank in range(max(1, len(people) // 40)):
        start = random.randrange(SLOTS - 1)
        here = [person.id for person in people if {start, start + 1} <= set(person.available)]
        enrolled = tuple(sorted(random.sample(here, min(12, len(here)))))
        workshops.append(Workshop(f"W{rank:02}", (start, start + 1), 20, enrolled))
    return replace(instance, participants=people, workshops=tuple(workshops))


def _hours(random: Random) -> tuple[int, ...]:
    draw, half = random.random(), SLOTS // 2
    if draw < 0.2:
        return tuple(range(half))
    if draw < 0.4:
        return tuple(range(half, SLOTS))
    if draw < 0.53:
        return tuple(range(random.randint(1, 5), SLOTS))
    if draw < 0.65:
        return tuple(range(random.randint(7, 11)))
    return tuple(range(SLOTS))


def _with_rules(random: Random, instance: Instance) -> Instance:
    tables = instance.slots[0].tables
    buyers = [person.id for person in instance.participants if person.role == "buyer"]
    homes = dict(zip(random.sample(buyers, min(len(buyers), tables) // 2), range(tables), strict=False))
    people = tuple(
        replace(
            person,
            home_table=homes.get(person.id),
            min_meetings=3 if person.role == "buyer" else 2,
            max_meetings=max(3, person.max_meetings),
        )
        for person in instance.participants
    )
    ruled = replace(
        instance,
        participants=people,
        rules=Rules(max_consecutive=4, break_windows=((4, 5, 6, 7),)),
        objective=Objective("coverage_then_value"),
    )
    return replace(ruled, locked=_locks(random, ruled))


def _locks(random: Random, instance: Instance) -> tuple[Lock, ...]:
    """Promises to one buyer in three: one meeting each, at most one a supplier, tables left over."""
    hours = _free_hours(instance)
    load = [0] * SLOTS
    taken: set[str] = set()
    locks: list[Lock] = []
    for pair in random.sample(instance.pairs, len(instance.pairs)):
        common = sorted(hours[pair.buyer] & hours[pair.supplier])
        if {pair.buyer, pair.supplier} & taken or not common or len(locks) * 10 >= len(instance.participants):
            continue
        slot = random.choice(common)
        if load[slot] < instance.slots[slot].tables // 4:
            load[slot] += 1
            taken |= {pair.buyer, pair.supplier}
            locks.append(Lock(pair.buyer, pair.supplier, slot))
    return tuple(locks)


def _free_hours(instance: Instance) -> dict[str, set[int]]:
    hours = {person.id: set(person.available) for person in instance.participants}
    for workshop in instance.workshops:
        for person in workshop.enrolled:
            hours[person] -= set(workshop.slots)
    window = set(instance.rules.break_windows[0])
    return {person: slots - window for person, slots in hours.items()}
