"""Simplified outlines, for maps only. Source: IGN Admin Express 2018, INSEE."""

from typing import Any, Literal

from matchmaker.reference import tables
from matchmaker.reference.lazy import once

Layer = Literal["departments", "regions", "epcis_hdf"]


def outline(layer: Layer) -> dict[str, Any]:
    """A GeoJSON FeatureCollection, `code` and `name` as properties. Shared by all: do not change it."""
    try:
        return _LAYERS[layer]()
    except KeyError:
        raise ValueError(f"no outline named {layer!r}") from None


@once
def _departments() -> dict[str, Any]:
    return dict(tables.read_json("departments"))


@once
def _regions() -> dict[str, Any]:
    return dict(tables.read_json("regions"))


@once
def _epcis_hdf() -> dict[str, Any]:
    return dict(tables.read_json("epcis_hdf"))


_LAYERS = {"departments": _departments, "regions": _regions, "epcis_hdf": _epcis_hdf}
