"""Slots for chosen pairs: what the theory promises when everybody is there all day."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.scheduling.colouring import bits, colour, squeeze
from matchmaker.scheduling.commitments import settle
from matchmaker.scheduling.instance import Instance, Objective, Pair, Participant, Slot
from matchmaker.scheduling.problem import compile_instance
from matchmaker.scheduling.timetable import Timetable

modestly = settings(deadline=None, max_examples=60)


def crowd(size: int, slots: int, tables: int, seed: int) -> Instance:
    """Everybody there all day, a random graph in which nobody has more pairs than slots."""
    random = Random(seed)
    day = tuple(range(slots))
    buyers = [Participant(f"b{rank}", "buyer", day, slots) for rank in range(size)]
    suppliers = [Participant(f"s{rank}", "supplier", day, slots) for rank in range(size)]
    left = {person.id: slots for person in buyers + suppliers}
    pairs = []
    every = [(buyer.id, supplier.id) for buyer in buyers for supplier in suppliers]
    for buyer, supplier in random.sample(every, len(every)):
        if left[buyer] and left[supplier] and len(pairs) < slots * tables:
            left[buyer] -= 1
            left[supplier] -= 1
            pairs.append(Pair(buyer, supplier, 1))
    clocks = [(f"{9 + rank:02}:00", f"{9 + rank:02}:30") for rank in range(slots)]
    return Instance(
        slots=tuple(Slot(rank, *clocks[rank], 0, tables) for rank in range(slots)),
        participants=(*buyers, *suppliers),
        pairs=tuple(pairs),
        objective=Objective("value"),
    )


def board(instance: Instance) -> Timetable:
    return settle(instance, compile_instance(instance))


@modestly
@given(st.integers(2, 9), st.integers(1, 7), st.integers(1, 9), st.integers(0, 10_000))
def test_no_chosen_pair_is_lost_when_everybody_is_there(
    size: int, slots: int, tables: int, seed: int
) -> None:
    timetable = board(crowd(size, slots, tables, seed))

    assert colour(timetable, range(len(timetable.slot_of))) == []
    assert max(timetable.load) <= tables


@modestly
@given(st.integers(2, 6), st.integers(2, 5), st.integers(0, 10_000))
def test_pair_that_finds_no_slot_leaves_the_timetable_as_it_was(size: int, slots: int, seed: int) -> None:
    instance = crowd(size, slots, size, seed)
    people = tuple(
        replace(person, available=person.available[rank % 2 :])
        for rank, person in enumerate(instance.participants)
    )
    timetable = board(replace(instance, participants=people))

    for pair in range(len(instance.pairs)):
        before = (list(timetable.slot_of), list(timetable.load), timetable.score())
        if not squeeze(timetable, pair):
            assert (timetable.slot_of, timetable.load, timetable.score()) == before


def test_bits_are_the_slots_of_a_mask_in_time_order() -> None:
    assert bits(0b101001) == [0, 3, 5]
