from matchmaker.scheduling.consistency import structure_faults
from matchmaker.scheduling.generator import make_instance
from matchmaker.scheduling.whatif import compare, with_minimum, with_slots, with_tables

SMALL = make_instance("avail", 40, 4)


def test_fewer_tables_cost_meetings_and_more_slots_bring_some() -> None:
    as_it_is, fewer, longer = compare(SMALL, [with_tables(SMALL, -5), with_slots(SMALL, 1)])

    assert as_it_is.difference.value == 0
    assert (fewer.before, fewer.after, fewer.proved) == (10, 5, True)
    assert fewer.difference.meetings < 0 < longer.difference.meetings


def test_added_slots_follow_the_last_one() -> None:
    longer = with_slots(SMALL, 2).instance

    assert [(slot.start, slot.end) for slot in longer.slots[-3:]] == [
        ("16:05", "16:25"),
        ("16:25", "16:45"),
        ("16:45", "17:05"),
    ]
    assert structure_faults(longer) == []


def test_slots_added_late_in_the_evening_stay_inside_the_day() -> None:
    assert structure_faults(with_slots(SMALL, 40).instance) == []


def test_minimum_is_asked_of_those_who_have_a_pair() -> None:
    changed = with_minimum(SMALL, "supplier", 4).instance

    paired = {pair.supplier for pair in SMALL.pairs}
    asked = {person.id for person in changed.participants if person.min_meetings == 4}
    assert asked == paired
