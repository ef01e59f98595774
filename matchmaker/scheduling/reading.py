"""From a JSON file to an `Instance`; every fault is told with its place in the file."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from .commitments import promise_faults
from .consistency import structure_faults
from .errors import InstanceRefused
from .fields import Node, Report, is_integer
from .instance import (
    FORMAT,
    MODES,
    POLICIES,
    Absence,
    Instance,
    Lock,
    Meeting,
    Mode,
    Objective,
    Pair,
    Participant,
    Policy,
    Replan,
    Role,
    Rules,
    Slot,
    Workshop,
)
from .problem import compile_instance
from .repeats import Repeats

MOST_PAIRS = 500_000
"""Far above any Rencontres (5,000 people have about 80,000 pairs), below what fits in memory at ease."""


@dataclass(frozen=True, slots=True)
class Reading:
    instance: Instance
    raw: dict[str, Any]
    warnings: tuple[str, ...]


def read_instance(path: Path) -> Reading:
    """Raise `InstanceRefused` with one line a fault."""
    raw = read_object(path)
    report = Report()
    instance = instance_from(raw, report)
    if not report.faults:
        for place, reason in structure_faults(instance) or _promises(instance):
            report.fault(place, reason)
    if report.faults:
        raise InstanceRefused(report.lines())
    return Reading(instance, raw, tuple(report.warnings))


def _promises(instance: Instance) -> list[tuple[str, str]]:
    return promise_faults(instance, compile_instance(instance))


def read_object(path: Path) -> dict[str, Any]:
    """A JSON object of a UTF-8 file, with or without a byte order mark."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        repeats = Repeats()
        raw = json.loads(text, object_pairs_hook=repeats.read)
        if "\\ud" in text.lower():
            json.dumps(raw, ensure_ascii=False).encode()
    except OSError as error:
        raise InstanceRefused([f"cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise InstanceRefused([f"byte {error.start}: not UTF-8"]) from error
    except UnicodeEncodeError as error:
        raise InstanceRefused(["half of a surrogate pair (\\ud800 to \\udfff) is no character"]) from error
    except json.JSONDecodeError as error:
        raise InstanceRefused([f"line {error.lineno}, column {error.colno}: {error.msg}"]) from error
    except RecursionError as error:
        raise InstanceRefused(["nested too deeply"]) from error
    if not isinstance(raw, dict):
        raise InstanceRefused(["the file is not a JSON object"])
    if repeats.found:
        raise InstanceRefused(repeats.lines(raw))
    return raw


def instance_from(raw: dict[str, Any], report: Report) -> Instance:
    """What could be read; meaningless when `report` has faults."""
    root = Node(raw, "", report)
    if raw.get("format") != FORMAT:
        root.fault("format", f"{raw.get('format')!r} is not {FORMAT!r}, the only version known here")
        return Instance((), (), ())
    root.only(
        *("format", "name", "family", "seed", "slots", "participants", "workshops", "pairs"),
        *("locked", "rules", "objective", "replan"),
    )
    slots = tuple(_slot(node) for node in root.nodes("slots", required=True))
    count = len(slots)
    if root.raw.get("slots") == []:
        root.fault("slots", "no slot")
    return Instance(
        slots=slots,
        participants=tuple(_participant(node, count) for node in root.nodes("participants", required=True)),
        pairs=_pairs(root),
        workshops=tuple(_workshop(node, count) for node in root.nodes("workshops")),
        locked=_locks(root, count),
        rules=_rules(root.node("rules"), count),
        objective=_objective(root.node("objective")),
        replan=_replan(root.node("replan"), count) if root.has("replan") else None,
        name=str(raw.get("name") or ""),
        family=str(raw.get("family") or ""),
        seed=raw.get("seed") if is_integer(raw.get("seed")) else None,
    )


def _slot(node: Node) -> Slot:
    node.only("id", "start", "end", "block", "tables")
    return Slot(
        id=node.integer("id"),
        start=node.text("start"),
        end=node.text("end"),
        block=node.integer("block", default=0),
        tables=node.integer("tables"),
    )


def _participant(node: Node, slots: int) -> Participant:
    node.only("id", "role", "available", "max_meetings", "min_meetings", "home_table", "name")
    node.missing("role")
    return Participant(
        id=node.text("id"),
        role=cast(Role, node.choice("role", ("buyer", "supplier"), "buyer")),
        available=node.slots("available", slots, required=True),
        max_meetings=node.integer("max_meetings", default=slots),
        min_meetings=node.integer("min_meetings", default=0),
        home_table=node.integer("home_table") if node.has("home_table") else None,
    )


def _workshop(node: Node, slots: int) -> Workshop:
    node.only("id", "slots", "capacity", "enrolled", "name")
    return Workshop(
        id=node.text("id"),
        slots=node.slots("slots", slots, required=True),
        capacity=node.integer("capacity", default=len(node.rows("enrolled"))),
        enrolled=tuple(str(person) for person in node.rows("enrolled")),
    )


def _triple(root: Node, key: str, index: int, row: object) -> tuple[str, str, int] | None:
    """A row [text, text, whole number] or None once its fault is told."""
    place = f"{key}[{index}]"
    if not isinstance(row, list) or len(row) != 3:
        root.report.fault(place, "is not a list of three")
    elif not (isinstance(row[0], str) and isinstance(row[1], str)):
        root.report.fault(place, "the ids are not texts")
    elif not is_integer(row[2]):
        root.report.fault(place, f"{row[2]!r} is not a whole number")
    else:
        return row[0], row[1], row[2]
    return None


def _pairs(root: Node) -> tuple[Pair, ...]:
    rows = root.rows("pairs", required=True)
    if len(rows) > MOST_PAIRS:
        root.fault("pairs", f"{len(rows)} pairs, at most {MOST_PAIRS} are planned at once")
        return ()
    triples = (_triple(root, "pairs", index, row) for index, row in enumerate(rows))
    return tuple(Pair(*triple) for triple in triples if triple)


def _locks(root: Node, slots: int) -> tuple[Lock, ...]:
    locks = []
    for index, row in enumerate(root.rows("locked")):
        triple = _triple(root, "locked", index, row)
        if triple and not 0 <= triple[2] < slots:
            root.report.fault(f"locked[{index}]", f"no slot {triple[2]}")
        elif triple:
            locks.append(Lock(*triple))
    return tuple(locks)


def _rules(node: Node, slots: int) -> Rules:
    node.only("max_consecutive", "break_windows")
    windows = enumerate(node.rows("break_windows"))
    return Rules(
        max_consecutive=node.integer("max_consecutive", minimum=1) if node.has("max_consecutive") else None,
        break_windows=tuple(
            node.check_slots(raw, f"{node.at('break_windows')}[{index}]", slots) for index, raw in windows
        ),
    )


def _objective(node: Node) -> Objective:
    node.only("mode", "gap_tolerance")
    tolerance = node.raw.get("gap_tolerance", 0)
    number = isinstance(tolerance, int | float) and not isinstance(tolerance, bool)
    if not number or not 0 <= tolerance < 1:
        node.fault("gap_tolerance", f"{tolerance!r} is not a share from 0 to below 1")
        tolerance = 0
    mode = node.choice("mode", MODES, "everyone_then_coverage_then_value")
    return Objective(cast(Mode, mode), float(tolerance))


def _replan(node: Node, slots: int) -> Replan:
    node.only("previous", "frozen_before", "absent", "policy", "move_penalty")
    return Replan(
        previous=tuple(_meeting(row) for row in node.nodes("previous")),
        frozen_before=node.integer("frozen_before", default=0),
        absent=tuple(_absence(row, slots) for row in node.nodes("absent")),
        policy=cast(Policy, node.choice("policy", POLICIES, "keep")),
        move_penalty=node.integer("move_penalty", default=100),
    )


def _meeting(node: Node) -> Meeting:
    node.only("buyer", "supplier", "slot", "table")
    return Meeting(
        node.text("buyer"), node.text("supplier"), node.integer("slot"), node.integer("table", default=0)
    )


def _absence(node: Node, slots: int) -> Absence:
    node.only("id", "from_slot")
    return Absence(node.text("id"), node.integer("from_slot", default=0))
