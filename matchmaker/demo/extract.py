"""An extract of the register for the demonstration: the invented firms and bodies, and newcomers.

Sirene's own column names, and `courriel` as a directory of bodies would give it. Newcomers are not on the
platform yet: type their SIRET or SIREN, register with an address at their domain, and what is published
goes live at once.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from matchmaker.demo import identity
from matchmaker.demo.values import Address, Region

COLUMNS = (
    "siret",
    "siren",
    "denominationUniteLegale",
    "libelleVoieEtablissement",
    "codePostalEtablissement",
    "codeCommuneEtablissement",
    "categorieJuridiqueUniteLegale",
    "activitePrincipaleEtablissement",
    "nomenclatureActivitePrincipaleEtablissement",
    "trancheEffectifsUniteLegale",
    "categorieEntreprise",
    "economieSocialeSolidaireUniteLegale",
    "statutDiffusionEtablissement",
    "etatAdministratifEtablissement",
    "etablissementSiege",
    "courriel",
)
CATEGORIES = {"tpe": "PME", "pme": "PME", "eti": "ETI"}
ARRAS = Address("12 rue des Filatures", "62000", "62041")
LENS = Address("3 rue du Terril", "62300", "62498")
AMIENS = Address("8 quai des Hortillons", "80000", "80021")
LILLE = Address("40 rue des Courées", "59000", "59350")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Known to the register, not to the platform; the last of its `seats` has closed when `closed`."""

    serial: int
    name: str
    legal_category: str
    naf: str
    seats: tuple[Address, ...]
    headcount: str = "02"
    social: bool = False
    masked: bool = False
    closed: bool = False

    @property
    def siret(self) -> str:
        return identity.siret(self.serial)

    @property
    def domain(self) -> str:
        return identity.domain(self.name)


NEWCOMERS = (
    Newcomer(9901, "Fauche et Haies du Ternois", "5499", "81.30Z", (ARRAS,)),
    Newcomer(9902, "Talus et Bocages de l’Artois", "5499", "81.30Z", (LENS,), headcount="03"),
    Newcomer(9903, "La Serpe solidaire", "9220", "81.30Z", (AMIENS,), headcount="11", social=True),
    Newcomer(9904, "Menuiseries des Courées", "5710", "43.32A", (LILLE, ARRAS, LENS), "12", closed=True),
    Newcomer(9905, "Entreprise individuelle", "1000", "43.34Z", (LENS,), headcount="00", masked=True),
    Newcomer(9906, "Imprimerie du Vieux Canal", "5499", "18.12Z", (AMIENS,), closed=True),
    Newcomer(9910, "Collège de la Vallée d’Aubelle", "7331", "85.31Z", (ARRAS,), headcount="21"),
    Newcomer(9911, "Commune de Bellencourt-sur-Aubelle", "7210", "84.11Z", (ARRAS,), headcount="21"),
    Newcomer(9912, "Syndicat des eaux de l’Aubelle", "7353", "36.00Z", (LENS,), headcount="12"),
    Newcomer(9913, "Centre hospitalier des Trois Clochers", "7364", "86.10Z", (AMIENS,), headcount="32"),
)


def write(path: Path, region: Region) -> None:
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        out.writerows(lines(region))


def lines(region: Region) -> Iterator[tuple[str, ...]]:
    for body in region.buyers:
        yield line(body.siret, body.name, body.address, body.legal_category)
    for organiser in region.organisers:
        yield line(organiser.siret, organiser.name, organiser.address, organiser.legal_category)
    for firm in region.suppliers:
        facts = {"naf": firm.naf, "headcount": firm.headcount, "size": CATEGORIES[firm.size]}
        social = firm.is_social_economy
        yield line(firm.siret, firm.name, firm.address, firm.legal_category, social=social, **facts)
    taken = {firm.siret for firm in region.suppliers}
    for one in NEWCOMERS:
        if one.siret not in taken:
            yield from newcomer(one)


def newcomer(one: Newcomer) -> Iterator[tuple[str, ...]]:
    for number, seat in enumerate(one.seats, 1):
        yield line(
            identity.siret(one.serial, number),
            one.name,
            seat,
            one.legal_category,
            naf=one.naf,
            headcount=one.headcount,
            size="PME",
            social=one.social,
            masked=one.masked,
            open_=not (one.closed and number == len(one.seats)),
            head=number == 1,
            email=f"contact@{one.domain}",
        )


def line(
    siret: str,
    name: str,
    address: Address,
    legal_category: str,
    *,
    naf: str = "",
    headcount: str = "",
    size: str = "",
    social: bool = False,
    masked: bool = False,
    open_: bool = True,
    head: bool = True,
    email: str = "",
) -> tuple[str, ...]:
    where = (address.street, address.postal_code, address.commune)
    activity = (naf, "NAFRev2" if naf else "")
    flags = ("O" if social else "N", "P" if masked else "O", "A" if open_ else "F", str(head).lower())
    return (siret, siret[:9], name.upper(), *where, legal_category, *activity, headcount, size, *flags, email)
