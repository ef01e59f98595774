"""From an item of a file, 2019 or 2022, JSON or XML, to a cleaned line.

Every contract of every file passes here: readings are memoised in `method`, and what a line does not hold
costs one look in its dict.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from matchmaker.observatory.formats import parties
from matchmaker.observatory.formats.lines import Row, SetAside
from matchmaker.observatory.formats.texts import clean_text, names_in
from matchmaker.observatory.method import amounts, codes, considerations, dates, identity, places

LONGEST_DURATION = 600
LONGEST_CHILDREN = 500_000
"""Characters that the suppliers and modifications of a contract may take: some 10,000 of them."""


# The fields of the official schemas; others are told once a file and left alone.
FIELDS = frozenset(
    {
        "_type",
        "id",
        "uid",
        "uuid",
        "source",
        "acheteur",
        "autoriteConcedante",
        "nature",
        "objet",
        "codeCPV",
        "techniques",
        "modalitesExecution",
        "idAccordCadre",
        "marcheInnovant",
        "attributionAvance",
        "tauxAvance",
        "sousTraitanceDeclaree",
        "origineUE",
        "origineFrance",
        "ccag",
        "offresRecues",
        "typeGroupementOperateurs",
        "procedure",
        "lieuExecution",
        "dureeMois",
        "montant",
        "dateNotification",
        "datePublicationDonnees",
        "typesPrix",
        "formePrix",
        "titulaires",
        "considerationsSociales",
        "considerationsEnvironnementales",
        "actesSousTraitance",
        "modifications",
        "modificationsActesSousTraitance",
        "dateSignature",
        "dateDebutExecution",
        "valeurGlobale",
        "montantSubventionPublique",
        "donneesExecution",
        "concessionnaires",
    }
)


def clean_item(line: int, told_kind: str, item: Any) -> Row:
    """Raises SetAside where there is no contract to speak of."""
    if not isinstance(item, dict):
        raise SetAside("", item, "not an object")
    rules: list[str] = []
    kind = kind_of(told_kind, item)
    buyer, number = _key(item, kind, rules)
    form = "2022" if told_kind or _is_2022(item) else "2019"
    techniques = names_in(item.get("techniques"))
    nature = _read(codes.read_nature, item.get("nature"), rules)
    framework = codes.is_framework(nature, techniques)
    notified = _read(dates.read_date, item.get("dateNotification") or item.get("dateSignature"), rules)
    published = _read(dates.read_date, item.get("datePublicationDonnees"), rules)
    amount = _amount(item, kind, rules)
    if notified is None:
        rules.append("notification_missing")
    place, department = _place(item.get("lieuExecution"), rules)
    social = considerations.read_considerations(names_in(item.get("considerationsSociales")))
    environment = considerations.read_considerations(names_in(item.get("considerationsEnvironnementales")))
    rules += [rule for rule in (social[1], environment[1]) if rule]
    suppliers = (
        item.get("titulaires") if kind == "m" else item.get("concessionnaires") or item.get("titulaires")
    )
    held = parties.encode(suppliers, rules)
    changes = parties.encode_changes(item.get("modifications"), rules)
    if len(held or "") + len(changes or "") > LONGEST_CHILDREN:
        raise SetAside("titulaires", "", "too many suppliers or modifications", number=number, buyer=buyer)
    holder = item.get("acheteur") or item.get("autoriteConcedante")
    get = item.get
    return (
        line,
        kind,
        form,
        buyer,
        number,
        0,
        nature,
        framework,
        _text(get("idAccordCadre"), 100),
        _read(codes.read_cpv, get("codeCPV"), rules),
        _read(codes.read_procedure, get("procedure"), rules),
        clean_text(get("objet"), rules),
        place,
        department,
        duration(get("dureeMois"), rules),
        notified,
        published,
        amount,
        _text(get("formePrix"), 40),
        offers(get("offresRecues"), rules),
        yes_no(get("marcheInnovant")),
        social[0],
        environment[0],
        yes_no(get("attributionAvance")),
        rate(get("tauxAvance")),
        yes_no(get("sousTraitanceDeclaree")),
        _text(get("typeGroupementOperateurs"), 40),
        _text(get("source"), 60),
        _text(holder.get("nom"), 200) if isinstance(holder, dict) else None,
        None,
        held,
        changes,
        ",".join(dict.fromkeys(rules)) or None,
    )


def kind_of(told: str, item: dict[str, Any]) -> str:
    if told:
        return told
    concession = "autoriteConcedante" in item or "concessionnaires" in item
    return "c" if concession or str(item.get("_type", "")).lower().startswith("contrat") else "m"


def _is_2022(item: dict[str, Any]) -> bool:
    return "considerationsSociales" in item or "techniques" in item or "marcheInnovant" in item


def _key(item: dict[str, Any], kind: str, rules: list[str]) -> tuple[str, str]:
    holder = item.get("acheteur") or item.get("autoriteConcedante")
    given = holder.get("id") if isinstance(holder, dict) else holder
    number, number_rule = identity.contract_number(as_text(item.get("id")))
    buyer, buyer_rule = identity.buyer_number(as_text(given))
    if number is None:
        raise SetAside("id", item.get("id", ""), "no number of contract", buyer=buyer or "")
    if buyer is None:
        field = "acheteur.id" if kind == "m" else "autoriteConcedante.id"
        raise SetAside(field, as_text(given), "no number of buyer", number=number)
    rules += [rule for rule in (number_rule, buyer_rule) if rule]
    return buyer, number


def as_text(value: object) -> str:
    """Numbers and identifiers are told alike; anything deeper is no identifier."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _read(reading: Any, value: object, rules: list[str]) -> Any:
    if not isinstance(value, str):
        return None if value is None else reading(as_text(value))[0]
    found, rule = reading(value)
    if rule:
        rules.append(rule)
    return found


