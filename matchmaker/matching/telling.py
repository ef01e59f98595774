"""The nearest code and the place of work as reasons, made again from what a list keeps of them."""

from __future__ import annotations

from matchmaker.matching.values import Reason
from matchmaker.matching.wording import N_
from matchmaker.reference import cpv
from matchmaker.reference.zones import Zone, intersects


def label(code: str) -> str:
    found = cpv.get(code.ljust(8, "0"))
    return found.label_fr if found else code


def code_reason(code: str, asked: str, digits: int) -> Reason:
    """`code` of the supplier, `asked` the need's code nearest to it, `digits` shared (0: expected)."""
    told: dict[str, object] = {"code": code.ljust(8, "0"), "label": label(code)}
    if not digits:
        message = N_("CPV %(code)s (%(label)s), expected from the words of the need")
    elif asked == code:
        message = N_("Same CPV: %(code)s (%(label)s)")
    else:
        message = N_("CPV %(code)s close to %(asked)s: both under “%(common)s”")
        told |= {"asked": asked.ljust(8, "0"), "common": label(code[:digits])}
    return Reason("cpv", 0.0, 0.0, message, told)


def place_reason(zone: Zone, km: float | None, asked: Zone, *, read: bool) -> Reason:
    """`read`: the need's place was read in its words, not given."""
    told: dict[str, object] = {"zone": zone, "km": round(km or 0)}
    if read:
        told["guess"] = asked
    meets = not km or intersects(zone, asked)
    if read and meets:
        message = N_("Works where the words of the need point to (%(guess)s): %(zone)s")
    elif read:
        message = N_("Works about %(km)s km from where the words of the need point to (%(guess)s): %(zone)s")
    elif zone.nationwide:
        message = N_("Works throughout the country")
    else:
        message = (
            N_("Works where the need is: %(zone)s") if meets else N_("Works about %(km)s km away: %(zone)s")
        )
    return Reason("place", 0.0, 0.0, message, told)
