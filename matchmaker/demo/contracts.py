"""Three years of invented contracts of the demonstration region, in the 2022 format, with the faults of real
files: zeros, nines, dates that are missing or have a zone, numbers told twice, lost accents, bad codes.
"""

import math
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from matchmaker.demo.identity import siret
from matchmaker.demo.streams import stream, weighted
from matchmaker.demo.values import BuyerBody, OfferDraft, Region, SupplierFirm
from matchmaker.observatory.method.delays import Delay
from matchmaker.reference import communes

YEARS = 3
CONTRACTS = 1_800
GROUPS = tuple(range(9_990, 9_998))
"""Demonstration numbers of large firms from elsewhere: nothing is known of them, as in real files."""
PROCEDURES = {
    "Procédure adaptée": 64,
    "Appel d'offres ouvert": 30,
    "Marché passé sans publicité ni mise en concurrence préalable": 4,
    "Procédure avec négociation": 2,
}
SOCIAL = {
    "Pas de considération sociale": 55,
    "Clause sociale": 17,
    "Critère social": 8,
    "Marché réservé": 2,
    "NC": 18,
}
ENVIRONMENTAL = {
    "Pas de considération environnementale": 45,
    "Clause environnementale": 22,
    "Critère environnemental": 15,
    "NC": 18,
}
FAMILY_MEANS = {"hospital": 46, "state": 19, "local_authority": 21, "public_establishment": 24, "other": 30}


