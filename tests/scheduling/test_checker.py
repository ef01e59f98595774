"""The judge must see each kind of fault: a sound plan is spoiled in one place at a time."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from matchmaker.scheduling.checker import errors
from matchmaker.scheduling.generator import as_json
from matchmaker.scheduling.instance import (
    Instance,
    Lock,
    Meeting,
    Objective,
    Pair,
    Participant,
    Replan,
    Rules,
    Slot,
    Workshop,
)

Raw = dict[str, Any]

SLOTS = tuple(Slot(rank, f"{9 + rank:02}:00", f"{9 + rank:02}:40", 0, 2) for rank in range(4))
DAY = (0, 1, 2, 3)
INSTANCE = Instance(
    slots=SLOTS,
    participants=(
        Participant("b1", "buyer", DAY, 2, 1),
        Participant("b2", "buyer", DAY, 3, 0, home_table=1),
        Participant("s1", "supplier", DAY, 2, 1),
        Participant("s2", "supplier", (0, 1, 2), 2, 2),
    ),
    pairs=(Pair("b1", "s1", 5), Pair("b1", "s2", 7), Pair("b2", "s1", 9), Pair("b2", "s2", 2)),
    workshops=(Workshop("w", (3,), 5, ("s1",)),),
    locked=(Lock("b1", "s1", 0),),
    rules=Rules(max_consecutive=2, break_windows=((0, 1),)),
    objective=Objective("value"),
)
PLAN: Raw = {
    "meetings": [
        {"buyer": "b1", "supplier": "s1", "slot": 0, "table": 0},
        {"buyer": "b2", "supplier": "s1", "slot": 2, "table": 1},
    ],
    "value": 14,
    "bound": 20,
    "gap": 0.3,
    "shortfall": 2,
    "shortfall_bound": 0,
    "without_meeting": ["s2"],
    "unscheduled": [
        {"buyer": "b1", "supplier": "s2", "reason": "cap"},
        {"buyer": "b2", "supplier": "s2", "reason": "cap"},
    ],
    "stopped": "steps",
}


def judge(plan: Raw, instance: Instance = INSTANCE) -> list[str]:
    return errors(json.loads(json.dumps(as_json(instance))), plan)


def spoiled(change: Callable[[Raw], object]) -> list[str]:
    plan = copy.deepcopy(PLAN)
    change(plan)
    return judge(plan)


def add(buyer: str, supplier: str, slot: int, table: int) -> Callable[[Raw], object]:
    row = {"buyer": buyer, "supplier": supplier, "slot": slot, "table": table}
    return lambda plan: plan["meetings"].append(row)


def move(rank: int, **changes: Any) -> Callable[[Raw], object]:
    return lambda plan: plan["meetings"][rank].update(changes)


def test_sound_plan_passes() -> None:
    assert judge(PLAN) == []


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda plan: plan.pop("meetings"), "meetings: missing or not a list"),
        (move(0, buyer="x"), "meetings[0]: names nobody"),
        (move(0, slot=4), "meetings[0]: no slot 4"),
        (move(0, table="0"), "meetings[0]: no table '0'"),
        (add("b1", "b2", 1, 0), "meetings[2]: ('b1', 'b2') may not meet"),
        (add("b1", "s1", 2, 0), "meetings[2]: ('b1', 's1') meet twice"),
        (add("b1", "s2", 0, 1), "meetings[2]: b1 is twice in slot 0"),
        (add("b1", "s2", 3, 0), "meetings[2]: s2 is not available in slot 3"),
        (move(1, slot=3), "meetings[1]: s1 is in a workshop in slot 3"),
        (lambda plan: [add("b1", "s2", slot, 0)(plan) for slot in (2, 3)], "b1: 3 meetings, at most 2"),
        (move(0, table=2), "meetings[0]: slot 0 has no table 2"),
        (move(1, table=0), "meetings[1]: table 0 is not the home table"),
        (move(0, table=1), "meetings[0]: table 1 is somebody's home"),
        (add("b2", "s2", 2, 1), "meetings[2]: table 1 is taken twice in slot 2"),
        (move(1, slot=1), "s1: no break in slots [0, 1]"),
        (
            lambda plan: [add("b1", "s2", slot, 0)(plan) for slot in (1, 2)],
            "b1: 3 meetings in a row up to slot 2, at most 2",
        ),
        (move(0, slot=1), "locked meeting of b1 and s1 is not in slot 0"),
        (lambda plan: plan.update(value=15), "value: 15, it is 14"),
        (lambda plan: plan.update(shortfall=0), "shortfall: 0, it is 2"),
        (lambda plan: plan.update(bound=13), "bound: 13 is no upper bound of 14"),
        (lambda plan: plan.update(gap=0.5), "gap: 0.5 is not (bound - value) / bound"),
        (lambda plan: plan.update(shortfall_bound=3), "shortfall_bound: 3 is no lower bound of 2"),
        (
            lambda plan: plan.update(without_meeting=[]),
            "without_meeting: 1 participants have no meeting, others are named",
        ),
        (
            lambda plan: plan["unscheduled"].pop(),
            "unscheduled: 1 pairs are named, 2 are not in the plan or others are meant",
        ),
        (lambda plan: plan["unscheduled"][0].pop("reason"), "unscheduled: a reason is missing"),
        (lambda plan: plan.update(stopped="bored"), "stopped: 'bored' is none of optimal, steps, time"),
    ],
)
def test_spoiled_plan_is_told_what_is_wrong(change: Callable[[Raw], object], line: str) -> None:
    assert line in spoiled(change)


PREVIOUS = (Meeting("b1", "s1", 0, 0), Meeting("b2", "s1", 2, 1))


@pytest.mark.parametrize(
    ("replan", "line"),
    [
        (
            Replan((Meeting("b1", "s1", 0, 1),), 1),
            "past meeting of b1 and s1 in slot 0 is gone or at another table",
        ),
        (
            Replan((), 1),
            "meeting of b1 and s1 in slot 0 is new in the past or at another table",
        ),
        (
            Replan((*PREVIOUS, Meeting("b1", "s2", 2, 0)), 1),
            "kept meeting of b1 and s2 in slot 2 was dropped or moved",
        ),
    ],
)
def test_plan_that_disturbs_what_stands_is_told_so(replan: Replan, line: str) -> None:
    assert judge(PLAN, replace(INSTANCE, replan=replan))[0] == line


def test_plan_that_keeps_what_stands_passes() -> None:
    assert judge(PLAN, replace(INSTANCE, replan=Replan(PREVIOUS, 1))) == []
