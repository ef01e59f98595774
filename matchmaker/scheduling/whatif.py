"""What one more table, slot or guaranteed meeting would bring: the same planner on a changed instance."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .instance import Instance, Role, Slot
from .solver import DEFAULT_STEPS, solve


@dataclass(frozen=True, slots=True)
class Variation:
    """`what` ("tables", "slots", "buyer minimum", "supplier minimum") goes from `before` to `after`."""

    what: str
    before: int
    after: int
    instance: Instance


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a plan comes to; in a comparison, the differences from the plan as things are."""

    meetings: int
    value: int
    shortfall: int
    without_meeting: int

    def minus(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.meetings - other.meetings,
            self.value - other.value,
            self.shortfall - other.shortfall,
            self.without_meeting - other.without_meeting,
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """`proved`: both plans are the best possible, so that the difference is exact."""

    what: str
    before: int
    after: int
    outcome: Outcome
    difference: Outcome
    proved: bool


def compare(
    instance: Instance,
    variations: Iterable[Variation],
    *,
    steps: int = DEFAULT_STEPS,
    seconds: float | None = None,
    seed: int = 0,
) -> tuple[Comparison, ...]:
    """The plan as things are first (differences 0), then each variation; `seconds` is for each."""
    base, base_proved = _outcome(instance, steps, seconds, seed)
    found = [Comparison("as it is", 0, 0, base, base.minus(base), base_proved)]
    for variation in variations:
        outcome, proved = _outcome(variation.instance, steps, seconds, seed)
        changed = (variation.what, variation.before, variation.after)
        found.append(Comparison(*changed, outcome, outcome.minus(base), proved and base_proved))
    return tuple(found)


def _outcome(instance: Instance, steps: int, seconds: float | None, seed: int) -> tuple[Outcome, bool]:
    plan = solve(instance, steps=steps, seconds=seconds, seed=seed, offers=False)
    figures = Outcome(len(plan.meetings), plan.value, plan.shortfall, len(plan.without_meeting))
    return figures, plan.stopped == "optimal"


def with_tables(instance: Instance, more: int) -> Variation:
    """So many tables more (or fewer) in every slot; a slot keeps at least one."""
    slots = tuple(replace(slot, tables=max(1, slot.tables + more)) for slot in instance.slots)
    before = max(slot.tables for slot in instance.slots)
    after = max(slot.tables for slot in slots)
    return Variation("tables", before, after, replace(instance, slots=slots))


def with_slots(instance: Instance, more: int) -> Variation:
    """So many slots added after the last one; who is there for the last stays for them."""
    last = instance.slots[-1]
    added = tuple(_later(last, step, more) for step in range(1, more + 1))
    ids = tuple(slot.id for slot in added)
    people = tuple(
        replace(person, available=person.available + ids if last.id in person.available else person.available)
        for person in instance.participants
    )
    count = len(instance.slots)
    return Variation(
        "slots", count, count + more, replace(instance, slots=instance.slots + added, participants=people)
    )


def _later(last: Slot, step: int, more: int) -> Slot:
    """One after the other inside the last slot's block, as long as it or until midnight."""
    start, end = _minutes(last.start), _minutes(last.end)
    length = min(end - start, (24 * 60 - 1 - end) // more)
    begin = end + (step - 1) * length
    return replace(last, id=last.id + step, start=_clock(begin), end=_clock(begin + length))


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def with_minimum(instance: Instance, role: Role, minimum: int) -> Variation:
    """At least so many meetings wanted for everyone of a role who has a pair."""
    paired = {person for pair in instance.pairs for person in (pair.buyer, pair.supplier)}
    people = tuple(
        replace(person, min_meetings=minimum) if person.role == role and person.id in paired else person
        for person in instance.participants
    )
    mode = "coverage_then_value" if instance.objective.mode == "value" else instance.objective.mode
    objective = replace(instance.objective, mode=mode)
    before = min((person.min_meetings for person in instance.participants if person.role == role), default=0)
    changed = replace(instance, participants=people, objective=objective)
    return Variation(f"{role} minimum", before, minimum, changed)
