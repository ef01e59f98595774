"""The actor: who does something, and in whose name, as a value that services and rules receive."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a membership lets its holder act as; one per membership."""

    BUYER = "buyer"
    SUPPLIER = "supplier"
    ORGANISER = "organiser"
    OBSERVER = "observer"  # a prefecture: indicators and published acts, no contact details


@dataclass(frozen=True, slots=True)
class ActingFor:
    """One membership of the actor: the organisation `id`, and the role held there.

    `verified`: the actor has shown a ground to speak for it.
    """

    membership_id: int
    id: int
    name: str
    role: Role
    manager: bool
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """`user_id` is None for the anonymous, whose drafts are tied to `draft_key`, their browser's secret."""

    user_id: int | None = None
    email: str = ""
    name: str = ""
    locale: str = "fr"
    administrator: bool = False
    moderator: bool = False
    held_back: bool = False  # an administrator whose sign-in was not strong enough to act as one
    confirmed: bool = False
    acting_for: ActingFor | None = None
    memberships: tuple[ActingFor, ...] = ()
    draft_key: str | None = None

    @property
    def anonymous(self) -> bool:
        return self.user_id is None

    @property
    def role(self) -> str:
        """The word that the journal keeps."""
        if self.anonymous:
            return "anonymous"
        if self.acting_for is not None:
            return self.acting_for.role.value
        if self.administrator:
            return "administrator"
        return "moderator" if self.moderator else "user"

    @property
    def moderates(self) -> bool:
        """Administrators moderate too: a small platform has nobody else."""
        return self.moderator or self.administrator

    def acts_for(self, organisation_id: int | None, role: Role | None = None) -> bool:
        """Acting now for that organisation, and in that role when one is asked for."""
        if self.acting_for is None or organisation_id is None or self.acting_for.id != organisation_id:
            return False
        return role is None or self.acting_for.role is role

    def belongs_to(self, organisation_id: int | None) -> bool:
        return any(membership.id == organisation_id for membership in self.memberships)


ANONYMOUS = Actor()
SYSTEM = Actor(name="system")
