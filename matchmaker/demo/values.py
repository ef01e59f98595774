"""The demonstration region as values: what the generator makes and the loader turns into rows.

Codes: communes by INSEE code, CPV by 8 digits, NAF rev. 2, legal categories of INSEE level III, headcount
bands of Sirene, inclusive kinds as in the reference table (EI, AI, ACI, ETTI, GEIQ, EA, ESAT…). Amounts are
euros without tax. `key` is unique in the region and stable for a seed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from matchmaker.demo.trade import BuyerKind, Nature
from matchmaker.reference.zones import Zone

BuyerFamily = Literal["state", "local_authority", "hospital", "public_establishment", "other"]
Size = Literal["tpe", "pme", "eti"]
EssFamily = Literal["cooperative", "association", "mutual", "foundation"]
NeedStatus = Literal["draft", "published", "sourcing_closed", "tendered", "awarded", "abandoned"]
Role = Literal["buyer", "supplier", "organiser", "observer", "moderator", "administrator"]


@dataclass(frozen=True, slots=True)
class Person:
    first_name: str
    last_name: str
    gender: Literal["f", "m"]
    job_title: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Address:
    street: str
    postal_code: str
    commune: str


@dataclass(frozen=True, slots=True)
class BuyerBody:
    """`place_name` is how its texts call the place: an invented commune keeps its invented name."""

    key: str
    name: str
    family: BuyerFamily
    kind: BuyerKind
    legal_category: str
    siret: str
    address: Address
    place_name: str
    description: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class SupplierFirm:
    """`inclusive_kind` is None for an ordinary firm; "ESS" for an enterprise of the social economy that is
    neither an integration structure nor an adapted one, with `ess_form` "scop", "scic"… saying which.
    """

    key: str
    name: str
    trade: str
    legal_category: str
    siret: str
    naf: str
    address: Address
    headcount: str
    size: Size
    inclusive_kind: str | None
    ess_family: EssFamily | None
    ess_form: str | None
    founded: int
    turnover: int
    description: str
    website: str
    labels: tuple["Label", ...]
    people: tuple[Person, ...]

    @property
    def is_social_economy(self) -> bool:
        return self.inclusive_kind is not None


@dataclass(frozen=True, slots=True)
class Label:
    """A quality mark or certificate; without expiry when `expires_on` is None, possibly expired already."""

    name: str
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Reference:
    text: str
    year: int


@dataclass(frozen=True, slots=True)
class OfferDraft:
    key: str
    supplier: str
    trade: str
    title: str
    what: str
    for_whom: str
    how: str
    cpvs: tuple[str, ...]
    zone: Zone
    capacity_min: int
    capacity_max: int
    lead_time_days: int
    labels: tuple[Label, ...]
    references: tuple[Reference, ...]
    status: Literal["draft", "published"]
    published_on: date | None


@dataclass(frozen=True, slots=True)
class LotDraft:
    number: int
    title: str
    description: str
    cpvs: tuple[str, ...]
    amount_min: int | None
    amount_max: int | None
    zone: Zone
    reserved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeedDraft:
    """Amounts are both given, ends included, or `amount_unknown_because` says why not.

    A draft may lack its deadline.
    """

    key: str
    buyer: str
    author: str
    trade: str
    title: str
    description: str
    nature: Nature
    cpvs: tuple[str, ...]
    zone: Zone
    amount_min: int | None
    amount_max: int | None
    amount_unknown_because: str | None
    lots: tuple[LotDraft, ...]
    starts_on: date
    duration_months: int
    answers_by: date | None
    reserved: tuple[str, ...]
    social: tuple[str, ...]
    environmental: tuple[str, ...]
    innovation: bool
    questions: tuple[str, ...]
    status: NeedStatus
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Organiser:
    """A body that runs the Rencontres without buying or selling there."""

    key: str
    name: str
    legal_category: str
    siret: str
    address: Address
    description: str
    person: Person


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who can sign in to the demonstration; `organisation` is a key, None for who runs the site."""

    role: Role
    first_name: str
    last_name: str
    email: str
    organisation: str | None
    label: str


@dataclass(frozen=True, slots=True)
class Region:
    seed: int
    today: date
    buyers: tuple[BuyerBody, ...]
    suppliers: tuple[SupplierFirm, ...]
    offers: tuple[OfferDraft, ...]
    needs: tuple[NeedDraft, ...]
    organisers: tuple[Organiser, ...]
