"""Forms of organisations: fields that read what people write, and the cards made of them."""

from __future__ import annotations

from matchmaker.organisations.forms.cards import (
    BodyEditForm,
    BodyForm,
    ChoiceForm,
    FirmEditForm,
    FirmForm,
    JoinForm,
    OrganiserForm,
    PressForm,
    SiretForm,
    shown_body,
    shown_firm,
)
from matchmaker.organisations.forms.fields import CommuneField, MultiCheckboxField, TypedField, postal_code_of

__all__ = [
    "BodyEditForm",
    "BodyForm",
    "ChoiceForm",
    "CommuneField",
    "FirmEditForm",
    "FirmForm",
    "JoinForm",
    "MultiCheckboxField",
    "OrganiserForm",
    "PressForm",
    "SiretForm",
    "TypedField",
    "postal_code_of",
    "shown_body",
    "shown_firm",
]
