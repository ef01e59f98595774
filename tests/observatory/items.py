"""Items as files hold them, and files that hold them. Numbers are the demonstration's or well-known shapes."""

from __future__ import annotations

import csv
import itertools
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

Item = dict[str, Any]
ARRAS, LENS, NORD = "21620041400010", "21620498600013", "22590001800010"
FIRM, OTHER_FIRM, THIRD_FIRM = "00001000800012", "00001001600015", "00001002400018"
_numbers = itertools.count(1)


def marche(**changes: Any) -> Item:
    """A sound contract of the 2022 format; a value of None takes the key away."""
    item: Item = {
        "id": f"2024M{next(_numbers):05}",
        "acheteur": {"id": ARRAS},
        "nature": "Marché",
        "objet": "Entretien des espaces verts",
        "codeCPV": "77310000",
        "techniques": {"technique": ["Sans objet"]},
        "marcheInnovant": False,
        "offresRecues": 3,
        "procedure": "Procédure adaptée",
        "lieuExecution": {"code": "62000", "typeCode": "Code postal"},
        "dureeMois": 12,
        "dateNotification": "2024-03-04",
        "datePublicationDonnees": "2024-03-20",
        "montant": 48200,
        "titulaires": suppliers(FIRM),
        "considerationsSociales": {"considerationSociale": ["Pas de considération sociale"]},
        "considerationsEnvironnementales": {
            "considerationEnvironnementale": ["Pas de considération environnementale"]
        },
        "modifications": [],
    } | changes
    return {key: value for key, value in item.items() if value is not None}


def suppliers(*numbers: str, kind: str = "SIRET") -> list[Item]:
    return [{"titulaire": {"typeIdentifiant": kind, "id": number}} for number in numbers]


def marche_2019(**changes: Any) -> Item:
    item: Item = {
        "_type": "Marché",
        "id": f"2018{next(_numbers):06}00",
        "source": "one source",
        "acheteur": {"id": ARRAS, "nom": "COMMUNE D'ARRAS"},
        "nature": "Marché",
        "objet": "Réfection de la toiture de l'école",
        "codeCPV": "45261000-4",
        "procedure": "Procédure adaptée",
        "lieuExecution": {"code": "62", "typeCode": "Code département", "nom": "Pas-de-Calais"},
        "dureeMois": 6,
        "dateNotification": "2018-10-01+02:00",
        "datePublicationDonnees": "2018-10-20",
        "montant": 91300.5,
        "formePrix": "Ferme",
        "titulaires": [{"typeIdentifiant": "SIRET", "id": FIRM, "denominationSociale": "TOITS DU NORD"}],
        "modifications": [],
    } | changes
    return {key: value for key, value in item.items() if value is not None}


def concession(**changes: Any) -> Item:
    return {
        "id": f"2024C{next(_numbers):05}",
        "autoriteConcedante": {"id": LENS},
        "nature": "Concession de service",
        "objet": "Exploitation de la piscine",
        "procedure": "Procédure négociée ouverte",
        "dureeMois": 120,
        "dateSignature": "2024-02-01",
        "datePublicationDonnees": "2024-02-10",
        "valeurGlobale": 900000,
        "concessionnaires": [{"concessionnaire": {"typeIdentifiant": "SIRET", "id": FIRM}}],
    } | changes


