"""From a line of decp.info's table to a cleaned line: one supplier and one version of a contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matchmaker.observatory.formats import clean
from matchmaker.observatory.formats.lines import Row, SetAside
from matchmaker.observatory.formats.parties import Party, encode_party
from matchmaker.observatory.formats.texts import clean_text, labels_of
from matchmaker.observatory.method import amounts, codes, considerations, dates, identity, suppliers

Reading = Callable[[str], tuple[str | None, str | None]]


def clean_record(line: int, record: Mapping[str, str] | None) -> Row:
    """Raises SetAside where there is no contract to speak of."""
    if record is None:
        raise SetAside("", "", "not as many cells as the header")
    rules: list[str] = []
    buyer, number = _key(record, rules)
    nature = _read(codes.read_nature, record, "nature", rules)
    kind = "c" if nature and ("oncession" in nature or "Délégation" in nature) else "m"
    techniques = labels_of(record.get("techniques", ""))
    notified = _read(dates.read_date, record, "dateNotification", rules)
    if notified is None:
        rules.append("notification_missing")
    amount = amounts.read_amount(record.get("montant"))
    reason = amounts.unusable_reason(amount)
    if reason and kind == "m":
        rules.append("amount_" + reason)
    place, department = clean.placed(
        record.get("lieuExecution_code") or "", record.get("lieuExecution_typeCode") or "", rules
    )
    social = considerations.read_considerations(labels_of(record.get("considerationsSociales", "")))
    environment = considerations.read_considerations(
        labels_of(record.get("considerationsEnvironnementales", ""))
    )
    rules += [rule for rule in (social[1], environment[1]) if rule]
    version = amounts.read_amount(record.get("modification_id")) or 0
    get = record.get
    return (
        line,
        kind,
        "table",
        buyer,
        number,
        min(int(version), 100_000) if version > 0 else 0,
        nature,
        codes.is_framework(nature, techniques),
        (get("idAccordCadre") or "")[:100] or None,
        _read(codes.read_cpv, record, "codeCPV", rules),
        _read(codes.read_procedure, record, "procedure", rules),
        clean_text(get("objet"), rules),
        place,
        department,
        clean.duration(get("dureeMois"), rules),
        notified,
        _read(dates.read_date, record, "datePublicationDonnees", rules),
        amount,
        (get("formePrix") or "")[:40] or None,
        clean.offers(get("offresRecues"), rules),
        clean.yes_no(get("marcheInnovant")),
        social[0],
        environment[0],
        clean.yes_no(get("attributionAvance")),
        clean.rate(get("tauxAvance")),
        clean.yes_no(get("sousTraitanceDeclaree")),
        (get("typeGroupementOperateurs") or "")[:40] or None,
        (get("sourceDataset") or get("source") or "")[:60] or None,
        clean_text(get("acheteur_nom"), []),
        get("acheteur_departement_code") or get("acheteur_departement") or None,
        _party(record, rules),
        None,
        ",".join(dict.fromkeys(rules)) or None,
    )


def _key(record: Mapping[str, str], rules: list[str]) -> tuple[str, str]:
    uid, given = record.get("uid", ""), record.get("acheteur_id", "")
    buyer, buyer_rule = identity.buyer_number(given or uid[:14])
    number, number_rule = identity.contract_number(record.get("id") or uid[14:])
    if number is None:
        raise SetAside("id", record.get("id", ""), "no number of contract", buyer=buyer or "")
    if buyer is None:
        raise SetAside("acheteur_id", given, "no number of buyer", number=number)
    rules += [rule for rule in (number_rule, buyer_rule) if rule]
    return buyer, number


def _read(reading: Reading, record: Mapping[str, str], field: str, rules: list[str]) -> str | None:
    value = record.get(field)
    if not value:
        return None
    found, rule = reading(value)
    if rule:
        rules.append(rule)
    return found


def _party(record: Mapping[str, str], rules: list[str]) -> str | None:
    kind, number, rule = suppliers.read_supplier(
        record.get("titulaire_typeIdentifiant") or "", record.get("titulaire_id") or ""
    )
    name = record.get("titulaire_nom") or ""
    shown = suppliers.shown_name(name)
    if rule:
        rules.append(rule)
    if name and not shown:
        rules.append("person_masked")
    if not number and not shown:
        rules.append("supplier_missing")
        return None
    category = (record.get("titulaire_categorie") or "").upper()
    place = record.get("titulaire_departement_code") or ""
    return encode_party(Party(kind, number, shown, category if category in suppliers.SIZES else "", place))
