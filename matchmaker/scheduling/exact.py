"""Solving a model with HiGHS: as a linear programme for its bound, in whole numbers for its plan."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csc_array, csr_array

from .model import Floats, Model

TOLERANCE = 1e-6

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Found:
    """`x` is None when nothing was found; `proved` when nothing better exists (or nothing at all)."""

    x: Floats | None
    proved: bool


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The best a fraction of meetings could do.

    `bound` holds whatever the solver's tolerance, being made from its prices alone; `margin` tells by
    column how the bound changes at most when the column is used; `x` is the solution in fractions.
    """

    bound: float
    margin: Floats
    x: Floats


@dataclass(frozen=True, slots=True)
class Part:
    """A model without some of its columns, and without the rows that lost all of theirs."""

    columns: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int64]
    matrix: csr_array


def part_of(model: Model, near: Mask) -> Part:
    columns = np.flatnonzero(near)
    narrow = csr_array(csc_array(model.matrix)[:, columns])
    rows = np.flatnonzero(np.diff(narrow.indptr) > 0)
    return Part(columns, rows, narrow[rows])


def maximise(
    model: Model,
    gain: Floats,
    nodes: int,
    seconds: float,
    slack: float = 0.0,
    near: Mask | None = None,
    sure: Mask | None = None,
) -> Found:
    """The best whole solution on the `near` columns, with all `sure` ones, up to a share `slack` below it."""
    part = part_of(model, np.ones(len(gain), dtype=bool) if near is None else near)
    if not len(part.columns):
        return Found(np.zeros(len(gain)), True)
    options: dict[str, float] = {"node_limit": nodes, "mip_rel_gap": slack}
    if np.isfinite(seconds):
        options["time_limit"] = max(0.01, seconds)
    answer = milp(
        -gain[part.columns],
        integrality=(part.columns < model.meetings).astype(np.int64),
        bounds=Bounds(0 if sure is None else sure[part.columns].astype(float), model.upper[part.columns]),
        constraints=_constraints(model, part),
        options=options,
    )
    if answer.x is None:
        return Found(None, answer.status == 2)
    x = np.zeros(len(gain))
    x[part.columns] = answer.x
    return Found(x, answer.status == 0)


def _constraints(model: Model, part: Part) -> list[LinearConstraint]:
    if not len(part.rows):
        return []
    return [LinearConstraint(part.matrix, -np.inf, model.limit[part.rows])]


def relax(model: Model, gain: Floats, near: Mask, seconds: float) -> Relaxed | None:
    """The linear relaxation on the `near` columns, its bound made valid for all; None when out of time."""
    part = part_of(model, near)
    price, x = np.zeros(len(model.limit)), np.zeros(len(gain))
    if len(part.rows):
        options = {"time_limit": max(0.01, seconds)} if np.isfinite(seconds) else {}
        upper = model.upper[part.columns]
        answer = linprog(
            -gain[part.columns],
            A_ub=part.matrix,
            b_ub=model.limit[part.rows],
            bounds=np.column_stack([np.zeros_like(upper), upper]),
            method="highs-ds",
            options=options,
        )
        if answer.status != 0:
            return None
        x[part.columns] = answer.x
        price[part.rows] = np.clip(-np.asarray(answer.ineqlin.marginals), 0, None)
    margin = np.asarray(gain - model.matrix.T @ price, dtype=np.float64)
    bound = float(model.limit @ price + (np.clip(margin, 0, None) * model.upper).sum())
    return Relaxed(bound, margin, x)


def whole(bound: float) -> int:
    """The largest whole number that `bound`, a sum of many products, can stand for."""
    return int(np.floor(bound + TOLERANCE * max(1.0, abs(bound) * 1e-3)))


def chosen(model: Model, x: Floats) -> list[tuple[int, int]]:
    used: npt.NDArray[np.int64] = np.flatnonzero(x[: model.meetings] > 0.5)
    return list(zip(model.pair[used].tolist(), model.slot[used].tolist(), strict=True))
