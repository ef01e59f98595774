"""Names of files: what a person typed is kept for people to read, never for a machine to obey."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 100
# Separators of every system, quotes and signs of shells and of HTML.
FOREIGN = re.compile(r"[<>:\"'|?*&;`$%{}\\/]+")
# Of Windows: no file may be called so, whatever its ending.
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
SPOKEN = frozenset({"L", "M", "N", "P", "S", "Z"})  # letters, marks, figures, signs and blanks


def ending_of(name: str) -> str:
    """`pdf` of `Plan.PDF`; empty without one."""
    stem, dot, ending = name.rpartition(".")
    return ending.strip().lower() if dot and stem else ""


def neutral(name: str, ending: str) -> str:
    """A plain name with that ending: no path, no control or direction sign, no leading dot, short."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(one for one in last if unicodedata.category(one)[0] in SPOKEN)
    stem = kept.rpartition(".")[0] if ending_of(kept) else kept
    stem = " ".join(FOREIGN.sub("-", stem).split()).strip(" .-")[:LONGEST].strip(" .-")
    if not stem or RESERVED.fullmatch(stem):
        stem = f"fichier {stem}".strip()
    return f"{stem}.{ending}"
