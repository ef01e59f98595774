"""Files that are not right: each fault is told with its place."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from matchmaker.scheduling.errors import InstanceRefused
from matchmaker.scheduling.generator import as_json
from matchmaker.scheduling.instance import Instance
from matchmaker.scheduling.reading import read_instance

Raw = dict[str, Any]


def person(name: str, role: str, **changes: Any) -> Raw:
    return {"id": name, "role": role, "available": [0, 1], "max_meetings": 2, "min_meetings": 0} | changes


SOUND: Raw = {
    "format": "b2b-schedule/1",
    "slots": [
        {"id": 0, "start": "09:00", "end": "09:20", "block": 0, "tables": 2},
        {"id": 1, "start": "09:20", "end": "09:40", "block": 0, "tables": 1},
    ],
    "participants": [
        person("b1", "buyer"),
        person("b2", "buyer", home_table=0),
        person("s1", "supplier"),
        person("s2", "supplier", available=[0]),
    ],
    "workshops": [{"id": "w", "slots": [1], "capacity": 3, "enrolled": ["s2"]}],
    "pairs": [["b1", "s1", 5], ["b1", "s2", 7], ["b2", "s1", 9]],
    "locked": [],
    "rules": {"max_consecutive": None, "break_windows": []},
    "objective": {"mode": "value"},
    "replan": None,
}


def read(raw: object, tmp_path: Path) -> Instance:
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    return read_instance(path).instance


def refusal(raw: object, tmp_path: Path) -> list[str]:
    with pytest.raises(InstanceRefused) as refused:
        read(raw, tmp_path)
    return refused.value.lines


def test_sound_file_is_read_whole(tmp_path: Path) -> None:
    instance = read(SOUND, tmp_path)

    assert [slot.tables for slot in instance.slots] == [2, 1]
    assert instance.participants[1].home_table == 0
    assert instance.pairs[2].value == 9


def test_what_the_generator_writes_is_read_back_equal(tmp_path: Path) -> None:
    instance = read(SOUND, tmp_path)

    assert read(as_json(instance), tmp_path) == instance


def put(*path: Any) -> Callable[[Raw], None]:
    """Set the last of `path` at the place before it."""
    *keys, last, value = path

    def change(raw: Raw) -> None:
        target: Any = raw
        for key in keys:
            target = target[key]
        target[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            put("format", "b2b-schedule/2"),
            "format: 'b2b-schedule/2' is not 'b2b-schedule/1', the only version known here",
        ),
        (put("slots", []), "slots: no slot"),
        (put("slots", 0, "tables", 0), "slots[0].tables: 0 tables, nobody can meet"),
        (put("slots", 0, "tables", -1), "slots[0].tables: -1 is below 0"),
        (put("slots", 0, "tables", "two"), "slots[0].tables: 'two' is not a whole number"),
        (put("slots", 0, "start", "9h"), "slots[0].start: '9h' is not a time like 09:30"),
        (
            put("slots", 1, "id", 7),
            "slots[1].id: 7 where 1 was expected: ids count from 0 in time order",
        ),
        (
            put("slots", 1, "start", "09:10"),
            "slots[1].start: 09:10 comes before the end of the slot above (09:20): out of order",
        ),
        (put("participants", 0, "id", None), "participants[0].id: missing"),
        (put("participants", 1, "id", "b1"), "participants[1].id: 'b1' repeats participants[0]"),
        (
            put("participants", 0, "role", "guest"),
            "participants[0].role: 'guest' is none of buyer, supplier",
        ),
        (put("participants", 0, "available", [0, 5]), "participants[0].available[1]: no slot 5"),
        (put("participants", 0, "max_meetings", -3), "participants[0].max_meetings: -3 is below 0"),
        (
            put("participants", 0, "min_meetings", 10**30),
            f"participants[0].min_meetings: {10**30} is not from 0 to 100000",
        ),
        (put("slots", 0, "tables", 10**30), f"slots[0].tables: {10**30} is above 100000"),
        (
            put("replan", {"previous": [], "move_penalty": 10**12}),
            "replan.move_penalty: 1000000000000 is not from 0 to 1000000000",
        ),
        (put("participants", 1, "home_table", 2), "participants[1].home_table: no slot has a table 2"),
        (
            put("workshops", 0, "enrolled", ["x"]),
            "workshops[0].enrolled[0]: 'x' is nobody in participants",
        ),
        (put("pairs", 1, 1, "s9"), "pairs[1]: 's9' is nobody in participants"),
        (put("pairs", 1, 0, "s1"), "pairs[1]: 's1' is a supplier, a buyer is expected here"),
        (put("pairs", 1, 2, -4), "pairs[1]: the value -4 is not from 1 to 1000000000"),
        (put("pairs", 1, 2, 1.5), "pairs[1]: 1.5 is not a whole number"),
        (put("pairs", 1, 2, True), "pairs[1]: True is not a whole number"),
        (put("pairs", 1, ["b1", "s1", 5]), "pairs[1]: 'b1' and 's1' repeat pairs[0]"),
        (put("pairs", 1, ["b1"]), "pairs[1]: is not a list of three"),
        (put("locked", [["b1", "s1", 4]]), "locked[0]: no slot 4"),
        (put("locked", [["b2", "s2", 0]]), "locked[0]: 'b2' and 's2' are not a pair that may meet"),
        (
            put("locked", [["b1", "s2", 1]]),
            "locked[0]: 'b1' and 's2' cannot meet in slot 1: 's2' is in a workshop",
        ),
        (
            put("locked", [["b1", "s1", 0], ["b1", "s2", 0]]),
            "locked[1]: 'b1' and 's2' cannot meet in slot 0: 'b1' has another meeting settled there",
        ),
        (
            put("locked", [["b1", "s1", 1]]),
            "locked[0]: 'b1' and 's1' cannot meet in slot 1: no table is left",
        ),
        (put("rules", "max_consecutive", 0), "rules.max_consecutive: 0 is below 1"),
        (put("rules", "break_windows", [[0, 9]]), "rules.break_windows[0][1]: no slot 9"),
        (
            put("objective", "mode", "luck"),
            "objective.mode: 'luck' is none of value, coverage_then_value, everyone_then_coverage_then_value",
        ),
        (
            put("objective", "gap_tolerance", 2),
            "objective.gap_tolerance: 2 is not a share from 0 to below 1",
        ),
        (
            put("replan", {"previous": [], "absent": [{"id": "x", "from_slot": 0}]}),
            "replan.absent[0]: 'x' is nobody in participants",
        ),
    ],
)
def test_fault_is_told_with_its_place(change: Callable[[Raw], None], line: str, tmp_path: Path) -> None:
    raw = copy.deepcopy(SOUND)
    change(raw)

    assert line in refusal(raw, tmp_path)


def test_nobody_available_is_refused(tmp_path: Path) -> None:
    raw = copy.deepcopy(SOUND)
    for row in raw["participants"]:
        row["available"] = []

    assert refusal(raw, tmp_path) == ["participants: nobody is available in any slot"]


def test_a_million_pairs_are_refused_by_their_number(tmp_path: Path) -> None:
    raw = SOUND | {"pairs": [["b1", "s1", 5]] * 1_000_000}

    assert refusal(raw, tmp_path) == ["pairs: 1000000 pairs, at most 500000 are planned at once"]


def test_many_faults_are_counted_after_the_first_twenty(tmp_path: Path) -> None:
    raw = SOUND | {"pairs": [["b1", "s1"]] * 30}

    lines = refusal(raw, tmp_path)

    assert (len(lines), lines[-1]) == (21, "… and 10 more")


def test_past_meeting_at_a_table_that_is_gone_is_refused(tmp_path: Path) -> None:
    meeting = {"buyer": "b1", "supplier": "s1", "slot": 0, "table": 5}
    raw = SOUND | {"replan": {"previous": [meeting], "frozen_before": 1}}

    assert refusal(raw, tmp_path) == ["replan.previous[0].table: slot 0 has no table 5"]


def test_lock_on_an_absent_participant_is_void(tmp_path: Path) -> None:
    absent = {"previous": [], "absent": [{"id": "s2", "from_slot": 0}]}
    raw = SOUND | {"locked": [["b1", "s2", 0]], "replan": absent}

    assert read(raw, tmp_path).locked[0].supplier == "s2"


@pytest.mark.parametrize("content", [b"[]", b"\xff\xfe", b"", b'{"format": 3}'])
def test_files_of_another_kind_are_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "instance.json"
    path.write_bytes(content)

    with pytest.raises(InstanceRefused):
        read_instance(path)
