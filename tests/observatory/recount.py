"""The figures counted again, in plain Python over the items: no store, no SQL, none of the product's rules.

Written from docs/observatory.md. For the 2022 and 2019 JSON formats.
"""

from __future__ import annotations

import math
import re
import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

Item = Mapping[str, Any]
Facts = Mapping[str, Mapping[str, Any]]
"""SIREN → size ("PME", "ETI", "GE"), ess ("O", "N" or None), legal (category); SIRET → department."""
REGIONS = {"59": "32", "62": "32", "80": "32", "75": "11"}


def day(text: Any) -> date | None:
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)", text or "")
    if not found or not 1990 <= int(found[1]) <= 2099:
        return None
    return date(*map(int, found.groups()))


def holder(item: Item) -> str:
    return (item.get("acheteur") or item.get("autoriteConcedante") or {}).get("id") or ""


def number(item: Item) -> str:
    return re.sub(r"[\s,\\./]", "_", item["id"].strip())


def numbers(held: Any) -> list[str]:
    found = []
    for one in held or []:
        inner = one.get("titulaire", one)
        digits = re.sub(r"[\s.\-_]", "", str(inner.get("id") or ""))
        found.append("" if digits.upper() in ("", "NC") or not digits.strip("0") else digits)
    return list(dict.fromkeys(found))


def usable(amount: Any) -> bool:
    if amount is None or amount < 1 or amount > 3_000_000_000:
        return False
    digits = f"{amount:.2f}".rstrip("0").rstrip(".").replace(".", "")
    whole = str(int(amount))
    same = len(set(digits)) == 1
    nines = same and digits[0] == "9" and amount >= 99_999
    return not (nines or (same and len(whole) >= 6))


def grouped(items: Sequence[Item]) -> list[list[Item]]:
    """Contracts as lists of items: same buyer and number, and 2019's siblings from 00 on."""
    keys: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        if holder(item):
            keys[holder(item), number(item)].append(item)
    families: dict[Any, dict[int, tuple[str, str]]] = defaultdict(dict)
    for (buyer, one), lines in keys.items():
        if re.fullmatch(r".{5,}\d\d", one) and "considerationsSociales" not in lines[0]:
            for line in lines:
                subject = " ".join(re.sub(r"<[^<>]*>", " ", line.get("objet") or "").split())
                who = tuple(sorted(numbers(line.get("titulaires"))))
                families[buyer, one[:-2], subject, who][int(one[-2:])] = (buyer, one)
    for orders in families.values():
        if len(orders) > 1 and sorted(orders) == list(range(len(orders))):
            first = keys[orders[0]]
            for order in range(1, len(orders)):
                first += [line | {"version": order} for line in keys.pop(orders[order], [])]
    return list(keys.values())


def latest(lines: Sequence[Item]) -> dict[str, Any]:
    """The latest version, its latest publication, completed by the others."""
    order = sorted(
        lines, key=lambda one: (one.get("version", 0), str(day(one.get("datePublicationDonnees")) or ""))
    )
    ranked = [line for version in sorted({one.get("version", 0) for one in order}, reverse=True)
              for line in latest_first([one for one in order if one.get("version", 0) == version])]  # fmt: skip
    found: dict[str, Any] = {"concession": "autoriteConcedante" in ranked[0]}
    for line in ranked:
        for key, value in line.items():
            if found.get(key) in (None, "", [], "NC"):
                found[key] = value
    return found


def latest_first(lines: Sequence[Item]) -> list[Item]:
    days = sorted({str(day(one.get("datePublicationDonnees")) or "") for one in lines}, reverse=True)
    return [
        one for when in days for one in lines if str(day(one.get("datePublicationDonnees")) or "") == when
    ]


def worth(lines: Sequence[Item]) -> tuple[float | None, bool]:
    """The amount of the last version, and whether it jumped on the way."""
    versions = sorted({line.get("version", 0) for line in lines})
    amounts = []
    for version in versions:
        stand = latest([line for line in lines if line.get("version", 0) == version])
        amounts.append(stand.get("montant"))
        changes = [one.get("modification", one) for one in stand.get("modifications") or []]
        changes.sort(key=lambda one: str(day(one.get("dateNotificationModification")) or "9999"))
        amounts += [one.get("montant") for one in changes]
    told = [one for one in amounts if one is not None]
    current, jumped = told[0] if told else None, False
    for one in told[1:]:
        if usable(one) and (not usable(current) or 0.2 <= one / current <= 5):
            current = one
        elif usable(one):
            jumped = True
    return current, jumped


