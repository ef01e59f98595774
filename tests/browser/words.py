"""The words that a visitor reads, by message id: a tour is written once and walked in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from matchmaker.web import i18n


@cache
def catalogue(language: str) -> dict[str, str]:
    """Singular messages only: plurals are looked for by their numbers."""
    return {str(one.id): str(one.string) for one in i18n.merged(language) if isinstance(one.id, str)}


@dataclass(frozen=True)
class Words:
    language: str

    def __call__(self, message: str, **values: object) -> str:
        if self.language == "en":
            return message % values if values else message
        said = catalogue(self.language)[message]
        return said % values if values else said
