"""The versioned numbers of the ranking: shipped as JSON, printable, replaceable by ``--weights``."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path

SHIPPED = Path(__file__).with_name("weights") / "default.json"
FORMAT = "match-weights/1"
ANALYSIS = 2  # raised whenever what a text becomes, or what is learned of it, changes its form
CRITERIA = ("words", "spelling", "cpv", "place")


class WeightsError(ValueError):
    """The weights file cannot be used; the message names the key."""


@dataclass(frozen=True, slots=True)
class Weights:
    """``maximum``: points of each criterion at most, summing to 100; see ``scoring.saturated``."""

    version: str
    maximum: Mapping[str, float]
    decay: tuple[float, ...]
    cpv_levels: tuple[float, ...]  # part of closeness won at 2, 3, 4, 5 shared digits; sums to 1
    predicted_share: float  # what a CPV expected from the words counts beside one given by the buyer
    predicted_alone: float  # the same when the buyer gave none
    predicted_sharpness: float  # inverse temperature of the classifier's scores
    place_km: float  # distance at which closeness falls to 1/e
    nationwide: float  # closeness of one who works everywhere
    place_read: float  # what a place read in the need's words counts beside one that was given
    place_other: float  # what place counts for supplies and services beside works
    place_from: float  # points of words and codes from which place counts in full; below, in proportion
    label_part: float  # what the labels of the codes given count in the spelling beside the need's own words
    term_sharpness: float
    term_level: int

    def most(self, criterion: str, pieces: int = 3) -> float:
        """Points that so many perfect pieces of evidence bring."""
        if criterion == "place":
            return self.maximum[criterion] if pieces else 0.0
        share = sum(self.decay[:pieces]) / sum(self.decay)
        return self.maximum[criterion] * (2 * share - share**2)

    def to_json(self) -> dict[str, object]:
        return {"format": FORMAT, "analysis": ANALYSIS, **asdict(self)}


def _number(data: Mapping[str, object], key: str, *, low: float = 0.0, high: float = 1000.0) -> float:
    value = data.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise WeightsError(f"{key}: a number is expected")
    if not low <= value <= high:
        raise WeightsError(f"{key}: {value} is not between {low:g} and {high:g}")
    return float(value)


def _numbers(data: Mapping[str, object], key: str, *, count: int) -> tuple[float, ...]:
    values = data.get(key)
    if not isinstance(values, list) or len(values) != count:
        raise WeightsError(f"{key}: a list of {count} numbers is expected")
    return tuple(_number({key: value}, key, high=1.0) for value in values)


def _by_criterion(data: Mapping[str, object], key: str) -> dict[str, float]:
    values = data.get(key)
    if not isinstance(values, dict) or set(values) != set(CRITERIA):
        raise WeightsError(f"{key}: one number for each of {', '.join(CRITERIA)} is expected")
    return {criterion: _number(values, criterion) for criterion in CRITERIA}


def parse_weights(data: object) -> Weights:
    """Raises WeightsError naming what is wrong."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise WeightsError(f"format: “{FORMAT}” is expected")
    if data.get("analysis") != ANALYSIS:
        raise WeightsError(f"analysis: these weights are for another analysis than {ANALYSIS}")
    unknown = set(data) - {"format", "analysis"} - {field.name for field in fields(Weights)}
    if unknown:
        raise WeightsError(f"unknown keys: {', '.join(sorted(unknown))}")
    if not isinstance(data.get("version"), str):
        raise WeightsError("version: a text is expected")
    maximum = _by_criterion(data, "maximum")
    if abs(sum(maximum.values()) - 100) > 1e-6:
        raise WeightsError("maximum: the maxima must sum to 100")
    return Weights(
        version=str(data["version"]),
        maximum=maximum,
        decay=_numbers(data, "decay", count=3),
        cpv_levels=_numbers(data, "cpv_levels", count=4),
        predicted_share=_number(data, "predicted_share", high=1.0),
        predicted_alone=_number(data, "predicted_alone", high=1.0),
        predicted_sharpness=_number(data, "predicted_sharpness"),
        place_km=_number(data, "place_km", low=1.0),
        nationwide=_number(data, "nationwide", high=1.0),
        place_read=_number(data, "place_read", high=1.0),
        place_other=_number(data, "place_other", high=1.0),
        place_from=_number(data, "place_from", high=100.0),
        label_part=_number(data, "label_part", high=1.0),
        term_sharpness=_number(data, "term_sharpness", high=4.0),
        term_level=int(_number(data, "term_level", low=2, high=8)),
    )


def load_weights(path: str | Path) -> Weights:
    """Raises WeightsError; OSError when the file cannot be read."""
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise WeightsError(f"not JSON: {error}") from error
    return parse_weights(data)


@cache
def shipped_weights() -> Weights:
    return load_weights(SHIPPED)