def labels(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value or []
    return [label for one in inner for label in labels(one)]


class Contract:
    """One contract, counted by hand."""

    def __init__(self, lines: Sequence[Item], facts: Facts, departments: Mapping[str, str]) -> None:
        kept = latest(lines)
        self.lines = len(lines)
        self.duplicates = self.lines - len({line.get("version", 0) for line in lines})
        self.buyer = holder(kept)
        self.concession = kept["concession"]
        first = min(line.get("version", 0) for line in lines)
        days = [
            d
            for line in lines
            if line.get("version", 0) == first
            and (d := day(line.get("dateNotification") or line.get("dateSignature")))
        ]
        later = [d for line in lines if (d := day(line.get("dateNotification") or line.get("dateSignature")))]
        self.notified = min(days or later, default=None)
        self.department = departments.get(self.buyer)
        self.cpv = (
            (re.sub(r"-\d$", "", kept.get("codeCPV") or "") or "").ljust(8, "0")
            if kept.get("codeCPV")
            else None
        )
        framework = kept.get("nature") == "Accord-cadre" or "Accord-cadre" in labels(kept.get("techniques"))
        self.framework = framework
        self.nature = "Accord-cadre" if framework else kept.get("nature") or ""
        self.declared, jumped = worth(lines)
        self.amount = self.declared if usable(self.declared) else None
        self.unusable = self.amount is None
        self.flagged = self.unusable or jumped
        changes = [one.get("modification", one) for one in kept.get("modifications") or []]
        changes.sort(key=lambda one: str(day(one.get("dateNotificationModification")) or "9999"))
        holders = [kept.get("titulaires"), *(one.get("titulaires") for one in changes)]
        self.suppliers = numbers(next((one for one in reversed(holders) if one), None))
        months = [kept.get("dureeMois"), *(one.get("dureeMois") for one in changes)]
        self.duration = next((one for one in reversed(months) if one), None)
        self.offers = kept.get("offresRecues")
        self.procedure = kept.get("procedure")
        self.innovative = {True: True, False: False}.get(kept.get("marcheInnovant"))
        self.social = self._consideration(labels(kept.get("considerationsSociales")))
        self.environmental = self._consideration(labels(kept.get("considerationsEnvironnementales")))
        self.reserved = (
            None if self.social is None else "Marché réservé" in labels(kept["considerationsSociales"])
        )
        self.newcomer: bool | None = None
        known = [facts.get(one[:9], {}) if one else {} for one in self.suppliers]
        self.sme = [{"PME": True, "ETI": False, "GE": False}.get(one.get("size")) for one in known]
        self.ess_declared = [{"O": True, "N": False}.get(one.get("ess")) for one in known]
        self.ess_wide = [
            True
            if one.get("legal") == "9220" or one.get("ess") == "O"
            else False
            if one.get("ess") == "N" or one.get("legal") == "5499"
            else None
            for one in known
        ]
        places = [facts.get(one, {}).get("department") for one in self.suppliers]
        self.same_department = [
            None if not one or not self.department else one == self.department for one in places
        ]
        self.region = REGIONS.get(self.department or "")
        self.same_region = [
            None if not one or not self.region else REGIONS[one] == self.region for one in places
        ]

    @staticmethod
    def _consideration(told: list[str]) -> bool | None:
        told = [one for one in told if one != "NC"]
        return any("lause" in one or "ritère" in one for one in told) if told else None


def read(items: Sequence[Item], facts: Facts, departments: Mapping[str, str]) -> list[Contract]:
    found = [Contract(lines, facts, departments) for lines in grouped(items)]
    marches = [one for one in found if not one.concession]
    fences(marches)
    lots(marches)
    newcomers(marches)
    return found


def fences(found: Sequence[Contract]) -> None:
    groups: dict[Any, list[Contract]] = defaultdict(list)
    for one in found:
        if one.amount is not None and one.cpv:
            groups[one.cpv[:2], one.nature].append(one)
    for held in groups.values():
        logs = [math.log(one.amount) for one in held]
        middle = statistics.median(logs)
        spread = max(0.3, statistics.median(abs(one - middle) for one in logs))
        for one in held:
            if len(held) >= 10 and math.log(one.amount) > middle + 6 * spread + 1e-9:
                one.amount, one.unusable, one.flagged = None, True, True


def lots(found: Sequence[Contract]) -> None:
    groups: dict[Any, list[Contract]] = defaultdict(list)
    for one in found:
        if one.amount is not None and one.amount >= 500_000 and one.notified:
            groups[one.buyer, one.notified, one.amount].append(one)
    for held in groups.values():
        if len(held) >= 3:
            for position, one in enumerate(held):
                one.flagged, one.amount = True, None if position else one.amount


def newcomers(found: Sequence[Contract]) -> None:
    won: dict[Any, list[date]] = defaultdict(list)
    for one in found:
        for supplier in filter(None, one.suppliers):
            if one.notified:
                won[one.buyer, supplier].append(one.notified)
    for one in found:
        held = [supplier for supplier in one.suppliers if supplier]
        if one.notified and held:
            start = date(one.notified.year - 3, one.notified.month, one.notified.day)
            one.newcomer = any(
                not any(start <= d < one.notified for d in won[one.buyer, supplier]) for supplier in held
            )


def either(statuses: Sequence[bool | None]) -> bool | None:
    if True in statuses:
        return True
    return False if statuses and None not in statuses else None


def figures(found: Sequence[Contract], as_of: date) -> dict[str, tuple[Any, ...]]:
    """key → (numerator or value, denominator, unknown); None: not compared."""
    marches = [one for one in found if not one.concession]
    spent = [one for one in marches if one.amount is not None and not one.framework]
    maxima = [one.amount for one in marches if one.amount is not None and one.framework]
    unusable = sum(one.unusable for one in marches)
    offers = [one.offers for one in marches if one.offers]
    ends = [one for one in marches if one.notified and one.duration]
    median = statistics.median(one.amount for one in spent) if spent else None
    offered = statistics.median(offers) if offers else None
    return {
        "contracts": (len(marches), None, 0),
        "concessions": (len(found) - len(marches), None, 0),
        "buyers": (len({one.buyer for one in marches}), None, 0),
        "suppliers": (len({s for one in marches for s in one.suppliers if s}), None, 0),
        "contracts_flagged": (sum(one.flagged for one in marches), None, 0),
        "duplicates_merged": (sum(one.duplicates for one in found), None, 0),
        "amount_retained": (round(math.fsum(one.amount for one in spent), 2), len(spent), unusable),
        "amount_framework_maxima": (round(math.fsum(maxima), 2), len(maxima), unusable),
        "amount_median": (median, len(spent), unusable),
        "amount_unusable": (unusable, None, 0),
        "offers_median": (offered, len(offers), len(marches) - len(offers)),
        "renewals_12_months": (
            sum(_renewed(one, as_of) for one in ends), len(ends), len(marches) - len(ends)
        ),
        **concentration(spent),
        **of_suppliers(marches, spent),
        **of_contracts(marches, spent),
    }  # fmt: skip


def concentration(spent: Sequence[Contract]) -> dict[str, tuple[Any, ...]]:
    paid: dict[str, float] = defaultdict(float)
    for one in spent:
        for supplier in filter(None, one.suppliers):
            paid[supplier] += one.amount / len(one.suppliers)
    total = math.fsum(paid.values())
    nobody = sum(not any(one.suppliers) for one in spent)
    index = sum((one / total) ** 2 for one in paid.values()) if total else None
    return {
        "share_top5": (round(math.fsum(sorted(paid.values())[-5:]), 2), round(total, 2), nobody),
        "hhi": (index, round(total, 2), nobody),
    }


def of_suppliers(marches: Sequence[Contract], spent: Sequence[Contract]) -> dict[str, tuple[Any, ...]]:
    """Shares by what suppliers are: amounts are split between them."""
    result = {}
    for key in ("sme", "ess_declared", "ess_wide", "same_department", "same_region"):
        statuses = [either(getattr(one, key)) for one in marches]
        result[f"share_{key}"] = counted(statuses)
        parts = [
            (one.amount / len(getattr(one, key)), getattr(one, key)) for one in spent if getattr(one, key)
        ]
        yes = math.fsum(each * held.count(True) for each, held in parts)
        known = math.fsum(each * (len(held) - held.count(None)) for each, held in parts)
        result[f"share_{key}_amount"] = (round(yes, 2), round(known, 2), statuses.count(None))
    return result


def of_contracts(marches: Sequence[Contract], spent: Sequence[Contract]) -> dict[str, tuple[Any, ...]]:
    """Shares by what contracts say."""
    result = {}
    for key in ("social", "environmental"):
        result[f"share_{key}_amount"] = (
            round(math.fsum(one.amount for one in spent if getattr(one, key)), 2),
            round(math.fsum(one.amount for one in spent if getattr(one, key) is not None), 2),
            sum(getattr(one, key) is None for one in marches),
        )
    for key, field in {"social": "social", "environmental": "environmental", "reserved": "reserved",
                       "innovative": "innovative", "newcomers": "newcomer"}.items():  # fmt: skip
        result[f"share_{key}"] = counted([getattr(one, field) for one in marches])
    competed = [one for one in marches if not one.procedure or "sans publicité" not in one.procedure]
    single = [None if not one.procedure or not one.offers else one.offers == 1 for one in competed]
    return result | {"share_single_bid": counted(single)}


def counted(statuses: Sequence[bool | None]) -> tuple[int, int, int]:
    return statuses.count(True), len(statuses) - statuses.count(None), statuses.count(None)


def delays(held: Sequence[Mapping[str, Any]]) -> dict[str, tuple[Any, ...]]:
    """key → (value, payments that have the figure, payments that have not)."""
    result = {}
    for key, name in {"delay_mean_days": "mean_days", "delay_median_days": "median_days",
                      "delay_p90_days": "p90_days", "delay_share_over_limit": "share_over_limit"}.items():  # fmt: skip
        told = [one for one in held if one[name] is not None]
        payments = sum(one["payments"] for one in told)
        value = sum(one[name] * one["payments"] for one in told) / payments if payments else None
        result[key] = (value, payments, sum(one["payments"] for one in held) - payments)
    return result


def _renewed(one: Contract, as_of: date) -> bool:
    months = one.notified.month - 1 + one.duration
    end = date(one.notified.year + months // 12, months % 12 + 1, min(one.notified.day, 28))
    return as_of < end <= date(as_of.year + 1, as_of.month, as_of.day)
