"""Forms of organisations: fields that read what people write, and the cards made of them."""

from __future__ import annotations

from matchmaker.organisations.forms.cards import (
    BodyEditForm,
    BodyForm,
    ChoiceForm,
    CodeForm,
    DisputeForm,
    DomainForm,
    FirmEditForm,
    FirmForm,
    InvitationForm,
    JoinForm,
    OrganiserForm,
    PressForm,
    ProofForm,
    SiretForm,
    shown_body,
    shown_card,
    shown_firm,
)
from matchmaker.organisations.forms.fields import CommuneField, MultiCheckboxField, TypedField, postal_code_of

__all__ = [
    "BodyEditForm",
    "BodyForm",
    "ChoiceForm",
    "CodeForm",
    "CommuneField",
    "DisputeForm",
    "DomainForm",
    "FirmEditForm",
    "FirmForm",
    "InvitationForm",
    "JoinForm",
    "MultiCheckboxField",
    "OrganiserForm",
    "PressForm",
    "ProofForm",
    "SiretForm",
    "TypedField",
    "postal_code_of",
    "shown_body",
    "shown_card",
    "shown_firm",
]