def contracts(region: Region, count: int = CONTRACTS) -> dict[str, Any]:
    """The file: marchés and concessions of the three years before the region's day."""
    chance = stream(region.seed, "contracts")
    writer = ContractWriter(region, chance)
    marches = [item for number in range(1, count + 1) for item in writer.contract(number)]
    concessions = [writer.concession(number) for number in range(1, max(2, count // 100))]
    return {"marches": {"marche": marches, "contrat-concession": concessions}}


class ContractWriter:
    def __init__(self, region: Region, chance: Random) -> None:
        self.region, self.chance = region, chance
        self.firms = {firm.key: firm for firm in region.suppliers}
        self.offers = [offer for offer in region.offers if offer.cpvs]
        self.near: dict[str, list[OfferDraft]] = {}
        for offer in self.offers:
            self.near.setdefault(_department(self.firms[offer.supplier].address.commune), []).append(offer)

    def contract(self, number: int) -> Iterator[dict[str, Any]]:
        """One item, sometimes told again with a later publication."""
        item = self._sound(number)
        self._spoil(item)
        yield item
        if self.chance.random() < 0.02:
            yield item | {"datePublicationDonnees": self.region.today.isoformat()}

    def _sound(self, number: int) -> dict[str, Any]:
        body = self.chance.choice(self.region.buyers)
        offer = self._offer(body)
        notified = self.region.today - timedelta(days=self.chance.randrange(1, 365 * YEARS))
        published = notified + timedelta(days=int(self.chance.lognormvariate(2.9, 0.9)))
        amount = round(math.exp(self.chance.gauss(11.3, 1.1)), 2)
        return {
            "id": f"{notified.year}D{number:05}",
            "acheteur": {"id": body.siret},
            "nature": "Marché",
            "objet": f"{offer.title} – {body.place_name}",
            "codeCPV": offer.cpvs[0],
            "techniques": {"technique": ["Accord-cadre" if self.chance.random() < 0.28 else "Sans objet"]},
            "modalitesExecution": {"modaliteExecution": ["Sans objet"]},
            "marcheInnovant": self.chance.choices((False, True, "NC"), (80, 3, 17))[0],
            "attributionAvance": self.chance.random() < 0.35,
            "sousTraitanceDeclaree": self.chance.random() < 0.15,
            "ccag": "Fournitures courantes et services",
            "offresRecues": self.chance.choices((1, 2, 3, 4, 5, 7, 9), (24, 18, 20, 15, 10, 8, 5))[0],
            "typeGroupementOperateurs": "Pas de groupement",
            "procedure": weighted(self.chance, PROCEDURES),
            "lieuExecution": {"code": body.address.postal_code, "typeCode": "Code postal"},
            "dureeMois": self.chance.choice((1, 4, 6, 12, 12, 24, 36, 48)),
            "dateNotification": notified.isoformat(),
            "datePublicationDonnees": min(published, self.region.today).isoformat(),
            "montant": amount,
            "typesPrix": {"typePrix": ["Définitif révisable"]},
            "formePrix": "Unitaire",
            "titulaires": [{"titulaire": one} for one in self._suppliers(offer)],
            "considerationsSociales": {"considerationSociale": [weighted(self.chance, SOCIAL)]},
            "considerationsEnvironnementales": {
                "considerationEnvironnementale": [weighted(self.chance, ENVIRONMENTAL)]
            },
            "modifications": self._modifications(notified, amount),
        }

    def _offer(self, body: BuyerBody) -> OfferDraft:
        """From a firm of the same department two times in three."""
        near = self.near.get(_department(body.address.commune), self.offers)
        return self.chance.choice(near if self.chance.random() < 0.66 else self.offers)

    def _suppliers(self, offer: OfferDraft) -> list[dict[str, str]]:
        held = [self._number(self.firms[offer.supplier])]
        if self.chance.random() < 0.065:
            held += [
                self.chance.choice(self.region.suppliers).siret for _ in range(self.chance.randrange(1, 4))
            ]
        return [{"typeIdentifiant": "SIRET", "id": number} for number in dict.fromkeys(held)]

    def _number(self, firm: SupplierFirm) -> str:
        outside = self.chance.random() < 0.09
        return siret(self.chance.choice(GROUPS)) if outside else firm.siret

    def _modifications(self, notified: date, amount: float) -> list[dict[str, Any]]:
        if self.chance.random() > 0.06:
            return []
        day = (notified + timedelta(days=150)).isoformat()
        change = {"id": 1, "dateNotificationModification": day, "datePublicationDonneesModification": day}
        factor = self.chance.choice((1.04, 1.12, 1.3, 0.08))
        return [{"modification": change | {"montant": round(amount * factor, 2)}}]

    def _spoil(self, item: dict[str, Any]) -> None:
        """At most one fault a contract, in the proportions counted on real files."""
        fate = self.chance.random()
        faults = (
            (0.007, {"montant": 0}),
            (0.008, {"montant": self.chance.choice((999999, 999999999))}),
            (0.02, {"dateNotification": f"{item['dateNotification']}+01:00"}),
            (0.023, {"dateNotification": ""}),
            (0.024, {"dateNotification": f"0{item['dateNotification'][1:]}"}),
            (0.04, {"objet": item["objet"].replace("é", "\ufffd")}),
            (0.05, {"codeCPV": f"{item['codeCPV']}-9"}),
            (0.052, {"codeCPV": "NC"}),
            (0.054, {"titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": "NC"}}]}),
            (0.055, {"acheteur": {"id": ""}}),
            (0.065, {"lieuExecution": {"code": "INO", "typeCode": "Code commune"}}),
            (0.075, {"offresRecues": "NC"}),
        )
        item |= next((fault for bound, fault in faults if fate < bound), {})

    def concession(self, number: int) -> dict[str, Any]:
        body, firm = self.chance.choice(self.region.buyers), self.chance.choice(self.region.suppliers)
        signed = self.region.today - timedelta(days=self.chance.randrange(1, 365 * YEARS))
        return {
            "id": f"{signed.year}C{number:04}",
            "autoriteConcedante": {"id": body.siret},
            "nature": "Concession de service",
            "objet": f"Exploitation d’un équipement – {body.place_name}",
            "procedure": "Procédure négociée ouverte",
            "dureeMois": 120,
            "dateSignature": signed.isoformat(),
            "datePublicationDonnees": signed.isoformat(),
            "valeurGlobale": 400_000,
            "concessionnaires": [{"concessionnaire": {"typeIdentifiant": "SIRET", "id": firm.siret}}],
        }


def _department(commune: str) -> str:
    found = communes.get(commune)
    return found.department if found else commune[:2]


def delays(region: Region) -> list[Delay]:
    """Payment delays of each body in the same years; one in five gives its mean alone."""
    chance = stream(region.seed, "delays")
    years = range(region.today.year - YEARS, region.today.year)
    return [_delay(chance, body, year) for body in region.buyers for year in years]


def _delay(chance: Random, body: BuyerBody, year: int) -> Delay:
    mean = max(4.0, round(chance.gauss(FAMILY_MEANS[body.family], 6), 1))
    payments = int(chance.lognormvariate(6.5, 0.8))
    if chance.random() < 0.2:
        return Delay(body.siret[:9], year, "", payments, mean)
    limit = 50 if body.family == "hospital" else 30
    late = min(0.95, max(0.01, round(0.5 * (mean / limit) ** 2, 3)))
    return Delay(body.siret[:9], year, "", payments, mean, round(mean * 0.85, 1), round(mean * 1.9, 1), late)
