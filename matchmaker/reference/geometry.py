"""Distances on the sphere between sets of unit vectors, exact to a metre, in one pass of numpy.

The chord |p - q| rather than the dot product gives the angle: near zero the arc cosine loses all digits.
"""

import math

import numpy as np
import numpy.typing as npt

from matchmaker.reference.commune_table import EARTH_RADIUS_KM, Floats

BLOCK = 2_000_000  # pairs looked at together: 16 MB of float64


def chord(kilometres: float) -> float:
    """Straight line through the unit sphere under an arc of that length."""
    return 2 * math.sin(min(kilometres / EARTH_RADIUS_KM, math.pi) / 2)


def arc_km(chords: Floats) -> Floats:
    arcs: Floats = 2 * EARTH_RADIUS_KM * np.arcsin(np.clip(chords / 2, 0.0, 1.0))
    return arcs


def within_km(points: Floats, centres: Floats, radius_km: float) -> npt.NDArray[np.bool_]:
    """Which points lie within the radius of a centre; unknown points (NaN) lie nowhere."""
    near = np.zeros(len(points), dtype=np.bool_)
    limit = chord(radius_km) ** 2
    for centre in centres:
        offsets = points - centre
        near |= np.einsum("ij,ij->i", offsets, offsets) <= limit
    return near


def nearest_km(points: Floats, targets: Floats) -> Floats:
    """From each point to the nearest target: NaN for unknown points, and when there is no target."""
    nearest = np.full(len(points), np.nan)
    if not len(targets):
        return nearest
    step = max(1, BLOCK // len(targets))
    for start in range(0, len(points), step):
        block = points[start : start + step]
        best = np.argmax(np.nan_to_num(block @ targets.T, nan=-2.0), axis=1)
        nearest[start : start + step] = np.linalg.norm(block - targets[best], axis=1)
    return arc_km(nearest)


def gap_km(a: Floats, b: Floats) -> float | None:
    """Between the nearest points of two sets; None when one is empty."""
    if not len(a) or not len(b):
        return None
    few, many = (a, b) if len(a) <= len(b) else (b, a)
    return float(nearest_km(few, many).min())
