"""Mending a plan: the price of a change under "penalty", and swaps to propose under "keep"."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

from .budget import Budget
from .commitments import gone_from, keep, present, previous_pairs, settle
from .construction import filled
from .improvement import Neighbourhoods, improve
from .instance import Instance, Meeting
from .obstacles import obstacle
from .plan import Offer, Plan
from .problem import Problem, compile_instance
from .selection import Network
from .timetable import Timetable

OFFER_STEPS = 15
"""Sub-problems spent on looking for swaps: a second at most."""
MOST_OFFERS = 20

Seat = tuple[int, int]
"""A pair and a slot."""


def penalised(instance: Instance) -> bool:
    return instance.replan is not None and instance.replan.policy == "penalty"


def with_bonuses(instance: Instance, problem: Problem) -> Problem:
    """Value - penalty x (moved + dropped), as what a pair is worth in each slot.

    Staying earns the penalty back where leaving would cost it. A meeting whose people are no longer both
    there is not dropped, but moved if they meet earlier instead: every other slot costs the penalty.
    """
    penalty = instance.replan.move_penalty if instance.replan else 0
    gone = gone_from(instance)
    bonus: dict[Seat, int] = {}
    for pair, meeting in previous_pairs(instance, problem):
        if pair < 0 or meeting.slot < (instance.replan.frozen_before if instance.replan else 0):
            continue
        if present(meeting, gone):
            bonus[pair, meeting.slot] = penalty
        else:
            bonus.update({(pair, slot): -penalty for slot in range(problem.slots) if slot != meeting.slot})
    return replace(problem, bonus=bonus)


def standing(instance: Instance, settled: Timetable) -> Timetable:
    """What is settled, with all that can stay as it was and the holes filled."""
    plan = settled.copy()
    keep(plan, instance, settled.problem)
    return filled(plan)


def find_offers(instance: Instance, plan: Plan, budget: Budget, random: Random) -> tuple[Offer, ...]:
    """Swaps that would move or drop meetings that stand, best gain per person disturbed first.

    Each can be made alone, not always together: the organiser asks the people, then plans again.
    """
    if not instance.replan or plan.value >= _flow_bound(instance) or not budget.left(OFFER_STEPS):
        return ()
    loose = replace(instance, replan=replace(instance.replan, previous=plan.meetings, policy="penalty"))
    problem = with_bonuses(loose, compile_instance(loose))
    settled = settle(loose, problem)
    before = _replayed(settled, plan)
    after = before.copy()
    network = Network(settled)
    selection = network.solve(network.lexicographic(), prices=True)
    improve(Neighbourhoods(after, selection, random), budget, OFFER_STEPS, lambda: False)
    found = [_offer(instance, before, lost, won) for lost, won in _components(before, after)]
    ranked = sorted((offer for offer in found if offer), key=lambda offer: -offer.gain / len(offer.disturbed))
    return tuple(ranked[:MOST_OFFERS])


def _flow_bound(instance: Instance) -> int:
    """What moving everything could reach."""
    loose = replace(instance, replan=replace(instance.replan, policy="penalty") if instance.replan else None)
    network = Network(settle(loose, compile_instance(loose)))
    return network.solve(network.lexicographic()).worth


def _replayed(settled: Timetable, plan: Plan) -> Timetable:
    timetable, rank = settled.copy(), settled.problem.rank
    for meeting in plan.meetings:
        pair = rank[meeting.buyer, meeting.supplier]
        if timetable.slot_of[pair] < 0:
            timetable.place(pair, meeting.slot)
    return timetable


def _seats(timetable: Timetable) -> set[Seat]:
    return {(pair, timetable.slot_of[pair]) for pair in timetable.scheduled()}


def _components(before: Timetable, after: Timetable) -> Iterator[tuple[list[Seat], list[Seat]]]:
    """The differences, apart where they share nobody."""
    lost, won = _seats(before) - _seats(after), _seats(after) - _seats(before)
    problem = before.problem
    group: dict[int, int] = {}

    def root(person: int) -> int:
        while group.setdefault(person, person) != person:
            person = group[person]
        return person

    for pair, _ in sorted(lost | won):
        group[root(problem.buyer[pair])] = root(problem.supplier[pair])
    for head in sorted({root(person) for person in list(group)}):
        yield (
            sorted(seat for seat in lost if root(problem.buyer[seat[0]]) == head),
            sorted(seat for seat in won if root(problem.buyer[seat[0]]) == head),
        )


def _offer(instance: Instance, before: Timetable, lost: list[Seat], won: list[Seat]) -> Offer | None:
    """None unless the swap stands alone, gains value and disturbs somebody."""
    trial = before.copy()
    for pair, _ in lost:
        trial.remove(pair)
    for pair, slot in won:
        if obstacle(trial, pair, slot):
            return None
        trial.place(pair, slot)
    gain = trial.value() - before.value()
    if gain <= 0 or not lost or trial.score()[:2] < before.score()[:2]:
        return None
    stood = {(pair, meeting.slot) for pair, meeting in previous_pairs(instance, before.problem)}
    pairs = [instance.pairs[pair] for pair, slot in lost if (pair, slot) in stood]
    people = sorted({person for pair in pairs for person in (pair.buyer, pair.supplier)})
    if not people:
        return None
    return Offer(gain, tuple(people), _meetings(instance, lost), _meetings(instance, won))


def _meetings(instance: Instance, seats: Iterable[Seat]) -> tuple[Meeting, ...]:
    """Without a table yet: -1 where no home table says which."""
    home = {person.id: person.home_table for person in instance.participants}
    found = []
    for pair, slot in seats:
        listed = instance.pairs[pair]
        tables = (home[listed.buyer], home[listed.supplier])
        table = next((table for table in tables if table is not None), -1)
        found.append(Meeting(listed.buyer, listed.supplier, slot, table))
    return tuple(found)
