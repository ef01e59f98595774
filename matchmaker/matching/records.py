"""Lines of the ``match/1`` files to values, each problem with its line and its reason.

A bad line never hides the next ones. Unknown keys are told once each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Never, TypeVar

from matchmaker.matching.codes import WRITTEN
from matchmaker.matching.eligibility import known_article
from matchmaker.matching.values import EVIDENCE_KINDS, Evidence, Need, Supplier
from matchmaker.reference import commune_table, territories
from matchmaker.reference.zones import Zone, ZoneError

Progress = Callable[[str], None]
T = TypeVar("T")
Record = dict[str, object]
SUPPLIER_KINDS = frozenset(["ea", "esat", "ei", "ai", "aci", "etti", "eiti", "geiq", "ess", "other"])
SUPPLIER_KEYS = frozenset({"id", "name", "kind", "evidence"})
EVIDENCE_KEYS = frozenset({"text", "cpv", "kind", "date", "place"})
PLACE_KEYS = frozenset({"departments", "communes", "radius_km", "nationwide"})
NEED_KEYS = frozenset({"id", "text", "cpv", "commune", "department", "reserved", "as_of"})
TEXT_KEYS = frozenset({"id", "text"})
CONTRACT_KEYS = frozenset({"id", "text", "cpv"})


@dataclass(frozen=True, slots=True)
class Problem:
    """``line`` counts from 1; 0 concerns the file as a whole."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}" if self.line else f"{self.file}: {self.reason}"


