"""Thousands of zones against one, at once: which meet it, in one pass of numpy.

    footprints = Footprints.of(zones)      # once, when the suppliers are read
    mask = footprints.meeting(need.zone)   # (len(zones),) bool, same answers as zones.intersects

Equal zones are stored once. The store is a bit matrix turned so that the eight communes of a byte lie
together for all zones: a need in one commune reads one line of it. 5,000 different zones take 22 MB.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchmaker.reference import geometry, zones
from matchmaker.reference.commune_table import Floats, table
from matchmaker.reference.zones import Zone

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Footprints:
    """`which` (n,) gives for each zone its column in `lines` (bytes of communes x distinct zones).

    `centres` are the circles' unit vectors, `owners` the column each belongs to, `radii` in km.
    """

    which: npt.NDArray[np.intp]
    lines: npt.NDArray[np.uint8]
    nationwide: Mask
    empty: Mask
    centres: Floats
    owners: npt.NDArray[np.intp]
    radii: Floats

    @classmethod
    def of(cls, held: Sequence[Zone]) -> "Footprints":
        columns = {zone: column for column, zone in enumerate(dict.fromkeys(held))}
        centres = [zones.circles(zone) for zone in columns]
        counts = [len(one) for one in centres]
        return cls(
            which=np.array([columns[zone] for zone in held], dtype=np.intp),
            lines=_lines(list(columns)),
            nationwide=np.array([zone.nationwide for zone in columns], dtype=np.bool_),
            empty=np.array([zone.is_empty for zone in columns], dtype=np.bool_),
            centres=np.concatenate([np.empty((0, 3)), *centres]),
            owners=np.repeat(np.arange(len(columns)), counts),
            radii=np.repeat([zone.radius_km or 0.0 for zone in columns], counts).astype(np.float64),
        )

    def __len__(self) -> int:
        return len(self.which)

    def meeting(self, zone: Zone) -> Mask:
        """For each zone held, whether it meets this one."""
        if zone.is_empty:
            return np.zeros(len(self.which), dtype=np.bool_)
        met = ~self.empty if zone.nationwide else self._sharing(zone) | self.nationwide
        return met[self.which]

    def _sharing(self, zone: Zone) -> Mask:
        asked = _packed(zone)
        places = np.flatnonzero(asked)
        met = np.zeros(self.lines.shape[1], dtype=np.bool_)
        for place in places:
            met |= (self.lines[place] & asked[place]) != 0
        return met | self._overlapping(zone)

    def _overlapping(self, zone: Zone) -> Mask:
        """Circles of this zone against all circles held."""
        met = np.zeros(self.lines.shape[1], dtype=np.bool_)
        centres = zones.circles(zone)
        if len(centres) and len(self.centres):
            near = geometry.nearest_km(self.centres, centres) <= self.radii + (zone.radius_km or 0.0)
            met[self.owners[near]] = True
        return met


def _packed(zone: Zone) -> npt.NDArray[np.uint8]:
    mask = np.zeros(len(table()), dtype=np.bool_)
    mask[zones.cover(zone)] = True
    return np.packbits(mask)


def _lines(distinct: Sequence[Zone]) -> npt.NDArray[np.uint8]:
    """(communes / 8, distinct zones); nationwide zones stay blank, a flag says it all."""
    lines = np.zeros((len(distinct), (len(table()) + 7) // 8), dtype=np.uint8)
    for line, zone in zip(lines, distinct, strict=True):
        if not zone.nationwide:
            line[:] = _packed(zone)
    return np.ascontiguousarray(lines.T)