def write_json(
    path: Path, items: Sequence[Item], concessions: Sequence[Item] = (), *, form: str = "2022"
) -> Path:
    held = {"marche": list(items), "contrat-concession": list(concessions)}
    root = {"marches": held if form == "2022" else [*items, *concessions]}
    path.write_text(json.dumps(root, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def write_xml(path: Path, items: Iterable[Item]) -> Path:
    body = "\n".join(f"<marche>{_children(item)}</marche>" for item in items)
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<marches>\n{body}\n</marches>\n', encoding="utf-8"
    )
    return path


def _children(item: Mapping[str, Any]) -> str:
    return "".join(_element(key, value) for key, value in item.items())


def _element(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return f"<{name}>{_children(value)}</{name}>"
    if isinstance(value, list) and value and not isinstance(value[0], dict):
        return "".join(_element(name, one) for one in value)
    if isinstance(value, list):
        return f"<{name}>{''.join(_children(one) for one in value)}</{name}>"
    return f"<{name}>{escape(str(value).lower() if isinstance(value, bool) else str(value))}</{name}>"


def write_table(path: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def row(**changes: object) -> dict[str, object]:
    """A line of decp.info's table."""
    return {
        "uid": f"{ARRAS}2024T1",
        "id": "2024T1",
        "acheteur_id": ARRAS,
        "acheteur_nom": "Commune d’Arras",
        "acheteur_departement_code": "62",
        "titulaire_id": FIRM,
        "titulaire_typeIdentifiant": "SIRET",
        "titulaire_nom": "Jardins du Nord",
        "titulaire_categorie": "PME",
        "titulaire_departement_code": "59",
        "nature": "Marché",
        "objet": "Entretien des espaces verts",
        "montant": 48200,
        "codeCPV": "77310000",
        "procedure": "Procédure adaptée",
        "dureeMois": 12,
        "offresRecues": 3,
        "dateNotification": "2024-03-04",
        "datePublicationDonnees": "2024-03-20",
        "considerationsSociales": "Clause sociale, Critère social",
        "modification_id": 0,
        "sourceDataset": "one source",
    } | changes


def varied(count: int, seed: int = 8) -> list[Item]:
    """Contracts of all sorts, faults included, in the proportions that stress rather than those that are."""
    chance = random.Random(seed)
    buyers = (ARRAS, LENS, NORD, "26620011200014", "13000000000019")
    firms = [f"0000{number:05}{branch:05}" for number in range(1, 9) for branch in (11, 29)]
    found: list[Item] = []
    for number in range(count):
        held = chance.sample(firms, chance.choice((1, 1, 1, 2, 3)))
        day = f"20{chance.choice((21, 22, 23, 24))}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        found.append(
            marche(
                id=f"V{number}",
                acheteur={"id": chance.choice(buyers)},
                nature=chance.choice(("Marché", "Marché", "Marché de partenariat")),
                techniques={"technique": [chance.choice(("Sans objet", "Sans objet", "Accord-cadre"))]},
                marcheInnovant=chance.choice((True, False, "NC", None)),
                offresRecues=chance.choice((1, 2, 5, None)),
                procedure=chance.choice(
                    ("Procédure adaptée", "Appel d'offres ouvert", None,
                     "Marché passé sans publicité ni mise en concurrence préalable")
                ),
                codeCPV=chance.choice(("45210000", "45210000-2", "77310000", "90", None)),
                dureeMois=chance.choice((6, 12, 48, 0, None)),
                dateNotification=chance.choice((day, day, day, f"{day}+01:00", "0218-01-01", None)),
                datePublicationDonnees=day,
                montant=chance.choice((0, 0.5, 999999, 99.99, 333333, 33333, 700000, 4_000_000_000, None,
                                       *(round(chance.lognormvariate(11, 1), 2) for _ in range(9)))),
                titulaires=chance.choice((suppliers(*held), suppliers(*held), suppliers("NC"))),
                considerationsSociales={"considerationSociale": chance.choice(
                    (["Clause sociale"], ["Marché réservé"], ["Pas de considération sociale"], ["NC"]))},
                considerationsEnvironnementales=chance.choice(
                    (None, {"considerationEnvironnementale": ["Critère environnemental"]},
                     {"considerationEnvironnementale": ["Pas de considération environnementale"]})),
                modifications=chance.choice(([], [], [], [{"modification": {
                    "id": 1, "dateNotificationModification": "2024-12-01", "dureeMois": 60,
                    "montant": chance.choice((50000, 1, 10**8))}}])),
            )
        )  # fmt: skip
    return [
        *found,
        *(chance.choice(found) | {"datePublicationDonnees": "2025-01-01"} for _ in range(count // 20)),
    ]