class FileRefused(ValueError):
    """The input cannot be used; ``problems`` holds all that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


class BadLine(ValueError):
    """What is wrong in one line."""


@dataclass(frozen=True, slots=True)
class Text:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Contract:
    id: str
    text: str
    cpv: str


@dataclass
class _File:
    path: Path
    problems: list[Problem]
    tell: Progress

    def __post_init__(self) -> None:
        self.told: set[str] = set()
        self.seen: dict[str, int] = {}

    def lines(self) -> Iterator[tuple[int, Record]]:
        """Every line that is a JSON object with a new id; the others become problems."""
        try:
            with self.path.open("rb") as stream:
                for number, raw in enumerate(stream, start=1):
                    record = self._record(number, raw)
                    if record is not None:
                        yield number, record
        except OSError as error:
            self.problems.append(Problem(str(self.path), 0, f"cannot be read: {error.strerror}"))

    def refuse(self, number: int, reason: str) -> None:
        self.problems.append(Problem(str(self.path), number, reason))

    def warn_unknown(self, record: Mapping[str, object], known: frozenset[str], where: str = "") -> None:
        for key in record:
            if key not in known:
                self.tell_once(f"unknown key “{where}{key}” ignored")

    def tell_once(self, message: str) -> None:
        if message not in self.told:
            self.told.add(message)
            self.tell(f"{self.path}: {message}")

    def _record(self, number: int, raw: bytes) -> Record | None:
        try:
            record = _parsed(raw, first=number == 1)
            if record is not None:
                self._claim(_text(record, "id"), number)
        except BadLine as error:
            self.refuse(number, str(error))
            return None
        return record

    def _claim(self, identifier: str, number: int) -> None:
        if not identifier:
            raise BadLine("id: empty")
        first = self.seen.setdefault(identifier, number)
        if first != number:
            raise BadLine(f"id: “{identifier}” already stands on line {first}")


def read_suppliers(path: Path, problems: list[Problem], tell: Progress) -> list[Supplier]:
    file = _File(path, problems, tell)
    return _read(file, lambda record: _supplier(record, file))


def read_needs(path: Path, problems: list[Problem], tell: Progress) -> list[Need]:
    file = _File(path, problems, tell)
    return _read(file, lambda record: _need(record, file))


def read_texts(path: Path, problems: list[Problem], tell: Progress) -> list[Text]:
    """Lines of ``id`` and ``text``: a file of needs serves as well, its other keys are not looked at."""
    file = _File(path, problems, tell)

    def text_of(record: Record) -> Text:
        file.warn_unknown(record, NEED_KEYS)
        return Text(_text(record, "id"), _text(record, "text"))

    return _read(file, text_of)


def read_contracts(path: Path, problems: list[Problem], tell: Progress) -> list[Contract]:
    file = _File(path, problems, tell)

    def contract_of(record: Record) -> Contract:
        file.warn_unknown(record, CONTRACT_KEYS)
        return Contract(_text(record, "id"), _text(record, "text"), _code(_text(record, "cpv")))

    return _read(file, contract_of)


def _read(file: _File, build: Callable[[Record], T]) -> list[T]:
    built: list[T] = []
    for number, record in file.lines():
        try:
            built.append(build(record))
        except BadLine as error:
            file.refuse(number, str(error))
    return built


def _supplier(record: Record, file: _File) -> Supplier:
    file.warn_unknown(record, SUPPLIER_KEYS)
    kind = _optional_text(record, "kind")
    if kind is not None and kind not in SUPPLIER_KINDS:
        raise BadLine(f"kind: “{kind}” is not one of {', '.join(sorted(SUPPLIER_KINDS))}")
    evidence = record.get("evidence")
    if not isinstance(evidence, list):
        raise BadLine("evidence: a list is expected")
    return Supplier(
        id=_text(record, "id"),
        evidence=tuple(_evidence(piece, file) for piece in evidence),
        name=_optional_text(record, "name") or "",
        kinds=frozenset({kind} if kind else ()),
    )


def _evidence(piece: object, file: _File) -> Evidence:
    if not isinstance(piece, dict):
        raise BadLine("evidence: each piece must be an object")
    file.warn_unknown(piece, EVIDENCE_KEYS, "evidence.")
    kind = _optional_text(piece, "kind") or "contract"
    if kind not in EVIDENCE_KINDS:
        raise BadLine(f"evidence.kind: “{kind}” is not one of {', '.join(EVIDENCE_KINDS)}")
    return Evidence(
        text=_text(piece, "text"),
        kind=kind,
        cpv=_codes(piece),
        date=_date(piece, "date"),
        zone=_place(piece.get("place"), file),
    )


def _need(record: Record, file: _File) -> Need:
    file.warn_unknown(record, NEED_KEYS)
    return Need(
        id=_text(record, "id"),
        text=_text(record, "text"),
        cpv=_codes(record),
        zone=_need_zone(record, file),
        reserved=_articles(record),
        as_of=_date(record, "as_of"),
    )


def _need_zone(record: Record, file: _File) -> Zone | None:
    commune, department = _optional_text(record, "commune"), _optional_text(record, "department")
    if commune:
        return _zone({"communes": [commune]}, file)
    return _zone({"departments": [department]}, file) if department else None


def _place(value: object, file: _File) -> Zone | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise BadLine("place: an object is expected")
    file.warn_unknown(value, PLACE_KEYS, "place.")
    return _zone({key: value[key] for key in value if key in PLACE_KEYS}, file)


def _zone(data: Record, file: _File) -> Zone | None:
    """Unknown codes are told once and left out; an unknown commune stands for its department."""
    departments = {code for code in _texts(data, "departments") if _known_department(code, file)}
    communes = set()
    for code in _texts(data, "communes"):
        if commune_table.row(code) is not None:
            communes.add(code)
            continue
        department = territories.department_of(code)
        file.tell_once(
            f"unknown commune “{code}”: " + (f"department {department} instead" if department else "ignored")
        )
        departments |= {department} if department else set()
    kept: Record = {"communes": sorted(communes), "departments": sorted(departments)}
    if data.get("nationwide") is not None:
        kept["nationwide"] = data["nationwide"]
    if communes and data.get("radius_km") not in (None, 0):
        kept["radius_km"] = data["radius_km"]
    try:
        zone = Zone.from_json(kept)
    except ZoneError as error:
        raise BadLine(f"place: {error}") from error
    return None if zone.is_empty else zone


def _known_department(code: str, file: _File) -> bool:
    known = territories.department(code) is not None
    if not known:
        file.tell_once(f"unknown department “{code}”: ignored")
    return known


def _articles(record: Record) -> tuple[str, ...]:
    articles = _texts(record, "reserved")
    for article in articles:
        if not known_article(article):
            raise BadLine(f"reserved: “{article}” is not an article that reserves contracts")
    return articles


def _codes(record: Record) -> tuple[str, ...]:
    return tuple(_code(code) for code in _texts(record, "cpv"))


def _code(written: str) -> str:
    match = WRITTEN.fullmatch(written.strip())
    if match is None:
        raise BadLine(f"cpv: “{written}” has not 2 to 8 digits")
    return match[1]


def _date(record: Record, key: str) -> date | None:
    written = _optional_text(record, key)
    if written is None:
        return None
    try:
        if len(written) != len("2026-01-31"):
            raise ValueError
        return date.fromisoformat(written)
    except ValueError as error:
        raise BadLine(f"{key}: “{written}” is not a date YYYY-MM-DD") from error


def _text(record: Record, key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise BadLine(f"{key}: a text is expected")
    return value


def _optional_text(record: Record, key: str) -> str | None:
    return None if record.get(key) is None else _text(record, key)


def _texts(record: Record, key: str) -> tuple[str, ...]:
    values = record.get(key)
    if values is None:
        return ()
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise BadLine(f"{key}: a list of texts is expected")
    return tuple(values)


def _parsed(raw: bytes, *, first: bool) -> Record | None:
    """The object of a line; None for a blank line."""
    try:
        line = raw.decode("utf-8-sig" if first else "utf-8")
    except UnicodeDecodeError as error:
        raise BadLine("not UTF-8") from error
    if not line.strip():
        return None
    try:
        record = json.loads(line, parse_constant=_no_constant, object_pairs_hook=_no_repeat)
    except json.JSONDecodeError as error:
        raise BadLine(f"not JSON: {error.msg} (character {error.pos + 1})") from error
    except RecursionError as error:
        raise BadLine("not JSON: nested too deeply") from error
    if _has_half_character(line, record):
        raise BadLine("half of a surrogate pair (\\ud800 to \\udfff) is no character")
    if not isinstance(record, dict):
        raise BadLine("an object is expected")
    return record


def _has_half_character(line: str, record: object) -> bool:
    """JSON may escape half of a pair, which no UTF-8 file can hold; looked for only where it can be."""
    if "\\ud" not in line.lower():
        return False
    try:
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def _no_constant(name: str) -> Never:
    raise BadLine(f"{name} is not a number")


def _no_repeat(items: list[tuple[str, object]]) -> Record:
    """Of a key said twice parsers keep the last: the writer would never learn that the first was lost."""
    made = dict(items)
    if len(made) < len(items):
        names = [key for key, _ in items]
        raise BadLine(f"“{next(key for key in names if names.count(key) > 1)}” stands twice in one object")
    return made
