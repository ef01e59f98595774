"""A place as somebody types it: a commune, an EPCI, an arrondissement, a department or a region.

A token names it: "commune:62041", "epci:200033579", "arrondissement:621", "department:62", "region:32".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from matchmaker.reference import communes, territories, zones
from matchmaker.reference.communes import Commune
from matchmaker.reference.text import name_key, typographic
from matchmaker.reference.zones import Zone

CANDIDATES = 8
_NAME_AND_CODE = re.compile(r"(.+?)\s*\(([^()]+)\)")
_KINDS = {
    "commune": "communes",
    "epci": "epcis",
    "arrondissement": "arrondissements",
    "department": "departments",
    "region": "regions",
}


@dataclass(frozen=True, slots=True)
class Place:
    """`label` alone may be borne by several places; `text` names this one, and `resolve` reads it back."""

    token: str
    label: str
    detail: str

    @property
    def text(self) -> str:
        return f"{self.label} ({self.detail})"


def from_token(token: str) -> Place | None:
    kind, _, code = token.partition(":")
    read = _READERS.get(kind)
    return None if read is None else read(code)


def _commune(commune: Commune) -> Place:
    detail = commune.postal_codes[0] if commune.postal_codes else commune.code
    return Place(f"commune:{commune.code}", typographic(commune.name), detail)


def _of_commune(code: str) -> Place | None:
    found = communes.get(code)
    return None if found is None else _commune(found)


def _of_epci(siren: str) -> Place | None:
    found = territories.epci(siren)
    return None if found is None else Place(f"epci:{siren}", typographic(found.name), f"EPCI {siren}")


def _of_arrondissement(code: str) -> Place | None:
    found = territories.arrondissement(code)
    if found is None or found.name == found.code:
        return None
    return Place(f"arrondissement:{code}", zones.describe(Zone(arrondissements=(code,))), code)


def _of_department(code: str) -> Place | None:
    found = territories.department(code)
    return None if found is None else Place(f"department:{code}", typographic(found.name), code)


def _of_region(code: str) -> Place | None:
    found = territories.region(code)
    return None if found is None else Place(f"region:{code}", typographic(found.name), f"R{code}")


_READERS: Mapping[str, Callable[[str], Place | None]] = {
    "commune": _of_commune,
    "epci": _of_epci,
    "arrondissement": _of_arrondissement,
    "department": _of_department,
    "region": _of_region,
}


def resolve(text: str, *, region: str | None = None) -> tuple[Place, ...]:
    """What the text may mean: one place when it is clear, several to choose from, none when unknown.

    Departments and regions come before communes of the same name; then those of `region`.
    """
    typed = text.strip()
    named = _NAME_AND_CODE.fullmatch(typed)
    if named:
        same = [one for one in suggest(named[1], limit=200) if _is_said(one, named[2].strip())]
        if same:
            return tuple(same[:CANDIDATES])
        typed = named[1]
    found = _by_code(typed) or _by_exact_name(typed) or suggest(typed, limit=CANDIDATES)
    return tuple(sorted(found, key=lambda one: not _within(one, region))[:CANDIDATES])


def _is_said(place: Place, detail: str) -> bool:
    """The same words between brackets; of a commune the start of its postal code will do."""
    return place.detail == detail or (place.token.startswith("commune:") and place.detail.startswith(detail))


def _within(place: Place, region: str | None) -> bool:
    """A territory wider than a commune counts as near."""
    kind, _, code = place.token.partition(":")
    commune = communes.get(code) if kind == "commune" else None
    return commune is None or commune.region == region


def suggest(prefix: str, *, limit: int = 10, region: str | None = None) -> tuple[Place, ...]:
    """Places whose name or postal code begins so: departments and regions, then communes, then EPCI."""
    key = name_key(prefix)
    if not key:
        return ()
    whole = [one for one in _territories() if name_key(one.label).startswith(key)]
    near = [_commune(one) for one in communes.search(prefix, limit=limit, region=region)]
    epcis = territories.search_epci(_abbreviated(key), limit=3, region=region)
    grouped = [from_token(f"epci:{one.siren}") for one in epcis]
    held = [*whole[:3], *near, *(one for one in grouped if one is not None), *_arrondissements(key, region)]
    if region is not None and len(held) < limit:
        held += [one for one in suggest(prefix, limit=limit) if one not in held]
    return tuple(held[:limit])


_EPCI_WORDS = (
    ("communaute de communes", "cc"),
    ("communaute d agglomeration", "ca"),
    ("communaute urbaine", "cu"),
)


def _abbreviated(key: str) -> str:
    """The official table writes CC, CA and CU; people write the words in full."""
    for words, letters in _EPCI_WORDS:
        if key.startswith(words):
            return (
                f"{letters} {key[len(words) :]}".replace(" de ", " ").replace(" d ", " ").replace(" du ", " ")
            )
    return key


def _arrondissements(key: str, region: str | None) -> list[Place]:
    """At most two whose name begins so, with or without « arrondissement de »."""
    inside = set(territories.departments_of_region(region)) if region else None
    near = [one for one in territories.arrondissements() if inside is None or one.department in inside]
    named = [(one.name, _of_arrondissement(one.code)) for one in near]
    return [
        place
        for name, place in named
        if place is not None and any(name_key(text).startswith(key) for text in (name, place.label))
    ][:2]


def _territories() -> Iterable[Place]:
    tokens = [f"department:{one.code}" for one in territories.departments()]
    tokens += [f"region:{one.code}" for one in territories.regions()]
    return [one for one in map(from_token, tokens) if one is not None]


def _by_code(typed: str) -> list[Place]:
    bare = "".join(typed.split()).upper()
    if re.fullmatch("[0-9]{5}", bare, re.ASCII):
        return [_commune(one) for one in communes.by_postal_code(bare)]
    one = from_token(f"department:{bare}") or (from_token(f"epci:{bare}") if len(bare) == 9 else None)
    return [] if one is None else [one]


def _by_exact_name(typed: str) -> list[Place]:
    key = name_key(typed)
    whole = [one for one in _territories() if name_key(one.label) == key]
    near = [_commune(one) for one in communes.search(typed, limit=200) if name_key(one.name) == key]
    return whole + near


def tokens_of(zone: Zone) -> tuple[str, ...]:
    return tuple(f"{kind}:{code}" for kind, key in _KINDS.items() for code in getattr(zone, key))


def zone_of(tokens: Iterable[str], radius_km: float | None = None, *, nationwide: bool = False) -> Zone:
    """Raises ZoneError when a token names no place, or when a radius has no commune to go around."""
    held: dict[str, object] = {} if radius_km is None else {"radius_km": radius_km}
    if nationwide:
        held["nationwide"] = True
    for token in tokens:
        kind, _, code = token.partition(":")
        codes = held.setdefault(_KINDS.get(kind, kind), [])
        assert isinstance(codes, list)
        codes.append(code)
    return Zone.from_json(held)
