from dataclasses import replace

from matchmaker.scheduling.generator import make_instance
from matchmaker.scheduling.instance import (
    Absence,
    Instance,
    Meeting,
    Objective,
    Pair,
    Participant,
    Replan,
    Slot,
)
from matchmaker.scheduling.solver import solve

DAY = (0, 1)
SMALL = Instance(
    slots=(Slot(0, "09:00", "09:20", 0, 2), Slot(1, "09:20", "09:40", 0, 2)),
    participants=(
        Participant("b1", "buyer", DAY, 1),
        Participant("b2", "buyer", DAY, 2),
        Participant("s1", "supplier", DAY, 2),
        Participant("s2", "supplier", DAY, 2),
    ),
    pairs=(Pair("b1", "s1", 10), Pair("b1", "s2", 60), Pair("b2", "s1", 50), Pair("b2", "s2", 20)),
    objective=Objective("value"),
)


def seats(meetings: tuple[Meeting, ...]) -> list[tuple[str, str, int]]:
    return [(meeting.buyer, meeting.supplier, meeting.slot) for meeting in meetings]


def test_kept_meeting_stays_and_the_better_swap_is_an_offer() -> None:
    day = replace(SMALL, replan=Replan((Meeting("b1", "s1", 1, 0),), move_penalty=5))

    plan = solve(day)

    assert ("b1", "s1", 1) in seats(plan.meetings)
    offer = plan.offers[0]
    assert seats(offer.dropped) == [("b1", "s1", 1)]
    assert (offer.gain, offer.disturbed) == (50, ("b1", "s1"))


def test_lost_table_drops_the_least_worthy_meeting_of_its_slot() -> None:
    previous = (Meeting("b1", "s1", 1, 0), Meeting("b2", "s2", 1, 1))
    slots = (SMALL.slots[0], replace(SMALL.slots[1], tables=1))
    day = replace(SMALL, slots=slots, replan=Replan(previous, 1))

    plan = solve(day)

    assert seats(plan.meetings) == [("b2", "s2", 1)]


def test_walk_in_is_given_what_is_free_and_nobody_moves() -> None:
    day = replace(SMALL, participants=SMALL.participants[:3], pairs=SMALL.pairs[::2])
    before = solve(day)
    walked_in = replace(SMALL, replan=Replan(before.meetings))

    after = solve(walked_in)

    assert set(before.meetings) <= set(after.meetings)
    assert [m.buyer for m in after.meetings if m.supplier == "s2"] == ["b2"]


def test_absent_participant_meets_nobody_from_then_on() -> None:
    instance = make_instance("avail", 40, 1)
    before = solve(instance)
    gone = before.meetings[-1].buyer
    day = replace(instance, replan=Replan(before.meetings, 3, (Absence(gone, 3),)))

    after = solve(day)

    assert max(m.slot for m in after.meetings if m.buyer == gone) < 3
    assert [m for m in after.meetings if m.slot < 3] == [m for m in before.meetings if m.slot < 3]


def test_each_offer_stands_alone() -> None:
    instance = make_instance("avail", 250, 1)
    before = solve(instance)
    gone = tuple(Absence(person.id, 2) for person in instance.participants[::25])
    day = replace(instance, replan=Replan(before.meetings, 2, gone))

    plan = solve(day)

    taken = seats(plan.meetings)
    for offer in plan.offers:
        left = [seat for seat in taken if seat not in seats(offer.dropped)]
        busy = {(person, slot) for b, s, slot in left for person in (b, s)}
        added = {(person, slot) for b, s, slot in seats(offer.added) for person in (b, s)}
        assert offer.gain > 0
        assert busy.isdisjoint(added)
