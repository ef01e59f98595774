"""What the articles of procurement law say, in our own plain words, with the date of their state.

`checked` is False for what was not read in a source: show it as "à vérifier".
"""

from dataclasses import dataclass
from datetime import date

from matchmaker.reference.lazy import once
from matchmaker.reference.thresholds import read_law


@dataclass(frozen=True, slots=True)
class Article:
    """`subject`: "sourcing", "need", "reserved", "procedure", "innovation", "selection"…"""

    article: str
    subject: str
    text_fr: str
    text_en: str
    as_of: date
    source: str
    checked: bool

    def text(self, language: str = "fr") -> str:
        return self.text_en if language == "en" else self.text_fr


def get(article: str) -> Article | None:
    return _articles().get(article)


def about(subject: str) -> tuple[Article, ...]:
    return tuple(one for one in _articles().values() if one.subject == subject)


def all_articles() -> tuple[Article, ...]:
    return tuple(_articles().values())


@once
def _articles() -> dict[str, Article]:
    return {row["article"]: _article(row) for row in read_law("articles")}


def _article(row: dict[str, str]) -> Article:
    return Article(
        article=row["article"],
        subject=row["subject"],
        text_fr=row["text_fr"],
        text_en=row["text_en"],
        as_of=date.fromisoformat(row["as_of"]),
        source=row["source"],
        checked=row["checked"] == "yes",
    )