def _text(value: object, longest: int) -> str | None:
    if value is None or value == "":
        return None
    return " ".join(str(value).split())[:longest] if isinstance(value, (str, int, float)) else None


def _amount(item: dict[str, Any], kind: str, rules: list[str]) -> float | None:
    value = item.get("montant") if kind == "m" else item.get("valeurGlobale", item.get("montant"))
    amount = amounts.read_amount(value)
    reason = amounts.unusable_reason(amount)
    if reason and kind == "m":
        rules.append("amount_" + reason)
    return amount


def _place(place: object, rules: list[str]) -> tuple[str | None, str | None]:
    if not isinstance(place, dict):
        return None, None
    return placed(as_text(place.get("code")), as_text(place.get("typeCode")), rules)


def placed(code: str, kind: str, rules: list[str]) -> tuple[str | None, str | None]:
    """(type and code as given, department)."""
    text, department, rule = read_place(code, kind)
    if rule:
        rules.append(rule)
    return text, department


@lru_cache(maxsize=50_000)
def read_place(code: str, kind: str) -> tuple[str | None, str | None, str | None]:
    department = places.department_of_place(code, kind)
    known = department or places.region_of_place(code, kind) or "pays" in kind.lower()
    text = f"{kind} {code}".strip()[:60] or None
    return text, department, "place_unreadable" if code and not known else None


def duration(value: object, rules: list[str]) -> int | None:
    """Months; none where it is zero, negative or above fifty years (999 and the like)."""
    months = amounts.read_amount(value)
    if months is None:
        return None
    if not 0 < months <= LONGEST_DURATION:
        rules.append("duration_absurd")
        return None
    return round(months)


def offers(value: object, rules: list[str]) -> int | None:
    count = amounts.read_amount(value)
    if count is None:
        return None
    if count < 1 or count > 10_000:
        rules.append("offers_absurd")
        return None
    return int(count)


def rate(value: object) -> float | None:
    found = amounts.read_amount(value)
    return found if found is not None and 0 <= found <= 1 else None


def yes_no(value: object) -> bool | None:
    if isinstance(value, bool) or value is None:
        return value
    return codes.read_yes_no(str(value)) if isinstance(value, (str, int, float)) else None


def rules_of(rows: Iterable[Row]) -> list[str]:
    """The names of the rules of these lines, one a line and rule."""
    return [rule for row in rows if row[-1] for rule in str(row[-1]).split(",")]
