from matchmaker.scheduling.instance import Meeting
from matchmaker.scheduling.obstacles import Obstacle, possible_slots

from .test_checker import INSTANCE

PLAN = (Meeting("b1", "s1", 0, 0), Meeting("b2", "s1", 2, 1))


def test_each_slot_says_what_keeps_the_pair_out() -> None:
    assert possible_slots(INSTANCE, PLAN, "b2", "s1") == {
        0: Obstacle("busy", "s1"),
        1: Obstacle("break rule"),
        2: None,
        3: Obstacle("workshop", "s1"),
    }


def test_hours_of_the_other_side_count() -> None:
    assert possible_slots(INSTANCE, PLAN, "b2", "s2") == {
        0: None,
        1: None,
        2: Obstacle("busy", "b2"),
        3: Obstacle("unavailable", "s2"),
    }


def test_obstacle_reads_as_a_sentence_part() -> None:
    assert str(Obstacle("cap", "b1", 2)) == "'b1' already has 2 meetings, its max_meetings"
