"""The closed list of what the journal records; a new kind of act is added here first."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    ACCOUNT_CREATED = "account.created"
    ACCOUNT_CONFIRMED = "account.confirmed"
    ACCOUNT_CHANGED = "account.changed"
    ACCOUNT_PASSWORD_CHANGED = "account.password_changed"  # noqa: S105 - the name of an act
    ACCOUNT_ADMINISTRATOR_MADE = "account.administrator_made"
    ORGANISATION_CREATED = "organisation.created"
    ORGANISATION_CHANGED = "organisation.changed"
    MEMBERSHIP_CREATED = "membership.created"
    MEMBERSHIP_REQUESTED = "membership.requested"
    MEMBERSHIP_ACCEPTED = "membership.accepted"
    MEMBERSHIP_REFUSED = "membership.refused"
    NEED_DRAFTED = "need.drafted"
    NEED_ADOPTED = "need.adopted"
    NEED_CHANGED = "need.changed"
    NEED_SCHEDULED = "need.scheduled"
    NEED_UNSCHEDULED = "need.unscheduled"
    NEED_PUBLISHED = "need.published"
    NEED_WITHDRAWN = "need.withdrawn"
    NEED_CLOSED = "need.closed"
    NEED_EXTENDED = "need.extended"
    NEED_TENDERED = "need.tendered"
    NEED_AWARDED = "need.awarded"
    NEED_DELETED = "need.deleted"
    OFFER_DRAFTED = "offer.drafted"
    OFFER_CHANGED = "offer.changed"
    OFFER_PUBLISHED = "offer.published"
    OFFER_WITHDRAWN = "offer.withdrawn"
    OFFER_DELETED = "offer.deleted"
    LIST_FROZEN = "list.frozen"
    SUGGESTION_ACCEPTED = "suggestion.accepted"
    SUGGESTION_DISMISSED = "suggestion.dismissed"
    SUGGESTION_UNJUDGED = "suggestion.unjudged"
    EXPOSURE_ASKED = "exposure.asked"
    DEMONSTRATION_LOADED = "demonstration.loaded"
