"""Draws docs/img/planning-day.svg from a plan that the planner really makes.

    .venv/bin/python docs/img/planning_pictures.py

Left: who wishes to meet whom, the chosen pairs in the colour of their slot. Right: the same as a day.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from matchmaker.scheduling.instance import (
    Instance,
    Meeting,
    Objective,
    Pair,
    Participant,
    Rules,
    Slot,
    Workshop,
)
from matchmaker.scheduling.plan import Plan
from matchmaker.scheduling.solver import solve

PAPER, INK, FAINT = "#fbfaf7", "#1d2733", "#c9c4b8"
COLOURS = ("#a8432f", "#3f5f86", "#3d7a5a", "#8a6210", "#6d4f86")
PATTERNS = ("●", "■", "▲", "◆", "★")
"""A sign a slot beside its colour: a state is never told by colour alone."""
BUYERS = ("Town", "County", "Hospital", "School board")
SUPPLIERS = ("Bakery", "Joiner", "Printer", "Cleaning", "Garden", "Software")
CLOCKS = ("09:30", "09:50", "10:10", "10:30", "10:50")
WISHES = (
    ("Town", "Bakery", 80),
    ("Town", "Joiner", 65),
    ("Town", "Garden", 90),
    ("Town", "Cleaning", 40),
    ("County", "Joiner", 85),
    ("County", "Software", 70),
    ("County", "Printer", 55),
    ("County", "Garden", 60),
    ("Hospital", "Bakery", 75),
    ("Hospital", "Cleaning", 95),
    ("Hospital", "Software", 60),
    ("School board", "Bakery", 50),
    ("School board", "Printer", 70),
    ("School board", "Garden", 45),
    ("School board", "Joiner", 30),
)
HOURS = {"School board": (2, 3, 4), "Garden": (0, 1, 2), "Software": (1, 2, 3, 4)}


def instance() -> Instance:
    day = tuple(range(len(CLOCKS)))
    sides = [("buyer", name, 3) for name in BUYERS] + [("supplier", name, 3) for name in SUPPLIERS]
    return Instance(
        slots=tuple(Slot(rank, clock, f"{clock[:4]}9", 0, 3) for rank, clock in enumerate(CLOCKS)),
        participants=tuple(
            Participant(name, "buyer" if role == "buyer" else "supplier", HOURS.get(name, day), most, 1)
            for role, name, most in sides
        ),
        pairs=tuple(Pair(*wish) for wish in WISHES),
        workshops=(Workshop("w", (2,), 10, ("Town", "Joiner")),),
        rules=Rules(max_consecutive=3),
        objective=Objective(),
    )


def text(x: float, y: float, words: str, anchor: str = "start", weight: str = "400", fill: str = INK) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-weight="{weight}" fill="{fill}">{words}</text>'


def wishes(plan: Plan) -> list[str]:
    """Two columns of names, a line a wish."""
    slots = {(m.buyer, m.supplier): m.slot for m in plan.meetings}
    left = {name: 96 + 62 * rank for rank, name in enumerate(BUYERS)}
    right = {name: 76 + 42 * rank for rank, name in enumerate(SUPPLIERS)}
    parts = [text(24, 44, "1 · Wishes, and the pairs chosen", weight="700")]
    for buyer, supplier, _ in sorted(WISHES, key=lambda wish: (wish[0], wish[1]) in slots):
        slot = slots.get((buyer, supplier))
        colour, width = (FAINT, 1.5) if slot is None else (COLOURS[slot], 3.5)
        ends = f'x1="122" y1="{left[buyer] - 5}" x2="268" y2="{right[supplier] - 5}"'
        parts.append(f'<line {ends} stroke="{colour}" stroke-width="{width}"/>')
    parts += [text(116, y, name, "end") for name, y in left.items()]
    parts += [text(274, y, name) for name, y in right.items()]
    return parts


def day(plan: Plan) -> list[str]:
    """Buyers down, slots across."""
    parts = [text(390, 44, "2 · The day: each slot a colour, each meeting a table", weight="700")]
    parts += [
        text(543 + 84 * t, 72, f"{PATTERNS[t]} {clock}", "middle", "700", COLOURS[t])
        for t, clock in enumerate(CLOCKS)
    ]
    met = {(m.buyer, m.slot): m for m in plan.meetings}
    hours = {p.id: p.available for p in instance().participants}
    for row, buyer in enumerate(BUYERS):
        y = 84 + 62 * row
        parts.append(text(492, y + 31, buyer, "end"))
        for slot in range(len(CLOCKS)):
            parts += cell(
                503 + 84 * slot,
                y,
                slot,
                met.get((buyer, slot)),
                buyer == "Town" and slot == 2,
                slot in hours[buyer],
            )
    return parts


def cell(x: int, y: int, slot: int, meeting: Meeting | None, workshop: bool, there: bool) -> list[str]:
    box = f'x="{x}" y="{y}" width="80" height="52" rx="4"'
    if meeting is not None:
        label = [text(x + 40, y + 22, meeting.supplier, "middle", "700", PAPER)]
        label.append(text(x + 40, y + 41, f"table {meeting.table + 1}", "middle", "400", PAPER))
        return [f'<rect {box} fill="{COLOURS[slot]}"/>', *label]
    if workshop:
        return [
            f'<rect {box} fill="none" stroke="{INK}" stroke-dasharray="5 4"/>',
            text(x + 40, y + 31, "workshop", "middle"),
        ]
    words = "free" if there else "not there"
    return [
        f'<rect {box} fill="none" stroke="{FAINT}"/>',
        text(x + 40, y + 31, words, "middle", "400", "#6b6558"),
    ]


def draw() -> str:
    plan = solve(instance())
    title = f"{len(plan.meetings)} meetings out of {len(WISHES)} wishes; nobody without one; proved best."
    body = "\n".join([*wishes(plan), *day(plan), text(24, 352, title)])
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 940 372" role="img" font-family="sans-serif" '
        f'font-size="14"><title>{title}</title>\n<rect width="940" height="372" fill="{PAPER}"/>\n'
        f"{body}\n</svg>\n"
    )


if __name__ == "__main__":
    Path(__file__).with_name("planning-day.svg").write_text(draw(), encoding="utf-8")
